"""The table of a list: order, filter, ticks, selection, keys, copying, what a screen reader hears."""

import dataclasses
import time
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpm_desktop.domain import names
from kpm_desktop.ui.tables import cell_paint
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.list_spec import Chip, Search
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.row_order import RowOrder, hits
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import Scheme, theme

COLUMNS = (
    Column("Nama", lambda row: row[1], searched=True, main=True, width=160),
    Column("Desa", lambda row: row[2] or "", sub=lambda row: f"Kec. {row[3]}", width=160, stretch=True),
    Column("KPM", lambda row: row[4], kind="bar", unit="KPM", width=150),
)
CHIPS = (
    Chip("district", "Kecamatan", value=lambda row: row[3]),
    Chip("few", "Kurang dari 5", lambda row: (row[4] or 0) < 5),
    Chip("nowhere", "Tanpa desa", lambda row: not row[2]),
)
PLAIN = Qt.KeyboardModifier.NoModifier
SEARCH = Search(lambda row: f"{row[1]} {row[2] or ''}".casefold())


def uid(number: int) -> bytes:
    return number.to_bytes(16, "big")


def sample(count: int = 12) -> list[Row]:
    people = ("Siti Contohwati", "Rini Melati", "Abd. Gelombang", "Dewi Kenanga")
    places = ("Paiton", "Taman", None)
    return [
        (uid(at), people[at % 4], places[at % 3], ("Paiton", "Besuk")[at % 2], (at * 7) % 11 or None)
        for at in range(count)
    ]


@pytest.fixture
def model(qapp: QApplication) -> TableModel:  # noqa: ARG001 (Qt has to be there first)
    made = TableModel(COLUMNS, chips=CHIPS, search=SEARCH, tickable=True)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    made.set_rows(sample())
    return made


@pytest.fixture
def view(qtbot: QtBot, model: TableModel) -> TableView:
    made = TableView(model, "Daftar kader")
    qtbot.addWidget(made)
    made.resize(640, 240)
    made.show()
    made.setFocus()
    return made


ROWS = st.lists(
    st.tuples(
        st.text("abAB ", max_size=4),
        st.sampled_from(["Paiton", "Taman", None]),
        st.sampled_from(["Paiton", "Besuk", ""]),
        st.one_of(st.none(), st.integers(0, 9)),
    ),
    max_size=25,
).map(lambda rows: [(uid(at), *row) for at, row in enumerate(rows)])
STATES = st.fixed_dictionaries(
    {},
    optional={
        "district": st.sets(st.sampled_from(["Paiton", "Besuk"])),
        "few": st.just(set()),
        "nowhere": st.just(set()),
    },
)


def expected(
    rows: Sequence[Row], query: str, state: dict[str, set[str]], sort: tuple[int, bool] | None
) -> list[Row]:
    """The same answer by plain lists: filter one by one, then order with the empty ones last."""
    left = [
        row for row in rows if all(word in f"{row[1]} {row[2] or ''}".casefold() for word in query.split())
    ]
    if state.get("district"):
        left = [row for row in left if row[3] in state["district"]]
    if "few" in state:
        left = [row for row in left if row[4] is None or row[4] < 5]
    if "nowhere" in state:
        left = [row for row in left if row[2] is None]
    if sort is None:
        return left

    def value_of(row: Row) -> Any:
        value = row[(1, 2, 4)[sort[0]]]
        return (value.casefold() or None) if isinstance(value, str) else value

    ordered: list[Row] = []
    for value in sorted({value_of(row) for row in left} - {None}, reverse=sort[1]):
        ordered += [row for row in left if value_of(row) == value]
    return ordered + [row for row in left if value_of(row) is None]


@given(
    ROWS,
    st.sampled_from(["", "a", "b a", "paiton", " "]),
    STATES,
    st.one_of(st.none(), st.tuples(st.integers(0, 2), st.booleans())),
)
@settings(max_examples=150)
def test_filter_and_sort_agree_with_plain_lists(
    rows: list[Row], query: str, state: dict[str, set[str]], sort: tuple[int, bool] | None
) -> None:
    order = RowOrder(COLUMNS, CHIPS, SEARCH)
    order.set_rows(rows)
    order.sort(*(sort or (None,)))
    order.set_query(query)
    order.set_on(state)
    assert [order.rows[at] for at in order.shown] == expected(rows, query, state, sort)


@given(ROWS, ROWS, st.sets(st.integers(0, 25)), STATES)
@settings(max_examples=100)
def test_changed_rows_give_the_order_of_a_fresh_list(
    before: list[Row], changed: list[Row], removed: set[int], state: dict[str, set[str]]
) -> None:
    before.sort(key=lambda row: (not row[1], row[1].casefold()))
    order = RowOrder((dataclasses.replace(COLUMNS[0], as_loaded=True), *COLUMNS[1:]), CHIPS, SEARCH)
    order.set_rows(before)
    order.sort(0)
    order.set_on(state)
    order.set_query("a")
    order.change(changed, {uid(at) for at in removed})
    order.arrange()
    kept = {row[0]: row for row in before if row[0] not in {uid(at) for at in removed}}
    fresh = RowOrder(COLUMNS, CHIPS, SEARCH)
    fresh.set_rows((kept | {row[0]: row for row in changed}).values())
    fresh.sort(0)
    fresh.set_on(state)
    fresh.set_query("a")
    assert [order.rows[at] for at in order.shown] == [fresh.rows[at] for at in fresh.shown]
    assert order.choices("district") == fresh.choices("district")
    order.change((), {uid(at) for at in removed})
    fresh.set_rows(row for row in fresh.rows if row[0] not in {uid(at) for at in removed})
    assert [order.rows[at] for at in order.shown] == [fresh.rows[at] for at in fresh.shown]


def test_a_chip_counts_what_would_be_left(model: TableModel) -> None:
    model.set_chips({"district": ["Besuk"]})
    would = [row for row in sample() if row[3] == "Besuk" and not row[2]]
    assert model.order.count("nowhere") == len(would)
    assert model.order.choices("district") == {"Besuk": 6, "Paiton": 6}


@pytest.mark.usefixtures("qapp")
def test_a_whole_number_finds_its_owner_without_being_in_the_rows() -> None:
    search = Search(SEARCH.row_text, exact=lambda text: [uid(3)] if text == "3513000000000003" else [])
    model = TableModel(COLUMNS, search=search)
    model.set_rows(sample())
    model.set_query("3513000000000003")
    assert [row[0] for row in model.shown_rows()] == [uid(3)]
    model.set_query("351300000000000")
    assert model.shown_rows() == []


@pytest.mark.usefixtures("qapp")
def test_85000_rows_are_sorted_and_filtered_in_less_than_a_second() -> None:
    model = TableModel(COLUMNS, chips=CHIPS, search=SEARCH)
    model.set_rows(sample(85_000))
    start = time.process_time()
    model.sort(0)
    model.set_query("sit con")
    model.set_chips({"few": []})
    model.order.count("nowhere")
    assert time.process_time() - start < 1.0


def test_hits_are_letters_or_the_word_that_sounds_alike() -> None:
    assert hits("Moch. Langit Senja", ["lang"], str.casefold) == [(6, 10)]
    fold = names.search_key
    found = hits("Moch. Langit", fold("Muhammad").split(), fold)
    assert found == [(0, 5)]


def test_selection_current_row_and_scroll_survive_changed_rows(view: TableView, model: TableModel) -> None:
    model.set_rows(sample(200))
    view.go_to(uid(120))
    scroll = view.verticalScrollBar().value()
    assert scroll > 0
    row = model.order.row_of(uid(120))
    assert row is not None
    with_changes: list[Row] = []
    view.current_changed.connect(with_changes.append)
    model.update_rows([(uid(120), "Nama Baru", *row[2:])])
    assert with_changes == [(uid(120), "Nama Baru", *row[2:])]
    model.update_rows([(uid(500), "Tambahan", "Taman", "Besuk", 1)])
    assert view.verticalScrollBar().value() == scroll
    assert [chosen[0] for chosen in view.selected_rows()] == [uid(120)]


def test_sorting_keeps_the_selected_rows(view: TableView, model: TableModel) -> None:
    view.selectAll()
    model.set_chips({"district": ["Besuk"]})
    assert {row[3] for row in view.selected_rows()} == {"Besuk"}
    view.fitted.sort_by(1)
    assert len(view.selected_rows()) == 6


def test_after_removal_the_neighbour_is_current(view: TableView, model: TableModel) -> None:
    view.go_to(uid(4))
    model.update_rows([], {uid(4)})
    current = view.current_row()
    assert current is not None
    assert current[0] == uid(5)


def test_a_hidden_row_is_not_current_and_comes_back_by_itself_only_when_asked(
    view: TableView, model: TableModel
) -> None:
    view.go_to(uid(0))
    model.set_chips({"district": ["Besuk"]})
    assert view.current_row() is None
    assert not view.go_to(uid(0))


def test_ticks_follow_their_row_and_hidden_ones_are_not_acted_upon(model: TableModel) -> None:
    model.tick([uid(0), uid(1)])
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert {row[0] for row in model.ticked()} == {uid(0), uid(1)}
    model.set_chips({"district": ["Besuk"]})
    assert [row[0] for row in model.ticked()] == [uid(1)]
    model.set_rows(sample(1))
    model.set_chips({})
    assert [row[0] for row in model.ticked()] == [uid(0)]


def test_keys_of_a_list(view: TableView, model: TableModel) -> None:
    view.go_to(uid(2))
    heard: list[object] = []
    view.opened.connect(lambda row: heard.append(("open", row[0])))
    view.edit_wanted.connect(lambda row: heard.append(("edit", row[0])))
    view.delete_wanted.connect(lambda rows: heard.append(("delete", [row[0] for row in rows])))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_Delete):
        QTest.keyClick(view, key)
    assert heard == [("open", uid(2)), ("edit", uid(2)), ("delete", [uid(2)])]
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert model.is_ticked(uid(2))
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert [row[0] for row in view.picked_rows()] == [uid(2), uid(3)]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.picked_rows() == []
    assert view.current_row() == model.order.row_of(uid(3))


def test_the_second_selected_row_makes_a_pick(view: TableView) -> None:
    view.go_to(uid(2))
    assert view.picked_rows() == []
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [row[0] for row in view.picked_rows()] == [uid(2), uid(3)]


def test_copy_with_and_without_titles(view: TableView) -> None:
    view.go_to(uid(1))
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Rini Melati\tTaman Kec. Besuk\t7 KPM"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(view, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text().splitlines()[0] == "Nama\tDesa\tKPM"


def test_a_click_into_the_tick_column_ticks(view: TableView, model: TableModel) -> None:
    place = view.visualRect(model.index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, place)
    assert model.is_ticked(uid(1))


def test_a_header_click_sorts_and_is_remembered(qtbot: QtBot, model: TableModel) -> None:
    memory: dict[str, object] = {}
    first = TableView(model, "Daftar", memory=memory, key="cadres")
    qtbot.addWidget(first)
    head = first.fitted.head
    first.resize(600, 200)
    first.show()
    at = head.viewport().rect().topLeft()
    at.setX(head.sectionViewportPosition(1) + 20)
    at.setY(10)
    for _ in range(2):
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, PLAIN, at)
    assert memory["cadres/sort"] == ["Nama", True]
    head.resizeSection(1, 222)
    assert memory["cadres/widths"] == {"Nama": 222}
    again = TableModel(COLUMNS, chips=CHIPS, search=SEARCH, tickable=True)
    again.set_rows(sample())
    second = TableView(again, "Daftar", memory=memory, key="cadres")
    qtbot.addWidget(second)
    assert again.shown_rows()[0][1] == "Siti Contohwati"
    assert second.columnWidth(1) == 222


def test_low_priority_columns_leave_when_there_is_little_room(qtbot: QtBot) -> None:
    columns = (*COLUMNS, Column("Jenis", lambda _row: "Desa", low_priority=True))
    model = TableModel(columns)
    view = TableView(model, "Daftar")
    qtbot.addWidget(view)
    view.fitted.set_narrow(True)
    assert view.isColumnHidden(3)
    view.fitted.set_narrow(False)
    assert not view.isColumnHidden(3)


def test_letters_mark_attendance_and_go_down(qtbot: QtBot) -> None:
    marks: list[tuple[bytes, str]] = []
    columns = (
        COLUMNS[0],
        Column(
            "Kehadiran", lambda _row: "", kind="seg", edit=lambda row, letter: marks.append((row[0], letter))
        ),
    )
    model = TableModel(columns)
    model.set_rows(sample(4))
    view = TableView(model, "Kehadiran")
    qtbot.addWidget(view)
    view.show()
    view.go_to(uid(0))
    QTest.keyClicks(view, "h3")
    assert marks == [(uid(0), "H"), (uid(1), "S")]
    assert view.currentIndex().row() == 2


def spoken(column: Column, row: Row) -> str:
    return column.in_words(row)


def test_cells_read_as_column_name_and_words() -> None:
    row: Row = (uid(1), "Rini Melati", "Paiton", "Paiton", 1)
    assert spoken(COLUMNS[2], row) == "KPM: 1, kurang 4"
    assert spoken(COLUMNS[1], row) == "Desa: Paiton, Kec. Paiton"
    assert spoken(Column("Kehadiran", lambda _row: "I", kind="seg"), row) == "Kehadiran: Izin"
    assert spoken(Column("Kehadiran", lambda _row: "", kind="seg"), row) == "Kehadiran: belum ditandai"
    assert spoken(Column("SK", lambda _row: None, kind="date"), row) == "SK: kosong"
    assert spoken(Column("Keadaan", lambda _row: Pill("Aktif", "ok"), kind="pill"), row) == "Keadaan: Aktif"


def test_every_kind_of_cell_is_drawn(qtbot: QtBot) -> None:
    columns = (
        Column("Nama", lambda row: row[1], main=True, searched=True),
        Column("Keadaan", lambda _row: Pill("Aktif", "ok"), kind="pill"),
        Column("KPM", lambda row: row[4] or 0, kind="bar", unit="KPM"),
        Column("Sudah", lambda row: bool(row[4]), kind="check", align="center"),
        Column("Kehadiran", lambda _row: "H", kind="seg", width=150),
        Column(
            "Nilai", lambda row: row[4], kind="number", align="right", has_problem=lambda row: row[4] == 7
        ),
        Column("Nomor", lambda _row: "057", struck=lambda _row: True, tone=lambda _row: "muted"),
    )
    model = TableModel(columns, search=SEARCH, tickable=True)
    model.set_rows(sample())
    model.set_query("i")
    view = TableView(model, "Daftar")
    qtbot.addWidget(view)
    view.resize(1000, 240)
    view.show()
    view.go_to(uid(1))
    picture = view.viewport().grab().toImage()
    top = view.visualRect(model.index(1, 0)).top() + 3
    assert picture.pixelColor(1, top) == QColor(theme().color("accent"))
    assert picture.pixelColor(8, top) == QColor(theme().color("sel"))


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_a_heading_is_never_cut_unless_the_operator_made_it_narrow(
    qtbot: QtBot, request: pytest.FixtureRequest, percent: int
) -> None:
    request.addfinalizer(lambda: theme().choose(Scheme.LIGHT, 100))
    words = "Terakhir dibina"
    made = TableView(TableModel((COLUMNS[0], Column(words, lambda row: row[2] or "", width=60))), "Daftar")
    qtbot.addWidget(made)
    made.show()
    theme().choose(Scheme.LIGHT, percent)
    head = made.horizontalHeader()
    wide = theme().metrics("header").horizontalAdvance(words)
    assert wide < head.sectionSize(1) < 2 * wide
    head.resizeSection(1, theme().size(50))
    theme().choose(Scheme.DARK, percent)
    assert head.sectionSize(1) == theme().size(50)


@pytest.mark.usefixtures("qapp")
@given(
    st.lists(st.sampled_from(["Dusun", "Krajan,", "RT", "004", "Randutatah", "W" * 70]), max_size=9),
    st.integers(1, 4),
    st.integers(150, 500),
)
@settings(max_examples=60)
def test_a_value_of_a_card_is_cut_only_when_all_its_lines_are_full(
    words: list[str], most: int, width: int
) -> None:
    text, metrics = " ".join(words), theme().metrics("body")
    found = cell_paint.broken(text, "body", width, most)
    assert 1 <= len(found) <= most
    assert all(metrics.horizontalAdvance(one) <= width for one in found)
    whole = "".join("".join(found).split()) == "".join(words)
    assert whole or (len(found) == most and found[-1].endswith("…"))
    if metrics.horizontalAdvance(text) <= width:
        assert found == [text]
