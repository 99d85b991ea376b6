"""Certificates: literal text, preflight, frozen pieces, size and speed of a run."""

import dataclasses
import io

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from kpm_desktop.documents import certificate_pieces
from kpm_desktop.documents.certificate import compose, preflight
from kpm_desktop.documents.certificate_drawing import Printout, draw
from kpm_desktop.documents.certificate_pieces import digest, from_json
from kpm_desktop.documents.fitting import NameRule
from paper_samples import AWKWARD_NAMES, certificate

LONG = "Hj. KENANGA UMPAMAWATI KUSUMANINGTYAS PERAGADEWI, S.Pd.I., M.Pd."


def texts_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def printed(name: str, **more: object) -> list[str]:
    return texts_of(draw([Printout(compose(dataclasses.replace(certificate(name), **more)).frozen)], {}))  # type: ignore[arg-type]


def test_front_and_back_are_a4_across_and_name_the_same_person() -> None:
    pdf = draw([Printout(compose(certificate()).frozen)], {})
    with pypdfium2.PdfDocument(pdf) as document:
        sizes = [page.get_size() for page in document]
    for width, height in sizes:
        assert width * 25.4 / 72 == pytest.approx(297, abs=0.1)
        assert height * 25.4 / 72 == pytest.approx(210, abs=0.1)
    front, back = texts_of(pdf)
    for word in (
        "SERTIFIKAT",
        "Nomor : 400.10.3.5/045/426.000/2019",
        "SITI CONTOHWATI",
        "NIP 19700101 199501 1 000",
    ):
        assert word in front
    for word in (
        "DAFTAR MATERI",
        "atas nama SITI CONTOHWATI.",
        "400.10.3.5/045/426.000/2019",
        "JUMLAH JAM PELAJARAN 8",
    ):
        assert word in back


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_names_come_back_letter_for_letter(name: str) -> None:
    front, back = printed(name)
    assert name in front.splitlines()
    assert name in back


def test_double_spaces_are_printed_as_stored() -> None:
    pieces = compose(certificate("DUA  SPASI")).frozen.pieces
    (name,) = [piece for piece in pieces if piece.get("text") == "DUA  SPASI"]
    (single,) = [
        piece for piece in compose(certificate("DUA SPASI")).frozen.pieces if piece.get("text") == "DUA SPASI"
    ]
    assert name["width"] > single["width"] + 2


def test_a_name_on_two_lines_is_whole_when_joined_by_a_space() -> None:
    front, _ = printed(LONG)
    assert LONG in " ".join(front.splitlines())


def test_preflight_lists_what_must_be_settled() -> None:
    assert preflight(certificate()) == []
    assert [problem.code for problem in preflight(certificate(LONG))] == ["W.401"]
    assert [problem.code for problem in preflight(certificate("W" * 40))] == ["F.402"]
    assert {problem.code for problem in preflight(certificate("SITI \u4e00"))} == {"F.404"}
    for number in ("", "400.10.3.5/045/426.xxx/2019", "400/…/2019"):
        assert [problem.code for problem in preflight(certificate(number=number))] == ["F.403"]
    assert {problem.code for problem in preflight(certificate(topics=40))} == {"F.402"}
    body = dataclasses.replace(certificate(), body="kata " * 200)
    assert [(problem.field, problem.code) for problem in preflight(body)] == [("body", "F.402")]


def test_a_lowered_minimum_or_a_wider_box_settles_one_name_alone() -> None:
    assert [
        problem.code for problem in preflight(certificate("W" * 40), rule=NameRule("EG", 34, 500, 0.02))
    ] == []


def test_what_does_not_fit_is_not_printed() -> None:
    assert "W" * 40 not in printed("W" * 40)[0]


def test_a_certificate_read_back_from_json_is_the_same_page() -> None:
    frozen = compose(certificate(LONG)).frozen
    again = from_json(
        frozen.design,
        frozen.version,
        certificate_pieces.pieces_json(frozen),
        certificate_pieces.assets_json(frozen),
    )
    assert digest(again) == digest(frozen)
    assert draw([Printout(again)], {}) == draw([Printout(frozen)], {})
    changed = dataclasses.replace(frozen, pieces=frozen.pieces[:-1])
    assert digest(changed) != digest(frozen)


def test_without_a_signed_text_there_is_no_code_and_with_one_it_is_read_back() -> None:
    kinds = {piece["kind"] for piece in compose(certificate()).frozen.pieces}
    assert "code" not in kinds
    text = (
        "KPM1:C|400.10.3.5/045/426.000/2019|ROFI’I CONTOH|Sukodadi, Paiton|Pembinaan|2019-04-12|"
        + "Ab9-" * 28
    )
    pdf = draw([Printout(compose(certificate(), proof_text=text, short_code="K7Q2-M9XA").frozen)], {})
    assert "Kode K7Q2-M9XA" in texts_of(pdf)[0]
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == text


def test_a_draft_and_a_copy_say_so() -> None:
    frozen = compose(certificate()).frozen
    assert "KONSEP" in texts_of(draw([Printout(frozen)], {}, draft=True))[0]
    first = texts_of(draw([Printout(frozen, "Salinan ke-1, 14 April 2019")], {}))
    assert "Salinan ke-1, 14 April 2019" in first[0]
    assert "Salinan" not in first[1]


def test_the_emblem_is_an_asset() -> None:
    picture = io.BytesIO()
    Image.new("RGBA", (60, 60), (200, 0, 0, 255)).save(picture, "PNG")
    frozen = compose(certificate(emblem="ab" * 32)).frozen
    assert frozen.assets == ("ab" * 32,)
    with pypdfium2.PdfDocument(draw([Printout(frozen)], {"ab" * 32: picture.getvalue()})) as document:
        page: Image.Image = document[0].render(scale=1).to_pil()
    red, green, _ = page.getpixel((round(148.5 / 25.4 * 72), round(34 / 25.4 * 72)))  # type: ignore[misc]
    assert (red, green) == (200, 0)


def test_a_run_holds_its_frame_once_and_every_font_is_embedded() -> None:
    one, many = (
        draw([Printout(compose(certificate(f"CONTOH {index}")).frozen) for index in range(count)], {})
        for count in (1, 21)
    )
    assert (len(many) - len(one)) / 20 < 8_000
    assert b"Helvetica" not in many
    assert many.count(b"/Subtype /TrueType") == many.count(b"/FontFile2")


def test_drawing_tells_how_far_it_is_and_can_be_stopped() -> None:
    frozen = compose(certificate()).frozen
    seen: list[int] = []
    draw([Printout(frozen)] * 3, {}, on_done=seen.append)
    assert seen == [1, 2, 3]


def test_no_piece_leaves_the_frame() -> None:
    for name in (*AWKWARD_NAMES, LONG):
        for piece in compose(certificate(name)).frozen.pieces:
            if piece["kind"] == "text":
                assert piece["x"] >= 24
                assert piece["x"] + piece["width"] <= 297 - 24
                assert 24 <= piece["y"] <= 210 - 22
