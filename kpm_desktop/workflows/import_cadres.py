"""Importing cadres: a sheet becomes a preview, the preview one operation that can be undone.

What the sheet says is read by `spreadsheets`, whom it means is weighed in `import_matching.py` and
`import_judging.py`; nothing is written before `apply_import`.
"""

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.changes import Kind
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.spreadsheets.cadre_sheet import CadreDraft, read_cadres
from kpm_desktop.spreadsheets.headings import CADRE_HEADINGS
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.workflows.import_judging import Judge
from kpm_desktop.workflows.import_matching import PersonFinder, VillageFinder, VillageFound, place_name
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
    "label": "Impor {count} kader dari {name}",
    "pasted": "papan klip",
    "write": "Menulis",
}
_KIND = "cadres"
_TERM_FIELDS = (
    "position", "field", "origin_institution", "decree_no", "decree_date", "term_start", "term_end",
)  # fmt: skip
_NEW_TERM = frozenset({"village", "decree_no"})
"""What makes a term another one when a filled value changes: the old SK stays as history."""


def preview_import(
    data_file: DataFile,
    source: Source,
    choices: ImportChoices = DEFAULT_CHOICES,
    progress: Progress = QUIET,
) -> ImportPreview[CadreDraft]:
    """Return what importing a file (a path) or pasted text would do. Writes nothing.

    Raises SheetError, Cancelled.
    """
    table = read_source(source, progress)
    villages = VillageFinder(data_file, choices.villages)
    today = data_file.now().date()
    compare = _Comparison(data_file, choices)
    judge = Judge(choices, PersonFinder(data_file), compare)
    return make_preview(
        data_file,
        table,
        choices,
        kind=_KIND,
        headings=CADRE_HEADINGS,
        read_sheet=lambda sheet, options: read_cadres(
            sheet, today, file_name=table.name, districts=villages.districts, options=options
        ),
        villages=villages,
        judge=judge.judge,
        progress=progress,
    )


class _Comparison:
    """How a row differs from a person who is there."""

    def __init__(self, data_file: DataFile, choices: ImportChoices) -> None:
        self._file = data_file
        self._choices = choices
        lines = data_file.villages.find(data_file.now().date())
        self._places = {line.uid: place_name(line) for line in lines}

    def __call__(
        self, key: RowKey, draft: CadreDraft, found: VillageFound, person: Uid | None
    ) -> tuple[bool, list[FieldChange]]:
        """Return whether the person is there, and the fields that differ; of a cadre his newest term."""
        if person is None:
            return False, []
        record, term = _record(self._file, person)
        changes = differences(self._choices, key, record, person_values(draft, record))
        village = found.village
        if village is not None and (term is None or term.village != village.uid):
            old = self._places.get(term.village, "") if term is not None and term.village else ""
            taken = is_taken(self._choices, key, "village", old)
            changes.append(FieldChange("village", old, place_name(village), taken))
        if term is not None:
            values = {field: getattr(draft, field) for field in _TERM_FIELDS}
            changes += differences(self._choices, key, term, values)
        return True, changes


def person_values(draft: Any, person: Person | None = None) -> dict[str, Any]:
    """Return the person's fields that a draft tells; with `person`, without those he knows better.

    A NIK received damaged says nothing about a person whose NIK is known; an age nothing beside a birth date.
    """
    names = (
        "name", "title_front", "title_back", "nik", "nik_received", "sex", "birth_place", "birth_date",
        "age_recorded", "age_recorded_on", "phone", "address", "education", "courses", "occupation", "notes",
    )  # fmt: skip
    values = {name: getattr(draft, name) for name in names}
    if person is not None:
        if person.nik:
            values["nik_received"] = ""
        if person.birth_date is not None or draft.age_recorded == person.age_recorded:
            values["age_recorded"] = values["age_recorded_on"] = None
    return values


def _record(data_file: DataFile, person: Uid) -> tuple[Person, CadreTerm | None]:
    try:
        cadre = data_file.cadres.get(person)
    except KeyError:
        return data_file.people.get(person), None
    return cadre.person, cadre.term


def apply_import(data_file: DataFile, preview: ImportPreview[CadreDraft], progress: Progress) -> Changes:
    """Write a preview as one operation, after a verified backup when it is large.

    Raises Cancelled when the operator stops it, a DataFileError when it cannot be written or somebody changed
    one of the rows meanwhile; then nothing is written.
    """
    rows = preview.to_write
    if len(rows) > BACKUP_ABOVE:
        data_file.backup(telling(progress))
    label = WORDS["label"].format(count=thousands(len(rows)), name=preview.name or WORDS["pasted"])
    with data_file.operation(Kind.IMPORT, label) as operation:
        for done, row in enumerate(rows):
            progress.step(done, len(rows), WORDS["write"])
            if row.person is None:
                _add(data_file, row, preview.choices.cadre_type)
            else:
                _change(data_file, row, row.person, preview.choices.cadre_type)
        remember_spellings(data_file, preview)
        remember_columns(data_file, _KIND, preview)
        progress.step(len(rows), len(rows), WORDS["write"])
    assert operation.changes is not None  # noqa: S101 - set by the block above
    return operation.changes


def _term_values(draft: CadreDraft) -> Mapping[str, Any]:
    return {field: getattr(draft, field) for field in _TERM_FIELDS}


def _add(data_file: DataFile, row: PreviewRow[CadreDraft], cadre_type: str) -> None:
    person = person_of(data_file, person_values(row.draft))
    village = row.village.uid if row.village else None
    term = CadreTerm(data_file.new_uid(), person.uid, village, cadre_type, **_term_values(row.draft))
    data_file.cadres.save(Cadre(person, term))


def _change(data_file: DataFile, row: PreviewRow[CadreDraft], uid: Uid, cadre_type: str) -> None:
    person, term = _record(data_file, uid)
    taken = {change.field: change for change in row.changes if change.taken}
    village = row.village.uid if row.village else None
    data_file.people.save(with_taken(person, row.draft, taken), person)
    if term is None:
        if "village" in taken:
            new = CadreTerm(data_file.new_uid(), uid, village, cadre_type, **_term_values(row.draft))
            data_file.cadres.save_term(new)
        return
    changed = with_taken(term, row.draft, taken)
    if "village" in taken:
        changed = dataclasses.replace(changed, village=village)
    if any(taken[field].old for field in _NEW_TERM & taken.keys()):
        fresh = dataclasses.replace(changed, uid=data_file.new_uid(), status="active", status_reason="")
        data_file.cadres.new_term(uid, fresh)
    else:
        data_file.cadres.save_term(changed, term)
