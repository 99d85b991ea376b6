"""Under which names this PC remembers shift and scale of a printer, a tray and a stock of paper."""

from collections.abc import Sequence

from kpm_desktop.settings import Settings

_TRAY = " / baki "


def place(printer: str, tray: str = "", stock: str = "") -> str:
    """Return the name under which settings keep a shift."""
    return printer + (f"{_TRAY}{tray}" if tray else "") + (f" / {stock}" if stock else "")


def profiles(settings: Settings) -> list[tuple[str, str]]:
    """Return the printers and trays that were calibrated, by name."""
    parts = [name.partition(_TRAY) for name in settings.printer_scales]
    return sorted((printer, tray) for printer, _, tray in parts)


def offsets(
    settings: Settings, printers: Sequence[str], stock: str
) -> dict[tuple[str, str], tuple[float, float]]:
    """Return the shift of each printer and tray for a stock; at first the printer's own."""
    known = settings.printer_offsets
    trays = {(printer, "") for printer in printers} | set(profiles(settings))
    found = {
        (printer, tray): known.get(place(printer, tray, stock), known.get(place(printer, tray)))
        for printer, tray in trays
    }
    return {one: shift for one, shift in found.items() if shift is not None and one[0] in printers}


def scale(settings: Settings, printer: str, tray: str) -> tuple[float, float]:
    """Return by what a page is drawn larger on this printer."""
    return settings.printer_scales.get(place(printer, tray), (1.0, 1.0))
