"""The text in a certificate's QR: put together, read back, and its short code for typing.

Signing and checking it is `sealing`'s business; which keys are known is looked up in a workflow. Source:
paper.md section 3.3.
"""

import base64
import binascii
import dataclasses
import datetime as dt
import hashlib
import re

PREFIX = "KPM1:C"
_SEPARATOR = "|"
_MOST_BYTES = 251
"""Up to here the symbol has at most 61 modules; a longer name takes more, a longer series is shortened."""
_LEAST_SERIES = 24
_SIGNATURE_BYTES = 64
_SIGNATURE_LETTERS = 86
_KEY_ID = 8
_CODE = re.compile(r"[A-Z2-7]{8}")
_LOOKALIKES = str.maketrans("018", "OIB")


@dataclasses.dataclass(frozen=True, slots=True)
class ProofText:
    """What a QR says; `unsigned` is the part that the signature (64 bytes) was made over."""

    unsigned: str
    number: str
    name: str
    place: str
    series: str
    date: dt.date
    key_id: str
    signature: bytes


def unsigned_text(
    *, number: str, name: str, village: str, district: str, series: str, date: dt.date, key_id: str
) -> str:
    """Return the text to be signed.

    Number, name and place stand whole; a long name of the series is shortened at a word, with three dots, so
    that the symbol stays coarse enough. A separator inside a value becomes a broken bar.
    """
    place = ", ".join(part for part in (_clean(village), _clean(district)) if part)
    head = _SEPARATOR.join((PREFIX, _clean(number), _clean(name), place, ""))
    tail = f"{_SEPARATOR}{date.isoformat()}{_SEPARATOR}{key_id}"
    used = len(head.encode()) + len(tail.encode()) + 1 + _SIGNATURE_LETTERS
    return f"{head}{_shortened(_clean(series), max(_MOST_BYTES - used, _LEAST_SERIES))}{tail}"


def signed_text(unsigned: str, signature: bytes) -> str:
    """Return the text of the QR: what was signed, and the signature (64 bytes) as base64url."""
    letters = base64.urlsafe_b64encode(signature).decode().rstrip("=")
    return f"{unsigned}{_SEPARATOR}{letters}"


def read(text: str) -> ProofText | None:
    """Return the parts of a signed text, None when it is not exactly built like one."""
    parts = text.split(_SEPARATOR)
    if len(parts) != 8 or parts[0] != PREFIX or len(parts[6]) != _KEY_ID:
        return None
    _, number, name, place, series, day, key_id, letters = parts
    try:
        text.encode()  # half a character (a lone surrogate) cannot be signed
        date = dt.date.fromisoformat(day)
        signature = base64.urlsafe_b64decode(f"{letters}==")
    except (ValueError, binascii.Error):
        return None
    unsigned = _SEPARATOR.join(parts[:-1])
    # Only one spelling of a signature counts: the decoder lets strange letters and spare bits pass.
    if len(signature) != _SIGNATURE_BYTES or signed_text(unsigned, signature) != text:
        return None
    return ProofText(unsigned, number, name, place, series, date, key_id, signature)


def short_code(text: str) -> str:
    """Return the code for typing: the first 8 characters of base32 of SHA-256 of the signed text."""
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:8]


def shown_code(code: str) -> str:
    """Return a short code as it is printed: `K7Q2-M3XA`."""
    return f"{code[:4]}-{code[4:]}" if code else ""


def typed_code(text: str) -> str:
    """Return the short code somebody typed, "" when it is none; 0, 1 and 8 are read as O, I and B."""
    code = re.sub(r"[\s-]", "", text).upper().translate(_LOOKALIKES)
    return code if _CODE.fullmatch(code) else ""


def _clean(text: str) -> str:
    spaced = "".join(letter if letter.isprintable() else " " for letter in text)
    return spaced.replace(_SEPARATOR, "¦").strip()


def _shortened(text: str, most: int) -> str:
    if len(text.encode()) <= most:
        return text
    cut = text.encode()[: most - 3].decode(errors="ignore")
    at_word = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return f"{at_word.rstrip(' ,.')}..."
