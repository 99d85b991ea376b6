"""A person's own copy holds all that the file holds of him, nothing of others; the request is noted."""

import base64
import datetime as dt
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from builders import Clock
from carrying import QUIET
from demo_folder import demo
from kpm_desktop import commands
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.row_titles import RowTitle
from kpm_desktop.store.tables import CHILDREN, STATE
from kpm_desktop.ui.person_words import OTHER_PERSON, told_person
from kpm_desktop.ui.row_words import column_words, row_words
from kpm_desktop.workflows import copy_person, erase_person
from paper_reading import joined

NIK, PHONE, ADDRESS = "3513126704990001", "081299887766", "Dusun Rahasia RT 77"
OLD, REQUEST = "Dusun Lama RT 1", "surat tanggal 3 Mei 2027"


@pytest.fixture
def year(tmp_path: Path) -> Iterator[DataFile]:
    place = tmp_path / "kpm.db"
    shutil.copyfile(demo().data, place)
    clock = Clock(dt.datetime(2027, 5, 4, 9))  # noqa: DTZ001 - local
    with DataFile.open(place, writer_name="PC-UJI", now=clock) as data_file:
        yield data_file


@pytest.fixture
def person(year: DataFile) -> Uid:
    """A cadre with a certificate who was entered in the contest."""
    [(uid,)] = year.rows(
        "SELECT e.person FROM entry e JOIN certificate c ON c.person = e.person"
        " JOIN attendance a ON a.person = e.person ORDER BY e.person LIMIT 1"
    )
    with year.operation("edit", "Ubah 1 kader"):
        year.put("person", uid, {"nik": NIK, "phone": PHONE, "address": OLD})
    with year.operation("edit", "Ubah 1 kader"):
        photo = year.put_asset(photo_bytes(), "image/png")
        year.put("person", uid, {"address": ADDRESS, "photo": photo})
    found: Uid = uid
    return found


def photo_bytes() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (30, 40), "green").save(made, "PNG")
    return made.getvalue()


def others(data_file: DataFile, person: Uid) -> list[str]:
    """Return names of other people that are in no word of the person's own name."""
    own = data_file.people.get(person).name
    return [line.name for line in data_file.people.find() if len(line.name) > 8 and line.name not in own]


def copied(data_file: DataFile, person: Uid, *, with_nik: bool) -> str:
    told = told_person(data_file, person, REQUEST, with_nik=with_nik)
    return joined(copy_person.person_pdf(data_file, told).pdf)


def test_the_pdf_holds_fields_history_training_certificates_and_contests(year: DataFile, person: Uid) -> None:
    said = copied(year, person, with_nik=False)
    held = year.people.get(person)
    [number] = year.rows("SELECT number FROM certificate WHERE person = ? AND number NOT NULL", (person,))[0]
    [(contest,)] = year.rows(
        "SELECT k.name FROM entry e JOIN contest k ON k.uid = e.contest WHERE e.person = ? LIMIT 1", (person,)
    )
    [(series,)] = year.rows(
        "SELECT r.name FROM attendance a JOIN session s ON s.uid = a.session"
        " JOIN series r ON r.uid = s.series WHERE a.person = ? LIMIT 1",
        (person,),
    )
    for words in (
        held.name,
        ADDRESS,
        OLD,
        REQUEST,
        number,
        contest,
        series,
        "3513 •••• •••• 0001",
        "Riwayat",
        "Jumlah uang: 100.000",
    ):
        assert words in said
    assert NIK not in said
    assert "tanpa nama" not in said
    key = ("issued_paper", person)
    letter = RowTitle("", key, date="2019-04-12")
    assert row_words(key, letter) == "Surat terbit, tanpa nomor, 12 Apr 2019"


def test_the_nik_stands_in_it_only_when_it_was_asked_for(year: DataFile, person: Uid) -> None:
    assert NIK in copied(year, person, with_nik=True)


def test_nobody_else_is_named(year: DataFile, person: Uid) -> None:
    said = copied(year, person, with_nik=True)
    plain = copy_person.person_json(year, person, with_nik=True).decode()
    named = others(year, person)
    assert len(named) > 100
    signatories = " ".join(one.name for one in year.office.signatories())
    for name in named:
        if name not in signatories:
            assert name not in said
            assert name not in plain


def test_the_json_holds_every_row_that_points_at_the_person(year: DataFile, person: Uid) -> None:
    copy: dict[str, Any] = json.loads(copy_person.person_json(year, person, with_nik=False))
    rows = {(row["table"], row["uid"]) for row in copy["rows"]}
    for table, column in CHILDREN["person"]:
        for (uid,) in year.rows(f"SELECT uid FROM {table} WHERE {column} = ?", (person,)):
            assert (table, uid.hex()) in rows
    assert {"person", "cadre_term", "attendance", "entry", "certificate"} <= {table for table, _ in rows}
    assert base64.b64decode(copy["photo"]["base64"]) == photo_bytes()
    [own] = [row["values"] for row in copy["rows"] if row["table"] == "person"]
    assert own["nik"] == "3513 •••• •••• 0001"
    assert OLD in [change["old"].get("address") for change in copy["changes"]]
    assert NIK not in json.dumps(copy)
    assert NIK in copy_person.person_json(year, person, with_nik=True).decode()


def test_marks_are_told_once_the_contest_is_decided_and_no_judge_is_named(
    year: DataFile, person: Uid
) -> None:
    [(entry, contest)] = year.rows("SELECT uid, contest FROM entry WHERE person = ? LIMIT 1", (person,))
    stage, criterion, judge, member = (year.new_uid() for _ in range(4))
    with year.operation("edit", "Isi nilai"):
        year.put("person", member, {"name": "Xilofonwati Juri"})
        year.put("stage", stage, {"contest": contest, "name": "Pemaparan"})
        year.put("criterion", criterion, {"stage": stage, "name": "Penguasaan materi"})
        year.put("judge", judge, {"contest": contest, "person": member})
        score = {"entry": entry, "judge": judge, "criterion": criterion, "final": "87.5"}
        year.put("score", year.new_uid(), score)
    assert "Penguasaan materi" not in copied(year, person, with_nik=False)
    with year.operation("lock", "Tetapkan hasil"):
        year.put("decision", year.new_uid(), {"contest": contest, "revision": 1})
    said = copied(year, person, with_nik=False)
    assert "Penguasaan materi" in said
    assert "87.5" in said
    assert OTHER_PERSON in said
    assert "Xilofonwati" not in said


def test_that_it_was_given_is_noted_with_the_request_and_changes_nothing_else(
    year: DataFile, person: Uid
) -> None:
    copy_person.note_given(year, person, target="salinan.pdf", request=REQUEST, with_nik=True)
    [entry] = year.history(1)
    assert (entry.kind, entry.rows) == ("export", {"print_log": 1})
    noted = year.rows("SELECT reason, target, nik_count FROM print_log WHERE of = ?", (person,))
    assert noted == [(REQUEST, "salinan.pdf", 1)]
    assert REQUEST in copied(year, person, with_nik=False)


def test_what_was_noted_of_a_person_goes_with_him(year: DataFile, person: Uid) -> None:
    request = "surat Bapak Xilofon"
    copy_person.note_given(year, person, target="salinan.pdf", request=request, with_nik=False)
    erase_person.erase(year, person, QUIET)
    assert request.encode() not in year.path.read_bytes()


def test_every_column_that_can_tell_of_a_person_has_a_word() -> None:
    tables = {table for table, _ in CHILDREN["person"]} | {"person", "accepted_warning", "print_log"}
    unnamed = [
        (table, column.name)
        for table in sorted(tables)
        for column in STATE[table].columns
        if column_words(column.name) == "Isian"
        and column.name not in {"pieces", "assets", "hash", "signed_text", "design", "version", "decision"}
    ]
    assert unnamed == [("accepted_warning", "row")]


@pytest.mark.parametrize("suffix", [".pdf", ".json"])
def test_the_command_writes_it_and_notes_the_request(
    year: DataFile, person: Uid, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    year.close(backup=False)
    place = tmp_path / f"salinan{suffix}"
    words = ["person-copy", "--data", str(year.path), "--person", person.hex(), "--out", str(place)]
    assert commands.run(commands.parser().parse_args([*words, "--request", REQUEST])) == 0
    assert NIK not in capsys.readouterr().out
    said = joined(place.read_bytes()) if suffix == ".pdf" else place.read_text(encoding="utf-8")
    assert ADDRESS in said
    with DataFile.open(year.path) as data_file:
        assert data_file.rows("SELECT reason FROM print_log WHERE of = ?", (person,)) == [(REQUEST,)]
    words[4] = bytes(16).hex()
    assert commands.run(commands.parser().parse_args([*words, "--request", REQUEST])) == 1
