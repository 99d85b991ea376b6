"""Who signs a paper, in words for the forms: a choice among several, and who is meant by a date."""

import datetime as dt
from collections.abc import Iterable

from kpm_desktop.domain.office import Signatory
from kpm_desktop.domain.signing import valid_signatories


def signer_words(signatory: Signatory) -> str:
    """Return a signatory with the last line of his post."""
    post = signatory.position.splitlines()[-1] if signatory.position else ""
    return f"{signatory.full_name}, {post}".strip(", ")


def several_words(count: int) -> str:
    """Return the hint that the one shown was taken among several who may sign."""
    return f"{count} orang berlaku, periksa pilihannya" if count > 1 else ""


def meant_on(signatories: Iterable[Signatory], day: dt.date | None) -> str:
    """Return who signs on a day when nobody was chosen, and among how many; "" when nobody may."""
    valid = valid_signatories(signatories, day) if day is not None else []
    if not valid:
        return ""
    among = f", satu dari {len(valid)} yang berlaku" if len(valid) > 1 else ""
    return f"{valid[0].full_name}{among}"
