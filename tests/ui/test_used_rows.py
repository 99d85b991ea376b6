"""What others need is not thrown away by an act of the operator: she is told, and nothing changes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from demo_folder import demo
from desk import Desk, desk_at, pressing
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import Village, VillageName
from register_screens import choose


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        made.data_place.parent.mkdir()
        shutil.copyfile(demo().data, made.data_place)
        made.start()
        yield made


def series_of(desk: Desk) -> Uid:
    [(uid,)] = desk.file.rows("SELECT uid FROM series WHERE alive = 1")
    found: Uid = uid
    return found


def alive(desk: Desk, table: str) -> int:
    [(count,)] = desk.file.rows(f"SELECT count(*) FROM {table} WHERE alive = 1")
    return int(count)


def test_a_series_with_certificates_stays_with_its_sessions(desk: Desk) -> None:
    before = (alive(desk, "series"), alive(desk, "session"), alive(desk, "attendance"))
    series = series_of(desk)
    with desk.answering(pressing("Tutup", says="masih dipakai sertifikat")):
        desk.program.workspace.run(
            "delete", "Buang 1 kegiatan", lambda file: file.sessions.delete_series(series)
        )
    assert (alive(desk, "series"), alive(desk, "session"), alive(desk, "attendance")) == before
    assert desk.file.conflict_count() == 0
    assert "Buang 1 kegiatan" not in [done.label for done in desk.file.history(5)]


def test_a_village_of_one_s_own_with_cadres_stays_until_they_have_moved(desk: Desk) -> None:
    desk.tab(2)
    file, page = desk.file, desk.list_page()
    person = file.cadres.find(desk.clock().date())[0].uid
    term = file.cadres.get(person).term
    village = file.villages.get(term.village) if term.village else None
    assert village is not None
    own = file.new_uid()
    with file.operation("edit", "Desa sendiri"):
        file.villages.save(Village(own, district=village.district, official=False))
        file.villages.save_name(VillageName(file.new_uid(), own, "Desa Umpama"))
    desk.program.workspace.run("edit", "Pindah", lambda data: data.cadres.set_field([person], "village", own))
    page.refresh(None)
    page.go_to(own)
    with desk.answering(pressing("Tutup", says="masih dipakai kader")):
        desk.key(Qt.Key.Key_Delete, on=page.view)
    assert file.villages.get(own).official is False
    desk.program.workspace.run(
        "edit", "Pindah", lambda data: data.cadres.set_field([person], "village", village.uid)
    )
    page.go_to(own)
    choose(page.row_menu([page.current_row() or ()]), "Buang 1 desa")
    assert alive(desk, "village") == 330
    assert file.conflict_count() == 0
