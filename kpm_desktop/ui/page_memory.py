"""What a list screen remembers between two starts (chips, sort, widths, pane), kept in this PC's settings."""

from collections.abc import Iterator, MutableMapping
from typing import Any

from kpm_desktop.ui.page import Shell


class PageMemory(MutableMapping[str, Any]):
    """The remembered values of one screen by name; every change is kept at once."""

    def __init__(self, shell: Shell, screen: str) -> None:
        self._shell = shell
        self._screen = screen

    def __getitem__(self, key: str) -> Any:
        return self._shell.settings.page(self._screen)[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._keep(self._shell.settings.page(self._screen) | {key: value})

    def __delitem__(self, key: str) -> None:
        kept = self._shell.settings.page(self._screen)
        del kept[key]
        self._keep(kept)

    def __iter__(self) -> Iterator[str]:
        return iter(self._shell.settings.page(self._screen))

    def __len__(self) -> int:
        return len(self._shell.settings.page(self._screen))

    def _keep(self, values: dict[str, Any]) -> None:
        settings = self._shell.settings
        if settings.page(self._screen) != values:
            self._shell.change_settings(settings.with_page(self._screen, values))
