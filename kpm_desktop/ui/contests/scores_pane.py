"""Beside the typing grid: the sheets of the stage with their states, and what differs on closed ones."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from kpm_desktop.domain.score_sheets import Apart, Sheet
from kpm_desktop.domain.scoring import shown_mark
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import parts
from kpm_desktop.ui.contests.score_rows import sheet_pill, turn_of
from kpm_desktop.ui.pane_rows import PaneBody, wrapped
from kpm_desktop.ui.parts import Offer
from kpm_desktop.ui.theme import theme

_SHOWN = 6


class ScoresPane(PaneBody):
    """The pane of one stage."""

    def __init__(self, choose: Callable[[Uid], object], decide: Callable[[Sheet], object]) -> None:
        super().__init__()
        self._choose, self._decide = choose, decide
        self.links: dict[Uid, QWidget] = {}

    def show_sheets(self, sheets: Sequence[Sheet], current: Sheet | None, apart: Sequence[Apart]) -> None:
        """Show the sheets of the current one's stage."""
        self.start()
        self.links = {}
        if current is None:
            self.finish()
            return
        self.put(parts.label(f"Lembar {current.stage.name}", "card", wrap=True))
        mine = [one for one in sheets if one.stage.uid == current.stage.uid]
        for sheet in mine:
            self._put_sheet(sheet, is_current=sheet.uid == current.uid)
        for sheet in mine:
            if sheet.state == "different":
                self._put_differences(sheet)
        if turn_of(current) == "second":
            symbol = parts.Symbol("eye-off", "muted", 16)
            words = wrapped("Isian ke-1 tidak tampil selama isian ke-2.", "hint")
            line = parts.row(symbol, words)
            line.setStretch(1, 1)
            self.put(8, line)
        elif apart:
            self._put_apart(apart)
        self.finish()

    def _put_sheet(self, sheet: Sheet, *, is_current: bool) -> None:
        words = f"Juri {sheet.judge.number or '–'}" + (" (ketua)" if sheet.judge.chief else "")
        link = parts.button(words, kind="plain")
        parts.set_property(link, "bold", "true" if is_current else "false")
        parts.describe(link, f"{words}, {sheet_pill(sheet).text}", tooltip=sheet.judge_name)
        link.clicked.connect(partial(self._chosen, sheet.judge.uid))
        self.links[sheet.judge.uid] = link
        pill = sheet_pill(sheet)
        inner = parts.row(link, None, parts.Pill(pill.text, pill.tone, pill.icon))
        inner.setContentsMargins(theme().size(6), theme().size(2), theme().size(6), theme().size(2))
        self.put(parts.frame("chosen" if is_current else "plain", inner))

    def _put_differences(self, sheet: Sheet) -> None:
        link = parts.go_link(Offer("Putuskan", partial(self._decide, sheet)))
        self.put(parts.line(), parts.row(
            parts.label(f"Perbedaan juri {sheet.judge.number or '–'}", "card"), None, link
        ))  # fmt: skip
        self.put(wrapped("Isian kedua diketik tanpa melihat yang pertama, urutan peserta diacak.", "hint"))
        numbers = {entry.uid: entry.number for entry in sheet.entries}
        names = {one.uid: one.name for one in sheet.criteria}
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for place, title in enumerate(("No.", "Indikator", "Ke-1", "Ke-2")):
            grid.addWidget(parts.label(title, "secondary"), 0, place)
        differing = sheet.differing()
        for row, score in enumerate(differing[:_SHOWN], 1):
            texts = (
                numbers.get(score.entry or b"", ""), names.get(score.criterion or b"", ""),
                shown_mark(score.first) or "kosong", shown_mark(score.second) or "kosong",
            )  # fmt: skip
            for place, text in enumerate(texts):
                grid.addWidget(wrapped(text) if place == 1 else parts.label(text), row, place)
        self.put(grid)
        more = len(differing) - _SHOWN
        words = f"dan {more} sel lagi. " if more > 0 else ""
        self.put(wrapped(f"{words}Pilih menurut kertas: ke-1, ke-2, atau ketik lagi.", "hint"))

    def _put_apart(self, apart: Sequence[Apart]) -> None:
        first = apart[0]
        words = f"{len(apart)} nilai antarjuri berselisih jauh, mulai dari {first.criterion}"
        difference = first.problem.values.get("difference", "")
        self.put(8, parts.Notice(f"{words} ({difference} poin).", "warn", first.problem.code))

    def _chosen(self, judge: Uid, _checked: bool = False) -> None:
        self._choose(judge)
