"""What is done with the photos and files of a session: add, describe, order, save a copy, remove."""

import dataclasses
from collections.abc import Collection, Sequence
from pathlib import Path

from kpm_desktop import workflows
from kpm_desktop.domain.sessions import Attachment
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.form_opening import open_small, run
from kpm_desktop.ui.forms.field import FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.messages import UNCHANGED, Explanation
from kpm_desktop.ui.page import Shell
from kpm_desktop.writing import write_whole

KEPT_FILES = (
    "Foto dan berkas (*.jpg *.jpeg *.png *.pdf *.doc *.docx *.xls *.xlsx *.ppt *.pptx *.odt *.ods *.txt)"
)
_REASONS = {
    "kind": ("Jenis berkas {name} tidak disimpan.", "Pilih foto, PDF, atau berkas Word, Excel, PowerPoint."),
    "empty": ("Berkas {name} kosong, isinya 0 byte.", "Minta atau simpan ulang berkas itu."),
    "size": ("Berkas {name} lebih dari 1,5 MB.", "Kecilkan dahulu, misalnya simpan sebagai PDF."),
    "read": ("Berkas {name} tidak dapat dibaca.", "Tutup berkas itu bila sedang dibuka, lalu coba lagi."),
    "picture": ("Gambar {name} tidak dapat dibaca.", "Pilih berkas JPG atau PNG lain."),
}


def add_files(shell: Shell, session: Uid) -> None:
    """Let the operator choose photos and files; at most six photos are printed in the report."""
    paths = dialogs.choose_files(shell.window(), "Pilih foto dan berkas", KEPT_FILES)
    if paths:
        take_files(shell, session, paths)


def take_files(shell: Shell, session: Uid, paths: Sequence[Path]) -> None:
    """Keep files with a session; one that cannot be kept is told and nothing changes."""
    module = workflows.take_attachments
    try:
        shell.workspace.run(
            "edit", f"Tambah {len(paths)} berkas", lambda file: module.take_attachments(file, session, paths)
        )
    except module.UnusableFileError as error:
        happened, todo = _REASONS[error.reason]
        dialogs.tell(shell.window(), Explanation(happened.replace("{name}", error.name), UNCHANGED, todo))


def describe_file(shell: Shell, session: Uid, uid: Uid) -> None:
    """Ask for the caption of a photo or file."""
    loaded = _found(shell, session, uid)
    spec = FormSpec(
        "Keterangan",
        "paperclip",
        (FieldSpec("caption", "Keterangan", "long", max_length=300, hint="dicetak di bawah foto"),),
    )

    def save(record: Attachment, _notes: tuple[Note, ...]) -> str:
        return run(
            shell, "edit", "Ubah 1 keterangan", lambda file: file.sessions.save_part(record, loaded)
        )  # fmt: skip

    open_small(shell, spec, loaded, FormHooks(save=save))


def move_file(shell: Shell, session: Uid, uid: Uid, by: int) -> None:
    """Move a file up (-1) or down (1) among the files of its session."""
    files = shell.workspace.data_file.sessions.attachments(session)
    place = next(place for place, one in enumerate(files) if one.uid == uid)
    if not 0 <= place + by < len(files):
        return
    order = [*files]
    order.insert(place + by, order.pop(place))

    def act(file: DataFile) -> None:
        for position, one in enumerate(order, 1):
            if one.position != position:
                file.sessions.save_part(dataclasses.replace(one, position=position), one)

    shell.workspace.run("edit", "Ubah urutan berkas", act, toast=False)


def drop_files(shell: Shell, session: Uid, uids: Collection[Uid]) -> None:
    """Take files off a session; Urungkan brings them back."""

    def act(file: DataFile) -> None:
        for one in file.sessions.attachments(session):
            if one.uid in uids:
                file.sessions.delete_part(one)

    shell.workspace.run("delete", f"Buang {len(uids)} berkas", act)


def save_file(shell: Shell, session: Uid, uid: Uid) -> None:
    """Ask where to, and write a copy of a file."""
    one = _found(shell, session, uid)
    mime, content = shell.workspace.data_file.asset(one.asset)
    ending = workflows.take_attachments.ENDINGS.get(mime, "")
    suggested = f"{workflows.archive_session.readable(one.caption) or 'Berkas'}{ending}"
    path = dialogs.choose_save(shell.window(), "Simpan salinan", suggested, f"Berkas (*{ending})")
    if path is None:
        return
    try:
        write_whole(path, content)
    except OSError:
        todo = "Pilih folder lain, atau tutup berkas itu bila sedang dibuka."
        dialogs.tell(shell.window(), Explanation("Berkas tidak dapat ditulis.", UNCHANGED, todo))
    else:
        shell.say(f"Disimpan: {path.name}.")


def _found(shell: Shell, session: Uid, uid: Uid) -> Attachment:
    files = shell.workspace.data_file.sessions.attachments(session)
    return next(one for one in files if one.uid == uid)
