"""Penetapan: the result as it will be or was locked, its papers, its revisions, and what came after."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from kpm_desktop import workflows
from kpm_desktop.domain.contest_file import ContestFileError
from kpm_desktop.domain.contests import Decision
from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.decision import Result, ResultRow, grouped_fingerprint, overrides_of, revision_reason
from kpm_desktop.domain.names import search_key
from kpm_desktop.domain.search import search_text
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import parts
from kpm_desktop.ui.contests import decision_acts, honour_acts, obstacle_links
from kpm_desktop.ui.contests.ranking_rows import award_pill
from kpm_desktop.ui.contests.step_page import StepPage, scrolling
from kpm_desktop.ui.contests.steps import DECISION, ENTRIES, show_step
from kpm_desktop.ui.contests.words import number_key, score_key
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.pane_rows import PaneBody, wrapped
from kpm_desktop.ui.paper_flow import PaperFlow
from kpm_desktop.ui.parts import EmptyState, Offer
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.list_spec import Search
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.searched_table import SearchedTable
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import theme
from kpm_desktop.workflows.progress import Progress, Refused

_PANE = 400
PAPERS = (
    ("minutes", "Berita acara penilaian", "file-text"),
    ("recap", "Rekapitulasi nilai", "file-spreadsheet"),
    ("announcement", "Lembar pengumuman", "trophy"),
)
_FOREIGN_SHOWN = 200


class DecisionPage(StepPage):
    """The result of one contest."""

    def __init__(self, shell: Shell, contest: Uid) -> None:
        super().__init__(shell, contest, DECISION)
        self._decision: Decision | None = None
        self._result: Result | None = None
        self.lock_button = parts.button("Kunci hasil", "lock", "primary", "Ctrl+Return")
        self.lock_button.clicked.connect(self.finish)
        self.revise_button = parts.button("Perbaikan hasil…", "lock-open")
        self.revise_button.clicked.connect(self._revise)
        self.acts.addWidget(self.revise_button)
        self.acts.addWidget(self.lock_button)
        self.model = TableModel(_columns(), search=_search(), parent=self)
        self.view = TableView(self.model, "Hasil lomba")
        self.pane = PaneBody()
        self._scroll, _ = scrolling(self.pane)
        self.nothing = EmptyState("trophy", "Belum ada hasil yang dapat ditetapkan.")
        middle = parts.row(
            self.put_table(SearchedTable(self.model, self.view, self.nothing)), self._scroll, spacing=0
        )
        middle.setStretch(0, 1)
        self.body.addLayout(middle, 1)
        self.view.current_changed.connect(self._show_pane)
        self.refresh(None)
        self.view.go_to_first()

    def hint(self) -> str:
        """Say what the lock does."""
        return (
            "Hasil dikunci. Perubahan hanya lewat Perbaikan hasil"
            if self.is_locked
            else "Setelah dikunci, semua kertas dicetak dari satu hasil yang sama"
        )

    def regions(self) -> list[QWidget]:
        """Return strip, table, pane."""
        return [self.strip, self.view, self._scroll] if self._result else [self.strip, self.nothing]

    def print_rows(self) -> None:
        """Print the minutes (Ctrl+P)."""
        if self.is_locked:
            self._print("minutes", "Berita acara penilaian")

    def finish(self) -> None:
        """Lock the result (Ctrl+Enter), if nothing is in the way."""
        if self.lock_button.isEnabled() and not self.is_locked:
            decision_acts.lock_result(self.shell, self.contest)

    def take_measures(self) -> None:
        """Give the pane its share of the width."""
        super().take_measures()
        share = 30 if self.is_narrow else 36
        self._scroll.setFixedWidth(min(theme().size(_PANE), self.room * share // 100))

    # showing

    def show_content(self) -> None:
        """Show the result anew: the locked one as it was frozen, else as it would be."""
        locked = self.is_locked
        decisions = self.data_file.contests.decisions(self.contest)
        self._decision = decisions[0] if decisions else None
        found = [] if locked else obstacle_links.obstacles(self.shell, self.contest)
        obstacle_links.show_obstacles(self.shell, self.contest, found, self.remarks)
        self.lock_button.setEnabled(not found)
        self.lock_button.setVisible(not locked)
        self.revise_button.setVisible(locked)
        self._result = self._read(locked=locked)
        rows = []
        if self._result is not None:
            rows = [
                (f"{category.name}/{row.entry}".encode(), row, category.name)
                for category in self._result.categories
                for row in category.rows
            ]
        self.model.set_rows(rows)
        self._scroll.setVisible(bool(rows))
        self._show_pane(self.view.current_row())

    def _read(self, *, locked: bool) -> Result | None:
        if locked and self._decision is not None:
            result = workflows.decide_contest.locked_result(self._decision)
            return None if isinstance(result, Refused) else result
        choices = workflows.decide_contest.DecisionChoices(overrides=overrides_of(self.record.limits))
        try:
            return workflows.decide_contest.gather(self.data_file, self.contest, choices)
        except ContestFileError:
            return None

    def _show_pane(self, row: Row | None) -> None:
        self.pane.start()
        if self._result is None:
            self.pane.finish()
            return
        reason = revision_reason(self.record.limits)
        if reason:
            self.pane.put(parts.Notice(f"Perbaikan dibuka: {reason}. Hasil lama tetap tersimpan.", "warn"))
        if self.is_locked and self._decision is not None:
            self._put_locked(self._decision, self._result)
        else:
            self.pane.put(parts.label("Sementara", "title"))
            self.pane.put(wrapped("Belum ditetapkan. Pengumuman dan berita acara terbit setelah dikunci."))
            self._put_lost()
        if row is not None:
            self._put_row(row[1])
        self._put_revisions()
        self.pane.finish()

    def _put_locked(self, decision: Decision, result: Result) -> None:
        self.pane.put(parts.label("Hasil dikunci", "title"))
        number = decision.minutes_no or "belum diisi"
        day = long_date(decision.minutes_date) if decision.minutes_date else ""
        self.pane.put(wrapped(f"Berita acara {number}, {day}"))
        self.pane.put(wrapped(f"Sidik data: {grouped_fingerprint(decision.fingerprint)}", "hint"))
        for paper, words, icon in PAPERS:
            self._put_link(words, icon, partial(self._print, paper, words))
        act = partial(honour_acts.make_awards, self.shell, decision)
        self._put_link("Piagam penghargaan…", "certificate", act)
        act = partial(honour_acts.send_winners, self.shell, decision, result.level)
        self._put_link("Surat pengiriman…", "mail", act)
        winners = [row for category in result.categories for row in category.ranked if row.rank == 1]
        if winners:
            promote = partial(decision_acts.promote, self.shell, decision, winners, self._show_contest)
            above = workflows.print_delegation.ABOVE.get(result.level, "")
            self._put_link(f"Naikkan {len(winners)} juara ke {above}", "user-plus", promote)
        self._put_foreign()

    def _put_lost(self) -> None:
        """Tell which decisions of the plenary point at somebody who is not ranked now."""
        known = overrides_of(self.record.limits)
        lost = workflows.decide_contest.lost_overrides(self.data_file, self.contest, known) if known else ()
        for one in lost:
            back = partial(decision_acts.drop_lost_override, self.shell, self.contest, one)
            words = f"Keputusan pleno untuk peserta yang tidak diperingkat: {one.reason}"
            self.pane.put(parts.Notice(words, "warn", "F.222", (Offer("Hapus", back),)))

    def _put_foreign(self) -> None:
        """List what a merge brought under the locked result; it counts nowhere."""
        found = workflows.foreign_changes.foreign_changes(self.data_file, self.contest)
        if not found:
            return
        words = f"{len(found)} perubahan datang setelah hasil dikunci dan tidak dihitung."
        self.pane.put(8, parts.line(), parts.Notice(words, "warn"))
        for one in found[:_FOREIGN_SHOWN]:
            self.pane.put(wrapped(one.who or "Lomba"))
            self.pane.put(
                wrapped(f"{one.what}: {one.locked or 'kosong'} menjadi {one.now or 'kosong'}", "secondary")
            )
        more = len(found) - _FOREIGN_SHOWN
        if more > 0:
            self.pane.put(wrapped(f"dan {more} lagi. Semua tercatat di Riwayat.", "hint"))

    def _put_row(self, row: ResultRow) -> None:
        self.pane.put(8, parts.line(), parts.label(f"No. {row.number} {row.name}", "card", wrap=True))
        self.pane.put(wrapped(row.reason or row.state, "secondary"))
        if self.is_locked or row.rank is None:
            return
        act = partial(decision_acts.override, self.shell, self.contest, row)
        self._put_link("Pleno menetapkan lain…", "pencil", act)
        if row.override:
            back = partial(decision_acts.drop_override, self.shell, self.contest, row)
            self._put_link("Kembali ke peringkat menurut nilai", "arrow-back-up", back)

    def _put_revisions(self) -> None:
        decisions = self.data_file.contests.decisions(self.contest)
        older = decisions[1:] if self.is_locked else decisions
        if not older:
            return
        self.pane.put(8, parts.line(), parts.label("Hasil sebelumnya", "card"))
        for one in older:
            number = one.minutes_no or "tanpa nomor"
            act = partial(self._print, "minutes", f"Berita acara {number}", one)
            self._put_link(f"Berita acara {number}", "file-text", act)

    def _put_link(self, words: str, icon: str, act: Callable[[], object]) -> None:
        link = parts.offered((Offer(words, act, icon),), primary_first=False)[0]
        self.pane.put(parts.row(link, None))

    # acts

    def _revise(self) -> None:
        decision_acts.open_revision(self.shell, self.contest)

    def _print(self, paper: str, words: str, decision: Decision | None = None) -> None:
        shown = decision or self._decision
        if shown is not None:
            compose = partial(_paper, decision=shown, paper=paper)
            PaperFlow(self.shell, words, words.replace("/", "-"), compose, of=shown.uid).start()

    def _show_contest(self, contest: Uid) -> None:
        show_step(self.shell, contest, ENTRIES)


def _paper(data_file: DataFile, progress: Progress, *, decision: Decision, paper: Any) -> Any:
    return workflows.print_contest.locked_paper(data_file, decision, paper, progress)


def open_decision(shell: Shell, *, contest: Uid) -> DecisionPage:
    """Open the decision of a contest."""
    return DecisionPage(shell, contest)


def _search() -> Search:
    return Search(_searched, search_key, "Cari peserta, desa…", forgives=True)


def _searched(row: Row) -> str:
    shown: ResultRow = row[1]
    return search_text(shown.number, shown.name, shown.village, shown.district)


def _columns() -> tuple[Column, ...]:
    return (
        Column("Ke", lambda row: "–" if row[1].rank is None else str(row[1].rank), key="rank", align="right",
               width=44, as_loaded=True, sort_key=lambda row: row[1].rank, main=True),
        Column("Hasil", lambda row: _award(row[1]), kind="pill", key="award", width=132, empty=""),
        Column("No.", lambda row: row[1].number, key="number", sort_key=lambda row: number_key(row[1].number),
               width=46),
        Column("Peserta", lambda row: row[1].name, key="name", width=136, stretch=True, main=True,
               searched=True),
        Column("Desa", lambda row: row[1].village, key="village", width=150, stretch=True, searched=True,
               sub=lambda row: f"Kec. {row[1].district}" if row[1].district else ""),
        Column("Kategori", lambda row: row[2], key="category", width=90, low_priority=True),
        Column("Nilai", lambda row: row[1].score or "–", kind="number", key="score", align="right", width=72,
               sort_key=lambda row: score_key(row[1].score)),
    )  # fmt: skip


def _award(row: ResultRow) -> Pill | None:
    if row.state:
        return Pill(row.state, "err" if row.state == "Nilai kurang" else "neu")
    if row.override:
        return Pill(row.award or "Pleno", "warn", "signature")
    return award_pill(row.award)
