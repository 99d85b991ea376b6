"""Score sheets for a judge, one a stage: prefilled, with the marks of a scan, frozen as printed (kind N).

Two forms: a grid of all entries, or a sheet for each entry that says what the marks mean.
"""

import dataclasses
import json
from collections.abc import Mapping
from types import ModuleType
from typing import Any, Literal

from kpm_desktop.documents import score_form, score_sheet
from kpm_desktop.documents.score_parts import ScoreSheetPaper, SheetColumn, SheetEntry
from kpm_desktop.domain.certificates import PrintLog
from kpm_desktop.domain.contests import Criterion, decimal_of
from kpm_desktop.domain.dates import weekday_date
from kpm_desktop.domain.names import upper_name
from kpm_desktop.domain.people import ERASED_NAME
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.rubric import choices_of, printed_criteria, rubric_mark
from kpm_desktop.domain.score_paper import printed_people
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
SheetForm = Literal["grid", "each"]
_FORMS: Mapping[SheetForm, ModuleType] = {"grid": score_sheet, "each": score_form}


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


def preview_sheet(
    data_file: DataFile, contest: Uid, stage: Uid, judge: Uid, form: SheetForm = "grid"
) -> SheetPreview:
    """Return a judge's sheet as it would be printed, marked KONSEP; F.216 where he is tied to an entry."""
    sheet = contest_sheets.sheet_of(data_file, contest, stage, judge)
    if sheet is None or not sheet.entries:
        return SheetPreview(b"", 0, (Problem("entries", "F.214"),))
    paper = _paper(data_file, contest, sheet, data_file.new_uid())
    document: Any = _FORMS[form]
    pdf = document.draw(paper, draft=True)
    return SheetPreview(pdf, document.placed(paper)[-1].page, _problems(data_file, contest, judge))


def print_sheet(
    data_file: DataFile,
    contest: Uid,
    stage: Uid,
    judge: Uid,
    form: SheetForm = "grid",
    *,
    target: str = "",
) -> PrintedScores | Refused:
    """Freeze a judge's sheet and return its PDF; refused with F.216 while a tie is not overruled."""
    sheet = contest_sheets.sheet_of(data_file, contest, stage, judge)
    if sheet is None or not sheet.entries:
        return Refused((Problem("entries", "F.214"),))
    if problems := _problems(data_file, contest, judge):
        return Refused(problems)
    uid = data_file.new_uid()
    paper = _paper(data_file, contest, sheet, uid)
    document: Any = _FORMS[form]
    pdf = document.draw(paper)
    head = {"v": 1, "title": paper.title, "judge": paper.judge, "stage": paper.stage, "day": paper.day}
    columns = printed_criteria(sheet.criteria)
    records = {one.uid: one for one in data_file.contests.entry_records(contest)}
    rows = printed_people(document.frozen_rows(paper), records)
    record = PrintedSheet(
        uid, "N", paper.code, sheet.uid, "A4", _text({**head, "form": form, "columns": columns}),
        _text(rows), _text(document.frozen_boxes(paper)),
    )  # fmt: skip
    with data_file.operation("print", WORDS["label"]) as operation:
        data_file.sheets.save(record)
        pages = document.placed(paper)[-1].page
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
    above = {one.uid: one.name for one in data_file.contests.criteria(sheet.stage.uid)}
    columns = tuple(_column(one, above) for one in sheet.criteria)
    total = sum(decimal_of(one.max_points) or 0 for one in sheet.criteria)
    place = [one.uid for one in data_file.contests.stages(contest)].index(sheet.stage.uid) + 1
    mark = rubric_mark(printed_criteria(sheet.criteria))
    year, is_sealed = record.year or today.year, data_file.contests.is_sealed(contest)
    return ScoreSheetPaper(
        letterhead=office_blocks.letterhead(data_file),
        title=decide_contest.contest_title(data_file, record),
        judge=_judge(sheet, data_file),
        judge_number=number,
        stage=sheet.stage.name,
        day=weekday_date(today),
        category=", ".join(categories),
        place_and_date=office_blocks.place_and_date(office, today),
        footer=f"{WORDS['sheet']} LP-{year}-{place:02}, tahap {place}, juri {number}, kriteria {mark}",
        code=sheet_code(uid),
        columns=columns,
        entries=tuple(
            SheetEntry(
                entry.uid, entry.number,
                "" if is_sealed else upper_name(entry.name, entry.title_front, entry.title_back),
                entry.village_name, entry.district_name, entry.category_name,
            )
            for entry in sheet.entries
        ),
        total=decimal_text(total),
    )  # fmt: skip


def _column(one: Criterion, names: Mapping[Uid, str]) -> SheetColumn:
    digits = len(one.max_points.split(".")[0])
    return SheetColumn(
        one.uid, one.name, shown_mark(one.max_points), digits if one.scale else max(digits, 2),
        shown_mark(one.weight), names.get(one.parent or b"", ""),
        tuple((shown_mark(choice.mark), choice.text) for choice in choices_of(one.scale)),
    )  # fmt: skip


def _judge(sheet: Sheet, data_file: DataFile) -> str:
    number = str(sheet.judge.number or "–")
    if sheet.judge.person is None:
        return f"{number}. {sheet.judge_name}"
    person = data_file.people.get(sheet.judge.person)
    return f"{number}. {upper_name(person.name, person.title_front, person.title_back) or ERASED_NAME}"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
