"""Pages as they stand in the PDF: compressed when they end, with resources that all pages alike share.

reportlab writes a dictionary of resources for each page and keeps every page's text until the file is saved;
for ten thousand pages that is a third of the time and 200 bytes a page.
"""

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObject, PDFResourceDictionary

_QUICK = 1  # two bytes in a hundred more than the best, in half the time


class _Stream(PDFObject):  # type: ignore[misc]
    """What is drawn on a page, compressed."""

    __RefOnly__ = 1

    def __init__(self, code: str) -> None:
        self._data = zlib.compress(code.encode(), _QUICK)

    def format(self, _: Any) -> bytes:
        head = b"<< /Filter /FlateDecode /Length %d >>" % len(self._data)
        return b"%s\nstream\n%s\nendstream\n" % (head, self._data)


class _Page(PDFObject):  # type: ignore[misc]
    """A page: its size in points, its resources, what is drawn on it."""

    __RefOnly__ = 1

    def __init__(self, size: tuple[float, float], resources: "_Resources", stream: _Stream) -> None:
        self._size, self._resources, self._stream = size, resources, stream

    def format(self, document: Any) -> bytes:
        parts = document.Pages, self._resources, self._stream
        references = [document.Reference(part).format(document) for part in parts]
        head = b"<< /Type /Page /MediaBox [0 0 %.4f %.4f]" % self._size
        return b"%s /Parent %s /Resources %s /Contents %s >>\n" % (head, *references)


class _Resources(PDFResourceDictionary):  # type: ignore[misc]
    """The fonts of the file, and the pictures and forms that some pages use."""

    __RefOnly__ = 1

    def __init__(self, drawn: PDFDictionary) -> None:
        super().__init__(XObject=drawn)
        self.basicFonts()
        self.allProcs()


class PageEnds:
    """Ends the pages of one canvas."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._resources: dict[tuple[str, ...], _Resources] = {}

    def end(self) -> None:
        """End the page and begin the next one, as `Canvas.showPage` does; nothing of it is kept but bytes."""
        canvas = self._canvas
        document, used = canvas._doc, tuple(canvas._formsinuse)  # noqa: SLF001 (there is no public way)
        if used not in self._resources:
            self._resources[used] = _Resources(document.xobjDict(used))
        code = "\n".join([canvas._preamble, *canvas._code, ""])  # noqa: SLF001
        document.addPage(_Page(canvas._pagesize, self._resources[used], _Stream(code)))  # noqa: SLF001
        canvas._startPage()  # noqa: SLF001
