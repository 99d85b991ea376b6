"""Yang tetap: who was edited since stays when an import is undone, and becomes a cadre again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import new_file
from desk import CONTROL, Desk, desk_at
from kpm_desktop import workflows
from kpm_desktop.ui.settings.history_page import HistoryPage
from kpm_desktop.ui.settings.kept_page import KeptPage
from kpm_desktop.workflows.progress import Quiet
from register_screens import choose, fill, form, texts


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        new_file(made.data_place.parent, made.clock).close()
        made.start()
        yield made


def undo_the_import(desk: Desk) -> None:
    """Import three, change the phone of one, take the import back in Riwayat."""
    rows = "\n".join(f"{name}\tSukodadi\tPaiton" for name in ("Siti Aminah", "Rini Melati", "Dewi Kenanga"))
    preview = workflows.import_cadres.preview_import(desk.file, f"Nama\tDesa\tKecamatan\n{rows}")
    workflows.import_cadres.apply_import(desk.file, preview, Quiet())
    [rini] = [one.uid for one in desk.file.cadres.find(desk.clock().date()) if one.name == "Rini Melati"]
    desk.program.workspace.run(
        "edit", "Ubah 1 kader", lambda file: file.cadres.set_field([rini], "phone", "081200000104")
    )
    choose(desk.window.header.file_menu, "Riwayat")
    history = desk.page(HistoryPage).list
    [done] = [row for row in history.model.shown_rows() if row[1].label.startswith("Impor 3")]
    history.go_to(done[0])
    choose(history.row_menu([done]), "Urungkan")
    desk.settle()


def test_an_edited_person_is_listed_and_becomes_a_cadre_again(desk: Desk) -> None:
    undo_the_import(desk)
    assert desk.file.cadres.find(desk.clock().date()) == []
    desk.press("Lihat daftar", desk.window.toast)
    kept = desk.page(KeptPage).list
    kept.view.go_to_first()
    assert "Rini Melati" in kept.view.texts(kept.model.shown_rows())[0][0]
    desk.key(Qt.Key.Key_Return, on=kept.view)
    assert "Rini Melati belum tercatat sebagai kader." in texts(desk.window.toast)
    desk.press("Jadikan kader", desk.window.toast)
    fill(form(), village="Sukodadi, Kec. Paiton", term_start="1/4/2027")
    desk.key(Qt.Key.Key_S, CONTROL, on=form())
    [line] = desk.file.cadres.find(desk.clock().date())
    assert (line.name, line.village_name, line.phone) == ("Rini Melati", "Sukodadi", "081200000104")
