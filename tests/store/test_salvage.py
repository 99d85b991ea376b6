"""What can be read of a damaged table: everything but the rows on the lost pages, also behind a lost end."""

import contextlib
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pysqlite3
import pytest

from builders import new_file
from kpm_desktop.store.salvage import NOTHING, rows_of, salvage
from rounds import rounds

PAGE = 4096
COUNT = 2000
LEAF = 13


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with new_file(tmp_path) as data_file, data_file.operation("import", "Impor 2.000 orang"):
        for number in range(COUNT):
            notes = f"Catatan {number}. " * 4
            data_file.put("person", data_file.new_uid(), {"name": f"Siti {number}", "notes": notes})
    return data_file.path


def pages(path: Path, table: str) -> tuple[int, list[int]]:
    """Return the root page of a table and its leaves in key order, read from the file's bytes."""
    with contextlib.closing(pysqlite3.connect(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        [(root,)] = connection.execute(sql, (table,)).fetchall()
    return root, list(leaves_under(path.read_bytes(), root))


def leaves_under(content: bytes, page: int) -> Iterator[int]:
    """Walk down a table's tree (https://www.sqlite.org/fileformat.html, 1.6)."""
    start = (page - 1) * PAGE
    kind, cells, last = content[start], content[start + 3 : start + 5], content[start + 8 : start + 12]
    if kind == LEAF:
        yield page
        return
    for cell in range(int.from_bytes(cells, "big")):
        place = start + 12 + 2 * cell
        child = start + int.from_bytes(content[place : place + 2], "big")
        yield from leaves_under(content, int.from_bytes(content[child : child + 4], "big"))
    yield from leaves_under(content, int.from_bytes(last, "big"))


def lose(path: Path, *lost: int) -> None:
    content = bytearray(path.read_bytes())
    for page in lost:
        content[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(content)


def names(path: Path) -> list[str]:
    with contextlib.closing(pysqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return [name for _, name in rows_of(connection, "person", ["name"])]


@pytest.mark.parametrize(
    "choose",
    [
        lambda leaves: [leaves[0]],
        lambda leaves: [leaves[-1]],
        lambda leaves: [leaves[3], leaves[4], leaves[20]],
    ],
    ids=["first", "last", "middle"],
)
def test_only_the_rows_of_lost_pages_are_lost(path: Path, choose: Callable[[list[int]], list[int]]) -> None:
    _, leaves = pages(path, "person")
    assert len(leaves) > 30
    lost = choose(leaves)
    lose(path, *lost)
    found = names(path)
    assert COUNT - 60 * len(lost) <= len(found) < COUNT
    assert found == sorted(found, key=lambda name: int(name.split()[1]))


def test_a_lost_root_ends_quickly_and_the_other_tables_are_read(path: Path) -> None:
    lose(path, pages(path, "person")[0])
    assert names(path) == []
    found = salvage(path)
    assert found.changes > COUNT
    assert found.state["person"] == {}
    assert len(found.state["village"]) == 3


def test_a_whole_file_is_read_whole(path: Path) -> None:
    found = salvage(path)
    assert [arrival.is_whole for arrival in found.arrivals.operations] == [True, True]
    assert len(found.state["person"]) == COUNT
    assert found.about is not None
    assert found.about[1] == "35.13"


def test_a_file_without_its_first_page_gives_nothing(path: Path) -> None:
    lose(path, 1)
    assert salvage(path) is NOTHING


def test_looking_changes_nothing(path: Path) -> None:
    lose(path, *pages(path, "change")[1][5:9])
    before = path.read_bytes()
    salvage(path)
    assert path.read_bytes() == before
    assert (
        not path.with_name("kpm.db-journal").exists() or not path.with_name("kpm.db-journal").stat().st_size
    )


def cells_of(content: bytes | bytearray, page: int) -> list[int]:
    """Return where the cells of a leaf stand in the file."""
    start = (page - 1) * PAGE
    count = int.from_bytes(content[start + 3 : start + 5], "big")
    places = (content[start + 8 + 2 * cell : start + 10 + 2 * cell] for cell in range(count))
    return [start + int.from_bytes(place, "big") for place in places]


def test_a_rowid_out_of_order_hides_no_row_but_its_own(path: Path) -> None:
    _, leaves = pages(path, "person")
    content = bytearray(path.read_bytes())
    cells = cells_of(content, leaves[len(leaves) // 3])
    place = cells[len(cells) // 2]
    rowid = place + (2 if content[place] & 0x80 else 1)  # after the length of the row
    assert content[rowid] & 0x80, "a rowid of two bytes is expected"
    before = names(path)
    content[rowid : rowid + 2] = b"\xff\x7f"
    path.write_bytes(content)
    found = names(path)
    assert len(set(before) - set(found)) <= 1
    assert len(found) >= COUNT - 1


@pytest.mark.parametrize("seed", range(rounds("SEEDS", 6)))
def test_a_damaged_table_is_read_the_same_however_often_and_whatever_was_read_before(
    path: Path, seed: int
) -> None:
    """Each page gets one cell that says a length which reaches beyond the page."""
    dice = random.Random(seed)  # noqa: S311 - reproducible, not secret
    content = bytearray(path.read_bytes())
    _, leaves = pages(path, "person")
    hurt = dice.sample(leaves, len(leaves) // 2)
    for page in hurt:
        content[max(cells_of(content, page)) : page * PAGE] = b"\x8f" * 12 + bytes(
            page * PAGE - max(cells_of(content, page)) - 12
        )
    path.write_bytes(content)
    readings = []
    for before in ((), ("change",), ("person", "change"), ("person", "person")):
        with contextlib.closing(pysqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("PRAGMA cell_size_check = ON")
            for table in before:
                rows_of(connection, table, ["uid"])
            readings.append(rows_of(connection, "person", ["name"]))
    assert all(reading == readings[0] for reading in readings)
    assert COUNT > len(readings[0]) >= COUNT - len(hurt)
    assert [row[0] for row in readings[0]] == sorted(row[0] for row in readings[0])
