"""A photo is cropped by its frame: keys, mouse, and what then stands in the data file."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk import answered, named, pressing
from kpm_desktop.ui.cadres.photo import choose_photo
from kpm_desktop.ui.cadres.photo_crop import CropDialog, CropFrame
from register_screens import PAITON, Office, modal, office_at, press
from words import english_on


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    with office_at(qtbot, tmp_path) as made:
        yield made


def photo(folder: Path) -> Path:
    """A wide picture: its right third is red, the rest white."""
    image = Image.new("RGB", (900, 400), "white")
    image.paste("red", (600, 0, 900, 400))
    image.save(folder / "foto.png")
    return folder / "foto.png"


def opened(office: Office, path: Path) -> CropDialog:
    person = office.add_cadre("Rini Melati", PAITON)
    with answered(named(path)):
        choose_photo(office.window, person)
    dialog = modal()
    assert isinstance(dialog, CropDialog)
    return dialog


def kept(office: Office) -> Image.Image:
    [line] = office.file.cadres.find(office.file.now().date())
    return Image.open(io.BytesIO(office.file.asset(office.file.people.get(line.uid).photo)[1]))


def test_the_frame_is_moved_with_the_arrows_and_only_its_part_is_kept(office: Office, tmp_path: Path) -> None:
    dialog = opened(office, photo(tmp_path))
    assert not english_on(dialog)
    for _ in range(60):
        QTest.keyClick(dialog.frame, Qt.Key.Key_Right)
    press(dialog, "Pakai foto")
    image = kept(office)
    assert image.width * 4 == pytest.approx(image.height * 3, abs=4)
    left, right = image.getpixel((8, 100)), image.getpixel((image.width - 8, 100))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[1] < 60 > right[1]  # both red: the frame stands at the right edge
    office.workspace.undo()
    [line] = office.file.cadres.find(office.file.now().date())
    assert office.file.people.get(line.uid).photo == ""


def test_the_mouse_moves_the_frame_and_batal_keeps_no_photo(office: Office, tmp_path: Path) -> None:
    dialog = opened(office, photo(tmp_path))
    before = dialog.frame.part
    middle = dialog.frame.rect().center()
    QTest.mousePress(dialog.frame, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(dialog.frame, middle + QPoint(60, 0))
    QApplication.processEvents()
    QTest.mouseRelease(dialog.frame, Qt.MouseButton.LeftButton, pos=middle + QPoint(60, 0))
    assert dialog.frame.part[0] > before[0]
    press(dialog, "Batal")
    [line] = office.file.cadres.find(office.file.now().date())
    assert office.file.people.get(line.uid).photo == ""


def test_what_is_no_picture_is_told(office: Office, tmp_path: Path) -> None:
    person = office.add_cadre("Rini Melati", PAITON)
    (tmp_path / "foto.jpg").write_bytes(b"bukan gambar")
    with answered(named(tmp_path / "foto.jpg"), pressing("Tutup", "Foto ini tidak dapat dibaca.")):
        choose_photo(office.window, person)
    assert office.file.people.get(person).photo == ""


MOVES = st.one_of(
    st.tuples(st.floats(-2, 2), st.floats(-2, 2)),
    st.floats(0.2, 4),
)


@pytest.mark.usefixtures("qapp")
@settings(max_examples=60)
@given(st.tuples(st.integers(1, 900), st.integers(1, 900)), st.lists(MOVES, max_size=8))
def test_the_frame_never_leaves_the_picture_and_stays_three_to_four(
    size: tuple[int, int], moves: list[tuple[float, float] | float]
) -> None:
    frame = CropFrame(QImage(*size, QImage.Format.Format_RGB32))
    for move in moves:
        if isinstance(move, tuple):
            frame.move_by(*move)
        else:
            frame.grow(move)
    left, top, wide = frame.part
    high = wide * size[0] * 4 / 3 / size[1]
    assert -1e-9 <= left <= left + wide <= 1 + 1e-9
    assert -1e-9 <= top <= top + high <= 1 + 1e-9
    assert wide > 0
