"""Scans of signed sheets, made up: printed pages, signatures drawn by Pillow, then what scanners do.

Shares no code with the reader: pages are drawn by pypdfium2, places come from the frozen sheet.
"""

import dataclasses
import io
import math
import random
import statistics
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Line = list[Point]

STROKES = (
    "loops", "zigzag", "initials", "wave", "ellipse", "paraf", "humps", "angles", "spiral", "scribble",
    "letters", "flourish",
)  # fmt: skip
KINDS = (*STROKES, "light", "crossing", "thumb", "tick")
PENS = ((20, 20, 30), (25, 40, 130), (40, 60, 160), (10, 10, 10), (120, 20, 30))
LIGHT_PENS = ((150, 150, 155), (135, 150, 205), (160, 160, 165))
_TILE = 600  # pixels of noise that are repeated
_FINE = 2  # pages are drawn so many times finer than they are scanned


@dataclasses.dataclass(frozen=True, slots=True)
class Handling:
    """What happens to a page on its way: turned, tilted, curled, shaded, blurred, noisy, pressed as JPEG."""

    dpi: int = 200
    angle: float = 0.0
    quarters: int = 0
    keystone: float = 0.0
    bend: float = 0.0
    shadow: float = 0.0
    blur: float = 0.4
    noise: float = 4.0
    quality: int = 80
    background: int = 255


@dataclasses.dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the number of the row, the box in mm and the kind of his signature ("" for none)."""

    number: int
    box: Box
    kind: str


def dice(seed: int) -> random.Random:
    """Return chance that can be thrown again."""
    return random.Random(seed)  # noqa: S311


def harsh(chance: random.Random) -> Handling:
    """Return what a hurried office does to a page, by chance."""
    return Handling(
        dpi=chance.choice((200, 200, 240, 300)),
        angle=chance.uniform(-5.0, 5.0),
        quarters=chance.choice((0, 0, 0, 1, 2, 3)),
        keystone=chance.choice((0.0, 0.0, chance.uniform(0.0, 0.05))),
        bend=chance.choice((0.0, 0.0, chance.uniform(-0.015, 0.015))),
        shadow=chance.choice((0.0, chance.uniform(0.1, 0.45))),
        blur=chance.uniform(0.3, 0.8),
        noise=chance.uniform(2.0, 9.0),
        quality=chance.choice((60, 70, 80, 90)),
        background=chance.choice((255, 255, 30, 120)),
    )


def draw_pages(pdf: bytes, dpi: int) -> list[Image.Image]:
    """Return the pages of a PDF, twice as fine as `dpi`, ready to be signed."""
    document: Any = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=dpi * _FINE / 72).to_pil().convert("RGB") for page in document]
    document.close()
    return pages


def sign(page: Image.Image, dpi: int, signers: Sequence[Signer], chance: random.Random) -> None:
    """Let everybody sign on a page of `draw_pages`."""
    scale = dpi * _FINE / 25.4
    for signer in signers:
        if signer.kind == "thumb":
            _thumb(page, signer.box, scale, chance)
        elif signer.kind:
            _write(page, signer, scale, chance)


def scan(page: Image.Image, handling: Handling, chance: random.Random) -> Image.Image:
    """Return a page of `draw_pages` as a scanner or a phone gives it."""
    width, height = page.width // _FINE, page.height // _FINE
    made = page.resize((width, height), Image.Resampling.BOX)
    if handling.shadow:
        made = ImageChops.multiply(made, _shadow(made.size, handling.shadow, chance).convert("RGB"))
    fill = (handling.background,) * 3
    if handling.keystone:
        tilt = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, -handling.keystone / width, -handling.keystone / height)
        made = made.transform(
            made.size, Image.Transform.PERSPECTIVE, tilt, Image.Resampling.BILINEAR, fillcolor=fill
        )  # fmt: skip
    if handling.bend:
        by = handling.bend * width
        quad = (-by, 0, 0, height, width, height - by / 2, width + by, by / 2)
        made = made.transform(
            made.size, Image.Transform.QUAD, quad, Image.Resampling.BILINEAR, fillcolor=fill
        )  # fmt: skip
    made = made.rotate(
        handling.angle, Image.Resampling.BILINEAR, expand=True, fillcolor=fill
    )  # fmt: skip
    made = made.filter(ImageFilter.BoxBlur(handling.blur))
    made = _noisy(made, handling.noise)
    turns = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
    turn = turns[handling.quarters % 4]
    if turn is not None:
        made = made.transpose(turn)
    return Image.open(io.BytesIO(as_jpeg(made, handling.quality))).convert("RGB")


def as_jpeg(page: Image.Image, quality: int = 80, exif: Image.Exif | None = None) -> bytes:
    """Return a page as the bytes of a JPEG."""
    buffer = io.BytesIO()
    page.save(buffer, "JPEG", quality=quality, exif=exif or Image.Exif())
    return buffer.getvalue()


def as_pdf(pages: Sequence[Image.Image], dpi: int) -> bytes:
    """Return pages as the PDF that a scanner makes of them."""
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", resolution=dpi, save_all=True, append_images=list(pages[1:]), quality=85)
    return buffer.getvalue()


def _shadow(size: tuple[int, int], depth: float, chance: random.Random) -> Image.Image:
    """Return brightness that falls towards one side, sometimes with the soft edge of a hand."""
    side = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize(size)
    darkest = round(255 * (1 - depth))
    made = side.point([255 - value * (255 - darkest) // 255 for value in range(256)])
    if chance.random() < 0.5:
        hand = Image.new("L", size, 255)
        width, height = size
        x, y = chance.uniform(0.2, 0.8) * width, chance.uniform(0.2, 0.8) * height
        corners = [
            (x, y),
            (width * 1.2, y - height * 0.2),
            (width * 1.2, height * 1.2),
            (x * 0.9, height * 1.2),
        ]
        ImageDraw.Draw(hand).polygon(corners, fill=round(255 * (1 - depth / 2)))
        made = ImageChops.multiply(made, hand.filter(ImageFilter.GaussianBlur(width / 150)))
    return made


def _grain(size: tuple[int, int], sigma: float) -> Image.Image:
    """Return grey noise around 128; Pillow's own begins elsewhere each time, this is always the same."""
    even = random.Random(sigma).randbytes(size[0] * size[1])  # noqa: S311
    normal = statistics.NormalDist(128, sigma)
    bent = [min(255, max(0, round(normal.inv_cdf((value + 0.5) / 256)))) for value in range(256)]
    return Image.frombytes("L", size, even).point(bent)


def _noisy(page: Image.Image, sigma: float) -> Image.Image:
    if not sigma:
        return page
    tile = _grain((_TILE, _TILE), sigma)
    noise = Image.new("L", page.size)
    for left in range(0, page.width, _TILE):
        for top in range(0, page.height, _TILE):
            noise.paste(tile, (left, top))
    return ImageChops.add(page, noise.convert("RGB"), 1, -128)


def _write(page: Image.Image, signer: Signer, scale: float, chance: random.Random) -> None:
    x, y, width, height = signer.box
    kind = signer.kind
    shift = (chance.uniform(-1.0, 1.0), chance.uniform(-0.8, 0.8))
    colour, thick = chance.choice(PENS), chance.uniform(0.3, 0.7)
    room = (chance.uniform(11.0, width - 4.0), chance.uniform(6.0, height - 6.5))
    if kind == "light":
        colour, thick = chance.choice(LIGHT_PENS), chance.uniform(0.28, 0.4)
        kind = chance.choice(STROKES)
    elif kind == "crossing":
        kind = chance.choice(STROKES)
        way = chance.uniform(0.0, 2 * math.pi)
        shift = (math.cos(way) * 6.0, math.sin(way) * 5.5)
        room = (chance.uniform(12.0, width - 3.0), chance.uniform(8.0, height - 5.0))
    elif kind == "tick":
        room = (chance.uniform(5.0, 9.0), chance.uniform(4.0, 8.0))
    elif kind == "paraf":
        room = (chance.uniform(6.0, 9.0), chance.uniform(5.0, 8.0))
    left = x + (width - room[0]) / 2 + shift[0]
    top = y + (height - room[1]) / 2 + 0.8 + shift[1]
    pen = ImageDraw.Draw(page)
    for line in _lines(kind, chance):
        points = [((left + u * room[0]) * scale, (top + v * room[1]) * scale) for u, v in line]
        pen.line(points, fill=colour, width=max(round(thick * scale), 1), joint="curve")


def _lines(kind: str, chance: random.Random) -> Iterator[Line]:  # noqa: C901, PLR0912 (one match)
    """Yield the strokes of a signature in a square of side 1, y downwards."""
    count = chance.randint(4, 7)
    wild = chance.uniform(0.8, 1.2)
    match kind:
        case "loops":
            yield _curve(lambda t: (t + 0.12 * math.sin(count * 2 * math.pi * t),
                                    0.5 - 0.45 * wild / 1.2 * math.cos(count * 2 * math.pi * t)))  # fmt: skip
        case "zigzag":
            yield [(i / (2 * count), 0.05 if i % 2 else 0.95) for i in range(2 * count + 1)]
        case "initials":
            yield _curve(lambda t: (0.4 * t, 0.5 - 0.5 * math.sin(math.pi * t)))
            yield [(0.08, 0.55), (0.38, 0.5)]
            yield _curve(lambda t: (0.6 + 0.3 * math.sin(2.6 * math.pi * t), 0.9 * t))
            yield [(0.9, 0.95), (0.95, 0.98)]
        case "wave":
            yield _curve(lambda t: (t, 0.35 + 0.3 * math.sin(count * math.pi * t) * (1 - t / 2)))
            yield [(0.1, 0.9), (0.95, 0.82)]
        case "ellipse":
            yield _curve(
                lambda t: (0.5 + 0.45 * math.cos(2 * math.pi * t), 0.5 + 0.35 * math.sin(2 * math.pi * t))
            )
            yield [(0.0, 0.75), (1.0, 0.25)]
        case "paraf":
            yield _curve(lambda t: (0.5 + 0.5 * t * math.cos(7 * t), 0.5 + 0.5 * t * math.sin(7 * t)))
            yield [(0.2, 1.0), (0.9, 0.1)]
        case "humps":
            yield _curve(lambda t: (t, 0.7 - 0.5 * abs(math.sin(count * math.pi * t))))
        case "angles":
            yield [(0.0, 1.0), (0.15, 0.05), (0.3, 0.9), (0.45, 0.0), (0.6, 0.95), (0.62, 0.5), (1.0, 0.4)]
        case "spiral":
            yield _curve(
                lambda t: (0.5 + 0.48 * t * math.cos(count * 4 * t), 0.5 + 0.48 * t * math.sin(count * 4 * t))
            )
        case "scribble":
            yield _smooth([(chance.random(), chance.random()) for _ in range(7)])
        case "letters":
            for place in range(count):
                left = place / count
                yield _curve(lambda t, left=left: (left + 0.8 / count * (0.5 - 0.5 * math.cos(4 * t)),
                                                   0.35 + 0.4 * math.sin(5 * t)))  # fmt: skip
        case "flourish":
            yield _curve(lambda t: (0.25 + 0.25 * math.cos(6.5 * t), 0.3 + 0.3 * math.sin(6.5 * t)))
            yield _smooth([(0.45, 0.4), (0.6, 0.7), (0.8, 0.5), (1.0, 0.95), (0.3, 0.9)])
        case "dash":  # not a signature, though some write it for "not here"
            yield [(0.1, 0.5), (0.9, 0.52)]
        case _:
            yield [(0.0, 0.55), (0.35, 1.0), (1.0, 0.0)]


def _curve(at: Any, steps: int = 120) -> Line:
    return [at(step / steps) for step in range(steps + 1)]


def _smooth(corners: Line) -> Line:
    """Return a line through the middles of the corners, bent at each of them."""
    found: Line = [corners[0]]
    for one, middle, other in zip(corners, corners[1:], corners[2:], strict=False):
        start = ((one[0] + middle[0]) / 2, (one[1] + middle[1]) / 2)
        end = ((middle[0] + other[0]) / 2, (middle[1] + other[1]) / 2)
        for step in range(11):
            t = step / 10
            weights = ((1 - t) ** 2, 2 * t * (1 - t), t * t)
            found.append(
                tuple(  # type: ignore[arg-type]
                    weights[0] * start[axis] + weights[1] * middle[axis] + weights[2] * end[axis]
                    for axis in (0, 1)
                )
            )
    return [*found, corners[-1]]


def _thumb(page: Image.Image, box: Box, scale: float, chance: random.Random) -> None:
    """Press an inked thumb into a box: ridges half a millimetre apart, blotted here and there."""
    x, y, width, height = box
    across, down = chance.uniform(10.0, 14.0), chance.uniform(12.0, 15.0)
    size = (round(across * scale), round(down * scale))
    mask = Image.new("L", size, 0)
    pen = ImageDraw.Draw(mask)
    turn = chance.uniform(0.0, 3.0)
    radius = 0.3
    middle = (size[0] / 2, size[1] * 0.55)
    while radius < max(across, down):
        wobble = chance.uniform(-0.05, 0.05)
        rim = [
            (
                middle[0] + (radius + wobble) * scale * math.cos(angle / 20) * 0.8,
                middle[1] + (radius + wobble) * scale * math.sin(angle / 20 + 0.05 * turn),
            )
            for angle in range(127)
        ]
        pen.line(rim, fill=chance.randint(130, 230), width=max(round(0.28 * scale), 1))
        radius += 0.52
    outline = Image.new("L", size, 0)
    ImageDraw.Draw(outline).ellipse((0, 0, *size), fill=255)
    mask = ImageChops.multiply(mask, outline)
    blot = _grain((size[0] // 12 + 1, size[1] // 12 + 1), 70).resize(size)
    mask = ImageChops.multiply(mask, blot.point([min(255, 70 + value) for value in range(256)]))
    place = (round((x + (width - across) / 2 + chance.uniform(-2, 2)) * scale),
             round((y + (height - down) / 2 + 1.0) * scale))  # fmt: skip
    page.paste(chance.choice(((40, 30, 110), (30, 30, 40))), place, mask)
