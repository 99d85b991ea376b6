"""What becomes of typing that is not saved when the window is to be closed while a form is open."""

from typing import Final

from PySide6.QtWidgets import QDialog, QWidget

from kpm_desktop.ui import dialogs
from kpm_desktop.ui.forms.form_dialog import FormDialog

_ACTS: Final = ("Simpan sebagai draf", "Buang isian")


def settle(window: QWidget) -> bool:
    """Close the dialogs over the window, the one on top first; what becomes of typing the operator says.

    False: he goes on typing, or a dialog is at work and only stops now.
    """
    return all(map(_close, _open(window)))


def close(window: QWidget) -> None:
    """Close the dialogs over the window without a question; what is typed in forms is kept as drafts."""
    for dialog in _open(window):
        dialog.close()


def _open(window: QWidget) -> list[QDialog]:
    return [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()][::-1]


def _close(dialog: QDialog) -> bool:
    if isinstance(dialog, FormDialog) and dialog.is_changed:
        pressed = dialogs.choose(
            dialog,
            f"Isian {dialog.spec.title} belum disimpan.",
            "Sebagai draf, isian ini ditawarkan lagi saat formulirnya dibuka.",
            _ACTS,
        )
        if pressed is None:
            return False
        if pressed == 1:
            dialog.forget()
    return dialog.close()
