"""Names of files made from a pattern, safe on Windows: no forbidden letter, no reserved name, no double.

Source: Microsoft, "Naming Files, Paths, and Namespaces".
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

TOKENS = ("nomor", "nama", "desa", "kegiatan", "tanggal")
"""The tokens a pattern may hold between braces."""
DEFAULT_PATTERN = "{nomor} {nama}"
MOST = 120
"""Letters of a name without its ending: a path of 260 has room for the folder."""
_TOKEN = re.compile(r"\{([^{}]*)\}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]')
_SPACES = re.compile(r"\s+")
_DEVICE = re.compile(r"(?i:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])")


def unknown_token(pattern: str) -> str:
    """Return the first token of a pattern that means nothing, as written; "" when all do."""
    return next((found[0] for found in _TOKEN.finditer(pattern) if found[1] not in TOKENS), "")


def safe_name(text: str) -> str:
    """Return a text as the name of a file without ending; "-" stands for what may not stand in a name."""
    plain = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    name = _SPACES.sub(" ", _FORBIDDEN.sub("-", _SPACES.sub(" ", plain))).strip()[:MOST].rstrip(" .")
    stem = name.partition(".")[0].rstrip()
    return f"_{name}" if not name or _DEVICE.fullmatch(stem) else name


def file_names(pattern: str, values: Sequence[Mapping[str, str]], ending: str) -> list[str]:
    """Return a name for each; those that Windows would take for the same get a number behind.

    KeyError for an unknown token (`unknown_token` tells before).
    """
    taken: set[str] = set()
    names = []
    for one in values:
        name = first = safe_name(_TOKEN.sub(lambda found, one=one: one[found[1]], pattern))  # type: ignore[misc]
        count = 1
        while f"{name}{ending}".casefold() in taken:
            count += 1
            name = f"{first} ({count})"
        taken.add(f"{name}{ending}".casefold())
        names.append(f"{name}{ending}")
    return names
