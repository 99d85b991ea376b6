"""One district works on its own file: what goes along, what is left out, what comes back, its numbers."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import SUKODADI, Clock, edit_person, visible
from carrying import PHRASE, PLAIN, QUIET, begin, lines_of, look, office, receive, send, sent_of, values_of
from kpm_desktop.domain.certificates import NumberSeries
from kpm_desktop.domain.changes import SALT_LENGTH
from kpm_desktop.domain.numbering import NumberValues
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.domain.uid import Uid, code_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import find_packages, receive_package, send_package
from kpm_desktop.workflows.find_packages import Place
from kpm_desktop.workflows.progress import Quiet
from kpm_desktop.workflows.recover_file import recover
from kpm_desktop.workflows.send_package import SendChoices
from rounds import rounds

PAITON, KOTAANYAR = "35.13.12", "35.13.11"
SAMBIRAMPAK = code_uid("35.13.11.2001")
NIK = "3513124101900001"


def add_cadre(data_file: DataFile, name: str, village: Uid, **columns: str) -> Uid:
    person = data_file.new_uid()
    with data_file.operation("edit", "Tambah 1 kader"):
        data_file.put("person", person, {"name": name, **columns})
        data_file.put("cadre_term", data_file.new_uid(), {"person": person, "village": village})
    return person


@pytest.fixture
def regency(tmp_path: Path) -> Iterator[DataFile]:
    data_file = office(tmp_path / "kabupaten")
    yield data_file
    data_file.close(backup=False)


@pytest.fixture
def ours(regency: DataFile) -> Uid:
    """A cadre of the district; another one of the neighbours is there too, both in one session."""
    mine = add_cadre(regency, "Siti Contohwati", SUKODADI, nik=NIK)
    other = add_cadre(regency, "Rini Melati", SAMBIRAMPAK, nik="3513114101900002")
    with regency.operation("edit", "Tambah 1 pertemuan"):
        session = regency.new_uid()
        regency.put("session", session, {"kind": "pembinaan", "districts": [code_uid(PAITON)]})
        regency.put("topic", regency.new_uid(), {"session": session, "title": "Pengantar"})
        for person, village in ((mine, SUKODADI), (other, SAMBIRAMPAK)):
            columns = {"session": session, "person": person, "village": village, "status": "present"}
            regency.put("attendance", regency.new_uid(), columns)
    return mine


def district_of(regency: DataFile, folder: Path, **choices: object) -> DataFile:
    package = send(regency, PLAIN, district=PAITON, **choices)
    return begin(folder, package, "PC-PAITON")


def test_an_extract_holds_the_districts_rows_and_nobody_elses(
    regency: DataFile, ours: Uid, tmp_path: Path
) -> None:
    with district_of(regency, tmp_path / "kecamatan") as district:
        assert district.district_code == PAITON
        assert district.check().is_sound
        assert district.rows("SELECT uid, name, nik FROM person") == [(ours, "Siti Contohwati", None)]
        assert district.rows("SELECT count(*) FROM village") == [(2,)]
        assert district.rows("SELECT count(*) FROM attendance") == [(1,)]
        assert district.rows("SELECT title FROM topic") == [("Pengantar",)]
        assert district.rows("SELECT count(*) FROM operation WHERE partial = 0") == [(1,)]
        assert not district.undo_label()


def test_nik_goes_along_only_when_asked_and_stands_nowhere_else(
    regency: DataFile, ours: Uid, tmp_path: Path
) -> None:
    edit_person(regency, ours, nik="3513124101900009", phone="0811")
    without = send(regency, PLAIN, district=PAITON)
    text = json.dumps(lines_of(without)) + json.dumps(values_of(without))
    assert NIK not in text
    assert "3513124101900009" not in text
    assert "Rini" not in text
    with_nik = send(regency, PLAIN, district=PAITON, with_nik=True)
    assert NIK in json.dumps(lines_of(with_nik))
    with begin(tmp_path / "kecamatan", without, "PC-PAITON") as district:
        assert district.rows("SELECT nik, phone FROM person") == [(None, "0811")]
        receive(district, with_nik)
        assert district.rows("SELECT nik, phone FROM person") == [("3513124101900009", "0811")]
        assert district.check().is_sound


def test_what_the_district_wrote_comes_back_and_is_merged_by_the_ordinary_rules(
    regency: DataFile, ours: Uid, tmp_path: Path
) -> None:
    with district_of(regency, tmp_path / "kecamatan") as district:
        edit_person(district, ours, phone="0811")
        new = add_cadre(district, "Dewi Kenanga", SUKODADI)
        edit_person(regency, ours, address="Dusun Krajan")
        back = sent_of(district, PLAIN)
        assert back.manifest.kind == "delta"
        assert {line[2] for line in lines_of(back.exported.path) if line[0] == "o"} == {
            district.writer_uid.hex()
        }
        found = look(regency, back.exported.path)
        assert found is not None
        assert not found.contested
        receive(regency, back.exported.path)
        assert regency.rows("SELECT phone, address, nik FROM person WHERE uid = ?", (ours,)) == [
            ("0811", "Dusun Krajan", NIK)
        ]
        assert regency.rows("SELECT name FROM person WHERE uid = ?", (new,)) == [("Dewi Kenanga",)]
        assert regency.check().is_sound
        receive(district, send(regency, PLAIN, district=PAITON))
        assert district.rows("SELECT address FROM person WHERE uid = ?", (ours,)) == [("Dusun Krajan",)]
        assert district.check().is_sound
        again = look(regency, send(district))
        assert again is not None
        assert again.is_empty


def test_a_group_that_was_left_out_and_written_there_is_asked(
    regency: DataFile, ours: Uid, tmp_path: Path
) -> None:
    with district_of(regency, tmp_path / "kecamatan") as district:
        edit_person(district, ours, nik="3513124101900005")
        found = look(regency, send(district))
        assert found is not None
        assert [(cell.group, cell.kind) for cell in found.contested] == [("nik", "differs")]


def throw_away(data_file: DataFile, person: Uid) -> None:
    with data_file.operation("delete", "Buang 1 kader"):
        for table in ("attendance", "cadre_term"):
            for (uid,) in data_file.rows(f"SELECT uid FROM {table} WHERE person = ?", (person,)):
                data_file.remove(table, uid)
        data_file.remove("person", person)


@pytest.mark.parametrize("niks", [(), ("3513124101900009",), ("3513124101900009", NIK)])
def test_a_delete_there_has_seen_the_nik_that_was_left_out(
    regency: DataFile, ours: Uid, tmp_path: Path, niks: tuple[str, ...]
) -> None:
    for nik in niks:
        edit_person(regency, ours, nik=nik)
    with district_of(regency, tmp_path / "kecamatan") as district:
        edit_person(district, ours, phone="0811")
        throw_away(district, ours)
        receive(district, send(regency, PLAIN, district=PAITON))
        package = send(district)
        found = look(regency, package)
        assert found is not None
        assert not found.contested
        assert ("person", ours) in found.deleted
        receive(regency, package)
    assert not regency.rows("SELECT 1 FROM person WHERE uid = ? AND alive = 1", (ours,))
    assert regency.check().is_sound


@pytest.mark.parametrize("is_put_back", [False, True])
def test_a_nik_written_after_the_extract_keeps_the_row_that_the_district_deleted(
    regency: DataFile, ours: Uid, tmp_path: Path, is_put_back: bool
) -> None:
    late = "3513124101900009"
    edit_person(regency, ours, nik=late)
    edit_person(regency, ours, nik="3513124101900008")
    with district_of(regency, tmp_path / "kecamatan") as district:
        throw_away(district, ours)
        if is_put_back:
            [earlier] = [one.change for one in regency.record_history("person", ours)
                         if one.new.get("nik") == late]  # fmt: skip
            regency.restore_value("person", ours, "nik", earlier)
        else:
            edit_person(regency, ours, nik=late)
        receive(regency, send(district))
    assert regency.rows("SELECT nik FROM person WHERE uid = ? AND alive = 1", (ours,)) == [(late,)]
    assert ("person", "deleted") in regency.rows("SELECT tbl, kind FROM conflict")


def test_what_stands_for_a_nik_left_out_tells_nothing_and_goes_when_it_comes(
    regency: DataFile, ours: Uid, tmp_path: Path
) -> None:
    edit_person(regency, ours, nik="3513124101900009")
    without = send(regency, PLAIN, district=PAITON)
    [line] = [line for line in lines_of(without) if line[0] == "c" and line[5] and '"x"' in line[5]]
    assert json.loads(line[5][SALT_LENGTH:]) == {"x": ["nik"]}
    assert not regency.people.nik_stayed(ours)
    with begin(tmp_path / "kecamatan", without, "PC-PAITON") as district:
        assert district.people.nik_stayed(ours)
        receive(district, send(regency, PLAIN, district=PAITON, with_nik=True))
        assert not district.rows("SELECT 1 FROM change WHERE body LIKE '%\"x\":%'")
        assert not district.people.nik_stayed(ours)
        assert district.rows("SELECT nik FROM person") == [("3513124101900009",)]
        assert district.check().is_sound


def test_an_erasure_reaches_the_district_with_its_next_extract(
    regency: DataFile, ours: Uid, tmp_path: Path
) -> None:
    with district_of(regency, tmp_path / "kecamatan") as district:
        with regency.operation("erase", "Musnahkan 1 orang", {"rows": [["person", ours.hex()]]}):
            pass
        receive(district, send(regency, PLAIN, district=PAITON))
        assert district.rows("SELECT name, phone FROM person WHERE uid = ?", (ours,)) == [(None, None)]
        assert district.rows("SELECT 1 FROM change WHERE row_uid = ? AND body NOT NULL", (ours,)) == []


def test_the_district_issues_numbers_from_its_block_only(
    regency: DataFile, ours: Uid, tmp_path: Path
) -> None:
    del ours
    series = NumberSeries(regency.new_uid(), "Sertifikat", "{urut:03}/KPM/{tahun}")
    with regency.operation("edit", "Tambah seri nomor"):
        regency.numbers.save_series(series)
    values = NumberValues(Clock()().date())
    with district_of(regency, tmp_path / "tanpa") as district:
        assert district.numbers.next_numbers(series.uid, values, 2, district.writer_uid) == []
    send_package.give_block(regency, PAITON, series.uid, 2026, (501, 502), "Beri blok nomor 501-502")
    with district_of(regency, tmp_path / "kecamatan") as district:
        assert district.numbers.next_numbers(series.uid, values, 3, district.writer_uid) == [
            "501/KPM/2026", "502/KPM/2026",
        ]  # fmt: skip
    assert regency.numbers.next_numbers(series.uid, values, 1, regency.writer_uid) == ["001/KPM/2026"]


def test_the_signing_key_goes_only_with_a_sealed_full_package(regency: DataFile, tmp_path: Path) -> None:
    regency.keep_signing_key("abcdefgh", bytes(range(32)))
    for choices in (PLAIN, SendChoices(PHRASE), SendChoices(PHRASE, district=PAITON)):
        package = sent_of(regency, choices).exported.path
        with begin(tmp_path / package.stem, package, "PC-B") as other:
            assert other.signing_key() is None
    package = sent_of(regency, SendChoices(PHRASE, signing_key=True)).exported.path
    with begin(tmp_path / "kunci", package, "PC-B") as other:
        assert other.signing_key() == ("abcdefgh", bytes(range(32)))
        assert visible(other) == visible(regency)
    for refused in (
        SendChoices(plain_reason="x", signing_key=True),
        SendChoices(PHRASE, district=PAITON, signing_key=True),
        SendChoices("pendek"),
        SendChoices(),
    ):
        assert send_package.problems_in(refused)


def test_partial_operations_are_replaced_by_the_full_ones_and_never_sent_on(
    regency: DataFile, ours: Uid, tmp_path: Path
) -> None:
    edit_person(regency, ours, nik="3513124101900009", phone="0811")
    with district_of(regency, tmp_path / "kecamatan") as district:
        edit_person(district, ours, phone="0822")
        sent_on = {line[1] for line in lines_of(send(district)) if line[0] in {"o", "p"}}
        partial = {uid.hex() for (uid,) in district.rows("SELECT uid FROM operation WHERE partial = 1")}
        assert partial
        assert not sent_on & partial
        edit_person(regency, ours, address="Dusun Krajan")
        receive(district, send(regency))
        assert not district.rows("SELECT 1 FROM operation WHERE partial = 1")
        assert district.rows("SELECT nik, phone, address FROM person WHERE uid = ?", (ours,)) == [
            ("3513124101900009", "0822", "Dusun Krajan")
        ]
        assert district.check().is_sound
        receive(regency, send(district))
        assert visible(district) == visible(regency)


@pytest.mark.parametrize("seed", range(rounds("SEEDS", 4)))
def test_extracts_and_answers_in_any_mix_end_alike_in_what_both_hold(
    regency: DataFile, ours: Uid, tmp_path: Path, seed: int
) -> None:
    """Regency and district edit, delete and exchange; where both hold a row they show the same."""
    dice = random.Random(seed)  # noqa: S311 - reproducible, not secret
    for number in range(5):
        add_cadre(regency, f"Siti {number}", SUKODADI, nik=f"35131241019000{number + 10}")
    with district_of(regency, tmp_path / "kecamatan") as district:
        for number in range(40):
            here = dice.choice([regency, district])
            living = [uid for (uid,) in here.rows("SELECT uid FROM person WHERE alive = 1 ORDER BY uid")]
            match dice.choice(["edit"] * 5 + ["add", "delete", "extract", "answer", "undo"]):
                case "edit" if living:
                    fields = dice.sample(["name", "phone", "notes", "address"], 2)
                    values = {field: f"{field} {number}" for field in fields}
                    if here is regency and dice.random() < 0.3:
                        values["nik"] = f"351312410190{number:04}"
                    edit_person(here, dice.choice(living), **values)
                case "add":
                    add_cadre(here, f"Rini {number}", SUKODADI)
                case "delete" if ours in living and here is district:
                    throw_away(district, ours)
                case "extract":
                    receive(district, send(regency, PLAIN, district=PAITON))
                case "answer":
                    receive(regency, send(district))
                case "undo" if here.undo_label():
                    here.undo()
        receive(regency, send(district))
        receive(district, send(regency, PLAIN, district=PAITON))
        receive(regency, send(district))
        wanted = "SELECT uid, alive, name, phone, notes, address FROM person WHERE uid IN ({}) ORDER BY uid"
        both = ", ".join(f"x'{uid.hex()}'" for (uid,) in district.rows("SELECT uid FROM person"))
        assert district.rows(wanted.format(both)) == regency.rows(wanted.format(both))
        assert district.rows("SELECT count(*) FROM person WHERE nik NOT NULL") == [(0,)]
        assert district.check().is_sound
        assert regency.check().is_sound


@pytest.mark.parametrize("with_nik", [False, True])
@pytest.mark.parametrize("told_before", [False, True])
def test_the_chain_holds_when_all_comes_of_who_was_erased_since_the_extract(
    regency: DataFile, ours: Uid, tmp_path: Path, with_nik: bool, told_before: bool
) -> None:
    """What the extract left out is in the digest that the chain knows, also of a row that is blank now."""
    with district_of(regency, tmp_path / "kecamatan", with_nik=with_nik) as district:
        edit_person(district, ours, phone="081200000131")
        with regency.operation("erase", "Musnahkan 1 orang", {"rows": [["person", ours.hex()]]}):
            pass
        if told_before:
            receive(district, send(regency, PLAIN, district=PAITON))
            assert district.check().is_sound
        receive(district, send(regency, PLAIN))
        assert district.check().is_sound
        assert district.rows("SELECT name, phone FROM person WHERE uid = ?", (ours,)) == [(None, None)]
        assert district.backup().path.exists()
        receive(regency, send(district, PLAIN))
        assert regency.check().is_sound


def test_a_district_that_lost_its_file_gets_it_back_from_backup_and_journal(
    regency: DataFile, ours: Uid, tmp_path: Path
) -> None:
    """The journal holds no operation that came in part, so a backup is made when one came."""
    district = district_of(regency, tmp_path / "kecamatan")
    edit_person(district, ours, phone="0822")
    edit_person(regency, ours, address="Dusun Krajan")
    receive(district, send(regency, PLAIN, district=PAITON))
    edit_person(district, ours, notes="sesudah paket kedua")
    add_cadre(district, "Dewi Kenanga", SUKODADI)
    wanted, path = visible(district), district.path
    district.close(backup=False)
    path.write_bytes(path.read_bytes()[: 3 * 4096])
    done = recover(path, Quiet(), now=Clock())
    assert done.missing == ()
    with DataFile.open(path, now=Clock()) as again:
        assert visible(again) == wanted
        assert again.check().is_sound
        receive(regency, send(again))
        assert regency.rows("SELECT notes FROM person WHERE uid = ?", (ours,)) == [("sesudah paket kedua",)]


def test_a_second_extract_is_of_the_same_register_and_one_for_a_neighbour_is_refused(
    regency: DataFile, ours: Uid, tmp_path: Path
) -> None:
    with district_of(regency, tmp_path / "paiton") as district:
        edit_person(regency, ours, phone="0811")
        again = receive_package.take(district, send(regency, PLAIN, district=PAITON), QUIET)
        assert again.is_other_file
        assert not receive_package.is_strange(district, again)
        neighbour = send(regency, PLAIN, district=KOTAANYAR)
        with pytest.raises(PackageError) as refused:
            receive_package.take(district, neighbour, QUIET)
        assert refused.value.code == "E-DAERAH"
        assert refused.value.values == {"found": "Kec. Kotaanyar", "known": "Kec. Paiton"}
        lines = find_packages.find(district, [Place("usb", neighbour.parent)], QUIET)
        assert {line.state for line in lines if line.found.path == neighbour} == {"elsewhere"}


def test_a_delta_starts_no_data_file(regency: DataFile, ours: Uid, tmp_path: Path) -> None:
    since = regency.vector()
    edit_person(regency, ours, phone="0811")
    with pytest.raises(PackageError) as refused:
        begin(tmp_path / "lain", send(regency, since=since), "PC-B")
    assert refused.value.code == "E-MENUNGGU"
    assert not (tmp_path / "lain" / "kpm.db").exists()
