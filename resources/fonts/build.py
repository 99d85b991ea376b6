# ruff: noqa: INP001 (a script, no package)
"""Builds the fonts of this folder from their published files. Run once, by a developer; fontTools is needed.

    python resources/fonts/build.py GARAMOND_DIR LATO_DIR LIBERATION_DIR

GARAMOND_DIR holds EBGaramond12-Regular.ttf and -Italic.ttf (Debian: fonts-ebgaramond-extra), LATO_DIR the
Lato 2.007 files (Debian: fonts-lato), LIBERATION_DIR the LiberationSans files (Debian: fonts-liberation2).
EB Garamond and Lato are changed, so they get other family names ("Lato" is reserved): only Latin, only
kerning (ligatures would swallow letters in extracted text), for EB Garamond lining digits instead of
old-style ones (a "1" that looks like an "I" is useless in numbers). Liberation is a reserved name and is
copied unchanged.
"""

import argparse
import shutil
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
FAMILY = "KPM Garamond"
SANS = "KPM Sans"
STYLES = {"Regular": "KPMGaramond-Regular.ttf", "Italic": "KPMGaramond-Italic.ttf"}
SANS_STYLES = ("Regular", "Bold", "Black", "Italic")
UNCHANGED = ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "LiberationSans-Italic.ttf")
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LETTERS = (*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x2BC)
PUNCTUATION = (0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x2032, 0x2212)


def main() -> None:
    """Write every font file of this folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("garamond", type=Path)
    parser.add_argument("lato", type=Path)
    parser.add_argument("liberation", type=Path)
    folders = parser.parse_args()
    for style, name in STYLES.items():
        build_garamond(folders.garamond / f"EBGaramond12-{style}.ttf", style, HERE / name)
    for style in SANS_STYLES:
        build_sans(folders.lato / f"Lato-{style}.ttf", style, HERE / f"KPMSans-{style}.ttf")
    for name in UNCHANGED:
        shutil.copyfile(folders.liberation / name, HERE / name)


def build_garamond(source: Path, style: str, target: Path) -> None:
    """Write the Latin, kern-only, lining-digit subset of one EB Garamond file under our family name."""
    font = TTFont(source, recalcTimestamp=False)
    remap_digits(font)
    save_subset(font, FAMILY, style, target)


def build_sans(source: Path, style: str, target: Path) -> None:
    """Write the Latin, kern-only subset of one Lato file under our family name."""
    save_subset(TTFont(source, recalcTimestamp=False), SANS, style, target)


def save_subset(font: TTFont, family: str, style: str, target: Path) -> None:
    """Keep the letters of our papers and the kerning, rename the font and save it."""
    options = subset.Options(layout_features=["kern"], name_IDs=[], notdef_outline=True, hinting=True)
    options.drop_tables += ["FFTM", "DSIG"]
    work = subset.Subsetter(options)
    work.populate(unicodes=[*LETTERS, *PUNCTUATION])
    licence = [record for record in font["name"].names if record.nameID in {0, 13, 14}]
    work.subset(font)
    rename(font, family, style, licence)
    font.save(target)


def remap_digits(font: TTFont) -> None:
    """Let the ten digits show the lining glyphs of the same font."""
    for table in font["cmap"].tables:
        if not table.isUnicode():
            continue
        for offset, name in enumerate(DIGITS):
            table.cmap[0x30 + offset] = f"{name}.lnum"


def rename(font: TTFont, family: str, style: str, licence: list) -> None:
    """Give the font our family name; the copyright and licence records stay."""
    font["name"].names = licence
    full = family if style == "Regular" else f"{family} {style}"
    post_script = f"{family.replace(' ', '')}-{style}"
    for number, text in ((1, family), (2, style), (3, post_script), (4, full), (6, post_script)):
        font["name"].setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    main()
