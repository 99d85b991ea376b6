"""The preview of a PDF: its pages as they will be printed; 100 % is real millimetres.

Opened with `shell.open("preview", title=..., pdf=..., file_name=...)`. A paper that is only recorded when it
leaves the preview hands in `finish`, which is called once before the first print or save.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStyledItemDelegate,
    QWidget,
)

from kpm_desktop import workflows
from kpm_desktop.domain.problem import Problem, blocking
from kpm_desktop.ui import dialogs, messages, parts, printer_places
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.printing import (
    PaperRefusedError,
    PrintChoices,
    PrintDialog,
    PrintStoppedError,
    make_printer,
    paper_name,
    print_pdf,
)
from kpm_desktop.ui.tables.cell_paint import focus_ring
from kpm_desktop.ui.tables.toolbar import FoldingRow
from kpm_desktop.ui.theme import theme
from kpm_desktop.writing import write_whole

ZOOMS = (50, 75, 100, 125, 150, 200, 300)
Finish = Callable[[str, Callable[[bytes], object]], object]
"""Gets where the paper goes (printer or file name) and what to do with the final PDF."""


def open_preview(shell: Shell, **arguments: Any) -> "PreviewPage":
    """Open the preview; the arguments are those of `PreviewPage`."""
    return PreviewPage(shell, **arguments)


class PreviewPage(FullPage):
    """Page list at the left, the page in the middle, Cetak and Simpan PDF above."""

    help_topic = "preview"
    printed = Signal(int)
    saved = Signal(object)

    def __init__(
        self,
        shell: Shell,
        *,
        title: str,
        pdf: bytes,
        file_name: str = "Dokumen",
        problems: Sequence[Problem] = (),
        finish: Finish | None = None,
        stock: str = "",
        copies: int = 1,
        as_is: bool = False,
    ) -> None:
        """Show a PDF.

        Args:
            shell: the window.
            title: of the page.
            pdf: the file as bytes.
            file_name: of the file that Simpan PDF suggests, without ending.
            problems: what a preflight found; with a blocking one nothing can be printed or saved.
            finish: records the paper when it leaves the preview for the first time.
            stock: of preprinted paper; a printer's shift is remembered for each stock apart.
            copies: how many of each page the print dialog suggests.
            as_is: print without the printer's own shift and scale (the page that measures them).
        """
        super().__init__(shell, title)
        self.pdf = pdf
        self._name = file_name
        self._finish = finish
        self._stock, self._copies, self._as_is = stock, copies, as_is
        self._first = 1
        self._document = workflows.show_pages.open_pdf(pdf)
        self._is_open = True
        self._pages = len(self._document)
        self._zoom = 100
        self._fits_width = False
        self.pages = _PageList(self._pages, self._thumbnail)
        self.pages.currentRowChanged.connect(self._show_page)
        self.picture = _Picture()
        self.area = QScrollArea()
        self.area.setWidget(self.picture)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setAccessibleName("Halaman")
        self._percent = parts.label("100 %", "secondary")
        self._percent.setMinimumWidth(theme().size(48))
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._make_head(bool(blocking(problems)))
        for problem in problems:
            tone = "err" if problem.is_blocking else "warn"
            self.body.addWidget(parts.Notice(messages.sentence(problem), tone, problem.code))
        middle = parts.row(self.pages, self.area, spacing=0)
        middle.setStretch(1, 1)
        self.body.addLayout(middle, 1)
        theme().changed.connect(self._draw)
        self.pages.setCurrentRow(0)
        self.setFocusProxy(self.pages)

    def hint(self) -> str:
        """Say which page is shown and on what paper."""
        page = self.pages.currentRow()
        if not self._is_open:
            return ""
        return f"Halaman {page + 1} dari {self._pages}, {paper_name(*self._document.size_mm(max(page, 0)))}"

    def regions(self) -> list[QWidget]:
        """Return the page list and the page."""
        return [self.pages, self.area]

    def may_close(self) -> bool:
        """Let go of the PDF."""
        self._let_go()
        return True

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Let go of the PDF."""
        self._let_go()
        super().closeEvent(event)

    def next_item(self) -> None:
        """Show the next page (Ctrl+PgDn)."""
        self.pages.setCurrentRow(min(self.pages.currentRow() + 1, self._pages - 1))

    def previous_item(self) -> None:
        """Show the page before (Ctrl+PgUp)."""
        self.pages.setCurrentRow(max(self.pages.currentRow() - 1, 0))

    def zoom_by(self, direction: int) -> None:
        """Take the next larger (1) or smaller (-1) size."""
        self._fits_width = False
        beyond = [zoom for zoom in ZOOMS if (zoom - self._zoom) * direction > 0]
        if beyond:
            self._zoom = min(beyond, key=lambda zoom: abs(zoom - self._zoom))
        self._draw()

    def fit_width(self) -> None:
        """Make the page as wide as there is room."""
        self._fits_width = True
        self._draw()

    def real_size(self) -> None:
        """Show the page in real millimetres."""
        self._fits_width, self._zoom = False, 100
        self._draw()

    # saving

    def save(self) -> None:
        """Save the PDF where the operator says (Ctrl+S)."""
        if not self._save.isEnabled():
            return
        path = dialogs.choose_save(self.window(), "Simpan PDF", f"{self._name}.pdf", dialogs.PDF_FILES)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the PDF to a file."""
        self._finally(path.name, partial(self._write, path))

    def _write(self, path: Path) -> None:
        try:
            write_whole(path, self.pdf)
        except OSError:
            todo = "Pilih folder lain, atau tutup berkas itu bila sedang dibuka."
            dialogs.tell(self.window(), Explanation("PDF tidak dapat ditulis.", todo=todo))
            return
        self.shell.say(f"Disimpan: {path.name}.")
        self.saved.emit(path)

    # printing

    def print_rows(self) -> None:
        """Ask how to print (Ctrl+P)."""
        if not self._print.isEnabled():
            return
        standard = QPrinterInfo.defaultPrinterName()
        names = sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != standard, name))
        dialog = PrintDialog(
            self.window(),
            pages=self._pages,
            paper=paper_name(*self._document.size_mm(0)),
            printers=names,
            offsets={} if self._as_is else printer_places.offsets(self.shell.settings, names, self._stock),
            first=min(self._first, self._pages),
            copies=self._copies,
        )
        dialog.accepted.connect(partial(self._chosen, dialog))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def print_with(self, choices: PrintChoices) -> None:
        """Print on the worker, with progress and Hentikan."""
        self._finally(choices.printer, partial(self._start, choices))

    def _chosen(self, dialog: PrintDialog) -> None:
        choices = dialog.choices()
        if self._as_is:
            self.print_with(choices)
            return
        settings = self.shell.settings
        place = printer_places.place(choices.printer, choices.tray, self._stock)
        if settings.printer_offsets.get(place, (0.0, 0.0)) != choices.shift:
            offsets = {**settings.printer_offsets, place: choices.shift}
            self.shell.change_settings(replace(settings, printer_offsets=offsets))
        scale = printer_places.scale(settings, choices.printer, choices.tray)
        self.print_with(replace(choices, scale=scale))

    def _start(self, choices: PrintChoices) -> None:
        printer = make_printer(choices)
        printer.setDocName(self._name)
        self._first = choices.first
        self.shell.jobs.start(
            f"Mencetak {self._name}", partial(print_pdf, self.pdf, printer, choices), self._printed
        )

    def _printed(self, result: Ok[int] | Err) -> None:
        match result:
            case Ok(pages):
                self.shell.say(f"{pages} halaman dikirim ke printer.")
                self.printed.emit(pages)
            case Err(PaperRefusedError() as error):
                words = messages.sentence(error.problem)
                dialogs.tell(self.window(), Explanation(words, "Belum ada yang dicetak."))
            case Err(PrintStoppedError() as error):
                self._first = error.page
                what = f"Printer berhenti sebelum halaman {error.page}."
                safe = "Halaman-halaman sebelumnya sudah dikirim ke printer."
                todo = f"Periksa kertas, tinta, dan kabel, lalu cetak lagi mulai halaman {error.page}."
                dialogs.tell(self.window(), Explanation(what, safe, todo))
            case Err() if result.is_cancelled:
                self.shell.say("Cetak dihentikan. Halaman yang sudah dikirim tetap keluar.")
            case _:
                todo = "Periksa apakah printer menyala dan tersambung, lalu cetak lagi."
                dialogs.tell(self.window(), Explanation("Printer tidak dapat dihubungi.", todo=todo))

    # inside

    def _finally(self, target: str, act: Callable[[], object]) -> None:
        if self._finish is None:
            act()
        else:
            self._finish(target, partial(self._take_final, act))

    def _take_final(self, act: Callable[[], object], pdf: bytes) -> None:
        self._finish = None
        self._document.close()
        self.pdf = pdf
        self._document = workflows.show_pages.open_pdf(pdf)
        self.pages.forget()
        self._draw()
        act()

    def _make_head(self, is_blocked: bool) -> None:
        self._print = parts.button("Cetak", "printer", "primary", "Ctrl+P")
        self._print.clicked.connect(self.print_rows)
        self._save = parts.button("Simpan PDF", "download", key="Ctrl+S")
        self._save.clicked.connect(self.save)
        self._print.setEnabled(not is_blocked)
        self._save.setEnabled(not is_blocked)
        width = parts.button("Selebar layar")
        width.clicked.connect(self.fit_width)
        real = parts.button("Ukuran asli", tooltip="Ukuran sebenarnya dalam milimeter")
        real.clicked.connect(self.real_size)
        smaller = parts.icon_button("minus", "Perkecil halaman")
        smaller.clicked.connect(partial(self.zoom_by, -1))
        larger = parts.icon_button("plus", "Perbesar halaman")
        larger.clicked.connect(partial(self.zoom_by, 1))
        close = parts.button("Tutup", key="Alt+Left")
        close.clicked.connect(self.leave)
        tools = FoldingRow()
        tools.setMinimumWidth(theme().size(100))
        for button in (self._print, self._save, width, real):
            tools.add(button)
        box = parts.row(tools, smaller, self._percent, larger, close, spacing=6)
        box.setStretch(0, 1)
        box.setContentsMargins(*(theme().size(side) for side in (12, 8, 12, 8)))
        self.body.addWidget(parts.frame("toolbar", box))
        heading = ElidedLabel("title")
        heading.setText(self.title)
        self.head.title.hide()
        self.head.middle.addWidget(heading)
        head = self.head.layout()
        if isinstance(head, QHBoxLayout):
            head.setStretch(head.indexOf(self.head.middle), 100)

    def _show_page(self, _page: int) -> None:
        self._draw()
        self.area.verticalScrollBar().setValue(0)
        self.hint_changed.emit(self.hint())

    def _screen_dpi(self) -> float:
        found = self.screen().physicalDotsPerInch()
        return found if 60 <= found <= 400 else self.screen().logicalDotsPerInch()

    def _let_go(self) -> None:
        """Draw no more: the page may be asked for its looks until it is deleted."""
        if self._is_open:
            self._is_open = False
            self.pages.clear()
            self._document.close()

    def _draw(self) -> None:
        page = self.pages.currentRow()
        if page < 0 or not self._is_open:
            return
        dpi = self._screen_dpi()
        if self._fits_width:
            room = self.area.viewport().width() - 2 * theme().size(16)
            self._zoom = max(round(room / (self._document.size_mm(page)[0] / 25.4 * dpi) * 100), 10)
        self._percent.setText(f"{self._zoom} %")
        ratio = self.devicePixelRatioF()
        drawn = _pixmap(self._document.pixels(page, dpi * self._zoom / 100 * ratio), ratio)
        self.picture.show_page(drawn, f"Halaman {page + 1} dari {self._pages}")

    def _thumbnail(self, page: int, width: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        dpi = width * ratio / (self._document.size_mm(page)[0] / 25.4)
        return _pixmap(self._document.pixels(page, dpi), ratio)


class _Picture(QWidget):
    """One page in the middle of grey, always on white."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn = QPixmap()

    def show_page(self, drawn: QPixmap, name: str) -> None:
        self._drawn = drawn
        self.setAccessibleName(name)
        margin = theme().size(16)
        size = drawn.deviceIndependentSize().toSize()
        self.setMinimumSize(size.width() + 2 * margin, size.height() + 2 * margin)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("sunk"))
        size = self._drawn.deviceIndependentSize().toSize()
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        place.moveTop(max(theme().size(16), place.top()))
        painter.fillRect(place.adjusted(-1, -1, 1, 1), theme().color("strong"))
        painter.drawPixmap(place, self._drawn)
        painter.end()


class _PageList(QListWidget):
    """The pages, small; each is drawn when it is first seen."""

    def __init__(self, pages: int, thumbnail: Callable[[int, int], QPixmap]) -> None:
        super().__init__()
        self._thumbnail = thumbnail
        self._drawn: dict[int, QPixmap] = {}
        self.setAccessibleName("Daftar halaman")
        self.setItemDelegate(_PageDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        for page in range(pages):
            item = QListWidgetItem(f"Halaman {page + 1}")
            item.setSizeHint(QSize(self.width_of_page(), round(self.width_of_page() * 1.45)))
            self.addItem(item)
        self.setFixedWidth(self.width_of_page() + theme().size(48))

    @staticmethod
    def width_of_page() -> int:
        """Return how wide a small page is."""
        return theme().size(96)

    def drawn(self, page: int) -> QPixmap:
        """Return the small page."""
        if page not in self._drawn:
            self._drawn[page] = self._thumbnail(page, self.width_of_page())
        return self._drawn[page]

    def forget(self) -> None:
        """Draw all pages again."""
        self._drawn.clear()
        self.viewport().update()


class _PageDelegate(QStyledItemDelegate):
    def __init__(self, pages: _PageList) -> None:
        super().__init__(pages)
        self._pages = pages

    def sizeHint(self, _option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        small = self._pages.drawn(index.row()).deviceIndependentSize()
        return QSize(round(small.width()), round(small.height()) + theme().size(36))

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        small = self._pages.drawn(index.row())
        is_current = index.row() == self._pages.currentRow()
        painter.fillRect(option.rect, theme().color("sel" if is_current else "surface"))
        size = small.deviceIndependentSize().toSize()
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(option.rect.center())
        place.moveTop(option.rect.top() + theme().size(8))
        painter.fillRect(place.adjusted(-1, -1, 1, 1), theme().color("strong"))
        painter.drawPixmap(place, small)
        painter.setPen(theme().color("text"))
        painter.setFont(theme().font("hint"))
        below = option.rect.adjusted(0, place.height() + theme().size(10), 0, 0)
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(below, middle, str(index.row() + 1))
        if is_current and self._pages.hasFocus():
            focus_ring(painter, option.rect)


def _pixmap(pixels: Any, ratio: float) -> QPixmap:
    picture = QImage(pixels.data, pixels.width, pixels.height, pixels.stride, QImage.Format.Format_RGB888)
    drawn = QPixmap.fromImage(picture)
    drawn.setDevicePixelRatio(ratio)
    return drawn


OPENERS = {"preview": open_preview}
