"""Certificates as frozen lists of placed pieces: collected and stored as JSON. No wording, no live data.

A reprint draws the stored list (`certificate_drawing`); frames are named by design and version and stay in
the code.
"""

import dataclasses
import functools
import hashlib
import json
from typing import Any

from kpm_desktop.documents import fitting, fonts
from kpm_desktop.documents.fitting import DoesNotFit
from kpm_desktop.documents.ink import Ink, text_colour
from kpm_desktop.documents.page import BLACK, WHITE, Anchor, Paper, start_of
from kpm_desktop.domain.problem import Problem


class Piece(dict[str, Any]):
    """One placed thing, JSON-able: `kind` text, line, box, picture, code or frame; measures in mm and points.

    Never changed once it is made, so that equal ones are quickly found in a run of thousands. A frame without
    `paper`, `ink` and `copy_x` is A4 across in full colour; with `design` and `version` it is of that one.
    Side `none` (blangko) and `own` (the office brings its background) draw nothing.
    """

    __slots__ = ("_hash",)
    _hash: int

    def __hash__(self) -> int:  # type: ignore[override]
        try:
            return self._hash
        except AttributeError:
            self._hash = hash(frozenset(self.items()))
            return self._hash


@dataclasses.dataclass(frozen=True, slots=True)
class FrozenCertificate:
    """An issued certificate: design and version, the placed pieces, the assets (SHA-256) they need."""

    design: str
    version: int
    pieces: tuple[Piece, ...]
    assets: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Composition:
    """A composed certificate and what the preflight says about it; blocking problems forbid issuing."""

    frozen: FrozenCertificate
    problems: tuple[Problem, ...]


class PieceList:
    """Collects the pieces of one page and the problems met on the way.

    `origin` is added to every place: on wider paper a design moves as a whole. On a `blank` (stock with a
    printed frame) only texts and codes are placed.
    """

    def __init__(self, page: int, *, ink: Ink = "full", blank: bool = False) -> None:
        self.page = page
        self.ink: Ink = ink
        self.blank = blank
        self.origin = (0.0, 0.0)
        self.pieces: list[Piece] = []
        self.problems: list[Problem] = []

    def frame(
        self,
        side: str,
        paper: Paper,
        copy: tuple[float, float, Anchor] | None = None,
        of: tuple[str, int] | None = None,
    ) -> None:
        """Begin with the design's frame of that side, or with that `of` another design and version.

        `copy` is where *Salinan ke-n* stands.
        """
        values: dict[str, Any] = {"side": "none" if self.blank else side}
        if paper.name != "A4":
            values["paper"] = paper.name
        if self.ink != "full":
            values["ink"] = self.ink
        if of:
            values |= {"design": of[0], "version": of[1]}
        if copy:
            values |= {"copy_x": copy[0], "copy_y": copy[1], "copy_anchor": copy[2]}
        self._add("frame", **values)

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
        piece, width, missing = _text_piece(
            text, x, y, font, size, anchor, text_colour(colour, self.ink), tracking, self.page, self.origin
        )
        if missing:
            self.problem(field, "F.404", text=text, missing=missing)
        if text and not (self.blank and colour == WHITE):
            self.pieces.append(piece)
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
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        width: float,
        colour: str = BLACK,
        *,
        on_blank: bool = False,
    ) -> None:
        """Place a straight line; on a blank only one that belongs to a text."""
        if on_blank or not self.blank:
            self._add("line", x=start[0], y=start[1], x2=end[0], y2=end[1], line=width, colour=colour)

    def box(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Place a filled rectangle."""
        if not self.blank:
            self._add("box", x=x, y=y, width=width, height=height, colour=fill)

    def picture(self, asset: str, x: float, y: float, width: float, height: float) -> None:
        """Place an asset, named by its SHA-256 in hex, whole in a box."""
        if not self.blank:
            self._add("picture", asset=asset, x=x, y=y, width=width, height=height)

    def background(self, asset: str, width: float, height: float) -> None:
        """Place the picture below all else; stock with a printed frame has it already."""
        self.picture(asset, 0.0, 0.0, width, height)

    def code(self, text: str, x: float, y: float, size: float) -> None:
        """Place a QR code of `size` mm."""
        self._add("code", text=text, x=x, y=y, size=size)

    def problem(self, field: str, code: str, **values: str) -> None:
        """Note a problem of a field."""
        self.problems.append(Problem(field, code, values))

    def _add(self, kind: str, **values: Any) -> None:
        if "colour" in values:
            values["colour"] = text_colour(values["colour"], self.ink)
        self.pieces.append(_piece(kind, self.page, self.origin, **values))


@functools.lru_cache(maxsize=1_000)
def _piece(kind: str, page: int, origin: tuple[float, float], **values: Any) -> Piece:
    """Return a piece, the same object for equal pieces: what a run has in common is in memory once."""
    right, down = origin
    if kind != "frame" and (right or down):
        moves = {"x": right, "y": down, "x2": right, "y2": down}
        values |= {key: values[key] + by for key, by in moves.items() if key in values}
    rounded = {key: round(value, 3) if isinstance(value, float) else value for key, value in values.items()}
    return Piece(kind=kind, page=page, **rounded)


@functools.lru_cache(maxsize=1_000)
def _text_piece(
    text: str,
    x: float,
    y: float,
    font: str,
    size: float,
    anchor: Anchor,
    colour: str,
    tracking: float,
    page: int,
    origin: tuple[float, float],
) -> tuple[Piece, float, str]:
    """Return a line placed, its width, and the letters its font lacks."""
    width = fonts.width(text, font, size, tracking)
    left = start_of(x, text, font, size, anchor, tracking)
    line = {"text": text, "font": font, "size": size, "x": left, "y": y, "colour": colour}
    piece = _piece("text", page, origin, **line, tracking=tracking, width=width)
    return piece, width, fonts.missing_glyphs(text, font)


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
    placed = tuple(map(Piece, json.loads(pieces)))
    return FrozenCertificate(design, version, placed, tuple(json.loads(assets)))


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
