"""What is done at Penetapan: the plenary's overrides, the lock, a revision, the winners to the next level."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from kpm_desktop import workflows
from kpm_desktop.domain.contests import Contest, ContestLevel, Decision
from kpm_desktop.domain.decision import Override, ResultRow, overrides_of, with_override
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs, messages
from kpm_desktop.ui.contests.acts import may_change
from kpm_desktop.ui.form_opening import open_form, run
from kpm_desktop.ui.forms.field import FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.signing_words import meant_on
from kpm_desktop.workflows.progress import Refused

NEXT_LEVEL: dict[ContestLevel, ContestLevel] = {"district": "regency", "regency": "province"}


@dataclasses.dataclass(frozen=True, slots=True)
class LockForm:
    """What the minutes need besides the marks."""

    uid: Uid
    minutes_no: str = ""
    day: dt.date | None = None
    place: str = ""
    signatory: str = ""


def lock_result(shell: Shell, contest: Uid) -> None:
    """Ask once for number, day and place of the minutes, then lock the result."""
    data_file = shell.workspace.data_file
    signatories = data_file.office.signatories()
    about = "Berita acara"
    spec = FormSpec(
        "Kunci hasil",
        "lock",
        (
            FieldSpec("minutes_no", "Nomor berita acara", section=about, max_length=60,
                      hint="kosong: diisi tangan"),
            FieldSpec("day", "Tanggal penetapan", "date", section=about, half=True, required=True),
            FieldSpec("place", "Tempat", section=about, max_length=120),
            FieldSpec(
                "signatory", "Mengetahui", "pick", section=about,
                options=(("", "menurut tanggal"), *((one.uid.hex(), one.full_name) for one in signatories)),
                note=lambda form: "" if form.signatory else meant_on(signatories, form.day),
            ),
        ),
        subtitle=lambda _form: "Setelah dikunci, nilai hanya dapat diubah lewat Perbaikan hasil.",
        act="Kunci hasil",
        act_icon="lock",
    )  # fmt: skip

    def save(form: LockForm, _notes: tuple[Note, ...]) -> str:
        choices = workflows.decide_contest.DecisionChoices(
            form.minutes_no.strip(),
            form.day,
            form.place.strip(),
            bytes.fromhex(form.signatory) if form.signatory else None,
            overrides_of(data_file.contests.get(contest).limits),
        )
        try:
            locked = workflows.decide_contest.lock(data_file, contest, choices)
        except DataFileError as error:
            return messages.explain(error.code, error.values).happened
        if isinstance(locked, Refused):
            return messages.sentence(locked.problems[0])
        if locked.changes is not None:
            shell.workspace.broadcast(locked.changes)
        shell.say("Hasil dikunci.")
        return ""

    record = LockForm(data_file.new_uid(), day=shell.now().date())
    open_form(shell, spec, record, FormHooks(save=save, check=_day_problems))


def _day_problems(form: LockForm) -> list[Problem]:
    return [] if form.day is not None else [Problem("day", "F.108")]


def open_revision(shell: Shell, contest: Uid) -> None:
    """Let go of a locked result, with a reason; the old one is kept."""
    question = "Perbaikan hasil. Hasil lama tetap disimpan."
    reason = dialogs.ask_text(shell.window(), question, "Alasan perbaikan", "Buka perbaikan hasil")
    if not reason:
        return
    try:
        changes = workflows.decide_contest.open_revision(shell.workspace.data_file, contest, reason)
    except DataFileError as error:
        dialogs.tell_error(shell.window(), error)
        return
    if changes is not None:
        shell.workspace.broadcast(changes)
    shell.say("Perbaikan dibuka. Kunci lagi setelah selesai.")


def override(shell: Shell, contest: Uid, row: ResultRow) -> None:
    """Note that the plenary gives an entry another rank, with its reason."""
    if not may_change(shell, contest):
        return
    who = f"No. {row.number} {row.name}"
    typed = dialogs.ask_text(shell.window(), f"Peringkat {who} menurut pleno", "Peringkat", "Lanjut")
    if typed is None:
        return
    if not typed.isdecimal() or int(typed) < 1:
        shell.say("Ketik peringkat dengan angka, misalnya 2.")
        return
    reason = dialogs.ask_text(shell.window(), "Alasan keputusan pleno", "Alasan", "Catat keputusan pleno")
    if reason:
        _save_override(shell, contest, _uid_of(shell, contest, row), int(typed), reason)


def drop_override(shell: Shell, contest: Uid, row: ResultRow) -> None:
    """Let an entry stand where its marks put it."""
    if may_change(shell, contest):
        _save_override(shell, contest, _uid_of(shell, contest, row), None, "", also=row.number)


def drop_lost_override(shell: Shell, contest: Uid, lost: Override) -> None:
    """Forget what the plenary decided for somebody who is not ranked any more."""
    if may_change(shell, contest):
        _save_override(shell, contest, lost.entry, None, "")


def _uid_of(shell: Shell, contest: Uid, row: ResultRow) -> str:
    """Return the entry of a row by its uid: a number may be given to somebody else."""
    stored = workflows.rank_contest.live_contest(shell.workspace.data_file, contest)
    return stored.entries[row.entry].hex()


def _save_override(
    shell: Shell, contest: Uid, entry: str, rank: int | None, reason: str, *, also: str = ""
) -> None:
    def act(file: DataFile) -> None:
        loaded = file.contests.get(contest)
        limits = with_override(with_override(loaded.limits, also, None), entry, rank, reason)
        file.contests.save(dataclasses.replace(loaded, limits=limits), loaded)

    run(shell, "edit", "Catat keputusan pleno" if rank is not None else "Hapus keputusan pleno", act)


def promote(
    shell: Shell, decision: Decision, winners: Sequence[ResultRow], done: Callable[[Uid], object]
) -> None:
    """Enter the winners (rank 1 of each category) into the contest of the next level, in one step."""
    file = shell.workspace.data_file
    if decision.contest is None:
        return
    loaded = file.contests.get(decision.contest)
    level = NEXT_LEVEL.get(loaded.level)
    if level is None:
        shell.say("Ini tingkat tertinggi yang dicatat di sini.")
        return
    target = next(
        (
            one.uid
            for one in file.contests.find()
            if one.level == level and one.year == loaded.year and not file.contests.is_locked(one.uid)
        ),
        None,
    )
    made: list[Uid] = []
    act = partial(_promote, decision=decision, loaded=loaded, level=level, target=target,
                  winners=winners, made=made)  # fmt: skip
    run(shell, "edit", f"Jadikan {len(winners)} juara peserta tingkat berikutnya", act)
    if made:
        done(made[0])


def _promote(
    file: DataFile,
    *,
    decision: Decision,
    loaded: Contest,
    level: ContestLevel,
    target: Uid | None,
    winners: Sequence[ResultRow],
    made: list[Uid],
) -> None:
    into = target
    if into is None:
        into = file.contests.create_sample(loaded.name, loaded.year or file.now().year, level).uid
    asked = file.office.choices("entry_document")
    workflows.promote_winners.promote(file, decision, into, winners, asked)
    made.append(into)
