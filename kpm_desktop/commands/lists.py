"""The commands import-cadres, import-heads, export-cadres and person-copy."""

import argparse
import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kpm_desktop import workflows
from kpm_desktop.commands import outcome
from kpm_desktop.commands.outcome import Act, Outcome
from kpm_desktop.domain.sheet_error import SheetError
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import person_words
from kpm_desktop.ui.messages import sentence
from kpm_desktop.workflows.progress import Quiet

MOST_TOLD: Final = 20
"""Rows with something to say that are told without --json."""
SENTENCES: Final = {
    "imported": "{new} baru, {changed} berubah, {same} sama, {rejected} ditolak, {skipped} dilewati. {what}",
    "row": "Baris {row}{sheet}: {problem}",
    "more": "… dan {count} baris lain; --json memberi semuanya.",
    "written": "Tersimpan: {label}.",
    "only_seen": "Belum ada yang ditulis; tambahkan --apply.",
    "exported": "{count} kader ditulis ke {file}.",
}


def add_to(commands: Any) -> list[Any]:
    """Add the parsers of these commands; returns them."""
    cadres = commands.add_parser("import-cadres", help="periksa atau impor daftar kader (Excel, ODS, CSV)")
    heads = commands.add_parser("import-heads", help="periksa atau impor daftar kepala desa")
    for one in (cadres, heads):
        one.add_argument("file", type=Path, metavar="BERKAS", help="daftar yang dibaca")
        one.add_argument("--apply", action="store_true", help="tulis; tanpa ini hanya diperiksa")
        one.add_argument(
            "--existing",
            choices=("ask", "fill", "keep", "take"),
            default="ask",
            help="bila sudah ada: ask/fill isi yang kosong saja, keep jangan ubah, take ambil semua",
        )
        one.add_argument("--rejected", type=Path, metavar="BERKAS.xlsx", help="simpan baris yang ditolak")
    export = commands.add_parser("export-cadres", help="tulis daftar kader ke Excel, tanpa NIK")
    export.add_argument("--out", type=Path, required=True, metavar="BERKAS.xlsx", help="berkas yang ditulis")
    export.add_argument("--nik", metavar="ALASAN", default="", help="sertakan NIK; alasannya dicatat")
    copy = commands.add_parser("person-copy", help="tulis semua data tentang satu orang, atas permintaannya")
    copy.add_argument("--person", required=True, metavar="UID", help="tanda pengenal orang")
    copy.add_argument(
        "--out", type=Path, required=True, metavar="BERKAS.pdf|.json", help="berkas yang ditulis"
    )
    copy.add_argument("--request", required=True, metavar="PERMINTAAN", help="siapa meminta; dicatat")
    copy.add_argument("--nik", action="store_true", help="tulis NIK lengkap; dicatat")
    made = [cadres, heads, export, copy]
    outcome.add_data(*made)
    return made


def import_cadres(options: argparse.Namespace) -> Outcome:
    """Read a list of cadres; with --apply what is usable of it is written."""
    return _import(options, workflows.import_cadres)


def import_heads(options: argparse.Namespace) -> Outcome:
    """Read a list of village heads; with --apply what is usable of it is written."""
    return _import(options, workflows.import_heads)


def export_cadres(options: argparse.Namespace) -> Outcome:
    """Write the cadres as a workbook; NIK only with a reason, which is logged."""
    with DataFile.open(options.data) as data_file:
        made = workflows.export_cadres.export_cadres(
            data_file, Quiet(), target=options.out, nik_reason=options.nik
        )
    outcome.write(options.out, made.xlsx)
    result = {"count": made.count, "nik_count": made.nik_count, "file": str(options.out)}
    return Outcome(result, SENTENCES["exported"].format(**result))


def person_copy(options: argparse.Namespace) -> Outcome:
    """Write everything the file holds of one person, as PDF, or as JSON when the file is called .json."""
    copying = workflows.copy_person
    person = outcome.uid_in(options.person)
    with DataFile.open(options.data) as data_file:
        outcome.known(lambda: data_file.people.get(person), "orang")
        if options.out.suffix.lower() == ".json":
            content = copying.person_json(data_file, person, with_nik=options.nik)
        else:
            told = person_words.told_person(data_file, person, options.request, with_nik=options.nik)
            content = copying.person_pdf(data_file, told).pdf
        copying.note_given(
            data_file, person, target=options.out.name, request=options.request, with_nik=options.nik
        )
    outcome.write(options.out, content)
    return Outcome({"file": str(options.out)}, f"Salinan data pribadi ditulis ke {options.out}.")


ACTS: Final[Mapping[str, Act]] = {
    "person-copy": person_copy,
    "import-cadres": import_cadres,
    "import-heads": import_heads,
    "export-cadres": export_cadres,
}


def _import(options: argparse.Namespace, workflow: Any) -> Outcome:
    preview_of = workflows.import_preview
    choices = preview_of.ImportChoices(existing=options.existing)
    with DataFile.open(options.data) as data_file:
        preview = workflow.preview_import(data_file, options.file, choices)
        if not any(view.is_read for view in preview.sheets):
            raise SheetError("E-TANPAKEPALA", file=options.file.name)
        changes = workflow.apply_import(data_file, preview, Quiet()) if options.apply else None
    counts = preview.counts()
    if options.rejected is not None and counts["rejected"]:
        outcome.write(options.rejected, preview_of.rejected_xlsx(preview, sentence))
    written = changes if changes is not None and changes.touched else None
    result = {
        "rows": [preview_of.row_jsonable(row) for row in preview.rows],
        "skipped": [dataclasses.asdict(row) for row in preview.skipped],
        "summary": {**counts, "operation": written.operation.hex() if written else None},
    }
    told = SENTENCES["written"].format(label=written.label) if written else ""
    what = told if options.apply else SENTENCES["only_seen"]
    told_all = [SENTENCES["imported"].format(**counts, what=what), *_row_lines(preview)]
    return Outcome(result, "\n".join(told_all))


def _row_lines(preview: Any) -> list[str]:
    """Return what is wrong or asked of single rows, a line each."""
    several = sum(view.is_read for view in preview.sheets) > 1
    lines = [
        SENTENCES["row"].format(
            row=row.row, sheet=f", {row.sheet}" if several else "", problem=sentence(problem)
        )
        for row in preview.rows
        for problem in row.problems
    ]
    more = len(lines) - MOST_TOLD
    return lines if more <= 0 else [*lines[:MOST_TOLD], SENTENCES["more"].format(count=more)]
