"""Ambil dari flashdisk: what lies on sticks, each passport before anything opens, and on to the merge."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame
from pytestqt.qtbot import QtBot

from builders import add_person, edit_person, new_file
from carrying import PHRASE, PLAIN, begin, send
from desk import ALT, CONTROL, Desk, desk_at, named, pressing
from kpm_desktop.domain.uid import Uid
from kpm_desktop.packages.drives import Drive
from kpm_desktop.packages.stick import Files
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.drop_frame import package_offer
from kpm_desktop.ui.merging.page import MergePage
from kpm_desktop.ui.packages.arrived_page import ArrivedPage
from kpm_desktop.ui.packages.receive_page import ReceivePage
from kpm_desktop.ui.packages.return_page import ReturnPage
from kpm_desktop.ui.theme import Scheme, theme
from kpm_desktop.workflows.send_package import SendChoices
from register_screens import press, texts
from stick_screens import close_sending, lock, open_sending, packages, receive_page
from stick_screens import send as send_with


@pytest.fixture
def siti() -> list[Uid]:
    return []


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, siti: list[Uid]) -> Iterator[Desk]:
    """The office PC; another PC began from its package and has a folder of its own."""
    with desk_at(qtbot, tmp_path) as made:
        made.data_place.parent.mkdir()
        with contextlib.closing(new_file(made.data_place.parent, made.clock)) as data_file:
            siti.append(add_person(data_file, "Siti Contohwati", phone="0811"))
            package = send(data_file, PLAIN)
        begin(tmp_path / "lain", package, "PC-LAIN", made.clock).close()
        yield made


@contextlib.contextmanager
def other(desk: Desk) -> Iterator[DataFile]:
    """The other PC's file, for as long as it is used there."""
    desk.clock.turn(minutes=7)
    with DataFile.open(desk.folder / "lain" / "kpm.db", writer_name="PC-LAIN", now=desk.clock) as found:
        yield found


def test_a_package_is_taken_its_passport_shown_and_merged(desk: Desk, siti: list[Uid]) -> None:
    stick = desk.plug_in()
    with other(desk) as far:
        edit_person(far, siti[0], phone="0899")
        add_person(far, "Dewi Kenanga")
        known = far.packages()[-1].vector
        package = send(far, SendChoices(PHRASE), since=known)
    package.rename(stick.root / package.name)
    before = {path.name: path.read_bytes() for path in stick.root.iterdir()}
    desk.start()
    page = receive_page(desk)
    [row] = page.list.model.shown_rows()
    assert row[1].manifest.writer_name == "PC-LAIN"
    assert "membawa 3 perubahan baru" in page.pane.standing.text()
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    arrived = desk.page(ArrivedPage)
    assert "Utuh, sama dengan yang ditulis pengirim" in texts(arrived)
    assert desk.file.rows("SELECT phone FROM person") == [("0811",)]
    QTest.keyClicks(arrived.phrase, "bukan kata sandinya")
    desk.key(Qt.Key.Key_Return, on=arrived.phrase)
    desk.settle()
    assert "Kata sandi tidak cocok" in texts(arrived)
    arrived.phrase.selectAll()
    QTest.keyClicks(arrived.phrase, PHRASE)
    desk.key(Qt.Key.Key_Return, on=arrived.phrase)
    desk.settle()
    assert desk.page(MergePage).session.found.counts()["new"] == 1
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    desk.press("Selesai")
    assert desk.page(ArrivedPage) is arrived
    assert set(desk.file.rows("SELECT phone FROM person")) == {(None,), ("0899",)}
    assert "sudah digabungkan" in texts(arrived)
    assert {path.name: path.read_bytes() for path in stick.root.iterdir()} == before


def test_a_package_opened_from_the_folder_is_looked_at(desk: Desk) -> None:
    with other(desk) as there:
        add_person(there, "Rini Melati")
        package = send(there, PLAIN)
    desk.start(package=package)
    page = desk.page(ReceivePage)
    desk.until(lambda: page.list.current_row() is not None)
    assert [row[1].found.path for row in page.rows()] == [package]
    page.leave()
    desk.program.come_forward([str(package)])
    assert isinstance(desk.window.front, ReceivePage)


def test_a_package_opened_while_a_dialog_is_on_waits(desk: Desk) -> None:
    desk.start()
    desk.window.open("cadre-form")
    desk.program.come_forward([str(desk.folder / "x.paket")])
    assert not isinstance(desk.window.front, ReceivePage)
    assert "Selesaikan dulu" in texts(desk.window)


def onto(stick: Drive, package: Path, name: str = "") -> Path:
    """Put a package on the stick, as Explorer would."""
    return Path(shutil.copyfile(package, stick.root / (name or package.name)))


def merge(desk: Desk) -> None:
    """From the passports through Gabung data and back to them."""
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    desk.page(MergePage)
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    desk.press("Selesai")


def take_all(desk: Desk) -> ArrivedPage:
    """Tick everything that can be taken and take it."""
    page = receive_page(desk)
    for row in page.list.model.shown_rows():
        if row[1].state != "refused":
            page.list.model.tick([row[0]])
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    return desk.page(ArrivedPage)


def names(desk: Desk) -> set[str]:
    return {name for (name,) in desk.file.rows("SELECT name FROM person WHERE alive = 1")}


def test_several_at_once_are_merged_as_one_and_a_broken_one_holds_back_none(desk: Desk) -> None:
    stick = desk.plug_in()
    with other(desk) as far:
        start = far.packages()[-1].vector
        add_person(far, "Dewi Kenanga")
        first = onto(stick, send(far, PLAIN, since=start))
        start = far.packages()[0].vector
        add_person(far, "Rini Gelombang")
        second = onto(stick, send(far, PLAIN, since=start))
    (stick.root / "KPM-3513-LAIN-000009.paket").write_bytes(second.read_bytes()[:-40])
    spoiled = bytearray(first.read_bytes())
    spoiled[-50] ^= 1
    (stick.root / "KPM-3513-LAIN-000008.paket").write_bytes(spoiled)
    (stick.root / f"{first.stem}.lnk").write_bytes(b"a shortcut")
    (stick.root / "surat.docx").write_bytes(b"no package")
    desk.start()
    page = receive_page(desk)
    states = {row[1].found.path.name: row[1].state for row in page.list.model.shown_rows()}
    assert states["KPM-3513-LAIN-000009.paket"] == "refused"
    assert states[second.name] == "waits"  # without the first one
    assert len(states) == 4
    page.list.go_to(str(first).encode())
    assert f"{first.stem}.lnk" in texts(page.pane)
    page.leave()
    arrived = take_all(desk)
    assert "Paket ini rusak di perjalanan" in texts(arrived)
    assert "E-MENUNGGU" not in texts(arrived)  # what it waited for was taken with it
    merge(desk)
    assert names(desk) == {"Siti Contohwati", "Dewi Kenanga", "Rini Gelombang"}
    assert (stick.root / f"{first.stem}.lnk").read_bytes() == b"a shortcut"


def test_a_package_that_came_too_early_waits_and_is_merged_with_what_it_waited_for(desk: Desk) -> None:
    stick = desk.plug_in()
    with other(desk) as far:
        start = far.packages()[-1].vector
        add_person(far, "Dewi Kenanga")
        first = send(far, PLAIN, since=start)
        start = far.packages()[0].vector
        add_person(far, "Rini Gelombang")
        second = onto(stick, send(far, PLAIN, since=start))
    desk.start()
    arrived = take_all(desk)
    assert "Paket ini lanjutan dari paket nomor 1 yang belum diterima." in texts(arrived)
    desk.press("Simpan dan tunggu")
    desk.settle()
    desk.page(ReceivePage)
    assert len(desk.file.held_packages()) == 1
    second.unlink()
    onto(stick, first)
    desk.key(Qt.Key.Key_Left, ALT)
    take_all(desk)
    merge(desk)
    assert names(desk) == {"Siti Contohwati", "Dewi Kenanga", "Rini Gelombang"}
    assert desk.file.held_packages() == []


def test_each_package_is_opened_with_its_own_passphrase_and_sending_keeps_that_of_this_pc(
    desk: Desk, tmp_path: Path
) -> None:
    stick = desk.plug_in()
    phrases = ("angin malam di Paiton", "ombak pagi di Besuk")
    with DataFile.open(desk.data_place, now=desk.clock) as office:
        begin(tmp_path / "kedua", send(office, PLAIN), "PC-KEDUA", desk.clock).close()
    for folder, name, phrase in zip(("lain", "kedua"), ("PC-LAIN", "PC-KEDUA"), phrases, strict=True):
        place = tmp_path / folder / "kpm.db"
        with DataFile.open(place, writer_name=name, now=desk.clock) as far:
            add_person(far, f"Dewi di {name}")
            onto(stick, send(far, SendChoices(phrase)))
    desk.start()
    send_all(desk)
    arrived = take_all(desk)
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    assert "KPM-3513-LAIN-000001.paket: Kata sandi tidak cocok" in texts(arrived)
    for phrase in phrases:
        assert arrived.phrase.isVisible()
        arrived.phrase.selectAll()
        QTest.keyClicks(arrived.phrase, phrase)
        desk.key(Qt.Key.Key_Return, on=arrived.phrase)
        desk.settle()
        if phrase == phrases[0]:
            told = "KPM-3513-KEDUA-000001.paket: Kata sandi tidak cocok"
            assert told in texts(arrived)
            assert "yang sudah cocok tetap dipakai" in texts(arrived)
    desk.page(MergePage)
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    assert names(desk) == {"Siti Contohwati", "Dewi di PC-LAIN", "Dewi di PC-KEDUA"}
    desk.press("Selesai")
    send_all(desk)
    begin(tmp_path / "ketiga", packages(stick.root)[-1], "PC-KETIGA", desk.clock).close()


def send_all(desk: Desk) -> None:
    """Send everything, locked with the passphrase of this PC."""
    dialog = open_sending(desk)
    desk.tick("Semua data", dialog)
    if dialog.lock.phrase.isVisible():
        lock(dialog)
    send_with(desk, dialog)
    close_sending(desk)


def test_a_package_whose_merge_was_taken_back_offers_to_merge_it_again(desk: Desk) -> None:
    stick = desk.plug_in()
    with other(desk) as far:
        add_person(far, "Dewi Kenanga")
        onto(stick, send(far, PLAIN))
    desk.start()
    take_all(desk)
    merge(desk)
    arrived = desk.page(ArrivedPage)
    assert "Sudah digabungkan pada 7 April 2027 pukul 08.07." in texts(arrived)
    assert "diperiksa berikutnya" not in texts(arrived)
    assert "Tidak ada yang perlu dilakukan." in texts(arrived)
    assert not arrived.again.isVisible()
    desk.clock.turn(days=3)
    add_person(desk.file, "Rini Gelombang")
    [merged] = [one for one in desk.file.history() if one.kind == "merge" and one.is_undoable]
    desk.program.workspace.undo_operation(merged.operation)
    desk.settle()
    assert names(desk) == {"Siti Contohwati", "Rini Gelombang"}
    desk.key(Qt.Key.Key_Left, ALT)
    desk.key(Qt.Key.Key_Left, ALT)
    arrived = take_all(desk)
    assert "lalu penggabungannya dibatalkan" in texts(arrived)
    desk.window.resize(1366, 768)
    theme().choose(Scheme.LIGHT, 150)
    QApplication.processEvents()
    for button in (arrived.again, arrived.act):
        assert button.visibleRegion().boundingRect().size() == button.size(), "the foot stays in sight"
    theme().choose(Scheme.LIGHT, 100)
    desk.press("Ulangi penggabungan")
    desk.settle()
    assert names(desk) == {"Siti Contohwati", "Rini Gelombang", "Dewi Kenanga"}
    assert "Tidak ada yang perlu dilakukan." in texts(arrived)
    assert not arrived.again.isVisible()
    assert desk.file.check().is_sound


def test_a_data_file_copied_with_explorer_is_taken_too(desk: Desk) -> None:
    stick = desk.plug_in()
    with other(desk) as far, far.operation("edit", "Tambah 1 kader"):
        far.put("cadre_term", far.new_uid(), {"person": add_person(far, "Dewi Kenanga")})
    copy = onto(stick, desk.folder / "lain" / "kpm.db")
    before = copy.read_bytes()
    desk.start()
    arrived = take_all(desk)
    assert "Salinan dari PC-LAIN" in texts(arrived)
    assert "Lolos pemeriksaan berkas salinan" in texts(arrived)
    assert "0 kader, 0 pembinaan, 0 sertifikat" in texts(arrived)  # here
    assert "1 kader, 0 pembinaan, 0 sertifikat" in texts(arrived)  # there
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    cards = [one.accessibleName() for one in desk.page(MergePage).passports.findChildren(QFrame)]
    [card] = [card for card in cards if card.startswith("kpm.db, ")]
    assert "Revisi 4, Kader 1, Sertifikat 0" in card
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    desk.press("Selesai")
    assert names(desk) == {"Siti Contohwati", "Dewi Kenanga"}
    assert copy.read_bytes() == before
    assert not copy.with_name(f"{copy.name}-journal").exists()


def test_an_older_package_says_how_much_it_lacks_and_brings_nothing(desk: Desk) -> None:
    stick = desk.plug_in()
    with other(desk) as far:
        onto(stick, send(far, PLAIN))
        package = send(far, PLAIN)
    desk.start()
    desk.window.open("receive_package", files=[package])
    page = desk.page(ReceivePage)
    desk.until(lambda: len(page.list.model.shown_rows()) == 2)
    page.list.go_to(str(package).encode())
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    merge(desk)
    for _ in range(14):
        add_person(desk.file, "Sri Wulan")
    desk.key(Qt.Key.Key_Left, ALT)
    desk.key(Qt.Key.Key_Left, ALT)
    page = receive_page(desk)
    desk.until(lambda: [row[1].state for row in page.list.model.shown_rows()] == ["older"])
    added = 14 + 1 + 2  # the people, the merge, and that two packages went out
    assert f"lebih lama: kurang {added} perubahan" in page.pane.standing.text()


def test_another_register_is_asked_about_and_another_regency_refused(desk: Desk) -> None:
    stick = desk.plug_in()
    for code, name in (("35.13", "PC-TETANGGA"), ("35.12", "PC-SITUBONDO")):
        place = desk.folder / name / "kpm.db"
        place.parent.mkdir()
        with DataFile.create(place, regency_code=code, writer_name=name, now=desk.clock) as far:
            add_person(far, "Orang Lain")
            onto(stick, send(far, PLAIN))
    desk.start()
    page = receive_page(desk)
    assert {row[1].state for row in page.list.model.shown_rows()} == {"both", "elsewhere"}
    page.leave()
    arrived = take_all(desk)
    assert "Paket ini milik Kabupaten Situbondo, bukan Kabupaten Probolinggo." in texts(arrived)
    with desk.answering(pressing("Batal", "register lain di kabupaten yang sama")):
        desk.key(Qt.Key.Key_Return, CONTROL)
    assert desk.page(ArrivedPage) is arrived
    with desk.answering(pressing("Periksa isinya", "PC-TETANGGA")):
        desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    desk.page(MergePage)
    assert names(desk) == {"Siti Contohwati"}


def test_a_file_chosen_by_mistake_is_listed_with_what_is_wrong(desk: Desk) -> None:
    letter = desk.folder / "surat 😀.db"
    letter.write_bytes(b"%PDF-1.4\n" * 500)
    desk.start()
    desk.window.open("receive_package")
    page = desk.page(ReceivePage)  # it is still looking for sticks
    with desk.answering(named(letter)):
        page.choose_files()
    desk.until(lambda: page.list.current_row() is not None)
    assert letter.name in texts(page.pane)
    assert "Ini bukan berkas KPM Desktop. Tidak ada yang diubah. Pilih berkas lain." in texts(page.pane)
    assert not page.pane.take.isEnabled()


def test_a_stick_plugged_in_while_the_page_is_open_is_seen(desk: Desk) -> None:
    with other(desk) as far:
        package = send(far, PLAIN)
    desk.start()
    desk.window.open("receive_package")
    page = desk.page(ReceivePage)
    desk.settle()
    assert not page.list.model.shown_rows()
    onto(desk.plug_in(), package)
    desk.until(lambda: len(page.list.model.shown_rows()) == 1)
    desk.sticks.clear()
    desk.until(lambda: not page.list.model.shown_rows())


def test_signs_of_a_virus_on_a_stick_stand_over_the_list_and_stay(desk: Desk) -> None:
    class Infected(Files):
        """Shows what was hidden at the first look, so that the second finds nothing hidden."""

        def __init__(self) -> None:
            self.hidden = {package.name}

        def reveal(self, path: Path) -> bool:
            was_hidden = path.name in self.hidden
            self.hidden.discard(path.name)
            return was_hidden

    with other(desk) as far:
        package = send(far, PLAIN)
    stick = desk.plug_in()
    onto(stick, package)
    (stick.root / "aman.paket").write_bytes(package.read_bytes())
    desk.layer = Infected()
    desk.start()
    desk.window.open("receive_package")
    page = desk.page(ReceivePage)
    desk.until(lambda: len(page.list.model.shown_rows()) == 2)
    warned = "Jangan klik pintasan; pindai dengan antivirus."
    assert page.virus.isVisible()
    assert "Ada paket yang disembunyikan di flashdisk ini" in texts(page.virus)
    assert warned in texts(page.virus)
    page.look_again()
    desk.settle()
    assert page.virus.isVisible()


def test_a_shortcut_beside_a_package_is_told_and_a_clean_stick_is_not(desk: Desk) -> None:
    with other(desk) as far:
        package = send(far, PLAIN)
    stick = desk.plug_in()
    onto(stick, package)
    desk.start()
    desk.window.open("receive_package")
    page = desk.page(ReceivePage)
    desk.until(lambda: bool(page.list.model.shown_rows()))
    assert not page.virus.isVisible()
    (stick.root / f"{package.stem}.lnk").write_bytes(b"L")
    page.look_again()
    desk.until(page.virus.isVisible)
    assert f"{package.stem}.lnk (ciri virus). Pintasan diabaikan." in texts(page.virus)


def test_a_package_dropped_anywhere_is_looked_at(desk: Desk) -> None:
    with other(desk) as far:
        package = send(far, PLAIN)
    desk.start()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(package))])
    assert package_offer(data) == "Lepas untuk memeriksa 1 paket. Belum ada yang digabungkan."
    event = QDropEvent(
        QPointF(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    )
    desk.window.dropEvent(event)
    page = desk.page(ReceivePage)
    desk.until(lambda: len(page.list.model.shown_rows()) == 1)
    assert desk.file.packages()[-1].direction == "out"  # nothing was taken yet


def test_the_copy_from_a_stick_is_gone_back_to_and_that_is_undone(desk: Desk, siti: list[Uid]) -> None:
    stick = desk.plug_in()
    with DataFile.open(desk.data_place, now=desk.clock) as data_file:
        onto(stick, send(data_file, SendChoices(PHRASE)))
        desk.clock.turn(days=1)
        edit_person(data_file, siti[0], name="Siti Embun")
        add_person(data_file, "Dewi Kenanga")
    desk.start()
    desk.window.open("restore_backup")
    desk.settle()
    press(desk.window.front, "Dari flashdisk…")
    page = desk.page(ReceivePage)
    desk.until(lambda: page.list.current_row() is not None)
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    arrived = desk.page(ArrivedPage)
    desk.press("Kembali ke keadaan ini…")
    assert "Isi kata sandi paket dahulu." in texts(arrived)
    QTest.keyClicks(arrived.phrase, PHRASE)
    desk.press("Kembali ke keadaan ini…")
    desk.settle()
    back = desk.page(ReturnPage)
    assert back.sentence.text() == "1 orang hilang, 1 nama berubah."
    assert names(desk) == {"Siti Embun", "Dewi Kenanga"}
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    assert names(desk) == {"Siti Contohwati"}
    desk.until(lambda: "Sama dengan keadaan sekarang" in back.sentence.text())
    desk.key(Qt.Key.Key_Z, CONTROL)
    desk.settle()
    assert names(desk) == {"Siti Embun", "Dewi Kenanga"}
    assert desk.file.check().is_sound
