"""The registers of contests and of the office on a real file."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpm_desktop.domain.contests import Decision, Judge, JudgeAssignment, weight_problems
from kpm_desktop.domain.office import Office, PublicKey, Signatory
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.office import OFFICE
from record_builders import SUKODADI, add_cadre, make_file


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    with make_file(tmp_path) as made:
        yield made


def test_the_sample_contest_is_complete(data_file: DataFile) -> None:
    with data_file.operation("edit", "Tambah 1 lomba"):
        contest = data_file.contests.create_sample("Lomba KPM Berprestasi 2019", 2019)
    (line,) = data_file.contests.find()
    assert (line.name, line.year, line.level, line.categories, line.stages) == (
        "Lomba KPM Berprestasi 2019",
        2019,
        "regency",
        2,
        3,
    )
    stages = data_file.contests.stages(contest.uid)
    assert weight_problems(stage.weight for stage in stages) == []
    assert all(data_file.contests.criteria(stage.uid) for stage in stages)
    assert "sample" in data_file.contests.get(contest.uid).limits


def test_entries_are_numbered_listed_and_withdrawn(data_file: DataFile) -> None:
    people = [add_cadre(data_file, name, SUKODADI) for name in ("Siti Contohwati", "Rini Melati")]
    with data_file.operation("edit", "Tambah 1 lomba"):
        contest = data_file.contests.create_sample("Lomba KPM Berprestasi 2019", 2019)
        desa = data_file.contests.categories(contest.uid)[0]
        entries = [
            data_file.contests.add_entry(contest.uid, person, SUKODADI, desa.uid, ["Biodata", "SK kader"])
            for person in people
        ]
        data_file.contests.set_document(entries[1].uid, "Biodata", "present")
        data_file.contests.set_status(entries[0].uid, "withdrawn", "sakit")
    lines = data_file.contests.entries(contest.uid)
    assert [
        (line.number, line.name, line.status, line.documents, line.documents_asked) for line in lines
    ] == [
        ("02", "Rini Melati", "active", 1, 2),
        ("01", "Siti Contohwati", "withdrawn", 0, 2),
    ]
    assert (lines[0].category_name, lines[0].village_name) == ("desa", "Sukodadi")
    assert data_file.contests.find()[0].entries == 1
    (line,) = data_file.people.history(people[1])
    assert (line.kind, line.title, line.detail) == ("entry", "Lomba KPM Berprestasi 2019", "desa")
    with data_file.operation("delete", "Keluarkan 1 peserta"):
        data_file.contests.delete_part(entries[1])
    assert data_file.contests.documents(entries[1].uid) == []
    data_file.undo()
    assert len(data_file.contests.documents(entries[1].uid)) == 2


def test_documents_stand_in_the_order_of_the_offices_list(data_file: DataFile) -> None:
    person = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    asked = ["Video 5 menit", "Zakat", "Biodata", "Album", "SK kader"]
    with data_file.operation("edit", "Tambah 1 peserta"):
        contest = data_file.contests.create_sample("Lomba", 2019)
        entry = data_file.contests.add_entry(contest.uid, person, SUKODADI, None, asked)

    def shown() -> list[str]:
        return [one.document for one in data_file.contests.documents(entry.uid)]

    assert shown() == ["Biodata", "SK kader", "Video 5 menit", "Album", "Zakat"]
    with data_file.operation("edit", "Ubah daftar pilihan"):
        data_file.office.save_choices("entry_document", ["Video 5 menit", "Biodata"])
    assert shown() == ["Video 5 menit", "Biodata", "Album", "SK kader", "Zakat"]


def test_a_contest_with_its_panel_is_deleted_whole_but_not_once_locked(data_file: DataFile) -> None:
    person = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    with data_file.operation("edit", "Tambah 1 lomba"):
        contest = data_file.contests.create_sample("Lomba", 2019)
        judge = Judge(data_file.new_uid(), contest.uid, person, 1, chief=True)
        data_file.contests.save_part(judge)
        stage = data_file.contests.stages(contest.uid)[0]
        data_file.contests.save_part(JudgeAssignment(data_file.new_uid(), judge.uid, stage.uid))
    with data_file.operation("delete", "Buang 1 lomba"):
        data_file.contests.delete(contest.uid)
    assert data_file.contests.find() == []
    data_file.undo()
    assert data_file.contests.judges(contest.uid) == [judge]
    assert len(data_file.contests.assignments(contest.uid)) == 1
    with data_file.operation("lock", "Kunci hasil"):
        decision = Decision(data_file.new_uid(), contest.uid, 1, content='{"ranking":[]}')
        data_file.contests.save_part(decision)
    assert data_file.contests.is_locked(contest.uid)
    with pytest.raises(ValueError, match="locked"), data_file.operation("delete", "Buang 1 lomba"):
        data_file.contests.delete(contest.uid)


def test_the_office_is_one_row(data_file: DataFile) -> None:
    assert data_file.office.get() == Office(OFFICE)
    office = Office(OFFICE, "Dinas Contoh", town="Probolinggo", unit_code="426.112")
    with data_file.operation("edit", "Ubah kantor"):
        data_file.office.save(office)
    assert data_file.office.get() == office


def test_signatories_of_a_day(data_file: DataFile) -> None:
    old = Signatory(
        data_file.new_uid(), "Surya Contoh", position="Kepala Dinas", valid_to=dt.date(2019, 3, 31)
    )
    new = dataclasses.replace(
        old, uid=data_file.new_uid(), sign_mode="plt", valid_from=dt.date(2019, 4, 1), valid_to=None
    )
    with data_file.operation("edit", "Tambah 2 penandatangan"):
        data_file.office.save_signatory(old)
        data_file.office.save_signatory(new)
    assert data_file.office.signatories() == [new, old]
    assert data_file.office.signatories_on(dt.date(2019, 4, 12)) == [new]
    assert data_file.office.signatories_on(dt.date(2019, 3, 1)) == [old]
    with data_file.operation("delete", "Buang 1 penandatangan"):
        data_file.office.delete_signatory(old.uid)
    assert data_file.office.signatories() == [new]
    assert data_file.office.get_signatory(old.uid) == old


def test_settings_fall_back_to_their_defaults(data_file: DataFile) -> None:
    assert data_file.office.settings()["lesson_minutes"] == "45"
    with data_file.operation("edit", "Ubah pengaturan"):
        data_file.office.save_setting("lesson_minutes", "60")
        data_file.office.save_setting("blank_rows", "banyak")
    assert data_file.office.number("lesson_minutes") == 60
    assert data_file.office.number("blank_rows") == 10
    with data_file.operation("edit", "Kembali ke standar"):
        data_file.office.reset_setting("lesson_minutes")
    assert data_file.office.number("lesson_minutes") == 45


def test_lists_are_the_offices_own_once_changed(data_file: DataFile) -> None:
    assert data_file.office.choices("cadre_type") == ["KPM", "KPMD"]
    with data_file.operation("edit", "Ubah daftar pilihan"):
        data_file.office.save_choices("cadre_type", ["KPMD", " KPM Muda ", "KPMD", ""])
    assert data_file.office.choices("cadre_type") == ["KPMD", "KPM Muda"]
    assert [choice.value for choice in data_file.office.choice_rows("cadre_type") if not choice.active] == [
        "KPM"
    ]
    with data_file.operation("edit", "Ubah daftar pilihan"):
        data_file.office.save_choices("cadre_type", ["KPM"])
    assert data_file.office.choices("cadre_type") == ["KPM"]
    assert data_file.office.choices("unknown") == []


def test_keys_and_mappings(data_file: DataFile) -> None:
    key = PublicKey(data_file.new_uid(), "K7Q2M9XA", "00ff", dt.date(2019, 4, 1))
    with data_file.operation("edit", "Kunci baru"):
        data_file.office.save_public_key(key)
        data_file.office.save_import_mapping("Kec. Paiton", '{"Nama":"name"}')
    assert data_file.office.public_keys() == [key]
    assert data_file.office.import_mapping("Kec. Paiton") == '{"Nama":"name"}'
    assert data_file.office.import_mapping("Kec. Besuk") == ""
