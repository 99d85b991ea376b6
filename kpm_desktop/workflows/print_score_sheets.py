"""Score sheets for a judge, one a stage: prefilled, with the marks of a scan, frozen as printed (kind N)."""

import dataclasses
import json

from kpm_desktop.documents import score_sheet
from kpm_desktop.documents.score_sheet import ScoreSheetPaper, SheetColumn, SheetEntry
from kpm_desktop.domain.certificates import PrintLog
from kpm_desktop.domain.contests import decimal_of
from kpm_desktop.domain.dates import weekday_date
from kpm_desktop.domain.names import upper_name
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.score_sheets import Sheet
from kpm_desktop.domain.scoring import shown_mark
from kpm_desktop.domain.sessions import PrintedSheet
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import decimal_text
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.workflows import contest_sheets, decide_contest, office_blocks
from kpm_desktop.workflows.print_attendance import sheet_code
from kpm_desktop.workflows.progress import Refused

WORDS = {"sheet": "Lembar Penilaian", "label": "Cetak lembar penilaian"}


@dataclasses.dataclass(frozen=True, slots=True)
class SheetPreview:
    """A sheet that was not recorded: the PDF and its pages."""

    pdf: bytes
    pages: int
    problems: tuple[Problem, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class PrintedScores:
    """A recorded sheet: the PDF, the frozen record, what the operation changed."""

    pdf: bytes
    sheet: PrintedSheet
    changes: Changes | None


def preview_sheet(data_file: DataFile, contest: Uid, stage: Uid, judge: Uid) -> SheetPreview:
    """Return a judge's sheet as it would be printed, marked KONSEP; F.216 where he is tied to an entry."""
    sheet = contest_sheets.sheet_of(data_file, contest, stage, judge)
    if sheet is None or not sheet.entries:
        return SheetPreview(b"", 0, (Problem("entries", "F.214"),))
    paper = _paper(data_file, contest, sheet, data_file.new_uid())
    pdf = score_sheet.draw(paper, draft=True)
    return SheetPreview(pdf, score_sheet.placed(paper)[-1].page, _problems(data_file, contest, judge))


def print_sheet(
    data_file: DataFile, contest: Uid, stage: Uid, judge: Uid, *, target: str = ""
) -> PrintedScores | Refused:
    """Freeze a judge's sheet and return its PDF; refused with F.216 while a tie is not overruled."""
    sheet = contest_sheets.sheet_of(data_file, contest, stage, judge)
    if sheet is None or not sheet.entries:
        return Refused((Problem("entries", "F.214"),))
    if problems := _problems(data_file, contest, judge):
        return Refused(problems)
    uid = data_file.new_uid()
    paper = _paper(data_file, contest, sheet, uid)
    pdf = score_sheet.draw(paper)
    head = {"v": 1, "title": paper.title, "judge": paper.judge, "stage": paper.stage, "day": paper.day}
    columns = [
        {"criterion": one.criterion.hex(), "name": one.name, "max": one.points} for one in paper.columns
    ]
    record = PrintedSheet(
        uid, "N", paper.code, sheet.uid, "A4", _text({**head, "columns": columns}),
        _text(score_sheet.frozen_rows(paper)), _text(score_sheet.frozen_boxes(paper)),
    )  # fmt: skip
    with data_file.operation("print", WORDS["label"]) as operation:
        data_file.sheets.save(record)
        pages = score_sheet.placed(paper)[-1].page
        entry = PrintLog(data_file.new_uid(), WORDS["sheet"], uid, f"1-{pages}", 1, "", target, 0)
        data_file.certificates.log_print(entry)
    return PrintedScores(pdf, record, operation.changes)


def _problems(data_file: DataFile, contest: Uid, judge: Uid) -> tuple[Problem, ...]:
    ties = contest_sheets.panel_conflicts(data_file, contest)
    return tuple(problem for one in ties if one.judge == judge for problem in one.problems)[:1]


def _paper(data_file: DataFile, contest: Uid, sheet: Sheet, uid: Uid) -> ScoreSheetPaper:
    office, record = data_file.office.get(), data_file.contests.get(contest)
    today = data_file.now().date()
    number = str(sheet.judge.number or "–")
    categories = dict.fromkeys(entry.category_name for entry in sheet.entries if entry.category_name)
    columns = tuple(
        SheetColumn(one.uid, one.name, shown_mark(one.max_points), max(len(one.max_points.split(".")[0]), 2))
        for one in sheet.criteria
    )
    total = sum(decimal_of(one.max_points) or 0 for one in sheet.criteria)
    place = [one.uid for one in data_file.contests.stages(contest)].index(sheet.stage.uid) + 1
    year, is_sealed = record.year or today.year, data_file.contests.is_sealed(contest)
    return ScoreSheetPaper(
        letterhead=office_blocks.letterhead(data_file),
        title=decide_contest.contest_title(record, office.upper_name),
        judge=_judge(sheet, data_file),
        judge_number=number,
        stage=sheet.stage.name,
        day=weekday_date(today),
        category=", ".join(categories),
        place_and_date=office_blocks.place_and_date(office, today),
        footer=f"{WORDS['sheet']} LP-{year}-{place:02}, tahap {place}, juri {number}",
        code=sheet_code(uid),
        columns=columns,
        entries=tuple(
            SheetEntry(
                entry.uid, entry.number,
                "" if is_sealed else upper_name(entry.name, entry.title_front, entry.title_back),
                entry.village_name, entry.district_name,
            )
            for entry in sheet.entries
        ),
        total=decimal_text(total),
    )  # fmt: skip


def _judge(sheet: Sheet, data_file: DataFile) -> str:
    number = str(sheet.judge.number or "–")
    if sheet.judge.person is None:
        return f"{number}. {sheet.judge_name}"
    person = data_file.people.get(sheet.judge.person)
    return f"{number}. {upper_name(person.name, person.title_front, person.title_back)}"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
