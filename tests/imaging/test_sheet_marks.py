"""Signed sheets, scanned harshly: cells are right or asked, never wrong with certainty.

The whole measure, 2,000 cells, runs with KPM_SCAN_CELLS=2000; the normal run takes a sample.
"""

import collections
import dataclasses
import functools
import random

import pytest
from PIL import Image, ImageDraw

from kpm_desktop.documents import attendance_sheet
from kpm_desktop.documents.attendance_sheet import AttendanceSheet, Attendee, PlacedSheet, SheetHead
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import A4, F4, PAPERS
from kpm_desktop.documents.signature import SignatureBlock
from kpm_desktop.documents.signature import Signer as Official
from kpm_desktop.imaging.sheet_marks import Cell, PageReading, ScanFile, ScannedPage, Verdict
from rounds import rounds
from signed_scans import (
    KINDS,
    STROKES,
    Handling,
    Signer,
    as_jpeg,
    as_pdf,
    dice,
    draw_pages,
    harsh,
    scan,
    sign,
)

CELLS = rounds("KPM_SCAN_CELLS", 300)
DPI = 200


@functools.cache
def sheet(paper: str) -> tuple[PlacedSheet, bytes]:
    rows = tuple(
        Attendee(number.to_bytes(16, "big"), f"SITI CONTOHWATI {number}", "LP"[number % 2], "KPM", "Sukodadi")
        for number in range(66)
    )
    head = SheetHead("PEMBINAAN KADER", (("Tempat", "Pendopo"),), "Lanjutan", "Daftar Hadir", "7K3M9QX2TA")
    official = Official(("KEPALA SEKSI,",), "LARAS CONTOH PERTIWI", "Penata", "198001012005012000")
    placed = attendance_sheet.compose(
        AttendanceSheet(
            PAPERS[paper],
            Letterhead("PEMERINTAH KABUPATEN", "DINAS CONTOH", "Jalan Contoh", "Telepon"),
            head,
            rows,
            SignatureBlock("Probolinggo, 10 April 2019", official, official),
        )
    )
    return placed, attendance_sheet.draw(placed)


@functools.lru_cache(maxsize=1)
def drawn(paper: str, dpi: int) -> list[Image.Image]:
    return draw_pages(sheet(paper)[1], dpi)


def signed_page(
    page: int, kinds: dict[int, str], chance: random.Random, paper: str = "F4", dpi: int = DPI
) -> Image.Image:
    picture = drawn(paper, dpi)[page - 1].copy()
    rows = sheet(paper)[0].pages[page - 1].rows
    signers = [Signer(row.number, row.box, kinds.get(row.number, "")) for row in rows]
    sign(picture, dpi, signers, chance)
    return picture


def read(picture: Image.Image, page: int, paper: str = "F4") -> PageReading:
    found = ScannedPage(picture)
    assert found.code is not None
    assert (found.code.kind, found.code.sheet, found.code.page) == ("H", "7K3M9QX2TA", page)
    size = PAPERS[paper]
    cells = [Cell(row.number, row.box) for row in sheet(paper)[0].pages[page - 1].rows]
    return found.read((size.width, size.height), cells)


def verdicts(picture: Image.Image, page: int = 1) -> dict[int, Verdict]:
    reading = read(picture, page)
    assert reading.fault is None
    return {cell.number: cell.verdict for cell in reading.cells}


def test_harsh_scans_are_read_right_or_asked() -> None:
    outcomes: collections.Counter[str] = collections.Counter()
    for paper in (F4.name, A4.name):
        wanted = outcomes.total() + CELLS // 2
        while outcomes.total() < wanted:
            outcomes += outcomes_of_a_sheet(
                paper, dice(20190412 + outcomes.total()), wanted - outcomes.total()
            )
    assert outcomes.total() >= CELLS
    assert outcomes["wrong"] == 0, outcomes
    assert outcomes["asked"] <= 0.1 * outcomes.total(), outcomes


def outcomes_of_a_sheet(paper: str, chance: random.Random, cells: int) -> collections.Counter[str]:
    """Sign and scan page after page until there are so many cells; count right, asked, wrong."""
    outcomes: collections.Counter[str] = collections.Counter()
    dpi = harsh(chance).dpi if CELLS > 1000 else DPI
    for placed in sheet(paper)[0].pages:
        if outcomes.total() >= cells:
            break
        numbers = [row.number for row in placed.rows]
        kinds = {number: chance.choice(KINDS) for number in numbers if chance.random() < 0.65}
        handling = dataclasses.replace(harsh(chance), dpi=dpi)
        picture = scan(signed_page(placed.page, kinds, chance, paper, dpi), handling, chance)
        reading = read(picture, placed.page, paper)
        assert reading.fault is None, handling
        assert [cell.number for cell in reading.cells] == numbers
        for cell in reading.cells:
            truth = "signed" if cell.number in kinds else "empty"
            outcomes[
                "asked" if cell.verdict == "doubtful" else "right" if cell.verdict == truth else "wrong"
            ] += 1
    return outcomes


@pytest.mark.parametrize("quarters", range(4))
def test_a_page_is_found_however_it_lies(quarters: int) -> None:
    chance = dice(quarters)
    picture = scan(signed_page(4, {75: "loops"}, chance), Handling(quarters=quarters, angle=4.0), chance)
    assert {number for number, verdict in verdicts(picture, 4).items() if verdict == "signed"} == {75}
    upright = ScannedPage(picture).upright()
    assert upright.height > upright.width
    code = ScannedPage(upright).code
    assert code is not None
    assert code.corners[0][1] > upright.height / 2  # the code stands at the lower left
    assert code.corners[0][0] < upright.width / 2


@pytest.mark.parametrize("kind", [*STROKES, "light", "thumb", "tick"])
def test_a_clean_scan_needs_no_question(kind: str) -> None:
    chance = dice(7)
    found = verdicts(scan(signed_page(1, dict.fromkeys(range(1, 21, 2), kind), chance), Handling(), chance))
    assert found == {number: "signed" if number % 2 else "empty" for number in found}


def marked(draw: str) -> dict[int, Verdict]:
    """Return the verdicts on a page on which one thing was drawn into the cell of number 6."""
    picture = drawn("F4", DPI)[0].copy()
    x, y, width, height = sheet("F4")[0].pages[0].rows[5].box
    scale = picture.width / F4.width
    pen = ImageDraw.Draw(picture)

    def at(right: float, down: float) -> tuple[float, float]:
        return (x + right * width) * scale, (y + down * height) * scale

    match draw:
        case "dash":
            pen.line([at(0.3, 0.5), at(0.7, 0.5)], fill=(20, 20, 60), width=round(0.5 * scale))
        case "struck":
            pen.line([at(0.1, 0.9), at(0.9, 0.2)], fill=(20, 20, 60), width=round(0.5 * scale))
        case "blot":
            pen.ellipse([*at(0.25, 0.2), *at(0.75, 0.9)], fill=(60, 50, 90))
        case "pale":
            pen.line(
                [at(0.2, 0.3), at(0.5, 0.9), at(0.8, 0.3)], fill=(220, 220, 222), width=round(0.5 * scale)
            )
        case "half":
            pen.line(
                [at(0.2, 0.7), at(0.4, 1.3), at(0.6, 0.7), at(0.8, 1.3)],
                fill=(20, 20, 60),
                width=round(0.5 * scale),
            )
        case "dust":
            for place in range(5):
                pen.point([at(0.3 + place / 10, 0.6)], fill=(0, 0, 0))
    return verdicts(scan(picture, Handling(), dice(1)))


@pytest.mark.parametrize("draw", ["dash", "struck"])
def test_what_may_be_a_signature_or_not_is_asked(draw: str) -> None:
    found = marked(draw)
    assert found.pop(6) == "doubtful"
    assert set(found.values()) == {"empty"}


def test_a_signature_half_in_one_cell_and_half_in_the_next_is_asked_in_both() -> None:
    found = marked("half")
    assert (found.pop(6), found.pop(8)) == ("doubtful", "doubtful")
    assert set(found.values()) == {"empty"}


@pytest.mark.parametrize("draw", ["blot", "pale"])
def test_a_blotted_thumb_and_a_pale_pen_are_never_taken_for_an_empty_cell(draw: str) -> None:
    found = marked(draw)
    assert found.pop(6) != "empty"
    assert set(found.values()) == {"empty"}


def test_dust_is_no_ink() -> None:
    assert set(marked("dust").values()) == {"empty"}


def test_a_coarse_scan_is_told_by_its_resolution() -> None:
    chance = dice(3)
    reading = read(scan(signed_page(1, {}, chance, dpi=150), Handling(dpi=150), chance), 1)
    assert (reading.fault, reading.cells) == ("low_resolution", ())
    assert 140 < reading.dpi < 160


def test_a_torn_corner_is_done_without_and_two_are_told() -> None:
    chance = dice(5)
    picture = signed_page(1, {2: "zigzag"}, chance)
    scale = picture.width / F4.width
    ImageDraw.Draw(picture).rectangle([200 * scale, 0, 215 * scale, 20 * scale], fill="white")
    found = verdicts(scan(picture, Handling(angle=2.0), chance))
    assert {number for number, verdict in found.items() if verdict == "signed"} == {2}
    ImageDraw.Draw(picture).rectangle([0, 0, 15 * scale, 20 * scale], fill="white")
    assert read(scan(picture, Handling(), chance), 1).fault == "no_marks"


def test_a_pdf_of_a_scanner_has_the_pages_at_their_resolution() -> None:
    chance = dice(6)
    pages = [scan(page, Handling(dpi=240), chance) for page in drawn("F4", 240)[:2]]
    file = ScanFile(as_pdf(pages, 240))
    assert len(file) == 2
    assert [ScannedPage(file.page(number)).code is not None for number in (0, 1)] == [True, True]
    assert abs(file.page(0).width - pages[0].width) <= 2
    file.close()


def test_a_picture_that_a_phone_turned_is_turned_back() -> None:
    page = scan(drawn("F4", DPI)[0], Handling(), dice(8))
    sideways = page.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    assert ScanFile(as_jpeg(sideways, exif=exif)).page(0).size == page.size
