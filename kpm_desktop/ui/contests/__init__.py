"""The tab *Lomba*: contests with their six steps, from the criteria to the locked result."""

from kpm_desktop.ui.contests.decision_page import open_decision
from kpm_desktop.ui.contests.differences_page import open_differences
from kpm_desktop.ui.contests.firmness_page import open_firmness
from kpm_desktop.ui.contests.judges_page import open_judges
from kpm_desktop.ui.contests.page import ContestsPage
from kpm_desktop.ui.contests.ranking_page import open_ranking
from kpm_desktop.ui.contests.rubric_page import open_rubric
from kpm_desktop.ui.contests.scores_page import open_scores
from kpm_desktop.ui.contests.sheet_printing import open_sheet_printing
from kpm_desktop.ui.page import Opener, Tab

TAB = Tab("contests", "Lomba", "trophy", ContestsPage)
OPENERS: dict[str, Opener] = {
    "contest-rubric": open_rubric,
    "contest-judges": open_judges,
    "contest-scores": open_scores,
    "contest-differences": open_differences,
    "contest-ranking": open_ranking,
    "contest-firmness": open_firmness,
    "contest-decision": open_decision,
    "contest-print-sheets": open_sheet_printing,
}
