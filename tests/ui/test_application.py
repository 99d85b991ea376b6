"""The program as a whole: what it shows at the start, what it refuses, how it is left."""

import hashlib
import shutil
import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from builders import SUKODADI, add_person, new_file, write_past
from carrying import PHRASE, PLAIN, QUIET
from demo_folder import demo
from desk import MORNING, Desk, at_step, desk_at, named, pressing, typing
from kpm_desktop.settings import KnownFile, Settings
from kpm_desktop.store.checks import check_file
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.forms.form_dialog import FormDialog
from kpm_desktop.ui.home.page import HomePage
from kpm_desktop.ui.packages.send_dialog import SendDialog
from kpm_desktop.ui.single_instance import SingleInstance
from kpm_desktop.workflows import send_package
from kpm_desktop.workflows.send_package import SendChoices
from patience import PATIENCE
from record_builders import add_cadre
from register_screens import choose, modal, press, texts
from second_start import second_start


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def known(desk: Desk) -> KnownFile:
    """A data file that was opened on this PC before."""
    made = new_file(desk.data_place.parent, desk.clock)
    add_person(made)
    made.close()
    kept = KnownFile(str(made.path), made.file_uid.hex(), "Kabupaten Probolinggo", "2027-04-06T16:20:00")
    desk.remember(Settings(known_files=(kept,)))
    return kept


def choices(desk: Desk) -> list[str]:
    return [one.accessibleName().split(".")[0] for one in desk.start_page.choices]


def choose_start(desk: Desk, words: str) -> None:
    [found] = [one for one in desk.start_page.choices if one.accessibleName().startswith(words)]
    found.click()


def notice(desk: Desk) -> str:
    return "\n".join(one.text() for one in desk.start_page.findChildren(QLabel) if one.isVisible())


def prints(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


# starting


def test_an_empty_pc_shows_the_start_page_and_makes_nothing(desk: Desk) -> None:
    desk.start()
    assert desk.program.window is None
    assert choices(desk) == ["Mulai data baru", "Ambil dari flashdisk", "Belajar dengan data contoh"]
    assert "Belum ada data yang pernah dibuka di PC ini." in notice(desk)
    assert list(desk.folder.iterdir()) == []


def test_the_last_file_opens_directly(desk: Desk, known: KnownFile) -> None:
    desk.start()
    assert desk.program.start_page is None
    assert isinstance(desk.window.front, HomePage)
    assert str(desk.file.path) == known.path
    assert desk.program.pc.settings.known_files[0].opened_at == "2027-04-07T08:00:00"


@pytest.mark.usefixtures("known")
def test_the_filters_of_a_list_survive_another_tab_and_a_restart(desk: Desk) -> None:
    desk.start()
    desk.tab(2)
    desk.list_page().chips.show_state({"district": ["Paiton"]})
    shown = [row[0] for row in desk.list_page().model.shown_rows()]
    assert 0 < len(shown) < len(desk.file.villages.find(MORNING.date()))
    for _ in range(2):
        desk.tab(1)
        desk.tab(2)
        assert desk.list_page().chips.state() == {"district": ["Paiton"]}
        assert [row[0] for row in desk.list_page().model.shown_rows()] == shown
        desk.shut_down()
        desk.start()


def test_a_file_where_it_belongs_opens_without_settings(desk: Desk, known: KnownFile) -> None:
    desk.settings_place.write_text("{ rusak", encoding="utf-8")
    desk.start()
    assert str(desk.file.path) == known.path


def test_another_file_is_opened_for_this_start(desk: Desk, known: KnownFile, tmp_path: Path) -> None:
    other = tmp_path / "lain" / "kecamatan.db"
    other.parent.mkdir()
    shutil.copyfile(known.path, other)
    before = prints(desk.data_place.parent)
    desk.start(other)
    assert desk.file.path == other
    assert prints(desk.data_place.parent) == before


def test_a_second_start_brings_the_first_forward(desk: Desk, known: KnownFile, qtbot: QtBot) -> None:
    desk.start()
    first = SingleInstance(known.path)
    assert first.is_first([])
    first.called.connect(desk.program.come_forward)
    desk.window.setWindowState(Qt.WindowState.WindowMinimized)
    with qtbot.waitSignal(first.called):
        second = second_start(known.path)
    assert second.wait(PATIENCE) == 0
    assert not desk.window.isMinimized()
    assert desk.window.isActiveWindow()
    first.close()


# a file that is not there


@pytest.mark.parametrize("how", ["missing", "renamed", "empty", "other"])
def test_a_known_file_that_is_gone_is_never_replaced_silently(
    desk: Desk, known: KnownFile, tmp_path: Path, how: str
) -> None:
    path = Path(known.path)
    shutil.rmtree(path.parent / "journal")
    match how:
        case "missing":
            path.unlink()
        case "renamed":
            path.rename(path.with_name("kpm lama.db"))
        case "empty":
            path.write_bytes(b"")
        case _:
            path.unlink()
            new_file(tmp_path / "y", desk.clock).close()
            (tmp_path / "y" / "kpm.db").rename(path)
    before = prints(path.parent)
    desk.start()
    assert desk.program.window is None
    said = notice(desk)
    assert ("isinya kosong" if how == "empty" else "Data tidak ditemukan di tempat biasa") in said
    assert any(one.text().startswith("Pulihkan cadangan") for one in buttons(desk))
    assert {"Cari berkas…", "Mulai baru…"} <= {one.text() for one in buttons(desk)}
    if how != "other":  # that one is not lost but another: a new file then needs a place of its own
        with desk.answering(typing("mulai", "Mulai baru")):
            press(desk.start_page, "Mulai baru…")
    assert desk.program.window is None
    assert prints(path.parent) == before


@pytest.mark.parametrize("way", ["Mulai baru…", "Mulai data baru"])
def test_beginning_over_needs_the_word_whatever_way_is_taken(desk: Desk, known: KnownFile, way: str) -> None:
    Path(known.path).unlink()
    desk.start()
    with desk.answering(typing("MULAI", "Mulai baru")):
        if way.endswith("…"):
            press(desk.start_page, way)
        else:
            choose_start(desk, way)
    dialog = modal()
    assert isinstance(dialog, FormDialog)
    assert not Path(known.path).exists()
    press(dialog, "Simpan")
    assert desk.file.path == Path(known.path)
    assert desk.file.file_uid.hex() != known.file_uid


def test_a_lost_file_is_searched_and_opened_where_it_is(desk: Desk, known: KnownFile) -> None:
    moved = Path(known.path).with_name("kpm dipindah.db")
    Path(known.path).rename(moved)
    desk.start()
    with desk.answering(named(moved)):
        press(desk.start_page, "Cari berkas…")
    assert desk.file.path == moved
    assert desk.program.pc.settings.known_files[0].path == str(moved)


def test_an_unreachable_file_is_listed_as_such(desk: Desk, known: KnownFile) -> None:
    gone = KnownFile(str(desk.folder / "hilang.db"), "", "Kabupaten Lain", "2027-01-02T09:00:00")
    Path(known.path).unlink()
    desk.remember(Settings(known_files=(known, gone)))
    desk.start()
    lines = [one for one in desk.start_page.findChildren(QPushButton) if "Kabupaten" in one.accessibleName()]
    assert len(lines) == 2
    assert not any(one.isEnabled() for one in lines)


# what is no data file of ours


def spoil(kind: str, desk: Desk, known: KnownFile) -> Path:
    """Make a wrong file; returns its path."""
    place = desk.folder / "salah" / "berkas.db"
    place.parent.mkdir()
    match kind:
        case "folder":
            place.mkdir()
        case "text":
            place.write_text("Daftar kader Kecamatan Paiton. " * 20, encoding="utf-8")
        case "empty":
            place.touch()
        case "foreign":
            with sqlite3.connect(place) as connection:
                connection.execute("CREATE TABLE kader (nama TEXT)")
            connection.close()
        case "newer":
            content = bytearray(Path(known.path).read_bytes())
            content[60:64] = struct.pack(">I", 2 << 16 | 3)
            place.write_bytes(content)
        case _:
            shutil.copyfile(known.path, place)
    return place


WRONG = {
    "folder": "Yang dipilih bukan berkas biasa.",
    "text": "Ini bukan berkas KPM Desktop.",
    "empty": "Berkas data ada, tetapi isinya kosong.",
    "foreign": "Berkas ini milik program lain.",
    "newer": "Dibuat dengan aplikasi lebih baru (2.3; di sini 1.0).",
    "locked": "Data sedang dibuka di jendela lain",
}


@pytest.mark.parametrize("kind", list(WRONG))
def test_each_wrong_file_has_its_sentence_and_stays_as_it_is(desk: Desk, known: KnownFile, kind: str) -> None:
    place = spoil(kind, desk, known)
    holder = DataFile.open(place, now=desk.clock) if kind == "locked" else None
    before = prints(desk.folder / "salah")
    desk.start(place)
    assert desk.program.window is None
    assert WRONG[kind] in notice(desk)
    assert prints(desk.folder / "salah") == before
    if holder is not None:
        holder.close(backup=False)


@pytest.mark.parametrize("kind", [kind for kind in WRONG if kind != "folder"])
def test_a_wrong_file_chosen_in_the_window_leaves_the_open_data_open(
    desk: Desk, known: KnownFile, kind: str
) -> None:
    desk.start()
    place = spoil(kind, desk, known)
    holder = DataFile.open(place, now=desk.clock) if kind == "locked" else None
    before = prints(desk.folder / "salah")
    with desk.answering(named(place), pressing("Tutup", says=WRONG[kind])):
        choose(desk.window.header.file_menu, "Buka data…")
    assert str(desk.file.path) == known.path
    assert prints(desk.folder / "salah") == before
    if holder is not None:
        holder.close(backup=False)


def test_after_going_back_to_an_older_program_the_copy_before_the_update_is_taken(
    desk: Desk, known: KnownFile
) -> None:
    place = Path(known.path)
    with DataFile.open(place, now=desk.clock) as data_file:
        add_person(data_file, "Rini Melati")
        data_file.backup()
        add_person(data_file, "Dewi Kenanga")
        held = data_file.places
    [*_, newest] = sorted(held.backups.glob("*.db"))
    for wrong in (place, newest):
        content = bytearray(wrong.read_bytes())
        content[60:64] = struct.pack(">I", 2 << 16 | 3)
        wrong.write_bytes(content)
    newer = place.read_bytes()
    desk.start()
    assert WRONG["newer"] in notice(desk)
    with desk.answering(pressing("Tutup", says="Data kembali ke cadangan.")):
        [offer] = [
            one
            for one in desk.start_page.findChildren(QPushButton)
            if "Kembali ke cadangan" in one.text() and one.isVisible()
        ]
        offer.click()
        desk.until(lambda: desk.program.window is not None)
        desk.settle()
    assert names(desk) == ["Rini Melati", "Siti Contohwati"]
    assert not desk.file.read_only
    [kept] = held.damaged.iterdir()
    assert (kept / place.name).read_bytes() == newer
    assert list((kept / "journal").iterdir())
    desk.program.workspace.run("edit", "Tambah 1 orang", lambda file: add_person(file, "Tiga Umpama"))
    desk.shut_down()
    assert check_file(place).is_sound
    with DataFile.open(place, now=desk.clock) as data_file:
        assert len(data_file.rows("SELECT name FROM person")) == 3


def test_a_file_that_can_only_be_read_is_shown_and_says_so(desk: Desk, known: KnownFile) -> None:
    place = Path(known.path)
    place.chmod(0o444)
    before = place.read_bytes()
    desk.start()
    assert desk.file.read_only
    assert "Berkas hanya bisa dibaca." in desk.window.toast.text()
    with desk.answering(pressing("Tutup", says="Berkas hanya bisa dibaca.")):
        desk.program.workspace.run("edit", "Tambah 1 orang", lambda file: add_person(file, "Rini Melati"))
    assert place.read_bytes() == before
    place.chmod(0o644)


def test_an_old_copy_put_in_place_is_seen_and_what_it_lacks_is_taken_from_the_journal(
    desk: Desk, known: KnownFile
) -> None:
    put_an_old_copy(desk, known)
    desk.start()
    assert desk.program.window is None
    assert "2 perubahan ada di catatan harian" in notice(desk)
    jobs = desk.program.jobs
    with (
        at_step(jobs, 1, jobs.cancel),
        desk.answering(pressing("Tutup", says="Dihentikan. Data di")),
    ):
        press(desk.start_page, "Gabungkan 2 perubahan")
    assert desk.program.window is None
    press(desk.start_page, "Gabungkan 2 perubahan")
    desk.until(lambda: desk.program.window is not None)
    desk.settle()
    assert names(desk) == ["Rini Melati", "Siti Contohwati", "Tiga Umpama"]


def test_an_old_copy_can_be_opened_as_it_is(desk: Desk, known: KnownFile) -> None:
    put_an_old_copy(desk, known)
    desk.start()
    press(desk.start_page, "Buka seperti ini")
    assert names(desk) == ["Siti Contohwati"]
    assert desk.file.check(noted=False).is_sound


def put_an_old_copy(desk: Desk, known: KnownFile) -> None:
    place = Path(known.path)
    old = place.read_bytes()
    with DataFile.open(place, now=desk.clock) as data_file:
        add_person(data_file, "Rini Melati")
        add_person(data_file, "Tiga Umpama")
    place.write_bytes(old)


def names(desk: Desk) -> list[str]:
    return [name for (name,) in desk.file.rows("SELECT name FROM person ORDER BY name")]


# sample data


def put_the_sample(desk: Desk) -> None:
    desk.sample_place.parent.mkdir(parents=True)
    shutil.copyfile(demo().data, desk.sample_place)


def test_the_sample_is_made_from_the_start_page_and_marked(desk: Desk) -> None:
    desk.start()
    choose_start(desk, "Belajar dengan data contoh")
    desk.until(lambda: desk.program.window is not None)
    assert desk.window.windowTitle().endswith("CONTOH")
    assert desk.file.path == desk.sample_place
    assert desk.program.pc.settings.known_files == ()
    assert len(desk.file.sessions.find()) == 5


def test_the_empty_register_shows_the_sample_instead(desk: Desk) -> None:
    put_the_sample(desk)
    new_file(desk.data_place.parent, desk.clock).close(backup=False)
    desk.start()
    desk.tab(3)
    desk.press("Lihat contoh")
    desk.until(lambda: desk.file.path == desk.sample_place)
    assert desk.window.windowTitle().endswith("CONTOH")


def test_the_sample_stopped_halfway_leaves_the_start_page(desk: Desk) -> None:
    was_there: list[bool] = []

    def stop() -> None:
        was_there.append(desk.sample_place.exists())
        desk.program.jobs.cancel()

    desk.start()
    with at_step(desk.program.jobs, 4, stop):
        choose_start(desk, "Belajar dengan data contoh")
        desk.settle()
    assert was_there == [True]
    assert desk.program.window is None
    assert desk.start_page.isVisible()
    assert not desk.sample_place.exists()


def test_the_open_sample_goes_with_one_press_and_the_program_stays(desk: Desk, known: KnownFile) -> None:
    put_the_sample(desk)
    ended: list[bool] = []
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.lastWindowClosed.connect(lambda: ended.append(True))
    desk.start(demo=True)
    choose(desk.window.header.file_menu, "Buang data contoh")
    assert list(desk.sample_place.parent.iterdir()) == []
    assert desk.start_page.isVisible()
    assert ended == []
    choose_start(desk, "Lanjutkan data terakhir")
    assert str(desk.file.path) == known.path


def test_the_sample_is_dropped_beside_the_offices_own_data(desk: Desk, known: KnownFile) -> None:
    put_the_sample(desk)
    desk.start()
    choose(desk.window.header.file_menu, "Buang data contoh")
    assert list(desk.sample_place.parent.iterdir()) == []
    assert desk.window.toast.text() == "Data contoh dibuang."
    assert str(desk.file.path) == known.path
    choose(desk.window.header.file_menu, "Buang data contoh")
    assert desk.window.toast.text() == "Tidak ada data contoh di komputer ini."


# a clock that is off


@pytest.mark.parametrize(("year", "is_told"), [(2002, True), (2027, False), (2028, False), (2099, True)])
def test_a_clock_that_is_years_off_is_told_and_a_save_by_the_right_one_ends_it(
    desk: Desk, known: KnownFile, year: int, is_told: bool
) -> None:
    right = desk.clock.now
    desk.clock.now = right.replace(year=year)
    desk.start()
    shown = desk.window.toast.text() if desk.window.toast.isVisible() else ""
    assert (f"Tanggal komputer ini 7 Apr {year}." in shown) is is_told
    desk.program.workspace.run("edit", "Tambah 1 orang", lambda file: _put(file, "Rini Melati"))
    desk.clock.now = right
    desk.program.workspace.run("edit", "Tambah 1 orang", lambda file: _put(file, "Tiga Umpama"))
    desk.program.leave_data()
    desk.program.open_file(Path(known.path))
    assert "Tanggal komputer ini" not in desk.window.toast.text()
    assert names(desk) == ["Rini Melati", "Siti Contohwati", "Tiga Umpama"]


# leaving


def test_closing_backs_up_what_changed_and_frees_the_file(desk: Desk, known: KnownFile) -> None:
    desk.start()
    before = len(desk.file.backups())
    desk.clock.turn(minutes=5)
    desk.program.workspace.run("edit", "Tambah 1 orang", lambda file: _put(file, "Rini Melati"))
    desk.window.close()
    assert not desk.program.workspace.is_open
    with DataFile.open(Path(known.path), now=desk.clock) as data_file:
        assert len(data_file.backups()) == before + 1


def test_a_backup_that_fails_at_the_end_is_told_and_the_data_are_closed(desk: Desk, known: KnownFile) -> None:
    desk.start()
    backups = desk.file.places.backups
    shutil.rmtree(backups)
    backups.write_text("bukan folder", encoding="utf-8")
    desk.program.workspace.run("edit", "Tambah 1 orang", lambda file: _put(file, "Rini Melati"))
    with desk.answering(pressing("Tutup", says="Cakram tidak dapat dibaca atau ditulis.")):
        desk.window.close()
    assert not desk.window.isVisible()
    backups.unlink()
    with DataFile.open(Path(known.path), now=desk.clock) as data_file:
        assert data_file.rows("SELECT count(*) FROM person") == [(2,)]


def test_the_start_page_is_reached_by_choice_and_the_file_is_free_then(desk: Desk, known: KnownFile) -> None:
    desk.start()
    choose(desk.window.header.file_menu, "Halaman mulai")
    assert desk.program.window is None
    assert "Kabupaten Probolinggo" in notice(desk)
    with DataFile.open(Path(known.path), now=desk.clock):
        pass
    choose_start(desk, "Lanjutkan data terakhir")
    assert desk.window.isVisible()


def test_the_start_page_tells_the_age_of_the_copy_outside_and_offers_to_make_one(
    desk: Desk, known: KnownFile
) -> None:
    """Everything, sealed, on a stick: what lies open there counts for no copy."""
    stick = desk.plug_in()
    with DataFile.open(Path(known.path), now=desk.clock) as file:
        add_cadre(file, "Siti Contohwati", SUKODADI)
        send_package.send(file, PLAIN, stick.root, QUIET, drive=stick)
    desk.start()
    choose(desk.window.header.file_menu, "Halaman mulai")
    assert "Belum ada cadangan di luar PC" in notice(desk)
    assert "PC ini. 1 kader, 0 sertifikat." in notice(desk)
    with DataFile.open(Path(known.path), now=desk.clock) as file:
        send_package.send(file, SendChoices(PHRASE), stick.root, QUIET, drive=stick)
    desk.clock.turn(days=9)
    choose_start(desk, "Lanjutkan data terakhir")
    choose(desk.window.header.file_menu, "Halaman mulai")
    assert "Cadangan di luar PC: 9 hari lalu" in notice(desk)
    press(desk.start_page, "Cadangkan ke USB sekarang")
    dialog = modal()
    assert isinstance(dialog, SendDialog)
    dialog.reject()


@pytest.mark.usefixtures("known")
def test_settings_that_cannot_be_kept_do_not_stop_anything(desk: Desk) -> None:
    desk.start()
    desk.settings_place.unlink()
    desk.settings_place.mkdir()
    desk.window.text_larger()
    assert desk.window.settings.text_scale == 115


@pytest.mark.usefixtures("known")
def test_a_check_from_the_menu_tells_what_it_found(desk: Desk) -> None:
    desk.start()
    desk.settle()
    with desk.answering(pressing("Tutup", says="Riwayat utuh")):
        choose(desk.window.header.file_menu, "Periksa data")
    assert "KPM Desktop" in desk.window.windowTitle()
    assert texts(desk.window)


@pytest.mark.parametrize("harm", [False, True])
def test_what_another_program_writes_stops_saving_and_is_checked_at_once(
    desk: Desk, known: KnownFile, harm: bool
) -> None:
    desk.start()
    desk.until(lambda: desk.file.rows("SELECT count(*) FROM check_log") == [(1,)])
    if harm:
        write_past(Path(known.path), "UPDATE person SET name = 'Orang Lain'")
    else:
        write_past(Path(known.path), "INSERT INTO check_log (at, kind, result) VALUES ('2027', 'x', 'y')")
    found = (
        pressing("Tutup", says="Ada kerusakan pada data di komputer ini.")
        if harm
        else pressing("Tutup", says="Riwayat utuh")
    )
    with desk.answering(pressing("Tutup", says="Penyimpanan dihentikan; data sedang diperiksa."), found):
        desk.program.workspace.run("edit", "Tambah 1 orang", lambda file: _put(file, "Rini Melati"))
    assert ("Rini Melati",) not in desk.file.rows("SELECT name FROM person")
    if not harm:
        desk.program.workspace.run("edit", "Tambah 1 orang", lambda file: _put(file, "Rini Melati"))
        assert ("Rini Melati",) in desk.file.rows("SELECT name FROM person")


def _put(file: DataFile, name: str) -> None:
    file.put("person", file.new_uid(), {"name": name})


def buttons(desk: Desk) -> list[QPushButton]:
    return [one for one in desk.start_page.findChildren(QPushButton) if one.isVisible()]
