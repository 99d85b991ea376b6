import datetime as dt
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pysqlite3
import pytest

from builders import Clock, add_person, new_file, reopen, visible, write_past
from kpm_desktop.store import backups, errors
from kpm_desktop.store.checks import check_file
from kpm_desktop.store.data_file import DataFile

NIK = "3513125204900001"


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    opened = new_file(tmp_path)
    yield opened
    opened.close(backup=False)


def at(*parts: int) -> dt.datetime:
    """A moment on the PC's clock, which has no zone."""
    return dt.datetime(*parts)  # type: ignore[arg-type] # noqa: DTZ001


# backups


def test_a_backup_is_verified_named_by_time_and_has_its_sum_beside_it(data_file: DataFile) -> None:
    add_person(data_file)
    made = data_file.backup()
    assert made.path.name == "2026-11-24_09-12-00.db"
    assert made.made_at == at(2026, 11, 24, 9, 12)
    assert backups.is_intact(made)
    assert check_file(made.path).is_sound
    assert data_file.backups() == [made]
    again = data_file.backup()
    assert again.path != made.path
    assert {item.path for item in data_file.backups()} == {made.path, again.path}
    assert not list(made.path.parent.glob("*.part"))


def test_a_changed_backup_is_noticed(data_file: DataFile) -> None:
    made = data_file.backup()
    content = bytearray(made.path.read_bytes())
    content[-1] ^= 1
    made.path.write_bytes(content)
    assert not backups.is_intact(made)


def test_a_backup_opened_as_a_data_file_holds_the_same(data_file: DataFile, tmp_path: Path) -> None:
    add_person(data_file)
    made = data_file.backup()
    path = tmp_path / "lain" / "kpm.db"
    path.parent.mkdir()
    path.write_bytes(made.path.read_bytes())
    with DataFile.open(path) as other:
        assert visible(other) == visible(data_file)


def test_nothing_is_called_a_backup_when_the_file_is_not_sound(data_file: DataFile) -> None:
    add_person(data_file)
    write_past(data_file.path, "UPDATE person SET name = 'lain'")
    with pytest.raises(errors.BackupError):
        data_file.backup()
    assert data_file.backups() == []
    assert not list(data_file.places.backups.iterdir())


@pytest.mark.parametrize(
    ("newest", "due"),
    [
        (None, True),
        (at(2026, 11, 23, 23, 59), True),
        (at(2026, 11, 24, 8, 41), True),
        (at(2026, 11, 24, 8, 43), False),
        (at(2026, 11, 24, 9, 30), True),
    ],
)
def test_when_a_backup_is_due(newest: dt.datetime | None, due: bool) -> None:
    assert backups.is_due(newest, at(2026, 11, 24, 9, 12)) is due


def test_who_saves_while_a_backup_is_made_spoils_it_not_and_is_in_the_next(data_file: DataFile) -> None:
    def make() -> backups.Backup:
        with data_file.in_this_thread():
            return data_file.backup()

    add_person(data_file, "Siti Contohwati")
    saved = 0
    with ThreadPoolExecutor(1) as worker:
        made = worker.submit(make)
        while not made.done() or not saved:
            add_person(data_file, f"Umpama {saved}")
            saved += 1
    assert [one.path for one in data_file.backups()] == [made.result().path]
    data_file.close()
    with DataFile.open(data_file.path) as again:
        assert len(again.backups()) == 2  # one of the closing too: something came after the copy
        newest = again.backups()[0].path
    assert check_file(newest).operations == check_file(data_file.path).operations


def test_a_backup_and_a_check_can_be_stopped_at_each_step_and_leave_nothing(data_file: DataFile) -> None:
    class StopError(Exception):
        pass

    told: list[str] = []

    def stopping_at(number: int) -> Callable[[str], None]:
        told.clear()

        def step(what: str) -> None:
            told.append(what)
            if len(told) == number:
                raise StopError

        return step

    add_person(data_file, "Siti Contohwati")
    for number in (1, 2, 3, 4):
        with pytest.raises(StopError):
            data_file.backup(stopping_at(number))
        with pytest.raises(StopError):
            data_file.check(step=stopping_at(number))
        assert list(data_file.places.backups.iterdir()) == []
        assert data_file.backup_is_due()
    data_file.backup(stopping_at(9))
    assert len(told) == 4
    assert not data_file.backup_is_due()


def test_closing_backs_up_what_was_changed_and_nothing_else(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    data_file.close()
    assert data_file.backups() == []
    data_file = DataFile.open(data_file.path, now=Clock())
    assert not data_file.backup_is_due()
    add_person(data_file)
    assert data_file.backup_is_due()
    data_file.close()
    assert len(data_file.backups()) == 1


def test_a_replaced_nik_is_in_no_byte_of_the_rows_of_a_deleted_and_erased_free_page(tmp_path: Path) -> None:
    """What the log holds stays in the log; free pages and the slack of pages hold nothing."""
    data_file = new_file(tmp_path)
    for number in range(200):
        data_file.save_draft("person", number.to_bytes(16, "big"), {"nik": f"{NIK[:-3]}{number:03}"})
    for number in range(200):
        data_file.drop_draft("person", number.to_bytes(16, "big"))
    made = data_file.backup()
    data_file.close()
    for path in (data_file.path, made.path):
        assert NIK[:-3].encode() not in path.read_bytes()


# checks


def tamper(data_file: DataFile, sql: str, *values: object) -> DataFile:
    data_file.close(backup=False)
    connection = pysqlite3.connect(data_file.path)
    assert connection.execute(sql, values).rowcount > 0
    connection.commit()
    connection.close()
    return DataFile.open(data_file.path, now=Clock())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE change SET body = replace(body, 'Rini', 'Dewi') WHERE id = {id}",
        "UPDATE change SET row_uid = (SELECT uid FROM village LIMIT 1) WHERE id = {id}",
        "UPDATE change SET tbl = 'venue' WHERE id = {id}",
        "UPDATE change SET body = NULL WHERE id = {id}",
        "UPDATE change SET id = id + 1000 WHERE id = {id}",
        "DELETE FROM change WHERE id = {id}",
        "UPDATE operation SET label = 'Impor 1 orang' WHERE seq = 3",
        "UPDATE operation SET at = '2026-11-24T10:00:00' WHERE seq = 3",
        "UPDATE operation SET hlc = hlc + 1 WHERE seq = 3",
        "UPDATE operation SET kind = 'import' WHERE seq = 3",
        "UPDATE operation SET meta = '{{}}' WHERE seq = 3",
    ],
)
def test_tampering_with_the_log_is_located_at_its_operation(data_file: DataFile, sql: str) -> None:
    add_person(data_file)
    add_person(data_file, "Rini Melati")
    add_person(data_file, "Dewi Kenanga")
    [(number,)] = data_file.rows(
        "SELECT c.id FROM change c JOIN operation o ON o.id = c.operation_id WHERE o.seq = 3"
    )
    opened = tamper(data_file, sql.format(id=number))
    found = [finding for finding in opened.check().findings if finding.kind == "chain"]
    assert [finding.place.split()[:2] for finding in found] == [["3", "PC-UJI"]]
    opened.close(backup=False)


def test_a_state_row_changed_by_hand_is_named(data_file: DataFile) -> None:
    person = add_person(data_file)
    opened = tamper(data_file, "UPDATE person SET name = 'Lain' WHERE uid = ?", person)
    report = opened.check()
    assert [(finding.kind, finding.row) for finding in report.findings] == [("state", ("person", person))]
    assert not report.is_sound
    opened.close(backup=False)


def test_a_state_row_nobody_wrote_is_named(data_file: DataFile) -> None:
    opened = tamper(data_file, "INSERT INTO venue (uid, alive, name) VALUES (?, 1, 'x')", b"v" * 16)
    assert [finding.row for finding in opened.check().findings] == [("venue", b"v" * 16)]
    opened.close(backup=False)


def test_a_check_is_noted_and_due_after_a_week_or_an_unclean_end(tmp_path: Path) -> None:
    clock = Clock()
    data_file = new_file(tmp_path, clock)
    assert data_file.check_is_due()
    data_file.check()
    assert not data_file.check_is_due()
    data_file = reopen(data_file, clock)
    assert not data_file.check_is_due()
    clock.turn(days=8)
    assert data_file.check_is_due()
    data_file.check()
    lock = data_file.places.lock.read_bytes()
    data_file.close()
    data_file.places.lock.write_bytes(lock)
    data_file = DataFile.open(data_file.path, now=clock)
    assert data_file.check_is_due()
    data_file.close()
