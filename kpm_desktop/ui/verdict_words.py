"""A check of a certificate's code in plain words: for the window and for the command line."""

from typing import Any

from kpm_desktop.domain import dates
from kpm_desktop.domain.proof import shown_code

STATES = {"issued": "terbit", "replaced": "diganti", "voided": "batal", "spoiled": "rusak"}
_FAULTS = {
    "unreadable": "Ini bukan teks kode QR sertifikat yang lengkap.",
    "unknown_key": "Kunci penerbitnya ({key}) tidak dikenal, jadi keasliannya tidak dapat dipastikan.",
    "altered": "Tidak asli: teksnya berubah atau bukan buatan kantor penerbit.",
    "unknown_code": "Kode itu tidak ada di buku register data ini.",
}
_TODO = {
    "unreadable": "Salin seluruh teks hasil pindai, dimulai dengan KPM1:C, lalu coba lagi.",
    "unknown_key": "Minta berkas kunci kepada kantor penerbit, atau ambil datanya dari flashdisk.",
    "altered": "Cocokkan kertasnya dengan buku register kantor penerbit.",
    "unknown_code": "Periksa ketikannya, atau pindai kode QR di kertasnya.",
}
_NOT_HELD = "Tanda tangannya benar, tetapi nomornya tidak ada di buku register data ini."
NO_CODE = "Tidak ada kode QR sertifikat yang terbaca. Pindai 200 dpi atau lebih, lalu coba lagi."


def headline(verdict: Any) -> str:
    """Return the one sentence that says it: genuine or not, and whether it still holds."""
    if verdict.fault is not None:
        key = verdict.proof.key_id if verdict.proof is not None else ""
        return _FAULTS[verdict.fault].replace("{key}", key)
    if verdict.proof is None:
        return "Kode itu ada di buku register. Cocokkan isinya dengan kertasnya."
    if verdict.entries is None:
        return "Asli. Tidak satu huruf pun berubah sejak diterbitkan."
    if not verdict.entries:
        return _NOT_HELD
    if verdict.entries[0].state == "issued":
        return "Asli dan masih berlaku."
    return f"Asli, tetapi sudah {STATES[verdict.entries[0].state]}."


def todo(verdict: Any) -> str:
    """Return what to do about a fault, "" without one."""
    return _TODO.get(verdict.fault or "", "")


def tone(verdict: Any) -> str:
    """Return the tone of the headline: ok, warn or err."""
    if verdict.fault is not None:
        return "err"
    if verdict.entries is None:
        return "ok"
    return "ok" if any(one.state == "issued" for one in verdict.entries) else "warn"


def facts(verdict: Any) -> list[tuple[str, str]]:
    """Return what is known as pairs of name and words: what the text says, whose key, the register."""
    found: list[tuple[str, str]] = []
    read = verdict.proof
    if read is not None:
        found += [
            ("Nomor", read.number),
            ("Nama", read.name),
            ("Desa", read.place),
            ("Kegiatan", read.series),
            ("Tanggal", dates.long_date(read.date)),
        ]
    if verdict.key is not None and verdict.fault is None:
        found.append(("Kunci penerbit", _key_words(verdict.key)))
    for one in verdict.entries or ():
        if read is None:
            found += [
                ("Nomor", one.number),
                ("Nama", one.name),
                ("Desa", ", ".join(part for part in (one.village, one.district) if part)),
                ("Kegiatan", one.series),
                ("Tanggal", dates.long_date(one.date) if one.date else ""),
            ]
        found.append(("Register", _register_words(one)))
    if verdict.fault is None and verdict.entries == ():
        found.append(("Register", "tidak tercatat"))
    return found


def as_json(verdict: Any, code: str) -> dict[str, Any]:
    """Return a verdict for another program; `code` is the short code of its text."""
    read, key = verdict.proof, verdict.key
    held = verdict.entries
    return {
        "genuine": verdict.is_genuine,
        "fault": verdict.fault,
        "number": read.number if read else None,
        "name": read.name if read else None,
        "place": read.place if read else None,
        "series": read.series if read else None,
        "date": read.date.isoformat() if read else None,
        "key_id": read.key_id if read else None,
        "office": key.office if key and verdict.fault is None else None,
        "short_code": shown_code(code),
        "known": None if held is None else bool(held),
        "state": STATES[held[0].state] if held else None,
        "register": None
        if held is None
        else [
            {
                "certificate": one.uid.hex(),
                "number": one.number,
                "name": one.name,
                "state": STATES[one.state],
                "reason": one.reason,
                "replaced_by": one.replaced_by,
            }
            for one in held
        ],
    }


def _key_words(key: Any) -> str:
    since = f"sejak {dates.long_date(key.since)}" if key.since else ""
    return ", ".join(part for part in (key.key_id, key.office, since) if part)


def _register_words(entry: Any) -> str:
    words = STATES[entry.state]
    if entry.replaced_by:
        words += f" oleh nomor {entry.replaced_by}"
    return f"{words}: {entry.reason}" if entry.reason else words
