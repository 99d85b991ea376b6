"""Jalannya pengiriman: the six steps of a package to its stick, and the sentence under them."""

from typing import Final

from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from kpm_desktop.ui import parts
from kpm_desktop.ui.parts import Notice, Symbol

STEPS: Final = (
    ("room", "Ruang bebas cukup"),
    ("proved", "Kapasitas flashdisk asli"),
    ("write", "Tulis berkas"),
    ("read", "Baca ulang dan cocokkan"),
    ("name", "Ganti nama ke berkas akhir"),
    ("safe", "Aman dilepas"),
)
_MARKS: Final = {
    "later": ("circle-dashed", "muted"),
    "now": ("refresh", "info"),
    "ok": ("circle-check", "ok"),
    "warn": ("alert-triangle", "warn"),
    "err": ("circle-x", "err"),
}
_WORDS: Final = {
    "later": "belum",
    "now": "sedang berjalan",
    "ok": "selesai",
    "warn": "perlu diperhatikan",
    "err": "gagal",
}
BEFORE: Final = "Kiriman lama di flashdisk tidak ditimpa. Jangan cabut sebelum tertulis Aman dilepas."


class SendingSteps(QWidget):
    """What was done, what is being done, what comes."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Kemajuan")
        self._states: dict[str, str] = {}
        self._lines: dict[str, tuple[Symbol, QLabel, QLabel]] = {}
        box = parts.column(parts.label("Jalannya pengiriman", "card"), self.bar, spacing=10)
        for name, text in STEPS:
            line = (Symbol("circle-dashed", "muted", 16), parts.label(text), parts.label("", "secondary"))
            self._lines[name] = line
            box.addLayout(parts.row(line[0], line[1], None, line[2]))
        self.file = parts.label("", "bold", wrap=True)
        self._file_name = parts.label("Nama berkas", "secondary")
        self.notice = Notice(BEFORE, "info")
        self._passport = parts.column(spacing=2)
        for one in (parts.line(), self._file_name, self.file):
            box.addWidget(one)
        box.addLayout(self._passport)
        box.addWidget(self.notice)
        box.addStretch(1)
        self.setLayout(box)
        self.reset()

    def reset(self) -> None:
        """Show the steps as not begun."""
        for name, _ in STEPS:
            self.show_step(name, "later")
        self.bar.setRange(0, 100)
        self.bar.setValue(0)
        self.show_file("")
        self.show_passport([])
        self.notice.show_message(BEFORE, "info")

    def state(self, name: str) -> str:
        """Return how far a step is: later, now, ok, warn, err."""
        return self._states[name]

    def show_step(self, name: str, state: str, remark: str = "") -> None:
        """Show how far a step is."""
        self._states[name] = state
        symbol, text, value = self._lines[name]
        symbol.show_icon(*_MARKS[state])
        symbol.setAccessibleName(_WORDS[state])
        parts.set_property(text, "role", "bold" if state == "now" else "muted" if state == "later" else "")
        value.setText(remark)

    def show_file(self, name: str) -> None:
        """Show under which name it lies on the stick."""
        self.file.setText(name)
        for one in (self.file, self._file_name):
            one.setVisible(bool(name))

    def show_passport(self, facts: list[tuple[str, str]]) -> None:
        """Show what the package that lies there now says of itself."""
        parts.clear(self._passport)
        for name, value in facts:
            self._passport.addLayout(parts.value_row(name, value, width=70))

    def stop_at(self, state: str) -> None:
        """Mark the step that was being done as failed or stopped."""
        for name, found in self._states.items():
            if found == "now":
                self.show_step(name, state)
