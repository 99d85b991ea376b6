"""The text of a certificate's QR: what goes in comes back, and only its one spelling is read."""

import base64
import datetime as dt
import hashlib

from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain import proof

DAY = dt.date(2019, 4, 12)
NAMES = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="|"), min_size=1, max_size=60)


def unsigned(name: str = "SITI CONTOHWATI", series: str = "Pembinaan KPM 2019") -> str:
    return proof.unsigned_text(
        number="400.10.3.5/045/426.000/2019",
        name=name,
        village="Sukodadi",
        district="Paiton",
        series=series,
        date=DAY,
        key_id="1a2b3c4d",
    )


def test_the_text_can_be_read_by_people_and_is_short_enough_for_57_modules() -> None:
    text = proof.signed_text(unsigned(), bytes(64))
    assert text == (
        "KPM1:C|400.10.3.5/045/426.000/2019|SITI CONTOHWATI|Sukodadi, Paiton|Pembinaan KPM 2019|2019-04-12"
        "|1a2b3c4d|" + "A" * 86
    )
    assert len(text) <= 213


@given(NAMES, st.binary(min_size=64, max_size=64))
def test_what_was_put_in_is_read_back(name: str, signature: bytes) -> None:
    text = proof.signed_text(unsigned(name), signature)
    read = proof.read(text)
    assert read is not None
    assert (read.number, read.name, read.place) == ("400.10.3.5/045/426.000/2019", name, "Sukodadi, Paiton")
    assert (read.date, read.key_id, read.signature) == (DAY, "1a2b3c4d", signature)
    assert text == f"{read.unsigned}|{text[-86:]}"


@given(st.binary(min_size=64, max_size=64), st.integers(0, 85), st.characters(categories=["L", "N", "P"]))
def test_another_spelling_of_the_same_signature_is_not_read(signature: bytes, at: int, letter: str) -> None:
    text = proof.signed_text(unsigned(), signature)
    place = len(text) - 86 + at
    read = proof.read(text[:place] + letter + text[place + 1 :])
    assert letter == text[place] or read is None or read.signature != signature


def test_only_the_series_is_ever_shortened() -> None:
    name = "Hj. KENANGA UMPAMAWATI KUSUMANINGTYAS PERAGADEWI SIMULASIWATI CONTOHWATI, S.Pd.I., M.Pd."
    series = "Pembinaan Kader Pemberdayaan Masyarakat se-Kabupaten Probolinggo angkatan kedua"
    read = proof.read(proof.signed_text(unsigned(name, series), bytes(64)))
    assert read is not None
    assert read.name == name
    assert read.series.endswith("...")
    assert series.startswith(read.series[:-3])
    assert series[len(read.series) - 3] in " ,"


def test_a_separator_or_a_line_break_in_a_value_does_not_make_another_text() -> None:
    read = proof.read(proof.signed_text(unsigned("A|B\nC"), bytes(64)))
    assert read is not None
    assert read.name == "A¦B C"


def test_what_is_no_such_text_is_not_read() -> None:
    text = proof.signed_text(unsigned(), bytes(64))
    for wrong in (
        "",
        "KPM1:C",
        text[:-1],
        text + "A",
        text + "|",
        "KPM1:D" + text[6:],
        text[:-86] + "\ud800" * 86,
    ):
        assert proof.read(wrong) is None
    assert proof.read(text.replace("2019-04-12", "2019-13-12")) is None


@given(st.text(max_size=200).filter(lambda text: text.isprintable()))
def test_the_short_code_is_made_from_the_whole_text(text: str) -> None:
    code = proof.short_code(text)
    digest = int.from_bytes(hashlib.sha256(text.encode()).digest()[:5], "big")
    assert base64.b32decode(code) == digest.to_bytes(5, "big")
    assert proof.typed_code(proof.shown_code(code).lower()) == code


def test_a_short_code_is_taken_as_people_type_it() -> None:
    assert proof.typed_code(" k7q2 m3xa ") == "K7Q2M3XA"
    assert proof.typed_code("KOIB-2345") == proof.typed_code("K018-2345") == "KOIB2345"
    for wrong in ("", "K7Q2", "K7Q2-M3XA-2", "K7Q2-M9XA", "KPM1:C|1"):
        assert not proof.typed_code(wrong)
