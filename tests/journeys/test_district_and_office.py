"""A district works on its own PC: the office sends an extract, it comes back changed, the office merges."""

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from builders import Clock
from carrying import PHRASE, PLAIN, begin
from carrying import send as sent
from demo_folder import demo
from desk import CONTROL, MORNING, Desk, desk_at
from kpm_desktop import paths
from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.uid import code_uid
from kpm_desktop.packages.drives import Drive
from kpm_desktop.store import regions
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.cadres.page import CadresPage
from kpm_desktop.ui.merging.page import MergePage
from kpm_desktop.ui.packages.arrived_page import ArrivedPage
from kpm_desktop.workflows import send_package
from register_screens import fill, form, press, texts
from stick_screens import (
    close_sending,
    lock,
    open_sending,
    packages,
    receive_page,
    send,
    start_dialog,
)

PAITON = "35.13.12"
NIKS = re.compile(rb"(?<!\d)\d{16}(?!\d)")
SUKODADI, NEIGHBOUR = code_uid("35.13.12.2016"), code_uid("35.13.11.2001")
NIK, PHONE = "3513124205840004", "081200000131"


@pytest.fixture
def stick(tmp_path: Path) -> Drive:
    return Drive(tmp_path / "usb", "KPM-USB 1", "1A2B3C4D", "FAT32", 11_200_000_000, 16_000_000_000, True)


@pytest.fixture
def office_place(tmp_path: Path) -> Path:
    """The office's data: one cadre of the district, one of its neighbour."""
    place = tmp_path / "kantor" / "data" / "kpm.db"
    tree = regions.load_regency(paths.resource("regions"), "35.13")
    place.parent.mkdir(parents=True)
    made = DataFile.create(
        place, regency_code="35.13", regions=tree, writer_name="PC-KANTOR", now=Clock(MORNING)
    )
    with contextlib.closing(made) as data_file, data_file.operation("edit", "Tambah 2 kader"):
        for name, nik, village in (("Siti Embun", NIK, SUKODADI), ("Rini Gelombang", "", NEIGHBOUR)):
            person = Person(data_file.new_uid(), name, nik=nik, sex="P")
            data_file.cadres.save(Cadre(person, CadreTerm(data_file.new_uid(), person.uid, village)))
    return place


@contextlib.contextmanager
def at(qtbot: QtBot, folder: Path, stick: Drive, days: int) -> Iterator[Desk]:
    """One operator at one of the PCs, with the stick, so many days later."""
    with desk_at(qtbot, folder) as desk:
        stick.root.mkdir(exist_ok=True)
        desk.sticks.append(stick)
        desk.clock.turn(days=days)
        yield desk


def take_home(stick: Drive, name: str) -> None:
    """Leave only the packages of one PC on the stick, as its operator would."""
    for path in packages(stick.root):
        if name not in path.name:
            path.chmod(0o600)
            path.unlink()


def send_extract(office: Desk) -> None:
    """The office sends Paiton its people, without NIK."""
    dialog = open_sending(office)
    office.tick("Satu kecamatan", dialog)
    dialog.what.districts.setCurrentText("Paiton")
    lock(dialog)
    send(office, dialog)
    close_sending(office)


def begin_district(district: Desk) -> None:
    """The district begins from it; a wrong passphrase first."""
    beginning = start_dialog(district)
    assert "Kec. Paiton" in beginning.cards()[0].radio.accessibleName()
    for phrase, computer in (("salah sama sekali", "PC-X"), (PHRASE, "PC-PAITON")):
        for field, text in ((beginning.phrase, phrase), (beginning.computer, computer)):
            field.selectAll()
            QTest.keyClicks(field, text)
        press(beginning, "Mulai dari paket ini")
        district.until(lambda: not district.program.jobs.is_busy)
        district.settle()
        if phrase != PHRASE:
            assert "Kata sandi tidak cocok" in texts(beginning)
            assert not district.data_place.exists()
    district.until(lambda: district.program.window is not None)
    assert district.file.district_code == "35.13.12"
    assert district.file.writer_name() == "PC-PAITON"
    assert district.file.signing_key() is not None
    assert "Kec. Paiton, Kabupaten Probolinggo" in district.window.windowTitle()
    assert "Data: Kec. Paiton" in texts(district.window.status)


def work_there(district: Desk) -> None:
    """The district writes a phone number and sends all that it wrote, with the passphrase of this start."""
    page = district.tab(3)
    assert isinstance(page, CadresPage)
    page.view.go_to_first()
    assert [row[1] for row in page.model.shown_rows()] == ["Siti Embun"]
    assert page.pane is not None
    assert "ada di kabupaten, tidak ikut dikirim" in texts(page.pane)
    district.key(Qt.Key.Key_F2, on=page.view)
    nik = form().body.editors["nik"].core
    assert isinstance(nik, QLineEdit)
    assert (nik.text(), nik.placeholderText()) == ("", "ada di kabupaten, tidak ikut dikirim")
    fill(form(), phone=PHONE)
    press(form(), "Simpan")
    dialog = open_sending(district)
    assert dialog.act.text() == "Kirim semua"
    assert not dialog.lock.phrase.isVisible()
    send(district, dialog)
    close_sending(district)
    assert district.file.copy_age() == 0


def take_back(office: Desk) -> None:
    """The office takes what came and merges it; nothing is asked about a register that it cut itself."""
    page = receive_page(office)
    [row] = page.list.model.shown_rows()
    assert row[1].manifest.writer_name == "PC-PAITON"
    office.key(Qt.Key.Key_Return, CONTROL)
    office.settle()
    arrived = office.page(ArrivedPage)
    assert "Tidak menunggu kiriman lain" in texts(arrived)
    assert "Perubahan, Kec. Paiton" in texts(arrived)
    QTest.keyClicks(arrived.phrase, PHRASE)
    assert (PHONE, NIK) not in office.file.rows("SELECT phone, nik FROM person")
    office.key(Qt.Key.Key_Return, on=arrived.phrase)
    office.settle()
    assert office.page(MergePage).session.found.counts()["changed"] == 1
    office.key(Qt.Key.Key_Return, CONTROL)
    office.settle()
    office.press("Selesai")
    assert (PHONE, NIK) in office.file.rows("SELECT phone, nik FROM person")


def test_what_a_district_wrote_reaches_the_office(
    qtbot: QtBot, tmp_path: Path, stick: Drive, office_place: Path
) -> None:
    with at(qtbot, tmp_path / "kantor", stick, days=0) as office:
        office.start(office_place)
        send_extract(office)
    [extract] = packages(stick.root)
    assert not NIKS.search(extract.name.encode() + extract.read_bytes()[:65_536])
    with at(qtbot, tmp_path / "kecamatan", stick, days=2) as district:
        district.start()
        begin_district(district)
        work_there(district)
    take_home(stick, "PAITON")
    with at(qtbot, tmp_path / "kantor", stick, days=4) as office:
        office.start(office_place)
        take_back(office)
        assert office.file.check().is_sound
        assert office.file.rows("SELECT count(*) FROM person WHERE alive = 1") == [(2,)]
        office.key(Qt.Key.Key_Z, CONTROL)
        office.settle()
        assert (PHONE, NIK) not in office.file.rows("SELECT phone, nik FROM person")


def test_a_district_is_told_the_next_number_of_its_block_whatever_years_the_office_used(
    qtbot: QtBot, tmp_path: Path
) -> None:
    kept = tmp_path / "kantor.db"
    shutil.copyfile(demo().data, kept)
    with DataFile.open(kept) as office:
        [series] = office.numbers.series()
        send_package.give_block(office, PAITON, series.uid, 2027, (101, 200), "Beri blok nomor 101-200")
        package = sent(office, PLAIN, district=PAITON)
    with desk_at(qtbot, tmp_path / "kecamatan") as district:
        begin(district.data_place.parent, package, "PC-PAITON", district.clock).close()
        district.start(district.data_place)
        assert district.tab(6).hint() == "Nomor berikutnya 400.10.3.5/101/426.000/2027"
        district.clock.turn(days=365)
        assert district.window.front.hint() == "Tidak ada nomor tahun 2019 untuk komputer ini"
