"""Every package that went out is listed with where it is; of a lost one the report tells what it held."""

import datetime as dt
from pathlib import Path

import pytest

from builders import SUKODADI, add_person, edit_person
from carrying import PHRASE, PLAIN, QUIET, begin, office, receive, sent_of
from kpm_desktop.domain.uid import Uid
from kpm_desktop.packages.drives import Drive
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.package_log import states
from kpm_desktop.workflows import lost_package, send_package
from kpm_desktop.workflows.send_package import SendChoices
from paper_reading import joined

NIK, PHONE = "3513124101900001", "081299887766"


def people(data_file: DataFile) -> list[dict[str, int]]:
    """Return what the packages hold of persons, newest first, without the fields nobody has."""
    return [
        {name: count for name, count in entry.details["people"].items() if count}
        for entry in data_file.packages()
    ]


def a_cadre(data_file: DataFile, name: str, village: Uid, **values: str) -> Uid:
    person = add_person(data_file, name, **values)
    with data_file.operation("edit", "Tambah 1 masa tugas"):
        data_file.put("cadre_term", data_file.new_uid(), {"person": person, "village": village})
    return person


def test_a_package_is_noted_with_the_persons_it_holds(tmp_path: Path) -> None:
    with office(tmp_path / "sini") as data_file:
        dewi = a_cadre(data_file, "Dewi Kenanga", SUKODADI, nik=NIK, phone=PHONE)
        siti = add_person(data_file, "Siti Contohwati", address="Dusun Krajan")
        first = sent_of(data_file, PLAIN)
        assert people(data_file) == [{"person": 2, "name": 2, "nik": 1, "phone": 1, "address": 1}]
        edit_person(data_file, siti, phone=PHONE)
        sent_of(data_file, SendChoices(plain_reason="uji", since=first.manifest.end))
        assert people(data_file)[0] == {"person": 1, "name": 1, "phone": 1, "address": 1}
        with data_file.operation("edit", "Ubah masa tugas"):
            [(term,)] = data_file.rows("SELECT uid FROM cadre_term WHERE person = ?", (dewi,))
            data_file.put("cadre_term", term, {"position": "Ketua"})
        sent_of(data_file, SendChoices(plain_reason="uji", since=data_file.packages()[0].vector))
        assert people(data_file)[0] == {"person": 1, "name": 1, "nik": 1, "phone": 1}


def test_an_extract_counts_the_persons_of_its_district_and_its_nik_only_when_they_go(tmp_path: Path) -> None:
    with office(tmp_path / "sini") as data_file:
        a_cadre(data_file, "Dewi Kenanga", SUKODADI, nik=NIK)
        add_person(data_file, "Siti Contohwati", nik="3513124101900002")
        sent_of(data_file, SendChoices(plain_reason="uji", district="35.13.12"))
        sent_of(data_file, SendChoices(plain_reason="uji", district="35.13.12", with_nik=True))
        assert people(data_file) == [
            {"person": 1, "name": 1, "nik": 1},
            {"person": 1, "name": 1},
        ]


def test_a_package_is_received_once_somebody_sends_who_has_all_of_it(tmp_path: Path) -> None:
    here = office(tmp_path / "sini")
    add_person(here, "Dewi Kenanga")
    first = sent_of(here, PLAIN)
    there = begin(tmp_path / "sana", first.exported.path, "PC-SANA")
    add_person(there, "Siti Contohwati")
    add_person(here, "Rini Melati")
    sent_of(here, PLAIN)
    assert states(here.packages()) == ["here", "here"]
    receive(here, sent_of(there, PLAIN).exported.path)
    assert states(here.packages()) == ["came", "here", "received"]
    for data_file in (here, there):
        data_file.close()


def test_a_lost_package_stays_noted_until_it_is_found(tmp_path: Path) -> None:
    with office(tmp_path / "sini") as data_file:
        add_person(data_file, "Dewi Kenanga")
        package = sent_of(data_file, PLAIN).manifest.package_uid
        before = data_file.history()
        lost_package.report_lost(data_file, package, " jatuh di pasar ")
        [entry] = data_file.packages()
        assert entry.details["lost"] == {"at": data_file.entry_time(), "note": "jatuh di pasar"}
        assert states([entry]) == ["lost"]
        assert data_file.history() == before
    with DataFile.open(data_file.path) as data_file:
        assert states(data_file.packages()) == ["lost"]
        lost_package.found_again(data_file, package)
        assert states(data_file.packages()) == ["here"]
        with pytest.raises(KeyError):
            lost_package.report_lost(data_file, bytes(16), "")


def test_a_lost_copy_of_everything_is_no_copy_outside_any_more(tmp_path: Path) -> None:
    with office(tmp_path / "sini") as data_file:
        stick = Drive(tmp_path, "KPM-USB 1", "0001", "FAT32", 10**10, 10**10, True)
        sent = send_package.send(data_file, SendChoices(passphrase=PHRASE), tmp_path, QUIET, drive=stick)
        assert isinstance(sent, send_package.Sent)
        assert (data_file.copy_age(), states(data_file.packages())) == (0, ["stick"])
        lost_package.report_lost(data_file, sent.manifest.package_uid, "")
        assert data_file.copy_age() is None


def test_the_report_says_how_many_persons_and_what_and_names_nobody(tmp_path: Path) -> None:
    with office(tmp_path / "sini") as data_file:
        add_person(data_file, "Dewi Kenanga", nik=NIK, phone=PHONE)
        add_person(data_file, "Siti Contohwati", phone=PHONE)
        package = sent_of(
            data_file, SendChoices(passphrase=PHRASE, receiver="PC-PAITON")
        ).manifest.package_uid
        sent = joined(lost_package.lost_report(data_file, package).pdf)
        assert "ISI PAKET DATA" in sent
        assert "HILANG" not in sent
        assert "3 x 24 jam" not in sent
        lost_package.report_lost(data_file, package, "tertinggal di pendopo")
        said = joined(lost_package.lost_report(data_file, package).pdf)
        for words in (
            "LAPORAN PAKET DATA YANG HILANG",
            "PC-PAITON",
            "tertinggal di pendopo",
            "Paket memuat data 2 orang.",
            "NIK 1",
            "Nomor telepon 2",
            "Isi paket tersandi.",
            "3 x 24 jam",
        ):
            assert words in said
        for secret in (NIK, PHONE, "Kenanga", "Contohwati"):
            assert secret not in said
        with data_file.operation("edit", "Ubah pengaturan bersama"):
            data_file.office.save_setting(lost_package.SETTING, "Dilaporkan kepada Bupati.")
        again = joined(lost_package.lost_report(data_file, package).pdf)
        assert "Dilaporkan kepada Bupati." in again
        assert "3 x 24 jam" not in again


def test_of_a_package_from_before_this_was_noted_the_most_is_said(tmp_path: Path) -> None:
    with office(tmp_path / "sini") as data_file:
        add_person(data_file, "Dewi Kenanga")
        entry = sent_of(data_file, PLAIN)
        data_file.close(backup=False)
    with DataFile.open(data_file.path, now=lambda: dt.datetime(2027, 1, 1)) as data_file:  # noqa: DTZ001 - local
        [noted] = data_file.packages()
        details = {name: value for name, value in noted.details.items() if name != "people"}
        with data_file.operation("export", "Paket lama"):
            data_file.note_package(
                type(noted)(bytes(15) + b"\1", "out", noted.at, "", 2, "full", noted.vector, details)
            )
        said = joined(lost_package.lost_report(data_file, bytes(15) + b"\1").pdf)
        assert f"paling banyak {entry.manifest.counts['person']} orang" in said
