"""The signature block: place and date, post, room for signature and stamp, name, rank, NIP.

Who signs how (a.n., u.b., Plt., with or without titles) is decided before; here stand texts. Source: paper.md
section 2, papers/README.md sections 3 and 4.
"""

import dataclasses
import itertools

from kpm_desktop.documents import fitting, fonts
from kpm_desktop.documents.page import Pen
from kpm_desktop.domain.national_id import nip_text

WORDS = {"seen_by": "Mengetahui,", "nip": "NIP"}
COLUMN = 78.0
_TO_NAME = 40.0
_LEADING = 4.6
_SIZE = 10.5
NIP_TRACKING = 0.45


@dataclasses.dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the lines above his name as they are printed, his name with or without titles.

    `rank` and `nip` are "" where the paper shows none; a NIP of 18 digits is printed in its groups.
    """

    post: tuple[str, ...]
    name: str
    rank: str = ""
    nip: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The signer at the right below place and date; a second one at the left under *Mengetahui,*."""

    place_and_date: str
    right: Signer
    left: Signer | None = None


def nip_line(nip: str) -> str:
    """Return the line under the rank, or "" without a NIP."""
    return f"{WORDS['nip']} {nip_text(nip)}" if nip else ""


def draw_office_block(pen: Pen, block: SignatureBlock, top: float, left: float, right: float) -> None:
    """Draw the block of an office form: first baseline at `top`, columns centred at `left` and `right`."""
    pen.text(right, top, block.place_and_date, "LS", _SIZE, anchor="centre")
    _draw_signer(pen, block.right, top, right)
    if block.left:
        pen.text(left, top, WORDS["seen_by"], "LS", _SIZE, anchor="centre")
        _draw_signer(pen, block.left, top, left)


def _draw_signer(pen: Pen, signer: Signer, top: float, centre: float) -> None:
    y = top + 5.1
    for line in itertools.chain.from_iterable(
        fitting.wrap_centred(post, COLUMN, "LS", _SIZE) for post in signer.post
    ):
        pen.text(centre, y, line, "LS", _SIZE, anchor="centre")
        y += _LEADING
    y = top + _TO_NAME
    size = next(
        (size for size in (10.5, 10.0, 9.5, 9.0, 8.5) if fonts.width(signer.name, "LSB", size) <= COLUMN), 8.0
    )
    pen.text(centre, y, signer.name, "LSB", size, anchor="centre")
    half = fonts.width(signer.name, "LSB", size) / 2
    if half:
        pen.line((centre - half, y + 0.9), (centre + half, y + 0.9), 0.25)
    for line in filter(None, (signer.rank, nip_line(signer.nip))):
        y += 4.8 if line == signer.rank else _LEADING
        pen.text(
            centre, y, line, "LS", 10, anchor="centre", tracking=0.0 if line == signer.rank else NIP_TRACKING
        )
