"""The rows of the typing grid and its columns as data: one entry a row, at the end the control numbers."""

import dataclasses
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any, Literal, NamedTuple

from kpm_desktop.domain.contests import Criterion, SheetState
from kpm_desktop.domain.names import full_name
from kpm_desktop.domain.score_sheets import Sheet
from kpm_desktop.domain.scoring import (
    Turn,
    mark_problems,
    shown_mark,
    shuffled,
    sum_of,
    total_problems,
)
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import decimal_text
from kpm_desktop.ui.tables.column import Column, Pill, Row

SHEET_PILLS: dict[SheetState, Pill] = {
    "empty": Pill("Kosong", "neu", "circle-dashed"),
    "first": Pill("Isian pertama", "info", "pencil"),
    "second": Pill("Isian kedua", "info", "pencil"),
    "different": Pill("Beda", "err", "alert-triangle"),
    "final": Pill("Sah", "ok", "circle-check"),
}
_WIDE = 14
"""From how many letters on the name of a criterion is folded."""
RowKind = Literal["entry", "control"]


class ScoreRow(NamedTuple):
    """A row of the grid; what is hidden at this turn is not in it at all."""

    uid: Uid
    kind: RowKind
    number: str
    name: str
    title: str
    marks: tuple[str, ...]
    wrong: tuple[bool, ...]
    screen: str
    paper: str
    pill: Pill | None
    is_complete: bool


@dataclasses.dataclass(frozen=True, slots=True)
class GridActs:
    """What a cell does when something was typed; None where nothing can be typed."""

    mark: Callable[[Row, Criterion, str], None] | None
    total: Callable[[Row, str], None] | None
    control: Callable[[Criterion, str], None] | None


def turn_of(sheet: Sheet) -> Turn | None:
    """Return which entry is typed now; None when both are closed."""
    return {"empty": "first", "first": "first", "second": "second"}.get(sheet.state)  # type: ignore[return-value]


def sheet_pill(sheet: Sheet) -> Pill:
    """Return the state of a sheet: `Beda 2 sel`."""
    if sheet.state == "different":
        return Pill(f"Beda {len(sheet.differing())} sel", "err", "alert-triangle")
    return SHEET_PILLS[sheet.state]


def rows_of(sheet: Sheet, current: Uid | None = None) -> list[ScoreRow]:
    """Return the rows in the order of the paper; in the second entry shuffled and with its own marks only."""
    turn = turn_of(sheet)
    by_uid = {entry.uid: entry for entry in sheet.entries}
    order = [entry.uid for entry in sheet.entries]
    if turn == "second":
        order = shuffled(order, sheet.uid)
    found = []
    for uid in order:
        entry = by_uid[uid]
        marks = tuple(_shown(sheet, uid, one, turn) for one in sheet.criteria)
        wrong = tuple(bool(mark_problems(mark, one)) for mark, one in zip(marks, sheet.criteria, strict=True))
        total = sum_of(marks)
        is_complete = all(marks) and not any(wrong)
        paper = "" if turn == "second" else sheet.totals.get(uid, "")
        pill = _pill(turn, marks, paper, is_current=uid == current)
        found.append(
            ScoreRow(
                uid, "entry", entry.number, full_name(entry.name, entry.title_front), entry.title_back, marks,
                wrong,
                "" if total is None or turn == "second" else decimal_text(total), paper, pill, is_complete,
            )
        )  # fmt: skip
    if turn == "first" and found:
        found.append(_control(sheet))
    return found


def _shown(sheet: Sheet, entry: Uid, criterion: Criterion, turn: Turn | None) -> str:
    score = sheet.marks.get((entry, criterion.uid))
    if score is None:
        return ""
    if turn == "first":
        return score.first
    return score.second if turn == "second" else score.final


def _pill(turn: Turn | None, marks: tuple[str, ...], paper: str, *, is_current: bool) -> Pill | None:
    if turn is None:
        return None if all(marks) else Pill("Belum lengkap", "warn")
    if turn == "first" and paper:
        difference = abs((sum_of(marks) or Decimal(0)) - Decimal(paper))
        if difference:
            return Pill(f"Beda {decimal_text(difference)}", "err")
        if all(marks):
            return Pill("Cocok", "ok")
    if all(marks):
        return Pill("Lengkap", "ok") if turn == "second" else Pill("Belum dijumlah", "neu", "circle-dashed")
    return Pill("Sedang diisi", "info", "pencil") if is_current or any(marks) else None


def _control(sheet: Sheet) -> ScoreRow:
    columns = [sum_of(sheet.first(entry.uid, one.uid) for entry in sheet.entries) for one in sheet.criteria]
    totals = tuple(sheet.totals.get(one.uid, "") for one in sheet.criteria)
    wrong = tuple(
        bool(total_problems(column, total, sheet.notes.get(one.uid, ())))
        for column, total, one in zip(columns, totals, sheet.criteria, strict=True)
    )
    return ScoreRow(
        sheet.uid, "control", "", "Jumlah ke bawah di kertas", "", totals, wrong, "", "",
        Pill("Beda", "err") if any(wrong) else None, True,
    )  # fmt: skip


def score_row(row: Row) -> ScoreRow:
    """Return a raw row as what it is."""
    assert isinstance(row, ScoreRow)  # noqa: S101 - the grid holds nothing else
    return row


def columns_of(sheet: Sheet, acts: GridActs) -> tuple[Column, ...]:
    """Return the columns of a sheet at its turn."""
    turn = turn_of(sheet)
    made = [
        Column("No.", lambda row: row[2], key="number", width=44, sortable=False, tone=_muted, empty=""),
        Column(
            "Peserta", lambda row: row[3], key="name", width=150, stretch=True, main=True, sortable=False,
            sub=lambda row: row[4],
        ),
    ]  # fmt: skip
    for place, criterion in enumerate(sheet.criteria):
        made.append(
            Column(
                f"{_folded(criterion.name)}\nmaks. {shown_mark(criterion.max_points)}",
                partial(_mark_text, place),
                kind="number",
                key=criterion.uid.hex(),
                align="right",
                width=94 if len(sheet.criteria) < 8 else 68,
                sortable=False,
                empty="beda" if sheet.state == "different" else "",
                has_problem=partial(_is_wrong, place),
                edit=partial(_edit_mark, acts, criterion) if acts.mark else None,
            )
        )
    if turn != "second":
        made += [
            Column("Jumlah\ndi layar", lambda row: row[7], kind="number", key="screen", align="right",
                   width=78, sortable=False, empty=""),
            Column("Jumlah\ndi kertas", lambda row: shown_mark(row[8]), kind="number", key="paper",
                   align="right", width=78, sortable=False, empty="",
                   edit=partial(_edit_total, acts) if acts.total else None),
        ]  # fmt: skip
    made.append(
        Column("Hasil", lambda row: row[9], kind="pill", key="result", width=152, sortable=False, empty="")
    )
    return tuple(made)


def _folded(name: str) -> str:
    """Return a name on one line, or on two of about the same length."""
    words = name.split()
    if len(name) <= _WIDE or len(words) < 2:
        return name
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return "\n".join(min(breaks, key=lambda lines: max(map(len, lines))))


def _muted(_row: Row) -> Any:
    return "muted"


def _mark_text(place: int, row: Row) -> str:
    return shown_mark(row[5][place])


def _is_wrong(place: int, row: Row) -> bool:
    return bool(row[6][place])


def _edit_mark(acts: GridActs, criterion: Criterion, row: Row, value: Any) -> None:
    if score_row(row).kind == "control":
        if acts.control is not None:
            acts.control(criterion, str(value))
    elif acts.mark is not None:
        acts.mark(row, criterion, str(value))


def _edit_total(acts: GridActs, row: Row, value: Any) -> None:
    if acts.total is not None and score_row(row).kind == "entry":
        acts.total(row, str(value))


def count_complete(rows: list[ScoreRow]) -> tuple[int, int]:
    """Return how many rows of entries are complete, and how many there are."""
    entries = [row for row in rows if row.kind == "entry"]
    return sum(row.is_complete for row in entries), len(entries)
