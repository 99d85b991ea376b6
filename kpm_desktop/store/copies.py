"""What lies beside the data file of what was in it: packages that went out or came in, damaged files.

Each has its time, and what still holds the values of an erased person goes 30 days after the erasure at the
latest (`data-file.md` sections 2, 5 and 16). Backups are thinned in `backups.py`.
"""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final, Literal, TypeAlias

from kpm_desktop.store.places import Places

CopyKind: TypeAlias = Literal["backup", "sent", "received", "damaged"]
ERASED_FOR: Final = dt.timedelta(days=30)
"""So long copies stay that hold what was erased since."""
_KEPT: Final[Mapping[str, dt.timedelta]] = {"sent": dt.timedelta(days=30), "received": dt.timedelta(days=7)}


@dataclasses.dataclass(frozen=True, slots=True)
class HeldCopy:
    """A file of this PC that still holds what was in the data file when it was made."""

    kind: CopyKind
    name: str
    made_at: dt.datetime


def listing(places: Places) -> list[HeldCopy]:
    """Return what lies in the folders of packages and damaged files, newest first of each kind."""
    found = [
        HeldCopy(kind, path.name, dt.datetime.fromtimestamp(path.stat().st_mtime))  # noqa: DTZ006 - local
        for kind, folder in _folders(places).items()
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.is_file() and not path.name.endswith(".part")
    ]
    return sorted(found, key=lambda one: (one.kind, one.made_at), reverse=True)


def expired(
    copies: Iterable[HeldCopy],
    now: dt.datetime,
    erased: Iterable[dt.datetime],
    waiting: Collection[str],
) -> list[HeldCopy]:
    """Return which copies go now. `erased`: when something was erased; `waiting`: received, not yet merged.

    What is over its time goes, save packages that wait and damaged files; these stay until they would hold
    for 30 days what was erased. A package may hold it although it came later.
    """
    due = [moment for moment in erased if now - moment >= ERASED_FOR]
    return [one for one in copies if _is_over(one, now, waiting) or _holds_erased(one, now, due)]


def _is_over(one: HeldCopy, now: dt.datetime, waiting: Collection[str]) -> bool:
    limit = _KEPT.get(one.kind)
    return limit is not None and one.name not in waiting and now - one.made_at > limit


def _holds_erased(one: HeldCopy, now: dt.datetime, due: Collection[dt.datetime]) -> bool:
    if one.kind == "received":
        return bool(due) and now - one.made_at >= ERASED_FOR
    return any(one.made_at <= moment for moment in due)


def delete(places: Places, copies: Iterable[HeldCopy]) -> list[HeldCopy]:
    """Delete these copies; returns those that are gone. What cannot be deleted now goes another time."""
    gone: list[HeldCopy] = []
    for one in copies:
        with contextlib.suppress(OSError):
            (_folders(places)[one.kind] / one.name).unlink()
            gone.append(one)
    return gone


def _folders(places: Places) -> dict[CopyKind, Path]:
    return {"sent": places.packages, "received": places.inbox, "damaged": places.damaged}
