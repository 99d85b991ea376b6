"""Pulihkan cadangan in the window, and what the start page offers for damaged, missing and older files."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pysqlite3
import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from builders import SUKODADI, Clock, add_person, edit_person, new_file
from kpm_desktop.domain.uid import Uid
from kpm_desktop.settings import KnownFile, Settings
from kpm_desktop.store.checks import check_file
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import translations
from kpm_desktop.ui.application import Application
from kpm_desktop.ui.package_words import size_words
from kpm_desktop.ui.recovered_dialog import RecoveredDialog
from kpm_desktop.ui.settings.restore_page import RestorePage
from register_screens import texts


def add_cadre(data_file: DataFile, name: str) -> Uid:
    person = add_person(data_file, name)
    with data_file.operation("edit", "Tambah 1 masa tugas"):
        data_file.put("cadre_term", data_file.new_uid(), {"person": person, "village": SUKODADI})
    return person


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with one cadre in its backup, three more and another name since."""
    data_file = new_file(tmp_path)
    first = add_cadre(data_file, "Rini Melati")
    data_file.backup()
    for number in range(3):
        add_cadre(data_file, f"Siti {number}")
    edit_person(data_file, first, name="Rini Melati Sari")
    data_file.close(backup=False)
    return data_file.path


@pytest.fixture
def program(qtbot: QtBot, path: Path) -> Iterator[Application]:
    del qtbot
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    translations.load(app)
    with DataFile.open(path, now=Clock()) as data_file:
        known = KnownFile(str(path), data_file.file_uid.hex(), "Kabupaten Probolinggo", "2026-11-24T09:00:00")
    made = Application(
        Settings(known_files=(known,)),
        lambda _changed: None,
        default=path,
        sample=path.with_name("contoh.db"),
        now=Clock(),
    )
    yield made
    made.jobs.close()
    made.workspace.close()
    for shown in (made.start_page, made.window):
        if shown is not None:
            shown.close()
            shown.deleteLater()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def cadres(data_file: DataFile) -> int:
    return int(data_file.rows("SELECT count(*) FROM cadre_term WHERE alive = 1")[0][0])


def button(parent: QWidget | None, start: str) -> QAbstractButton:
    assert parent is not None
    found = [one for one in parent.findChildren(QAbstractButton) if one.text().startswith(start)]
    assert found, f"no button {start}"
    return found[0]


def closing_report(told: list[str]) -> Callable[[], None]:
    """Return what reads and closes the report that a recovery ends with."""

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, RecoveredDialog):
            told.extend([recovered_title(shown), texts(shown)])
            shown.close_button.click()
        else:
            QTimer.singleShot(20, look)

    return look


def recovered_title(shown: RecoveredDialog) -> str:
    return next(one.text() for one in shown.findChildren(QLabel) if one.property("role") == "title")


def test_a_backup_is_looked_at_and_gone_back_to_with_one_button(qtbot: QtBot, program: Application) -> None:
    program.begin()
    assert program.window is not None
    program.window.open("restore_backup")
    page = program.window.front
    assert isinstance(page, RestorePage)
    qtbot.waitUntil(page.preview.apply.isEnabled)
    assert page.preview.title.text() == "Kembali ke 24 November 09.12"
    assert page.preview.sentence.text() == "3 kader hilang, 1 nama berubah."
    assert page.preview.apply.text() == "Pulihkan keadaan 24 November 09.12"
    data_file = program.workspace.data_file
    assert cadres(data_file) == 4
    page.preview.apply.click()
    qtbot.waitUntil(lambda: cadres(data_file) == 1)
    qtbot.waitUntil(lambda: "Sama dengan" in page.preview.sentence.text() or page.list.model.rowCount() == 2)
    assert program.workspace.undo_label.startswith("Kembali ke keadaan 24 November 2026")
    program.workspace.undo()
    assert cadres(data_file) == 4
    qtbot.waitUntil(page.preview.apply.isEnabled)


def test_hentikan_while_going_back_changes_nothing(qtbot: QtBot, program: Application) -> None:
    program.begin()
    assert program.window is not None
    program.window.open("restore_backup")
    page = program.window.front
    assert isinstance(page, RestorePage)
    qtbot.waitUntil(page.preview.apply.isEnabled)
    data_file = program.workspace.data_file
    before = data_file.vector(), data_file.backups()
    program.jobs.progressed.connect(program.jobs.cancel, Qt.ConnectionType.DirectConnection)
    page.preview.apply.click()
    qtbot.waitUntil(lambda: not program.jobs.is_busy)
    program.jobs.progressed.disconnect(program.jobs.cancel)
    assert program.window.toast.text() == "Dihentikan. Tidak ada yang diubah."
    assert (data_file.vector(), data_file.backups()) == before
    assert page.preview.apply.isEnabled()
    page.preview.apply.click()
    qtbot.waitUntil(lambda: cadres(data_file) == 1)
    qtbot.waitUntil(lambda: "Sama dengan" in page.preview.sentence.text())


def test_hentikan_stops_a_backup_and_the_check(qtbot: QtBot, program: Application) -> None:
    program.begin()
    assert program.window is not None
    data_file = program.workspace.data_file
    before = data_file.backups()
    program.jobs.progressed.connect(program.jobs.cancel, Qt.ConnectionType.DirectConnection)
    program.window.open("backup")
    qtbot.waitUntil(lambda: not program.jobs.is_busy)
    assert program.window.toast.text() == "Dihentikan. Cadangan sebelumnya tetap utuh."
    assert data_file.backups() == before
    program.upkeep.check()
    qtbot.waitUntil(lambda: not program.jobs.is_busy)
    assert program.window.toast.text() == "Pemeriksaan dihentikan. Tidak ada yang diubah."
    program.jobs.progressed.disconnect(program.jobs.cancel)


def test_the_newest_backup_is_tried(qtbot: QtBot, program: Application) -> None:
    program.begin()
    assert program.window is not None
    program.window.open("restore_backup")
    page = program.window.front
    assert isinstance(page, RestorePage)
    data_file = program.workspace.data_file
    page.try_newest()
    qtbot.waitUntil(lambda: data_file.rows("SELECT count(*) FROM check_log WHERE kind = 'trial'") == [(1,)])
    assert not (data_file.places.backups / "uji.part").exists()
    qtbot.waitUntil(page.preview.apply.isEnabled)


@pytest.mark.parametrize("how", ["missing", "empty", "damaged", "text"])
def test_the_start_page_offers_the_newest_backup_and_brings_everything_back(
    qtbot: QtBot, program: Application, path: Path, how: str
) -> None:
    if how == "missing":
        path.unlink()
    elif how == "damaged":
        path.write_bytes(path.read_bytes()[:-8192])
    else:
        path.write_bytes(b"" if how == "empty" else b"bukan data " * 100)
    program.begin()
    assert program.window is None
    assert program.start_page is not None
    words = texts(program.start_page)
    assert "Paling baru" not in words
    assert ("Tidak terbaca" if how in {"damaged", "text"} else "Tidak ada") in words
    told: list[str] = []
    QTimer.singleShot(0, closing_report(told))
    button(program.start_page, "Pulihkan cadangan 24 November 09.12").click()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[0] == "Dipulihkan 4 dari 4 kader."
    assert "Catatan harian" in told[1]
    assert cadres(program.workspace.data_file) == 4
    assert check_file(path).is_sound


def test_an_older_copy_gets_the_changes_of_the_journal(
    qtbot: QtBot, program: Application, path: Path
) -> None:
    [backup] = (path.parent / "backups").glob("*.db")
    shutil.copyfile(backup, path)
    program.begin()
    button(program.start_page, "Gabungkan 7 perubahan").click()
    qtbot.waitUntil(lambda: program.workspace.is_open)
    assert cadres(program.workspace.data_file) == 4
    assert program.workspace.undo_label == "Ubah 1 orang"


def test_without_a_backup_nothing_is_promised(program: Application, path: Path) -> None:
    shutil.rmtree(path.parent / "backups")
    path.unlink()
    program.begin()
    assert program.start_page is not None
    words = [one.text() for one in program.start_page.findChildren(QAbstractButton)]
    assert not [text for text in words if text.startswith("Pulihkan")]
    assert not path.exists()


def test_damage_found_by_the_check_is_mended_with_one_button(
    qtbot: QtBot, program: Application, path: Path
) -> None:
    with contextlib.closing(pysqlite3.connect(path)) as connection:
        connection.execute("UPDATE person SET name = 'Sita' WHERE rowid = 2")
        connection.commit()
    told: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            told.append(box.text())
            button(box, "Pulihkan").click()
            QTimer.singleShot(20, closing_report(told))
        else:
            QTimer.singleShot(20, press)

    QTimer.singleShot(20, press)
    program.begin()
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told[0] == "Ada kerusakan pada data di komputer ini."
    assert told[1] == "Dipulihkan 4 dari 4 kader."
    assert "Daftar isi diperbaiki" in told[2]
    assert program.workspace.data_file.rows("SELECT count(*) FROM person WHERE name = 'Sita'") == [(0,)]
    assert check_file(path).is_sound


@pytest.mark.parametrize(("size", "words"), [(200, "0,1 MB"), (812_000, "0,8 MB"), (58_400_000, "58 MB")])
def test_sizes_are_told_in_megabytes(size: int, words: str) -> None:
    assert size_words(size) == words
