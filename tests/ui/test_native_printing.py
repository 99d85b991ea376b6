"""Papers printed from the preview to a printer of the system: CUPS with a queue that writes PDF files."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kpm_desktop.documents import attendance_sheet
from kpm_desktop.documents.certificate import Look, compose
from kpm_desktop.documents.certificate_drawing import Printout, draw
from kpm_desktop.documents.page import A4, F4
from kpm_desktop.imaging.render import Document
from kpm_desktop.ui.printing import PrintDialog
from paper_reading import sizes
from paper_samples import certificate, sheet
from print_server import QUEUE, PrintServer, print_server
from register_screens import modal, press
from session_screens import Meeting, make_template, meeting_at

DPI = 100
POINT = 25.4 / 72  # mm; Qt rounds a page to whole points


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("native"))


@pytest.fixture
def meeting(qtbot: QtBot, template: Path, tmp_path: Path) -> Iterator[Meeting]:
    with meeting_at(qtbot, template, tmp_path) as made:
        yield made


@pytest.fixture
def server(qtbot: QtBot) -> Iterator[PrintServer]:
    with print_server(qtbot.waitUntil) as made:
        yield made


def pictures(pdf: bytes) -> list[Image.Image]:
    """Return the pages in grey as a printer's dots, which are three times finer than what is compared."""
    with Document(pdf) as document:
        pages = [document.pixels(page, 3 * DPI, "L") for page in range(len(document))]
    return [Image.frombytes("L", (one.width, one.height), one.data) for one in pages]


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference at 100 dpi, in percent of black against white; both begin at the corner."""
    size = (max(one.width, other.width) // 3 + 1, max(one.height, other.height) // 3 + 1)
    coarse = []
    for picture in (one, other):
        whole = Image.new("L", (3 * size[0], 3 * size[1]), 255)
        whole.paste(picture)
        coarse.append(whole.resize(size, Image.Resampling.BOX))
    return float(ImageStat.Stat(ImageChops.difference(*coarse)).mean[0] / 255 * 100)


def as_read(sheet_of_paper: Image.Image, shown: Image.Image) -> Image.Image:
    """Return the sheet turned as it is read: a page across goes through the printer upright."""
    if (sheet_of_paper.width > sheet_of_paper.height) == (shown.width > shown.height):
        return sheet_of_paper
    turned = (sheet_of_paper.rotate(angle, expand=True) for angle in (90, 270))
    return min(turned, key=lambda one: difference(one, shown))


PAPERS: dict[str, Callable[[], bytes]] = {
    "certificate": lambda: draw([Printout(compose(certificate()).frozen)], {}),
    "attendance F4": lambda: attendance_sheet.draw(attendance_sheet.compose(sheet(F4))),
    "attendance A4": lambda: attendance_sheet.draw(attendance_sheet.compose(sheet(A4))),
}


def printed(meeting: Meeting, server: PrintServer, pdf: bytes, jobs: int = 1) -> list[bytes]:
    """Print a paper from its preview as an operator does; returns what came out."""
    token = uuid.uuid4().hex[:12]
    meeting.window.open("preview", title="Contoh", pdf=pdf, file_name=f"Uji {token}")
    QTest.keyClick(meeting.window.front, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = modal()
    assert isinstance(dialog, PrintDialog)
    assert dialog.printer.currentText() == QUEUE
    press(dialog, "Cetak")
    return server.printed(token, jobs)


def assert_alike(came: bytes, shown: bytes) -> None:
    """Every sheet has the paper's size and shows its page, not moved by a quarter of a millimetre."""
    for size, wanted in zip(sizes(came), sizes(shown), strict=True):
        assert sorted(size) == pytest.approx(sorted(wanted), abs=POINT)
    for sheet_of_paper, page in zip(pictures(came), pictures(shown), strict=True):
        picture = as_read(sheet_of_paper, page)
        assert difference(picture, page) < 2.0
        for across, down in ((3, 0), (0, 3), (-3, 0), (0, -3)):
            assert difference(ImageChops.offset(picture, across, down), page) > difference(picture, page)


@pytest.mark.parametrize("paper", PAPERS)
def test_what_the_printer_gets_is_the_paper_that_was_shown(
    meeting: Meeting, server: PrintServer, paper: str
) -> None:
    pdf = PAPERS[paper]()
    (came,) = printed(meeting, server, pdf)
    assert_alike(came, pdf)


def test_pages_of_two_sizes_are_two_jobs_each_on_its_paper(meeting: Meeting, server: PrintServer) -> None:
    looks = (Look("klasik", "A4"), Look("batik", "F4"))
    runs = [[Printout(compose(certificate(), look=look).frozen)] for look in looks]
    both = draw([*runs[0], *runs[1]], {})
    came = printed(meeting, server, both, jobs=2)
    for one, run in zip(came, runs, strict=True):
        assert_alike(one, draw(run, {}))
