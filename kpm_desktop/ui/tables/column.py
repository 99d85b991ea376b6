"""Columns of a list as data. Value functions take the raw row as a register's `find` returned it.

Nothing here draws: `delegates.py` does, from what is said here.
"""

import dataclasses
from collections.abc import Callable
from typing import Any, Literal, TypeAlias

from kpm_desktop.domain.uid import Uid

Row: TypeAlias = tuple[Any, ...]
"""A raw row of a register; its first value is the uid."""

Kind = Literal["text", "pill", "bar", "check", "seg", "number", "date", "choice"]
Tone = Literal["ok", "warn", "err", "info", "neu", "accent"]
Ink = Literal["text", "muted", "ok", "warn", "err", "info"]
Align = Literal["left", "right", "center"]

ATTENDANCE_LETTERS = "HISA"
ATTENDANCE_WORDS = {"H": "Hadir", "I": "Izin", "S": "Sakit", "A": "Alpa", "W": "Diwakili"}


@dataclasses.dataclass(frozen=True, slots=True)
class Pill:
    """A state as word and icon in the colours of a tone; the icon is the tone's own unless named ("none")."""

    text: str
    tone: Tone = "neu"
    icon: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """One of several values to choose from, drawn as a card: its text, a muted line, whether it is chosen.

    `fixed`: it is shown but cannot be chosen.
    """

    text: str
    sub: str = ""
    chosen: bool = False
    fixed: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `value(row)` gives by kind: text, number, date: what to show ("" or None is drawn as `empty`);
    pill: `Pill | None`; bar: `int | None`; check: bool; seg: one of H I S A W or ""; choice: `Choice | None`.
    `sort_key(row)` gives something comparable within the column; None sorts last in both directions.
    Without it the column sorts by its value, texts without regard to case.
    `edit(row, value)` makes the cell editable (check, seg, number, text): it saves the value and calls
    `model.update_rows`; it returns nothing.
    Widths are pixels at 100 %.
    """

    title: str
    value: Callable[[Row], Any]
    kind: Kind = "text"
    key: str = ""
    """Name under which width and sort are remembered; the title when empty."""
    sort_key: Callable[[Row], Any] | None = None
    sub: Callable[[Row], str] | None = None
    """A muted addition after the text: title, `Kec. …`; with `icon` it is a line below, in a higher row."""
    icon: Callable[[Row], str] | None = None
    """The icon of what the row is, before two lines."""
    align: Align = "left"
    width: int = 120
    stretch: bool = False
    main: bool = False
    """The column that names the row: bold in the current row."""
    low_priority: bool = False
    """Hidden from 150 % on, when the list is narrow; marked * in screens.md."""
    optional: bool = False
    """Hidden until the operator chooses it under *Kolom*."""
    as_loaded: bool = False
    """The loader gives its rows in the order of this column."""
    searched: bool = False
    """The words of the search box are underlined in this column."""
    tone: Callable[[Row], Ink] | None = None
    struck: Callable[[Row], bool] | None = None
    has_problem: Callable[[Row], bool] | None = None
    spoken: Callable[[Row], str] | None = None
    """The value in words for a screen reader, where it differs from the text shown."""
    tooltip: Callable[[Row], str] | None = None
    empty: str = "kosong"
    unit: str = ""
    """Word after the number of a bar: `KPM`."""
    mark: int = 5
    maximum: int = 10
    sortable: bool = True
    edit: Callable[[Row, Any], None] | None = None

    @property
    def name(self) -> str:
        """Return the name under which this column is remembered."""
        return self.key or self.title

    def text(self, row: Row) -> str:
        """Return the value as plain text, as it is copied and shown; "" when there is none."""
        value = self.value(row)
        match self.kind:
            case "pill":
                return value.text if value else ""
            case "check":
                return "Ya" if value else "Tidak"
            case "choice":
                return value.text if value else ""
            case "seg":
                return ATTENDANCE_WORDS.get(value or "", "")
            case "bar":
                return "" if value is None else f"{value} {self.unit}".strip()
            case _:
                return "" if value is None else str(value)

    def in_words(self, row: Row) -> str:
        """Return column name and value for a screen reader: `Kehadiran: Izin`, `KPM: 1, kurang 4`."""
        if self.spoken is not None:
            return f"{self.title}: {self.spoken(row)}"
        text = self.text(row)
        if self.kind == "bar" and text:
            missing = self.mark - int(self.value(row))
            text = f"{self.value(row)}" + (f", kurang {missing}" if missing > 0 else "")
        elif self.kind == "seg" and not text:
            text = "belum ditandai"
        elif self.kind == "choice":
            text = _choice_in_words(self.value(row))
        elif self.sub is not None and text and (addition := self.sub(row)):
            text = f"{text}, {addition}"
        return f"{self.title}: {text or self.empty}"

    def order(self, row: Row) -> Any:
        """Return what this column sorts the row by; None when it has no value."""
        if self.sort_key is not None:
            return self.sort_key(row)
        value = self.value(row)
        match self.kind:
            case "pill" | "choice":
                return value.text.casefold() if value else None
            case "check":
                return bool(value)
            case "seg":
                return ATTENDANCE_LETTERS.find(value) if value else None
            case _:
                if isinstance(value, str):
                    return value.casefold() or None
                return value


def uid_of(row: Row) -> Uid:
    """Return the identity of a row."""
    uid: Uid = row[0]
    return uid


def _choice_in_words(choice: Choice | None) -> str:
    if choice is None:
        return ""
    state = "dipilih" if choice.chosen else ("tidak dapat dipilih" if choice.fixed else "belum dipilih")
    return ", ".join(part for part in (choice.text, choice.sub, state) if part)
