"""The commands about the data file itself: demo, check, backup, restore, recover."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kpm_desktop import paths, settings, workflows
from kpm_desktop.commands.outcome import Act, Outcome, RefusedError
from kpm_desktop.store.backups import Backup
from kpm_desktop.store.checks import check_file
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import BackupError, DamagedError
from kpm_desktop.store.file_passport import FilePassport, passport_of, settled
from kpm_desktop.ui import difference_words as words
from kpm_desktop.workflows.progress import Quiet

_EXISTS: Final = "Folder itu sudah berisi data contoh. Tidak ada yang diubah. Pilih folder lain."


def add_to(commands: Any) -> list[Any]:
    """Add the parsers of these commands; returns them."""
    demo = commands.add_parser("demo", help="tulis data contoh dan semua PDF ke sebuah folder")
    demo.add_argument("folder", type=Path, metavar="FOLDER")
    check = commands.add_parser("check", help="periksa keutuhan sebuah berkas data; tidak mengubah apa pun")
    check.add_argument("file", type=Path, metavar="BERKAS")
    backup = commands.add_parser("backup", help="buat cadangan yang langsung diuji baca")
    restore = commands.add_parser("restore", help="daftar cadangan; lihat atau kembali ke salah satunya")
    restore.add_argument("--backup", metavar="NAMA", help="nama cadangan: perlihatkan apa yang akan berubah")
    restore.add_argument("--apply", action="store_true", help="kembali ke cadangan itu; dapat diurungkan")
    restore.add_argument("--try", dest="trial", action="store_true", help="uji pulihkan cadangan terbaru")
    recover = commands.add_parser("recover", help="susun ulang berkas data yang rusak atau hilang")
    recover.add_argument(
        "--journal", action="store_true", help="hanya gabungkan catatan harian ke berkas yang lebih lama"
    )
    for one in (restore, recover):
        one.add_argument("--data", type=Path, required=True, metavar="BERKAS", help="berkas data")
    which = backup.add_mutually_exclusive_group(required=True)
    which.add_argument("--data", type=Path, metavar="BERKAS", help="berkas data")
    which.add_argument("--known", action="store_true", help="semua data yang pernah dibuka di komputer ini")
    return [demo, check, backup, restore, recover]


def demo(options: argparse.Namespace) -> Outcome:
    """Write the sample data and its papers into a folder; what lies there already is not touched."""
    try:
        written = workflows.make_sample.write_demo(options.folder, Quiet())
    except FileExistsError:
        raise RefusedError("exists", _EXISTS) from None
    result = {
        "files": [file.name for file in written.files],
        "series": written.made.series.hex(),
        "sessions": {name: uid.hex() for name, uid in written.made.sessions.items()},
    }
    return Outcome(result, f"{len(written.files)} berkas contoh ditulis ke {options.folder}.")


def check(options: argparse.Namespace) -> Outcome:
    """Check a file as it stands; not a byte of it changes."""
    with settled(options.file) as file:
        report = check_file(file)
        try:
            passport = passport_of(file)
        except DamagedError:
            passport = None
    result: dict[str, Any] = {
        "operations": report.operations,
        "changes": report.changes,
        "findings": [
            {
                "kind": finding.kind,
                "place": finding.place,
                "row": [finding.row[0], finding.row[1].hex()] if finding.row else None,
            }
            for finding in report.findings
        ],
        "is_sound": report.is_sound,
        "file_uid": passport.file_uid.hex() if passport else None,
        "passport": _passport_json(passport) if passport else None,
    }
    if not report.is_sound:
        found = "\n".join(map(words.finding_sentence, report.findings))
        return Outcome(result, f"Data rusak.\n{found}", is_refusal=True)
    sentence = f"Riwayat utuh ({report.operations} operasi, {report.changes} perubahan)."
    return Outcome(result, "\n".join([sentence, *(_passport_lines(passport) if passport else ())]))


def backup(options: argparse.Namespace) -> Outcome:
    """Make a verified backup, of one file or of all that this PC knows and still has."""
    if options.data:
        result, sentence = _backed_up(options.data)
        return Outcome(result, sentence)
    known = settings.load(paths.settings_file()).known_files
    places = dict.fromkeys((*(Path(one.path) for one in known), paths.data_file()))
    made = [_backed_up(place) for place in places if place.exists()]
    told = "\n".join(sentence for _, sentence in made) or "Belum ada data di komputer ini."
    return Outcome({"backups": [result for result, _ in made]}, told)


def _backed_up(place: Path) -> tuple[dict[str, Any], str]:
    with DataFile.open(place) as data_file:
        made = data_file.backup()
        is_low = data_file.room_is_low()
    sentence = f"Cadangan dibuat dan diuji baca: {made.path}."
    if is_low:
        sentence += " Ruang penyimpanan hampir habis; kosongkan sedikitnya 200 MB."
    return {**_backup_json(made), "room_is_low": is_low}, sentence


def restore(options: argparse.Namespace) -> Outcome:
    """List the backups, look at one, go back to it, or try the newest."""
    restoring = workflows.restore_backup
    with DataFile.open(options.data) as data_file:
        if options.trial:
            tried = restoring.try_newest(data_file)
            if tried is None:
                return Outcome({"tried": None}, "Belum ada cadangan.", is_refusal=True)
            return Outcome(
                {"tried": tried.backup.path.name, "counts": dict(tried.counts)},
                f"Cadangan {words.backup_moment(tried.backup)} dapat dipulihkan: {_counts(tried.counts)}.",
            )
        if not options.backup:
            return _listed(restoring.find(data_file, Quiet()))
        chosen = [one for one in data_file.backups() if one.path.name == options.backup]
        if not chosen:
            raise BackupError(place=options.backup)
        look = restoring.look(data_file, chosen[0])
        done = restoring.restore(data_file, chosen[0]) if options.apply else look
    assert look.difference is not None  # noqa: S101 - a look has one
    result = {
        "backup": chosen[0].path.name,
        "applied": options.apply,
        "operation": done.changes.operation.hex() if done.changes and done.changes.touched else None,
        "difference": {
            table: {"gone": len(one.gone), "back": len(one.back), "changed": len(one.changed)}
            for table, one in look.difference.tables.items()
        },
        "final": [operation.label for operation in done.final],
        "kept": len(done.kept),
    }
    moment, told = words.backup_moment(chosen[0]), words.difference_sentence(look.difference)
    head = "Sudah kembali" if options.apply else "Kembali"
    stays = f" Tetap: {', '.join(result['final'])}." if result["final"] else ""
    return Outcome(result, f"{head} ke {moment}: {told}.{stays}")


def recover(options: argparse.Namespace) -> Outcome:
    """Make a damaged or missing file anew, or take the journal into an older one."""
    recovering = workflows.recover_file
    if options.journal:
        count = recovering.merge_journal(options.data, Quiet())
        return Outcome({"merged": count}, f"{count} perubahan digabungkan dari catatan harian.")
    done = recovering.recover(options.data, Quiet())
    result = {
        "steps": [{"name": step.name, **step.counts} for step in done.steps],
        "backup": done.backup.path.name if done.backup else None,
        "before": dict(done.before) if done.before is not None else None,
        "after": dict(done.after),
        "missing": [
            {"table": row.table, "uid": row.uid.hex(), "title": row.title, "where": row.where}
            for row in done.missing
        ],
        "damaged": str(done.damaged) if done.damaged else None,
    }
    lines = [
        words.recovered_sentence(done),
        *map(words.step_sentence, done.steps),
        *words.missing_lines(done),
    ]
    return Outcome(result, "\n".join(lines))


ACTS: Final[Mapping[str, Act]] = {
    "demo": demo,
    "check": check,
    "backup": backup,
    "restore": restore,
    "recover": recover,
}


def _listed(lines: list[Any]) -> Outcome:
    result = {
        "backups": [
            {
                **_backup_json(line.backup),
                "counts": line.counts and dict(line.counts),
                "is_ours": line.is_ours,
            }
            for line in lines
        ]
    }
    told = [
        f"{line.backup.path.name}: {_counts(line.counts) if line.counts else 'tidak terbaca'}"
        for line in lines
    ]
    return Outcome(result, "\n".join(told) or "Belum ada cadangan.")


def _backup_json(made: Backup) -> dict[str, Any]:
    return {
        "file": made.path.name,
        "made_at": made.made_at.isoformat(),
        "size": made.size,
        "sha256": made.sha256,
    }


def _passport_json(passport: FilePassport) -> dict[str, Any]:
    return {
        "file_uid": passport.file_uid.hex(),
        "regency": passport.regency_code,
        "district": passport.district_code,
        "schema": ".".join(map(str, passport.schema)),
        "created": passport.created_at,
        "last": passport.last_at,
        "writers": [
            {"uid": writer.uid.hex(), "name": writer.name, "last": writer.last} for writer in passport.writers
        ],
        "operations": passport.operations,
        "counts": dict(passport.counts),
    }


def _passport_lines(passport: FilePassport) -> list[str]:
    area = passport.district_code or passport.regency_code
    return [
        f"Berkas {passport.file_uid.hex()}, daerah {area}, skema {'.'.join(map(str, passport.schema))}.",
        f"Dibuat {passport.created_at}, terakhir ditulis {passport.last_at}.",
        *(f"{writer.name} ({writer.uid.hex()}): {writer.last} operasi." for writer in passport.writers),
        f"Isi: {_counts(passport.counts)}.",
    ]


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {words.NOUNS[table]}" for table, count in counts.items() if count) or "kosong"
