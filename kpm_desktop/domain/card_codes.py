"""What the code on a name card says: `KPM1:K:<id>:<crc>`, as a reader at the door types it. paper.md 3.15."""

import re
import zlib

from kpm_desktop.domain.uid import Uid

_CODE = re.compile(r"(KPM1:K:[0-9a-f]{32}):([0-9a-f]{8})", re.IGNORECASE)


def card_code(person: Uid) -> str:
    """Return the text of a card's code: the person's identity and the CRC-32 of what stands before it."""
    start = f"KPM1:K:{person.hex()}"
    return f"{start}:{zlib.crc32(start.encode()):08x}"


def looks_like_code(text: str) -> bool:
    """Tell whether a text is meant as a code of the program, read well or badly."""
    return text.strip().upper().startswith("KPM1:")


def person_in(text: str) -> Uid | None:
    """Return the person on a card; None when the text is no card's code or was read badly."""
    read = text.strip()
    if not _CODE.fullmatch(read):
        return None
    person = bytes.fromhex(read.split(":")[2])
    return person if card_code(person) == f"KPM1:K:{person.hex()}:{read.split(':')[3].lower()}" else None
