"""A package or copied data file that is not taken in, or not sent, and why: a code with facts.

The sentences stand in `ui/messages.py`; raised by `packages`, `store` and the carrying workflows.
"""

from collections.abc import Mapping


class PackageError(Exception):
    """The world's fault; the data file is as it was. `values` hold no personal data.

    The codes are those of the data file's design, sections 10 to 12 and 21: E-RUSAK, E-TERPOTONG (`done`,
    `total`), E-BUKAN, E-BESAR, E-ISI, E-BARIS, E-RUJUKAN, E-RANTAI (`line`, `reason`), E-VERSI (`found`,
    `known`), E-SANDI (`writer`; `missing`: none was given), E-SUDAH (`when`), E-DAERAH (`found`, `known`),
    E-MENUNGGU (`number`), E-CABANG (`writer`, `seq`), E-SALINAN, E-SKEMA, E-PENUH, E-FLASHDISK, E-PUTUS.
    `source`: the file that it is about, where several were opened.
    """

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values: Mapping[str, str] = values
