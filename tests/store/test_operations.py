import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import SUKODADI, Clock, add_person, edit_person, new_file, reopen, write_past
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store import errors
from kpm_desktop.store.data_file import DataFile


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    opened = new_file(tmp_path)
    yield opened
    opened.close(backup=False)


def last_body(data_file: DataFile) -> str:
    return str(data_file.rows("SELECT body FROM change ORDER BY id DESC LIMIT 1")[0][0])[22:]


def test_values_come_back_as_they_were_put(data_file: DataFile) -> None:
    person = add_person(
        data_file, birth_date=dt.date(1990, 4, 12), title_back="S.Pd.", notes="", verified=True
    )
    columns = "name, title_back, birth_date, notes, verified, alive"
    found = data_file.rows(f"SELECT {columns} FROM person WHERE uid = ?", (person,))
    assert found == [("Siti Contohwati", "S.Pd.", "1990-04-12", None, 1, 1)]


def test_links_are_blobs_in_the_row_and_hex_in_the_log(data_file: DataFile) -> None:
    with data_file.operation("edit", "Tambah sesi"):
        session = data_file.new_uid()
        data_file.put("session", session, {"districts": [SUKODADI], "kind": "rapat"})
        data_file.put("topic", data_file.new_uid(), {"session": session})
    assert data_file.rows("SELECT session FROM topic") == [(session,)]
    assert session.hex() in last_body(data_file)
    assert data_file.rows("SELECT districts FROM session") == [(f'["{SUKODADI.hex()}"]',)]


def test_only_groups_that_differ_are_written_and_fields_of_a_group_together(data_file: DataFile) -> None:
    person = add_person(data_file, title_back="S.Pd.", phone="081234567890")
    edit_person(data_file, person, name="Siti Contoh", phone="081234567890")
    body = last_body(data_file)
    assert '"name":["Siti Contoh",null,"S.Pd."]' in body
    assert "phone" not in body


def test_an_operation_without_a_change_leaves_no_trace(data_file: DataFile) -> None:
    person = add_person(data_file)
    before = len(data_file.history())
    with data_file.operation("edit", "Ubah") as operation:
        assert not data_file.put("person", person, {"name": "Siti Contohwati"})
    assert operation.changes is not None
    assert operation.changes.touched == frozenset()
    assert len(data_file.history()) == before


def test_an_inner_operation_joins_the_outer_one(data_file: DataFile) -> None:
    before = len(data_file.history())
    with data_file.operation("import", "Impor 2 orang") as outer:
        add_person(data_file)
        add_person(data_file, "Rini Melati")
        assert data_file.rows("SELECT count(*) FROM person") == [(2,)]
    assert outer.changes is not None
    assert len(outer.changes.touched) == 2
    assert data_file.history()[0].label == "Impor 2 orang"
    assert len(data_file.history()) == before + 1


def test_two_writes_to_a_row_are_one_change(data_file: DataFile) -> None:
    with data_file.operation("edit", "Tambah"):
        person = data_file.new_uid()
        data_file.put("person", person, {"name": "Siti"})
        assert data_file.rows("SELECT name FROM person") == [("Siti",)]
        data_file.put("person", person, {"name": "Siti Contohwati", "phone": "081234567890"})
    assert data_file.rows("SELECT n FROM operation ORDER BY id DESC LIMIT 1") == [(1,)]
    assert data_file.rows("SELECT name, phone FROM person") == [("Siti Contohwati", "081234567890")]
    data_file.undo()
    assert data_file.rows("SELECT alive FROM person") == [(0,)]


def test_an_error_rolls_everything_back(data_file: DataFile) -> None:
    def fail() -> None:
        with data_file.operation("edit", "Tambah"):
            data_file.put("person", data_file.new_uid(), {"name": "Siti"})
            data_file.put_asset(b"gambar", "image/png")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert data_file.rows("SELECT 1 FROM person") == []
    assert data_file.rows("SELECT 1 FROM asset") == []
    add_person(data_file)
    assert data_file.check().is_sound


def test_writing_outside_an_operation_is_a_bug(data_file: DataFile) -> None:
    with pytest.raises(RuntimeError):
        data_file.put("person", data_file.new_uid(), {"name": "Siti"})


@pytest.mark.parametrize(
    ("columns", "error"),
    [({"nama": "Siti"}, KeyError), ({"birth_date": 5}, TypeError), ({"name": b"x"}, TypeError)],
)
def test_wrong_columns_and_kinds_are_refused(
    data_file: DataFile, columns: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error), data_file.operation("edit", "Tambah"):
        data_file.put("person", data_file.new_uid(), columns)


def test_a_link_to_nothing_is_refused(data_file: DataFile) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), data_file.operation("edit", "Tambah"):
        data_file.put("cadre_term", data_file.new_uid(), {"person": data_file.new_uid()})


def test_a_value_changed_meanwhile_is_refused_and_others_are_not(data_file: DataFile) -> None:
    person = add_person(data_file, phone="081200000000", notes="lama")
    loaded = {"phone": "081200000000", "notes": "lama"}
    edit_person(data_file, person, phone="081211111111")
    with data_file.operation("edit", "Ubah"):
        data_file.put("person", person, {"phone": "081200000000", "notes": "baru"}, loaded)
    assert data_file.rows("SELECT phone, notes FROM person") == [("081211111111", "baru")]
    with pytest.raises(errors.ChangedMeanwhileError), data_file.operation("edit", "Ubah"):
        data_file.put("person", person, {"phone": "081222222222"}, loaded)


def test_a_deleted_row_stays_in_the_waste_basket_and_comes_back(data_file: DataFile) -> None:
    person = add_person(data_file, phone="081200000000")
    with data_file.operation("delete", "Hapus 1 orang"):
        data_file.remove("person", person)
    [row] = data_file.trash()
    assert (row.table, row.uid, row.label) == ("person", person, "Hapus 1 orang")
    data_file.restore_row("person", person)
    assert data_file.trash() == []
    assert data_file.rows("SELECT alive, phone FROM person") == [(1, "081200000000")]


def test_putting_to_a_deleted_row_brings_it_back(data_file: DataFile) -> None:
    person = add_person(data_file)
    with data_file.operation("delete", "Hapus"):
        data_file.remove("person", person)
    edit_person(data_file, person, name="Siti Contohwati")
    assert data_file.rows("SELECT alive FROM person") == [(1,)]


def test_a_deleted_parent_of_a_living_child_stays_and_is_listed(data_file: DataFile) -> None:
    person = add_person(data_file)
    term = data_file.new_uid()
    with data_file.operation("edit", "Tambah masa tugas"):
        data_file.put("cadre_term", term, {"person": person, "village": SUKODADI})
    with data_file.operation("delete", "Hapus 1 orang"):
        data_file.remove("person", person)
    assert data_file.rows("SELECT alive FROM person") == [(1,)]
    assert data_file.rows("SELECT row_uid, kind FROM conflict") == [(person, "needed")]
    with data_file.operation("delete", "Hapus masa tugas"):
        data_file.remove("cadre_term", term)
    assert data_file.rows("SELECT alive FROM person") == [(0,)]
    assert data_file.rows("SELECT 1 FROM conflict") == []
    assert data_file.check().is_sound


def test_an_issued_certificate_is_never_rewritten_but_its_state_changes(data_file: DataFile) -> None:
    paper = data_file.new_uid()
    with data_file.operation("edit", "Siapkan"):
        data_file.put("certificate", paper, {"printed_name": "Siti", "state": "ready"})
    with data_file.operation("issue", "Terbitkan 1 sertifikat"):
        data_file.put("certificate", paper, {"printed_name": "SITI", "state": "issued"})
    with pytest.raises(errors.FrozenPaperError), data_file.operation("edit", "Ubah"):
        data_file.put("certificate", paper, {"printed_name": "RINI"})
    with data_file.operation("edit", "Batalkan nomor"):
        data_file.put("certificate", paper, {"state": "voided", "reason": "salah nama"})
    assert data_file.rows("SELECT printed_name, state FROM certificate") == [("SITI", "voided")]


def test_a_worker_writes_through_its_own_connection(data_file: DataFile) -> None:
    made: list[Uid] = []

    def work() -> None:
        with data_file.in_this_thread():
            made.append(add_person(data_file))

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    edit_person(data_file, made[0], phone="081200000000")
    assert data_file.rows("SELECT phone FROM person") == [("081200000000",)]


def test_writing_stops_when_another_program_has_written(data_file: DataFile) -> None:
    add_person(data_file)
    write_past(data_file.path, "UPDATE person SET name = 'x'")
    for _ in range(2):
        with pytest.raises(errors.ForeignWriteError):
            add_person(data_file, "Rini Melati")
    assert [finding.kind for finding in data_file.check().findings] == ["state"]


def test_writing_goes_on_when_the_file_is_found_sound(data_file: DataFile) -> None:
    write_past(
        data_file.path, "INSERT INTO check_log (at, kind, result) VALUES ('2026-11-24', 'full', 'sound')"
    )
    with pytest.raises(errors.ForeignWriteError):
        add_person(data_file)
    assert data_file.check().is_sound
    add_person(data_file)


def test_assets_are_kept_once_by_their_content(data_file: DataFile) -> None:
    with data_file.operation("edit", "Foto"):
        name = data_file.put_asset(b"gambar" * 20_000, "image/png")
        assert data_file.put_asset(b"gambar" * 20_000, "image/png") == name
        data_file.put("person", data_file.new_uid(), {"name": "Siti", "photo": name})
    assert data_file.asset(name) == ("image/png", b"gambar" * 20_000)
    assert data_file.rows("SELECT count(*) FROM asset") == [(1,)]


def test_typing_not_saved_is_kept_across_closing(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    person = data_file.new_uid()
    data_file.save_draft("person", person, {"name": "Si"})
    data_file.save_draft("person", person, {"name": "Siti"})
    data_file = reopen(data_file)
    assert data_file.draft("person", person) == {"name": "Siti"}
    assert [item[:2] for item in data_file.drafts()] == [("person", person)]
    data_file.drop_draft("person", person)
    assert data_file.draft("person", person) is None
    data_file.close()


def test_time_stamps_never_go_back_with_the_clock(tmp_path: Path) -> None:
    clock = Clock()
    with new_file(tmp_path, clock) as data_file:
        for days in (0, -9000, 30_000, -40):
            clock.turn(days=days)
            add_person(data_file)
        stamps = [hlc for (hlc,) in data_file.rows("SELECT hlc FROM operation ORDER BY id")]
    assert stamps == sorted(set(stamps))
