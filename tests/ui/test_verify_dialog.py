"""Periksa keaslian as the operator uses it: text, short code, picture, and what is saved for others."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from demo_folder import demo, run
from kpm_desktop import workflows
from kpm_desktop.domain.certificates import Certificate
from kpm_desktop.settings import Settings
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import certificates, preview, translations
from kpm_desktop.ui.certificates.page import CertificatesPage
from kpm_desktop.ui.certificates.verify_dialog import VerifyDialog
from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.main_window import MainWindow
from kpm_desktop.ui.theme import theme
from kpm_desktop.ui.workspace import Workspace
from register_screens import NOW, leave, modal, press, texts
from words import english_on


class Desk:
    """One operator at the tab Sertifikat with the sample data."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        translations.load(app)
        theme()
        self.qtbot, self.folder = qtbot, folder
        self.file = DataFile.open(shutil.copyfile(demo().data, folder / "kpm.db"), now=lambda: NOW)
        self.jobs = Jobs()
        self.workspace = Workspace(self.jobs, lambda: NOW)
        self.window = MainWindow(
            self.workspace,
            self.jobs,
            Settings(),
            tabs=(certificates.TAB,),
            openers={**certificates.OPENERS, **preview.OPENERS},
            now=lambda: NOW,
        )
        self.workspace.take(self.file)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.show_tab(0)

    @property
    def page(self) -> CertificatesPage:
        assert isinstance(self.window.front, CertificatesPage)
        return self.window.front

    def dialog(self) -> VerifyDialog:
        shown = modal()
        assert isinstance(shown, VerifyDialog)
        return shown

    def ask(self, text: str) -> str:
        """Type into the open dialog, press Periksa and return what it says."""
        dialog = self.dialog()
        dialog.text.setPlainText(text)
        press(dialog, "Periksa")
        assert english_on(dialog) == []
        return texts(dialog)

    def issued(self) -> Certificate:
        line = next(one for one in self.file.certificates.find() if one.state == "issued")
        return self.file.certificates.get(line.uid)

    def paper(self) -> Path:
        """Write the pages of an issued certificate, printed again."""
        path = self.folder / "kertas.pdf"
        if not path.exists():
            pdf = workflows.issued_certificates.reprint_certificates(self.file, [self.issued().uid], "arsip")
            assert isinstance(pdf, bytes)
            path.write_bytes(pdf)
        return path

    def close(self) -> None:
        leave(self.jobs, self.workspace)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


def test_a_pasted_text_is_told_genuine_changed_or_ended(desk: Desk) -> None:
    record = desk.issued()
    press(desk.page, "Periksa keaslian")
    said = desk.ask(f"  {record.signed_text}\n")
    assert "Asli dan masih berlaku." in said
    for part in (record.number, record.printed_name, record.printed_village, "terbit"):
        assert part in said
    said = desk.ask(record.signed_text.replace(record.printed_name, "NAMA LAIN"))
    assert "Tidak asli" in said
    assert "masih berlaku" not in said
    assert "bukan teks kode QR" in desk.ask("halo")
    desk.workspace.run(
        "issue", "Batalkan", lambda file: file.certificates.end(record.uid, "voided", "salah cetak")
    )
    said = desk.ask(record.signed_text)
    assert "Asli, tetapi sudah batal." in said
    assert "batal: salah cetak" in said


def test_a_short_code_is_looked_up_in_the_register(desk: Desk) -> None:
    record = desk.issued()
    press(desk.page, "Periksa keaslian")
    said = desk.ask(f"{record.short_code[:4]}-{record.short_code[4:]}".lower())
    assert record.printed_name in said
    assert "tidak ada di buku register" in desk.ask("AAAA-2222")


def test_a_dropped_paper_is_read_page_by_page(desk: Desk) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(desk.paper()))])
    assert desk.page.drop_offer(data)
    desk.page.dropped([desk.paper()])
    dialog = desk.dialog()
    desk.qtbot.waitUntil(lambda: "Asli dan masih berlaku." in texts(dialog))
    dialog.text.setPlainText("x")
    assert "Asli" not in texts(dialog)
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.dropEvent(drop)
    desk.qtbot.waitUntil(lambda: "Asli dan masih berlaku." in texts(dialog))
    other = desk.folder / "lain.pdf"
    other.write_bytes(b"bukan pdf")
    dialog.check_file(other)
    desk.qtbot.waitUntil(lambda: "bukan PDF, JPG, atau PNG" in texts(dialog))
    data.setUrls([QUrl.fromLocalFile("/a.docx")])
    assert not desk.page.drop_offer(data)


def test_the_page_and_the_key_are_saved_and_the_key_checks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = desk.issued()
    press(desk.page, "Periksa keaslian")
    for words, name in (("Simpan halaman pemeriksa…", "a.html"), ("Simpan kunci publik…", "a.txt")):
        path = desk.folder / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        press(desk.dialog(), words)
        assert record.signed_text.split("|")[6] in path.read_text("utf-8")
    key = desk.folder / "a.txt"
    found = run("verify", record.signed_text, "--key", key, "--json")
    assert (found.code, found.json["genuine"], found.json["known"]) == (0, True, None)
    assert found.json["name"] == record.printed_name
    assert run("verify", record.signed_text[:-1], "--key", key).code == 1


def test_the_command_checks_texts_codes_and_scans(desk: Desk) -> None:
    record, paper = desk.issued(), desk.paper()
    desk.workspace.close()
    data = desk.folder / "kpm.db"
    found = run("verify", record.signed_text, "--data", data, "--json")
    assert (found.code, found.json["genuine"], found.json["state"]) == (0, True, "terbit")
    changed = run("verify", record.signed_text.replace("KPM1:C|", "KPM1:C|9"), "--data", data, "--json")
    assert (changed.code, changed.json["genuine"], changed.json["fault"]) == (1, False, "altered")
    by_code = run("verify", record.short_code, "--data", data)
    assert by_code.code == 0
    assert record.printed_name in by_code.out
    scanned = run("verify", "--scan", paper, "--data", data, "--json")
    assert scanned.code == 0
    assert all(one["genuine"] and one["state"] == "terbit" for one in scanned.json["codes"])
    assert record.signed_text.split("|")[1] in {one["number"] for one in scanned.json["codes"]}
    made = run("export-key", "--data", data, "--out", desk.folder / "periksa.html", "--json")
    assert made.code == 0
    assert made.json["keys"][0] in (desk.folder / "periksa.html").read_text("utf-8")
    assert run("verify", record.signed_text).code == 2
    assert run("verify", "--key", paper).code == 2
    assert run("verify", "x", "--key", paper).code == 1
