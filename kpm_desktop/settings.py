"""This PC's settings: one frozen record in a JSON file beside the data, never inside the carried data file.

What must be alike on every PC of the office is a row of the table `setting` instead.
"""

import dataclasses
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, cast

_FORMAT: Final = 1
_TEXT_SCALES: Final = (100, 115, 130, 150, 175, 200)
_DENSITIES: Final = (28, 32, 38)
_SCHEMES: Final = ("system", "light", "dark")

ColorScheme = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A data file that was open on this PC: where it lay, which file it is, whose data."""

    path: str
    file_uid: str
    name: str
    opened_at: str
    writer_uid: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What this PC remembers between two starts. Every field has a default."""

    known_files: tuple[KnownFile, ...] = ()
    color_scheme: ColorScheme = "system"
    text_scale: int = 100
    row_density: int = 32
    writer_name: str = ""
    pages: Mapping[str, Any] = field(default_factory=dict)
    printer_offsets: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    printer_scales: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def page(self, name: str) -> dict[str, Any]:
        """Return what a screen remembers about its columns, chips and panes; empty at first."""
        remembered = self.pages.get(name)
        return dict(remembered) if isinstance(remembered, Mapping) else {}

    def with_page(self, name: str, remembered: Mapping[str, Any]) -> "Settings":
        """Return the settings with what a screen wants to be remembered."""
        return dataclasses.replace(self, pages={**self.pages, name: dict(remembered)})

    def with_known_file(self, known: KnownFile) -> "Settings":
        """Return the settings with this file as the one opened last."""
        others = tuple(item for item in self.known_files if item.path != known.path)
        return dataclasses.replace(self, known_files=(known, *others[:9]))


def load(path: Path) -> Settings:
    """Return the settings kept at `path`; whatever is missing or unreadable has its default."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return _from_json(stored) if isinstance(stored, dict) else Settings()


def save(settings: Settings, path: Path) -> None:
    """Write the settings so that a crash leaves either the old or the new ones.

    Raises:
        OSError: the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"format": _FORMAT, **dataclasses.asdict(settings)}, ensure_ascii=False, indent=1)
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)  # noqa: PTH105 (the same act has the same name in the store)


def _from_json(stored: Mapping[str, Any]) -> Settings:
    plain = Settings()
    known = tuple(_known_files(stored.get("known_files")))
    scheme = stored.get("color_scheme")
    scale = stored.get("text_scale")
    density = stored.get("row_density")
    name = stored.get("writer_name")
    pages = stored.get("pages")
    return Settings(
        known_files=known,
        color_scheme=cast("ColorScheme", scheme) if scheme in _SCHEMES else plain.color_scheme,
        text_scale=int(scale) if scale in _TEXT_SCALES else plain.text_scale,
        row_density=int(density) if density in _DENSITIES else plain.row_density,
        writer_name=name if isinstance(name, str) else "",
        pages=pages if isinstance(pages, dict) else {},
        printer_offsets=dict(_pairs(stored.get("printer_offsets"))),
        printer_scales=dict(_pairs(stored.get("printer_scales"))),
    )


def _known_files(stored: object) -> list[KnownFile]:
    if not isinstance(stored, list):
        return []
    names = [item.name for item in dataclasses.fields(KnownFile)]
    return [
        KnownFile(**{name: str(item.get(name, "")) for name in names})
        for item in stored
        if isinstance(item, dict) and item.get("path")
    ]


def _pairs(stored: object) -> list[tuple[str, tuple[float, float]]]:
    if not isinstance(stored, dict):
        return []
    return [
        (str(printer), (float(pair[0]), float(pair[1])))
        for printer, pair in stored.items()
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, int | float) for part in pair)
    ]
