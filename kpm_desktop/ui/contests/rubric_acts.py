"""What is done to the rubric: described scales, removal, and the version it gets once marks are typed."""

import dataclasses
from collections.abc import Callable

from kpm_desktop import workflows
from kpm_desktop.domain.contest_limits import read_limits, with_limit
from kpm_desktop.domain.contests import Criterion, Stage
from kpm_desktop.domain.rubric import choices_text, typed_choices, with_choices
from kpm_desktop.domain.tie_ladder import criterion_rung, stage_rung, without_rungs
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.form_opening import open_small
from kpm_desktop.ui.forms.field import FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.page import Shell

Save = Callable[[str, Callable[[DataFile], object]], None]


@dataclasses.dataclass(frozen=True, slots=True)
class ScaleForm:
    """The choices of a scale as they are typed, one a line."""

    uid: Uid
    choices: str = ""


def edit_scale(shell: Shell, criterion: Criterion, keep: Save) -> None:
    """Let the operator describe the marks of a criterion; without a line it is marked with numbers again."""

    def save(form: ScaleForm, _notes: tuple[Note, ...]) -> str:
        choices = typed_choices(form.choices)
        if choices is None:
            return "Tulis satu pilihan per baris, misalnya 4 = lengkap dan mutakhir."
        changed = with_choices(criterion, choices)
        keep("Ubah pilihan skala 1 kriteria", lambda file: file.contests.save_part(changed, criterion))
        return ""

    field = FieldSpec(
        "choices", "Satu pilihan per baris: nilai = keterangan", "long", section=criterion.name, lines=6,
        max_length=900, hint="4 = lengkap dan mutakhir",
    )  # fmt: skip
    spec = FormSpec("Pilihan skala", "list-numbers", (field,))
    open_small(shell, spec, ScaleForm(criterion.uid, choices_text(criterion.scale)), FormHooks(save=save))


def new_version(shell: Shell, contest: Uid) -> str | None:
    """Return why the rubric changes although marks are typed, "" when none is; None: the operator lets be."""
    if not any(one.first for one in shell.workspace.data_file.scores.find(contest)):
        return ""
    question = "Nilai sudah diisi. Perubahan ini menjadi versi baru kriteria, lembar yang sudah dicetak "
    question += "tidak berlaku lagi."
    return dialogs.ask_text(shell.window(), question, "Alasan", "Ubah sebagai versi baru") or None


def outdated(shell: Shell, contest: Uid) -> int:
    """Return how many printed score sheets are not valid any more."""
    found = workflows.contest_sheets.sheets(shell.workspace.data_file, contest)
    return sum(bool(one.paper_problems()) for one in found)


def tell_outdated(shell: Shell, contest: Uid, before: int) -> None:
    """Say how many printed score sheets are not valid any more, if there were fewer before."""
    count = outdated(shell, contest)
    if count > before:
        shell.say(f"{count} lembar penilaian yang sudah dicetak tidak berlaku lagi. Cetak lembar baru.")


def note_version(file: DataFile, contest: Uid, reason: str) -> None:
    """Count the version of a rubric within the open operation, with its reason; nothing for no reason."""
    if not reason:
        return
    loaded = file.contests.get(contest)
    known = read_limits(loaded.limits).get("versions", [])
    limits = with_limit(loaded.limits, "versions", [*known, {"reason": reason}])
    file.contests.save(dataclasses.replace(loaded, limits=limits), loaded)


def remove(file: DataFile, contest: Uid, part: Stage | Criterion) -> None:
    """Delete a stage or criterion with what is below it within the open operation; its rungs go too."""
    gone = [stage_rung(part.uid)] if isinstance(part, Stage) else []
    stage = part.uid if isinstance(part, Stage) else part.stage
    for one in file.contests.criteria(stage) if stage is not None else ():
        if isinstance(part, Stage) or part.uid in {one.uid, one.parent}:
            gone.append(criterion_rung(one.uid))
    file.contests.save_ties(contest, without_rungs(file.contests.get(contest).ties, gone))
    file.contests.delete_part(part)
