"""Everything the file holds of one person, for himself, as PDF or JSON; that it was given is noted, with why.

Law 27 of 2022: whoever asks gets a copy of his data. NIK is covered unless it was asked for.
"""

import base64
import dataclasses
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kpm_desktop.documents import person_copy
from kpm_desktop.documents.person_copy import CopySection, PersonCopy
from kpm_desktop.domain.certificates import PrintLog
from kpm_desktop.domain.changes import Kind
from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.national_id import mask_nik
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.store.tables import STATE
from kpm_desktop.workflows import live_papers, office_blocks
from kpm_desktop.workflows.issued_papers import PaperPreview
from kpm_desktop.workflows.progress import Progress

WORDS: Final = {
    "label": "Salinan data pribadi 1 orang",
    "paper": "Salinan data pribadi",
    "opening": "Salinan ini memuat semua data tentang {name} yang disimpan {office} pada {date}, "
    "diberikan atas permintaan: {request}.",
    "closing": "Orang yang datanya tertulis di sini dapat meminta perbaikan atau penghapusannya "
    "(Undang-Undang Nomor 27 Tahun 2022). Dari daftar dan surat yang juga memuat orang lain hanya "
    "disebut bahwa namanya ada di sana.",
    "office": "kantor ini",
}
_NIK: Final = ("nik", "nik_received")


@dataclasses.dataclass(frozen=True, slots=True)
class ToldPerson:
    """A person in words. `sections`: title, (heading, share) of each column, a text for each cell."""

    name: str
    request: str
    facts: tuple[tuple[str, str], ...]
    photo: bytes | None
    sections: tuple[tuple[str, tuple[tuple[str, float], ...], Sequence[Sequence[str]]], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class CopyGiven:
    """A copy that went out; `changes` is None where the data file cannot be written."""

    pdf: bytes
    changes: Changes | None


def person_pdf(data_file: DataFile, told: ToldPerson, progress: Progress | None = None) -> PaperPreview:
    """Return the copy as PDF; nothing is noted."""
    office = data_file.office.get()
    today = long_date(data_file.now().date())
    values = {
        "name": told.name,
        "office": office_blocks.organiser(office) or WORDS["office"],
        "date": today,
        "request": told.request,
    }
    opening = WORDS["opening"]
    for name, value in values.items():
        opening = opening.replace(f"{{{name}}}", value)
    made = person_copy.compose(
        PersonCopy(
            office_blocks.letterhead(data_file),
            opening,
            told.facts,
            told.photo,
            tuple(CopySection(*section) for section in told.sections),
            WORDS["closing"],
            today,
        )
    )
    return live_papers.live_paper(made, progress)


def person_json(data_file: DataFile, person: Uid, *, with_nik: bool) -> bytes:
    """Return the copy for other programs: rows and changes as stored; KeyError for nobody."""
    held = data_file.people.get(person)
    rows = data_file.everything_of(person)
    selves = {row.key[1] for row in rows if row.key[0] == "person"}
    plain = _Plain(selves, with_nik=with_nik)
    changes = [
        {
            "at": change.at.isoformat(),
            "table": row.key[0],
            "row": row.key[1].hex(),
            "old": plain.values(row.key[0], change.old),
            "new": plain.values(row.key[0], change.new),
            "computer": change.writer_name,
        }
        for row in rows
        if row.key[0] in {"person", "cadre_term", "head_term"}
        for change in data_file.record_history(*row.key)
    ]
    photo = data_file.asset(held.photo) if held.photo else None
    copy = {
        "made_at": data_file.now().isoformat(timespec="seconds"),
        "person": person.hex(),
        "rows": [
            {
                "table": row.key[0],
                "uid": row.key[1].hex(),
                "deleted": not row.alive,
                "values": plain.values(row.key[0], row.values),
            }
            for row in rows
        ],
        "changes": changes,
        "photo": {"mime": photo[0], "base64": base64.b64encode(photo[1]).decode()} if photo else None,
    }
    return json.dumps(copy, ensure_ascii=False, indent=1).encode()


def note_given(
    data_file: DataFile, person: Uid, *, target: str, request: str, with_nik: bool
) -> Changes | None:
    """Note that a copy went to a printer or file, as an operation; without NIK a read-only file is let be.

    Raises ReadOnlyError.
    """
    if data_file.read_only and not with_nik:
        return None
    count = int(with_nik and bool(data_file.people.get(person).nik))
    with data_file.operation(Kind.EXPORT, WORDS["label"]) as operation:
        data_file.certificates.log_print(
            PrintLog(data_file.new_uid(), WORDS["paper"], person, "", 1, request.strip(), target, count)
        )
    return operation.changes


class _Plain:
    """Values as JSON; other people's rows are left out, the NIK unless it is wanted."""

    def __init__(self, selves: set[Uid], *, with_nik: bool) -> None:
        self._selves, self._with_nik = selves, with_nik

    def values(self, table: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of a row."""
        people = {one.name for one in STATE[table].columns if one.refers == "person"}
        return {name: self._value(name, value, is_person=name in people) for name, value in values.items()}

    def _value(self, name: str, value: Any, *, is_person: bool) -> Any:
        if isinstance(value, bytes):
            return None if is_person and value not in self._selves else value.hex()
        if name in _NIK and value and not self._with_nik:
            return mask_nik(str(value)) if name == "nik" else None
        return value
