"""What a careful person reads in a list: headers, skipped rows, carried villages, dates, NIK."""

import datetime as dt
from pathlib import Path

import pytest

from kpm_desktop.spreadsheets.cadre_sheet import read_cadres
from kpm_desktop.spreadsheets.cell_values import (
    date_state,
    phone_of,
    read_date,
    sex_of,
    split_birth,
    split_education,
    split_nik_phone,
    split_term,
)
from kpm_desktop.spreadsheets.headers import find_header
from kpm_desktop.spreadsheets.headings import CADRE_HEADINGS, target_of
from kpm_desktop.spreadsheets.person_rows import SheetDrafts, SheetOptions
from kpm_desktop.spreadsheets.places_told import told_places, village_in
from kpm_desktop.spreadsheets.reading import Cell, Sheet, cell_text, read_file, read_text
from kpm_desktop.spreadsheets.writing import table_xlsx
from sheet_builders import DISTRICTS, TODAY, xlsx


def sheet_of(*rows: list[object], typed: bool = True) -> Sheet:
    width = max(len(row) for row in rows)
    filled = [[cell or None for cell in row] + [None] * (width - len(row)) for row in rows]
    return Sheet("Data", filled, typed=typed)  # type: ignore[arg-type]


def drafts_of(*rows: list[object], typed: bool = True, options: SheetOptions | None = None) -> SheetDrafts:  # type: ignore[type-arg]
    return read_cadres(
        sheet_of(*rows, typed=typed), TODAY, districts=DISTRICTS, options=options or SheetOptions()
    )


# text files


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_file_is_read_whatever_divides_and_encodes_it(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    rows = [["No", "Nama", "Desa"], ["1", "Rofi’i Café", "Bhinor"], ["2", "Siti", "Suko dadi"]]
    path = tmp_path / "a.csv"
    path.write_text("\r\n".join(delimiter.join(row) for row in rows), encoding=encoding, newline="")
    sheet = read_file(path).sheets[0]
    assert (list(sheet.rows), sheet.typed) == (rows, False)


def test_quoted_cells_may_hold_what_divides_and_line_breaks() -> None:
    sheet = read_text('Nama;Desa\n"Siti; ""Contoh""\nwati";Bhinor\n').sheets[0]
    assert sheet.rows[1] == ['Siti; "Contoh"\nwati', "Bhinor"]
    assert cell_text(sheet.rows[1][0]) == 'Siti; "Contoh" wati'


# headers


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("N I K", "nik"), ("No. KTP (NIK)", "nik"), ("NIK / HP", "nik_phone"), ("NAMA_LGKP", "name"),
        ("Nama Lengkap & Gelar", "name"), ("Nama Desa", "village_text"), ("Ds", "village_text"),
        ("No. Telp/WA", "phone"),
        ("Tempat, Tanggal Lahir", "birth"), ("TTL", "birth"), ("Tgl. Lahir", "birth_date"), ("JK", "sex"),
        ("No KK", ""), ("Catatan lama", ""), ("Pendidikan / Kursus", "education_courses"),
        ("Kec.", "district_text"),
        ("Nomor SK", "decree_no"), ("Tgl SK", "decree_date"), ("RT/RW", "rt_rw"), ("KET.", "notes"),
    ],
)  # fmt: skip
def test_a_heading_means_its_field(heading: str, target: str) -> None:
    assert target_of(heading, CADRE_HEADINGS) == target


def test_a_header_in_two_rows_without_merged_cells_is_put_together() -> None:
    sheet = sheet_of(
        ["DAFTAR KPM"],
        ["No", "Nama", "Jenis Kelamin", "", "Alamat", ""],
        ["", "", "L", "P", "Desa", "Dusun"],
        ["1", "Siti", "", "v", "Bhinor", "Krajan"],
    )
    header = find_header(sheet, CADRE_HEADINGS)
    assert header is not None
    assert (header.first_row, header.height) == (1, 2)
    assert [column.target for column in header.columns] == [
        "number", "name", "sex_male", "sex_female", "village_text", "hamlet",
    ]  # fmt: skip


def test_a_sheet_without_a_header_gives_nothing_until_it_is_chosen() -> None:
    rows: tuple[list[object], ...] = (["x", "y"], ["Siti", "Bhinor"])
    assert drafts_of(*rows).header is None
    chosen = drafts_of(*rows, options=SheetOptions(header=(0, 1), targets={0: "name", 1: "village_text"}))
    assert [(row.draft.name, row.draft.village_text) for row in chosen.rows] == [("Siti", "Bhinor")]


# rows


def test_titles_totals_blanks_and_signatures_are_named_and_skipped() -> None:
    drafts = drafts_of(
        ["DATA KADER DESA BHINOR KECAMATAN PAITON"],
        ["No", "Nama", "HP"],
        ["(1)", "(2)", "(3)"],
        ["1", "Siti", "081200000001"],
        ["", "", ""],
        ["No", "Nama", "HP"],
        ["2", "Rini", ""],
        ["", "JUMLAH", "2"],
        ["", "", "Paiton, 3 Mei 2019"],
        ["", "", "Kepala Desa"],
        ["", "Drs. H. CONTOH", ""],
        ["", "NIP. 19650101", ""],
    )
    assert [row.draft.name for row in drafts.rows] == ["Siti", "Rini"]
    assert [(row.row, row.kind) for row in drafts.skipped] == [
        (1, "title"), (3, "title"), (5, "blank"), (6, "title"), (8, "total"),
        (9, "signature"), (10, "signature"), (11, "signature"), (12, "signature"),
    ]  # fmt: skip
    assert {(row.draft.village_text, row.draft.district_text) for row in drafts.rows} == {
        ("BHINOR", "Paiton")
    }


def test_titles_between_the_rows_set_district_and_village() -> None:
    drafts = drafts_of(
        ["No", "Nama", "HP"],
        ["KECAMATAN PAITON"],
        ["Desa Bhinor"],
        ["1", "Siti", "081200000001"],
        ["Kec. Kotaanyar"],
        ["Desa Sidomulyo"],
        ["1", "Rini", "081200000002"],
    )
    assert [(row.draft.village_text, row.draft.district_text) for row in drafts.rows] == [
        ("Bhinor", "PAITON"),
        ("Sidomulyo", "Kotaanyar"),
    ]


def test_a_village_on_the_first_of_its_rows_is_carried_down_and_one_gap_is_not_filled() -> None:
    head: list[object] = ["No", "Desa", "Nama"]
    grouped = drafts_of(
        head, ["1", "Bhinor", "A B"], ["2", "", "C D"], ["3", "Taman", "E F"], ["4", "", "G H"]
    )
    assert [row.draft.village_text for row in grouped.rows] == ["Bhinor", "Bhinor", "Taman", "Taman"]
    many: list[list[object]] = [[str(n), f"Desa {n}", f"Siti {n}"] for n in range(1, 10)]
    gap = drafts_of(head, *many, ["10", "", "Rini"])
    assert gap.rows[-1].draft.village_text == ""


@pytest.mark.parametrize(
    ("texts", "sheet", "file", "district"),
    [
        (["KECAMATAN KOTAANYAR", "Jl. Raya Paiton"], "Sheet1", "", "Kotaanyar"),
        (["DAFTAR KPM SE-KECAMATAN DRINGU TAHUN 2019"], "PAITON", "", "Dringu"),
        (["REKAP"], "GENDING", "kader_paiton", "Gending"),
        (["REKAP"], "Sheet1", "kader_kec_paiton_2019", "Paiton"),
        (["REKAP"], "Sheet1", "KPM Paiton", "Paiton"),
        (["Kader Kec. Paiton dan Kotaanyar"], "Sheet1", "", ""),
        (["Desa Sumber Centeng"], "Sheet1", "", ""),
        (["SUMBER DATA: DPMD"], "Sheet1", "", ""),
    ],
)
def test_the_district_is_told_by_title_sheet_or_file(
    texts: list[str], sheet: str, file: str, district: str
) -> None:
    assert told_places(texts, sheet, file, DISTRICTS).district == district


@pytest.mark.parametrize(
    ("text", "village"),
    [
        ("DESA SUMURDALAM KECAMATAN BESUK", "SUMURDALAM"),
        ("PEMERINTAH DESA BHINOR", "BHINOR"),
        ("KADER PEMBERDAYAAN MASYARAKAT DESA (KPMD)", ""),
        ("KEPALA DESA SE-KECAMATAN PAITON", ""),
        ("DATA PER DESA TAHUN 2019", ""),
    ],
)
def test_a_title_names_a_village_only_after_its_word(text: str, village: str) -> None:
    assert village_in(text) == village


# NIK


def nik_statuses(niks: list[object], *, typed: bool) -> list[str]:
    rows = [[number, f"Siti {chr(65 + number)}", nik] for number, nik in enumerate(niks, 1)]
    return [row.draft.nik_status for row in drafts_of(["No", "Nama", "NIK"], *rows, typed=typed).rows]


def test_a_numeric_cell_is_trusted_only_when_its_digits_survived() -> None:
    cells: list[object] = [
        "3513120101010010",
        3513120101010011.0,
        3513120101010010.0,
        351312010101001.0,
        "-",
        0,
    ]
    assert nik_statuses(cells, typed=True) == ["ok", "ok", "damaged", "invalid", "missing", "missing"]


def test_in_untyped_text_values_ending_in_0_are_suspect_only_when_most_do() -> None:
    good = [f"351312010101001{digit}" for digit in "1234"]
    zero = [f"3513120101010{number}0" for number in range(10, 13)]
    assert nik_statuses([*good, *zero], typed=False) == ["ok"] * 7
    assert nik_statuses([*good[:2], *zero], typed=False) == ["ok", "ok", "damaged", "damaged", "damaged"]


# cells


@pytest.mark.parametrize(
    ("cell", "sex"),
    [
        ("l", "L"),
        ("Lk", "L"),
        ("Laki-laki", "L"),
        ("Pr", "P"),
        ("WANITA", "P"),
        (2.0, "P"),
        ("-", ""),
        ("x", None),
    ],
)
def test_the_sex_is_read(cell: str | float, sex: str | None) -> None:
    assert sex_of(cell) == sex


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (81379683399.0, "081379683399"), ("+62 813 6818 0959", "081368180959"),
        ("0857-4804-3471", "085748043471"),
        ("tidak ada", ""), ("-", ""), ("081200000001 / 081200000002", "081200000001"),
    ],
)  # fmt: skip
def test_a_phone_gets_its_zero_back(cell: str | float, phone: str) -> None:
    assert phone_of(cell) == phone


def test_columns_of_two_things_are_taken_apart() -> None:
    assert split_birth("Jember, 19 Maret 1974") == ("Jember", "19 Maret 1974")
    assert split_birth("12/4/1980") == ("", "12/4/1980")
    assert split_birth("Probolinggo") == ("Probolinggo", None)
    assert split_nik_phone("3513191302890274 / 081214902146") == ("3513191302890274", "081214902146")
    assert split_nik_phone("081214902146") == (None, "081214902146")
    assert split_nik_phone("35131913028902 / -") == ("35131913028902", None)
    assert split_education("SMK / Pelatihan KPM") == ("SMK", "Pelatihan KPM")
    assert split_education("SMA/SMK") == ("SMA/SMK", "")
    assert split_term("12-4-2019 s.d. 11-4-2025") == ("12-4-2019", "11-4-2025")


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("04/10/71", dt.date(1971, 10, 4)), ("13-02-1989", dt.date(1989, 2, 13)),
        (30773.0, dt.date(1984, 4, 1)),
        (dt.date(1990, 5, 6), dt.date(1990, 5, 6)), ("19 Maret 1974", dt.date(1974, 3, 19)),
        ("-", None), (None, None),
    ],
)  # fmt: skip
def test_dates_are_day_first_and_empty_stays_empty(
    cell: str | float | dt.date | None, date: dt.date | None
) -> None:
    found = read_date(cell, "birth_date", TODAY)
    assert (found.date, found.problems) == (date, ())


def test_an_impossible_birth_date_blocks_and_an_unreadable_one_is_left_empty() -> None:
    assert [problem.code for problem in read_date("31/02/1984", "birth_date", TODAY).problems] == ["F.107"]
    assert [problem.code for problem in read_date("lupa", "birth_date", TODAY).problems] == ["W.217"]


def test_the_order_of_a_column_is_told_once_for_all_its_dates() -> None:
    assert date_state(["04/10/71", "23/06/88", None]) == "clear"
    assert date_state(["04/10/1971", "06/23/1988"]) == "month_first"
    assert date_state(["23/06/1988", "06/23/1988"]) == "mixed"
    assert date_state(["23/06/1988", "30/06/1988", dt.date(1980, 1, 5), dt.date(1981, 2, 6)]) == "swapped"
    rows: tuple[list[object], ...] = (
        ["Nama", "Tgl Lahir"],
        ["Siti A", "04/10/1971"],
        ["Siti B", "06/23/1988"],
    )
    asked = drafts_of(*rows)
    assert asked.dates == {1: "month_first"}
    answered = drafts_of(*rows, options=SheetOptions(date_orders={1: "month_first"}))
    assert [row.draft.birth_date for row in answered.rows] == [dt.date(1971, 4, 10), dt.date(1988, 6, 23)]
    assert not answered.dates


# out


def test_what_goes_out_comes_back_as_it_was(tmp_path: Path) -> None:
    row: list[Cell] = [
        "=1+1",
        "3513120101010010",
        dt.date(1984, 2, 5),
        "http://contoh",
        "081200000001",
        7.0,
        None,
    ]
    path = tmp_path / "a.xlsx"
    path.write_bytes(table_xlsx("Kader [1]/2", [f"K{number}" for number in range(7)], [row]))
    (sheet,) = read_file(path).sheets
    assert sheet.rows[1][:6] == row[:6]


def test_hidden_columns_are_told_and_read_like_the_others(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Data": [["Nama", "Desa"], ["Siti Contoh", "Bhinor"]]})
    assert read_file(path).sheets[0].hidden_columns == frozenset()
    sample = read_file(Path(__file__).parents[1] / "files" / "sheets" / "dirty.xlsx")
    drafts = read_cadres(sample.sheets[0], TODAY)
    assert drafts.header is not None
    assert [column.heading for column in drafts.header.columns if column.is_hidden] == ["Catatan lama"]
