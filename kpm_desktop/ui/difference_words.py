"""What a difference of two states and a recovery are called in Indonesian. No Qt: commands say the same."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kpm_desktop.domain import dates, words
from kpm_desktop.domain.undoing import Kept
from kpm_desktop.store.backups import Backup
from kpm_desktop.store.checks import Finding
from kpm_desktop.store.difference import Difference, TableDifference
from kpm_desktop.store.recovery import Recovered, StepDone

NOUNS: Final = {
    "cadre_term": "kader",
    "person": "orang",
    "attendance": "kehadiran",
    "village": "desa",
    "village_name": "nama desa",
    "head_term": "kepala desa",
    "series": "kegiatan",
    "session": "pembinaan",
    "venue": "tempat",
    "topic": "materi",
    "speaker": "narasumber",
    "payment": "pembayaran",
    "contest": "lomba",
    "category": "kategori",
    "entry": "peserta lomba",
    "judge": "juri",
    "score": "nilai juri",
    "certificate": "sertifikat",
    "printed_sheet": "lembar tercetak",
    "signatory": "penandatangan",
    "office": "isian kantor",
    "setting": "pengaturan",
    "choice": "pilihan daftar",
    "number_series": "seri nomor",
    "certificate_design": "tata letak",
}
"""Tables the operator knows; the others are told together."""
OTHERS: Final = "isian lain"
_NAMES: Final = frozenset({"name", "title_front", "title_back", "print_name"})
_NIK: Final = frozenset({"nik", "nik_received"})


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """How many of something disappear, come back, and are changed."""

    noun: str
    gone: int = 0
    back: int = 0
    changed: int = 0


def difference_lines(difference: Difference) -> list[DifferenceLine]:
    """Return one line a kind of thing, cadres first. A person is told only where no term of his is."""
    tables = difference.tables
    lines: list[DifferenceLine] = []
    for name, noun in NOUNS.items():
        if name in tables:
            lines += _person_lines(difference) if name == "person" else [_line(noun, tables[name])]
    rest = [_line(OTHERS, one) for name, one in tables.items() if name not in NOUNS]
    if rest:
        lines.append(
            DifferenceLine(
                OTHERS,
                sum(line.gone for line in rest),
                sum(line.back for line in rest),
                sum(line.changed for line in rest),
            )
        )
    return [line for line in lines if line.gone or line.back or line.changed]


def _line(noun: str, one: TableDifference) -> DifferenceLine:
    return DifferenceLine(noun, len(one.gone), len(one.back), len(one.changed))


def _person_lines(difference: Difference) -> list[DifferenceLine]:
    person = difference.tables["person"]
    terms = [difference.tables[name] for name in ("cadre_term", "head_term") if name in difference.tables]
    gone = max(0, len(person.gone) - sum(len(one.gone) for one in terms))
    back = max(0, len(person.back) - sum(len(one.back) for one in terms))
    other = sum(not _NAMES.union(_NIK).issuperset(columns) for columns in person.changed.values())
    return [
        DifferenceLine("nama", changed=person.changes_of(_NAMES)),
        DifferenceLine("NIK", changed=person.changes_of(_NIK)),
        DifferenceLine("orang", gone, back, other),
    ]


def difference_sentence(difference: Difference) -> str:
    """Return "3 kader, 41 kehadiran hilang, 1 desa kembali, 2 nama berubah"; says so when nothing differs."""
    lines = difference_lines(difference)
    parts = [
        _counted(((line.gone, line.noun) for line in lines), "hilang"),
        _counted(((line.back, line.noun) for line in lines), "kembali"),
        _counted(((line.changed, line.noun) for line in lines), "berubah"),
    ]
    return ", ".join(part for part in parts if part) or "tidak ada yang berbeda"


def _counted(counts: Iterable[tuple[int, str]], verb: str) -> str:
    told = ", ".join(f"{words.thousands(count)} {noun}" for count, noun in counts if count)
    return f"{told} {verb}" if told else ""


def kept_sentence(kept: Iterable[Kept]) -> str:
    """Return what stays as it is though the earlier state had it otherwise; "" for nothing."""
    counts = Counter(NOUNS.get(one.key[0], OTHERS) for one in kept if one.reason == "final")
    told = ", ".join(f"{words.thousands(count)} {noun}" for noun, count in counts.items())
    return f"{told} tetap: sertifikatnya sudah terbit, atau hasil lombanya terkunci." if told else ""


def short_moment(moment: dt.datetime) -> str:
    """Return "12 April 10.05"; another year than that of a backup is told by the list."""
    return f"{dates.long_date(moment.date()).rpartition(' ')[0]} {moment:%H.%M}"


def backup_moment(backup: Backup) -> str:
    """Return when a backup was made: "12 Apr 2026 10.05"."""
    return f"{dates.short_date(backup.made_at.date())} {backup.made_at:%H.%M}"


# checks


def finding_sentence(finding: Finding) -> str:
    """Return what a check found and where: "Riwayat berubah mulai operasi ke-123 (12 Apr 2026, PC-2)."."""
    match finding.kind:
        case "chain":
            number, *writer, at = finding.place.split(" ")
            return f"Riwayat berubah mulai operasi ke-{number} ({_day_of(at)}, {' '.join(writer)})."
        case "state" if finding.row is not None:
            table, uid = finding.row
            return f"Isi {NOUNS.get(table, OTHERS)} tidak sama dengan riwayatnya ({table} {uid.hex()})."
        case "state":
            return "Isi tabel tidak dapat dicocokkan dengan riwayat."
        case "file":
            return f"Berkas rusak: {finding.place}."


def _day_of(at: str) -> str:
    """Return the day of a moment in the log; of one that was made unreadable, what stands there."""
    try:
        return dates.short_date(dt.datetime.fromisoformat(at).date())
    except ValueError:
        return at


# recovery


def recovered_sentence(done: Recovered) -> str:
    """Return the one result sentence of a recovery ("Dipulihkan 2.000 dari 2.000 kader.")."""
    here = done.after.get("cadre_term", 0)
    lost = sum(row.table == "cadre_term" for row in done.missing)
    text = f"Dipulihkan {words.thousands(here)} dari {words.thousands(here + lost)} kader."
    if done.missing:
        text += f" {words.thousands(len(done.missing))} baris perlu diisi ulang."
    return text


def step_sentence(step: StepDone) -> str:  # noqa: PLR0911 (one match, by design)
    """Return what a step of a recovery did, with its counts."""
    counts = {name: words.thousands(count) for name, count in step.counts.items()}
    match step.name:
        case "copy":
            return "Salinan yang rusak disimpan." if step.counts["files"] else "Tidak ada berkas lama."
        case "rollback":
            undone = "Tulisan yang belum selesai dibatalkan pada salinan."
            return undone if step.counts["journals"] else "Tidak ada tulisan yang belum selesai."
        case "index":
            mended = "Daftar isi diperbaiki; riwayatnya utuh, cadangan tidak diperlukan."
            return mended if step.counts["mended"] else "Perbaikan di tempat tidak cukup."
        case "backup":
            skipped = f" {counts['skipped']} cadangan rusak dilewati." if step.counts["skipped"] else ""
            found = "Cadangan utuh ditemukan." if step.counts["found"] else "Tidak ada cadangan yang utuh."
            return f"{found}{skipped}"
        case "journal":
            return f"Catatan harian: {counts['operations']} operasi, {counts['new']} di antaranya baru."
        case "salvage":
            return (
                f"Masih terbaca di berkas rusak: {counts['operations']} operasi, "
                f"{counts['changes']} perubahan."
            )
        case "build":
            added = {
                "unproved": f" {counts['unproved']} tanpa bukti rantai.",
                "refilled": f" {counts['refilled']} baris diambil dari tabelnya, tanpa riwayat lama.",
                "later": f" {counts['later']} baris mendapat isi terakhirnya dari tabel; periksa di Riwayat.",
            }
            text = f"Data baru disusun dan diperiksa: {counts['operations']} operasi digabungkan."
            return text + "".join(words for name, words in added.items() if step.counts[name])
        case "swap":
            return "Data baru dipasang."


def missing_lines(done: Recovered) -> list[str]:
    """Return the rows to be filled in again: what and, where it can still be told, whose."""
    return [f"{noun}: {', '.join(part for part in rest if part)}" for noun, *rest in missing_rows(done)]


def missing_rows(done: Recovered) -> list[tuple[str, str, str]]:
    """Return the same in three columns: what, whose, and where it belongs."""
    return [(NOUNS.get(row.table, OTHERS), row.title or "tanpa nama", row.where) for row in done.missing]
