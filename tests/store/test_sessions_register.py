"""The registers of sessions, attendance and sheets on a real file."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpm_desktop.domain.invitation import InvitationRule
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.sessions import Attendance, PrintedSheet, Session, Venue
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.payments import Amount
from record_builders import (
    DAY,
    KARANGANYAR,
    KOTAANYAR,
    PAITON,
    PATOKAN,
    SUKODADI,
    add_cadre,
    add_head,
    add_session,
    make_file,
)

EVERYBODY = InvitationRule(frozenset({PAITON, KOTAANYAR}))


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    with make_file(tmp_path) as made:
        yield made


@pytest.fixture
def session(data_file: DataFile) -> Session:
    add_cadre(data_file, "Siti Contohwati", SUKODADI)
    add_cadre(data_file, "Abd. Gelombang", SUKODADI)
    add_cadre(data_file, "Rini Melati", PATOKAN)
    add_head(data_file, "Surya Contoh", SUKODADI)
    add_head(data_file, "Lurah Contoh", PATOKAN)
    return add_session(data_file)


def _invite(data_file: DataFile, session: Session, rule: InvitationRule = EVERYBODY) -> list[Uid]:
    with data_file.operation("edit", "Undang"):
        return data_file.attendance.invite(session.uid, data_file.attendance.preview(session.uid, rule))


def _list(data_file: DataFile, session: Session) -> list[tuple[int | None, str, str]]:
    return [(row.position, row.name, row.status) for row in data_file.attendance.find(session.uid)]


def test_invited_by_rule_in_paper_order(data_file: DataFile, session: Session) -> None:
    rows = _invite(data_file, session)
    found = data_file.attendance.find(session.uid)
    assert [(row.position, row.name, row.post) for row in found] == [
        (1, "Lurah Contoh", "Lurah"),
        (2, "Rini Melati", "KPM"),
        (3, "Surya Contoh", "Kepala Desa"),
        (4, "Abd. Gelombang", "KPM"),
        (5, "Siti Contohwati", "KPM"),
    ]
    assert {row.uid for row in found} == set(rows)
    assert all(row.uid == pair_uid("attendance", session.uid, row.person) for row in found)
    assert data_file.attendance.preview(session.uid, EVERYBODY) == []
    (line,) = data_file.sessions.find()
    assert (line.invited, line.present, line.unmarked, line.heads) == (5, 0, 5, 2)
    assert line.district_names == "Kotaanyar dan Paiton"


def test_later_invitations_are_sorted_in_until_the_sheet_is_printed(
    data_file: DataFile, session: Session
) -> None:
    _invite(data_file, session, InvitationRule(frozenset({PAITON})))
    _invite(data_file, session, InvitationRule(frozenset({KOTAANYAR}), heads=False))
    assert [name for _, name, _ in _list(data_file, session)] == [
        "Rini Melati",
        "Surya Contoh",
        "Abd. Gelombang",
        "Siti Contohwati",
    ]
    with data_file.operation("print", "Cetak daftar hadir"):
        data_file.sheets.save(PrintedSheet(data_file.new_uid(), "H", "DH-2019-014", session.uid, "F4"))
    _invite(data_file, session)
    assert [(number, name) for number, name, _ in _list(data_file, session)][-1] == (5, "Lurah Contoh")
    (line,) = data_file.sessions.find()
    assert line.sheets == 1


def test_undo_takes_the_whole_invitation_back(data_file: DataFile, session: Session) -> None:
    _invite(data_file, session)
    data_file.undo()
    assert _list(data_file, session) == []
    data_file.redo()
    assert len(_list(data_file, session)) == 5


def test_marks_count_and_can_be_cleared(data_file: DataFile, session: Session) -> None:
    rows = _invite(data_file, session)
    with data_file.operation("edit", "Tandai"):
        assert data_file.attendance.mark(rows[:1], "excused") == 1
        assert data_file.attendance.mark(rows, "present", only_unmarked=True) == 4
        assert data_file.attendance.mark(rows[1:2], "present") == 0
        assert data_file.attendance.mark(rows[2:3], "") == 1
    (line,) = data_file.sessions.find()
    assert (line.present, line.excused, line.unmarked) == (3, 1, 1)


def test_a_representative_has_a_row_of_his_own_under_the_same_number(
    data_file: DataFile, session: Session
) -> None:
    rows = _invite(data_file, session)
    came = Person(data_file.new_uid(), "Budi Angin")
    with data_file.operation("edit", "Diwakili"):
        added = data_file.attendance.represent(rows[2], came, "Sekdes", "invited")
    found = data_file.attendance.find(session.uid)
    assert [(row.position, row.name, row.status) for row in found[2:4]] == [
        (3, "Surya Contoh", "represented"),
        (3, "Budi Angin", "present"),
    ]
    assert found[2].represented_by == "Budi Angin, Sekdes"
    assert found[2].certificate_to == "invited"
    assert added.represents == found[2].person
    (line,) = data_file.sessions.find()
    assert (line.present, line.represented, line.unmarked) == (1, 1, 4)
    with data_file.operation("edit", "Tandai 1 hadir"):
        data_file.attendance.mark([rows[2]], "present")
    assert [row.name for row in data_file.attendance.find(session.uid) if row.status] == ["Surya Contoh"]


def test_nobody_represents_who_is_on_the_list_himself(data_file: DataFile, session: Session) -> None:
    rows = _invite(data_file, session)
    for other in (rows[0], rows[2]):
        person = data_file.attendance.get(other).person
        assert person is not None
        with pytest.raises(ValueError, match="already"), data_file.operation("edit", "Diwakili"):
            data_file.attendance.represent(rows[2], person)
    assert all(not status for *_, status in _list(data_file, session))


def test_walk_ins_stand_at_the_end_and_stay_there(data_file: DataFile, session: Session) -> None:
    _invite(data_file, session, InvitationRule(frozenset({PAITON})))
    with data_file.operation("edit", "Tambah 1 tamu"):
        data_file.attendance.add_walk_in(session.uid, Person(data_file.new_uid(), "Aji Contoh"), PATOKAN)
    _invite(data_file, session)
    assert _list(data_file, session)[-1] == (6, "Aji Contoh", "present")


def test_who_is_taken_off_leaves_no_gap_and_takes_his_representative_along(
    data_file: DataFile, session: Session
) -> None:
    rows = _invite(data_file, session)
    with data_file.operation("edit", "Diwakili"):
        data_file.attendance.represent(rows[0], Person(data_file.new_uid(), "Budi Angin"))
    with data_file.operation("delete", "Keluarkan 1 orang"):
        data_file.attendance.delete([rows[0]])
    assert [number for number, *_ in _list(data_file, session)] == [1, 2, 3, 4]


def test_pages_counted_by_hand(data_file: DataFile, session: Session) -> None:
    with data_file.operation("print", "Cetak daftar hadir"):
        sheet = PrintedSheet(data_file.new_uid(), "H", "H7K3M9QX2T", session.uid, "F4", rows='[{"page": 1}]')
        data_file.sheets.save(sheet)
    with data_file.operation("edit", "Hitung halaman"):
        data_file.sheets.count_page(sheet.uid, 2, 19)
        data_file.sheets.count_page(sheet.uid, 1, 18)
        data_file.sheets.count_page(sheet.uid, 2, 18, "dobel nomor 33")
    pages = data_file.sheets.pages(sheet.uid)
    assert [(page.page, page.signatures, page.note) for page in pages] == [
        (1, 18, ""),
        (2, 18, "dobel nomor 33"),
    ]
    found = data_file.sheets.with_number("H7K3M9QX2T")
    assert found is not None
    assert found.uid == sheet.uid
    assert data_file.sheets.with_number("unknown") is None
    (line,) = data_file.sessions.find()
    assert (line.sheets, line.pages) == (1, 2)


def test_series_sum_up_their_sessions(data_file: DataFile, session: Session) -> None:
    add_session(data_file, day=DAY + dt.timedelta(days=3), series=session.series)
    rows = _invite(data_file, session)
    with data_file.operation("edit", "Tandai"):
        data_file.attendance.mark(rows[:3], "present")
    (series,) = data_file.sessions.find_series()
    assert (series.sessions, series.districts, series.invited, series.present) == (2, 2, 5, 3)
    assert (series.first_date, series.last_date) == (DAY, DAY + dt.timedelta(days=3))
    assert [line.date for line in data_file.sessions.find(session.series)] == [
        DAY,
        DAY + dt.timedelta(days=3),
    ]


def test_venues_ticks_and_what_a_session_clashes_with(data_file: DataFile, session: Session) -> None:
    venue = Venue(data_file.new_uid(), "Pendopo Kecamatan Paiton", district=PAITON)
    with data_file.operation("edit", "Ubah 1 sesi"):
        data_file.sessions.save_part(venue)
        data_file.sessions.save(dataclasses.replace(session, venue=venue.uid), session)
        data_file.sessions.tick(session.uid, "invitation", "dicetak 29 Maret")
        data_file.sessions.tick(session.uid, "report")
        data_file.sessions.tick(session.uid, "report", is_done=False)
    (line,) = data_file.sessions.find()
    assert (line.venue_name, line.ticks) == ("Pendopo Kecamatan Paiton", ("invitation",))
    assert [found.uid for found in data_file.sessions.on_day(DAY)] == [session.uid]
    assert data_file.sessions.venues() == [venue]
    assert data_file.sessions.get(session.uid).districts == (KOTAANYAR, PAITON)


def test_last_years_series_is_copied_without_dates_and_people(data_file: DataFile, session: Session) -> None:
    _invite(data_file, session)
    assert session.series is not None
    with data_file.operation("edit", "Salin kegiatan"):
        copy = data_file.sessions.copy_series(session.series, "Pembinaan KPM 2020", 2020)
    (line,) = data_file.sessions.find(copy.uid)
    assert (line.date, line.invited, line.lesson_hours, line.districts) == (None, 0, 4, (KOTAANYAR, PAITON))


def test_a_series_is_deleted_with_everything_and_comes_back(data_file: DataFile, session: Session) -> None:
    _invite(data_file, session)
    assert session.series is not None
    with data_file.operation("delete", "Buang 1 kegiatan"):
        data_file.sessions.delete_series(session.series)
    assert (data_file.sessions.find(), data_file.sessions.find_series()) == ([], [])
    data_file.undo()
    assert data_file.sessions.find()[0].invited == 5


def test_the_rule_respects_terms_and_limits(data_file: DataFile, session: Session) -> None:
    add_cadre(data_file, "Bagus Lentera", KARANGANYAR, term_start=DAY + dt.timedelta(days=1))
    add_cadre(data_file, "Wulan Rimba", KARANGANYAR, status="ended", term_end=DAY)
    rule = dataclasses.replace(EVERYBODY, heads=False, per_village=1)
    names = [one.name for one in data_file.attendance.preview(session.uid, rule)]
    assert names == ["Rini Melati", "Wulan Rimba", "Abd. Gelombang"]


def test_speakers_on_the_list_are_no_participants_to_be_counted(
    data_file: DataFile, session: Session
) -> None:
    _invite(data_file, session)
    before = data_file.sessions.find()[0]
    speaker = Person(data_file.new_uid(), "Galih Contoh")
    with data_file.operation("edit", "Narasumber"):
        data_file.people.save(speaker)
        data_file.attendance.save(
            Attendance(data_file.new_uid(), session.uid, speaker.uid, "speaker", invited=True)
        )
    after = data_file.sessions.find()[0]
    assert (after.invited, after.unmarked) == (before.invited, before.unmarked)
    assert data_file.sessions.find_series()[0].invited == before.invited


def test_a_deleted_session_takes_its_payments_along_and_leaves_nothing_to_decide(
    data_file: DataFile, session: Session
) -> None:
    uids = _invite(data_file, session)
    person = data_file.attendance.get(uids[0]).person
    assert person is not None
    with data_file.operation("edit", "Uang transport"):
        paid = data_file.payments.pay(session.uid, {person: Amount("5.1.02", "0", 100_000, 0)})
    with data_file.operation("delete", "Buang 1 sesi"):
        data_file.sessions.delete(session.uid)
    assert data_file.sessions.find() == []
    assert data_file.conflict_count() == 0
    data_file.undo()
    assert data_file.payments.find(session.uid) == paid
