"""How long tests wait at most: for what must come, never for time to pass; a busy machine may take its time.

What never comes ends a test by its own message, before `faulthandler_timeout` ends all of them.
"""

from typing import Final

PATIENCE: Final = 120.0
"""Seconds."""
