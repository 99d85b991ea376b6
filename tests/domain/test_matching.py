"""Which village a text means, with the real villages of Kabupaten Probolinggo; and how alike persons are."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain import matching
from kpm_desktop.store import regions

_TREE = regions.load_regency(Path(__file__).parents[2] / "resources" / "regions", "35.13")
_DISTRICTS = {district.code: district.name for district in _TREE.districts}
VILLAGES = [
    matching.VillageEntry(
        village.code,
        village.name,
        _DISTRICTS[village.district_code],
        tuple(spelling.name for spelling in _TREE.aliases if spelling.village_code == village.code),
        tuple(spelling.name for spelling in _TREE.suggestions if spelling.village_code == village.code),
    )
    for village in _TREE.villages
]
BY_CODE = {village.code: village for village in VILLAGES}


def found(text: str, district: str = "") -> tuple[str, str | None]:
    match = matching.match_village(text, VILLAGES, district)
    return match.kind, match.code


@pytest.mark.parametrize("village", VILLAGES, ids=lambda village: village.code)
def test_every_village_is_found_by_its_name_inside_its_district(village: matching.VillageEntry) -> None:
    assert found(village.name, village.district) == ("exact", village.code)
    assert found(f"Desa {village.name.upper()}", f"Kec. {village.district}") == ("exact", village.code)
    assert found(f"Ds.{village.name}, Kec. {village.district}") == ("exact", village.code)
    assert found(village.code) == found(village.code.replace(".", "")) == ("exact", village.code)
    squeezed = "".join(village.name.split())
    assert found(squeezed, village.district) == (
        "exact" if squeezed == village.name else "alias",
        village.code,
    )


def test_confirmed_spellings_match_and_others_only_propose() -> None:
    for spelling in _TREE.aliases:
        district = BY_CODE[spelling.village_code].district
        assert found(spelling.name, district) == ("alias", spelling.village_code)
    for spelling in _TREE.suggestions:
        district = BY_CODE[spelling.village_code].district
        match = matching.match_village(spelling.name, VILLAGES, district)
        assert (match.kind, match.code) == ("close", spelling.village_code)


def test_a_doubled_name_without_its_district_is_asked_about() -> None:
    names = [village.name for village in VILLAGES]
    doubled = {name for name in names if names.count(name) > 1}
    assert len(doubled) == 7
    for name in doubled:
        match = matching.match_village(name, VILLAGES)
        assert match.kind == "ambiguous"
        assert {BY_CODE[code].name for code in match.candidates} == {name}
        assert len(match.candidates) == 2


def test_names_that_mean_two_things_are_asked_about() -> None:
    assert found("Besuk")[0] == "ambiguous"
    assert found("Besuk", "Bantaran") == ("exact", "35.13.04.2008")
    assert found("Sumberejo")[0] == "ambiguous"
    assert found("Sumberejo", "Paiton")[0] == "exact"
    assert found("Sumberejo", "Tongas")[0] == "close"
    assert found("Kel. Patokan") == ("exact", "35.13.14.1017")
    assert found("Desa Patokan")[0] == "ambiguous"


def test_never_across_districts() -> None:
    match = matching.match_village("Plampang", VILLAGES, "Sukapura")
    assert match.code is None
    assert match.kind == "unknown"
    assert [BY_CODE[code].district for code in match.candidates] == ["Paiton"]


def test_a_misspelt_district_makes_the_match_a_proposal() -> None:
    assert found("Sambirampak Lor", "Kota Anyar") == ("exact", "35.13.11.2007")
    assert found("Karanggeger", "Pejarakan")[0] == "close"


@pytest.mark.parametrize("text", ["", "-", "Desa", "12345", "Karang Jati Anyar", "Kabupaten Contoh"])
def test_what_is_no_village_stays_unknown(text: str) -> None:
    for district in ("", "Tiris"):
        match = matching.match_village(text, VILLAGES, district)
        assert match.kind in {"close", "ambiguous", "unknown"}
    assert matching.match_village(text, VILLAGES, "Tiris").code is None


def test_a_sheet_without_district_column_is_about_one_district() -> None:
    texts = ["Kel. Semampir", "Kel. Sidomukti", "Ds. Rangkang", "Ds. Tamansari", "Ds. Kregenan", ""]
    assert matching.prevailing_district(texts, VILLAGES) == "Kraksaan"
    assert matching.prevailing_district(["Ngadisari", "Plampang", "Bhinor"], VILLAGES) == ""
    assert matching.prevailing_district(["Bhinor", "Plampang"], VILLAGES) == ""
    assert matching.prevailing_district([], VILLAGES) == ""


@given(st.text(max_size=30), st.sampled_from(["", "Paiton", "Kec. Besuk", "?"]))
def test_any_text_gets_an_answer(text: str, district: str) -> None:
    match = matching.match_village(text, VILLAGES, district)
    assert (match.code is not None) == (match.kind in {"exact", "alias", "close"})
    assert match.code is None or match.code in BY_CODE


BORN = dt.date(1984, 5, 2)
DEWI = matching.PersonTraits(b"1", "Dewi Kenanga", "3513124205840004", BORN, "081200000104", "35.13.12.2009")


def test_the_same_person_written_differently_is_noticed() -> None:
    others = [
        matching.PersonTraits(b"2", "Hj. Dewi Kenangah, S.E.", phone="081200000104"),
        matching.PersonTraits(b"3", "Kenanga Dewi", birth_date=BORN),
        matching.PersonTraits(b"4", "Rini Melati", nik="3513124205840004"),
        matching.PersonTraits(b"5", "Rini Melati", birth_date=BORN, phone="081200000104"),
        matching.PersonTraits(b"6", "Dewi Kenanga", nik="3513125505790007", birth_date=dt.date(1979, 5, 15)),
        DEWI,
    ]
    alike = matching.like_persons(DEWI, others)
    assert [one.key for one in alike] == [b"4", b"2", b"3"]
    assert alike[0].reasons[0] == "nik"
    assert set(alike[1].reasons) == {"name", "phone"}
    assert set(alike[2].reasons) == {"name", "birth_date"}


TRAITS = st.builds(
    matching.PersonTraits,
    key=st.binary(min_size=1, max_size=2),
    name=st.sampled_from(["Dewi Kenanga", "Moch. Langit", "Muhammad Langit", "Siti Ombak", ""]),
    nik=st.sampled_from(["", "3513124205840004", "3513120205840005"]),
    birth_date=st.sampled_from([None, BORN, dt.date(1990, 1, 1)]),
    phone=st.sampled_from(["", "081200000104"]),
)


@given(TRAITS, TRAITS)
def test_likeness_is_mutual_and_bounded(one: matching.PersonTraits, other: matching.PersonTraits) -> None:
    there, back = matching.person_likeness(one, other), matching.person_likeness(other, one)
    assert (there.score, there.reasons) == (back.score, back.reasons)
    assert 0 <= there.score <= 100
    assert (there.score == 100) == bool(one.nik and one.nik == other.nik)


@given(TRAITS, st.lists(TRAITS, max_size=6))
def test_looking_quickly_finds_what_looking_at_everyone_finds(
    person: matching.PersonTraits, others: list[matching.PersonTraits]
) -> None:
    everyone = [matching.person_likeness(person, other) for other in others if other.key != person.key]
    found = matching.like_persons(person, others)
    assert sorted(found, key=repr) == sorted((one for one in everyone if one.score >= 88), key=repr)
