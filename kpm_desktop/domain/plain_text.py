"""Signs that no stored text holds: control characters, and those that turn the direction of writing.

They come along unseen when a text is pasted (a phone number out of a chat), would stand in the way of a
package (data file design, section 11, check 12), and can make a text look like another.
"""

import re
from typing import Any

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Tabs and ends of lines are allowed; half of a surrogate pair is no character."""


def plain(text: str) -> str:
    """Return a text without the signs that nobody sees."""
    return text if text.isprintable() else FORBIDDEN.sub("", text)


def plain_value(value: Any) -> Any:
    """Return a JSON value in which every text, also a key, is plain."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list):
        return [plain_value(item) for item in value]
    if isinstance(value, dict):
        return {plain(key): plain_value(item) for key, item in value.items()}
    return value
