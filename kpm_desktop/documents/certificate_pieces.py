"""Certificates as frozen lists of placed pieces: collected, stored as JSON, drawn. No wording, no live data.

A reprint draws the stored list; frames are named by design and version and stay in the code.
"""

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kpm_desktop.documents import certificate_klasik, fitting, fonts
from kpm_desktop.documents.fitting import DoesNotFit
from kpm_desktop.documents.page import A4, BLACK, GREY, Anchor, Pages, Pen, start_of
from kpm_desktop.domain.problem import Problem

WORDS = {"title": "Sertifikat", "draft": "KONSEP"}
HINT_X = 64.0
_PAPER = A4.landscape()

Piece = Mapping[str, Any]
"""One placed thing, JSON-able: `kind` text, line, box, picture, code or frame; measures in mm and points."""


@dataclasses.dataclass(frozen=True, slots=True)
class FrozenCertificate:
    """An issued certificate: design and version, the placed pieces, the assets (SHA-256) they need."""

    design: str
    version: int
    pieces: tuple[Piece, ...]
    assets: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Printout:
    """One certificate to be drawn; `copy_line` is the small foot line of a reprint ("Salinan ke-1, ...")."""

    frozen: FrozenCertificate
    copy_line: str = ""


class PieceList:
    """Collects the pieces of one page and the problems met on the way."""

    def __init__(self, page: int) -> None:
        self.page = page
        self.pieces: list[Piece] = []
        self.problems: list[Problem] = []

    def frame(self, side: str) -> None:
        """Begin with the design's frame of that side."""
        self._add("frame", side=side)

    def text(
        self,
        field: str,
        x: float,
        y: float,
        text: str,
        font: str,
        size: float,
        *,
        anchor: Anchor = "centre",
        colour: str = BLACK,
        tracking: float = 0.0,
    ) -> float:
        """Place one line and return its width; its left end is frozen, so nothing is measured again."""
        if missing := fonts.missing_glyphs(text, font):
            self.problem(field, "F.404", text=text, missing=missing)
        width = fonts.width(text, font, size, tracking)
        if text:
            left = start_of(x, text, font, size, anchor, tracking)
            self._add(
                "text",
                text=text,
                font=font,
                size=size,
                x=left,
                y=y,
                colour=colour,
                tracking=tracking,
                width=width,
            )
        return width

    def fitted(
        self,
        field: str,
        x: float,
        y: float,
        text: str,
        font: str,
        sizes: tuple[float, float],
        width: float,
        *,
        anchor: Anchor = "centre",
        colour: str = BLACK,
        tracking: float = 0.0,
    ) -> float:
        """Place one line, shrunk to its box between two sizes; return its width, 0 when it does not fit."""
        fitted = fitting.fit_line(text, width, font, *sizes, tracking)
        if isinstance(fitted, DoesNotFit):
            self.problem(field, "F.402", text=text)
            return 0.0
        line = fitted.lines[0]
        return self.text(
            field, x, y, text, font, line.size, anchor=anchor, colour=colour, tracking=line.tracking
        )

    def line(
        self, start: tuple[float, float], end: tuple[float, float], width: float, colour: str = BLACK
    ) -> None:
        """Place a straight line."""
        self._add("line", x=start[0], y=start[1], x2=end[0], y2=end[1], line=width, colour=colour)

    def box(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Place a filled rectangle."""
        self._add("box", x=x, y=y, width=width, height=height, colour=fill)

    def picture(self, asset: str, x: float, y: float, size: float) -> None:
        """Place an asset, named by its SHA-256 in hex, in a square."""
        self._add("picture", asset=asset, x=x, y=y, width=size, height=size)

    def code(self, text: str, x: float, y: float, size: float) -> None:
        """Place a QR code of `size` mm."""
        self._add("code", text=text, x=x, y=y, size=size)

    def problem(self, field: str, code: str, **values: str) -> None:
        """Note a problem of a field."""
        self.problems.append(Problem(field, code, values))

    def _add(self, kind: str, **values: Any) -> None:
        rounded = {
            key: round(value, 3) if isinstance(value, float) else value for key, value in values.items()
        }
        self.pieces.append({"kind": kind, "page": self.page, **rounded})


def digest(frozen: FrozenCertificate) -> str:
    """Return the SHA-256 (hex) of everything that is frozen."""
    whole = [frozen.design, frozen.version, list(frozen.pieces), list(frozen.assets)]
    return hashlib.sha256(_canonical(whole).encode()).hexdigest()


def pieces_json(frozen: FrozenCertificate) -> str:
    """Return the pieces as the text that is stored."""
    return _canonical(list(frozen.pieces))


def assets_json(frozen: FrozenCertificate) -> str:
    """Return the assets as the text that is stored."""
    return _canonical(list(frozen.assets))


def from_json(design: str, version: int, pieces: str, assets: str) -> FrozenCertificate:
    """Return a certificate as it was frozen; `digest` tells whether it still is what was issued."""
    return FrozenCertificate(design, version, tuple(json.loads(pieces)), tuple(json.loads(assets)))


def draw(
    printouts: Sequence[Printout],
    assets: Mapping[str, bytes],
    *,
    draft: bool = False,
    on_done: Callable[[int], None] | None = None,
) -> bytes:
    """Return one PDF of all printouts in their order, each with its back; frames are stored once.

    `assets` holds the pictures by SHA-256 (hex). `draft` prints KONSEP in the margin. `on_done` is called
    with the number of certificates drawn so far and may raise to stop.

    Raises:
        KeyError: an asset or a design version is not there.
    """
    pages = Pages(_PAPER, WORDS["title"])
    for design, version in sorted(
        {(printout.frozen.design, printout.frozen.version) for printout in printouts}
    ):
        for side, drawing in _FRAMES[design, version].items():
            pages.canvas.beginForm(f"{design}-{version}-{side}")
            drawing(pages.pen)
            pages.canvas.endForm()
    for index, printout in enumerate(printouts, start=1):
        _draw_one(pages, printout, assets, draft=draft)
        if on_done:
            on_done(index)
    return pages.finish()


_FRAMES: dict[tuple[str, int], dict[str, Callable[[Pen], None]]] = {
    ("klasik", 1): {"front": certificate_klasik.draw_front, "back": certificate_klasik.draw_back},
}


def _draw_one(pages: Pages, printout: Printout, assets: Mapping[str, bytes], *, draft: bool) -> None:
    frozen = printout.frozen
    for number in sorted({piece["page"] for piece in frozen.pieces}):
        for piece in frozen.pieces:
            if piece["page"] == number:
                _draw_piece(pages, frozen, piece, assets)
        if draft:
            pages.pen.text(
                _PAPER.width / 2,
                7.5,
                WORDS["draft"],
                "LS",
                9,
                anchor="centre",
                colour="#8C8C8C",
                tracking=3.0,
            )
        if printout.copy_line and number == 1:
            hinted = any(piece["kind"] == "code" for piece in frozen.pieces)
            pages.pen.text(HINT_X if hinted else 32.0, 185.2, printout.copy_line, "LS", 7, colour=GREY)
        pages.next()


def _draw_piece(pages: Pages, frozen: FrozenCertificate, piece: Piece, assets: Mapping[str, bytes]) -> None:
    pen, x, y = pages.pen, piece.get("x", 0.0), piece.get("y", 0.0)
    match piece["kind"]:
        case "frame":
            pages.canvas.doForm(f"{frozen.design}-{frozen.version}-{piece['side']}")
        case "text":
            pen.text(
                x,
                y,
                piece["text"],
                piece["font"],
                piece["size"],
                colour=piece["colour"],
                tracking=piece["tracking"],
            )
        case "line":
            pen.line((x, y), (piece["x2"], piece["y2"]), piece["line"], piece["colour"])
        case "box":
            pen.box(x, y, piece["width"], piece["height"], fill=piece["colour"])
        case "picture":
            pen.picture(assets[piece["asset"]], x, y, piece["width"], piece["height"])
        case "code":
            pen.code(piece["text"], x, y, piece["size"])
        case kind:
            raise ValueError(f"unknown piece: {kind}")


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
