"""Every path of the program: what ships with it, and where this user's data live.

Nothing else in the program puts such a path together.
"""

import sys
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder, in the source tree, the wheel or the frozen program.

    Raises:
        FileNotFoundError: the file was not shipped; a fault of ours, never of the user.
    """
    path = _resources().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"not shipped: {'/'.join(parts)}")
    return path


def _resources() -> Path:
    if getattr(sys, "frozen", False):
        return Path(sys._MEIPASS, "resources")  # type: ignore[attr-defined]  # noqa: SLF001 (PyInstaller's name)
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def home() -> Path:
    """Return this user's folder of the program (on Windows below `%LOCALAPPDATA%`); it may not exist yet."""
    return Path(platformdirs.user_data_dir("KPM Desktop", appauthor=False, roaming=False))


def data_file() -> Path:
    """Return the place of this user's live data file."""
    return home() / "data" / "kpm.db"


def sample_file() -> Path:
    """Return the place of the sample data, which lie apart and are never merged."""
    return home() / "contoh" / "kpm.db"


def settings_file() -> Path:
    """Return the place of this PC's settings."""
    return home() / "settings.json"


def log_folder() -> Path:
    """Return the folder of the program's log and crash log."""
    return home() / "log"
