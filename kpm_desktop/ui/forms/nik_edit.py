"""The line for a NIK: masked once it is filled, shown (and only then changed) after `Tampilkan`."""

from typing import Any

from PySide6.QtCore import Qt

from kpm_desktop.domain import national_id
from kpm_desktop.ui import parts
from kpm_desktop.ui.forms.editors import LineEditor
from kpm_desktop.ui.forms.field import FieldSpec


class NikEditor(LineEditor):
    """A NIK as text. What was loaded is masked and cannot be typed into; an empty line can."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._nik = ""
        self._masked = False
        self.line.setMaxLength(24)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhPreferNumbers
        )
        self._link = parts.button("Tampilkan", "eye", "link", "Alt+N")
        self._link.clicked.connect(self.reveal)
        self.beside = self._link
        self._show(masked=False)

    def value(self) -> str:
        """Return the digits typed, without spaces."""
        return self._nik if self._masked else national_id.normalise_nik(self.line.text())

    def set_value(self, value: Any) -> None:
        """Show a NIK masked."""
        self._nik = value or ""
        self._show(masked=bool(value))

    def raw(self) -> str:
        """Return what stands here, unmasked."""
        return self.value()

    def set_raw(self, text: str) -> None:
        """Show it masked if it is whole."""
        self._nik = text
        self._show(masked=national_id.is_nik(text))

    def reveal(self) -> None:
        """Show the digits, so that they can be compared and changed; the screen is told."""
        if not self._masked:
            return
        if self.spec.revealed is not None:
            self.spec.revealed()
        self._show(masked=False)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_left(self) -> None:
        """Mask a whole NIK again; a wrong one stays to be seen."""
        if not self._masked and national_id.is_nik(self.value()):
            self._nik = self.value()
            self._show(masked=True)

    def _show(self, *, masked: bool) -> None:
        self._masked = masked
        self.line.setText(national_id.mask_nik(self._nik) if masked else national_id.nik_text(self._nik))
        self.line.setReadOnly(masked or self.spec.read_only)
        self.line.setAccessibleName(f"{self.spec.label}, tersamar" if masked else self.spec.label)
        self._link.setVisible(masked)
