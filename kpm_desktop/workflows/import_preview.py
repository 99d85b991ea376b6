"""What an import would do, before anything is written: rows in four groups, what is skipped, what is asked.

Shared by `import_cadres.py` and `import_heads.py`. Reading the file is `spreadsheets`' work.
"""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Generic, Literal, TypeAlias, TypeVar

from kpm_desktop.domain.problem import Problem, blocking
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import VillageLine
from kpm_desktop.spreadsheets.cell_values import DateOrder, DateState
from kpm_desktop.spreadsheets.headers import Header, Headings, find_header
from kpm_desktop.spreadsheets.headings import CADRE_HEADINGS, HEAD_HEADINGS, Target
from kpm_desktop.spreadsheets.person_rows import DraftRow, SheetDrafts, SheetOptions
from kpm_desktop.spreadsheets.reading import Sheet, Table, read_file, read_text
from kpm_desktop.spreadsheets.sheet_body import SkippedRow
from kpm_desktop.spreadsheets.writing import same_layout_xlsx
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows.import_matching import VillageFinder, VillageFound
from kpm_desktop.workflows.progress import Progress

Draft = TypeVar("Draft")
Status: TypeAlias = Literal["new", "changed", "same", "rejected"]
Existing: TypeAlias = Literal["ask", "fill", "keep", "take"]
Answer: TypeAlias = Literal["same", "other", "typo"]
RowKey: TypeAlias = tuple[str, int]
"""Name of the sheet, number of the row from 1."""

STATUSES: tuple[Status, ...] = ("new", "changed", "same", "rejected")
WORDS: Final = {"read": "Membaca berkas", "rows": "Memeriksa baris"}
_STEP = 64
BACKUP_ABOVE = 20
"""An import of more rows than this makes a verified backup first (data-file.md section 8)."""
REASON_HEADING = "Alasan"
CADRE_TARGETS: tuple[Target, ...] = tuple(dict.fromkeys(target for target, _ in CADRE_HEADINGS))
HEAD_TARGETS: tuple[Target, ...] = tuple(dict.fromkeys(target for target, _ in HEAD_HEADINGS))
"""What a column of a list of cadres, or of heads, can be mapped to by hand, besides nothing ("")."""
_LOOK = frozenset({"W.202", "W.207", "W.210", "W.215", "W.216", "W.217", "W.222"})


@dataclasses.dataclass(frozen=True, slots=True)
class ImportChoices:
    """What the operator decided so far; a preview is made anew with it.

    `headers`, `columns`, `date_orders` go by sheet (and place of the column from 0); `villages` by the texts
    of village and district as the rows have them; `repairs` hold texts typed in place of a target's cell;
    of the spellings so answered those in `unremembered` do not become aliases;
    `people` answers W.202 and W.210 for a row; `ticks` are the fields taken of a changed row. `existing`:
    fill what is empty and ask about the rest (unticked, it stays), fill only, keep all as it is, or take all.
    """

    headers: Mapping[str, tuple[int, int]] = dataclasses.field(default_factory=dict)
    columns: Mapping[str, Mapping[int, Target]] = dataclasses.field(default_factory=dict)
    date_orders: Mapping[str, Mapping[int, DateOrder]] = dataclasses.field(default_factory=dict)
    hidden_sheets: frozenset[str] = frozenset()
    left_out_sheets: frozenset[str] = frozenset()
    villages: Mapping[tuple[str, str], Uid] = dataclasses.field(default_factory=dict)
    remember_spellings: bool = True
    unremembered: frozenset[tuple[str, str]] = frozenset()
    people: Mapping[RowKey, Answer] = dataclasses.field(default_factory=dict)
    repairs: Mapping[RowKey, Mapping[Target, str]] = dataclasses.field(default_factory=dict)
    existing: Existing = "ask"
    ticks: Mapping[RowKey, frozenset[str]] = dataclasses.field(default_factory=dict)
    left_out: frozenset[RowKey] = frozenset()
    cadre_type: str = "KPM"


DEFAULT_CHOICES = ImportChoices()


@dataclasses.dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of somebody already there: what it is, what the sheet says, and whether that is taken."""

    field: str
    old: Any
    new: Any
    taken: bool


@dataclasses.dataclass(frozen=True, slots=True)
class PreviewRow(Generic[Draft]):
    """One entry of the list and what becomes of it.

    `person` is who is already there; `changes` are not empty only when the status is `changed`; `twin` is the
    earlier row of the same file that says the same.
    """

    sheet: str
    row: int
    status: Status
    draft: Draft
    raw: tuple[Any, ...]
    problems: tuple[Problem, ...]
    found: VillageFound
    person: Uid | None = None
    changes: tuple[FieldChange, ...] = ()
    twin: int | None = None
    is_left_out: bool = False

    @property
    def key(self) -> RowKey:
        """Return where the row stands."""
        return self.sheet, self.row

    @property
    def village(self) -> VillageLine | None:
        """Return the village that the row means."""
        return self.found.village

    @property
    def is_asked(self) -> bool:
        """Tell whether something about the row is asked, besides which changes are taken."""
        return self.status != "rejected" and any(problem.code in _LOOK for problem in self.problems)

    @property
    def is_written(self) -> bool:
        """Tell whether importing writes something of this row."""
        if self.is_left_out:
            return False
        return self.status == "new" or any(change.taken for change in self.changes)


@dataclasses.dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet as the mapping step shows it. `is_read` false: hidden, left out, or without a header."""

    sheet: Sheet
    header: Header | None
    is_read: bool
    district: str = ""
    district_source: str = ""
    dates: Mapping[int, DateState] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class ImportPreview(Generic[Draft]):
    """What importing would do. `name` is the file's, empty for pasted text; nothing is written yet."""

    name: str
    rows: tuple[PreviewRow[Draft], ...]
    skipped: tuple[SkippedRow, ...]
    sheets: tuple[SheetView, ...]
    table: Table
    choices: ImportChoices

    def with_status(self, status: Status) -> list[PreviewRow[Draft]]:
        """Return the rows of one group, in the order of the file."""
        return [row for row in self.rows if row.status == status]

    def counts(self) -> dict[str, int]:
        """Return how many rows each group has, in all, and how many were skipped."""
        groups: dict[str, int] = {
            status: sum(row.status == status for row in self.rows) for status in STATUSES
        }
        return {"rows": len(self.rows), **groups, "skipped": len(self.skipped)}

    @property
    def to_write(self) -> list[PreviewRow[Draft]]:
        """Return the rows of which something is written."""
        return [row for row in self.rows if row.is_written]


# making one

ReadSheet: TypeAlias = Callable[[Sheet, SheetOptions], SheetDrafts[Draft]]
Judge: TypeAlias = Callable[[DraftRow[Draft], VillageFound], PreviewRow[Draft]]


Source: TypeAlias = Path | str | Table
"""A file, pasted text, or the table of a preview made before."""


def read_source(source: Source, progress: Progress) -> Table:
    """Return the table of a file (a path) or of pasted text; raises SheetError."""
    if isinstance(source, Table):
        return source
    progress.step(0, 0, WORDS["read"])
    table = read_file(source) if isinstance(source, Path) else read_text(source)
    progress.step(0, 0, WORDS["rows"])
    return table


def make_preview(
    data_file: DataFile,
    table: Table,
    choices: ImportChoices,
    *,
    kind: str,
    headings: Headings,
    read_sheet: ReadSheet[Draft],
    villages: VillageFinder,
    judge: Judge[Draft],
    progress: Progress,
) -> ImportPreview[Draft]:
    """Return the preview of a table: every sheet read, every row judged. Raises Cancelled."""
    rows: list[PreviewRow[Draft]] = []
    skipped: list[SkippedRow] = []
    views: list[SheetView] = []
    for sheet in table.sheets:
        is_read = sheet.name not in choices.left_out_sheets and (
            not sheet.is_hidden or sheet.name in choices.hidden_sheets
        )
        options = _options(data_file, sheet, choices, kind, headings)
        if not is_read:
            views.append(SheetView(sheet, find_header(sheet, headings, rows=options.header), is_read=False))
            continue
        drafts = read_sheet(sheet, options)
        skipped += drafts.skipped
        prevailing = _prevailing(drafts, villages)
        for place, row in enumerate(drafts.rows):
            if place % _STEP == 0:
                progress.step(place, len(drafts.rows), sheet.name or WORDS["rows"])
            draft: Any = row.draft
            found = villages.find(draft.village_text, draft.district_text, draft.village_code, prevailing)
            rows.append(judge(row, found))
        views.append(
            SheetView(
                sheet,
                drafts.header,
                drafts.header is not None,
                drafts.told.district or prevailing,
                drafts.told.source,
                drafts.dates,
            )
        )
    return ImportPreview(table.name, tuple(rows), tuple(skipped), tuple(views), table, choices)


def _prevailing(drafts: SheetDrafts[Any], villages: VillageFinder) -> str:
    """Return the district that the villages of a sheet without one tell."""
    texts = {row.draft.village_text for row in drafts.rows if not row.draft.district_text}
    return villages.prevailing(texts) if texts else ""


def _options(
    data_file: DataFile, sheet: Sheet, choices: ImportChoices, kind: str, headings: Headings
) -> SheetOptions:
    chosen_header = choices.headers.get(sheet.name)
    header = find_header(sheet, headings, rows=chosen_header)
    targets = remembered_columns(data_file, kind, header) if header else {}
    repairs = {row: cells for (name, row), cells in choices.repairs.items() if name == sheet.name}
    return SheetOptions(
        chosen_header,
        {**targets, **choices.columns.get(sheet.name, {})},
        choices.date_orders.get(sheet.name, {}),
        repairs,
    )


# what is remembered of a sender


def sender_of(kind: str, header: Header) -> str:
    """Return what names the sender of a sheet: the layout of his columns."""
    return f"{kind}:{hashlib.sha256(header.layout.encode()).hexdigest()[:32]}"


def remembered_columns(data_file: DataFile, kind: str, header: Header) -> dict[int, Target]:
    """Return how the columns of this layout were read last time, where the operator had changed the guess."""
    text = data_file.office.import_mapping(sender_of(kind, header))
    return {int(place): str(target) for place, target in json.loads(text).items()} if text else {}


def remember_columns(data_file: DataFile, kind: str, preview: ImportPreview[Any]) -> None:
    """Keep within the open operation how the operator mapped the columns of each sheet."""
    for view in preview.sheets:
        chosen = preview.choices.columns.get(view.sheet.name)
        if chosen and view.header is not None:
            before = remembered_columns(data_file, kind, view.header)
            mapping = {str(place): target for place, target in sorted({**before, **chosen}.items())}
            text = json.dumps(mapping, ensure_ascii=False)
            data_file.office.save_import_mapping(sender_of(kind, view.header), text)


# judging


def group_of(problems: Iterable[Problem], changes: Iterable[FieldChange], *, is_known: bool) -> Status:
    """Return the group of a row."""
    if blocking(problems):
        return "rejected"
    if not is_known:
        return "new"
    return "changed" if any(True for _ in changes) else "same"


def is_taken(choices: ImportChoices, key: RowKey, field: str, old: object) -> bool:
    """Tell whether a change is taken: as ticked, else as chosen for all that is already there."""
    if key in choices.ticks:
        return field in choices.ticks[key]
    if choices.existing == "take":
        return True
    return choices.existing != "keep" and old in {"", None}


def differences(
    choices: ImportChoices, key: RowKey, record: object, values: Mapping[str, Any]
) -> list[FieldChange]:
    """Return the fields in which a record differs from what the sheet says; empty cells say nothing."""
    changes = []
    for field, new in values.items():
        old = getattr(record, field)
        if new not in {"", None} and new != old:
            changes.append(FieldChange(field, old, new, is_taken(choices, key, field, old)))
    return changes


# what goes out


def rejected_xlsx(preview: ImportPreview[Any], sentence: Callable[[Problem], str]) -> bytes:
    """Return the rejected rows in the sender's own layout, with a column that says why."""
    reasons: dict[str, dict[int, str]] = {}
    for row in preview.with_status("rejected"):
        told = " ".join(sentence(problem) for problem in blocking(row.problems))
        reasons.setdefault(row.sheet, {})[row.row] = told
    headers = {
        view.sheet.name: view.header.first_row + view.header.height
        for view in preview.sheets
        if view.header is not None
    }
    return same_layout_xlsx(preview.table, reasons, REASON_HEADING, headers)


def row_jsonable(row: PreviewRow[Any]) -> dict[str, Any]:
    """Return a row as plain values: dates in ISO form, what is not known as None, name and titles as text."""
    cadre: dict[str, Any] = {}
    for field in dataclasses.fields(row.draft):
        value = _plain(getattr(row.draft, field.name))
        cadre[field.name] = value if value or field.name in {"name", "title_front", "title_back"} else None
    cadre["village_code"] = (row.village.village_code or None) if row.village else None
    return {
        "sheet": row.sheet,
        "row": row.row,
        "status": row.status,
        "cadre": cadre,
        "problems": [
            {"field": one.field, "code": one.code, "values": dict(one.values)} for one in row.problems
        ],
        "changes": [
            {"field": one.field, "old": _plain(one.old), "new": _plain(one.new), "taken": one.taken}
            for one in row.changes
        ],
        "candidates": [village.village_code or village.name for village in row.found.candidates],
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
