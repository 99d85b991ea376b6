"""What the standard printer says to a run before it is issued: does it take the paper, how it is shifted."""

from functools import lru_cache

from PySide6.QtPrintSupport import QPrinterInfo

from kpm_desktop.domain.problem import Problem
from kpm_desktop.settings import Settings
from kpm_desktop.ui import messages, printer_places
from kpm_desktop.ui.certificates.before_issue import Finding
from kpm_desktop.ui.certificates.issuing import stock_of
from kpm_desktop.ui.certificates.run_choices import RunChoices
from kpm_desktop.ui.printing import PrintChoices, make_printer, take_paper

SHEETS = {"A4": (297.0, 210.0), "F4": (330.0, 215.0)}


def printer_findings(choices: RunChoices, settings: Settings) -> list[Finding]:
    """Return what is to be said about the standard printer; nothing when there is none."""
    name = QPrinterInfo.defaultPrinterName()
    if not name:
        return []
    return findings_of(name, _paper_problem(name, choices.paper), choices, settings)


def findings_of(
    printer: str, problem: Problem | None, choices: RunChoices, settings: Settings
) -> list[Finding]:
    """Return F.406 when the printer refused the paper, and for a blangko how its print is shifted."""
    found = []
    if problem is not None:
        words = f"{messages.sentence(problem)} Printer: {printer}."
        found.append(Finding("err", words, problem.code))
    stock = stock_of(choices)
    if stock:
        shift = printer_places.offsets(settings, [printer], stock).get((printer, ""))
        if shift is None:
            found.append(Finding("warn", f"{printer} belum dikalibrasi untuk blangko."))
        else:
            right, down = (f"{one:+g}".replace(".", ",") for one in shift)
            found.append(Finding("ok", f"{printer}: geser kanan {right} mm, bawah {down} mm"))
    return found


@lru_cache(maxsize=16)
def _paper_problem(printer: str, paper: str) -> Problem | None:
    return take_paper(make_printer(PrintChoices(printer)), *SHEETS[paper])
