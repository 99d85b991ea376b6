"""A stick that lies, fills up, is pulled or held: what was on it stays, what is said is true."""

import errno
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.packages import stick
from kpm_desktop.packages.stick import Files
from kpm_desktop.ui.messages import explain

NAME = "KPM-3513-UJI-000009.paket"
OLD = [f"KPM-3513-UJI-00000{number}.paket" for number in range(1, 6)]


class Stick(Files):
    """A stick whose calls are counted; call number `fails_at` fails, and all after it when it was pulled."""

    def __init__(self, fails_at: int = 10**6, error: int = errno.EIO, *, pulled: bool = True) -> None:
        self.calls = 0
        self.fails_at, self.error, self.pulled = fails_at, error, pulled
        self.waited = 0.0

    def _call(self) -> None:
        self.calls += 1
        if self.calls == self.fails_at or (self.pulled and self.calls > self.fails_at):
            raise OSError(self.error, "the stick")

    def free(self, folder: Path) -> int:
        self._call()
        return super().free(folder)

    def names(self, folder: Path) -> list[str]:
        self._call()
        return super().names(folder)

    def size(self, path: Path) -> int:
        self._call()
        return super().size(path)

    def write(self, path: Path, blocks: Iterable[bytes]) -> None:
        self._call()
        with path.open("wb") as file:
            for block in blocks:
                file.write(block[: len(block) // 2])
                self._call()
                file.write(block[len(block) // 2 :])
                self._call()

    def read_cold(self, path: Path) -> Iterator[bytes]:
        self._call()
        for block in super().read_cold(path):
            yield block
            self._call()

    def rename(self, path: Path, target: Path) -> None:
        self._call()
        super().rename(path, target)

    def protect(self, path: Path) -> None:
        self._call()
        super().protect(path)

    def remove(self, path: Path) -> None:
        self._call()
        super().remove(path)

    def wait(self, seconds: float) -> None:
        self.waited += seconds


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "own" / NAME
    path.parent.mkdir()
    path.write_bytes(bytes(range(256)) * 10_000)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A stick with older packages, a half-written one, and somebody's photo."""
    made = tmp_path / "stick"
    made.mkdir()
    for name in OLD:
        (made / name).write_bytes(name.encode())
    (made / "KPM-3513-UJI-000004.paket.part").write_bytes(b"half")
    (made / "KPM-3513-LAIN-000001.paket").write_bytes(b"of another PC")
    (made / "foto.jpg").write_bytes(b"photo")
    return made


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_package_gets_a_new_name_is_read_only_and_three_are_kept(source: Path, folder: Path) -> None:
    done = stick.export(Stick(), source, folder, NAME)
    assert done.path.read_bytes() == source.read_bytes()
    assert not done.path.stat().st_mode & 0o222
    assert sorted(contents(folder)) == sorted(
        [NAME, OLD[3], OLD[4], "KPM-3513-LAIN-000001.paket", "foto.jpg"]
    )
    assert sorted(done.removed) == sorted([*OLD[:3], "KPM-3513-UJI-000004.paket.part"])


def test_a_name_that_is_taken_is_never_written_over(source: Path, folder: Path) -> None:
    (folder / NAME).write_bytes(b"there already")
    done = stick.export(Stick(), source, folder, NAME)
    assert done.path.name == "KPM-3513-UJI-000009_2.paket"
    assert (folder / NAME).read_bytes() == b"there already"


def test_a_stick_pulled_at_any_step_keeps_what_was_on_it(source: Path, folder: Path) -> None:
    """Whatever step fails: an error that says so, or the new package is whole."""
    before = contents(folder)
    for step in itertools.count(1):
        layer = Stick(step)
        code = ""
        try:
            done = stick.export(layer, source, folder, NAME)
        except PackageError as error:
            code = error.code
        if code:
            assert code == "E-PUTUS"
            now = contents(folder)
            assert {name: now.get(name) for name in before} == before
        else:
            assert done.path.read_bytes() == source.read_bytes()
            if layer.calls < step:
                break
        for path in folder.iterdir():
            if path.name not in before:
                path.chmod(0o600)
                path.unlink()
        for name, content in before.items():
            (folder / name).write_bytes(content)
    assert step > 20


@pytest.mark.parametrize("step", range(3, 9))
def test_a_full_stick_says_so(source: Path, folder: Path, step: int) -> None:
    before = contents(folder)
    with pytest.raises(PackageError) as refused:
        stick.export(Stick(step, errno.ENOSPC, pulled=False), source, folder, NAME)
    assert refused.value.code == "E-PENUH"
    assert contents(folder) == before


def test_too_little_room_is_known_before_anything_is_written(source: Path, folder: Path) -> None:
    class Small(Stick):
        def free(self, folder: Path) -> int:
            del folder
            return 2 * source.stat().st_size - 1

    before = contents(folder)
    with pytest.raises(PackageError) as refused:
        stick.export(Small(), source, folder, NAME)
    assert refused.value.code == "E-PENUH"
    assert contents(folder) == before


def _forgets_the_end(block: bytes) -> bytes:
    return block[:-1] + b"\x00" if block.endswith(b"\xff") else block


@pytest.mark.parametrize("lie", [_forgets_the_end, lambda _block: b"", lambda block: block[::-1]])
def test_a_stick_that_lies_is_found_out(source: Path, folder: Path, lie: object) -> None:
    class Liar(Stick):
        def read_cold(self, path: Path) -> Iterator[bytes]:
            for block in super().read_cold(path):
                yield lie(block)  # type: ignore[operator]

    before = contents(folder)
    with pytest.raises(PackageError) as refused:
        stick.export(Liar(), source, folder, NAME)
    assert refused.value.code == "E-FLASHDISK"
    assert contents(folder) == before


def test_a_stick_that_forgets_the_name_is_found_out(source: Path, folder: Path) -> None:
    class Forgetful(Stick):
        def names(self, folder: Path) -> list[str]:
            return [name for name in super().names(folder) if name != NAME]

    with pytest.raises(PackageError) as refused:
        stick.export(Forgetful(), source, folder, NAME)
    assert refused.value.code == "E-FLASHDISK"


@pytest.mark.parametrize(("times", "code"), [(6, ""), (7, "E-SIBUK")])
def test_a_file_that_something_holds_is_tried_again_for_two_and_a_half_seconds(
    source: Path, folder: Path, times: int, code: str
) -> None:
    class Held(Stick):
        tries = 0

        def rename(self, path: Path, target: Path) -> None:
            self.tries += 1
            if self.tries <= times:
                raise PermissionError(errno.EACCES, "held")
            super().rename(path, target)

    layer = Held()
    if code:
        with pytest.raises(PackageError) as refused:
            stick.export(layer, source, folder, NAME)
        assert refused.value.code == code
    else:
        stick.export(layer, source, folder, NAME)
    assert layer.waited == pytest.approx(2.55)


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_a_stick_that_takes_nothing_is_told_as_such_and_not_as_pulled(
    source: Path, folder: Path, number: int
) -> None:
    class Locked(Stick):
        def write(self, path: Path, blocks: Iterable[bytes]) -> None:
            assert path.name.endswith(stick.PART)
            assert next(iter(blocks))
            raise OSError(number, "locked")

    before = contents(folder)
    with pytest.raises(PackageError) as refused:
        stick.export(Locked(), source, folder, NAME)
    assert refused.value.code == "E-BACASAJA"
    told = explain(refused.value.code, refused.value.values).text
    assert told.startswith("Flashdisk ini tidak dapat ditulisi")
    assert contents(folder) == before


def test_stopping_leaves_nothing_half(source: Path, folder: Path) -> None:
    before = contents(folder)

    class StopError(Exception):
        pass

    def step(done: int, total: int) -> None:
        if done > total // 3:
            raise StopError

    with pytest.raises(StopError):
        stick.export(Stick(), source, folder, NAME, step)
    assert contents(folder) == before


# what lies on a stick


def test_hidden_packages_and_shortcuts_beside_them_are_told(folder: Path) -> None:
    class Infected(Stick):
        def reveal(self, path: Path) -> bool:
            return path.name == OLD[1]

    (folder / f"{OLD[1]}.lnk").write_bytes(b"L\x00\x00\x00")
    (folder / "KPM-3513-UJI-000003.lnk").write_bytes(b"L\x00\x00\x00")
    (folder / "folder.paket").mkdir()
    (folder / "pintas.paket").symlink_to(folder / OLD[0])
    found = {one.path.name: (one.was_hidden, one.has_shortcut) for one in stick.find(Infected(), folder)}
    assert found[OLD[1]] == (True, True)
    assert found[OLD[2]] == (False, True)
    assert found[OLD[0]] == (False, False)
    assert set(found) == {*OLD, "KPM-3513-LAIN-000001.paket"}


def test_a_stick_that_is_gone_is_told() -> None:
    with pytest.raises(PackageError) as refused:
        stick.find(Files(), Path("/tidak/ada"))
    assert refused.value.code == "E-PUTUS"
