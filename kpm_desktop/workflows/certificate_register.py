"""The register of numbers (buku register): every number once, in order, gaps with their reason; PDF and xlsx.

Source: paper.md section 3.8. Layout: `documents.certificate_register`.
"""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from kpm_desktop.documents import certificate_register
from kpm_desktop.documents.certificate_register import Register, RegisterRow
from kpm_desktop.domain.certificates import CertificateLine
from kpm_desktop.domain.dates import long_date, short_date
from kpm_desktop.domain.uid import Uid
from kpm_desktop.spreadsheets.reading import Cell
from kpm_desktop.spreadsheets.writing import table_xlsx
from kpm_desktop.store.certificates import PaperLine
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import live_papers
from kpm_desktop.workflows.issued_papers import PAPER_WORDS, PaperPreview
from kpm_desktop.workflows.progress import QUIET, Progress, Quiet, counted

WORDS = {
    "paper": "buku register sertifikat",
    "read": "Membaca register",
    "voided": "batal",
    "spoiled": "rusak",
    "replaced": "diganti",
    "replaced_by": "diganti no. {number}",
    "replaces": "menggantikan terbitan {date}",
    "copies": "salinan {count} kali",
    "outside": "di luar program",
    "gap": "tidak dipakai",
    "unexplained": "BELUM ADA ALASAN",
    "by_hand": "(ditulis tangan)",
    "span": "urut {first} s.d. {last}",
    "one": "urut {first}",
    "all": "semua nomor",
    "year": "tahun {year}",
    "counts": "Jumlah baris {rows}: ",
}
STATE_WORDS = {
    "issued": "terbit",
    "replaced": "diganti",
    "voided": "batal",
    "spoiled": "rusak",
    "outside": "di luar program",
    "gap": "tidak dipakai",
    "unexplained": "tanpa alasan",
}
XLSX_HEADINGS = (
    "NO", "NOMOR", "TANGGAL", "NAMA", "DESA", "KECAMATAN", "KEGIATAN/LOMBA", "JENIS", "PENANDATANGAN",
    "KEADAAN", "KETERANGAN",
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What is listed: a year of dates, a kegiatan, a kind (sertifikat, piagam); None and "" are all.

    Gaps and numbers outside the program belong to a number series, not to a kegiatan or kind: with one of
    these they are left out.
    """

    year: int | None = None
    series: Uid | None = None
    kind: str = ""

    @property
    def is_whole(self) -> bool:
        """Tell whether every number of the years shown is listed."""
        return self.series is None and not self.kind


@dataclasses.dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One row: `state` is a paper's state, or outside, gap, unexplained; `span` its running numbers."""

    number: str
    state: str
    notes: str
    date: dt.date | None = None
    name: str = ""
    village: str = ""
    district: str = ""
    activity: str = ""
    kind: str = ""
    signatory: str = ""
    span: tuple[int, int] | None = None


def register_entries(data_file: DataFile, chosen: RegisterFilter | None = None) -> list[RegisterEntry]:
    """Return the register: year by year, each number series in order, then typed numbers.

    A number that passed to a replacement stands once, with what holds it now. Raises `numbering.PatternError`
    for a number series whose pattern makes no numbers.
    """
    chosen = chosen or RegisterFilter()
    found = [line for line in data_file.certificates.find(chosen.series) if _is_listed(line, chosen)]
    papers = data_file.certificates.numbered_papers() if chosen.is_whole else []
    papers = [line for line in papers if chosen.year in {None, line.date.year if line.date else None}]
    entries = []
    for series, year in _counted(data_file, found, papers, chosen):
        entries += _series_entries(data_file, series, year, found, papers, chosen)
    typed = [line for line in found if line.number_series is None]
    loose = [_certificate_entry([line], None) for line in typed]
    loose += [_paper_entry([line], None) for line in papers if line.number_series is None]
    return entries + sorted(loose, key=lambda one: (one.date or dt.date.min, one.number, one.name))


def register_pdf(
    data_file: DataFile, chosen: RegisterFilter | None = None, progress: Progress | None = None
) -> PaperPreview:
    """Return the register as it prints today; nothing is written. Raises Cancelled."""
    chosen = chosen or RegisterFilter()
    steps = progress or Quiet()
    entries = register_entries(data_file, chosen)

    def on_row(done: int) -> None:
        steps.step(done, len(entries), WORDS["read"])

    office = data_file.office.get()
    head = ", ".join(part for part in (office.name, office.upper_name) if part).upper()
    last = next((one.number for one in reversed(entries) if one.state in {"issued", "replaced"}), "")
    made = certificate_register.compose(
        Register(
            head,
            _filter_words(data_file, chosen),
            long_date(data_file.now().date()),
            last,
            tuple(_row(entry) for entry in entries),
            counts_line(entries),
        ),
        on_row,
    )
    return live_papers.live_paper(made, progress)


def register_xlsx(
    data_file: DataFile, chosen: RegisterFilter | None = None, progress: Progress = QUIET
) -> bytes:
    """Return the register as a workbook: dates as dates, everything else as text."""
    rows: list[tuple[Cell, ...]] = [
        (
            float(place), one.number, one.date, one.name, one.village, one.district, one.activity, one.kind,
            one.signatory, STATE_WORDS[one.state], one.notes,
        )
        for place, one in enumerate(register_entries(data_file, chosen), 1)
    ]  # fmt: skip
    return table_xlsx("Register", XLSX_HEADINGS, counted(rows, len(rows), progress, WORDS["read"]))


def counts_line(entries: Sequence[RegisterEntry]) -> str:
    """Return how many rows there are of each state, in words."""
    counted = Counter(one.state for one in entries)
    told = [f"{words} {counted[state]}" for state, words in STATE_WORDS.items() if counted[state]]
    return WORDS["counts"].replace("{rows}", str(len(entries))) + (", ".join(told) or "-")


def _is_listed(line: CertificateLine, chosen: RegisterFilter) -> bool:
    if line.state == "ready" or (chosen.kind and line.kind != chosen.kind):
        return False
    return chosen.year is None or (line.date is not None and line.date.year == chosen.year)


def _counted(
    data_file: DataFile,
    found: Sequence[CertificateLine],
    papers: Sequence[PaperLine],
    chosen: RegisterFilter,
) -> list[tuple[Uid, int]]:
    """Return the number series and years that have rows, by year, then by name."""
    places = [(line.number_series, line.date) for line in found]
    places += [(line.number_series, line.date) for line in papers]
    pairs = {(series, day.year) for series, day in places if series is not None and day is not None}
    if chosen.is_whole:
        pairs |= {pair for pair in data_file.numbers.noted() if chosen.year in {None, pair[1]}}
    names = {one.uid: one.name for one in data_file.numbers.series()}
    return sorted(pairs, key=lambda pair: (pair[1], names.get(pair[0], ""), pair[0]))


def _series_entries(
    data_file: DataFile,
    series: Uid,
    year: int,
    found: Sequence[CertificateLine],
    papers: Sequence[PaperLine],
    chosen: RegisterFilter,
) -> list[RegisterEntry]:
    own = [line for line in found if line.number_series == series and line.date and line.date.year == year]
    others = [
        line for line in papers if line.number_series == series and line.date and line.date.year == year
    ]
    running = data_file.numbers.running(
        series, [*((line.number,) for line in own), *((line.number,) for line in others)]
    )
    entries = [_certificate_entry(lines, running.get(number)) for number, lines in _by_number(own) if number]
    entries += [_paper_entry(lines, running.get(number)) for number, lines in _papers_by_number(others)]
    entries += [_certificate_entry([line], None) for line in own if not line.number]
    if chosen.is_whole:
        entries += _explained(data_file, series, year)
    return sorted(entries, key=_order)


def _order(entry: RegisterEntry) -> tuple[float, float, str, str]:
    first, last = entry.span or (float("inf"), float("inf"))
    return first, last, entry.number, entry.name


def _by_number(lines: Sequence[CertificateLine]) -> Iterator[tuple[str, list[CertificateLine]]]:
    grouped: dict[str, list[CertificateLine]] = {}
    for line in sorted(lines, key=lambda one: (one.state == "issued", one.date or dt.date.min, one.uid)):
        grouped.setdefault(line.number, []).append(line)
    yield from grouped.items()


def _papers_by_number(lines: Sequence[PaperLine]) -> Iterator[tuple[str, list[PaperLine]]]:
    grouped: dict[str, list[PaperLine]] = {}
    for line in sorted(lines, key=lambda one: (one.state == "issued", one.date or dt.date.min, one.uid)):
        grouped.setdefault(line.number, []).append(line)
    yield from grouped.items()


def _certificate_entry(lines: Sequence[CertificateLine], counter: int | None) -> RegisterEntry:
    """Return the row of a number: the last line holds it, those before passed it on."""
    line = lines[-1]
    earlier = [one for one in lines[:-1] if one.date]
    notes = [
        _state_note(line.state, line.reason, line.replaced_by if line.replaced_by != line.number else "")
    ]
    for one in earlier:
        passed = WORDS["replaces"].replace("{date}", short_date(one.date) if one.date else "")
        notes.append(_with_reason(passed, one.reason))
    if line.copies:
        notes.append(WORDS["copies"].replace("{count}", str(line.copies)))
    return RegisterEntry(
        line.number or WORDS["by_hand"],
        line.state,
        "; ".join(note for note in notes if note),
        line.date,
        line.name,
        line.village_name,
        line.district_name,
        line.series_name,
        line.kind,
        line.signatory,
        (counter, counter) if counter is not None else None,
    )


def _paper_entry(lines: Sequence[PaperLine], counter: int | None) -> RegisterEntry:
    line = lines[-1]
    notes = _state_note(line.state, line.reason, line.replaced_by if line.replaced_by != line.number else "")
    return RegisterEntry(
        line.number,
        line.state,
        notes,
        line.date,
        kind=PAPER_WORDS.get(line.kind, line.kind),
        span=(counter, counter) if counter is not None else None,
    )


def _state_note(state: str, reason: str, replaced_by: str) -> str:
    if state == "replaced" and replaced_by:
        return _with_reason(WORDS["replaced_by"].replace("{number}", replaced_by), reason)
    return _with_reason(WORDS[state], reason) if state in {"replaced", "voided", "spoiled"} else ""


def _with_reason(words: str, reason: str) -> str:
    return f"{words}: {reason}" if reason else words


def _explained(data_file: DataFile, series: Uid, year: int) -> Iterator[RegisterEntry]:
    """Yield the numbers that no paper of this file carries: told by a note, or by nobody."""
    for note in data_file.numbers.notes(series, year):
        if note.number_from is None:
            continue
        span = (note.number_from, note.number_to or note.number_from)
        yield RegisterEntry(
            _span_words(span), note.kind, _with_reason(WORDS[note.kind], note.reason), span=span
        )
    for span in data_file.numbers.gaps(series, year):
        yield RegisterEntry(_span_words(span), "unexplained", WORDS["unexplained"], span=span)


def _span_words(span: tuple[int, int]) -> str:
    words = WORDS["one" if span[0] == span[1] else "span"]
    return words.replace("{first}", str(span[0])).replace("{last}", str(span[1]))


def _row(entry: RegisterEntry) -> RegisterRow:
    place = ", ".join(part for part in (entry.village, entry.district) if part)
    day = short_date(entry.date) if entry.date else ""
    return (
        entry.number, day, entry.name, place, entry.activity, entry.kind, entry.signatory, entry.notes,
    )  # fmt: skip


def _filter_words(data_file: DataFile, chosen: RegisterFilter) -> str:
    parts = [WORDS["year"].replace("{year}", str(chosen.year))] if chosen.year else []
    if chosen.series is not None:
        parts.append(data_file.sessions.get_series(chosen.series).name)
    if chosen.kind:
        parts.append(chosen.kind)
    return ", ".join(parts) or WORDS["all"]
