"""A file that is not read, and why: a code with facts. The sentences stand in `ui/messages.py`."""

from collections.abc import Mapping


class SheetError(Exception):
    """The world's fault: this file or text cannot be read as a table. `values` hold no personal data.

    Codes: E-TABELSANDI password; E-BUKANTABEL another kind of file (`kind`); E-TABELRUSAK damaged or cut off;
    E-TABELBESAR too large (`what`, `found`, `limit`); E-TABELKOSONG nothing in it; E-TABELDIBUKA held by another
    program.
    """

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values: Mapping[str, str] = values
