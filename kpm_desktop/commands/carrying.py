"""The commands that carry data between PCs: send, receive, packages."""

import argparse
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kpm_desktop import workflows
from kpm_desktop.commands import outcome
from kpm_desktop.commands.outcome import Act, Outcome, RefusedError
from kpm_desktop.domain.changes import RowKey
from kpm_desktop.domain.dates import short_date
from kpm_desktop.store import package_log
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.merge_preview import MergePreview
from kpm_desktop.store.package_log import PackageEntry
from kpm_desktop.ui.messages import explain, sentence
from kpm_desktop.ui.package_words import GROUPS, PLACES, kind_words, late_words, merge_words, standing_words
from kpm_desktop.workflows.progress import Quiet, Refused

_UNREADABLE: Final = "Berkas kata sandi tidak dapat dibaca. Tidak ada yang diubah. Periksa tempatnya."
_PLAIN: Final = "lewat perintah, tanpa kata sandi"


def add_to(commands: Any) -> list[Any]:
    """Add the parsers of these commands; returns them."""
    send = commands.add_parser("send", help="buat paket untuk PC lain dan baca ulang hasilnya")
    send.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="flashdisk atau folder tujuan"
    )
    send.add_argument("--since", type=Path, metavar="PAKET", help="hanya yang baru sejak paket ini")
    send.add_argument("--district", metavar="KODE", help="hanya satu kecamatan, misalnya 35.13.12")
    send.add_argument("--nik", action="store_true", help="sertakan NIK dalam paket kecamatan")
    send.add_argument("--scans", action="store_true", help="sertakan pindaian lembar bertanda tangan")
    send.add_argument("--signing-key", action="store_true", help="untuk PC lain di kantor ini")
    send.add_argument("--receiver", default="", metavar="NAMA", help="PC tujuan, untuk daftar paket")
    send.add_argument("--plain", default=_PLAIN, metavar="ALASAN", help="alasan tanpa kata sandi")
    receive = commands.add_parser("receive", help="lihat atau gabungkan paket dari PC lain")
    receive.add_argument(
        "packages", type=Path, nargs="+", metavar="PAKET", help="paket atau salinan berkas data"
    )
    how = receive.add_mutually_exclusive_group()
    how.add_argument("--apply", action="store_true", help="gabungkan; tanpa ini hanya dilihat")
    how.add_argument("--start", action="store_true", help="mulai berkas data baru dari paket ini")
    listed = commands.add_parser("packages", help="daftar paket yang pernah dibuat dan diterima")
    lost = listed.add_mutually_exclusive_group()
    lost.add_argument("--lost", type=int, metavar="NOMOR", help="catat paket nomor ini hilang")
    lost.add_argument("--found", type=int, metavar="NOMOR", help="tarik catatan hilang paket nomor ini")
    listed.add_argument("--note", default="", metavar="KETERANGAN", help="bagaimana hilang")
    listed.add_argument("--report", type=Path, metavar="BERKAS.pdf", help="dengan --lost: tulis laporannya")
    outcome.add_data(listed)
    for one in (send, receive):
        one.add_argument("--data", type=Path, required=True, metavar="BERKAS", help="berkas data")
        one.add_argument(
            "--passphrase-file", type=Path, metavar="BERKAS", help="berkas teks: kata sandi di baris pertama"
        )
    return [send, receive, listed]


def send(options: argparse.Namespace) -> Outcome:
    """Build a package and put it into a folder."""
    sending = workflows.send_package
    choices = sending.SendChoices(
        passphrase=_passphrase(options),
        since=sending.since_of(options.since) if options.since else None,
        district=options.district,
        with_nik=options.nik,
        scans=options.scans,
        signing_key=options.signing_key,
        receiver=options.receiver,
        plain_reason=options.plain,
    )
    options.out.mkdir(parents=True, exist_ok=True)
    with DataFile.open(options.data) as data_file:
        try:
            sent = sending.send(data_file, choices, options.out, Quiet())
        except KeyError:
            return Outcome({"refused": "unknown"}, "Tidak ada kecamatan dengan kode itu.", is_refusal=True)
    if isinstance(sent, Refused):
        told = " ".join(map(sentence, sent.problems))
        return Outcome({"refused": [one.code for one in sent.problems]}, told, is_refusal=True)
    manifest = sent.manifest
    result = {
        "file": str(sent.exported.path),
        "number": manifest.number,
        "kind": manifest.kind,
        "operations": manifest.operations,
        "changes": manifest.changes,
        "encrypted": manifest.is_sealed,
        "size": sent.exported.size,
        "fingerprint": sent.fingerprint,
        "removed": list(sent.exported.removed),
    }
    return Outcome(
        result,
        f"Paket nomor {manifest.number} ({manifest.changes} perubahan) ditulis dan sudah diperiksa:"
        f" {sent.exported.path}. Sidik {sent.fingerprint}.",
    )


def receive(options: argparse.Namespace) -> Outcome:
    """Look at packages, merge them, or start a data file from one."""
    phrase = _passphrase(options)
    if options.start:
        return _start(options, phrase)
    receiving = workflows.receive_package
    with DataFile.open(options.data) as data_file:
        arrived = [receiving.take(data_file, path, Quiet()) for path in options.packages]
        opened = receiving.open_all(data_file, arrived, phrase, Quiet())
        has_news = receiving.has_news(data_file, opened)
        today = short_date(data_file.now().date())
        found = receiving.preview(data_file, opened, Quiet())
        merged = receiving.merge(data_file, opened, Quiet()) if options.apply else None
        if options.apply:
            receiving.keep_waiting(data_file, opened)
    code, told = None, [_passport_line(one) for one in arrived]
    if opened.waiting:
        code = "E-MENUNGGU"
        told.append(explain(code, {}).text)
    elif not has_news:
        code = "E-SUDAH"
        merged_before = [receiving.merged_when(one) for one in arrived if one.merged_at]
        told.append(explain(code, {"when": merged_before[0]} if merged_before else {}).text)
    if found is not None and has_news:
        told.append(merge_words(found.counts()))
        if found.late:
            told.append(late_words(found.late))
        if merged is not None and merged.unfinished is not None:
            told.append(explain(merged.unfinished.code, merged.unfinished.values).text)
        told.append("Sudah digabungkan." if merged else "Belum ada yang ditulis; tambahkan --apply.")
    if opened.clock_is_ahead:
        told.append(explain("W-JAM", {"arrived": today}).text)
    result = {
        "applied": merged is not None,
        "operation": merged.changes.operation.hex() if merged else None,
        "code": code,
        **(found.counts() if found else dict.fromkeys((*GROUPS, "changed_here"), 0)),
        "late": len(found.late) if found else 0,
        "operations": found.operations if found else 0,
        "warnings": ["W-JAM"] if opened.clock_is_ahead else [],
        "waiting": [one.source.name for one in opened.waiting],
        "passports": [_passport(one) for one in arrived],
        "rows": _rows(found) if found else {},
    }
    return Outcome(result, "\n".join(told))


def packages(options: argparse.Namespace) -> Outcome:
    """List the packages; with --lost or --found one of those that went out is marked first."""
    losing = workflows.lost_package
    with DataFile.open(options.data) as data_file:
        number = options.lost if options.lost is not None else options.found
        if number is not None:
            sent = [one for one in data_file.packages() if (one.direction, one.number) == ("out", number)]
            if not sent:
                return Outcome({"refused": "unknown"}, f"Tidak ada paket nomor {number}.", is_refusal=True)
            if options.found is not None:
                losing.found_again(data_file, sent[0].package_uid)
            else:
                losing.report_lost(data_file, sent[0].package_uid, options.note)
                if options.report is not None:
                    outcome.write(options.report, losing.lost_report(data_file, sent[0].package_uid).pdf)
        entries = data_file.packages()
        districts = {one.code: one.name for one in data_file.villages.districts()}
        listed = list(zip(entries, package_log.states(entries), strict=True))
    rows = [_listed(entry, state) for entry, state in listed]
    told = [_line(entry, state, districts) for entry, state in listed]
    return Outcome({"packages": rows}, "\n".join(told) or "Belum ada paket.")


ACTS: Final[Mapping[str, Act]] = {"send": send, "receive": receive, "packages": packages}


def _line(entry: PackageEntry, state: package_log.State, districts: Mapping[str, str]) -> str:
    at = dt.datetime.fromisoformat(entry.at)
    content = kind_words(entry.kind, districts.get(entry.details.get("district") or "", ""))
    moment = f"{short_date(at.date())} {at:%H.%M}"
    return "  ".join([str(entry.number or "-"), moment, content, PLACES[state]])


def _listed(entry: PackageEntry, state: str) -> dict[str, Any]:
    details = entry.details
    people = details.get("people")
    return {
        "number": entry.number,
        "direction": entry.direction,
        "at": entry.at,
        "kind": entry.kind,
        "peer": entry.peer,
        "file": details.get("file"),
        "stick": details.get("stick"),
        "encrypted": details.get("encrypted"),
        "with_nik": details.get("with_nik"),
        "people": dict(people) if people else None,
        "state": state,
        "lost": details.get("lost"),
    }


def _start(options: argparse.Namespace, phrase: str | None) -> Outcome:
    workflows.start_from_package.start(options.data, options.packages[0], phrase, Quiet())
    with DataFile.open(options.data) as data_file:
        counts, district = data_file.living(), data_file.district_code
    result = {"started": str(options.data), "district": district, "counts": counts}
    return Outcome(result, f"Data baru dimulai dari paket: {options.data}.")


def _passphrase(options: argparse.Namespace) -> str | None:
    if options.passphrase_file is None:
        return None
    try:
        text: str = options.passphrase_file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise RefusedError("passphrase-file", _UNREADABLE) from None
    return text.splitlines()[0] if text else ""


def _passport(one: Any) -> dict[str, Any]:
    manifest = one.manifest
    return {
        "file": one.source.name,
        "sender": one.sender,
        "kind": manifest.kind if manifest else "database",
        "number": manifest.number if manifest else None,
        "created": manifest.created if manifest else one.gated.last_at,
        "encrypted": one.needs_passphrase,
        "counts": dict(one.counts),
        "standing": str(one.standing.standing),
        "missing_here": one.standing.missing_here,
        "missing_there": one.standing.missing_there,
        "is_other_file": one.is_other_file,
        "merged_at": one.merged_at or None,
    }


def _passport_line(one: Any) -> str:
    return f"{one.source.name} dari {one.sender}: {standing_words(one.standing)}."


def _rows(found: MergePreview) -> dict[str, Any]:
    def keys(rows: tuple[RowKey, ...]) -> list[list[str]]:
        return [[table, uid.hex()] for table, uid in rows]

    return {
        "new": keys(found.new),
        "changed": keys(found.changed),
        "changed_here": keys(found.changed_here),
        "deleted": keys(found.deleted),
        "erased": keys(found.erased),
        "late": keys(found.late),
        "fixed": keys(found.fixed),
        "conflicts": [
            {
                "table": one.table,
                "row": one.row.hex(),
                "group": one.group,
                "kind": one.kind,
                "sides": [
                    {
                        "change": side.change.hex(),
                        "writer": side.writer_name,
                        "at": side.at,
                        "ours": side.is_ours,
                    }
                    for side in one.sides
                ],
            }
            for one in found.contested
        ],
        "duplicates": [
            {"kind": one.kind, "table": one.table, "rows": [uid.hex() for uid in one.rows]}
            for one in found.doubled
        ],
    }
