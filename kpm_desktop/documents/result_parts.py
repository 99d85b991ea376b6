"""What the papers of a contest result share: letterhead and signer of the frozen result, the foot line."""

from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.signature import Signer
from kpm_desktop.domain.decision import Result, grouped_fingerprint

WORDS = {
    "foot": "{paper} {number}, perbaikan ke-{revision}",
    "first": "{paper} {number}",
    "fingerprint": "Sidik data: {digits}",
    "provisional": "SEMENTARA",
    "dots": "........................",
}


def letterhead_of(result: Result, emblem: bytes | None) -> Letterhead:
    """Return the letterhead as it was frozen."""
    office = result.office
    return Letterhead(office["upper_name"], office["name"], office["address"], office["contact"], emblem)


def signer_of(result: Result) -> Signer:
    """Return who takes note, as frozen."""
    value = result.signer
    return Signer(tuple(value["post"]), value["name"], value["rank"], value["nip"])


def foot(paper: str, result: Result) -> str:
    """Return the foot: paper, number of the minutes, and the revision from the second on."""
    words = WORDS["foot" if result.revision > 1 else "first"].replace("{paper}", paper)
    words = words.replace("{number}", result.minutes_no or WORDS["dots"])
    return words.replace("{revision}", str(result.revision - 1))


def fingerprint_line(digest: str) -> str:
    """Return the line with the fingerprint; "" for a result that is not locked."""
    return WORDS["fingerprint"].replace("{digits}", grouped_fingerprint(digest)) if digest else ""
