"""A row that was erased for ever is nowhere, whoever points at it; what points at it stays."""

from pathlib import Path

import pytest

from builders import SUKODADI, add_person, new_file
from carrying import begin, receive, send
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile


def erase(data_file: DataFile, person: Uid) -> None:
    with data_file.operation("erase", "Musnahkan 1 orang", {"rows": [["person", person.hex()]]}):
        pass


def attendance_of(data_file: DataFile, person: Uid) -> Uid:
    uid = data_file.new_uid()
    with data_file.operation("edit", "Tambah 1 peserta"):
        data_file.put("attendance", uid, {"person": person, "village": SUKODADI, "status": "present"})
    return uid


def alive(data_file: DataFile, table: str, uid: Uid) -> bool:
    return data_file.rows(f"SELECT 1 FROM {table} WHERE uid = ? AND alive = 1", (uid,)) == [(1,)]


@pytest.mark.parametrize("child_comes_later", [False, True])
def test_an_erased_person_does_not_come_back_blank_for_what_points_at_him(
    tmp_path: Path, child_comes_later: bool
) -> None:
    """The child was there before the erasure arrived, or arrives after it."""
    one = new_file(tmp_path / "a")
    person = add_person(one, "Siti Contohwati", phone="0811")
    with begin(tmp_path / "b", send(one), "PC-B") as two:
        erase(two, person)
        if child_comes_later:
            receive(one, send(two))
        child = attendance_of(one, person)
        if not child_comes_later:
            receive(one, send(two))
    with begin(tmp_path / "c", send(one), "PC-C") as three:
        for data_file in (one, three):
            assert not alive(data_file, "person", person)
            assert alive(data_file, "attendance", child)
            assert not data_file.rows("SELECT 1 FROM conflict WHERE row_uid = ?", (person,))
            assert data_file.rows("SELECT name, phone FROM person WHERE uid = ?", (person,)) == [(None, None)]
            assert data_file.check().is_sound
            data_file.rebuild()
            assert not alive(data_file, "person", person)
    one.close(backup=False)
