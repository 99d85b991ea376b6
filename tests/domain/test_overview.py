"""The first screen's figures add up: every village is in one part of the strip and in one district."""

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain.overview import overview, share_of
from kpm_desktop.domain.sessions import SessionLine
from kpm_desktop.domain.villages import VillageLine

TODAY = dt.date(2027, 4, 8)


def village(number: int, district: int, active: int, target: int = 5) -> VillageLine:
    facts: dict[str, Any] = dict.fromkeys(VillageLine._fields, "")
    facts |= {
        "uid": number.to_bytes(16, "big"),
        "district": district.to_bytes(16, "big"),
        "district_name": f"Kecamatan {district}",
        "active_cadres": active,
        "target": target,
    }
    return VillageLine(**facts)


def session(
    number: int, day: dt.date, *, invited: int = 0, unmarked: int = 0, status: str = "planned"
) -> SessionLine:
    facts: dict[str, Any] = dict.fromkeys(SessionLine._fields, "")
    facts |= {
        "uid": number.to_bytes(16, "big"),
        "date": day,
        "invited": invited,
        "unmarked": unmarked,
        "status": status,
        "district_names": f"Sesi {number}",
    }
    return SessionLine(**facts)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 14)), max_size=60))
def test_every_village_is_counted_once(drawn: list[tuple[int, int]]) -> None:
    villages = [village(place, district, active) for place, (district, active) in enumerate(drawn)]
    found = overview(villages, [], [], [], TODAY)
    assert sum(found.shares.values()) == len(drawn) == found.villages
    assert sum(gap.villages for gap in found.districts) == len(drawn)
    assert sum(gap.missing for gap in found.districts) == found.missing
    assert found.missing == sum(5 - active for _, active in drawn if active < 5)
    assert found.reached == sum(active >= 5 for _, active in drawn)
    assert [gap.missing for gap in found.districts] == sorted(
        (gap.missing for gap in found.districts), reverse=True
    )


def test_the_strip_parts_at_the_published_numbers() -> None:
    assert [share_of(count) for count in (0, 1, 2, 4, 5, 10, 11)] == [
        "none", "one", "few", "few", "ideal", "ideal", "more",
    ]  # fmt: skip


def test_data_at_risk_come_before_everything_else() -> None:
    for age, kinds in ((None, []), (13, []), (14, ["copy"]), (40, ["copy"])):
        found = overview([], [], [], [], TODAY, copy_age=age)
        assert [todo.kind for todo in found.todos] == kinds
    assert overview([], [], [], [], TODAY, conflicts=2, copy_age=20).todos[0].count == 20


def test_unfinished_attendance_comes_first_and_only_for_days_gone_by() -> None:
    sessions = [
        session(1, TODAY - dt.timedelta(days=1), invited=79, unmarked=31),
        session(2, TODAY + dt.timedelta(days=1), invited=95, unmarked=95),
        session(3, TODAY - dt.timedelta(days=2), invited=10, unmarked=10, status="cancelled"),
        session(4, TODAY + dt.timedelta(days=3)),
    ]
    found = overview([], [], sessions, [], TODAY)
    assert [(todo.kind, todo.subject) for todo in found.todos] == [
        ("attendance", "Sesi 1"),
        ("invitations", "Sesi 4"),
    ]
    assert (found.todos[0].count, found.todos[0].total) == (31, 79)
    assert [line.district_names for line in found.coming] == ["Sesi 2", "Sesi 4"]
