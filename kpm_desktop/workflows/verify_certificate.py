"""Is this certificate genuine? Checked offline from its QR's text, a picture or scan, or its short code.

Whose key is known comes from the data file or from an exported key; the public parts leave here too.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Literal

from kpm_desktop import sealing
from kpm_desktop.documents import public_key, verify_page
from kpm_desktop.documents.verify_page import IssuerKey
from kpm_desktop.domain import proof
from kpm_desktop.domain.certificates import CertificateLine
from kpm_desktop.domain.proof import ProofText
from kpm_desktop.domain.uid import Uid
from kpm_desktop.imaging.scan_files import ScanFile, UnreadableScanError
from kpm_desktop.imaging.text_codes import find_texts
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import live_papers, office_blocks, sign_certificates
from kpm_desktop.workflows.issued_papers import PaperPreview
from kpm_desktop.workflows.progress import Progress, Quiet

WORDS = {"scan": "Membaca halaman"}
_PREFIX = "KPM1:"
_FEW_PAGES = 10
"""In a longer file the page after a code is taken for the back, and not searched part by part."""

Fault = Literal["unreadable", "unknown_key", "altered", "unknown_code"]

__all__ = [
    "Fault", "IssuerKey", "RegisterEntry", "UnreadableScanError", "Verdict", "checking_page", "exported_keys",
    "keys_in", "keys_of", "read_scan", "verify",
]  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What the register knows; `state` issued, replaced, voided or spoiled."""

    uid: Uid
    number: str
    name: str
    village: str
    district: str
    series: str
    date: dt.date | None
    state: str
    reason: str
    replaced_by: str


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found.

    Without a `fault` a signed text is genuine: `proof` says what it says, `key` whose it is. `entries` are
    what the register holds of it; None when no register was asked. For a short code there is no `proof`: it
    is looked up only, and says nothing about the paper by itself.
    """

    text: str
    fault: Fault | None
    proof: ProofText | None = None
    key: IssuerKey | None = None
    entries: tuple[RegisterEntry, ...] | None = None

    @property
    def is_genuine(self) -> bool:
        """Tell whether the text is signed by a known key and not a character differs."""
        return self.fault is None and self.proof is not None


def verify(text: str, keys: Sequence[IssuerKey], data_file: DataFile | None = None) -> Verdict:
    """Check a signed text against keys; with a data file its register is asked, and short codes are found."""
    asked = text.strip()
    code = proof.typed_code(asked)
    if code and data_file is not None:
        entries = _entries(data_file, code, None)
        return Verdict(asked, None if entries else "unknown_code", entries=entries)
    read = proof.read(asked)
    if read is None:
        return Verdict(asked, "unreadable")
    known = [key for key in keys if key.key_id == read.key_id]
    if not known:
        return Verdict(asked, "unknown_key", read)
    for key in known:
        if sealing.is_signed(key.public_part, read.unsigned, read.signature):
            held = _entries(data_file, proof.short_code(asked), asked) if data_file else None
            return Verdict(asked, None, read, key, held)
    return Verdict(asked, "altered", read, known[0])


def read_scan(content: bytes, progress: Progress | None = None) -> list[str]:
    """Return the signed texts on the pages of a PDF, JPEG or PNG, in order, each once.

    Raises:
        UnreadableScanError: the file is nothing of these, or damaged.
        Cancelled: the operator stopped it.
    """
    steps = progress or Quiet()
    scan = ScanFile(content)
    try:
        found: dict[str, None] = {}
        count, follows = len(scan), False
        for number in range(count):
            steps.step(number, count, WORDS["scan"])
            is_back = follows and count > _FEW_PAGES
            texts = find_texts(scan.page(number), _PREFIX, everywhere=not is_back)
            follows = bool(texts)
            found |= dict.fromkeys(texts)
    finally:
        scan.close()
    return list(found)


def keys_of(data_file: DataFile) -> list[IssuerKey]:
    """Return the public keys that a data file knows, newest first; damaged ones are left out."""
    office = data_file.office.get().name
    found = []
    for key in data_file.office.public_keys():
        try:
            public_part = bytes.fromhex(key.public_part)
        except ValueError:
            continue
        if sealing.key_id_of(public_part) == key.key_id:
            found.append(IssuerKey(key.key_id, public_part, office, key.since))
    return found


def keys_in(key_sheet: str) -> list[IssuerKey]:
    """Return the keys of an exported key sheet whose content is what their name says."""
    found = verify_page.read_key_sheet(key_sheet)
    return [key for key in found if sealing.key_id_of(key.public_part) == key.key_id]


def exported_keys(data_file: DataFile) -> str:
    """Return the public keys as a text to keep or print; a file without a key pair gets one."""
    sign_certificates.make_key(data_file)
    return verify_page.key_sheet(keys_of(data_file))


def key_paper(data_file: DataFile, progress: Progress | None = None) -> PaperPreview:
    """Return the public keys as a paper of the office; a file without a key pair gets one."""
    sign_certificates.make_key(data_file)
    made = public_key.compose(office_blocks.letterhead(data_file), keys_of(data_file))
    return live_papers.live_paper(made, progress)


def checking_page(data_file: DataFile) -> str:
    """Return the HTML page that checks pasted texts offline; a file without a key pair gets one."""
    sign_certificates.make_key(data_file)
    return verify_page.checking_page(keys_of(data_file))


def _entries(data_file: DataFile, code: str, text: str | None) -> tuple[RegisterEntry, ...]:
    """Return what the register has with this short code, and with this signed text unless None."""
    found = [
        one
        for one in data_file.certificates.with_code(code)
        if one.state != "ready" and text in {None, one.signed_text}
    ]
    lines: dict[Uid, CertificateLine] = {}
    for series in {one.series for one in found}:
        lines |= {line.uid: line for line in data_file.certificates.find(series)}
    return tuple(
        RegisterEntry(
            one.uid,
            one.number,
            one.printed_name,
            one.printed_village,
            one.printed_district,
            one.printed_series,
            one.date,
            one.state,
            one.reason,
            lines[one.uid].replaced_by if one.uid in lines else "",
        )
        for one in found
    )
