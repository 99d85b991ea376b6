"""Names of files are such that every Windows takes them, and no two are the same to it."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain.file_names import TOKENS, file_names, safe_name, unknown_token

DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"
}
TEXTS = st.text(max_size=150) | st.sampled_from(["CON", "nul.txt", "Lpt1 ", "...", "a/b", "", "x" * 300])


def takes(name: str) -> bool:
    """Tell whether Windows takes a name, by its own rules as written down."""
    return (
        0 < len(name) <= 255
        and not set(name) & set('<>:"/\\|?*')
        and all(ord(letter) >= 32 for letter in name)
        and name[-1] not in " ."
        and name[0] != " "
        and name.split(".", maxsplit=1)[0].rstrip().lower() not in DEVICES
    )


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6))
def test_windows_takes_every_name_and_none_twice(people: list[tuple[str, str]]) -> None:
    values = [{"nomor": number, "nama": name} for number, name in people]
    made = file_names("{nomor} {nama}", values, ".pdf")
    assert all(takes(name) and takes(name.removesuffix(".pdf")) for name in made)
    assert len({name.casefold() for name in made}) == len(people)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("400.10.3.5/058/426/2019 SITI, S.Pd.", "400.10.3.5-058-426-2019 SITI, S.Pd"),
        ("con.pdf", "_con.pdf"),
        ("  a \t b  ", "a b"),
        ("", "_"),
    ],
)
def test_letters_are_kept_where_they_may_stand(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_an_unknown_token_is_told() -> None:
    assert unknown_token("{nomor} {nik}") == "{nik}"
    assert unknown_token(" ".join(f"{{{token}}}" for token in TOKENS)) == ""
    assert set("".join(TOKENS)) <= set(string.ascii_lowercase)
