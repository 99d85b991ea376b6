"""Which paper a printer driver of Windows gives for a size that it does not list; Qt asks no driver that.

A driver without papers of one's own goes back to its usual paper, without a word, and the page is cut.
The calls are those of winspool and GDI; DEVMODEW is laid out as in the Windows SDK.
"""

import ctypes
import struct
from typing import Any, Final

_WINDOWS: Final[Any] = getattr(ctypes, "windll", None)
_SPOOLER: Final[Any] = _WINDOWS and _WINDOWS.LoadLibrary("winspool.drv")
_FIELDS, _PAPER = (
    72,
    78,
)  # bytes from the start of a DEVMODEW: dmFields; dmPaperSize, dmPaperLength, dmPaperWidth
_WANTED: Final = 0x2 | 0x4 | 0x8  # DM_PAPERSIZE, DM_PAPERLENGTH, DM_PAPERWIDTH
_OWN: Final = 256  # DMPAPER_USER
_OUT: Final = 2  # DM_OUT_BUFFER
_DOTS, _PER_INCH = (110, 111), (88, 90)  # PHYSICALWIDTH, PHYSICALHEIGHT; LOGPIXELSX, LOGPIXELSY


def paper_of_driver(printer: str, width: float, height: float) -> tuple[float, float] | None:
    """Return width and height in mm, upright, of what is given for an upright paper of this size in mm.

    None where there is no such driver to ask, or it does not answer.
    """
    if _WINDOWS is None:
        return None
    handle = ctypes.c_void_p()  # pragma: no cover - Windows, from here on
    if not _SPOOLER.OpenPrinterW(printer, ctypes.byref(handle), None):
        return None
    try:
        wish = _usual(printer, handle)
    finally:
        _SPOOLER.ClosePrinter(handle)
    if wish is None:
        return None
    fields = struct.unpack_from("<I", wish, _FIELDS)[0]
    struct.pack_into("<I", wish, _FIELDS, fields | _WANTED)
    struct.pack_into("<Hhh", wish, _PAPER, _OWN, round(height * 10), round(width * 10))
    return _given(printer, wish)


def _usual(printer: str, handle: ctypes.c_void_p) -> Any:  # pragma: no cover - Windows
    """Return the usual settings of a printer as a DEVMODEW in a buffer; None when it has none."""
    ask = _SPOOLER.DocumentPropertiesW
    size: int = ask(None, handle, printer, None, None, 0)
    if size <= _PAPER:
        return None
    answer = ctypes.create_string_buffer(size)
    return answer if ask(None, handle, printer, answer, None, _OUT) >= 0 else None


def _given(printer: str, wish: Any) -> tuple[float, float] | None:  # pragma: no cover - Windows
    gdi = _WINDOWS.gdi32
    gdi.CreateDCW.restype = ctypes.c_void_p
    context = ctypes.c_void_p(gdi.CreateDCW("WINSPOOL", printer, None, wish))
    if not context.value:
        return None
    try:
        dots = [gdi.GetDeviceCaps(context, one) for one in _DOTS]
        per_inch = [gdi.GetDeviceCaps(context, one) for one in _PER_INCH]
    finally:
        gdi.DeleteDC(context)
    sides = sorted(25.4 * count / each for count, each in zip(dots, per_inch, strict=True))
    return sides[0], sides[1]
