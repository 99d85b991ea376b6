"""One merge while it is looked at, chosen and done; it outlives its page, so it can be taken up again."""

import dataclasses
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from kpm_desktop import workflows
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.contested import Contested, Side
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.merge_preview import MergePreview
from kpm_desktop.store.merging import Merged
from kpm_desktop.ui.merging.lines import Group, record_lines
from kpm_desktop.workflows.progress import Progress

COMING: tuple[Group, ...] = ("new", "changed", "deleted", "erased")
"""The groups that are taken without asking."""


@dataclasses.dataclass(slots=True)
class MergeSession:
    """What was opened (`receive_package.Opened`), what it would do, what was chosen, and what came of it."""

    opened: Any
    preview: MergePreview | None = None
    chosen: dict[tuple[str, Uid, str], Uid] = dataclasses.field(default_factory=dict)
    merged: Merged | None = None
    is_undone: bool = False
    undo: Uid | None = None
    """The operation that took the merge back, where it is known."""

    @property
    def sender(self) -> str:
        """The PCs it comes from."""
        return ", ".join(dict.fromkeys(one.sender for one in self.opened.taken))

    @property
    def found(self) -> MergePreview:
        """The preview; only asked for when there is one."""
        if self.preview is None:
            raise RuntimeError("nothing was looked at yet")
        return self.preview

    def look(self, data_file: DataFile, progress: Progress) -> MergePreview | None:
        """Return what the merge would do."""
        return workflows.receive_package.preview(data_file, self.opened, progress)

    def merging(self) -> Callable[[DataFile, Progress], Merged | None]:
        """Return the act on the worker: backup, merge with what is chosen, what does not fit yet waits."""
        return partial(_merge, self.opened, dict(self.chosen))

    def renew(self, preview: MergePreview | None) -> None:
        """Take a preview made anew; choices of cells that are no longer contested are dropped."""
        self.preview = preview
        sides = {one.cell: {side.change for side in one.sides} for one in self._contested()}
        self.chosen = {cell: uid for cell, uid in self.chosen.items() if uid in sides.get(cell, ())}

    def choose(self, one: Contested, side: Side | None) -> None:
        """Choose a side of a cell; the same one again, or None, leaves it for later."""
        if side is None or self.chosen.get(one.cell) == side.change:
            self.chosen.pop(one.cell, None)
        elif one.may_choose(side):
            self.chosen[one.cell] = side.change

    def choose_all(self, *, ours: bool) -> None:
        """Choose our value, or theirs, wherever it can be chosen."""
        for one in self._contested():
            side = next((side for side in one.sides if side.is_ours == ours and one.may_choose(side)), None)
            if side is not None:
                self.chosen[one.cell] = side.change

    def unchosen(self) -> list[Contested]:
        """Return the cells without a choice that could have one."""
        return [one for one in self._contested() if one.cell not in self.chosen and not one.is_fixed]

    def incoming(self) -> int:
        """Return how many things come in, as the groups count them."""
        found = self.found
        return len(found.contested) + sum(len(record_lines(found, group)) for group in COMING)

    def _contested(self) -> Iterator[Contested]:
        yield from self.preview.contested if self.preview is not None else ()


def _merge(
    opened: Any, chosen: dict[tuple[str, Uid, str], Uid], data_file: DataFile, progress: Progress
) -> Merged | None:
    merged: Merged | None = workflows.receive_package.merge(data_file, opened, progress, chosen)
    workflows.receive_package.keep_waiting(data_file, opened)
    return merged
