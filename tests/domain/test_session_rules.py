"""Sessions: clashes, double invitations, pages that differ from the paper."""

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain.sessions import (
    ParticipantLine,
    Series,
    Session,
    districts_text,
    invitation_problems,
    page_problems,
    series_problems,
    session_problems,
)

DAY = dt.date(2019, 4, 12)
MORNING = Session(b"a" * 16, date=DAY, start="08:00", end="12:00", venue=b"v" * 16)
clocks = st.integers(0, 23).map(lambda hour: f"{hour:02}:00")


def test_same_place_and_hour_clash() -> None:
    other = dataclasses.replace(MORNING, uid=b"b" * 16, start="11:00", end="")
    assert [problem.code for problem in session_problems(MORNING, [MORNING, other])] == ["W.320"]
    assert session_problems(MORNING, [dataclasses.replace(other, venue=b"w" * 16)]) == []
    assert session_problems(MORNING, [dataclasses.replace(other, start="12:00")]) == []
    assert session_problems(MORNING, [dataclasses.replace(other, status="cancelled")]) == []


@given(clocks, clocks, clocks, clocks)
def test_clashing_is_mutual(start: str, end: str, other_start: str, other_end: str) -> None:
    one = dataclasses.replace(MORNING, start=min(start, end), end=max(start, end))
    other = dataclasses.replace(
        MORNING, uid=b"b" * 16, start=min(other_start, other_end), end=max(other_start, other_end)
    )
    assert bool(session_problems(one, [other])) == bool(session_problems(other, [one]))


def test_a_day_outside_the_year_of_the_series_is_told() -> None:
    [found] = session_problems(MORNING, year=2027)
    assert (found.field, found.code) == ("date", "W.322")
    assert found.values == {"date": "12 April 2019", "year": "2027"}
    assert session_problems(MORNING, year=2019) == session_problems(MORNING) == []
    assert session_problems(dataclasses.replace(MORNING, date=None), year=2027) == []


def test_an_end_before_the_start() -> None:
    assert [p.code for p in session_problems(dataclasses.replace(MORNING, end="07:00"))] == ["F.103"]
    assert [p.code for p in series_problems(Series(b"s" * 16))] == ["F.101"]


def _line(uid: bytes, name: str, village: bytes) -> ParticipantLine:
    return ParticipantLine(
        uid, 1, name, "", "", "P", "KPM", "Paiton", False, "Paiton", "desa", "", "", "participant", True, uid,
        None, village, "", "", "",
    )  # fmt: skip


def test_the_same_name_of_the_same_village_twice() -> None:
    rows = [
        _line(b"a", "Rini Melati", b"v"),
        _line(b"b", "Rini Melati", b"w"),
        _line(b"c", "RINI MELATI", b"v"),
    ]
    assert [problem.code for problem in invitation_problems(rows)] == ["W.321"]


def test_a_page_differs_until_it_agrees_or_is_explained() -> None:
    assert page_problems(2, 18, None) == []
    assert page_problems(2, 18, 18) == []
    assert page_problems(2, 18, 19, "tanda tangan dobel nomor 33") == []
    (problem,) = page_problems(2, 18, 19)
    assert (problem.code, problem.values["page"]) == ("W.301", "2")


def test_the_title_names_the_districts() -> None:
    assert districts_text([]) == ""
    assert districts_text(["Kraksaan"]) == "Kraksaan"
    assert districts_text(["Paiton", "Kotaanyar"]) == "Paiton dan Kotaanyar"
    assert districts_text(["Besuk", "Paiton", "Kotaanyar"]) == "Besuk, Paiton dan Kotaanyar"
