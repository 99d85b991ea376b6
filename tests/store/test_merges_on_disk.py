"""Three real files and three PCs in memory exchange what they have, in any order: equal after each step."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builders import Clock
from disk_model import GROUPS, TABLES, Both
from histories import HISTORIES, Desk, Dice, each
from kpm_desktop.domain.changes import DELETED, Kind, RowKey
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.arrivals import from_lines
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.incoming import Incoming
from merge_rules import FINAL

BEGIN = dt.datetime(1970, 1, 3)  # noqa: DTZ001 (local time, before all clocks of the PCs; Windows knows no earlier one)
_MS = dt.timedelta(milliseconds=1)


class Pair(Both):
    """One PC, twice; both have the same clock and the same place in the order of writers."""

    def begin(self) -> None:
        """Write a first operation: from it on this PC has its own name."""
        self.tick()
        with self.file.operation(Kind.PRINT, "Cetak") as operation:
            pass
        self._same(self.desk.note(Kind.PRINT), operation.header.uid)

    def settle(self, key: RowKey, group: str, value: object) -> None:
        """Save a value for a contested cell."""
        self.save({key: {group: value}}, Kind.SETTLE)

    def put_back(self, key: RowKey, group: str, change: Uid) -> None:
        """Put back what a change of this row wrote."""
        earlier = next(one for one in self.desk.rows[key] if one.uid == change)
        same = [one for one in self.desk.rows[key] if one.operation == earlier.operation]
        found = self.file.rows(
            "SELECT c.uid FROM change c JOIN operation o ON o.id = c.operation_id"
            " WHERE o.uid = ? AND c.tbl = ? AND c.row_uid = ? ORDER BY c.id",
            (self._real[earlier.operation], TABLES[key[0]], key[1]),
        )
        place = sorted(same, key=lambda one: one.n).index(earlier)
        real_group = GROUPS[key[0]].get(group, group)
        model = self.desk.put_back(key, group, change)
        done = self.file.restore_value(TABLES[key[0]], key[1], real_group, found[place][0])
        self._same(model, done.operation)

    def receive(self, other: "Pair") -> None:
        """Take in all that the other one has."""
        arrivals = from_lines(other.file.package_lines())
        known = {uid for (uid,) in self.file.rows("SELECT uid FROM operation")}
        merged = self.desk.receive(other.desk.package())
        has_news = any(one.operation.uid not in known for one in arrivals.operations)
        assert has_news == (merged is not None)
        if merged is not None:
            incoming = Incoming(arrivals, {}, {}, other.file.vector(), "PC lain")
            done = self.file.merge(incoming, "Gabung paket dari PC lain")
            self._same(merged, done.changes.operation)

    def tick(self) -> None:
        """Let the file's clock show what the model's will show at its next act."""
        self.clock.now = dt.datetime.fromtimestamp(0) + (self.desk.clock + 1) * _MS + _MS / 2  # noqa: DTZ006


@contextmanager
def three(folder: Path, dice: Dice) -> Iterator[list[Pair]]:
    """Three PCs that opened a copy of one file; clocks are off by up to days, the order of writers is not."""
    base = folder / "kpm.db"
    DataFile.create(base, regency_code="35.13", now=Clock(BEGIN)).close(backup=False)
    real: dict[Uid, Uid] = {}
    pairs = []
    for number in range(1, 4):
        desk, clock = Desk(number, 10**8 + number * 1000), Clock()
        place = folder / str(number) / "kpm.db"
        place.parent.mkdir()
        shutil.copyfile(base, place)
        pair = Pair(folder, desk=desk, file=DataFile.open(place, now=clock), real=real, clock=clock)
        pair.begin()
        desk.clock = 10**9 + dice.random.randint(-(10**8), 10**8)
        pairs.append(pair)
    try:
        yield pairs
    finally:
        for pair in pairs:
            pair.file.close(backup=False)


def step(dice: Dice, pairs: list[Pair]) -> None:
    """One act at one of the PCs."""
    pair = dice.random.choice(pairs)
    pair.tick()
    desk = pair.desk
    match dice.random.choice(
        ["save"] * 6 + ["delete"] * 2 + ["undo", "redo", "any", "settle", "back"] + ["get"] * 4
    ):
        case "save":
            pair.save(dice.rows_to_save(desk.visible().__contains__))
        case "delete" if shown := sorted(desk.visible()):
            pair.delete([dice.random.choice(shown)])
        case "undo":
            pair.undo()
        case "redo":
            pair.redo()
        case "any" if undoable := [one.uid for one in desk.operations() if one.kind not in FINAL]:
            pair.undo_operation(dice.random.choice(undoable))
        case "settle" if listed := sorted(desk.listed()):
            key, group, _ = dice.random.choice(listed)
            written = [one.values[group] for one in desk.rows[key] if group in one.values]
            pair.settle(key, group, dice.random.choice([0, 1] if group == DELETED else written))
        case "back":
            back(dice, pair)
        case "get":
            pair.receive(dice.random.choice([one for one in pairs if one is not pair]))


def back(dice: Dice, pair: Pair) -> None:
    desk = pair.desk
    if shown := sorted(key for key, found in desk.rows.items() if desk.state(key).alive and found):
        key = dice.random.choice(shown)
        change = dice.random.choice(sorted(desk.rows[key], key=lambda one: one.uid))
        if groups := sorted(set(change.values) - {DELETED}):
            pair.put_back(key, dice.random.choice(groups), change.uid)


def test_three_files_equal_their_models_after_each_step_and_one_another_in_the_end(
    tmp_path: Path,
) -> None:
    def check(dice: Dice) -> None:
        with three(tmp_path / dice.random.randbytes(4).hex(), dice) as pairs:
            for _ in range(40):
                step(dice, pairs)
            for pair in pairs:
                for other in pairs:
                    if other is not pair:
                        pair.tick()
                        pair.receive(other)
            first = pairs[0].visible(), pairs[0].listed()
            for pair in pairs:
                for other in pairs:
                    pair.tick()
                    pair.receive(other)
            assert all((pair.visible(), pair.listed()) == first for pair in pairs)
            assert all(pair.file.check().is_sound for pair in pairs)

    each(check, HISTORIES // 25)
