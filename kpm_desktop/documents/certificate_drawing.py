"""Frozen certificates as PDF: frames, and whatever all of a run have in common, are stored once.

What is drawn is the list of pieces alone, in its order. Which frames there are: `certificate_designs`.
"""

import dataclasses
import itertools
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from kpm_desktop.documents import kept_frames
from kpm_desktop.documents.certificate_designs import FRAMES
from kpm_desktop.documents.certificate_pieces import FrozenCertificate, Piece
from kpm_desktop.documents.ink import pen_for
from kpm_desktop.documents.page import A4, GREY, PAPERS, Pages, Paper, Pen

WORDS = {"title": "Sertifikat", "draft": "KONSEP"}
_OFTEN = 20
_LOOKED_AT = 400
_OLD_COPY_PLACES = ((64.0, 185.2, "left"), (32.0, 185.2, "left"))  # with a QR, without
_BARE = frozenset({"none", "own"})
_Group: TypeAlias = tuple[Hashable, ...]
_Row: TypeAlias = tuple[Piece, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Printout:
    """One certificate to be drawn; `copy_line` is the small foot line of a reprint ("Salinan ke-1, ...")."""

    frozen: FrozenCertificate
    copy_line: str = ""


def draw(
    printouts: Iterable[Printout],
    assets: Mapping[str, bytes],
    *,
    draft: bool = False,
    on_done: Callable[[int], None] | None = None,
) -> bytes:
    """Return one PDF of all printouts in their order, each with its back; frames are stored once.

    They may come one by one: what many have in common is taken from the first few hundred. `assets` holds the
    pictures by SHA-256 (hex). `draft` prints KONSEP in the margin. `on_done` is called
    with the number of certificates drawn so far and may raise to stop.

    Raises:
        KeyError: an asset or a design version is not there.
    """
    pages = Pages(A4.landscape(), WORDS["title"])
    coming = iter(printouts)
    first = list(itertools.islice(coming, _LOOKED_AT))
    drawing = Drawing(pages, [printout.frozen for printout in first], assets)
    for index, printout in enumerate(itertools.chain(first, coming), start=1):
        drawing.prepare(printout.frozen)
        _draw_one(pages, drawing, printout, draft=draft)
        if on_done:
            on_done(index)
    return pages.finish()


def sheet_of(frozen: FrozenCertificate) -> Paper:
    """Return the sheet a certificate was made for, across."""
    frame = next((piece for piece in frozen.pieces if piece["kind"] == "frame"), Piece())
    return PAPERS[frame.get("paper", "A4")].landscape()


def page_numbers(frozen: FrozenCertificate) -> list[int]:
    """Return the pages of a certificate: front and back."""
    return sorted({piece["page"] for piece in frozen.pieces})


class Drawing:
    """Draws pages of frozen certificates on the pages of a PDF.

    To be made between two pages: what several of `run` have in common, frame and texts, is defined then.
    """

    def __init__(self, pages: Pages, run: Iterable[FrozenCertificate], assets: Mapping[str, bytes]) -> None:
        self._pages = pages
        self._assets = assets
        self._shared: dict[tuple[_Group, _Row], str] = {}
        self._common: dict[_Group, frozenset[Piece]] = {}
        self._framed: set[_Group] = set()
        for group, pieces in _by_page(run).items():
            self._define_frame(pieces[0][0], group)
            if len(pieces) > 1:
                self._define_common(group, pieces)

    def prepare(self, frozen: FrozenCertificate) -> None:
        """Define the frames of a certificate that was not in `run`; between two pages."""
        for pieces in _pages_of(frozen):
            group = _group(frozen, pieces)
            if group not in self._framed:
                self._define_frame(pieces[0], group)

    def draw(self, frozen: FrozenCertificate, number: int) -> None:
        """Draw one page of a certificate where the canvas stands."""
        pieces = [piece for piece in frozen.pieces if piece["page"] == number]
        pen = Pen(self._pages.canvas, sheet_of(frozen))
        group = _group(frozen, pieces)
        for is_common, row in _rows(pieces, self._common.get(group, frozenset())):
            if is_common and (name := self._shared.get((group, row))):
                self._pages.canvas.doForm(name)
                continue
            for piece in row:
                self._draw_piece(pen, piece, group)

    def _define_frame(self, frame: Piece, group: _Group) -> None:
        self._framed.add(group)
        design, version, _, side, paper, _ = group
        if side in _BARE or frame["kind"] != "frame":
            return
        sheet = PAPERS[str(paper)].landscape()
        canvas = self._pages.canvas
        canvas.setPageSize(self._pages.points(sheet))
        draw = FRAMES[str(design), int(str(version))][str(side)]
        pen = pen_for(frame.get("ink", "full"), canvas, sheet)
        kept_frames.define(canvas, _frame_name(group), group, partial(draw, pen))

    def _define_common(self, group: _Group, run: Sequence[Sequence[Piece]]) -> None:
        """Define a form for each row of pieces that several pages have: pieces of one in twenty and more."""
        counted = Counter(itertools.chain.from_iterable(run))
        often = max(2, len(run) / _OFTEN)
        common = frozenset(piece for piece, count in counted.items() if count >= often)
        self._common[group] = common
        rows = Counter(row for pieces in run for is_common, row in _rows(pieces, common) if is_common)
        pen = Pen(self._pages.canvas, PAPERS[str(group[4])].landscape())
        for row, count in rows.items():
            if count < 2:
                continue
            name = self._shared[group, row] = f"common-{len(self._shared)}"
            self._pages.canvas.setPageSize(self._pages.points(pen.paper))
            self._pages.canvas.beginForm(name)
            for piece in row:
                self._draw_piece(pen, piece, group)
            self._pages.canvas.endForm()

    def _draw_piece(self, pen: Pen, piece: Piece, group: _Group) -> None:
        x, y = piece.get("x", 0.0), piece.get("y", 0.0)
        match piece["kind"]:
            case "frame":
                if piece["side"] not in _BARE:
                    self._pages.canvas.doForm(_frame_name(group))
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
                pen.picture(self._assets[piece["asset"]], x, y, piece["width"], piece["height"])
            case "code":
                pen.code(piece["text"], x, y, piece["size"])
            case kind:
                raise ValueError(f"unknown piece: {kind}")


def _draw_one(pages: Pages, drawing: Drawing, printout: Printout, *, draft: bool) -> None:
    frozen = printout.frozen
    sheet = sheet_of(frozen)
    for number in page_numbers(frozen):
        pages.turn_to(sheet)
        drawing.draw(frozen, number)
        if draft:
            pages.pen.text(
                sheet.width / 2, 7.5, WORDS["draft"], "LS", 9, anchor="centre", colour="#8C8C8C", tracking=3.0
            )
        if printout.copy_line and number == 1:
            x, y, anchor = _copy_place(frozen)
            pages.pen.text(x, y, printout.copy_line, "LS", 7, anchor=anchor, colour=GREY)
        pages.next()


def _copy_place(frozen: FrozenCertificate) -> Any:
    frame = frozen.pieces[0]
    if "copy_x" in frame:
        return frame["copy_x"], frame["copy_y"], frame["copy_anchor"]
    return _OLD_COPY_PLACES[not any(piece["kind"] == "code" for piece in frozen.pieces)]


def _by_page(run: Iterable[FrozenCertificate]) -> dict[_Group, list[list[Piece]]]:
    """Return the pieces of each page, those with the same frame together, in a lasting order."""
    found: dict[_Group, list[list[Piece]]] = {}
    for frozen in run:
        for pieces in _pages_of(frozen):
            found.setdefault(_group(frozen, pieces), []).append(pieces)
    return dict(sorted(found.items(), key=lambda item: str(item[0])))


def _pages_of(frozen: FrozenCertificate) -> Iterator[list[Piece]]:
    for number in page_numbers(frozen):
        yield [piece for piece in frozen.pieces if piece["page"] == number]


def _group(frozen: FrozenCertificate, pieces: Sequence[Piece]) -> _Group:
    frame = pieces[0]
    number, side = frame["page"], frame.get("side", "none")
    return (
        frame.get("design", frozen.design),
        frame.get("version", frozen.version),
        number,
        side,
        frame.get("paper", "A4"),
        frame.get("ink", "full"),
    )


def _frame_name(group: _Group) -> str:
    return "-".join(str(part) for part in group)


def _rows(pieces: Sequence[Piece], common: frozenset[Piece]) -> Iterator[tuple[bool, _Row]]:
    """Yield neighbouring pieces, those in `common` and the others in turn."""
    for is_common, row in itertools.groupby(pieces, common.__contains__):
        yield is_common, tuple(row)
