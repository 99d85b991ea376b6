"""Printing a judge's score sheets: which stage, in which form, then the preview; recorded when it leaves."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from kpm_desktop import workflows
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.paper_flow import PaperFlow
from kpm_desktop.workflows.progress import Progress

FORMS = (("grid", "Satu tabel semua peserta"), ("each", "Satu lembar tiap peserta"))
FORM_HINT = "Lembar tiap peserta memuat keterangan tiap pilihan nilai."


def open_sheet_printing(shell: Shell, *, contest: Uid, judge: Uid) -> None:
    """Let the operator choose a stage of a judge, and show the sheet to be printed."""
    file = shell.workspace.data_file
    found = [
        sheet
        for sheet in workflows.contest_sheets.sheets(file, contest)
        if sheet.judge.uid == judge and sheet.entries
    ]
    if not found:
        shell.say("Belum ada peserta atau kriteria untuk juri ini.")
        return
    place: int | None = 0
    if len(found) > 1:
        names = [sheet.stage.name for sheet in found]
        place = dialogs.choose(shell.window(), "Lembar penilaian tahap mana?", "", names)
    if place is None:
        return
    sheet = found[place]
    form = dialogs.choose(
        shell.window(), "Bentuk lembar penilaian?", FORM_HINT, [words for _, words in FORMS]
    )
    if form is None:
        return
    number = sheet.judge.number or 0
    title = f"Lembar penilaian juri {number}"
    chosen = {"contest": contest, "stage": sheet.stage.uid, "judge": judge, "form": FORMS[form][0]}
    compose = partial(_preview, chosen=chosen)
    record = partial(_print, chosen=chosen)
    PaperFlow(shell, title, title, compose, record).start()


def _preview(file: DataFile, _progress: Progress, *, chosen: Mapping[str, Any]) -> Any:
    return workflows.print_score_sheets.preview_sheet(file, **chosen)


def _print(file: DataFile, target: str, _progress: Progress, *, chosen: Mapping[str, Any]) -> Any:
    return workflows.print_score_sheets.print_sheet(file, **chosen, target=target)
