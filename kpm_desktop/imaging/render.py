"""PDF pages as pixels: for the preview, the printer and thumbnails.

pypdfium2 is not safe from two threads, so every call holds one lock. Nothing here knows what is on a page.
"""

import dataclasses
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Literal, Self

import pypdfium2
import pypdfium2.raw as pdfium

Mode = Literal["RGB", "L"]
_LOCK = threading.RLock()
_CHANNELS: dict[Mode, int] = {"RGB": 3, "L": 1}
_FORMATS: dict[Mode, int] = {"RGB": pdfium.FPDFBitmap_BGR, "L": pdfium.FPDFBitmap_Gray}
_MM_PER_POINT = 25.4 / 72


@dataclasses.dataclass(frozen=True, slots=True)
class Pixels:
    """A picture, or a band of one that begins at row `top`: rows from above, `stride` bytes each."""

    width: int
    height: int
    mode: Mode
    data: bytes
    top: int = 0

    @property
    def stride(self) -> int:
        """Return the bytes of one row."""
        return self.width * _CHANNELS[self.mode]


class Document:
    """An open PDF. Use it with `with`; pages count from 0."""

    def __init__(self, data: bytes) -> None:
        """Open a PDF held in memory.

        Raises:
            ValueError: it is not a readable PDF.
        """
        with _LOCK:
            try:
                self._document: Any = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError as error:
                raise ValueError("not a readable PDF") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        with _LOCK:
            return len(self._document)

    def close(self) -> None:
        """Let the document go."""
        with _LOCK:
            self._document.close()

    def size_mm(self, page: int) -> tuple[float, float]:
        """Return width and height of a page in mm."""
        with _LOCK:
            width, height = self._document.get_page_size(page)
        return width * _MM_PER_POINT, height * _MM_PER_POINT

    def text(self, page: int) -> str:
        """Return the text of a page as a reader extracts it."""
        with _LOCK:
            opened = self._document[page]
            reader = opened.get_textpage()
            text = str(reader.get_text_range())
            reader.close()
            opened.close()
        return text

    def size_px(self, page: int, dpi: float) -> tuple[int, int]:
        """Return width and height of a page in pixels at a resolution."""
        width, height = self.size_mm(page)
        return max(round(width / 25.4 * dpi), 1), max(round(height / 25.4 * dpi), 1)

    def scanned_dpi(self, page: int) -> float | None:
        """Return the resolution of the picture that fills a page, None when the page is drawn."""
        with _LOCK:
            opened = self._document[page]
            width, height = opened.get_size()
            found = None
            for one in opened.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
                left, bottom, right, top = one.get_bounds()
                if (right - left) * (top - bottom) * 2 > width * height:
                    across, down = one.get_px_size()
                    longest = max(right - left, top - bottom)
                    found = max(across, down) / longest * 72
            opened.close()
        return found

    def pixels(self, page: int, dpi: float, mode: Mode = "RGB") -> Pixels:
        """Return the whole page on white."""
        width, height = self.size_px(page, dpi)
        return self._band(page, (width, height), 0, height, mode)

    def bands(
        self, page: int, dpi: float, rows: int = 512, mode: Mode = "RGB", overlap: int = 0
    ) -> Iterator[Pixels]:
        """Yield the page from above in bands; together they are `pixels`.

        A band has at most `rows` rows, and above them the last `overlap` rows of the band before.
        """
        width, height = self.size_px(page, dpi)
        for place in range(0, height, rows):
            top = max(place - overlap, 0)
            yield self._band(page, (width, height), top, min(place + rows, height) - top, mode)

    def _band(self, page: int, size: tuple[int, int], top: int, rows: int, mode: Mode) -> Pixels:
        width, height = size
        with _LOCK:
            opened = self._document[page]
            bitmap = pypdfium2.PdfBitmap.new_native(width, rows, _FORMATS[mode], rev_byteorder=mode == "RGB")
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, rows)
            flags = pdfium.FPDF_PRINTING | (
                pdfium.FPDF_REVERSE_BYTE_ORDER if mode == "RGB" else pdfium.FPDF_GRAYSCALE
            )
            pdfium.FPDF_RenderPageBitmap(bitmap.raw, opened.raw, 0, -top, width, height, 0, flags)
            raw = bytes(bitmap.buffer)
            stride = bitmap.stride
            bitmap.close()
            opened.close()
        return Pixels(width, rows, mode, _without_padding(raw, stride, width * _CHANNELS[mode]), top)


def _without_padding(data: bytes, stride: int, used: int) -> bytes:
    if stride == used:
        return data
    return b"".join(data[start : start + used] for start in range(0, len(data), stride))
