"""What a stick really holds: an honest one proves it, one that lies or vanishes does not, nothing is left."""

import errno
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.packages import capacity, stick

MB = 1 << 20
OLD = "KPM-3513-UJI-000001.paket"


class Small(stick.Files):
    """A stick of so many bytes. A fake one keeps only the first `holds` of what is written to it."""

    def __init__(self, folder: Path, room: int, holds: int | None = None) -> None:
        self.folder, self.room, self.holds = folder, room, holds
        self.written = 0

    def free(self, folder: Path) -> int:
        del folder
        return self.room - sum(path.stat().st_size for path in self.folder.iterdir())

    def write(self, path: Path, blocks: Iterable[bytes]) -> None:
        super().write(path, map(self._kept, blocks))

    def _kept(self, block: bytes) -> bytes:
        self.written += len(block)
        is_kept = self.holds is None or self.written <= self.holds
        return block if is_kept else bytes(len(block))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    (made / OLD).write_bytes(b"kiriman lama")
    (made / "KPM-UJI-0001.part").write_bytes(b"sisa uji yang terputus")
    return made


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(layer: stick.Files, folder: Path) -> str:
    with pytest.raises(PackageError) as error:
        capacity.prove(layer, folder)
    return error.value.code


def test_an_honest_stick_proves_all_of_its_free_room(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    layer = Small(folder, 14 * MB + 100)
    proved = capacity.prove(layer, folder, lambda done, total: told.append((done, total)), largest=3 * MB)
    assert proved == 10 * MB
    assert told == sorted(told)
    assert len({total for _, total in told}) == 1
    assert all(done < total for done, total in told)
    assert left(folder) == [OLD]


@pytest.mark.parametrize("holds", [0, 1, 5, 9])
def test_a_stick_that_keeps_less_than_it_says_is_found_out(folder: Path, holds: int) -> None:
    assert refused(Small(folder, 14 * MB + 100, holds * MB), folder) == "E-FLASHDISK"
    assert left(folder) == [OLD]


def test_a_stick_that_writes_the_end_over_the_beginning_is_found_out(folder: Path) -> None:
    class Round(Small):
        def read_cold(self, path: Path) -> Iterator[bytes]:
            blocks = list(super().read_cold(path))
            yield from [*blocks[-2:], *blocks[2:]]

    assert refused(Round(folder, 14 * MB), folder) == "E-FLASHDISK"


def test_a_stick_that_is_full_sooner_proves_what_it_took(folder: Path) -> None:
    class Full(Small):
        def write(self, path: Path, blocks: Iterable[bytes]) -> None:
            super().write(path, blocks)
            if self.written > 6 * MB:
                raise OSError(errno.ENOSPC, "full")

    assert capacity.prove(Full(folder, 14 * MB), folder, largest=3 * MB) == 6 * MB
    assert left(folder) == [OLD]


@pytest.mark.parametrize("stop_at", [0, 3, 12])
def test_a_test_that_is_stopped_leaves_nothing(folder: Path, stop_at: int) -> None:
    class StoppedError(Exception):
        pass

    def step(done: int, _total: int) -> None:
        if done >= stop_at * MB:
            raise StoppedError

    with pytest.raises(StoppedError):
        capacity.prove(Small(folder, 14 * MB), folder, step)
    assert left(folder) == [OLD]


def test_a_stick_pulled_while_it_is_tested_is_told(folder: Path) -> None:
    class Pulled(Small):
        def read_cold(self, path: Path) -> Iterator[bytes]:
            raise OSError(errno.EIO, path.name)

    assert refused(Pulled(folder, 14 * MB), folder) == "E-PUTUS"
