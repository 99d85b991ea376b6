"""What needs the drives and printers of the wine root: `tests/windows/surroundings.py` makes them.

E: is a stick, F: a disc that cannot be written; KPM-F4 is a printer that knows F4, KPM-A4 one that does not.
"""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from pytestqt.qtbot import QtBot

from builders import add_person, new_file
from carrying import PLAIN, begin, receive
from kpm_desktop.imaging.render import Document
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import PlaceError, ReadOnlyError
from kpm_desktop.ui.printing import PaperRefusedError, PrintChoices, make_printer, print_pdf
from kpm_desktop.workflows import find_packages, send_package
from kpm_desktop.workflows.progress import Quiet, Refused
from ui.test_printing import A4, F4, mean_difference, sample_pdf

STICK, DISC, DISC_SOURCE = Path("E:/"), Path("F:/"), Path("Z:/kpm/disc.source")
PRINTED = Path("Z:/root/PDF")
MM = 72 / 25.4


# drives


def test_the_stick_is_known_by_label_and_serial_and_the_fixed_drives_are_none() -> None:
    [drive] = send_package.find_drives()
    assert (drive.root, drive.label, drive.serial) == (STICK, "KPM-USB 1", "1A2B3C4D")
    assert drive.is_usable
    assert 0 < drive.free <= drive.total


def test_a_package_goes_over_the_stick_from_one_pc_to_the_other(tmp_path: Path) -> None:
    office, other = tmp_path / "dinas", tmp_path / "kecamatan"
    for folder in (office, other):
        folder.mkdir()
    [drive] = send_package.find_drives()
    with contextlib.closing(new_file(office)) as data_file:
        add_person(data_file, "Siti Contohwati")
        sent = send_package.send(data_file, PLAIN, STICK, Quiet(), drive=drive)
        assert not isinstance(sent, Refused)
        assert sent.exported.path.parent == STICK
        begin(other, sent.exported.path, "PC-KECAMATAN").close()
        add_person(data_file, "Dewi Kenanga")
        again = send_package.send(data_file, PLAIN, STICK, Quiet(), drive=drive)
        assert not isinstance(again, Refused)
    with DataFile.open(other / "kpm.db") as far:
        place = find_packages.Place("Flashdisk", STICK)
        assert [line.state for line in find_packages.find(far, [place], Quiet())] == ["both", "merged"]
        receive(far, again.exported.path)
        assert [name for (name,) in far.rows("SELECT name FROM person ORDER BY name")] == [
            "Dewi Kenanga",
            "Siti Contohwati",
        ]


def test_a_live_data_file_is_not_kept_on_a_stick(tmp_path: Path) -> None:
    new_file(tmp_path).close(backup=False)
    target = STICK / "kpm.db"
    shutil.copyfile(tmp_path / "kpm.db", target)
    with pytest.raises(PlaceError):
        DataFile.open(target)
    target.unlink()


def test_data_on_a_medium_that_cannot_be_written_are_shown_and_never_changed(tmp_path: Path) -> None:
    with contextlib.closing(new_file(tmp_path)) as data_file:
        add_person(data_file, "Siti Contohwati")
    shutil.copyfile(tmp_path / "kpm.db", DISC_SOURCE / "kpm.db")
    before = (DISC / "kpm.db").read_bytes()
    with DataFile.open(DISC / "kpm.db") as opened:
        assert opened.read_only
        assert opened.rows("SELECT name FROM person") == [("Siti Contohwati",)]
        with pytest.raises(ReadOnlyError):
            add_person(opened, "Dewi Kenanga")
    assert {file.name: file.read_bytes() for file in DISC.iterdir()} == {"kpm.db": before}


# printers


@pytest.fixture
def outcome(qtbot: QtBot) -> Iterator[Path]:
    """The folder where printed pages arrive, emptied."""
    assert qtbot is not None
    shutil.rmtree(PRINTED, ignore_errors=True)
    yield PRINTED
    shutil.rmtree(PRINTED, ignore_errors=True)


def printed(qtbot: QtBot, folder: Path, count: int = 1) -> list[Document]:
    """Wait until so many jobs have arrived whole; returns them in the order of their names."""
    found: list[Document] = []

    def arrived() -> bool:
        found.clear()
        with contextlib.suppress(OSError, ValueError):
            found.extend(Document(file.read_bytes()) for file in sorted(folder.glob("*.pdf")))
        return len(found) == count

    qtbot.waitUntil(arrived)
    return found


def test_the_printers_of_windows_are_offered() -> None:
    assert sorted(QPrinterInfo.availablePrinterNames()) == ["KPM-A4", "KPM-F4"]


@pytest.mark.parametrize(
    ("printer", "size"), [("KPM-F4", F4), ("KPM-F4", A4), ("KPM-A4", A4)], ids=["f4", "a4", "only a4"]
)
def test_a_page_comes_out_of_the_printer_at_its_size_and_as_it_was_shown(
    qtbot: QtBot, tmp_path: Path, outcome: Path, printer: str, size: tuple[float, float]
) -> None:
    pdf = sample_pdf(tmp_path, size, size)
    choices = PrintChoices(printer, last=2)
    assert print_pdf(pdf, make_printer(choices), choices, Quiet()) == 2
    [paper] = printed(qtbot, outcome)
    with paper, Document(pdf) as wanted:
        assert len(paper) == 2
        for page in range(2):
            assert [round(one * MM) for one in paper.size_mm(page)] == [round(one * MM) for one in size]
            assert mean_difference(paper, wanted, page) < 0.02 * 255


def test_pages_on_two_papers_are_two_jobs(qtbot: QtBot, tmp_path: Path, outcome: Path) -> None:
    choices = PrintChoices("KPM-F4", last=3)
    assert print_pdf(sample_pdf(tmp_path, F4, F4, A4), make_printer(choices), choices, Quiet()) == 3
    papers = printed(qtbot, outcome, 2)
    assert sorted((len(paper), round(paper.size_mm(0)[1])) for paper in papers) == [(1, 297), (2, 330)]
    for paper in papers:
        paper.close()


def test_a_driver_without_f4_is_refused_before_anything_is_cut(tmp_path: Path, outcome: Path) -> None:
    choices = PrintChoices("KPM-A4")
    with pytest.raises(PaperRefusedError) as refused:
        print_pdf(sample_pdf(tmp_path, F4), make_printer(choices), choices, Quiet())
    assert refused.value.problem.code == "F.406"
    assert not outcome.exists()
