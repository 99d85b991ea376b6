"""What the pane and the menus do with one session: each act gets the window and the uid of the session."""

from functools import partial

from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.person_data import data_acts
from kpm_desktop.ui.sessions import acts, file_acts, papers, people_acts
from kpm_desktop.ui.sessions.detail import SessionActs
from kpm_desktop.ui.sessions.facts import title_of
from kpm_desktop.ui.sessions.files_part import FileActs
from kpm_desktop.ui.sessions.invite_dialog import open_invite
from kpm_desktop.ui.sessions.sheet_dialog import open_sheet_dialog
from kpm_desktop.ui.sessions.steps import BY_HAND, ELSEWHERE, WORDS


def pane_acts(shell: Shell) -> SessionActs:
    """Return the acts of the pane."""
    return SessionActs(
        edit=partial(acts.edit_session, shell),
        mark=partial(mark, shell),
        step=partial(press_step, shell),
        invite=partial(open_invite, shell),
        invite_one=partial(people_acts.invite_one, shell),
        invite_names=partial(invite_names, shell),
        person=data_acts(shell),
        guest=partial(people_acts.add_guest, shell),
        link=partial(people_acts.link, shell),
        arrive=partial(people_acts.arrive, shell),
        take_off=partial(people_acts.take_off, shell),
        message=partial(papers.copy_whatsapp, shell),
        topic=partial(_edit_topic, shell),
        speaker=partial(_edit_speaker, shell),
        drop_topics=partial(acts.delete_topics, shell),
        drop_speakers=partial(acts.delete_speakers, shell),
        files=FileActs(
            add=partial(file_acts.add_files, shell),
            describe=partial(file_acts.describe_file, shell),
            move=partial(file_acts.move_file, shell),
            save=partial(file_acts.save_file, shell),
            drop=partial(file_acts.drop_files, shell),
        ),
        more=(
            ("Cetak daftar hadir", "printer", partial(open_sheet_dialog, shell)),
            ("Baca lembar bertanda tangan", "signature", partial(_read_sheet, shell)),
            *((words, icon, partial(act, shell)) for words, icon, act in papers.MENU),
            *(
                (f"Langkah {WORDS[key]}: selesai atau belum", "check", partial(tick, shell, key))
                for key in BY_HAND
            ),
            *(
                (f"{words}: ada atau belum", "check", partial(tick, shell, key))
                for key, words in ELSEWHERE.items()
            ),
            ("Salin materi ke sesi lain kegiatan ini", "copy", partial(acts.copy_topics, shell)),
            ("Riwayat", "history", partial(show_history, shell)),
            ("Buang sesi", "trash", partial(_drop, shell)),
        ),
    )


def press_step(shell: Shell, uid: Uid, key: str) -> None:
    """Go where a step is done, or print its paper."""
    match key:
        case "sheet":
            open_sheet_dialog(shell, uid)
        case "attendance" | "paper":
            mark(shell, uid)
        case "certificate":
            shell.go("certificates", series=shell.workspace.data_file.sessions.get(uid).series)
        case "invitation":
            papers.print_invitations(shell, uid)
        case "report":
            papers.print_report(shell, uid)
        case "archive":
            papers.archive(shell, uid)


def tick(shell: Shell, key: str, uid: Uid) -> None:
    """Tick a step whose paper was made elsewhere, or take the tick away."""
    ticks = {one.step for one in shell.workspace.data_file.sessions.ticks(uid)}
    acts.tick(shell, uid, key, is_done=key not in ticks)


def mark(shell: Shell, uid: Uid) -> None:
    """Open the attendance."""
    shell.open("attendance", session=uid)


def invite_names(shell: Shell, uid: Uid) -> None:
    """Open the page on which names are matched to people."""
    shell.open("invite_names", session=uid)


def show_history(shell: Shell, uid: Uid) -> None:
    """Show what was changed in the session."""
    found = shell.workspace.data_file.sessions.find()
    acts.show_history(shell, uid, next((title_of(one) for one in found if one.uid == uid), "Sesi"))


def _read_sheet(shell: Shell, uid: Uid) -> None:
    shell.open("scan_sheet", session=uid)


def _drop(shell: Shell, uid: Uid) -> None:
    acts.delete_sessions(shell, [uid])


def _edit_topic(shell: Shell, session: Uid, uid: Uid | None) -> None:
    found = shell.workspace.data_file.sessions.topics(session)
    acts.edit_topic(shell, session, next((one for one in found if one.uid == uid), None))


def _edit_speaker(shell: Shell, session: Uid, uid: Uid | None) -> None:
    found = shell.workspace.data_file.sessions.speakers(session)
    acts.edit_speaker(shell, session, next((one for one in found if one.uid == uid), None))
