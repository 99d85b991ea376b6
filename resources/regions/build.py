# ruff: noqa: INP001
"""Write the reference data files beside this script from their published sources.

    python resources/regions/build.py VILLAGES_NATIONAL.csv.gz --spellings VARIANTS.csv --archive CODES.csv

`--into DIR` writes elsewhere. The same sources give the same bytes. Standard library only. What is written:

    regencies.tsv        code, name: 514 rows
    villages_PP.tsv.gz   code, name: one file a province; a district's row (8 signs), then its villages
                         (13 signs); the code holds the kind: .1nnn kelurahan, .2nnn desa, .3nnn desa adat
    spellings.tsv        village code, use, name: use is alias (spaces, case, punctuation) or suggestion
    archive_codes.tsv    code, description

All are UTF-8, tab between columns, LF, no header, ordered by code. Origins and licences: NOTICE.md.
"""

import argparse
import csv
import gzip
import io
import re
import sys
from pathlib import Path

_KIND_DIGITS = {"kelurahan": "1", "desa": "2", "desa adat": "3"}


def _read(path: Path) -> list[dict[str, str]]:
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def _tsv(rows: list[tuple[str, ...]]) -> bytes:
    for row in rows:
        if any(re.search(r"[\t\r\n]", value) or not value for value in row):
            raise ValueError(f"a value that a row cannot hold: {row}")
    return "".join("\t".join(row) + "\n" for row in rows).encode("utf-8")


def build_regions(villages: list[dict[str, str]]) -> dict[str, bytes]:
    """Return file name -> bytes for the regencies and the provinces' villages."""
    regencies: dict[str, str] = {}
    provinces: dict[str, dict[str, str]] = {}
    for row in villages:
        code, district = row["village_code"], row["district_code"]
        if not re.fullmatch(r"\d\d\.\d\d\.\d\d\.\d{4}", code) or code[9] != _KIND_DIGITS[row["kind"]]:
            raise ValueError(f"code and kind disagree: {row}")
        if not code.startswith(f"{district}.") or not district.startswith(f"{row['regency_code']}."):
            raise ValueError(f"codes do not nest: {row}")
        places = provinces.setdefault(code[:2], {})
        if code in places or places.setdefault(district, row["district"]) != row["district"]:
            raise ValueError(f"a code twice: {row}")
        places[code] = row["village"]
        if regencies.setdefault(row["regency_code"], row["regency"]) != row["regency"]:
            raise ValueError(f"a regency with two names: {row}")
    files = {"regencies.tsv": _tsv(sorted(regencies.items()))}
    for province, places in provinces.items():
        files[f"villages_{province}.tsv.gz"] = gzip.compress(_tsv(sorted(places.items())), 9, mtime=0)
    return files


def squeezed(name: str) -> str:
    """Return a place name without case, spaces and punctuation: what an alias shares with its name."""
    return re.sub(r"[\W_]", "", name.casefold())


def build_spellings(variants: list[dict[str, str]]) -> bytes:
    """Return the spellings; a cell with two, as in `Kramat Agung (Kramatung)`, gives two."""
    rows: set[tuple[str, ...]] = set()
    for row in variants:
        for name in re.split(r"\s*[()]\s*", row["variant"]):
            if name and name != row["official"]:
                use = "alias" if squeezed(name) == squeezed(row["official"]) else "suggestion"
                rows.add((row["village_code"], use, name))
    return _tsv(sorted(rows))


def main() -> int:
    """Read the sources named on the command line and write the files."""
    parser = argparse.ArgumentParser(description="Write the reference data from its sources.")
    parser.add_argument("villages", type=Path, help="villages_national.csv.gz")
    parser.add_argument("--spellings", type=Path, required=True, help="village_spelling_variants_3513.csv")
    parser.add_argument("--archive", type=Path, required=True, help="archive_classification_400_10.csv")
    parser.add_argument("--into", type=Path, default=Path(__file__).parent)
    arguments = parser.parse_args()
    files = build_regions(_read(arguments.villages))
    files["spellings.tsv"] = build_spellings(_read(arguments.spellings))
    files["archive_codes.tsv"] = _tsv([(row["code"], row["description"]) for row in _read(arguments.archive)])
    arguments.into.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (arguments.into / name).write_bytes(content)
    sys.stdout.write(f"{len(files)} files, {sum(map(len, files.values()))} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
