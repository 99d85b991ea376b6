"""What the first start after a crash says: what is safe, the form whose typing is there, the help package.

Source of the wording: screens.md section 3.17.
"""

from typing import Final

from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs, row_words
from kpm_desktop.ui.form_opening import NEW
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.package_words import moment_words
from kpm_desktop.ui.page import Shell

FORMS: Final = {
    "cadre": ("person", "cadre-form", "person", "kader baru"),
    "village": ("village", "village-form", "uid", "desa baru"),
    "session": ("session", "session-form", "uid", "sesi baru"),
}
"""Forms that are opened again: table of the row, name in `Shell.open`, its argument, words for a new row."""
_LIVING: Final = {
    "cadre": "SELECT 1 FROM cadre_term WHERE person = ? AND alive = 1",
    "village": "SELECT 1 FROM village WHERE uid = ? AND alive = 1",
    "session": "SELECT 1 FROM session WHERE uid = ? AND alive = 1",
}
"""Whether there still is what a form was about: it may have been thrown away after the typing."""
_OPEN, _DRAFT, _HELP = "Buka data", "Buka draf", "Simpan paket bantuan"


def tell_crash(shell: Shell) -> None:
    """Say that the program did not end well the last time, and do what the operator chooses."""
    data_file = shell.workspace.data_file
    draft = _newest_draft(data_file)
    newest = data_file.history(1)
    until = f" sampai {moment_words(newest[0].at, shell.now())}" if newest else ""
    kept = f"Draf formulir {_words(data_file, *draft)} masih ada." if draft else ""
    trouble = Explanation("KPM Desktop tertutup tidak semestinya.", f"Data Anda utuh{until}.", kept)
    acts = (_OPEN, *([_DRAFT] if draft else []), _HELP)
    pressed = dialogs.tell(shell.window(), trouble, acts=acts, close="")
    chosen = acts[pressed] if pressed is not None else _OPEN
    if chosen == _HELP:
        shell.open("save_help_package")
    elif chosen == _DRAFT and draft is not None:
        form, row = draft
        _, name, argument, _ = FORMS[form]
        known = {} if row == NEW else {argument: row}
        shell.open(name, **known, take_draft=True)


def _newest_draft(data_file: DataFile) -> tuple[str, Uid] | None:
    for form, row, _ in data_file.drafts():
        is_new_cadre = form == "cadre" and row == NEW
        if is_new_cadre or (form in FORMS and data_file.rows(_LIVING[form], (row,))):
            return form, row
    return None


def _words(data_file: DataFile, form: str, row: Uid) -> str:
    table, _, _, new = FORMS[form]
    return new if row == NEW else row_words.name_words(data_file.titles([(table, row)]).get((table, row)))
