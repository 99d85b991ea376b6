"""The commands attendance-sheet, invitations, session-report, cadre-book and certificates."""

import argparse
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kpm_desktop import workflows
from kpm_desktop.commands import outcome, registers
from kpm_desktop.commands.outcome import Act, Outcome, RefusedError, uid_in
from kpm_desktop.domain.dates import parse_date
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.messages import sentence
from kpm_desktop.workflows.progress import Refused

SENTENCES: Final = {
    "sheet": "Daftar hadir {number}: {pages} halaman, {file}.",
    "paper": "{paper}: {pages} halaman, {file}.",
    "book": "Buku Kader: {file}.",
    "issued": "{count} sertifikat terbit: {first} s.d. {last}, {file}.",
    "draft": "{count} sertifikat sebagai konsep: {file}. Belum ada yang terbit.",
    "preflight": "{count} sertifikat siap diperiksa, {blocked} belum dapat terbit.",
    "none": "Belum ada yang berhak atas sertifikat kegiatan ini.",
    "day": "Tanggal tidak terbaca: {text}. Contoh: 12-4-2019.",
}


def add_to(commands: Any) -> list[Any]:
    """Add the parsers of these commands; returns them."""
    sheet = commands.add_parser("attendance-sheet", help="cetak daftar hadir sebuah pertemuan ke PDF")
    sheet.add_argument("--paper", choices=("A4", "F4"), default="F4", help="ukuran kertas")
    sheet.add_argument("--blank-rows", type=int, metavar="N", help="baris kosong di akhir daftar")
    letters = commands.add_parser("invitations", help="undangan sebuah pertemuan, satu surat tiap desa")
    letters.add_argument("--list", action="store_true", help="satu surat dengan daftar undangan")
    report = commands.add_parser("session-report", help="laporan sebuah pertemuan atau seluruh kegiatannya")
    report.add_argument("--whole-series", action="store_true", help="semua pertemuan kegiatan itu")
    for one in (letters, report):
        one.add_argument("--number", default="", metavar="NOMOR", help="nomor surat; tanpa ini titik-titik")
        one.add_argument("--draft", action="store_true", help="konsep saja, tidak dicatat")
    for one in (sheet, letters, report):
        one.add_argument("--session", required=True, metavar="PENGENAL", help="tanda pengenal pertemuan")
    book = commands.add_parser("cadre-book", help="Buku Kader (D.4) ke PDF atau Excel")
    where = book.add_mutually_exclusive_group()
    where.add_argument("--village", metavar="KODE", help="kode desa, seperti 35.13.12.2001")
    where.add_argument("--district", metavar="KODE", help="kode kecamatan, seperti 35.13.12")
    certificates = commands.add_parser("certificates", help="sertifikat sebuah kegiatan ke PDF")
    certificates.add_argument("--series", required=True, metavar="PENGENAL", help="tanda pengenal kegiatan")
    how = certificates.add_mutually_exclusive_group()
    how.add_argument("--preflight", action="store_true", help="hanya periksa, tidak menulis apa pun")
    how.add_argument("--issue", action="store_true", help="terbitkan dengan nomor; tidak dapat diurungkan")
    registers.add_looks(certificates)
    certificates.add_argument(
        "--day", metavar="TANGGAL", help="tanggal di sertifikat, biasanya hari terakhir"
    )
    made = [sheet, letters, report, book, certificates]
    for one in made:
        needed = one is not certificates
        one.add_argument(
            "--out", type=Path, required=needed, metavar="BERKAS.pdf", help="berkas yang ditulis"
        )
    outcome.add_data(*made)
    return made


def attendance_sheet(options: argparse.Namespace) -> Outcome:
    """Print the attendance sheet of a session; it is frozen as printed."""
    session = uid_in(options.session)
    choices = workflows.print_attendance.SheetChoices(options.paper, options.blank_rows)
    with DataFile.open(options.data) as data_file:
        outcome.known(lambda: data_file.sessions.get(session), "pertemuan")
        printed = workflows.print_attendance.print_attendance(
            data_file, session, choices, target=options.out.name
        )
    if isinstance(printed, Refused):
        return outcome.blocked(printed.problems)
    outcome.write(options.out, printed.pdf)
    facts = {"number": printed.sheet.sheet_no, "pages": printed.pages, "file": str(options.out)}
    return _told("sheet", {"sheet": printed.sheet.uid.hex(), **facts}, facts)


def invitations(options: argparse.Namespace) -> Outcome:
    """Print the letters of a session."""
    module = workflows.print_invitations
    choices = module.InvitationChoices("list" if options.list else "village", _number(options))
    return _session_paper(options, "Undangan", module.preview_invitations, module.print_invitations, choices)


def session_report(options: argparse.Namespace) -> Outcome:
    """Print the report of a session or of its whole series."""
    module = workflows.print_report
    choices = module.ReportChoices(_number(options), whole_series=options.whole_series)
    return _session_paper(options, "Laporan kegiatan", module.preview_report, module.print_report, choices)


def cadre_book(options: argparse.Namespace) -> Outcome:
    """Write the Buku Kader as PDF, or as a workbook when the file is called .xlsx."""
    module = workflows.print_cadre_book
    with DataFile.open(options.data) as data_file:
        villages = _coded(options.village, data_file.villages.with_code(options.village or ""), "desa")
        found = [one for one in data_file.villages.districts() if one.code == options.district]
        choices = module.BookChoices(villages, _coded(options.district, found, "kecamatan"))
        if options.out.suffix.lower() == ".xlsx":
            content = module.cadre_book_xlsx(data_file, choices)
        else:
            content = module.cadre_book_pdf(data_file, choices).pdf
    outcome.write(options.out, content)
    facts = {"file": str(options.out)}
    return _told("book", facts, facts)


def certificates(options: argparse.Namespace) -> Outcome:
    """Check, preview or issue the certificates of a series."""
    if options.out is None and not options.preflight:
        raise outcome.MisuseError
    series = uid_in(options.series)
    issuing = workflows.issue_certificates
    with DataFile.open(options.data) as data_file:
        outcome.known(lambda: data_file.sessions.get_series(series), "kegiatan")
        choices = issuing.CertificateChoices(
            _day(options, data_file, series),
            _number_series(data_file),
            design=options.design,
            paper=options.paper,
            ink=options.ink,
            blank=options.blank,
        )
        plan = issuing.plan_certificates(data_file, series, choices)
        if options.preflight:
            return _preflight(plan)
        if not plan.planned:
            raise RefusedError("none", SENTENCES["none"])
        if not options.issue:
            outcome.write(options.out, issuing.preview_certificates(data_file, plan))
            draft = {"count": len(plan.planned), "file": str(options.out)}
            return _told("draft", draft, draft)
        issued = issuing.issue_certificates(data_file, series, choices, target=options.out.name)
    if isinstance(issued, Refused):
        return outcome.blocked(issued.problems)
    outcome.write(options.out, issued.pdf)
    numbers = [certificate.number for certificate in issued.certificates]
    result = {"numbers": numbers, "file": str(options.out)}
    return _told(
        "issued", result, {"count": len(numbers), "first": numbers[0], "last": numbers[-1], **result}
    )


ACTS: Final[Mapping[str, Act]] = {
    "attendance-sheet": attendance_sheet,
    "invitations": invitations,
    "session-report": session_report,
    "cadre-book": cadre_book,
    "certificates": certificates,
}


def _told(name: str, result: Mapping[str, Any], facts: Mapping[str, Any]) -> Outcome:
    return Outcome(result, SENTENCES[name].format(**facts))


def _number(options: argparse.Namespace) -> Any:
    return workflows.issued_papers.NumberChoice(options.number)


def _session_paper(
    options: argparse.Namespace,
    word: str,
    preview: Callable[..., Any],
    print_it: Callable[..., Any],
    choices: Any,
) -> Outcome:
    session = uid_in(options.session)
    with DataFile.open(options.data) as data_file:
        outcome.known(lambda: data_file.sessions.get(session), "pertemuan")
        if options.draft:
            made = preview(data_file, session, choices)
        else:
            made = print_it(data_file, session, choices, target=options.out.name)
    if isinstance(made, Refused):
        return outcome.blocked(made.problems)
    outcome.write(options.out, made.pdf)
    facts = {"number": options.number, "pages": made.pages, "file": str(options.out)}
    paper = None if options.draft else made.record.uid.hex()
    return _told("paper", {"paper": paper, **facts}, {"paper": word, **facts})


def _coded(code: str | None, found: Sequence[Any], what: str) -> tuple[Uid, ...]:
    if code and not found:
        raise outcome.unknown(what)
    return tuple(one.uid for one in found) if code else ()


def _preflight(plan: Any) -> Outcome:
    rows = [
        {
            "person": one.earned.person.hex(),
            "name": one.record.printed_name,
            "problems": [problem.code for problem in one.problems],
        }
        for one in plan.planned
    ]
    general = [problem.code for problem in plan.problems] + ["W.402"] * bool(plan.gaps)
    blocked = sum(one.is_blocked for one in plan.planned)
    lines = [
        SENTENCES["preflight"].format(count=len(rows), blocked=blocked),
        *(f"{problem.code}: {sentence(problem)}" for problem in plan.problems),
        *(f"{row['name']}: {', '.join(row['problems'])}" for row in rows if row["problems"]),
    ]
    result = {"certificates": rows, "problems": general}
    return Outcome(result, "\n".join(lines), is_refusal=bool(plan.blocking))


def _day(options: argparse.Namespace, data_file: DataFile, series: Uid) -> dt.date:
    if options.day:
        reading = parse_date(options.day, latest=dt.date(dt.MAXYEAR, 12, 31))
        if reading is None:
            raise RefusedError("day", SENTENCES["day"].format(text=options.day))
        return reading.value
    days = [session.date for session in data_file.sessions.of_series(series) if session.date]
    return max(days, default=data_file.now().date())


def _number_series(data_file: DataFile) -> Uid | None:
    found = data_file.numbers.series()
    return found[0].uid if found else None
