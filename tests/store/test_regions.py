"""The shipped reference data: its counts, its shape, and how fast one regency is read."""

import gzip
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from kpm_desktop.store import regions

FOLDER = Path(__file__).parents[2] / "resources" / "regions"


@pytest.fixture(scope="module")
def probolinggo() -> regions.RegionTree:
    return regions.load_regency(FOLDER, "35.13")


@pytest.fixture(scope="module")
def nation() -> list[regions.RegionTree]:
    return [regions.load_regency(FOLDER, regency.code) for regency in regions.regencies(FOLDER)]


def test_the_nation_is_complete(nation: list[regions.RegionTree]) -> None:
    villages = [village for tree in nation for village in tree.villages]
    assert len(nation) == 514
    assert len({tree.regency.code[:2] for tree in nation}) == 38
    assert sum(len(tree.districts) for tree in nation) == 7_285
    assert len({village.code for village in villages}) == len(villages) == 83_762
    assert Counter(village.kind for village in villages) == {
        "desa": 75_252,
        "kelurahan": 8_496,
        "desa adat": 14,
    }
    assert max(len(village.name) for village in villages) == 44


def test_codes_nest_and_are_in_order(nation: list[regions.RegionTree]) -> None:
    assert [tree.regency.code for tree in nation] == sorted(tree.regency.code for tree in nation)
    for tree in nation:
        codes = {district.code for district in tree.districts}
        assert all(code.startswith(f"{tree.regency.code}.") for code in codes)
        assert {village.district_code for village in tree.villages} == codes
        assert list(tree.villages) == sorted(tree.villages, key=lambda village: village.code)


def test_a_province_of_the_east() -> None:
    east = [regency for regency in regions.regencies(FOLDER) if regency.code.startswith("35.")]
    trees = [regions.load_regency(FOLDER, regency.code) for regency in east]
    assert sum(len(tree.districts) for tree in trees) == 666
    assert sum(len(tree.villages) for tree in trees) == 8_494


def test_kabupaten_probolinggo(probolinggo: regions.RegionTree) -> None:
    assert probolinggo.regency == regions.Regency("35.13", "Kabupaten Probolinggo")
    assert len(probolinggo.districts) == 24
    assert Counter(village.kind for village in probolinggo.villages) == {"desa": 325, "kelurahan": 5}
    assert {village.name for village in probolinggo.villages if village.kind == "kelurahan"} == {
        "Semampir",
        "Sidomukti",
        "Kraksaan Wetan",
        "Kandangjati Kulon",
        "Patokan",
    }
    names = Counter(village.name for village in probolinggo.villages)
    assert {name for name, count in names.items() if count > 1} == {
        "Wringinanom",
        "Patokan",
        "Karanganyar",
        "Alastengah",
        "Tamansari",
        "Wonorejo",
        "Pesisir",
    }
    pairs = {(village.name, village.district_code) for village in probolinggo.villages}
    assert len(pairs) == 330


def test_the_eight_districts_of_april_2019(probolinggo: regions.RegionTree) -> None:
    eight = {"Dringu", "Pajarakan", "Gending", "Krejengan", "Kraksaan", "Besuk", "Paiton", "Kotaanyar"}
    codes = {district.code for district in probolinggo.districts if district.name in eight}
    villages = [village for village in probolinggo.villages if village.district_code in codes]
    assert len(villages) == 124
    assert Counter(village.kind for village in villages) == {"desa": 119, "kelurahan": 5}


def test_aliases_differ_in_spaces_case_or_punctuation_only(probolinggo: regions.RegionTree) -> None:
    official = {village.code: village.name for village in probolinggo.villages}

    def letters(name: str) -> str:
        return "".join(sign for sign in name.lower() if sign.isalnum())

    assert all(letters(one.name) == letters(official[one.village_code]) for one in probolinggo.aliases)
    assert all(letters(one.name) != letters(official[one.village_code]) for one in probolinggo.suggestions)
    assert all(one.name != official[one.village_code] for one in probolinggo.aliases)
    assert not any(re.search("[()]", one.name) for one in (*probolinggo.aliases, *probolinggo.suggestions))
    assert (len(probolinggo.aliases), len(probolinggo.suggestions)) == (59, 30)


def test_other_regencies_have_no_spellings() -> None:
    tree = regions.load_regency(FOLDER, "35.74")
    assert tree.regency.name == "Kota Probolinggo"
    assert tree.aliases == tree.suggestions == ()


def test_archive_codes_and_attribution() -> None:
    codes = dict(regions.archive_codes(FOLDER))
    assert len(codes) == 23
    assert codes["400.10.3.5"] == "Pelatihan Masyarakat"
    assert regions.attribution(FOLDER) in (FOLDER / "NOTICE.md").read_text(encoding="utf-8")
    assert "ODbL" in regions.attribution(FOLDER)


def test_an_unknown_regency_is_refused() -> None:
    with pytest.raises(KeyError):
        regions.load_regency(FOLDER, "99.99")


def test_reading_is_fast() -> None:
    def best(code: str) -> float:
        times = []
        for _ in range(5):
            start = time.process_time()
            regions.load_regency(FOLDER, code) if code else regions.regencies(FOLDER)
            times.append(time.process_time() - start)
        return min(times)

    assert best("") < 0.010
    assert max(best("35.13"), best("11.08")) < 0.060


def build(tmp_path: Path, rows: str) -> "subprocess.CompletedProcess[str]":
    head = "regency_code,regency,district_code,district,village_code,village,kind\n"
    villages = tmp_path / "villages.csv.gz"
    villages.write_bytes(gzip.compress((head + rows).encode()))
    spellings = tmp_path / "spellings.csv"
    spellings.write_text(
        "village_code,district,official,variant\n01.02.03.2001,Satu,Contoh Asri,Contohasri (Conto)\n"
    )
    archive = tmp_path / "archive.csv"
    archive.write_text("code,description\n400.10,Pemberdayaan\n")
    arguments: list[str | Path] = [
        villages,
        "--spellings",
        spellings,
        "--archive",
        archive,
        "--into",
        tmp_path / "out",
    ]
    command: list[str | Path] = [sys.executable, FOLDER / "build.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_build_script_writes_what_the_reader_reads(tmp_path: Path) -> None:
    rows = (
        "01.02,Kabupaten Contoh,01.02.03,Satu,01.02.03.2001,Contoh Asri,desa\n"
        '01.02,Kabupaten Contoh,01.02.03,Satu,01.02.03.1002,"Contoh, Indah",kelurahan\n'
    )
    assert build(tmp_path, rows).returncode == 0
    tree = regions.load_regency(tmp_path / "out", "01.02")
    assert tree == regions.RegionTree(
        regions.Regency("01.02", "Kabupaten Contoh"),
        (regions.District("01.02.03", "Satu"),),
        (
            regions.Village("01.02.03.1002", "Contoh, Indah", "kelurahan"),
            regions.Village("01.02.03.2001", "Contoh Asri", "desa"),
        ),
        (regions.Spelling("01.02.03.2001", "Contohasri"),),
        (regions.Spelling("01.02.03.2001", "Conto"),),
    )
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert build(tmp_path, rows).returncode == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == first


@pytest.mark.parametrize(
    "row",
    [
        "01.02,Kabupaten Contoh,01.02.03,Satu,01.02.03.2001,Contoh,kelurahan\n",
        "01.02,Kabupaten Contoh,01.02.04,Satu,01.02.03.2001,Contoh,desa\n",
        "01.02,Kabupaten Contoh,01.02.03,Satu,01.02.03.2001,Contoh,desa\n" * 2,
    ],
)
def test_the_build_script_refuses_a_source_that_contradicts_itself(tmp_path: Path, row: str) -> None:
    assert build(tmp_path, row).returncode != 0
    assert not (tmp_path / "out").exists()
