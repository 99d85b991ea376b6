"""The award (piagam penghargaan): for a winner, or without a rank for somebody honoured. Composed here.

Whose letterhead it carries and who signs is decided before. Frame: `certificate_piagam`. Source: paper.md
section 3.4, papers/README.md section 3.
"""

import dataclasses

from kpm_desktop.documents import certificate_piagam, fitting
from kpm_desktop.documents.certificate_front import (
    WORDS as FRONT_WORDS,
)
from kpm_desktop.documents.certificate_front import (
    ProofPlace,
    Row,
    SignaturePlace,
    compose_name,
    compose_number,
    compose_proof,
    compose_row,
    compose_signature,
    name_problem,
)
from kpm_desktop.documents.certificate_pieces import Composition, FrozenCertificate, PieceList
from kpm_desktop.documents.certificate_texts import NUMBER_DOTS
from kpm_desktop.documents.fitting import DoesNotFit, NameRule
from kpm_desktop.documents.ink import Ink
from kpm_desktop.documents.page import PAPERS, Paper
from kpm_desktop.documents.signature import Signer

WORDS = {
    "title": "PIAGAM PENGHARGAAN",
    "as": "atas prestasinya sebagai",
    "scan_what": "keaslian piagam",
}
DESIGN, VERSION = "piagam", 1
NAME_RULE = NameRule("EG", 33.0, 215.0, 0.02)
_CENTRE = 148.5
_BOX = 215.0
_MAROON = certificate_piagam.MAROON
_UPPER = Row(47.2, "EG", (13.0, 10.0), 0.9)
_OFFICE = Row(53.4, "EG", (15.5, 10.0), 1.0)
_TITLE = Row(70.6, "EG", (39.0, 22.0), 5.0, _MAROON)
_NUMBER = Row(81.2, "EG", (12.5, 9.0), 0.2)
_GIVEN_TO = Row(87.8, "EGI", (14.0, 14.0))
_NAME_Y = 103.2
_ROLE = Row(116.8, "EG", (13.5, 10.0))
_AS = Row(123.4, "EGI", (13.5, 13.5))
_AWARD = Row(134.4, "EG", (28.0, 15.0), 4.0, _MAROON)
_CONTEST = (Row(141.2, "EG", (13.5, 9.5)), Row(146.8, "EG", (13.5, 9.5)))
_REASON_Y = 124.4
_REASON = ((13.5, 6.0, 3), (13.0, 6.0, 3), (12.5, 5.6, 4), (12.0, 5.4, 4), (11.0, 5.0, 4))
_SIGNATURE = SignaturePlace(
    213.0, "centre", 104.0, (155.0, 12.0), (159.7, 10.0), 4.1, (181.0, 12.5), (4.5, 4.2, 11.0)
)
_PROOF = ProofPlace(108.0, 154.0, 140.0, "left", (174.8, 178.6, 182.2), 171.2)
_SOURCE = (Row(187.3, "LS", (7.0, 7.0)), Row(190.5, "LS", (7.0, 7.0)))
_SOURCE_X, _SOURCE_WIDTH = 108.0, 80.0  # below the QR, up to the signature
_SEAL_TOP = Row(-3.0, "EG", (8.0, 5.0), 1.2, _MAROON)
_SEAL_BIG = Row(4.6, "EG", (24.0, 7.0), 0.0, _MAROON)
_SEAL_WIDTH = 13.0


@dataclasses.dataclass(frozen=True, slots=True)
class AwardText:
    """Every text of one piagam exactly as it is printed.

    `award` is `JUARA I`, with the contest in at most two `contest_lines`; without an award (`honour`)
    `reason` is the sentence that says what for. When the Bupati signs, `office_name` is "" and the signer has
    no rank and no NIP. `source` are two small lines: minutes, fingerprint.
    """

    upper_name: str
    office_name: str
    number: str
    name: str
    role_line: str
    place_and_date: str
    signer: Signer
    award: str = ""
    contest_lines: tuple[str, ...] = ()
    reason: str = ""
    emblem: str = ""
    title: str = WORDS["title"]
    number_by_hand: bool = False
    source: tuple[str, ...] = ()

    @property
    def shown_number(self) -> str:
        """Return the number as it stands on paper."""
        return NUMBER_DOTS if self.number_by_hand else self.number


def compose(
    text: AwardText,
    *,
    paper: str = "A4",
    ink: Ink = "full",
    blank: bool = False,
    proof_text: str | None = None,
    short_code: str = "",
    rule: NameRule = NAME_RULE,
) -> Composition:
    """Place the texts of a piagam. What does not fit or has no glyph is told; the first is left out."""
    sheet = PAPERS[paper].landscape()
    page = PieceList(1, ink=ink, blank=blank)
    right, down = _shift(sheet)
    page.frame(
        "front" if text.award else "honour", sheet, (_PROOF.hint_x + right, _PROOF.copy_y + down, "left")
    )
    page.origin = (right, down)
    _compose_head(page, text)
    fitted = fitting.fit_name(text.name, rule)
    if isinstance(fitted, DoesNotFit):
        name_problem(page, fitted)
    else:
        compose_name(page, fitted, rule.font, (_CENTRE, _NAME_Y, "centre"), _MAROON)
    compose_row(page, "role_line", _CENTRE, "centre", text.role_line, _ROLE, _BOX)
    if text.award:
        _compose_award(page, text)
    else:
        _compose_reason(page, text.reason)
    compose_signature(page, text.place_and_date, text.signer, _SIGNATURE)
    for line, row in zip(text.source, _SOURCE, strict=False):
        compose_row(page, "source", _SOURCE_X, "left", line, row, _SOURCE_WIDTH)
    if proof_text is not None:
        compose_proof(page, _PROOF, proof_text, short_code, WORDS["scan_what"])
    assets = tuple(piece["asset"] for piece in page.pieces if piece["kind"] == "picture")
    frozen = FrozenCertificate(DESIGN, VERSION, tuple(page.pieces), assets)
    return Composition(frozen, tuple(page.problems))


def seal_words(award: str) -> tuple[str, str]:
    """Return what stands in the seal, small above large: `JUARA`, `I`; `HARAPAN`, `II`."""
    words = award.split()
    return (words[-2] if len(words) > 1 else "", words[-1] if words else "")


def _shift(sheet: Paper) -> tuple[float, float]:
    return (sheet.width - 297.0) / 2, (sheet.height - 210.0) / 2


def _compose_head(page: PieceList, text: AwardText) -> None:
    if text.emblem:
        page.picture(text.emblem, _CENTRE - 9.0, 32.0 - 9.0, 18.0, 18.0)
    for field, line, row in (
        ("upper_name", text.upper_name, _UPPER),
        ("office_name", text.office_name, _OFFICE),
        ("title", text.title, _TITLE),
    ):
        compose_row(page, field, _CENTRE, "centre", line, row, _BOX)
    compose_number(page, text, _CENTRE, "centre", _NUMBER, _BOX)
    compose_row(page, "given_to", _CENTRE, "centre", FRONT_WORDS["given_to"], _GIVEN_TO, _BOX)


def _compose_award(page: PieceList, text: AwardText) -> None:
    compose_row(page, "award", _CENTRE, "centre", WORDS["as"], _AS, _BOX)
    compose_row(page, "award", _CENTRE, "centre", text.award, _AWARD, _BOX)
    for line, row in zip(text.contest_lines, _CONTEST, strict=False):
        compose_row(page, "contest", _CENTRE, "centre", line, row, _BOX)
    if len(text.contest_lines) > len(_CONTEST):
        page.problem("contest", "F.402", text=" ".join(text.contest_lines))
    x, y = certificate_piagam.SEAL
    for words, row in zip(seal_words(text.award), (_SEAL_TOP, _SEAL_BIG), strict=True):
        placed = dataclasses.replace(row, y=y + row.y)
        compose_row(page, "seal", x, "centre", words, placed, _SEAL_WIDTH)


def _compose_reason(page: PieceList, reason: str) -> None:
    for size, leading, most in _REASON:
        lines = fitting.wrap_centred(reason, _BOX, "EG", size)
        if len(lines) <= most:
            for index, line in enumerate(lines):
                page.text("reason", _CENTRE, _REASON_Y + index * leading, line, "EG", size)
            return
    page.problem("reason", "F.402", text=reason)
