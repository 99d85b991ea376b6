"""What every paper takes from the office: letterhead, who signs, place and date. Texts only."""

import datetime as dt

from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.signature import SignatureBlock, Signer
from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.names import upper_name
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.domain.signing import post_lines
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile

EMPTY_SIGNER = Signer((), "")
"""Where nobody may sign: the block keeps its room."""

_DOTS = "........................"


def letterhead(data_file: DataFile) -> Letterhead:
    """Return the office's letterhead; names in capitals, address as stored."""
    office = data_file.office.get()
    contact = (("Telepon", office.phone), ("Laman", office.website), ("Pos-el", office.email))
    return Letterhead(
        office.upper_name.upper(),
        office.name.upper(),
        office.address,
        ", ".join(f"{word} {value}" for word, value in contact if value),
        data_file.asset(office.emblem)[1] if office.emblem else None,
    )


def organiser(office: Office) -> str:
    """Return the office as a text names it: `Dinas ... dan Desa Kabupaten Probolinggo`."""
    region = office.upper_name.removeprefix("Pemerintah ")
    return f"{office.name} {region}".strip()


def place_and_date(office: Office, day: dt.date | None) -> str:
    """Return `Probolinggo, 12 April 2019`; dots for what is not known."""
    return f"{office.town or _DOTS}, {long_date(day) if day else _DOTS}"


def signatory_on(data_file: DataFile, day: dt.date, chosen: Uid | None) -> Signatory | None:
    """Return who signs a paper of that day: the one chosen, else the first valid one, own posts first."""
    if chosen is not None:
        return data_file.office.get_signatory(chosen)
    valid = data_file.office.signatories_on(day)
    return valid[0] if valid else None


def signer(signatory: Signatory, *, titles: bool, rank_and_nip: bool = True) -> Signer:
    """Return how a signatory is printed; a certificate leaves out the titles (paper.md section 2)."""
    front, back = (signatory.title_front, signatory.title_back) if titles else ("", "")
    return Signer(
        tuple(post_lines(signatory)),
        upper_name(signatory.name, front, back),
        signatory.rank_title if rank_and_nip else "",
        signatory.nip if rank_and_nip else "",
    )


def signature_block(
    data_file: DataFile, day: dt.date, right: Uid | None, left: Uid | None = None
) -> SignatureBlock | None:
    """Return place, date and who signs a paper of that day; None when nobody may (F.405)."""
    found = signatory_on(data_file, day, right)
    if found is None:
        return None
    other = signatory_on(data_file, day, left) if left else None
    return SignatureBlock(
        place_and_date(data_file.office.get(), day),
        signer(found, titles=True),
        signer(other, titles=True) if other else None,
    )
