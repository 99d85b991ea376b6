"""Ketahanan hasil: every what-if, the margin of each rank, and how each judge marks. Advice, never a rank."""

from collections.abc import Sequence
from fractions import Fraction

from kpm_desktop import workflows
from kpm_desktop.domain import sensitivity
from kpm_desktop.domain.charts import Bar, BarChart, percent_axis
from kpm_desktop.domain.ranking import Ranking
from kpm_desktop.domain.ranking_reasons import score_text
from kpm_desktop.domain.sensitivity import ENOUGH_MARKS, JudgeProfile, Trial
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes
from kpm_desktop.ui import parts
from kpm_desktop.ui.chart_view import ChartView
from kpm_desktop.ui.contests.step_page import CONCERNS, scrolling
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.pane_rows import PaneBody, wrapped

ADVICE = "Hanya keterangan untuk pleno, tidak mengubah peringkat."


class FirmnessPage(FullPage):
    """How firm the result of one contest is."""

    help_topic = "contests"

    def __init__(self, shell: Shell, contest: Uid) -> None:
        super().__init__(shell, "Ketahanan hasil dan profil juri")
        self._contest = contest
        self.pane = PaneBody()
        self._scroll, _ = scrolling(self.pane, "plain")
        self.body.addWidget(self._scroll, 1)
        self.refresh(None)

    def hint(self) -> str:
        """Say that nothing here decides."""
        return ADVICE

    def refresh(self, changes: Changes | None) -> None:
        """Try everything anew."""
        if changes is not None and not {table for table, _ in changes.touched} & CONCERNS:
            return
        file = self.shell.workspace.data_file
        standing = workflows.contest_sheets.standing(file, self._contest)
        self.pane.start()
        self.pane.put(wrapped(ADVICE, "secondary"))
        if standing.stored is None or standing.ranking is None or not standing.ranking.ranking:
            self.pane.put(wrapped("Belum ada yang dapat diperingkat.", "muted"))
            self.pane.finish()
            return
        contest = standing.stored.contest
        numbers = {one.uid: one.number for one in file.contests.judges(self._contest)}
        self._judges = {
            name: f"juri {numbers.get(uid) or '–'}" for name, uid in standing.stored.judges.items()
        }
        self._stages = {one.id: one.name for one in contest.stages}
        self._names = {one.id: f"No. {one.id} {one.name}" for one in contest.entries}
        self._put_trials(sensitivity.trials(contest))
        self._put_margins(standing.ranking)
        self._put_judges(sensitivity.judge_profiles(contest))
        self.pane.finish()

    def _put_trials(self, trials: Sequence[Trial]) -> None:
        card = parts.Card("Bila satu juri tidak dihitung, atau bobot satu tahap bergeser 5")
        for one in trials:
            if one.kind == "judge":
                what = f"Tanpa {self._judges.get(one.of, one.of)}"
            else:
                what = f"Bobot {self._stages.get(one.of, one.of)} {'naik' if one.change > 0 else 'turun'} 5"
            moved = "; ".join(
                f"{self._names.get(move.entry, move.entry)} {move.before or '–'} menjadi {move.after or '–'}"
                for move in one.moves
            )
            tone, icon = ("warn", "alert-triangle") if one.moves else ("ok", "shield-check")
            line = parts.row(parts.Symbol(icon, tone, 16), wrapped(f"{what}: {moved or 'peringkat tetap'}."))
            line.setStretch(1, 1)
            card.body.addLayout(line)
        if not trials:
            card.body.addWidget(wrapped("Tidak ada yang dapat diuji.", "muted"))
        self.pane.put(card)

    def _put_margins(self, ranking: Ranking) -> None:
        margins = sensitivity.margins(ranking)
        ranked = [one for one in ranking.ranking if one.entry in margins]
        card = parts.Card("Jarak ke peringkat berikutnya")
        chart = ChartView()
        widest = max((float(margins[one.entry]) for one in ranked), default=0.0)
        bars = (
            Bar(
                f"{one.rank}. {self._names.get(one.entry, one.entry)}",
                float(margins[one.entry]),
                score_text(margins[one.entry]),
            )
            for one in ranked
        )
        chart.show_chart(BarChart(tuple(bars), widest or 1.0))
        card.body.addWidget(chart)
        self.pane.put(card)

    def _put_judges(self, profiles: Sequence[JudgeProfile]) -> None:
        card = parts.Card("Rata-rata nilai tiap juri, dari 100")
        chart = ChartView()
        shown = [one for one in profiles if one.mean is not None]
        bars = tuple(
            Bar(self._judges.get(one.judge, one.judge).capitalize(), float(one.mean or 0), _text(one.mean))
            for one in shown
        )
        chart.show_chart(BarChart(bars, 100.0, percent_axis()))
        card.body.addWidget(chart)
        for one in profiles:
            who = self._judges.get(one.judge, one.judge).capitalize()
            card.body.addWidget(wrapped(f"{who}: {profile_words(one)}.", "secondary"))
        self.pane.put(card)


def profile_words(one: JudgeProfile) -> str:
    """Return how a judge marks in words; below five marks nothing is told."""
    if one.mean is None:
        return f"{one.marks} nilai, profil mulai tampil dari {ENOUGH_MARKS} nilai"
    spread = f"{one.spread:.1f}".replace(".", ",") if one.spread is not None else "–"
    agreement = f", sejalan dengan juri lain {_text(one.agreement)} %" if one.agreement is not None else ""
    return f"{one.marks} nilai, rata-rata {_text(one.mean)}, sebaran {spread}{agreement}"


def _text(value: Fraction | None) -> str:
    return "–" if value is None else f"{float(value):.1f}".replace(".", ",")


def open_firmness(shell: Shell, *, contest: Uid) -> FirmnessPage:
    """Open how firm the result of a contest is."""
    return FirmnessPage(shell, contest)
