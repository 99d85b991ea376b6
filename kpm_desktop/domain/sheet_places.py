"""Where the people of a session stand on its printed attendance sheet: number and page of each row.

The sheet is frozen: people added later stand on its blank rows, and what has no row any more is said to be on
the last page.
"""

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence

from kpm_desktop.domain.sessions import ParticipantLine, PrintedSheet
from kpm_desktop.domain.uid import Uid


@dataclasses.dataclass(frozen=True, slots=True)
class SheetPlaces:
    """Number and page of each row of attendance; the numbers on each page as first and last."""

    numbers: Mapping[Uid, int]
    page_of: Mapping[Uid, int]
    spans: Mapping[int, tuple[int, int]]


def on_paper(lines: Iterable[ParticipantLine]) -> list[ParticipantLine]:
    """Return the rows that have a number of their own: participants, without those who came for another."""
    return [line for line in lines if line.role == "participant" and line.represents is None]


def places_on(sheet: PrintedSheet, listed: Sequence[ParticipantLine]) -> SheetPlaces:
    """Return where the rows of `on_paper` stand on a sheet."""
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
    return SheetPlaces(numbers, page_of, spans)
