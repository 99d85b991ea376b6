"""A second start of the same user hands its wish to the first window and steps back."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from kpm_desktop.ui.single_instance import SingleInstance
from patience import PATIENCE
from second_start import second_start


def test_the_second_start_is_not_first_and_its_arguments_arrive(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(str(tmp_path))
    assert first.is_first([])
    with qtbot.waitSignal(first.called) as heard:
        second = second_start(tmp_path, ["/data/kiriman.paket"])
    assert heard.args == [["/data/kiriman.paket"]]
    assert second.wait(PATIENCE) == 0
    first.close()


def test_a_long_list_arrives_whole(qtbot: QtBot, tmp_path: Path) -> None:
    files = [f"/data/kiriman dari kecamatan {number:04}.paket" for number in range(400)]
    first = SingleInstance(str(tmp_path))
    assert first.is_first([])
    with qtbot.waitSignal(first.called) as heard:
        second = second_start(tmp_path, files)
    assert heard.args == [files]
    assert second.wait(PATIENCE) == 0
    first.close()


def test_another_data_file_has_a_first_window_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    one, other = SingleInstance(str(tmp_path / "a")), SingleInstance(str(tmp_path / "b"))
    assert one.is_first([])
    assert other.is_first([])
    one.close()
    other.close()


def test_after_the_first_has_gone_the_next_start_is_first(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    first = SingleInstance(str(tmp_path))
    assert first.is_first([])
    first.close()
    again = SingleInstance(str(tmp_path))
    assert again.is_first([])
    again.close()
