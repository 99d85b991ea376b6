"""A damaged, missing or older file is made whole from backup, journal and what can still be read."""

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pysqlite3
import pytest

from builders import SUKODADI, Clock, add_person, edit_person, new_file, visible
from kpm_desktop.store import errors
from kpm_desktop.store.checks import check_file
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.lock_file import DataFileLock
from kpm_desktop.store.places import beside
from kpm_desktop.store.recovery import Recovered
from kpm_desktop.ui.difference_words import missing_lines, step_sentence
from kpm_desktop.workflows.progress import Quiet
from kpm_desktop.workflows.recover_file import merge_journal, recover
from rounds import rounds

PAGE = 4096
Rows = dict[str, list[tuple[Any, ...]]]


def import_people(data_file: DataFile, count: int, start: int = 0) -> None:
    with data_file.operation("import", f"Impor {count} kader"):
        for number in range(start, start + count):
            person = data_file.new_uid()
            notes = f"Catatan kader nomor {number}. " * 6
            data_file.put("person", person, {"name": f"Siti {number:04}", "sex": "P", "notes": notes})
            data_file.put("cadre_term", data_file.new_uid(), {"person": person, "village": SUKODADI})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows]:
    """A file with two backups and work after them that only the journal holds beside the file."""
    folder = tmp_path_factory.mktemp("asli")
    clock = Clock()
    data_file = new_file(folder, clock)
    import_people(data_file, 500)
    data_file.backup()
    clock.turn(minutes=40)
    import_people(data_file, 30, 500)
    data_file.backup()
    clock.turn(minutes=5)
    import_people(data_file, 300, 530)
    person = add_person(data_file, "Rini Melati")
    edit_person(data_file, person, phone="081200000000")
    with data_file.operation("edit", "Logo"):
        data_file.put("office", data_file.new_uid(), {"emblem": data_file.put_asset(b"gambar", "image/png")})
    data_file.save_draft("person", person, {"name": "Rini M"})
    state = visible(data_file)
    data_file.close(backup=False)
    return data_file.path, state


@pytest.fixture
def copied(made: tuple[Path, Rows], tmp_path: Path) -> Path:
    shutil.copytree(made[0].parent, tmp_path / "data")
    return tmp_path / "data" / "kpm.db"


def zero_pages(path: Path, count: int, seed: int, *, spare_first: bool = True) -> None:
    content = bytearray(path.read_bytes())
    pages = range(int(spare_first), len(content) // PAGE)
    for page in random.Random(seed).sample(pages, count):  # noqa: S311 - reproducible, not secret
        content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    path.write_bytes(content)


def recovered(path: Path) -> Recovered:
    return recover(path, Quiet(), writer_name="PC-UJI", now=Clock())


def step(done: Recovered, name: str) -> dict[str, int]:
    return next(dict(one.counts) for one in done.steps if one.name == name)


def is_whole(path: Path, state: Rows) -> None:
    with DataFile.open(path, writer_name="PC-UJI", now=Clock()) as data_file:
        assert visible(data_file) == state
        assert data_file.check().is_sound
        assert data_file.undo_label() == "Logo"
        writers = data_file.rows("SELECT count(*) FROM writer")
        add_person(data_file, "Tuti Kenanga")
        assert data_file.rows("SELECT count(*) FROM writer") == writers
        assert data_file.rows(
            "SELECT max(seq) FROM operation WHERE writer_uid = ?", (data_file.writer_uid,)
        ) == [(2,)]
    assert check_file(path).is_sound


# row 18: zeroed pages


@pytest.mark.parametrize(("count", "seed"), [(1, 1), (1, 2), (20, 3), (200, 4), (200, 5)])
def test_backup_journal_and_salvage_bring_back_every_row(
    copied: Path, made: tuple[Path, Rows], count: int, seed: int
) -> None:
    zero_pages(copied, count, seed, spare_first=seed != 5)
    broken = copied.read_bytes()
    done = recovered(copied)
    assert done.missing == ()
    assert done.damaged is not None
    assert done.damaged.read_bytes() == broken
    assert {file.name for file in done.damaged.parent.iterdir()} == {"kpm.db"}
    assert done.after["person"] == 831
    is_whole(copied, made[1])
    assert not list(copied.parent.glob("*.pulih*")), "nothing is left of the work"


@pytest.mark.parametrize(("count", "seed"), [(1, 6), (20, 7), (200, 8)])
def test_without_journal_backup_and_salvage_bring_what_can_be_read(
    copied: Path, made: tuple[Path, Rows], count: int, seed: int
) -> None:
    """Changes whose operation can be read come in; rows of the rest are named, and what comes in is sound."""
    shutil.rmtree(beside(copied).journal)
    zero_pages(copied, count, seed)
    done = recovered(copied)
    everybody = {row[0] for row in made[1]["person"]}
    with DataFile.open(copied, now=Clock()) as data_file:
        back = {uid for (uid,) in data_file.rows("SELECT uid FROM person WHERE alive = 1")}
        assert data_file.check().is_sound
        assert data_file.backup().path.exists()
    assert back <= everybody
    named = {row.uid for row in done.missing if row.table == "person"}
    lost = everybody - back
    assert len(back) >= 530
    assert named <= everybody
    if count == 1:
        assert len(lost) <= 30
        assert step(done, "salvage")["new"] > 0


def test_without_backup_the_journal_alone_is_enough(copied: Path, made: tuple[Path, Rows]) -> None:
    shutil.rmtree(beside(copied).backups)
    zero_pages(copied, 20, 9)
    done = recovered(copied)
    assert done.backup is None
    is_whole(copied, made[1])
    with DataFile.open(copied, now=Clock()) as data_file:
        assert data_file.regency_code == "35.13"


def test_without_backup_and_journal_what_can_be_read_makes_a_sound_file(copied: Path) -> None:
    places = beside(copied)
    shutil.rmtree(places.backups)
    shutil.rmtree(places.journal)
    zero_pages(copied, 5, 10)
    done = recovered(copied)
    assert done.after["person"] > 400
    assert check_file(copied).is_sound
    with DataFile.open(copied, now=Clock()) as data_file:
        assert data_file.rows("SELECT count(*) FROM operation WHERE partial = 1")


PAGES_APART = rounds("PAGES_APART", 16, on_wine=48)
"""Every so many pages one is zeroed, and those where some tables begin. 1 for a run by hand."""


@pytest.mark.parametrize("rest", range(4))
def test_whichever_page_is_lost_every_person_comes_back_from_log_or_table(tmp_path: Path, rest: int) -> None:
    """Neither backup nor journal: of each row one of its two places is left."""
    data_file = new_file(tmp_path / "asli", Clock())
    import_people(data_file, 120)
    gone = add_person(data_file, "Tuti Kenanga")
    with data_file.operation("delete", "Hapus 1 orang"):
        data_file.remove("person", gone)
    state = visible(data_file)
    roots = data_file.rows(
        "SELECT rootpage FROM sqlite_master"
        " WHERE tbl_name IN ('about', 'writer', 'operation', 'change', 'person')"
    )
    data_file.close(backup=False)
    content = data_file.path.read_bytes()
    pages = sorted({*range(0, len(content) // PAGE, PAGES_APART), *(root - 1 for (root,) in roots)})
    for page in pages[rest::4]:
        path = tmp_path / f"{page}" / "kpm.db"
        path.parent.mkdir()
        path.write_bytes(content[: page * PAGE] + bytes(PAGE) + content[(page + 1) * PAGE :])
        done = recovered(path)
        assert done.missing == (), page
        with DataFile.open(path, now=Clock()) as again:
            assert visible(again)["person"] == state["person"], page
            assert visible(again)["cadre_term"] == state["cadre_term"], page
            assert again.check().is_sound, page
            assert again.regency_code == "35.13", page


def test_an_edit_that_the_log_lost_comes_back_from_its_table_and_the_older_value_stays_in_its_history(
    tmp_path: Path,
) -> None:
    data_file = new_file(tmp_path / "asli", Clock())
    import_people(data_file, 120)
    people = [uid for (uid,) in data_file.rows("SELECT uid FROM person ORDER BY name")]
    for number, person in enumerate(people[:40]):
        edit_person(data_file, person, phone=f"0811{number:04}", notes="Lama. " * 20)
    for number, person in enumerate(people[:40]):
        edit_person(data_file, person, phone=f"0822{number:04}", notes="Baru. " * 20)
    state = visible(data_file)
    data_file.close(backup=False)
    content = data_file.path.read_bytes()
    marked = [at for at in range(0, len(content), PAGE) if b"Baru. Baru." in content[at : at + PAGE]]
    came = 0
    for at in marked:  # pages of the log with the newest changes, and of the table with the rows
        path = tmp_path / f"{at}" / "kpm.db"
        path.parent.mkdir()
        path.write_bytes(content[:at] + bytes(PAGE) + content[at + PAGE :])
        done = recovered(path)
        later = step(done, "build")["later"]
        came += later
        told = " ".join(map(step_sentence, done.steps))
        assert (f" {later} baris mendapat isi terakhirnya dari tabel" in told) == (later > 0)
        with DataFile.open(path, now=Clock()) as again:
            assert visible(again)["person"] == state["person"], at
            assert again.check().is_sound, at
            made_anew = again.history(1)[0]
            assert made_anew.label == "Pulihkan data setelah kerusakan"
            assert made_anew.rows.get("person", 0) >= later
            kept = [again.record_history("person", uid) for uid in people[:40]] if later else []
            for history in (one for one in kept if one[0].kind == "restore"):
                phones = [str(one.new["phone"])[:4] for one in history if "phone" in one.new]
                assert phones in (["0822", "0811"], ["0822"])  # what the log still knew stays below it
    assert came > 10


def test_of_a_damaged_older_copy_nothing_goes_over_what_the_journal_knows_since(tmp_path: Path) -> None:
    clock = Clock()
    data_file = new_file(tmp_path / "asli", clock)
    import_people(data_file, 120)
    people = [uid for (uid,) in data_file.rows("SELECT uid FROM person ORDER BY name")]
    for person in people[:40]:
        edit_person(data_file, person, phone="08110000")
    older = data_file.path.read_bytes()
    clock.turn(days=1)
    for person in people[:40]:
        edit_person(data_file, person, phone="08220000")
    data_file.close(backup=False)
    [first, _] = sorted(beside(data_file.path).journal.iterdir())
    first.unlink()
    content = bytearray(older)
    page = content.index(b'"08110000"') // PAGE * PAGE  # in the log it stands between quotes
    content[page : page + PAGE] = bytes(PAGE)
    data_file.path.write_bytes(content)
    done = recovered(data_file.path)
    assert step(done, "build")["unproved"]
    assert not step(done, "build")["later"]
    with DataFile.open(data_file.path, now=clock) as again:
        told = dict(again.rows("SELECT uid, phone FROM person"))
        assert {told[person] for person in people[:40]} == {"08220000"}
        assert again.check().is_sound


def test_nothing_to_recover_from_is_said_and_nothing_appears(tmp_path: Path) -> None:
    with pytest.raises(errors.NoRecoveryError):
        recovered(tmp_path / "kpm.db")
    assert not list(tmp_path.iterdir())
    foreign = tmp_path / "kpm.db"
    foreign.write_bytes(b"bukan data " * 100)
    with pytest.raises(errors.NoRecoveryError):
        recovered(foreign)
    assert foreign.read_bytes() == b"bukan data " * 100


# row 17: a bit flipped in a payload; index damage only


def change_by_hand(path: Path, sql: str) -> None:
    connection = pysqlite3.connect(path)
    assert connection.execute(sql).rowcount != 0
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("sql", "found", "mends"),
    [
        ("UPDATE person SET name = 'Sita' WHERE rowid = 7", "state", True),
        ("UPDATE change SET body = replace(body, 'Siti', 'Sitj')", "chain", False),
    ],
)
def test_a_flipped_value_is_found_and_mended(
    copied: Path, made: tuple[Path, Rows], sql: str, found: str, mends: bool
) -> None:
    change_by_hand(copied, sql)
    assert found in [finding.kind for finding in check_file(copied).findings]
    done = recovered(copied)
    assert step(done, "index") == {"mended": int(mends)}
    assert (done.backup is None) == mends
    is_whole(copied, made[1])


@pytest.mark.parametrize(("zeroed", "mended"), [(False, 1), (True, 0)])
def test_damage_of_an_index_only_needs_neither_backup_nor_journal(
    copied: Path, made: tuple[Path, Rows], zeroed: bool, mended: int
) -> None:
    """A wrong entry is mended by a new index; with a page lost, the whole log is read and proved."""
    connection = pysqlite3.connect(copied)
    sql = "SELECT rootpage FROM sqlite_master WHERE name = 'operation_uid'"
    [(root,)] = connection.execute(sql).fetchall()
    [(uid,)] = connection.execute("SELECT uid FROM operation ORDER BY id LIMIT 1 OFFSET 2").fetchall()
    connection.close()
    content = bytearray(copied.read_bytes())
    start, end = (root - 1) * PAGE, root * PAGE
    if zeroed:
        content[start:end] = bytes(PAGE)
    else:
        content[content.index(uid, start, end) + 15] ^= 1
    copied.write_bytes(content)
    assert [finding.kind for finding in check_file(copied).findings][:1] == ["file"]
    shutil.rmtree(beside(copied).backups)
    shutil.rmtree(beside(copied).journal)
    done = recovered(copied)
    assert step(done, "index") == {"mended": mended}
    assert done.missing == ()
    assert step(done, "build")["unproved"] == 0
    with DataFile.open(copied, now=Clock()) as data_file:
        assert visible(data_file) == made[1]
        assert [draft[0] for draft in data_file.drafts()] == ["person"]


@pytest.mark.parametrize("share", [0.7, 0.9])
def test_a_file_cut_off_is_made_whole_and_what_is_left_of_it_is_read(
    copied: Path, made: tuple[Path, Rows], share: float
) -> None:
    content = copied.read_bytes()
    copied.write_bytes(content[: int(len(content) * share)])
    shutil.copytree(copied.parent, copied.parent.with_name("sendiri"))
    is_made_whole = recovered(copied)
    assert step(is_made_whole, "index") == {"mended": 0}
    is_whole(copied, made[1])
    alone = copied.parent.with_name("sendiri") / "kpm.db"
    for place in (beside(alone).backups, beside(alone).journal):
        shutil.rmtree(place)
    done = recovered(alone)
    assert step(done, "salvage")["changes"] > 500
    with DataFile.open(alone, now=Clock()) as data_file:
        assert data_file.check().is_sound
        assert data_file.rows("SELECT count(*) FROM person WHERE name IS NOT NULL")[0][0] > 200
        assert done.missing or step(done, "build")["refilled"]


@pytest.mark.parametrize("seed", range(rounds("SEEDS", 6)))
def test_bytes_overwritten_anywhere_end_in_a_sound_file_with_and_without_a_backup(
    copied: Path, made: tuple[Path, Rows], seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - reproducible, not secret
    content = bytearray(copied.read_bytes())
    for _ in range(12):
        start = dice.randrange(PAGE, len(content))
        length = dice.randrange(1, 3 * PAGE)
        garbage = dice.randbytes(length) if dice.random() < 0.5 else bytes(length)
        content[start : start + len(garbage)] = garbage[: len(content) - start]
    copied.write_bytes(content)
    alone = copied.parent.with_name("sendiri") / "kpm.db"
    alone.parent.mkdir()
    alone.write_bytes(content)
    recovered(copied)
    is_whole(copied, made[1])
    try:
        recovered(alone)
    except errors.NoRecoveryError:
        assert alone.read_bytes() == content
    else:
        assert check_file(alone).is_sound


@pytest.mark.parametrize("lost", ["header", "first page", "a page of the schema"])
@pytest.mark.parametrize("was_recovered", [False, True])
def test_a_file_whose_schema_is_lost_is_read_by_that_of_an_empty_one(
    copied: Path, made: tuple[Path, Rows], lost: str, was_recovered: bool
) -> None:
    """Neither backup nor journal: what the file itself holds comes back, to the row."""
    if was_recovered:  # such a file was copied whole, its tables begin elsewhere
        zero_pages(copied, 1, 5)
        recovered(copied)
    for place in (beside(copied).backups, beside(copied).journal):
        shutil.rmtree(place)
    content = bytearray(copied.read_bytes())
    page = 0
    if lost == "a page of the schema":
        page = next(
            at
            for at in range(PAGE, len(content), PAGE)
            if content[at] == 13 and b"CREATE TABLE attendance" in content[at : at + PAGE]
        )
    content[page : page + (100 if lost == "header" else PAGE)] = bytes(100 if lost == "header" else PAGE)
    copied.write_bytes(content)
    done = recovered(copied)
    assert done.missing == ()
    assert step(done, "backup")["found"] == 0
    with DataFile.open(copied, writer_name="PC-UJI", now=Clock()) as data_file:
        assert visible(data_file) == made[1]
        assert data_file.check().is_sound


def other_log(folder: Path) -> bytes:
    """Return the write-ahead log of another program's database, whole, as it lies beside it."""
    folder.mkdir()
    other = pysqlite3.connect(folder / "lain.db", isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("CREATE TABLE kader (nama TEXT)")
    other.executemany("INSERT INTO kader VALUES (?)", [("Orang Lain " * 200,)] * 60)
    log = (folder / "lain.db-wal").read_bytes()
    other.close()
    return log


def test_the_log_of_another_file_beside_ours_reaches_neither_it_nor_the_new_one(
    copied: Path, made: tuple[Path, Rows], tmp_path: Path
) -> None:
    before = copied.read_bytes()
    log = copied.with_name("kpm.db-wal")
    log.write_bytes(other_log(tmp_path / "lain"))
    with pytest.raises(errors.CopiedWhileOpenError):
        DataFile.open(copied)
    assert copied.read_bytes() == before
    done = recovered(copied)
    assert step(done, "index") == {"mended": 1}
    assert not log.exists()
    assert done.damaged is not None
    assert done.damaged.with_name(log.name).stat().st_size > 0
    is_whole(copied, made[1])


@pytest.mark.parametrize("is_lost", [False, True])
def test_a_file_that_another_program_switched_to_write_ahead_is_brought_back(
    copied: Path, made: tuple[Path, Rows], is_lost: bool
) -> None:
    """With its log what that program wrote there is read; without it the file is as it was."""
    other = pysqlite3.connect(copied, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("DELETE FROM draft")
    log = copied.with_name("kpm.db-wal")
    saved = {path: path.read_bytes() for path in (copied, log)}
    other.close()
    for path, content in saved.items():
        path.write_bytes(content)
    if is_lost:
        log.unlink()
    with pytest.raises(errors.CopiedWhileOpenError):
        DataFile.open(copied)
    done = recovered(copied)
    assert step(done, "rollback") == {"journals": int(not is_lost)}
    assert step(done, "index") == {"mended": 1}
    is_whole(copied, made[1])
    with DataFile.open(copied, now=Clock()) as data_file:
        assert len(data_file.drafts()) == int(is_lost)


# row 19: backups


def test_of_damaged_backups_the_next_sound_one_is_taken(copied: Path, made: tuple[Path, Rows]) -> None:
    newest, older = sorted(beside(copied).backups.glob("*.db"), reverse=True)
    content = bytearray(newest.read_bytes())
    content[len(content) // 2] ^= 1
    newest.write_bytes(content)
    zero_pages(copied, 20, 11)
    done = recovered(copied)
    assert done.backup is not None
    assert done.backup.path == older
    assert step(done, "backup") == {"skipped": 1, "found": 1}
    assert newest.read_bytes() == bytes(content)
    is_whole(copied, made[1])


# row 20: missing, renamed, empty, older


@pytest.mark.parametrize("how", ["missing", "renamed", "empty"])
def test_a_file_that_is_not_there_is_never_made_silently_but_recovered_when_asked(
    copied: Path, made: tuple[Path, Rows], how: str
) -> None:
    if how == "empty":
        copied.write_bytes(b"")
    elif how == "renamed":
        copied.rename(copied.with_name("kpm-lama.db"))
    else:
        copied.unlink()
    with pytest.raises(errors.MissingError):
        DataFile.open(copied)
    assert copied.exists() == (how == "empty")
    done = recovered(copied)
    assert done.damaged is None
    assert done.before is None
    is_whole(copied, made[1])


def test_an_older_copy_put_over_the_file_is_named_with_the_number_and_merged(
    copied: Path, made: tuple[Path, Rows]
) -> None:
    newest = max(beside(copied).backups.glob("*.db"))
    shutil.copyfile(newest, copied)
    with pytest.raises(errors.OlderThanJournalError) as caught:
        DataFile.open(copied)
    assert caught.value.values == {"missing": "4"}
    assert merge_journal(copied, Quiet(), writer_name="PC-UJI", now=Clock()) == 4
    is_whole(copied, made[1])


# what a crash leaves, and what holds the file


def test_a_hot_journal_is_rolled_back_on_a_copy_and_does_not_reach_the_new_file(
    copied: Path, made: tuple[Path, Rows]
) -> None:
    connection = pysqlite3.connect(copied, isolation_level=None)
    connection.execute("PRAGMA cache_size = 5")
    connection.execute("BEGIN")
    connection.execute("UPDATE change SET body = substr(body, 1, 40)")
    hot = copied.with_name("kpm.db-journal")
    saved = {path: path.read_bytes() for path in (copied, hot)}
    connection.close()
    for path, content in saved.items():
        path.write_bytes(content)
    done = recovered(copied)
    assert step(done, "rollback") == {"journals": 1}
    assert step(done, "index") == {"mended": 1}
    assert done.damaged is not None
    assert done.damaged.with_name(hot.name).read_bytes() == saved[hot]
    assert not hot.exists()
    is_whole(copied, made[1])


def test_a_file_in_use_is_not_recovered(copied: Path) -> None:
    lock = DataFileLock(beside(copied).lock)
    lock.acquire()
    before = copied.read_bytes()
    with pytest.raises(errors.LockedError):
        recovered(copied)
    lock.release()
    assert copied.read_bytes() == before


def test_recovering_twice_brings_the_same_rows(copied: Path, made: tuple[Path, Rows]) -> None:
    zero_pages(copied, 20, 12)
    recovered(copied)
    zero_pages(copied, 20, 13)
    recovered(copied)
    with DataFile.open(copied, now=Clock()) as data_file:
        assert visible(data_file) == made[1]
        assert data_file.check().is_sound
        labels = [json.dumps(entry.label) for entry in data_file.history()]
    assert sum("Pulihkan" in label for label in labels) == 2


def test_another_file_in_the_place_gives_nothing_to_the_recovered_one(
    copied: Path, made: tuple[Path, Rows], tmp_path: Path
) -> None:
    with DataFile.open(copied, now=Clock()) as data_file:
        uid = data_file.file_uid
    with new_file(tmp_path / "lain") as other:
        add_person(other, "Orang Lain")
    shutil.copyfile(other.path, copied)
    with pytest.raises(errors.MissingError):
        DataFile.open(copied, known_file=uid)
    done = recover(copied, Quiet(), known_file=uid, writer_name="PC-UJI", now=Clock())
    assert done.damaged is not None
    assert done.damaged.read_bytes() == other.path.read_bytes()
    is_whole(copied, made[1])


def test_who_is_only_pointed_at_is_told_by_paper_and_village(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    person = add_person(data_file, "Siti Contohwati", title_back="S.E.")
    with data_file.operation("edit", "Tambah 1 kader"):
        data_file.put("cadre_term", data_file.new_uid(), {"person": person, "village": SUKODADI})
        paper = {"person": person, "number": "7", "state": "issued", "printed_name": "SITI CONTOHWATI, S.E."}
        data_file.put("certificate", data_file.new_uid(), paper)
    data_file.close(backup=False)
    for folder in (beside(data_file.path).backups, beside(data_file.path).journal):
        shutil.rmtree(folder, ignore_errors=True)
    for sql in ("DELETE FROM change WHERE tbl = 'person'", "DELETE FROM person"):
        change_by_hand(data_file.path, sql)
    done = recovered(data_file.path)
    [lost] = [row for row in done.missing if row.table == "person"]
    assert (lost.title, lost.where) == ("SITI CONTOHWATI, S.E.", "Sukodadi, Kec. Paiton")
    assert "orang: SITI CONTOHWATI, S.E., Sukodadi, Kec. Paiton" in missing_lines(done)
