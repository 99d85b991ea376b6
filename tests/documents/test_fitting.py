"""The name-fitting rule of papers/README.md section 2, with widths measured by HarfBuzz directly."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.documents import fitting
from kpm_desktop.documents.fitting import DoesNotFit, Fitted, NameRule
from name_oracle import fits_at_all, measured

KLASIK = NameRule("EG", 34.0, 225.0, 0.02)
BATIK = NameRule("EG", 32.0, 212.0, 0.02)
SEKAR = "SEKAR PERAGANINGTYAS KUSUMAWARDANI, S.Sos., M.Si."
MELATI = "Hj. MELATI PERAGADEWI KUSUMANINGRUM, S.Pd.I., M.Pd."
KENANGA = "Hj. KENANGA UMPAMAWATI KUSUMANINGTYAS PERAGADEWI, S.Pd.I., M.Pd."
RADEN = "RADEN AJENG KUSUMANINGTYAS PERAGADEWI UMPAMAWATI SIMULASIWATI"
WORDS = ("SITI", "KUSUMANINGTYAS", "WATI", "Hj.", "ABD.", "PERAGA", "MA'ARIF", "S.Pd.,", "UMPAMA,", "M.Si.")


@pytest.mark.parametrize(
    ("name", "how", "klasik", "batik"),
    [
        ("SITI CONTOHWATI", "one", (34.0,), (32.0,)),
        ("Hj. NUR UMPAMAWATI, S.Pd.I., M.Pd.", "one", (34.0,), (32.0,)),
        (SEKAR, "titles", (29.0, 21.0), (27.0, 19.5)),
        (MELATI, "titles", (28.5, 20.5), (27.0, 19.5)),
        (KENANGA, "balanced", (28.5, 28.5), (26.5, 26.5)),
        (RADEN, "balanced", (30.0, 30.0), (28.0, 28.0)),
    ],
)
def test_the_table_of_the_construction_sheet(
    name: str, how: str, klasik: tuple[float, ...], batik: tuple[float, ...]
) -> None:
    for rule, sizes in ((KLASIK, klasik), (BATIK, batik)):
        fitted = fitting.fit_name(name, rule)
        assert isinstance(fitted, Fitted)
        assert fitted.how == how
        assert tuple(line.size for line in fitted.lines) == sizes


def test_widths_of_the_construction_sheet() -> None:
    names = ("SITI CONTOHWATI", "Hj. NUR UMPAMAWATI, S.Pd.I., M.Pd.", SEKAR, MELATI, KENANGA, RADEN)
    widths = [round(measured(name, 34, 0.68), 1) for name in names]
    assert widths == [108.6, 202.1, 325.3, 333.7, 433.2, 453.8]


def test_five_hundred_names_stay_inside_and_exactly_those_too_wide_are_refused() -> None:
    dice = random.Random(20190412)  # noqa: S311
    refused = 0
    for _ in range(500):
        name = " ".join(dice.choices(WORDS, k=dice.randint(1, 12)))[:90].strip()
        fitted = fitting.fit_name(name, KLASIK)
        assert isinstance(fitted, DoesNotFit) is not fits_at_all(
            name, "EG", KLASIK.size, KLASIK.width, KLASIK.tracking
        ), name
        if isinstance(fitted, DoesNotFit):
            refused += 1
            continue
        assert " ".join(line.text for line in fitted.lines) == name
        for line in fitted.lines:
            assert measured(line.text, line.size, line.tracking) <= KLASIK.width + 0.01
            assert line.size >= 18 or fitted.how == "titles"
    assert 0 < refused < 300


def test_a_monster_is_refused_and_a_lower_minimum_lets_it_pass() -> None:
    name = f"{RADEN} {RADEN}, S.Pd.I., M.Pd., S.Sos., M.Si."
    refusal = fitting.fit_name(name, KLASIK)
    assert isinstance(refusal, DoesNotFit)
    assert refusal.smallest == 18.0
    assert refusal.needed > refusal.available == 225.0
    assert isinstance(fitting.fit_name(name, NameRule("EG", 34.0, 500.0, 0.02)), Fitted)


@given(st.text(alphabet="ABCDW .,'’", min_size=1, max_size=80))
def test_no_text_is_changed_by_fitting(name: str) -> None:
    fitted = fitting.fit_name(name, KLASIK)
    if isinstance(fitted, Fitted):
        assert " ".join(line.text for line in fitted.lines) == name


@given(st.text(alphabet="ABCW i.,'", max_size=60), st.floats(20, 60))
def test_a_cell_shrinks_then_breaks_then_is_refused(text: str, width: float) -> None:
    fitted = fitting.fit_cell(text, width)
    if isinstance(fitted, DoesNotFit):
        assert fitted.needed > width
        return
    assert " ".join(line.text for line in fitted.lines) == text
    smallest = 8.8 if fitted.how == "one" else 7.5
    assert all(smallest - 1e-6 <= line.size <= 10 for line in fitted.lines)


def test_a_name_never_breaks_inside_its_titles() -> None:
    for first, second in fitting.breaks("Drs. H. ARJUNA CONTOH SAMUDRA, S.Pd., M.Si."):
        assert first not in {"Drs.", "Drs. H. ARJUNA CONTOH SAMUDRA, S.Pd."}
        assert second != "M.Si."


def test_centred_text_takes_the_fewest_lines_and_then_the_narrowest_box() -> None:
    text = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas 12\u00a0April\u00a02019"
    lines = fitting.wrap_centred(text, 60, "EG", 13.5)
    assert " ".join(lines) == text.replace("\u00a0", " ")
    assert any("12 April 2019" in line for line in lines)
    widest = max(measured(line, 13.5, 0) for line in lines)
    assert min(measured(line, 13.5, 0) for line in lines) > widest / 2
