"""Three copies that diverged: any order of merging gives the same, nothing is lost, one side never asks.

A long run sets the environment variable EDITS to 300.
"""

import itertools
import random
from pathlib import Path
from typing import Any

import pytest

import merge_rules
from builders import SUKODADI
from carrying import begin, look, office, receive, send
from diverging import EDITS, random_edits, shown, three
from histories import Listed
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import find_duplicates
from record_builders import add_cadre
from rounds import rounds


@pytest.mark.parametrize("seed", range(rounds("SEEDS", 3)))
def test_three_copies_that_diverged_agree_after_any_order_of_merging(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - reproducible, not secret
    pcs = three(tmp_path).files
    before = [values_written(data_file) for data_file in pcs]
    for data_file in pcs:
        random_edits(data_file, dice, EDITS)
    packages = [send(data_file) for data_file in pcs]
    written = [values_written(data_file) - known for data_file, known in zip(pcs, before, strict=True)]
    orders = list(itertools.permutations(range(3)))
    for number, data_file in enumerate(pcs):
        for other in orders[(seed + number) % 6]:
            if other != number:
                receive(data_file, packages[other])
    assert shown(pcs[0]) == shown(pcs[1]) == shown(pcs[2])
    for data_file in pcs:
        assert data_file.check().is_sound
        assert values_written(data_file) >= set().union(*written)
        again = look(data_file, *packages)
        assert again is not None
        assert again.is_empty
        assert receive(data_file, *packages) is None
        data_file.close(backup=False)


@pytest.mark.parametrize("seed", range(rounds("SEEDS", 2)))
def test_all_six_orders_lose_nothing_and_ask_only_where_two_wrote(tmp_path: Path, seed: int) -> None:
    """A fourth PC that has only the beginning takes them in every order; the oracle reads raw rows."""
    dice = random.Random(seed)  # noqa: S311 - reproducible, not secret
    pcs = three(tmp_path).files
    base = send(pcs[0])
    for data_file in pcs:
        random_edits(data_file, dice, EDITS)
    packages = [send(data_file) for data_file in pcs]
    seen: list[tuple[object, Listed]] = []
    for order in itertools.permutations(packages):
        with begin(tmp_path / f"d{len(seen)}", base, "PC-D") as fourth:
            for package in order:
                receive(fourth, package)
            raw, rows, listed = raw_of(fourth), rows_of(fourth), listed_in(fourth)
            assert fourth.check().is_sound
            assert receive(fourth, *packages) is None
        merge_rules.nothing_is_lost(raw, rows, listed)
        merge_rules.nothing_is_asked_without_need(raw, listed)
        seen.append((rows, listed))
    assert all(one == seen[0] for one in seen)
    wrote = written_by(pcs)
    for key, group, kind in seen[0][1]:
        if kind == "differs":
            assert len(wrote[key, group]) > 1, (key, group)
    for data_file in pcs:
        data_file.close(backup=False)


def test_a_pair_that_two_pcs_joined_in_opposite_directions_is_one_cadre(tmp_path: Path) -> None:
    one = office(tmp_path / "a")
    first, second = (add_cadre(one, name, SUKODADI) for name in ("Siti Contohwati", "Sitti Contohwati"))
    with begin(tmp_path / "b", send(one), "PC-B") as two:
        for data_file, kept, other in ((one, first, second), (two, second, first)):
            with data_file.operation("join", "Gabung 2 data"):
                find_duplicates.join(data_file, kept, other, {})
        receive(one, send(two))
        receive(two, send(one))
        for data_file in (one, two):
            [line] = data_file.cadres.find(data_file.now().date())
            assert line.uid == min(first, second)
            assert data_file.check().is_sound
    one.close(backup=False)


def raw_of(data_file: DataFile) -> merge_rules.Raw:
    """Every change as it is stored."""
    sql = "SELECT uid, tbl, row_uid, body FROM change WHERE body NOT NULL AND tbl IN ('person', 'cadre_term')"
    return {uid: ((table, row), merge_rules.parts_of(body)) for uid, table, row, body in data_file.rows(sql)}


def rows_of(data_file: DataFile) -> dict[tuple[str, Uid], dict[str, Any]]:
    """What is shown, as the log would say it."""
    columns = "uid, name, title_front, title_back, phone, notes, address, education"
    people = data_file.rows(f"SELECT {columns} FROM person WHERE alive = 1")
    terms = data_file.rows("SELECT uid, person, village, position FROM cadre_term WHERE alive = 1")
    found: dict[tuple[str, Uid], dict[str, Any]] = {
        ("person", uid): {
            "name": names,
            "phone": phone,
            "notes": notes,
            "address": address,
            "education": school,
        }
        for uid, *names, phone, notes, address, school in people
    }
    return found | {
        ("cadre_term", uid): {"person": person.hex(), "village": village.hex(), "position": position}
        for uid, person, village, position in terms
    }


def listed_in(data_file: DataFile) -> Listed:
    found = data_file.rows("SELECT tbl, row_uid, grp, kind FROM conflict")
    return frozenset(((table, row), group, kind) for table, row, group, kind in found)


def written_by(pcs: list[DataFile]) -> dict[tuple[tuple[str, Uid], str], set[Uid]]:
    """For each cell the PCs that wrote to it."""
    found: dict[tuple[tuple[str, Uid], str], set[Uid]] = {}
    for data_file in pcs:
        columns = "c.tbl, c.row_uid, c.body, o.writer_uid"
        sql = f"SELECT {columns} FROM change c JOIN operation o ON o.id = c.operation_id"
        for table, row, body, writer in data_file.rows(sql):
            for group in merge_rules.parts_of(body)["v"]:
                found.setdefault(((table, row), group), set()).add(writer)
    return found


def values_written(data_file: DataFile) -> set[tuple[Any, ...]]:
    """Every change there ever was, as it is stored."""
    return set(data_file.rows("SELECT uid, tbl, row_uid, body FROM change"))
