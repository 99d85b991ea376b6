"""What is done to the entries of a contest. One act is one step of undo; a locked result stops it."""

import dataclasses
from collections.abc import Sequence
from functools import partial

from kpm_desktop import workflows
from kpm_desktop.domain.contest_limits import district_of
from kpm_desktop.domain.contests import DocumentState, Entry, EntryStatus
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs, record_history
from kpm_desktop.ui.contests.acts import Done, may_change
from kpm_desktop.ui.contests.forms import EntryForm, entry_spec
from kpm_desktop.ui.form_opening import NEW, hooks_with_draft, open_form, open_small, run
from kpm_desktop.ui.forms.field import Candidate, FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.page import Shell


def add_entry(shell: Shell, contest: Uid, done: Done, *, take_draft: bool = False) -> None:
    """Enter a cadre under the next number; `done` gets the entry."""
    if not may_change(shell, contest):
        return
    data_file = shell.workspace.data_file
    entered = {entry.person for entry in data_file.contests.entry_records(contest)}
    district = district_of(data_file.contests.get(contest).limits)
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
        partial(_people, data_file, shell, entered, district),
        partial(_villages, data_file, shell),
        data_file.contests.categories(contest),
        partial(_place_note, data_file, shell),
        lambda _form: "Nomor peserta diberikan berurutan.",
        is_new=True,
    )
    form = open_form(shell, spec, EntryForm(NEW), hooks, is_new=True, take_draft=take_draft)
    form.saved.connect(lambda _record: done(made[-1]))


@dataclasses.dataclass(frozen=True, slots=True)
class WinnersForm:
    """Up to which rank the entries of the level below come in."""

    uid: Uid
    ranks: int | None = 1


def enter_winners(shell: Shell, contest: Uid) -> None:
    """Enter the best of all locked contests one level below, in one step."""
    if not may_change(shell, contest):
        return
    data_file = shell.workspace.data_file
    found = workflows.promote_winners.winners_below(data_file, contest)
    if not found:
        shell.say("Belum ada lomba tingkat di bawahnya pada tahun ini yang hasilnya dikunci.")
        return

    def count(form: WinnersForm) -> str:
        rows = workflows.promote_winners.winners_below(data_file, contest, form.ranks or 1)
        words = f"{sum(len(one.rows) for one in rows)} orang dari {len(rows)} lomba"
        return words + _without(data_file, contest, {one.district for one in rows})

    def save(form: WinnersForm, _notes: tuple[Note, ...]) -> str:
        if form.ranks is None:
            return "Isi sampai peringkat berapa."
        chosen = workflows.promote_winners.winners_below(data_file, contest, form.ranks)
        asked = data_file.office.choices("entry_document")
        total = sum(len(one.rows) for one in chosen)

        def act(file: DataFile) -> None:
            workflows.promote_winners.promote_all(file, contest, chosen, asked)

        return run(shell, "edit", f"Ambil {total} juara tingkat di bawahnya", act)

    field = FieldSpec("ranks", "Sampai peringkat", "number", section="Juara", half=True, required=True,
                      minimum=1, maximum=10, note=count)  # fmt: skip
    spec = FormSpec(
        "Ambil juara tingkat di bawahnya",
        "trophy",
        (field,),
        subtitle=lambda _form: "Yang sudah menjadi peserta tidak dimasukkan lagi.",
        act="Jadikan peserta",
    )
    open_small(shell, spec, WinnersForm(contest), FormHooks(save=save))


def _without(data_file: DataFile, contest: Uid, known: set[Uid | None]) -> str:
    """Tell which districts sent nobody yet to a contest of the regency; "" where all did or none is named."""
    if data_file.contests.get(contest).level != "regency" or known <= {None}:
        return ""
    names = [one.name for one in data_file.villages.districts() if one.uid not in known]
    more = f" dan {len(names) - 3} lagi" if names[3:] else ""
    return f", belum dari Kec. {', '.join(names[:3])}{more}" if names else ""


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
    return data_file.people.get(entry.person).full_name


def _category(file: DataFile, contest: Uid, form: EntryForm, village: Uid | None) -> Uid | None:
    if form.category:
        return bytes.fromhex(form.category)
    kind = file.villages.get(village).kind if village else ""
    return next((one.uid for one in file.contests.categories(contest) if one.name.casefold() == kind), None)


def _village_of(data_file: DataFile, person: Uid) -> Uid | None:
    return data_file.cadres.get(person).term.village


def _people(
    data_file: DataFile, shell: Shell, entered: set[Uid | None], district: Uid | None
) -> list[Candidate]:
    """Return the active cadres that are not entered yet, those of the contest's own district first."""
    found = [
        one
        for one in data_file.cadres.find(shell.now().date())
        if one.status == "active" and one.uid not in entered
    ]
    found.sort(key=lambda one: district is not None and one.district != district)
    return [
        Candidate(one.uid, one.full_name, f"{one.village_name}, Kec. {one.district_name}") for one in found
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
