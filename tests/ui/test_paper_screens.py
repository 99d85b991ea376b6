"""Papers from the screens: asked for, looked at, recorded only when they leave; the steps follow."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

import paper_reading
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.cadres.page import CadresPage
from kpm_desktop.ui.preview import PreviewPage
from kpm_desktop.ui.sessions import papers
from kpm_desktop.ui.villages.page import VillagesPage
from kpm_desktop.workflows import issued_papers
from register_screens import fill, form, press
from session_screens import Meeting, choose_entry, make_template, meeting_at
from words import english_on


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("papers"))


@pytest.fixture
def meeting(qtbot: QtBot, template: Path, tmp_path: Path) -> Iterator[Meeting]:
    with meeting_at(qtbot, template, tmp_path) as made:
        yield made


def shown(meeting: Meeting) -> PreviewPage:
    """Return the preview once it is there."""
    meeting.until(lambda: isinstance(meeting.window.front, PreviewPage))
    page = meeting.window.front
    assert isinstance(page, PreviewPage)
    return page


def save(meeting: Meeting, path: Path) -> bytes:
    """Save what the preview shows, and go back."""
    page = shown(meeting)
    with meeting.qtbot.waitSignal(page.saved):
        page.save_to(path)
    page.leave()
    return path.read_bytes()


def kinds(meeting: Meeting, session: Uid) -> list[str]:
    return [paper.kind for paper in issued_papers.standing(meeting.file, session)]


def test_the_step_undangan_prints_the_letters_and_is_done_when_they_left(
    meeting: Meeting, tmp_path: Path
) -> None:
    session = meeting.invited_session()
    assert meeting.page.go_to(session)
    strip = meeting.page.detail.strip
    QTest.keyClick(strip.buttons["invitation"], Qt.Key.Key_Space)
    assert not english_on(form())
    fill(form(), number="005/17/2027")
    press(form(), "Lihat pratinjau")
    assert "KONSEP" in paper_reading.texts(shown(meeting).pdf)[0]
    assert kinds(meeting, session) == []
    pdf = save(meeting, tmp_path / "undangan.pdf")
    pages = paper_reading.texts(pdf)
    assert len(pages) == 25
    assert all("005/17/2027" in page and "KONSEP" not in page for page in pages)
    assert kinds(meeting, session) == ["invitation"]
    (paper,) = issued_papers.standing(meeting.file, session)
    papers.show_copy(meeting.window, paper.uid, "Undangan", "kertas basah")
    copy = paper_reading.texts(save(meeting, tmp_path / "salinan.pdf"))
    assert all("Salinan ke-1" in page for page in copy)
    prints = meeting.file.certificates.prints(paper.uid)
    assert sorted(entry.reason for entry in prints) == ["", "kertas basah"]
    assert strip.buttons["invitation"].step.state == "done"


def test_transport_asks_for_money_and_remembers_who_signs(meeting: Meeting, tmp_path: Path) -> None:
    session = meeting.invited_session()
    uids = [line.uid for line in meeting.file.attendance.find(session)]
    meeting.workspace.run("edit", "Tandai", lambda file: file.attendance.mark(uids, "present"))
    assert meeting.page.go_to(session)
    choose_entry(meeting.page, "Cetak lainnya", "Cetak daftar uang transport")
    fill(form(), amount_head="200000", tax_head="lima", amount_other="150000", officer_name="Laras Contoh")
    press(form(), "Lihat pratinjau")
    assert form().isVisible()
    fill(form(), tax_head="5")
    press(form(), "Lihat pratinjau")
    text = paper_reading.joined(save(meeting, tmp_path / "transport.pdf"))
    total = 25 * 200_000 + 54 * 150_000
    assert f"JUMLAH SELURUHNYA {total:,}".replace(",", ".") in text
    assert len(meeting.file.payments.find(session)) == 79
    papers.print_transport(meeting.window, session)
    assert form().record().officer_name == "Laras Contoh"
    form().close()


def test_every_paper_of_a_session_opens_from_its_menu(meeting: Meeting, tmp_path: Path) -> None:
    session = meeting.invited_session()
    assert meeting.page.go_to(session)
    for entry in ("Cetak berita acara", "Cetak laporan kegiatan"):
        choose_entry(meeting.page, "Cetak lainnya", entry)
        assert not english_on(form())
        form().body.editors["results"].set_raw("Peserta sepakat.")
        press(form(), "Lihat pratinjau")
        assert "Peserta sepakat." in paper_reading.joined(save(meeting, tmp_path / f"{entry}.pdf"))
    choose_entry(meeting.page, "Cetak lainnya", "Cetak kartu nama")
    assert paper_reading.joined(save(meeting, tmp_path / "kartu.pdf")).count("Kec. ") == 79
    assert sorted(kinds(meeting, session)) == ["event_minutes", "session_report"]
    assert meeting.page.detail.strip.buttons["report"].step.state == "done"
    choose_entry(meeting.page, "Cetak lainnya", "Salin undangan untuk WhatsApp")
    meeting.until(lambda: "Yth." in QApplication.clipboard().text())
    assert QApplication.clipboard().text().count("Yth.") == 25
    village = meeting.file.attendance.find(session)[0].village
    papers.copy_whatsapp(meeting.window, session, village)
    meeting.until(lambda: QApplication.clipboard().text().count("Yth.") == 1)
    target = tmp_path / "arsip.zip"
    papers.archive_to(meeting.window, session, target)
    meeting.until(target.exists)
    meeting.until(lambda: meeting.page.detail.strip.buttons["archive"].step.state == "done")
    with zipfile.ZipFile(target) as package:
        assert "05 Berita acara.pdf" in package.namelist()


def test_a_paper_without_anybody_on_it_is_refused_in_the_preview(meeting: Meeting) -> None:
    session = meeting.add_session()
    papers.print_invitations(meeting.window, session)
    press(form(), "Lihat pratinjau")
    page = shown(meeting)
    acts = {one.text(): one for one in page.findChildren(QPushButton)}
    assert not acts["Cetak"].isEnabled()
    assert not acts["Simpan PDF"].isEnabled()
    assert kinds(meeting, session) == []


def test_a_list_prints_as_it_is_shown(meeting: Meeting, tmp_path: Path) -> None:
    meeting.window.go("villages")
    page = meeting.window.front
    assert isinstance(page, VillagesPage)
    page.toolbar.search.setText("paj")
    meeting.until(lambda: len(page.model.shown_rows()) < 330)
    count = len(page.model.shown_rows())
    page.print_rows()
    assert not english_on(form())
    press(form(), "Lihat pratinjau")
    text = paper_reading.joined(save(meeting, tmp_path / "daftar.pdf"))
    assert f"{count} baris, cari: paj" in text
    for column in page.view.shown_columns():
        assert column.title.upper() in text
    (entry,) = [one for one in meeting.file.history() if one.kind == "print"]
    assert entry.label == "Cetak Daftar desa dan kelurahan"


def test_books_and_cards_open_from_villages_and_cadres(meeting: Meeting, tmp_path: Path) -> None:
    meeting.window.go("villages")
    villages = meeting.window.front
    assert isinstance(villages, VillagesPage)
    villages.toolbar.search.setText("pajarakan kulon")
    choose_entry(villages, "Cetak", "Buku Kader desa yang tampil")
    text = paper_reading.joined(save(meeting, tmp_path / "buku.pdf"))
    assert "BUKU KADER PEMBERDAYAAN MASYARAKAT" in text
    meeting.window.go("cadres")
    cadres = meeting.window.front
    assert isinstance(cadres, CadresPage)
    cadres.toolbar.search.setText("siti")
    count = len(cadres.model.shown_rows())
    choose_entry(cadres, "Cetak", "Kartu kader yang tampil")
    pages = paper_reading.texts(save(meeting, tmp_path / "kartu.pdf"))
    assert len(pages) == count
    choose_entry(cadres, "Cetak", "Buku Kader kabupaten")
    assert len(paper_reading.texts(save(meeting, tmp_path / "semua.pdf"))) >= 24
