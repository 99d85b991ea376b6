"""Acts that need more than one of store, documents, spreadsheets, packages and imaging. No Qt.

A module of this package is loaded when it is first used, so that the window is painted before reportlab and
its like are read from disk (PEP 562). `__init__.pyi` tells type checkers what there is.
"""

import importlib
from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    place = f"{__name__}.{name}"
    try:
        return importlib.import_module(place)
    except ModuleNotFoundError as error:
        if error.name != place:
            raise
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
