"""The sample data: complete, linked, clearly invented, and odd only where it is meant to be."""

import datetime as dt
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kpm_desktop.domain import names, national_id, phones
from kpm_desktop.store import regions

_RESOURCES = Path(__file__).parents[2] / "resources"
FOLDER = _RESOURCES / "sample"


def load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


PEOPLE: list[dict[str, Any]] = load("people.json")["people"]
SERIES: dict[str, Any] = load("series.json")
CONTEST: dict[str, Any] = load("contest.json")
OFFICE: dict[str, Any] = load("office.json")
BY_ID = {person["id"]: person for person in PEOPLE}
TREE = regions.load_regency(_RESOURCES / "regions", "35.13")
VILLAGES = {village.code: village for village in TREE.villages}
HEADS = [person for person in PEOPLE if "head_terms" in person]
CADRES = [person for person in PEOPLE if "cadre_terms" in person]


def test_every_village_of_the_eight_districts_has_a_head_and_a_cadre() -> None:
    served = {code for session in SERIES["sessions"] for code in session["districts"]}
    villages = {code for code, village in VILLAGES.items() if village.district_code in served}
    assert (len(served), len(villages)) == (8, 124)
    assert Counter(term["village"] for person in HEADS for term in person["head_terms"]) == dict.fromkeys(
        villages, 1
    )
    assert {term["village"] for person in CADRES for term in person["cadre_terms"]} == villages
    assert len(HEADS) == 124
    assert len(CADRES) == 131


def test_the_sessions_are_those_of_the_report() -> None:
    sessions = SERIES["sessions"]
    assert len(SERIES["venues"]) == len({session["venue"] for session in sessions}) == 5
    days = [dt.date.fromisoformat(session["date"]) for session in sessions]
    assert (min(days), max(days)) == (dt.date(2019, 4, 4), dt.date(2019, 4, 12))
    assert all(day.weekday() < 5 for day in days)
    known = [session for session in sessions if "dipilih untuk contoh" not in session["notes"]]
    assert [(session["date"], session["venue"]) for session in known] == [("2019-04-12", "pendopo-paiton")]
    assert set(known[0]["districts"]) == {"35.13.12", "35.13.11"}
    assert sorted(code for session in sessions for code in session["districts"]) == sorted(
        {code for session in sessions for code in session["districts"]}
    )


def test_attendance_is_of_known_people_once_a_session() -> None:
    for session in SERIES["sessions"]:
        rows = session["attendance"]
        assert len({row["person"] for row in rows}) == len(rows)
        by_person = {row["person"]: row for row in rows}
        for row in rows:
            assert row["person"] in BY_ID
            assert row.get("village", "35.13.12.2001") in VILLAGES
            if row.get("represents"):
                assert by_person[row["represents"]]["status"] == "represented"
                assert row["status"] == "present"
                assert not row["invited"]
        represented = [row["person"] for row in rows if row["status"] == "represented"]
        assert sorted(represented) == sorted(row["represents"] for row in rows if row.get("represents"))
        assert all(row["invited"] for row in rows if row["status"] in {"excused", "sick", "absent"})
        places = {village["village"][:8] for village in rows if village.get("village")}
        assert places == set(session["districts"])
    counts = Counter(row["status"] for session in SERIES["sessions"] for row in session["attendance"])
    assert set(counts) == {"present", "represented", "excused", "sick", "absent"}
    paiton = [row for row in SERIES["sessions"][-1]["attendance"] if row["invited"] and "role" not in row]
    assert Counter(row["post"] for row in paiton)["Kepala Desa"] == 33


def test_everything_linked_exists() -> None:
    venues = {venue["id"] for venue in SERIES["venues"]}
    for session in SERIES["sessions"]:
        assert session["venue"] in venues
        assert sum(topic["lesson_hours"] for topic in session["topics"]) == 5
        for speaker in session["speakers"]:
            assert speaker["person"] in BY_ID
            assert 1 <= speaker.get("topic", 1) <= len(session["topics"])
    assert all(judge["person"] in BY_ID for judge in CONTEST["judges"])
    assert [judge["chief"] for judge in CONTEST["judges"]].count(True) == 1
    entries = CONTEST["entries"]
    assert len({entry["village"][:8] for entry in entries}) == len(entries) == 8
    for entry in entries:
        assert entry["village"] in {term["village"] for term in BY_ID[entry["person"]]["cadre_terms"]}
    assert sum(int(stage["weight"]) for stage in CONTEST["stages"]) == 100
    assert set(CONTEST["contest"]["ties"]) - {"lot"} == {stage["id"] for stage in CONTEST["stages"]}


def test_nobody_is_real() -> None:
    for content in (load("people.json"), SERIES, CONTEST, OFFICE):
        assert content["note"].startswith("DATA CONTOH")
    assert len({person["name"] for person in PEOPLE}) == len(PEOPLE)
    numbers = [person["nik"] for person in PEOPLE if person["nik"]]
    assert len(set(numbers)) == len(numbers)
    assert all(nik.startswith("351399") for nik in numbers)
    assert "35.13.99" not in {district.code for district in TREE.districts}
    assert all(person["phone"] == "" or person["phone"].startswith("08120000") for person in PEOPLE)
    assert all(signatory["nip"].endswith("000") for signatory in OFFICE["signatories"])


def test_oddities_are_there_and_nothing_blocks() -> None:
    codes: Counter[str] = Counter()
    for person in PEOPLE:
        born = dt.date.fromisoformat(person["birth_date"]) if person["birth_date"] else None
        problems = names.name_problems(person["name"], person["title_front"], person["title_back"])
        problems += national_id.nik_problems(person["nik"], born, person["sex"], "35.13")
        problems += phones.phone_problems(person["phone"])
        assert not any(problem.is_blocking for problem in problems), person["id"]
        codes.update(problem.code for problem in problems)
        if person.get("nik_received"):
            assert person["nik"] == ""
            assert national_id.read_nik_cell(person["nik_received"]).status in {"damaged", "invalid", "ok"}
    assert set(codes) == {"W.204", "W.208"}
    assert sum(bool(person.get("nik_received")) for person in PEOPLE) >= 5
    assert sum(len(person["name"]) > 60 for person in PEOPLE) >= 4
    assert any("'" in person["name"] for person in PEOPLE)
    assert any("’" in person["name"] for person in PEOPLE)


def test_the_files_are_what_the_script_writes(tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()
    (tmp_path / "regions").mkdir()
    for path in (_RESOURCES / "regions" / "villages_35.tsv.gz", FOLDER / "build.py"):
        (tmp_path / path.parent.name / path.name).write_bytes(path.read_bytes())
    subprocess.run([sys.executable, tmp_path / "sample" / "build.py"], check=True, capture_output=True)
    for name in ("people.json", "series.json", "contest.json"):
        assert (tmp_path / "sample" / name).read_bytes() == (FOLDER / name).read_bytes(), name


@pytest.mark.parametrize("signatory", OFFICE["signatories"], ids=lambda signatory: signatory["name"])
def test_signatories_are_well_formed(signatory: dict[str, Any]) -> None:
    assert national_id.nip_problems(signatory["nip"]) == []
    assert names.name_problems(signatory["name"], signatory["title_front"], signatory["title_back"]) == []
