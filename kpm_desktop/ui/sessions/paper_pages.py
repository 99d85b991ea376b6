"""A session's list beside the sheet that was printed of it: numbers and pages of the paper, what was counted.

Who stands where: `domain.sheet_places`. Whether a page agrees is decided by `domain.sessions.page_problems`.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Literal

from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.sessions import ParticipantLine, PrintedSheet, page_problems
from kpm_desktop.domain.sheet_places import on_paper, places_on
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile

CAME = {"present", "represented"}
"""Marks that stand for one signature on paper; whoever came for another signs under the same number."""
PageState = Literal["agrees", "differs", "noted", "open"]


@dataclasses.dataclass(frozen=True, slots=True)
class PaperPage:
    """A page of the sheet: its numbers, the signatures the marks stand for, those counted by hand."""

    page: int
    first: int
    last: int
    marked: int
    unmarked: int
    counted: int | None
    note: str

    @property
    def state(self) -> PageState:
        """Return whether marks and paper agree."""
        if self.counted is None:
            return "open"
        if self.counted == self.marked:
            return "agrees"
        return "noted" if self.note else "differs"

    def words(self, *, is_now: bool) -> str:
        """Return how far the page is; `is_now`: the cursor stands on it."""
        match self.state:
            case "agrees":
                return "cocok"
            case "noted":
                return "dicatat"
            case "differs":
                return f"beda {self.difference}"
            case _:
                return "sedang diisi" if is_now else "belum" if self.unmarked else "belum dihitung"

    @property
    def difference(self) -> int:
        """Return by how many signatures paper and marks differ."""
        return abs((self.counted or 0) - self.marked)

    def problems(self) -> list[Problem]:
        """Return W.301 with what the sentence names."""
        found = page_problems(self.page, self.marked, self.counted, self.note)
        span = {"first": str(self.first), "last": str(self.last)}
        return [dataclasses.replace(one, values={**one.values, **span}) for one in found]


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """The sheet of a session (None: never printed), the number and page of each row of attendance."""

    sheet: PrintedSheet | None
    pages: tuple[PaperPage, ...]
    numbers: Mapping[Uid, int]
    page_of: Mapping[Uid, int]

    @property
    def agrees(self) -> bool:
        """Tell whether every page was counted and agrees, or was closed with a note."""
        return bool(self.pages) and all(page.state in {"agrees", "noted"} for page in self.pages)

    @property
    def words(self) -> str:
        """Return `F4, 4 halaman`; empty when there is no sheet."""
        return f"{self.sheet.paper}, {len(self.pages)} halaman" if self.sheet is not None else ""


def paper_of(data_file: DataFile, session: Uid, lines: Sequence[ParticipantLine]) -> Paper:
    """Return the paper of a session: the newest sheet whose signatures were counted, else the newest."""
    listed = on_paper(lines)
    sheets = data_file.sheets.find(session)
    counts = {sheet.uid: data_file.sheets.pages(sheet.uid) for sheet in sheets}
    sheet = next((one for one in sheets if counts[one.uid]), sheets[0] if sheets else None)
    if sheet is None:
        return Paper(None, (), {line.uid: line.position or 0 for line in listed}, {})
    places = places_on(sheet, listed)
    counted = {page.page: page for page in counts[sheet.uid]}
    pages = []
    for page, (first, last) in places.spans.items():
        here = [line for line in listed if places.page_of[line.uid] == page]
        count = counted.get(page)
        pages.append(
            PaperPage(
                page,
                first,
                last,
                sum(line.status in CAME for line in here),
                sum(not line.status for line in here),
                count.signatures if count else None,
                count.note if count else "",
            )
        )
    return Paper(sheet, tuple(pages), places.numbers, places.page_of)
