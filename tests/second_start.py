"""A second start of the program by the same user: a process of its own, as on the operator's PC."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
_CODE = """
import sys
from PySide6.QtCore import QCoreApplication
from kpm_desktop.ui.single_instance import SingleInstance
app = QCoreApplication([])
sys.exit(SingleInstance(sys.argv[1]).is_first(sys.argv[2:]))
"""


def second_start(place: Path | str, arguments: Sequence[str] = ()) -> "subprocess.Popen[bytes]":
    """Start it; its exit code is 0 when it has stepped back, 1 when it was the first."""
    return subprocess.Popen([sys.executable, "-c", _CODE, str(place), *arguments], cwd=ROOT)
