"""What is wrong on a sheet that is typed: in words, in which cells, and which total differs."""

from typing import NamedTuple

from kpm_desktop.domain.score_sheets import Sheet
from kpm_desktop.domain.scoring import mark_problems, shown_mark
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import messages
from kpm_desktop.ui.contests.score_rows import ScoreRow, score_row, turn_of
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.model import TableModel


class SheetNotice(NamedTuple):
    """A sentence with its tone and code."""

    sentence: str
    tone: str
    code: str


def sheet_notices(sheet: Sheet) -> list[SheetNotice]:
    """Return what is wrong at the turn of a sheet, in the order of the paper; totals only at the first."""
    turn = turn_of(sheet)
    found = [SheetNotice(messages.sentence(one), "warn", one.code) for one in sheet.paper_problems()]
    if turn is None:
        return found
    names = {entry.uid: entry.name for entry in sheet.entries}
    criteria = {one.uid: one for one in sheet.criteria}
    for entry in sheet.entries:
        for one in criteria.values():
            score = sheet.marks.get((entry.uid, one.uid))
            mark = "" if score is None else score.first if turn == "first" else score.second
            for problem in mark_problems(mark, one):
                limits = problem.values["limits"]
                words = f"{names[entry.uid]}, {one.name}: {shown_mark(mark)} di luar batas {limits}."
                found.append(SheetNotice(words, "err", problem.code))
    if turn == "first":
        names |= {one.uid: f"Jumlah ke bawah {one.name}" for one in sheet.criteria}
        for of, problem in sheet.total_troubles():
            values = problem.values
            words = f"{names[of]}: jumlah di layar {values['screen']}, di kertas {values['paper']}."
            found.append(SheetNotice(words, "warn", problem.code))
    return found


def wrong_total(sheet: Sheet, row: Row | None, column: Column | None) -> Uid | None:
    """Return which total of the current row or cell differs from the marks."""
    if row is None:
        return None
    if score_row(row).kind == "entry":
        return score_row(row).uid if sheet.row_problems(row[0]) else None
    for one in sheet.criteria:
        if column is not None and column.key == one.uid.hex() and sheet.column_problems(one.uid):
            return one.uid
    return None


def problem_cells(sheet: Sheet, model: TableModel) -> list[tuple[int, int]]:
    """Return the wrong cells of the grid as (row, column), in reading order."""
    paper = next((at for at, one in enumerate(model.columns) if one.key == "paper"), None)
    found = []
    for place, row in enumerate(model.shown_rows()):
        shown: ScoreRow = score_row(row)
        found += [(place, 2 + at) for at, wrong in enumerate(shown.wrong) if wrong]
        if paper is not None and shown.kind == "entry" and sheet.row_problems(shown.uid):
            found.append((place, paper))
    return found
