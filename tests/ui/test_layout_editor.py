"""The layout editor with mouse and keys; afterwards the data file and the printed page are looked at."""

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from certificate_desk import CONTROL, Desk, closing, typing
from kpm_desktop.domain.certificates import CertificateDesign
from kpm_desktop.domain.layouts import LEAST_SIDE, Box, Layout, layout_of
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.layouts.editor import EditorPage
from kpm_desktop.ui.layouts.list_page import COLUMNS, LayoutsPage
from kpm_desktop.ui.layouts.snap import GRID, MARGIN, MOVE, dragged
from kpm_desktop.ui.tables.list_spec import RowAction
from kpm_desktop.workflows import own_designs
from paper_reading import geometry
from record_builders import REGIONS
from register_screens import activate, choose, form, key, press, texts
from words import english_on

MM = 72 / 25.4
SHIFT = Qt.KeyboardModifier.ShiftModifier
NEAR = 0.1  # mm between what the editor says and where the letters stand


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    made.window.resize(1366, 768)
    yield made
    made.close()


def picture(folder: Path, size: tuple[int, int] = (2970, 2100), mode: str = "RGB") -> Path:
    path = folder / "Piagam kantor.jpg"
    Image.new(mode, size, "lightgreen" if mode == "RGB" else 0).save(path)
    return path


def file_chosen(path: Path) -> Callable[[QDialog], object]:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        [field] = [one for one in dialog.findChildren(QLineEdit) if one.objectName() == "fileNameEdit"]
        field.setText(str(path))  # pasted; typed letters would be completed
        dialog.accept()

    return answer


def layouts(desk: Desk) -> LayoutsPage:
    """Open the list of layouts from the tab Sertifikat."""
    press(desk.page, "Tata letak")
    assert isinstance(desk.window.front, LayoutsPage)
    return desk.window.front


def begun(desk: Desk, path: Path) -> EditorPage:
    """Begin a layout with a picture of the office, with Ctrl+N."""
    layouts(desk)
    desk.answers.append(file_chosen(path))
    desk.key(Qt.Key.Key_N)
    return editor(desk)


def editor(desk: Desk) -> EditorPage:
    desk.wait(lambda: isinstance(desk.window.front, EditorPage))
    page = desk.window.front
    assert isinstance(page, EditorPage)
    desk.wait(lambda: bool(page.canvas._pdf))
    return page


def design_of(desk: Desk) -> CertificateDesign:
    (design,) = desk.file.certificates.designs()
    return design


def box_of(layout: Layout, field: str) -> Box:
    (box,) = (one for one in layout.boxes if one.field == field)
    return box


def mouse(page: EditorPage, kind: QEvent.Type, at: QPointF, held: bool = True) -> None:
    canvas = page.canvas
    button = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        kind, at, QPointF(canvas.mapToGlobal(at)), button if kind != QEvent.Type.MouseMove else
        Qt.MouseButton.NoButton, button if held else Qt.MouseButton.NoButton, Qt.KeyboardModifier.AltModifier,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


def drag(page: EditorPage, at: QPointF, by: tuple[float, float]) -> None:
    """Press at a place, move by mm in steps, let go; Alt keeps it from sticking to anything."""
    scale = page.canvas.sheet().width() / page.steps.now.size[0]
    mouse(page, QEvent.Type.MouseButtonPress, at)
    for part in (0.3, 0.7, 1.0):
        mouse(page, QEvent.Type.MouseMove, at + QPointF(by[0], by[1]) * scale * part)
    mouse(page, QEvent.Type.MouseButtonRelease, at + QPointF(by[0], by[1]) * scale, held=False)


def type_into(page: EditorPage, **values: str) -> None:
    """Type into the fields of the current box, leaving each with Tab."""
    activate(page.window())
    body = page.pane.box_form.body
    for name, text in values.items():
        core = body.editors[name].core
        line = core if isinstance(core, QLineEdit | QPlainTextEdit) else core.findChild(QLineEdit)
        assert isinstance(line, QLineEdit | QPlainTextEdit), name
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Tab)


def letters(pdf: bytes, text: str) -> tuple[float, float, float, float]:
    """Return where a line of text stands on the first page: left, top, right, bottom in mm.

    Left and right are of the advance widths, top and bottom of the ink of its letter H, which is a capital
    without anything above or below.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        read = page.get_textpage()
        start = read.get_text_range().index(text)
        first, last = (read.get_charbox(start + place, loose=True) for place in (0, len(text) - 1))
        ink = read.get_charbox(start + max(text.find("H"), 0))
        height = page.get_height()
        found = first[0] / MM, (height - ink[3]) / MM, last[2] / MM, (height - ink[1]) / MM
        page.close()
    return found


def test_boxes_are_dragged_and_typed_and_print_where_the_editor_says(desk: Desk) -> None:
    page = begun(desk, picture(desk.folder))
    assert english_on(page) == []
    before = box_of(page.steps.now, "number")
    place = page.canvas.place_of(before)
    drag(page, place.center(), (20.0, -15.5))
    moved = box_of(page.steps.now, "number")
    assert (moved.x, moved.y) == (round(2 * (before.x + 20)) / 2, round(2 * (before.y - 15.5)) / 2)
    corner = page.canvas.place_of(moved).bottomRight()
    drag(page, corner, (-30.0, 4.0))
    sized = box_of(page.steps.now, "number")
    assert (sized.x, sized.y) == (moved.x, moved.y)
    assert sized.width == pytest.approx(moved.width - 30, abs=0.5)
    drag(page, page.canvas.place_of(box_of(page.steps.now, "upper_name")).center(), (3.5, 2.0))
    page.pane._fill_menu()
    choose(page.pane._menu, "Tulisan sendiri")
    type_into(page, text="Hadir", x="41,5", y="33", width="70", size="18", colour="#0B559C")
    anchor = page.pane.box_form.body.editors["anchor"].core
    QTest.keyClicks(anchor, "Kiri")
    desk.key(Qt.Key.Key_S)
    stored = layout_of(design_of(desk))
    own = box_of(stored, "words")
    assert (own.x, own.y, own.width, own.size, own.colour, own.anchor) == (
        41.5, 33.0, 70.0, 18.0, "#0B559C", "left",
    )  # fmt: skip
    assert box_of(stored, "number") == sized
    desk.window.leave_page()
    desk.window.leave_page()
    pdf = issued_with(desk, "Piagam kantor")
    left, top, _, _ = letters(pdf, "Hadir")
    assert (left, top) == pytest.approx((own.x, own.y), abs=NEAR)
    number = box_of(stored, "number")
    left, _, right, _ = letters(pdf, "Nomor : 400.10.3.5/001/2019")
    assert (left + right) / 2 == pytest.approx(number.x + number.width / 2, abs=NEAR)
    upper = box_of(stored, "upper_name")
    left, top, right, bottom = letters(pdf, "PEMERINTAH KABUPATEN PROBOLINGGO")
    assert (left + right) / 2 == pytest.approx(upper.x + upper.width / 2, abs=NEAR)
    assert (top + bottom) / 2 == pytest.approx(upper.y + upper.height / 2, abs=NEAR)


def issued_with(desk: Desk, design: str) -> bytes:
    """Issue the series with a design that is chosen in the form, and return the PDF."""
    desk.key(Qt.Key.Key_N)
    combo = form().body.editors["design"].core
    combo.setFocus()
    QTest.keyClicks(combo, design.split(maxsplit=1)[0])
    activate(form())
    key(form(), Qt.Key.Key_S, CONTROL)
    desk.tick_all()
    desk.answers += [typing("sudah dicocokkan"), pressed("Terbitkan dan cetak 3")]
    press(desk.page.selection, "Terbitkan dan cetak 3")
    pdf = desk.paper().pdf
    desk.window.leave_page()
    assert {desk.file.certificates.get(one.uid).design for one in desk.file.certificates.find()} == {design}
    return pdf


def pressed(words: str) -> Callable[[QDialog], object]:
    return lambda dialog: press(dialog, words)


def test_keys_move_by_half_a_mm_and_every_step_can_be_taken_back(desk: Desk) -> None:
    page = begun(desk, picture(desk.folder))
    start, saved = page.steps.now, design_of(desk)
    canvas = page.canvas
    canvas.setFocus()
    key(canvas, Qt.Key.Key_Tab)
    key(canvas, Qt.Key.Key_Tab)
    first = start.boxes[1]
    assert texts(page.pane).count("Kop baris pertama") == 1
    for code, held in ((Qt.Key.Key_Right, ()), (Qt.Key.Key_Down, (SHIFT,)), (Qt.Key.Key_Right, (CONTROL,))):
        key(canvas, code, *held)
    desk.wait(lambda: page.steps.can_undo)  # the arrow keys have come to rest
    box = page.steps.now.boxes[1]
    assert (box.x, box.y) == (first.x + 0.5, first.y + 5)
    assert box.width == pytest.approx(first.width + 0.5, abs=0.3)
    key(canvas, Qt.Key.Key_Delete)
    assert page.steps.now.boxes == start.boxes[:1] + start.boxes[2:]
    desk.key(Qt.Key.Key_Z)
    assert page.steps.now.boxes[1] == box
    desk.key(Qt.Key.Key_Z)
    assert page.steps.now == start
    desk.key(Qt.Key.Key_Y)
    assert page.steps.now.boxes[1] == box
    assert design_of(desk) == saved, "nothing is written before Simpan"
    operations = len(list(desk.file.history()))
    desk.key(Qt.Key.Key_S)
    assert len(list(desk.file.history())) == operations + 1
    assert layout_of(design_of(desk)).boxes[1] == box
    desk.undo()
    assert layout_of(design_of(desk)) == start
    assert page.steps.now == start


def test_what_is_not_saved_is_there_again_when_the_page_is_opened_again(desk: Desk) -> None:
    page = begun(desk, picture(desk.folder))
    saved = design_of(desk)
    other = desk.folder / "lain.png"
    Image.new("RGB", (3508, 2480), "pink").save(other)
    desk.answers.append(file_chosen(other))
    press(page, "Ganti gambar latar…")
    changed = page.steps.now
    assert changed.background != layout_of(saved).background
    desk.window.leave_page()
    assert design_of(desk) == saved
    desk.window.open("layout-editor", design=saved.uid)
    again = editor(desk)
    assert again.steps.now == changed
    desk.key(Qt.Key.Key_S)
    assert layout_of(design_of(desk)) == changed
    assert desk.file.asset(changed.background)[0] == "image/jpeg"


def test_the_one_whose_data_are_shown_is_chosen_and_what_does_not_fit_is_told(desk: Desk) -> None:
    person = desk.file.people.get(desk.rofi)
    with desk.file.operation("edit", "Ubah 1 kader"):
        desk.file.people.save(dataclasses.replace(person, print_name="W" * 60))
    page = begun(desk, picture(desk.folder))
    desk.wait(lambda: "F.402" in texts(page.pane.notices.parentWidget() or page.pane))
    assert "F8" in page.hint()
    page.next_problem()
    assert page.steps.now.boxes[page.canvas.current].field == "name"
    QTest.keyClicks(page.pane.people.person, "SITI")
    desk.wait(lambda: "F.402" not in texts(page.pane))
    assert "SITI CONTOHWATI" in "".join(one.letter for one in geometry(page.canvas._pdf)[0])
    type_into(page, x="290")
    desk.wait(lambda: "Kotak Nama keluar dari kertas. Geser ke dalam." in texts(page.pane))


def test_a_design_file_gives_the_same_page_on_another_pc(desk: Desk, tmp_path: Path) -> None:
    begun(desk, picture(desk.folder))
    desk.window.leave_page()
    page = desk.window.front
    assert isinstance(page, LayoutsPage)
    row = page.list.model.shown_rows()[0]
    target = desk.folder / "kantor.desain"
    desk.answers.append(file_chosen(target))
    row_action(page, "Simpan berkas desain…").run([row])
    desk.wait(target.exists)
    here = geometry(own_designs.show(desk.file, row[2], None, None).draw())
    desk.answers.append(file_chosen(target))
    press(page, "Ambil berkas desain…")
    desk.wait(lambda: len(desk.file.certificates.designs()) == 2)
    assert [one.name for one in desk.file.certificates.designs()] == ["Piagam kantor", "Piagam kantor (2)"]
    folder = tmp_path / "lain"
    folder.mkdir()
    with DataFile.create(
        folder / "kpm.db", regency_code="35.13", regions=REGIONS, writer_name="PC-LAIN", now=desk.now
    ) as other:
        read = own_designs.read_design(target.read_bytes())
        assert isinstance(read, own_designs.DesignFile)
        with other.operation("edit", "Isi kantor"):
            other.office.save(desk.file.office.get())
            for signatory in desk.file.office.signatories():
                other.office.save_signatory(signatory)
            own_designs.take_in_design(other, read, read.name)
        (taken,) = other.certificates.designs()
        assert geometry(own_designs.show(other, layout_of(taken), None, None).draw()) == here


def row_action(page: LayoutsPage, words: str) -> RowAction:
    (found,) = (one for one in page.list.spec.row_actions if one.words(1) == words)
    return found


def test_layouts_are_copied_renamed_thrown_away_and_brought_back(desk: Desk) -> None:
    page = layouts(desk)
    assert "Belum ada tata letak sendiri" in texts(page)
    press(page, "Dari Klasik, A4")
    editor(desk)
    desk.window.leave_page()
    (row,) = page.list.model.shown_rows()
    row_action(page, "Salin").run([row])
    assert [one.name for one in desk.file.certificates.designs()] == ["Klasik kami", "Klasik kami (2)"]
    page.list.go_to(row[0])
    page.list.view.setFocus()
    desk.answers.append(typing("Pelatihan"))
    key(page.list.view, Qt.Key.Key_F2)
    assert desk.file.certificates.get_design(row[0]).name.endswith("Pelatihan")
    key(page.list.view, Qt.Key.Key_Delete)
    assert [one.name for one in desk.file.certificates.designs()] == ["Klasik kami (2)"]
    desk.undo()
    assert len(desk.file.certificates.designs()) == 2


def test_a_damaged_layout_is_told_and_not_offered(desk: Desk) -> None:
    design = CertificateDesign(desk.file.new_uid(), "Rusak", boxes='[{"field": "siapa"}]', paper="A4")
    with desk.file.operation("edit", "Buat"):
        desk.file.certificates.save_design(design)
    page = layouts(desk)
    assert "tidak dapat dibaca" in str([column.value(page.list.model.shown_rows()[0]) for column in COLUMNS])
    page.list.go_to(design.uid)
    page.list.view.setFocus()
    key(page.list.view, Qt.Key.Key_Return)
    assert desk.window.front is page
    desk.window.leave_page()
    desk.key(Qt.Key.Key_N)
    offered = [words for _, words in form().body.editors["design"].spec.options]
    assert offered == ["Klasik", "Modern", "Batik"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("surat.jpg", b"Kepada Yth.", "bukan gambar PNG atau JPG"),
        ("kosong.png", b"", "bukan gambar PNG atau JPG"),
    ],
)
def test_a_bad_picture_gets_a_sentence(desk: Desk, name: str, content: bytes, words: str) -> None:
    (desk.folder / name).write_bytes(content)
    layouts(desk)
    said: list[str] = []
    desk.answers += [file_chosen(desk.folder / name), closing(said)]
    desk.key(Qt.Key.Key_N)
    desk.wait(lambda: bool(said))
    assert words in said[0]
    assert desk.file.certificates.designs() == []


def test_a_coarse_picture_is_taken_with_a_warning(desk: Desk) -> None:
    page = begun(desk, picture(desk.folder, (800, 800), "CMYK"))
    desk.wait(lambda: all(code in texts(page.pane) for code in ("W.409", "W.410", "W.411")))
    assert QApplication.activeModalWidget() is None or not isinstance(
        QApplication.activeModalWidget(), QMessageBox
    )


sides = st.floats(LEAST_SIDE, 200).map(lambda number: round(number, 2))
places = st.floats(-400, 400).map(lambda number: round(number, 2))
edges = st.sampled_from(
    [
        MOVE,
        *(frozenset(one.split()) for one in ("left", "right", "top", "bottom", "left top", "right bottom")),
    ]
)


@given(edges, sides, sides, places, places, st.booleans())
def test_a_dragged_box_stays_on_the_sheet(
    which: frozenset[str], width: float, height: float, right: float, down: float, sticks: bool
) -> None:
    box = Box("name", 40, 5, width, height)
    other = Box("number", 60, 100, 50, 8)
    moved, guides = dragged(box, (right, down), which, [other], (297.0, 210.0), 2.0 if sticks else 0.0)
    assert moved.x >= 0
    assert moved.y >= 0
    assert moved.x + moved.width <= 297.005
    assert moved.y + moved.height <= 210.005
    assert min(moved.width, moved.height) >= LEAST_SIDE - 0.005
    if which == MOVE:
        assert (moved.width, moved.height) == (width, height)
    if not sticks:
        assert guides == ((), ())


def test_a_box_sticks_to_the_middle_of_the_sheet_and_to_others() -> None:
    sheet, box, other = (297.0, 210.0), Box("name", 20, 20, 100, 10), Box("number", 33.3, 150, 40, 8)
    moved, guides = dragged(box, (77.6, 0.2), MOVE, [other], sheet, 2.0)
    assert moved.x + moved.width / 2 == pytest.approx(148.5)
    assert guides.upright == (148.5,)
    moved, guides = dragged(box, (14.0, 0.0), MOVE, [other], sheet, 2.0)
    assert (moved.x, guides.upright) == (33.3, (33.3,))
    moved, guides = dragged(box, (-9.2, 0.0), MOVE, [], sheet, 2.0)
    assert (moved.x, guides.upright) == (MARGIN, (MARGIN,))
    moved, guides = dragged(box, (5.3, 0.0), MOVE, [], sheet, 2.0)
    assert (moved.x / GRID).is_integer()
    assert guides.upright == ()
