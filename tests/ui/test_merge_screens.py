"""Gabung data and Berbeda isi, used with keys and clicks; then the data file is looked at."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from builders import add_person, edit_person
from carrying import PLAIN, QUIET, begin, receive, send
from contest_rooms import furnish, type_all
from desk import ALT, CONTROL, Desk, desk_at, pressing, typing
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.tables import STATE
from kpm_desktop.ui import row_words
from kpm_desktop.ui.cadres.duplicates_page import DuplicatesPage
from kpm_desktop.ui.merging.conflicts_page import ConflictsPage
from kpm_desktop.ui.merging.lines import GROUPS
from kpm_desktop.ui.merging.page import MergePage
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.preview import PreviewPage
from kpm_desktop.ui.settings.history_page import HistoryPage
from kpm_desktop.ui.settings.kept_page import KeptPage
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import Scheme, theme
from kpm_desktop.workflows import decide_contest, erase_person, foreign_changes
from kpm_desktop.workflows.decide_contest import DecisionChoices, Locked
from merge_screens import NEW, apart, bare, cadres, merge_page, opened, throw_away
from paper_reading import joined
from register_screens import choose, texts

LEFT, RIGHT, DOWN, DELETE = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Delete
RETURN, ESCAPE, F8 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F8


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def theirs(desk: Desk) -> Iterator[DataFile]:
    other = apart(desk)
    yield other
    other.close(backup=False)


def phone(data_file: DataFile, person: Uid) -> str:
    [(found,)] = data_file.rows("SELECT phone FROM person WHERE uid = ?", (person,))
    return str(found)


def change(desk: Desk, person: Uid, number: str) -> None:
    """Change a phone at the desk, as a screen does."""
    desk.program.workspace.run(
        "edit", "Ubah 1 orang", lambda file: file.put("person", person, {"phone": number})
    )


def name_of(data_file: DataFile, person: Uid) -> str:
    [(found,)] = data_file.rows("SELECT name FROM person WHERE uid = ?", (person,))
    return str(found)


def count(data_file: DataFile, what: str) -> int:
    return int(data_file.rows(f"SELECT count(*) FROM {what}")[0][0])


def counts(page: MergePage) -> dict[str, int]:
    """The figures on the buttons of the groups, by word."""
    found = {}
    for button in page.groups.buttons.buttons():
        match = re.fullmatch(r"(.+)  ([0-9.]+)", button.text())
        assert match is not None, button.text()
        found[match[1]] = int(match[2].replace(".", ""))
    return found


def village_of(data_file: DataFile, person: Uid) -> Uid:
    found: list[tuple[Uid]] = data_file.rows("SELECT village FROM cadre_term WHERE person = ?", (person,))
    return found[0][0]


def shown(view: TableView) -> list[list[str]]:
    """The cells of all rows as they are read."""
    model = view.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def words_on(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def click(view: TableView, row: int, column: int) -> None:
    """Click into the middle of a cell."""
    place = view.visualRect(view.model().index(row, column)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))


# the preview


def test_what_only_this_pc_changed_is_told_by_its_fields(desk: Desk, theirs: DataFile) -> None:
    """One that differs on both sides is asked about and not told again; the same on both is counted."""
    gone, kept = bare(desk.file)[-2], bare(desk.file)[-3]
    throw_away(desk.file, gone)
    desk.program.workspace.run(
        "edit", "Tambah", lambda file: file.put("person", file.new_uid(), {"name": "Baru Di Sini"})
    )
    edit_person(desk.file, kept, phone="081255550000", education="SMA")
    page = merge_page(desk, theirs)
    desk.key(Qt.Key.Key_4, ALT)
    told = {row_words.name_words(row[2]): str(row[4]) for row in page.groups.shown.model.shown_rows()}
    assert told["Baru Di Sini"] == "Orang baru dibuat"
    words = told[name_of(desk.file, kept)]
    assert re.search(r"Telepon: \S+ → 0812-5555-0000; Pendidikan: \S+ → SMA", words), words
    assert "Orang dibuang" in told[name_of(desk.file, gone)]
    assert "Catatan: kosong → pindah rumah" in told.values()
    assert len(told) == 4
    assert int(page.groups.same.text().removeprefix("Sama ").replace(".", "")) == same(desk.file, theirs)


def same(one: DataFile, other: DataFile) -> int:
    """How many things stand alike in two files: rows, those of a person or a village with their parts."""

    def things(data_file: DataFile) -> Counter[tuple[object, ...]]:
        parts = {"cadre_term": "person", "head_term": "person", "village_name": "village"}
        hanging: dict[Uid, list[object]] = {}
        for table, link in parts.items():
            for row in data_file.rows(f"SELECT {link}, * FROM {table} WHERE alive = 1 ORDER BY uid"):
                hanging.setdefault(row[0], []).append(row)
        return Counter(
            (table, *row, *hanging.get(row[0], ()))
            for table in STATE.keys() - parts.keys()
            for row in data_file.rows(f"SELECT * FROM {table} WHERE alive = 1")
        )

    return (things(one) & things(other)).total()


def test_what_a_package_brings_stands_in_groups_with_counts_and_nothing_is_written(
    desk: Desk, theirs: DataFile
) -> None:
    desk.until(lambda: count(desk.file, "check_log WHERE kind = 'full'") > 0)  # as after each unclean end
    desk.settle()
    before = desk.file.path.read_bytes()
    page = merge_page(desk, theirs)
    assert counts(page) == {
        "Berbeda, pilih": 3, "Baru dari USB": 1, "Berubah di USB": 1, "Berubah di PC": 1, "NIK sama": 0,
        "Dihapus": 2, "Dimusnahkan": 0,
    }  # fmt: skip
    assert page.foot.go_on.text() == "Gabung 7 perubahan"
    assert page.foot.go_on.isEnabled()
    contested = shown(page.groups.shown.view)
    assert {(row[2], row[3]) for row in contested} == {
        (f"0857-0000-000{number}", f"0858-0000-000{number}") for number in range(3)
    }
    for number in range(1, 8):
        desk.key(Qt.Key(Qt.Key.Key_0 + number), ALT)
        assert page.groups.group == list(GROUPS)[number - 1]
        assert page.groups.shown.isVisible()
    desk.key(Qt.Key.Key_2, ALT)
    [[name, kind, _]] = shown(page.groups.shown.view)
    assert (name, kind) == (NEW, "Kader")
    desk.key(Qt.Key.Key_3, ALT)
    [[_, _, changes, _]] = shown(page.groups.shown.view)
    assert "→ 0812-7777-0000" in changes
    assert "→ Kejar Paket C" in changes
    assert desk.file.path.read_bytes() == before


def test_a_side_is_chosen_by_keys_and_by_clicks_and_left_for_later(desk: Desk, theirs: DataFile) -> None:
    page = merge_page(desk, theirs)
    view = page.groups.shown.view
    people = [row[1].row for row in page.groups.shown.model.shown_rows()]
    desk.key(RIGHT, on=view)
    desk.key(DOWN, on=view)
    desk.key(LEFT, on=view)
    assert "Belum dipilih" in page.foot.told.text()
    click(view, 2, 3)
    assert page.foot.told.text() == ""
    click(view, 2, 2)
    chosen = page.session.chosen
    sides = {side.change: side.is_ours for one in page.session.found.contested for side in one.sides}
    assert [sides[chosen["person", person, "phone"]] for person in people] == [False, True, True]
    desk.key(DELETE, on=view)
    assert len(chosen) == 2
    click(view, 0, 3)
    assert len(chosen) == 1
    click(view, 0, 3)
    desk.key(F8)
    assert view.currentIndex().row() == 2
    desk.key(RETURN, CONTROL)
    desk.settle()
    assert phone(desk.file, people[0]).startswith("0858")
    assert phone(desk.file, people[1]).startswith("0857")
    assert desk.file.rows("SELECT row_uid, grp FROM conflict") == [(people[2], "phone")]
    assert desk.file.check().is_sound


@pytest.mark.parametrize(
    ("words", "start"), [("Pakai PC untuk semua", "0857"), ("Pakai USB untuk semua", "0858")]
)
def test_all_of_the_group_at_once(desk: Desk, theirs: DataFile, words: str, start: str) -> None:
    page = merge_page(desk, theirs)
    people = [row[1].row for row in page.groups.shown.model.shown_rows()]
    desk.press(words)
    assert page.foot.told.text() == ""
    desk.press("Gabung 7 perubahan")
    desk.settle()
    assert all(phone(desk.file, person).startswith(start) for person in people)
    assert not count(desk.file, "conflict")


def test_search_and_sort_find_a_row_and_esc_lets_go(desk: Desk, theirs: DataFile) -> None:
    page = merge_page(desk, theirs)
    shown_now = page.groups.shown
    name = shown(shown_now.view)[1][0]
    desk.key(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(page.groups.search, name)
    assert [row[0] for row in shown(shown_now.view)] == [name]
    desk.key(DOWN, on=page.groups.search)
    desk.key(ESCAPE, on=shown_now.view)
    assert len(shown(shown_now.view)) == 3
    names = [row[0] for row in shown(shown_now.view)]
    assert names == sorted(names, key=str.casefold)
    shown_now.view.fitted.sort_by(0)
    assert [row[0] for row in shown(shown_now.view)] == names[::-1]
    page.groups.search.setText("tidak ada ini")
    assert "0 hasil" in words_on(shown_now)


def test_a_merge_that_was_left_is_offered_again_with_its_choices(desk: Desk, theirs: DataFile) -> None:
    page = merge_page(desk, theirs)
    desk.key(RIGHT, on=page.groups.shown.view)
    chosen = dict(page.session.chosen)
    desk.key(Qt.Key.Key_Left, ALT)
    assert "Belum ada yang ditulis" in desk.window.toast.text()
    desk.press("Buka lagi", desk.window.toast)
    assert desk.page(MergePage).session.chosen == chosen
    assert not desk.file.rows("SELECT 1 FROM operation WHERE kind = 'merge'")


def test_work_done_meanwhile_is_looked_at_again(desk: Desk, theirs: DataFile) -> None:
    page = merge_page(desk, theirs)
    settled = page.session.found.contested[0]
    theirs_now = theirs.rows("SELECT phone FROM person WHERE uid = ?", (settled.row,))[0][0]
    desk.program.workspace.run(
        "edit", "Ubah 1 orang", lambda file: file.put("person", settled.row, {"phone": theirs_now})
    )
    desk.settle()
    assert counts(page)["Berbeda, pilih"] == 2


# the merge and its undo


def test_the_merge_is_one_operation_after_a_verified_backup_and_tells_what_came_in(
    desk: Desk, theirs: DataFile
) -> None:
    page = merge_page(desk, theirs)
    operations, backups = len(desk.file.history()), len(desk.file.backups())
    desk.key(RETURN, CONTROL)
    desk.settle()
    assert len(desk.file.backups()) == backups + 1
    newest = desk.file.history()[0]
    assert (newest.kind, newest.label) == ("merge", "Gabung paket dari LAPTOP-PAITON")
    assert len(desk.file.history()) > operations
    told = words_on(page.done)
    assert "Gabungan dari LAPTOP-PAITON selesai" in told
    figures = {one.accessibleName() for one in page.done.findChildren(QLabel) if ":" in one.accessibleName()}
    assert {"Baru: 1", "Diperbarui: 1", "Dihapus: 2", "Masih berbeda: 3"} <= figures
    desk.key(Qt.Key.Key_2, ALT)
    assert [row[0] for row in shown(page.groups.shown.view)] == [NEW]
    assert desk.file.rows("SELECT 1 FROM person WHERE name = ? AND alive = 1", (NEW,))
    desk.press("Berbeda isi 3")
    assert desk.page(ConflictsPage).model.rowCount() == 3


def test_batalkan_penggabungan_takes_everything_back_and_ulangi_brings_it_again(
    desk: Desk, theirs: DataFile
) -> None:
    before = desk.file.rows("SELECT * FROM person ORDER BY uid")
    page = merge_page(desk, theirs)
    desk.press("Pakai USB untuk semua")
    desk.press("Gabung 7 perubahan")
    desk.settle()
    after = desk.file.rows("SELECT * FROM person WHERE alive = 1 ORDER BY uid")
    desk.press("Batalkan penggabungan")
    desk.settle()
    alive = "SELECT * FROM person WHERE alive = 1 ORDER BY uid"
    assert desk.file.rows(alive) == [row for row in before if row[1]]
    assert "sudah dibatalkan" in words_on(page.done)
    desk.press("Ulangi penggabungan")
    assert desk.file.rows(alive) == after
    desk.key(Qt.Key.Key_Z, CONTROL)
    desk.key(Qt.Key.Key_Y, CONTROL)
    assert desk.file.check().is_sound


def test_days_later_riwayat_takes_a_merge_back_and_lists_what_was_edited_since(
    desk: Desk, theirs: DataFile
) -> None:
    merge_page(desk, theirs)
    desk.press("Gabung 7 perubahan")
    desk.settle()
    desk.press("Selesai")
    desk.clock.turn(days=9)
    [(new,)] = desk.file.rows("SELECT uid FROM person WHERE name = ?", (NEW,))
    desk.program.workspace.run(
        "edit", "Ubah 1 orang", lambda file: file.put("person", new, {"phone": "0811"})
    )
    choose(desk.window.header.file_menu, "Riwayat")
    history = desk.page(HistoryPage).list
    label = "Gabung paket dari LAPTOP-PAITON"
    [merge] = [row for row in history.model.shown_rows() if row[1].label == label]
    history.go_to(merge[0])
    desk.key(Qt.Key.Key_Space, on=history.view)
    desk.press("Urungkan")
    assert phone(desk.file, new) == "0811"
    assert not desk.file.rows("SELECT 1 FROM person WHERE phone = '081277770000'")
    assert "tetap karena sudah diubah sesudahnya" in desk.window.toast.text()
    desk.press("Lihat daftar", desk.window.toast)
    kept = desk.page(KeptPage).list
    assert [row[0] for row in shown(kept.view)] == [NEW]
    assert "Sudah diubah sesudahnya" in {row[2] for row in shown(kept.view)}
    add_person(theirs, "Rini Gelombang")
    page = merge_page(desk, theirs)
    assert "Yang digabungkan pada 7 Apr 2027 lalu dibatalkan tetap tidak dipakai." in words_on(page)
    assert counts(page)["Baru dari USB"] == 1


def test_hentikan_leaves_everything_as_it_was(desk: Desk, theirs: DataFile) -> None:
    page = merge_page(desk, theirs)
    before = desk.file.rows("SELECT * FROM person ORDER BY uid")
    desk.program.jobs.started.connect(desk.program.jobs.cancel)
    desk.press("Gabung 7 perubahan")
    desk.settle()
    desk.program.jobs.started.disconnect(desk.program.jobs.cancel)
    assert desk.file.rows("SELECT * FROM person ORDER BY uid") == before
    assert desk.window.toast.text() == "Penggabungan dihentikan. Tidak ada yang berubah."
    assert page.foot.go_on.isEnabled()
    desk.press("Gabung 7 perubahan")
    desk.settle()
    assert page.session.merged is not None


def test_a_clock_that_is_ahead_over_there_is_not_blamed_on_this_pc(desk: Desk, theirs: DataFile) -> None:
    desk.clock.turn(days=400)
    edit_person(theirs, cadres(theirs)[-1], phone="08110000000")
    desk.clock.turn(days=-400)
    page = merge_page(desk, theirs)
    assert "bertanggal sesudah hari ini (7 Apr 2027). Data Anda aman." in texts(page)
    assert "di komputer pengirimnya" in texts(page)


def test_several_packages_come_in_as_one(desk: Desk, theirs: DataFile) -> None:
    third = begin(desk.folder / "krucil", send(desk.file, PLAIN), "PC-KRUCIL", desk.clock)
    edit_person(third, cadres(third)[0], phone="085900000000")
    page = merge_page(desk, theirs, third)
    cells = page.session.found.contested
    assert len(cells) == 3
    rows = page.groups.shown.model.shown_rows()
    assert len(rows) == 4  # a third value stands in a line of its own
    place = next(
        at for at, row in enumerate(rows) if row[3] is not None and row[3].writer_name == "PC-KRUCIL"
    )
    click(page.groups.shown.view, place, 3)
    desk.key(RETURN, CONTROL)
    desk.settle()
    assert phone(desk.file, cadres(desk.file)[0]) == "085900000000"
    third.close(backup=False)


# what must be asked


def test_many_deletions_want_hapus_to_be_typed(desk: Desk, theirs: DataFile) -> None:
    throw_away(theirs, *bare(theirs))
    page = merge_page(desk, theirs)
    assert page.session.found.deletes_much
    deleted = len(page.session.found.deleted)
    with desk.answering(typing("hapus", f"Hapus {deleted}")):
        desk.key(RETURN, CONTROL)
    assert page.session.merged is None
    with desk.answering(typing("HAPUS", f"Hapus {deleted}")):
        desk.key(RETURN, CONTROL)
    desk.settle()
    assert page.session.merged is not None


def test_an_erasure_is_shown_first_asked_and_done(desk: Desk, theirs: DataFile, tmp_path: Path) -> None:
    person = cadres(theirs)[5]
    [(name,)] = theirs.rows("SELECT name FROM person WHERE uid = ?", (person,))
    erase_person.erase(theirs, person, QUIET)
    with desk.file.operation("issue", "Terbitkan 1 sertifikat"):
        late = {"person": person, "printed_name": name, "number": "77/KPM", "state": "issued"}
        desk.file.put("certificate", desk.file.new_uid(), late)
    page = merge_page(desk, theirs)
    assert page.groups.group == "erased"
    assert {name, "77/KPM"} <= {row[0] for row in shown(page.groups.shown.view)}
    said = "1 kertas atau isian tentang orang yang sudah dimusnahkan ikut dimusnahkan"
    assert said in words_on(page)

    def refuse(dialog: QDialog) -> None:
        dialog.reject()

    with desk.answering(refuse):
        desk.key(RETURN, CONTROL)
    assert page.session.merged is None
    with desk.answering(pressing("Gabung dan musnahkan 1", "Tidak dapat dibatalkan")):
        desk.key(RETURN, CONTROL)
    desk.settle()
    assert desk.file.rows("SELECT name FROM person WHERE uid = ?", (person,)) == [(None,)]
    assert said in words_on(page.done)
    desk.key(Qt.Key.Key_P, CONTROL)
    desk.until(lambda: isinstance(desk.window.front, PreviewPage))
    report = " ".join(joined(desk.save_preview(tmp_path / "laporan.pdf")).split())
    assert said in report
    assert "77/KPM" in report
    assert name not in report
    live = [desk.file.path, *desk.file.places.journal.iterdir(), desk.file.backups()[0].path]
    assert [path.name for path in live if name.encode() in path.read_bytes()] == []


# what is doubled, locked, deleted here and changed there


def test_who_came_in_twice_is_compared_in_periksa_kembar(desk: Desk, theirs: DataFile) -> None:
    for data_file, name in ((desk.file, "Sulastri Mawar"), (theirs, "Sulasteri Mawar")):
        with data_file.operation("edit", "Tambah 1 kader"):
            person = data_file.new_uid()
            [(village,)] = data_file.rows("SELECT uid FROM village ORDER BY uid LIMIT 1")
            data_file.put("person", person, {"name": name, "nik": "3513124101900099"})
            data_file.put("cadre_term", data_file.new_uid(), {"person": person, "village": village})
    page = merge_page(desk, theirs)
    assert counts(page)["NIK sama"] == 1
    assert "1 orang tercatat dua kali" in words_on(page)
    desk.key(Qt.Key.Key_5, ALT)
    [[same, first, other]] = shown(page.groups.shown.view)
    assert (same, {first, other}) == ("NIK sama", {"Sulastri Mawar", "Sulasteri Mawar"})
    desk.key(RETURN, CONTROL)
    desk.settle()
    assert count(desk.file, "person WHERE nik = '3513124101900099' AND alive = 1") == 2
    desk.press("Periksa kembar 1")
    desk.settle()
    desk.page(DuplicatesPage)


def test_a_row_thrown_away_here_and_changed_there_can_be_kept_or_thrown_away(
    desk: Desk, theirs: DataFile
) -> None:
    person = bare(desk.file)[0]
    throw_away(desk.file, person)
    edit_person(theirs, person, phone="085700009999")
    page = merge_page(desk, theirs)
    rows = page.groups.shown.model.shown_rows()
    place = next(at for at, row in enumerate(rows) if row[1].key == ("person", person))
    cells = shown(page.groups.shown.view)[place]
    assert cells[2:] == ["Buang", "Pertahankan"]
    click(page.groups.shown.view, place, 3)
    desk.key(RETURN, CONTROL)
    desk.settle()
    assert desk.file.rows("SELECT alive, phone FROM person WHERE uid = ?", (person,)) == [(1, "085700009999")]
    assert not desk.file.rows("SELECT 1 FROM conflict WHERE row_uid = ?", (person,))
    assert belongings(desk.file, person) == {1}
    desk.press("Batalkan penggabungan")
    desk.settle()
    assert desk.file.rows("SELECT alive FROM person WHERE uid = ?", (person,)) == [(0,)]
    assert belongings(desk.file, person) == {0}


_BELONGING = ("cadre_term", "attendance")


def belongings(file: DataFile, person: Uid) -> set[int]:
    """Whether the terms of a person and his places in meetings are there."""
    found = (file.rows(f"SELECT alive FROM {name} WHERE person = ?", (person,)) for name in _BELONGING)
    return {alive for rows in found for (alive,) in rows}


def test_who_is_kept_days_later_stands_in_the_list_of_cadres_again(desk: Desk, theirs: DataFile) -> None:
    kept, gone = bare(desk.file)[0], bare(desk.file)[1]
    throw_away(theirs, kept, gone)
    edit_person(desk.file, kept, notes="pindah rumah")
    merge_page(desk, theirs)
    desk.key(RETURN, CONTROL)
    desk.settle()
    desk.press("Selesai")
    assert belongings(desk.file, kept) == {0}
    desk.window.open("show_conflicts")
    page = desk.page(ConflictsPage)
    view = page.view
    [place] = [
        at for at, row in enumerate(page.model.shown_rows()) if row[1].cell == ("person", kept, "_del")
    ]
    assert shown(view)[place][2:] == ["Pertahankan", "Buang"]
    click(view, place, 2)
    desk.settle()
    assert belongings(desk.file, kept) == {1}
    assert belongings(desk.file, gone) == {0}
    desk.key(Qt.Key.Key_Z, CONTROL)
    desk.settle()
    assert belongings(desk.file, kept) == {0}


def test_marks_under_a_locked_result_are_listed_and_cannot_be_chosen(desk: Desk, theirs: DataFile) -> None:
    """The result was locked here after the other PC had its package; the same mark was typed on both."""
    file = desk.file
    three = enumerate(cadres(file)[:3], 1)
    room = furnish(file, {f"{place:02}": (person, village_of(file, person)) for place, person in three})
    type_all(file, room)
    receive(theirs, send(file, PLAIN))
    entry, judge, criterion = room.entries["01"].uid, room.judges[0].uid, room.criteria[0].uid
    [(mark,)] = file.rows(
        "SELECT uid FROM score WHERE entry = ? AND judge = ? AND criterion = ?", (entry, judge, criterion)
    )
    for data_file, words in ((file, "ditulis di sini"), (theirs, "ditulis di sana")):
        with data_file.operation("edit", "Ubah 1 catatan"):
            data_file.put("score", mark, {"note": words})
    with theirs.operation("edit", "Ubah 1 nilai"):
        theirs.put("score", mark, {"final": "1"})
    assert isinstance(decide_contest.lock(file, room.contest, DecisionChoices("BA/1")), Locked)
    page = merge_page(desk, theirs)
    assert "isian lomba dari flashdisk berada di bawah hasil yang terkunci" in words_on(page)
    view = page.groups.shown.view
    place = next(
        at for at, row in enumerate(page.groups.shown.model.shown_rows()) if row[1].key == ("score", mark)
    )
    click(view, place, 2)
    click(view, place, 3)
    assert ("score", mark, "note") not in page.session.chosen
    desk.press("Pakai PC untuk semua")
    assert ("score", mark, "note") not in page.session.chosen
    assert page.foot.told.text() == ""
    desk.key(Qt.Key.Key_3, ALT)
    assert "Terkunci" in {row[3] for row in shown(page.groups.shown.view)}
    desk.key(RETURN, CONTROL)
    desk.settle()
    assert page.session.merged is not None
    assert ("score", "note") in file.rows("SELECT tbl, grp FROM conflict")
    assert foreign_changes.foreign_changes(file, room.contest)


# later


def test_what_stays_open_is_on_beranda_and_is_chosen_days_later(desk: Desk, theirs: DataFile) -> None:
    page = merge_page(desk, theirs)
    people = [row[1].row for row in page.groups.shown.model.shown_rows()]
    desk.key(RETURN, CONTROL)
    desk.settle()
    desk.press("Selesai")
    home = desk.tab(1)
    assert "3 isian berbeda isi" in words_on(home)
    desk.press("Pilih nilai", home)
    conflicts = desk.page(ConflictsPage)
    first = conflicts.model.shown_rows()[0]
    kept, other = phone(desk.file, first[1].row), first[3].values["phone"]
    assert first[2].values["phone"] == kept
    desk.key(RIGHT, on=conflicts.view)
    assert phone(desk.file, first[1].row) == other
    assert conflicts.model.rowCount() == 2
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert conflicts.model.rowCount() == 3
    assert phone(desk.file, first[1].row) == kept
    click(conflicts.view, 0, 3)
    desk.press("Pertahankan semua yang tampak")
    assert not count(desk.file, "conflict")
    assert "Tidak ada isian yang berbeda" in words_on(conflicts)
    assert {entry.kind for entry in desk.file.history()[:2]} == {"settle"}
    assert all(phone(desk.file, person) for person in people)
    assert desk.file.check().is_sound


def test_a_nik_is_masked_until_alt_n_and_again_when_the_row_is_left(desk: Desk, theirs: DataFile) -> None:
    person = cadres(desk.file)[0]
    edit_person(desk.file, person, nik="3513124101900011")
    edit_person(theirs, person, nik="3513124101900012")
    page = merge_page(desk, theirs)
    view = page.groups.shown.view
    rows = page.groups.shown.model.shown_rows()
    place = next(at for at, row in enumerate(rows) if row[1].group == "nik")

    def seen() -> str:
        return " ".join(" ".join(row) for row in shown(view))

    assert not re.search(r"\d{16}", seen())
    view.setCurrentIndex(view.model().index(place, 0))
    desk.key(Qt.Key.Key_N, ALT)
    assert {"3513124101900011", "3513124101900012"} <= set(seen().split())
    desk.key(DOWN if place == 0 else Qt.Key.Key_Up, on=view)
    assert not re.search(r"\d{16}", seen())


# the report


def test_the_report_says_what_came_in_and_what_was_chosen(
    desk: Desk, theirs: DataFile, tmp_path: Path
) -> None:
    edit_person(theirs, cadres(theirs)[50], nik="3513124101900077")
    page = merge_page(desk, theirs)
    desk.key(RIGHT, on=page.groups.shown.view)
    chosen = shown(page.groups.shown.view)[0]
    desk.key(Qt.Key.Key_P, CONTROL)
    desk.until(lambda: isinstance(desk.window.front, PreviewPage))
    pdf = desk.save_preview(tmp_path / "laporan.pdf")
    text = joined(pdf)
    assert "LAPORAN PENGGABUNGAN DATA" in text
    assert "Belum digabungkan" in text
    assert "LAPTOP-PAITON" in text
    for words in (NEW, "0812-7777-0000", chosen[3], "belum dipilih", "3513 •••• •••• 0077"):
        assert words in text, words
    assert not re.search(r"\d{16}", text)
    desk.key(Qt.Key.Key_Left, ALT)
    assert desk.page(MergePage) is page
    desk.key(RETURN, CONTROL)
    desk.settle()
    desk.press("Laporan (PDF)", page.done)
    assert "Sudah digabungkan" in joined(desk.save_preview(tmp_path / "sesudah.pdf"))
    assert count(desk.file, "print_log WHERE paper = 'laporan penggabungan'") == 2


# room


@pytest.mark.parametrize(("width", "height", "text"), [(1366, 696, 150), (910, 464, 100), (1366, 696, 200)])
def test_the_foot_stays_in_sight_however_little_room_there_is(
    desk: Desk, theirs: DataFile, width: int, height: int, text: int
) -> None:
    page = merge_page(desk, theirs)
    theme().choose(Scheme.LIGHT, text)
    desk.window.resize(width, height)
    assert desk.window.size().toTuple() == (width, height)
    foot = (page.foot, page.foot.go_on, page.foot.cancel, page.foot.report)
    desk.until(lambda: all(part.visibleRegion().boundingRect() == part.rect() for part in foot))
    desk.key(F8)  # what does not fit is scrolled to
    desk.settle()
    assert page.groups.shown.view.hasFocus()
    page.foot.go_on.click()
    desk.settle()
    assert page.session.merged is not None


# refusals


def test_a_package_that_waits_is_told_and_nothing_can_be_merged(desk: Desk, theirs: DataFile) -> None:
    since = theirs.vector()
    edit_person(theirs, cadres(theirs)[0], notes="x")
    package = send(theirs, PLAIN, since=since)
    found = opened(desk.file, package)
    assert found.waiting
    desk.window.open("merge", opened=found)
    desk.settle()
    page = desk.page(MergePage)
    assert explain("E-MENUNGGU", {}).happened in words_on(page)
    desk.key(RETURN, CONTROL)
    assert page.session.merged is None


def test_a_photo_and_a_key_are_named_not_shown_as_digits(desk: Desk, theirs: DataFile) -> None:
    person = bare(desk.file)[0]
    photo, key = "eac51a24" * 8, theirs.new_uid()
    edit_person(theirs, person, photo=photo)
    with theirs.operation("edit", "Kunci baru"):
        theirs.put("public_key", key, {"key_id": "63e4eb86", "since": "2027-04-07"})
    page = merge_page(desk, theirs)
    page.show_part(3)
    told = [" ".join(cells) for cells in shown(page.groups.shown.view)]
    [line] = [one for one in told if "Foto" in one]
    assert "Foto: kosong → gambar eac5" in line
    assert photo not in line
    page.show_part(2)
    [line] = [" ".join(cells) for cells in shown(page.groups.shown.view) if "63e4eb86" in cells[0]]
    assert "Kunci sertifikat" in line
    assert all(row_words.table_words(name) != "Isian lain" for name in STATE)
