"""The name-fitting rule of papers/README.md section 2, with widths measured by HarfBuzz directly."""

import functools
import random

import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop import paths
from kpm_desktop.documents import fitting
from kpm_desktop.documents.fitting import DoesNotFit, Fitted, NameRule

KLASIK = NameRule("EG", 34.0, 225.0, 0.02)
BATIK = NameRule("EG", 32.0, 212.0, 0.02)
SEKAR = "SEKAR PERAGANINGTYAS KUSUMAWARDANI, S.Sos., M.Si."
MELATI = "Hj. MELATI PERAGADEWI KUSUMANINGRUM, S.Pd.I., M.Pd."
KENANGA = "Hj. KENANGA UMPAMAWATI KUSUMANINGTYAS PERAGADEWI, S.Pd.I., M.Pd."
RADEN = "RADEN AJENG KUSUMANINGTYAS PERAGADEWI UMPAMAWATI SIMULASIWATI"
WORDS = ("SITI", "KUSUMANINGTYAS", "WATI", "Hj.", "ABD.", "PERAGA", "MA'ARIF", "S.Pd.,", "UMPAMA,", "M.Si.")


@functools.cache
def _font() -> uharfbuzz.Font:
    face = uharfbuzz.Face(paths.resource("fonts", "KPMGaramond-Regular.ttf").read_bytes())
    return uharfbuzz.Font(face)


@functools.cache
def measured(text: str, size: float, tracking: float) -> float:
    """Return a width in mm by HarfBuzz alone, as an oracle."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(_font(), buffer, {"kern": True, "liga": False})
    units: int = sum(position.x_advance for position in buffer.glyph_positions)
    upem: int = _font().face.upem
    return (units / upem * size + tracking * (len(text) - 1)) * 25.4 / 72


def best_split(name: str) -> tuple[str, str] | None:
    """Return the most even split between words, titles kept whole: written anew for the tests."""
    words = name.split(" ")
    comma = next((i for i, word in enumerate(words) if word.endswith(",")), len(words) - 1)
    first = next((i for i, word in enumerate(words[: comma + 1]) if not word.endswith(".")), 0)
    cuts = range(max(first, 1), min(comma + 1, len(words) - 1) + 1)
    splits = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in cuts]
    return min(
        splits, key=lambda pair: abs(measured(pair[0], 10, 0.2) - measured(pair[1], 10, 0.2)), default=None
    )


def fits_at_all(name: str, rule: NameRule) -> bool:
    """Tell whether any of the three ways takes the name, at the smallest size of each."""
    low = rule.size
    if measured(name, round(low * 1.6) / 2, rule.tracking * round(low * 1.6) / 2) <= rule.width:
        return True
    name_part, comma, titles = name.partition(", ")
    size = round(low * 0.74 * 2) / 2
    below = round(size * 0.72 * 2) / 2
    if comma and titles.strip():
        above = measured(name_part + ",", size, rule.tracking * size)
        if above <= rule.width and measured(titles, below, 0) <= rule.width:
            return True
    split = best_split(name)
    size = round(low * 0.53 * 2) / 2
    return split is not None and all(
        measured(half, size, rule.tracking * size) <= rule.width for half in split
    )


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
        assert isinstance(fitted, DoesNotFit) is not fits_at_all(name, KLASIK), name
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
