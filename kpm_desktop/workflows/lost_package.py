"""A package was lost: noted in the list of packages, and told in a report for the written notice.

Law 27 of 2022, article 46 (3 x 24 hours); `data-file.md` section 16. The closing words are a shared setting.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from kpm_desktop.documents import lost_package_report
from kpm_desktop.documents.lost_package_report import LostPackageReport
from kpm_desktop.documents.signature import SignatureBlock
from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.package_log import PackageEntry
from kpm_desktop.workflows import live_papers, office_blocks
from kpm_desktop.workflows.issued_papers import PaperPreview
from kpm_desktop.workflows.progress import Progress

WORDS: Final = {
    "lost": "Paket data di bawah ini tidak lagi berada di tangan yang berhak.",
    "sent": "Paket data di bawah ini dibuat oleh kantor ini.",
    "held": "Paket memuat data {people} orang.",
    "nobody": "Paket tidak memuat data orang.",
    "at_most": "Paket memuat data paling banyak {people} orang; rinciannya tidak dicatat saat dibuat.",
    "sealed": "Isi paket tersandi. Tanpa kata sandinya tidak ada yang dapat dibaca.",
    "open": "Isi paket tidak tersandi dan dapat dibaca oleh siapa pun yang menemukannya.",
    "full": "Semua data",
    "delta": "Perubahan sejak paket sebelumnya",
    "extract": "Data satu kecamatan ({district})",
    "moment": "{date} pukul {time}",
}
_FACTS: Final = (
    ("number", "Nomor paket"), ("file", "Nama berkas"), ("made", "Dibuat"), ("stick", "Flashdisk"),
    ("receiver", "Untuk"), ("kind", "Isi"), ("protection", "Perlindungan"), ("reason", "Alasan tanpa sandi"),
    ("fingerprint", "Sidik berkas"), ("lost", "Diketahui hilang"), ("note", "Keterangan"),
)  # fmt: skip
_FIELDS: Final = (
    ("name", "Nama dan gelar"), ("nik", "NIK"), ("birth_date", "Tanggal lahir"),
    ("phone", "Nomor telepon"), ("address", "Alamat"), ("photo", "Foto"),
)  # fmt: skip
SETTING: Final = "lost_package_text"


def report_lost(data_file: DataFile, package: Uid, note: str) -> None:
    """Note now that a package that went out is lost; KeyError for none such, ReadOnlyError."""
    data_file.mark_package(package, {"at": data_file.entry_time(), "note": note.strip()})


def found_again(data_file: DataFile, package: Uid) -> None:
    """Take that back; KeyError for no such package, ReadOnlyError."""
    data_file.mark_package(package, None)


def counts_of(entry: PackageEntry) -> tuple[int, dict[str, int], bool]:
    """Return how many persons a package holds, of how many which field, and whether that is certain.

    Of a package that was sent before this was noted only the persons in the whole file are known.
    """
    people: Mapping[str, int] = entry.details.get("people") or {}
    if people:
        return people["person"], {name: people.get(name, 0) for name, _ in _FIELDS}, True
    return int(entry.details.get("rows", {}).get("person", 0)), {}, False


def lost_report(data_file: DataFile, package: Uid, progress: Progress | None = None) -> PaperPreview:
    """Return what a package that went out holds, of a lost one as its report; KeyError for no such one."""
    found = [one for one in data_file.packages() if one.direction == "out" and one.package_uid == package]
    if not found:
        raise KeyError(package.hex())
    entry = found[0]
    people, fields, is_certain = counts_of(entry)
    held = WORDS[("held" if people else "nobody") if is_certain else "at_most"]
    today = data_file.now().date()
    office = data_file.office.get()
    block = office_blocks.signature_block(data_file, today, None) or SignatureBlock(
        office_blocks.place_and_date(office, today), office_blocks.EMPTY_SIGNER
    )
    facts, is_lost = _facts(data_file, entry), bool(entry.details.get("lost"))
    made = lost_package_report.compose(
        LostPackageReport(
            letterhead=office_blocks.letterhead(data_file),
            number=facts["number"],
            is_lost=is_lost,
            opening=WORDS["lost" if is_lost else "sent"],
            facts=tuple((label, facts[name]) for name, label in _FACTS),
            held=held.replace("{people}", thousands(people)),
            rows=tuple((label, thousands(fields[name])) for name, label in _FIELDS if fields.get(name)),
            closing=(
                WORDS["sealed" if entry.details.get("encrypted") else "open"],
                *([data_file.office.settings()[SETTING]] if is_lost else []),
            ),
            signature=block,
        )
    )
    return live_papers.live_paper(made, progress)


def _facts(data_file: DataFile, entry: PackageEntry) -> dict[str, str]:
    details: Mapping[str, Any] = entry.details
    lost: Mapping[str, str] = details.get("lost") or {}
    names = {one.code: one.name for one in data_file.villages.districts()}
    district = str(details.get("district") or "")
    stick = " ".join(
        part
        for part in (details.get("stick"), f"({details['serial']})" if details.get("serial") else "")
        if part
    )
    return {
        "number": str(entry.number or ""),
        "file": str(details.get("file") or ""),
        "made": _moment(entry.at),
        "stick": stick,
        "receiver": entry.peer,
        "kind": WORDS[entry.kind].replace("{district}", names.get(district, district)),
        "protection": "tersandi" if details.get("encrypted") else "tidak tersandi",
        "reason": str(details.get("reason") or ""),
        "fingerprint": str(details.get("fingerprint") or ""),
        "lost": _moment(lost["at"]) if lost else "",
        "note": lost.get("note", ""),
    }


def _moment(text: str) -> str:
    at = dt.datetime.fromisoformat(text)
    return WORDS["moment"].replace("{date}", long_date(at.date())).replace("{time}", f"{at:%H.%M}")
