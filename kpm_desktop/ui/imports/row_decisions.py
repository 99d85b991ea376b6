"""What the operator decides about single rows of an import: repairs, answers, ticks; the pane that asks."""

from collections.abc import Callable, Sequence
from typing import Any

from kpm_desktop import workflows
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import VillageLine
from kpm_desktop.log import LOGGER
from kpm_desktop.ui.imports.columns_step import Steps
from kpm_desktop.ui.imports.row_pane import RowActs, RowFacts, RowPane
from kpm_desktop.ui.imports.words import cell_text


class RowDecisions:
    """The pane of the step *Periksa* and what it decides in the session of the page.

    `villages` are those to choose from; `changed` gets the key of a row that need not be judged anew.
    """

    def __init__(
        self,
        page: Steps,
        villages: Callable[[], Sequence[VillageLine]],
        changed: Callable[[tuple[str, int]], object],
    ) -> None:
        self._page, self._villages, self._changed = page, villages, changed
        self.pane = RowPane(RowActs(self._repair, self._answer, self._leave_out, self._revealed))

    def show(self, found: Any) -> None:
        """Show a row of the preview in the pane; None: no row is current."""
        if found is None:
            self.pane.show_facts(None)
            return
        session = self._page.session
        view = next(one for one in session.preview.sheets if one.sheet.name == found.sheet)
        cells = [
            (column.heading or f"Kolom {column.place + 1}", column.target, text)
            for column in view.header.columns
            if (text := cell_text(found.raw[column.place])) or column.target
        ]
        asked = _village_asked(found)
        facts = RowFacts(
            found,
            cells,
            dict(session.choices.repairs.get(found.key, {})),
            self._villages(),
            sum(_village_asked(row) == asked for row in session.preview.rows),
            asked not in session.choices.unremembered,
            session.choices.people.get(found.key, ""),
            sum(one.is_read for one in session.preview.sheets) > 1,
            session.kind.words,
        )
        self.pane.show_facts(facts)

    def tick(self, found: Any, field: str, taken: bool) -> None:
        """Take a changed field of somebody already there, or leave it."""
        session = self._page.session
        now = next(row for row in session.preview.rows if row.key == found.key)
        fields = frozenset(one.field for one in now.changes if one.taken)
        fields = fields | {field} if taken else fields - {field}
        session.preview = workflows.import_choosing.with_ticks(session.preview, found.key, fields)
        self._chosen(found.key)

    # what the pane asks for

    def _repair(self, found: Any, typed: dict[str, str], village: Uid | None, remembered: bool) -> None:
        session, key = self._page.session, found.key
        repairs = {**session.choices.repairs.get(key, {}), **typed}
        if village is not None:
            repairs |= self._village_chosen(found, village, remembered=remembered)
        if repairs:
            session.decide(repairs={**session.choices.repairs, key: repairs})
        self._page.renew()

    def _village_chosen(self, found: Any, village: Uid, *, remembered: bool) -> dict[str, str]:
        """Let an unknown text mean a village in all rows; for a row that names one, return its repair."""
        session = self._page.session
        if found.draft.village_text and not found.draft.village_code:
            asked = _village_asked(found)
            unremembered = session.choices.unremembered - {asked}
            if not remembered:
                unremembered |= {asked}
            session.decide(villages={**session.choices.villages, asked: village}, unremembered=unremembered)
            return {}
        line = next(one for one in self._villages() if one.uid == village)
        return {
            "village_text": line.name,
            "district_text": line.district_name,
            "village_code": line.village_code,
        }

    def _answer(self, found: Any, answer: str) -> None:
        session = self._page.session
        session.decide(people={**session.choices.people, found.key: answer})
        self._page.renew()

    def _leave_out(self, found: Any, left_out: bool) -> None:
        session = self._page.session
        session.preview = workflows.import_choosing.with_left_out(
            session.preview, found.key, left_out=left_out
        )
        self._chosen(found.key)

    def _chosen(self, key: tuple[str, int]) -> None:
        session = self._page.session
        session.choices = session.preview.choices
        self._changed(key)

    def _revealed(self) -> None:
        LOGGER.info("a NIK was shown in an import")


def _village_asked(row: Any) -> tuple[str, str]:
    return row.draft.village_text, row.draft.district_text
