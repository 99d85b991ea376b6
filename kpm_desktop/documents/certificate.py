"""The certificate: what it says, composed into frozen pieces, and those pieces drawn.

`compose` fits the text and returns the list that is stored when a certificate is issued; `draw` makes a PDF of such
lists, so a reprint never looks at live data. Frames: `certificate_klasik.py`. Source: paper.md section 3.3.
"""

import dataclasses
from collections.abc import Mapping
from typing import Any

from kpm_desktop.documents.signature import Signer
from kpm_desktop.domain.problem import Problem

Piece = Mapping[str, Any]
"""One placed thing, JSON-able: `kind` text, line, box, picture, code or frame, and its measures in mm and points."""


@dataclasses.dataclass(frozen=True, slots=True)
class TopicLine:
    """A row of the back: topic, who spoke, lesson hours."""

    title: str
    speakers: str
    lesson_hours: int


@dataclasses.dataclass(frozen=True, slots=True)
class BackSide:
    """The list of topics; without `signer` (ketua panitia) the back carries no signature."""

    activity: str
    place_and_dates: str
    topics: tuple[TopicLine, ...]
    minutes_per_lesson_hour: int = 45
    place_and_date: str = ""
    signer: Signer | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class CertificateText:
    """Every text of one certificate exactly as it is printed.

    `name` with titles; `body` with its tokens filled; `emblem` is the SHA-256 (hex) of an asset or "".
    """

    upper_name: str
    office_name: str
    number: str
    name: str
    role_line: str
    body: str
    place_and_date: str
    signer: Signer
    emblem: str = ""
    title: str = "SERTIFIKAT"
    back: BackSide | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class FrozenCertificate:
    """What an issued certificate is: design and version, the placed pieces, the assets (SHA-256) they need."""

    design: str
    version: int
    pieces: tuple[Piece, ...]
    assets: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Composition:
    """A composed certificate and what the preflight says about it; blocking problems forbid issuing."""

    frozen: FrozenCertificate
    problems: tuple[Problem, ...]
