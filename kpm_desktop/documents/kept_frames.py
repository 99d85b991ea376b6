"""Frames that were drawn once stay, compressed as they stand in the PDF, for as long as the program runs.

A guilloche frame is 57,000 numbers: drawing it again for each preview would cost three times all the rest.
The bytes are the same whether a frame is drawn or taken from here; frames have neither pictures nor texts.
"""

from collections.abc import Callable, Hashable
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFName, PDFStream, PDFZCompress

_KEPT: dict[Hashable, bytes] = {}


def define(canvas: Any, name: str, key: Hashable, draw: Callable[[], object]) -> None:
    """Define the form `name`, of the size of the page; `draw` is only called the first time for a `key`."""
    canvas.beginForm(name)
    kept = _KEPT.get(key)
    if kept is None:
        draw()
    canvas.endForm()
    document = canvas._doc  # noqa: SLF001 (reportlab has no door for a form that is compressed already)
    form = document.idToObject[document.getXObjectName(name)]
    if kept is None:
        kept = _KEPT[key] = PDFZCompress.encode(form.stream)
    form.Contents = PDFStream(content=kept)
    form.Contents.dictionary["Filter"] = PDFArray([PDFName(PDFZCompress.pdfname)])
