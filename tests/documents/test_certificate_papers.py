"""Papers around certificates: contact sheet, name proof, register, calibration page."""

import itertools
from collections.abc import Mapping

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageStat

import paper_reading
from kpm_desktop.documents import calibration_page, certificate_register, contact_sheet, name_proof
from kpm_desktop.documents.certificate import Look, compose
from kpm_desktop.documents.certificate_register import Register, RegisterRow
from kpm_desktop.documents.contact_sheet import Thumbnail
from kpm_desktop.documents.drawing import draw
from kpm_desktop.documents.name_proof import ProofRow, ProofSheet
from kpm_desktop.documents.page import A4, F4
from kpm_desktop.domain.problem import Problem
from paper_samples import AWKWARD_NAMES, certificate

F4_ACROSS = (330.0, 215.0)
RED = (194, 24, 7)
DESIGNS = ("klasik", "modern", "batik")


def picture(pdf: bytes, page: int = 0, dpi: int = 100) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        found: Image.Image = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    return found


def thumbnails(names: Mapping[int, str], count: int) -> list[Thumbnail]:
    made = []
    for number in range(1, count + 1):
        name = names.get(number, "SITI CONTOHWATI")
        one = compose(certificate(name), look=Look(DESIGNS[number % 3]))
        made.append(Thumbnail(one.frozen, f"{number:03}", name, one.problems))
    return made


# contact sheet


def test_three_hundred_certificates_are_nineteen_sheets() -> None:
    seen: list[int] = []
    pdf = contact_sheet.draw("Pembinaan KPM", thumbnails({}, 300), {}, on_done=seen.append)
    assert seen == list(range(1, 301))
    sizes = paper_reading.sizes(pdf)
    assert len(sizes) == 19
    for size in sizes:
        assert size == pytest.approx(paper_reading.A4_ACROSS, abs=0.1)
    texts = paper_reading.texts(pdf)
    assert "Halaman 19 dari 19" in texts[-1]
    assert "300 sertifikat, tidak ada yang perlu diperbaiki" in texts[0]
    for number in range(1, 301):
        assert f"{number:03} SITI CONTOHWATI" in texts[(number - 1) // 16]


def test_a_misfit_is_framed_red_and_says_why() -> None:
    pdf = contact_sheet.draw("Pembinaan KPM", thumbnails({6: "W" * 40}, 16), {})
    text = paper_reading.joined(pdf)
    assert "1 dari 16 sertifikat perlu diperbaiki" in text
    assert "006 NAMA TIDAK MUAT pada ukuran terkecil 18 pt" in text
    assert "Lembar ini bukan sertifikat" in text
    page = picture(pdf)
    framed = {
        place
        for place in range(16)
        if _near(page, 14.0 - 0.45 + 71.5 * (place % 4), 27.4 + 43 * (place // 4) + 15)
    }
    assert framed == {5}


def _near(page: Image.Image, x: float, y: float) -> bool:
    pixel = page.getpixel((round(x / 25.4 * 100), round(y / 25.4 * 100)))
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 40 for a, b in zip(pixel, RED, strict=True))


@pytest.mark.parametrize("code", ["F.401", "F.402", "F.403", "F.404", "F.405", "F.499"])
def test_every_blocking_problem_has_words(code: str) -> None:
    assert len(contact_sheet.reason(Problem("name", code, {}))) > 8


# name proof


def proof(count: int, *, names: tuple[str, ...] = ("SITI CONTOHWATI",), birth: bool = False) -> ProofSheet:
    rows = [
        ProofRow(
            index.to_bytes(16, "big"),
            names[index % len(names)],
            f"Desa {index // 3}",
            "Probolinggo, 3 Maret 1980" if birth else "",
        )
        for index in range(count)
    ]
    return ProofSheet(
        "PEMBINAAN KADER", "4 s.d. 12 April 2019", "Lembar Koreksi Nama LK-2019-001, Pembinaan Kader",
        "7K3M9QX2TA", name_proof.with_blank_rows(rows), birth,
    )  # fmt: skip


def test_each_village_has_two_empty_rows_and_numbers_run_through() -> None:
    placed = name_proof.compose(proof(30))
    assert [row.number for row in placed.rows] == list(range(1, 51))
    for village, group in itertools.groupby(placed.rows, lambda row: row.row.village):
        people = [row.row.person is not None for row in group]
        assert people == [True, True, True, False, False], village


def test_rows_are_twelve_millimetres_and_none_leaves_its_page() -> None:
    placed = name_proof.compose(proof(60))
    for _, group in itertools.groupby(placed.rows, lambda row: row.page):
        for before, after in itertools.pairwise(list(group)):
            assert after.y - before.y == pytest.approx(12.0)
    assert max(row.y + name_proof.ROW for row in placed.rows) <= 330 - 28 + 0.01
    assert placed.pages == 5


def test_the_proof_is_f4_with_every_name_and_a_code_of_kind_p() -> None:
    placed = name_proof.compose(proof(20, names=AWKWARD_NAMES))
    assert placed.problems == ()
    pdf = name_proof.draw(placed)
    for size in paper_reading.sizes(pdf):
        assert size == pytest.approx(paper_reading.F4, abs=0.1)
    assert paper_reading.unembedded(pdf) == set()
    for name in AWKWARD_NAMES:
        assert name in paper_reading.joined(pdf)
    for page in range(placed.pages):
        (found,) = zxingcpp.read_barcodes(picture(pdf, page, 200))
        assert found.text == f"K1P7K3M9QX2TA{page + 1:02}{placed.pages:02}"


def test_what_is_frozen_names_row_person_and_box() -> None:
    placed = name_proof.compose(proof(4, birth=True))
    rows, boxes = name_proof.frozen_rows(placed), name_proof.frozen_boxes(placed)
    assert [row["no"] for row in rows] == [box["no"] for box in boxes] == list(range(1, 9))
    assert rows[0]["person"] == bytes(16).hex()
    assert rows[3]["person"] is None
    assert boxes[0]["box"][2:] == [pytest.approx(47.0), 12.0]
    assert "Probolinggo, 3 Maret 1980" in paper_reading.joined(name_proof.draw(placed))


def test_a_name_without_glyph_or_room_is_told_by_its_row() -> None:
    placed = name_proof.compose(proof(2, names=("SITI \u4e00", "W" * 60)))
    assert [(one.code, one.values["row"]) for one in placed.problems] == [("F.404", "1"), ("F.402", "2")]


# register


def register(count: int) -> Register:
    rows: list[RegisterRow] = [
        (
            f"400.10.3.5/{number:03}/426.000/2019", "12 Apr 2019", AWKWARD_NAMES[number % len(AWKWARD_NAMES)],
            "Sukodadi, Paiton", "Pembinaan Kader", "sertifikat", "ARJUNA CONTOH", "",
        )
        for number in range(1, count + 1)
    ]  # fmt: skip
    return Register("DINAS", "tahun 2019", "2 Mei 2019", rows[-1][0] if rows else "", tuple(rows), "Jumlah")


def test_the_register_is_f4_across_with_each_number_once() -> None:
    made = certificate_register.compose(register(90))
    assert made.problems == ()
    pdf = draw(made)
    for size in paper_reading.sizes(pdf):
        assert size == pytest.approx(F4_ACROSS, abs=0.1)
    assert paper_reading.unembedded(pdf) == set()
    text = paper_reading.joined(pdf)
    for number in range(1, 90):
        assert text.count(f"400.10.3.5/{number:03}/426.000/2019") == 1
    assert text.count("400.10.3.5/090/426.000/2019") == 1 + len(made.pages)  # the foot names the last one
    for name in AWKWARD_NAMES:
        assert name in text


def test_an_empty_register_says_so() -> None:
    assert "Belum ada nomor yang terbit." in paper_reading.joined(
        draw(certificate_register.compose(register(0)))
    )


# calibration page


def test_the_calibration_page_has_its_bars_and_crosses_where_it_says() -> None:
    papers = [A4, A4.landscape(), F4, F4.landscape()]
    pdf = calibration_page.draw(papers)
    for place, (size, paper) in enumerate(zip(paper_reading.sizes(pdf), papers, strict=True)):
        assert size == pytest.approx((paper.width, paper.height), abs=0.1)
        page = picture(pdf, place, 254).convert("L")  # 10 pixels a millimetre
        for x in (20.0, paper.width - 20.0):
            assert _dark(page, x, 23.0)
            assert not _dark(page, x + 1.0, 23.0)
        across = [
            x
            for x in range(10, round(paper.width * 10) - 10)
            if _is_dark(page, x, (paper.height - 38.0) * 10)
        ]
        assert max(across) - min(across) == pytest.approx(1000, abs=4)


def _dark(page: Image.Image, x: float, y: float) -> bool:
    return _is_dark(page, x * 10, y * 10)


def _is_dark(page: Image.Image, x: float, y: float) -> bool:
    left, top = round(x), round(y)
    darkest = ImageStat.Stat(page.crop((left, top - 1, left + 1, top + 2))).extrema[0][0]
    return darkest < 200
