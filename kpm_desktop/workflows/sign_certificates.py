"""The office's key pair, and the signed text of each certificate's QR.

The text itself is `domain.proof`, the arithmetic `sealing`; checking is `verify_certificate`. Source:
data-file.md section 16.
"""

import dataclasses

from kpm_desktop import sealing
from kpm_desktop.domain import proof
from kpm_desktop.domain.certificates import Certificate
from kpm_desktop.domain.office import PublicKey
from kpm_desktop.domain.uid import pair_uid
from kpm_desktop.sealing import KeyPair
from kpm_desktop.store.data_file import DataFile

WORDS = {"make_key": "Buat kunci tanda tangan"}
_NO_KEY = "00000000"
_DRAFT_CODE = "XXXXXXXX"


@dataclasses.dataclass(frozen=True, slots=True)
class Signed:
    """The text of a QR and the short code beside it (8 characters)."""

    text: str
    short_code: str


def sign(pair: KeyPair, record: Certificate) -> Signed:
    """Return what the QR of a certificate says, signed; number, name, village, series and date as printed."""
    unsigned = _unsigned(record, pair.key_id)
    text = proof.signed_text(unsigned, sealing.sign(pair.private_part, unsigned))
    return Signed(text, proof.short_code(text))


def draft(data_file: DataFile, record: Certificate) -> Signed:
    """Return a text of the same length for a paper that is only looked at; checking it always fails."""
    kept = data_file.signing_key()
    unsigned = _unsigned(record, kept[0] if kept else _NO_KEY)
    return Signed(proof.signed_text(unsigned, bytes(64)), _DRAFT_CODE)


def key_for(data_file: DataFile) -> KeyPair:
    """Return the office's key pair; a file that has none gets one. `publish` makes its public part a row."""
    kept = data_file.signing_key()
    if kept is not None:
        return sealing.key_pair(kept[1])
    pair = sealing.new_key_pair()
    data_file.keep_signing_key(pair.key_id, pair.private_part)
    return pair


def publish(data_file: DataFile, pair: KeyPair) -> None:
    """Put the public part among the public keys, within the open operation, unless it is there."""
    if pair.key_id not in {key.key_id for key in data_file.office.public_keys()}:
        uid = pair_uid("public_key", pair.key_id)
        public = PublicKey(uid, pair.key_id, pair.public_part.hex(), data_file.now().date())
        data_file.office.save_public_key(public)


def make_key(data_file: DataFile) -> None:
    """Give a data file its key pair and publish it; a file that has both stays as it is."""
    pair = key_for(data_file)
    if pair.key_id not in {key.key_id for key in data_file.office.public_keys()}:
        with data_file.operation("issue", WORDS["make_key"]):
            publish(data_file, pair)


def _unsigned(record: Certificate, key_id: str) -> str:
    if record.date is None:
        raise ValueError("a certificate without a date cannot be signed")
    return proof.unsigned_text(
        number=record.number,
        name=record.printed_name,
        village=record.printed_village,
        district=record.printed_district,
        series=record.printed_series,
        date=record.date,
        key_id=key_id,
    )
