# ruff: noqa: INP001 (a script, no package)
"""Draw the program's icon into `kpm-desktop.ico` and the setup's picture, when the drawing changed.

python -m resources.windows.build
"""

import io
import os
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QRect, Qt
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QApplication

from kpm_desktop.paths import resource
from kpm_desktop.ui.icons import application_icon
from kpm_desktop.ui.theme import theme

SIDES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
TARGET = Path(__file__).with_name("kpm-desktop.ico")
SIDE_TARGET = Path(__file__).parents[1] / "installer" / "samping.bmp"
SIDE_SIZE = (328, 628)
"""The picture at the left of the setup's first and last page, at twice its usual size."""


def picture(side: int) -> Image.Image:
    """Return the icon as drawn for one size."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    application_icon().pixmap(side, side).save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGBA")


def side_picture() -> Image.Image:
    """Return the setup's picture: icon and name on the accent colour."""
    width, height = SIDE_SIZE
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(theme().color("accent"))
    painter = QPainter(image)
    icon = width // 2
    painter.drawPixmap((width - icon) // 2, 120, application_icon().pixmap(icon, icon))
    [family] = QFontDatabase.applicationFontFamilies(
        QFontDatabase.addApplicationFont(str(resource("fonts") / "KPMSans-Bold.ttf"))
    )
    font = QFont(family, weight=QFont.Weight.Bold)
    font.setPixelSize(40)
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(QRect(0, 120 + icon, width, 80), Qt.AlignmentFlag.AlignCenter, "KPM Desktop")
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data())).convert("P", palette=Image.Palette.ADAPTIVE)


def main() -> None:
    """Write the files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    drawn = [picture(side) for side in SIDES]
    drawn[-1].save(TARGET, sizes=[(side, side) for side in SIDES], append_images=drawn[:-1])
    side_picture().save(SIDE_TARGET)
    application.shutdown()


if __name__ == "__main__":
    main()
