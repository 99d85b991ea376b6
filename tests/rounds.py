"""How often a rule is tried on examples drawn by chance.

A long run sets the environment variable of that name. On wine, where all takes longer, it is a quarter:
what computes the same everywhere is tried in full on Debian.
"""

import os
from typing import Final

ON_WINE: Final = "KPM_WINE" in os.environ


def rounds(name: str, usual: int, on_wine: int = 0) -> int:
    """Return how often: what the environment says, or as usual; on wine a quarter, or what is said for it."""
    told = os.environ.get(name)
    if told:
        return int(told)
    return (on_wine or max(1, usual // 4)) if ON_WINE else usual
