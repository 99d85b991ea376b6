"""Why a result cannot be locked yet, as links that lead to the place."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from kpm_desktop import workflows
from kpm_desktop.domain.score_sheets import Obstacle
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import parts
from kpm_desktop.ui.contests.steps import ENTRIES, JUDGES, RUBRIC, show_step
from kpm_desktop.ui.page import Shell

WORDS = {
    "missing": "{count} nilai kosong",
    "differing": "{count} sel berbeda",
    "unsecond": "{count} lembar tanpa isian kedua",
    "weights": "bobot belum 100",
    "conflicts": "{count} juri terkait peserta",
    "no_entries": "belum ada peserta",
    "entries": "{count} peserta ganda atau tanpa nomor",
    "paper": "{count} lembar dicetak untuk orang lain",
    "no_judges": "belum ada juri",
    "fault": "kriteria belum lengkap",
}


def words_of(obstacle: Obstacle) -> str:
    """Return an obstacle in words."""
    return WORDS[obstacle.kind].replace("{count}", str(obstacle.count))


def show_obstacles(shell: Shell, contest: Uid, found: list[Obstacle], place: QHBoxLayout) -> None:
    """Fill a line with the obstacles as links; empty when there are none."""
    parts.clear(place)
    if not found:
        return
    place.addWidget(parts.label("Belum dapat dikunci:", "secondary"))
    for one in found[:3]:
        link = parts.button(words_of(one), kind="link")
        link.clicked.connect(partial(_go, shell, contest, one))
        place.addWidget(link)


def _go(shell: Shell, contest: Uid, obstacle: Obstacle, _checked: bool = False) -> None:
    match obstacle.kind:
        case "weights" | "fault":
            show_step(shell, contest, RUBRIC)
        case "no_entries" | "entries":
            show_step(shell, contest, ENTRIES)
        case "no_judges" | "conflicts":
            show_step(shell, contest, JUDGES)
        case _:
            shell.go("contests")
            shell.open("contest-scores", contest=contest, stage=obstacle.stage, judge=obstacle.judge)
            if obstacle.kind == "differing":
                shell.open("contest-differences", contest=contest, stage=obstacle.stage, judge=obstacle.judge)


def obstacles(shell: Shell, contest: Uid) -> list[Obstacle]:
    """Return what keeps a result from being locked."""
    return workflows.contest_sheets.obstacles(shell.workspace.data_file, contest)
