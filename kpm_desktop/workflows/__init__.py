"""Acts that need more than one of store, documents, spreadsheets, packages and imaging. No Qt.

A module of this package is loaded when it is first used, so that the window is painted before reportlab and
its like are read from disk (PEP 562).
"""

import importlib
from types import ModuleType

_MODULES = frozenset(
    {
        "find_alike",
        "issue_certificates",
        "make_sample",
        "print_attendance",
        "progress",
        "show_pages",
        "take_picture",
    }
)


def __getattr__(name: str) -> ModuleType:
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
