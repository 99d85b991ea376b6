"""The window. Decides nothing about the data.

A module is loaded when it is first used (PEP 562), so that the commands run on a machine without Qt's system
libraries.
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
