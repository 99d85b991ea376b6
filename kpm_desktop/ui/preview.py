"""The preview of a PDF: its pages as they will be printed; 100 % is real millimetres.

Opened with `shell.open("preview", title=..., pdf=..., file_name=...)`. A paper that is only recorded when it
leaves the preview hands in `finish`, which is called once before the first print or save.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QPixmap, QResizeEvent
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QWidget,
)

from kpm_desktop import workflows
from kpm_desktop.domain.problem import Problem, blocking
from kpm_desktop.ui import dialogs, messages, parts, printer_places
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.preview_pages import PageList, PageView, pixmap_of
from kpm_desktop.ui.printing import (
    PaperRefusedError,
    PrintChoices,
    PrintDialog,
    PrintStoppedError,
    make_printer,
    paper_name,
    print_pdf,
)
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
        self._most: int | None = 100
        self.pages = PageList(self._pages, self._thumbnail)
        self.pages.currentRowChanged.connect(self._show_page)
        self.picture = PageView()
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

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the page within its room until the operator chooses a size."""
        super().resizeEvent(event)
        page = self.pages.currentRow()
        if self._is_open and self._most is not None and self._fitting(page, self._most) != self._zoom:
            self._draw()

    def next_item(self) -> None:
        """Show the next page (Ctrl+PgDn)."""
        self.pages.setCurrentRow(min(self.pages.currentRow() + 1, self._pages - 1))

    def previous_item(self) -> None:
        """Show the page before (Ctrl+PgUp)."""
        self.pages.setCurrentRow(max(self.pages.currentRow() - 1, 0))

    def zoom_by(self, direction: int) -> None:
        """Take the next larger (1) or smaller (-1) size."""
        self._most = None
        beyond = [zoom for zoom in ZOOMS if (zoom - self._zoom) * direction > 0]
        if beyond:
            self._zoom = min(beyond, key=lambda zoom: abs(zoom - self._zoom))
        self._draw()

    def fit_width(self) -> None:
        """Make the page as wide as there is room."""
        self._most = ZOOMS[-1]
        self._draw()

    def real_size(self) -> None:
        """Show the page in real millimetres."""
        self._most, self._zoom = None, 100
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
        if self._most is not None:
            self._zoom = self._fitting(page, self._most)
        self._percent.setText(f"{self._zoom} %")
        ratio = self.devicePixelRatioF()
        drawn = pixmap_of(self._document.pixels(page, dpi * self._zoom / 100 * ratio), ratio)
        self.picture.show_page(drawn, f"Halaman {page + 1} dari {self._pages}")

    def _fitting(self, page: int, most: int) -> int:
        """Return the size in per cent at which a page is as wide as there is room, but not beyond `most`.

        Room is left for the bar that scrolls down, whether it is there or not.
        """
        bar = self.area.verticalScrollBar().sizeHint().width()
        room = self.area.width() - bar - 2 * theme().size(16)
        wide = self._document.size_mm(page)[0] / 25.4 * self._screen_dpi()
        return min(max(int(room / wide * 100), 10), most)

    def _thumbnail(self, page: int, width: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        dpi = width * ratio / (self._document.size_mm(page)[0] / 25.4)
        return pixmap_of(self._document.pixels(page, dpi), ratio)


OPENERS = {"preview": open_preview}
