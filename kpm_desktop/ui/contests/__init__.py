"""The tab *Lomba*: contests with their stages and criteria, and the entries with their documents."""

from kpm_desktop.ui.contests.page import ContestsPage
from kpm_desktop.ui.contests.rubric_page import open_rubric
from kpm_desktop.ui.page import Opener, Tab

TAB = Tab("contests", "Lomba", "trophy", ContestsPage)
OPENERS: dict[str, Opener] = {"contest-rubric": open_rubric}
