"""Pages as pixels: sizes, bands, colour order, one lock for many threads."""

import concurrent.futures

import pytest

from kpm_desktop.documents.certificate import compose
from kpm_desktop.documents.certificate_drawing import Printout, draw
from kpm_desktop.imaging.render import Document
from paper_samples import certificate


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return draw([Printout(compose(certificate()).frozen)], {})


def test_sizes(pdf: bytes) -> None:
    with Document(pdf) as document:
        assert len(document) == 2
        assert document.size_mm(0) == pytest.approx((297, 210), abs=0.1)
        assert document.size_px(0, 300) == (3508, 2480)
        assert "SITI CONTOHWATI" in document.text(0)


def test_bands_together_are_the_page(pdf: bytes) -> None:
    with Document(pdf) as document:
        whole = document.pixels(0, 60)
        bands = list(document.bands(0, 60, rows=100))
    assert [band.top for band in bands] == list(range(0, whole.height, 100))
    joined = b"".join(band.data for band in bands)
    assert len(joined) == len(whole.data) == whole.width * whole.height * 3
    assert max(abs(a - b) for a, b in zip(joined, whole.data, strict=True)) <= 8


def test_bands_that_overlap_hold_the_same_rows(pdf: bytes) -> None:
    with Document(pdf) as document:
        whole = document.pixels(0, 60)
        bands = list(document.bands(0, 60, rows=100, overlap=8))
    assert [band.top for band in bands] == [0, *range(92, whole.height - 8, 100)]
    ends = [band.top + band.height for band in bands]
    assert ends == [*range(100, whole.height, 100), whole.height]
    for band in bands:
        rows = whole.data[band.top * whole.stride : (band.top + band.height) * whole.stride]
        assert max(abs(a - b) for a, b in zip(band.data, rows, strict=True)) <= 8


def test_red_is_the_first_byte_and_grey_is_one(pdf: bytes) -> None:
    with Document(pdf) as document:
        colour, grey = document.pixels(0, 72), document.pixels(0, 72, "L")
    assert len(grey.data) == grey.width * grey.height
    x, y = round(10 / 25.4 * 72), round(100 / 25.4 * 72)  # the green rule of the frame
    start = y * colour.stride + x * 3
    red, green, _ = colour.data[start : start + 3]
    assert red < green < 160


def test_many_threads_see_the_same_page(pdf: bytes) -> None:
    with Document(pdf) as document, concurrent.futures.ThreadPoolExecutor(4) as pool:
        pages = list(pool.map(lambda _: document.pixels(1, 40).data, range(8)))
    assert len(set(pages)) == 1


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(ValueError, match="not a readable PDF"):
        Document(b"no pdf at all")
