"""A broken rule as a value. The sentence for the operator is made in the window, from the code.

The codes are listed in `kpm_desktop/ui/messages.py`; their letter is the severity: F blocks the final step,
W is accepted with a note.
"""

import dataclasses
from collections.abc import Iterable, Mapping


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of a record; `values` are the facts that the sentence names."""

    field: str
    code: str
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def is_blocking(self) -> bool:
        """Tell whether the record cannot be saved as it is."""
        return self.code.startswith("F.")


def blocking(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that block, in the order given."""
    return [problem for problem in problems if problem.is_blocking]
