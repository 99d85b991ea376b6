# ruff: noqa: INP001 (a script, no package)
"""Draw the program's icon into `kpm-desktop.ico`, when the drawing changed.

python -m resources.windows.build
"""

import io
import os
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtWidgets import QApplication

from kpm_desktop.ui.icons import application_icon

SIDES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
TARGET = Path(__file__).with_name("kpm-desktop.ico")


def picture(side: int) -> Image.Image:
    """Return the icon as drawn for one size."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    application_icon().pixmap(side, side).save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGBA")


def main() -> None:
    """Write the file with every size."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    drawn = [picture(side) for side in SIDES]
    drawn[-1].save(TARGET, sizes=[(side, side) for side in SIDES], append_images=drawn[:-1])
    application.shutdown()


if __name__ == "__main__":
    main()
