"""Several PCs, real files, real packages: in any order all show the same; one-sided changes never ask."""

import json
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import SUKODADI, Clock, add_person, edit_person, reopen, visible
from carrying import PLAIN, QUIET, forged, lines_of, look, office, receive, send, sent_of, values_of
from diverging import people, random_edits, shown, three
from kpm_desktop.domain.changes import DELETED, Kind
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import receive_package
from kpm_desktop.workflows.progress import Cancelled
from kpm_desktop.workflows.send_package import since_of, starts
from rounds import rounds


@pytest.fixture
def pcs(tmp_path: Path) -> Iterator[list[DataFile]]:
    made = three(tmp_path)
    yield made.files
    made.close()


# what comes late


@pytest.mark.parametrize("seed", range(rounds("SEEDS", 2)))
def test_deltas_late_doubled_and_out_of_order_wait_until_they_fit(
    pcs: list[DataFile], seed: int, tmp_path: Path
) -> None:
    dice = random.Random(seed)  # noqa: S311 - reproducible, not secret
    first, second, _ = pcs
    deltas, since = [], second.packages()[0].vector
    for number in range(4):
        random_edits(first, dice, 5)
        package = send(first, since=since)
        since = since_of(package)
        deltas.append(package.replace(tmp_path / f"delta-{number}.paket"))
    late = [*deltas[1:], *dice.choices(deltas[1:], k=2)]
    dice.shuffle(late)
    for package in late:
        assert receive(second, package) is None
        assert second.held_packages()
    merged = receive(second, deltas[0])
    assert merged is not None
    assert shown(second) == shown(first)
    assert not second.held_packages()
    assert second.check().is_sound


def test_several_packages_are_previewed_and_merged_as_one(pcs: list[DataFile]) -> None:
    one, two, three_ = pcs
    edit_person(two, people(two)[0], phone="0811")
    edit_person(three_, people(three_)[1], phone="0822")
    packages = send(two), send(three_)
    found = look(one, *packages)
    assert found is not None
    assert found.counts() | {"changed_here": 0} == {
        "new": 0, "changed": 2, "changed_here": 0, "deleted": 0, "erased": 0, "conflicts": 0, "duplicates": 0,
    }  # fmt: skip
    receive(one, *packages)
    assert [entry.kind for entry in one.history()[:2]].count(Kind.MERGE) == 1


# what is asked, and what is not


def test_what_only_one_side_changed_is_taken_and_never_asked(pcs: list[DataFile]) -> None:
    one, two, _ = pcs
    first, second, third, *_ = people(one)
    edit_person(one, first, name="Dewi", phone="0811")
    edit_person(two, second, name="Rini", phone="0822")
    edit_person(one, third, phone="0833")
    edit_person(two, third, notes="pindah rumah")
    found = look(one, send(two))
    assert found is not None
    assert not found.contested
    assert {("person", second), ("person", third)} == set(found.changed)
    assert {("person", first), ("person", third)} <= set(found.changed_here)


def test_a_field_both_changed_is_listed_with_both_values_and_can_be_chosen_or_left(
    pcs: list[DataFile],
) -> None:
    one, two, three_ = pcs
    person = people(one)[0]
    edit_person(one, person, phone="0811")
    edit_person(two, person, phone="0822")
    package = send(two)
    found = look(one, package)
    assert found is not None
    [cell] = found.contested
    assert (cell.table, cell.row, cell.group, cell.kind) == ("person", person, "phone", "differs")
    assert cell.before == {"phone": "081200000000"}
    assert {(side.values["phone"], side.is_ours) for side in cell.sides} == {("0811", True), ("0822", False)}
    theirs = next(side.change for side in cell.sides if not side.is_ours)
    receive(three_, send(one), package)
    assert three_.rows("SELECT grp, kind FROM conflict") == [("phone", "differs")]
    receive(one, package, choices={cell.cell: theirs})
    assert one.rows("SELECT phone FROM person WHERE uid = ?", (person,)) == [("0822",)]
    assert not one.rows("SELECT 1 FROM conflict")
    receive(three_, send(one))
    assert shown(three_) == shown(one)
    assert one.check().is_sound


def test_deleted_there_and_changed_here_keeps_the_row_and_lists_it(pcs: list[DataFile]) -> None:
    one, two, _ = pcs
    person = people(one)[0]
    with two.operation("delete", "Buang 1 kader"):
        for (term,) in two.rows("SELECT uid FROM cadre_term WHERE person = ?", (person,)):
            two.remove("cadre_term", term)
        two.remove("person", person)
    edit_person(one, person, phone="0811")
    package = send(two)
    found = look(one, package)
    assert found is not None
    cell = next(cell for cell in found.contested if cell.row == person)
    assert (cell.group, cell.kind) == (DELETED, "deleted")
    kept = next(side.change for side in cell.sides if side.is_ours)
    receive(one, package, choices={cell.cell: kept})
    assert person in people(one)
    assert ("person", DELETED) not in one.rows("SELECT tbl, grp FROM conflict")


def test_a_deleted_parent_of_a_new_child_is_kept_and_listed(pcs: list[DataFile]) -> None:
    one, two, _ = pcs
    person = add_person(one, "Siti Baru")
    receive(two, send(one))
    with two.operation("delete", "Buang 1 orang"):
        two.remove("person", person)
    with one.operation("edit", "Tambah 1 masa tugas"):
        one.put("cadre_term", one.new_uid(), {"person": person, "village": SUKODADI})
    found = look(one, send(two))
    assert found is not None
    assert [(cell.row, cell.kind) for cell in found.contested] == [(person, "needed")]
    receive(one, send(two))
    assert person in people(one)


def test_the_same_nik_made_on_two_pcs_is_listed_and_both_rows_stay(pcs: list[DataFile]) -> None:
    one, two, _ = pcs
    mine = add_person(one, "Dewi Kenanga", nik="3513124101900001")
    other = add_person(two, "Dewi Kenonga", nik="3513124101900001")
    found = look(one, send(two))
    assert found is not None
    assert [(one_.kind, set(one_.rows)) for one_ in found.doubled] == [("nik", {mine, other})]
    receive(one, send(two))
    assert {mine, other} <= set(people(one))


def test_a_clock_far_off_loses_no_correction_and_is_told(pcs: list[DataFile]) -> None:
    """PC-B lives in 2002, PC-C in 2099: the later correction stands, whatever the clocks say."""
    one, past, future = pcs
    person = people(one)[0]
    edit_person(future, person, phone="0899")
    receive(past, send(future))
    edit_person(past, person, phone="0802")
    package = send(past)
    arrived = [receive_package.take(one, package, QUIET)]
    assert receive_package.open_all(one, arrived, None, QUIET).clock_is_ahead
    receive(one, package)
    assert one.rows("SELECT phone FROM person WHERE uid = ?", (person,)) == [("0802",)]
    assert not one.rows("SELECT 1 FROM conflict")
    edit_person(past, person, phone="0803")
    later = [receive_package.take(one, send(past), QUIET)]
    assert not receive_package.open_all(one, later, None, QUIET).clock_is_ahead  # told once is enough


# refusals and passports


def code_of(data_file: DataFile, package: Path) -> str:
    before = (visible(data_file), len(data_file.history()))
    with pytest.raises(PackageError) as refused:
        receive(data_file, package)
    assert (visible(data_file), len(data_file.history())) == before
    assert isinstance(refused.value, PackageError)
    return refused.value.code


def test_the_passport_tells_same_older_newer_and_foreign(pcs: list[DataFile], tmp_path: Path) -> None:
    one, two, _ = pcs
    old = send(one).replace(tmp_path / "old.paket")
    arrived = receive_package.take(one, old, QUIET)
    assert (arrived.standing.standing, arrived.standing.missing_there) == ("older", 1)
    edit_person(one, people(one)[0], phone="0811")
    arrived = receive_package.take(one, old, QUIET)
    assert (arrived.standing.standing, arrived.standing.missing_there) == ("older", 2)
    assert receive(one, old) is None
    edit_person(two, people(two)[0], notes="x")
    assert receive_package.take(one, send(two), QUIET).standing.standing == "both"
    package = send(two)
    receive(one, package)
    assert receive_package.take(one, package, QUIET).merged_at
    foreign = forged(old, lines_of(old), tmp_path / "foreign.paket", {"regency": "35.14"})
    assert code_of(one, foreign) == "E-DAERAH"
    other = forged(old, lines_of(old), tmp_path / "other.paket", {"file_uid": "ab" * 16})
    assert receive_package.take(one, other, QUIET).is_other_file


def test_a_package_of_a_newer_major_is_refused_and_of_a_newer_minor_kept(
    pcs: list[DataFile], tmp_path: Path
) -> None:
    one, two, _ = pcs
    edit_person(two, people(two)[0], phone="0811")
    package = send(two)
    newer = forged(package, lines_of(package), tmp_path / "newer.paket", {"schema": [2, 0]})
    assert code_of(one, newer) == "E-VERSI"
    minor = forged(package, lines_of(package), tmp_path / "minor.paket", {"schema": [1, 7]})
    receive(one, minor)
    assert shown(one)[0] == shown(two)[0]


TAMPERED: dict[str, tuple[str, int, Any]] = {
    "time": ("o", 5, "2020-01-01T00:00:00"),
    "label": ("o", 7, "Ubah 2 orang"),
    "link": ("o", 10, "ab" * 32),
    "row": ("c", 4, "ab" * 16),
    "uid of a change": ("c", 1, "ab" * 16),
}


@pytest.mark.parametrize("name", sorted(TAMPERED))
def test_a_package_whose_chain_does_not_hold_is_refused(
    pcs: list[DataFile], name: str, tmp_path: Path
) -> None:
    one, two, _ = pcs
    edit_person(two, people(two)[0], phone="0811")
    edit_person(two, people(two)[0], phone="0822")
    package = send(two)
    tag, place, value = TAMPERED[name]
    lines = lines_of(package)
    [line for line in lines if line[0] == tag][-1][place] = value
    assert code_of(one, forged(package, lines, tmp_path / "x.paket")) == "E-RANTAI"


def test_a_gap_a_blank_and_an_unknown_reference_are_refused(pcs: list[DataFile], tmp_path: Path) -> None:
    one, two, _ = pcs
    for number in range(3):
        edit_person(two, people(two)[0], phone=f"081{number}")
    package = send(two, since=one.vector())
    lines = lines_of(package)
    headers = [place for place, line in enumerate(lines) if line[0] == "o"]
    gap = lines[: headers[1]] + lines[headers[2] :]
    gap[-1] = ["end", gap[-1][1] - 1, gap[-1][2] - 1]
    assert code_of(one, forged(package, gap, tmp_path / "gap.paket")) == "E-RANTAI"
    promised = values_of(package)["to"]
    short = lines[: headers[-1]]
    short.append(["end", lines[-1][1] - 1, sum(line[0] == "c" for line in short)])
    assert code_of(one, forged(package, short, tmp_path / "short.paket", {"to": promised})) == "E-RANTAI"
    blank = [list(line) for line in lines]
    chosen = next(line for line in blank if line[0] == "c")
    chosen[5:] = [None, "ab" * 32]
    assert code_of(one, forged(package, blank, tmp_path / "blank.paket")) == "E-RANTAI"
    strange = office(tmp_path / "strange")
    lone = forged(package, lines, tmp_path / "lone.paket", {"from": {}})
    assert code_of(strange, lone) in {"E-RUJUKAN", "E-RANTAI"}
    strange.close(backup=False)


def test_two_histories_of_one_pc_are_refused_with_the_place(pcs: list[DataFile], tmp_path: Path) -> None:
    """A cloned disk: the same writer went on in two places."""
    one, two, _ = pcs
    two.close(backup=False)
    clone = tmp_path / "clone" / "kpm.db"
    shutil.copytree(two.path.parent, clone.parent)
    two = pcs[1] = DataFile.open(two.path, now=Clock())
    cloned = DataFile.open(clone, now=Clock())
    edit_person(two, people(two)[0], phone="0811")
    edit_person(cloned, people(cloned)[1], phone="0822")
    assert two.writer_uid == cloned.writer_uid
    receive(one, send(two))
    with pytest.raises(PackageError) as refused:
        receive(one, send(cloned))
    assert (refused.value.code, refused.value.values["writer"]) == ("E-CABANG", "PC-B")
    assert refused.value.values["seq"] == str(two.vector()[two.writer_uid] - 1)
    arrived = receive_package.take(one, send(cloned), QUIET)
    differences = receive_package.compare_branch(one, arrived, None, QUIET)
    [wanted] = [cell for cell in differences if cell.row == people(one)[1]]
    assert (wanted.group, wanted.theirs) == ("phone", {"phone": "0822"})
    assert {cell.row for cell in differences} == {people(one)[0], people(one)[1]}
    changes = one.take_over([wanted], "Ambil 1 nilai dari pembanding")
    assert changes.touched == {("person", people(one)[1])}
    assert one.rows("SELECT phone FROM person WHERE uid = ?", (people(one)[1],)) == [("0822",)]
    assert one.check().is_sound
    cloned.close(backup=False)


def test_a_copy_of_the_whole_folder_that_alone_went_on_comes_home(tmp_path: Path) -> None:
    """It went on as the same writer; here another one is taken, so that both can go on."""
    with office(tmp_path / "asal") as one:
        add_person(one, "Siti Contohwati")
        writer = one.writer_uid
    shutil.copytree(tmp_path / "asal", tmp_path / "rumah")
    with reopen(one) as one, DataFile.open(tmp_path / "rumah" / "kpm.db", now=Clock()) as copy:
        add_person(copy, "Rini Melati")
        assert copy.writer_uid == writer
        receive(one, send(copy))
        assert one.writer_uid != writer
        add_person(one, "Dewi Kenanga")
        add_person(copy, "Tuti Umpama")
        receive(copy, send(one))
        receive(one, send(copy))
        assert shown(one) == shown(copy)
        assert [file.check().is_sound for file in (one, copy)] == [True, True]


def test_a_backup_of_such_a_copy_can_be_gone_back_to(tmp_path: Path) -> None:
    with office(tmp_path / "asal") as one:
        add_person(one, "Siti Contohwati")
        writer = one.writer_uid
    shutil.copytree(tmp_path / "asal", tmp_path / "rumah")
    with reopen(one) as one, DataFile.open(tmp_path / "rumah" / "kpm.db", now=Clock()) as copy:
        add_person(copy, "Rini Melati")
        backup = copy.backup()
        one.look_back(backup)
        assert one.writer_uid == writer
        one.go_back(backup, "Kembali", lambda count: f"Gabung {count} perubahan")
        assert one.writer_uid != writer
        assert shown(one) == shown(copy)
        assert one.check().is_sound


# all or nothing, and back


def test_a_merge_that_is_stopped_or_fails_leaves_the_old_state(pcs: list[DataFile]) -> None:
    one, two, _ = pcs
    edit_person(two, people(two)[0], phone="0811")
    package = send(two)
    before, count = shown(one), len(one.history())

    class Stopping:
        def __init__(self, at: int) -> None:
            self.left = at

        def step(self, done: int, total: int, what: str) -> None:
            del done, total, what
            self.left -= 1
            if self.left < 0:
                raise Cancelled

    steps = 0
    for steps in range(100):
        progress = Stopping(steps)
        try:
            arrived = [receive_package.take(one, package, progress)]
            opened = receive_package.open_all(one, arrived, None, progress)
            receive_package.preview(one, opened, progress)
            receive_package.merge(one, opened, progress)
        except Cancelled:
            assert (shown(one), len(one.history())) == (before, count)
        else:
            break
    assert steps > 5
    assert shown(one)[0] == shown(two)[0]


def test_looking_changes_not_a_byte(pcs: list[DataFile]) -> None:
    one, two, _ = pcs
    edit_person(two, people(two)[0], phone="0811")
    package = send(two)
    before = one.path.read_bytes()
    look(one, package)
    assert one.path.read_bytes() == before


def test_a_merge_is_one_operation_after_a_verified_backup(pcs: list[DataFile]) -> None:
    one, two, _ = pcs
    edit_person(two, people(two)[0], phone="0811")
    count = len(one.backups())
    merged = receive(one, send(two))
    assert merged is not None
    assert merged.changes.kind == Kind.MERGE
    assert merged.changes.label == "Gabung paket dari PC-B"
    assert len(one.backups()) == count + 1
    newest = one.history()[0]
    assert (newest.operation, newest.is_undoable) == (merged.changes.operation, True)


@pytest.mark.parametrize("seed", range(rounds("SEEDS", 2)))
def test_a_merge_is_taken_back_days_later_and_what_was_edited_since_stays(
    pcs: list[DataFile], seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - reproducible, not secret
    one, two, _ = pcs
    random_edits(one, dice, 8)
    random_edits(two, dice, 15)
    before = shown(one)
    package = send(two)
    merged = receive(one, package)
    assert merged is not None
    after = shown(one)
    one.undo_operation(merged.changes.operation)
    assert shown(one) == before
    assert receive(one, package) is None
    assert shown(one) == before
    one.redo()
    assert shown(one) == after
    person = people(one)[0]
    edit_person(one, person, education="S1 setelah gabung")
    done = one.undo_operation(merged.changes.operation)
    assert one.rows("SELECT education FROM person WHERE uid = ?", (person,)) == [("S1 setelah gabung",)]
    assert done.changes.kind == Kind.UNDO
    assert one.check().is_sound


def test_what_came_in_stands_in_the_journal_too(pcs: list[DataFile]) -> None:
    one, two, _ = pcs
    edit_person(two, people(two)[0], phone="0811")
    receive(one, send(two))
    path = one.path
    one.close(backup=False)
    pcs[0] = DataFile.open(path, now=Clock())
    assert pcs[0].writer_uid == one.writer_uid
    [day, *_] = sorted((path.parent / "journal").glob("*.ndjson"))
    assert two.writer_uid.hex().encode() in b"".join(
        file.read_bytes() for file in sorted(day.parent.glob("*.ndjson"))
    )


# what is remembered


def test_every_package_is_listed_and_numbered_without_a_person_in_it(pcs: list[DataFile]) -> None:
    one, two, _ = pcs
    add_person(one, "Dewi Kenanga", nik="3513124101900001")
    sent = sent_of(one, PLAIN)
    assert sent.exported.path.name == "KPM-3513-UJI-000002.paket"
    entry = one.packages()[0]
    assert (entry.direction, entry.number, entry.details["encrypted"]) == ("out", 2, False)
    assert entry.details["fingerprint"] == sent.fingerprint
    told = json.dumps([dict(entry.details), values_of(sent.exported.path)], default=str)
    assert "Dewi" not in told
    assert "3513124101900001" not in told
    receive(two, sent.exported.path)
    assert {start.entry.peer: start.entry.vector for start in starts(two)}["PC-UJI"] == sent.manifest.end
    assert two.packages()[0].direction == "in"


def test_signs_that_nobody_sees_do_not_stand_in_the_way_of_a_package(pcs: list[DataFile]) -> None:
    one, two, _ = pcs
    person = add_person(one, "Siti\u200e Rahma", phone="\u202a0812 3456\u202c", notes="satu\ndua\x00")
    receive(two, send(one))
    found = two.rows("SELECT name, phone, notes FROM person WHERE uid = ?", (person,))
    assert found == [("Siti Rahma", "0812 3456", "satu\ndua")]


def test_pictures_travel_with_what_names_them(pcs: list[DataFile]) -> None:
    one, two, _ = pcs
    picture = os.urandom(120_000)
    with one.operation("edit", "Ubah foto"):
        sha = one.put_asset(picture, "image/jpeg")
        one.put("person", people(one)[0], {"photo": sha})
    receive(two, send(one, since=two.vector()))
    assert two.asset(sha) == ("image/jpeg", picture)


def test_a_copied_data_file_takes_the_same_way(pcs: list[DataFile]) -> None:
    one, two, _ = pcs
    edit_person(two, people(two)[0], phone="0811")
    wanted = shown(two)
    two.close(backup=False)
    merged = receive(one, two.path)
    assert merged is not None
    assert shown(one) == wanted
