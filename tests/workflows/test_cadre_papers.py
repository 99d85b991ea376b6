"""The cadre book, cards and lists from the data file: rows, ages, names; nothing is written by looking."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import paper_reading
from demo_folder import demo
from event_samples import event_file, village_name
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.uid import code_uid
from kpm_desktop.spreadsheets.reading import read_file
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import live_papers, print_cadre_book, print_cards, print_list
from kpm_desktop.workflows.print_cadre_book import BookChoices

DAY = dt.date(2019, 4, 12)


@pytest.fixture(scope="module")
def data_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataFile]:
    with event_file(tmp_path_factory.mktemp("kader")) as made:
        yield made


def test_a_villages_book_ends_with_its_head_and_secretary(data_file: DataFile) -> None:
    village = data_file.villages.find(DAY)[4]
    made = print_cadre_book.cadre_book_pdf(data_file, BookChoices(villages=(village.uid,), day=DAY))
    text = paper_reading.joined(made.pdf)
    assert f"Desa : {village_name(4)}" in text
    assert "1 Kader Melati 004 \u00b1 42 P SMA/SMK Kursus P3K 2018 1.2 Kesehatan Dusun Krajan RT 04" in text
    assert f"KEPALA DESA {village_name(4).upper()}," in text
    assert "SEKRETARIS DESA," in text
    assert f"{village_name(4)}, 12 April 2019" in text
    assert not made.problems


def test_the_regencys_book_holds_every_village_once(data_file: DataFile) -> None:
    text = paper_reading.joined(print_cadre_book.cadre_book_pdf(data_file, BookChoices(day=DAY)).pdf)
    for number in range(12):
        assert text.count(f"Desa {village_name(number)} 1 Kader Melati {number:03}") == 1
    assert text.count("Kabupaten : Probolinggo") == 3
    assert "3513014107700001" not in text


def test_a_kecamatans_book_holds_its_own_villages(data_file: DataFile) -> None:
    choices = BookChoices(districts=(code_uid("35.13.02"),), day=DAY)
    text = paper_reading.joined(print_cadre_book.cadre_book_pdf(data_file, choices).pdf)
    found = [number for number in range(12) if f"Desa {village_name(number)}" in text]
    assert found == [4, 5, 6, 7]


def test_the_workbook_has_the_eight_columns_behind_the_places(data_file: DataFile, tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsx"
    path.write_bytes(print_cadre_book.cadre_book_xlsx(data_file, BookChoices(day=DAY)))
    rows = read_file(path).sheets[0].rows
    assert len(rows[0]) == 10
    assert [str(cell) for cell in rows[0][2:5]] == ["No. urut", "Nama", "Umur"]
    assert len(rows) == 13


@pytest.mark.parametrize(
    ("person", "age"),
    [
        (Person(bytes(16), birth_date=dt.date(1980, 4, 13)), "38"),
        (Person(bytes(16), birth_date=dt.date(1980, 4, 12)), "39"),
        (Person(bytes(16), age_recorded=30, age_recorded_on=dt.date(2016, 4, 12)), "\u00b1 33"),
        (Person(bytes(16), age_recorded=30), "\u00b1 30"),
        (Person(bytes(16)), ""),
        (Person(bytes(16), birth_date=dt.date(2020, 1, 1)), ""),
    ],
)
def test_ages_are_full_years_or_marked_as_about(person: Person, age: str) -> None:
    assert print_cadre_book.age_text(person, DAY) == age


def test_a_cadres_card_masks_his_nik(data_file: DataFile) -> None:
    cadres = data_file.cadres.find(DAY)
    with data_file.operation("edit", "Ubah 1 kader"):
        data_file.cadres.set_field([cadres[0].uid], "institution_profile", "PKK berdiri tahun 1998.")
    made = print_cards.cadre_records(data_file, [line.uid for line in cadres[:2]])
    assert made.pages == 2
    text = paper_reading.joined(made.pdf)
    assert "Kader Melati 000" in text
    assert text.count("PROFIL LEMBAGA") == 1
    assert "PKK berdiri tahun 1998." in text
    assert "3513014107700001" not in text.replace(" ", "")
    assert "0001" in text
    names = paper_reading.joined(print_cards.cadre_name_cards(data_file, [cadres[0].uid]).pdf)
    assert "Kader Melati 000" in names


def test_a_cadres_card_tells_trainings_with_hours_certificates_and_contests(tmp_path: Path) -> None:
    shutil.copyfile(demo().data, tmp_path / "kpm.db")
    with DataFile.open(tmp_path / "kpm.db") as sample:
        line = next(one for one in sample.cadres.find(DAY) if one.name == "Dewi Kenanga")
        history = sample.people.history(line.uid)
        text = paper_reading.joined(print_cards.cadre_records(sample, [line.uid]).pdf)
        number = sample.rows(
            "SELECT number FROM certificate WHERE alive = 1 AND person = ? AND state = 'issued'",
            (line.uid,),
        )[0][0]
    assert {one.kind for one in history} == {"attendance", "certificate", "entry"}
    hours = line.lesson_hours
    assert hours > 0
    assert f"hadir {hours}" in text
    assert f"Jumlah 2019 {hours}" in text
    assert number in text
    assert "Lomba KPM Berprestasi 2019" in text


def test_a_list_prints_as_shown_and_only_the_print_is_logged(data_file: DataFile) -> None:
    before = len(data_file.history())
    shown = print_list.ShownList(
        "Daftar kader", "Kec. A", (("Nama", "left"), ("JP", "right")), [("Siti", "5")]
    )
    made = print_list.list_pdf(data_file, shown, paper="A4", across=False)
    assert paper_reading.sizes(made.pdf) == [pytest.approx((210, 297), abs=0.1)]
    assert "1 baris, Kec. A NO NAMA JP 1 Siti 5" in paper_reading.joined(made.pdf)
    assert len(data_file.history()) == before
    changes = live_papers.log_print(data_file, "Daftar kader", None, made.pages, "berkas.pdf")
    assert changes is not None
    assert changes.kind == "print"
