"""What can be opened with the command palette: the records of the data file and the commands of the window.

A NIK is never read here. What is found among them is decided in `palette_search.py`.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

from kpm_desktop.domain import dates
from kpm_desktop.domain.certificates import CertificateLine
from kpm_desktop.domain.search import search_text
from kpm_desktop.domain.sessions import SessionLine
from kpm_desktop.domain.villages import VillageLine, kind_word
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.people import PersonLine
from kpm_desktop.ui.actions import ACTIONS, Action, menu_actions
from kpm_desktop.ui.page import Page
from kpm_desktop.ui.palette_search import Entry
from kpm_desktop.ui.parts import key_text

# These move about in what is behind the palette, or open the palette itself.
_NOT_HERE: Final = frozenset(
    {"show_palette", "next_region", "previous_region", "focus_toast", "leave_page", "show_part"}
)
_MOVES: Final = frozenset({"focus_search", "next_item", "previous_item", "toggle_pane"})
_ENDED: Final = {"replaced": "Diganti", "voided": "Batal", "spoiled": "Rusak"}


def records(data_file: DataFile, today: dt.date) -> Iterator[Entry]:
    """Yield persons and villages by name, sessions newest first, certificates with a number."""
    for person in data_file.people.find():
        if person.name:
            yield _person(person)
    for village in data_file.villages.find(today):
        yield _village(village)
    for session in reversed(data_file.sessions.find()):
        yield _session(session)
    for certificate in data_file.certificates.find():
        if certificate.number:
            yield _certificate(certificate)


def commands(front: Page, can_run: Callable[[Action], bool]) -> list[Entry]:
    """Return what can be done now: first what the screen in front does itself, acts before mere moves."""
    offered = [
        (_does_itself(front, action.method), action)
        for action in (*ACTIONS, *menu_actions())
        if action.method and action.method not in _NOT_HERE and can_run(action)
    ]
    offered = [(here, action) for here, action in offered if here or not hasattr(Page, action.method)]
    offered.sort(key=lambda one: (not one[0], one[1].method in _MOVES))
    return [_command(action, front.title if here else action.group) for here, action in offered]


def _does_itself(front: Page, method: str) -> bool:
    """Tell whether a screen has an answer of its own to a key, not only the empty one of every screen."""
    own = getattr(type(front), method, None)
    return own is not None and own is not getattr(Page, method, None)


def _person(line: PersonLine) -> Entry:
    where = f"{kind_word(line.village_kind)} {_place(line.village_name, line.district_name)}"
    return Entry(
        "person",
        line.uid.hex(),
        "user",
        line.full_name,
        where if line.village_name else "",
        words=_words(line.name),
        beside=_words(line.village_name, line.district_name),
        uid=line.uid,
        village=line.village,
    )


def _village(line: VillageLine) -> Entry:
    return Entry(
        "village",
        line.uid.hex(),
        "map-pin",
        line.name,
        _joined(kind_word(line.kind), f"Kec. {line.district_name}" if line.district_name else ""),
        words=_words(line.name),
        beside=_words(line.district_name, line.aliases, line.village_code, kind_word(line.kind)),
        uid=line.uid,
    )


def _session(line: SessionLine) -> Entry:
    day = dates.short_date(line.date) if line.date else "tanggal belum diisi"
    spelled = dates.long_date(line.date) if line.date else ""
    title = line.district_names or line.series_name or line.venue_name or "Sesi"
    return Entry(
        "session",
        line.uid.hex(),
        "school",
        title,
        _joined(day, line.series_name if title != line.series_name else "", line.venue_name),
        words=_words(title, line.series_name),
        beside=_words(line.venue_name, spelled, day),
        uid=line.uid,
    )


def _certificate(line: CertificateLine) -> Entry:
    day = dates.short_date(line.date) if line.date else ""
    return Entry(
        "number",
        line.uid.hex(),
        "certificate",
        line.number,
        _joined(_ENDED.get(line.state, ""), line.name, _place(line.village_name, line.district_name), day),
        words=_words(line.number, line.short_code),
        beside=_words(line.name, line.village_name),
        uid=line.uid,
    )


def _command(action: Action, place: str) -> Entry:
    key = action.method if action.argument is None else f"{action.method}:{action.argument}"
    return Entry(
        "command",
        key,
        action.icon or "chevron-right",
        action.text,
        place,
        key_text(action.keys[0]) if action.keys else "",
        words=_words(action.text),
        beside=_words(place),
        action=action,
    )


def _place(village: str, district: str) -> str:
    return f"{village}, Kec. {district}" if village and district else village


def _joined(*texts: str) -> str:
    return ", ".join(text for text in texts if text)


def _words(*texts: str) -> tuple[str, ...]:
    return tuple(search_text(*texts).split())
