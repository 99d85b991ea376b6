"""What papers cost in CPU: letters to 124 villages, a sheet for 300 people, a report, the whole book.

The sheet is measured beside a LongTable of platypus with the same rows as bare texts, in turn, so that the
machine's moods hit both alike; each turn has names of its own, so that no cache helps.
Goals: letters, sheet and report under 2 s each, the book under 20 s, letters and sheet linear in
their pages, the sheet at most 0.6 of the LongTable. Ends with 1 when one is missed. Run with
`python tests/run.py bench`.
"""

import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, LongTable, PageTemplate, TableStyle

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parents[2])]

from event_samples import add_event, event_file, mark_all  # noqa: E402 - the path comes first
from kpm_desktop.documents import attendance_sheet, fonts  # noqa: E402
from kpm_desktop.documents.attendance_sheet import AttendanceSheet  # noqa: E402
from kpm_desktop.documents.page import F4  # noqa: E402
from kpm_desktop.workflows import print_cadre_book, print_invitations, print_report  # noqa: E402
from paper_samples import sheet  # noqa: E402

ROUNDS = 7
NAMES = (
    "SITI CONTOHWATI",
    "H. ARYA UMPAMA",
    "DEWI MISALINA",
    "Hj. NUR UMPAMAWATI, S.Pd.I.,",
    "SEKAR PERAGANINGTYAS KUSUMAWARDANI, S.Sos.,",
)  # as long as in the design's samples
LIMIT, BOOK_LIMIT, SHARE, BENT = 2.0, 20.0, 0.6, 1.5


def seconds(act: Callable[[], object]) -> float:
    """Return the CPU seconds of an act."""
    before = time.process_time()
    act()
    return time.process_time() - before


def own_sheet(paper: AttendanceSheet) -> bytes:
    """Return our sheet."""
    return attendance_sheet.draw(attendance_sheet.compose(paper))


def long_table(paper: AttendanceSheet) -> bytes:
    """Return the same rows as platypus sets them: the head repeated, no row split, the zig-zag left out."""
    fonts.register()
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=(F4.width * mm, F4.height * mm), initialFontName="LS")
    frame = Frame(20 * mm, 28 * mm, 180 * mm, 279 * mm, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame]))
    rows: list[list[str]] = [["NO", "NAMA", "L/P", "JABATAN", "DESA / KELURAHAN", "TANDA TANGAN", ""]]
    rows += [
        [str(number), row.name, row.sex, row.post, row.village, str(number) if number % 2 else "",
         "" if number % 2 else str(number)]
        for number, row in enumerate(paper.rows, 1)
    ]  # fmt: skip
    widths = [width * mm for width in (9, 55, 9, 26, 33, 24, 24)]
    table = LongTable(rows, widths, [8.5 * mm, *[9.5 * mm] * (len(rows) - 1)], repeatRows=1)
    style = TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), "LS", 10),
            ("GRID", (0, 0), (-1, -1), 0.2 * mm, "#000000"),
            ("BACKGROUND", (0, 0), (-1, 0), "#E9E9E9"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
    )
    table.setStyle(style)
    document.build([table])
    return stream.getvalue()


def people(count: int, turn: int) -> AttendanceSheet:
    """Return a sheet for so many people whose names no other turn has."""
    names = tuple(f"{NAMES[place % len(NAMES)]} {turn}-{place:03}" for place in range(count))
    return sheet(F4, count, 10, names)


def main() -> int:
    """Measure, print, and tell whether every goal is met."""
    missed = []

    def told(name: str, value: float, limit: float, unit: str = "s CPU") -> None:
        print(f"{name:<52}{value:8.3f} {unit}, goal {limit}")
        if value > limit:
            missed.append(name)

    own_sheet(people(75, 0)), long_table(people(75, 0))
    pairs = []
    for turn in range(1, ROUNDS + 1):
        paper = people(300, turn)
        pairs.append((seconds(partial(own_sheet, paper)), seconds(partial(long_table, paper))))
    ours = statistics.median(one for one, _ in pairs)
    told("sheet for 300 people", ours, LIMIT)
    told("sheet beside a LongTable of the same rows", statistics.median(a / b for a, b in pairs), SHARE, "x")
    few = [people(75, turn) for turn in range(ROUNDS + 1, 2 * ROUNDS + 1)]
    quarter = statistics.median(seconds(partial(own_sheet, paper)) for paper in few)
    told("sheet for 300 beside four sheets for 75", ours / (4 * quarter), BENT, "x")
    with (
        tempfile.TemporaryDirectory() as folder,
        event_file(Path(folder), villages=124, districts=8) as file,
    ):
        session = add_event(file)
        mark_all(file, session)
        letters = partial(print_invitations.preview_invitations, file, session)
        letters()
        whole = statistics.median(seconds(letters) for _ in range(ROUNDS))
        told("letters for 124 villages", whole, LIMIT)
        villages = frozenset(line.uid for line in file.villages.find(file.now().date())[:31])
        choices = print_invitations.InvitationChoices(villages=villages)
        some = partial(print_invitations.preview_invitations, file, session, choices)
        quarter = statistics.median(seconds(some) for _ in range(ROUNDS))
        told("letters for 124 beside four times 31", whole / (4 * quarter), BENT, "x")
        report = partial(print_report.preview_report, file, session)
        told("report of 248 people", statistics.median(seconds(report) for _ in range(ROUNDS)), LIMIT)
    with (
        tempfile.TemporaryDirectory() as folder,
        event_file(Path(folder), villages=330, districts=24) as file,
    ):
        book = partial(print_cadre_book.cadre_book_pdf, file)
        told("book of a regency of 330 villages", seconds(book), BOOK_LIMIT)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
