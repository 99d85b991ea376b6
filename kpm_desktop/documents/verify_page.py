"""Checking without the program: one HTML page that works offline, and the public key as a text to print.

The page's words and arithmetic stand in `resources/pages/certificate_check.html`; here the keys are put in.
"""

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Iterable

from kpm_desktop import paths
from kpm_desktop.domain.dates import long_date

WORDS = {
    "title": "KUNCI PUBLIK KPM DESKTOP",
    "what": "Dipakai untuk memeriksa keaslian sertifikat. Bukan rahasia: boleh disalin dan dicetak.",
    "office": "Kantor",
    "key": "Kunci",
    "since": "Sejak",
    "content": "Isi",
}
_KEYS = re.compile(r"/\*KEYS\*/.*?/\*END\*/", re.DOTALL)
_GROUP = 8
_KEY_BYTES = 32


@dataclasses.dataclass(frozen=True, slots=True)
class IssuerKey:
    """A public key (32 bytes), its 8-character name, whose it is and since when."""

    key_id: str
    public_part: bytes
    office: str
    since: dt.date | None


def checking_page(keys: Iterable[IssuerKey]) -> str:
    """Return the HTML page with these keys inside."""
    listed = [
        {
            "id": key.key_id,
            "public": key.public_part.hex(),
            "office": key.office,
            "since": long_date(key.since) if key.since else "",
        }
        for key in keys
    ]
    inside = json.dumps(listed, ensure_ascii=False).replace("<", "\\u003c")
    page = paths.resource("pages", "certificate_check.html").read_text("utf-8")
    return _KEYS.sub(lambda _: inside, page, count=1)


def key_sheet(keys: Iterable[IssuerKey]) -> str:
    """Return the keys as a text that people and `read_key_sheet` can read."""
    lines = [WORDS["title"], WORDS["what"]]
    for key in keys:
        groups = " ".join(key_groups(key))
        lines += [
            "",
            f"{WORDS['office']:<7}: {key.office}",
            f"{WORDS['key']:<7}: {key.key_id}",
            f"{WORDS['since']:<7}: {long_date(key.since) if key.since else ''}".rstrip(),
            f"{WORDS['content']:<7}: {groups}",
        ]
    return "\n".join(lines) + "\n"


def key_groups(key: IssuerKey) -> list[str]:
    """Return what the key is, in hex, in groups that can be read aloud."""
    content = key.public_part.hex()
    return [content[at : at + _GROUP] for at in range(0, len(content), _GROUP)]


def read_key_sheet(text: str) -> list[IssuerKey]:
    """Return the keys of such a text; what is no key is passed over. Names are not checked here."""
    found, facts = [], dict[str, str]()
    for line in text.splitlines():
        name, _, value = line.partition(":")
        facts[name.strip()] = value.strip()
        if name.strip() != WORDS["content"]:
            continue
        try:
            public_part = bytes.fromhex(value)
        except ValueError:
            continue
        if len(public_part) == _KEY_BYTES:
            office = facts.get(WORDS["office"], "")
            found.append(IssuerKey(facts.get(WORDS["key"], ""), public_part, office, None))
        facts = {}
    return found
