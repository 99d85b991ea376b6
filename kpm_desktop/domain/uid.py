"""Row identities: random ones in time order, and derived ones that are the same on every PC.

Source: RFC 9562 section 5.7 (version 7; Python 3.11 has no generator of its own) and section 5.5 (version 5).
"""

import uuid
from typing import TypeAlias

Uid: TypeAlias = bytes
"""Sixteen bytes, as stored in the data file; in JSON and on the command line the 32 hex digits."""

_NAMESPACE = uuid.UUID("6b8f4a52-3c1d-5e9a-9f07-4b504d446b70")


def uuid7(unix_ms: int, random_bits: int) -> Uid:
    """Return a version 7 identity from a time in milliseconds and 74 random bits (more are cut off)."""
    value = (unix_ms & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76
    value |= ((random_bits >> 62) & 0xFFF) << 64
    value |= 0b10 << 62
    value |= random_bits & 0x3FFF_FFFF_FFFF_FFFF
    return value.to_bytes(16, "big")


def code_uid(code: str) -> Uid:
    """Return the identity of a regency, district or village: a function of its ministry code alone."""
    return uuid.uuid5(_NAMESPACE, code).bytes


def pair_uid(table: str, *parts: Uid | str) -> Uid:
    """Return the identity of a row that stands for a pair (attendance, score ...), from its parts alone."""
    texts = [part if isinstance(part, str) else part.hex() for part in parts]
    return uuid.uuid5(_NAMESPACE, ":".join([table, *texts])).bytes
