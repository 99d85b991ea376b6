"""Spreadsheets for tests: lists as other programs export them, and files that are made to do harm."""

import datetime as dt
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

SAMPLES = Path(__file__).parent / "files" / "sheets"
TODAY = dt.date(2026, 11, 24)
DISTRICTS = (
    "Paiton",
    "Kotaanyar",
    "Kraksaan",
    "Besuk",
    "Tiris",
    "Gending",
    "Pajarakan",
    "Krejengan",
    "Dringu",
    "Sumber",
)

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PARTS = {
    "[Content_Types].xml": _TYPES,
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1"'
    f' Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def raw_xlsx(
    path: Path, rows: str, parts: Mapping[str, str | bytes] | None = None, *, after: str = ""
) -> Path:
    """Write a package whose one sheet holds this XML between its `sheetData` tags, and `after` them."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _PARTS.items():
            package.writestr(name, text)
        sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
        package.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in (parts or {}).items():
            package.writestr(name, content)
    return path


def text_cell(place: str, text: str) -> str:
    """Return the XML of a text cell."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def xlsx(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    merges: Sequence[str] = (),
    hidden: Sequence[str] = (),
) -> Path:
    """Write a workbook; texts as texts, numbers as numbers, dates as dates."""
    workbook = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    date = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(number, place, dt.datetime.combine(value, dt.time()), date)
                elif isinstance(value, str) and value:
                    sheet.write_string(number, place, value)
                elif value is not None and value != "":
                    sheet.write(number, place, value)
        for merge in merges:
            sheet.merge_range(merge, rows[0][0])
        if name in hidden:
            sheet.hide()
    workbook.close()
    return path


def ods(path: Path, rows: str) -> Path:
    """Write an OpenDocument sheet from the XML of its rows."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="Data">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def opensid_export(path: Path) -> Path:
    """Write what OpenSID calls Excel: a table in a web page, internal names, sex as 1 and 2."""
    headings = (
        "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "jenis_kelamin", "tempatlahir", "tanggallahir",
        "agama_id", "pendidikan_kk_id", "pekerjaan_id", "telepon",
    )  # fmt: skip
    people = (
        ("Jl. Melati", "Krajan", "001", "002", "SITI CONTOHWATI", "3513120101010001", "3513124105800001", "2",
         "Probolinggo", "01-05-1980", "1", "SLTA/SEDERAJAT", "PETANI", "0812-0000-0101"),
        ("", "Krajan", "001", "003", "H. IMAM CEMARA, S.Pd", "3513120101010002", "3513121206750002", "1",
         "Jember", "12-06-1975", "1", "DIPLOMA IV/STRATA I", "GURU", "-"),
        ("", "Pesisir", "002", "001", "RINI MELATI", "3513120101010003", "3513125511900010", "2",
         "Probolinggo", "15-11-1990", "1", "SLTP/SEDERAJAT", "PEDAGANG", "6281200000103"),
    )  # fmt: skip
    head = "".join(f"<th>{text}</th>" for text in headings)
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in person) + "</tr>" for person in people)
    title = f'<tr><td colspan="{len(headings)}">Data Penduduk Desa Sukodadi Kecamatan Paiton</td></tr>'
    path.write_text(
        f"<html><meta charset='utf-8'><body><table>{title}<tr>{head}</tr>{body}</table></body></html>",
        encoding="utf-8",
    )
    return path


def siak_list(path: Path) -> Path:
    """Write a list as the civil registry prints it: capitals, pipes, a BOM, all NIK as bare digits."""
    lines = (
        "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
        "NO|NIK|NAMA_LGKP|JENIS_KLMIN|TMPT_LHR|TGL_LHR|ALAMAT|NO_RT|NO_RW|NAMA_KEL|NAMA_KEC|PDDK_AKH",
        "1|3513124107820003|NUR ANGGREK|PEREMPUAN|PROBOLINGGO|01/07/1982|KRAJAN|002|001|SUKODADI|PAITON|S1",
        "2|3513120312700004|MOCH. BAKAU|LAKI-LAKI|SITUBONDO|03/12/1970|PESISIR|001|003|BHINOR|PAITON|SMP",
        "3|3513114309880005|ST. KENANGA|PEREMPUAN|JEMBER|03/09/1988||004|002|SIDOMULYO|KOTA ANYAR|SMA",
        "JUMLAH|3||||||||||",
    )
    path.write_text("\r\n".join(lines), encoding="utf-8-sig", newline="")
    return path


def locked_xlsx(path: Path) -> Path:
    """Write a compound file with the stream in which Excel puts a locked workbook."""
    sector = 512
    header = bytearray(sector)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[0x1E:0x22] = (9).to_bytes(2, "little") + (6).to_bytes(2, "little")
    end, free = b"\xfe\xff\xff\xff", b"\xff\xff\xff\xff"
    header[0x30:0x34] = (1).to_bytes(4, "little")
    header[0x38:0x3C] = (4096).to_bytes(4, "little")
    header[0x3C:0x40], header[0x44:0x48] = end, end
    header[0x4C:] = (0).to_bytes(4, "little") + free * 108
    table = b"\xfd\xff\xff\xff" + end + free * 126
    path.write_bytes(
        bytes(header) + table + _entry("Root Entry", 5) + _entry("EncryptedPackage", 2) + bytes(256)
    )
    return path


def _entry(name: str, kind: int) -> bytes:
    entry = bytearray(128)
    text = name.encode("utf-16-le")
    entry[: len(text)] = text
    entry[0x40:0x43] = (len(text) + 2).to_bytes(2, "little") + bytes([kind])
    entry[0x74:0x78] = b"\xfe\xff\xff\xff"
    return bytes(entry)
