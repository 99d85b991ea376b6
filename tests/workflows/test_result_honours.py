"""Awards and the letter of delegation: drawn from one frozen result, numbered, accounted for."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import created
from contest_rooms import Room, furnish, type_all
from kpm_desktop.domain.certificates import NumberSeries
from kpm_desktop.domain.contests import Decision
from kpm_desktop.domain.decision import grouped_fingerprint
from kpm_desktop.domain.office import Signatory
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import (
    certificate_register,
    decide_contest,
    issue_awards,
    issued_certificates,
    issued_papers,
    print_delegation,
    verify_certificate,
)
from kpm_desktop.workflows.decide_contest import DecisionChoices, Locked
from kpm_desktop.workflows.issue_awards import AwardChoices, Honour
from kpm_desktop.workflows.issue_certificates import CertificateChoices, Issued
from kpm_desktop.workflows.issued_papers import IssuedPrint, NumberChoice
from kpm_desktop.workflows.print_delegation import DelegationChoices
from kpm_desktop.workflows.progress import Refused
from paper_reading import joined, texts
from record_builders import PATOKAN, REGIONS, SUKODADI, add_cadre

NOW = dt.datetime(2019, 6, 14, 9, 0)  # noqa: DTZ001 (local time, as on the clock of the office)
DAY = NOW.date()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    made = created(tmp_path / "kpm.db", REGIONS, now=lambda: NOW)
    with made.operation("edit", "Siapkan kantor"):
        office = made.office.get()
        changed = dataclasses.replace(
            office, name="Dinas Contoh", upper_name="Pemerintah Kabupaten Probolinggo", town="Probolinggo"
        )
        made.office.save(changed, office)
        made.office.save_signatory(
            Signatory(made.new_uid(), "Surya Contoh", title_back="M.Si.", position="Bupati Probolinggo")
        )
    yield made
    made.close(backup=False)


@pytest.fixture
def room(file: DataFile) -> Room:
    people = {
        "01": (add_cadre(file, "Siti Contohwati", SUKODADI), SUKODADI),
        "02": (add_cadre(file, "Rini Melati", PATOKAN), PATOKAN),
        "03": (add_cadre(file, "Dewi Umpama", SUKODADI), SUKODADI),
    }
    made = furnish(file, people)
    type_all(file, made)
    return made


@pytest.fixture
def decision(file: DataFile, room: Room) -> Decision:
    found = decide_contest.lock(file, room.contest, DecisionChoices("BA/7/2019", DAY, "Aula"))
    assert isinstance(found, Locked)
    return found.decision


def series(file: DataFile) -> bytes:
    made = NumberSeries(file.new_uid(), "Piagam", "PG/{urut:03}/{tahun}")
    with file.operation("edit", "Tambah seri nomor"):
        file.numbers.save_series(made)
    return made.uid


def issued(file: DataFile, decision: Decision, choices: AwardChoices) -> Issued:
    found = issue_awards.issue_awards(file, decision, choices)
    assert isinstance(found, Issued), found
    return found


def test_winners_get_numbered_awards_once_from_the_frozen_result(file: DataFile, decision: Decision) -> None:
    choices = AwardChoices(CertificateChoices(DAY, number_series=series(file)), ranks=2, is_regent=True)
    person = file.people.get(issue_row(decision, "01"))
    with file.operation("edit", "Ganti nama"):
        file.people.save(dataclasses.replace(person, name="Nama Lain"), person)
    made = issued(file, decision, choices)
    pages = texts(made.pdf)
    assert len(pages) == 2
    digits = grouped_fingerprint(decision.fingerprint)
    wanted = (
        ("PG/001/2019", "SITI CONTOHWATI", "JUARA I", "Desa Sukodadi Kecamatan Paiton"),
        ("PG/002/2019", "RINI MELATI", "JUARA II", "Kelurahan Patokan Kecamatan Kotaanyar"),
    )
    for page, number, words in zip(pages, ("01", "02"), wanted, strict=True):
        flat = " ".join(page.split())
        spaced = flat.replace(" ", "")
        assert all(one in flat or one.replace(" ", "") in spaced for one in words), flat
        assert digits in flat
        assert f"Berita Acara Nomor BA/7/2019, peserta nomor {number}" in flat
        assert "SURYA CONTOH" in flat
        assert "M.Si." not in flat
    [first, second] = made.certificates
    assert (first.kind, first.decision, first.printed_role) == ("piagam", decision.uid, "Juara I")
    assert issue_awards.open_awards(file, decision) == 1, "only the third has none"
    rest = issued(file, decision, dataclasses.replace(choices, ranks=0))
    assert [one.printed_name for one in rest.certificates] == ["DEWI UMPAMA"]
    keys = verify_certificate.keys_of(file)
    assert verify_certificate.verify(second.signed_text, keys, file).is_genuine
    listed = certificate_register.register_entries(file)
    assert [one.number for one in listed] == ["PG/001/2019", "PG/002/2019", "PG/003/2019"]
    again = issued_certificates.reprint_certificates(file, [first.uid], "hilang")
    assert not isinstance(again, Refused)
    assert "SITI CONTOHWATI" in joined(again)


def issue_row(decision: Decision, number: str) -> bytes:
    result = decide_contest.locked_result(decision)
    assert not isinstance(result, Refused)
    [row] = [row for one in result.categories for row in one.rows if row.number == number]
    return bytes.fromhex(row.person)


def test_others_are_honoured_without_a_rank(file: DataFile, decision: Decision) -> None:
    choices = AwardChoices(
        CertificateChoices(DAY, number_by_hand=True),
        ranks=1,
        honours=(Honour("H. Bambang Misalkan", "Camat Paiton"),),
    )
    preview = issue_awards.preview_awards(file, decision, choices)
    assert (preview.pages, file.certificates.of_decision(decision.uid)) == (2, [])
    made = issued(file, decision, choices)
    page = " ".join(texts(made.pdf)[1].split())
    assert "H. Bambang Misalkan" in page
    assert "Camat Paiton" in page
    assert "atas dukungan dan sumbangsihnya pada LOMBA KPM UMPAMA" in page
    assert "JUARA" not in page
    assert made.certificates[1].person is None


def test_a_name_that_stands_on_two_awards_is_told_before_they_leave(
    file: DataFile, decision: Decision
) -> None:
    run = CertificateChoices(DAY, number_by_hand=True)
    winners = AwardChoices(run, ranks=3)

    def told(choices: AwardChoices) -> list[tuple[str, str, str]]:
        preview = issue_awards.preview_awards(file, decision, choices)
        return [
            (one.code, one.values["name"], one.values["other"])
            for one in preview.problems
            if one.code == "W.406"
        ]

    assert told(winners) == []
    alike = Honour("Siti Tjontohwati", "Camat Paiton")
    assert told(dataclasses.replace(winners, honours=(alike,))) == [
        ("W.406", "SITI CONTOHWATI", "Siti Tjontohwati, Camat Paiton"),
        ("W.406", "Siti Tjontohwati", "SITI CONTOHWATI, Sukodadi"),
    ]
    issued(file, decision, dataclasses.replace(winners, ranks=1))
    later = AwardChoices(run, ranks=1, honours=(alike,))
    assert told(later) == [("W.406", "Siti Tjontohwati", "SITI CONTOHWATI, Sukodadi")]
    assert len(issued(file, decision, later).certificates) == 1, "a warning stops nothing"


def test_nothing_leaves_without_a_signer_or_with_a_used_number(file: DataFile, decision: Decision) -> None:
    early = AwardChoices(CertificateChoices(dt.date(2019, 6, 14), typed_number="PG/9"), ranks=1)
    issued(file, decision, early)
    found = issue_awards.issue_awards(file, decision, AwardChoices(CertificateChoices(DAY), ranks=2))
    assert isinstance(found, Refused)
    assert [one.code for one in found.problems] == ["F.403"]
    with file.operation("delete", "Buang"):
        for one in file.office.signatories():
            file.office.delete_signatory(one.uid)
    found = issue_awards.issue_awards(
        file, decision, AwardChoices(CertificateChoices(DAY, number_by_hand=True))
    )
    assert isinstance(found, Refused)
    assert found.problems[0].code == "F.405"


def test_a_touched_result_gives_no_award_and_no_letter(file: DataFile, decision: Decision) -> None:
    touched = dataclasses.replace(decision, content=decision.content.replace("SITI", "RINI"))
    choices = AwardChoices(CertificateChoices(DAY, number_by_hand=True))
    for found in (
        issue_awards.issue_awards(file, touched, choices),
        print_delegation.print_delegation(file, touched, DelegationChoices(DAY)),
    ):
        assert isinstance(found, Refused)
        assert [one.code for one in found.problems] == ["F.219"]


def test_the_letter_names_who_is_sent_and_is_frozen(file: DataFile, decision: Decision) -> None:
    choices = DelegationChoices(
        DAY, NumberChoice("400/9/2019"), "Kepala DPMD Provinsi\nJawa Timur", "Surabaya", copies="Camat\nArsip"
    )
    preview = print_delegation.preview_delegation(file, decision, choices)
    assert (preview.pages, preview.problems, file.certificates.papers(decision.uid)) == (1, (), [])
    made = print_delegation.print_delegation(file, decision, choices)
    assert isinstance(made, IssuedPrint)
    text = joined(made.pdf)
    for words in (
        "400/9/2019", "Kepala DPMD Provinsi", "SURABAYA", "Pengiriman peserta lomba tingkat provinsi",
        "Berita Acara Penilaian Nomor BA/7/2019 tanggal 14 Juni 2019", "1 (satu) peserta",
        "SITI CONTOHWATI", "Sukodadi, Paiton", "Juara I", "1. Camat", "2. Arsip", "Surya Contoh".upper(),
        grouped_fingerprint(decision.fingerprint),
    ):  # fmt: skip
        assert words in text, words
    assert "RINI" not in text
    again = issued_papers.reprint(file, made.record.uid, "arsip")
    assert isinstance(again, IssuedPrint)
    assert "Salinan ke-1" in joined(again.pdf)
    assert file.certificates.of_decision(decision.uid) == []
