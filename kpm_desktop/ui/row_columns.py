"""The column that says which row of the data file a line is about, for lists of rows of many kinds."""

from kpm_desktop.ui import row_words
from kpm_desktop.ui.tables.column import Column


def what_column(width: int) -> Column:
    """Return the column *Apa* of lines whose third value is a `RowTitle` or None."""
    return Column(
        "Apa",
        lambda row: row_words.name_words(row[2]),
        key="what",
        sub=lambda row: row_words.place_words(row[2]),
        main=True,
        searched=True,
        stretch=True,
        width=width,
    )
