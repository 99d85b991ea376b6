"""Importing village heads: 330 heads are not typed by hand. The same path as `import_cadres.py`.

A village has one head at a time: another name there is a change that ends the old term, never a second head.
"""

import dataclasses
from collections.abc import Iterable
from typing import Any, Final

from kpm_desktop.domain.changes import Kind
from kpm_desktop.domain.people import HeadLine, HeadTerm, VillageHead
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.spreadsheets.head_sheet import HeadDraft, read_heads
from kpm_desktop.spreadsheets.headings import HEAD_HEADINGS
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.workflows.import_cadres import person_values
from kpm_desktop.workflows.import_judging import Judge
from kpm_desktop.workflows.import_matching import PersonFinder, VillageFinder, VillageFound
from kpm_desktop.workflows.import_preview import (
    BACKUP_ABOVE,
    DEFAULT_CHOICES,
    FieldChange,
    ImportChoices,
    ImportPreview,
    PreviewRow,
    RowKey,
    Source,
    differences,
    is_taken,
    make_preview,
    read_source,
    remember_columns,
)
from kpm_desktop.workflows.import_writing import person_of, remember_spellings, with_taken
from kpm_desktop.workflows.progress import QUIET, Progress, telling

WORDS: Final = {
    "label": "Impor {count} kepala desa dari {name}",
    "pasted": "papan klip",
    "write": "Menulis",
    "replaced": "diganti",
}
_KIND = "heads"
_TERM_FIELDS = ("kind", "term_start", "term_end")


def preview_import(
    data_file: DataFile,
    source: Source,
    choices: ImportChoices = DEFAULT_CHOICES,
    progress: Progress = QUIET,
) -> ImportPreview[HeadDraft]:
    """Return what importing a list of heads would do. Raises SheetError; nothing is written."""
    table = read_source(source, progress)
    villages = VillageFinder(data_file, choices.villages)
    today = data_file.now().date()
    judge = Judge(choices, PersonFinder(data_file), _Comparison(data_file, choices))
    preview = make_preview(
        data_file,
        table,
        choices,
        kind=_KIND,
        headings=HEAD_HEADINGS,
        read_sheet=lambda sheet, options: read_heads(
            sheet, today, file_name=table.name, districts=villages.districts, options=options
        ),
        villages=villages,
        judge=judge.judge,
        progress=progress,
    )
    return dataclasses.replace(preview, rows=tuple(_one_head_each(preview.rows)))


def _one_head_each(rows: Iterable[PreviewRow[HeadDraft]]) -> Iterable[PreviewRow[HeadDraft]]:
    """Leave out, to be looked at (W.222), every further row of a village that the list names twice."""
    seen: set[Uid] = set()
    for row in rows:
        village = row.village.uid if row.village and row.status != "rejected" else None
        if village in seen:
            problems = (*row.problems, Problem("village", "W.222"))
            yield dataclasses.replace(row, problems=problems, is_left_out=True)
        else:
            yield row
        if village is not None:
            seen.add(village)


class _Comparison:
    """How a row differs from the head that its village has."""

    def __init__(self, data_file: DataFile, choices: ImportChoices) -> None:
        self._file = data_file
        self._choices = choices
        self._heads = present_heads(data_file)

    def __call__(
        self, key: RowKey, draft: HeadDraft, found: VillageFound, person: Uid | None
    ) -> tuple[bool, list[FieldChange]]:
        """Return whether the village has a head, and what differs: other data, or another head."""
        present = self._heads.get(found.village.uid) if found.village else None
        if present is None:
            return False, []
        if present.person != person:
            taken = is_taken(self._choices, key, "head", present.full_name)
            return True, [FieldChange("head", present.full_name, draft.name, taken)]
        head = self._file.people.get_head(present.uid)
        changes = differences(self._choices, key, head.person, person_values(draft, head.person))
        values = {field: getattr(draft, field) for field in _TERM_FIELDS}
        return True, [*changes, *differences(self._choices, key, head.term, values)]


def present_heads(data_file: DataFile) -> dict[Uid, HeadLine]:
    """Return the head that each village has now."""
    heads: dict[Uid, HeadLine] = {}
    for line in data_file.people.heads():
        if line.status == "active":
            heads.setdefault(line.village, line)
    return heads


def apply_import(data_file: DataFile, preview: ImportPreview[HeadDraft], progress: Progress) -> Changes:
    """Write a preview as one operation, after a verified backup when it is large; errors as for cadres."""
    rows = preview.to_write
    if len(rows) > BACKUP_ABOVE:
        data_file.backup(telling(progress))
    label = WORDS["label"].format(count=thousands(len(rows)), name=preview.name or WORDS["pasted"])
    present = present_heads(data_file)
    with data_file.operation(Kind.IMPORT, label) as operation:
        for done, row in enumerate(rows):
            progress.step(done, len(rows), WORDS["write"])
            head = present.get(row.village.uid) if row.village else None
            if row.status == "new" or any(change.field == "head" for change in row.changes):
                _install(data_file, row, head)
            elif head is not None:
                _change(data_file, row, head)
        remember_spellings(data_file, preview)
        remember_columns(data_file, _KIND, preview)
        progress.step(len(rows), len(rows), WORDS["write"])
    assert operation.changes is not None  # noqa: S101 - set by the block above
    return operation.changes


def _install(data_file: DataFile, row: PreviewRow[HeadDraft], before: HeadLine | None) -> None:
    """Begin a term, for a new person or one who is there already; the term before ends the day before."""
    draft = row.draft
    if before is not None:
        last = draft.term_start.fromordinal(draft.term_start.toordinal() - 1) if draft.term_start else None
        data_file.people.end_head_term(before.uid, before.term_end or last, WORDS["replaced"])
    if row.person is None:
        person = person_of(data_file, person_values(draft))
    else:
        known = data_file.people.get(row.person)
        person = dataclasses.replace(known, **_empty_fields(known, person_values(draft, known)))
    values: dict[str, Any] = {field: getattr(draft, field) for field in _TERM_FIELDS}
    village = row.village.uid if row.village else None
    term = HeadTerm(data_file.new_uid(), person.uid, village, **values)
    data_file.people.save_head(VillageHead(person, term))


def _empty_fields(person: Any, values: dict[str, Any]) -> dict[str, Any]:
    return {field: new for field, new in values.items() if new and getattr(person, field) in {"", None}}


def _change(data_file: DataFile, row: PreviewRow[HeadDraft], present: HeadLine) -> None:
    head = data_file.people.get_head(present.uid)
    taken = {change.field for change in row.changes if change.taken}
    data_file.people.save_head(
        dataclasses.replace(
            head,
            person=with_taken(head.person, row.draft, taken),
            term=with_taken(head.term, row.draft, taken),
        ),
        head,
    )
