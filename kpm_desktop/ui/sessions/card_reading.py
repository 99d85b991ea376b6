"""What the code that a reader typed means in a session's list. Nothing is written here."""

from collections.abc import Sequence
from typing import NamedTuple

from kpm_desktop.domain import card_codes
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.sessions.rows import PersonRow
from kpm_desktop.ui.tables.column import ATTENDANCE_WORDS


class CardRead(NamedTuple):
    """The row whose card it is (None: nobody's here); `trouble` says why nothing is to be marked."""

    row: PersonRow | None
    trouble: str


def read_card(data_file: DataFile, session: Uid, people: Sequence[PersonRow], typed: str) -> CardRead:
    """Return whose card was read; a damaged code, a stranger, or somebody marked already is a trouble."""
    person = card_codes.person_in(typed)
    if person is None:
        return CardRead(None, "Kode ini bukan kartu nama KPM, atau terbaca rusak.")
    row = next((one for one in people if one.line.person == person), None)
    if row is not None:
        word = ATTENDANCE_WORDS[row.letter].lower() if row.letter else ""
        return CardRead(row, f"{row.name} sudah ditandai {word}." if word else "")
    came = next((one for one in data_file.attendance.find(session) if one.person == person), None)
    if came is not None:
        return CardRead(None, f"{came.full_name} sudah ditandai hadir mewakili orang lain.")
    return CardRead(None, f"{_name_of(data_file, person)} tidak ada di daftar sesi ini.")


def _name_of(data_file: DataFile, person: Uid) -> str:
    """Return the name of a person that the data know; a card of elsewhere has none here."""
    try:
        return data_file.people.get(person).full_name
    except KeyError:
        return "Orang pada kartu ini"
