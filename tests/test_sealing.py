import io
import os

import pytest

from kpm_desktop import sealing

CONTEXT = bytes(range(32))
PHRASE = "hujan turun di Bromo"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The smallest work that a manifest may name, so that the tests are quick."""
    monkeypatch.setattr(sealing, "_LOG_N", 15)


def opened(sealer: sealing.Sealer, body: bytes, phrase: str = PHRASE, context: bytes = CONTEXT) -> bytes:
    parts = sealing.open_sealed(phrase, sealer.description(), context, io.BytesIO(body), len(body))
    return b"".join(parts)


@pytest.mark.parametrize("length", [0, 1, sealing.CHUNK - 1, sealing.CHUNK, sealing.CHUNK + 1])
def test_what_was_sealed_opens_and_is_as_long_as_announced(length: int) -> None:
    content = os.urandom(length)
    sealer = sealing.Sealer(PHRASE)
    body = b"".join(sealer.seal(CONTEXT, content))
    assert len(body) == sealer.sealed_length(length)
    assert opened(sealer, body) == content


def test_another_passphrase_or_place_does_not_open() -> None:
    sealer = sealing.Sealer(PHRASE)
    body = b"".join(sealer.seal(CONTEXT, b"isi"))
    for phrase, context in (("hujan turun di Semeru", CONTEXT), (PHRASE, CONTEXT[::-1])):
        with pytest.raises(sealing.WrongPassphraseError):
            opened(sealer, body, phrase, context)


def test_the_same_passphrase_typed_in_another_form_opens() -> None:
    sealer = sealing.Sealer("caf\u00e9 di alun-alun")
    body = b"".join(sealer.seal(CONTEXT, b"isi"))
    assert opened(sealer, body, "cafe\u0301 di alun-alun") == b"isi"


def test_chunks_swapped_dropped_or_cut_are_found() -> None:
    sealer = sealing.Sealer(PHRASE)
    one, two, three = sealer.seal(CONTEXT, os.urandom(2 * sealing.CHUNK + 5))
    for body in (one + two, one + two[:-1], one + three, one + one + three):
        with pytest.raises(sealing.TamperedError):
            opened(sealer, body)
    with pytest.raises(sealing.WrongPassphraseError):
        opened(sealer, two + one + three)


def test_a_signature_holds_for_its_text_and_key_only() -> None:
    pair, other = sealing.new_key_pair(), sealing.new_key_pair()
    signature = sealing.sign(pair.private_part, "045/2026 Siti Contohwati")
    assert sealing.is_signed(pair.public_part, "045/2026 Siti Contohwati", signature)
    assert not sealing.is_signed(pair.public_part, "046/2026 Siti Contohwati", signature)
    assert not sealing.is_signed(other.public_part, "045/2026 Siti Contohwati", signature)
    assert not sealing.is_signed(b"pendek", "045/2026 Siti Contohwati", signature)


def test_a_key_is_named_by_eight_characters_of_its_public_part() -> None:
    pair = sealing.new_key_pair()
    assert sealing.key_pair(pair.private_part) == pair
    assert len(pair.key_id) == 8
    assert pair.key_id == sealing.key_id_of(pair.public_part)
