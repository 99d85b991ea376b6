"""The registers of certificates and numbers on a real file."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kpm_desktop.domain.certificates import Certificate, IssuedPaper, NumberSeries, PrintLog
from kpm_desktop.domain.invitation import InvitationRule
from kpm_desktop.domain.numbering import NumberValues
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import FrozenPaperError
from record_builders import (
    DAY,
    KOTAANYAR,
    PAITON,
    PATOKAN,
    SUKODADI,
    add_cadre,
    add_head,
    add_session,
    make_file,
)

VALUES = NumberValues(DAY, classification="400.10.3.5", unit_code="426.112")


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    with make_file(tmp_path) as made:
        yield made


@pytest.fixture
def series(data_file: DataFile) -> Uid:
    """Make a series whose one session Lurah Contoh, Rini and Siti came to."""
    add_cadre(data_file, "Siti Contohwati", SUKODADI)
    add_cadre(data_file, "Rini Melati", PATOKAN)
    add_cadre(data_file, "Bagus Lentera", SUKODADI)
    add_head(data_file, "Lurah Contoh", PATOKAN)
    session = add_session(data_file)
    rule = InvitationRule(frozenset({PAITON, KOTAANYAR}))
    with data_file.operation("edit", "Undang"):
        rows = data_file.attendance.invite(session.uid, data_file.attendance.preview(session.uid, rule))
        data_file.attendance.mark(
            [row for row in rows if _name(data_file, row) != "Bagus Lentera"], "present"
        )
    assert session.series is not None
    return session.series


def _name(data_file: DataFile, attendance: Uid) -> str:
    person = data_file.attendance.get(attendance).person
    assert person is not None
    return data_file.people.get(person).name


def _writer(data_file: DataFile) -> Uid:
    writer: Uid = data_file.rows("SELECT uid FROM writer ORDER BY rowid LIMIT 1")[0][0]
    return writer


def _number_series(data_file: DataFile) -> Uid:
    made = NumberSeries(data_file.new_uid(), "Sertifikat", "{klasifikasi}/{urut:03}/{kode_opd}/{tahun}")
    with data_file.operation("edit", "Tambah seri nomor"):
        data_file.numbers.save_series(made)
    return made.uid


def _issue(data_file: DataFile, series: Uid, count: int = 3) -> list[Certificate]:
    numbers = _number_series(data_file)
    texts = data_file.numbers.next_numbers(numbers, VALUES, count, _writer(data_file))
    with data_file.operation("edit", "Siapkan sertifikat"):
        ready = data_file.certificates.prepare(
            series, [one.person for one in data_file.certificates.earned(series)]
        )
    printed: dict[str, Any] = {
        "printed_village": "Sukodadi",
        "printed_district": "Paiton",
        "date": DAY,
        "state": "issued",
    }
    issued = [
        dataclasses.replace(
            one, number_series=numbers, number=text, printed_name=f"NAMA {text[11:14]}", **printed
        )
        for one, text in zip(ready, texts, strict=False)
    ]
    with data_file.operation("issue", f"Terbitkan {len(issued)} sertifikat"):
        data_file.certificates.issue(issued)
    return issued


def test_who_was_present_earned_one_in_paper_order(data_file: DataFile, series: Uid) -> None:
    earned = data_file.certificates.earned(series)
    assert [(one.name, one.post, one.lesson_hours) for one in earned] == [
        ("Lurah Contoh", "Lurah", 4),
        ("Rini Melati", "KPM", 4),
        ("Siti Contohwati", "KPM", 4),
    ]
    assert all(one.certificate is None for one in earned)


def test_ready_ones_show_people_as_they_are_today(data_file: DataFile, series: Uid) -> None:
    with data_file.operation("edit", "Siapkan sertifikat"):
        ready = data_file.certificates.prepare(series, [data_file.certificates.earned(series)[1].person])
    (line,) = data_file.certificates.find(series)
    assert (line.state, line.number, line.name, line.village_name, line.role) == (
        "ready",
        "",
        "Rini Melati",
        "Patokan",
        "KPM",
    )
    assert data_file.certificates.earned(series)[1].certificate == ready[0].uid
    with data_file.operation("delete", "Keluarkan 1"):
        data_file.certificates.delete(ready[0].uid)
    assert data_file.certificates.find(series) == []


def test_an_issued_one_is_frozen(data_file: DataFile, series: Uid) -> None:
    issued = _issue(data_file, series)
    assert issued[0].person is not None
    with data_file.operation("edit", "Ubah nama"):
        data_file.people.save(dataclasses.replace(data_file.people.get(issued[0].person), name="Nama Baru"))
    names = {line.uid: line.name for line in data_file.certificates.find(series)}
    assert names[issued[0].uid] == "NAMA 001"
    with pytest.raises(FrozenPaperError), data_file.operation("edit", "Ubah sertifikat"):
        data_file.certificates.save(dataclasses.replace(issued[0], printed_name="LAIN"))
    with pytest.raises(ValueError, match="never"), data_file.operation("delete", "Buang"):
        data_file.certificates.delete(issued[0].uid)
    (session,) = data_file.sessions.find(series)
    assert session.certificates == 3


def test_numbers_run_on_and_are_never_used_again(data_file: DataFile, series: Uid) -> None:
    issued = _issue(data_file, series)
    assert [one.number for one in issued] == [f"400.10.3.5/00{n}/426.112/2019" for n in (1, 2, 3)]
    numbers = issued[0].number_series
    assert numbers is not None
    with data_file.operation("edit", "Batalkan nomor"):
        data_file.certificates.end(issued[2].uid, "voided", "salah cetak")
    assert data_file.numbers.next_numbers(numbers, VALUES, 1, _writer(data_file)) == [
        "400.10.3.5/004/426.112/2019"
    ]
    assert issued[2].number in data_file.numbers.used()
    assert data_file.numbers.counters(numbers, 2019) == {1, 2, 3}
    assert data_file.numbers.counters(numbers, 2020) == frozenset()


def test_the_owner_sets_the_next_number_and_gaps_are_explained(data_file: DataFile, series: Uid) -> None:
    issued = _issue(data_file, series, 2)
    numbers, writer = issued[0].number_series, _writer(data_file)
    assert numbers is not None
    with data_file.operation("edit", "Atur nomor berikutnya"):
        data_file.numbers.set_next(numbers, 2019, 10, writer, "nomor 3 s.d. 9 dipakai bidang lain")
    (text,) = data_file.numbers.next_numbers(numbers, VALUES, 1, writer)
    assert text == "400.10.3.5/010/426.112/2019"
    late = Certificate(data_file.new_uid(), series=series, number_series=numbers, number=text, date=DAY)
    with data_file.operation("issue", "Terbitkan 1"):
        data_file.certificates.issue([late])
    assert data_file.numbers.gaps(numbers, 2019) == [(3, 9)]
    with data_file.operation("edit", "Catat nomor"):
        data_file.numbers.note(numbers, 2019, (3, 9), "outside", "bidang lain")
    assert data_file.numbers.gaps(numbers, 2019) == []
    assert [note.reason for note in data_file.numbers.notes(numbers, 2019)] == ["bidang lain"]


def test_another_pc_issues_only_from_its_block(data_file: DataFile) -> None:
    numbers, other = _number_series(data_file), b"w" * 16
    assert data_file.numbers.next_numbers(numbers, VALUES, 1, other) == []
    with data_file.operation("edit", "Beri blok nomor"):
        data_file.numbers.give_block(numbers, 2019, (101, 102), other, "PC kecamatan")
    texts = data_file.numbers.next_numbers(numbers, VALUES, 5, other)
    assert [text.split("/")[1] for text in texts] == ["101", "102"]
    assert data_file.numbers.next_numbers(numbers, VALUES, 1, _writer(data_file))[0].split("/")[1] == "001"


def test_a_replacement_keeps_both_and_names_the_old(data_file: DataFile, series: Uid) -> None:
    issued = _issue(data_file, series)
    new = dataclasses.replace(
        issued[0], uid=data_file.new_uid(), number="400.10.3.5/004/426.112/2019", printed_name="NAMA BENAR"
    )
    with data_file.operation("issue", "Ganti 1 sertifikat"):
        data_file.certificates.replace(issued[0].uid, new, "salah nama")
    lines = {line.uid: line for line in data_file.certificates.find(series)}
    assert (lines[issued[0].uid].state, lines[issued[0].uid].replaced_by) == ("replaced", new.number)
    assert lines[new.uid].state == "issued"
    assert data_file.certificates.get(new.uid).replaces == issued[0].uid
    with pytest.raises(ValueError, match="replaced"), data_file.operation("edit", "Batalkan nomor"):
        data_file.certificates.end(issued[0].uid, "voided", "lagi")


def test_the_second_print_is_the_first_copy(data_file: DataFile, series: Uid) -> None:
    issued = _issue(data_file, series)
    for reason in ("", "hilang"):
        with data_file.operation("print", "Cetak sertifikat"):
            log = PrintLog(data_file.new_uid(), "certificate", issued[0].uid, copies=1, reason=reason)
            data_file.certificates.log_print(log)
    copies = {line.uid: line.copies for line in data_file.certificates.find(series)}
    assert copies == {issued[0].uid: 1, issued[1].uid: 0, issued[2].uid: 0}
    assert [log.reason for log in data_file.certificates.prints(issued[0].uid)] == ["", "hilang"]


def test_other_papers_use_numbers_too(data_file: DataFile, series: Uid) -> None:
    numbers = _number_series(data_file)
    (text,) = data_file.numbers.next_numbers(numbers, VALUES, 1, _writer(data_file))
    paper = IssuedPaper(data_file.new_uid(), "invitation", series, numbers, text, DAY)
    with data_file.operation("issue", "Terbitkan undangan"):
        data_file.certificates.issue_paper(paper)
    assert data_file.certificates.papers(series) == [dataclasses.replace(paper, state="issued")]
    assert data_file.numbers.counters(numbers, 2019) == {1}
    with data_file.operation("edit", "Batalkan nomor"):
        data_file.certificates.end_paper(paper.uid, "voided", "batal")
    assert text in data_file.numbers.used()


def test_a_joined_person_earns_once(data_file: DataFile, series: Uid) -> None:
    (session,) = data_file.sessions.find(series)
    earned = data_file.certificates.earned(series)
    twin = Person(data_file.new_uid(), "St. Contohwati")
    with data_file.operation("edit", "Tambah 1 tamu"):
        data_file.attendance.add_walk_in(session.uid, twin, SUKODADI)
    with data_file.operation("join", "Gabung 2 orang"):
        data_file.people.join(twin.uid, earned[2].person)
    assert [one.person for one in data_file.certificates.earned(series)] == [one.person for one in earned]
