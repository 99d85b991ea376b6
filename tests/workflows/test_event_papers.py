"""Papers of a session, from data file to PDF: who gets which letter, what is frozen, what is archived."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import paper_reading
from event_samples import add_event, event_file, head_name, mark_all, village_name
from kpm_desktop.domain.certificates import NumberSeries
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.sessions import Attachment, Speaker
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import in_words
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import (
    archive_session,
    issued_papers,
    print_attendance,
    print_invitations,
    print_minutes,
    print_report,
    print_speakers,
    print_transport,
)
from kpm_desktop.workflows.issued_papers import IssuedPrint, NumberChoice
from kpm_desktop.workflows.print_invitations import InvitationChoices
from kpm_desktop.workflows.print_minutes import MinutesChoices
from kpm_desktop.workflows.print_report import ReportChoices
from kpm_desktop.workflows.print_transport import TransportChoices
from kpm_desktop.workflows.progress import Refused


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    with event_file(tmp_path) as made:
        yield made


@pytest.fixture
def session(data_file: DataFile) -> Uid:
    return add_event(data_file)


def issued(made: IssuedPrint | Refused) -> IssuedPrint:
    assert isinstance(made, IssuedPrint), made
    return made


def test_124_villages_get_124_letters_each_to_its_own_head(tmp_path: Path) -> None:
    with event_file(tmp_path, villages=124, districts=8) as file:
        session = add_event(file)
        printed = issued(print_invitations.print_invitations(file, session))
    pages = paper_reading.texts(printed.pdf)
    assert len(pages) == printed.pages == 124
    heads = [head_name(number).upper() for number in range(124)]
    for number, page in enumerate(pages):
        assert [head for head in heads if head in page] == [heads[number]]
        assert f"Kepala Desa {village_name(number)}" in page
        assert village_name(number).upper() in page.split("di \u2013")[1]
        assert f"KADER MELATI {number:03}, KPM" in page
        assert page.count("Pendopo <Contoh> & Taman") == 1
    assert all(size == pytest.approx((215, 330), abs=0.1) for size in paper_reading.sizes(printed.pdf))
    assert not paper_reading.unembedded(printed.pdf)
    assert len(printed.pdf) < 400_000


def test_one_letter_carries_the_list_of_all_villages(data_file: DataFile, session: Uid) -> None:
    choices = InvitationChoices("list", NumberChoice("005/7/2019"), copies=("Camat",))
    pages = paper_reading.texts(print_invitations.preview_invitations(data_file, session, choices).pdf)
    assert "KONSEP" in pages[0]
    assert "(daftar terlampir)" in pages[0]
    assert "1. Camat" in pages[0]
    listed = " ".join(pages[1:])
    for number in range(12):
        assert village_name(number) in listed
        assert f"{head_name(number).upper()}, Kepala Desa" in listed


def test_speakers_and_committee_get_a_letter_each_when_asked_for(data_file: DataFile, session: Uid) -> None:
    helper = Person(data_file.new_uid(), "Bagas Panitia Rekaan")
    with data_file.operation("edit", "Panitia"):
        data_file.people.save(helper)
        data_file.sessions.save_part(
            Speaker(data_file.new_uid(), session, None, helper.uid, "committee", "Kepala Seksi")
        )
    without = paper_reading.texts(print_invitations.preview_invitations(data_file, session).pdf)
    choices = InvitationChoices(speakers=True)
    pages = paper_reading.texts(print_invitations.preview_invitations(data_file, session, choices).pdf)
    assert len(pages) == len(without) + 2
    assert "Yth. Galih Umpama Wirya, S.E." in pages[-2]
    assert "Yth. Bagas Panitia Rekaan" in pages[-1]
    assert "Kepala Seksi" in pages[-1]


def test_a_number_comes_typed_from_a_series_or_stays_blank(data_file: DataFile, session: Uid) -> None:
    series = NumberSeries(data_file.new_uid(), "Surat", "005/{urut:03}/{tahun}")
    with data_file.operation("edit", "Seri"):
        data_file.numbers.save_series(series)
    blank = issued(print_invitations.print_invitations(data_file, session))
    assert "......" in paper_reading.texts(blank.pdf)[0]
    choice = InvitationChoices(number=NumberChoice(series=series.uid))
    counted = issued(print_invitations.print_invitations(data_file, session, choice))
    year = data_file.now().year
    assert counted.record.number == f"005/001/{year}"
    minutes = MinutesChoices(NumberChoice(f"005/001/{year}"))
    refused = print_minutes.print_minutes(data_file, session, minutes)
    assert isinstance(refused, Refused)
    assert [one.code for one in refused.problems] == ["F.401"]


def test_a_paper_is_frozen_and_a_reprint_equals_it_after_names_changed(
    data_file: DataFile, session: Uid
) -> None:
    printed = issued(print_invitations.print_invitations(data_file, session))
    assert [tick.step for tick in data_file.sessions.ticks(session)] == ["invitation"]
    line = data_file.attendance.find(session)[0]
    with data_file.operation("edit", "Ubah nama"):
        person = data_file.people.get(line.person)
        data_file.people.save(type(person)(person.uid, "Nama Lain Sekali"), person)
        signatory = data_file.office.signatories()[0]
        data_file.office.delete_signatory(signatory.uid)
    again = issued(issued_papers.reprint(data_file, printed.record.uid, "kertas basah"))
    first, second = paper_reading.texts(printed.pdf)[0], paper_reading.texts(again.pdf)[0]
    assert "Salinan ke-1" in second
    assert [text for text in second.splitlines() if "Salinan" not in text] == first.splitlines()
    stored = data_file.certificates.get_paper(printed.record.uid)
    assert stored.hash == printed.record.hash
    assert json.loads(stored.pieces)["pages"]


def test_the_same_paper_printed_again_replaces_the_earlier_one(data_file: DataFile, session: Uid) -> None:
    choices = InvitationChoices(number=NumberChoice("005/9/2019"))
    first = issued(print_invitations.print_invitations(data_file, session, choices))
    second = issued(print_invitations.print_invitations(data_file, session, choices))
    assert second.record.replaces == first.record.uid
    assert data_file.certificates.get_paper(first.record.uid).state == "replaced"
    assert [paper.uid for paper in issued_papers.standing(data_file, session)] == [second.record.uid]


def test_whatsapp_texts_name_the_head_the_day_and_the_place(data_file: DataFile, session: Uid) -> None:
    texts = print_invitations.whatsapp_texts(data_file, session)
    assert [place for place, _ in texts] == [village_name(number) for number in range(12)]
    assert f"H. {head_name(3).upper()}" in texts[3][1]
    assert "Jumat, 12 April 2019" in texts[3][1]
    assert "Pendopo <Contoh> & Taman" in texts[3][1]


def test_transport_money_adds_up_row_by_row_and_is_kept(data_file: DataFile, session: Uid) -> None:
    refused = print_transport.print_transport(data_file, session, TransportChoices(1, 1))
    assert isinstance(refused, Refused)
    assert [one.code for one in refused.problems] == ["F.410"]
    mark_all(data_file, session, absent=2)
    choices = TransportChoices(200_000, 150_000, "5", "2,5", officer_name="LARAS CONTOH")
    printed = issued(print_transport.print_transport(data_file, session, choices))
    payments = data_file.payments.find(session)
    assert len(payments) == 22
    for payment in payments:
        assert (payment.amount or 0) == (payment.tax or 0) + (payment.received or 0)
    amount, tax = sum(one.amount or 0 for one in payments), sum(one.tax or 0 for one in payments)
    assert (amount, tax) == (11 * 200_000 + 11 * 150_000, 11 * 10_000 + 11 * 3_750)
    text = paper_reading.joined(printed.pdf)
    shown = f"{amount:,} {tax:,} {amount - tax:,}".replace(",", ".")
    assert f"JUMLAH SELURUHNYA {shown}" in text
    assert f"Terbilang : {in_words(amount)} rupiah" in text
    absent = [line for line in data_file.attendance.find(session) if line.status == "absent"]
    assert all(line.name.upper() not in text for line in absent)
    again = TransportChoices(100_000, 100_000)
    issued(print_transport.print_transport(data_file, session, again))
    assert {one.amount for one in data_file.payments.find(session)} == {100_000}
    assert len(data_file.payments.find(session)) == 22


def test_a_joined_person_who_stands_on_the_list_twice_is_paid_once(data_file: DataFile, session: Uid) -> None:
    mark_all(data_file, session, absent=2)
    one, other, *_ = [line for line in data_file.attendance.find(session) if line.status == "present"]
    with data_file.operation("join", "Gabung 2 orang"):
        data_file.people.join(other.person, one.person)
    printed = issued(print_transport.print_transport(data_file, session, TransportChoices(100_000, 100_000)))
    assert len(data_file.payments.find(session)) == 21
    assert "JUMLAH SELURUHNYA 2.100.000 0 2.100.000" in paper_reading.joined(printed.pdf)


def test_the_speakers_sheet_names_each_speaker_once_with_his_topics(
    data_file: DataFile, session: Uid
) -> None:
    text = paper_reading.joined(issued(print_speakers.print_speakers(data_file, session)).pdf)
    assert text.count("Galih Umpama Wirya, S.E.") == 1
    assert "Profil lembaga" in text
    assert "Peran kader" in text


def test_minutes_and_report_count_what_was_marked(data_file: DataFile, session: Uid) -> None:
    mark_all(data_file, session, absent=2)
    minutes = print_minutes.preview_minutes(data_file, session, MinutesChoices(results="Sepakat <semua>."))
    text = paper_reading.joined(minutes.pdf)
    assert "Jumat tanggal dua belas bulan April tahun dua ribu sembilan belas" in text
    assert "JUMLAH 24 11 11 22 0 0 2 0" in text
    assert "Sepakat <semua>." in text
    report = print_report.preview_report(data_file, session, ReportChoices(basis="Dasar A\nDasar B"))
    text = paper_reading.joined(report.pdf)
    assert text.count("JUMLAH 24 11 11 0 0 2 92 %") == 2
    assert "Kecamatan1 8 4 4 0 0 0 100 %" in text
    assert "2. Dasar B" in text
    assert f"tidak hadir (1): Kec. Kecamatan3: {village_name(11)}" in text
    for part in ("I. PENDAHULUAN", "II. PELAKSANAAN", "III. HASIL", "IV. PENUTUP"):
        assert part in text


def test_six_photos_at_most_stand_at_the_end_of_a_report(data_file: DataFile, session: Uid) -> None:
    picture = (Path(__file__).parents[2] / "resources" / "sample" / "emblem.png").read_bytes()
    with data_file.operation("edit", "Foto"):
        asset = data_file.put_asset(picture, "image/png")
        for number in range(7):
            data_file.sessions.save_part(
                Attachment(data_file.new_uid(), session, asset, "photo", f"Foto nomor {number}", number)
            )
    text = paper_reading.texts(print_report.preview_report(data_file, session).pdf)[-1]
    assert [number for number in range(7) if f"Foto nomor {number}" in text] == [0, 1, 2, 3, 4, 5]


def test_the_archive_holds_every_paper_under_a_readable_name(
    data_file: DataFile, session: Uid, tmp_path: Path
) -> None:
    mark_all(data_file, session)
    number = NumberChoice("005/12/2019")
    issued(print_invitations.print_invitations(data_file, session, InvitationChoices(number=number)))
    issued(print_report.print_report(data_file, session))
    sheet = print_attendance.print_attendance(data_file, session)
    assert isinstance(sheet, print_attendance.PrintedAttendance)
    target = tmp_path / "arsip.zip"
    archived = archive_session.archive_session(data_file, session, target)
    with zipfile.ZipFile(target) as package:
        assert tuple(package.namelist()) == archived.names
        assert "01 Undangan 005-12-2019.pdf" in archived.names
        assert "06 Laporan kegiatan.pdf" in archived.names
        assert "03 Kehadiran.xlsx" in archived.names
        copy = package.read(next(name for name in archived.names if name.startswith("02 ")))
    assert paper_reading.texts(copy) == paper_reading.texts(sheet.pdf)
    assert {tick.step for tick in data_file.sessions.ticks(session)} == {"invitation", "report", "archive"}
    folder = archive_session.archive_session(data_file, session, tmp_path / "arsip")
    assert sorted(file.name for file in (tmp_path / "arsip").iterdir()) == sorted(folder.names)
    name = archive_session.archive_name(data_file, session)
    assert name == "2019-04-12 Pembinaan Kecamatan Kecamatan1, Kecamatan2 dan Kecamatan3"


def test_an_archive_that_cannot_be_written_leaves_nothing_behind(
    data_file: DataFile, session: Uid, tmp_path: Path
) -> None:
    target = tmp_path / "tidak-ada" / "arsip.zip"
    with pytest.raises(OSError, match="tidak-ada"):
        archive_session.archive_session(data_file, session, target)
    assert not target.parent.exists()
    assert data_file.sessions.ticks(session) == []
