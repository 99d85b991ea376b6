"""Hentikan at each step of an act: until the last nothing has happened, and the act can be done again."""

import shutil
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builders import Clock, add_person, new_file, visible
from demo_folder import demo
from kpm_desktop.store import errors
from kpm_desktop.store.checks import check_file
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.places import beside
from kpm_desktop.workflows.certificate_register import register_xlsx
from kpm_desktop.workflows.export_cadres import export_cadres
from kpm_desktop.workflows.export_list import export_list
from kpm_desktop.workflows.export_villages import export_villages
from kpm_desktop.workflows.print_cadre_book import cadre_book_xlsx
from kpm_desktop.workflows.print_list import ShownList
from kpm_desktop.workflows.progress import Cancelled, Progress, telling
from kpm_desktop.workflows.recover_file import go_back, merge_journal

SHOWN = ShownList("Daftar desa", "", (("Desa", "left"),), [[f"Desa {number}"] for number in range(250)])
Act = Callable[[DataFile, Progress, Path], object]
EXPORTS: dict[str, Act] = {
    "cadres": lambda file, progress, target: export_cadres(file, progress, target=target),
    "villages": lambda file, progress, target: export_villages(file, progress, target=target),
    "list": lambda file, progress, target: export_list(file, SHOWN, target=target, progress=progress),
    "book": lambda file, progress, _target: cadre_book_xlsx(file, progress=progress),
    "register": lambda file, progress, _target: register_xlsx(file, progress=progress),
    "practice": lambda file, progress, target: file.practice_copy(target, telling(progress)),
}


class Stopping:
    """A progress on which the operator presses Hentikan at one step; counts how many there were."""

    def __init__(self, at: int) -> None:
        self.at, self.told = at, 0

    def step(self, _done: int, _total: int, _what: str) -> None:
        self.told += 1
        if self.told == self.at:
            raise Cancelled


def stops(act: Callable[[Progress], object], least: int) -> Iterator[int]:
    """Do an act again and again, stopped one step later each time, until it is done; yields after each stop.

    It must tell at least so many steps.
    """
    at = 1
    while True:
        progress = Stopping(at)
        try:
            act(progress)
        except Cancelled:
            yield at
            at += 1
        else:
            assert progress.told == at - 1
            assert progress.told >= least
            return


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataFile]:
    place = tmp_path_factory.mktemp("contoh") / "kpm.db"
    shutil.copyfile(demo().data, place)
    with DataFile.open(place, now=Clock()) as opened:
        yield opened


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_that_is_stopped_is_not_in_the_log_and_no_file_is_there(
    name: str, sample: DataFile, tmp_path: Path
) -> None:
    before = sample.rows("SELECT count(*) FROM operation")
    folder = tmp_path / "keluar"
    folder.mkdir()
    for _ in stops(lambda progress: EXPORTS[name](sample, progress, folder / "keluar.db"), least=2):
        assert sample.rows("SELECT count(*) FROM operation") == before
        assert list(folder.glob("*.db*")) == []


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A data file with a backup and work after it that the journal holds too."""
    clock = Clock()
    data_file = new_file(tmp_path / "data", clock)
    add_person(data_file, "Siti Contohwati")
    data_file.backup()
    clock.turn(minutes=5)
    add_person(data_file, "Rini Melati")
    add_person(data_file, "Dewi Kenanga")
    data_file.close(backup=False)
    return data_file.path


def test_taking_in_the_journal_can_be_stopped_and_the_file_stays_as_old_as_it_was(place: Path) -> None:
    [backup] = beside(place).backups.glob("*.db")
    shutil.copyfile(backup, place)
    with DataFile.open(place, accept_older=True, now=Clock()) as data_file:
        before = visible(data_file)
    for _ in stops(lambda progress: merge_journal(place, progress, now=Clock()), least=6):
        with pytest.raises(errors.OlderThanJournalError) as caught:
            DataFile.open(place)
        assert caught.value.values == {"missing": "2"}
        with DataFile.open(place, accept_older=True, now=Clock()) as data_file:
            assert visible(data_file) == before
    with DataFile.open(place, now=Clock()) as data_file:
        assert len(data_file.rows("SELECT uid FROM person")) == 3
        assert data_file.check().is_sound


def test_going_back_to_an_older_program_can_be_stopped_and_everything_is_where_it_was(place: Path) -> None:
    content = bytearray(place.read_bytes())
    content[60:64] = struct.pack(">I", 2 << 16 | 3)
    place.write_bytes(content)
    before = {path: path.read_bytes() for path in place.parent.rglob("*") if path.is_file()}
    for _ in stops(lambda progress: go_back(place, progress, now=Clock()), least=8):
        now = {path: path.read_bytes() for path in place.parent.rglob("*") if path.is_file()}
        assert {path.name for path in now.keys() ^ before.keys()} <= {"kpm.lock"}
        assert all(now[path] == content for path, content in before.items() if path.name != "kpm.lock")
    assert check_file(place).is_sound
    with DataFile.open(place, now=Clock()) as data_file:
        assert data_file.rows("SELECT name FROM person") == [("Siti Contohwati",)]
