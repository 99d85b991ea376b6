"""Frames are drawn once and kept: the bytes are those of a frame drawn anew, and the next page is quick."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.units import mm
from reportlab.pdfgen.pathobject import PDFPathObject

from kpm_desktop.documents import certificate, certificate_drawing, kept_frames
from kpm_desktop.documents.certificate import Look
from kpm_desktop.documents.certificate_drawing import Printout
from kpm_desktop.documents.page import A4, Pages
from paper_samples import certificate as certificate_text

PLACES = st.tuples(st.floats(-50, 400), st.floats(-50, 400))


@given(st.lists(PLACES, min_size=2, max_size=12), st.booleans())
def test_a_curve_is_written_as_reportlab_writes_it(points: list[tuple[float, float]], closed: bool) -> None:
    pages = Pages(A4, "Contoh")
    pages.pen.curve(points, stroke="#000000", closed=closed)
    ours = next(line for line in pages.canvas._code if str(line).startswith("n "))
    path = PDFPathObject()
    for index, (x, y) in enumerate(points):
        (path.lineTo if index else path.moveTo)(round(x * mm, 2), round((A4.height - y) * mm, 2))
    if closed:
        path.close()
    assert ours == path.getCode()


@pytest.mark.parametrize("paper", ["A4", "F4"])
@pytest.mark.parametrize("design", ["klasik", "modern", "batik"])
def test_a_kept_frame_is_the_same_bytes_and_quick(
    design: str, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_frames, "_KEPT", {})
    start = time.process_time()
    made = certificate.compose(certificate_text(), look=Look(design, paper))
    first = certificate_drawing.draw([Printout(made.frozen)], {})
    drawn = time.process_time()
    assert certificate_drawing.draw([Printout(made.frozen)], {}) == first
    assert time.process_time() - drawn < 0.1
    assert drawn - start < 0.4
