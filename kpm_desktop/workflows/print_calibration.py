"""The calibration page of a printer: A4 and F4, both ways round. Source: paper.md section 3.5."""

from kpm_desktop.documents import calibration_page
from kpm_desktop.documents.page import PAPERS


def calibration_pdf(paper: str = "", *, across: bool | None = None) -> bytes:
    """Return the pages for one paper or all, upright, across, or both ways. KeyError for an unknown paper."""
    sheets = [PAPERS[paper]] if paper else list(PAPERS.values())
    turned = [False, True] if across is None else [across]
    return calibration_page.draw([one.landscape() if way else one for one in sheets for way in turned])
