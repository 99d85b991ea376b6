"""A name card's code is read back whole; one changed character is never somebody."""

from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain.card_codes import card_code, looks_like_code, person_in

PERSONS = st.binary(min_size=16, max_size=16)


@given(PERSONS)
def test_a_code_names_its_person_in_any_case_of_letters(person: bytes) -> None:
    code = card_code(person)
    assert person_in(code) == person_in(code.upper()) == person_in(f" {code}\n") == person
    assert looks_like_code(code)


@given(PERSONS, st.integers(7, 47), st.sampled_from("0123456789abcdef"))
def test_one_changed_character_names_nobody(person: bytes, place: int, sign: str) -> None:
    code = card_code(person)
    changed = code[:place] + sign + code[place + 1 :]
    if changed != code:
        assert person_in(changed) is None
