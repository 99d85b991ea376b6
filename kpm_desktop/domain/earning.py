"""Who earned a certificate of a series: by sessions attended or by lesson hours, also through others."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kpm_desktop.domain.sessions import Attendance, Series
from kpm_desktop.domain.uid import Uid


@dataclasses.dataclass(frozen=True, slots=True)
class Credit:
    """What counts for one person: the sessions (in the order given) and their lesson hours together."""

    person: Uid
    sessions: tuple[Uid, ...]
    lesson_hours: int


def credits_of(series: Series, attendance: Iterable[Attendance], hours: Mapping[Uid, int]) -> list[Credit]:
    """Return what counts for each person who took part, in the order of first appearance.

    `hours` holds the lesson hours of each session that counts (cancelled ones are left out). Invited is not
    present: only `present` rows count. When somebody came for another, the choice on the invited person's
    row, else the series' choice, says whose it is.
    """
    rows = [row for row in attendance if row.role == "participant" and row.person and row.session in hours]
    choices = {(row.session, row.person): row.certificate_to for row in rows}
    attended: defaultdict[Uid, dict[Uid, None]] = defaultdict(dict)
    for row in rows:
        if row.status != "present" or row.session is None or row.person is None:
            continue
        person: Uid | None = row.person
        if row.represents is not None:
            choice = choices.get((row.session, row.represents)) or row.certificate_to or series.certificate_to
            person = {"invited": row.represents, "nobody": None}.get(choice, row.person)
        if person is not None:
            attended[person][row.session] = None
    return [
        Credit(person, tuple(sessions), sum(hours[session] for session in sessions))
        for person, sessions in attended.items()
    ]


def earns(series: Series, credit: Credit) -> bool:
    """Tell whether this is enough for a certificate by the series' rule; without a minimum one is enough."""
    minimum = 1 if series.certificate_minimum is None else series.certificate_minimum
    if series.certificate_rule == "sessions":
        return len(credit.sessions) >= minimum
    return series.certificate_rule == "lesson_hours" and credit.lesson_hours >= minimum
