"""Peringkat: who stands where and why, which ties there are, and how firm the result is."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain import sensitivity
from kpm_desktop.domain.contests import Decision
from kpm_desktop.domain.decision import awards_of
from kpm_desktop.domain.file_names import safe_name
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs, exporting, parts
from kpm_desktop.ui.contest_sentences import contest_sentence
from kpm_desktop.ui.contests import acts, obstacle_links
from kpm_desktop.ui.contests.ranking_rows import (
    RankRow,
    columns_of,
    firmness,
    places_words,
    rank_row,
    rows_of,
    search,
    tie_words,
)
from kpm_desktop.ui.contests.step_page import StepPage
from kpm_desktop.ui.contests.steps import DECISION, RANKING, RUBRIC, show_step
from kpm_desktop.ui.form_opening import run
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.pane_rows import wrapped
from kpm_desktop.ui.paper_flow import PaperFlow
from kpm_desktop.ui.parts import EmptyState
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.searched_table import SearchedTable
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import theme
from kpm_desktop.workflows.progress import Progress


class RankingPage(StepPage):
    """The ranking of one contest as the marks stand now."""

    def __init__(self, shell: Shell, contest: Uid) -> None:
        super().__init__(shell, contest, RANKING)
        self._shape: tuple[object, ...] = ()
        self._rows: list[RankRow] = []
        self.print_button = parts.button("Cetak rekap", "printer", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_rows)
        self.lock_button = parts.button("Kunci hasil", "lock", "primary")
        self.lock_button.clicked.connect(self._to_decision)
        self.file_button = parts.button(
            "Simpan berkas lomba…", "file-export", tooltip="Berkas terbuka: siapa pun dapat menghitung ulang"
        )
        self.file_button.clicked.connect(self._save_file)
        self.acts.addWidget(self.file_button)
        self.acts.addWidget(self.print_button)
        self.acts.addWidget(self.lock_button)
        self.model = TableModel((), search=search(), parent=self)
        self.view = TableView(self.model, "Peringkat")
        self.nothing = EmptyState("trophy", "Belum ada yang dapat diperingkat.")
        self._list = self.put_table(SearchedTable(self.model, self.view, self.nothing))
        self._list.box.textChanged.connect(self._tell_hint)
        self._tie, self._firm = QVBoxLayout(), QVBoxLayout()
        for box in (self._tie, self._firm):
            box.setSpacing(theme().size(4))
            box.setContentsMargins(*(theme().size(side) for side in (16, 8, 16, 8)))
        band = parts.row(self._tie, parts.line(vertical=True), self._firm, spacing=0)
        band.setStretch(0, 1)
        band.setStretch(2, 1)
        self.band = parts.frame("foot", band)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(self.band)
        self.refresh(None)
        self.view.go_to_first()

    def hint(self) -> str:
        """Say how many are ranked and what the weights are."""
        ranked = sum(row.rank is not None for row in self._rows)
        active = sum(row.state in {"", "blocked"} for row in self._rows)
        weights = [one.weight for one in self.data_file.contests.stages(self.contest) if one.weight]
        words = f", bobot {' + '.join(weights)}".replace(".", ",") if weights else ""
        shown = len(self.model.shown_rows())
        found = f"{shown} dari {len(self._rows)} tampil, " if shown < len(self._rows) else ""
        return f"{found}{ranked} dari {active} peserta diperingkat{words}"

    def regions(self) -> list[QWidget]:
        """Return strip, table, band."""
        return [self.strip, self.view, self.band] if self._rows else [self.strip, self.nothing]

    def print_rows(self) -> None:
        """Print the recapitulation (Ctrl+P): the locked one, else with SEMENTARA across it."""
        if not self._rows:
            return
        decisions = self.data_file.contests.decisions(self.contest)
        title = "Rekapitulasi nilai"
        if self.is_locked and decisions:
            compose = partial(_locked_recap, decision=decisions[0])
        else:
            compose = partial(_recap, contest=self.contest)
        PaperFlow(self.shell, title, "Rekapitulasi nilai", compose, of=self.contest).start()

    def _tell_hint(self) -> None:
        self.hint_changed.emit(self.hint())

    def take_measures(self) -> None:
        """Leave out what has no room at this text size."""
        super().take_measures()
        narrow = self.is_narrow
        self.print_button.setText("" if narrow else "Cetak rekap")
        self.file_button.setText("" if narrow else "Simpan berkas lomba…")

    def _save_file(self) -> None:
        contest = self.contest

        def make(data_file: DataFile, _progress: Progress, target: Path) -> bytes:
            return workflows.rank_contest.export_contest(data_file, contest, target=target)

        suggested = f"{safe_name(self.record.name)}.json"
        exporting.write_file(self.shell, "Simpan berkas lomba", suggested, dialogs.CONTEST_FILES, make)

    # showing

    def show_content(self) -> None:
        """Rank anew."""
        standing = workflows.contest_sheets.standing(self.data_file, self.contest)
        found = obstacle_links.obstacles(self.shell, self.contest)
        locked = self.is_locked
        obstacle_links.show_obstacles(self.shell, self.contest, [] if locked else found, self.remarks)
        self.lock_button.setEnabled(not found and not locked)
        self.lock_button.setText("Hasil dikunci" if locked else "Kunci hasil")
        self.file_button.setEnabled(standing.stored is not None)
        self._rows = []
        if standing.stored is not None and standing.ranking is not None:
            contest = standing.stored.contest
            self._lines = standing.stored.lines
            self._judges = self._judge_words(standing.stored.judges)
            awards = awards_of(self.record.limits)
            self._rows = rows_of(standing.ranking, contest, self._lines, awards, self._judges)
            self._stored, self._ranking = standing.stored, standing.ranking
            self._show_table()
            self._trials = sensitivity.trials(contest) if standing.ranking.ranking else []
        elif standing.fault is not None:
            self.nothing.say(contest_sentence(standing.fault.fault, standing.fault.values))
        if not self._rows:
            self.model.set_rows([])
        self.band.setVisible(bool(self._rows))
        self._show_band(self.view.current_row())

    def _judge_words(self, judges: Mapping[str, Uid]) -> dict[str, str]:
        numbers = {one.uid: one.number for one in self.data_file.contests.judges(self.contest)}
        return {name: f"juri {numbers[uid] or '–'}" for name, uid in judges.items()}

    def _show_table(self) -> None:
        contest = self._stored.contest
        categories = {row.category for row in self._rows}
        shape = tuple((one.id, one.name, one.weight) for one in contest.stages), len(categories) > 1
        if shape != self._shape:
            self._shape = shape
            columns = columns_of(contest, with_categories=len(categories) > 1)
            self.model = TableModel(columns, search=search(), parent=self)
            self.view = TableView(self.model, "Peringkat", row_height="row_dense")
            self.view.current_changed.connect(self._show_band)
            self.view.opened.connect(self._open_entry)
            self._list.take(self.model, self.view)
        self.model.set_rows(self._rows)

    def _show_band(self, row: Row | None) -> None:
        parts.clear(self._tie)
        parts.clear(self._firm)
        if not self._rows:
            return
        current = rank_row(row) if row is not None else self._rows[0]
        self._put_tie(current)
        self._put_firmness(current.category)

    def _put_tie(self, current: RankRow) -> None:
        if places := places_words(current, self._stored.contest):
            self._tie.addWidget(
                wrapped(f"No. {current.number} {current.name} per tahap: {places}.", "secondary")
            )
        ties = self._ranking.ties
        tie = next((one for one in ties if current.entry in one.entries), ties[0] if ties else None)
        if tie is None:
            self._tie.addWidget(parts.label("Tidak ada nilai yang sama", "card"))
            names = ", ".join(self._ladder()) or "belum diatur"
            self._tie.addWidget(wrapped(f"Urutan pemutus nilai sama: {names}.", "secondary"))
            self._tie.addStretch(1)
            return
        words = tie_words(tie, self._ranking, self._stored.contest, self._lines)
        pill = parts.Pill(f"Nilai sama {words.score}", "warn", "equal")
        self._tie.addLayout(parts.row(parts.label(words.title, "card"), pill, None))
        ladder = words.ladder or "belum diatur"
        self._tie.addWidget(wrapped(f"Urutan pemutus nilai sama: {ladder}.", "secondary"))
        tone, icon = ("warn", "alert-triangle") if words.is_shared else ("ok", "circle-check")
        line = parts.row(parts.Symbol(icon, tone, 16), wrapped(words.decided))
        line.setStretch(1, 1)
        self._tie.addLayout(line)
        change = parts.button("Ubah urutan pemutus", "adjustments")
        change.clicked.connect(self._to_rubric)
        buttons = parts.row(change)
        if "lot" in self._stored.contest.ties and not self.is_locked:
            draw = parts.button("Catat undian…", "pencil")
            draw.clicked.connect(partial(self._draw_lots, words.entries))
            buttons.addWidget(draw)
        buttons.addStretch(1)
        self._tie.addLayout(buttons)
        self._tie.addStretch(1)

    def _ladder(self) -> list[str]:
        contest = self._stored.contest
        names = {f"stage:{one.id}": one.name for one in contest.stages} | {"lot": "undian"}
        for stage in contest.stages:
            names |= {f"criterion:{stage.id}/{one.id}": one.name for one in stage.criteria}
        return [f"{place}. {names[rung]}" for place, rung in enumerate(contest.ties, 1)]

    def _put_firmness(self, category: str) -> None:
        link = parts.button("Semua uji dan profil juri", kind="link")
        link.clicked.connect(self._open_firmness)
        self._firm.addLayout(parts.row(parts.label("Seberapa kuat hasil ini", "card"), None, link))
        contest = self._stored.contest
        for tone, words in firmness(self._trials, category, self._judges, contest)[:3]:
            icon = "shield-check" if tone == "ok" else "alert-triangle"
            line = parts.row(parts.Symbol(icon, tone, 16), wrapped(words))
            line.setStretch(1, 1)
            self._firm.addLayout(line)
        apart = workflows.contest_sheets.judges_apart(self.data_file, self.contest)
        if apart:
            first = apart[0].problem
            words = f"{len(apart)} nilai antarjuri berselisih jauh ({first.code})."
            self._firm.addLayout(parts.row(parts.Symbol("alert-triangle", "warn", 16), wrapped(words)))
        self._firm.addWidget(wrapped("Hanya keterangan untuk pleno, tidak mengubah peringkat.", "hint"))
        self._firm.addStretch(1)

    # acts

    def _draw_lots(self, entries: tuple[str, ...], _checked: bool = False) -> None:
        """Note the drawn numbers, in the order of the entries shown."""
        if not acts.may_change(self.shell, self.contest):
            return
        numbers = " dan ".join(f"No. {self._lines[entry].number}" for entry in entries)
        typed = dialogs.ask_text(
            self.shell.window(),
            f"Nomor undian {numbers}, urut, dipisah spasi",
            "Nomor undian",
            "Catat undian",
        )
        if typed is None:
            return
        lots = typed.replace(",", " ").split()
        if (
            len(lots) != len(entries)
            or not all(one.isdecimal() for one in lots)
            or len(set(lots)) != len(lots)
        ):
            self.shell.say(f"Ketik {len(entries)} nomor yang berbeda.")
            return
        uids = [self._lines[entry].uid for entry in entries]
        drawn = dict(zip(uids, map(int, lots), strict=True))
        run(
            self.shell, "edit", "Catat hasil undian", lambda file: file.contests.save_lots(drawn)
        )  # fmt: skip

    def _open_entry(self, row: Row) -> None:
        """Show the entry's sheet: the first that lacks a mark of his, else the first he is on."""
        found = [
            one
            for one in workflows.contest_sheets.sheets(self.data_file, self.contest)
            if any(entry.uid == row[0] for entry in one.entries)
        ]
        if not found:
            self.shell.say("Peserta ini tidak ada di lembar nilai mana pun.")
            return
        lacking = (one for one in found if any(not one.mark(row[0], each.uid).final for each in one.criteria))
        sheet = next(lacking, found[0])
        stage, judge = sheet.stage.uid, sheet.judge.uid
        self.shell.go("contests")
        self.shell.open("contest-scores", contest=self.contest, stage=stage, judge=judge, entry=row[0])

    def _open_firmness(self, _checked: bool = False) -> None:
        self.shell.open("contest-firmness", contest=self.contest)

    def _to_decision(self) -> None:
        show_step(self.shell, self.contest, DECISION)

    def _to_rubric(self) -> None:
        show_step(self.shell, self.contest, RUBRIC)


def _recap(data_file: DataFile, progress: Progress, *, contest: Uid) -> Any:
    return workflows.print_contest.provisional_recap(data_file, contest, progress)


def _locked_recap(data_file: DataFile, progress: Progress, *, decision: Decision) -> Any:
    return workflows.print_contest.locked_paper(data_file, decision, "recap", progress)


def open_ranking(shell: Shell, *, contest: Uid) -> RankingPage:
    """Open the ranking of a contest."""
    return RankingPage(shell, contest)
