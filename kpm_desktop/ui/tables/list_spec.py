"""What a screen says about its list page, as data: search, chips, toolbar, bulk acts, empty state."""

import dataclasses
from collections.abc import Callable, Collection, MutableMapping
from typing import Any, Protocol, TypeAlias, runtime_checkable

from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.ui.tables.column import Column, Row

Memory: TypeAlias = MutableMapping[str, Any]
"""Where a page remembers chips, sort, widths and pane: keys are texts, values JSON values; a dict will do."""


@dataclasses.dataclass(frozen=True, slots=True)
class Search:
    """How the search box finds rows: every word of the folded query must occur in the row's folded text.

    With `forgives`, rows whose words are one slip away follow where fewer than five were found.
    """

    row_text: Callable[[Row], str]
    """The folded text of a row, for instance `" ".join((names.search_key(row[1]), row[5].casefold()))`."""
    fold: Callable[[str], str] = str.casefold
    """The same folding for what is typed and for the words of a cell that are underlined."""
    hint: str = "Cari…"
    exact: Callable[[str], Collection[Uid]] | None = None
    """Uids that a query finds as a whole (a full NIK), without the value being in the rows."""
    forgives: bool = False
    suggest: Callable[[str], str] | None = None
    """Another spelling when nothing was found (`Maksudnya …?`), or ""."""


@dataclasses.dataclass(frozen=True, slots=True)
class Chip:
    """A filter. Either on or off (`matches`), or with choices (`value` gives the row's value, "" = none)."""

    key: str
    label: str
    matches: Callable[[Row], bool] | None = None
    value: Callable[[Row], str] | None = None
    worded: Callable[[str], str] = str
    """How a chosen value reads on the chip: `Kec. Paiton`."""
    more: bool = False
    """Only under `Lainnya` as long as it is off."""


@dataclasses.dataclass(frozen=True, slots=True)
class ToolbarAction:
    """A button above the list; the first one marked primary keeps its place at 150 % and more."""

    text: str
    icon: str
    run: Callable[[], None]
    shortcut: str = ""
    """For the tooltip only, in Qt's notation (`Ctrl+N`): the key itself is bound by the window."""
    primary: bool = False
    tooltip: str = ""
    """A longer explanation; the text when empty."""
    menu: tuple["ToolbarAction", ...] = ()
    """Entries of a menu that the button opens instead of running (Cetak: daftar, kartu, Buku Kader)."""


@dataclasses.dataclass(frozen=True, slots=True)
class RowAction:
    """An act on the ticked or selected rows: in the selection bar, and in the row menu (Shift+F10)."""

    text: Callable[[int], str]
    """The words with the number in them: `lambda n: f"Terbitkan dan cetak {n}"`."""
    icon: str
    run: Callable[[list[Row]], None]
    primary: bool = False
    single: bool = False
    """Only in the row menu, for exactly one row (Ubah, Riwayat)."""
    shortcut: str = ""
    allowed: Callable[[list[Row]], bool] | None = None
    tooltip: str = ""

    def words(self, count: int) -> str:
        """Return the text for so many rows, the number in groups: `Ekspor 3.300`."""
        return self.text(count).replace(str(count), thousands(count))


@dataclasses.dataclass(frozen=True, slots=True)
class EmptyList:
    """A list without any row: icon, one sentence, at most three buttons."""

    icon: str
    sentence: str
    actions: tuple[ToolbarAction, ...] = ()


@runtime_checkable
class Detail(Protocol):
    """The content of the pane: any widget with `show_row`."""

    def show_row(self, row: Row | None) -> None:
        """Show this row; None when no row is current."""


@dataclasses.dataclass(frozen=True, slots=True)
class ListSpec:
    """Everything that makes one list page different from another."""

    name: str
    columns: tuple[Column, ...]
    load: Callable[[], list[Row]]
    search: Search
    noun: str
    """What the rows are, for `54 dari 742 kader`."""
    empty: EmptyList
    chips: tuple[Chip, ...] = ()
    actions: tuple[ToolbarAction, ...] = ()
    row_actions: tuple[RowAction, ...] = ()
    tickable: bool = True
    sort: tuple[str, bool] | None = None
    """Column name and descending, before the operator chooses; None keeps the loader's order."""
    count_note: Callable[[list[Row]], str] | None = None
    """Words after the count, from the rows shown: `kekurangan 49 orang`."""
    pane_width: int = 392
    list_width: int = 0
    """Set when the pane is the larger part (Pembinaan: 470); then the pane takes what the list leaves."""
    row_height: str = "row"
    """A part of `theme.HEIGHTS`: row, row_dense, row_marking."""
    table: str = ""
    """The state table whose uids the rows carry; with `load_some` only touched rows are read again."""
    load_some: Callable[[Collection[Uid]], list[Row]] | None = None
    """The rows with these uids that (still) exist."""
    concerns: frozenset[str] = frozenset()
    """Other tables whose changes make the whole list be loaded again."""
    hint: str = "Enter membuka, F2 mengubah"
