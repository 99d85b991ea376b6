"""The report on a merge in words, and its way to preview, printer and file."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from kpm_desktop import workflows
from kpm_desktop.domain.people import ERASED_NAME
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.contested import Contested, Side
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.row_titles import RowTitle
from kpm_desktop.store.tables import FROZEN
from kpm_desktop.ui import row_words
from kpm_desktop.ui.merging.lines import (
    GROUPS,
    SAME,
    ChoiceLine,
    Group,
    RecordLine,
    choice_lines,
    doubled_lines,
    field_words,
    record_lines,
    side_words,
)
from kpm_desktop.ui.merging.session import COMING, MergeSession
from kpm_desktop.ui.package_words import late_words
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.paper_flow import PaperFlow
from kpm_desktop.ui.record_history import moment
from kpm_desktop.workflows.progress import Progress

PAPER = "laporan penggabungan"
_HEADINGS: dict[Group, str] = {
    "new": "Baru",
    "changed": "Diperbarui",
    "deleted": "Dihapus",
    "erased": "Data pribadi yang dimusnahkan",
}
Section = tuple[str, tuple[tuple[str, float], ...], Sequence[Sequence[str]]]


def show(shell: Shell, session: MergeSession) -> None:
    """Show the report in the preview."""
    told = told_merge(session, shell.workspace.data_file)

    def compose(data_file: DataFile, progress: Progress) -> Any:
        return workflows.print_merge.report_pdf(data_file, told, progress)

    name = f"Laporan penggabungan {session.sender}".strip()
    PaperFlow(shell, "Laporan penggabungan", name, compose, paper=PAPER).start()


def told_merge(session: MergeSession, data_file: DataFile) -> Any:
    """Return the merge in words (`print_merge.ToldMerge`)."""
    found = session.found
    state = "Belum digabungkan (pratinjau)"
    if session.merged is not None:
        state = "Sudah dibatalkan" if session.is_undone else "Sudah digabungkan, dapat dibatalkan"
    facts = [
        ("Dari", session.sender),
        ("Paket", ", ".join(_package(one) for one in session.opened.taken)),
        ("Digabung di", data_file.writer_name()),
        ("Keadaan", state),
        ("Perubahan", thousands(session.incoming())),
    ]
    sections: list[Section] = [_contested(session)]
    sections += [_records(session, group) for group in COMING]
    columns = (("Yang sama", 40.0), ("Data pertama", 65.0), ("Data lain", 65.0))
    doubled = [
        (SAME[line.doubled.kind], _named(line.titles[0]), ", ".join(map(_named, line.titles[1:])))
        for line in doubled_lines(found)
    ]
    sections.append(("Tercatat dua kali, tidak digabung otomatis", columns, doubled))
    fixed = (
        f"{thousands(len(found.fixed))} isian berada di bawah hasil lomba yang terkunci atau sertifikat yang "
        "sudah terbit. Kertas yang sudah terbit tidak berubah."
    )
    remarks = [fixed] if found.fixed else []
    if found.late:
        remarks.append(late_words(found.late))
    return workflows.print_merge.ToldMerge(tuple(facts), tuple(remarks), tuple(sections))


def _contested(session: MergeSession) -> Section:
    """Return what was changed in both places, with the value that was chosen, a line for each cell."""
    columns = (
        ("Apa", 54.0),
        ("Sebelum", 28.0),
        ("Di PC ini", 31.0),
        ("Di flashdisk", 31.0),
        ("Dipilih", 26.0),
    )
    cells: dict[tuple[str, Uid, str], list[ChoiceLine]] = {}
    for line in choice_lines(session.found, session.chosen):
        cells.setdefault(line.contested.cell, []).append(line)
    rows = [
        (
            f"{_named(lines[0].title)}. {field_words(lines[0].contested)}",
            row_words.values_words(lines[0].contested.before, session.found.names) or "kosong",
            _values((line, line.left) for line in lines),
            _values((line, line.right) for line in lines),
            _choice(lines),
        )
        for lines in cells.values()
    ]
    return "Berbeda isi", columns, rows


def _values(sides: Iterable[tuple[ChoiceLine, Side | None]]) -> str:
    return "\n".join(side_words(line, side) or "kosong" for line, side in sides if side is not None)


def _choice(lines: Sequence[ChoiceLine]) -> str:
    for line in lines:
        for side in (line.left, line.right):
            if side is not None and side.change == line.chosen:
                return side_words(line, side) or "kosong"
    one: Contested = lines[0].contested
    return "terkunci" if one.is_fixed else "belum dipilih"


def _records(session: MergeSession, group: Group) -> Section:
    lines = record_lines(session.found, group)
    title = _HEADINGS.get(group, GROUPS[group][0])
    if group == "changed":
        columns = (("Apa", 64.0), ("Jenis", 26.0), ("Yang berubah", 80.0))
        return title, columns, [(_named(line.title), line.what, line.changes) for line in lines]
    named = [_number(line) if group == "erased" else _named(line.title) for line in lines]
    told = [(name, line.what) for name, line in zip(named, lines, strict=True)]
    return title, (("Apa", 120.0), ("Jenis", 50.0)), told


def _number(line: RecordLine) -> str:
    """Return by what a line that was erased may still be called: the number of a paper, never a name."""
    return row_words.name_words(line.title) if line.keys[0][0] in FROZEN else ERASED_NAME


def _named(title: RowTitle | None) -> str:
    return ", ".join(part for part in (row_words.name_words(title), row_words.place_words(title)) if part)


def _package(one: Any) -> str:
    made = one.manifest.created if one.manifest is not None else one.gated.last_at
    return f"{one.source.name} ({moment(dt.datetime.fromisoformat(made))})" if made else one.source.name
