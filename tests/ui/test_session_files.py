"""The inner tab Berkas: photos and files come in, are described, ordered, removed, printed."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

import paper_reading
from desk import answered, pressing
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.sessions import file_acts
from kpm_desktop.ui.sessions.scan_page import ScanPage
from kpm_desktop.workflows import archive_session, print_report
from register_screens import activate, form, key, press, texts
from session_screens import PAJARAKAN, Meeting, make_template, meeting_at
from words import english_on


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("files"))


@pytest.fixture
def meeting(qtbot: QtBot, template: Path, tmp_path: Path) -> Iterator[Meeting]:
    with meeting_at(qtbot, template, tmp_path) as made:
        yield made


def photo(folder: Path, name: str, colour: str) -> Path:
    path = folder / name
    Image.new("RGB", (640, 480), colour).save(path)
    return path


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def opened(meeting: Meeting) -> Uid:
    session = meeting.add_session(PAJARAKAN)
    assert meeting.page.go_to(session)
    activate(meeting.window)
    key(meeting.window, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    return session


def captions(meeting: Meeting) -> list[str]:
    return [row[2] for row in meeting.page.detail.files.model.shown_rows()]


def test_files_are_dropped_described_ordered_and_taken_off(meeting: Meeting, tmp_path: Path) -> None:
    session = opened(meeting)
    pdf = tmp_path / "Notulen.pdf"
    pdf.write_bytes(b"%PDF-1.4 contoh")
    paths = [photo(tmp_path, "Pembukaan.jpg", "navy"), pdf, photo(tmp_path, "Diskusi.png", "teal")]
    assert meeting.page.drop_offer(mime(*paths)) == "Lepas untuk menyimpan 3 berkas bersama sesi ini."
    meeting.page.dropped(paths)
    assert captions(meeting) == ["Pembukaan", "Notulen", "Diskusi"]
    assert "Berkas 3" in texts(meeting.page)
    view = meeting.page.detail.files.view
    view.setFocus()
    view.go_to_first()
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert captions(meeting) == ["Notulen", "Pembukaan", "Diskusi"]
    QTest.keyClick(view, Qt.Key.Key_F2)
    field = form().body.editors["caption"].core
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, " oleh Camat")
    press(form(), "Simpan")
    assert "oleh Camat" in captions(meeting)[1]
    activate(meeting.window)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert captions(meeting) == ["Notulen", "Diskusi"]
    meeting.workspace.undo()
    assert len(captions(meeting)) == 3
    stored = meeting.file.sessions.attachments(session)
    assert [(one.kind, one.position) for one in stored] == [("file", 1), ("photo", 2), ("photo", 3)]
    assert not english_on(meeting.page)


def test_photos_go_into_the_report_six_at_most_in_their_order(meeting: Meeting, tmp_path: Path) -> None:
    session = opened(meeting)
    file_acts.take_files(
        meeting.window, session, [photo(tmp_path, f"Foto {number}.jpg", "navy") for number in range(1, 9)]
    )
    rows = meeting.page.detail.files.model.shown_rows()
    assert [row[5] for row in rows] == [1, 2, 3, 4, 5, 6, 0, 0]
    file_acts.move_file(meeting.window, session, rows[6][0], -1)
    text = paper_reading.joined(print_report.preview_report(meeting.file, session).pdf)
    for name in ("Foto 1", "Foto 5", "Foto 7"):
        assert name in text
    assert "Foto 6" not in text


def test_a_file_that_cannot_be_kept_is_told_and_changes_nothing(meeting: Meeting, tmp_path: Path) -> None:
    session = opened(meeting)
    program = tmp_path / "pasang.exe"
    program.write_bytes(b"MZ")
    large = tmp_path / "besar.pdf"
    large.write_bytes(bytes(1_600_000))
    empty = tmp_path / "kosong.pdf"
    empty.write_bytes(b"")
    broken = tmp_path / "rusak.jpg"
    broken.write_bytes(b"bukan gambar")
    good = photo(tmp_path, "baik.jpg", "navy")
    for path, says in (
        (program, "Jenis berkas pasang.exe tidak disimpan."),
        (large, "Berkas besar.pdf lebih dari 1,5 MB."),
        (empty, "Berkas kosong.pdf kosong, isinya 0 byte."),
        (broken, "Gambar rusak.jpg tidak dapat dibaca."),
    ):
        with answered(pressing("Tutup", says)):
            file_acts.take_files(meeting.window, session, [good, path])
        assert meeting.file.sessions.attachments(session) == []


def test_a_copy_is_saved_and_the_archive_has_all_under_their_names(meeting: Meeting, tmp_path: Path) -> None:
    session = opened(meeting)
    sheet = tmp_path / "Materi.pptx"
    sheet.write_bytes(b"PK contoh")
    file_acts.take_files(meeting.window, session, [sheet, photo(tmp_path, "Pembukaan.jpg", "navy")])
    target = tmp_path / "arsip.zip"
    archive_session.archive_session(meeting.file, session, target)
    with zipfile.ZipFile(target) as package:
        names = package.namelist()
        assert any(name.endswith("Materi.pptx") for name in names)
        [picture] = [name for name in names if name.endswith("Pembukaan.jpg")]
        assert Image.open(io.BytesIO(package.read(picture))).size == (640, 480)


def test_a_scan_is_dropped_where_scans_are_read(meeting: Meeting, tmp_path: Path) -> None:
    session = meeting.invited_session()
    page = meeting.mark(session)
    scan = photo(tmp_path, "pindaian.jpg", "white")
    assert page.drop_offer(mime(scan)) == "Lepas untuk membaca 1 berkas pindaian. Belum ada yang ditulis."
    assert not page.drop_offer(mime(tmp_path / "daftar.xlsx"))
    page.dropped([scan])
    shown = meeting.window.front
    assert isinstance(shown, ScanPage)
    assert shown.drop_offer(mime(scan, scan)).startswith("Lepas untuk membaca 2 berkas")
    meeting.until(lambda: "Tidak ada halaman daftar hadir" in texts(shown))


@pytest.mark.parametrize("name", ["hilang.pdf", "hilang 😀.png"])
def test_a_file_that_is_gone_is_named_and_the_data_file_is_not_blamed(
    meeting: Meeting, tmp_path: Path, name: str
) -> None:
    session = opened(meeting)
    good = photo(tmp_path, "rapat.png", "red")
    with answered(pressing("Tutup", f"{name} tidak dapat dibaca.")):
        file_acts.take_files(meeting.window, session, [good, tmp_path / name])
    assert captions(meeting) == []
