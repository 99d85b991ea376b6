"""Who earned a certificate of a series."""

from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain.earning import Credit, credits_of, earns
from kpm_desktop.domain.sessions import Attendance, Series

SESSIONS = [bytes([number] * 16) for number in range(1, 5)]
PEOPLE = [bytes([number] * 16) for number in range(101, 107)]

hours_of = st.dictionaries(st.sampled_from(SESSIONS), st.integers(0, 8))


@st.composite
def attendances(draw: st.DrawFn) -> list[Attendance]:
    """Draw rows with one a person and session; representatives come for persons who are not there."""
    pairs = draw(st.sets(st.tuples(st.sampled_from(SESSIONS), st.sampled_from(PEOPLE)), max_size=20))
    rows = []
    for number, (session, person) in enumerate(sorted(pairs)):
        represents = draw(st.one_of(st.none(), st.sampled_from(PEOPLE)))
        rows.append(
            Attendance(
                bytes([number] * 16),
                session,
                person,
                status=draw(st.sampled_from(["present", "absent", "excused", "", "represented"])),
                represents=None if represents == person else represents,
                certificate_to=draw(st.sampled_from(["", "invited", "representative", "nobody"])),
            )
        )
    return rows


def test_only_who_is_present_earns() -> None:
    series = Series(b"s" * 16, certificate_rule="sessions", certificate_minimum=1)
    rows = [
        Attendance(b"a" * 16, SESSIONS[0], PEOPLE[0], invited=True),
        Attendance(b"b" * 16, SESSIONS[0], PEOPLE[1], invited=True, status="excused"),
        Attendance(b"c" * 16, SESSIONS[0], PEOPLE[2], status="present"),
    ]
    assert credits_of(series, rows, {SESSIONS[0]: 8}) == [Credit(PEOPLE[2], (SESSIONS[0],), 8)]


def test_whose_certificate_it_is_when_somebody_came_for_another() -> None:
    def credited(of_series: str, of_row: str) -> list[bytes]:
        series = Series(b"s" * 16, certificate_to=of_series)  # type: ignore[arg-type]
        rows = [
            Attendance(
                b"a" * 16,
                SESSIONS[0],
                PEOPLE[0],
                invited=True,
                status="represented",
                certificate_to=of_row,  # type: ignore[arg-type]
            ),
            Attendance(b"b" * 16, SESSIONS[0], PEOPLE[1], status="present", represents=PEOPLE[0]),
        ]
        return [credit.person for credit in credits_of(series, rows, {SESSIONS[0]: 4})]

    assert credited("representative", "") == [PEOPLE[1]]
    assert credited("invited", "") == [PEOPLE[0]]
    assert credited("nobody", "") == []
    assert credited("invited", "representative") == [PEOPLE[1]]
    assert credited("representative", "nobody") == []
    assert credited("", "") == [PEOPLE[1]]


@given(attendances(), hours_of)
def test_hours_are_those_of_the_sessions_credited(rows: list[Attendance], hours: dict[bytes, int]) -> None:
    found = credits_of(Series(b"s" * 16), rows, hours)
    assert len({credit.person for credit in found}) == len(found)
    for credit in found:
        assert set(credit.sessions) <= set(hours)
        assert len(set(credit.sessions)) == len(credit.sessions)
        assert credit.lesson_hours == sum(hours[session] for session in credit.sessions)


@given(attendances(), hours_of)
def test_no_session_gives_more_credits_than_people_were_present(
    rows: list[Attendance], hours: dict[bytes, int]
) -> None:
    found = credits_of(Series(b"s" * 16), rows, hours)
    for session in hours:
        present = sum(row.session == session and row.status == "present" for row in rows)
        assert sum(session in credit.sessions for credit in found) <= present


@given(st.integers(0, 5), st.integers(0, 40), st.integers(0, 6))
def test_a_higher_minimum_never_lets_more_people_earn(sessions: int, hours: int, minimum: int) -> None:
    credit = Credit(PEOPLE[0], tuple(SESSIONS[:sessions]), hours)
    for rule in ("sessions", "lesson_hours"):
        series = Series(b"s" * 16, certificate_rule=rule, certificate_minimum=minimum)
        stricter = Series(b"s" * 16, certificate_rule=rule, certificate_minimum=minimum + 1)
        assert earns(series, credit) or not earns(stricter, credit)


def test_without_a_rule_nobody_earns() -> None:
    assert not earns(Series(b"s" * 16), Credit(PEOPLE[0], tuple(SESSIONS), 32))
