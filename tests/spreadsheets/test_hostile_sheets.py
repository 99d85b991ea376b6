"""A hostile file is refused with its code, or read clean, within seconds and in bounded memory."""

import contextlib
import random
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kpm_desktop.domain.sheet_error import SheetError
from kpm_desktop.spreadsheets.cadre_sheet import read_cadres
from kpm_desktop.spreadsheets.prescan import MOST_COLUMNS, MOST_ROWS, scan
from kpm_desktop.spreadsheets.reading import read_file, read_text
from sheet_builders import SAMPLES, TODAY, locked_xlsx, ods, raw_xlsx, text_cell, xlsx

HEAD = ["No", "Nama", "Desa"]


@pytest.fixture(autouse=True)
def _within_seconds() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < 10


def code_of(path: Path) -> str:
    with pytest.raises(SheetError) as caught:
        read_file(path)
    return caught.value.code


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        (text_cell("A1", "x") + '<c r="XFD1048576"><v>1</v></c>', "rows"),
        ('<c r="A1"><v>1</v></c><c s="1" r="SG1"><v>1</v></c>', "columns"),
        ("<c r='A200001'><v>1</v></c>", "rows"),
        ('<x:c xmlns:x="y" r="A1048576"/>', "rows"),
    ],
)
def test_a_cell_at_a_far_corner_is_refused_before_it_is_opened(tmp_path: Path, cells: str, what: str) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", f"<row>{cells}</row>")
    with pytest.raises(SheetError) as caught:
        scan(path)
    assert (caught.value.code, caught.value.values["what"]) == ("E-TABELBESAR", what)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="xfd1048576"><v>1</v></c>',
        '<c r = "XFD1048576"><v>1</v></c>',
        '<c y:r="A1" r="XFD1048576"><v>1</v></c>',
        """<c t=' r="A1"' r="XFD1048576"><v>1</v></c>""",
        '<c t=">" r="XFD1048576"><v>1</v></c>',
        '<c r="&#88;FD1048576"><v>1</v></c>',
        '<c r="ABCDE1"><v>1</v></c>',
    ],
)
def test_a_reference_cannot_hide_from_the_look_ahead(tmp_path: Path, cell: str) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", f'<row r="1">{text_cell("A1", "x")}{cell}</row>')
    assert code_of(path) in {"E-TABELBESAR", "E-TABELRUSAK"}


def test_a_sheet_in_two_bytes_a_letter_is_refused(tmp_path: Path) -> None:
    sheet = '<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData/></worksheet>'.encode("utf-16")
    path = raw_xlsx(tmp_path / "a.xlsx", "", {"xl/worksheets/sheet2.xml": sheet})
    assert code_of(path) == "E-TABELRUSAK"


def test_a_far_row_and_a_far_column_apart_count_as_their_rectangle(tmp_path: Path) -> None:
    rows = (
        f'<row r="1"><c r="RF1"><v>1</v></c></row><row r="{MOST_ROWS}"><c r="A{MOST_ROWS}"><v>1</v></c></row>'
    )
    assert code_of(raw_xlsx(tmp_path / "a.xlsx", rows)) == "E-TABELBESAR"


@pytest.mark.parametrize("row", ["<row><c><v>1</v></c></row>", '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'])
def test_a_million_rows_are_refused_with_or_without_cell_references(tmp_path: Path, row: str) -> None:
    rows = "".join(map(row.format, range(1, 1_000_001)))
    assert code_of(raw_xlsx(tmp_path / "a.xlsx", rows)) == "E-TABELBESAR"


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', {}),
        ("", {"xl/sharedStrings.xml": b"<sst>" + b" " * 80_000_000 + b"</sst>"}),
    ],
    ids=["far", "bomb"],
)
def test_what_is_refused_took_little_memory(tmp_path: Path, rows: str, parts: dict[str, bytes]) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", rows, parts)
    tracemalloc.start()
    try:
        assert code_of(path) == "E-TABELBESAR"
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_a_zip_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    bomb = raw_xlsx(
        tmp_path / "a.xlsx", "", {"xl/sharedStrings.xml": b"<sst>" + b" " * 80_000_000 + b"</sst>"}
    )
    assert code_of(bomb) == "E-TABELBESAR"


def test_a_part_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", text_cell("A1", "x" * 5000))
    content = bytearray(path.read_bytes())
    place = content.rindex(b"xl/worksheets/sheet1.xml") - 46 + 24
    content[place : place + 4] = (100).to_bytes(4, "little")
    path.write_bytes(content)
    assert code_of(path) == "E-TABELRUSAK"


def test_entries_under_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        raw_xlsx(tmp_path / "a.xlsx", "", {"xl/workbook.xml": "<workbook/>"})
    assert code_of(tmp_path / "a.xlsx") == "E-TABELBESAR"


def test_a_locked_file_says_so(tmp_path: Path) -> None:
    assert code_of(locked_xlsx(tmp_path / "a.xlsx")) == "E-TABELSANDI"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 ...", "E-BUKANTABEL"),
        (b"\x89PNG\r\n\x1a\n", "E-BUKANTABEL"),
        (b"\x00\x01\x02\x03binary", "E-BUKANTABEL"),
        (b"SQLite format 3\x00", "E-BUKANTABEL"),
        (b'<?xml version="1.0"?><Workbook/>', "E-BUKANTABEL"),
        (b"", "E-TABELKOSONG"),
        (b"\r\n\r\n", "E-TABELKOSONG"),
        (b"PK\x03\x04cut off", "E-TABELRUSAK"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "E-TABELRUSAK"),
    ],
)
def test_what_only_bears_the_name_of_a_table_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    for name in ("a.xlsx", "a.xls", "a.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        assert code_of(path) == code


def test_a_document_of_another_program_is_named(tmp_path: Path) -> None:
    path = tmp_path / "surat.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<document/>")
    with pytest.raises(SheetError) as caught:
        read_file(path)
    assert caught.value.values["kind"] == "DOCX"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert code_of(tmp_path / "tidak-ada.xlsx") == "E-TABELHILANG"


@pytest.mark.parametrize(
    "repeat",
    ['table:number-rows-repeated="1048576"', 'table:number-rows-repeated="300000"'],
)
def test_an_opendocument_sheet_that_repeats_a_row_for_ever_is_refused(tmp_path: Path, repeat: str) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    row = f"<table:table-row {repeat}>{cell}</table:table-row>"
    path = ods(tmp_path / "a.ods", row)
    assert code_of(path) == "E-TABELBESAR"


def test_the_empty_rest_of_an_opendocument_sheet_does_not_count(tmp_path: Path) -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in HEAD
    )
    rows = (
        f"<table:table-row>{cells}<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"
        "<table:table-row table:number-rows-repeated='1048000'>"
        "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    )
    assert read_file(ods(tmp_path / "a.ods", rows)).sheets[0].rows == [HEAD]


def test_formulas_come_as_their_last_value_and_texts_that_look_like_one_stay_texts(tmp_path: Path) -> None:
    cells = (
        text_cell("A2", "1")
        + '<c r="B2" t="str"><f>"Siti"&amp;" Contohwati"</f><v>Siti Contohwati</v></c>'
        + text_cell("C2", "=cmd|' /C calc'!A0")
    )
    head = "".join(text_cell(f"{place}1", text) for place, text in zip("ABC", HEAD, strict=True))
    path = raw_xlsx(tmp_path / "a.xlsx", f'<row r="1">{head}</row><row r="2">{cells}</row>')
    (row,) = read_cadres(read_file(path).sheets[0], TODAY).rows
    assert (row.draft.name, row.draft.village_text) == ("Siti Contohwati", "=cmd|' /C calc'!A0")


def test_sixty_columns_are_read_and_beyond_the_limit_refused(tmp_path: Path) -> None:
    extra = [f"Kolom {number}" for number in range(57)]
    rows: list[list[object]] = [[*HEAD, *extra], [1, "Rini Melati", "Sukodadi", *["x"] * 57]]
    sheet = read_file(xlsx(tmp_path / "a.xlsx", {"Data": rows})).sheets[0]
    drafts = read_cadres(sheet, TODAY)
    assert drafts.rows[0].draft.name == "Rini Melati"
    assert drafts.header is not None
    assert len(drafts.header.columns) == 60
    with pytest.raises(SheetError, match="E-TABELBESAR"):
        read_text("\t".join(["x"] * (MOST_COLUMNS + 1)))


def test_one_merged_range_over_everything_leaves_its_first_cell(tmp_path: Path) -> None:
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    row = f'<row r="1">{text_cell("A1", "Semua jadi satu")}</row>'
    path = raw_xlsx(tmp_path / "a.xlsx", row, after=merge)
    sheet = read_file(path).sheets[0]
    assert sheet.rows == [["Semua jadi satu"]]
    assert read_cadres(sheet, TODAY).header is None


def test_control_and_bidi_signs_leave_no_trace_in_the_data() -> None:
    text = "No\tNama\tDesa\n1\tSiti\u202e \u200bContoh\x07wati\u2066\tSuko\u00addadi\ufeff\n"
    (row,) = read_cadres(read_text(text).sheets[0], TODAY).rows
    assert (row.draft.name, row.draft.village_text) == ("Siti Contohwati", "Sukodadi")
    assert not [problem for problem in row.problems if problem.is_blocking]


def test_an_unclosed_quote_ends_in_a_refusal_or_in_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('No;Nama;Desa\n1;"Siti;Sukodadi\n' + "2;Rini;Bhinor\n" * 20_000, encoding="utf-8")
    assert code_of(path) == "E-TABELRUSAK"


@pytest.mark.parametrize("name", ["old_xls.xls", "two_row_header.xlsx"])
def test_a_damaged_copy_is_read_or_refused_and_never_more(tmp_path: Path, name: str) -> None:
    chance = random.Random(20261124)  # noqa: S311 - no secret
    whole = (SAMPLES / name).read_bytes()
    damages: list[Callable[[bytearray], None]] = [
        lambda content: content.__setitem__(chance.randrange(len(content)), chance.randrange(256)),
        lambda content: content.__delitem__(slice(chance.randrange(len(content)), None)),
    ]
    for number in range(120):
        content = bytearray(whole)
        for _ in range(chance.randrange(1, 12)):
            if content:
                damages[number % 10 == 0](content)
        path = tmp_path / name
        path.write_bytes(content)
        with contextlib.suppress(SheetError):
            read_file(path)
