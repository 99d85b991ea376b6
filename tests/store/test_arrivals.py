"""Operations of another log: read from lines, held against the chain, brought in once; erased is erased."""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import add_person, edit_person, new_file, visible
from kpm_desktop.domain.changes import Kind
from kpm_desktop.domain.merging import TwoHistoriesError
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.arrivals import Arrivals, bring_in, from_lines, in_chain, of_file, ranges_of
from kpm_desktop.store.change_log import ChangeLog, Line
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.journal import Journal
from kpm_desktop.store.state import differences


@pytest.fixture
def source(tmp_path: Path) -> Iterator[DataFile]:
    """A file with two persons, one of them edited, and a picture."""
    with new_file(tmp_path / "sana") as data_file:
        person = add_person(data_file, "Rini Melati")
        edit_person(data_file, person, phone="081200000000")
        add_person(data_file, "Dewi Kenanga")
        with data_file.operation("edit", "Logo"):
            sha = data_file.put_asset(b"gambar" * 20_000, "image/png")
            data_file.put("office", data_file.new_uid(), {"emblem": sha})
        yield data_file


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Connection]:
    """The same office's file without anything in it, open for writing."""
    with new_file(tmp_path / "sini") as data_file:
        pass
    connection = Connection(data_file.path)
    with connection.connection_context():
        yield connection


def lines_of(data_file: DataFile) -> list[Line]:
    connection = Connection(data_file.path, "ro")
    with connection.connection_context():
        return [
            json.loads(line) if isinstance(line, str) else line for line in ChangeLog(connection).lines(0)
        ]


def read(data_file: DataFile) -> Arrivals:
    connection = Connection(data_file.path, "ro")
    with connection.connection_context():
        return of_file(connection)


def take(connection: Connection, arrivals: Arrivals) -> int:
    with connection.atomic("IMMEDIATE"):
        chained = dataclasses.replace(arrivals, operations=tuple(in_chain(connection, arrivals.operations)))
        return len(bring_in(connection, chained).operations)


def is_sound(connection: Connection) -> bool:
    log = ChangeLog(connection)
    return log.first_wrong() is None and differences(connection, log.states()) == []


def test_lines_the_file_and_the_journal_say_the_same(source: DataFile) -> None:
    from_file = read(source)
    assert from_lines(lines_of(source)).operations == from_file.operations
    assert Journal(source.places.journal, source.file_uid).everything() == from_file


def test_half_an_operation_is_left_out(source: DataFile) -> None:
    whole = from_lines(lines_of(source))
    cut = from_lines(lines_of(source)[:-1])
    assert len(cut.operations) == len(whole.operations) - 1


def test_what_comes_in_twice_is_there_once(source: DataFile, empty: Connection) -> None:
    arrivals = read(source)
    assert take(empty, arrivals) == 5
    assert take(empty, arrivals) == 0
    assert is_sound(empty)
    state = visible(source)["person"]
    assert empty.run("SELECT * FROM person WHERE alive = 1 ORDER BY uid") == state
    assert empty.run("SELECT count(*) FROM asset") == [(1,)]


def test_after_a_gap_operations_are_partial_and_the_chain_still_holds(
    source: DataFile, empty: Connection
) -> None:
    arrivals = read(source)
    gap = dataclasses.replace(arrivals, operations=(*arrivals.operations[:2], *arrivals.operations[3:]))
    assert take(empty, gap) == 4
    sql = "SELECT seq, partial FROM operation WHERE writer_uid = ? ORDER BY seq"
    assert empty.run(sql, (source.writer_uid,)) == [(1, 0), (2, 0), (4, 1), (5, 1)]
    assert is_sound(empty)
    take(empty, arrivals)
    assert empty.run(sql, (source.writer_uid,)) == [(number, 0) for number in range(1, 6)]
    assert is_sound(empty)
    assert empty.run("SELECT * FROM person ORDER BY uid") == visible(source)["person"]


def test_what_the_chain_disproves_does_not_count_as_whole(source: DataFile, empty: Connection) -> None:
    arrivals = read(source)
    second = arrivals.operations[1]
    forged = dataclasses.replace(second, operation=dataclasses.replace(second.operation, label="Lain"))
    both = (arrivals.operations[0], forged, *arrivals.operations[1:])
    assert take(empty, dataclasses.replace(arrivals, operations=both)) == 5
    assert empty.run("SELECT count(*) FROM operation WHERE label = 'Lain' OR partial = 1") == [(0,)]


def test_one_number_of_a_writer_for_two_operations_is_refused(source: DataFile, empty: Connection) -> None:
    arrivals = read(source)
    take(empty, arrivals)
    last = arrivals.operations[-1]
    other = dataclasses.replace(last, operation=dataclasses.replace(last.operation, uid=b"x" * 16))
    assert in_chain(empty, [other]) == []
    with pytest.raises(TwoHistoriesError):
        bring_in(empty, Arrivals((), (other,)))


def erase(data_file: DataFile, person: Uid) -> None:
    """End the log with an erasure, as the act will write it."""
    with data_file.operation(Kind.ERASE, "Musnahkan 1 orang", {"rows": [["person", person.hex()]]}):
        pass


def test_an_erasure_blanks_what_is_here_and_what_comes_later(source: DataFile, empty: Connection) -> None:
    before = read(source)
    [(person,)] = source.rows("SELECT uid FROM person WHERE name = 'Rini Melati'")
    take(empty, dataclasses.replace(before, operations=before.operations[:2]))
    erase(source, person)
    after = read(source)
    late = tuple(one for one in after.operations if one.operation.seq != 3)
    take(empty, dataclasses.replace(after, operations=late))
    take(empty, dataclasses.replace(before, operations=before.operations[2:3]))
    bodies = empty.run("SELECT body FROM change WHERE row_uid = ?", (person,))
    assert bodies == [(None,), (None,)]
    assert empty.run("SELECT count(*) FROM person WHERE name = 'Rini Melati'") == [(0,)]
    assert ChangeLog(empty).first_wrong() is None


def test_a_blank_nobody_explains_is_not_taken(source: DataFile, empty: Connection) -> None:
    arrivals = read(source)
    second = arrivals.operations[1]
    blank = dataclasses.replace(second, records=tuple(record.blanked() for record in second.records))
    assert take(empty, dataclasses.replace(arrivals, operations=(arrivals.operations[0], blank))) == 1


def test_ranges_name_first_and_last(source: DataFile) -> None:
    operations = [one.operation for one in read(source).operations]
    assert ranges_of(operations) == {source.writer_uid: (1, 5)}
