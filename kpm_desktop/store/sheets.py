"""The register of printed sheets: what was printed for whom, frozen, and the signatures counted by hand."""

from kpm_desktop.domain.sessions import PrintedSheet, SheetKind, SheetPage
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store import rows
from kpm_desktop.store.rows import Rows


class Sheets:
    """Printed sheets of one data file."""

    def __init__(self, data_file: Rows) -> None:
        self._file = data_file

    def find(self, of: Uid, kind: SheetKind = "H") -> list[PrintedSheet]:
        """Return the sheets printed for a session, score sheet or series, newest first."""
        return rows.select(self._file, PrintedSheet, "r.of = ? AND r.kind = ?", (of, kind), "r.uid DESC")

    def get(self, uid: Uid) -> PrintedSheet:
        """Return a sheet; KeyError when there never was such a row."""
        return rows.get(self._file, PrintedSheet, uid)

    def with_number(self, sheet_no: str) -> PrintedSheet | None:
        """Return the sheet with this number or code, as a scan reads it."""
        found = rows.select(self._file, PrintedSheet, "r.sheet_no = ?", (sheet_no,))
        return found[0] if found else None

    def save(self, sheet: PrintedSheet) -> None:
        """Add a sheet within the open operation (of kind `print`); it is never changed afterwards."""
        rows.save(self._file, sheet)

    def pages(self, sheet: Uid) -> list[SheetPage]:
        """Return the pages whose signatures were counted, by number."""
        return rows.select(self._file, SheetPage, "r.sheet = ?", (sheet,), "r.page")

    def count_page(self, sheet: Uid, page: int, signatures: int | None, note: str = "") -> None:
        """Store within the open operation what was counted on a page (None: not counted) and its note."""
        uid = pair_uid("sheet_page", sheet, str(page))
        rows.save(self._file, SheetPage(uid, sheet, page, signatures, note))
