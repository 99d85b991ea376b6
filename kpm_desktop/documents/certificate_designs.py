"""The designs that ship: for each its version, the measures of its front, the look of its back, its frames.

`FRAMES` holds every version that was ever released. Source: papers/README.md section 3.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Final

from kpm_desktop.documents import (
    certificate_batik,
    certificate_klasik,
    certificate_modern,
    certificate_piagam,
)
from kpm_desktop.documents.certificate_back import BackLook
from kpm_desktop.documents.certificate_front import (
    FrontLayout,
    NameLine,
    ProofPlace,
    Row,
    SignaturePlace,
    TwoLines,
)
from kpm_desktop.documents.fitting import NameRule
from kpm_desktop.documents.page import Pen

Frame = Callable[[Pen], None]


@dataclasses.dataclass(frozen=True, slots=True)
class Design:
    """A design as certificates are composed with it now."""

    name: str
    version: int
    front: FrontLayout
    back: BackLook


_GREEN = certificate_klasik.GREEN
_KLASIK = Design(
    "klasik",
    1,
    FrontLayout(
        x=148.5,
        anchor="centre",
        box=222.0,
        emblem=(148.5, 34.0, 17.0),
        upper=Row(48.0, "EG", (13.0, 10.0), 0.9),
        office=Row(54.4, "EG", (15.5, 10.0), 1.0),
        title=Row(71.0, "EG", (44.0, 24.0), 9.0, _GREEN),
        number=Row(81.4, "EG", (12.5, 9.0), 0.2),
        given_to=Row(88.8, "EGI", (14.5, 14.5)),
        name_y=102.2,
        name_colour=_GREEN,
        name=NameRule("EG", 34.0, 225.0, 0.02),
        role=Row(114.0, "EG", (14.0, 10.5)),
        body_y=121.8,
        body_font="EG",
        body_sizes=(
            (13.5, 6.1, 3),
            (13.0, 6.1, 3),
            (12.5, 6.0, 3),
            (12.0, 5.2, 4),
            (11.5, 5.1, 4),
            (11.0, 5.0, 4),
        ),
        signature=SignaturePlace(
            206.0, "centre", 124.0, (142.6, 12.5), (148.0, 11.5), 4.6, (171.6, 13.0), (4.9, 4.5, 11.5)
        ),
        proof=ProofPlace(32.0, 153.4, 64.0, "left", (174.2, 178.0, 181.6), 185.2),
        photo=(108.0, 142.0),
        name_line=NameLine(108.2, 80.0, 0.35, certificate_klasik.GOLD),
    ),
    BackLook(
        _GREEN,
        "#6F8B86",
        "#EDF2F0",
        SignaturePlace(
            212.0, "centre", 112.0, (144.4, 12.5), (149.6, 11.5), 4.6, (176.0, 13.0), (4.9, 4.5, 11.5)
        ),
    ),
)
_NAVY, _TEAL = certificate_modern.NAVY, certificate_modern.TEAL
_MODERN = Design(
    "modern",
    1,
    FrontLayout(
        x=26.0,
        anchor="left",
        box=212.0,
        emblem=(35.0, 26.5, 18.0),
        upper=Row(22.6, "LA", (10.5, 8.0), 0.4, _NAVY),
        office=Row(28.6, "LAB", (12.5, 9.0), 0.4, _NAVY),
        title=Row(62.4, "LAX", (46.0, 26.0), 4.6, _NAVY),
        number=Row(76.6, "LA", (11.5, 8.5)),
        given_to=Row(88.6, "LAI", (13.0, 13.0), 0.0, "#44546A"),
        name_y=101.4,
        name_colour=_TEAL,
        name=NameRule("LAB", 32.0, 216.0, 0.01),
        role=Row(109.6, "LAB", (13.0, 9.5)),
        body_y=119.4,
        body_font="LA",
        body_sizes=(
            (12.5, 6.0, 3),
            (12.0, 5.9, 3),
            (11.5, 5.2, 4),
            (11.0, 5.1, 4),
            (10.5, 5.0, 4),
            (10.0, 4.9, 4),
        ),
        signature=SignaturePlace(
            26.0, "left", 122.0, (148.0, 11.5), (153.4, 10.5), 4.6, (181.0, 12.0), (4.8, 4.4, 10.5),
            font="LA", name_font="LAB",
        ),
        proof=ProofPlace(
            212.0, 163.6, 210.0, "right", (184.4, 188.2, 191.8), 180.8, font="LA", size=9.0
        ),
        photo=(150.0, 148.0),
        head_x=49.0,
        address=Row(33.8, "LA", (9.0, 7.5), 0.0, "#44546A"),
        two_lines=TwoLines(86.4, 96.2, 1.08, 113.2, 122.0),
        spread=True,
    ),
    BackLook(
        _NAVY,
        "#8FA3AE",
        "#E6EEF0",
        SignaturePlace(
            212.0, "centre", 112.0, (144.4, 11.5), (149.6, 10.5), 4.6, (176.0, 12.0), (4.9, 4.5, 10.5),
            font="LA", name_font="LAB",
        ),
        font="LA",
        italic="LAI",
        head_font="LAB",
        scale=0.88,
    ),
)  # fmt: skip
_SOGA, _INDIGO = certificate_batik.SOGA, certificate_batik.INDIGO
_BATIK = Design(
    "batik",
    1,
    FrontLayout(
        x=148.5,
        anchor="centre",
        box=212.0,
        emblem=(148.5, 43.4, 17.0),
        upper=Row(41.4, "EG", (12.5, 9.5), 0.9),
        office=Row(48.2, "EG", (15.0, 9.5), 1.0),
        title=Row(66.4, "EG", (42.0, 23.0), 9.0, _SOGA),
        number=Row(73.2, "EG", (12.5, 9.0), 0.2),
        given_to=Row(80.2, "EGI", (14.0, 14.0)),
        name_y=96.2,
        name_colour=_INDIGO,
        name=NameRule("EG", 32.0, 212.0, 0.02),
        role=Row(112.2, "EG", (14.0, 10.5)),
        body_y=120.0,
        body_font="EG",
        body_sizes=(
            (13.2, 5.7, 3),
            (13.0, 5.7, 3),
            (12.5, 5.7, 3),
            (11.5, 5.0, 4),
            (11.0, 4.9, 4),
            (10.5, 4.8, 4),
        ),
        signature=SignaturePlace(
            207.0, "centre", 112.0, (140.8, 12.5), (145.8, 11.0), 4.4, (167.6, 13.0), (4.5, 4.2, 11.5)
        ),
        proof=ProofPlace(36.0, 147.0, 68.0, "left", (167.8, 171.6, 175.2), 164.2),
        photo=(108.0, 136.0),
        group_gap=5.0,
    ),
    BackLook(
        _SOGA,
        "#A98D6E",
        "#F6EBD3",
        SignaturePlace(
            212.0, "centre", 112.0, (144.4, 12.5), (149.6, 11.5), 4.6, (176.0, 13.0), (4.9, 4.5, 11.5)
        ),
    ),
)
DESIGNS: Final[Mapping[str, Design]] = {design.name: design for design in (_KLASIK, _MODERN, _BATIK)}
FRAMES: Final[Mapping[tuple[str, int], Mapping[str, Frame]]] = {
    ("klasik", 1): {"front": certificate_klasik.draw_front, "back": certificate_klasik.draw_back},
    ("modern", 1): {"front": certificate_modern.draw_front, "back": certificate_modern.draw_back},
    ("batik", 1): {"front": certificate_batik.draw_front, "back": certificate_batik.draw_back},
    ("piagam", 1): {"front": certificate_piagam.draw_front, "honour": certificate_piagam.draw_honour},
}
