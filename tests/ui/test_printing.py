"""What comes out of the printer: its page in mm, and its pixels beside the PDF that was shown."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from desk import answered, pressing
from kpm_desktop.imaging.render import Document
from kpm_desktop.ui import printing
from kpm_desktop.ui.preview import PreviewPage
from kpm_desktop.ui.printing import PrintChoices, PrintDialog, print_pdf, take_paper
from kpm_desktop.workflows.progress import Cancelled, Quiet
from register_screens import modal, press, texts
from session_screens import Meeting, make_template, meeting_at
from words import english_on

MM = 72 / 25.4
F4, A4 = (215.0, 330.0), (210.0, 297.0)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("printing"))


@pytest.fixture
def meeting(qtbot: QtBot, template: Path, tmp_path: Path) -> Iterator[Meeting]:
    with meeting_at(qtbot, template, tmp_path) as made:
        yield made


def sample_pdf(folder: Path, *sizes: tuple[float, float]) -> bytes:
    path = folder / "contoh.pdf"
    canvas = Canvas(str(path), invariant=1)
    for number, (width, height) in enumerate(sizes, 1):
        canvas.setPageSize((width * MM, height * MM))
        canvas.setFont("Helvetica", 40)
        canvas.drawString(60, height * MM - 120, f"Halaman {number}")
        canvas.rect(20 * MM, 20 * MM, (width - 40) * MM, (height - 60) * MM)
        canvas.setFillColorRGB(0.1, 0.4, 0.45)
        canvas.rect(60 * MM, 60 * MM, 40 * MM, 40 * MM, fill=1)
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


def to_file(target: Path) -> QPrinter:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    return printer


def mean_difference(one: Document, other: Document, page: int) -> float:
    """Return the mean difference of the common area at 100 dpi in grey, 0 to 255."""
    first, second = one.pixels(page, 100, "L"), other.pixels(page, 100, "L")
    width, height = min(first.width, second.width), min(first.height, second.height)
    total = 0
    for row in range(height):
        left = first.data[row * first.stride : row * first.stride + width]
        right = second.data[row * second.stride : row * second.stride + width]
        total += sum(abs(a - b) for a, b in zip(left, right, strict=True))
    return total / (width * height)


@pytest.mark.parametrize(
    ("size", "points"),
    [(F4, (609, 935)), (A4, (595, 842)), ((330.0, 215.0), (935, 609)), ((297.0, 210.0), (842, 595))],
)
def test_a_page_is_printed_at_its_size_without_scaling(
    qtbot: QtBot, tmp_path: Path, size: tuple[float, float], points: tuple[int, int]
) -> None:
    assert qtbot is not None
    pdf = sample_pdf(tmp_path, size)
    target = tmp_path / "cetak.pdf"
    assert print_pdf(pdf, to_file(target), PrintChoices(), Quiet()) == 1
    with Document(target.read_bytes()) as printed, Document(pdf) as wanted:
        assert len(printed) == 1
        width, height = printed.size_mm(0)
        assert (round(width * MM), round(height * MM)) == points
        assert mean_difference(printed, wanted, 0) < 2.0


def test_pages_from_to_and_mixed_sizes(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot is not None
    pdf = sample_pdf(tmp_path, A4, F4, (297.0, 210.0), A4)
    target = tmp_path / "cetak.pdf"
    assert print_pdf(pdf, to_file(target), PrintChoices(first=2, last=3), Quiet()) == 2
    with Document(target.read_bytes()) as printed:
        assert [printed.text(page).strip() for page in range(len(printed))] == ["", ""]  # pixels, no fonts
        sizes = [printed.size_mm(page) for page in range(2)]
    assert [(round(width), round(height)) for width, height in sizes] == [(215, 330), (297, 210)]


def test_a_shift_moves_the_print_by_millimetres(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot is not None
    pdf = sample_pdf(tmp_path, A4)
    target = tmp_path / "cetak.pdf"
    print_pdf(pdf, to_file(target), PrintChoices(shift=(5.0, 10.0)), Quiet())
    with Document(target.read_bytes()) as printed, Document(pdf) as wanted:
        before, after = wanted.pixels(0, 100, "L"), printed.pixels(0, 100, "L")
    assert first_dark(after)[1] - first_dark(before)[1] == pytest.approx(10 / 25.4 * 100, abs=1.5)
    assert first_dark(after)[0] - first_dark(before)[0] == pytest.approx(5 / 25.4 * 100, abs=1.5)


def test_a_printer_that_shrinks_is_made_up_for(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot is not None
    pdf = sample_pdf(tmp_path, A4)
    target = tmp_path / "cetak.pdf"
    print_pdf(pdf, to_file(target), PrintChoices(scale=(1.02, 1.0)), Quiet())
    with Document(target.read_bytes()) as printed:
        after = printed.pixels(0, 100, "L")
    assert first_dark(after)[0] == pytest.approx((105 - 1.02 * 85) / 25.4 * 100, abs=1.5)


def first_dark(pixels: object) -> tuple[int, int]:
    """Return the leftmost and the topmost dark pixel."""
    data, stride, height = pixels.data, pixels.stride, pixels.height  # type: ignore[attr-defined]
    rows = [data[row * stride : (row + 1) * stride] for row in range(height)]
    top = next(place for place, row in enumerate(rows) if min(row) < 100)
    left = min(next((place for place, one in enumerate(row) if one < 100), stride) for row in rows)
    return left, top


def test_the_operator_stops_between_two_pages(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot is not None

    class Stop:
        def step(self, done: int, _total: int, _what: str) -> None:
            if done == 1:
                raise Cancelled

    pdf = sample_pdf(tmp_path, A4, A4, A4)
    with pytest.raises(Cancelled):
        print_pdf(pdf, to_file(tmp_path / "cetak.pdf"), PrintChoices(last=3), Stop())


class StubbornPrinter(QPrinter):
    """A printer whose driver puts its own paper back, as some do."""

    def setPageSize(self, _size: object) -> bool:  # noqa: N802 (Qt's name)
        return super().setPageSize(QPageSize(QPageSize.PageSizeId.Legal))


def test_a_printer_that_stops_keeps_the_pages_before_and_the_rest_is_offered(
    meeting: Meeting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "cetak.pdf"

    class EmptyingPrinter(QPrinter):
        """A printer that runs out of paper after two pages."""

        def __init__(self, *_chosen: object) -> None:
            super().__init__()
            self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            self.setOutputFileName(str(target))
            self.pages = 1

        def newPage(self) -> bool:  # noqa: N802 (Qt's name)
            self.pages += 1
            return self.pages <= 2 and super().newPage()

    monkeypatch.setattr(printing, "QPrinter", EmptyingPrinter)
    shown = open_preview(meeting, sample_pdf(tmp_path, A4, A4, A4, A4))
    counted: list[int] = []
    shown.printed.connect(counted.append)
    with answered(pressing("Tutup", "Printer berhenti sebelum halaman 3.")):
        shown.print_with(PrintChoices(last=4))
        meeting.until(lambda: not meeting.window.jobs.is_busy)
    assert counted == []
    with Document(target.read_bytes()) as paper:
        assert len(paper) == 2
    shown.print_rows()
    dialog = modal()
    assert isinstance(dialog, PrintDialog)
    assert (dialog.first.value(), dialog.last.value()) == (3, 4)
    dialog.close()


def test_a_printer_that_takes_other_paper_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot is not None
    printer = StubbornPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "cetak.pdf"))
    problem = take_paper(printer, *F4)
    assert problem is not None
    assert (problem.code, problem.values["paper"]) == ("F.406", "F4 215 x 330 mm")
    with pytest.raises(printing.PaperRefusedError):
        print_pdf(sample_pdf(tmp_path, F4), printer, PrintChoices(), Quiet())
    assert not (tmp_path / "cetak.pdf").exists()


def test_f4_is_never_taken_for_a_paper_that_is_nearly_as_large(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot is not None
    printer = to_file(tmp_path / "cetak.pdf")
    assert take_paper(printer, *F4) is None
    size = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter).size()
    assert (size.width(), size.height()) == F4


def open_preview(meeting: Meeting, pdf: bytes) -> PreviewPage:
    meeting.window.open("preview", title="Contoh", pdf=pdf, file_name="contoh")
    shown = meeting.window.front
    assert isinstance(shown, PreviewPage)
    return shown


def test_the_preview_shows_real_millimetres_and_turns_pages(meeting: Meeting, tmp_path: Path) -> None:
    shown = open_preview(meeting, sample_pdf(tmp_path, A4, F4))
    assert shown.hint() == "Halaman 1 dari 2, A4 210 x 297 mm"
    wide = shown.picture.minimumWidth()
    shown.next_item()
    assert shown.hint() == "Halaman 2 dari 2, F4 215 x 330 mm"
    assert shown.picture.minimumWidth() > wide
    shown.zoom_by(1)
    shown.fit_width()
    shown.real_size()
    shown.previous_item()
    assert shown.picture.minimumWidth() == wide
    dpi = shown.screen().physicalDotsPerInch()
    dpi = dpi if 60 <= dpi <= 400 else shown.screen().logicalDotsPerInch()
    assert wide == pytest.approx(210 / 25.4 * dpi + 32, abs=2)


def test_a_page_wider_than_its_room_is_shown_whole_until_a_size_is_chosen(
    meeting: Meeting, tmp_path: Path
) -> None:
    broad = F4[1] * 2, F4[0]
    shown = open_preview(meeting, sample_pdf(tmp_path, broad, A4))
    bar = shown.area.horizontalScrollBar()
    for width in (1366, 900, 1200):
        meeting.window.resize(width, 696)
        QApplication.processEvents()
        assert (bar.maximum(), shown.picture.width()) == (0, shown.area.viewport().width())
        assert shown.picture.minimumWidth() > shown.area.viewport().width() * 0.9
    shown.next_item()
    assert "100 %" in texts(shown)  # a page that fits keeps its size
    shown.previous_item()
    shown.real_size()
    QApplication.processEvents()
    assert bar.maximum() > 0
    meeting.window.resize(1366, 696)
    QApplication.processEvents()
    assert bar.maximum() > 0


def test_saved_bytes_are_the_bytes_shown(meeting: Meeting, tmp_path: Path) -> None:
    pdf = sample_pdf(tmp_path, A4)
    shown = open_preview(meeting, pdf)
    shown.save_to(tmp_path / "simpan.pdf")
    assert (tmp_path / "simpan.pdf").read_bytes() == pdf


def test_the_dialog_knows_pages_and_remembers_the_shift(meeting: Meeting, tmp_path: Path) -> None:
    shown = open_preview(meeting, sample_pdf(tmp_path, F4, F4))
    shown.print_rows()
    dialog = modal()
    assert isinstance(dialog, PrintDialog)
    assert not english_on(dialog)
    dialog.close()
    own = PrintDialog(
        meeting.window,
        pages=2,
        paper="F4",
        printers=["Printer Contoh"],
        offsets={("Printer Contoh", ""): (1.5, 0.0), ("Printer Contoh", "Atas"): (0.0, 2.0)},
    )
    meeting.qtbot.addWidget(own)
    assert own.right.text() == "1,5"
    own.tray.setCurrentText("Atas")
    assert (own.right.text(), own.down.text()) == ("", "2")
    own.tray.setCurrentText("Biasa")
    own.first.setValue(2)
    own.down.setText("-2")
    press_cetak(own)
    assert own.choices() == dataclasses.replace(
        PrintChoices("Printer Contoh", 2, 2), shift=(1.5, -2.0)
    )  # fmt: skip


def press_cetak(dialog: PrintDialog) -> None:
    dialog.show()
    press(dialog, "Cetak")


def test_no_english_on_the_preview(meeting: Meeting, tmp_path: Path) -> None:
    shown = open_preview(meeting, sample_pdf(tmp_path, A4))
    assert not english_on(shown)
    QTest.keyClick(shown, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
