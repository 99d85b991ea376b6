"""What a calibration page shows: the shift that makes up for the printer's, and whether it scales."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain.calibration import Measured, calibrate

SHIFTS = st.floats(-8, 8).map(lambda value: round(value, 1))


@given(SHIFTS, SHIFTS)
def test_printing_with_the_offset_puts_the_page_back(right: float, down: float) -> None:
    shown = Measured(20 + right, 20 - right, 20 + down, 20 - down, 100, 100)
    found = calibrate(shown)
    assert right + found.dx == pytest.approx(0, abs=0.01)
    assert down + found.dy == pytest.approx(0, abs=0.01)
    assert not found.is_scaled


@given(SHIFTS, SHIFTS, st.floats(0.985, 1.015), st.floats(0.985, 1.015))
def test_a_printer_that_stretches_is_made_up_for(
    right: float, down: float, across: float, along: float
) -> None:
    """The printer puts x at `across * x + right`; a page drawn corrected from its middle comes out true."""
    width, height = 210.0, 297.0
    left, upper = 20 * across + right, 20 * along + down
    measured = Measured(
        left,
        width - ((width - 20) * across + right),
        upper,
        height - ((height - 20) * along + down),
        100 * across,
        100 * along,
    )
    found = calibrate(measured)
    assert found.correction is not None
    for size, shift, factor, printer, moved in (
        (width, found.dx, found.correction[0], across, right),
        (height, found.dy, found.correction[1], along, down),
    ):
        for wanted in (10.0, 100.0, 200.0):
            drawn = size / 2 + factor * (wanted - size / 2) + shift
            assert printer * drawn + moved == pytest.approx(wanted, abs=0.02)


def test_what_is_far_too_small_is_not_made_up_for() -> None:
    assert calibrate(Measured(20, 20, 20, 20, 97, 97)).correction is None


def test_a_sheet_cut_too_large_is_no_shift() -> None:
    assert calibrate(Measured(20.4, 20.4, 20, 20, 100, 100)).dx == 0


@pytest.mark.parametrize(("bar", "is_scaled"), [(99.6, False), (100.5, False), (99.4, True), (94.0, True)])
def test_beyond_half_a_percent_the_page_is_scaled(bar: float, is_scaled: bool) -> None:
    assert calibrate(Measured(20, 20, 20, 20, 100, bar)).is_scaled is is_scaled
    assert calibrate(Measured(20, 20, 20, 20, bar, 100)).is_scaled is is_scaled


@pytest.mark.parametrize(
    "wrong", [(0, 20, 20, 20, 100, 100), (20, 20, 99, 20, 100, 100), (20, 20, 20, 20, 0, 100)]
)
def test_what_no_page_can_show_is_refused(wrong: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="calibration"):
        calibrate(Measured(*wrong))
