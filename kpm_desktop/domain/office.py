"""The office, its signatories, settings and editable lists: records and their problems.

What a signatory prints above his name: `signing.py`.
"""

import dataclasses
import datetime as dt
from typing import Literal

from kpm_desktop.domain.uid import Uid

SignMode = Literal["own", "an", "ub", "plt", "plh", "pj"]


@dataclasses.dataclass(frozen=True, slots=True)
class Office:
    """The agency as its letterhead shows it; `upper_name` is the line above (the regency government).

    `emblem` is the SHA-256 of an asset in hex.
    """

    uid: Uid
    name: str = ""
    upper_name: str = ""
    address: str = ""
    phone: str = ""
    website: str = ""
    email: str = ""
    town: str = ""
    unit_code: str = ""
    emblem: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who signs, with the days on which he may.

    `position` has one line a level: for a.n. the superior's post, then his own; for u.b. three lines.
    """

    uid: Uid
    name: str = ""
    title_front: str = ""
    title_back: str = ""
    position: str = ""
    rank_title: str = ""
    grade: str = ""
    nip: str = ""
    sign_mode: SignMode = "own"
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """A value that must be alike on every PC; `uid` is `pair_uid("setting", key)`."""

    uid: Uid
    key: str = ""
    value: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """One entry of an editable list; inactive ones are no longer offered but stay readable."""

    uid: Uid
    list: str = ""
    value: str = ""
    position: int | None = None
    active: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class PublicKey:
    """The public part of a key pair that signs certificates; `key_id` names it in each signed text."""

    uid: Uid
    key_id: str = ""
    public_part: str = ""
    since: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class ImportMapping:
    """How the sheets of one sender are read; `mapping` is a JSON text column -> field."""

    uid: Uid
    sender: str = ""
    mapping: str = ""
