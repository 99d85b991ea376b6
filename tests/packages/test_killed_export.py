"""A program killed while it writes to a stick, and a stick pulled after "selesai": what is there is whole."""

import os
import random
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from builders import add_person
from carrying import office, send
from killing import DEADLY, killed
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.packages import container, stick
from kpm_desktop.packages.stick import Files
from kpm_desktop.store.connection import SCHEMA
from rounds import rounds

KILLS = rounds("EXPORT_KILLS", 25)
"""How often an export is killed; a long run sets the environment variable to 200."""
PULLS = rounds("PULLS", 200)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with office(tmp_path_factory.mktemp("asal")) as data_file:
        for number in range(40):
            add_person(data_file, f"Siti Contohwati {number}", notes=os.urandom(1500).hex())
        return send(data_file)


def name_of(number: int) -> str:
    return f"KPM-3513-UJI-{number:06}.paket"


def exporting(pipe: Connection, package: Path, folder: Path, first: int) -> None:
    """Send one package after another; tell each that was reported as finished."""
    for number in range(first, first + 50):
        stick.export(Files(), package, folder, name_of(number))
        pipe.send_bytes(str(number).encode())


def test_a_killed_export_leaves_every_finished_package_whole(package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    dice = random.Random(KILLS)  # noqa: S311 - the moments of the kills
    finished: list[int] = []
    latest = 0.06  # seconds
    for turn in range(KILLS):
        told = killed(exporting, package, folder, 1 + 50 * turn, wait=dice.uniform(0, latest)).told
        finished += [int(number) for number in told]
        latest = max(0.06, latest / 1.2) if told else latest * 1.5  # a slow machine gets more time
        found = stick.find(Files(), folder)
        for one in found:
            assert container.read_manifest(one.path, SCHEMA).number == 1  # its sum and length hold
        there = [one.path.name for one in found]
        assert len(there) >= min(stick.KEPT, len(finished))
        if finished:  # what went for newer ones went for whole ones
            newest = name_of(finished[-1])
            assert newest in there or sum(name > newest for name in there) >= stick.KEPT
    assert len(finished) > KILLS // 2, "the children were killed before they did anything"


class Dying(Files):
    """A stick on which the program is killed in the middle of a block."""

    def write(self, path: Path, blocks: Iterable[bytes]) -> None:
        block = next(iter(blocks))
        path.write_bytes(block[: len(block) // 2])
        os.kill(os.getpid(), DEADLY)


def dying(_pipe: Connection, package: Path, folder: Path) -> None:
    stick.export(Dying(), package, folder, name_of(2))


def test_what_a_kill_left_half_written_is_no_package_and_goes_with_the_next(
    package: Path, tmp_path: Path
) -> None:
    whole = tmp_path / name_of(1)
    whole.write_bytes(package.read_bytes())
    killed(dying, package, tmp_path, wait=None)
    assert sorted(path.name for path in tmp_path.iterdir()) == [whole.name, f"{name_of(2)}.part"]
    assert [one.path for one in stick.find(Files(), tmp_path)] == [whole]
    stick.export(Files(), package, tmp_path, name_of(3))
    assert sorted(path.name for path in tmp_path.iterdir()) == [whole.name, name_of(3)]


class Fading(Files):
    """A stick whose cache keeps back blocks; what is read cold, and what a pull leaves, is what it wrote."""

    def __init__(self, chance: float, dice: random.Random) -> None:
        self._chance, self._dice = chance, dice

    def write(self, path: Path, blocks: Iterable[bytes]) -> None:
        with path.open("wb") as medium:
            for block in blocks:
                kept_back = self._dice.random() < self._chance
                medium.write(bytes(len(block)) if kept_back else block)


def test_what_was_told_to_be_finished_is_whole_after_the_stick_was_pulled(
    package: Path, tmp_path: Path
) -> None:
    """Modelled: without the cold read-back every package with a block kept back would count as finished."""
    dice = random.Random(PULLS)  # noqa: S311 - reproducible, not secret
    told = {"selesai": 0, "E-FLASHDISK": 0}
    for number in range(PULLS):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / name_of(1)).write_bytes(package.read_bytes())
        try:
            done = stick.export(Fading(dice.choice([0.0, 0.5]), dice), package, folder, name_of(2))
        except PackageError as refused:
            told[refused.code] += 1
        else:
            told["selesai"] += 1
            assert done.path.read_bytes() == package.read_bytes()
        for one in stick.find(Files(), folder):
            container.read_manifest(one.path, SCHEMA)
    assert min(told.values()) > PULLS // 8


def test_the_half_written_one_is_never_offered(package: Path, tmp_path: Path) -> None:
    (tmp_path / f"{name_of(3)}.part").write_bytes(package.read_bytes()[:1000])
    assert stick.find(Files(), tmp_path) == []
    assert list(_names(tmp_path)) == [f"{name_of(3)}.part"]


def _names(folder: Path) -> Iterator[str]:
    return (path.name for path in folder.iterdir())
