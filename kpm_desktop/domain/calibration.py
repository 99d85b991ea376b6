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
MOST_CORRECTION: Final = 0.02
"""More than two percent is no inaccuracy of a printer that could be made up for."""


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
    """The shift that puts the page where it belongs, mm right and down, and how long 1 mm came out.

    Where the page is also drawn larger or smaller (`correction`), it is from its middle.
    """

    dx: float
    dy: float
    scale_across: float
    scale_down: float

    @property
    def is_scaled(self) -> bool:
        """Tell whether the page was shrunk or stretched; then the offset is not to be trusted."""
        return max(abs(self.scale_across - 1), abs(self.scale_down - 1)) > MOST_SCALE

    @property
    def correction(self) -> tuple[float, float] | None:
        """Return by what a page is drawn larger so that 1 mm comes out as 1 mm; None: too much for that."""
        found = (1 / self.scale_across, 1 / self.scale_down)
        if max(abs(one - 1) for one in found) > MOST_CORRECTION:
            return None
        return round(found[0], 5), round(found[1], 5)


def calibrate(measured: Measured) -> Calibration:
    """Return the offset. Both sides are used, so that a sheet cut a little too large or small does no harm.

    ValueError when a measure cannot be one: a bar without length, a cross off the sheet.
    """
    sides = (measured.left, measured.right, measured.top, measured.bottom)
    if min(sides) <= 0 or max(sides) > CROSS + MOST_OFFSET or min(measured.across, measured.down) <= 0:
        raise ValueError("not what a calibration page can show")
    across, down = measured.across / BAR, measured.down / BAR
    return Calibration(
        round((measured.right - measured.left) / 2 / across, 2),
        round((measured.bottom - measured.top) / 2 / down, 2),
        across,
        down,
    )
