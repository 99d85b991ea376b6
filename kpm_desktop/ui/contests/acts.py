"""What is done to a contest and its entries. One act is one step of undo; a locked result stops it."""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial

from kpm_desktop.domain.contests import Category, Contest, DocumentState, Entry, EntryStatus
from kpm_desktop.domain.names import full_name
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs, record_history
from kpm_desktop.ui.contests.forms import ContestForm, EntryForm, contest_spec, entry_spec
from kpm_desktop.ui.form_opening import NEW, hooks_with_draft, open_form, run
from kpm_desktop.ui.forms.field import Candidate, Note
from kpm_desktop.ui.page import Shell

Done = Callable[[Uid], object]
LOCKED = "Hasil lomba ini sudah dikunci, jadi tidak dapat diubah."


def may_change(shell: Shell, contest: Uid) -> bool:
    """Tell whether the contest may still be changed; if not the operator is told."""
    if not shell.workspace.data_file.contests.is_locked(contest):
        return True
    shell.say(LOCKED)
    return False


# contests


def add_contest(shell: Shell, done: Done, *, sample: bool, take_draft: bool = False) -> None:
    """Begin a contest, with the sample rubric or empty; `done` gets its uid."""
    data_file, year = shell.workspace.data_file, shell.now().year
    record = ContestForm(data_file.new_uid(), f"Lomba KPM Berprestasi {year}", year)
    made: list[Uid] = []

    def save(form: ContestForm, _notes: tuple[Note, ...]) -> str:
        trouble = _trouble(form)
        if trouble:
            return trouble

        def act(file: DataFile) -> None:
            if sample:
                contest = file.contests.create_sample(form.name.strip(), form.year or year, form.level)
            else:
                contest = Contest(form.uid, form.name.strip(), form.year, form.level)
                _save_categories(file, contest.uid, form)
            file.contests.save(dataclasses.replace(contest, status=form.status))
            made.append(contest.uid)

        return run(shell, "edit", "Buat lomba dari contoh" if sample else "Buat 1 lomba", act)

    again = partial(add_contest, shell, done, sample=sample, take_draft=True)
    hooks = hooks_with_draft(shell, "contest", NEW, _no_problems, save, again)
    title = "Lomba baru dari contoh" if sample else "Lomba baru"
    spec = contest_spec(title, with_categories=not sample, is_sample=sample)
    form = open_form(shell, spec, record, hooks, is_new=True, take_draft=take_draft)
    form.saved.connect(lambda _record: done(made[-1]))


def edit_contest(shell: Shell, uid: Uid, *, take_draft: bool = False) -> None:
    """Change name, year, level, state and categories of a contest."""
    if not may_change(shell, uid):
        return
    data_file = shell.workspace.data_file
    loaded, categories = data_file.contests.get(uid), data_file.contests.categories(uid)

    def save(form: ContestForm, _notes: tuple[Note, ...]) -> str:
        trouble = _trouble(form) or _used_category(data_file, uid, form)
        if trouble:
            return trouble

        def act(file: DataFile) -> None:
            changed = dataclasses.replace(
                loaded, name=form.name.strip(), year=form.year, level=form.level, status=form.status
            )
            file.contests.save(changed, loaded)
            _save_categories(file, uid, form)

        return run(shell, "edit", "Ubah 1 lomba", act)

    again = partial(edit_contest, shell, uid, take_draft=True)
    hooks = hooks_with_draft(shell, "contest", uid, _no_problems, save, again)
    spec = contest_spec("Ubah lomba", with_categories=True, is_sample=False)
    open_form(shell, spec, ContestForm.of(loaded, categories), hooks, take_draft=take_draft)


def delete_contest(shell: Shell, uid: Uid) -> None:
    """Throw a contest with its parts into the waste basket."""
    if may_change(shell, uid):
        label = "Buang 1 lomba ke tempat sampah"
        run(shell, "delete", label, lambda file: file.contests.delete(uid))


def _trouble(form: ContestForm) -> str:
    if not form.name.strip():
        return "Nama lomba masih kosong."
    return "" if form.year is not None else "Tahun masih kosong."


def _used_category(data_file: DataFile, contest: Uid, form: ContestForm) -> str:
    kept = {category.uid for category, _ in _matched(data_file.contests.categories(contest), form)}
    for category in data_file.contests.categories(contest):
        count = sum(entry.category == category.uid for entry in data_file.contests.entry_records(contest))
        if category.uid not in kept and count:
            return f"Kategori {category.name} masih dipakai {count} peserta."
    return ""


def _matched(categories: Sequence[Category], form: ContestForm) -> list[tuple[Category, str]]:
    """Return which category keeps which line: by name; as many lines as before are new names in place."""
    names = form.category_names()
    if len(names) == len(categories):
        return list(zip(categories, names, strict=True))
    by_name = {category.name.casefold(): category for category in categories}
    return [(by_name[name.casefold()], name) for name in names if name.casefold() in by_name]


def _save_categories(file: DataFile, contest: Uid, form: ContestForm) -> None:
    categories = file.contests.categories(contest)
    kept = {name: category for category, name in _matched(categories, form)}
    for position, name in enumerate(form.category_names(), 1):
        category = kept.get(name) or Category(file.new_uid(), contest)
        file.contests.save_part(dataclasses.replace(category, name=name, position=position))
    for category in categories:
        if category not in kept.values():
            file.contests.delete_part(category)


# entries


def add_entry(shell: Shell, contest: Uid, done: Done, *, take_draft: bool = False) -> None:
    """Enter a cadre under the next number; `done` gets the entry."""
    if not may_change(shell, contest):
        return
    data_file = shell.workspace.data_file
    entered = {entry.person for entry in data_file.contests.entry_records(contest)}
    made: list[Uid] = []

    def save(form: EntryForm, _notes: tuple[Note, ...]) -> str:
        person = form.person
        if person is None:
            return "Pilih kader dahulu."
        village = form.village or _village_of(data_file, person)

        def act(file: DataFile) -> None:
            category = _category(file, contest, form, village)
            asked = file.office.choices("entry_document")
            made.append(file.contests.add_entry(contest, person, village, category, asked).uid)

        return run(shell, "edit", "Tambah 1 peserta lomba", act)

    def check(form: EntryForm) -> list[Problem]:
        if form.person is None or form.village or _village_of(data_file, form.person):
            return []
        return [Problem("village", "F.122")]

    again = partial(add_entry, shell, contest, done, take_draft=True)
    hooks = hooks_with_draft(shell, "entry", NEW, check, save, again)
    spec = entry_spec(
        partial(_people, data_file, shell, entered),
        partial(_villages, data_file, shell),
        data_file.contests.categories(contest),
        partial(_place_note, data_file, shell),
        lambda _form: "Nomor peserta diberikan berurutan.",
        is_new=True,
    )
    form = open_form(shell, spec, EntryForm(NEW), hooks, is_new=True, take_draft=take_draft)
    form.saved.connect(lambda _record: done(made[-1]))


def edit_entry(shell: Shell, uid: Uid, *, take_draft: bool = False) -> None:
    """Change number, village and category of an entry."""
    data_file = shell.workspace.data_file
    loaded = data_file.contests.get_entry(uid)
    contest = loaded.contest
    if contest is None or not may_change(shell, contest):
        return
    others = [one for one in data_file.contests.entry_records(contest) if one.uid != uid]
    name = person_name(data_file, loaded)

    def check(form: EntryForm) -> list[Problem]:
        found = [] if form.village else [Problem("village", "F.122")]
        if form.number and any(one.number == form.number.strip() for one in others):
            found.append(Problem("number", "F.401", {"number": form.number.strip()}))
        return found

    def save(form: EntryForm, _notes: tuple[Note, ...]) -> str:
        def act(file: DataFile) -> None:
            category = _category(file, contest, form, form.village)
            changed = dataclasses.replace(
                loaded, number=form.number.strip(), village=form.village, category=category
            )
            file.contests.save_part(changed, loaded)

        return run(shell, "edit", "Ubah 1 peserta lomba", act)

    again = partial(edit_entry, shell, uid, take_draft=True)
    hooks = hooks_with_draft(shell, "entry", uid, check, save, again)
    spec = entry_spec(
        tuple,
        partial(_villages, data_file, shell),
        data_file.contests.categories(contest),
        lambda _form: "",
        lambda _form: name,
        is_new=False,
    )
    open_form(shell, spec, EntryForm.of(loaded), hooks, take_draft=take_draft)


def end_entries(shell: Shell, contest: Uid, entries: Sequence[Uid], status: EntryStatus) -> None:
    """Let entries withdraw or disqualify them, with a reason."""
    if not may_change(shell, contest):
        return
    count = len(entries)
    words = f"{count} peserta mundur" if status == "withdrawn" else f"Diskualifikasi {count} peserta"
    reason = dialogs.ask_text(shell.window(), words, "Alasan", words)
    if reason:
        _set_status(shell, entries, status, reason, words)


def take_back(shell: Shell, contest: Uid, entries: Sequence[Uid]) -> None:
    """Let entries that withdrew or were disqualified take part again."""
    if may_change(shell, contest):
        _set_status(shell, entries, "active", "", f"Ikutkan kembali {len(entries)} peserta")


def _set_status(shell: Shell, entries: Sequence[Uid], status: EntryStatus, reason: str, label: str) -> None:
    def act(file: DataFile) -> None:
        for uid in entries:
            file.contests.set_status(uid, status, reason)

    run(shell, "edit", label, act)


def delete_entries(shell: Shell, contest: Uid, entries: Sequence[Uid]) -> None:
    """Throw entries with their documents into the waste basket."""
    if not may_change(shell, contest):
        return

    def act(file: DataFile) -> None:
        for uid in entries:
            file.contests.delete_part(file.contests.get_entry(uid))

    run(shell, "delete", f"Buang {len(entries)} peserta lomba ke tempat sampah", act)


def set_document(shell: Shell, entry: Uid, document: str, state: DocumentState, note: str) -> None:
    """Note whether a document of an entry is there."""
    label = "Catat 1 berkas peserta lomba"
    run(shell, "edit", label, lambda file: file.contests.set_document(entry, document, state, note))


def show_history(shell: Shell, uid: Uid) -> None:
    """Show the history of an entry with its documents."""
    data_file = shell.workspace.data_file
    keys = [("entry", uid), *(("entry_document", one.uid) for one in data_file.contests.documents(uid))]
    record_history.show(shell, keys, person_name(data_file, data_file.contests.get_entry(uid)))


def person_name(data_file: DataFile, entry: Entry) -> str:
    """Return who an entry is, with titles."""
    if entry.person is None:
        return "Peserta tanpa nama"
    person = data_file.people.get(entry.person)
    return full_name(person.name, person.title_front, person.title_back)


def _category(file: DataFile, contest: Uid, form: EntryForm, village: Uid | None) -> Uid | None:
    if form.category:
        return bytes.fromhex(form.category)
    kind = file.villages.get(village).kind if village else ""
    return next((one.uid for one in file.contests.categories(contest) if one.name.casefold() == kind), None)


def _village_of(data_file: DataFile, person: Uid) -> Uid | None:
    return data_file.cadres.get(person).term.village


def _people(data_file: DataFile, shell: Shell, entered: set[Uid | None]) -> list[Candidate]:
    return [
        Candidate(one.uid, one.full_name, f"{one.village_name}, Kec. {one.district_name}")
        for one in data_file.cadres.find(shell.now().date())
        if one.status == "active" and one.uid not in entered
    ]


def _villages(data_file: DataFile, shell: Shell) -> list[Candidate]:
    return [
        Candidate(one.uid, one.name, f"Kec. {one.district_name}")
        for one in data_file.villages.find(shell.now().date())
    ]


def _place_note(data_file: DataFile, shell: Shell, form: EntryForm) -> str:
    if form.person is None or form.village is not None:
        return ""
    village = _village_of(data_file, form.person)
    return data_file.villages.name_on(village, shell.now().date()) if village else ""


def _no_problems(_form: ContestForm) -> list[Problem]:
    return []
