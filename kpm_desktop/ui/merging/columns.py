"""The columns of the lists of a merge as data."""

from collections.abc import Callable
from functools import partial
from typing import Any

from kpm_desktop.store.contested import Side
from kpm_desktop.ui import row_words
from kpm_desktop.ui.merging.lines import SAME, ChoiceLine, Group, line_words, side_source, side_words
from kpm_desktop.ui.row_columns import what_column
from kpm_desktop.ui.tables.column import Choice, Column, Pill, Row


def choice_columns(
    choose: Callable[[ChoiceLine, Side], None],
    heads: tuple[str, str],
) -> tuple[Column, ...]:
    """Return the columns of contested cells; `choose(line, side)` is called when a card is pressed."""

    def pressed(place: int, row: Row, _value: Any) -> None:
        if row[place] is not None:
            choose(ChoiceLine(*row), row[place])

    return (
        what_column(
            280,
            place=4,
            sub=lambda row: line_words(ChoiceLine(*row)),
            icon=lambda row: row_words.table_icon(row[1].table),
        ),
        Column(
            "Sebelum keduanya berubah",
            lambda row: row_words.values_words(row[1].before, row[5]),
            key="before",
            width=215,
            tone=lambda _row: "muted",
            low_priority=True,
        ),
        *(
            Column(
                head,
                partial(_card, place),
                "choice",
                key=key,
                edit=partial(pressed, place),
                width=260,
                stretch=True,
            )
            for head, key, place in zip(heads, ("left", "right"), (2, 3), strict=True)
        ),
    )


def _card(place: int, row: Row) -> Choice | None:
    side: Side | None = row[place]
    if side is None:
        return None
    line = ChoiceLine(*row)
    return Choice(
        side_words(line, side),
        side_source(side),
        chosen=line.chosen == side.change,
        fixed=not line.contested.may_choose(side),
    )


def record_columns(group: Group) -> tuple[Column, ...]:
    """Return the columns of a group of rows."""
    changed = group in {"changed", "changed_here"}
    columns = [
        what_column(290 if changed else 420, stretch=not changed),
        Column("Jenis", lambda row: row[3], key="kind", width=150, low_priority=changed),
    ]
    if changed:
        columns.append(
            Column(
                "Yang berubah",
                lambda row: row[4],
                key="changes",
                width=420,
                stretch=True,
                tooltip=lambda row: str(row[4]).replace("; ", "\n"),
            )
        )
    if group != "changed_here":
        columns.append(
            Column(
                "Keadaan",
                lambda row: Pill("Terkunci", "warn", "lock") if row[5] else None,
                "pill",
                key="state",
                width=120,
                empty="",
                low_priority=True,
            )
        )
    return tuple(columns)


def doubled_columns() -> tuple[Column, ...]:
    """Return the columns of rows that share a natural key."""
    return (
        Column("Yang sama", lambda row: SAME[row[1].kind], key="kind", width=220),
        Column(
            "Data pertama",
            lambda row: row_words.name_words(row[2][0]),
            key="first",
            sub=lambda row: row_words.place_words(row[2][0]),
            main=True,
            searched=True,
            width=330,
            stretch=True,
        ),
        Column(
            "Data lain",
            lambda row: ", ".join(row_words.name_words(title) for title in row[2][1:]),
            key="others",
            sub=lambda row: row_words.place_words(row[2][1]) if len(row[2]) == 2 else "",
            searched=True,
            width=330,
            stretch=True,
        ),
    )


def columns_of(group: Group) -> tuple[Column, ...]:
    """Return the columns of a group whose rows are only shown."""
    return doubled_columns() if group == "doubled" else record_columns(group)
