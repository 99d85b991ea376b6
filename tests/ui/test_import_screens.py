"""The page Impor as the operator uses it; afterwards the data file is looked at."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk import answered, named
from kpm_desktop.domain.uid import Uid
from kpm_desktop.spreadsheets.reading import read_file
from kpm_desktop.ui.imports.page import ImportPage
from kpm_desktop.ui.theme import Scheme, theme
from register_screens import (
    NIK,
    PAITON,
    SUKODADI,
    TODAY,
    Office,
    activate,
    fill,
    form,
    key,
    office_at,
    press,
    texts,
)
from sheet_builders import SAMPLES, locked_xlsx, opensid_export, siak_list, xlsx
from words import english_on

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")
HEAD = ["No", "Nama", "NIK", "Tgl Lahir", "Desa", "Kecamatan", "HP"]


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    with office_at(qtbot, tmp_path) as made:
        yield made


def settle(office: Office) -> None:
    QApplication.processEvents()
    office.qtbot.waitUntil(lambda: not office.jobs.is_busy)
    QApplication.processEvents()


def page(office: Office) -> ImportPage:
    shown = office.window.front
    assert isinstance(shown, ImportPage), shown
    return shown


def opened(office: Office, source: Path | str, kind: str = "cadres") -> ImportPage:
    """Open the page with a file or text and wait until it was read."""
    given = {"path": source} if isinstance(source, Path) else {"text": source}
    office.window.open("import", kind=kind, **given)
    settle(office)
    return page(office)


def checked(office: Office, source: Path | str, kind: str = "cadres") -> ImportPage:
    """Open the page and go on to the second step."""
    shown = opened(office, source, kind)
    go_on(office)
    assert shown.session.step == 1
    return shown


def go_on(office: Office) -> None:
    activate(office.window)
    key(office.window, Qt.Key.Key_Return, CONTROL)
    settle(office)


def listed(*rows: str) -> str:
    return "\n".join(["\t".join(HEAD), *rows])


def people(office: Office) -> list[tuple[str, str, Uid | None]]:
    found = []
    for line in office.file.cadres.find(TODAY):
        cadre = office.file.cadres.get(line.uid)
        found.append((cadre.person.full_name, cadre.person.nik, cadre.term.village))
    return found


def content(office: Office) -> list[tuple[Any, ...]]:
    """Return everything that is told of every cadre, without identities."""
    found = []
    for line in office.file.cadres.find(TODAY):
        cadre = office.file.cadres.get(line.uid)
        person, term = cadre.person, cadre.term
        found.append(
            (
                *(person.name, person.title_front, person.title_back, person.nik, person.nik_received),
                *(person.sex, person.birth_place, person.birth_date, person.phone, person.address),
                *(person.education, term.village, term.position, term.decree_no, term.term_end),
            )
        )
    return sorted(found, key=repr)


# from the file to the register


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_goes_through_the_window_into_the_data_file(office: Office, path: Path) -> None:
    truth = json.loads((SAMPLES / f"{path.stem}.expected.json").read_text(encoding="utf-8"))
    shown = checked(office, path)
    assert office.file.cadres.find(TODAY) == []
    usable = [one for one in truth if one["village_code"]]
    assert shown.foot.go_on.text() == f"Impor {len(usable)} kader"
    assert "Belum ada yang ditulis" in texts(shown)
    go_on(office)
    assert shown.session.step == 2
    villages = {line.uid: line.village_code for line in office.file.villages.find(TODAY)}
    told = sorted((nik, villages.get(village or b"", "")) for _, nik, village in people(office))
    assert told == sorted((one["nik"] or "", one["village_code"]) for one in usable)
    [entry, *_] = office.file.history(1)
    assert entry.label == f"Impor {len(usable)} kader dari {path.name}"


def test_by_file_paste_and_drop_the_same_rows_give_equal_data(qtbot: QtBot, tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["1", "H. Imam Cemara, S.E.", "3513124107820003", "5/2/1984", "Bhinor", "Paiton", "81200000101"],
        ["2", "Siti Contohwati", "", "12 April 1990", "Sukodadi", "Paiton", "0812-0000-0102"],
    ]
    place = xlsx(tmp_path / "kiriman.xlsx", {"Data": rows})
    results = []
    for way in ("file", "paste", "drop"):
        folder = tmp_path / way
        folder.mkdir()
        with office_at(qtbot, folder) as office:
            register = office.cadres()
            if way == "file":
                with answered(named(place)):
                    key(office.window, Qt.Key.Key_I, CONTROL)
            elif way == "paste":
                QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
                register.setFocus()
                key(office.window, Qt.Key.Key_V, CONTROL)
            else:
                drop(office, place)
            settle(office)
            go_on(office)
            go_on(office)
            results.append(content(office))
    assert len(results[0]) == 2
    assert results[0] == results[1] == results[2]


def drop(office: Office, place: Path) -> None:
    """Drag a file over the window and let it go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(place))])
    buttons, nothing = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(400, 300), Qt.DropAction.CopyAction, data, buttons, nothing)
    office.window.dragEnterEvent(over)
    assert over.isAccepted()
    assert "Lepas untuk memeriksa 1 berkas Excel. Belum ada yang ditulis." in texts(office.window)
    event = QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, data, buttons, nothing)
    office.window.dropEvent(event)


def test_a_letter_that_is_dropped_is_refused(office: Office, tmp_path: Path) -> None:
    office.cadres()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "surat.docx"))])
    over = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    office.window.dragEnterEvent(over)
    assert "Lepas" not in texts(office.window)


def test_an_import_is_undone_from_its_last_step(office: Office, tmp_path: Path) -> None:
    shown = checked(office, siak_list(tmp_path / "siak.csv"))
    go_on(office)
    assert len(people(office)) == 3
    press(shown, "Urungkan impor ini")
    settle(office)
    assert people(office) == []
    assert "sudah diurungkan" in texts(shown)


def test_the_second_import_has_nothing_to_write(office: Office, tmp_path: Path) -> None:
    source = opensid_export(tmp_path / "penduduk.xls")
    checked(office, source)
    go_on(office)
    press(page(office), "Buka daftar kader")
    shown = checked(office, source)
    assert not shown.foot.go_on.isEnabled()
    assert "Tidak ada baris yang perlu diimpor" in texts(shown)
    go_on(office)
    assert shown.session.step == 1


# the first step


def test_a_column_is_mapped_by_hand_and_remembered_of_its_sender(office: Office) -> None:
    text = "Nama\tDesa\tKecamatan\tKet 2\nRini Melati\tBhinor\tPaiton\tKetua\n"
    shown = opened(office, text)
    shown.columns.column_view.go_to((3).to_bytes(4, "big"))
    key(shown.columns.column_view, Qt.Key.Key_Return)
    target = shown.columns.column.target
    assert QApplication.focusWidget() is target
    QTest.keyClicks(target, "Jabatan")
    place = target.findText("Jabatan")
    target.setCurrentIndex(place)
    target.activated.emit(place)
    settle(office)
    go_on(office)
    go_on(office)
    [line] = office.file.cadres.find(TODAY)
    assert line.position == "Ketua"
    again = opened(office, text.replace("Rini Melati", "Dewi Kenanga"))
    columns = again.session.preview.sheets[0].header.columns
    assert [one.target for one in columns] == ["name", "village_text", "district_text", "position"]


def test_a_column_of_two_kinds_of_dates_is_asked_about_once(office: Office) -> None:
    shown = opened(
        office,
        listed(
            "1\tRini Melati\t\t3/15/1984\tBhinor\tPaiton\t",
            "2\tDewi Kenanga\t\t4/5/1990\tBhinor\tPaiton\t",
        ),
    )
    assert "1 kolom tanggal perlu dijawab" in texts(shown)
    key(office.window, Qt.Key.Key_F8)
    radio = shown.columns.column.orders.button(1)
    assert radio.isVisible()
    radio.click()
    settle(office)
    assert "perlu dijawab" not in texts(shown.foot)
    go_on(office)
    go_on(office)
    born = {line.name: office.file.people.get(line.uid).birth_date for line in office.file.cadres.find(TODAY)}
    assert born == {"Rini Melati": dt.date(1984, 3, 15), "Dewi Kenanga": dt.date(1990, 4, 5)}


def test_a_heading_that_was_not_found_is_shown_by_hand(office: Office, tmp_path: Path) -> None:
    rows = [["Rekap"], ["Orang", "Tempat"], ["Rini Melati", "Bhinor"], ["Dewi Kenanga", "Sukodadi"]]
    shown = opened(office, xlsx(tmp_path / "aneh.xlsx", {"Data": rows}))
    assert "E-TANPAKEPALA" in texts(shown)
    assert not shown.foot.go_on.isEnabled()
    shown.columns.raw_view.go_to((1).to_bytes(4, "big"))
    key(shown.columns.raw_view, Qt.Key.Key_Return)
    settle(office)
    for place, target in ((0, "name"), (1, "village_text")):
        shown.session.map_column("Data", place, target)
    shown.renew()
    settle(office)
    go_on(office)
    go_on(office)
    assert sorted(name for name, _, _ in people(office)) == ["Dewi Kenanga", "Rini Melati"]


def test_pasted_rows_without_a_heading_lose_no_row(office: Office) -> None:
    shown = opened(office, "Rini Melati\tBhinor\nDewi Kenanga\tSukodadi\n")
    press(shown, "Baris pertama bukan judul")
    settle(office)
    for place, target in ((0, "name"), (1, "village_text")):
        shown.session.map_column("", place, target)
    shown.renew()
    settle(office)
    go_on(office)
    go_on(office)
    assert sorted(name for name, _, _ in people(office)) == ["Dewi Kenanga", "Rini Melati"]


def test_a_hidden_sheet_is_shown_and_read_only_when_ticked(office: Office, tmp_path: Path) -> None:
    rows = [HEAD, ["1", "Rini Melati", "", "", "Bhinor", "Paiton", ""]]
    other = [HEAD, ["1", "Dewi Kenanga", "", "", "Bhinor", "Paiton", ""]]
    source = xlsx(tmp_path / "a.xlsx", {"Data": rows, "Lama": other}, hidden=("Lama",))
    shown = opened(office, source)
    assert len(shown.session.preview.rows) == 1
    view = shown.columns.sheet_view
    view.go_to(b"sheet Lama")
    view.setCurrentIndex(view.model().index(1, 0))
    key(view, Qt.Key.Key_Space)
    settle(office)
    assert len(shown.session.preview.rows) == 2


# the second step


def test_every_row_is_in_one_group_and_groups_have_keys(office: Office) -> None:
    office.add_cadre("Rini Melati", PAITON, phone="081200000101")
    office.add_cadre("Sri Awan", PAITON, nik=NIK)
    shown = checked(
        office,
        listed(
            "1\tRini Melati\t\t\tPaiton\tPaiton\t0812-0000-0999",
            f"2\tSri Awan\t{NIK}\t\tPaiton\tPaiton\t",
            "3\tDewi Kenanga\t\t\tSukodadi\tPaiton\t",
            "4\tLilik Telaga\t\t\t\tPaiton\t",
            "JUMLAH\t4\t\t\t\t\t",
        ),
    )
    assert shown.session.preview.counts() == {
        "rows": 4, "new": 1, "changed": 1, "same": 1, "rejected": 1, "skipped": 1,
    }  # fmt: skip
    names = {2: "Dewi Kenanga", 3: "Rini Melati", 4: "Sri Awan", 5: "Lilik Telaga"}
    for number, name in names.items():
        key(office.window, Qt.Key(Qt.Key.Key_0 + number), ALT)
        assert shown.check.current.draft.name == name
    key(office.window, Qt.Key.Key_6, ALT)
    [section] = [one for one in shown.check.sections.values() if one.isVisible()]
    assert section.heading.text() == "Dilewati"


def test_a_change_is_taken_with_the_space_bar(office: Office) -> None:
    person = office.add_cadre("Rini Melati", PAITON, phone="081200000101")
    shown = checked(office, listed("1\tRini Melati\t\t2 Mei 1984\tPaiton\tPaiton\t0812-0000-0999"))
    view = shown.check.sections["changed"].view
    told = {row[2].field: row[2].taken for row in shown.check.sections["changed"].model.shown_rows()}
    assert told == {"birth_date": True, "phone": False}
    view.go_to(b"\n2\nphone")
    key(view, Qt.Key.Key_Space)
    view.go_to(b"\n2\nbirth_date")
    key(view, Qt.Key.Key_Space)
    go_on(office)
    found = office.file.people.get(person)
    assert (found.phone, found.birth_date) == ("081200000999", None)


def test_nothing_filled_is_touched_when_only_empty_fields_are_wanted(office: Office) -> None:
    person = office.add_cadre("Rini Melati", PAITON, phone="081200000101")
    shown = checked(office, listed("1\tRini Melati\t\t2 Mei 1984\tPaiton\tPaiton\t0812-0000-0999"))
    shown.check.existing.setCurrentIndex(0)
    shown.check.existing.activated.emit(0)
    settle(office)
    go_on(office)
    found = office.file.people.get(person)
    assert (found.phone, found.birth_date) == ("081200000101", dt.date(1984, 5, 2))


def test_a_misspelt_village_is_repaired_in_place_and_remembered(office: Office) -> None:
    text = listed("1\tRini Melati\t\t\tPaytoon Kulon\tPaiton\t", "2\tSri Awan\t\t\tPaytoon Kulon\tPaiton\t")
    shown = checked(office, text)
    assert shown.session.preview.counts()["rejected"] == 2
    key(office.window, Qt.Key.Key_F8)
    assert "F.121" in texts(shown.rows.pane)
    key(shown.check.sections["rejected"].view, Qt.Key.Key_Return)
    line = shown.rows.pane.village
    assert line is not None
    assert QApplication.focusWidget() is line.line
    assert "Berlaku untuk 2 baris" in texts(shown.rows.pane)
    line.line.selectAll()
    QTest.keyClicks(line.line, "Sukodadi, Kec. Paiton")
    key(line.line, Qt.Key.Key_Return)
    settle(office)
    assert shown.session.preview.counts()["new"] == 2
    go_on(office)
    assert {village for _, _, village in people(office)} == {SUKODADI}
    again = checked(office, text)
    assert again.session.preview.counts()["same"] == 2


def test_a_spelling_is_not_remembered_when_that_is_not_wanted(office: Office) -> None:
    text = listed("1\tRini Melati\t\t\tPaytoon Kulon\tPaiton\t")
    shown = checked(office, text)
    assert shown.rows.pane.village is not None
    assert shown.rows.pane.remember is not None
    shown.rows.pane.village.set_value(SUKODADI)
    shown.rows.pane.remember.click()
    press(shown.rows.pane, "Pakai perbaikan")
    settle(office)
    go_on(office)
    assert [village for _, _, village in people(office)] == [SUKODADI]
    assert checked(office, text).session.preview.counts()["rejected"] == 1


def test_a_row_without_village_is_repaired_and_another_left_out(office: Office) -> None:
    shown = checked(office, listed("1\tRini Melati\t\t\t\t\t", "2\tSri Awan\t\t\tBhinor\tPaiton\t"))
    assert "F.122" in texts(shown.rows.pane)
    assert shown.rows.pane.village is not None
    shown.rows.pane.village.set_value(SUKODADI)
    press(shown.rows.pane, "Pakai perbaikan")
    settle(office)
    key(office.window, Qt.Key.Key_2, ALT)
    shown.check.go_to(shown.session.preview.rows[1])
    press(shown.rows.pane, "Lewati baris")
    assert shown.foot.told.accessibleName() == "1 baru, 0 berubah, 1 tidak ikut"
    go_on(office)
    assert people(office) == [("Rini Melati", "", SUKODADI)]


def test_an_empty_name_is_typed_in_place(office: Office) -> None:
    shown = checked(
        office, listed(f"1\t\t{NIK}\t\tBhinor\tPaiton\t0812-0000-0102", "2\tSri Awan\t\t\tBhinor\tPaiton\t")
    )
    field = shown.rows.pane.fields["name"]
    QTest.keyClicks(field, "Dewi Kenanga, S.E.")
    key(field, Qt.Key.Key_Return)
    settle(office)
    go_on(office)
    assert {name for name, _, _ in people(office)} == {"Dewi Kenanga, S.E.", "Sri Awan"}


def test_a_doubled_nik_is_asked_about_never_rejected(office: Office) -> None:
    office.add_cadre("Rini Melati", PAITON, nik=NIK)
    shown = checked(office, listed(f"1\tSuwito Angin\t{NIK}\t\tBhinor\tPaiton\t"))
    assert shown.session.preview.counts()["new"] == 1
    assert "W.202" in texts(shown.rows.pane)
    press(shown.rows.pane, "Orang lain")
    settle(office)
    go_on(office)
    assert sorted(nik for _, nik, _ in people(office)) == [NIK, NIK]


def test_a_nik_in_a_row_is_masked_until_it_is_asked_for(office: Office) -> None:
    shown = checked(office, listed(f"1\tRini Melati\t{NIK}\t\t\tPaiton\t"))
    key(office.window, Qt.Key.Key_5, ALT)
    assert NIK not in texts(office.window)
    key(office.window, Qt.Key.Key_N, ALT)
    assert NIK in texts(shown.rows.pane)
    key(office.window, Qt.Key.Key_N, ALT)
    assert NIK not in texts(office.window)


# what goes out


def test_rejected_rows_and_nik_to_ask_for_are_saved(office: Office, tmp_path: Path) -> None:
    shown = checked(office, SAMPLES / "dirty.xlsx")
    rejected, wanted = tmp_path / "ditolak.xlsx", tmp_path / "minta.xlsx"
    with answered(named(rejected)):
        shown.foot.save_rejected.click()
    with answered(named(wanted)):
        shown.foot.save_niks.click()
    [sheet] = read_file(rejected).sheets
    assert sheet.rows[3][-1] == "Alasan"
    assert len(sheet.rows) == 5
    rows = read_file(wanted).sheets[0].rows
    damaged = [row for row in shown.session.preview.rows if row.draft.nik_received and row.status == "new"]
    assert len(rows) == 1 + len(damaged)
    assert rows[0][0] == "Kecamatan"


# troubles


def test_a_locked_file_is_told_in_one_sentence(office: Office, tmp_path: Path) -> None:
    shown = opened(office, locked_xlsx(tmp_path / "rahasia.xlsx"))
    assert "Berkas ini dikunci kata sandi." in texts(shown)
    assert "E-TABELSANDI" in texts(shown)
    with answered(named(siak_list(tmp_path / "siak.csv"))):
        press(shown, "Pilih berkas lain")
    settle(office)
    assert len(shown.session.preview.rows) == 3


def test_an_import_that_was_left_is_offered_again_as_it_was(office: Office) -> None:
    office.cadres()
    shown = checked(office, listed("1\tRini Melati\t\t\tBhinor\tPaiton\t"))
    before = shown.session
    key(office.window, Qt.Key.Key_Left, ALT)
    assert "Belum ada yang ditulis" in office.window.toast.text()
    press(office.window.toast, "Buka lagi")
    settle(office)
    assert page(office).session is before
    assert page(office).session.step == 1
    go_on(office)
    assert [name for name, _, _ in people(office)] == ["Rini Melati"]


def test_stopping_the_reading_writes_nothing_and_says_so(office: Office, tmp_path: Path) -> None:
    office.cadres()
    stop = office.jobs.started.connect(office.jobs.cancel)
    office.window.open("import", path=siak_list(tmp_path / "siak.csv"))
    office.jobs.started.disconnect(stop)
    settle(office)
    assert "Pembacaan dihentikan" in texts(page(office))
    press(page(office), "Coba lagi")
    settle(office)
    assert len(page(office).session.preview.rows) == 3


# village heads


def test_heads_are_imported_from_the_list_of_villages(office: Office, tmp_path: Path) -> None:
    office.villages()
    rows = [
        ["No", "Kecamatan", "Desa", "Nama Kepala Desa", "Status", "No HP"],
        ["1", "Paiton", "Paiton", "H. Imam Cemara", "Definitif", "081200000101"],
        ["2", "Paiton", "Sukodadi", "Suwito Angin", "Pj.", "081200000102"],
    ]
    with answered(named(xlsx(tmp_path / "kades.xlsx", {"Data": rows}))):
        key(office.window, Qt.Key.Key_I, CONTROL)
    settle(office)
    go_on(office)
    assert page(office).foot.go_on.text() == "Impor 2 kepala desa"
    go_on(office)
    heads = {line.village: (line.full_name, line.kind) for line in office.file.people.heads()}
    assert heads == {PAITON: ("H. Imam Cemara", "definitive"), SUKODADI: ("Suwito Angin", "pj")}


def test_the_list_and_the_repair_of_a_head_speak_of_his_office(office: Office) -> None:
    rows = (
        "No\tKecamatan\tDesa\tNama Kepala Desa\tStatus\tMulai Menjabat",
        "1\tPaiton\tPaiton\tImam Cemara\tDefinitif\t35/35/2021",
    )
    shown = opened(office, "\n".join(rows), "heads")
    offered = shown.columns.column.target
    assert "Mulai menjabat" in [offered.itemText(at) for at in range(offered.count())]
    go_on(office)
    key(office.window, Qt.Key.Key_F8)
    words = texts(shown.rows.pane)
    assert "Mulai menjabat" in words
    assert "Mulai tugas" not in words
    assert "term_start" in shown.rows.pane.fields
    titles = {one.title for section in shown.check.sections.values() for one in section.model.columns}
    assert not titles & {"NIK", "L/P"}


# ekspor


def test_what_is_shown_goes_out_without_nik(office: Office, tmp_path: Path) -> None:
    office.add_cadre("Rini Melati", PAITON, nik=NIK)
    office.add_cadre("Sri Awan", SUKODADI)
    register = office.cadres()
    register.toolbar.search.setText("rini")
    target = tmp_path / "kader.xlsx"
    key(office.window, Qt.Key.Key_E, CONTROL)
    with answered(named(target)):
        press(form(), "Ekspor")
    settle(office)
    rows = read_file(target).sheets[0].rows
    assert "NIK" not in rows[0]
    assert [row[1] for row in rows] == ["Nama", "Rini Melati"]
    assert NIK not in str(rows)


def test_nik_go_out_only_with_a_reason_that_is_logged(office: Office, tmp_path: Path) -> None:
    office.add_cadre("Rini Melati", PAITON, nik=NIK)
    office.cadres()
    target = tmp_path / "kader.xlsx"

    key(office.window, Qt.Key.Key_E, CONTROL)
    dialog = form()
    dialog.body.editors["with_nik"].set_value(True)
    dialog.body.editors["with_nik"].changed.emit()
    press(dialog, "Ekspor")
    assert "Tulis alasan" in texts(dialog)
    fill(dialog, reason="diminta Dinas Dukcapil")
    with answered(named(target)):
        press(dialog, "Ekspor")
    settle(office)
    rows = read_file(target).sheets[0].rows
    assert rows[1][rows[0].index("NIK")] == NIK
    logged = office.file.rows("SELECT reason, nik_count FROM print_log")
    assert logged == [("diminta Dinas Dukcapil", 1)]


def test_villages_go_out_and_are_read_back_as_heads(office: Office, tmp_path: Path) -> None:
    office.villages()
    target = tmp_path / "desa.xlsx"
    with answered(named(target)):
        key(office.window, Qt.Key.Key_E, CONTROL)
    settle(office)
    rows = read_file(target).sheets[0].rows
    assert len(rows) == 331
    shown = opened(office, target, "heads")
    targets = {one.heading: one.target for one in shown.session.preview.sheets[0].header.columns}
    assert targets["Kepala Desa"] == "name"
    assert targets["Desa"] == "village_text"


# how it looks


@pytest.mark.parametrize("scale", [100, 200])
def test_no_english_and_nothing_out_of_reach(office: Office, scale: int) -> None:
    theme().choose(Scheme.DARK if scale == 200 else Scheme.LIGHT, scale)
    try:
        office.add_cadre("Rini Melati", PAITON, phone="081200000101")
        text = listed(
            "1\tRini Melati\t\t3/15/1984\tPaiton\tPaiton\t0812-0000-0999",
            "2\tSri Awan\t\t\tEntah\tPaiton\t",
            "3\tDewi Kenanga\t3,51312E+15\t\tSukodadi\tPaiton\t",
        )
        shown = opened(office, text)
        assert english_on(shown) == []
        go_on(office)
        for number in range(1, 7):
            key(office.window, Qt.Key(Qt.Key.Key_0 + number), ALT)
            assert english_on(shown) == []
        for button in (shown.foot.go_on, shown.foot.cancel):
            right = button.mapTo(office.window, button.rect().bottomRight())
            assert office.window.rect().contains(right)
        go_on(office)
        assert english_on(shown) == []
        assert shown.session.step == 2
    finally:
        theme().choose(Scheme.LIGHT, 100)
