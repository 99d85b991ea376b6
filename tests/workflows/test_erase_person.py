"""Musnahkan: none of a person's values in any byte left, counts and numbers as before, never undone."""

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import Clock, add_person, edit_person
from carrying import QUIET, begin, office, receive, send
from demo_folder import demo
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store import copies
from kpm_desktop.store.backups import expired
from kpm_desktop.store.copies import CopyKind, HeldCopy
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import NotUndoableError
from kpm_desktop.store.package_log import HeldPackage
from kpm_desktop.workflows import erase_person, live_papers, sample_papers
from kpm_desktop.workflows.progress import Cancelled

NIK, PHONE, ADDRESS = "3513126704990001", "081299887766", "Dusun Rahasia RT 77"
PICTURE = b"gambar seorang kader " * 40


@pytest.fixture
def year(tmp_path: Path) -> Iterator[DataFile]:
    """The sample: a series with papers, certificates and a contest."""
    folder = tmp_path / "contoh"
    shutil.copytree(demo().folder, folder)
    clock = Clock(dt.datetime.now() + dt.timedelta(days=1))  # noqa: DTZ005 - after the files were made
    with DataFile.open(folder / "contoh.db", writer_name="PC-UJI", now=clock) as data_file:
        yield data_file


def a_cadre(data_file: DataFile) -> tuple[Uid, str]:
    """Return a cadre of the sample with a certificate, and his name."""
    [(person, name)] = data_file.rows(
        "SELECT p.uid, p.name FROM certificate c JOIN person p ON p.uid = c.person"
        " JOIN cadre_term t ON t.person = p.uid WHERE length(p.name) > 12"
        " AND (SELECT count(*) FROM person q WHERE q.name LIKE '%' || p.name || '%') = 1"
        " ORDER BY p.uid LIMIT 1"
    )
    return person, name


def filled(data_file: DataFile, person: Uid) -> None:
    """Give a person values, change some again, begin a form, and keep a photo."""
    with data_file.operation("edit", "Ganti foto"):
        photo = data_file.put_asset(PICTURE, "image/png")
        data_file.put("person", person, {"photo": photo, "nik": NIK, "phone": PHONE})
    edit_person(data_file, person, phone="", address=ADDRESS)
    data_file.save_draft("cadre", person, {"address": ADDRESS})


def files_with(folder: Path, *values: bytes) -> list[str]:
    """Return the files below a folder in which one of these values stands, as they are on disk."""
    found = []
    for path in sorted(folder.rglob("*")):
        raw = path.read_bytes() if path.is_file() else b""
        if any(value in raw for value in values):
            found.append(path.name)
    return found


def counts(data_file: DataFile) -> list[int]:
    """Return what an office counts: who was invited, who came, who is in the contest, the scores."""
    asked = (
        "SELECT count(*) FROM attendance WHERE alive = 1",
        "SELECT count(*) FROM attendance WHERE alive = 1 AND status = 'present'",
        "SELECT count(*) FROM entry WHERE alive = 1",
        "SELECT count(*) FROM score WHERE alive = 1",
    )
    return [data_file.rows(sql)[0][0] for sql in asked]


def test_nothing_of_an_erased_person_is_left_in_any_byte(year: DataFile) -> None:
    person, name = a_cadre(year)
    filled(year, person)
    year.backup()
    before = counts(year)
    secrets = [text.encode() for text in (name, name.upper(), NIK, PHONE, ADDRESS)] + [PICTURE[:40]]
    live = ["contoh.db", *(path.name for path in year.places.journal.iterdir())]
    held = files_with(year.path.parent, *secrets)
    assert set(held) >= set(live)

    seen = erase_person.look(year, person)
    assert seen.papers["certificate"] == 1
    assert seen.papers["printed_sheet"] >= 1
    done = erase_person.erase(year, person, QUIET)

    assert done.papers == seen.papers
    now = files_with(year.path.parent, *secrets)
    assert not set(now) & set(live)
    newest = year.backups()[0]
    assert newest.path.name not in now
    assert sorted(one.name for one in done.copies) == now
    assert counts(year) == before
    assert year.check().is_sound
    assert year.draft("cadre", person) is None
    assert person not in {line.uid for line in year.cadres.find(dt.date(2026, 11, 24))}
    assert year.record_history("person", person) == []
    year.close(backup=False)
    assert not set(files_with(year.path.parent, *secrets)) & set(live)


LONG = "Zubaidahwati Xilofonwatiningsih Kusumaningratan Abdurrahmanita Wahidinsarita"


def at_a_session(data_file: DataFile, name: str) -> tuple[Uid, Uid]:
    """Put a person with titles on the list of a session, as participant and speaker."""
    [(session, village)] = data_file.rows(
        "SELECT session, village FROM attendance WHERE village NOT NULL AND alive = 1 ORDER BY uid LIMIT 1"
    )
    person = add_person(data_file, name, title_front="Dra. Hj.", title_back="S.Pd., M.Si.")
    with data_file.operation("edit", "Tambah 1 peserta"):
        present = {"session": session, "person": person, "role": "participant", "status": "present"}
        data_file.put(
            "attendance",
            pair_uid("attendance", session, person),
            {**present, "invited": 1, "village": village},
        )
        speaks = {"session": session, "person": person, "role": "speaker", "institution": "Kantor"}
        data_file.put("speaker", data_file.new_uid(), speaks)
    return person, session


def test_a_name_on_several_lines_of_a_paper_goes_word_by_word(year: DataFile) -> None:
    person, session = at_a_session(year, LONG)
    sample_papers.event_papers(year, {"uji": session}, QUIET)
    words = [spelling.encode() for word in LONG.split() for spelling in (word, word.upper())]
    held = [raw for (raw,) in year.rows("SELECT body FROM change WHERE tbl = 'issued_paper'")]
    apart = [body for body in held if LONG.split(maxsplit=1)[0] in body and LONG not in body]
    assert apart, "on one paper at least it stands on several lines"
    done = erase_person.erase(year, person, QUIET)
    assert done.papers["issued_paper"] >= 2
    live = {year.path.name, *(path.name for path in year.places.journal.iterdir())}
    assert not live & set(files_with(year.path.parent, *words))


def test_a_paper_under_an_earlier_name_goes_too(year: DataFile) -> None:
    person, session = at_a_session(year, "Xilofonwati Lama")
    sample_papers.event_papers(year, {"uji": session}, QUIET)
    edit_person(year, person, name="Wulan Baru", title_front=None, title_back=None)
    erase_person.erase(year, person, QUIET)
    assert files_with(year.path.parent, b"Xilofonwati", b"XILOFONWATI") == []


def test_a_paper_that_names_somebody_with_a_longer_name_stays(year: DataFile) -> None:
    _, session = at_a_session(year, "Xilofonwati Lamasari")
    sample_papers.event_papers(year, {"uji": session}, QUIET)
    namesake = add_person(year, "Xilofonwati Lama")
    assert erase_person.look(year, namesake).papers == {}


def test_scans_and_files_that_show_the_name_go_with_their_pictures_and_notes_are_told(year: DataFile) -> None:
    person, name = a_cadre(year)
    [(session,)] = year.rows(
        "SELECT p.of FROM printed_sheet p JOIN attendance a ON a.session = p.of WHERE a.person = ?", (person,)
    )
    kept = (("scan", "Daftar hadir", b"pindaian" * 40), ("photo", f"Foto {name}", b"foto" * 40))
    other = ("photo", "Foto pembukaan", b"pembukaan" * 40)
    with year.operation("edit", "Tambah foto"):
        for kind, caption, content in (*kept, other):
            asset = year.put_asset(content, "image/png")
            held = {"row": session, "asset": asset, "kind": kind, "caption": caption}
            year.put("attachment", year.new_uid(), held)
        year.put("session", session, {"notes": f"{name} menjadi pembawa acara"})
    seen = erase_person.look(year, person)
    assert {title.name for key, title in seen.titles.items() if key[0] == "attachment"} == {
        "Daftar hadir",
        f"Foto {name}",
    }
    assert set(seen.mentions) == {("session", session)}
    erase_person.erase(year, person, QUIET)
    assert year.rows("SELECT caption FROM attachment WHERE alive = 1") == [("Foto pembukaan",)]
    live = year.path.read_bytes()
    assert [content[:24] in live for _, _, content in (*kept, other)] == [False, False, True]


def test_the_name_of_a_file_that_was_printed_goes_too(year: DataFile) -> None:
    person, name = a_cadre(year)
    live_papers.log_print(year, "Kartu kader", person, 1, f"Kartu kader {name}.pdf")
    live_papers.log_print(year, "Daftar kader", None, 1, f"Daftar untuk {name}.pdf")
    live_papers.log_print(year, "Daftar kader", None, 1, "Daftar.pdf")
    before = year.rows("SELECT count(*) FROM print_log WHERE target NOT NULL")[0][0]
    erase_person.erase(year, person, QUIET)
    kept = year.rows("SELECT target FROM print_log WHERE target NOT NULL AND alive = 1")
    assert ("Daftar.pdf",) in kept
    assert not any(name in target for (target,) in kept)
    assert before - len(kept) >= 2


def test_an_erased_person_is_named_as_such_wherever_he_is_still_counted(year: DataFile) -> None:
    """In every list of unlike rows (history, conflicts, merge), in registers and in what papers draw from."""
    erased = "(dimusnahkan)"
    [(judge, person, contest)] = year.rows(
        "SELECT uid, person, contest FROM judge WHERE alive = 1 AND person NOT NULL ORDER BY uid LIMIT 1"
    )
    [(session, other)] = year.rows(
        "SELECT session, person FROM attendance WHERE alive = 1 AND status = 'present'"
        " AND person <> ? ORDER BY uid LIMIT 1",
        (person,),
    )
    with year.operation("edit", "Tambah narasumber"):
        speaker = year.new_uid()
        year.put("speaker", speaker, {"session": session, "person": person, "role": "speaker"})
    links = [
        (table, uid)
        for table in ("judge", "speaker", "attendance", "entry", "cadre_term", "person", "certificate")
        for (uid,) in year.rows(
            f"SELECT uid FROM {table} WHERE {'uid' if table == 'person' else 'person'} IN (?, ?)",
            (person, other),
        )
    ]
    marks = [
        ("score_sheet", uid) for (uid,) in year.rows("SELECT uid FROM score_sheet WHERE judge = ?", (judge,))
    ]
    assert {table for table, _ in (*links, *marks)} >= {"judge", "speaker", "attendance", "person"}
    for one in (person, other):
        erase_person.erase(year, one, QUIET)
    assert {title.name for title in year.titles([*links, *marks]).values()} == {erased}
    assert year.people.get(person).full_name == year.people.get(person).paper_name == erased
    assert [line.name for line in year.attendance.find(session) if line.person == other] == [erased]
    assert [one.uid for one in year.contests.judges(contest) if one.uid == judge] == [judge]


def test_the_number_of_an_erased_certificate_is_never_given_out_again(year: DataFile) -> None:
    [(person, series, last)] = year.rows(
        "SELECT person, number_series, number FROM certificate WHERE number IS NOT NULL"
        " ORDER BY number DESC LIMIT 1"
    )
    [running] = year.numbers.running(series, [(last,)]).values()
    erase_person.erase(year, person, QUIET)
    assert running not in year.numbers.counters(series, 2019)
    notes = year.numbers.notes(series, 2019)
    assert [(note.number_from, note.kind) for note in notes] == [(running, "gap")]
    assert year.numbers.gaps(series, 2019) == []


def test_an_erased_person_is_offered_no_certificate(year: DataFile) -> None:
    [(person, series)] = year.rows(
        "SELECT person, series FROM certificate WHERE series NOT NULL AND alive = 1 AND number NOT NULL"
        " ORDER BY uid LIMIT 1"
    )
    before = {one.person for one in year.certificates.earned(series)}
    assert person in before
    erase_person.erase(year, person, QUIET)
    assert {one.person for one in year.certificates.earned(series)} == before - {person}


def test_an_erasure_is_never_undone_and_stops_the_undo_before_it(year: DataFile) -> None:
    person, _ = a_cadre(year)
    edit_person(year, person, address=ADDRESS)
    erase_person.erase(year, person, QUIET)
    with pytest.raises(NotUndoableError):
        year.undo()
    [edited] = [entry for entry in year.history() if entry.label == "Ubah 1 orang"]
    year.undo_operation(edited.operation)
    assert year.rows("SELECT name, address, alive FROM person WHERE uid = ?", (person,)) == [(None, None, 0)]
    assert ("person", person) not in {(row.table, row.uid) for row in year.trash()}
    assert year.check().is_sound


def test_hentikan_never_comes_between_an_erasure_and_its_report(tmp_path: Path) -> None:
    """Stopped is only what has not happened: afterwards the operator hears what was erased."""

    class Stopping:
        def step(self, _done: int, _total: int, _what: str) -> None:
            if data_file.rows("SELECT 1 FROM operation WHERE kind = 'erase'"):
                raise Cancelled

    with office(tmp_path / "kantor") as data_file:
        person = add_person(data_file, "Siti Contohwati")
        done = erase_person.erase(data_file, person, Stopping())
        assert done.unfinished is None
        assert len(data_file.backups()) == 1


def test_an_erasure_that_was_cut_off_before_its_backup_is_finished_by_the_next_one(tmp_path: Path) -> None:
    data_file = office(tmp_path / "sini")
    person = add_person(data_file, "Zubaidah Xilofonwati", nik=NIK)
    with data_file.operation("erase", "Musnahkan"):
        data_file.erase(data_file.look_at_erasure(person))
    data_file.close(backup=False)
    journal = next(data_file.places.journal.iterdir())
    assert NIK.encode() in journal.read_bytes()
    data_file = DataFile.open(data_file.path, writer_name="PC-UJI", now=Clock())
    assert data_file.backup_is_due()
    data_file.close()
    assert NIK.encode() not in journal.read_bytes()
    data_file = DataFile.open(data_file.path, writer_name="PC-UJI", now=Clock())
    assert not data_file.erasure_is_pending()
    add_person(data_file, "Siti Contohwati")
    assert data_file.check().is_sound
    data_file.close()


def test_an_erasure_travels_and_a_package_made_before_brings_nothing_back(tmp_path: Path) -> None:
    here = office(tmp_path / "sini")
    person = add_person(here, "Zubaidah Xilofonwati", nik=NIK)
    first = send(here)
    there = begin(tmp_path / "sana", first, "PC-SANA")
    erase_person.erase(here, person, QUIET)
    receive(here, first)
    receive(there, send(here))
    for data_file in (here, there):
        assert data_file.rows("SELECT nik FROM person WHERE uid = ?", (person,)) == [(None,)]
        assert data_file.check().is_sound
        assert NIK.encode() not in data_file.path.read_bytes()
        data_file.close()


def test_who_came_in_twice_goes_as_one_and_a_namesake_stays(tmp_path: Path) -> None:
    with office(tmp_path / "sini") as data_file:
        one, other, namesake = (add_person(data_file, "Zubaidah Xilofonwati") for _ in range(3))
        with data_file.operation("join", "Gabung 2 orang"):
            data_file.people.join(other, one)
        erase_person.erase(data_file, other, QUIET)
        assert data_file.rows("SELECT uid FROM person WHERE name NOT NULL") == [(namesake,)]
        with pytest.raises(KeyError):
            erase_person.look(data_file, bytes(16))


def test_backups_that_hold_what_was_erased_go_after_thirty_days() -> None:
    day = dt.datetime(2026, 5, 1, 9)  # noqa: DTZ001 - local
    moments = [day - dt.timedelta(days=200), day, day + dt.timedelta(days=1), day + dt.timedelta(days=60)]
    erased = [day + dt.timedelta(hours=1)]
    assert expired(moments, (day + dt.timedelta(days=29)).date(), erased) == set()
    assert expired(moments, (day + dt.timedelta(days=30)).date(), erased) == set(moments[:2])
    assert expired(moments[:2], (day + dt.timedelta(days=30)).date(), erased) == {moments[0]}


def test_copies_go_when_their_time_is_over_and_what_was_erased_is_nowhere_after_thirty_days() -> None:
    """Damaged files and packages that wait have no time of their own; received may hold it though newer."""
    now = dt.datetime(2026, 11, 24, 9)  # noqa: DTZ001 - local

    def gone(kind: CopyKind, age: float, erased_ago: float | None, *, waits: bool = False) -> bool:
        one = HeldCopy(kind, "x", now - dt.timedelta(days=age))
        erased = [] if erased_ago is None else [now - dt.timedelta(days=erased_ago)]
        return copies.expired([one], now, erased, {"x"} if waits else set()) == [one]

    assert [gone("sent", age, None) for age in (29, 31)] == [False, True]
    assert [gone("received", age, None) for age in (6, 8)] == [False, True]
    assert not gone("received", 400, None, waits=True)
    assert not gone("damaged", 400, None)
    for kind in ("sent", "received", "damaged"):
        assert gone(kind, 31, 30, waits=True)
        assert not gone(kind, 29, 28, waits=True)
    assert not gone("damaged", 31, 29)
    assert gone("received", 30, 40, waits=True)
    assert not gone("received", 29, 40, waits=True)
    assert not gone("damaged", 30, 40)


def test_a_backup_takes_away_received_packages_and_damaged_files_that_hold_what_was_erased(
    tmp_path: Path,
) -> None:
    now = dt.datetime.now()  # noqa: DTZ005 - the clock that writes the files
    clock = Clock(now - dt.timedelta(days=31))
    with office(tmp_path / "sini", clock) as data_file:
        places = data_file.places
        old, fresh, waiting = places.damaged / "lama.db", places.damaged / "baru.db", places.inbox / "x.paket"
        ages = {old: 40, fresh: 2, waiting: 35}
        for path, age in ages.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"isi")
            moment = (now - dt.timedelta(days=age)).timestamp()
            os.utime(path, (moment, moment))
        data_file.hold_package(HeldPackage(bytes(16), "2026-01-01T08:00:00", waiting.name, {}))
        one, other = (add_person(data_file, f"Zubaidah Xilofonwati {number}") for number in range(2))
        clock.now = now - dt.timedelta(days=29)
        done = erase_person.erase(data_file, one, QUIET)
        assert {old.name, fresh.name, waiting.name} <= {copy.name for copy in done.copies}
        assert all(path.exists() for path in ages)
        clock.now = now - dt.timedelta(days=31)
        erase_person.erase(data_file, other, QUIET)
        assert [path for path in ages if path.exists()] == [fresh]
        assert data_file.held_packages() == []
