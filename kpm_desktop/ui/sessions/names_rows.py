"""Names to be invited as rows of a list: as they came, whom they mean, what is still asked."""

from typing import Any, Literal, NamedTuple, TypeAlias

from kpm_desktop.domain import names
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.list_spec import Search

Answer: TypeAlias = Uid | Literal["new", "skip"] | None
"""What the operator said: this person, somebody new, leave out; None: nothing."""

_PILLS = {
    "found": Pill("Cocok", "ok"),
    "unsure": Pill("Ditanya", "warn"),
    "new": Pill("Orang baru", "info", "user-plus"),
    "listed": Pill("Sudah di daftar", "neu", "minus"),
    "twice": Pill("Dua kali", "neu", "minus"),
    "skip": Pill("Dilewati", "neu", "minus"),
}


class NameRow(NamedTuple):
    """A name with the answer given to it; `found` is what `match_names` returned."""

    uid: Uid
    found: Any
    answer: Answer = None

    @property
    def state(self) -> str:
        """Return how it stands: a key of the pills."""
        if self.answer is None:
            return str(self.found.state)
        return self.answer if isinstance(self.answer, str) else "found"

    @property
    def person(self) -> Any:
        """Return the person of the data that is meant; None when nobody or not yet clear."""
        if self.state != "found":
            return None
        if isinstance(self.answer, bytes):
            return next(one for one in self.found.candidates if one.uid == self.answer)
        return self.found.person

    @property
    def is_taken(self) -> bool:
        """Tell whether it is invited."""
        return self.state in {"found", "new"}


def name_row(row: Row) -> NameRow:
    """Return a raw row as what it is."""
    return row if isinstance(row, NameRow) else NameRow(*row)


def made_row(found: Any, place: int) -> NameRow:
    """Return the row of a name; `place` counts from 0."""
    return NameRow(place.to_bytes(16, "big"), found)


def where_of(person: Any) -> str:
    """Return where somebody of the data is at home: `KPM, Paiton, Kec. Paiton`."""
    role = {"head": "kepala desa", "cadre": "KPM"}.get(person.role, "")
    district = f"Kec. {person.district_name}" if person.district_name else ""
    return ", ".join(part for part in (role, person.village_name, district) if part)


def name_columns() -> tuple[Column, ...]:
    """Return the columns."""
    return (
        Column("Tertulis", lambda row: name_row(row).found.line.text, key="text", width=230, searched=True),
        Column(
            "Orang",
            lambda row: _person_text(name_row(row)),
            key="person",
            width=190,
            stretch=True,
            main=True,
            searched=True,
            sub=lambda row: where_of(name_row(row).person) if name_row(row).person else "",
        ),
        Column(
            "Jabatan", lambda row: name_row(row).found.line.post, key="post", width=120, low_priority=True
        ),
        Column("Keadaan", lambda row: _PILLS[name_row(row).state], kind="pill", key="state", width=150),
    )


def name_search() -> Search:
    """Return how the names are searched: as they came, and whom they mean."""
    return Search(
        lambda row: names.search_key(f"{name_row(row).found.line.text} {_person_text(name_row(row))}"),
        names.search_key,
        "Cari nama…",
    )


def _person_text(row: NameRow) -> str:
    if row.person is not None:
        return str(row.person.full_name)
    return str(row.found.name.name) if row.state == "new" else ""
