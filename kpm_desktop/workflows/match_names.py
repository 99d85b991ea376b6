"""Names pasted or from a sheet, matched to the people of the data file: certain, to be asked, or new.

Only the same name in the same village, or a name that is there once and stands alone, is taken unasked.
Nothing is written here.
"""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, TypeAlias

from kpm_desktop.domain.matching import PersonTraits, like_persons
from kpm_desktop.domain.names import SplitName, search_key, split_titles
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import VillageLine
from kpm_desktop.spreadsheets.headers import find_header
from kpm_desktop.spreadsheets.headings import CADRE_HEADINGS
from kpm_desktop.spreadsheets.reading import Row, Sheet, Table, cell_text, read_file, read_text
from kpm_desktop.spreadsheets.sheet_body import read_body
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.people import PersonLine
from kpm_desktop.workflows.import_matching import VillageFinder
from kpm_desktop.workflows.progress import Progress

State: TypeAlias = Literal["found", "unsure", "new", "listed", "twice"]
"""Certain; to be asked; nobody like him; on the session's list already; named before in these names."""

WORDS: Final = {"step": "Mencocokkan nama"}
_LIKE, _ALONE, _OFFERED = 80, 92, 6
_NUMBER = re.compile(r"\(?\d{1,4}[.)]?")
_NUMBERED = re.compile(r"^\s*\(?\d{1,4}\s*[.)]\s*")
_PLACE = re.compile(
    r"(?:\s*[,;(/-]\s*|\s+)(?P<place>(?:desa|ds|kelurahan|kel)\b[ .:]+[^,;)]+)"
    r"(?:\s*[,;(/-]?\s*(?:kecamatan|kec)\b[ .:]+(?P<district>[^,;)]+))?\)?\s*$",
    re.IGNORECASE,
)
_DISTRICT = re.compile(r"(?:kecamatan|kec)\b[ .:]+(?P<name>.+)$", re.IGNORECASE)
_HEADINGS = frozenset({"nama", "nama lengkap", "no", "nomor", "nama peserta"})


@dataclasses.dataclass(frozen=True, slots=True)
class NamedLine:
    """A name as it came: where it stands, the name with titles, and what else the line says."""

    number: int
    text: str
    village: str = ""
    district: str = ""
    post: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class NamedPerson:
    """A name and whom it means: `person` when it is certain, `candidates` best first when it is asked."""

    line: NamedLine
    name: SplitName
    state: State
    village: VillageLine | None = None
    person: PersonLine | None = None
    candidates: tuple[PersonLine, ...] = ()


def match_names(
    data_file: DataFile, session: Uid, source: Path | str, progress: Progress
) -> tuple[NamedPerson, ...]:
    """Return the names of a file (a path) or of pasted text with whom they mean; raises SheetError."""
    table = read_file(source) if isinstance(source, Path) else _pasted(source)
    villages = VillageFinder(data_file, {})
    lines = [
        line
        for sheet in table.sheets
        if not sheet.is_hidden
        for line in named_lines(sheet, table.name, villages)
    ]
    who = _Who(data_file)
    listed = {row.person for row in data_file.attendance.of_session(session)}
    listed |= {speaker.person for speaker in data_file.sessions.speakers(session)}
    seen: set[Uid] = set()
    found = []
    for done, line in enumerate(lines):
        progress.step(done, len(lines), WORDS["step"])
        village = villages.find(line.village, line.district).village if line.village else None
        if village is None and line.village and not line.post:
            line = dataclasses.replace(line, village="", post=line.village)  # noqa: PLW2901 (the line, read again)
        one = who.find(line, village)
        if one.person is not None and one.person.uid in listed:
            one = dataclasses.replace(one, state="listed")
        elif one.person is not None and one.person.uid in seen:
            one = dataclasses.replace(one, state="twice")
        elif one.person is not None:
            seen.add(one.person.uid)
        found.append(one)
    return tuple(found)


def named_lines(sheet: Sheet, file_name: str, villages: VillageFinder) -> list[NamedLine]:
    """Return the names of a sheet: by its headings if it has any, else the first text of each row."""
    header = find_header(sheet, CADRE_HEADINGS)
    if header is None:
        found = (_plain_line(number, row, villages) for number, row in enumerate(sheet.rows, 1))
        return [line for line in found if line is not None]
    lines = []
    for row in read_body(sheet, header, file_name, villages.districts).rows:
        cells = {target: cell_text(cell) for target, cell in row.cells.items()}
        if name := cells.get("name", ""):
            places = cells.get("village_text", ""), cells.get("district_text", "")
            lines.append(NamedLine(row.number, name, *places, cells.get("position", "")))
    return lines


def _pasted(text: str) -> Table:
    """Return pasted text: cells if it has any, else each line whole, since titles stand behind commas."""
    divider = next((sign for sign in ("\t", ";") if sign in text), "")
    if divider:
        return read_text(f"sep={divider}\n{text}")
    rows: list[Row] = [[line] for line in text.splitlines()]
    return Table("", (Sheet("", rows, typed=False),))


def _plain_line(number: int, row: Row, villages: VillageFinder) -> NamedLine | None:
    """Return the name of a row without headings: `1. Siti Aminah, S.Pd., Desa Sukodadi`, or cell by cell."""
    texts = [text for cell in row if (text := cell_text(cell)) and not _NUMBER.fullmatch(text)]
    if not texts or texts[0].casefold() in _HEADINGS:
        return None
    name = _NUMBERED.sub("", texts[0])
    village = district = post = ""
    if place := _PLACE.search(name):
        village, district = place["place"].strip(), (place["district"] or "").strip()
        name = name[: place.start()].strip()
    for text in texts[1:]:
        if told := _DISTRICT.match(text):
            district = district or told["name"]
        elif not village and villages.find(text, "").kind in {"exact", "alias", "ambiguous"}:
            village = text
        else:
            post = post or text
    return NamedLine(number, name, village, district, post) if re.search(r"[^\W\d_]", name) else None


class _Who:
    """Finds the people that names mean."""

    def __init__(self, data_file: DataFile) -> None:
        self._lines = {line.uid: line for line in data_file.people.find()}
        self._traits = [PersonTraits(*one) for one in data_file.people.traits() if one[0] in self._lines]
        self._same: defaultdict[str, list[Uid]] = defaultdict(list)
        for one in self._traits:
            self._same[_key(one.name)].append(one.key)
        self._villages: defaultdict[Uid, set[Uid]] = defaultdict(set)
        for person, village in data_file.people.villages():
            self._villages[person].add(village)

    def find(self, line: NamedLine, village: VillageLine | None) -> NamedPerson:
        name = split_titles(line.text)
        same = self._same.get(_key(name.name), [])
        here = [one for one in same if village is not None and village.uid in self._villages[one]]
        code = village.village_code if village is not None else ""
        me = PersonTraits(b"", name.name, village_code=code)
        alike = [one.key for one in like_persons(me, self._traits, _LIKE)]
        near = [one.key for one in like_persons(me, self._traits, _ALONE) if one.key not in same]
        if len(here) == 1:
            return NamedPerson(line, name, "found", village, self._lines[here[0]])
        if len(same) == 1 and village is None and not line.village and not near and " " in name.name:
            return NamedPerson(line, name, "found", village, self._lines[same[0]])
        offered = self._offered([*here, *same, *alike])
        return NamedPerson(line, name, "unsure" if offered else "new", village, None, offered)

    def _offered(self, persons: Iterable[Uid]) -> tuple[PersonLine, ...]:
        return tuple(self._lines[one] for one in dict.fromkeys(persons))[:_OFFERED]


def _key(name: str) -> str:
    return " ".join(sorted(search_key(name).split()))
