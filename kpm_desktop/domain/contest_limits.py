"""What the office set for one contest beside its rubric, as the JSON text of its `limits` keeps it.

Award names, whom the judges sit for, overrides of the plenary and an opened revision are read in the modules
they belong to; all of them go through here.
"""

import json
from typing import Any

from kpm_desktop.domain.uid import Uid

CARRIED = ("awards", "rules", "sample")
"""What a contest that is copied hands on; the rest belongs to its own people and marks."""


def read_limits(text: str) -> dict[str, Any]:
    """Return what a contest's `limits` hold; nothing for a text that is not ours."""
    try:
        value = json.loads(text or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def with_limit(text: str, key: str, value: Any) -> str:
    """Return the limits with one of them changed; an empty value takes it out."""
    kept = read_limits(text)
    kept.pop(key, None)
    if value:
        kept[key] = value
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def district_of(limits: str) -> Uid | None:
    """Return which district a contest is held in; None for one of the regency or province."""
    found = read_limits(limits).get("district")
    return bytes.fromhex(found) if isinstance(found, str) else None


def with_district(limits: str, district: Uid | None) -> str:
    """Return the limits of a contest held in a district, or in none."""
    return with_limit(limits, "district", None if district is None else district.hex())


def carried_limits(text: str) -> str:
    """Return what a copy of a contest keeps of its limits."""
    kept = {key: value for key, value in read_limits(text).items() if key in CARRIED}
    return json.dumps(kept, ensure_ascii=False) if kept else ""
