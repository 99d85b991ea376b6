"""A PDF to a printer: exact page size, 100 %, 300 dpi in bands; the dialog that asks how. Source: paper.md.

The driver may put its own paper back, so the size is read again before the first page; a difference is F.406
and nothing is printed.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain.problem import Problem
from kpm_desktop.ui import parts
from kpm_desktop.ui.driver_paper import paper_of_driver
from kpm_desktop.ui.forms.dialog_frame import DialogFrame, DialogHead
from kpm_desktop.ui.theme import theme
from kpm_desktop.workflows.progress import Progress

DPI = 300
BAND_ROWS = 1024
OVERLAP = 8  # rows; bands that only touch leave a seam where the printer's dots are not ours
TOLERANCE = 0.5  # mm; Qt rounds a page size to whole points, 0.35 mm
_PAPERS = {(210, 297): "A4", (215, 330): "F4"}


@dataclasses.dataclass(frozen=True, slots=True)
class PrintChoices:
    """How to print: pages from 1, both ends included; `shift` in mm to the right and downwards.

    `tray` names what the shift is remembered for; `scale` makes up for a printer that shrinks or stretches.
    """

    printer: str = ""
    first: int = 1
    last: int = 1
    copies: int = 1
    two_sided: bool = False
    shift: tuple[float, float] = (0.0, 0.0)
    tray: str = ""
    scale: tuple[float, float] = (1.0, 1.0)


class PaperRefusedError(Exception):
    """The printer did not take the paper; `problem` is F.406."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def paper_name(width: float, height: float) -> str:
    """Return how a paper is called: `F4 215 x 330 mm`; only its measures when it has no name."""
    measures = (round(min(width, height)), round(max(width, height)))
    return f"{_PAPERS.get(measures, '')} {measures[0]} x {measures[1]} mm".strip()


class PrintStoppedError(Exception):
    """The printer took the pages before `page` (from 1) and then no more."""

    def __init__(self, page: int) -> None:
        super().__init__(page)
        self.page = page


def take_paper(printer: QPrinter, width: float, height: float) -> Problem | None:
    """Give the printer a page size in mm and read it back; F.406 when it took another one."""
    turned = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageSize(_page_size(width, height))  # setPageLayout refuses F4 where the driver lists no F4
    printer.setPageOrientation(turned)
    printer.setFullPage(True)
    layout = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
    if _is_close((layout.width(), layout.height()), (width, height)) and _is_given(printer):
        return None
    return Problem("paper", "F.406", {"paper": paper_name(width, height)})


def _is_given(printer: QPrinter) -> bool:
    """Tell whether the printer lists its present page size, or its driver gives one that it does not list."""
    wanted = printer.pageLayout().pageSize()
    known = QPrinterInfo.printerInfo(printer.printerName()).supportedPageSizes()
    if printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat or not known:
        return True
    if any(one.sizePoints() == wanted.sizePoints() for one in known):
        return True
    size = wanted.size(QPageSize.Unit.Millimeter)
    given = paper_of_driver(printer.printerName(), size.width(), size.height())
    return given is None or _is_close(given, (size.width(), size.height()))


def _is_close(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(first - second) <= TOLERANCE for first, second in zip(one, other, strict=True))


def _page_size(width: float, height: float) -> QPageSize:
    upright = QSizeF(min(width, height), max(width, height))
    name, exactly = paper_name(width, height), QPageSize.SizeMatchPolicy.ExactMatch
    return QPageSize(upright, QPageSize.Unit.Millimeter, name, exactly)


def make_printer(choices: PrintChoices) -> QPrinter:
    """Return the chosen printer, or the standard one when no name is given."""
    found = QPrinterInfo.printerInfo(choices.printer)
    info = QPrinterInfo.defaultPrinter() if found.isNull() else found
    printer = QPrinter(info) if not info.isNull() else QPrinter()
    printer.setResolution(DPI)
    printer.setCopyCount(choices.copies)
    printer.setDuplex(QPrinter.DuplexMode.DuplexAuto if choices.two_sided else QPrinter.DuplexMode.DuplexNone)
    return printer


def print_pdf(pdf: bytes, printer: QPrinter, choices: PrintChoices, progress: Progress) -> int:
    """Print the chosen pages and return how many; runs on the worker.

    Raises:
        PaperRefusedError: the printer has no such paper; nothing was printed.
        OSError: the printer could not be reached; nothing was printed.
        PrintStoppedError: the printer took some pages and then no more.
        Cancelled: the operator stopped; the pages before are in the printer.
    """
    printer.setResolution(DPI)
    pages = range(choices.first - 1, choices.last)
    with workflows.show_pages.open_pdf(pdf) as document:
        sizes = [document.size_mm(page) for page in pages]
        _take_or_refuse(printer, sizes[0])
        painter = QPainter()
        _begin(painter, printer)
        try:
            for count, page in enumerate(pages):
                progress.step(count, len(pages), f"Halaman {page + 1}")
                if count and not _goes_on(painter, printer, sizes[count - 1], sizes[count]):
                    _stop(page)
                bands = document.bands(page, DPI, BAND_ROWS, overlap=OVERLAP)
                _draw(painter, bands, choices, sizes[count])
        except PrintStoppedError:
            raise
        except BaseException:
            printer.abort()
            raise
        finally:
            painter.end()
    return len(pages)


def _begin(painter: QPainter, printer: QPrinter) -> None:
    if not painter.begin(printer):
        raise OSError(printer.printerName())


def _stop(page: int) -> NoReturn:
    raise PrintStoppedError(page + 1)


def _goes_on(
    painter: QPainter, printer: QPrinter, last: tuple[float, float], size: tuple[float, float]
) -> bool:
    """Go on to the next page; tell whether the printer does.

    One of another size is in a file the next page; a real printer takes it with a new job.
    """
    if size == last:
        return printer.newPage()
    if printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
        return take_paper(printer, *size) is None and printer.newPage()
    painter.end()
    return take_paper(printer, *size) is None and painter.begin(printer)


def _take_or_refuse(printer: QPrinter, size: tuple[float, float]) -> None:
    problem = take_paper(printer, *size)
    if problem is not None:
        raise PaperRefusedError(problem)


def _draw(painter: QPainter, bands: Iterable[Any], choices: PrintChoices, size: tuple[float, float]) -> None:
    """Draw a page of that size in mm, larger or smaller from its middle, then shifted."""
    (wider, higher), (width, height) = choices.scale, (one / 25.4 * DPI for one in size)
    right, down = (millimetres / 25.4 * DPI for millimetres in choices.shift)
    left, upper = right + (1 - wider) * width / 2, down + (1 - higher) * height / 2
    for band in bands:
        picture = QImage(band.data, band.width, band.height, band.stride, QImage.Format.Format_RGB888)
        if choices.scale == (1.0, 1.0):
            painter.drawImage(QPointF(left, band.top + upper), picture)
        else:
            place = QRectF(left, band.top * higher + upper, band.width * wider, band.height * higher)
            painter.drawImage(place, picture)


class PrintDialog(DialogFrame):
    """Asks for printer, tray, pages, copies and shift; `choices()` when it was accepted.

    `offsets` are the shifts known by printer and tray ("" is the usual one).
    """

    def __init__(
        self,
        parent: QWidget | None,
        *,
        pages: int,
        paper: str,
        printers: Sequence[str],
        offsets: Mapping[tuple[str, str], tuple[float, float]],
        first: int = 1,
        copies: int = 1,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Cetak")
        self._offsets = offsets
        self.printer = QComboBox()
        self.printer.addItems(list(printers))
        self.printer.setAccessibleName("Printer")
        self.printer.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.printer.setMinimumContentsLength(20)
        self.printer.currentTextChanged.connect(self._show_trays)
        self.tray = QComboBox()
        self.tray.setAccessibleName("Baki")
        self.tray.currentIndexChanged.connect(self._show_shift)
        self.first = _number("Dari halaman", 1, pages, first)
        self.last = _number("Sampai halaman", 1, pages, pages)
        self.copies = _number("Salinan", 1, 99, copies)
        self.two_sided = QCheckBox("Dua sisi")
        self.right = _millimetres("Geser kanan (mm)")
        self.down = _millimetres("Geser bawah (mm)")
        self.act = parts.button("Cetak", "printer", "primary", "Return")
        self.act.setDefault(True)
        self.act.setEnabled(bool(printers))
        self.act.clicked.connect(self.accept)
        self.trays = QWidget()
        self._put_together(f"{pages} halaman, {paper}, skala 100 %", has_printer=bool(printers))
        self._show_trays(self.printer.currentText())

    def _put_together(self, subtitle: str, *, has_printer: bool) -> None:
        head = DialogHead("printer", "Cetak")
        head.show_subtitle(subtitle)
        head.close_button.clicked.connect(self.reject)
        cancel = parts.button("Batal", key="Esc")
        cancel.clicked.connect(self.reject)
        body = parts.column(spacing=12)
        if not has_printer:
            body.addWidget(
                parts.Notice("Belum ada printer di komputer ini. Simpan sebagai PDF dahulu.", "warn")
            )
        body.addLayout(_named("Printer", self.printer))
        trays = _named("Baki yang dikalibrasi", self.tray)
        trays.setContentsMargins(0, 0, 0, 0)
        self.trays.setLayout(trays)
        body.addWidget(self.trays)
        body.addLayout(
            parts.row(
                _named("Dari halaman", self.first),
                _named("Sampai halaman", self.last),
                _named("Salinan", self.copies),
                spacing=12,
            )
        )
        body.addWidget(self.two_sided)
        body.addLayout(
            parts.row(
                _named("Geser kanan (mm)", self.right),
                _named("Geser bawah (mm)", self.down),
                spacing=12,
            )
        )
        body.addWidget(
            parts.label(
                "Kertas dicetak tanpa diperkecil. Geser dipakai bila cetakan tidak tepat di kertas blangko; "
                "diingat untuk printer ini.",
                "hint",
                wrap=True,
            )
        )
        body.addStretch(1)
        body.setContentsMargins(*(theme().size(side) for side in (18, 14, 18, 14)))
        foot = parts.row(None, cancel, self.act)
        foot.setContentsMargins(*(theme().size(side) for side in (16, 10, 16, 10)))
        self.box.addWidget(head)
        self.box.addWidget(parts.scrolled(body, "surface"), 1)
        self.box.addWidget(parts.frame("dialog_foot", foot))

    def take_measures(self) -> None:
        """Take the size of a small dialog."""
        self.resize(QSize(theme().size(520), theme().size(530)).boundedTo(self._room()))

    def choices(self) -> PrintChoices:
        """Return what was chosen; a range typed the wrong way round is turned."""
        first, last = sorted((self.first.value(), self.last.value()))
        return PrintChoices(
            self.printer.currentText(),
            first,
            last,
            self.copies.value(),
            self.two_sided.isChecked(),
            (_value(self.right), _value(self.down)),
            self.tray.currentData() or "",
        )

    def _show_trays(self, name: str) -> None:
        known = sorted(tray for printer, tray in self._offsets if printer == name and tray)
        self.tray.clear()
        self.tray.addItem("Biasa", "")
        for tray in known:
            self.tray.addItem(tray, tray)
        self.trays.setVisible(bool(known))
        self._show_shift()

    def _show_shift(self, _place: int = 0) -> None:
        place = (self.printer.currentText(), self.tray.currentData() or "")
        for field, value in zip((self.right, self.down), self._offsets.get(place, (0.0, 0.0)), strict=True):
            field.setText(f"{value:g}".replace(".", ",") if value else "")


def _named(name: str, field: QWidget) -> QVBoxLayout:
    return parts.column(parts.label(name, "label", buddy=field), field, spacing=4)


def _number(name: str, least: int, most: int, value: int) -> QSpinBox:
    field = QSpinBox()
    field.setRange(least, most)
    field.setValue(value)
    field.setAccessibleName(name)
    return field


def _millimetres(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText("0")
    field.setMaxLength(6)
    return field


def _value(field: QLineEdit) -> float:
    try:
        return max(-50.0, min(50.0, float(field.text().replace(",", ".") or 0)))
    except ValueError:
        return 0.0
