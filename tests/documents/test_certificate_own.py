"""Layouts of the office: what is placed stays in its box, fitted by the same rules, measured from the PDF."""

import dataclasses
import json
import math

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpm_desktop import paths
from kpm_desktop.documents import fonts
from kpm_desktop.documents.certificate import Look, compose
from kpm_desktop.documents.certificate_designs import DESIGNS
from kpm_desktop.documents.certificate_drawing import Printout, draw
from kpm_desktop.documents.certificate_own import OwnDesign, start
from kpm_desktop.documents.certificate_pieces import assets_json, digest, from_json, pieces_json
from kpm_desktop.domain.certificates import CertificateDesign
from kpm_desktop.domain.layouts import (
    FIELDS,
    FONTS,
    Box,
    Layout,
    LayoutError,
    free_fields,
    layout_from,
    layout_of,
    layout_problems,
    stored,
)
from paper_samples import certificate

MM = 72 / 25.4
WORDS = (
    "SITI",
    "CONTOHWATI",
    "MELATI",
    "PERAGADEWI",
    "KUSUMANINGTYAS",
    "Rofi'i",
    "<b>",
    "&",
    "UMPAMAWATI,",
    "S.Pd.",
)
NAMES = (
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9)
    .map(" ".join)
    .filter(lambda name: len(name) <= 90)
)


def own(layout: Layout) -> Look:
    return Look(own=OwnDesign("Uji", 3, layout), paper=layout.paper)


def glyphs(pdf: bytes) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Return the letters of the first page and where each is, x0, y0, x1, y1 in mm from the top left."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    height = page.get_height()
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        letter = text.get_text_range(index, 1)
        left, bottom, right, top = text.get_charbox(index)
        if letter.strip():
            found.append((letter, (left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)))
    document.close()
    return found


@pytest.mark.parametrize("paper", ["A4", "F4"])
@pytest.mark.parametrize("design", list(DESIGNS))
def test_a_layout_begins_as_the_shipped_design(design: str, paper: str) -> None:
    layout = start(design, paper)
    assert layout_problems(layout) == []
    made = compose(certificate(), look=own(layout), proof_text="KPM1:C|x", short_code="K7Q2-M9XA")
    assert not [one for one in made.problems if one.is_blocking]
    shipped = compose(certificate(), look=Look(design, paper), proof_text="KPM1:C|x", short_code="K7Q2-M9XA")
    texts = {piece["text"] for piece in made.frozen.pieces if piece["kind"] == "text"}
    wanted = {piece["text"] for piece in shipped.frozen.pieces if piece["kind"] == "text"}
    left_out = {"Pindai untuk memeriksa", "keaslian sertifikat"}
    assert {word for text in wanted - left_out for word in text.split()} <= {
        word for text in texts for word in text.split()
    }


@settings(max_examples=150)
@given(
    name=NAMES,
    width=st.floats(40, 240),
    height=st.floats(5, 40),
    size=st.integers(12, 80),
    font=st.sampled_from(sorted(FONTS)),
    anchor=st.sampled_from(["left", "centre", "right"]),
)
def test_no_letter_of_a_name_leaves_its_box(
    name: str, width: float, height: float, size: int, font: str, anchor: str
) -> None:
    box = Box("name", 20.0, 60.0, width, height, font, size, 9.0, anchor=anchor)  # type: ignore[arg-type]
    made = compose(certificate(name), look=own(Layout("A4", (box,))))
    placed = [piece for piece in made.frozen.pieces if piece["kind"] == "text" and piece["page"] == 1]
    told = [one for one in made.problems if one.code == "F.402" and one.field == "name"]
    assert bool(placed) != bool(told)
    if not placed:
        return
    assert " ".join(piece["text"] for piece in placed) == name
    for letter, (left, top, right, bottom) in glyphs(draw([Printout(made.frozen)], {})):
        slack = 0.12 * size / MM  # what a letter may hang over its advance, or below its line
        assert left >= 20 - slack, letter
        assert right <= 20 + width + slack, letter
        assert top >= 60 - 3 * slack, letter
        assert bottom <= 60 + height + 3 * slack, letter


@given(
    st.lists(st.sampled_from(("pada", "kegiatan", "pembinaan", "kader", "2019,")), min_size=1, max_size=80)
)
def test_running_text_stands_whole_in_its_box_or_is_told(words: list[str]) -> None:
    text = dataclasses.replace(certificate(), body=" ".join(words))
    made = compose(text, look=own(Layout("A4", (Box("body", 30.0, 100.0, 120.0, 25.0),))))
    lines = [piece for piece in made.frozen.pieces if piece["kind"] == "text" and piece["page"] == 1]
    if not lines:
        assert "F.402" in {one.code for one in made.problems if one.field == "body"}
        return
    assert " ".join(piece["text"] for piece in lines).split() == words
    assert all(100.0 <= piece["y"] <= 125.001 for piece in lines)
    assert all(piece["width"] <= 120.0 for piece in lines)


def test_what_is_frozen_is_drawn_again_the_same() -> None:
    layout = dataclasses.replace(start("batik"), frame="")
    made = compose(certificate(), look=own(layout), proof_text="KPM1:C|x", short_code="K7Q2-M9XA").frozen
    again = from_json(made.design, made.version, pieces_json(made), assets_json(made))
    assert digest(again) == digest(made)
    assert (made.design, made.version) == ("Uji", 3)
    emblem = {asset: open_emblem() for asset in made.assets}
    assert draw([Printout(again)], emblem) == draw([Printout(made)], emblem)


def open_emblem() -> bytes:
    return paths.resource("sample", "emblem.png").read_bytes()


def test_what_stands_against_a_layout_is_told() -> None:
    good = start("klasik")
    off = dataclasses.replace(good.boxes[1], x=290.0)
    small = next(dataclasses.replace(box, width=20.0) for box in good.boxes if box.field == "code")
    codes = [one.code for one in layout_problems(Layout("A4", (off, small)))]
    assert codes == ["F.411", "F.412", "F.413", "F.413"]
    made = compose(certificate(), look=own(Layout("A4", (off,))))
    assert {"F.411", "F.413"} <= {one.code for one in made.problems}


def test_a_stored_layout_comes_back() -> None:
    layout = dataclasses.replace(start("modern", "F4"), background="ab" * 32, frame="")
    design = stored(CertificateDesign(bytes(16), "Uji"), layout)
    assert design.version == 1
    assert layout_of(design) == layout
    assert stored(design, layout).version == 2
    assert set(FIELDS) - {box.field for box in layout.boxes} | {"words"} == set(free_fields(layout.boxes))
    assert set(FONTS) == set(fonts.FILES)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(
    name=st.sampled_from(["field", "x", "width", "size", "smallest", "font", "colour", "anchor", "text"]),
    value=_JSON,
)
def test_a_foreign_box_is_taken_whole_or_not_at_all(name: str, value: object) -> None:
    box = {**dataclasses.asdict(start("klasik").boxes[1]), name: value}
    try:
        layout = layout_from({"paper": "A4", "boxes": [box]})
    except LayoutError:
        return
    (taken,) = layout.boxes
    assert json.loads(json.dumps(dataclasses.asdict(taken), allow_nan=False))
    assert all(math.isfinite(one) for one in (taken.x, taken.y, taken.width, taken.height))
    compose(certificate(), look=own(layout))
