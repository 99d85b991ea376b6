"""What certificates and awards say, as values: every text as it is printed. Nothing is placed here."""

import dataclasses

from kpm_desktop.documents.signature import Signer

NUMBER_DOTS = "." * 40
"""Stands where a number is written in by hand."""


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

    `name` with titles; `body` with its tokens filled; `emblem` and `photo` are the SHA-256 (hex) of an asset
    or "". `address` is shown by the design that has room for it. `number_by_hand` prints dots for the number.
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
    address: str = ""
    photo: str = ""
    number_by_hand: bool = False

    @property
    def shown_number(self) -> str:
        """Return the number as it stands on paper."""
        return NUMBER_DOTS if self.number_by_hand else self.number
