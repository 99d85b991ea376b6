"""Opening the form of a record in the data file: its draft is kept there, its saving is one operation.

What is typed and how it is checked is `forms/`; which form, and what saving means, is the screen's.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt

from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.forms.field import Answer, Draft, FormHooks, FormSpec, Note
from kpm_desktop.ui.forms.form_dialog import FormDialog
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.theme import theme

NEW = bytes(16)
"""The row under which the draft of a record that does not exist yet is kept."""
UNSAVED = "Belum tersimpan."


class SmallForm(FormDialog):
    """A form of a few fields in one column."""

    def take_measures(self) -> None:
        """Take the size of a small dialog."""
        self.resize(QSize(theme().size(600), theme().size(500)).boundedTo(self._room()))

    def take_room(self) -> None:
        """Let the subtitle stand below the title at any text size: the few fields leave it room."""
        super().take_room()
        self.head.set_low(False)


def run(shell: Shell, kind: str, label: str, act: Callable[[DataFile], object]) -> str:
    """Do an act of a form as one operation; returns "" or why it was not saved, for `FormHooks.save`."""
    return "" if shell.workspace.run(kind, label, act) is not None else UNSAVED


def hooks_with_draft(
    shell: Shell,
    form: str,
    row: Uid,
    check: Callable[[Any], list[Problem]],
    save: Callable[[Any, tuple[Note, ...]], str],
    again: Callable[[], object],
    *,
    next_record: Callable[[Any], Any] | None = None,
    history: Callable[[], None] | None = None,
    answers: Sequence[Answer] = (),
    known_notes: Sequence[Note] = (),
) -> FormHooks:
    """Return the hooks of a form whose typing is kept under `form` and `row` until it is saved.

    `again` opens the same form with its draft: the toast after Batal offers it.
    """
    data_file = shell.workspace.data_file

    def keep(draft: Draft | None) -> None:
        if not shell.workspace.is_open or shell.workspace.data_file is not data_file:
            return
        if draft is None:
            data_file.drop_draft(form, row)
        else:
            data_file.save_draft(form, row, draft)

    return FormHooks(
        save=save,
        check=check,
        next_record=next_record,
        load_draft=partial(data_file.draft, form, row),
        save_draft=keep,
        draft_kept=partial(shell.say, "Draf disimpan.", "Buka lagi", again),
        history=history,
        answers=tuple(answers),
        known_notes=tuple(known_notes),
    )


def open_form(
    shell: Shell,
    spec: FormSpec,
    record: Any,
    hooks: FormHooks,
    *,
    is_new: bool = False,
    take_draft: bool = False,
) -> FormDialog:
    """Show a form over the window; it deletes itself when it is closed."""
    dialog = FormDialog(
        spec,
        record,
        hooks,
        today=shell.now().date(),
        is_new=is_new,
        take_draft=take_draft,
        parent=shell.window(),
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def open_small(shell: Shell, spec: FormSpec, record: Any, hooks: FormHooks) -> SmallForm:
    """Show a small form over the window; it deletes itself when it is closed."""
    dialog = SmallForm(
        spec, record, hooks, today=shell.now().date(), is_new=True, parent=shell.window()
    )  # fmt: skip
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
