"""A layout the office made: which text or picture stands in which box of the page, and how it is stored.

Placing and fitting: `kpm_desktop.documents.certificate_own`. All measures in mm from the upper left corner of
the sheet, sizes in points.
"""

import dataclasses
import json
import math
import re
from collections.abc import Container, Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple, cast

from kpm_desktop.domain.certificates import CertificateDesign
from kpm_desktop.domain.problem import Problem

FieldKind = Literal["name", "line", "text", "picture", "code"]
Anchor = Literal["left", "centre", "right"]


class LayoutField(NamedTuple):
    """Something that may stand in a box: what it is called and how it is placed."""

    words: str
    kind: FieldKind


FIELDS: Final[Mapping[str, LayoutField]] = {
    "name": LayoutField("Nama", "name"),
    "number": LayoutField("Nomor", "line"),
    "title": LayoutField("Judul", "line"),
    "given_to": LayoutField("diberikan kepada", "line"),
    "role_line": LayoutField("Jabatan dan desa", "line"),
    "body": LayoutField("Isi", "text"),
    "upper_name": LayoutField("Kop baris pertama", "line"),
    "office_name": LayoutField("Nama kantor", "line"),
    "address": LayoutField("Alamat kantor", "line"),
    "place_and_date": LayoutField("Tempat dan tanggal", "line"),
    "post": LayoutField("Jabatan penandatangan", "text"),
    "signer": LayoutField("Nama penandatangan", "line"),
    "rank": LayoutField("Pangkat", "line"),
    "nip": LayoutField("NIP", "line"),
    "emblem": LayoutField("Lambang", "picture"),
    "photo": LayoutField("Foto", "picture"),
    "code": LayoutField("Kode QR", "code"),
    "short_code": LayoutField("Kode pendek", "line"),
    "words": LayoutField("Tulisan sendiri", "text"),
}
"""Only `words` may stand on a page more than once."""
FONTS: Final[Mapping[str, str]] = {
    "EG": "EB Garamond", "EGI": "EB Garamond miring", "LA": "Lato", "LAB": "Lato tebal",
    "LAX": "Lato hitam", "LAI": "Lato miring", "LS": "Liberation Sans", "LSB": "Liberation Sans tebal",
    "LSI": "Liberation Sans miring",
}  # fmt: skip
FRAMES: Final[Mapping[str, str]] = {
    "": "Tanpa bingkai", "klasik": "Bingkai Klasik", "modern": "Bingkai Modern", "batik": "Bingkai Batik",
}  # fmt: skip
SHEETS: Final[Mapping[str, tuple[float, float]]] = {"A4": (297.0, 210.0), "F4": (330.0, 215.0)}
"""The sheets, across."""
LEAST_CODE: Final = 23.0
"""A signed QR below this many mm is not read reliably (paper.md section 3.3)."""
LEAST_SIDE: Final = 3.0
SIZES: Final = (5.0, 120.0)
MOST_TRACKING: Final = 30.0
MOST_BOXES: Final = 60
MOST_TEXT: Final = 400
_NUMBERS = ("x", "y", "width", "height", "size", "smallest", "tracking")
_COLOUR = re.compile(r"#[0-9A-F]{6}")
_HASH = re.compile(r"[0-9a-f]{64}")


class LayoutError(ValueError):
    """What should be a layout is none."""


@dataclasses.dataclass(frozen=True, slots=True)
class Box:
    """One field in its box; `smallest` is how far a text may shrink; `text` only of `words`."""

    field: str
    x: float
    y: float
    width: float
    height: float
    font: str = "EG"
    size: float = 14.0
    smallest: float = 9.0
    colour: str = "#000000"
    anchor: Anchor = "centre"
    tracking: float = 0.0
    text: str = ""

    @property
    def kind(self) -> FieldKind:
        """Return how it is placed."""
        return FIELDS[self.field].kind


@dataclasses.dataclass(frozen=True, slots=True)
class Layout:
    """All of a page: boxes from below, a background picture (SHA-256 in hex, or ""), a shipped frame or none.

    `back` names the shipped design whose back side belongs to it.
    """

    paper: str = "A4"
    boxes: tuple[Box, ...] = ()
    background: str = ""
    frame: str = ""
    back: str = "klasik"

    @property
    def size(self) -> tuple[float, float]:
        """Return the sheet's width and height."""
        return SHEETS[self.paper]


def layout_of(design: CertificateDesign) -> Layout:
    """Return a stored design's layout. Raises LayoutError for what is none."""
    try:
        boxes = json.loads(design.boxes or "[]")
        switches = json.loads(design.switches or "{}")
    except ValueError as error:
        raise LayoutError("not JSON") from error
    if not isinstance(switches, dict):
        raise LayoutError("switches")
    return layout_from(
        {
            "paper": design.paper,
            "boxes": boxes,
            "background": design.background,
            "frame": switches.get("frame", ""),
            "back": design.base,
        }
    )


def is_readable(design: CertificateDesign) -> bool:
    """Tell whether a stored design holds a layout, and not damage or one of a newer program."""
    try:
        layout_of(design)
    except LayoutError:
        return False
    return True


def stored(design: CertificateDesign, layout: Layout) -> CertificateDesign:
    """Return the design with this layout, as the next version."""
    return dataclasses.replace(
        design,
        version=(design.version or 0) + 1,
        base=layout.back,
        paper=layout.paper,
        boxes=_text([dataclasses.asdict(box) for box in layout.boxes]),
        background=layout.background,
        switches=_text({"frame": layout.frame}),
    )


def layout_from(values: Any) -> Layout:
    """Return the layout of plain values (from a file). Raises LayoutError for what is none."""
    if not isinstance(values, Mapping):
        raise LayoutError("layout")
    paper, frame, back = values.get("paper"), values.get("frame", ""), values.get("back") or "klasik"
    background, boxes = values.get("background", ""), values.get("boxes")
    if not (_is_one(paper, SHEETS) and _is_one(frame, FRAMES) and _is_one(back, FRAMES) and back):
        raise LayoutError("paper or frame")
    if not isinstance(background, str) or (background and not _HASH.fullmatch(background)):
        raise LayoutError("background")
    if not isinstance(boxes, list) or len(boxes) > MOST_BOXES:
        raise LayoutError("boxes")
    return Layout(str(paper), tuple(map(_box, boxes)), background, str(frame), str(back))


def layout_problems(layout: Layout) -> list[Problem]:
    """Return what forbids using a layout: F.411 a box off the sheet, F.412 a small QR, F.413 no name."""
    width, height = layout.size
    found = [
        Problem(box.field, "F.411", {"box": FIELDS[box.field].words})
        for box in layout.boxes
        if box.x < 0 or box.y < 0 or box.x + box.width > width or box.y + box.height > height
    ]
    found += [
        Problem("code", "F.412")
        for box in layout.boxes
        if box.kind == "code" and min(box.width, box.height) < LEAST_CODE
    ]
    missing = [field for field in ("name", "number") if not any(box.field == field for box in layout.boxes)]
    return found + [Problem(field, "F.413", {"box": FIELDS[field].words}) for field in missing]


def free_fields(boxes: Iterable[Box]) -> list[str]:
    """Return the fields that are not on the page yet, and `words`."""
    used = {box.field for box in boxes} - {"words"}
    return [field for field in FIELDS if field not in used]


def _box(values: Any) -> Box:
    if not isinstance(values, Mapping) or not _is_one(values.get("field"), FIELDS):
        raise LayoutError("field")
    field = str(values["field"])
    numbers = {name: _number(values.get(name)) for name in _NUMBERS}
    if min(numbers["width"], numbers["height"]) < LEAST_SIDE:
        raise LayoutError("too small")
    if not 0 <= numbers["tracking"] <= MOST_TRACKING:
        raise LayoutError("tracking")
    if not SIZES[0] <= numbers["smallest"] <= numbers["size"] <= SIZES[1]:
        raise LayoutError("size")
    font, colour, anchor, text = (values.get(name) for name in ("font", "colour", "anchor", "text"))
    if not (_is_one(font, FONTS) and _is_one(anchor, ("left", "centre", "right"))):
        raise LayoutError("font or anchor")
    if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
        raise LayoutError("colour")
    if not isinstance(text, str) or len(text) > MOST_TEXT:
        raise LayoutError("text")
    return Box(field, font=str(font), colour=colour, anchor=cast("Anchor", anchor), text=text, **numbers)


def _is_one(value: object, known: Container[str]) -> bool:
    return isinstance(value, str) and value in known


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise LayoutError("number")
    if abs(value) > 1_000:
        raise LayoutError("far off")
    return round(float(value), 2)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
