"""Names with titles: printed as stored, sorted and found without what does not count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain import names

NAME = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'’ .", min_size=1, max_size=40)


def codes(name: str, front: str = "", back: str = "", printed: str = "") -> list[str]:
    return [problem.code for problem in names.name_problems(name, front, back, printed)]


def test_assembled_with_a_comma_before_back_titles() -> None:
    assert names.full_name("Abd. Wahid", "H.", "S.Pd.") == "H. Abd. Wahid, S.Pd."
    assert names.full_name("Siti Contohwati", "", "S.H., M.H.") == "Siti Contohwati, S.H., M.H."
    assert names.full_name("rofi'i") == "rofi'i"
    assert names.printed_name("Abd. Wahid", "H.", "M.Si") == "H. Abd. Wahid, M.Si"
    assert names.printed_name("Abd. Wahid", "H.", "M.Si", "ABD WAHID  (alm)") == "ABD WAHID  (alm)"


def test_capitals_leave_the_titles_alone() -> None:
    assert names.upper_name("Siti Aminah", "Hj.", "S.Pd.") == "Hj. SITI AMINAH, S.Pd."
    assert names.upper_name("Ma'arif", "dr.") == "dr. MA'ARIF"


@given(NAME, st.sampled_from(["", *names.FRONT_TITLES]), st.sampled_from(["", *names.BACK_TITLES]))
def test_what_is_stored_is_in_what_is_printed_letter_for_letter(name: str, front: str, back: str) -> None:
    text = names.full_name(name, front, back)
    assert name in text
    assert text.startswith(front)
    assert text.endswith(back)
    assert len(text) == len(name) + (len(front) + 1 if front else 0) + (len(back) + 2 if back else 0)


def test_sorted_without_titles() -> None:
    typed = ["Zainal", "H. Abdul", "Hj. Budi", "abdi", "Ma'arif", "Maarif", "maarif", "Maarig"]
    assert sorted(typed, key=names.sort_key) == [
        "abdi",
        "H. Abdul",
        "Hj. Budi",
        "Ma'arif",
        "Maarif",
        "maarif",
        "Maarig",
        "Zainal",
    ]


@given(st.lists(NAME, min_size=2, max_size=6))
def test_case_and_apostrophes_only_decide_between_equals(some: list[str]) -> None:
    def plain(name: str) -> str:
        return " ".join(name.lower().replace("'", "").replace("’", "").split())

    untitled = [name for name in some if names.split_titles(name).name == names.tidy(name)]
    ordered = sorted(untitled, key=names.sort_key)
    backwards = list(reversed(untitled))
    assert [plain(name) for name in ordered] == sorted(plain(name) for name in untitled)
    assert ordered == sorted(backwards, key=names.sort_key)


@pytest.mark.parametrize(
    "spellings",
    [
        (
            "Moch. Arifin",
            "Mohammad Arifin",
            "MUHAMMAD ARIFIN",
            "Moh Arifin",
            "Mochammad Arifin",
            "Muh. Ariffin",
        ),
        ("St. Maryam", "Siti Maryam", "Sitti Maryam", "Hj. St. Maryam, S.Pd."),
        ("Soetrisno", "Sutrisno", "Drs. H. Soetrisno"),
        ("Djoko", "Joko"),
        ("Jusuf", "Yusuf", "Joesoef"),
        ("Wahju", "Wahyu"),
        ("Ma'arif", "Maarif", "Ma’arif"),
        ("Affifah", "Afifah"),
        ("Abd. Wahid", "Abdul Wahid", "Abd Wahid"),
        ("Noer Cempaka", "Nur Cempaka"),
        ("Achmad", "Ahmad", "Akhmad"),
        ("Abdurrahman", "Abdur Rahman", "Abdul Rahman", "Abd. Rahman", "Abdurahman"),
        ("Abdus Salam", "Abdussalam", "Abd. Salam"),
        ("Abdulwahid", "Abd. Wahid"),
        ("Abdullah", "Abdulloh"),
        ("Fauzi", "Pauzi"),
        ("Ridlo", "Ridho", "Rido"),
    ],
)
def test_spellings_that_are_found_together(spellings: tuple[str, ...]) -> None:
    assert len({names.search_key(text) for text in spellings}) == 1


def test_digits_are_searched_as_they_stand() -> None:
    assert names.search_key("081200000104") == "081200000104"
    assert names.search_key("0812-0000-0104") == "0812 0000 0104"


def test_different_names_stay_different() -> None:
    some = [
        "Siti Aminah",
        "Siti Maryam",
        "Rini Melati",
        "Abdul Wahid",
        "Abdullah",
        "Muhammad",
        "Ahmad",
        "Nur",
    ]
    assert len({names.search_key(text) for text in some}) == len(some)


@given(st.lists(st.text("abcdefghiklmnpqrstuvwyz", min_size=3, max_size=9), min_size=1, max_size=4))
def test_a_search_key_does_not_know_case_titles_apostrophes_or_doubled_letters(parts: list[str]) -> None:
    name = " ".join(parts)
    key = names.search_key(name)
    doubled = " ".join("".join(letter * 2 if letter == "s" else letter for letter in part) for part in parts)
    for other in (name.upper(), f"H. {name}, S.Pd.", name.replace("a", "'a"), f"  {name}. ", doubled):
        assert names.search_key(other) == key


@pytest.mark.parametrize(
    ("typed", "name", "front", "back"),
    [
        ("H. Abd. Wahid, S.Pd.", "Abd. Wahid", "H.", "S.Pd."),
        ("  Hj.  Holifah, S.Pd.I.", "Holifah", "Hj.", "S.Pd.I."),
        ("Drs. H. Slamet, M.Si", "Slamet", "Drs. H.", "M.Si"),
        ("Lilik Indrawati, S.H., M.H.", "Lilik Indrawati", "", "S.H., M.H."),
        ("Lilik Indrawati, SH MH", "Lilik Indrawati", "", "SH MH"),
        ("Yuliati S.Sos.", "Yuliati", "", "S.Sos."),
        ("Yuliati SPd", "Yuliati", "", "SPd"),
        ("St. Maryam, S.Pd.", "St. Maryam", "", "S.Pd."),
        ("K.H. Ma'arif", "Ma'arif", "K.H.", ""),
        ("dr. Rini Melati, Sp.A.", "Rini Melati", "dr.", "Sp.A."),
        ("Imam Cemara, S.Tr.IP.", "Imam Cemara", "", "S.Tr.IP."),
        ("Moch. Langit Senja", "Moch. Langit Senja", "", ""),
        ("Abdul, Wahid", "Abdul, Wahid", "", ""),
        ("Halimatus Sa'diyah", "Halimatus Sa'diyah", "", ""),
        ("BUDI SE", "BUDI SE", "", ""),
        ("H.", "H.", "", ""),
        ("", "", "", ""),
    ],
)
def test_known_titles_are_split_off(typed: str, name: str, front: str, back: str) -> None:
    assert names.split_titles(typed) == names.SplitName(name, front, back)


@given(
    st.sampled_from(["Siti Contohwati", "Abd. Gelombang", "Rofi'i", "Sri Purnama Fajar"]),
    st.lists(st.sampled_from(names.FRONT_TITLES), max_size=2),
    st.lists(st.sampled_from(names.BACK_TITLES), max_size=3),
)
def test_what_was_assembled_splits_into_its_parts(name: str, fronts: list[str], backs: list[str]) -> None:
    front, back = " ".join(fronts), ", ".join(backs)
    assert names.split_titles(names.full_name(name, front, back)) == names.SplitName(name, front, back)


@pytest.mark.parametrize(
    ("front", "back", "odd"),
    [
        ("Hj.", "S.Pd., M.Pd.", []),
        ("Dr. H.", "S.IP., S.I.P., S.KM.", []),  # each of two usual spellings
        ("dr.", "", []),
        ("H", "Spd", [("H", "H."), ("Spd", "S.Pd.")]),
        ("DRS.", "S.Pd, MM", [("DRS.", "Drs."), ("S.Pd", "S.Pd."), ("MM", "M.M.")]),
        ("KH.", "S. Sos.", [("KH.", "K.H."), ("S. Sos.", "S.Sos.")]),
        ("", "S.Pd. M.Si", [("S.Pd. M.Si", "S.Pd., M.Si.")]),  # the comma between them
        ("Mak", "Sarjana, CPS", []),  # not known, so nothing to compare with
        ("", "", []),
    ],
)
def test_titles_written_otherwise_are_told_with_the_usual_spelling(
    front: str, back: str, odd: list[tuple[str, str]]
) -> None:
    assert names.odd_titles(front, back) == odd


@given(st.lists(st.sampled_from(names.FRONT_TITLES)), st.lists(st.sampled_from(names.BACK_TITLES)))
def test_usual_titles_are_never_odd(fronts: list[str], backs: list[str]) -> None:
    assert names.odd_titles(" ".join(fronts), ", ".join(backs)) == []


def test_what_blocks_and_what_warns() -> None:
    assert codes("Siti Contohwati", "Hj.", "S.Pd.") == []
    assert codes("Ma'arif") == codes("Rofi’i") == codes("Mulyono") == []
    assert codes("") == codes("  ") == ["F.101"]
    assert codes("Siti\nAminah") == codes("Siti\tAminah") == codes("Siti\u200bAminah") == ["F.102"]
    assert codes("Siti", back="S.Pd.\r") == ["F.102"]
    assert codes("a" * 60) == []
    assert codes("a" * 61) == ["W.208"]
    assert codes("Siti 2") == codes("Siti, Aminah") == codes("H. Siti") == codes("Siti, S.Pd.") == ["W.209"]


def test_tidy_keeps_the_letters() -> None:
    assert names.tidy("  Siti   Aminah\u00a0 Melati ") == "Siti Aminah Melati"
    assert names.tidy("e\u0301") == "é"
