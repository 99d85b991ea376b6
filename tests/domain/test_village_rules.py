"""Villages: codes, gaps, names with their time, printed words."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain.villages import (
    Village,
    VillageName,
    gap,
    gap_state,
    head_word,
    kind_of_code,
    official_name,
    problems_in,
)

VILLAGE = Village(b"v" * 16, "35.13.12.2007", b"d" * 16)


def test_the_code_says_the_kind() -> None:
    assert kind_of_code("35.13.14.1003") == "kelurahan"
    assert kind_of_code("35.13.12.2007") == "desa"
    assert kind_of_code("35.13.12.3007") == "desa adat"
    assert kind_of_code("3513120007") is None
    assert kind_of_code("35.13.12.4007") is None


def test_kepala_desa_and_lurah_are_never_mixed() -> None:
    assert head_word("kelurahan") == "Lurah"
    assert head_word("desa") == head_word("desa adat") == "Kepala Desa"


@given(st.integers(0, 30), st.integers(1, 8), st.integers(0, 8))
def test_a_village_lacks_cadres_exactly_while_it_has_fewer_than_wanted(
    active: int, target: int, above: int
) -> None:
    state = gap_state(active, target, target + above)
    assert (gap(active, target) > 0) == (state in {"none", "few"})
    assert (state == "none") == (active == 0)
    assert (state == "many") == (active > target + above)
    assert active + gap(active, target) >= target


def test_a_name_holds_from_its_first_to_its_last_day() -> None:
    old = VillageName(b"a" * 16, name="Alas Tengah", valid_to=dt.date(2019, 12, 31))
    new = VillageName(b"b" * 16, name="Alastengah", valid_from=dt.date(2020, 1, 1))
    alias = VillageName(b"c" * 16, name="Alastengah Paiton", use="alias")
    names = [alias, new, old]
    assert official_name(names, dt.date(2019, 12, 31)) == "Alas Tengah"
    assert official_name(names, dt.date(2020, 1, 1)) == "Alastengah"
    assert official_name([alias], dt.date(2020, 1, 1)) == ""


def _codes(village: Village, name: str = "Paiton", **facts: bool) -> list[str]:
    return [problem.code for problem in problems_in(village, name, **facts)]


def test_what_is_wrong_with_a_village() -> None:
    assert _codes(VILLAGE) == []
    assert _codes(VILLAGE, " ") == ["F.101"]
    assert _codes(VILLAGE, "Pai\nton") == ["F.102"]
    assert _codes(Village(b"v" * 16, "35.13.12.2007")) == ["F.122"]
    assert _codes(VILLAGE, district_known=False) == ["F.121"]
    assert _codes(VILLAGE, code_taken=True) == ["F.121"]
    assert _codes(Village(b"v" * 16, "", b"d" * 16, official=False)) == ["W.405"]
