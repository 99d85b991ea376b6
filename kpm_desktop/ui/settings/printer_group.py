"""Pengaturan: Kertas dan printer. What a calibration page shows becomes a printer's shift and scale.

Kept on this PC, for each printer and tray. Source: paper.md section 3.5.
"""

from dataclasses import replace
from functools import partial

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain.calibration import BAR, CROSS, Calibration, Measured, calibrate
from kpm_desktop.ui import parts, printer_places
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.theme import theme

MEASURES = (
    ("left", "Kiri: tepi ke silang kiri atas", CROSS),
    ("right", "Kanan: tepi ke silang kanan atas", CROSS),
    ("top", "Atas: tepi ke silang kiri atas", CROSS),
    ("bottom", "Bawah: tepi ke silang kiri bawah", CROSS),
    ("across", "Panjang garis mendatar", BAR),
    ("down", "Panjang garis tegak", BAR),
)
WORDS = {
    "how": "Cetak halaman kalibrasi pada skala 100 %, ukur dengan penggaris, lalu ketik enam ukurannya.",
    "fit": "Cetakan diperkecil atau diperbesar. Matikan Fit to page di printer, cetak, lalu ukur lagi.",
    "wrong": "Ukuran ini bukan dari halaman kalibrasi. Periksa lagi.",
    "none": "Belum ada printer yang dikalibrasi di komputer ini.",
}


class PrinterGroup(QWidget):
    """Printer, tray, six measures; below what is kept."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.printer = QComboBox()
        self.printer.setAccessibleName("Printer")
        self.printer.setEditable(True)
        self.printer.addItems(sorted(QPrinterInfo.availablePrinterNames()))
        self.printer.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.printer.setMinimumContentsLength(20)
        self.tray = QLineEdit()
        self.tray.setAccessibleName("Baki")
        self.tray.setPlaceholderText("kosong: baki biasa")
        self.tray.setMaxLength(40)
        self.fields = {name: _millimetres(words, wanted) for name, words, wanted in MEASURES}
        for field in self.fields.values():
            field.textChanged.connect(self._measure)
        self.answer = parts.Notice("", "info")
        self.answer.hide()
        sheet = parts.button("Halaman kalibrasi", "printer")
        sheet.clicked.connect(self._show_sheet)
        self.act = parts.button("Simpan untuk printer ini", "check", "primary")
        self.act.clicked.connect(self._save)
        self.act.setEnabled(False)
        self.printer.currentTextChanged.connect(self._measure)
        self._known = QVBoxLayout()
        self._known.setSpacing(theme().size(6))
        self.setLayout(self._put_together(sheet))
        self.refresh()

    def refresh(self) -> None:
        """Show what is kept."""
        parts.clear(self._known)
        settings = self._shell.settings
        found = printer_places.profiles(settings)
        for printer, tray in found:
            drop = parts.button("Lepas", "x", "link")
            drop.setAccessibleDescription(_name(printer, tray))
            drop.clicked.connect(partial(self._drop, printer, tray))
            shift = settings.printer_offsets.get(printer_places.place(printer, tray), (0.0, 0.0))
            words = _result_words(shift, printer_places.scale(settings, printer, tray))
            text = parts.column(
                parts.label(_name(printer, tray), "bold"), parts.label(words, "secondary"), spacing=2
            )
            self._known.addLayout(parts.row(text, None, drop))
        if not found:
            self._known.addWidget(parts.label(WORDS["none"], "empty"))

    # inside

    def _put_together(self, sheet: QWidget) -> QVBoxLayout:
        place = parts.row(
            parts.column(parts.label("Printer", "label", buddy=self.printer), self.printer, spacing=4),
            parts.column(parts.label("Baki", "label", buddy=self.tray), self.tray, spacing=4),
            spacing=12,
        )
        for half in (0, 1):
            place.setStretch(half, 1)
        box = parts.column(
            parts.label(WORDS["how"], "hint", wrap=True),
            place,
            parts.row(sheet, None),
            spacing=12,
        )
        for first, second in zip(MEASURES[::2], MEASURES[1::2], strict=True):
            pair = [
                parts.column(
                    parts.label(f"{words} (mm)", "label", buddy=self.fields[name]),
                    self.fields[name],
                    spacing=4,
                )
                for name, words, _ in (first, second)
            ]
            box.addLayout(parts.row(*pair, spacing=12))
        box.addWidget(self.answer)
        box.addLayout(parts.row(self.act, None))
        box.addLayout(parts.heading("Yang sudah dikalibrasi"))
        box.addLayout(self._known)
        box.addStretch(1)
        return box

    def _measure(self, _text: str = "") -> None:
        found = self._calibration()
        typed = all(field.text().strip() for field in self.fields.values())
        if found is None:
            self.answer.setVisible(typed)
            if typed:
                self.answer.show_message(WORDS["wrong"], "err")
        elif found.correction is None:
            self.answer.show_message(WORDS["fit"], "err")
            self.answer.show()
        else:
            words = _result_words((found.dx, found.dy), found.correction)
            self.answer.show_message(
                f"{words}. {WORDS['fit']}" if found.is_scaled else f"{words}.",
                "warn" if found.is_scaled else "info",
            )
            self.answer.show()
        ready = found is not None and found.correction is not None
        self.act.setEnabled(ready and bool(self.printer.currentText().strip()))

    def _calibration(self) -> Calibration | None:
        try:
            values = {
                name: float(field.text().strip().replace(",", ".")) for name, field in self.fields.items()
            }
            return calibrate(Measured(**values))
        except ValueError:
            return None

    def _save(self) -> None:
        found = self._calibration()
        if found is None or found.correction is None:
            return
        settings, place = self._shell.settings, printer_places.place(*self._place())
        self._shell.change_settings(
            replace(
                settings,
                printer_offsets={**settings.printer_offsets, place: (found.dx, found.dy)},
                printer_scales={**settings.printer_scales, place: found.correction},
            )
        )
        for field in self.fields.values():
            field.clear()
        self._shell.say(f"{_name(*self._place())} dikalibrasi.")
        self.refresh()

    def _place(self) -> tuple[str, str]:
        return self.printer.currentText().strip(), self.tray.text().strip()

    def _drop(self, printer: str, tray: str) -> None:
        before, place = self._shell.settings, printer_places.place(printer, tray)
        self._shell.change_settings(
            replace(
                before,
                printer_offsets={key: value for key, value in before.printer_offsets.items() if key != place},
                printer_scales={key: value for key, value in before.printer_scales.items() if key != place},
            )
        )
        self._shell.say(f"Kalibrasi {_name(printer, tray)} dilepas.", "Urungkan", partial(self._undo, before))
        self.refresh()

    def _undo(self, before: object) -> None:
        known = self._shell.settings
        offsets, scales = getattr(before, "printer_offsets", {}), getattr(before, "printer_scales", {})
        self._shell.change_settings(replace(known, printer_offsets=offsets, printer_scales=scales))
        self.refresh()

    def _show_sheet(self) -> None:
        pdf = workflows.print_calibration.calibration_pdf()
        self._shell.open(
            "preview", title="Halaman kalibrasi", pdf=pdf, file_name="Halaman kalibrasi", as_is=True
        )


def _name(printer: str, tray: str) -> str:
    return f"{printer}, baki {tray}" if tray else printer


def _result_words(shift: tuple[float, float], scale: tuple[float, float]) -> str:
    right, down = (f"{one:+.2f}".replace(".", ",") for one in shift)
    across, along = (f"{one * 100:.2f}".replace(".", ",") for one in scale)
    return f"Geser kanan {right} mm, geser bawah {down} mm, skala {across} % x {along} %"


def _millimetres(name: str, wanted: float) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(f"seharusnya {wanted:g}")
    field.setMaxLength(8)
    return field
