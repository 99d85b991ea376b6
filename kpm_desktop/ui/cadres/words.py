"""Sentences about cadres that the pane, the form and the comparison share."""

import datetime as dt
from typing import Final

from kpm_desktop.domain import dates
from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.names import full_name
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile

NIK_STAYED: Final = "ada di kabupaten, tidak ikut dikirim"
"""What stands in place of a NIK that the office kept when it sent this district its extract."""


def person_name(cadre: Cadre) -> str:
    """Return the name with its titles, as stored."""
    person = cadre.person
    return full_name(person.name, person.title_front, person.title_back)


def place_name(data_file: DataFile, village: Uid | None, today: dt.date) -> str:
    """Return `Paiton, Kec. Paiton`, "" without a village."""
    if village is None:
        return ""
    name = data_file.villages.name_on(village, today)
    district = data_file.villages.get(village).district
    return f"{name}, Kec. {data_file.villages.get_district(district).name}" if district else name


def born(cadre: Cadre, today: dt.date) -> str:
    """Return place and date of birth with the age, or the age as it was received."""
    person = cadre.person
    if person.birth_date is not None:
        age = f"{dates.long_date(person.birth_date)} ({dates.age_on(person.birth_date, today)} tahun)"
        return f"{person.birth_place}, {age}" if person.birth_place else age
    if person.age_recorded is None:
        return person.birth_place
    year = f" pada {person.age_recorded_on.year}" if person.age_recorded_on else ""
    age = f"umur {person.age_recorded} tahun{year}"
    return f"{person.birth_place}, {age}" if person.birth_place else age


def decree(term: CadreTerm) -> str:
    """Return number and date of the decree."""
    day = dates.long_date(term.decree_date) if term.decree_date else ""
    return ", ".join(part for part in (term.decree_no, day) if part)


def term_days(term: CadreTerm) -> str:
    """Return the days of a term: `3 Januari 2022 s.d. 30 Juni 2027`."""
    start = dates.long_date(term.term_start) if term.term_start else ""
    end = dates.long_date(term.term_end) if term.term_end else ""
    if start and end:
        return f"{start} s.d. {end}"
    return f"sejak {start}" if start else (f"s.d. {end}" if end else "")


def term_words(term: CadreTerm) -> str:
    """Return the post, the days and the decree of a term in one line."""
    number = f"SK {term.decree_no}" if term.decree_no else ""
    found = [part for part in (term.position, term_days(term), number, term.status_reason) if part]
    return ", ".join(found) or "tanggal belum diisi"
