"""The column that says which row of the data file a line is about, for lists of rows of many kinds."""

from collections.abc import Callable

from kpm_desktop.ui import row_words
from kpm_desktop.ui.tables.column import Column, Row


def what_column(
    width: int,
    *,
    place: int = 2,
    stretch: bool = True,
    sub: Callable[[Row], str] | None = None,
    icon: Callable[[Row], str] | None = None,
) -> Column:
    """Return the column *Apa* of lines with a `RowTitle` or None at a place.

    Beside the name stands where the row is at home, or what `sub` says; with `icon` it stands below.
    """
    return Column(
        "Apa",
        lambda row: row_words.name_words(row[place]),
        key="what",
        sub=sub or (lambda row: row_words.place_words(row[place])),
        icon=icon,
        main=True,
        searched=True,
        stretch=stretch,
        width=width,
    )
