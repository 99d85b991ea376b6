"""The steps of one sitting at a layout: what Ctrl+Z takes back and Ctrl+Y brings again. No Qt."""

from kpm_desktop.domain.layouts import Layout


class Steps:
    """The layouts in the order they came to be; a new step drops what was taken back."""

    def __init__(self, first: Layout) -> None:
        self._all = [first]
        self._place = 0
        self._kept = first

    @property
    def now(self) -> Layout:
        """Return the layout as it stands."""
        return self._all[self._place]

    @property
    def is_changed(self) -> bool:
        """Tell whether it differs from what is saved."""
        return self.now != self._kept

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return self._place > 0

    @property
    def can_redo(self) -> bool:
        """Tell whether there is a step to bring again."""
        return self._place < len(self._all) - 1

    def take(self, layout: Layout) -> None:
        """Go on to another layout."""
        if layout != self.now:
            self._all[self._place + 1 :] = [layout]
            self._place += 1

    def undo(self) -> None:
        """Go one step back."""
        self._place -= self.can_undo

    def redo(self) -> None:
        """Go one step forward again."""
        self._place += self.can_redo

    def keep(self) -> None:
        """What stands now is saved."""
        self._kept = self.now
