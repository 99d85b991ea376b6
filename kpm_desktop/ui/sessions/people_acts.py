"""Who is on the list of a session: invitations by name, guests, representatives, taking people off."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from kpm_desktop.domain.invitation import Candidate
from kpm_desktop.domain.names import SplitName, split_titles
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.sessions import Attendance, AttendanceRole, Speaker
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.form_opening import UNSAVED, open_small, run
from kpm_desktop.ui.forms.field import FormHooks, Note
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.sessions import acts
from kpm_desktop.ui.sessions.acts import name_or_known, new_person
from kpm_desktop.ui.sessions.forms import (
    PersonForm,
    TargetForm,
    arrival_spec,
    guest_spec,
    invitation_spec,
    link_spec,
    representative_spec,
    target_spec,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody to be invited: known in the data, or new with this name."""

    known: Uid | None
    name: SplitName
    village: Uid | None = None
    post: str = ""


_NAMED = 3
ALREADY = "Orang ini sudah ada di daftar sesi ini."


def invite(shell: Shell, session: Uid, people: Sequence[Candidate]) -> bool:
    """Invite people in one step; tells whether it was saved."""
    label = f"Undang {len(people)} orang"
    return (
        shell.workspace.run("edit", label, lambda file: file.attendance.invite(session, people)) is not None
    )


def bring(shell: Shell, session: Uid, people: Sequence[Invitee], role: AttendanceRole) -> bool:
    """Invite people by name in one step; tells whether it was saved."""

    def act(file: DataFile) -> None:
        terms = {one.person: one for one in reversed(file.attendance.candidates())}
        for one in people:
            _bring(file, session, one, role, terms)
        file.attendance.number(session)

    return shell.workspace.run("edit", f"Undang {len(people)} orang", act) is not None


def invite_people(
    shell: Shell, persons: Sequence[Uid], series: Uid | None, done: Callable[[Uid], object]
) -> None:
    """Ask to which session these people are invited: one that is planned, else a new one."""
    data_file = shell.workspace.data_file
    lines = {line.uid: line for line in data_file.people.find()}
    chosen = [lines[one] for one in persons if one in lines]
    shown = ", ".join(one.full_name for one in chosen[:_NAMED])
    more = f", dan {len(chosen) - _NAMED} lainnya" if len(chosen) > _NAMED else ""

    def invite_to(session: Uid) -> bool:
        listed = _listed(data_file, session)
        people = [Invitee(one.uid, SplitName(one.name)) for one in chosen if one.uid not in listed]
        if not people:
            shell.say(ALREADY if len(chosen) == 1 else "Semua sudah ada di daftar sesi ini.")
        return not people or bring(shell, session, people, "participant")

    def save(form: TargetForm, _notes: tuple[Note, ...]) -> str:
        if form.session is None:
            return ""
        if not invite_to(form.session):
            return UNSAVED
        done(form.session)
        return ""

    def then(form: TargetForm) -> None:
        if form.session is None:
            districts = {line.uid: line.district for line in data_file.villages.find(shell.now().date())}
            wanted = {districts.get(one.village) for one in chosen if one.village}
            order = tuple(one.uid for one in data_file.villages.districts() if one.uid in wanted)
            acts.add_session(shell, series, order, partial(_both, invite_to, done))

    spec = target_spec(data_file, shell.now().date(), f"{len(chosen)} orang: {shown}{more}")
    dialog = open_small(shell, spec, TargetForm(), FormHooks(save=save))
    dialog.saved.connect(then)


def _both(first: Callable[[Uid], object], then: Callable[[Uid], object], session: Uid) -> None:
    first(session)
    then(session)


def _bring(
    file: DataFile, session: Uid, one: Invitee, role: AttendanceRole, terms: Mapping[Uid, Candidate]
) -> None:
    """Write one invitation; who speaks or helps stands with the speakers, with his institution."""
    person = one.known
    if person is None:
        added = Person(file.new_uid(), one.name.name, one.name.title_front, one.name.title_back)
        file.people.save(added)
        person = added.uid
    term = terms.get(person)
    village = one.village or (term.village if term else None)
    post = one.post or (term.post if term else "")
    if role != "participant":
        file.sessions.save_part(Speaker(file.new_uid(), session, None, person, role, post))
        return
    last = max((row.position or 0 for row in file.attendance.of_session(session)), default=0)
    file.attendance.save(
        Attendance(
            pair_uid("attendance", session, person), session, person, invited=True, village=village,
            post=post, position=last + 1,
        )
    )  # fmt: skip


def invite_one(shell: Shell, session: Uid) -> None:
    """Ask for one more person and invite him."""
    data_file = shell.workspace.data_file

    def save(form: PersonForm, _notes: tuple[Note, ...]) -> str:
        if form.known in _listed(data_file, session):
            return ALREADY

        one = Invitee(form.known, split_titles(form.name), form.village, form.post)
        return "" if bring(shell, session, [one], form.role) else UNSAVED

    hooks = FormHooks(save=save, check=name_or_known)
    open_small(shell, invitation_spec(data_file), PersonForm(data_file.new_uid()), hooks)


def add_guest(shell: Shell, session: Uid, name: str = "") -> None:
    """Ask who came without invitation; he is present, at the end of the list."""
    data_file = shell.workspace.data_file

    def save(form: PersonForm, _notes: tuple[Note, ...]) -> str:
        if form.known in _listed(data_file, session):
            return ALREADY

        def act(file: DataFile) -> None:
            who = form.known or new_person(file, form.name)
            file.attendance.add_walk_in(session, who, form.village, form.post)

        return run(shell, "edit", "Tambah 1 tamu", act)

    record = PersonForm(data_file.new_uid(), name=name)
    open_small(shell, guest_spec(data_file), record, FormHooks(save=save, check=name_or_known))


def link(shell: Shell, session: Uid, row: Uid) -> None:
    """Ask who somebody is of whom only a name was known: a person of the data, or at least his village."""
    data_file = shell.workspace.data_file
    loaded = data_file.attendance.get(row)
    person = data_file.people.get(loaded.person) if loaded.person else None

    def save(form: PersonForm, _notes: tuple[Note, ...]) -> str:
        if form.known in _listed(data_file, session) - {loaded.person}:
            return ALREADY
        changed = dataclasses.replace(loaded, village=form.village, post=form.post)

        def act(file: DataFile) -> None:
            if form.known and loaded.person and form.known != loaded.person:
                file.people.join(loaded.person, form.known)
            file.attendance.save(changed, loaded)

        return run(shell, "edit", "Hubungkan 1 orang", act)

    record = PersonForm(
        row, name=person.full_name if person else "", village=loaded.village, post=loaded.post
    )
    open_small(shell, link_spec(data_file), record, FormHooks(save=save))


def arrive(shell: Shell, row: Uid) -> None:
    """Ask at which hour somebody came; an hour marks him as present, none leaves his mark."""
    data_file = shell.workspace.data_file
    loaded = data_file.attendance.get(row)
    name = data_file.people.get(loaded.person).full_name if loaded.person else ""

    def save(form: PersonForm, _notes: tuple[Note, ...]) -> str:
        def act(file: DataFile) -> None:
            if form.arrived_at:
                file.attendance.arrive(row, form.arrived_at)
            else:
                file.attendance.save(dataclasses.replace(loaded, arrived_at=""), loaded)

        return run(shell, "edit", "Catat jam datang 1 orang", act)

    record = PersonForm(row, name=name, arrived_at=loaded.arrived_at)
    open_small(shell, arrival_spec(), record, FormHooks(save=save))


def represent(shell: Shell, session: Uid, row: Uid) -> None:
    """Ask who came for an invited person and who gets the certificate."""
    data_file = shell.workspace.data_file

    def save(form: PersonForm, _notes: tuple[Note, ...]) -> str:
        if form.known in _listed(data_file, session):
            return ALREADY

        def act(file: DataFile) -> None:
            who = form.known or new_person(file, form.name)
            file.attendance.represent(row, who, form.post, form.certificate_to)

        return run(shell, "edit", "Tandai diwakili 1 orang", act)

    hooks = FormHooks(save=save, check=name_or_known)
    open_small(shell, representative_spec(data_file), PersonForm(data_file.new_uid()), hooks)


def take_off(shell: Shell, rows: Sequence[Uid]) -> None:
    """Take people off the list; Urungkan brings them back with their marks."""
    label = f"Keluarkan {len(rows)} orang dari daftar"
    shell.workspace.run("delete", label, partial(_delete, rows))


def _delete(rows: Sequence[Uid], data_file: DataFile) -> None:
    data_file.attendance.delete(rows)


def _listed(data_file: DataFile, session: Uid) -> set[Uid | None]:
    listed = {row.person for row in data_file.attendance.of_session(session)}
    return (listed | {one.person for one in data_file.sessions.speakers(session)}) - {None}
