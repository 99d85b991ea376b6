"""Rows of the lists of this area, made from what the registers find; each begins with its uid."""

import datetime as dt
from typing import NamedTuple

from kpm_desktop.domain.sessions import ParticipantLine, Series, SessionLine
from kpm_desktop.domain.sheet_places import on_paper
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.sessions.paper_pages import Paper, paper_of
from kpm_desktop.ui.sessions.steps import Step, step_pill, steps_of
from kpm_desktop.ui.tables.column import Pill

LETTERS = {"present": "H", "excused": "I", "sick": "S", "absent": "A", "represented": "W", "": ""}
_NO_PAPER = Paper(None, (), {}, {})


class SessionRow(NamedTuple):
    """A session of the list with the step it is at."""

    uid: Uid
    session: SessionLine
    step: Pill
    year: str
    is_incomplete: bool
    is_uninvited: bool
    is_ready: bool


class PersonRow(NamedTuple):
    """A number of the paper: who is called, his mark as H I S A W, and whoever came for him."""

    uid: Uid
    number: int
    name: str
    post: str
    village: str
    letter: str
    note: str
    page: int
    line: ParticipantLine


def session_rows(data_file: DataFile, today: dt.date) -> list[SessionRow]:
    """Return all sessions by date and hour."""
    series = {line.uid: data_file.sessions.get_series(line.uid) for line in data_file.sessions.find_series()}
    return [
        _session_row(data_file, line, series.get(line.series) if line.series else None, today)
        for line in data_file.sessions.find()
    ]


def _session_row(
    data_file: DataFile, session: SessionLine, series: Series | None, today: dt.date
) -> SessionRow:
    is_coming = session.date is None or session.date > today
    year = session.date.year if session.date else series.year if series else None
    is_marked = session.invited > 0 and session.unmarked == 0
    is_open = session.status != "cancelled"
    return SessionRow(
        session.uid,
        session,
        step_pill(session, session_steps(data_file, session), is_coming=is_coming),
        str(year or ""),
        is_open and session.unmarked > 0 and (not is_coming or session.unmarked < session.invited),
        is_open and is_coming and "invitation" not in session.ticks,
        is_open
        and is_marked
        and session.present > 0
        and not session.certificates
        and series is not None
        and bool(series.certificate_rule),
    )


def session_steps(data_file: DataFile, session: SessionLine) -> tuple[Step, ...]:
    """Return the steps of a session; its paper is looked at once everybody is marked."""
    paper = _NO_PAPER
    if session.sheets and not session.unmarked:
        paper = paper_of(data_file, session.uid, data_file.attendance.find(session.uid))
    return steps_of(session, paper)


def person_rows(lines: list[ParticipantLine], paper: Paper) -> list[PersonRow]:
    """Return the list of a session in paper order, one row a number."""
    return sorted(
        (
            PersonRow(
                line.uid,
                paper.numbers.get(line.uid, line.position or 0),
                line.full_name,
                line.post,
                village_text(line),
                LETTERS.get(line.status, ""),
                _note(line),
                paper.page_of.get(line.uid, 0),
                line,
            )
            for line in on_paper(lines)
        ),
        key=lambda row: row.number,
    )


def village_text(line: ParticipantLine) -> str:
    """Return a village as the operator reads it; a name that occurs twice carries its kecamatan."""
    if line.village_name and line.is_ambiguous:
        return f"{line.village_name}, Kec. {line.district_name}"
    return line.village_name


def _note(line: ParticipantLine) -> str:
    if line.represented_by:
        return f"diwakili {line.represented_by}"
    came = f"datang {line.arrived_at.replace(':', '.')}" if line.arrived_at else ""
    return ", ".join(part for part in ("" if line.invited else "tanpa undangan", came) if part)
