"""Paper sizes, the pen that draws in millimetres from the top left, and the marks for a later scan.

What stands on a page is the business of the document modules. Sources: paper.md section 1, papers/README.md.
"""

import dataclasses
import io
import itertools
from collections.abc import Iterable
from typing import Any, Literal

import zxingcpp
from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kpm_desktop.documents import fonts

rl_config.useA85 = 0  # compressed streams stay binary: a fifth smaller

Anchor = Literal["left", "centre", "right"]
Point = tuple[float, float]

BLACK = "#000000"
GREY = "#444444"
WHITE = "#FFFFFF"
_AUTHOR = "KPM Desktop"
_MARK = 4.0
_MARK_SIDE = 8.0
_MARK_TOP = 10.0
_MARK_BOTTOM = 12.0
_SHEET_CODE = (20.0, 13.5, 12.0)  # left edge, lower edge above the paper's edge, size
_FIXED_MASK = 3  # reads as well as a searched one and costs a seventh of the time


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """A sheet size in mm."""

    name: str
    width: float
    height: float

    def landscape(self) -> "Paper":
        """Return the same sheet with the long side across."""
        return Paper(self.name, max(self.width, self.height), min(self.width, self.height))


A4 = Paper("A4", 210.0, 297.0)
F4 = Paper("F4", 215.0, 330.0)
PAPERS: dict[str, Paper] = {paper.name: paper for paper in (A4, F4)}


class Pen:
    """Draws on one canvas; x from the left and y from the top edge in mm, sizes and tracking in points."""

    def __init__(self, canvas: Any, paper: Paper) -> None:
        self.canvas = canvas
        self.paper = paper

    def text(
        self,
        x: float,
        y: float,
        text: str,
        font: str,
        size: float,
        *,
        anchor: Anchor = "left",
        colour: str = BLACK,
        tracking: float = 0.0,
    ) -> None:
        """Draw one line, literally; `y` is its baseline."""
        if not text:
            return
        x = start_of(x, text, font, size, anchor, tracking)
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.setFont(font, size)
        if tracking:
            # Readers take wide tracking for spaces: the span says what the text is.
            spelled = (b"\xfe\xff" + text.encode("utf-16-be")).hex()
            self.canvas.addLiteral(f"/Span <</ActualText <{spelled}>>> BDC")
        self.canvas.drawString(x * mm, self._up(y), fonts.shaped(text, font), charSpace=tracking)
        if tracking:
            self.canvas.addLiteral("EMC")

    def line(self, start: Point, end: Point, width: float, colour: str = BLACK) -> None:
        """Draw a straight line `width` mm thick."""
        self.canvas.setStrokeColor(HexColor(colour))
        self.canvas.setLineWidth(width * mm)
        self.canvas.line(start[0] * mm, self._up(start[1]), end[0] * mm, self._up(end[1]))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        line: float = 0.2,
    ) -> None:
        """Draw a rectangle whose upper left corner is (x, y), filled or outlined or both."""
        if fill:
            self.canvas.setFillColor(HexColor(fill))
        if stroke:
            self.canvas.setStrokeColor(HexColor(stroke))
            self.canvas.setLineWidth(line * mm)
        self.canvas.rect(
            x * mm,
            self._up(y + height),
            width * mm,
            height * mm,
            stroke=int(bool(stroke)),
            fill=int(bool(fill)),
        )

    def curve(
        self,
        points: Iterable[Point],
        *,
        stroke: str | None = None,
        line: float = 0.2,
        fill: str | None = None,
        closed: bool = False,
    ) -> None:
        """Draw a path through the points by straight steps."""
        path = self.canvas.beginPath()
        for index, (x, y) in enumerate(points):
            (path.lineTo if index else path.moveTo)(round(x * mm, 2), round(self._up(y), 2))
        if closed:
            path.close()
        if stroke:
            self.canvas.setStrokeColor(HexColor(stroke))
            self.canvas.setLineWidth(line * mm)
        if fill:
            self.canvas.setFillColor(HexColor(fill))
        self.canvas.drawPath(path, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def disc(
        self, x: float, y: float, radius: float, *, fill: str | None = None, stroke: str | None = None
    ) -> None:
        """Draw a circle, filled or outlined with a hairline."""
        if fill:
            self.canvas.setFillColor(HexColor(fill))
        if stroke:
            self.canvas.setStrokeColor(HexColor(stroke))
            self.canvas.setLineWidth(0.15 * mm)
        self.canvas.circle(x * mm, self._up(y), radius * mm, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """Draw a PNG or JPEG inside the box, whole, centred, never distorted."""
        self.canvas.drawImage(
            ImageReader(io.BytesIO(data)),
            x * mm,
            self._up(y + height),
            width * mm,
            height * mm,
            mask="auto",
            preserveAspectRatio=True,
            anchor="c",
        )

    def code(self, text: str, x: float, y: float, size: float) -> None:
        """Draw a QR code, level M, as a 1-bit picture of `size` mm without its white border."""
        rows = qr_modules(text)
        count = len(rows)
        width = (count + 7) // 8
        data = "".join(
            f"{int(''.join('1' if dark else '0' for dark in row).ljust(width * 8, '0'), 2):0{width * 2}x}"
            for row in rows
        )
        self.canvas.setFillColor(HexColor(BLACK))
        # reportlab writes page streams as UTF-8: only an ASCII filter brings the bits through.
        self.canvas.addLiteral(
            f"q {size * mm:.4f} 0 0 {size * mm:.4f} {x * mm:.4f} {self._up(y + size):.4f} cm "
            f"BI /W {count} /H {count} /IM true /D [1 0] /BPC 1 /F /AHx ID {data}> EI Q"
        )

    def _up(self, y: float) -> float:
        return float((self.paper.height - y) * mm)


class Pages:
    """A PDF being made: same input, same bytes; every font embedded."""

    def __init__(self, paper: Paper, title: str) -> None:
        fonts.register()
        self._buffer = io.BytesIO()
        self.canvas = Canvas(
            self._buffer,
            pagesize=self.points(paper),
            pageCompression=1,
            invariant=1,
            initialFontName="LS",
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor(_AUTHOR)
        self.canvas.setCreator(_AUTHOR)
        self.pen = Pen(self.canvas, paper)

    @staticmethod
    def points(paper: Paper) -> Point:
        """Return a sheet's width and height in points."""
        return paper.width * mm, paper.height * mm

    def turn_to(self, paper: Paper) -> None:
        """Make the page that begins now one of this sheet."""
        self.canvas.setPageSize(self.points(paper))
        self.pen = Pen(self.canvas, paper)

    def next(self) -> None:
        """End this page."""
        self.canvas.showPage()

    def finish(self) -> bytes:
        """Return the PDF; the page being drawn must have been ended by `next`."""
        self.canvas.save()
        return self._buffer.getvalue()


def start_of(x: float, text: str, font: str, size: float, anchor: Anchor, tracking: float = 0.0) -> float:
    """Return where a line begins, in mm, when `x` is its left end, its middle or its right end."""
    if anchor == "left":
        return x
    width = fonts.width(text, font, size, tracking)
    return x - (width / 2 if anchor == "centre" else width)


def qr_modules(text: str) -> list[list[bool]]:
    """Return the rows of a QR code of level M without border; True is dark."""
    options: dict[str, Any] = {"ec_level": "M", "data_mask": _FIXED_MASK}
    if not text.isascii():
        options["eci"] = "UTF-8"  # else a curly apostrophe is written as Shift-JIS
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, **options)
    image: Any = zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False)
    rows: Any = memoryview(image).tolist()
    return [[value == 0 for value in row] for row in rows]


def draw_scan_marks(pen: Pen, code: str) -> None:
    """Draw the four corner squares (the upper left one with a hole) and the sheet's QR at the lower left.

    Source: paper.md section 1, "Marks for a later scan": centres 10 mm from the sides, 12 from the top, 14
    from the bottom edge; QR symbol 12 mm, left edge 20 and lower edge 13.5 mm from the paper's edges.
    """
    across = (_MARK_SIDE, pen.paper.width - _MARK_SIDE - _MARK)
    down = (_MARK_TOP, pen.paper.height - _MARK_BOTTOM - _MARK)
    for x, y in itertools.product(across, down):
        pen.box(x, y, _MARK, _MARK, fill=BLACK)
    hole = (_MARK - 1.6) / 2
    pen.box(across[0] + hole, down[0] + hole, 1.6, 1.6, fill=WHITE)
    left, lower, size = _SHEET_CODE
    pen.code(code, left, pen.paper.height - lower - size, size)
