"""Papers with tables: the book D.4, transport money, lists, cards, running papers; measured and read back."""

import re
import zlib

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

import paper_reading
from kpm_desktop.documents import (
    cadre_book,
    cadre_card,
    drawing,
    list_print,
    minutes,
    name_cards,
    transport_list,
)
from kpm_desktop.documents.cadre_book import BookPart, BookVillage, CadreBook
from kpm_desktop.documents.drawing import Sketchbook
from kpm_desktop.documents.flow import Flow, Frame
from kpm_desktop.documents.grid import Grid, GridColumn, wrapped
from kpm_desktop.documents.list_print import ListColumn, ListPaper
from kpm_desktop.documents.minutes import EventMinutes
from kpm_desktop.documents.name_cards import NameCard
from kpm_desktop.documents.page import A4, F4
from kpm_desktop.documents.signature import SignatureBlock, Signer
from kpm_desktop.documents.transport_list import Receipt, TransportList
from kpm_desktop.domain import card_codes
from kpm_desktop.domain.words import rupiah_in_words, thousands
from paper_samples import AWKWARD_NAMES, HEAD_OF_OFFICE, HEAD_OF_SECTION, sheet

BLOCK = SignatureBlock("Probolinggo, 12 April 2019", HEAD_OF_SECTION, HEAD_OF_OFFICE)
F4_ACROSS = (330.0, 215.0)
SIGNER = HEAD_OF_SECTION.name


def book(rows: int, villages: int = 1, notes: str = "") -> CadreBook:
    row = ("Siti <Contoh> & Wati", "35", "P", "SMA/SMK\nKursus P3K 2018", "1.2 Kesehatan", "Krajan", notes)
    found = tuple(
        BookVillage(f"Desa {place}" if villages > 1 else "", (row,) * rows) for place in range(villages)
    )
    return CadreBook(2019, "12 April 2019", (BookPart("Desa X", (("Desa", "X"),), found, BLOCK),))


def transport(receipts: tuple[Receipt, ...]) -> TransportList:
    head = sheet(F4).letterhead
    signer = Signer(("BENDAHARA PENGELUARAN PEMBANTU,",), SIGNER, "", HEAD_OF_SECTION.nip)
    fields = (("Kegiatan", "Pembinaan KPM"), ("Hari, tanggal", "Jumat, 12 April 2019"))
    return TransportList(
        head, fields, fields, "Pendopo", "UT-2019-001", receipts, "Probolinggo", signer, signer, signer
    )


def test_the_book_has_exactly_the_eight_official_columns_and_their_numbers() -> None:
    pdf = drawing.draw(cadre_book.compose(book(30)))
    assert sum(cadre_book.WIDTHS) == 295.0
    assert len(cadre_book.grid().columns) == 8
    pages = paper_reading.texts(pdf)
    for page in pages:
        assert "UMUR" in page
        assert "1 2 3 4 5 6 7 8" in " ".join(page.split())
    text = paper_reading.joined(pdf)
    assert text.count("Siti <Contoh> & Wati") == 30
    assert text.count("Kursus P3K 2018") == 30
    assert "1.2 Kesehatan" in text
    assert all(size == pytest.approx(F4_ACROSS, abs=0.1) for size in paper_reading.sizes(pdf))
    assert not paper_reading.unembedded(pdf)


def test_numbers_restart_in_each_village_of_a_kecamatan() -> None:
    text = paper_reading.joined(drawing.draw(cadre_book.compose(book(2, villages=3))))
    for village in range(3):
        assert f"Desa {village} 1 Siti" in text
    assert len(re.findall(r"\b2 Siti", text)) == 3


@pytest.mark.parametrize("rows", range(1, 45))
def test_the_books_signature_block_never_stands_alone(rows: int) -> None:
    pages = paper_reading.texts(drawing.draw(cadre_book.compose(book(rows))))
    assert SIGNER in pages[-1]
    assert sum(SIGNER in page for page in pages) == 1
    assert pages[-1].count("Siti <Contoh>") >= min(rows, 2)
    assert sum(page.count("Siti <Contoh>") for page in pages) == rows


@given(st.lists(st.tuples(st.integers(0, 9_999_999), st.integers(0, 100)), min_size=1, max_size=90))
@settings(max_examples=25)
def test_totals_of_pages_and_the_whole_agree_with_an_independent_sum(money: list[tuple[int, int]]) -> None:
    receipts = tuple(
        Receipt(f"NAMA {place}", "KPM", "Sukodadi", "-", amount, amount * percent // 100)
        for place, (amount, percent) in enumerate(money)
    )
    made = transport_list.compose(transport(receipts))
    texts = paper_reading.texts(drawing.draw(made))
    pattern = re.compile(r"JUMLAH HALAMAN INI ([\d.]+) ([\d.]+) ([\d.]+)")
    pages = [tuple(int(part.replace(".", "")) for part in pattern.findall(text)[0]) for text in texts]
    amount, tax = sum(one for one, _ in money), sum(one * percent // 100 for one, percent in money)
    assert [sum(column) for column in zip(*pages, strict=True)] == [amount, tax, amount - tax]
    assert all(one == other + third for one, other, third in pages)
    last = " ".join(texts[-1].split())
    assert f"JUMLAH SELURUHNYA {thousands(amount)} {thousands(tax)} {thousands(amount - tax)}" in last
    assert f"Terbilang : {rupiah_in_words(amount)}" in last
    if len(pages) > 1:
        carried = [sum(column) for column in zip(*pages[:-1], strict=True)]
        assert " ".join(thousands(one) for one in carried) in last
    for place in range(len(money)):
        assert sum(f"NAMA {place} KPM" in text.replace("\n", " ") for text in texts) == 1
    assert f"NAMA {len(money) - 1} KPM" in last
    assert "NAMA" in texts[-1]


@pytest.mark.parametrize("rows", range(1, 70))
def test_the_last_page_of_the_transport_list_keeps_two_rows_and_room_for_signers(rows: int) -> None:
    made = transport_list.compose(transport((Receipt("SITI", "KPM", "X", "-", 150_000, 0),) * rows))
    pdf = drawing.draw(made)
    pages = paper_reading.texts(pdf)
    assert pages[-1].count("SITI") >= min(rows, 2)
    assert pages[0].count("SITI") <= 14
    assert all(size == pytest.approx(F4_ACROSS, abs=0.1) for size in paper_reading.sizes(pdf))
    lowest = min(letter.bottom for letter in paper_reading.geometry(pdf)[-1] if letter.letter.strip())
    assert lowest >= 12 / 25.4 * 72


def test_awkward_names_come_back_letter_for_letter() -> None:
    receipts = tuple(Receipt(name, "KPM", "Soka'an", "-", 1, 0) for name in AWKWARD_NAMES)
    rows = [(name, "Soka'an") for name in AWKWARD_NAMES]
    shown = ListPaper(F4, "Daftar", "", (ListColumn("Nama"), ListColumn("Desa")), rows, "12 April 2019")
    for made in (transport_list.compose(transport(receipts)), list_print.compose(shown)):
        text = paper_reading.joined(drawing.draw(made))
        for name in AWKWARD_NAMES:
            assert name in text
        assert not made.problems


def test_a_letter_that_no_font_has_is_told() -> None:
    shown = ListPaper(A4, "Daftar", "", (ListColumn("Nama"),), [("Siti \u4e2d",)], "12 April 2019")
    assert [problem.code for problem in list_print.compose(shown).problems] == ["F.404"]


def test_name_cards_stand_ten_on_a_page_and_their_codes_are_read() -> None:
    cards = tuple(
        NameCard(place.to_bytes(16, "big"), f"SITI CONTOHWATI {place}", "KPM", "Desa X\nKec. Y", "Pembinaan")
        for place in range(1, 13)
    )
    made = name_cards.compose(cards, "PEMERINTAH KABUPATEN PROBOLINGGO", "DINAS CONTOH", None)
    pdf = drawing.draw(made)
    assert [text.count("SITI CONTOHWATI") for text in paper_reading.texts(pdf)] == [10, 2]
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=200 / 72).to_pil()
    found = {code.text for code in zxingcpp.read_barcodes(picture)}
    assert found == {card_codes.card_code(card.person) for card in cards[:10]}
    start, _, crc = card_codes.card_code(cards[0].person).rpartition(":")
    assert start == f"KPM1:K:{cards[0].person.hex()}"
    assert int(crc, 16) == zlib.crc32(start.encode())


def test_a_name_that_fits_no_card_is_told_and_not_printed() -> None:
    card = NameCard(bytes(16), "RADENAJENGKUSUMANINGTYASPERAGADEWIUMPAMAWATISIMULASIWATI", "KPM", "X")
    made = name_cards.compose((card,), "", "", None)
    assert [problem.code for problem in made.problems] == ["F.402"]
    assert card.name not in paper_reading.joined(drawing.draw(made))


@pytest.mark.parametrize("lines", [*range(30, 60), 100])
def test_a_running_papers_signature_block_takes_three_lines_along(lines: int) -> None:
    head = sheet(F4).letterhead
    results = "\n".join(f"Catatan nomor {place}." for place in range(lines))
    paper = EventMinutes(
        head, ("PEMBINAAN",), "1", "Pembuka.", (("JUMLAH", *"12345678"),), (), results, BLOCK
    )
    pages = paper_reading.texts(drawing.draw(minutes.compose(paper)))
    assert SIGNER in pages[-1]
    assert pages[-1].count("Catatan") + 1 >= 3
    assert sum(page.count("Catatan nomor") for page in pages) == lines


def test_a_frozen_drawing_is_drawn_again_to_the_byte() -> None:
    made = minutes.compose(
        EventMinutes(
            sheet(F4).letterhead, ("A",), "1", "Pembuka & <isi>.", (("JUMLAH", *"12345678"),), (), "", BLOCK
        )
    )
    text = drawing.to_json(made)
    again = drawing.from_json(text, lambda name: made.assets[name])
    assert drawing.draw(again) == drawing.draw(made)
    assert drawing.digest(drawing.to_json(again)) == drawing.digest(text)


@given(st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "Zs")), max_size=120))
@settings(max_examples=60)
def test_a_wrapped_cell_keeps_every_letter(text: str) -> None:
    cell = wrapped(text, 30.0, 9.5)
    kept = "".join(cell.lines).replace(" ", "").replace("\u00a0", "")
    assert kept == text.replace(" ", "").replace("\u00a0", "")


def test_table_heads_are_repeated_and_a_heading_never_ends_a_page() -> None:
    grid = Grid((GridColumn("NO", 10.0), GridColumn("NAMA", 60.0)), 20.0)
    for before in range(25, 45):
        flow = Flow(Frame(20.0, 195.0, 20.0, 270.0))
        for _ in range(before):
            flow.line("Kalimat.")
        flow.heading("JUDUL TABEL")
        flow.table(grid, [(str(number), "ISI") for number in range(40)])
        made = Sketchbook(A4, "uji")
        flow.place(made, made.page(), 20.0)
        pages = paper_reading.texts(drawing.draw(made.finish()))
        for page in pages:
            assert ("ISI" in page) == ("NAMA" in page)
            assert "JUDUL TABEL" not in page or "ISI" in page


def test_a_cadres_card_shows_no_full_nik() -> None:
    card = cadre_card.CadreCard("SITI", None, (("NIK", "3513 •••• •••• 0001"),), (), (), (), (), "", "")
    pdf = drawing.draw(cadre_card.compose((card, card), sheet(A4).letterhead, "12 April 2019"))
    assert [round(width) for width, _ in paper_reading.sizes(pdf)] == [210, 210]
    assert not re.search(r"\d{16}", paper_reading.joined(pdf))
