"""Wording with tokens: `{nama}` is replaced by a value, and a value is never looked at again."""

import re
from collections.abc import Mapping

_TOKEN = re.compile(r"\{([a-z_]+)\}")


class UnknownTokenError(Exception):
    """A template names a token that does not exist; `token` is its name."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.token = token


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the template with its tokens replaced.

    Raises:
        UnknownTokenError: the template names a token that `values` does not hold.
    """

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise UnknownTokenError(match[1])
        return values[match[1]]

    return _TOKEN.sub(value, template)
