"""The event papers of the sample series: letters, name cards, money, minutes, report; amounts invented."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import (
    print_cards,
    print_invitations,
    print_minutes,
    print_report,
    print_speakers,
    print_transport,
)
from kpm_desktop.workflows.issued_papers import IssuedPrint
from kpm_desktop.workflows.print_invitations import InvitationChoices
from kpm_desktop.workflows.print_minutes import MinutesChoices
from kpm_desktop.workflows.print_report import ReportChoices
from kpm_desktop.workflows.print_transport import TransportChoices
from kpm_desktop.workflows.progress import Progress, Refused

LETTERS_OF: Final = dt.date(2019, 3, 29)
"""The day of the letters: before the first meeting."""
_TRANSPORT: Final = TransportChoices(
    amount_head=150_000, amount_other=100_000, officer_name="PPTK Contoh", treasurer_name="Bendahara Contoh"
)
PER_SESSION: Final = ("undangan", "narasumber", "kartu-nama", "transport", "berita-acara")
WORDS: Final = {"step": "Kertas kegiatan"}


class PaperRefusedError(Exception):
    """A paper of the sample breaks a rule of the program; a fault of ours."""


def event_papers(data_file: DataFile, sessions: Mapping[str, Uid], progress: Progress) -> dict[str, bytes]:
    """Freeze the papers of each session and the report of the whole series; returns the PDFs by file name.

    `sessions` are by the short names that stand in the file names; the report is named after the series.
    """
    papers: dict[str, bytes] = {}
    for done, (place, session) in enumerate(sessions.items()):
        progress.step(done, len(sessions), WORDS["step"])
        made = (
            _pdf(print_invitations.print_invitations(data_file, session, InvitationChoices(day=LETTERS_OF))),
            _pdf(print_speakers.print_speakers(data_file, session)),
            print_cards.session_cards(data_file, session).pdf,
            _pdf(print_transport.print_transport(data_file, session, _TRANSPORT)),
            _pdf(print_minutes.print_minutes(data_file, session, MinutesChoices())),
        )
        papers |= {f"{name}-{place}.pdf": pdf for name, pdf in zip(PER_SESSION, made, strict=True)}
    *_, last = sessions.values()
    report = ReportChoices(day=data_file.sessions.get(last).date, whole_series=True)
    papers["laporan-kegiatan.pdf"] = _pdf(print_report.print_report(data_file, last, report))
    return papers


def _pdf(printed: IssuedPrint | Refused) -> bytes:
    if isinstance(printed, Refused):
        raise PaperRefusedError(", ".join(f"{one.code} {dict(one.values)}" for one in printed.problems))
    return printed.pdf
