"""The state of a cadre in the list, and what is wrong with a cadre."""

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain.cadres import Cadre, CadreTerm, newest, problems_in, state_of
from kpm_desktop.domain.people import HeadTerm, Person, VillageHead, head_problems

TODAY = dt.date(2027, 4, 8)
VILLAGE = b"v" * 16


def _cadre(person: Person | None = None, **term: object) -> Cadre:
    empty = CadreTerm(b"t" * 16, b"p" * 16, VILLAGE)
    known = person or Person(b"p" * 16, "Siti Contohwati")
    return Cadre(known, dataclasses.replace(empty, **term))  # type: ignore[arg-type]


def _codes(cadre: Cadre, **facts: object) -> set[tuple[str, str]]:
    return {(problem.field, problem.code) for problem in problems_in(cadre, TODAY, **facts)}  # type: ignore[arg-type]


def test_the_state_says_the_most_pressing_thing() -> None:
    end = dt.date(2027, 6, 30)
    assert state_of("active", dt.date(2029, 12, 31), "188/04", TODAY) == "active"
    assert state_of("active", None, "188/04", TODAY) == "active"
    assert state_of("active", end, "188/04", TODAY) == "expiring"
    assert state_of("active", end, "188/04", TODAY, soon_days=30) == "active"
    assert state_of("active", dt.date(2027, 4, 7), "188/04", TODAY) == "expired"
    assert state_of("active", end, "", TODAY) == "no_decree"
    assert state_of("proposed", None, "188/04", TODAY) == "no_decree"
    assert state_of("active", end, "", TODAY, has_damaged_nik=True) == "damaged_nik"
    assert state_of("ended", end, "", TODAY, has_damaged_nik=True) == "ended"


@given(st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1)), st.integers(0, 400))
def test_a_decree_first_holds_then_runs_out_then_has_run_out(end: dt.date, soon: int) -> None:
    order = ["active", "expiring", "expired"]
    found = [
        order.index(state_of("active", end, "1", end + dt.timedelta(days=days), soon_days=soon))
        for days in range(-450, 30, 10)
    ]
    assert found == sorted(found)


def test_the_newest_term_is_one_that_has_not_ended() -> None:
    ended = CadreTerm(b"a" * 16, term_start=dt.date(2024, 1, 1), status="ended")
    active = CadreTerm(b"b" * 16, term_start=dt.date(2020, 1, 1))
    older = CadreTerm(b"c" * 16, term_start=dt.date(2018, 1, 1), status="ended")
    assert newest([ended, active, older]) is active
    assert newest([ended, older]) is ended
    assert newest([]) is None


def test_name_and_village_are_needed() -> None:
    assert _codes(_cadre(Person(b"p" * 16), village=None)) == {("name", "F.101"), ("village", "F.122")}
    assert _codes(_cadre(), village_known=False) == {("village", "F.121")}
    assert _codes(_cadre()) == set()


def test_terms_that_end_too_early_or_soon_or_ended() -> None:
    assert _codes(_cadre(term_start=TODAY, term_end=dt.date(2027, 1, 1))) == {
        ("term_end", "F.103"),
        ("term_end", "W.221"),
    }
    assert _codes(_cadre(term_end=dt.date(2027, 5, 1))) == {("term_end", "W.220")}
    assert _codes(_cadre(term_end=dt.date(2026, 5, 1), status="ended")) == set()


def test_two_active_terms_are_noticed() -> None:
    other = CadreTerm(b"o" * 16, status="active")
    assert _codes(dataclasses.replace(_cadre(), earlier=(other,))) == {("status", "W.222")}
    ended = dataclasses.replace(other, status="ended")
    assert _codes(dataclasses.replace(_cadre(), earlier=(ended,))) == set()


def test_facts_about_others_are_passed_in() -> None:
    person = Person(b"p" * 16, "Siti Contohwati", nik="3513124205840004")
    assert _codes(_cadre(person), nik_holder="Rini Melati", similar="St. Contohwati") == {
        ("nik", "W.202"),
        ("name", "W.210"),
    }
    damaged = Person(b"p" * 16, "Siti Contohwati", nik_received="3513124205840000")
    assert _codes(_cadre(damaged)) == {("nik", "W.201")}


def test_two_active_heads_of_one_village() -> None:
    head = VillageHead(Person(b"p" * 16, "Bayu Contoh"), HeadTerm(b"h" * 16, b"p" * 16, VILLAGE))
    assert [problem.code for problem in head_problems(head, TODAY, other_active="Rini Melati")] == ["W.222"]
    assert head_problems(head, TODAY) == []
