"""A file or pasted text that is not read as a table, and why: a code with facts, for every layer.

The sentences stand in `ui/messages.py`; raised by `spreadsheets`.
"""

from collections.abc import Mapping


class SheetError(Exception):
    """The world's fault: nothing was read. `values` hold no personal data.

    Codes: E-TABELSANDI password; E-BUKANTABEL another kind of file (`kind`); E-TABELRUSAK damaged or cut off;
    E-TABELBESAR too large (`what`, `found`, `limit`); E-TABELKOSONG nothing in it; E-TABELDIBUKA held by
    another program; E-TABELHILANG not there; E-TANPAKEPALA no sheet has headings that are known.
    """

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values: Mapping[str, str] = values
