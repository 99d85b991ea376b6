"""The certificate composed: texts in, a frozen list of pieces and what the preflight says out.

Designs: `certificate_designs`. Drawing: `certificate_drawing`. The award is `award`. Source: paper.md section
3.3, papers/README.md section 3.
"""

import dataclasses

from kpm_desktop.documents.certificate_back import compose_back
from kpm_desktop.documents.certificate_designs import DESIGNS
from kpm_desktop.documents.certificate_front import compose_front, copy_place
from kpm_desktop.documents.certificate_own import OwnDesign, compose_own
from kpm_desktop.documents.certificate_pieces import Composition, FrozenCertificate, PieceList
from kpm_desktop.documents.certificate_texts import BackSide, CertificateText, TopicLine
from kpm_desktop.documents.fitting import NameRule
from kpm_desktop.documents.ink import Ink
from kpm_desktop.documents.page import PAPERS
from kpm_desktop.domain.problem import Problem

__all__ = ["BackSide", "CertificateText", "Composition", "Look", "TopicLine", "compose", "preflight"]


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """How a certificate looks: `design` klasik, modern or batik, or the office's `own`; `paper` A4 or F4.

    A `blank` has its frame printed already: only texts are placed, where they always stand; shifting them to
    fit a printer and a stock is the printing's business.
    """

    design: str = "klasik"
    paper: str = "A4"
    ink: Ink = "full"
    blank: bool = False
    own: OwnDesign | None = None


def compose(
    text: CertificateText,
    *,
    look: Look | None = None,
    proof_text: str | None = None,
    short_code: str = "",
    rule: NameRule | None = None,
) -> Composition:
    """Place a certificate's texts. What does not fit or has no glyph is told; what does not fit is left out.

    `proof_text` is the signed text of the QR and `short_code` what stands beside it; without it there is no
    box. `rule` widens the name's box or lowers its smallest size for this one. KeyError for an unknown design
    or paper.
    """
    look = look or Look()
    if look.own is not None:
        proof = (proof_text, short_code) if proof_text is not None else None
        return compose_own(text, look.own, ink=look.ink, blank=look.blank, proof=proof, rule=rule)
    design, paper = DESIGNS[look.design], PAPERS[look.paper].landscape()
    proof = (proof_text, short_code) if proof_text is not None else None
    front = PieceList(1, ink=look.ink, blank=look.blank)
    # Klasik on A4 is frozen without the place of the copy line since its first day.
    is_first = look.design == "klasik" and look.paper == "A4"
    front.frame("front", paper, None if is_first else copy_place(design.front, paper))
    compose_front(front, text, design.front, paper, rule or design.front.name, proof)
    pieces, problems = front.pieces, front.problems
    if text.back:
        back = PieceList(2, ink=look.ink, blank=look.blank)
        back.frame("back", paper)
        compose_back(back, text, text.back, design.back, paper)
        pieces, problems = pieces + back.pieces, problems + back.problems
    assets = tuple(dict.fromkeys(piece["asset"] for piece in pieces if piece["kind"] == "picture"))
    return Composition(FrozenCertificate(design.name, design.version, tuple(pieces), assets), tuple(problems))


def preflight(
    text: CertificateText, *, look: Look | None = None, rule: NameRule | None = None
) -> list[Problem]:
    """Return what must be settled before this certificate is printed.

    F.402 a text does not fit (`field` name, role_line, body, post, topic ...), F.403 number empty or with a
    leftover, F.404 a missing glyph; W.401 the name takes two lines.
    """
    return list(compose(text, look=look, rule=rule).problems)
