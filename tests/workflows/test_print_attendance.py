"""From a session's list to a frozen sheet: who stands on it, what is recorded, what is refused."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpm_desktop.domain.invitation import InvitationRule
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.domain.uid import Uid
from kpm_desktop.imaging.render import Document
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.office import OFFICE
from kpm_desktop.workflows.print_attendance import (
    PrintedAttendance,
    SheetChoices,
    preview_attendance,
    print_attendance,
    sheet_code,
)
from kpm_desktop.workflows.progress import Cancelled, Refused
from record_builders import (
    KARANGANYAR,
    OTHER_KARANGANYAR,
    SUKODADI,
    add_cadre,
    add_head,
    add_session,
    make_file,
)


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    with make_file(tmp_path) as made:
        yield made


@pytest.fixture
def session(data_file: DataFile) -> Uid:
    add_head(data_file, "Arya Umpama", SUKODADI)
    add_cadre(data_file, "Siti Contohwati", SUKODADI)
    add_cadre(data_file, "Rini Melati", KARANGANYAR)
    add_cadre(data_file, "Ma'ruf <Contoh> & Umpama", OTHER_KARANGANYAR)
    made = add_session(data_file)
    with data_file.operation("edit", "Undang"):
        rule = InvitationRule(villages=frozenset({SUKODADI, KARANGANYAR, OTHER_KARANGANYAR}))
        data_file.attendance.invite(made.uid, data_file.attendance.preview(made.uid, rule))
    return made.uid


def fill_office(data_file: DataFile) -> None:
    with data_file.operation("edit", "Ubah kantor"):
        data_file.office.save(
            Office(
                OFFICE,
                "Dinas Pemberdayaan Masyarakat dan Desa",
                "Pemerintah Kabupaten Probolinggo",
                phone="(0335) 000000",
                town="Probolinggo",
            )
        )
        data_file.office.save_signatory(
            Signatory(
                data_file.new_uid(),
                "Arjuna Contoh Samudra",
                "Drs.",
                "M.Si.",
                "Kepala Dinas Pemberdayaan Masyarakat dan Desa",
                "Pembina Utama Muda",
                nip="197001011995011000",
            )
        )


def test_the_sheet_is_frozen_as_it_is_printed(data_file: DataFile, session: Uid) -> None:
    fill_office(data_file)
    printed = print_attendance(data_file, session, SheetChoices("F4", 3), target="berkas")
    assert isinstance(printed, PrintedAttendance)
    with Document(printed.pdf) as document:
        assert len(document) == printed.pages == 1
        assert document.size_mm(0) == pytest.approx((215, 330), abs=0.1)
        text = document.text(0)
    for words in (
        "PEMERINTAH KABUPATEN PROBOLINGGO",
        "H. ARYA UMPAMA",
        "SITI CONTOHWATI",
        "MA'RUF <CONTOH> & UMPAMA",
        "Jumat, 12 April 2019",
        "08.00 WIB s.d. selesai",
        "Pembinaan KPM dan Kepala Desa Kecamatan Kotaanyar dan Paiton",
        "Daftar Hadir DH-2019-001",
        "Probolinggo, 12 April 2019",
        "Drs. ARJUNA CONTOH SAMUDRA, M.Si.",
        "Karanganyar, Kec. Kotaanyar",
    ):
        assert words in text.replace("\r\n", " ")
    (stored,) = data_file.sheets.find(session)
    assert stored.uid == printed.sheet.uid
    assert stored.sheet_no == sheet_code(stored.uid)
    rows = json.loads(stored.rows)
    assert [row["no"] for row in rows] == list(range(1, 8))
    people = [line.person.hex() for line in data_file.attendance.find(session)]
    assert [row["person"] for row in rows] == [*people, None, None, None]
    assert json.loads(stored.boxes)[0]["box"] == [152.0, 93.5, 24.0, 19.0]
    (log,) = data_file.certificates.prints(stored.uid)
    assert (log.target, log.nik_count) == ("berkas", 0)
    assert printed.changes is not None
    assert printed.changes.kind == "print"


def test_who_came_without_invitation_stands_on_the_sheet_but_is_not_counted_as_invited(
    data_file: DataFile, session: Uid
) -> None:
    fill_office(data_file)
    person = add_cadre(data_file, "Melati Peraga", SUKODADI)
    with data_file.operation("edit", "Tambah hadirin"):
        data_file.attendance.add_walk_in(session, person, SUKODADI, "KPM")
    printed = print_attendance(data_file, session, SheetChoices("F4", 0))
    assert isinstance(printed, PrintedAttendance)
    with Document(printed.pdf) as document:
        text = document.text(0)
    assert "MELATI PERAGA" in text
    assert "diundang 4 orang" in " ".join(text.split())


def test_each_print_is_a_sheet_of_its_own(data_file: DataFile, session: Uid) -> None:
    fill_office(data_file)
    first, second = (print_attendance(data_file, session) for _ in range(2))
    assert isinstance(first, PrintedAttendance)
    assert isinstance(second, PrintedAttendance)
    assert first.sheet.sheet_no != second.sheet.sheet_no
    assert "DH-2019-002" in json.loads(second.sheet.head)["footer"]


def test_an_old_sheet_keeps_the_old_name_of_a_village_and_a_new_one_has_the_new(
    data_file: DataFile, session: Uid
) -> None:
    fill_office(data_file)
    before = print_attendance(data_file, session)
    with data_file.operation("edit", "Ganti nama 1 desa"):
        data_file.villages.rename(SUKODADI, "Sukodadi Baru", data_file.now().date())
    after = print_attendance(data_file, session)
    assert isinstance(before, PrintedAttendance)
    assert isinstance(after, PrintedAttendance)
    old, new = (data_file.sheets.get(one.sheet.uid) for one in (before, after))
    for sheet, name, other in ((old, "Sukodadi", "Sukodadi Baru"), (new, "Sukodadi Baru", "Sukodadi")):
        villages = {row["village"] for row in json.loads(sheet.rows)}
        assert name in villages
        assert other not in villages


def test_a_preview_writes_nothing(data_file: DataFile, session: Uid) -> None:
    before = len(data_file.history())
    shown = preview_attendance(data_file, session, SheetChoices("A4"))
    assert shown.pages == 2
    with Document(shown.pdf) as document:
        assert "KONSEP" in document.text(0)
    assert [problem.code for problem in shown.problems] == ["F.405"]
    assert len(data_file.history()) == before


def test_without_anybody_who_may_sign_it_is_refused(data_file: DataFile, session: Uid) -> None:
    refused = print_attendance(data_file, session)
    assert isinstance(refused, Refused)
    assert [problem.code for problem in refused.problems] == ["F.405"]
    assert data_file.sheets.find(session) == []


def test_stopping_records_nothing(data_file: DataFile, session: Uid) -> None:
    fill_office(data_file)

    class Stopping:
        def step(self, done: int, _total: int, _what: str) -> None:
            if done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        print_attendance(data_file, session, progress=Stopping())
    assert data_file.sheets.find(session) == []


def test_a_sheet_code_is_ten_letters_a_qr_can_hold() -> None:
    assert sheet_code(bytes(15) + b"\x01") == "0000000001"
    assert sheet_code(b"\xff" * 16) == "Z" * 10
