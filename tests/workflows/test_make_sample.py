"""Sample data as a data file: sound, whole or not at all, dropped without touching what lies beside it."""

import datetime as dt
from pathlib import Path

import pytest

from demo_folder import demo
from kpm_desktop.domain.certificates import Certificate
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.lock_file import DataFileLock
from kpm_desktop.store.places import beside
from kpm_desktop.workflows.make_sample import drop_sample, make_sample
from kpm_desktop.workflows.progress import Cancelled, Quiet


class StopAt:
    """The operator who presses Hentikan at a step; remembers how far it said it was."""

    def __init__(self, step: int) -> None:
        self._step = step
        self.seen: list[tuple[int, int]] = []

    def step(self, done: int, total: int, _what: str) -> None:
        self.seen.append((done, total))
        if len(self.seen) > self._step:
            raise Cancelled


@pytest.mark.parametrize("step", [0, 2, 6])
def test_stopped_halfway_nothing_is_left(tmp_path: Path, step: int) -> None:
    (tmp_path / "surat.txt").write_text("tetap di sini", encoding="utf-8")
    steps = StopAt(step)
    with pytest.raises(Cancelled):
        make_sample(tmp_path / "kpm.db", steps, lambda: dt.datetime(2027, 4, 8, 10, 42))  # noqa: DTZ001
    assert [path.name for path in tmp_path.iterdir()] == ["surat.txt"]
    assert all(done < total for done, total in steps.seen)


def test_dropping_the_sample_leaves_what_else_lies_there(tmp_path: Path) -> None:
    place = tmp_path / "contoh" / "kpm.db"
    make_sample(place, Quiet(), lambda: dt.datetime(2027, 4, 8, 10, 42))  # noqa: DTZ001
    (place.parent / "surat.txt").write_text("tetap di sini", encoding="utf-8")
    assert place.exists()
    drop_sample(place)
    assert [path.name for path in place.parent.iterdir()] == ["surat.txt"]
    drop_sample(place)


def test_the_file_is_sound_free_and_has_everything_of_the_series() -> None:
    lock = DataFileLock(beside(demo().data).lock)
    lock.acquire()
    lock.release()
    with DataFile.open(demo().data) as data_file:
        assert data_file.check(noted=False).is_sound
        assert len(data_file.villages.find(dt.date(2019, 4, 12))) == 330
        sessions = data_file.sessions.find()
        assert len(sessions) == 5
        assert all(session.sheets == 1 for session in sessions)
        assert {session.date for session in sessions} >= {dt.date(2019, 4, 12)}
        assert len(data_file.contests.find()) == 1
        assert data_file.undo_label() is None


def test_sessions_whose_day_is_not_in_the_source_say_so() -> None:
    with DataFile.open(demo().data) as data_file:
        notes = {one.date: data_file.sessions.get(one.uid).notes for one in data_file.sessions.find()}
    open_days = [note for day, note in notes.items() if day != dt.date(2019, 4, 12)]
    assert len(open_days) == 4
    assert all("dipilih untuk contoh" in note for note in open_days)


def test_issued_papers_hold_what_was_printed_and_stand_in_the_print_log() -> None:
    series = bytes.fromhex(demo().said["series"])
    with DataFile.open(demo().data) as data_file:
        issued = data_file.certificates.of_series(series)
        printed = [data_file.certificates.prints(one.uid) for one in issued[:5]]
    assert len({one.number for one in issued}) == len(issued) > 100
    assert all(_is_frozen(one) for one in issued)
    assert all(printed)


def _is_frozen(one: Certificate) -> bool:
    return one.state == "issued" and bool(one.printed_name and one.number and one.date)
