"""A session's list beside the sheet that was printed of it: numbers and pages of the paper, what was counted.

The sheet is frozen; people added later stand on its blank rows, and what has no row any more is said to be on
the last page. Whether a page agrees is decided by `domain.sessions.page_problems`.
"""

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.sessions import ParticipantLine, PrintedSheet, page_problems
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


def on_paper(lines: Iterable[ParticipantLine]) -> list[ParticipantLine]:
    """Return the rows that have a number of their own: participants, without those who came for another."""
    return [line for line in lines if line.role == "participant" and line.represents is None]


def paper_of(data_file: DataFile, session: Uid, lines: Sequence[ParticipantLine]) -> Paper:
    """Return the paper of a session: the newest sheet whose signatures were counted, else the newest."""
    listed = on_paper(lines)
    sheets = data_file.sheets.find(session)
    counts = {sheet.uid: data_file.sheets.pages(sheet.uid) for sheet in sheets}
    sheet = next((one for one in sheets if counts[one.uid]), sheets[0] if sheets else None)
    if sheet is None:
        return Paper(None, (), {line.uid: line.position or 0 for line in listed}, {})
    numbers, page_of, spans = _places(sheet, listed)
    counted = {page.page: page for page in counts[sheet.uid]}
    pages = []
    for page, (first, last) in spans.items():
        here = [line for line in listed if page_of[line.uid] == page]
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
    return Paper(sheet, tuple(pages), numbers, page_of)


def _places(
    sheet: PrintedSheet, listed: Sequence[ParticipantLine]
) -> tuple[dict[Uid, int], dict[Uid, int], dict[int, tuple[int, int]]]:
    """Return number and page of each row, and the numbers on each page as first and last."""
    of_person: dict[str, tuple[int, int]] = {}
    blank: list[tuple[int, int]] = []
    spans: dict[int, tuple[int, int]] = {}
    last_number = 0
    for row in json.loads(sheet.rows):
        number, page = int(row["no"]), int(row["page"])
        last_number = max(last_number, number)
        spans[page] = (min(number, spans.get(page, (number, number))[0]), number)
        if row["person"]:
            of_person[row["person"]] = (number, page)
        else:
            blank.append((number, page))
    persons = {line.person.hex() for line in listed}
    left = {number: (number, page) for person, (number, page) in of_person.items() if person not in persons}
    spare = iter(blank)
    numbers: dict[Uid, int] = {}
    page_of: dict[Uid, int] = {}
    for line in listed:
        known = of_person.get(line.person.hex()) or left.pop(line.position or 0, None)  # joined since then
        place = known or next(spare, None)
        if place is None:
            last_number += 1
            place = (last_number, max(spans, default=1))
        numbers[line.uid], page_of[line.uid] = place
    return numbers, page_of, spans
