"""Signatories: on which days somebody may sign and what stands above his name (paper section 2)."""

import datetime as dt
from collections.abc import Iterable
from typing import assert_never

from kpm_desktop.domain.office import Signatory


def valid_on(signatory: Signatory, day: dt.date) -> bool:
    """Tell whether the signatory may sign a paper of that day."""
    return (signatory.valid_from is None or signatory.valid_from <= day) and (
        signatory.valid_to is None or day <= signatory.valid_to
    )


def valid_signatories(signatories: Iterable[Signatory], day: dt.date) -> list[Signatory]:
    """Return those who may sign on that day (F.405 when empty), the one to be taken first.

    Who signs for his own post comes before who signs for another; of these, whose time began last.
    """
    valid = [signatory for signatory in signatories if valid_on(signatory, day)]
    return sorted(
        valid, key=lambda one: (one.sign_mode == "own", one.valid_from or dt.date.min, one.uid), reverse=True
    )


def post_lines(signatory: Signatory) -> list[str]:
    """Return the lines between the date and the signature, the last one with its comma.

    Posts are in capitals, the abbreviations of the mode are not: `Plt. KEPALA DINAS ...,`.
    """
    posts = [line.strip().rstrip(",").upper() for line in signatory.position.splitlines() if line.strip()]
    if not posts:
        return []
    match signatory.sign_mode:
        case "own":
            lines = posts
        case "plt" | "plh" | "pj":
            prefix = {"plt": "Plt.", "plh": "Plh.", "pj": "Pj."}[signatory.sign_mode]
            lines = [f"{prefix} {posts[0]}", *posts[1:]]
        case "an":
            lines = [f"a.n. {posts[0]}", *posts[1:]]
        case "ub":
            between = [f"{post}," for post in posts[1:-1]]
            lines = [f"a.n. {posts[0]}", *between, *(["u.b.", posts[-1]] if posts[1:] else [])]
        case unknown:
            assert_never(unknown)
    return [*lines[:-1], f"{lines[-1]},"]
