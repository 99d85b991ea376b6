"""What is done to a village: its forms, and how they are saved. One act is one step of undo."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from kpm_desktop.domain import people, villages
from kpm_desktop.domain.people import HeadTerm, Person, VillageHead
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import Village, head_word
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.form_opening import NEW, hooks_with_draft, open_form, run
from kpm_desktop.ui.forms.field import Candidate, Note
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.villages.form import (
    HeadForm,
    NewName,
    NewVillage,
    head_form,
    name_form,
    new_village_form,
    village_form,
)


def edit_village(shell: Shell, uid: Uid, *, take_draft: bool = False) -> None:
    """Change a village: kind, office, institutions, how many cadres it should have, notes."""
    data_file = shell.workspace.data_file
    loaded = data_file.villages.get(uid)
    name, district = _place(data_file, uid, shell.now().date())

    def check(village: Village) -> list[Problem]:
        found = villages.problems_in(village, name)
        return [problem for problem in found if problem.field != "official"]

    def save(village: Village, notes: tuple[Note, ...]) -> str:
        def act(file: DataFile) -> None:
            file.villages.save(village, loaded)
            file.people.accept(uid, [(note.code, note.text) for note in notes])

        return run(shell, "edit", "Ubah 1 desa", act)

    office = data_file.office.number("village_target"), data_file.office.number("village_ideal")
    spec = village_form(loaded, name, district, office)
    hooks = hooks_with_draft(
        shell, "village", uid, check, save, partial(edit_village, shell, uid, take_draft=True)
    )
    open_form(shell, spec, loaded, hooks, take_draft=take_draft)


def add_village(
    shell: Shell, done: Callable[[Uid], object] | None = None, *, take_draft: bool = False
) -> None:
    """Add a village that the official list lacks; `done` gets its uid."""
    data_file = shell.workspace.data_file

    def check(record: NewVillage) -> list[Problem]:
        village = Village(record.uid, district=record.district, kind=record.kind, official=False)
        found = villages.problems_in(village, record.name)
        return [problem for problem in found if problem.field != "official"]

    def save(record: NewVillage, _notes: tuple[Note, ...]) -> str:
        added: list[Uid] = []

        def act(file: DataFile) -> None:
            if record.district is not None:
                added.append(file.villages.add_unofficial(record.district, record.name, record.kind).uid)

        trouble = run(shell, "edit", "Tambah 1 desa di luar daftar", act)
        if not trouble and done is not None and added:
            done(added[0])
        return trouble

    again = partial(add_village, shell, done, take_draft=True)
    hooks = hooks_with_draft(shell, "new-village", NEW, check, save, again)
    spec = new_village_form(partial(_districts, data_file))
    open_form(shell, spec, NewVillage(data_file.new_uid()), hooks, is_new=True, take_draft=take_draft)


def delete_villages(shell: Shell, uids: Sequence[Uid]) -> None:
    """Throw unofficial villages away."""

    def act(file: DataFile) -> None:
        for uid in uids:
            file.villages.delete(uid)

    run(shell, "delete", f"Buang {len(uids)} desa ke tempat sampah", act)


def rename_village(shell: Shell, uid: Uid, *, take_draft: bool = False) -> None:
    """Give a village another official name from a day on, or put a misspelt one right."""
    data_file = shell.workspace.data_file
    name, district = _place(data_file, uid, shell.now().date())

    def check(record: NewName) -> list[Problem]:
        return villages.renaming_problems(
            data_file.villages.get(uid), record.name, record.first_day, dated=record.renewal == "renamed"
        )

    def save(record: NewName, _notes: tuple[Note, ...]) -> str:
        def act(file: DataFile) -> None:
            if record.renewal == "corrected":
                file.villages.correct_name(uid, record.name, shell.now().date())
            elif record.first_day is not None:
                file.villages.rename(uid, record.name, record.first_day)

        return run(shell, "edit", "Ganti nama 1 desa", act)

    hooks = hooks_with_draft(
        shell, "village-name", uid, check, save, partial(rename_village, shell, uid, take_draft=True)
    )
    open_form(shell, name_form(name, district), NewName(uid, name), hooks, take_draft=take_draft)


def replace_head(shell: Shell, village: Uid, *, take_draft: bool = False) -> None:
    """Write down a new kepala desa or lurah; the terms of those before him end the day before his begins."""
    data_file = shell.workspace.data_file
    record = HeadForm(uid=data_file.new_uid(), person=data_file.new_uid(), village=village)
    _head(shell, village, record, None, take_draft=take_draft)


def edit_head(shell: Shell, term: Uid, *, take_draft: bool = False) -> None:
    """Change a head and his term as they stand."""
    head = shell.workspace.data_file.people.get_head(term)
    if head.term.village is not None:
        _head(shell, head.term.village, HeadForm.of(head), head, take_draft=take_draft)


def drop_head(shell: Shell, term: Uid) -> None:
    """Throw the term of a head away that was written down by mistake; the person stays where he is needed."""
    run(
        shell,
        "delete",
        "Buang 1 masa jabatan kepala desa",
        lambda file: file.people.delete_head_term(term),
    )


def _head(
    shell: Shell, village: Uid, record: HeadForm, loaded: VillageHead | None, *, take_draft: bool
) -> None:
    data_file, today = shell.workspace.data_file, shell.now().date()
    kind = data_file.villages.get(village).kind
    name, district = _place(data_file, village, today)
    known = loaded.person if loaded is not None else Person(record.person)

    def described(form: HeadForm) -> VillageHead:
        person = known
        if form.known is not None:
            person = data_file.people.get(form.known)
        return form.head(person)

    def check(form: HeadForm) -> list[Problem]:
        return people.head_problems(described(form), today)

    def save(form: HeadForm, notes: tuple[Note, ...]) -> str:
        head = described(form)

        def act(file: DataFile) -> None:
            if loaded is None and head.term.status == "active":
                _end_former(file, village, head.term)
            file.people.save_head(head, loaded)
            file.people.accept(head.person.uid, [(note.code, note.text) for note in notes])

        word = head_word(kind).lower()
        return run(shell, "edit", f"{'Ganti' if loaded is None else 'Ubah'} {word} 1 desa", act)

    is_new = loaded is None
    again = (
        partial(replace_head, shell, village, take_draft=True)
        if is_new
        else partial(edit_head, shell, record.uid, take_draft=True)
    )
    hooks = hooks_with_draft(shell, "village-head", village if is_new else record.uid, check, save, again)
    spec = head_form(kind, f"{name}, Kec. {district}", is_new=is_new, people=partial(_people, data_file))
    open_form(shell, spec, record, hooks, is_new=is_new, take_draft=take_draft)


def _end_former(file: DataFile, village: Uid, term: HeadTerm) -> None:
    last_day = term.term_start - dt.timedelta(days=1) if term.term_start else None
    for former in file.people.heads(village):
        if former.status == "active" and former.uid != term.uid:
            file.people.end_head_term(former.uid, former.term_end or last_day, "diganti")


def _place(data_file: DataFile, uid: Uid, today: dt.date) -> tuple[str, str]:
    village = data_file.villages.get(uid)
    district = data_file.villages.get_district(village.district).name if village.district else ""
    return data_file.villages.name_on(uid, today), district


def _districts(data_file: DataFile) -> list[Candidate]:
    return [Candidate(district.uid, district.name) for district in data_file.villages.districts()]


def _people(data_file: DataFile) -> list[Candidate]:
    return [
        Candidate(
            person.uid,
            person.full_name,
            f"{person.village_name}, Kec. {person.district_name}" if person.village_name else "",
        )
        for person in data_file.people.find()
    ]
