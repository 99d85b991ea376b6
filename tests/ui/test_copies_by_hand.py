"""Data begun from a file that somebody copied by hand, and files that lie where none is opened."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pysqlite3
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import add_person, new_file, visible
from desk import Desk, desk_at, named
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.packages import StartDialog
from register_screens import press, texts
from stick_screens import start_dialog


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path / "pc") as made:
        made.folder.mkdir()
        yield made


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The data of another PC, closed."""
    folder = tmp_path / "kantor"
    folder.mkdir()
    with new_file(folder) as data_file:
        add_person(data_file, "Siti Contohwati")
        add_person(data_file, "Rini Melati")
    return data_file.path


def opened_as(desk: Desk, source: Path) -> None:
    """The data of this PC are what the source holds, in a file of their own that is sound."""
    desk.until(lambda: desk.program.window is not None)
    assert desk.file.path == desk.data_place
    assert desk.file.rows("SELECT name FROM person ORDER BY name") == [("Rini Melati",), ("Siti Contohwati",)]
    checked = "SELECT result FROM check_log WHERE kind = 'full'"  # made by itself, on the worker
    desk.until(lambda: desk.file.rows(checked) == [("sound",)])
    with DataFile.open(source) as theirs:
        assert visible(desk.file) == visible(theirs)
        assert desk.file.file_uid == theirs.file_uid
    add_person(desk.file, "Tiga Umpama")


def test_a_data_file_copied_to_a_stick_is_listed_and_begun_from(desk: Desk, source: Path) -> None:
    stick = desk.plug_in()
    copy = Path(shutil.copyfile(source, stick.root / "kpm.db"))
    before = copy.read_bytes()
    desk.start()
    dialog = start_dialog(desk)
    assert [card.radio.text() for card in dialog.cards()] == ["kpm.db"]
    assert "Salinan berkas" in texts(dialog)
    assert not dialog.phrase.isVisible()
    assert not dialog.virus.isVisible()
    press(dialog, "Mulai dari salinan ini")
    opened_as(desk, source)
    assert copy.read_bytes() == before
    assert list(stick.root.iterdir()) == [copy]


def test_a_shortcut_beside_a_copied_data_file_is_told(desk: Desk, source: Path) -> None:
    stick = desk.plug_in()
    shutil.copyfile(source, stick.root / "kpm.db")
    (stick.root / "kpm.lnk").write_bytes(b"L")
    desk.start()
    dialog = start_dialog(desk)
    assert dialog.virus.isVisible()
    assert "pintasan kpm.lnk (ciri virus). Pintasan diabaikan." in texts(dialog.virus)


def test_a_copied_data_file_is_chosen_wherever_it_lies(desk: Desk, source: Path) -> None:
    desk.start()
    [choice] = [one for one in desk.start_page.choices if "Ambil dari flashdisk" in one.accessibleName()]
    choice.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, StartDialog)
    desk.settle()
    with desk.answering(named(source)):
        press(dialog, "Pilih berkas…")
    desk.until(lambda: bool(dialog.cards()))
    press(dialog, "Mulai dari salinan ini")
    opened_as(desk, source)


def test_a_copy_that_is_damaged_is_refused_with_its_sentence_and_makes_nothing(
    desk: Desk, source: Path
) -> None:
    copy = desk.plug_in().root / "kpm.db"
    copy.write_bytes(source.read_bytes()[:-4096])
    desk.start()
    dialog = start_dialog(desk)
    press(dialog, "Mulai dari salinan ini")
    desk.until(dialog.notice.isVisible)
    assert "disalin saat aplikasi terbuka" in texts(dialog)
    assert not desk.data_place.exists()
    dialog.reject()


def test_a_database_of_another_program_is_not_offered_and_chosen_by_hand_it_is_told(
    desk: Desk, source: Path
) -> None:
    stick = desk.plug_in()
    shutil.copyfile(source, stick.root / "kpm.db")
    foreign = stick.root / "lain.db"
    with pysqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE kader (nama TEXT)")
    connection.close()
    desk.start()
    dialog = start_dialog(desk)
    assert [card.line.found.path.name for card in dialog.cards()] == ["kpm.db"]
    with desk.answering(named(foreign)):
        press(dialog, "Pilih berkas…")
    desk.until(lambda: len(dialog.cards()) == 2)
    [told] = [card for card in dialog.cards() if card.line.found.path == foreign]
    assert "Ini bukan berkas KPM Desktop." in texts(told)
    assert not told.radio.isEnabled()
    dialog.reject()


def test_data_in_a_synced_folder_are_not_opened_there_but_copied_here(
    desk: Desk, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = tmp_path / "awan"
    monkeypatch.setenv("OneDriveCommercial", str(synced))
    synced.mkdir()
    lying = Path(shutil.copyfile(source, synced / "kpm.db"))
    before = lying.read_bytes()
    desk.start(lying)
    assert desk.program.window is None
    assert "Data tidak dibuka langsung dari flashdisk atau folder OneDrive." in texts(desk.start_page)
    press(desk.start_page, "Salin ke komputer ini")
    opened_as(desk, source)
    assert lying.read_bytes() == before
    assert list(synced.iterdir()) == [lying]
