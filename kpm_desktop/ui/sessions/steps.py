"""The seven steps of a session, as they stand. Pure: what is shown in the strip and in the column Langkah."""

import dataclasses
from typing import Literal

from kpm_desktop.domain.sessions import SessionLine
from kpm_desktop.domain.words import thousands
from kpm_desktop.ui.sessions.paper_pages import Paper
from kpm_desktop.ui.tables.column import Pill

State = Literal["done", "now", "waiting"]
INVITATION, SHEET, ATTENDANCE, PAPER = "invitation", "sheet", "attendance", "paper"
CERTIFICATE, REPORT, ARCHIVE = "certificate", "report", "archive"
BY_HAND = (INVITATION, REPORT, ARCHIVE)
"""Steps that are done when their paper left the program, or when the operator ticks them."""
WORDS = {
    INVITATION: "Undangan",
    SHEET: "Daftar hadir",
    ATTENDANCE: "Kehadiran",
    PAPER: "Cocok kertas",
    CERTIFICATE: "Sertifikat",
    REPORT: "Laporan",
    ARCHIVE: "Arsip",
}
ELSEWHERE = {"assignment": "Surat tugas", "biodata": "Biodata narasumber", "receipts": "Kuitansi"}
"""Papers of an event that are not printed by the program: ticked by hand."""
ACTS = {
    INVITATION: "Cetak undangan",
    SHEET: "Cetak daftar hadir",
    ATTENDANCE: "Tandai kehadiran",
    PAPER: "Cocokkan dengan kertas",
    CERTIFICATE: "Buka Sertifikat",
    REPORT: "Cetak laporan kegiatan",
    ARCHIVE: "Arsipkan semua",
}
"""What the button of a step does."""
ICONS = {
    INVITATION: "mail",
    SHEET: "file-text",
    ATTENDANCE: "clipboard-check",
    PAPER: "list-numbers",
    CERTIFICATE: "certificate",
    REPORT: "file-text",
    ARCHIVE: "lock",
}
_STATE_WORDS = {"done": "selesai", "now": "sekarang", "waiting": "menunggu"}


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """A step: what it is, how far it is, and a few words about it."""

    key: str
    state: State
    sub: str

    @property
    def word(self) -> str:
        """Return its name."""
        return WORDS[self.key]

    @property
    def spoken(self) -> str:
        """Return the step as a screen reader says it."""
        return f"{self.word}, {_STATE_WORDS[self.state]}: {self.sub}"


def steps_of(session: SessionLine, paper: Paper) -> tuple[Step, ...]:
    """Return the steps in order; the first that is not done is `now`, an archived session has none."""
    done = {
        INVITATION: INVITATION in session.ticks,
        SHEET: session.sheets > 0,
        ATTENDANCE: session.invited > 0 and session.unmarked == 0,
        PAPER: paper.agrees,
        CERTIFICATE: session.certificates > 0,
        REPORT: REPORT in session.ticks,
        ARCHIVE: ARCHIVE in session.ticks,
    }
    now = "" if done[ARCHIVE] else next((key for key, is_done in done.items() if not is_done), "")
    return tuple(
        Step(
            key, "done" if is_done else "now" if key == now else "waiting", _sub(key, session, paper, is_done)
        )
        for key, is_done in done.items()
    )


def step_pill(session: SessionLine, steps: tuple[Step, ...], *, is_coming: bool) -> Pill:
    """Return the word of the column Langkah: the step that is to be done now."""
    if session.status == "cancelled":
        return Pill("Batal", "neu", "ban")
    now = next((step.key for step in steps if step.state == "now"), "")
    if not now:
        return Pill("Diarsipkan", "neu", "lock")
    if now == ATTENDANCE and is_coming and session.unmarked == session.invited:
        return Pill("Siap", "ok", "circle-check")
    tones = {ATTENDANCE: "warn", PAPER: "warn", CERTIFICATE: "info"}
    return Pill(WORDS[now], tones.get(now, "neu"), ICONS[now])  # type: ignore[arg-type]


def _sub(  # noqa: PLR0911 (one match, by design)
    key: str, session: SessionLine, paper: Paper, is_done: bool
) -> str:
    match key:
        case "invitation":
            return f"{thousands(session.invited)} diundang" if session.invited else "belum ada"
        case "sheet":
            return paper.words or "belum dicetak"
        case "attendance":
            if not session.invited:
                return "belum ada"
            return (
                f"{thousands(session.unmarked)} belum ditandai"
                if session.unmarked
                else f"{thousands(session.present)} hadir"
            )
        case "paper":
            differing = [page for page in paper.pages if page.state == "differs"]
            if differing:
                return f"hlm. {differing[0].page} beda {differing[0].difference}"
            counted = sum(page.state != "open" for page in paper.pages)
            return f"{counted} dari {len(paper.pages)} hlm." if paper.pages else "menunggu"
        case "certificate":
            return f"{thousands(session.certificates)} terbit" if session.certificates else "menunggu"
        case _:
            return "selesai" if is_done else "menunggu"
