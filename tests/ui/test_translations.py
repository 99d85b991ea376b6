"""Qt's own texts come out in Indonesian, and the catalogue is the one its source makes."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from kpm_desktop import paths
from kpm_desktop.ui import translations
from kpm_desktop.ui.parts import key_text
from words import english_in

_CONTEXTS_TEXT = """
QPlatformTheme QLineEdit QWidgetTextControl QMessageBox QProgressDialog QFileDialog QFileSystemModel
QShortcut
"""
CONTEXTS = _CONTEXTS_TEXT.split()


def _messages() -> list[tuple[str, str, str]]:
    tree = ET.parse(paths.resource("i18n", "qtbase_id.ts"))  # noqa: S314 (our own file)
    return [
        (
            context.findtext("name") or "",
            message.findtext("source") or "",
            message.findtext("translation") or "",
        )
        for context in tree.iter("context")
        for message in context.iter("message")
    ]


@pytest.fixture(autouse=True)
def indonesian(qapp: QApplication) -> None:
    translations.load(qapp)


def test_every_message_of_the_source_is_in_the_catalogue() -> None:
    for context, source, translation in _messages():
        assert QCoreApplication.translate(context, source) == translation


def test_the_agreed_contexts_are_there_without_english() -> None:
    messages = _messages()
    assert {context for context, _, _ in messages} >= set(CONTEXTS)
    for context, _, translation in messages:
        if context not in {"QShortcut", "QFileDialog"}:
            assert not english_in(translation), translation


def test_native_buttons_are_indonesian(qtbot: QtBot) -> None:
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Save
        | QDialogButtonBox.StandardButton.Cancel
        | QDialogButtonBox.StandardButton.Yes
    )
    qtbot.addWidget(box)
    assert sorted(button.text() for button in box.buttons()) == ["&Ya", "Batal", "Simpan"]


def test_the_menu_of_a_field_is_indonesian(qtbot: QtBot) -> None:
    field = QLineEdit("x")
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    menu.deleteLater()
    assert words == ["&Urungkan", "U&langi", "&Potong", "&Salin", "&Tempel", "Hapus", "Pilih semua"]


def test_keys_have_their_indonesian_names() -> None:
    assert [key_text(key) for key in ("Space", "Return", "PgDown", "Alt+Left", "Ctrl+Shift+Z", "Del")] == [
        "Spasi",
        "Enter",
        "PgDn",
        "Alt+Kiri",
        "Ctrl+Shift+Z",
        "Del",
    ]
    assert QKeySequence("Ctrl+PgUp").toString(QKeySequence.SequenceFormat.NativeText) == "Ctrl+PgUp"


def test_the_catalogue_is_made_from_its_source(tmp_path: Path) -> None:
    program = Path(PySide6.__file__).with_name("lrelease.exe" if sys.platform == "win32" else "lrelease")
    made = tmp_path / "made.qm"
    subprocess.run([str(program), str(paths.resource("i18n", "qtbase_id.ts")), "-qm", str(made)], check=True)
    assert made.read_bytes() == paths.resource("i18n", "qtbase_id.qm").read_bytes()
