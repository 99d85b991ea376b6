"""What anybody may ask for his own data, wherever he is shown: a copy of all of it, or its erasure."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from PySide6.QtWidgets import QMenu

from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import icons
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.person_copy import copy_data
from kpm_desktop.ui.person_erasing import erase_person

PersonAct: TypeAlias = tuple[str, str, Callable[[Uid], object]]
"""Words, icon, and what is done with a person."""


def data_acts(shell: Shell) -> tuple[PersonAct, ...]:
    """Return the acts on a person's data, as entries of a menu."""
    return (
        ("Salinan data pribadi…", "file-export", partial(_unless_erased, shell, copy_data)),
        ("Musnahkan data pribadi…", "ban", partial(_unless_erased, shell, erase_person)),
    )


def add_entries(menu: QMenu, acts: Sequence[PersonAct], person: Uid | None) -> None:
    """Put acts on a person at the end of a menu; they are grey where nobody is meant."""
    for words, icon, act in acts:
        entry = menu.addAction(words)
        icons.set_icon(entry, icon)
        entry.setEnabled(person is not None)
        if person is not None:
            entry.triggered.connect(partial(_call, act, person))


def _unless_erased(shell: Shell, act: Callable[[Shell, Uid], object], person: Uid) -> None:
    if shell.workspace.data_file.people.get(person).name:
        act(shell, person)
    else:
        shell.say("Data pribadi orang ini sudah dimusnahkan.")


def _call(act: Callable[[Uid], object], person: Uid, _checked: bool = False) -> None:
    act(person)
