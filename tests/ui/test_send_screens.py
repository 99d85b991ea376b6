"""Kirim ke flashdisk: what is chosen goes out, locked and read back; a failure leaves the stick as it was."""

import contextlib
import dataclasses
import errno
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from builders import SUKODADI, add_person, new_file
from carrying import begin
from desk import CONTROL, Desk, desk_at
from kpm_desktop.domain.certificates import NumberSeries
from kpm_desktop.domain.numbering import NumberValues
from kpm_desktop.packages import container
from kpm_desktop.packages.stick import Files
from patience import PATIENCE
from register_screens import press, texts
from stick_screens import close_sending, in_front, lock, open_sending, packages, send, target

NIK = "3513124101900001"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        made.data_place.parent.mkdir()
        with contextlib.closing(new_file(made.data_place.parent, made.clock)) as data_file:
            person = add_person(data_file, "Siti Contohwati", nik=NIK)
            with data_file.operation("edit", "Tambah 1 masa tugas"):
                data_file.put("cadre_term", data_file.new_uid(), {"person": person, "village": SUKODADI})
                data_file.numbers.save_series(
                    NumberSeries(data_file.new_uid(), "Sertifikat", "{urut:03}/KPM/{tahun}")
                )
        yield made


def test_everything_goes_out_locked_and_then_only_what_is_new(desk: Desk) -> None:
    stick = desk.plug_in()
    desk.start()
    dialog = open_sending(desk)
    assert not dialog.act.isEnabled()
    lock(dialog, "pendek")
    assert dialog.reason.text() == "Kata sandi sedikitnya 12 huruf"
    dialog.lock.phrase.clear()
    dialog.lock.again.clear()
    lock(dialog)
    assert dialog.act.text() == "Kirim semua"
    send(desk, dialog)
    [package] = packages(stick.root)
    manifest = container.read_manifest(package, (1, 0))
    assert (manifest.kind, manifest.is_sealed, manifest.number) == ("full", True, 1)
    assert container.fingerprint(package) in texts(dialog)
    assert package.name in texts(dialog)
    assert NIK.encode() not in package.read_bytes()
    close_sending(desk)
    assert desk.file.copy_age() == 0
    [entry] = desk.file.packages()
    assert (entry.details["stick"], entry.details["encrypted"]) == ("KPM-USB 1", True)

    desk.clock.turn(days=3)
    add_person(desk.file, "Dewi Kenanga")
    dialog = open_sending(desk)
    desk.until(lambda: "kiriman terakhir 7 April 2027" in texts(dialog))
    assert dialog.act.text() == "Kirim 2 perubahan"  # the new person, and that the first package went out
    send(desk, dialog)
    close_sending(desk)
    assert [path.name for path in packages(stick.root)] == [
        "KPM-3513-UJI-000001.paket",
        "KPM-3513-UJI-000002.paket",
    ]
    newest = container.read_manifest(packages(stick.root)[-1], (1, 0))
    assert (newest.kind, newest.operations, newest.is_sealed) == ("delta", 2, True)
    assert desk.file.copy_age() == 3
    with begin(desk.folder / "lain", packages(stick.root)[0], "PC-LAIN") as other:
        assert other.rows("SELECT name, nik FROM person") == [("Siti Contohwati", NIK)]


def test_the_age_of_the_copy_is_always_seen_and_pressing_it_makes_one(desk: Desk) -> None:
    stick = desk.plug_in()
    desk.start()
    desk.settle()
    press(desk.window.status, "Belum ada cadangan di luar PC")
    dialog = in_front()
    desk.until(lambda: target(dialog) is not None)
    lock(dialog)
    send(desk, dialog)
    close_sending(desk)
    assert packages(stick.root)
    desk.clock.turn(days=5)
    add_person(desk.file, "Dewi Kenanga")
    desk.window.workspace.changed.emit(None)
    press(desk.window.status, "Cadangan di luar PC: 5 hari lalu")
    dialog = in_front()
    assert dialog.what.everything.isChecked()
    dialog.reject()


def test_sticks_come_and_go_and_one_that_cannot_be_written_is_told(desk: Desk) -> None:
    desk.start()
    desk.key(Qt.Key.Key_B, CONTROL)
    dialog = in_front()
    desk.until(lambda: "Colok flashdisk" in texts(dialog))
    assert dialog.reason.text() == "Pilih flashdisk"
    stick = desk.plug_in("TERKUNCI")
    desk.sticks[0] = dataclasses.replace(stick, is_writable=False)
    desk.until(lambda: "hanya bisa dibaca" in texts(dialog))
    assert target(dialog) is None
    [area] = dialog.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0, "the words are shortened, not the dialog"
    second = desk.plug_in("KPM-USB 2 DINAS PMD PROBOLINGGO")
    desk.until(lambda: target(dialog) == second.root)
    assert "KPM-USB 2 DIN…BOLINGGO" in texts(dialog)
    assert area.horizontalScrollBar().maximum() == 0
    del desk.sticks[1]
    desk.until(lambda: target(dialog) is None)
    dialog.reject()


def test_without_a_passphrase_a_reason_is_asked_and_noted(desk: Desk) -> None:
    stick = desk.plug_in()
    desk.start()
    dialog = open_sending(desk)
    desk.tick("Kunci dengan kata sandi", dialog)
    assert dialog.reason.text() == "Isi alasan tanpa kata sandi"
    QTest.keyClicks(dialog.lock.reason, "Diantar sendiri")
    send(desk, dialog)
    close_sending(desk)
    [package] = packages(stick.root)
    assert not container.read_manifest(package, (1, 0)).is_sealed
    assert desk.file.packages()[0].details["reason"] == "Diantar sendiri"


@pytest.mark.parametrize("with_nik", [False, True])
def test_one_district_gets_its_people_and_its_numbers(desk: Desk, with_nik: bool) -> None:
    stick = desk.plug_in()
    desk.start()
    dialog = open_sending(desk)
    desk.tick("Satu kecamatan", dialog)
    dialog.what.districts.setCurrentText("Paiton")
    if with_nik:
        desk.tick("Sertakan NIK", dialog)
    desk.tick("Beri blok nomor sertifikat", dialog)
    assert (dialog.what.numbers.first.value(), dialog.what.numbers.last.value()) == (1, 100)
    dialog.what.numbers.last.setValue(0)
    dialog.what.numbers.first.setValue(501)
    assert dialog.reason.text() == "Nomor pertama lebih besar daripada nomor terakhir"
    dialog.what.numbers.last.setValue(502)
    lock(dialog)
    assert dialog.act.text() == "Kirim Kec. Paiton"
    send(desk, dialog)
    close_sending(desk)
    [package] = packages(stick.root)
    assert desk.file.packages()[0].details["with_nik"] is with_nik
    assert desk.file.copy_age() is None  # one district is no copy of everything
    with begin(desk.folder / "kecamatan", package, "PC-PAITON") as district:
        assert district.rows("SELECT name, nik FROM person") == [
            ("Siti Contohwati", NIK if with_nik else None)
        ]
        [series] = district.numbers.series()
        values = NumberValues(desk.clock().date())
        numbers = district.numbers.next_numbers(series.uid, values, 3, district.writer_uid)
        assert numbers == ["501/KPM/2027", "502/KPM/2027"]


class Liar(Files):
    """A stick of false capacity: it reads back something else."""

    def read_cold(self, path: Path) -> Iterator[bytes]:
        for block in super().read_cold(path):
            yield block[:-1] + bytes([block[-1] ^ 1])


class Full(Files):
    """A stick that says it has room, and has none."""

    def write(self, path: Path, blocks: Iterable[bytes]) -> None:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "full", str(blocks))


@pytest.mark.parametrize(
    ("layer", "told"),
    [
        (Liar(), "Hasil salinan tidak sama dengan aslinya. Jangan pakai flashdisk ini."),
        (Full(), "Ruang di flashdisk tidak cukup untuk kiriman ini."),
    ],
)
def test_a_stick_that_lies_or_is_full_keeps_what_it_had(desk: Desk, layer: Files, told: str) -> None:
    stick = desk.plug_in()
    old = stick.root / "KPM-3513-UJI-000007.paket"
    old.write_bytes(b"kiriman lama")
    desk.layer = layer
    desk.start()
    dialog = open_sending(desk)
    lock(dialog)
    send(desk, dialog)
    assert told in texts(dialog)
    assert {path.name: path.read_bytes() for path in stick.root.iterdir()} == {old.name: b"kiriman lama"}
    assert desk.file.packages() == []
    press(dialog, "Coba flashdisk lain")
    assert told not in texts(dialog)
    assert dialog.act.isEnabled()
    dialog.reject()


class Slow(Files):
    """A stick that waits in the middle of writing."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()

    def write(self, path: Path, blocks: Iterable[bytes]) -> None:
        for block in blocks:
            path.write_bytes(block[:100])
            self.begun.set()
            self.go.wait(PATIENCE)


def test_hentikan_leaves_no_half_file(desk: Desk) -> None:
    stick = desk.plug_in()
    desk.layer = slow = Slow()
    desk.start()
    dialog = open_sending(desk)
    lock(dialog)
    desk.key(Qt.Key.Key_Return, CONTROL, on=dialog)
    desk.until(slow.begun.is_set)
    assert "Jangan cabut flashdisk" in texts(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    slow.go.set()
    desk.settle()
    desk.until(lambda: "Dihentikan" in texts(dialog))
    assert list(stick.root.iterdir()) == []
    assert desk.file.packages() == []
    assert dialog.isVisible()
    dialog.reject()


def test_the_key_for_certificates_goes_only_when_ticked_and_locked(desk: Desk) -> None:
    stick = desk.plug_in()
    desk.start()
    desk.file.keep_signing_key("abcdefgh", bytes(range(32)))
    dialog = open_sending(desk)
    desk.tick("Untuk PC lain di kantor ini", dialog)
    lock(dialog)
    send(desk, dialog)
    close_sending(desk)
    with begin(desk.folder / "lain", packages(stick.root)[0], "PC-LAIN") as other:
        assert other.signing_key() == ("abcdefgh", bytes(range(32)))


def test_after_two_weeks_the_copy_is_the_first_thing_to_do(desk: Desk) -> None:
    desk.plug_in()
    desk.start()
    dialog = open_sending(desk)
    lock(dialog)
    send(desk, dialog)
    close_sending(desk)
    desk.clock.turn(days=14)
    desk.window.front.refresh(None)
    assert "Sudah 14 hari belum ada cadangan di luar komputer ini" in texts(desk.window.front)
    [first, _card] = [
        one
        for one in desk.window.front.findChildren(QPushButton)
        if one.isVisible() and one.text() == "Cadangkan ke USB"
    ]
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    dialog = in_front()
    assert dialog.what.everything.isChecked()
    dialog.reject()


class Small(Files):
    """A stick with little room; a fake one forgets what is written to it."""

    def __init__(self, *, is_fake: bool = False) -> None:
        self.is_fake = is_fake

    def free(self, folder: Path) -> int:
        return (12 << 20) - sum(path.stat().st_size for path in folder.iterdir())

    def read_cold(self, path: Path) -> Iterator[bytes]:
        for block in super().read_cold(path):
            yield bytes(len(block)) if self.is_fake else block


def test_a_stick_proves_its_capacity_once_and_this_pc_remembers_it(desk: Desk) -> None:
    desk.layer = Small()
    stick = desk.plug_in()
    desk.start()
    dialog = open_sending(desk)
    assert "Belum diuji" in texts(dialog)
    press(dialog, "Uji")
    desk.until(lambda: "Flashdisk ini asli" in texts(dialog))
    assert "Asli 16 GB" in texts(dialog)
    assert "Belum diuji" not in texts(dialog)
    assert list(stick.root.iterdir()) == []
    lock(dialog)
    desk.clock.turn(days=8)
    send(desk, dialog)
    assert "teruji 7 Apr 2027" in texts(dialog)
    close_sending(desk)
    desk.shut_down()
    desk.start()
    dialog = open_sending(desk)
    assert "Asli 16 GB" in texts(dialog)
    dialog.reject()


def test_a_fake_stick_is_told_and_proves_nothing(desk: Desk) -> None:
    desk.layer = Small(is_fake=True)
    stick = desk.plug_in()
    desk.start()
    dialog = open_sending(desk)
    press(dialog, "Uji")
    desk.until(lambda: "Jangan pakai flashdisk ini" in texts(dialog))
    assert "E-FLASHDISK" in texts(dialog)
    assert "Belum diuji" in texts(dialog)
    assert list(stick.root.iterdir()) == []
    dialog.reject()


def test_a_stick_that_is_mostly_full_cannot_be_proved(desk: Desk) -> None:
    stick = desk.plug_in()
    desk.sticks[0] = dataclasses.replace(stick, free=stick.total // 2 - 1)
    desk.start()
    dialog = open_sending(desk)
    press(dialog, "Uji")
    assert "lebih dari separuh terisi" in texts(dialog)
    assert "Belum diuji" in texts(dialog)
    dialog.reject()


class Waiting(Slow):
    """The same with little room."""

    def free(self, folder: Path) -> int:
        del folder
        return 12 << 20


def test_esc_stops_a_test_and_nothing_of_it_is_left(desk: Desk) -> None:
    desk.layer = slow = Waiting()
    stick = desk.plug_in()
    desk.start()
    dialog = open_sending(desk)
    press(dialog, "Uji")
    desk.until(slow.begun.is_set)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    slow.go.set()
    desk.until(lambda: "Pengujian dihentikan" in texts(dialog))
    assert list(stick.root.iterdir()) == []
    assert dialog.isVisible()
    dialog.reject()
