"""A paper as a list of placed things: what is issued is frozen as this list, and every PDF is drawn from it.

A `Sketchbook` is drawn on like a page; the `Drawing` it becomes is JSON-able, has a hash, and is drawn again
years later without measuring anything anew. What stands on several pages (a letter's body) is one layer.
"""

import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from reportlab.lib.units import mm

from kpm_desktop.documents import fonts
from kpm_desktop.documents.page import BLACK, GREY, PAPERS, Anchor, Pages, Paper, Pen, Point, start_of
from kpm_desktop.domain.problem import Problem

WORDS = {"draft": "KONSEP"}
_WIDEST_SPACE = 2.6  # mm a space may grow by, before a line is rather left ragged
Mark = tuple[Any, ...]
"""One placed thing: a letter for its kind, then its measures in mm and points."""


@dataclasses.dataclass(frozen=True, slots=True)
class Drawing:
    """A finished paper: layers of marks, and for each page the layers it shows, from below.

    `assets` are the pictures it needs, by SHA-256 in hex; `problems` are F.402 and F.404 met on the way.
    """

    paper: Paper
    title: str
    layers: tuple[tuple[Mark, ...], ...]
    pages: tuple[tuple[int, ...], ...]
    assets: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


class Sketch(Pen):
    """A pen that keeps what it draws instead of drawing it."""

    def __init__(self, paper: Paper, book: "Sketchbook") -> None:
        super().__init__(None, paper)
        self.marks: list[Mark] = []
        self._book = book

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
        """Keep one line, literally; its left end is fixed here."""
        if text:
            left = start_of(x, text, font, size, anchor, tracking)
            self._note(text, font)
            self.marks.append(("t", _round(left), _round(y), text, font, size, colour, tracking))

    def justified(self, x: float, y: float, text: str, font: str, size: float, width: float) -> None:
        """Keep one line whose spaces are widened until it is `width` mm wide."""
        spaces = text.count(" ")
        room = width - fonts.width(text, font, size)
        if not spaces or not 0 <= room <= spaces * _WIDEST_SPACE:
            self.text(x, y, text, font, size)
            return
        self._note(text, font)
        self.marks.append(("j", _round(x), _round(y), text, font, size, _round(room / spaces * mm)))

    def line(self, start: Point, end: Point, width: float, colour: str = BLACK) -> None:
        """Keep a straight line `width` mm thick."""
        self.marks.append(("l", *map(_round, (*start, *end)), width, colour))

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
        """Keep a rectangle."""
        self.marks.append(("b", *map(_round, (x, y, width, height)), fill, stroke, line))

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """Keep a PNG or JPEG; its bytes stand beside the drawing, once."""
        name = hashlib.sha256(data).hexdigest()
        self._book.assets[name] = data
        self.marks.append(("p", name, *map(_round, (x, y, width, height))))

    def code(self, text: str, x: float, y: float, size: float) -> None:
        """Keep a QR code."""
        self.marks.append(("q", text, *map(_round, (x, y, size))))

    def problem(self, field: str, code: str, **values: str) -> None:
        """Tell what does not fit."""
        self._book.problems.append(Problem(field, code, values))

    def _note(self, text: str, font: str) -> None:
        if missing := fonts.missing_glyphs(text, font):
            self.problem("text", "F.404", text=text, missing=missing)


class Sketchbook:
    """Collects the pages of one paper."""

    def __init__(self, paper: Paper, title: str) -> None:
        fonts.register()
        self.paper, self.title = paper, title
        self.assets: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self._layers: list[Sketch] = []
        self._pages: list[tuple[int, ...]] = []

    @property
    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._pages)

    def layer(self) -> tuple[int, Sketch]:
        """Return a new layer for several pages and the pen that draws on it."""
        self._layers.append(Sketch(self.paper, self))
        return len(self._layers) - 1, self._layers[-1]

    def page(self, *layers: int) -> Sketch:
        """Begin a page over these layers; returns the pen for what stands on this page only."""
        own, pen = self.layer()
        self._pages.append((*layers, own))
        return pen

    def page_pens(self) -> list[Sketch]:
        """Return the pen of each page, for what is known only at the end (Halaman x dari y)."""
        return [self._layers[layers[-1]] for layers in self._pages]

    def finish(self) -> Drawing:
        """Return the finished paper; one without a page gets an empty one."""
        if not self._pages:
            self.page()
        layers = tuple(tuple(sketch.marks) for sketch in self._layers)
        problems = tuple({_key(one): one for one in self.problems}.values())
        return Drawing(self.paper, self.title, layers, tuple(self._pages), dict(self.assets), problems)


def draw(
    drawing: Drawing,
    *,
    draft: bool = False,
    copy_line: str = "",
    on_page: Callable[[int], None] | None = None,
) -> bytes:
    """Return the PDF; a draft says KONSEP, `copy_line` is the small line of a reprint ("Salinan ke-1, ...").

    `on_page` gets the number of pages drawn so far and may raise to stop.
    """
    pages = Pages(drawing.paper, drawing.title)
    uses = Counter(layer for page in drawing.pages for layer in page)
    player = _Player(pages, drawing.assets)
    for layer in sorted(layer for layer, count in uses.items() if count > 1):
        pages.canvas.beginForm(f"layer-{layer}")
        player.play(drawing.layers[layer])
        pages.canvas.endForm()
    middle, height = drawing.paper.width / 2, drawing.paper.height
    for done, layers in enumerate(drawing.pages, 1):
        for layer in layers:
            if uses[layer] > 1:
                pages.canvas.doForm(f"layer-{layer}")
            else:
                player.play(drawing.layers[layer])
        if draft:
            pages.pen.text(
                middle, 9.0, WORDS["draft"], "LS", 9, anchor="centre", colour="#8C8C8C", tracking=3.0
            )
        if copy_line:
            pages.pen.text(middle, height - 13.0, copy_line, "LS", 7, anchor="centre", colour=GREY)
        pages.next()
        if on_page:
            on_page(done)
    return pages.finish()


class _Player:
    """Draws kept marks on the canvas; each picture is put into the file once."""

    def __init__(self, pages: Pages, assets: Mapping[str, bytes]) -> None:
        self._canvas, self._pen = pages.canvas, pages.pen
        self._assets = assets

    def play(self, marks: tuple[Mark, ...]) -> None:
        for mark in marks:
            self._play(mark)

    def _play(self, mark: Mark) -> None:
        pen = self._pen
        match mark:
            case ("t", x, y, text, font, size, colour, tracking):
                pen.text(x, y, text, font, size, colour=colour, tracking=tracking)
            case ("j", x, y, text, font, size, space):
                self._canvas.setFillColor(BLACK)
                self._canvas.setFont(font, size)
                up = (pen.paper.height - y) * mm
                self._canvas.drawString(x * mm, up, text, wordSpace=space)  # never kerned: office forms
            case ("l", x, y, x2, y2, width, colour):
                pen.line((x, y), (x2, y2), width, colour)
            case ("b", x, y, width, height, fill, stroke, line):
                pen.box(x, y, width, height, fill=fill, stroke=stroke, line=line)
            case ("p", name, x, y, width, height):
                pen.picture(self._assets[name], x, y, width, height)
            case ("q", text, x, y, size):
                pen.code(text, x, y, size)
            case _:
                raise ValueError(f"unknown mark: {mark[:1]}")


def to_json(drawing: Drawing) -> str:
    """Return the drawing as the text that is stored; the pictures stay in the data file."""
    paper = (drawing.paper.name, drawing.paper.width, drawing.paper.height)
    value = {"v": 1, "paper": paper, "title": drawing.title, "layers": drawing.layers, "pages": drawing.pages}
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str, asset: Callable[[str], bytes]) -> Drawing:
    """Return a drawing as it was frozen; `asset` gives a picture by its SHA-256."""
    value = json.loads(text)
    name, width, height = value["paper"]
    paper = PAPERS.get(name, Paper(name, width, height))
    paper = dataclasses.replace(paper, width=width, height=height)
    layers = tuple(tuple(tuple(mark) for mark in layer) for layer in value["layers"])
    needed = {mark[1] for layer in layers for mark in layer if mark[0] == "p"}
    pages = tuple(tuple(page) for page in value["pages"])
    return Drawing(paper, value["title"], layers, pages, {one: asset(one) for one in sorted(needed)})


def assets_json(drawing: Drawing) -> str:
    """Return the names of the pictures as the text that is stored."""
    return json.dumps(sorted(drawing.assets), separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 of a stored drawing, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def _round(value: float) -> float:
    return round(value, 3)


def _key(problem: Problem) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return problem.field, problem.code, tuple(sorted(problem.values.items()))
