"""The attendance sheet on A4 and F4: rows a page, zig-zag boxes, closing block, marks, literal text."""

import io

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kpm_desktop.documents import attendance_sheet
from kpm_desktop.documents.page import A4, F4, Paper
from paper_samples import AWKWARD_NAMES, sheet


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def rows_per_page(paper: Paper, invited: int, blank: int) -> list[int]:
    placed = attendance_sheet.compose(sheet(paper, invited, blank))
    return [len(page.rows) for page in placed.pages]


def test_rows_a_page_are_those_of_the_construction_sheet() -> None:
    for paper, first, later, closing_first, closing_later in ((F4, 20, 27, 13, 19), (A4, 17, 24, 9, 16)):
        assert attendance_sheet.capacity(paper, 85, closing=False) == first
        assert attendance_sheet.capacity(paper, 23, closing=False) == later
        assert attendance_sheet.capacity(paper, 85, closing=True) == closing_first
        assert attendance_sheet.capacity(paper, 23, closing=True) == closing_later


def test_page_counts() -> None:
    assert rows_per_page(F4, 66, 10) == [20, 27, 27, 2]
    assert rows_per_page(F4, 137, 10) == [20, 27, 27, 27, 27, 19]
    assert rows_per_page(F4, 13, 0) == [13]
    assert rows_per_page(F4, 14, 0) == [12, 2]
    assert rows_per_page(A4, 26, 6) == [17, 15]


@given(st.integers(0, 200), st.integers(0, 20), st.sampled_from([A4, F4]))
def test_no_row_is_lost_split_or_left_out_and_the_block_never_stands_alone(
    invited: int, blank: int, paper: Paper
) -> None:
    placed = attendance_sheet.compose(sheet(paper, invited, blank))
    numbers = [row.number for page in placed.pages for row in page.rows]
    assert numbers == list(range(1, invited + blank + 1))
    assert [page.closing for page in placed.pages] == [False] * (len(placed.pages) - 1) + [True]
    assert len(placed.pages[-1].rows) >= min(2, invited + blank)
    for page in placed.pages:
        for row in page.rows:
            x, y, width, height = row.box
            assert (y, height, width) == (row.y, 19.0, 24.0)
            assert row.y + 19.0 <= paper.height - 28.0 + 0.01
            assert (x == 152.0 if paper is F4 else x == 147.0) is (row.number % 2 == 1)
        if page.closing and page.rows:
            assert page.rows[-1].y + 9.5 + 9.5 + 74.0 <= paper.height - 28.0 + 0.01


@pytest.mark.parametrize(("paper", "width", "height"), [(F4, 215.0, 330.0), (A4, 210.0, 297.0)])
def test_pages_have_the_exact_size_and_say_which_they_are(paper: Paper, width: float, height: float) -> None:
    pdf = attendance_sheet.draw(attendance_sheet.compose(sheet(paper)))
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            points = page.get_size()
            assert points[0] * 25.4 / 72 == pytest.approx(width, abs=0.1)
            assert points[1] * 25.4 / 72 == pytest.approx(height, abs=0.1)
    texts = pages_of(pdf)
    for number, text in enumerate(texts, start=1):
        assert f"Halaman {number} dari {len(texts)}" in text
        assert "NAMA" in text
        assert "Jumlah tanda tangan pada halaman ini" in text
    assert "Mengetahui," in texts[-1]
    assert "Mengetahui," not in texts[0]
    assert "197001011995011000" not in "".join(texts)
    assert "NIP 19700101 199501 1 000" in texts[-1]


def test_names_come_back_letter_for_letter() -> None:
    pdf = attendance_sheet.draw(attendance_sheet.compose(sheet(F4, len(AWKWARD_NAMES), 0, AWKWARD_NAMES)))
    text = pages_of(pdf)[0]
    for name in AWKWARD_NAMES:
        assert name in text


def test_a_name_that_does_not_fit_is_listed_and_not_printed() -> None:
    placed = attendance_sheet.compose(sheet(F4, 3, 0, ("SITI CONTOHWATI", "R" * 60)))
    assert [(problem.code, problem.values["row"]) for problem in placed.problems] == [("F.402", "2")]
    assert "R" * 60 not in pages_of(attendance_sheet.draw(placed))[0]


def test_a_missing_glyph_is_listed() -> None:
    (problem,) = attendance_sheet.compose(sheet(F4, 1, 0, ("SITI \u4e00",))).problems
    assert (problem.field, problem.code, problem.values["missing"]) == ("name", "F.404", "\u4e00")


@pytest.mark.parametrize("turn", [0, 180, 2])
def test_the_code_of_each_page_is_read_at_200_dpi(turn: int) -> None:
    pdf = attendance_sheet.draw(attendance_sheet.compose(sheet(F4)))
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            picture: Image.Image = page.render(scale=200 / 72, grayscale=True).to_pil()
            turned = picture.rotate(turn, expand=turn != 180, fillcolor=255)
            (found,) = zxingcpp.read_barcodes(turned)
            assert found.text == f"K1H7K3M9QX2TA{number:02}02"


def test_a_draft_says_so_and_has_no_code() -> None:
    pdf = attendance_sheet.draw(attendance_sheet.compose(sheet(F4)), draft=True)
    assert all("KONSEP" in text for text in pages_of(pdf))
    with pypdfium2.PdfDocument(pdf) as document:
        assert zxingcpp.read_barcodes(document[0].render(scale=200 / 72, grayscale=True).to_pil()) == []


def test_corner_marks_are_where_a_scan_expects_them() -> None:
    pdf = attendance_sheet.draw(attendance_sheet.compose(sheet(F4)))
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[0].render(scale=10 / 72 * 25.4, grayscale=True).to_pil()

    def grey(x: float, y: float) -> int:
        return int(picture.getpixel((round(x * 10), round(y * 10))))  # type: ignore[arg-type]

    for x in (10, 205):
        for y in (12, 316):
            assert grey(x, y) == (255 if (x, y) == (10, 12) else 0)
            assert grey(x + 1.7, y + 1.7) == 0
            assert grey(x + 2.3, y) == 255


def test_the_same_sheet_gives_the_same_bytes_and_every_font_is_embedded() -> None:
    first, second = (attendance_sheet.draw(attendance_sheet.compose(sheet(A4))) for _ in range(2))
    assert first == second
    assert b"Helvetica" not in first
    assert first.count(b"/FontDescriptor ") == first.count(b"/Subtype /TrueType") == 3
    assert first.count(b"/FontFile2") == 3


def test_the_frozen_sheet_tells_person_and_box_of_each_row() -> None:
    placed = attendance_sheet.compose(sheet(F4, 2, 1))
    rows = attendance_sheet.frozen_rows(placed)
    boxes = attendance_sheet.frozen_boxes(placed)
    assert [row["person"] for row in rows] == ["00" * 16, "00" * 15 + "01", None]
    assert boxes[1] == {"page": 1, "no": 2, "y": 103.0, "h": 9.5, "box": [176.0, 103.0, 24.0, 19.0]}
    assert attendance_sheet.frozen_head(placed)["code"] == "7K3M9QX2TA"


def test_a_longer_head_moves_the_table_down_instead_of_running_into_it() -> None:
    plain = sheet(F4)
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "black").save(picture, "PNG")
    letterhead = type(plain.letterhead)(
        "PEMERINTAH",
        "DINAS PEMBERDAYAAN MASYARAKAT DAN DESA\nKABUPATEN PROBOLINGGO",
        "",
        "",
        picture.getvalue(),
    )
    longer = type(plain)(plain.paper, letterhead, plain.head, plain.rows, plain.signature)
    placed = attendance_sheet.compose(longer)
    assert placed.pages[0].table_y == 91.0
    assert len(attendance_sheet.draw(placed)) > 1000
