"""Blind codes: entries are marked by a code whose key stays sealed until the first decision."""

from collections.abc import Callable, Collection, Sequence

from kpm_desktop.domain.contest_limits import read_limits, with_limit
from kpm_desktop.domain.contests import EntryLine

LETTERS, DIGITS = "ABCDEFGHJKLMNPRSTUVWXYZ", "23456789"
"""What a code is made of: a letter and two digits, none that is taken for another in handwriting."""
NAME = "Peserta {code}"
"""How an entry is named while its key is sealed."""
HIDDEN = "disegel"
"""What is shown in place of a code, or of what stands beside it, where the name is shown too."""


def is_blind(limits: str) -> bool:
    """Tell whether the entries of a contest are marked by codes."""
    return bool(read_limits(limits).get("blind"))


def with_blind(limits: str, on: bool) -> str:
    """Return the limits of a contest with blind codes, or without."""
    return with_limit(limits, "blind", on)


def draw_codes(count: int, used: Collection[str], pick: Callable[[Sequence[str]], str]) -> list[str]:
    """Return so many codes that nobody has, drawn with `pick`; ValueError when there are not enough left."""
    left = [f"{letter}{ten}{one}" for letter in LETTERS for ten in DIGITS for one in DIGITS]
    left = [code for code in left if code not in used]
    if count > len(left):
        raise ValueError("no code is left")
    found = []
    for _ in range(count):
        found.append(pick(left))
        left.remove(found[-1])
    return found


def masked(line: EntryLine) -> EntryLine:
    """Return an entry as whoever marks or ranks it may see it: its code and nothing that tells who it is."""
    name = NAME.replace("{code}", line.blind_code)
    return line._replace(
        number=line.blind_code, name=name, title_front="", title_back="", village_name="",
        is_ambiguous=False, district_name="", reason="", documents=0, documents_asked=0, person=None,
        village=None, village_kind="",
    )  # fmt: skip
