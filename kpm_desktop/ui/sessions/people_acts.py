"""Who is on the list of a session: one more invitation, guests, representatives, taking people off."""

from collections.abc import Sequence
from functools import partial

from kpm_desktop.domain.invitation import Candidate
from kpm_desktop.domain.sessions import Attendance
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.form_opening import open_small, run
from kpm_desktop.ui.forms.field import FormHooks, Note
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.sessions.acts import name_or_known, new_person
from kpm_desktop.ui.sessions.forms import PersonForm, guest_spec, invitation_spec, representative_spec

ALREADY = "Orang ini sudah ada di daftar sesi ini."


def invite(shell: Shell, session: Uid, people: Sequence[Candidate]) -> bool:
    """Invite people in one step; tells whether it was saved."""
    label = f"Undang {len(people)} orang"
    return (
        shell.workspace.run("edit", label, lambda file: file.attendance.invite(session, people)) is not None
    )


def invite_one(shell: Shell, session: Uid) -> None:
    """Ask for one more person and invite him."""
    data_file = shell.workspace.data_file

    def save(form: PersonForm, _notes: tuple[Note, ...]) -> str:
        if form.known in _listed(data_file, session):
            return ALREADY

        def act(file: DataFile) -> None:
            person = form.known
            if person is None:
                added = new_person(file, form.name)
                file.people.save(added)
                person = added.uid
            known = next((one for one in file.attendance.candidates() if one.person == person), None)
            village = form.village or (known.village if known else None)
            post = form.post or (known.post if known else "")
            last = max((row.position or 0 for row in file.attendance.of_session(session)), default=0)
            file.attendance.save(
                Attendance(
                    pair_uid("attendance", session, person), session, person, invited=True, village=village,
                    post=post, position=last + 1,
                )
            )  # fmt: skip
            file.attendance.number(session)

        return run(shell, "edit", "Undang 1 orang", act)

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
    return {row.person for row in data_file.attendance.of_session(session)} - {None}
