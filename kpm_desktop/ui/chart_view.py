"""A bar chart on the screen, in the theme's tokens. What it shows and where: `domain.charts`."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kpm_desktop.domain.charts import Anchor, BarChart, Placed, Style, Tone, place
from kpm_desktop.ui.theme import theme

_TONES: dict[Tone, str] = {
    "bar": "bar",
    "low": "under5",
    "track": "track",
    "rule": "border",
    "mark": "strong",
}
_FONTS: dict[Style, tuple[str, str]] = {
    "label": ("secondary", "text"),
    "value": ("header", "text"),
    "hint": ("hint", "muted"),
}
_NOTHING = BarChart((), 1.0)


class ChartView(QWidget):
    """Shows a chart as wide as it is let, and as high as its bars need."""

    def __init__(self) -> None:
        super().__init__()
        self._chart = _NOTHING
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.updateGeometry)

    def show_chart(self, chart: BarChart) -> None:
        """Show another chart."""
        self._chart = chart
        self.setAccessibleName(chart.in_words)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:  # noqa: N802, D102 (Qt's name)
        return round(self._placed(width).height)

    def sizeHint(self) -> QSize:  # noqa: N802, D102 (Qt's name)
        width = max(self.width(), theme().size(320))
        return QSize(theme().size(320), self.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._placed(self.width()).draw(_ScreenPainter(painter), 0.0)
        painter.end()

    def _placed(self, width: int) -> Placed:
        return place(self._chart, _ScreenPainter(None), 0.0, float(width))


class _ScreenPainter:
    """Measures and draws in pixels; a name that is too long is elided at the right."""

    def __init__(self, painter: QPainter | None) -> None:
        self._painter = painter
        self.unit = float(theme().metrics("secondary").height())

    def width(self, text: str, style: Style) -> float:
        return QFontMetricsF(theme().font(_FONTS[style][0])).horizontalAdvance(text)

    def lines(self, text: str, width: float) -> Sequence[str]:
        metrics = QFontMetricsF(theme().font(_FONTS["label"][0]))
        return (metrics.elidedText(text, Qt.TextElideMode.ElideRight, width + 0.5),)

    def box(self, x: float, y: float, width: float, height: float, tone: Tone) -> None:
        if self._painter is not None:
            self._painter.fillRect(QRectF(x, y, width, height), theme().color(_TONES[tone]))

    def text(self, x: float, middle: float, text: str, style: Style, anchor: Anchor) -> None:
        if self._painter is None:
            return
        font, ink = _FONTS[style]
        metrics = QFontMetricsF(theme().font(font))
        back = {"left": 0.0, "centre": 0.5, "right": 1.0}[anchor] * metrics.horizontalAdvance(text)
        self._painter.setFont(theme().font(font))
        self._painter.setPen(theme().color(ink))
        base = middle + (metrics.ascent() - metrics.descent()) / 2
        self._painter.drawText(QPointF(x - back, base), text)
