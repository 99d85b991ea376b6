"""Gabung data: what packages bring is looked at, chosen and merged; *Berbeda isi* keeps what stays open."""

from kpm_desktop.ui.merging.conflicts_page import ConflictsPage
from kpm_desktop.ui.merging.page import open_merge
from kpm_desktop.ui.page import Opener

OPENERS: dict[str, Opener] = {"merge": open_merge, "show_conflicts": ConflictsPage}
