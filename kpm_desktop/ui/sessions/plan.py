"""Several sessions planned at once: which kecamatan together, on which day, where. One step of undo."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from kpm_desktop.domain import dates
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.sessions import Session, session_problems
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.form_opening import NEW, hooks_with_draft, open_form, run
from kpm_desktop.ui.forms.field import FieldSpec, FormSpec, Note
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.sessions.acts import add_series, venue_named, venue_of, year_of
from kpm_desktop.ui.sessions.forms import PlanForm, PlannedSession, series_offered
from kpm_desktop.ui.sessions.plan_rows import PlanRowsEditor

Done = Callable[[Uid], object]


def plan_sessions(
    shell: Shell, series: Uid | None, done: Done | None = None, *, take_draft: bool = False
) -> None:
    """Ask for several sessions of a series; without any series that is asked for first.

    `done` gets the uid of the earliest session.
    """
    data_file = shell.workspace.data_file
    if series is None and not data_file.sessions.find_series():
        add_series(shell, partial(_then_plan, shell, done))
        return
    saved: list[Session] = []

    def check(form: PlanForm) -> list[Problem]:
        missing = [] if form.series else [Problem("series", "F.101")]
        return [*missing, *plan_problems(data_file, form)]

    def save(form: PlanForm, notes: tuple[Note, ...]) -> str:
        sessions = _sessions(data_file, form)
        saved[:] = sessions
        label = f"Tambah {len(sessions)} sesi"
        return run(shell, "edit", label, lambda file: _write(file, form, notes))

    hooks = hooks_with_draft(
        shell, "plan", NEW, check, save, partial(plan_sessions, shell, series, done, take_draft=True)
    )
    dialog = open_form(
        shell, plan_spec(shell, data_file), PlanForm(series), hooks, is_new=True, take_draft=take_draft
    )
    if done is not None:
        dialog.accepted.connect(partial(_tell, done, saved))


def plan_spec(shell: Shell, data_file: DataFile) -> FormSpec:
    """Return the form."""
    return FormSpec(
        "Tambah beberapa sesi",
        "calendar-event",
        (
            FieldSpec(
                "series", "Kegiatan", "link", section="Kegiatan", required=True,
                candidates=partial(series_offered, data_file),
            ),
            FieldSpec(
                "sessions", "Satu baris satu sesi", "custom", section="Sesi",
                factory=partial(_rows, shell, data_file),
            ),
        ),
        subtitle=lambda form: f"{len(form.sessions)} sesi" if form.sessions else "",
    )  # fmt: skip


def plan_problems(data_file: DataFile, form: PlanForm) -> list[Problem]:
    """Return what is wrong with the sessions, beside one another and beside those of their days."""
    sessions = _sessions(data_file, form)
    days = {one.date for one in sessions if one.date}
    others = [*sessions, *(other for day in days for other in data_file.sessions.on_day(day))]
    year = year_of(data_file, form.series)
    found = [problem for one in sessions for problem in _named(one, session_problems(one, others, year=year))]
    return list({(one.code, tuple(one.values.items())): one for one in found}.values())


def _named(session: Session, problems: Sequence[Problem]) -> list[Problem]:
    day = dates.long_date(session.date) if session.date else ""
    return [
        dataclasses.replace(
            one,
            field="sessions",
            values={"other": f"sesi {day} pukul {one.values['start'].replace(':', '.')}"}
            if one.code == "W.320"
            else one.values,
        )
        for one in problems
    ]


def _sessions(data_file: DataFile, form: PlanForm) -> list[Session]:
    """Return the sessions as they would be written; a new place has a uid of its own for as long."""
    kind = data_file.sessions.get_series(form.series).kind if form.series else ""
    return [_session(one, form.series, kind, _place(data_file, one.venue)) for one in form.sessions]


def _session(one: PlannedSession, series: Uid | None, kind: str, venue: Uid | None) -> Session:
    return Session(one.uid, series, kind, one.date, one.start, one.end, venue, one.districts)


def _place(data_file: DataFile, name: str) -> Uid | None:
    if not name:
        return None
    return venue_named(data_file, name) or pair_uid("venue", NEW, name.casefold())


def _write(file: DataFile, form: PlanForm, notes: Sequence[Note]) -> None:
    kind = file.sessions.get_series(form.series).kind if form.series else ""
    accepted = [(note.code, note.text) for note in notes]
    for one in form.sessions:
        session = _session(one, form.series, kind, venue_of(file, one.venue, one.districts))
        file.sessions.save(session)
        others = file.sessions.on_day(session.date) if session.date else ()
        codes = {one.code for one in session_problems(session, others, year=year_of(file, form.series))}
        file.people.accept(session.uid, [(code, text) for code, text in accepted if code in codes])


def _tell(done: Done, sessions: Sequence[Session]) -> None:
    """Tell the earliest session."""
    done(min(sessions, key=lambda one: (one.date or dt.date.max, one.start)).uid)


def _rows(shell: Shell, data_file: DataFile) -> PlanRowsEditor:
    return PlanRowsEditor(
        FieldSpec("sessions", "Satu baris satu sesi"),
        data_file.villages.districts(),
        data_file.sessions.venues(),
        data_file.new_uid,
        shell.now().date(),
    )


def _then_plan(shell: Shell, done: Done | None, series: Uid) -> None:
    plan_sessions(shell, series, done)
