# ruff: noqa: INP001 (a script, no package)
"""Draws emblem.png, a neutral stand-in for a region's emblem: a ring, eight leaves. No official emblem."""

import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).resolve().parent
FONT = HERE.parent / "fonts" / "LiberationSans-Bold.ttf"
SIZE = 480
FINE = 4
INK = (15, 61, 54, 255)
WORDS = ("LAMBANG", "DAERAH")


def main() -> None:
    """Write the picture beside this file."""
    side = SIZE * FINE
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    centre = side / 2
    for radius, width in ((0.490, 0.016), (0.455, 0.005), (0.385, 0.005)):
        ring(pen, centre, radius * side, round(width * side))
    for step in range(48):
        angle = math.tau * step / 48
        dot(pen, centre + 0.42 * side * math.cos(angle), centre + 0.42 * side * math.sin(angle), 0.006 * side)
    for step in range(8):
        leaf(pen, centre, side, math.tau * (step + 0.5) / 8)
    font = ImageFont.truetype(str(FONT), round(0.075 * side))
    for word, y in zip(WORDS, (-0.045, 0.045), strict=True):
        pen.text((centre, centre + y * side), word, fill=INK, font=font, anchor="mm")
    shape = image.getchannel("A").resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    picture = Image.new("RGBA", (SIZE, SIZE), INK)
    picture.putalpha(shape)
    picture.save(HERE / "emblem.png", optimize=True)


def ring(pen: ImageDraw.ImageDraw, centre: float, radius: float, width: int) -> None:
    """Draw a circle."""
    box = (centre - radius, centre - radius, centre + radius, centre + radius)
    pen.ellipse(box, outline=INK, width=width)


def dot(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    """Draw a small disc."""
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=INK)


def leaf(pen: ImageDraw.ImageDraw, centre: float, side: float, angle: float) -> None:
    """Draw a leaf that points outwards."""
    points = []
    for half in (1, -1):
        for step in range(13) if half > 0 else range(12, -1, -1):
            along = step / 12
            across = half * 0.042 * math.sin(math.pi * along**0.8)
            radius = 0.235 + 0.12 * along
            points.append(
                (
                    centre + side * (radius * math.cos(angle) - across * math.sin(angle)),
                    centre + side * (radius * math.sin(angle) + across * math.cos(angle)),
                )
            )
    pen.polygon(points, fill=INK)


if __name__ == "__main__":
    main()
