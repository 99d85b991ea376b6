"""What is done to a series, a session, its topics, speakers and steps. One act is one step of undo."""

import dataclasses
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from kpm_desktop.domain.names import split_titles
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.sessions import (
    Series,
    Session,
    Speaker,
    Topic,
    Venue,
    series_problems,
    session_problems,
)
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import record_history
from kpm_desktop.ui.form_opening import NEW, hooks_with_draft, open_form, open_small, run
from kpm_desktop.ui.forms.field import FormHooks, Note
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.sessions.forms import (
    SessionForm,
    SpeakerForm,
    series_spec,
    session_spec,
    speaker_spec,
    topic_spec,
)
from kpm_desktop.ui.sessions.steps import ELSEWHERE, WORDS

Done = Callable[[Uid], object]


# series


def add_series(shell: Shell, done: Done | None = None, *, take_draft: bool = False) -> None:
    """Add a series; `done` gets its uid."""
    data_file = shell.workspace.data_file
    year = shell.now().year
    record = Series(
        data_file.new_uid(), kind="pembinaan", year=year, certificate_rule="sessions", certificate_minimum=1
    )

    def save(series: Series, _notes: tuple[Note, ...]) -> str:
        return run(shell, "edit", "Tambah 1 kegiatan", lambda file: file.sessions.save_series(series))

    again = partial(add_series, shell, done, take_draft=True)
    hooks = hooks_with_draft(shell, "series", NEW, series_problems, save, again)
    form = open_form(
        shell, series_spec(data_file, is_new=True), record, hooks, is_new=True, take_draft=take_draft
    )
    if done is not None:
        form.accepted.connect(partial(done, record.uid))


def edit_series(shell: Shell, uid: Uid, *, take_draft: bool = False) -> None:
    """Change a series."""
    data_file = shell.workspace.data_file
    loaded = data_file.sessions.get_series(uid)

    def save(series: Series, _notes: tuple[Note, ...]) -> str:
        return run(shell, "edit", "Ubah 1 kegiatan", lambda file: file.sessions.save_series(series, loaded))

    hooks = hooks_with_draft(
        shell,
        "series",
        uid,
        series_problems,
        save,
        partial(edit_series, shell, uid, take_draft=True),
        history=partial(record_history.show, shell, [("series", uid)], loaded.name),
    )
    open_form(shell, series_spec(data_file, is_new=False), loaded, hooks, take_draft=take_draft)


def delete_series(shell: Shell, uid: Uid) -> None:
    """Throw a series away with its sessions; Urungkan brings them back."""
    shell.workspace.run("delete", "Buang 1 kegiatan", lambda file: file.sessions.delete_series(uid))


def copy_year(shell: Shell, year: int | None) -> int:
    """Return for which year a series of that year is copied: this one, or the one after its own."""
    return max(shell.now().year, (year or 0) + 1)


def copy_series(shell: Shell, uid: Uid) -> Uid | None:
    """Copy a series for a new year: its sessions without days, its topics, nobody invited; its uid."""
    old = shell.workspace.data_file.sessions.get_series(uid)
    year = copy_year(shell, old.year)
    name = old.name.replace(str(old.year), str(year)) if old.year else old.name
    made: list[Uid] = []

    def act(file: DataFile) -> None:
        made.append(file.sessions.copy_series(uid, name, year).uid)

    shell.workspace.run("edit", f"Salin 1 kegiatan untuk tahun {year}", act)
    return made[0] if made else None


# sessions


def add_session(
    shell: Shell,
    series: Uid | None,
    districts: tuple[Uid, ...] = (),
    done: Done | None = None,
    *,
    take_draft: bool = False,
) -> None:
    """Add a session; without any series that is asked for first. `done` gets its uid."""
    data_file = shell.workspace.data_file
    if series is None and not data_file.sessions.find_series():
        add_series(shell, partial(_then_session, shell, districts, done))
        return
    record = SessionForm(data_file.new_uid(), series=series, start="08:00", districts=districts)
    again = partial(add_session, shell, series, districts, done, take_draft=True)
    _open_session(shell, record, None, again, done=done, take_draft=take_draft)


def edit_session(shell: Shell, uid: Uid, *, take_draft: bool = False) -> None:
    """Change a session."""
    data_file = shell.workspace.data_file
    loaded = data_file.sessions.get(uid)
    venue = data_file.sessions.get_venue(loaded.venue).name if loaded.venue else ""
    again = partial(edit_session, shell, uid, take_draft=True)
    _open_session(shell, SessionForm.of(loaded, venue), loaded, again, take_draft=take_draft)


def delete_sessions(shell: Shell, uids: Sequence[Uid]) -> None:
    """Throw sessions away with their lists; Urungkan brings them back."""

    def act(file: DataFile) -> None:
        for uid in uids:
            file.sessions.delete(uid)

    shell.workspace.run("delete", f"Buang {len(uids)} sesi", act)


def show_history(shell: Shell, uid: Uid, name: str) -> None:
    """Show what was changed in a session."""
    record_history.show(shell, [("session", uid)], name)


def _then_session(shell: Shell, districts: tuple[Uid, ...], done: Done | None, series: Uid) -> None:
    add_session(shell, series, districts, done)


def _open_session(
    shell: Shell,
    record: SessionForm,
    loaded: Session | None,
    again: Callable[[], object],
    *,
    done: Done | None = None,
    take_draft: bool = False,
) -> None:
    data_file = shell.workspace.data_file

    def check(form: SessionForm) -> list[Problem]:
        session = form.session(venue_named(data_file, form.venue))
        others = data_file.sessions.on_day(session.date) if session.date else []
        missing = [] if form.series else [Problem("series", "F.101")]
        found = session_problems(session, others, year=year_of(data_file, form.series))
        return [*missing, *map(_named, found)]

    def save(form: SessionForm, notes: tuple[Note, ...]) -> str:
        def act(file: DataFile) -> None:
            file.sessions.save(form.session(venue_of(file, form.venue, form.districts)), loaded)
            file.people.accept(form.uid, [(note.code, note.text) for note in notes])

        return run(shell, "edit", "Ubah 1 sesi" if loaded else "Tambah 1 sesi", act)

    row = NEW if loaded is None else record.uid
    hooks = hooks_with_draft(
        shell,
        "session",
        row,
        check,
        save,
        again,
        history=None if loaded is None else partial(show_history, shell, record.uid, "Sesi"),
        known_notes=[
            Note("date" if one.code == "W.322" else "venue", one.code, one.note)
            for one in data_file.people.accepted(record.uid)
        ],
    )  # fmt: skip
    spec = session_spec(data_file, is_new=loaded is None)
    opened = open_form(shell, spec, record, hooks, is_new=loaded is None, take_draft=take_draft)
    if done is not None:
        opened.accepted.connect(partial(done, record.uid))


def venue_of(data_file: DataFile, name: str, districts: Sequence[Uid]) -> Uid | None:
    """Return the venue with this name, written within the open operation if it is new."""
    venue = venue_named(data_file, name)
    if venue is None and name:
        venue = data_file.new_uid()
        data_file.sessions.save_part(Venue(venue, name, district=districts[0] if districts else None))
    return venue


def year_of(data_file: DataFile, series: Uid | None) -> int | None:
    """Return the year of a series; None without a series, or when it has no year."""
    return data_file.sessions.get_series(series).year if series is not None else None


def venue_named(data_file: DataFile, name: str) -> Uid | None:
    """Return the known venue with this name."""
    wanted = name.casefold()
    return next((one.uid for one in data_file.sessions.venues() if one.name.casefold() == wanted), None)


def _named(problem: Problem) -> Problem:
    """Return W.320 with the words that its sentence names."""
    if problem.code != "W.320":
        return problem
    start = problem.values.get("start", "").replace(":", ".")
    return dataclasses.replace(problem, values={"other": f"sesi pukul {start}" if start else "sesi lain"})


# topics and speakers


def edit_topic(shell: Shell, session: Uid, loaded: Topic | None) -> None:
    """Add a topic to a session, or change one."""
    data_file = shell.workspace.data_file
    place = len(data_file.sessions.topics(session)) + 1
    record = loaded or Topic(data_file.new_uid(), session, place)

    def save(topic: Topic, _notes: tuple[Note, ...]) -> str:
        label = "Ubah 1 materi" if loaded else "Tambah 1 materi"
        return run(shell, "edit", label, lambda file: file.sessions.save_part(topic, loaded))

    open_small(shell, topic_spec(is_new=loaded is None), record, FormHooks(save=save, check=_topic_problems))


def edit_speaker(shell: Shell, session: Uid, loaded: Speaker | None) -> None:
    """Add a speaker to a session, or change one; somebody new is written as a person too."""
    data_file = shell.workspace.data_file
    record = SpeakerForm.of(loaded) if loaded else SpeakerForm(data_file.new_uid())

    def save(form: SpeakerForm, _notes: tuple[Note, ...]) -> str:
        def act(file: DataFile) -> None:
            person = form.known
            if person is None:
                added = new_person(file, form.name)
                file.people.save(added)
                person = added.uid
            speaker = Speaker(form.uid, session, form.topic, person, form.role, form.institution)
            file.sessions.save_part(speaker, loaded)

        return run(shell, "edit", "Ubah 1 narasumber" if loaded else "Tambah 1 narasumber", act)

    spec = speaker_spec(data_file, data_file.sessions.topics(session), is_new=loaded is None)
    open_small(shell, spec, record, FormHooks(save=save, check=name_or_known))


def copy_topics(shell: Shell, session: Uid) -> None:
    """Give the topics and speakers of a session to those sessions of its series that have none yet."""
    sessions = shell.workspace.data_file.sessions
    series, topics, speakers = (
        sessions.get(session).series,
        sessions.topics(session),
        sessions.speakers(session),
    )
    empty = [
        other
        for other in (sessions.of_series(series) if series else ())
        if other.status != "cancelled" and not sessions.topics(other.uid)
    ]
    if not topics or not empty:
        shell.say("Belum ada materi untuk disalin." if not topics else "Semua sesi lain sudah punya materi.")
        return

    def act(file: DataFile) -> None:
        for other in empty:
            copies = {topic.uid: file.new_uid() for topic in topics}
            for topic in topics:
                file.sessions.save_part(dataclasses.replace(topic, uid=copies[topic.uid], session=other.uid))
            there = {one.person for one in file.sessions.speakers(other.uid)}
            for one in speakers:
                if one.person not in there:
                    topic_uid = copies.get(one.topic) if one.topic else None
                    copy = dataclasses.replace(one, uid=file.new_uid(), session=other.uid, topic=topic_uid)
                    file.sessions.save_part(copy)

    shell.workspace.run("edit", f"Salin materi ke {len(empty)} sesi", act)


def delete_topics(shell: Shell, session: Uid, uids: Collection[Uid]) -> None:
    """Throw topics away; their speakers stay, for the whole session."""

    def act(file: DataFile) -> None:
        for speaker in file.sessions.speakers(session):
            if speaker.topic in uids:
                file.sessions.save_part(dataclasses.replace(speaker, topic=None), speaker)
        for topic in file.sessions.topics(session):
            if topic.uid in uids:
                file.sessions.delete_part(topic)

    shell.workspace.run("delete", f"Buang {len(uids)} materi", act)


def delete_speakers(shell: Shell, session: Uid, uids: Collection[Uid]) -> None:
    """Throw speakers off a session; the persons stay."""

    def act(file: DataFile) -> None:
        for speaker in file.sessions.speakers(session):
            if speaker.uid in uids:
                file.sessions.delete_part(speaker)

    shell.workspace.run("delete", f"Buang {len(uids)} narasumber", act)


def new_person(data_file: DataFile, typed: str) -> Person:
    """Return a person of whom only a name is known, its titles taken apart."""
    name = split_titles(typed)
    return Person(data_file.new_uid(), name.name, name.title_front, name.title_back)


def name_or_known(form: Any) -> list[Problem]:
    """Return F.101 when neither a name is typed nor somebody chosen."""
    return [] if form.known or form.name.strip() else [Problem("name", "F.101")]


def _topic_problems(topic: Topic) -> list[Problem]:
    return [] if topic.title.strip() else [Problem("title", "F.101")]


# steps


def tick(shell: Shell, session: Uid, step: str, *, is_done: bool) -> None:
    """Tick a step by hand, or take the tick away."""
    label = f"Langkah {WORDS.get(step) or ELSEWHERE[step]} {'selesai' if is_done else 'belum selesai'}"
    shell.workspace.run("edit", label, lambda file: file.sessions.tick(session, step, is_done=is_done))
