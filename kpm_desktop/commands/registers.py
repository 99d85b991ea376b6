"""The commands register and calibration-page, and how certificates look."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kpm_desktop import workflows
from kpm_desktop.commands.outcome import Act, Outcome, add_data, write
from kpm_desktop.store.data_file import DataFile


def add_to(commands: Any) -> list[Any]:
    """Add the parsers of these commands; returns them."""
    register = commands.add_parser("register", help="buku register sertifikat ke PDF atau Excel")
    add_data(register)
    register.add_argument("--year", type=int, metavar="TAHUN", help="hanya nomor tahun itu")
    register.add_argument("--kind", choices=("sertifikat", "piagam", "sttpp"), default="", help="satu jenis")
    page = commands.add_parser("calibration-page", help="halaman kalibrasi printer ke PDF")
    page.add_argument("--paper", choices=("A4", "F4"), default="", help="tanpa ini keduanya")
    way = page.add_mutually_exclusive_group()
    way.add_argument("--upright", action="store_true", help="hanya tegak")
    way.add_argument("--across", action="store_true", help="hanya mendatar")
    for one, files in ((register, "BERKAS.pdf|.xlsx"), (page, "BERKAS.pdf")):
        one.add_argument("--out", type=Path, required=True, metavar=files, help="berkas yang ditulis")
    return [register, page]


def add_looks(certificates: argparse.ArgumentParser) -> None:
    """Add to the command *certificates* how the paper looks."""
    certificates.add_argument(
        "--design", choices=("klasik", "modern", "batik"), default="klasik", help="desain sertifikat"
    )
    certificates.add_argument("--paper", choices=("A4", "F4"), default="A4", help="ukuran kertas")
    certificates.add_argument(
        "--ink", choices=("full", "saver", "mono"), default="full", help="warna penuh, hemat, hitam putih"
    )
    certificates.add_argument("--blank", action="store_true", help="hanya tulisan, untuk kertas blangko")


def register(options: argparse.Namespace) -> Outcome:
    """Write the register as PDF, or as a workbook when the file is called .xlsx."""
    module = workflows.certificate_register
    chosen = module.RegisterFilter(options.year, kind=options.kind)
    with DataFile.open(options.data) as data_file:
        entries = module.register_entries(data_file, chosen)
        if options.out.suffix.lower() == ".xlsx":
            content = module.register_xlsx(data_file, chosen)
        else:
            content = module.register_pdf(data_file, chosen).pdf
    write(options.out, content)
    rows = [
        {
            "number": one.number,
            "state": one.state,
            "date": one.date.isoformat() if one.date else None,
            "name": one.name,
            "notes": one.notes,
        }
        for one in entries
    ]
    counts = module.counts_line(entries)
    return Outcome({"rows": rows, "file": str(options.out)}, f"{counts}. {options.out}.")


def calibration_page(options: argparse.Namespace) -> Outcome:
    """Write the calibration page."""
    across = True if options.across else False if options.upright else None
    write(options.out, workflows.print_calibration.calibration_pdf(options.paper, across=across))
    return Outcome({"file": str(options.out)}, f"Halaman kalibrasi: {options.out}.")


ACTS: Final[Mapping[str, Act]] = {
    "register": register,
    "calibration-page": calibration_page,
}
