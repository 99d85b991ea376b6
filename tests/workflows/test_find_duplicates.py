"""Periksa kembar: planted pairs are found, few others; joining and taking apart gives back equal rows."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import Clock, created, visible
from invented_names import FIRST, LAST
from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.duplicates import PairLine
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.sessions import Session
from kpm_desktop.domain.uid import Uid, code_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.regions import load_regency
from kpm_desktop.workflows import find_duplicates

REGIONS = load_regency(Path(__file__).parents[2] / "resources" / "regions", "35.13")
PAITON, SUKODADI = code_uid("35.13.12.2015"), code_uid("35.13.12.2016")
BORN = dt.date(1984, 5, 2)


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    with created(tmp_path / "kpm.db", REGIONS, now=Clock()) as opened:
        yield opened


def add(
    data_file: DataFile,
    village: Uid | None = PAITON,
    term: dict[str, object] | None = None,
    **columns: object,
) -> Uid:
    person = Person(data_file.new_uid(), **columns)  # type: ignore[arg-type]
    made = CadreTerm(data_file.new_uid(), person.uid, village, **(term or {}))  # type: ignore[arg-type]
    with data_file.operation("edit", "Tambah 1 kader"):
        data_file.cadres.save(Cadre(person, made))
    return person.uid


def join(data_file: DataFile, kept: Uid, other: Uid, of_other: dict[str, bool]) -> Uid:
    """Join two as one step; returns it."""
    with data_file.operation("join", "Gabung 2 data") as operation:
        find_duplicates.join(data_file, kept, other, of_other)
    assert operation.changes is not None
    return operation.changes.operation


def shown_pairs(data_file: DataFile) -> list[PairLine]:
    """Return the pairs as the list shows them."""
    return find_duplicates.pair_lines(data_file, find_duplicates.find_pairs(data_file))


class Regency:
    """Two thousand cadres as they might be, sixty of them twice as people write them twice."""

    def __init__(self, seed: int, villages: list[Uid]) -> None:
        self.random = random.Random(seed)  # noqa: S311 (a test)
        self.villages = villages

    def cadre(self, data_file: DataFile) -> Cadre:
        pick = self.random
        born = dt.date(1960, 1, 1) + dt.timedelta(days=pick.randrange(15_000))
        name = " ".join((pick.choice(FIRST), *pick.choice(((), ("Nur",), ("Ayu",))), pick.choice(LAST)))
        day = born.day + 40 * pick.randrange(2)
        nik = f"351312{day:02}{born:%m%y}{pick.randrange(1, 9999):04}" if pick.random() < 0.7 else ""
        phone = f"0812{pick.randrange(10**8):08}" if pick.random() < 0.6 else ""
        known = born if pick.random() < 0.8 else None
        person = Person(data_file.new_uid(), name, nik=nik, birth_date=known, phone=phone)
        return Cadre(person, CadreTerm(data_file.new_uid(), person.uid, pick.choice(self.villages)))

    def twin(self, data_file: DataFile, cadre: Cadre) -> Cadre:
        """Return the same person, written by somebody else."""
        pick, person = self.random, cadre.person
        name = pick.choice((self.spelled, self.mistyped, str.upper))(person.name)
        nik, born = person.nik, person.birth_date
        match pick.randrange(4):
            case 0:
                nik = ""
            case 1:
                born = None
            case 2 if nik:
                nik = f"{nik[:-1]}{(int(nik[-1]) + 1) % 10}"
            case _:
                nik, born = "", None
        phone = pick.choice((person.phone, ""))
        twin = Person(data_file.new_uid(), name, nik=nik, birth_date=born, phone=phone)
        return Cadre(twin, CadreTerm(data_file.new_uid(), twin.uid, cadre.term.village))

    def spelled(self, name: str) -> str:
        old, new = self.random.choice(
            (("Moch.", "Muhammad"), ("Siti", "St."), ("u", "oe"), ("j", "dj"), ("y", "j"))
        )
        return name.replace(old, new)

    def mistyped(self, name: str) -> str:
        place = self.random.randrange(1, len(name) - 1)
        return name[:place] + name[place + 1 :]


@pytest.mark.parametrize("seed", [1, 2])
def test_planted_pairs_are_found_and_few_others(data_file: DataFile, seed: int) -> None:
    villages = [line.uid for line in data_file.villages.find(Clock()().date())]
    regency = Regency(seed, villages)
    cadres = [regency.cadre(data_file) for _ in range(1940)]
    planted = [(one, regency.twin(data_file, one)) for one in regency.random.sample(cadres, 60)]
    with data_file.operation("import", "Impor 2000 kader"):
        for cadre in [*cadres, *(twin for _, twin in planted)]:
            data_file.cadres.save(cadre)
    wanted = {frozenset((one.uid, twin.uid)) for one, twin in planted}
    found = {frozenset((pair.one, pair.other)) for pair in shown_pairs(data_file)}
    assert len(wanted & found) >= 57
    assert len(found - wanted) <= 40


def test_join_and_take_apart_gives_back_equal_rows(data_file: DataFile) -> None:
    kept = add(data_file, name="Siti Contohwati", nik="3513124205840004", term={"decree_no": "188/1"})
    other = add(
        data_file, name="St. Contohwati", birth_date=BORN, phone="081200000101", nik_received="3,5E+15"
    )
    before = visible(data_file)
    chosen = find_duplicates.proposed(data_file.cadres.get(kept), data_file.cadres.get(other))
    assert chosen == {"name": False, "nik": False, "birth_date": True, "phone": True, "decree_no": False}
    done = join(data_file, kept, other, chosen)
    [line] = data_file.cadres.find(Clock()().date())
    cadre = data_file.cadres.get(kept)
    assert (line.uid, line.full_name, line.state) == (kept, "Siti Contohwati", "active")
    assert (cadre.person.birth_date, cadre.person.phone, cadre.person.nik_received) == (
        BORN,
        "081200000101",
        "",
    )
    assert cadre.earlier == ()
    [joined] = find_duplicates.pair_lines(data_file, [])
    assert (joined.one, joined.other, joined.operation) == (kept, other, done)
    data_file.undo_operation(done)
    assert visible(data_file) == before
    assert find_duplicates.pair_lines(data_file, []) == []


def test_taking_apart_later_keeps_the_edits_made_since(data_file: DataFile) -> None:
    kept, other = (
        add(data_file, name="Rini Melati"),
        add(data_file, name="Rini Melatti", phone="081200000101"),
    )
    done = join(data_file, kept, other, {"phone": True})
    with data_file.operation("edit", "Ubah 1 kader"):
        data_file.cadres.set_field([kept], "occupation", "Guru")
    data_file.undo_operation(done)
    assert {line.uid for line in data_file.cadres.find(Clock()().date())} == {kept, other}
    assert data_file.people.get(kept).occupation == "Guru"


def test_the_term_in_another_village_stays_as_history(data_file: DataFile) -> None:
    kept = add(data_file, PAITON, name="Rini Melati", term={"term_start": dt.date(2025, 1, 1)})
    other = add(data_file, SUKODADI, name="Rini Melati", term={"decree_no": "1/2020"})
    cadres = data_file.cadres.get(kept), data_file.cadres.get(other)
    assert find_duplicates.proposed(*cadres) == {"term": False}
    done = join(data_file, kept, other, {"term": False})
    cadre = data_file.cadres.get(kept)
    assert (cadre.term.village, cadre.term.status) == (PAITON, "active")
    assert [(term.village, term.status, term.decree_no) for term in cadre.earlier] == [
        (SUKODADI, "ended", "1/2020")
    ]
    data_file.undo_operation(done)
    join(data_file, kept, other, {"term": True})
    cadre = data_file.cadres.get(kept)
    assert [(term.village, term.status) for term in (cadre.term, *cadre.earlier)] == [
        (SUKODADI, "active"),
        (PAITON, "ended"),
    ]


def test_of_two_decrees_in_one_village_the_newer_goes_on_and_neither_is_lost(data_file: DataFile) -> None:
    old = add(data_file, name="Rini Melati", term={"decree_no": "1/2020", "term_start": dt.date(2020, 1, 1)})
    new = add(data_file, name="Rini Melati", term={"decree_no": "7/2025", "term_start": dt.date(2025, 1, 1)})
    chosen = find_duplicates.proposed(data_file.cadres.get(old), data_file.cadres.get(new))
    assert chosen == {"term": True}
    join(data_file, old, new, chosen)
    terms = data_file.cadres.terms(old)
    assert [(term.decree_no, term.status) for term in terms] == [("7/2025", "active"), ("1/2020", "ended")]


def test_who_walked_in_is_joined_with_the_cadre_he_is(data_file: DataFile) -> None:
    cadre = add(data_file, name="Rini Melati", nik="3513124205840004")
    guest = Person(data_file.new_uid(), "Rini Melatti", phone="081200000101")
    session = data_file.new_uid()
    with data_file.operation("edit", "Tambah 1 peserta"):
        data_file.sessions.save(Session(session))
        data_file.attendance.add_walk_in(session, guest, PAITON)
    before = visible(data_file)
    [pair] = find_duplicates.find_pairs(data_file)
    [line] = find_duplicates.pair_lines(data_file, [pair])
    assert (line.one, line.other, line.reasons) == (cadre, guest.uid, ("name", "village_code"))
    done = join(data_file, line.one, line.other, {"phone": True})
    assert data_file.people.get(cadre).phone == "081200000101"
    assert [one.of for one in data_file.people.history(cadre)] == [session]
    data_file.undo_operation(done)
    assert visible(data_file) == before


def test_three_rows_of_one_person_stay_a_pair_after_two_are_joined(data_file: DataFile) -> None:
    first, second, third = sorted(add(data_file, name=name) for name in ("Dewi Kenanga",) * 3)
    pairs = find_duplicates.find_pairs(data_file)
    assert len(pairs) == 3
    join(data_file, first, second, {})
    open_pair, joined = find_duplicates.pair_lines(data_file, pairs)
    assert (open_pair.one, open_pair.other) == (first, third)
    assert (joined.one, joined.other, joined.is_joined) == (first, second, True)


def test_what_was_told_apart_is_never_proposed_again(data_file: DataFile) -> None:
    one, other = add(data_file, name="Dewi Kenanga"), add(data_file, name="Dewi Kenanga")
    assert len(shown_pairs(data_file)) == 1
    with data_file.operation("edit", "Bukan orang yang sama"):
        data_file.people.mark_not_same(other, one)
    assert shown_pairs(data_file) == []
    pair = find_duplicates.pair_of(data_file, other, one)
    assert {pair.one, pair.other} == {one, other}


def test_a_nik_held_twice_is_a_pair_however_the_names_differ(data_file: DataFile) -> None:
    add(data_file, name="Dewi Kenanga", nik="3513124205840004")
    add(data_file, SUKODADI, name="Imam Cemara", nik="3513124205840004")
    [pair] = find_duplicates.find_pairs(data_file)
    assert (pair.score, pair.reasons) == (100, ("nik",))


def test_different_people_of_one_name_are_no_pair(data_file: DataFile) -> None:
    add(data_file, PAITON, name="Siti Aminah", birth_date=dt.date(1970, 1, 5))
    add(data_file, SUKODADI, name="Siti Aminah", birth_date=dt.date(1988, 11, 23))
    assert find_duplicates.find_pairs(data_file) == []
