"""The window. Decides nothing about the data.

The starting modules are handed out on first use (PEP 562), so that commands run where Qt's system libraries are
missing.
"""

import importlib
from types import ModuleType

_DOORS = frozenset({"application", "self_test"})


def __getattr__(name: str) -> ModuleType:
    if name in _DOORS:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
