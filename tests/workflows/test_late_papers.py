"""What other PCs wrote of a person before they heard that he was erased: it goes when the two come together.

Three PCs work apart: one erases, the others issue papers, add terms, pictures and scans, and find out that he
stands there twice. In whatever order they meet, they end equal, and none of his values is in any byte.
"""

import dataclasses
import datetime as dt
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from builders import SUKODADI, Clock, add_person, edit_person, visible
from carrying import PLAIN, QUIET, begin, look, office, receive, send
from kpm_desktop.domain.changes import RowKey
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import NotUndoableError
from kpm_desktop.workflows import erase_person, send_package
from rounds import rounds

NAME, OTHER = "Zubaidahwati Xilofonwati", "Rini Melatiwati"
NIK, PHONE, NEW_PHONE, ADDRESS = "3513126704990001", "081299887766", "081355443322", "Dusun Rahasia RT 77"
SECOND, DECREE = "Zubaidahwati Jl. Mawar 9", "188/77/RAHASIA"
PORTRAIT, PHOTO, SCAN = b"foto diri beliau " * 40, b"foto beliau berpidato " * 40, b"pindaian lembar " * 40
TEXTS = (NAME, NAME.upper(), "Xilofonwati", "XILOFONWATI", NIK, PHONE, NEW_PHONE, ADDRESS, SECOND, DECREE)
SECRETS = (*(text.encode() for text in TEXTS), *(picture[:16] for picture in (PORTRAIT, PHOTO, SCAN)))
NOT_ON_PAPER = (*(text.encode() for text in (NIK, PHONE, NEW_PHONE, ADDRESS, SECOND, DECREE)), *SECRETS[-3:])


@dataclasses.dataclass
class Base:
    """What all PCs know before they part."""

    person: Uid
    other: Uid
    session: Uid
    series: Uid
    sheet: Uid


Trio: TypeAlias = tuple[Base, dict[str, DataFile], list[RowKey]]


def begun(data_file: DataFile) -> Base:
    """Two persons at a session with its printed list, and a number series."""
    file = data_file
    person = add_person(file, NAME, nik=NIK, phone=PHONE)
    other = add_person(file, OTHER)
    session, series = file.new_uid(), file.new_uid()
    with file.operation("edit", "Tambah pembinaan"):
        file.put("session", session, {"kind": "training", "date": "2026-11-20"})
        file.put("number_series", series, {"name": "Sertifikat", "pattern": "{urut}/KPM/{tahun}"})
        for one in (person, other):
            came = {"session": session, "person": one, "status": "present", "village": SUKODADI}
            file.put("attendance", pair_uid("attendance", session, one), came)
    base = Base(person, other, session, series, b"")
    return dataclasses.replace(base, sheet=sheet(file, base)[1])


def issued_paper(file: DataFile, base: Base, name: str, number: str) -> RowKey:
    """Freeze a paper that names people by their names only, on two lines."""
    first, last = name.split()
    texts = [["t", 10, 20, first], ["t", 10, 25, last], ["t", 10, 30, OTHER]]
    uid = file.new_uid()
    paper = {
        "kind": "invitation", "of": base.session, "number_series": base.series, "number": number,
        "date": "2026-11-21", "pieces": {"pages": [texts]}, "state": "issued",
    }  # fmt: skip
    with file.operation("issue", "Terbitkan undangan"):
        file.put("issued_paper", uid, paper)
    return "issued_paper", uid


def certificate(file: DataFile, base: Base, number: str, **more: Any) -> RowKey:
    uid = file.new_uid()
    paper = {
        "kind": "participant", "person": base.person, "number_series": base.series, "number": number,
        "date": "2026-11-21", "printed_name": NAME, "state": "issued", **more,
    }  # fmt: skip
    with file.operation("issue", "Terbitkan 1 sertifikat"):
        file.put("certificate", uid, paper)
        log = {"paper": "Sertifikat", "of": uid, "target": f"Sertifikat {NAME}.pdf"}
        file.put("print_log", file.new_uid(), log)
    return "certificate", uid


def sheet(file: DataFile, base: Base, name: str = NAME) -> RowKey:
    """Print the list of the session, as the program freezes it."""
    uid = file.new_uid()
    people = ((base.person, name), (base.other, OTHER))
    rows = [{"no": place, "person": who.hex(), "name": said} for place, (who, said) in enumerate(people, 1)]
    with file.operation("print", "Cetak daftar hadir"):
        file.put("printed_sheet", uid, {"kind": "H", "sheet_no": "H7", "of": base.session, "rows": rows})
    return "printed_sheet", uid


def second_pc(file: DataFile, base: Base) -> list[RowKey]:
    """Issue and add what tells of the person; returns the rows that must go with him."""
    edit_person(file, base.person, phone=NEW_PHONE)
    gone = [
        certificate(file, base, "7/KPM/2026"),
        issued_paper(file, base, NAME, "8/KPM/2026"),
        sheet(file, base),
    ]
    term, photo, scan, page = (file.new_uid() for _ in range(4))
    with file.operation("edit", "Tambah kader dan gambar"):
        file.put("cadre_term", term, {"person": base.person, "village": SUKODADI, "decree_no": DECREE})
        file.put("person", base.person, {"photo": file.put_asset(PORTRAIT, "image/png")})
        picture = file.put_asset(PHOTO, "image/png")
        file.put("attachment", photo, {"row": base.person, "asset": picture, "kind": "photo"})
        picture = file.put_asset(SCAN, "image/png")
        file.put("attachment", scan, {"row": base.session, "asset": picture, "kind": "scan"})
        file.put("attachment", page, {"row": base.sheet, "asset": picture, "kind": "scan"})
    file.save_draft("cadre", base.person, {"address": ADDRESS})
    return [*gone, ("cadre_term", term), *(("attachment", uid) for uid in (photo, scan, page))]


def third_pc(file: DataFile, base: Base) -> list[RowKey]:
    """Find the same person entered twice and join him; print and decide; returns what must go with him."""
    second = add_person(file, NAME, address=SECOND)
    with file.operation("join", "Gabung 2 orang"):
        file.people.join(second, base.person)
    log, decision, contest = (file.new_uid() for _ in range(3))
    with file.operation("export", "Simpan kartu"):
        file.put("print_log", log, {"paper": "Kartu", "target": f"Kartu {NAME}.pdf"})
    with file.operation("edit", "Tambah lomba"):
        file.put("contest", contest, {"name": "Lomba KPM"})
    with file.operation("lock", "Tetapkan hasil"):
        file.put("decision", decision, {"contest": contest, "content": {"rows": [{"name": NAME.upper()}]}})
    return [
        ("person", second),
        ("print_log", log),
        ("decision", decision),
        issued_paper(file, base, NAME, "9/KPM/2026"),
    ]


@pytest.fixture
def trio(tmp_path: Path) -> Iterator[Trio]:
    """Three PCs that worked apart; the first erased the person."""
    files = {"A": office(tmp_path / "A")}
    base = begun(files["A"])
    package = send(files["A"])
    for name in "BC":
        files[name] = begin(tmp_path / name, package, f"PC-{name}", Clock())
    gone = [*second_pc(files["B"], base), *third_pc(files["C"], base)]
    erase_person.erase(files["A"], base.person, QUIET)
    yield base, files, gone
    for file in files.values():
        file.close(backup=False)


def carry(files: Mapping[str, DataFile], sender: str, receiver: str, *, whole: bool) -> Any:
    """Carry a package from one PC to another: everything, or what the receiver lacks."""
    since = None if whole else files[receiver].vector()
    package = send(files[sender], dataclasses.replace(PLAIN, since=since, scans=True))
    found = receive(files[receiver], package)
    package.chmod(0o600)
    package.unlink()
    return found


def live_bytes(file: DataFile) -> dict[str, bytes]:
    """Return the data file, its journal, and the newest backup."""
    paths = [file.path, *file.places.journal.iterdir(), file.backups()[0].path]
    return {path.name: path.read_bytes() for path in paths}


def holding(file: DataFile) -> list[tuple[str, bytes]]:
    return [(name, secret) for name, raw in live_bytes(file).items() for secret in SECRETS if secret in raw]


def hidden(file: DataFile, rows: list[RowKey]) -> bool:
    return not any(
        file.rows(f"SELECT 1 FROM {table} WHERE uid = ? AND alive = 1", (uid,)) for table, uid in rows
    )


@pytest.mark.parametrize("seed", range(rounds("SEEDS", 8)))
def test_three_pcs_end_equal_in_any_order_and_nothing_of_the_person_is_left(trio: Trio, seed: int) -> None:
    base, files, gone = trio
    dice = random.Random(seed)  # noqa: S311 - a fixed order of meetings
    pairs = [(one, other) for one in files for other in files if one != other]
    for _ in range(dice.randrange(4)):
        carry(files, *dice.choice(pairs), whole=dice.random() < 0.5)
    dice.shuffle(pairs)
    for _ in range(2):  # each hears each twice: what the erasure had not named, then what that erased
        for sender, receiver in pairs:
            carry(files, sender, receiver, whole=dice.random() < 0.5)
    states = [visible(file) for file in files.values()]
    assert states[0] == states[1] == states[2]
    for file in files.values():
        assert holding(file) == []
        assert hidden(file, gone)
        assert file.check().is_sound
        assert file.draft("cadre", base.person) is None
        present = "SELECT count(*) FROM attendance WHERE alive = 1 AND status = 'present'"
        assert file.rows(present) == [(2,)]
        notes = [note.number_from for note in file.numbers.notes(base.series, 2026)]
        assert notes == [7, 8, 9], "each number once, whoever noted it"
    for sender, receiver in pairs:
        found = carry(files, sender, receiver, whole=True)
        assert found is None or found.preview.is_empty
    assert states == [visible(file) for file in files.values()]


def test_who_erased_loses_what_leads_to_him_at_once_and_the_rest_when_the_issuer_heard(trio: Trio) -> None:
    """A name is known no more where it was erased: a paper with nothing but the name waits for its issuer."""
    _, files, gone = trio
    for sender in "BC":
        carry(files, sender, "A", whole=False)
    waiting = {key for key in gone if not hidden(files["A"], [key])}
    assert {table for table, _ in waiting} == {"issued_paper", "print_log", "decision"}
    assert not any(secret in raw for secret in NOT_ON_PAPER for raw in live_bytes(files["A"]).values())
    for receiver in "BC":
        carry(files, "A", receiver, whole=False)
        assert holding(files[receiver]) == [], "who issued knew the name when he heard"
    for sender in "BC":
        carry(files, sender, "A", whole=False)
    assert holding(files["A"]) == []


def test_what_will_go_is_told_before_the_merge(trio: Trio) -> None:
    _, files, gone = trio
    package = send(files["B"], dataclasses.replace(PLAIN, since=files["A"].vector(), scans=True))
    seen = look(files["A"], package)
    done = receive(files["A"], package)
    assert seen is not None
    assert done is not None
    assert seen.late == done.preview.late
    assert set(seen.late) <= set(seen.erased)
    came = {key for key in gone if files["A"].rows(f"SELECT 1 FROM {key[0]} WHERE uid = ?", (key[1],))}
    assert {key for key in came if hidden(files["A"], [key])} <= {*seen.late}
    assert {seen.titles[key].name for key in seen.late} == {"(dimusnahkan)"}


def test_a_package_of_everything_still_tells_the_name_and_takes_the_paper_with_it(
    trio: Trio,
) -> None:
    _, files, _ = trio
    carry(files, "B", "A", whole=True)
    assert holding(files["A"]) == []


@pytest.mark.parametrize(("sender", "receiver"), ["AB", "BA"])
def test_undoing_such_a_merge_brings_nothing_back(trio: Trio, sender: str, receiver: str) -> None:
    """The merge can be taken back and made again; what was erased with it stays so, and stops Ctrl+Z."""
    _, files, gone = trio
    file = files[receiver]
    merged = carry(files, sender, receiver, whole=True)
    with pytest.raises(NotUndoableError):
        file.undo()
    undone = file.undo_operation(merged.changes.operation)
    for again in (None, undone.changes.operation):
        if again is not None:
            file.undo_operation(again)
        file.backup()
        assert holding(file) == []
        assert hidden(file, gone)
        assert file.check().is_sound


def test_a_list_printed_after_the_erasure_stays_on_every_pc(
    trio: Trio,
) -> None:
    """It counts the person and calls him erased."""
    base, files, _ = trio
    made = sheet(files["A"], base, "(dimusnahkan)")
    for sender, receiver in (("A", "B"), ("A", "C"), ("B", "C"), ("B", "A"), ("C", "A"), ("A", "B")):
        carry(files, sender, receiver, whole=True)
    assert not any(hidden(file, [made]) for file in files.values())


def test_a_district_that_issued_papers_before_it_heard_loses_them_and_so_does_the_regency(
    tmp_path: Path,
) -> None:
    """An extract goes there, a delta comes back: both end without anything of the person."""
    with office(tmp_path / "A") as regency:
        base = begun(regency)
        with regency.operation("edit", "Tambah kader"):
            term = {"person": base.person, "village": SUKODADI, "cadre_type": "KPM"}
            regency.put("cadre_term", regency.new_uid(), term)
        send_package.give_block(regency, "35.13.12", base.series, 2026, (7, 9), "Beri blok nomor 7-9")
        district = begin(tmp_path / "B", send(regency, district="35.13.12", with_nik=True), "PC-B")
        gone = [certificate(district, base, "7/KPM/2026"), issued_paper(district, base, NAME, "8/KPM/2026")]
        erase_person.erase(regency, base.person, QUIET)
        with district:
            receive(regency, send(district, since=regency.vector()))
            receive(district, send(regency, district="35.13.12", with_nik=True))
            receive(regency, send(district, since=regency.vector()))
            for file in (regency, district):
                assert holding(file) == []
                assert hidden(file, gone)
                assert file.check().is_sound
                assert [note.number_from for note in file.numbers.notes(base.series, 2026)] == [7, 8]


def test_where_an_erasure_is_heard_of_later_the_backups_until_then_go_thirty_days_after_that(
    tmp_path: Path,
) -> None:
    clock = Clock(dt.datetime(2026, 12, 20, 8, 0))  # noqa: DTZ001 - local
    with office(tmp_path / "A") as here:
        person = add_person(here, NAME)
        there = begin(tmp_path / "B", send(here), "PC-B", clock)
        there.backup()
        erase_person.erase(here, person, QUIET)
        receive(there, send(here))
    with there:
        old = {one.path.name for one in there.backups() if NAME.encode() in one.path.read_bytes()}
        assert old
        clock.turn(days=29)
        there.backup()
        assert old <= {one.path.name for one in there.backups()}
        clock.turn(days=2)
        there.backup()
        assert not old & {one.path.name for one in there.backups()}
