"""The register of numbers, small pages, the name proof and minutes of destroyed blanks, from a day's data."""

import dataclasses
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

import paper_reading
from kpm_desktop.domain.certificates import NumberSeries
from kpm_desktop.domain.invitation import InvitationRule
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.office import OFFICE
from kpm_desktop.workflows import certificate_register, check_certificates, print_destruction
from kpm_desktop.workflows.certificate_register import RegisterFilter, register_entries
from kpm_desktop.workflows.issue_certificates import (
    CertificateChoices,
    Issued,
    issue_certificates,
    plan_certificates,
    replace_certificate,
)
from kpm_desktop.workflows.issued_certificates import is_on_blank, reprint_certificates
from kpm_desktop.workflows.print_destruction import DestructionChoices
from kpm_desktop.workflows.progress import Refused
from record_builders import DAY, KARANGANYAR, SUKODADI, add_cadre, add_session, make_file

PEOPLE = ("Siti Contohwati", "Rofi'i & Umpama", "Melati Peragadewi", "Bima Misalkan", "Laras Simulasiwati")


@dataclasses.dataclass(frozen=True)
class Day:
    """A file in which five cadres came to one session and nothing is issued yet."""

    file: DataFile
    series: Uid
    choices: CertificateChoices


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    with make_file(tmp_path) as data_file:
        for place, name in enumerate(PEOPLE):
            add_cadre(data_file, name, (SUKODADI, KARANGANYAR)[place % 2])
        session = add_session(data_file)
        with data_file.operation("edit", "Hari contoh"):
            rule = InvitationRule(villages=frozenset({SUKODADI, KARANGANYAR}))
            rows = data_file.attendance.invite(session.uid, data_file.attendance.preview(session.uid, rule))
            data_file.attendance.mark(rows, "present")
            data_file.office.save(
                Office(
                    OFFICE,
                    "Dinas Pemberdayaan Masyarakat dan Desa",
                    "Pemerintah Kabupaten Probolinggo",
                    town="Probolinggo",
                    unit_code="426.000",
                )
            )
            data_file.office.save_signatory(
                Signatory(data_file.new_uid(), "Arjuna Contoh", "Drs.", "M.Si.", "Kepala Dinas", "Pembina")
            )
            numbers = NumberSeries(
                data_file.new_uid(), "Sertifikat", "{klasifikasi}/{urut:03}/{kode_opd}/{tahun}"
            )
            data_file.numbers.save_series(numbers)
        assert session.series is not None
        yield Day(data_file, session.series, CertificateChoices(DAY, numbers.uid))


def issue(day: Day, **changed: object) -> Issued:
    choices = dataclasses.replace(day.choices, **changed)  # type: ignore[arg-type]
    issued = issue_certificates(day.file, day.series, choices)
    assert isinstance(issued, Issued)
    return issued


def counters(entries: list[certificate_register.RegisterEntry]) -> list[int]:
    return [number for one in entries if one.span for number in range(one.span[0], one.span[1] + 1)]


def lived(day: Day) -> list[str]:
    """Let the numbers live: gaps, one told, one not; voided, spoiled, replaced twice, copied."""
    file, series = day.file, day.choices.number_series
    assert series is not None
    with file.operation("edit", "Atur nomor"):
        file.numbers.set_next(series, DAY.year, 4, file.writer_uid, "buku lama sampai 3")
        file.numbers.note(series, DAY.year, (1, 3), "outside", "ditulis tangan")
    issued = issue(day).certificates
    with file.operation("edit", "Akhiri"):
        file.certificates.end(issued[0].uid, "voided", "salah orang")
        file.certificates.end(issued[1].uid, "spoiled", "tinta luntur")
        file.numbers.set_next(series, DAY.year, 12, file.writer_uid, "dipesan sekretariat")
        file.numbers.note(series, DAY.year, (9, 9), "gap", "batal dipakai")
    for keep in (True, False):
        old = issued[2 if keep else 3].uid
        assert isinstance(replace_certificate(file, old, day.choices, "salah eja", keep_number=keep), Issued)
    assert isinstance(reprint_certificates(file, [issued[4].uid], "hilang"), bytes)
    return [one.number for one in issued]


def test_every_number_stands_once_in_order_and_each_gap_says_why(day: Day) -> None:
    lived(day)
    entries = register_entries(day.file)
    assert counters(entries) == list(range(1, 13))
    assert [one.state for one in entries] == [
        "outside", "voided", "spoiled", "issued", "replaced", "issued", "gap", "unexplained", "issued",
    ]  # fmt: skip
    notes = [one.notes for one in entries]
    assert notes[0] == "di luar program: ditulis tangan"
    assert notes[1] == "batal: salah orang"
    assert notes[2] == "rusak: tinta luntur"
    assert notes[3].startswith("menggantikan terbitan")
    assert notes[4] == "diganti no. 400.10.3.5/012/426.000/2019: salah eja"
    assert notes[5] == "salinan 1 kali"
    assert notes[6] == "tidak dipakai: batal dipakai"
    assert notes[7] == "BELUM ADA ALASAN"
    assert certificate_register.counts_line(entries) == (
        "Jumlah baris 9: terbit 3, diganti 1, batal 1, rusak 1, di luar program 1, tidak dipakai 1, "
        "tanpa alasan 1"
    )


def test_pdf_and_workbook_tell_the_same(day: Day) -> None:
    lived(day)
    entries = register_entries(day.file)
    made = certificate_register.register_pdf(day.file)
    assert made.problems == ()
    text = paper_reading.joined(made.pdf)
    sheet = openpyxl.load_workbook(io.BytesIO(certificate_register.register_xlsx(day.file))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == [one.number for one in entries]
    for one, row in zip(entries, rows, strict=True):
        assert one.number in text
        assert one.name.replace("  ", " ") in text
        assert (row[3] or "", row[10] or "") == (one.name, one.notes)
        assert row[2] is None or (isinstance(row[2], dt.datetime) and row[2].date() == one.date)
    assert "nomor terakhir 400.10.3.5/012/426.000/2019" in text


def test_a_filter_of_year_or_kind(day: Day) -> None:
    lived(day)
    assert register_entries(day.file, RegisterFilter(2001)) == []
    certificates = register_entries(day.file, RegisterFilter(DAY.year, kind="sertifikat"))
    assert {one.state for one in certificates} == {"voided", "spoiled", "issued", "replaced"}
    assert register_entries(day.file, RegisterFilter(kind="piagam")) == []
    assert register_entries(day.file, RegisterFilter(series=day.series)) == certificates


def test_numbers_written_by_hand_are_listed_without_one(day: Day) -> None:
    issued = issue(day, number_series=None, number_by_hand=True)
    assert {one.number for one in issued.certificates} == {""}
    entries = register_entries(day.file)
    assert [one.number for one in entries] == ["(ditulis tangan)"] * 5
    assert re.search(r"Nomor : \.{20}", paper_reading.texts(issued.pdf)[0])


def test_the_plan_tells_gaps_and_missing_photos(day: Day) -> None:
    lived(day)
    plan = plan_certificates(day.file, day.series, dataclasses.replace(day.choices, photo=True))
    assert plan.gaps == ((10, 11),)
    assert all("W.403" in {one.code for one in planned.problems} for planned in plan.planned)


def test_a_design_is_kept_by_copies(day: Day) -> None:
    issued = issue(day, design="batik", paper="F4", blank=True)
    record = issued.certificates[0]
    assert (record.design, record.version) == ("batik", 1)
    assert is_on_blank(day.file, record.uid)
    again = reprint_certificates(day.file, [record.uid], "hilang")
    assert isinstance(again, bytes)
    for size in paper_reading.sizes(again):
        assert size == pytest.approx((330.0, 215.0), abs=0.1)
    first, copy = paper_reading.geometry(issued.pdf)[0], paper_reading.geometry(again)[0]
    assert copy[: len(first)] == first


def test_small_pages_of_a_run_are_written_nowhere(day: Day) -> None:
    pdf = check_certificates.contact_sheet_pdf(day.file, day.series, day.choices)
    text = paper_reading.joined(pdf)
    assert "desain Klasik" in text
    assert "001 " in text
    assert len(paper_reading.sizes(pdf)) == 1
    assert day.file.certificates.find() == []


def test_the_name_proof_is_kept_and_corrections_name_it(day: Day) -> None:
    printed = check_certificates.print_name_proof(day.file, day.series, target="PDF")
    assert not isinstance(printed, Refused)
    (kept,) = day.file.sheets.find(day.series, "P")
    assert (kept.uid, kept.sheet_no, kept.paper) == (printed.sheet.uid, printed.sheet.sheet_no, "F4")
    assert "ROFI'I & UMPAMA" in paper_reading.joined(printed.pdf)
    row = next(one["no"] for one in json.loads(kept.rows) if one["name"] == "SITI CONTOHWATI")
    changes = check_certificates.correct_names(day.file, kept.uid, {row: "Siti Contoh Wati, S.Pd."})
    assert changes is not None
    assert kept.sheet_no in changes.label
    (person,) = [uid for table, uid in changes.touched if table == "person"]
    record = day.file.people.get(person)
    assert (record.name, record.title_back) == ("Siti Contoh Wati", "S.Pd.")
    day.file.undo()
    assert day.file.people.get(person).name == "Siti Contohwati"


def test_spoiled_blanks_are_destroyed_with_minutes(day: Day) -> None:
    lived(day)
    made = print_destruction.print_destruction(day.file, DestructionChoices(DAY))
    assert not isinstance(made, Refused)
    text = paper_reading.joined(made.pdf)
    assert "1 (satu) lembar" in text
    assert "tinta luntur" in text
    assert paper_reading.sizes(made.pdf)[0] == pytest.approx(paper_reading.F4, abs=0.1)


def test_without_a_spoiled_blank_there_are_no_minutes(day: Day) -> None:
    refused = print_destruction.print_destruction(day.file, DestructionChoices(DAY))
    assert isinstance(refused, Refused)
    assert {one.code for one in refused.problems} == {"F.410"}
