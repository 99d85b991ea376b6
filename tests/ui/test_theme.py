"""The tokens keep the contrast they promise, and every measure grows with the text."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpm_desktop.ui import style_sheet
from kpm_desktop.ui.theme import HEIGHTS, SCALES, STATE_PAIRS, TOKENS, Density, Scheme, contrast, theme

GROUNDS = ("bg", "surface", "alt", "hoverbg", "sel")
TEXT_PAIRS = [
    *(("text", ground) for ground in (*GROUNDS, "sunk", "soft", "warnbg", "errbg", "infobg", "okbg")),
    *(("muted", ground) for ground in (*GROUNDS, "sunk")),
    *((tone, ground) for tone in ("accent", "err", "warn") for ground in ("bg", "surface", "alt")),
    *(("err", ground) for ground in ("sel",)),
    *STATE_PAIRS.values(),
    ("on", "accent"),
    ("on", "hover"),
    ("on", "share5"),
    ("softtext", "soft"),
]
EDGE_PAIRS = [
    *((edge, ground) for edge in ("strong", "accent") for ground in ("surface", "bg")),
    *(("accent", ground) for ground in ("sel", "alt")),
    *((graph, "surface") for graph in ("bar", "under5", "none", "share2", "share5", "share10")),
    *((edge, "surface") for edge in ("warnline", "errline")),
]


@pytest.fixture(autouse=True)
def usual_theme(qapp: QApplication) -> Iterator[None]:
    del qapp
    theme().choose(Scheme.LIGHT, 100)
    yield
    theme().choose(Scheme.LIGHT, 100)


@pytest.mark.parametrize("column", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("fore", "ground"), TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(fore: str, ground: str, column: int) -> None:
    assert contrast(QColor(TOKENS[fore][column]), QColor(TOKENS[ground][column])) >= 4.5


@pytest.mark.parametrize("column", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_and_graphs_can_be_told_from_their_ground(edge: str, ground: str, column: int) -> None:
    assert contrast(QColor(TOKENS[edge][column]), QColor(TOKENS[ground][column])) >= 3


@pytest.mark.parametrize("part", ["under5", "share2"])
def test_numbers_on_the_strip_can_be_read(part: str) -> None:
    assert contrast(QColor(TOKENS["text"][0]), QColor(TOKENS[part][0])) >= 4.5
    assert contrast(QColor(TOKENS["on"][1]), QColor(TOKENS[part][1])) >= 4.5


def test_contrast_of_black_and_white_is_the_largest_there_is() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#777777")) == pytest.approx(1)


def test_the_override_wins_over_the_system_and_reaches_the_palette(qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme().changed):
        theme().choose(Scheme.DARK)
    assert theme().is_dark
    palette = QApplication.palette()
    assert palette.color(QPalette.ColorRole.Highlight) == QColor(TOKENS["sel"][1])
    assert palette.color(QPalette.ColorRole.HighlightedText) == QColor(TOKENS["text"][1])


@pytest.mark.parametrize("percent", SCALES)
def test_every_height_holds_its_lines_of_text(percent: int) -> None:
    theme().choose(percent=percent)
    for part, (role, lines, _) in HEIGHTS.items():
        assert theme().height(part) >= theme().metrics(role).height() * lines


def test_no_text_is_smaller_than_twelve_pixels() -> None:
    sheet = QApplication.instance().styleSheet()  # type: ignore[union-attr]
    sizes = [int(found) for found in re.findall(r"font-size: (\d+)px", sheet)]
    assert sizes
    assert min(sizes) >= 12


def test_the_style_sheet_hits_no_bare_frame_and_leaves_no_word_open() -> None:
    sheet = style_sheet.build(theme().color, theme().size, theme().height, _no_pictures())
    assert "$" not in sheet
    assert not re.search(r"(^|[\s,}])QFrame\s*\{", sheet)


def test_text_grows_and_shrinks_by_the_steps_and_stops_at_the_ends() -> None:
    assert [theme().step(1) for _ in range(6)] == [115, 130, 150, 175, 200, 200]
    assert theme().step(-1) == 175
    assert theme().step(0) == 100
    assert theme().step(-1) == 100


def test_large_text_leaves_room_for_fewer_things() -> None:
    assert theme().density(1366) is Density.WIDE
    theme().choose(percent=130)
    assert theme().density(1366) is Density.COMPACT
    theme().choose(percent=150)
    assert theme().density(1366) is Density.NARROW


def _no_pictures() -> dict[str, str]:
    return dict.fromkeys(("down", "up", "down_off", "right", "check", "minus", "dot", "menu_check"), "x.svg")
