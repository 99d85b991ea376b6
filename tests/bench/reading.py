"""Figures of reading and validating 100,000 rows x 20 columns against openpyxl merely reading. No test.

python tests/bench/reading.py [rows]
"""

import datetime as dt
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import xlsxwriter

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from kpm_desktop.spreadsheets.cadre_sheet import read_cadres  # noqa: E402 - the path comes first
from kpm_desktop.spreadsheets.prescan import scan  # noqa: E402
from kpm_desktop.spreadsheets.reading import Table, read_file  # noqa: E402

ROWS = 100_000
GOAL = 0.8
TODAY = dt.date(2026, 11, 24)
HEADINGS = (
    "NO", "NAMA LENGKAP", "NIK", "L/P", "TEMPAT LAHIR", "TANGGAL LAHIR", "DESA", "KECAMATAN", "ALAMAT", "RT",
    "RW", "NO HP", "PENDIDIKAN", "KURSUS", "PEKERJAAN", "JABATAN", "BIDANG", "NOMOR SK", "TANGGAL SK",
    "KETERANGAN",
)  # fmt: skip
FIRST = ("Siti", "Rini", "Nur", "Dewi", "Khusnul", "Umi", "Moch.", "Abd.", "Imam", "Slamet", "Juma'ati")
LAST = ("Contohwati", "Melati", "Cemara", "Gelombang", "Anggrek", "Mawar", "Kenanga", "Pinus", "Bakau")
TITLES = ("", "", "", ", S.Pd.", ", S.E.", ", S.Sos.", ", S.H., M.H.")


def write_list(path: Path, rows: int) -> None:
    """Write an invented list of cadres, every name, NIK and phone another."""
    workbook = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = workbook.add_worksheet("KPM")
    date = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for place, heading in enumerate(HEADINGS):
        sheet.write_string(0, place, heading)
    for number in range(1, rows + 1):
        born = dt.datetime(1955, 1, 1) + dt.timedelta(days=number * 7 % 17_000)  # noqa: DTZ001 - a cell has no zone
        name = f"{FIRST[number % 11]} {LAST[number % 9]} {LAST[number // 9 % 9]}{TITLES[number % 7]}"
        sheet.write_number(number, 0, number)
        texts = {
            1: name, 2: f"351312{born:%d%m%y}{number % 9999 + 1:04}", 3: "LP"[number % 2], 4: "Probolinggo",
            6: f"Desa {number % 300}", 7: "Paiton", 8: f"Dusun Krajan {number % 40}", 9: f"{number % 9:03}",
            10: f"{number % 7:03}", 11: f"0812{number:08}", 12: "SMA", 13: "Pelatihan KPM", 14: "Pedagang",
            15: "Anggota", 16: "Kesehatan", 17: f"141/{number}/426.417.14/2018", 19: "",
        }  # fmt: skip
        for place, text in texts.items():
            sheet.write_string(number, place, text)
        sheet.write_datetime(number, 5, born, date)
        sheet.write_datetime(number, 18, dt.datetime(2018, 10, 8), date)  # noqa: DTZ001
    workbook.close()


def cpu(act: Callable[[], object]) -> float:
    """Return the CPU seconds that one call takes."""
    start = time.process_time()
    act()
    return time.process_time() - start


def with_openpyxl(path: Path) -> int:
    """Read every cell and do nothing with it."""
    workbook = openpyxl.load_workbook(path, read_only=True)
    count = sum(len(row) for sheet in workbook for row in sheet.iter_rows(values_only=True))
    workbook.close()
    return count


def main() -> None:
    """Print the figures."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "besar.xlsx"
        write_list(path, rows)
        tables: list[Table] = []
        looking = cpu(lambda: scan(path))
        reading = cpu(lambda: tables.append(read_file(path)))
        mapping = cpu(lambda: _all_read(tables[0], rows))
        tables.clear()
        merely = cpu(lambda: with_openpyxl(path))
    ours = reading + mapping
    print(f"file looked at first     {looking:8.2f} s")
    print(f"read (with that)         {reading:8.2f} s")
    print(f"mapped and validated     {mapping:8.2f} s")
    print(f"openpyxl merely reads    {merely:8.2f} s")
    print(f"ratio                    {ours / merely:8.2f}   (at most {GOAL})")


def _all_read(table: Table, rows: int) -> None:
    drafts = read_cadres(table.sheets[0], TODAY, file_name=table.name, districts=["Paiton"])
    assert len(drafts.rows) == rows


if __name__ == "__main__":
    main()
