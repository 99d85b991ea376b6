"""NIK and NIP: their structure, what contradicts it, and what spreadsheets do to them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain import national_id as ids

WOMAN = "3513124205840004"
BORN = dt.date(1984, 5, 2)


def codes(nik: str, born: dt.date | None = None, sex: str = "", regency: str = "") -> list[str]:
    return [problem.code for problem in ids.nik_problems(nik, born, sex, regency)]


def make_nik(born: dt.date, sex: str, serial: int, area: str = "351312") -> str:
    day = born.day + 40 if sex == "P" else born.day
    return f"{area}{day:02}{born.month:02}{born.year % 100:02}{serial:04}"


@given(st.dates(dt.date(1930, 1, 1), dt.date(2020, 1, 1)), st.sampled_from(["L", "P"]), st.integers(1, 9999))
def test_a_nik_made_by_the_rule_contradicts_nothing(born: dt.date, sex: str, serial: int) -> None:
    nik = make_nik(born, sex, serial)
    assert codes(nik, born, sex, "35.13") == []
    parts = ids.nik_parts(nik)
    assert parts is not None
    assert (parts.area, parts.sex, parts.serial) == ("35.13.12", sex, f"{serial:04}")
    assert parts.birth_date(near=born) == born
    assert codes(nik, born, "P" if sex == "L" else "L") == ["W.205"]
    assert codes(nik, born + dt.timedelta(days=1), sex) == ["W.204"]


def test_decoration_is_removed_before_the_sixteen_digits_are_counted() -> None:
    for text in ("3513 1242 0584 0004", "351312.420584.0004", "'3513124205840004", "’3513124205840004\u00a0"):
        assert ids.normalise_nik(text) == WOMAN
        assert codes(text) == []
    assert codes("") == codes("  ") == []


@pytest.mark.parametrize("nik", ["351312420584000", "35131242058400041", "35131242O5840004", "-", "٣" * 16])
def test_only_length_and_letters_block(nik: str) -> None:
    assert codes(nik, BORN, "P") == ["F.104"]
    assert ids.nik_problems(nik)[0].values["digits"] == str(sum("0" <= sign <= "9" for sign in nik))


@pytest.mark.parametrize(
    "nik",
    [
        "3513120005840004",
        "3513123205840004",
        "3513127205840004",
        "3513124213840004",
        "3513124200840004",
        "3513123102840004",
        "3513124205840000",
    ],
)
def test_an_impossible_structure_warns(nik: str) -> None:
    assert codes(nik) == ["W.211"]


def test_contradictions_warn_and_say_what_the_nik_says() -> None:
    problems = ids.nik_problems(WOMAN, dt.date(1984, 2, 5), "P")
    assert [(problem.code, dict(problem.values)) for problem in problems] == [
        ("W.204", {"date": "2 Mei 1984"})
    ]
    assert codes(WOMAN, BORN, "P", "35.74") == ["W.206"]
    assert codes(WOMAN, BORN, "P", "35.1") == ["W.206"]
    assert not any(WOMAN in value for problem in problems for value in problem.values.values())


def test_on_the_screen_a_nik_is_masked() -> None:
    assert ids.mask_nik(WOMAN) == "3513 •••• •••• 0004"
    assert ids.mask_nik("351312420584000") == "3513" + "•" * 11
    assert ids.mask_nik("") == ""
    assert ids.nik_text(WOMAN) == "3513 1242 0584 0004"


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        (None, "missing"),
        ("", "missing"),
        ("-", "missing"),
        ("0", "missing"),
        (0, "missing"),
        (0.0, "missing"),
        ("3513124205840000", "ok"),
        ("'3513124205840010", "ok"),
        ("351312.420584.0004", "ok"),
        (3513124205840004.0, "ok"),
        (3513124205840004, "ok"),
        (3513124205840000.0, "damaged"),
        (3513124205840010, "damaged"),
        ("3,51312E+15", "damaged"),
        ("3.51312420584E+15", "damaged"),
        ("351312420584000", "invalid"),
        (351312420584000.0, "invalid"),
        ("35131242058400041", "invalid"),
        (3513.5, "invalid"),
        (float("nan"), "invalid"),
        ("belum ada", "invalid"),
    ],
)
def test_what_a_cell_of_a_sheet_says(cell: ids.Cell, status: str) -> None:
    reading = ids.read_nik_cell(cell)
    assert reading.status == status
    assert bool(reading.nik) == (status == "ok")
    assert bool(reading.received) == (status in {"damaged", "invalid"})
    assert bool(ids.received_problems(reading)) == (status in {"damaged", "invalid"})


@given(st.integers(1100000000000000, 9699999999999999))
def test_no_number_is_taken_for_a_nik_that_excel_could_have_changed(nik: int) -> None:
    as_excel_keeps_it = float(str(nik)[:15] + "0")
    assert ids.read_nik_cell(as_excel_keeps_it).status == "damaged"
    survived = ids.read_nik_cell(float(nik))
    assert survived.status == "damaged" or survived.nik == str(nik)


@given(st.lists(st.integers(0, 9999), max_size=30))
def test_in_a_column_without_types_many_final_zeros_are_suspect(serials: list[int]) -> None:
    niks = [make_nik(BORN, "P", serial) for serial in serials]
    zeros = sum(nik[-1] == "0" for nik in niks)
    is_suspect = zeros >= 3 and zeros > len(niks) - zeros
    statuses = [reading.status for reading in ids.read_nik_column(niks)]
    assert statuses == ["damaged" if nik[-1] == "0" and is_suspect else "ok" for nik in niks]


def test_in_a_column_only_sixteen_digits_are_counted() -> None:
    good = make_nik(BORN, "P", 11)
    column = [make_nik(BORN, "P", 10)] * 3 + [good, good, "-", "351", "3,5E+15", ""]
    assert [reading.status for reading in ids.read_nik_column(column)] == (
        ["damaged"] * 3 + ["ok", "ok", "missing", "invalid", "damaged", "missing"]
    )


def test_nip() -> None:
    nip = "198405022010012003"
    assert ids.nip_text(nip) == "19840502 201001 2 003"
    assert ids.nip_problems("19840502 201001 2 003") == ids.nip_problems("") == []
    assert ids.nip_problems("198405022024212003") == []
    found = [
        [problem.code for problem in ids.nip_problems(text)]
        for text in ("19840502201001200", "198413022010012003", "19840502-201001", "510123456", "NIP 1")
    ]
    assert found == [["W.213"], ["W.213"], ["F.105"], ["W.213"], ["F.105"]]
    assert ids.nip_text("510123456") == "510123456"
