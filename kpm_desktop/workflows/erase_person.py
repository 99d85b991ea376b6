"""Musnahkan: a person's data erased for ever; his papers' numbers stay used, a new backup is made.

What goes is in `store/erasing.py`; `data-file.md` section 5, Law 27 of 2022.
"""

import dataclasses
from collections.abc import Mapping
from typing import Final

from kpm_desktop.domain.changes import Kind, RowKey
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.copies import HeldCopy
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.store.operation import Changes
from kpm_desktop.store.row_titles import RowTitle
from kpm_desktop.store.tables import FROZEN
from kpm_desktop.workflows.progress import Progress

WORDS: Final = {
    "label": "Musnahkan data pribadi 1 orang",
    "erase": "Memusnahkan",
}


@dataclasses.dataclass(frozen=True, slots=True)
class ErasureSeen:
    """What an erasure would take along; nothing is changed yet.

    `papers`: the frozen papers that name the person, by table. `titles`: what each of them, and each picture
    or file that goes, is called. `mentions`: what stays although what was typed there names the person.
    """

    papers: Mapping[str, int]
    titles: Mapping[RowKey, RowTitle]
    mentions: Mapping[RowKey, RowTitle]


@dataclasses.dataclass(frozen=True, slots=True)
class PersonErased:
    """What was erased, and which files of this PC still hold it until they expire.

    `unfinished`: why no new backup could be made. `in_journal`: the journal of this PC could not be written
    anew either and still holds it; the next backup does that first.
    """

    papers: Mapping[str, int]
    copies: tuple[HeldCopy, ...]
    changes: Changes | None
    unfinished: DataFileError | None
    in_journal: bool


def look(data_file: DataFile, person: Uid) -> ErasureSeen:
    """Return what goes with a person. KeyError for nobody."""
    data_file.people.get(person)
    erasure = data_file.look_at_erasure(person)
    listed = FROZEN | {"attachment"}
    titles = data_file.titles(key for key in erasure.rows if key[0] in listed)
    return ErasureSeen(erasure.papers, titles, data_file.titles(erasure.mentions))


def erase(data_file: DataFile, person: Uid, progress: Progress) -> PersonErased:
    """Erase a person as one operation that is never undone, then write the journal anew and back up.

    The running numbers of his certificates and papers are noted, so that none is given out again. Once he is
    erased, a backup that fails is no error but `unfinished`; it can be stopped before only, since afterwards
    the operator has to hear of it. Raises KeyError for nobody, ReadOnlyError, Cancelled.
    """
    data_file.people.get(person)
    progress.step(0, 0, WORDS["erase"])
    erasure = data_file.look_at_erasure(person)
    with data_file.operation(Kind.ERASE, WORDS["label"]) as operation:
        data_file.erase(erasure)
    try:
        newest, unfinished = data_file.backup().path.name, None
    except DataFileError as error:
        newest, unfinished = "", error
    copies = [one for one in data_file.held_copies() if one.name != newest]
    return PersonErased(
        erasure.papers, tuple(copies), operation.changes, unfinished, data_file.erasure_is_pending()
    )
