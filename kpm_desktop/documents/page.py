"""Paper sizes, the pen that draws in millimetres from the top left, and the marks for a later scan.

What stands on a page is the business of the document modules. Sources: paper.md section 1, papers/README.md.
"""

import dataclasses
import functools
import io
import itertools
import re
from collections.abc import Iterable
from typing import Any, Literal

import zxingcpp
from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from kpm_desktop.documents import fonts
from kpm_desktop.documents.lean_pages import PageEnds

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
_LAST_ZERO = re.compile(r"(\.\d)0 ")
_BITS = bytes(ord("0" if value else "1") for value in range(256))
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
        self._shown: dict[tuple[str, str, float], str] = {}

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
        if not tracking and font not in fonts.KERNED:
            self._plain(x, y, text, font, size, colour)
            return
        if tracking:
            # Readers take wide tracking for spaces: the span says what the text is.
            spelled = (b"\xfe\xff" + text.encode("utf-16-be")).hex()
            self.canvas.addLiteral(f"/Span <</ActualText <{spelled}>>> BDC")
        place = f"{x * mm:.3f} {self._up(y):.3f}"
        spaced = (f"{tracking:.3f} Tc ", "0 Tc ") if tracking else ("", "")
        shown = self._placed(text, font, size)
        self.canvas.addLiteral(f"{_rgb(colour)} rg BT {place} Td {spaced[0]}{shown}{spaced[1]}ET")
        if tracking:
            self.canvas.addLiteral("EMC")

    def line(self, start: Point, end: Point, width: float, colour: str = BLACK) -> None:
        """Draw a straight line `width` mm thick."""
        self.canvas.addLiteral(
            f"{_rgb(colour)} RG {width * mm:.3f} w {start[0] * mm:.3f} {self._up(start[1]):.3f} m "
            f"{end[0] * mm:.3f} {self._up(end[1]):.3f} l S"
        )

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
        colours = f"{_rgb(fill)} rg " if fill else ""
        if stroke:
            colours += f"{_rgb(stroke)} RG {line * mm:.3f} w "
        paint = "B" if fill and stroke else "f" if fill else "S" if stroke else "n"
        corner = f"{x * mm:.3f} {self._up(y + height):.3f}"
        self.canvas.addLiteral(f"{colours}{corner} {width * mm:.3f} {height * mm:.3f} re {paint}")

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
        path = _Path([(x * mm, self._up(y)) for x, y in points], closed=closed)
        if stroke:
            self.canvas.setStrokeColor(_colour(stroke))
            self.canvas.setLineWidth(line * mm)
        if fill:
            self.canvas.setFillColor(_colour(fill))
        self.canvas.drawPath(path, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def disc(
        self, x: float, y: float, radius: float, *, fill: str | None = None, stroke: str | None = None
    ) -> None:
        """Draw a circle, filled or outlined with a hairline."""
        if fill:
            self.canvas.setFillColor(_colour(fill))
        if stroke:
            self.canvas.setStrokeColor(_colour(stroke))
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
        count, data = qr_bits(text)
        self.canvas.setFillColor(_colour(BLACK))
        # reportlab writes page streams as UTF-8: only an ASCII filter brings the bits through.
        self.canvas.addLiteral(
            f"q {size * mm:.4f} 0 0 {size * mm:.4f} {x * mm:.4f} {self._up(y + size):.4f} cm "
            f"BI /W {count} /H {count} /IM true /D [1 0] /BPC 1 /F /AHx ID {data}> EI Q"
        )

    def _plain(self, x: float, y: float, text: str, font: str, size: float, colour: str) -> None:
        """Draw a line without kerning or tracking: the operators of `drawString` at a third of its cost."""
        key = (text, font, size)
        if key not in self._shown:
            self._shown[key] = self._operators(text, font, size)
        place = f"{x * mm:.2f} {self._up(y):.2f}"
        self.canvas.addLiteral(f"{_rgb(colour)} rg BT {place} Td {self._shown[key]}ET")

    def _operators(self, text: str, font: str, size: float) -> str:
        """Return what shows a text, in the subsets of its font that reportlab puts into the file."""
        document, escape = self.canvas._doc, self.canvas._escape  # noqa: SLF001 (there is no public way)
        face = pdfmetrics.getFont(font)
        return "".join(
            f"{face.getSubsetInternalName(subset, document)} {size:g} Tf ({escape(part)}) Tj "
            for subset, part in face.splitString(text, document)
        )

    def _placed(self, text: str, font: str, size: float) -> str:
        """Return what shows a kerned text: runs of letters, and after each how far the next one moves."""
        document, escape = self.canvas._doc, self.canvas._escape  # noqa: SLF001 (there is no public way)
        plain, advances = fonts.letter_advances(font), fonts.advances(text, font)
        face, done, shown = pdfmetrics.getFont(font), 0, []
        for subset, part in face.splitString(text, document):
            runs, start = [], 0
            for end in range(1, len(part) + 1):
                if closer := plain[text[done + end - 1]] - advances[done + end - 1]:
                    runs.append(f"({escape(part[start:end])}) {closer:g}")
                    start = end
            name, rest = face.getSubsetInternalName(subset, document), f"({escape(part[start:])})"
            line = f"[{' '.join(runs)} {rest}] TJ" if runs else f"{rest} Tj"
            shown.append(f"{name} {size:g} Tf {line} ")
            done += len(part)
        return "".join(shown)

    def _up(self, y: float) -> float:
        return float((self.paper.height - y) * mm)


@functools.cache
def _colour(name: str) -> Any:
    """Return a colour as reportlab takes it; `name` is `#RRGGBB`."""
    return HexColor(name)


@functools.cache
def _rgb(colour: str) -> str:
    """Return a colour as the operands of `rg` and `RG`."""
    return " ".join(f"{part:.4g}" for part in _colour(colour).rgb())


class _Path:
    """A path of straight steps, written as reportlab does, to hundredths of a point, in a sixth of the time.

    The steps of one guilloche frame are 57,000 numbers' worth of its own number formatting.
    """

    def __init__(self, points: list[Point], *, closed: bool) -> None:
        pairs = "%.2f %.2f m " + "%.2f %.2f l " * (len(points) - 1)
        code = pairs % tuple(itertools.chain.from_iterable(points))
        code = (
            _LAST_ZERO.sub(r"\1 ", f" {code}".replace(".00 ", " "))
            .replace(" 0.", " .")
            .replace(" -0 ", " 0 ")
        )
        self._code = f"n{code}h" if closed else f"n{code.rstrip()}"

    def getCode(self) -> str:  # noqa: N802 (reportlab asks for it)
        return self._code


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
            pdfVersion=(1, 4),  # else the version depends on whether a frame was drawn or kept
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor(_AUTHOR)
        self.canvas.setCreator(_AUTHOR)
        self._ends = PageEnds(self.canvas)
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
        self._ends.end()

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


def qr_bits(text: str) -> tuple[int, str]:
    """Return how many modules a side of the code has, and its rows as a 1-bit picture in hex; 1 is dark."""
    count, pixels = _qr_pixels(text)
    width = (count + 7) // 8
    empty = b"0" * (width * 8 - count)
    digits = pixels.translate(_BITS)
    rows = [digits[start : start + count] for start in range(0, count * count, count)]
    return count, int(empty.join([*rows, b""]), 2).to_bytes(width * count, "big").hex()


def _qr_pixels(text: str) -> tuple[int, bytes]:
    """Return how many modules a side has, and a byte for each, row by row; 0 is dark."""
    options: dict[str, Any] = {"ec_level": "M", "data_mask": _FIXED_MASK}
    if not text.isascii():
        options["eci"] = "UTF-8"  # else a curly apostrophe is written as Shift-JIS
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, **options)
    image: Any = zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False)
    pixels = memoryview(image)
    assert pixels.shape is not None  # noqa: S101 (a picture has two sides)
    return pixels.shape[0], pixels.tobytes()


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
