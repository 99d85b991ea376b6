"""Which part of a photo is kept: a frame in 3 to 4 over the picture, moved and sized by keys or the mouse."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kpm_desktop import workflows
from kpm_desktop.ui import parts
from kpm_desktop.ui.forms.dialog_frame import DialogFrame, DialogHead
from kpm_desktop.ui.theme import theme

Part = tuple[float, float, float]
_RATIO = 4 / 3
_STEP, _GROWTH = 0.02, 1.08
_SMALLEST = 0.1
_SHOWN = QSize(1600, 1600)
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SIZES = {Qt.Key.Key_Plus: _GROWTH, Qt.Key.Key_Equal: _GROWTH, Qt.Key.Key_Minus: 1 / _GROWTH}


def picture_of(path: Path) -> QImage:
    """Return a picture upright and small enough to be shown; a null image for what is none."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (size.width() > _SHOWN.width() or size.height() > _SHOWN.height()):
        reader.setScaledSize(size.scaled(_SHOWN, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class CropFrame(QWidget):
    """The picture and the frame over it; `part` is what the frame holds."""

    def __init__(self, picture: QImage) -> None:
        super().__init__()
        self._picture = picture
        self._grabbed: QPointF | None = None
        self.part: Part = workflows.take_picture.whole_part(picture.width(), picture.height())
        self._largest = self.part[2]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Bagian foto yang dipakai")
        self.setAccessibleDescription("Panah menggeser bingkai, tambah dan kurang mengubah besarnya")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme().size(200), theme().size(160))

    def move_by(self, right: float, down: float) -> None:
        """Move the frame by shares of the picture, as far as it stays inside."""
        left, top, wide = self.part
        self._take(left + right, top + down, wide)

    def grow(self, factor: float) -> None:
        """Make the frame larger or smaller around its middle."""
        left, top, wide = self.part
        fresh = min(max(wide * factor, _SMALLEST * self._largest), self._largest)
        more = fresh - wide
        self._take(left - more / 2, top - self._high(more) / 2, fresh)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows move, plus and minus size."""
        key = Qt.Key(event.key())
        if key in _MOVES:
            right, down = _MOVES[key]
            self.move_by(right * _STEP, down * _STEP)
        elif key in _SIZES:
            self.grow(_SIZES[key])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Size the frame."""
        self.grow(_GROWTH if event.angleDelta().y() > 0 else 1 / _GROWTH)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of the frame."""
        self._grabbed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Move the frame with the mouse."""
        if self._grabbed is None:
            return
        area, way = self._area(), event.position() - self._grabbed
        self._grabbed = event.position()
        self.move_by(way.x() / area.width(), way.y() / area.height())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Let the frame go."""
        self._grabbed = None

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the picture, darker outside of the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self._area()
        painter.drawImage(area, self._picture)
        left, top, wide = self.part
        frame = QRectF(
            area.left() + left * area.width(),
            area.top() + top * area.height(),
            wide * area.width(),
            self._high(wide) * area.height(),
        )
        veil = QColor(0, 0, 0, 140)
        for outside in (
            QRectF(area.left(), area.top(), area.width(), frame.top() - area.top()),
            QRectF(area.left(), frame.bottom(), area.width(), area.bottom() - frame.bottom()),
            QRectF(area.left(), frame.top(), frame.left() - area.left(), frame.height()),
            QRectF(frame.right(), frame.top(), area.right() - frame.right(), frame.height()),
        ):
            painter.fillRect(outside, veil)
        painter.setPen(QPen(theme().color("accent"), theme().size(3 if self.hasFocus() else 2)))
        painter.drawRect(frame)
        painter.end()

    def _take(self, left: float, top: float, wide: float) -> None:
        self.part = (
            min(max(left, 0.0), 1 - wide),
            min(max(top, 0.0), 1 - self._high(wide)),
            wide,
        )
        self.update()

    def _high(self, wide: float) -> float:
        """Return the height of a frame so wide, both in shares of the picture."""
        return wide * self._picture.width() * _RATIO / self._picture.height()

    def _area(self) -> QRectF:
        """Return where the picture stands."""
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())


class CropDialog(DialogFrame):
    """Shows a photo with its frame; `taken` gets the part that was chosen."""

    def __init__(self, window: QWidget, picture: QImage, taken: Callable[[Part], object]) -> None:
        super().__init__(window)
        self._taken = taken
        self.setWindowTitle("Pilih bagian foto")
        head = DialogHead("user", "Pilih bagian foto")
        head.show_subtitle("Panah atau seret menggeser, + dan - mengubah besar bingkai 3 x 4.")
        head.close_button.clicked.connect(self.reject)
        self.frame = CropFrame(picture)
        smaller = parts.icon_button("minus", "Bingkai lebih kecil", "-")
        larger = parts.icon_button("plus", "Bingkai lebih besar", "+")
        smaller.clicked.connect(self._smaller)
        larger.clicked.connect(self._larger)
        cancel = parts.button("Batal", key="Esc")
        cancel.clicked.connect(self.reject)
        use = parts.button("Pakai foto", "check", "primary", "Return")
        use.setDefault(True)
        use.clicked.connect(self._use)
        foot = parts.row(smaller, larger, None, cancel, use)
        foot.setContentsMargins(*(theme().size(side) for side in (16, 10, 16, 10)))
        body = parts.column(self.frame)
        body.setContentsMargins(*(theme().size(side) for side in (18, 14, 18, 14)))
        self.box.addWidget(head)
        self.box.addLayout(body, 1)
        self.box.addWidget(parts.frame("dialog_foot", foot))
        self.frame.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_measures(self) -> None:
        """Take the size of a dialog with one picture."""
        self.resize(QSize(theme().size(640), theme().size(600)).boundedTo(self._room()))

    def _smaller(self) -> None:
        self.frame.grow(1 / _GROWTH)

    def _larger(self) -> None:
        self.frame.grow(_GROWTH)

    def _use(self) -> None:
        self.accept()
        self._taken(self.frame.part)
