"""The photo of a cadre: chosen from a file, kept small in the data file, shown round in the pane."""

import dataclasses
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.cadres.photo_crop import CropDialog, Part, picture_of
from kpm_desktop.ui.form_opening import run
from kpm_desktop.ui.messages import UNCHANGED, Explanation
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.theme import theme

UNUSABLE = Explanation(
    "Foto ini tidak dapat dibaca.", UNCHANGED, "Pilih berkas JPG atau PNG lain. Jangan memakai foto KTP."
)


class RoundPhoto(QWidget):
    """A photo in a circle, as large as the initials that stand there without one."""

    def __init__(self, data: bytes, side: int) -> None:
        super().__init__()
        self._photo = QPixmap()
        self._photo.loadFromData(data)
        self._side = side
        self.setAccessibleName("Foto")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the square at the present text size."""
        side = theme().size(self._side)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the middle of the photo."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        circle = QPainterPath()
        circle.addEllipse(QRectF(self.rect()))
        painter.setClipPath(circle)
        size = self._photo.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        painter.drawPixmap(
            (self.width() - size.width()) // 2,
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
            self._photo,
        )
        painter.end()


def choose_photo(shell: Shell, person: Uid) -> None:
    """Let the operator choose a file and its part, and take that as the photo of a person."""
    path = dialogs.choose_file(shell.window(), "Pilih foto", dialogs.PICTURE_FILES)
    if path is None:
        return
    picture = picture_of(path)
    if picture.isNull():
        take_photo(shell, person, path)
    else:
        CropDialog(shell.window(), picture, partial(take_photo, shell, person, path)).open()


def take_photo(shell: Shell, person: Uid, path: Path, part: Part | None = None) -> None:
    """Take a part of a file as the photo of a person; what is no picture is told and changes nothing."""

    def act(data_file: DataFile) -> None:
        name = workflows.take_picture.take_picture(data_file, path, "photo", part)
        loaded = data_file.people.get(person)
        data_file.people.save(dataclasses.replace(loaded, photo=name), loaded)

    try:
        run(shell, "edit", "Ganti foto 1 kader", act)
    except workflows.take_picture.UnusablePictureError:
        dialogs.tell(shell.window(), UNUSABLE)


def drop_photo(shell: Shell, person: Uid) -> None:
    """Take the photo of a person away."""

    def act(data_file: DataFile) -> None:
        loaded = data_file.people.get(person)
        data_file.people.save(dataclasses.replace(loaded, photo=""), loaded)

    run(shell, "edit", "Hapus foto 1 kader", act)
