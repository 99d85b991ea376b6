"""10,000 certificates drawn by us, by fpdf2 and by Qt's QPdfWriter: CPU, memory, bytes a page, ratios.

    python tests/bench/certificates.py [COUNT] [--others N]

The page: vector frame, emblem, three embedded fonts, a fitted name, a QR of a text as long as a signed one.
The other two draw the same page from the same pieces, fitted alike: the frame as one picture, which they
store once, the QR as the same modules. They draw fewer pages (`--others`) and are counted up.
Needs the extra `bench`.
"""

import argparse
import dataclasses
import io
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from fpdf import FPDF  # noqa: E402
from PIL import Image  # noqa: E402
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF  # noqa: E402
from PySide6.QtGui import (  # noqa: E402
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from kpm_desktop import paths  # noqa: E402
from kpm_desktop.documents import fonts  # noqa: E402
from kpm_desktop.documents.certificate import Look, compose  # noqa: E402
from kpm_desktop.documents.certificate_drawing import Printout, draw  # noqa: E402
from kpm_desktop.documents.certificate_pieces import FrozenCertificate  # noqa: E402
from kpm_desktop.documents.page import qr_bits  # noqa: E402
from kpm_desktop.imaging.render import Document  # noqa: E402
from paper_samples import certificate  # noqa: E402

NAMES = ("SITI", "CONTOHWATI", "MELATI", "PERAGADEWI", "KUSUMANINGTYAS", "UMPAMAWATI", "ARYA", "BIMA")
EMBLEM = "ab" * 32
MOST_QT, MOST_FPDF = 0.5, 0.4
MOST_GROWTH, MOST_PAGE, MOST_ONE = 100.0, 1536, 0.4


@dataclasses.dataclass(frozen=True)
class Measured:
    """CPU seconds, bytes of the file, growth of resident memory in MB, for a number of pages."""

    name: str
    pages: int
    cpu: float
    size: int
    growth: float

    @property
    def each(self) -> float:
        """Return milliseconds of CPU a page."""
        return self.cpu * 1000 / self.pages


def people(count: int) -> Iterator[tuple[str, str]]:
    """Yield number and name of so many people, the same every time."""
    dice = random.Random(2019)  # noqa: S311 (sample names)
    for index in range(count):
        titles = dice.choice(("", "", ", S.Pd.", ", S.Sos., M.Si."))
        yield f"400.10.3.5/{index + 1:05}/426.000/2019", " ".join(dice.choices(NAMES, k=3)) + titles


def proof_text(number: str, name: str) -> str:
    """Return a text shaped like a signed one; the signature of 86 letters is random."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    letters = random.Random(number).choices(alphabet, k=86)  # noqa: S311 (no secret)
    return f"KPM1:C|{number}|{name}|Sukodadi, Paiton|Pembinaan KPM|2019-04-12|K7Q2M9XA|{''.join(letters)}"


def composed(number: str, name: str) -> FrozenCertificate:
    """Return one certificate, fitted and placed."""
    text = dataclasses.replace(certificate(name, number=number, emblem=EMBLEM), back=None)
    return compose(
        text, look=Look("klasik"), proof_text=proof_text(number, name), short_code="K7Q2-M9XA"
    ).frozen


def ours(count: int, emblem: bytes) -> bytes:
    """Compose and draw as the program does."""
    return draw((Printout(composed(number, name)) for number, name in people(count)), {EMBLEM: emblem})


class Background:
    """The frame that fpdf2 and Qt put below each page, as pixels at 200 dpi: they have no form to reuse."""

    def __init__(self) -> None:
        bare = draw(
            [Printout(dataclasses.replace(composed("1", "A"), pieces=composed("1", "A").pieces[:1]))], {}
        )
        with Document(bare) as document:
            pixels = next(iter(document.bands(0, 200, 10_000)))
        picture = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.data)
        stream = io.BytesIO()
        picture.save(stream, "PNG")
        self.png = stream.getvalue()


def qr_packed(text: str) -> tuple[int, bytes]:
    """Return the modules a side and the same code (fixed mask) as packed rows, a 1 for each light module."""
    count, data = qr_bits(text)
    return count, bytes(255 - byte for byte in bytes.fromhex(data))


def by_fpdf(count: int, emblem: bytes, background: Background) -> bytes:
    """Draw the same pieces with fpdf2."""
    pdf = FPDF("L", "mm", "A4")
    pdf.set_auto_page_break(False)
    for key in ("EG", "EGI", "LS"):
        pdf.add_font(key, fname=str(paths.resource("fonts", fonts.FILES[key])))
    frame, logo = Image.open(io.BytesIO(background.png)), Image.open(io.BytesIO(emblem))
    for number, name in people(count):
        pdf.add_page()
        pdf.image(frame, 0, 0, 297, 210)
        for piece in composed(number, name).pieces:
            match piece["kind"]:
                case "text":
                    pdf.set_font(piece["font"], size=piece["size"])
                    pdf.set_char_spacing(piece["tracking"])
                    pdf.set_text_color(piece["colour"])
                    pdf.text(piece["x"], piece["y"], piece["text"])
                case "line":
                    pdf.set_line_width(piece["line"])
                    pdf.set_draw_color(piece["colour"])
                    pdf.line(piece["x"], piece["y"], piece["x2"], piece["y2"])
                case "picture":
                    pdf.image(logo, piece["x"], piece["y"], piece["width"], piece["height"])
                case "code":
                    side, packed = qr_packed(piece["text"])
                    code = Image.frombytes("1", (side, side), packed)
                    pdf.image(code, piece["x"], piece["y"], piece["size"], piece["size"])
    return bytes(pdf.output())


def by_qt(count: int, emblem: bytes, background: Background) -> bytes:
    """Draw the same pieces with QPdfWriter."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    writer.setPageLayout(layout)
    writer.setResolution(1200)
    made = {key: _qt_font(key) for key in ("EG", "EGI", "LS")}
    frame, logo = QImage.fromData(background.png), QImage.fromData(emblem)
    unit = 1200 / 25.4
    painter = QPainter(writer)
    for place, (number, name) in enumerate(people(count)):
        if place:
            writer.newPage()
        painter.drawImage(QRectF(0, 0, 297 * unit, 210 * unit), frame)
        for piece in composed(number, name).pieces:
            _qt_piece(painter, piece, made, logo, unit)
    painter.end()
    return bytes(buffer.data().data())


def _qt_font(key: str) -> QFont:
    number = QFontDatabase.addApplicationFont(str(paths.resource("fonts", fonts.FILES[key])))  # type: ignore[index]
    font = QFont(QFontDatabase.applicationFontFamilies(number)[0])
    font.setItalic(key == "EGI")
    return font


def _qt_piece(painter: QPainter, piece: object, made: dict[str, QFont], logo: QImage, unit: float) -> None:
    values = dict(piece)  # type: ignore[call-overload]
    x, y = values.get("x", 0.0) * unit, values.get("y", 0.0) * unit
    match values["kind"]:
        case "text":
            font = QFont(made[values["font"]])
            font.setPointSizeF(values["size"])
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, values["tracking"] * 1200 / 72)
            painter.setFont(font)
            painter.setPen(QColor(values["colour"]))
            painter.drawText(QPointF(x, y), values["text"])
        case "line":
            painter.drawLine(QPointF(x, y), QPointF(values["x2"] * unit, values["y2"] * unit))
        case "picture":
            painter.drawImage(QRectF(x, y, values["width"] * unit, values["height"] * unit), logo)
        case "code":
            side, packed = qr_packed(values["text"])
            image = QImage(packed, side, side, (side + 7) // 8, QImage.Format.Format_Mono)
            image.setColorTable([0xFF000000, 0xFFFFFFFF])
            painter.drawImage(QRectF(x, y, values["size"] * unit, values["size"] * unit), image)


def measured(name: str, pages: int, act: Callable[[], bytes]) -> Measured:
    """Run an act once and return what it took."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    size = len(act())
    cpu = time.process_time() - start
    growth = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return Measured(name, pages, cpu, size, growth)


def main() -> int:
    """Print one line a library, then the ratios; 1 when a bound is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--others", type=int, default=1_000)
    options = parser.parse_args()
    application = QGuiApplication([])
    emblem = paths.resource("sample", "emblem.png").read_bytes()
    background = Background()
    first = measured("one, first", 1, lambda: ours(1, emblem))
    one = measured("one, again", 1, lambda: ours(1, emblem))
    all_ours = measured("KPM Desktop", options.count, lambda: ours(options.count, emblem))
    fpdf = measured("fpdf2", options.others, lambda: by_fpdf(options.others, emblem, background))
    qt = measured("QPdfWriter", options.others, lambda: by_qt(options.others, emblem, background))
    del application
    for line in (first, one, all_ours, fpdf, qt):
        print(f"{line.name:12} {line.pages:6} pages  {line.cpu:7.2f} s CPU  {line.each:7.3f} ms/page  "
              f"{line.size / 1024:9.0f} KB  +{line.growth:.0f} MB")  # fmt: skip
    beyond = (all_ours.size - one.size) / max(options.count - 1, 1)
    checks = (
        ("CPU against QPdfWriter", all_ours.each / qt.each, MOST_QT),
        ("CPU against fpdf2", all_ours.each / fpdf.each, MOST_FPDF),
        ("memory growth, MB", all_ours.growth, MOST_GROWTH),
        ("bytes a page beyond the first", beyond, MOST_PAGE),
        ("one certificate, s of CPU", one.cpu, MOST_ONE),
    )
    broken = False
    for name, value, most in checks:
        broken = broken or value > most
        print(f"{name}: {value:.3f} (at most {most}){'  TOO MUCH' if value > most else ''}")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
