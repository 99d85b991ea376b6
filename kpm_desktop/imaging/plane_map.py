"""A map from millimetres on paper to pixels of a scan: affine from three marks, perspective from four."""

import dataclasses
from collections.abc import Sequence

Point = tuple[float, float]


@dataclasses.dataclass(frozen=True, slots=True)
class PlaneMap:
    """x' = (a x + b y + c) / (g x + h y + 1), y' = (d x + e y + f) / (g x + h y + 1)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    g: float = 0.0
    h: float = 0.0

    def at(self, point: Point) -> Point:
        """Return where a point of the paper lies in the picture."""
        x, y = point
        under = self.g * x + self.h * y + 1.0
        return (self.a * x + self.b * y + self.c) / under, (self.d * x + self.e * y + self.f) / under

    def through(self, paper: Point, pixel: Point) -> "PlaneMap":
        """Return this map moved so that one point of the paper comes to lie on a pixel. Affine maps only."""
        x, y = self.at(paper)
        return dataclasses.replace(self, c=self.c + pixel[0] - x, f=self.f + pixel[1] - y)

    def window(self, left: float, top: float, scale: float) -> tuple[float, ...]:
        """Return the eight figures for Pillow's PERSPECTIVE.

        They make a picture whose upper left corner is (left, top) mm and whose millimetre is `scale` pixels.
        """
        rest = self.g * left + self.h * top + 1.0
        # Pillow samples at pixel centres (+0.5 on both sides); our points are edges of pixels.
        figures = (
            self.a / scale, self.b / scale, self.a * left + self.b * top + self.c,
            self.d / scale, self.e / scale, self.d * left + self.e * top + self.f,
            self.g / scale, self.h / scale,
        )  # fmt: skip
        return tuple(figure / rest for figure in figures)


def affine(paper: Sequence[Point], pixels: Sequence[Point]) -> PlaneMap:
    """Return the map through three points."""
    rows = [[x, y, 1.0] for x, y in paper]
    across = solve(rows, [x for x, _ in pixels])
    down = solve(rows, [y for _, y in pixels])
    return PlaneMap(across[0], across[1], across[2], down[0], down[1], down[2])


def perspective(paper: Sequence[Point], pixels: Sequence[Point]) -> PlaneMap:
    """Return the map through four points, no three of them on a line."""
    rows, sides = [], []
    for (x, y), (u, v) in zip(paper, pixels, strict=True):
        rows.append([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y])
        rows.append([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y])
        sides += [u, v]
    return PlaneMap(*solve(rows, sides))


def solve(rows: Sequence[Sequence[float]], sides: Sequence[float]) -> list[float]:
    """Return the solution of a system of linear equations.

    Raises:
        ZeroDivisionError: there is not exactly one.
    """
    system = [[*row, side] for row, side in zip(rows, sides, strict=True)]
    size = len(system)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(system[row][column]))
        if abs(system[pivot][column]) < 1e-12:
            raise ZeroDivisionError("the points lie on a line")
        system[column], system[pivot] = system[pivot], system[column]
        for row in range(size):
            if row != column:
                factor = system[row][column] / system[column][column]
                system[row] = [
                    one - factor * other for one, other in zip(system[row], system[column], strict=True)
                ]
    return [system[row][size] / system[row][row] for row in range(size)]
