"""The page of a layout with its boxes: chosen, dragged and sized with the mouse, moved with arrow keys."""

import dataclasses

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain.layouts import FIELDS, Box, Layout
from kpm_desktop.ui.layouts.snap import GRID, MOVE, Guides, dragged
from kpm_desktop.ui.theme import theme

HANDLES = {
    "left top": (0.0, 0.0), "top": (0.5, 0.0), "right top": (1.0, 0.0), "right": (1.0, 0.5),
    "right bottom": (1.0, 1.0), "bottom": (0.5, 1.0), "left bottom": (0.0, 1.0), "left": (0.0, 0.5),
}  # fmt: skip
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FAR = 10
_HANDLE = 8
_REACH = 7
_MM_PER_INCH = 25.4
_MARGIN = 12
_DRAWN_AFTER = 80  # milliseconds after the last change of size
_SETTLES_AFTER = 500  # milliseconds after the last arrow key, before the move is kept


class LayoutCanvas(QWidget):
    """`picked` tells another box is current (-1: none), `changed` a box that was moved or sized, once."""

    picked = Signal(int)
    changed = Signal(int, object)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.layout_shown = Layout()
        self.current = -1
        self._boxes: list[Box] = []
        self._pdf = b""
        self._drawn = QPixmap()
        self._wrong: frozenset[str] = frozenset()
        self._guides = Guides()
        self._drag: tuple[QPointF, Box, frozenset[str]] | None = None
        self._nudged = QTimer(self)
        self._nudged.setSingleShot(True)
        self._nudged.setInterval(_SETTLES_AFTER)
        self._nudged.timeout.connect(self.settle)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(_DRAWN_AFTER)
        self._resized.timeout.connect(self._render)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Halaman tata letak")

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of a page at which its texts can be read."""
        return QSize(theme().size(800), theme().size(560))

    def show_layout(self, layout: Layout) -> None:
        """Show these boxes; the current one stays current as long as it is there."""
        self.layout_shown, self._boxes = layout, list(layout.boxes)
        if self.current >= len(self._boxes):
            self.pick(-1)
        self._tell()
        self.update()

    def show_page(self, pdf: bytes, wrong: frozenset[str]) -> None:
        """Show the page that would be printed below the boxes; `wrong` are fields with a problem."""
        self._pdf, self._wrong = pdf, wrong
        self._render()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Draw the page anew once the size stays."""
        super().resizeEvent(event)
        self._resized.start()

    def _render(self) -> None:
        if self._pdf:
            ratio = self.devicePixelRatioF()
            dpi = self.sheet().width() / self.layout_shown.size[0] * _MM_PER_INCH * ratio
            with workflows.show_pages.open_pdf(self._pdf) as document:
                pixels = document.pixels(0, dpi)
            picture = QImage(
                pixels.data, pixels.width, pixels.height, pixels.stride, QImage.Format.Format_RGB888
            )
            self._drawn = QPixmap.fromImage(picture)
        self.update()

    def pick(self, place: int) -> None:
        """Make a box the current one, -1 none."""
        if place != self.current:
            self.settle()
            self.current = place
            self.picked.emit(place)
        self._tell()
        self.update()

    def sheet(self) -> QRectF:
        """Return where the page is drawn, in pixels of this widget."""
        width, height = self.layout_shown.size
        room = self.rect().adjusted(_MARGIN, 2 * _MARGIN, -_MARGIN, -_MARGIN)
        scale = max(min(room.width() / width, room.height() / height), 0.1)
        left = room.left() + (room.width() - width * scale) / 2
        top = room.top() + (room.height() - height * scale) / 2
        return QRectF(left, top, width * scale, height * scale)

    def place_of(self, box: Box) -> QRectF:
        """Return where a box is drawn."""
        sheet = self.sheet()
        scale = sheet.width() / self.layout_shown.size[0]
        return QRectF(
            sheet.left() + box.x * scale, sheet.top() + box.y * scale, box.width * scale, box.height * scale
        )

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the handle of the current box, or the smallest box below the pointer."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position()
        edges = self._handle_at(at)
        if not edges:
            below = [place for place, box in enumerate(self._boxes) if self.place_of(box).contains(at)]
            area = {place: self._boxes[place].width * self._boxes[place].height for place in below}
            self.pick(min(below, key=lambda place: area[place], default=-1))
            edges = MOVE
        if self.current >= 0:
            self.settle()
            self._drag = at, self._boxes[self.current], edges

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag; Alt lets the box go where it will."""
        if self._drag is None:
            self._follow_pointer(event.position())
            return
        begun, box, edges = self._drag
        scale = self.sheet().width() / self.layout_shown.size[0]
        by = event.position() - begun
        free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        others = [one for place, one in enumerate(self._boxes) if place != self.current]
        moved, self._guides = dragged(
            box,
            (by.x() / scale, by.y() / scale),
            edges,
            others,
            self.layout_shown.size,
            0.0 if free else _REACH / scale,
        )
        self._boxes[self.current] = moved
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Keep where the box was dragged to."""
        self._drag, self._guides = None, Guides()
        self.settle()
        self.update()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows move by half a mm, with Shift by five, with Ctrl they size; Del takes the box out."""
        key = Qt.Key(event.key())
        if key in _ARROWS and self.current >= 0:
            self._nudge(_ARROWS[key], event.modifiers())
        elif key == Qt.Key.Key_Delete and self.current >= 0:
            self.removed.emit(self.current)
        elif key == Qt.Key.Key_Escape and self.current >= 0:
            self.pick(-1)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab goes from box to box and leaves after the last one."""
        wanted = self.current + (1 if forward else -1)
        if 0 <= wanted < len(self._boxes):
            self.pick(wanted)
            return True
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Keep what the arrow keys did."""
        self.settle()
        super().focusOutEvent(event)
        self.update()

    def _nudge(self, way: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        step = GRID * (_FAR if modifiers & Qt.KeyboardModifier.ShiftModifier else 1)
        sizes = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        by = (way[0] * step, way[1] * step)
        box, sheet = self._boxes[self.current], self.layout_shown.size
        if sizes:
            edges = frozenset({"right"} if way[0] else {"bottom"})
            self._boxes[self.current], _ = dragged(box, by, edges, (), sheet, 0.0)
        else:
            x = min(max(box.x + by[0], 0.0), sheet[0] - box.width)
            y = min(max(box.y + by[1], 0.0), sheet[1] - box.height)
            self._boxes[self.current] = dataclasses.replace(box, x=round(x, 2), y=round(y, 2))
        self._nudged.start()
        self._tell()
        self.update()

    def settle(self) -> None:
        """Tell once what became of the current box."""
        self._nudged.stop()
        if 0 <= self.current < min(len(self._boxes), len(self.layout_shown.boxes)):
            box = self._boxes[self.current]
            if box != self.layout_shown.boxes[self.current]:
                self.changed.emit(self.current, box)

    # inside

    def _handle_at(self, at: QPointF) -> frozenset[str]:
        if self.current < 0:
            return frozenset()
        place = self.place_of(self._boxes[self.current])
        for name, (across, along) in HANDLES.items():
            corner = QPointF(place.left() + across * place.width(), place.top() + along * place.height())
            if max(abs(at.x() - corner.x()), abs(at.y() - corner.y())) <= _HANDLE:
                return frozenset(name.split())
        return frozenset()

    def _follow_pointer(self, at: QPointF) -> None:
        shapes = {
            frozenset({"left"}): Qt.CursorShape.SizeHorCursor,
            frozenset({"right"}): Qt.CursorShape.SizeHorCursor,
            frozenset({"top"}): Qt.CursorShape.SizeVerCursor,
            frozenset({"bottom"}): Qt.CursorShape.SizeVerCursor,
            frozenset({"left", "top"}): Qt.CursorShape.SizeFDiagCursor,
            frozenset({"right", "bottom"}): Qt.CursorShape.SizeFDiagCursor,
            frozenset({"right", "top"}): Qt.CursorShape.SizeBDiagCursor,
            frozenset({"left", "bottom"}): Qt.CursorShape.SizeBDiagCursor,
        }
        on_box = any(self.place_of(box).contains(at) for box in self._boxes)
        plain = Qt.CursorShape.SizeAllCursor if on_box else Qt.CursorShape.ArrowCursor
        self.setCursor(shapes.get(self._handle_at(at), plain))

    def _tell(self) -> None:
        if self.current < 0:
            self.setAccessibleDescription("Tidak ada kotak yang dipilih")
            return
        box = self._boxes[self.current]
        place = f"{box.x:g} mm dari kiri, {box.y:g} mm dari atas".replace(".", ",")
        self.setAccessibleDescription(f"{FIELDS[box.field].words}, {place}")

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw page, boxes, handles and guides."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("sunk"))
        sheet = self.sheet()
        painter.fillRect(sheet.adjusted(-1, -1, 1, 1), theme().color("strong"))
        painter.fillRect(sheet, Qt.GlobalColor.white)
        if not self._drawn.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(sheet, self._drawn, QRectF(self._drawn.rect()))
        self._draw_moving(painter, sheet)
        for place, box in enumerate(self._boxes):
            if place != self.current:
                self._draw_box(painter, box)
        if self.current >= 0:
            self._draw_current(painter, self._boxes[self.current])
        self._draw_guides(painter, sheet)
        painter.end()

    def _draw_moving(self, painter: QPainter, sheet: QRectF) -> None:
        """Let what is drawn in the box that is being moved go along, until the page is drawn anew."""
        if self._drag is None or self._drag[2] != MOVE or self._drawn.isNull():
            return
        begun, moved = self.place_of(self._drag[1]), self.place_of(self._boxes[self.current])
        if begun != moved:
            scale = self._drawn.width() / sheet.width()
            taken = begun.translated(-sheet.topLeft())
            source = QRectF(
                taken.x() * scale, taken.y() * scale, taken.width() * scale, taken.height() * scale
            )
            painter.setOpacity(0.75)
            painter.drawPixmap(moved, self._drawn, source)
            painter.setOpacity(1.0)

    def _draw_box(self, painter: QPainter, box: Box) -> None:
        # The page is always light, so are the colours on it.
        colour = QColor("#C9362F") if box.field in self._wrong else QColor("#76828B")
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.place_of(box))

    def _draw_current(self, painter: QPainter, box: Box) -> None:
        place = self.place_of(box)
        accent = QColor("#0B6A75")
        painter.setPen(QPen(accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)
        painter.setBrush(accent if self.hasFocus() else Qt.GlobalColor.white)
        for across, along in HANDLES.values():
            corner = QPointF(place.left() + across * place.width(), place.top() + along * place.height())
            painter.drawRect(QRectF(corner.x() - 3, corner.y() - 3, 6, 6))
        if self._drag is None and not self._nudged.isActive():
            return
        words = f"{FIELDS[box.field].words}  {box.x:g} ; {box.y:g}  {box.width:g} x {box.height:g} mm"
        painter.setFont(theme().font("hint"))
        room = painter.fontMetrics().boundingRect(words).adjusted(-4, -2, 4, 2)
        room.moveTo(round(place.left()), round(place.top()) - room.height() - 6)
        painter.fillRect(room, accent)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words.replace(".", ","))

    def _draw_guides(self, painter: QPainter, sheet: QRectF) -> None:
        scale = sheet.width() / self.layout_shown.size[0]
        painter.setPen(QPen(QColor("#C9362F"), 1))
        for x in self._guides.upright:
            at = sheet.left() + x * scale
            painter.drawLine(QPointF(at, sheet.top()), QPointF(at, sheet.bottom()))
        for y in self._guides.level:
            at = sheet.top() + y * scale
            painter.drawLine(QPointF(sheet.left(), at), QPointF(sheet.right(), at))
