"""The form of a judge as data, and what is done to the panel. One act is one step of undo."""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial

from kpm_desktop.domain.contests import Judge
from kpm_desktop.domain.panel import Conflict, institution_of, with_institution
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.contests.acts import may_change
from kpm_desktop.ui.form_opening import NEW, hooks_with_draft, open_form, run
from kpm_desktop.ui.forms.field import Candidate, FieldSpec, FormSpec, Note
from kpm_desktop.ui.page import Shell

TIE_WORDS = {
    "self": "peserta lomba ini sendiri",
    "village": "desa yang sama",
    "district": "kecamatan yang sama",
    "noted": "keluarga atau hubungan lain",
}


@dataclasses.dataclass(frozen=True, slots=True)
class JudgeForm:
    """A judge as he is typed: a known person, or a name with titles."""

    uid: Uid
    person: Uid | None = None
    name: str = ""
    title_front: str = ""
    title_back: str = ""
    institution: str = ""
    number: int | None = None
    chief: bool = False


def judge_spec(people: Callable[[], Sequence[Candidate]], *, is_new: bool) -> FormSpec:
    """Return the form; who a judge is cannot be changed any more once he sits on the panel."""
    who, task = "Siapa", "Kedudukan"
    fields: list[FieldSpec] = []
    if is_new:
        fields += [
            FieldSpec("person", "Orang yang sudah terdaftar", "link", section=who,
                      hint="ketik sebagian nama", candidates=people),
            FieldSpec("name", "Atau nama baru", section=who, max_length=90),
            FieldSpec("title_front", "Gelar depan", section=who, half=True, max_length=40),
            FieldSpec("title_back", "Gelar belakang", section=who, half=True, max_length=60),
        ]  # fmt: skip
    fields += [
        FieldSpec("institution", "Unsur atau instansi", section=task, column=1, max_length=90),
        FieldSpec("number", "Nomor juri", "number", section=task, column=1, half=True, minimum=1,
                  maximum=99, required=True),
        FieldSpec("chief", "Ketua tim penilai", "check", section=task, column=1, half=True),
    ]  # fmt: skip
    title = "Tambah juri" if is_new else "Ubah juri"
    return FormSpec(title, "user-plus" if is_new else "pencil", tuple(fields))


def add_judge(shell: Shell, contest: Uid, done: Callable[[Uid], object], *, take_draft: bool = False) -> None:
    """Take somebody into the panel; `done` gets the judge."""
    if not may_change(shell, contest):
        return
    data_file = shell.workspace.data_file
    judges = data_file.contests.judges(contest)
    made: list[Uid] = []

    def save(form: JudgeForm, _notes: tuple[Note, ...]) -> str:
        if form.person is None and not form.name.strip():
            return "Pilih orang atau ketik namanya."
        if form.person is not None and any(one.person == form.person for one in judges):
            return "Orang ini sudah menjadi juri."

        def act(file: DataFile) -> None:
            person = form.person
            if person is None:
                record = Person(
                    file.new_uid(), form.name.strip(), form.title_front.strip(), form.title_back.strip()
                )
                file.people.save(record)
                person = record.uid
            judge = Judge(file.new_uid(), contest, person, form.number, form.chief)
            _save(file, contest, judge, None, form)
            made.append(judge.uid)

        return run(shell, "edit", "Tambah 1 juri", act)

    again = partial(add_judge, shell, contest, done, take_draft=True)
    hooks = hooks_with_draft(shell, "judge", NEW, partial(_problems, judges, NEW), save, again)
    number = max((one.number or 0 for one in judges), default=0) + 1
    record = JudgeForm(NEW, number=number, chief=not judges)
    spec = judge_spec(partial(_people, data_file), is_new=True)
    form = open_form(shell, spec, record, hooks, is_new=True, take_draft=take_draft)
    form.saved.connect(lambda _record: done(made[-1]))


def edit_judge(shell: Shell, contest: Uid, judge: Uid, *, take_draft: bool = False) -> None:
    """Change number, position and institution of a judge."""
    if not may_change(shell, contest):
        return
    data_file = shell.workspace.data_file
    judges = data_file.contests.judges(contest)
    loaded = next(one for one in judges if one.uid == judge)
    institution = institution_of(data_file.contests.get(contest).limits, judge)

    def save(form: JudgeForm, _notes: tuple[Note, ...]) -> str:
        changed = dataclasses.replace(loaded, number=form.number, chief=form.chief)
        label = "Ubah 1 juri"
        return run(shell, "edit", label, lambda file: _save(file, contest, changed, loaded, form))

    again = partial(edit_judge, shell, contest, judge, take_draft=True)
    hooks = hooks_with_draft(shell, "judge", judge, partial(_problems, judges, judge), save, again)
    record = JudgeForm(
        judge, loaded.person, institution=institution, number=loaded.number, chief=loaded.chief
    )
    open_form(shell, judge_spec(tuple, is_new=False), record, hooks, take_draft=take_draft)


def _save(file: DataFile, contest: Uid, judge: Judge, loaded: Judge | None, form: JudgeForm) -> None:
    """Save a judge; there is one chief, and a new one takes the place of the other."""
    file.contests.save_part(judge, loaded)
    for other in file.contests.judges(contest) if judge.chief else ():
        if other.chief and other.uid != judge.uid:
            file.contests.save_part(dataclasses.replace(other, chief=False), other)
    record = file.contests.get(contest)
    limits = with_institution(record.limits, judge.uid, form.institution)
    if limits != record.limits:
        file.contests.save(dataclasses.replace(record, limits=limits), record)


def _problems(judges: Sequence[Judge], own: Uid, form: JudgeForm) -> list[Problem]:
    if form.number is not None and any(one.number == form.number for one in judges if one.uid != own):
        return [Problem("number", "F.401", {"number": str(form.number)})]
    return []


def _people(data_file: DataFile) -> list[Candidate]:
    return [
        Candidate(one.uid, one.full_name, one.village_name and f"Desa {one.village_name}")
        for one in data_file.people.find()
    ]


def delete_judge(shell: Shell, contest: Uid, judge: Judge) -> None:
    """Throw a judge with his marks into the waste basket."""
    if may_change(shell, contest):
        label = "Buang 1 juri ke tempat sampah"
        run(shell, "delete", label, lambda file: file.contests.delete_part(judge))


def assign(shell: Shell, contest: Uid, judge: Uid, stage: Uid, criterion: Uid | None, *, on: bool) -> None:
    """Let a judge mark a stage or criterion, or no longer."""
    if may_change(shell, contest):
        label = "Ubah tugas 1 juri"
        shell.workspace.run(
            "edit", label, lambda file: file.contests.assign(judge, stage, criterion, on), toast=False
        )


def note_interest(shell: Shell, contest: Uid, judge: Uid, entry: Uid) -> None:
    """Note that a judge is tied to an entry, by family or otherwise."""
    if not may_change(shell, contest):
        return
    question = "Catat hubungan juri dengan peserta"
    words = dialogs.ask_text(shell.window(), question, "Hubungan, misalnya kakak ipar", "Catat hubungan")
    if words:
        label = "Catat 1 hubungan juri"
        run(shell, "edit", label, lambda file: file.contests.note_interest(judge, entry, words, ""))


def overrule(shell: Shell, contest: Uid, conflict: Conflict) -> None:
    """Let a tied judge mark all the same, with a reason that stays in the record."""
    if not may_change(shell, contest):
        return
    question = "Juri tetap menilai peserta yang terkait"
    reason = dialogs.ask_text(shell.window(), question, "Alasan", "Tetap menilai dengan alasan")
    if reason:
        note = conflict.words or conflict.kind
        label = "Kesampingkan 1 hubungan juri"
        run(
            shell, "edit", label,
            lambda file: file.contests.note_interest(conflict.judge, conflict.entry, note, reason),
        )  # fmt: skip


def withdraw_overrule(shell: Shell, contest: Uid, conflict: Conflict) -> None:
    """Take back that a tied judge marks all the same."""
    if may_change(shell, contest):
        note = conflict.words or conflict.kind
        label = "Batalkan pengesampingan 1 hubungan juri"
        run(
            shell, "edit", label,
            lambda file: file.contests.note_interest(conflict.judge, conflict.entry, note, ""),
        )  # fmt: skip
