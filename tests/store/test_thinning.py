"""Which backups stay: a pure function of their names and today, held against an oracle in plain words."""

import datetime as dt
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import Clock, add_person, new_file
from kpm_desktop.store import backups

TODAY = dt.date(2026, 11, 24)
MOMENTS = st.lists(
    st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2026, 12, 1)).map(  # noqa: DTZ001 - the PC's clock
        lambda moment: moment.replace(microsecond=0)
    ),
    max_size=120,
)


def is_newest_of_a_late_period(moment: dt.datetime, past: list[dt.datetime], form: str, count: int) -> bool:
    """Say it slowly: nothing newer in the same period, and fewer than `count` newer periods."""
    mine = moment.strftime(form)
    newer = [other for other in past if other > moment]
    return all(other.strftime(form) != mine for other in newer) and (
        len({other.strftime(form) for other in newer}) < count
    )


def stays(moment: dt.datetime, moments: list[dt.datetime]) -> bool:
    past = [other for other in moments if other.date() <= TODAY]
    return (
        moment.date() > TODAY
        or moment.date() in {TODAY, dt.date(2026, 11, 23)}
        or sum(other > moment for other in set(past)) < 3
        or is_newest_of_a_late_period(moment, past, "%Y-%m-%d", 14)
        or is_newest_of_a_late_period(moment, past, "%G-%V", 8)
        or is_newest_of_a_late_period(moment, past, "%Y-%m", 12)
    )


@given(MOMENTS)
@settings(max_examples=200)
def test_what_stays_is_what_the_rule_says(moments: list[dt.datetime]) -> None:
    assert backups.kept(moments, TODAY) == {moment for moment in moments if stays(moment, moments)}


@given(MOMENTS)
@settings(max_examples=100)
def test_thinning_twice_is_thinning_once_and_order_does_not_matter(moments: list[dt.datetime]) -> None:
    once = backups.kept(moments, TODAY)
    assert backups.kept(sorted(once), TODAY) == once
    assert backups.kept(reversed(moments), TODAY) == once
    past = sorted({moment for moment in moments if moment.date() <= TODAY}, reverse=True)
    assert set(past[:3]) <= once


def test_two_years_of_work_leave_few_backups() -> None:
    start = dt.datetime(2024, 11, 24, 8)  # noqa: DTZ001 - the PC's clock
    moments = [start + dt.timedelta(days=day, minutes=30 * part) for day in range(731) for part in range(10)]
    left = backups.kept(moments, TODAY)
    assert 20 + 12 + 5 + 8 <= len(left) <= 20 + 12 + 8 + 12


def test_making_a_backup_thins_files_with_their_sums_and_nothing_else(tmp_path: Path) -> None:
    clock = Clock()
    with new_file(tmp_path, clock) as data_file:
        add_person(data_file)
        sample = data_file.backup()
        folder = sample.path.parent
        for day in range(20, 90):
            moment = clock() - dt.timedelta(days=day)
            for hour in (9, 10):
                copy = folder / moment.strftime(f"%Y-%m-%d_{hour:02}-00-00.db")
                copy.write_bytes(b"x")
                copy.with_suffix(".sha256").write_text("0  x")
        (folder / "catatan.db").write_bytes(b"x")
        (folder / "2026-01-01_09-00-00.db").write_bytes(b"x")
        clock.turn(minutes=40)
        data_file.backup()
        names = {path.name for path in folder.glob("*.db")}
        assert {"catatan.db", "2026-01-01_09-00-00.db", sample.path.name} <= names
        assert not [name for name in names if "_09-00" in name and not name.startswith("2026-01-01")]
        assert {path.stem for path in folder.glob("*.sha256")} == {
            path.stem
            for path in folder.glob("*.db")
            if path.name not in {"catatan.db", "2026-01-01_09-00-00.db"}
        }
        assert len(names) < 40


def test_little_room_is_noticed(tmp_path: Path) -> None:
    assert not backups.is_low(tmp_path, 1)
    assert backups.is_low(tmp_path / "belum-ada", 1 << 60)
