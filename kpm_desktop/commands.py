"""The workflows without a window, for support and automation: a parser and prints, nothing more.

Exit code 0: done; 1: refused, with the reason on stderr; 2: the command line is wrong.
"""

import argparse
import dataclasses
import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

from kpm_desktop import (
    carrying_commands,
    file_commands,
    proof_commands,
    register_commands,
    scan_commands,
    workflows,
)
from kpm_desktop.domain.contest_file import ContestFileError
from kpm_desktop.domain.dates import parse_date
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.ranking import Ranking
from kpm_desktop.domain.ranking_reasons import score_text
from kpm_desktop.domain.sheet_error import SheetError
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui.messages import contest_sentence, explain, sentence
from kpm_desktop.workflows.progress import Quiet, Refused

DONE, REFUSED, USAGE = 0, 1, 2
_PARTS: Final[tuple[Any, ...]] = (
    file_commands,
    register_commands,
    carrying_commands,
    scan_commands,
    proof_commands,
)
"""The modules that bring commands of their own."""

SENTENCES: Final = {
    "demo": "{count} berkas contoh ditulis ke {folder}.",
    "sheet": "Daftar hadir {number}: {pages} halaman, {file}.",
    "paper": "{paper}: {pages} halaman, {file}.",
    "book": "Buku Kader: {file}.",
    "issued": "{count} sertifikat terbit: {first} s.d. {last}, {file}.",
    "draft": "{count} sertifikat sebagai konsep: {file}. Belum ada yang terbit.",
    "preflight": "{count} sertifikat siap diperiksa, {blocked} belum dapat terbit.",
    "none": "Belum ada yang berhak atas sertifikat kegiatan ini.",
    "exists": "Folder itu sudah berisi data contoh. Tidak ada yang diubah. Pilih folder lain.",
    "uid": "Tanda pengenal harus 32 angka heksadesimal: {text}.",
    "unknown": "Tidak ada {what} dengan tanda pengenal itu di data ini.",
    "write": "Berkas tidak dapat ditulis: {reason}. Data tidak berubah.",
    "refused": "Tidak dapat dilanjutkan: {problems}.",
    "file": "{code}: {sentence}",
    "day": "Tanggal tidak terbaca: {text}. Contoh: 12-4-2019.",
    "read": "Berkas tidak dapat dibaca: {reason}.",
    "contest": "Lomba ini tidak dapat diperingkat. {place}: {sentence}",
    "category": "Kategori {name}",
    "rank": "{rank}. No. {entry} {name}, nilai {score}. {reason}",
    "blocked": "Belum diperingkat: No. {entry}, nilai kosong: {cells}. Kosong bukan nol.",
    "withdrawn": "Mengundurkan diri: No. {entry}.",
    "disqualified": "Didiskualifikasi: No. {entry}.",
    "imported": "{new} baru, {changed} berubah, {same} sama, {rejected} ditolak, {skipped} dilewati. {what}",
    "written": "Tersimpan: {label}.",
    "only_seen": "Belum ada yang ditulis; tambahkan --apply.",
    "exported": "{count} kader ditulis ke {file}.",
    "provisional": "SEMENTARA: batas lolos belum dapat ditentukan karena ada nilai kosong.",
}


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Indonesian."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._optionals.title = "pilihan"
        self._positionals.title = "perintah"
        self.add_argument("-h", "--help", "--bantuan", action="help", help="tampilkan bantuan ini")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "pemakaian: ", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "pemakaian: ", 1)

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 (argparse's sentence is English)
        self.print_usage(sys.stderr)
        sys.stderr.write("Perintah tidak lengkap atau tidak dikenal. Tambahkan --help untuk bantuan.\n")
        raise SystemExit(USAGE)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; without a command it is for the window."""
    made = _Parser(prog="kpm-desktop", description="Kader Pemberdayaan Masyarakat: jendela dan perintah.")
    made.add_argument("--data", type=Path, metavar="BERKAS", help="buka berkas data lain")
    made.add_argument("--demo", action="store_true", help="buka data contoh di folder sendiri")
    made.add_argument("--self-test", action="store_true", help="periksa program ini sendiri")
    commands = made.add_subparsers(dest="command", metavar="perintah", title="perintah", parser_class=_Parser)

    demo = commands.add_parser("demo", help="tulis data contoh dan semua PDF ke sebuah folder")
    demo.add_argument("folder", type=Path, metavar="FOLDER")
    sheet = commands.add_parser("attendance-sheet", help="cetak daftar hadir sebuah pertemuan ke PDF")
    sheet.add_argument("--session", required=True, metavar="PENGENAL", help="tanda pengenal pertemuan")
    sheet.add_argument("--paper", choices=("A4", "F4"), default="F4", help="ukuran kertas")
    sheet.add_argument("--blank-rows", type=int, metavar="N", help="baris kosong di akhir daftar")
    certificates = commands.add_parser("certificates", help="sertifikat sebuah kegiatan ke PDF")
    certificates.add_argument("--series", required=True, metavar="PENGENAL", help="tanda pengenal kegiatan")
    how = certificates.add_mutually_exclusive_group()
    how.add_argument("--preflight", action="store_true", help="hanya periksa, tidak menulis apa pun")
    how.add_argument("--issue", action="store_true", help="terbitkan dengan nomor; tidak dapat diurungkan")
    register_commands.add_looks(certificates)
    certificates.add_argument(
        "--day", metavar="TANGGAL", help="tanggal di sertifikat, biasanya hari terakhir"
    )
    rank = commands.add_parser("rank", help="peringkat sebuah lomba dari berkas lomba atau dari data")
    rank.add_argument("file", type=Path, nargs="?", metavar="BERKAS", help="berkas lomba terbuka (JSON)")
    rank.add_argument("--data", type=Path, metavar="BERKAS", help="berkas data")
    rank.add_argument("--contest", metavar="PENGENAL", help="tanda pengenal lomba di data itu")
    cadres = commands.add_parser("import-cadres", help="periksa atau impor daftar kader (Excel, ODS, CSV)")
    heads = commands.add_parser("import-heads", help="periksa atau impor daftar kepala desa")
    for one in (cadres, heads):
        one.add_argument("file", type=Path, metavar="BERKAS", help="daftar yang dibaca")
        one.add_argument("--data", type=Path, required=True, metavar="BERKAS", help="berkas data")
        one.add_argument("--apply", action="store_true", help="tulis; tanpa ini hanya diperiksa")
        one.add_argument(
            "--existing",
            choices=("ask", "fill", "keep", "take"),
            default="ask",
            help="bila sudah ada: ask/fill isi yang kosong saja, keep jangan ubah, take ambil semua",
        )
        one.add_argument("--rejected", type=Path, metavar="BERKAS.xlsx", help="simpan baris yang ditolak")
    export = commands.add_parser("export-cadres", help="tulis daftar kader ke Excel, tanpa NIK")
    export.add_argument("--data", type=Path, required=True, metavar="BERKAS", help="berkas data")
    export.add_argument("--out", type=Path, required=True, metavar="BERKAS.xlsx", help="berkas yang ditulis")
    export.add_argument("--nik", metavar="ALASAN", default="", help="sertakan NIK; alasannya dicatat")
    letters = commands.add_parser("invitations", help="undangan sebuah pertemuan, satu surat tiap desa")
    letters.add_argument("--list", action="store_true", help="satu surat dengan daftar undangan")
    report = commands.add_parser("session-report", help="laporan sebuah pertemuan atau seluruh kegiatannya")
    report.add_argument("--whole-series", action="store_true", help="semua pertemuan kegiatan itu")
    for one in (letters, report):
        one.add_argument("--session", required=True, metavar="PENGENAL", help="tanda pengenal pertemuan")
        one.add_argument("--number", default="", metavar="NOMOR", help="nomor surat; tanpa ini titik-titik")
        one.add_argument("--draft", action="store_true", help="konsep saja, tidak dicatat")
    book = commands.add_parser("cadre-book", help="Buku Kader (D.4) ke PDF atau Excel")
    where = book.add_mutually_exclusive_group()
    where.add_argument("--village", metavar="KODE", help="kode desa, seperti 35.13.12.2001")
    where.add_argument("--district", metavar="KODE", help="kode kecamatan, seperti 35.13.12")
    for one in (sheet, certificates, letters, report, book):
        one.add_argument("--data", type=Path, required=True, metavar="BERKAS", help="berkas data")
        one.add_argument("--out", type=Path, metavar="BERKAS.pdf", help="berkas PDF yang ditulis")
    papers = (sheet, certificates, letters, report, book)
    others = [one for part in _PARTS for one in part.add_to(commands)]
    for one in (demo, *others, *papers, rank, cadres, heads, export):
        one.add_argument("--json", action="store_true", help="hasil untuk dibaca program lain")
    return made


def run(options: argparse.Namespace) -> int:
    """Carry out a command that `parser` understood; returns the exit code."""
    acts: dict[str, Callable[[argparse.Namespace], int]] = {
        "demo": _demo,
        "attendance-sheet": _attendance_sheet,
        "certificates": _certificates,
        "invitations": _invitations,
        "session-report": _session_report,
        "cadre-book": _cadre_book,
        "rank": _rank,
        "import-cadres": lambda options: _import(options, workflows.import_cadres),
        "import-heads": lambda options: _import(options, workflows.import_heads),
        "export-cadres": _export_cadres,
    }
    try:
        for part in _PARTS:
            if options.command in part.ACTS:
                return _tell(options, part.ACTS[options.command](options))
        return acts[options.command](options)
    except (DataFileError, SheetError, PackageError) as error:
        return _refuse(options, "file", code=error.code, sentence=explain(error.code, error.values).text)
    except ContestFileError as error:
        told = contest_sentence(error.fault, error.values)
        return _refuse(options, "contest", code=error.code, place=error.place, sentence=told)
    except _RefusedError as error:
        return _refuse(options, error.name, **error.facts)
    except OSError as error:
        return _refuse(options, "write", reason=error.strerror or type(error).__name__)


class _RefusedError(Exception):
    def __init__(self, name: str, **facts: str) -> None:
        super().__init__(name)
        self.name, self.facts = name, facts


def _refuse(options: argparse.Namespace, name: str, **facts: str) -> int:
    sentence = SENTENCES[name].format(**facts)
    if options.json:
        print(json.dumps({"refused": facts.get("code", name), "reason": sentence}, ensure_ascii=False))
    sys.stderr.write(f"{sentence}\n")
    return REFUSED


def _say(options: argparse.Namespace, name: str, result: dict[str, Any], **facts: object) -> None:
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        print(SENTENCES[name].format(**facts))


def _demo(options: argparse.Namespace) -> int:
    try:
        written = workflows.make_sample.write_demo(options.folder, Quiet())
    except FileExistsError:
        raise _RefusedError("exists") from None
    result = {
        "files": [file.name for file in written.files],
        "series": written.made.series.hex(),
        "sessions": {name: uid.hex() for name, uid in written.made.sessions.items()},
    }
    _say(options, "demo", result, count=len(written.files), folder=options.folder)
    return DONE


def _tell(options: argparse.Namespace, outcome: file_commands.Outcome) -> int:
    if options.json:
        print(json.dumps(outcome.result, ensure_ascii=False, indent=1))
    if outcome.is_refusal:
        sys.stderr.write(f"{outcome.sentence}\n")
        return REFUSED
    if not options.json:
        print(outcome.sentence)
    return DONE


def _attendance_sheet(options: argparse.Namespace) -> int:
    session = _uid(options.session)
    out = _out(options)
    choices = workflows.print_attendance.SheetChoices(options.paper, options.blank_rows)
    with DataFile.open(options.data) as data_file:
        _known(lambda: data_file.sessions.get(session), "pertemuan")
        printed = workflows.print_attendance.print_attendance(data_file, session, choices, target=out.name)
    if isinstance(printed, Refused):
        return _refuse_problems(options, printed.problems)
    out.write_bytes(printed.pdf)
    number = printed.sheet.sheet_no
    result = {"sheet": printed.sheet.uid.hex(), "number": number, "pages": printed.pages, "file": str(out)}
    _say(options, "sheet", result, number=number, pages=printed.pages, file=out)
    return DONE


def _invitations(options: argparse.Namespace) -> int:
    module = workflows.print_invitations
    choices = module.InvitationChoices("list" if options.list else "village", _number(options))
    return _session_paper(options, "Undangan", module.preview_invitations, module.print_invitations, choices)


def _session_report(options: argparse.Namespace) -> int:
    module = workflows.print_report
    choices = module.ReportChoices(_number(options), whole_series=options.whole_series)
    return _session_paper(options, "Laporan kegiatan", module.preview_report, module.print_report, choices)


def _number(options: argparse.Namespace) -> Any:
    return workflows.issued_papers.NumberChoice(options.number)


def _session_paper(
    options: argparse.Namespace,
    word: str,
    preview: Callable[..., Any],
    print_it: Callable[..., Any],
    choices: Any,
) -> int:
    session = _uid(options.session)
    out = _out(options)
    with DataFile.open(options.data) as data_file:
        _known(lambda: data_file.sessions.get(session), "pertemuan")
        if options.draft:
            made = preview(data_file, session, choices)
        else:
            made = print_it(data_file, session, choices, target=out.name)
    if isinstance(made, Refused):
        return _refuse_problems(options, made.problems)
    out.write_bytes(made.pdf)
    paper = None if options.draft else made.record.uid.hex()
    result = {"paper": paper, "number": options.number, "pages": made.pages, "file": str(out)}
    _say(options, "paper", result, paper=word, pages=made.pages, file=out)
    return DONE


def _cadre_book(options: argparse.Namespace) -> int:
    module = workflows.print_cadre_book
    out = _out(options)
    with DataFile.open(options.data) as data_file:
        villages = _coded(options.village, data_file.villages.with_code(options.village or ""), "desa")
        found = [one for one in data_file.villages.districts() if one.code == options.district]
        choices = module.BookChoices(villages, _coded(options.district, found, "kecamatan"))
        if out.suffix.lower() == ".xlsx":
            out.write_bytes(module.cadre_book_xlsx(data_file, choices))
        else:
            out.write_bytes(module.cadre_book_pdf(data_file, choices).pdf)
    _say(options, "book", {"file": str(out)}, file=out)
    return DONE


def _coded(code: str | None, found: Sequence[Any], what: str) -> tuple[Uid, ...]:
    if code and not found:
        raise _RefusedError("unknown", what=what)
    return tuple(one.uid for one in found) if code else ()


def _certificates(options: argparse.Namespace) -> int:
    series = _uid(options.series)
    issuing = workflows.issue_certificates
    with DataFile.open(options.data) as data_file:
        _known(lambda: data_file.sessions.get_series(series), "kegiatan")
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
            return _tell_preflight(options, plan)
        if not plan.planned:
            raise _RefusedError("none")
        out = _out(options)
        if not options.issue:
            out.write_bytes(issuing.preview_certificates(data_file, plan))
            count = len(plan.planned)
            _say(options, "draft", {"count": count, "file": str(out)}, count=count, file=out)
            return DONE
        issued = issuing.issue_certificates(data_file, series, choices, target=out.name)
    if isinstance(issued, Refused):
        return _refuse_problems(options, issued.problems)
    out.write_bytes(issued.pdf)
    numbers = [certificate.number for certificate in issued.certificates]
    facts = {"count": len(numbers), "first": numbers[0], "last": numbers[-1], "file": out}
    _say(options, "issued", {"numbers": numbers, "file": str(out)}, **facts)
    return DONE


def _rank(options: argparse.Namespace) -> int:
    ranking = _ranking(options)
    if options.json:
        print(json.dumps(ranking.as_json(), ensure_ascii=False, indent=1))
        return DONE
    category = None
    for one in ranking.ranking:
        if one.category != category:
            category = one.category
            print(SENTENCES["category"].format(name=category or "-"))
        facts = {**dataclasses.asdict(one), "score": "-" if one.score is None else score_text(one.score)}
        print(SENTENCES["rank"].format(**facts))
    for lacking in ranking.blocked:
        cells = ", ".join(f"{cell.stage}/{cell.criterion} {cell.judge}" for cell in lacking.missing)
        print(SENTENCES["blocked"].format(entry=lacking.entry, cells=cells))
    for apart in ranking.apart:
        print(SENTENCES[apart.status].format(entry=apart.entry))
    if ranking.provisional:
        print(SENTENCES["provisional"])
    return DONE


def _ranking(options: argparse.Namespace) -> Ranking:
    if options.file is not None and options.data is None and options.contest is None:
        try:
            return workflows.rank_contest.rank_file(options.file)
        except OSError as error:
            raise _RefusedError("read", reason=error.strerror or type(error).__name__) from None
    if options.file is not None or options.data is None or options.contest is None:
        raise SystemExit(parser().error("file"))
    contest = _uid(options.contest)
    with DataFile.open(options.data) as data_file:
        _known(lambda: data_file.contests.get(contest), "lomba")
        return workflows.rank_contest.rank_contest(data_file, contest)


def _tell_preflight(options: argparse.Namespace, plan: Any) -> int:
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
    result = {"certificates": rows, "problems": general}
    _say(options, "preflight", result, count=len(rows), blocked=blocked)
    if not options.json:
        for one in plan.planned:
            if one.problems:
                print(f"{one.record.printed_name}: {', '.join(problem.code for problem in one.problems)}")
    return REFUSED if plan.blocking else DONE


def _import(options: argparse.Namespace, workflow: Any) -> int:
    preview_of = workflows.import_preview
    choices = preview_of.ImportChoices(existing=options.existing)
    with DataFile.open(options.data) as data_file:
        preview = workflow.preview_import(data_file, options.file, choices)
        if not any(view.is_read for view in preview.sheets):
            raise SheetError("E-TANPAKEPALA", file=options.file.name)
        changes = workflow.apply_import(data_file, preview, Quiet()) if options.apply else None
    counts = preview.counts()
    if options.rejected is not None and counts["rejected"]:
        options.rejected.write_bytes(preview_of.rejected_xlsx(preview, sentence))
    written = changes if changes is not None and changes.touched else None
    result = {
        "rows": [preview_of.row_jsonable(row) for row in preview.rows],
        "skipped": [dataclasses.asdict(row) for row in preview.skipped],
        "summary": {**counts, "operation": written.operation.hex() if written else None},
    }
    told = SENTENCES["written"].format(label=written.label) if written else ""
    _say(options, "imported", result, **counts, what=told if options.apply else SENTENCES["only_seen"])
    return DONE


def _export_cadres(options: argparse.Namespace) -> int:
    out = _out(options)
    with DataFile.open(options.data) as data_file:
        made = workflows.export_cadres.export_cadres(data_file, Quiet(), target=out, nik_reason=options.nik)
    out.write_bytes(made.xlsx)
    result = {"count": made.count, "nik_count": made.nik_count, "file": str(out)}
    _say(options, "exported", result, count=made.count, file=out)
    return DONE


def _refuse_problems(options: argparse.Namespace, problems: Sequence[Problem]) -> int:
    texts = [
        " ".join([one.code, *(one.values[key] for key in ("name", "date") if key in one.values)])
        for one in problems
    ]
    return _refuse(options, "refused", problems=", ".join(texts))


def _known(find: Callable[[], object], what: str) -> None:
    try:
        find()
    except KeyError:
        raise _RefusedError("unknown", what=what) from None


def _uid(text: str) -> Uid:
    try:
        uid = bytes.fromhex(text)
    except ValueError:
        uid = b""
    if len(uid) != 16:
        raise _RefusedError("uid", text=text)
    return uid


def _out(options: argparse.Namespace) -> Path:
    if options.out is None:
        raise SystemExit(parser().error("out"))
    out: Path = options.out
    out.parent.mkdir(parents=True, exist_ok=True)
    return out


def _day(options: argparse.Namespace, data_file: DataFile, series: Uid) -> dt.date:
    if options.day:
        reading = parse_date(options.day, latest=dt.date(dt.MAXYEAR, 12, 31))
        if reading is None:
            raise _RefusedError("day", text=options.day)
        return reading.value
    days = [session.date for session in data_file.sessions.of_series(series) if session.date]
    return max(days, default=data_file.now().date())


def _number_series(data_file: DataFile) -> Uid | None:
    found = data_file.numbers.series()
    return found[0].uid if found else None
