"""Pulihkan cadangan as the operator does it: looked at, gone back, taken back days later; and tried."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from builders import SUKODADI, add_person, new_file, visible
from desk import CONTROL, Desk, desk_at, pressing
from kpm_desktop.domain.uid import Uid
from kpm_desktop.settings import KnownFile, Settings
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.settings.kept_page import KeptPage
from kpm_desktop.ui.settings.restore_page import RestorePage
from register_screens import choose, press, texts


def add_cadre(data_file: DataFile, name: str) -> Uid:
    person = add_person(data_file, name)
    with data_file.operation("edit", "Tambah 1 masa tugas"):
        data_file.put("cadre_term", data_file.new_uid(), {"person": person, "village": SUKODADI})
    return person


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """41 cadres and a meeting in the backup of 8.00; since then they were marked and three cadres came."""
    with desk_at(qtbot, tmp_path) as made:
        made.data_place.parent.mkdir()
        with new_file(made.data_place.parent, made.clock) as data_file:
            people = [add_cadre(data_file, f"Siti Contohwati {number}") for number in range(41)]
            series, session = data_file.new_uid(), data_file.new_uid()
            with data_file.operation("edit", "Tambah pembinaan"):
                data_file.put("series", series, {"name": "Pelatihan KPM"})
                data_file.put("session", session, {"series": series, "date": "2027-04-01"})
            data_file.backup()
            made.clock.turn(minutes=45)
            with data_file.operation("edit", "Tandai 41 hadir"):
                for person in people:
                    data_file.put(
                        "attendance",
                        data_file.new_uid(),
                        {"session": session, "person": person, "status": "present"},
                    )
            for number in range(3):
                add_cadre(data_file, f"Rini Baru {number}")
            data_file.close(backup=False)
        known = KnownFile(str(made.data_place), data_file.file_uid.hex(), "Kabupaten Probolinggo", "")
        made.remember(Settings(known_files=(known,)))
        made.start()
        yield made


def restore_page(desk: Desk) -> RestorePage:
    choose(desk.window.header.file_menu, "Pulihkan cadangan…")
    page = desk.page(RestorePage)
    desk.until(lambda: "Menghitung" not in page.preview.sentence.text() and bool(page.rows()))
    return page


def persons(desk: Desk, start: str) -> int:
    found = desk.file.rows("SELECT count(*) FROM person WHERE alive = 1 AND name LIKE ?", (f"{start}%",))
    return int(found[0][0])


def attended(desk: Desk) -> int:
    return int(desk.file.rows("SELECT count(*) FROM attendance WHERE alive = 1")[0][0])


def test_the_look_is_exact_and_the_way_back_and_its_undo_keep_what_was_done_since(desk: Desk) -> None:
    page = restore_page(desk)
    desk.until(page.preview.apply.isEnabled)
    assert page.preview.title.text() == "Kembali ke 7 April 08.00"
    assert page.preview.sentence.text() == "3 kader, 41 kehadiran hilang."
    before = visible(desk.file)
    backups = len(desk.file.backups())
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: attended(desk) == 0)
    desk.settle()
    assert len(desk.file.backups()) == backups + 1
    assert persons(desk, "Rini Baru") == 0
    assert "Kembali ke keadaan 7 April 2027" in desk.window.toast.text()
    desk.program.workspace.undo()
    assert visible(desk.file) == before
    desk.program.workspace.redo()
    assert attended(desk) == 0

    desk.clock.turn(days=3)
    [(first,)] = desk.file.rows("SELECT uid FROM person WHERE name = 'Siti Contohwati 0'")
    desk.program.workspace.run(
        "edit", "Ubah 1 orang", lambda file: file.put("person", first, {"phone": "0811"})
    )
    choose(desk.window.header.file_menu, "Riwayat")
    desk.settle()
    label = "Kembali ke keadaan"
    [done] = [one for one in desk.file.history() if one.label.startswith(label) and one.kind == "restore"]
    desk.program.workspace.undo_operation(done.operation)
    desk.settle()
    after = visible(desk.file)
    assert attended(desk) == 41
    assert persons(desk, "Rini Baru") == 3
    assert desk.file.rows("SELECT phone FROM person WHERE uid = ?", (first,)) == [("0811",)]
    assert {table: len(rows) for table, rows in after.items()} == {
        table: len(rows) for table, rows in before.items()
    }
    assert desk.file.check(noted=False).is_sound


def test_what_was_changed_after_the_way_back_stays_and_is_listed(desk: Desk) -> None:
    [(rini,)] = desk.file.rows("SELECT uid FROM person WHERE name = 'Rini Baru 0'")
    [(siti,)] = desk.file.rows("SELECT uid FROM person WHERE name = 'Siti Contohwati 0'")
    run = desk.program.workspace.run
    run("edit", "Ubah 1 orang", lambda file: file.put("person", siti, {"name": "Siti Kedua"}))
    page = restore_page(desk)
    desk.until(page.preview.apply.isEnabled)
    assert page.preview.sentence.text() == "3 kader, 41 kehadiran hilang, 1 nama berubah."
    page.preview.apply.click()
    desk.until(lambda: attended(desk) == 0)
    desk.settle()
    run("edit", "Ubah 1 orang", lambda file: file.put("person", siti, {"name": "Siti Ketiga"}))
    [done] = [one for one in desk.file.history() if one.kind == "restore"]
    desk.program.workspace.undo_operation(done.operation)
    desk.settle()
    assert desk.file.rows("SELECT name FROM person WHERE uid = ?", (siti,)) == [("Siti Ketiga",)]
    assert desk.file.rows("SELECT alive FROM person WHERE uid = ?", (rini,)) == [(1,)]
    [shown] = [one for one in desk.window.toast.findChildren(QPushButton) if one.text() == "Lihat daftar"]
    shown.click()
    desk.settle()
    told = texts(desk.page(KeptPage))
    assert "Tidak ikut diurungkan: Kembali ke keadaan 7 April 2027 08.00" in told
    assert "1 isian" in told


def test_attendance_that_a_certificate_stands_on_stays_and_is_said_to(desk: Desk) -> None:
    [(series,)] = desk.file.rows("SELECT uid FROM series")
    people = [person for (person,) in desk.file.rows("SELECT person FROM attendance ORDER BY uid LIMIT 2")]

    def issue(file: DataFile) -> None:
        for number, person in enumerate(people):
            facts = {"series": series, "person": person, "number": f"{number}", "state": "issued"}
            file.put("certificate", file.new_uid(), facts)

    desk.program.workspace.run("issue", "Terbitkan 2 sertifikat", issue)
    page = restore_page(desk)
    desk.until(page.preview.apply.isEnabled)
    assert page.preview.sentence.text() == "3 kader, 39 kehadiran hilang."
    told = texts(page.preview)
    assert "2 kehadiran tetap: sertifikatnya sudah terbit, atau hasil lombanya terkunci." in told
    assert "Terbitkan 2 sertifikat" in told
    page.preview.apply.click()
    desk.until(lambda: attended(desk) == 2)
    desk.settle()
    kept = "Sudah seperti saat itu, kecuali yang tetap di bawah ini."
    desk.until(lambda: page.preview.sentence.text() == kept)
    assert not page.preview.apply.isEnabled()


def test_where_the_look_has_no_room_ctrl_enter_opens_it_and_changes_nothing(desk: Desk) -> None:
    page = restore_page(desk)
    desk.until(page.preview.apply.isEnabled)
    page.list.toggle_pane()
    assert not page.preview.isVisible()
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.until(page.preview.isVisible)
    desk.until(page.preview.apply.isEnabled)
    assert attended(desk) == 41
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: attended(desk) == 0)
    desk.settle()


def test_uji_pulihkan_counts_the_newest_and_leaves_nothing_behind(desk: Desk) -> None:
    page = restore_page(desk)
    before = visible(desk.file)
    files = {path.name for path in desk.file.places.backups.iterdir()}
    press(page, "Uji pulihkan")
    desk.until(lambda: "dapat dipulihkan" in desk.window.toast.text())
    assert desk.window.toast.text() == "Cadangan 7 Apr 2027 08.00 dapat dipulihkan: 41 kader, 0 kehadiran."
    desk.settle()
    assert visible(desk.file) == before
    desk.until(lambda: {path.name for path in desk.file.places.backups.iterdir()} == files)


def test_uji_pulihkan_says_when_the_newest_is_damaged(desk: Desk) -> None:
    [backup] = desk.file.backups()
    content = bytearray(backup.path.read_bytes())
    content[5000] ^= 1
    page = restore_page(desk)
    backup.path.write_bytes(content)
    with desk.answering(pressing("Tutup", says="Cadangan ini rusak")):
        press(page, "Uji pulihkan")
    assert desk.file.rows("SELECT count(*) FROM check_log WHERE kind = 'trial'") == [(0,)]
