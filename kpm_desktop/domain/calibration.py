"""From what was measured on a calibration page to the offset of a printer. Source: paper.md section 3.5."""

import dataclasses
from typing import Final

CROSS: Final = 20.0
"""How far the crosses lie from the paper's edges, in mm."""
BAR: Final = 100.0
"""How long the bars are, in mm."""
MOST_SCALE: Final = 0.005
"""Beyond half a percent something shrinks or stretches the page (Fit to page)."""
MOST_OFFSET: Final = 50.0


@dataclasses.dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, in mm: edge to cross at four sides, the length of both bars."""

    left: float
    right: float
    top: float
    bottom: float
    across: float
    down: float


@dataclasses.dataclass(frozen=True, slots=True)
class Calibration:
    """The shift that puts the page where it belongs, mm right and down, and how long 1 mm came out."""

    dx: float
    dy: float
    scale_across: float
    scale_down: float

    @property
    def is_scaled(self) -> bool:
        """Tell whether the page was shrunk or stretched; then the offset is not to be trusted."""
        return max(abs(self.scale_across - 1), abs(self.scale_down - 1)) > MOST_SCALE


def calibrate(measured: Measured) -> Calibration:
    """Return the offset. Both sides are used, so that a sheet cut a little too large or small does no harm.

    ValueError when a measure cannot be one: a bar without length, a cross off the sheet.
    """
    sides = (measured.left, measured.right, measured.top, measured.bottom)
    if min(sides) <= 0 or max(sides) > CROSS + MOST_OFFSET or min(measured.across, measured.down) <= 0:
        raise ValueError("not what a calibration page can show")
    return Calibration(
        round((measured.right - measured.left) / 2, 2),
        round((measured.bottom - measured.top) / 2, 2),
        measured.across / BAR,
        measured.down / BAR,
    )
