"""The register of document numbers: series, blocks, notes, numbers given out, the next ones of this PC.

Patterns and counters are `domain.numbering`'s business; here is where they stand.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from kpm_desktop.domain import numbering
from kpm_desktop.domain.certificates import NoteKind, NumberBlock, NumberNote, NumberSeries
from kpm_desktop.domain.numbering import NumberPattern, NumberValues, Span
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store import rows
from kpm_desktop.store.rows import Rows

_GIVEN_OUT = """
SELECT number FROM certificate WHERE alive = 1 AND state <> 'ready' AND number_series = ?1
    AND substr(date, 1, 4) = ?2
UNION ALL
SELECT number FROM issued_paper WHERE alive = 1 AND state <> 'ready' AND number_series = ?1
    AND substr(date, 1, 4) = ?2
"""
_USED = """
SELECT number FROM certificate WHERE alive = 1 AND state <> 'ready' AND number IS NOT NULL
UNION SELECT number FROM issued_paper WHERE alive = 1 AND state <> 'ready' AND number IS NOT NULL
"""
_SHAPES = {"tahun": r"\d{4}", "bulan": r"\d{2}", "bulan_romawi": "[IVX]+"}

BlockTrouble: TypeAlias = Literal["", "turned", "used", "given"]
"""Why a span cannot be handed out: turned round, partly used, partly given to another PC; "" when it can."""


class Numbers:
    """Number series of one data file."""

    def __init__(self, data_file: Rows) -> None:
        self._file = data_file

    def series(self) -> list[NumberSeries]:
        """Return the number series by name."""
        return rows.select(self._file, NumberSeries, order="r.name, r.uid")

    def get_series(self, uid: Uid) -> NumberSeries:
        """Return a number series; KeyError when there never was such a row."""
        return rows.get(self._file, NumberSeries, uid)

    def blocks(self, series: Uid, year: int) -> list[NumberBlock]:
        """Return the blocks of a series and year, in the order they were made."""
        return rows.select(self._file, NumberBlock, "r.number_series = ? AND r.year = ?", (series, year))

    def notes(self, series: Uid, year: int) -> list[NumberNote]:
        """Return the numbers explained: issued outside the program, or left out."""
        where = "r.number_series = ? AND r.year = ?"
        return rows.select(self._file, NumberNote, where, (series, year), "r.number_from, r.uid")

    def noted(self) -> frozenset[tuple[Uid, int]]:
        """Return the number series and years that have numbers explained."""
        sql = (
            "SELECT DISTINCT number_series, year FROM number_note"
            " WHERE alive = 1 AND number_series IS NOT NULL AND year IS NOT NULL"
        )
        return frozenset((series, year) for series, year in self._file.rows(sql))

    def used(self) -> frozenset[str]:
        """Return every number given out, void and spoiled ones too: none is used again."""
        return frozenset(number for (number,) in self._file.rows(_USED))

    def counters(self, series: Uid, year: int) -> frozenset[int]:
        """Return the running numbers of the papers given out in a series and year."""
        return frozenset(self.running(series, self._file.rows(_GIVEN_OUT, (series, str(year)))).values())

    def running(self, series: Uid, numbers: Iterable[tuple[str | None]]) -> dict[str, int]:
        """Return the running number in each number of the series; those of another shape are left out."""
        shape = _shape(numbering.parse_pattern(self.get_series(series).pattern))
        found = ((number, shape.fullmatch(number)) for (number,) in numbers if number)
        return {number: int(match[1]) for number, match in found if match}

    def next_numbers(self, series: Uid, values: NumberValues, count: int, writer: Uid) -> list[str]:
        """Return the next `count` numbers of this PC as texts; fewer when its block runs out.

        The PC that made the data file owns every series: without a block it begins at 1, and its newest open
        block says where it goes on. Another PC has only the blocks it was given, or those of the writer it
        follows. Raises `numbering.PatternError` for a pattern that makes no numbers.
        """
        pattern = numbering.parse_pattern(self.get_series(series).pattern)
        year = values.date.year
        issued = self.counters(series, year)
        found = numbering.next_numbers(
            self._own_blocks(series, year, writer), writer, count, issued, self._explained(series, year)
        )
        return [numbering.render_number(pattern, number, values) for number in found]

    def gaps(self, series: Uid, year: int) -> list[Span]:
        """Return the spans of numbers that nothing explains (W.402)."""
        return numbering.gaps(self.counters(series, year), self._explained(series, year))

    def save_series(self, series: NumberSeries, loaded: NumberSeries | None = None) -> None:
        """Write a number series within the open operation."""
        rows.save(self._file, series, loaded)

    def set_next(self, series: Uid, year: int, number: int, writer: Uid, reason: str) -> None:
        """Let the owner go on at a number, with a reason, within the open operation."""
        self.give_block(series, year, (number, None), writer, reason)

    def give_block(
        self, series: Uid, year: int, span: tuple[int, int | None], writer: Uid, reason: str = ""
    ) -> None:
        """Give a writer the numbers of a span (an open one only the owner) within the open operation."""
        rows.save(
            self._file, NumberBlock(self._file.new_uid(), series, year, span[0], span[1], writer, reason)
        )

    def writers(self) -> list[tuple[Uid, str]]:
        """Return the PCs that wrote into this data file, uid and name, the first one made it."""
        return [
            (uid, name or "") for uid, name in self._file.rows("SELECT uid, name FROM writer ORDER BY rowid")
        ]

    def is_owner(self, writer: Uid) -> bool:
        """Tell whether a PC made the data file, or follows the one that did: it owns every number series."""
        previous = self._previous()
        return next(iter(previous), writer) in _line_of(writer, previous)

    def block_trouble(self, series: Uid, year: int, span: Span) -> BlockTrouble:
        """Return why a span of numbers cannot be handed out."""
        first, last = span
        if last < first:
            return "turned"
        taken = self.counters(series, year)
        if any(first <= number <= last for number in taken) or any(
            start <= last and end >= first for start, end in self._explained(series, year)
        ):
            return "used"
        closed = [block for block in self.blocks(series, year) if block.number_to is not None]
        if any((one.number_from or 0) <= last and (one.number_to or 0) >= first for one in closed):
            return "given"
        return ""

    def note(
        self, series: Uid, year: int, span: Span, kind: NoteKind, reason: str, uid: Uid | None = None
    ) -> None:
        """Explain numbers (outside the program, gap) within the open operation.

        `uid`: the identity of the note where several PCs come to write the same one.
        """
        rows.save(
            self._file, NumberNote(uid or self._file.new_uid(), series, year, span[0], span[1], kind, reason)
        )

    def _previous(self) -> dict[Uid, Uid | None]:
        return dict(self._file.rows("SELECT uid, previous_uid FROM writer ORDER BY rowid"))

    def _explained(self, series: Uid, year: int) -> list[Span]:
        return [
            (note.number_from, note.number_to or note.number_from)
            for note in self.notes(series, year)
            if note.number_from is not None
        ]

    def _own_blocks(self, series: Uid, year: int, writer: Uid) -> list[numbering.NumberBlock]:
        """Return all blocks, those of the writers this one follows under its own uid."""
        previous = self._previous()
        line = _line_of(writer, previous)
        found = [
            numbering.NumberBlock(
                writer if block.writer in line else block.writer, block.number_from, block.number_to
            )
            for block in self.blocks(series, year)
            if block.writer is not None and block.number_from is not None
        ]
        is_owner = next(iter(previous), writer) in line
        open_ones = [block for block in found if block.writer == writer and block.last is None]
        closed = [block for block in found if block not in open_ones]
        if open_ones:
            return [*closed, open_ones[-1]]
        return [*closed, numbering.NumberBlock(writer, 1)] if is_owner else closed


def _line_of(writer: Uid, previous: Mapping[Uid, Uid | None]) -> list[Uid]:
    """Return a writer and those it follows."""
    line = [writer]
    while (before := previous.get(line[-1])) is not None and before not in line:
        line.append(before)
    return line


def _shape(pattern: NumberPattern) -> re.Pattern[str]:
    """Return the shape of a pattern's numbers; codes of the office may have been others when it was used."""
    parts, is_found = [], False
    for text, digits in pattern.pieces:
        if digits < 0:
            parts.append(re.escape(text))
        elif text == "urut":
            parts.append("[0-9]{1,9}" if is_found else "([0-9]{1,9})")
            is_found = True
        else:
            parts.append(_SHAPES.get(text, ".*?"))
    return re.compile("".join(parts))
