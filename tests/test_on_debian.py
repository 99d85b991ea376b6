"""What is so on Debian only: a PC without a display, and a user's folder that the environment names."""

from pathlib import Path

from builders import new_file
from demo_folder import started
from kpm_desktop import settings
from kpm_desktop.settings import KnownFile, Settings


def test_without_a_display_one_sentence_names_the_demo(tmp_path: Path) -> None:
    said = started(HOME=str(tmp_path))
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert "kpm-desktop demo FOLDER" in said.err


def test_all_data_that_this_pc_knows_are_backed_up(tmp_path: Path) -> None:
    other = tmp_path / "lain"
    other.mkdir()
    new_file(other).close(backup=False)
    home = {"XDG_DATA_HOME": str(tmp_path / "home")}
    place = tmp_path / "home" / "KPM Desktop"
    assert started("backup", "--known", **home).out == "Belum ada data di komputer ini.\n"
    known = [KnownFile(str(path), "", "Kabupaten", "") for path in (other / "kpm.db", tmp_path / "hilang.db")]
    settings.save(Settings(known_files=tuple(known)), place / "settings.json")
    (place / "data").mkdir()
    new_file(place / "data").close(backup=False)
    made = started("backup", "--known", "--json", **home).json["backups"]
    assert len(made) == 2
    for one, folder in zip(made, (other, place / "data"), strict=True):
        assert (folder / "backups" / one["file"]).is_file()
