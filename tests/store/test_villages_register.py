"""The register of villages on a real file."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import Clock
from kpm_desktop.domain.invitation import InvitationRule
from kpm_desktop.domain.villages import NameUse, VillageLine, VillageName
from kpm_desktop.store.data_file import DataFile
from record_builders import (
    DAY,
    KARANGANYAR,
    OTHER_KARANGANYAR,
    PAITON,
    PATOKAN,
    SUKODADI,
    TODAY,
    add_cadre,
    add_head,
    add_session,
    make_file,
)


@pytest.fixture
def clock() -> Clock:
    return Clock(dt.datetime.combine(TODAY, dt.time(9)))


@pytest.fixture
def data_file(tmp_path: Path, clock: Clock) -> Iterator[DataFile]:
    with make_file(tmp_path, clock) as made:
        yield made


def _line(data_file: DataFile, village: bytes, today: dt.date = TODAY) -> VillageLine:
    return next(line for line in data_file.villages.find(today) if line.uid == village)


def test_the_list_goes_by_code_and_marks_names_that_occur_twice(data_file: DataFile) -> None:
    lines = data_file.villages.find(TODAY)
    assert [line.village_code for line in lines] == sorted(line.village_code for line in lines)
    assert {line.uid for line in lines if line.is_ambiguous} == {KARANGANYAR, OTHER_KARANGANYAR}
    assert _line(data_file, PATOKAN).kind == "kelurahan"
    assert _line(data_file, SUKODADI).aliases == "Suko Dadi"
    assert "suko dadi" in _line(data_file, SUKODADI).search


def test_counts_active_cadres_once_each(data_file: DataFile) -> None:
    other = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    twin = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    add_cadre(data_file, "Rini Melati", SUKODADI, status="ended")
    line = _line(data_file, SUKODADI)
    assert (line.active_cadres, line.target, line.ideal) == (2, 5, 10)
    with data_file.operation("join", "Gabung 2 orang"):
        data_file.people.join(twin, other)
    assert _line(data_file, SUKODADI).active_cadres == 1


def test_the_head_shown_is_the_present_one(data_file: DataFile) -> None:
    add_head(data_file, "Bayu Contoh", SUKODADI, term_start=dt.date(2013, 1, 1), status="ended")
    now = add_head(data_file, "Surya Contoh", SUKODADI, term_start=dt.date(2019, 1, 1), kind="pj")
    line = _line(data_file, SUKODADI)
    assert (line.head_name, line.head, line.head_kind) == ("H. Surya Contoh", now.person.uid, "pj")
    assert [head.name for head in data_file.people.heads(SUKODADI)] == ["Surya Contoh", "Bayu Contoh"]


def test_last_session_is_one_that_somebody_came_to(data_file: DataFile) -> None:
    add_cadre(data_file, "Siti Contohwati", SUKODADI)
    session = add_session(data_file)
    with data_file.operation("edit", "Undang 1 orang"):
        (uid,) = data_file.attendance.invite(
            session.uid, data_file.attendance.preview(session.uid, InvitationRule(frozenset({PAITON})))
        )
    assert _line(data_file, SUKODADI).last_session is None
    with data_file.operation("edit", "Tandai 1 hadir"):
        data_file.attendance.mark([uid], "present")
    assert _line(data_file, SUKODADI).last_session == DAY
    assert _line(data_file, SUKODADI, DAY - dt.timedelta(days=1)).last_session is None
    (meeting,) = data_file.villages.meetings(SUKODADI)
    assert (meeting.date, meeting.series_name, meeting.invited, meeting.present) == (
        DAY,
        "Pembinaan KPM 2019",
        1,
        1,
    )


def test_a_renamed_village_keeps_its_old_name_for_its_time(data_file: DataFile) -> None:
    with data_file.operation("edit", "Ubah nama 1 desa"):
        data_file.villages.rename(SUKODADI, "Sukodadi Baru", dt.date(2019, 5, 1))
    assert _line(data_file, SUKODADI).name == "Sukodadi Baru"
    assert data_file.villages.name_on(SUKODADI, dt.date(2019, 4, 30)) == "Sukodadi"
    assert data_file.villages.name_on(SUKODADI, dt.date(2019, 5, 1)) == "Sukodadi Baru"
    assert data_file.villages.spellings()[SUKODADI] == ["Sukodadi Baru", "Sukodadi", "Suko Dadi"]
    data_file.undo()
    assert _line(data_file, SUKODADI).name == "Sukodadi"


def test_a_rename_of_the_future_shows_from_its_day_on(data_file: DataFile, clock: Clock) -> None:
    register = data_file.villages
    with data_file.operation("edit", "Ubah nama 1 desa"):
        register.rename(SUKODADI, "Sukodadi Baru", TODAY + dt.timedelta(days=30))
        register.rename(SUKODADI, "Sukodadi Raya", TODAY + dt.timedelta(days=60))
    for days, name in ((0, "Sukodadi"), (29, "Sukodadi"), (30, "Sukodadi Baru"), (60, "Sukodadi Raya")):
        clock.now = dt.datetime.combine(TODAY, dt.time(9)) + dt.timedelta(days=days)
        today = clock().date()
        assert _line(data_file, SUKODADI).name == register.name_on(SUKODADI, today) == name
        assert register.spellings()[SUKODADI][0] == name
        assert set(register.spellings()[SUKODADI]) == {
            "Sukodadi", "Sukodadi Baru", "Sukodadi Raya", "Suko Dadi",
        }  # fmt: skip


@given(
    names=st.lists(
        st.tuples(st.none() | st.integers(-9, 9), st.none() | st.integers(-9, 9), st.booleans()),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_name_of_today_is_the_domains(
    data_file: DataFile, names: list[tuple[int | None, int | None, bool]]
) -> None:
    def day(offset: int | None) -> dt.date | None:
        return None if offset is None else TODAY + dt.timedelta(days=offset)

    with data_file.operation("edit", "Tambah 1 desa"):
        village = data_file.villages.add_unofficial(PAITON, "Contoh 0")
        for number, (start, end, official) in enumerate(names, 1):
            use: NameUse = "official" if official else "alias"
            data_file.villages.save_name(
                VillageName(data_file.new_uid(), village.uid, f"Contoh {number}", use, day(start), day(end))
            )
    assert _line(data_file, village.uid).name == data_file.villages.name_on(village.uid, TODAY)


def test_what_is_put_right_is_the_name_of_today_not_one_of_the_future(data_file: DataFile) -> None:
    later = TODAY + dt.timedelta(days=30)
    with data_file.operation("edit", "Ubah nama 1 desa"):
        data_file.villages.rename(SUKODADI, "Sukodadi Baru", later)
        data_file.villages.correct_name(SUKODADI, "Sukadadi", TODAY)
    assert _line(data_file, SUKODADI).name == "Sukadadi"
    assert data_file.villages.name_on(SUKODADI, later) == "Sukodadi Baru"


def test_a_corrected_name_stays_findable(data_file: DataFile) -> None:
    with data_file.operation("edit", "Ubah nama 1 desa"):
        data_file.villages.correct_name(SUKODADI, "Sukadadi", TODAY)
        data_file.villages.add_alias(SUKODADI, "Sukadadi")
    assert _line(data_file, SUKODADI).name == "Sukadadi"
    assert set(data_file.villages.spellings()[SUKODADI]) == {"Sukadadi", "Sukodadi", "Suko Dadi"}


def test_only_an_unofficial_village_can_be_deleted(data_file: DataFile) -> None:
    with data_file.operation("edit", "Tambah 1 desa"):
        added = data_file.villages.add_unofficial(PAITON, "Contohrejo")
    line = _line(data_file, added.uid)
    assert (line.name, line.official, line.district_name) == ("Contohrejo", False, "Paiton")
    with data_file.operation("delete", "Buang 1 desa"):
        data_file.villages.delete(added.uid)
    assert added.uid not in {line.uid for line in data_file.villages.find(TODAY)}
    with pytest.raises(ValueError, match="official"), data_file.operation("delete", "Buang 1 desa"):
        data_file.villages.delete(SUKODADI)


def test_the_wanted_number_comes_from_village_then_setting(data_file: DataFile) -> None:
    with data_file.operation("edit", "Ubah ideal KPM"):
        data_file.office.save_setting("village_target", "7")
    assert _line(data_file, SUKODADI).target == 7
    assert data_file.office.number("village_target") == 7
    data_file.undo()
    assert _line(data_file, SUKODADI).target == 5
