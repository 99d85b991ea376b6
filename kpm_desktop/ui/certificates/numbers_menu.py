"""Numbers on the screen *Sertifikat*: the menu *Nomor*, gaps without a reason, which number comes next."""

from collections.abc import Callable, Sequence

from kpm_desktop.domain.certificates import CertificateLine
from kpm_desktop.domain.numbering import PatternError, Span
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.certificates import acts, number_blocks
from kpm_desktop.ui.certificates.columns import line
from kpm_desktop.ui.certificates.run_choices import next_numbers
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.list_spec import ToolbarAction

Gap = tuple[Uid, int, Span]
"""Number series, year, first and last running number that nothing explains."""


class Numbers:
    """The numbers of the register that `lines` gives."""

    def __init__(self, shell: Shell, lines: Callable[[], Sequence[CertificateLine]]) -> None:
        self._shell = shell
        self._lines = lines

    def action(self) -> ToolbarAction:
        """Return the button *Nomor* with its menu."""
        return ToolbarAction(
            "Nomor",
            "list-numbers",
            self.set_next,
            menu=(
                ToolbarAction("Atur nomor berikutnya…", "list-numbers", self.set_next),
                ToolbarAction("Catat nomor di luar program…", "pencil", self.explain),
                ToolbarAction("Beri blok nomor ke PC lain…", "device-desktop", self.give_block),
            ),
        )

    def set_next(self) -> None:
        """Ask for the next number."""
        acts.open_next_number(self._shell)

    def explain(self, gap: Gap | None = None) -> None:
        """Ask why numbers are not in the register."""
        acts.open_number_note(self._shell, *(gap or ()))

    def give_block(self) -> None:
        """Ask which numbers another PC gets."""
        number_blocks.open_number_block(self._shell)

    def gaps(self) -> list[Gap]:
        """Return the gaps of every number series and year that has papers."""
        numbers = self._shell.workspace.data_file.numbers
        used = {(one.number_series, one.date.year) for one in self._lines() if one.number_series and one.date}
        found: list[Gap] = []
        for series, year in sorted(used):
            try:
                found += [(series, year, span) for span in numbers.gaps(series, year)]
            except PatternError:
                continue
        return found

    def gap_words(self, rows: list[Row]) -> str:
        """Say whether there are gaps, "" where no row has a number."""
        if not any(line(row).number for row in rows):
            return ""
        missing = sum(last - first + 1 for _, _, (first, last) in self.gaps())
        return f"{missing} nomor kosong tanpa alasan" if missing else "tidak ada nomor kosong tanpa alasan"

    def hint(self) -> str:
        """Name the number that comes next, of the year of the newest one or of this year; "" for none yet."""
        newest = next((one for one in self._lines() if one.number_series and one.date), None)
        if newest is None or newest.number_series is None or newest.date is None:
            return ""
        for day in (newest.date, self._shell.now().date()):
            found = next_numbers(self._shell.workspace.data_file, newest.number_series, day, 1)
            if found:
                return f"Nomor berikutnya {found[0]}"
        return f"Tidak ada nomor tahun {newest.date.year} untuk komputer ini"
