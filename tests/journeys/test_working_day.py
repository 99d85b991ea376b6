"""A whole working day at the real window, from an empty PC to certificates, and what is left of it."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

import paper_reading
from desk import ALT, CONTROL, Desk, desk_at, fill_long, named, pressing, typing
from kpm_desktop.domain.uid import Uid, code_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.sessions.invite_dialog import InviteDialog
from kpm_desktop.ui.sessions.marking_page import MarkingPage
from kpm_desktop.ui.sessions.sheet_dialog import SheetDialog
from kpm_desktop.ui.settings.history_page import HistoryPage
from kpm_desktop.ui.settings.page import SettingsPage
from register_screens import choose, fill, form, modal, press, texts

SUKODADI, PAITON = code_uid("35.13.12.2016"), code_uid("35.13.12.2015")
DAY = dt.date(2027, 4, 7)
NIKS = re.compile(r"(?<!\d)\d{16}(?!\d)")
WRONG_NIK, RIGHT_NIK = "3513124205840014", "3513124205840004"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        yield made


# the steps of the day, each as the operator does it


def begin_new_data(desk: Desk) -> None:
    desk.start()
    assert desk.program.window is None
    [begin] = [one for one in desk.start_page.choices if "Mulai data baru" in one.accessibleName()]
    QTest.mouseClick(begin, Qt.MouseButton.LeftButton)
    fill(
        form(),
        regency="probolinggo 35.13",
        office_name="Dinas Pemberdayaan Masyarakat dan Desa",
        town="Probolinggo",
        name="Arya Umpama",
        title_front="Drs.",
        title_back="M.Si.",
        nip="197001011995011000",
        valid_from="2/1/2025",
    )
    press(form(), "Simpan")
    assert desk.program.start_page is None
    assert "Dinas Pemberdayaan Masyarakat dan Desa Kabupaten Probolinggo" in desk.window.windowTitle()


def settings_page(desk: Desk) -> SettingsPage:
    desk.key(Qt.Key.Key_Comma, CONTROL)
    return desk.page(SettingsPage)


def type_setting(desk: Desk, name: str, text: str) -> None:
    """Type into a field of Pengaturan and leave it."""
    [field] = [
        one
        for one in desk.window.front.findChildren(QLineEdit)
        if one.isVisible() and one.accessibleName().removesuffix(", wajib") == name
    ]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def fill_settings(desk: Desk, emblem: Path) -> None:
    page = settings_page(desk)
    type_setting(desk, "Telepon", "(0335) 000000")
    type_setting(desk, "Kode perangkat daerah", "426.117")
    with desk.answering(named(emblem)):
        press(page, "Pilih gambar lambang…")
    desk.key(Qt.Key.Key_2, ALT)
    press(page, "Tambah penandatangan")
    fill(
        form(),
        name="Laras Contoh Pertiwi",
        title_back="S.Sos.",
        nip="198001012005012000",
        rank_title="Penata Tingkat I",
        valid_from="1/1/2026",
    )
    fill_long(form(), "position", "Kepala Seksi Pemberdayaan Masyarakat")
    press(form(), "Simpan")
    desk.key(Qt.Key.Key_3, ALT)
    press(page, "Tambah seri nomor")
    fill(form(), name="Sertifikat", pattern="{klasifikasi}/{urut:03}/{kode_opd}/{tahun}")
    press(form(), "Simpan")
    desk.key(Qt.Key.Key_Left, ALT)


def name_the_head(desk: Desk) -> None:
    page = desk.tab(2)
    desk.key(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(desk.list_page().toolbar.search, "sukodadi")
    desk.list_page().go_to(SUKODADI)
    choose(desk.list_page().row_menu([desk.list_page().current_row() or ()]), "Ganti kepala desa atau lurah")
    fill(form(), name="Bambang Misalkan", title_front="H.", term_start="1/6/2024", term_end="31/5/2032")
    press(form(), "Simpan")
    assert "Bambang Misalkan" in texts(page)


def type_the_cadres(desk: Desk) -> None:
    desk.tab(3)
    desk.key(Qt.Key.Key_N, CONTROL)
    fill(form(), name="Dewi Kenanga", nik="3513 1242 0584 00", village="Sukodadi", birth_date="2/5/84")
    assert "F.104" in texts(form())
    assert not form().foot.save.isEnabled()
    fill(form(), nik=RIGHT_NIK)
    assert "F.104" not in texts(form())
    press(form(), "Perempuan")
    desk.key(Qt.Key.Key_Return, CONTROL, on=form())
    fill(form(), name="Rini Meltai", nik=WRONG_NIK, village="Paiton, Kec. Paiton", birth_date="3/6/1990")
    press(form(), "Perempuan")
    assert "W.204" in texts(form())
    assert not form().save()
    [notice] = form().body.note_lines()
    QTest.keyClicks(notice.note, "KTP lama, diminta lagi")
    desk.key(Qt.Key.Key_S, CONTROL, on=form())


def plan_the_session(desk: Desk) -> Uid:
    desk.tab(4)
    desk.key(Qt.Key.Key_N, CONTROL)
    fill(form(), name="Pembinaan Kader Pemberdayaan Masyarakat (KPM)")
    press(form(), "Simpan")
    session = form()
    fill(
        session,
        date="7/4/2027",
        start="8",
        end="12.30",
        venue="Pendopo Kecamatan Paiton",
    )
    desk.tick("Paiton", session)
    press(session, "Simpan")
    [(uid, *_)] = desk.file.sessions.find()
    desk.list_page().go_to(uid)
    return uid


def add_topics(desk: Desk) -> None:
    page = desk.list_page()
    desk.key(Qt.Key.Key_3, ALT)
    for title, hours in (("Tugas dan Peran Kader", "2"), ("Pembangunan Partisipatif", "3")):
        press(page.pane or page, "Tambah materi")
        fill(form(), title=title, lesson_hours=hours)
        press(form(), "Simpan")


def invite_by_rule(desk: Desk) -> None:
    press(desk.list_page().toolbar, "Undang menurut aturan")
    dialog = modal()
    assert isinstance(dialog, InviteDialog)
    assert dialog.counts.text() == "1 kepala desa, 2 KPM"
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def print_the_sheet(desk: Desk, target: Path) -> bytes:
    desk.key(Qt.Key.Key_P, CONTROL)
    dialog = modal()
    assert isinstance(dialog, SheetDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    pdf = desk.save_preview(target)
    desk.key(Qt.Key.Key_Left, ALT)
    return pdf


def mark_attendance(desk: Desk) -> None:
    press(desk.list_page().pane or desk.list_page(), "Tandai kehadiran")
    page = desk.page(MarkingPage)
    for letter in (Qt.Key.Key_H, Qt.Key.Key_1, Qt.Key.Key_H):
        desk.key(letter, on=page.view)
    desk.key(Qt.Key.Key_Return, CONTROL)


def issue_certificates(desk: Desk, target: Path) -> bytes:
    desk.tab(6)
    desk.key(Qt.Key.Key_N, CONTROL)
    assert "3 orang berhak, 3 belum punya sertifikat." in texts(form())
    press(form(), "Simpan")
    desk.settle()
    page = desk.list_page()
    desk.key(Qt.Key.Key_A, CONTROL, on=page.view)
    with desk.answering(
        typing("dicocokkan dengan KTP", "Lanjutkan dengan catatan"),
        pressing("Terbitkan dan cetak 3", says="tidak dapat diurungkan"),
    ):
        desk.key(Qt.Key.Key_P, CONTROL)
    pdf = desk.save_preview(target)
    desk.key(Qt.Key.Key_Left, ALT)
    return pdf


def correct_the_name(desk: Desk, right: str) -> None:
    desk.tab(3)
    page = desk.list_page()
    page.go_to(next(row[0] for row in page.model.shown_rows() if "Rini" in row[1]))
    desk.key(Qt.Key.Key_F2, on=page.view)
    fill(form(), name=right)
    desk.key(Qt.Key.Key_S, CONTROL, on=form())  # the yellow NIK was accepted with a note already


def select_certificate(desk: Desk, name: str, state: str = "issued") -> Uid:
    desk.tab(6)
    page = desk.list_page()
    [uid] = [one.uid for one in desk.file.certificates.find() if name in one.name and one.state == state]
    assert page.go_to(uid)
    desk.settle()
    return uid


def replace_certificate(desk: Desk, target: Path) -> bytes:
    select_certificate(desk, "RINI")
    desk.key(Qt.Key.Key_F2, on=desk.list_page().view)
    fill(form(), reason="nama salah tulis")
    with desk.answering(pressing("Terbitkan 1 pengganti", says="tidak dapat diurungkan")):
        press(form(), "Simpan")
    pdf = desk.save_preview(target)
    desk.key(Qt.Key.Key_Left, ALT)
    return pdf


def undo_from_history(desk: Desk, label: str) -> None:
    choose(desk.window.header.file_menu, "Riwayat")
    done = desk.page(HistoryPage).list
    row = next(row for row in done.model.shown_rows() if row[1].label == label)
    done.go_to(row[0])
    choose(done.row_menu([row]), "Urungkan")
    desk.key(Qt.Key.Key_Left, ALT)


def reprint(desk: Desk, name: str, target: Path) -> bytes:
    select_certificate(desk, name)
    press(desk.list_page().pane or desk.list_page(), "Cetak ulang")
    fill(form(), reason="kertas basah")
    press(form(), "Cetak ulang 1")
    pdf = desk.save_preview(target)
    desk.key(Qt.Key.Key_Left, ALT)
    return pdf


def test_a_working_day(desk: Desk, tmp_path: Path) -> None:
    papers = tmp_path / "kertas"
    papers.mkdir()
    emblem, other_emblem = papers / "lambang.png", papers / "lambang-baru.png"
    Image.new("RGB", (300, 360), (20, 90, 60)).save(emblem)
    Image.new("RGB", (400, 300), (120, 20, 20)).save(other_emblem)

    begin_new_data(desk)
    fill_settings(desk, emblem)
    name_the_head(desk)
    type_the_cadres(desk)
    session = plan_the_session(desk)
    add_topics(desk)
    invite_by_rule(desk)
    sheet = print_the_sheet(desk, papers / "daftar hadir.pdf")
    mark_attendance(desk)
    desk.clock.turn(hours=5)
    first = issue_certificates(desk, papers / "sertifikat.pdf")
    correct_the_name(desk, "Rini Melati")
    second = replace_certificate(desk, papers / "pengganti.pdf")
    with desk.answering(pressing("Tutup", says="sudah terbit")):
        desk.key(Qt.Key.Key_Z, CONTROL)
    undo_from_history(desk, "Ubah 1 kader")
    assert {row[1] for row in desk.file.cadres.find(DAY)} == {"Dewi Kenanga", "Rini Meltai"}
    make_a_backup(desk)
    close_the_window(desk)
    desk.clock.turn(minutes=15)

    look_at_the_data(desk, session)
    look_at_the_sheet(sheet)
    look_at_the_certificates(first, second)

    desk.start()
    change_everything(desk, other_emblem)
    again = reprint(desk, "RINI MELATI", papers / "cetak ulang.pdf")
    look_at_the_reprint(again, second)
    undo_after_reopening(desk)
    close_the_window(desk)


def close_the_window(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Q, CONTROL)
    assert not desk.window.isVisible()
    assert not desk.program.workspace.is_open
    desk.shut_down()


def make_a_backup(desk: Desk) -> None:
    before = len(desk.file.backups())
    choose(desk.window.header.file_menu, "Cadangkan sekarang")
    desk.settle()
    assert desk.window.toast.text() == "Cadangan dibuat dan sudah diuji baca."
    assert len(desk.file.backups()) == before + 1


def look_at_the_data(desk: Desk, session: Uid) -> None:
    with DataFile.open(desk.data_place, now=desk.clock) as data_file:
        assert data_file.check(noted=False).is_sound
        assert data_file.backups()[0].made_at <= desk.clock()
        office = data_file.office.get()
        assert (office.name, office.unit_code) == ("Dinas Pemberdayaan Masyarakat dan Desa", "426.117")
        assert office.emblem
        assert len(data_file.office.signatories_on(DAY)) == 2
        [head] = data_file.people.heads(SUKODADI)
        assert (head.full_name, head.status) == ("H. Bambang Misalkan", "active")
        cadres = {line.name: line for line in data_file.cadres.find(DAY)}
        assert {name: line.village for name, line in cadres.items()} == {
            "Dewi Kenanga": SUKODADI,
            "Rini Meltai": PAITON,
        }
        assert data_file.people.get(cadres["Dewi Kenanga"].uid).nik == RIGHT_NIK
        [accepted] = data_file.people.accepted(cadres["Rini Meltai"].uid)
        assert (accepted.code, accepted.note) == ("W.204", "KTP lama, diminta lagi")
        assert [topic.lesson_hours for topic in data_file.sessions.topics(session)] == [2, 3]
        lines = data_file.attendance.find(session)
        assert [line.status for line in lines] == ["present"] * 3
        [sheet] = data_file.sheets.find(session)
        assert sheet.paper == "F4"
        papers = {(one.name, one.number, one.state) for one in data_file.certificates.find()}
        assert papers == {
            ("RINI MELTAI", "400.10.3.5/001/426.117/2027", "replaced"),
            ("RINI MELATI", "400.10.3.5/001/426.117/2027", "issued"),
            ("H. BAMBANG MISALKAN", "400.10.3.5/002/426.117/2027", "issued"),
            ("DEWI KENANGA", "400.10.3.5/003/426.117/2027", "issued"),
        }


def look_at_the_sheet(sheet: bytes) -> None:
    text = paper_reading.joined(sheet)
    for words in (
        "H. BAMBANG MISALKAN",
        "DEWI KENANGA",
        "RINI MELTAI",
        "Rabu, 7 April 2027",
        "08.00",
        "Pendopo Kecamatan Paiton",
        "DINAS PEMBERDAYAAN MASYARAKAT DAN DESA",
        "Halaman 1 dari 1",
    ):
        assert words in text
    assert "KONSEP" not in text
    assert NIKS.search(text) is None
    for size in paper_reading.sizes(sheet):
        assert size == pytest.approx(paper_reading.F4, abs=0.1)
    assert paper_reading.unembedded(sheet) == set()


def look_at_the_certificates(first: bytes, second: bytes) -> None:
    pages = [re.sub(r"\s+", " ", text) for text in paper_reading.texts(first)]
    assert len(pages) == 6
    for page, name, number in zip(
        pages[::2], ("RINI MELTAI", "H. BAMBANG MISALKAN", "DEWI KENANGA"), ("001", "002", "003"), strict=True
    ):
        assert name in page
        assert f"400.10.3.5/{number}/426.117/2027" in page
        assert "5 (lima) jam pelajaran" in page
        assert "Probolinggo, 7 April 2027" in page
    assert all("Pembangunan Partisipatif" in page for page in pages[1::2])
    replaced = paper_reading.joined(second)
    assert "RINI MELATI" in replaced
    assert "400.10.3.5/001/426.117/2027" in replaced
    for pdf in (first, second):
        assert NIKS.search(paper_reading.joined(pdf)) is None
        for size in paper_reading.sizes(pdf):
            assert size == pytest.approx(paper_reading.A4_ACROSS, abs=0.1)
        assert paper_reading.unembedded(pdf) == set()


def change_everything(desk: Desk, emblem: Path) -> None:
    """Give the office another name, address and emblem, and the cadre another name."""
    page = settings_page(desk)
    type_setting(desk, "Nama kantor", "Badan Lain Sama Sekali")
    type_setting(desk, "Baris pertama kop", "PEMERINTAH DAERAH LAIN")
    with desk.answering(named(emblem)):
        press(page, "Pilih gambar lambang…")
    desk.key(Qt.Key.Key_Left, ALT)
    correct_the_name(desk, "Rini Yang Lain")
    office = desk.file.office.get()
    assert (office.name, office.upper_name) == ("Badan Lain Sama Sekali", "PEMERINTAH DAERAH LAIN")


def undo_after_reopening(desk: Desk) -> None:
    """Undo after closing and opening: the newest act goes first, the print is passed over."""
    desk.tab(3)
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.window.toast.text().startswith("Diurungkan: Ubah 1 kader.")
    assert "Rini Meltai" in {row[1] for row in desk.list_page().model.shown_rows()}
    desk.key(Qt.Key.Key_Y, CONTROL)
    assert "Rini Yang Lain" in {row[1] for row in desk.list_page().model.shown_rows()}


def look_at_the_reprint(again: bytes, first: bytes) -> None:
    """All is where it was; only the foot line that names the copy is new."""
    copied = "Salinan ke-1, 7 April 2027"
    front, back = paper_reading.geometry(again)
    place = "".join(letter.letter for letter in front).index(copied)
    without = front[:place] + front[place + len(copied) :]
    first_front, first_back = paper_reading.geometry(first)
    assert [one for one in without if one.letter.strip()] == [
        one for one in first_front if one.letter.strip()
    ]
    assert back == first_back
    new, old = pictures(again), pictures(first)
    assert ImageChops.difference(new[1], old[1]).getbbox() is None
    left, top, right, bottom = ImageChops.difference(new[0], old[0]).getbbox() or (0, 0, 0, 0)
    line = [one for one in front[place : place + len(copied)] if one.letter.strip()]
    assert (right - left, bottom - top) <= (line[-1].left - line[0].left + 10, 12)


def pictures(pdf: bytes) -> list[Image.Image]:
    """Return the pages as pictures, a pixel a point."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=1).to_pil().copy() for page in document]
