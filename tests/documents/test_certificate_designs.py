"""Designs Modern and Batik, the piagam, sparing and black ink, F4 and blanks: fitted, literal, inside."""

import dataclasses
import random

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

import paper_reading
from kpm_desktop.documents import award, certificate_designs, fitting
from kpm_desktop.documents.award import AwardText
from kpm_desktop.documents.certificate import Look, compose
from kpm_desktop.documents.certificate_drawing import Printout, draw
from kpm_desktop.documents.certificate_pieces import Composition, FrozenCertificate
from kpm_desktop.documents.fitting import DoesNotFit, Fitted, NameRule
from paper_samples import AWKWARD_NAMES, certificate

SEKAR = "SEKAR PERAGANINGTYAS KUSUMAWARDANI, S.Sos., M.Si."
MELATI = "Hj. MELATI PERAGADEWI KUSUMANINGRUM, S.Pd.I., M.Pd."
KENANGA = "Hj. KENANGA UMPAMAWATI KUSUMANINGTYAS PERAGADEWI, S.Pd.I., M.Pd."
RADEN = "RADEN AJENG KUSUMANINGTYAS PERAGADEWI UMPAMAWATI SIMULASIWATI"
MODERN = certificate_designs.DESIGNS["modern"].front.name
BATIK = certificate_designs.DESIGNS["batik"].front.name
WORDS = ("SITI", "KUSUMANINGTYAS", "WATI", "Hj.", "PERAGA", "MA'ARIF", "S.Pd.,", "UMPAMA,", "AVATAR", "W")
PROOF = "KPM1:C|400.10.3.5/045/426.000/2019|SITI|Sukodadi, Paiton|Pembinaan|2019-04-12|" + "Ab9-" * 28
CLEAR = {
    "klasik": (22.0, 22.0, 275.0, 188.0),
    "modern": (10.0, 10.0, 250.0, 200.0),
    "batik": (33.0, 32.0, 264.0, 179.0),
}
"""Where a design's texts may stand on A4, in mm from the top left: inside its frame."""


def page(composition: Composition) -> bytes:
    return draw([Printout(composition.frozen)], {})


def piagam(name: str, **more: object) -> AwardText:
    text = certificate(name)
    plain = AwardText(
        text.upper_name,
        text.office_name,
        text.number,
        name,
        text.role_line,
        text.place_and_date,
        text.signer,
        "JUARA I",
        ("Lomba Kader Pemberdayaan Masyarakat (KPM) Berprestasi", "Tingkat Kabupaten Probolinggo Tahun 2019"),
    )
    return dataclasses.replace(plain, **more)  # type: ignore[arg-type]


def ink_box(pdf: bytes, place: int = 0) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of everything that leaves ink on a page, in mm, by its pixels."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[place].render(scale=100 / 72, grayscale=True).to_pil()
    box = picture.point(lambda value: 255 if value < 250 else 0).getbbox()
    assert box is not None
    return tuple(edge * 25.4 / 100 for edge in box)  # type: ignore[return-value]


def name_letters(pdf: bytes, name: str) -> list[tuple[float, float, float, float]]:
    """Return the boxes of the letters of a name on the first page, in mm, as the PDF draws them."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        searched = text.search(name, match_case=True)
        found = searched.get_next()
        assert found is not None, name
        first, count = found
        return [
            tuple(edge * 25.4 / 72 for edge in text.get_charbox(place))
            for place in range(first, first + count)
        ]


@pytest.mark.parametrize(
    ("name", "how", "modern", "batik"),
    [
        ("SITI CONTOHWATI", "one", (32.0,), (32.0,)),
        ("Hj. NUR UMPAMAWATI, S.Pd.I., M.Pd.", "one", (32.0,), (32.0,)),
        (SEKAR, "titles", (27.5, 20.0), (27.0, 19.5)),
        (MELATI, "titles", (27.5, 20.0), (27.0, 19.5)),
        (KENANGA, "balanced", (26.5, 26.5), (26.5, 26.5)),
        (RADEN, "balanced", (28.0, 28.0), (28.0, 28.0)),
    ],
)
def test_the_table_of_the_construction_sheet(
    name: str, how: str, modern: tuple[float, ...], batik: tuple[float, ...]
) -> None:
    for rule, sizes in ((MODERN, modern), (BATIK, batik)):
        fitted = fitting.fit_name(name, rule)
        assert isinstance(fitted, Fitted)
        assert (fitted.how, tuple(line.size for line in fitted.lines)) == (how, sizes)


@pytest.mark.parametrize("rule", [MODERN, BATIK])
def test_a_monster_is_refused_at_the_smallest_size(rule: NameRule) -> None:
    refused = fitting.fit_name(f"{RADEN} {RADEN}, S.Pd.I., M.Pd., S.Sos., M.Si.", rule)
    assert isinstance(refused, DoesNotFit)
    assert refused.smallest == 17.0


@pytest.mark.parametrize("design", ["modern", "batik"])
@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_names_come_back_letter_for_letter(design: str, name: str) -> None:
    front, back = paper_reading.texts(page(compose(certificate(name), look=Look(design))))
    assert name in front.splitlines()
    assert name in back


@pytest.mark.parametrize("name", [*AWKWARD_NAMES, MELATI])
def test_a_piagam_names_its_winner_letter_for_letter(name: str) -> None:
    text = paper_reading.joined(page(award.compose(piagam(name))))
    assert name in text
    assert "JUARA I Lomba Kader Pemberdayaan Masyarakat (KPM) Berprestasi" in text


@pytest.mark.parametrize(
    "composition",
    [
        compose(certificate(KENANGA), look=Look("modern"), proof_text=PROOF),
        compose(certificate(KENANGA), look=Look("batik"), proof_text=PROOF),
        award.compose(piagam(KENANGA), proof_text=PROOF),
    ],
    ids=["modern", "batik", "piagam"],
)
def test_every_font_is_in_the_file(composition: Composition) -> None:
    assert paper_reading.unembedded(page(composition)) == set()


@pytest.mark.parametrize("design", ["klasik", "modern", "batik"])
def test_random_names_stay_inside_their_box_as_the_pdf_draws_them(design: str) -> None:
    dice = random.Random(4_2019)  # noqa: S311
    front = certificate_designs.DESIGNS[design].front
    left = front.x if front.anchor == "left" else front.x - front.name.width / 2
    fitted = 0
    for _ in range(40):
        name = " ".join(dice.choices(WORDS, k=dice.randint(1, 9)))[:90].strip()
        made = compose(certificate(name), look=Look(design))
        codes = {problem.code for problem in made.problems if problem.field == "name"}
        if "F.402" in codes:
            assert name not in paper_reading.joined(page(made)).split("DAFTAR MATERI")[0]
            continue
        fitted += 1
        pdf = page(made)
        assert name in paper_reading.joined(pdf)
        lines = [name] if "W.401" not in codes else _lines(made.frozen, name)
        for line in lines:
            for box in name_letters(pdf, line):
                assert box[0] >= left - 0.5
                assert box[2] <= left + front.name.width + 0.5
    assert fitted > 20


def _lines(frozen: FrozenCertificate, name: str) -> list[str]:
    texts = [str(piece["text"]) for piece in frozen.pieces if piece["kind"] == "text" and piece["page"] == 1]
    pair = next((first, second) for first in texts for second in texts if f"{first} {second}" == name)
    return list(pair)


@pytest.mark.parametrize("design", ["klasik", "modern", "batik"])
@pytest.mark.parametrize("name", ["SITI CONTOHWATI", SEKAR, KENANGA])
def test_texts_stay_inside_the_frame(design: str, name: str) -> None:
    look = Look(design, blank=True)
    left, top, right, bottom = ink_box(page(compose(certificate(name), look=look, proof_text=PROOF)))
    clear = CLEAR[design]
    assert left >= clear[0] - 0.3
    assert top >= clear[1] - 0.3
    assert right <= clear[2] + 0.3
    assert bottom <= clear[3] + 0.3


@pytest.mark.parametrize("design", ["klasik", "modern", "batik"])
@pytest.mark.parametrize(("paper", "size"), [("A4", (297.0, 210.0)), ("F4", (330.0, 215.0))])
def test_the_frame_keeps_eight_millimetres_from_the_edge(
    design: str, paper: str, size: tuple[float, float]
) -> None:
    pdf = page(compose(certificate(), look=Look(design, paper), proof_text=PROOF))
    for found in paper_reading.sizes(pdf):
        assert found == pytest.approx(size, abs=0.1)
    left, top, right, bottom = ink_box(pdf)
    assert left >= 7.6
    assert top >= 7.6
    assert right <= size[0] - 7.6
    assert bottom <= size[1] - 7.6


@pytest.mark.parametrize("design", ["klasik", "modern", "batik"])
def test_a_blank_carries_the_same_texts_in_the_same_places_and_nothing_else(design: str) -> None:
    text = certificate(KENANGA, emblem="ab" * 32)
    whole = compose(text, look=Look(design)).frozen
    blank = compose(text, look=Look(design, blank=True)).frozen
    assert whole.assets == ("ab" * 32,)
    assert blank.assets == ()
    assert {piece["kind"] for piece in blank.pieces} == {"frame", "text", "line"}
    placed = [piece for piece in whole.pieces if piece["kind"] == "text" and piece["colour"] != "#FFFFFF"]
    assert [piece for piece in blank.pieces if piece["kind"] == "text"] == placed


@pytest.mark.parametrize("design", ["klasik", "modern", "batik"])
def test_black_ink_is_black_and_sparing_ink_is_less(design: str) -> None:
    inks = {}
    for ink in ("full", "saver", "mono"):
        pdf = page(compose(certificate(), look=Look(design, ink=ink)))
        with pypdfium2.PdfDocument(pdf) as document:
            picture: Image.Image = document[0].render(scale=1).to_pil().convert("RGB")
        inks[ink] = sum(255 - mean for mean in ImageStat.Stat(picture).mean)
        if ink == "mono":
            red, green, blue = picture.split()
            for other in (green, blue):
                assert ImageStat.Stat(ImageChops.difference(red, other)).extrema[0][1] <= 3
    assert inks["saver"] < inks["full"]


def test_a_number_left_blank_is_dots_and_no_problem() -> None:
    text = dataclasses.replace(certificate(number=""), number_by_hand=True)
    made = compose(text, look=Look("batik"))
    assert made.problems == ()
    assert "Nomor : ...." in paper_reading.texts(page(made))[0]


def test_somebody_honoured_has_no_rank() -> None:
    reason = "atas pengabdiannya membina kader di Kabupaten Probolinggo"
    made = award.compose(piagam("SITI CONTOHWATI", award="", contest_lines=(), reason=reason))
    assert made.problems == ()
    text = paper_reading.joined(page(made))
    assert reason in text
    assert "JUARA" not in text


def test_seal_words() -> None:
    assert award.seal_words("JUARA I") == ("JUARA", "I")
    assert award.seal_words("JUARA HARAPAN II") == ("HARAPAN", "II")


def test_papers_of_several_designs_and_sizes_go_into_one_file() -> None:
    looks = [Look("klasik"), Look("modern", "F4"), Look("batik", ink="saver"), Look("modern", "F4")]
    run = [Printout(compose(certificate(f"CONTOH {i}"), look=look).frozen) for i, look in enumerate(looks)]
    together = draw(run, {})
    alone = [draw([one], {}) for one in run]
    assert paper_reading.sizes(together) == [size for one in alone for size in paper_reading.sizes(one)]
    assert paper_reading.geometry(together) == [
        letters for one in alone for letters in paper_reading.geometry(one)
    ]
