"""Rekapitulasi, berita acara and announcement: all drawn from one frozen result and nothing else."""

from typing import Literal

from kpm_desktop.documents import announcement, contest_minutes, recap
from kpm_desktop.documents.drawing import Drawing
from kpm_desktop.domain.contests import Decision
from kpm_desktop.domain.decision import Result
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import decide_contest, live_papers
from kpm_desktop.workflows.issued_papers import PaperPreview
from kpm_desktop.workflows.progress import Progress, Refused

ResultPaper = Literal["recap", "minutes", "announcement"]
PAPER_WORDS: dict[ResultPaper, str] = {
    "recap": "Rekapitulasi nilai",
    "minutes": "Berita acara penilaian",
    "announcement": "Lembar pengumuman",
}


def provisional_recap(data_file: DataFile, contest: Uid, progress: Progress | None = None) -> PaperPreview:
    """Return the recapitulation of a result that is not locked, with SEMENTARA across it."""
    result = decide_contest.gather(data_file, contest)
    return live_papers.live_paper(recap.compose(result, "", _emblem(data_file, result)), progress)


def locked_paper(
    data_file: DataFile, decision: Decision, paper: ResultPaper, progress: Progress | None = None
) -> PaperPreview:
    """Return a paper of a locked result; with F.219 and no page when its text is not as it was locked."""
    result = decide_contest.locked_result(decision)
    if isinstance(result, Refused):
        return PaperPreview(b"", 0, tuple[Problem, ...](result.problems))
    return live_papers.live_paper(drawing_of(data_file, decision, result, paper), progress)


def drawing_of(data_file: DataFile, decision: Decision, result: Result, paper: ResultPaper) -> Drawing:
    """Return a paper of a locked result as it is drawn."""
    emblem = _emblem(data_file, result)
    match paper:
        case "recap":
            return recap.compose(result, decision.fingerprint, emblem)
        case "minutes":
            changes = decide_contest.revision_changes(data_file, decision)
            return contest_minutes.compose(result, decision.fingerprint, emblem, changes)
        case "announcement":
            return announcement.compose(result, decision.fingerprint, emblem)


def _emblem(data_file: DataFile, result: Result) -> bytes | None:
    name = result.office["emblem"]
    return data_file.asset(name)[1] if name else None
