"""The command palette by keys: found despite slips, opened where it belongs, never a NIK, focus goes back."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from kpm_desktop.domain.certificates import Certificate
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.search import is_near
from kpm_desktop.domain.uid import Uid
from kpm_desktop.settings import Settings
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import translations
from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.main_window import MainWindow
from kpm_desktop.ui.page import Page, Shell, Tab
from kpm_desktop.ui.palette import OPENERS, Palette
from kpm_desktop.ui.palette_search import Entry, Index
from kpm_desktop.ui.theme import Scheme, theme
from kpm_desktop.ui.workspace import Workspace
from record_builders import SUKODADI, add_cadre, add_head, add_session, make_file
from register_screens import leave
from words import english_in, english_on

NOW = dt.datetime(2019, 5, 2, 10, 42)  # noqa: DTZ001 (local time, as on the clock of the office)
NAMES = ("home", "villages", "cadres", "sessions", "contests", "certificates")
WORDS = ("Beranda", "Desa", "Kader", "Pembinaan", "Lomba", "Sertifikat")
ICONS = ("home", "map-pin", "users", "school", "trophy", "certificate")
NIK = "3513014507800004"
CTRL, ALT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


class Screen(Page):
    """A small screen that writes down what it is told."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.added = 0
        self.wishes: dict[str, object] = {}
        self.field = QLineEdit()
        self.field.setAccessibleName("Cari")
        QVBoxLayout(self).addWidget(self.field)

    def add_new(self) -> None:
        self.added += 1

    def show_wish(self, **wishes: object) -> None:
        self.wishes = wishes


@pytest.fixture
def data_file(tmp_path: Path) -> DataFile:
    return make_file(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, data_file: DataFile) -> Iterator[MainWindow]:
    translations.load(qapp)
    theme().choose(Scheme.LIGHT, 100)
    jobs = Jobs()
    workspace = Workspace(jobs, lambda: NOW)

    def factory(word: str) -> Callable[[Shell], Page]:
        return lambda _shell: Screen(word)

    tabs = [
        Tab(name, word, icon, factory(word)) for name, word, icon in zip(NAMES, WORDS, ICONS, strict=True)
    ]
    top = MainWindow(workspace, jobs, Settings(), tabs=tabs, openers=OPENERS, now=lambda: NOW)
    qtbot.addWidget(top)
    workspace.take(data_file)
    top.show_tab(2)
    top.show()
    qtbot.waitExposed(top)
    front(top).field.setFocus()
    yield top
    leave(jobs, workspace)
    theme().choose(Scheme.LIGHT, 100)


def front(window: MainWindow) -> Screen:
    screen = window.front
    assert isinstance(screen, Screen)
    return screen


def opened(window: MainWindow) -> Palette:
    QTest.keyClick(front(window).field, Qt.Key.Key_K, CTRL)
    return next(one for one in window.findChildren(Palette) if one.isVisible())


def typed(palette: Palette, text: str) -> list[str]:
    palette.field.clear()
    QTest.keyClicks(palette.field, text)
    return titles(palette)


def titles(palette: Palette) -> list[str]:
    return [hit.entry.title for hit in palette.list.hits]


def captions(palette: Palette) -> list[str]:
    model = palette.list.model()
    indexes = [model.index(row, 0) for row in range(model.rowCount())]
    return [str(index.data()) for index in indexes if palette.list.hit_at(index) is None]


def press(palette: Palette, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(palette.field, key, modifiers)


def add_certificate(data_file: DataFile, number: str, person: Uid) -> Uid:
    certificate = Certificate(
        data_file.new_uid(), number=number, person=person, printed_name="Siti Contohwati", state="issued"
    )
    with data_file.operation("issue", "Terbitkan 1 sertifikat"):
        data_file.certificates.save(certificate)
    return certificate.uid


# what is found


@pytest.mark.parametrize(
    "text",
    [
        "siti contohwati",
        "St. Contohwati",
        "conto",
        "cotnohwati",  # exchanged
        "contohwwati siti",  # one too many
        "siti cntohwati",  # one missing
        "conthowati sukodadi",
    ],
)
def test_a_person_is_found_despite_spelling_and_one_slip_a_word(
    window: MainWindow, data_file: DataFile, text: str
) -> None:
    add_cadre(data_file, "Siti Contohwati", SUKODADI)
    add_cadre(data_file, "Rini Melati", SUKODADI)
    assert typed(opened(window), text)[0] == "Siti Contohwati"


def test_two_slips_in_one_word_find_nothing_and_say_so(window: MainWindow, data_file: DataFile) -> None:
    add_cadre(data_file, "Siti Contohwati", SUKODADI)
    palette = opened(window)
    assert typed(palette, "kontohwadi") == []
    press(palette, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_groups_stand_in_their_order_with_six_hits_at_most(window: MainWindow, data_file: DataFile) -> None:
    for number in range(8):
        add_cadre(data_file, f"Paiton Contoh {number}", SUKODADI)
    session = add_session(data_file)
    assert session.uid
    palette = opened(window)
    typed(palette, "paiton")
    assert captions(palette) == ["Orang", "Desa", "Pembinaan"]
    assert sum(hit.entry.group == "person" for hit in palette.list.hits) == 6


def test_a_village_name_that_occurs_twice_carries_its_district(window: MainWindow) -> None:
    palette = opened(window)
    typed(palette, "karanganyar")
    assert {hit.entry.place for hit in palette.list.hits} == {"Desa, Kec. Kotaanyar", "Desa, Kec. Paiton"}


def test_a_certificate_is_found_by_a_part_of_its_number_and_only_by_it(
    window: MainWindow, data_file: DataFile
) -> None:
    person = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    uid = add_certificate(data_file, "400.10.2/058/426.113/2019", person)
    add_certificate(data_file, "400.10.2/059/426.113/2019", person)
    palette = opened(window)
    assert typed(palette, "#58") == ["400.10.2/058/426.113/2019"]
    assert typed(palette, "#siti") == []
    assert len(typed(palette, "#")) == 2
    typed(palette, "#058")
    press(palette, Qt.Key.Key_Return)
    assert (window.front.title, front(window).wishes) == ("Sertifikat", {"uid": uid})


def test_a_nik_is_neither_found_nor_shown(window: MainWindow, data_file: DataFile) -> None:
    person = Person(data_file.new_uid(), "Siti Contohwati", nik=NIK)
    with data_file.operation("edit", "Tambah 1 orang"):
        data_file.people.save(person)
    palette = opened(window)
    assert typed(palette, NIK) == []
    typed(palette, "siti")
    shown = [f"{hit.entry.title} {hit.entry.place} {hit.entry.key}" for hit in palette.list.hits]
    assert shown
    assert not any(NIK in text for text in shown)


# what is opened


def test_enter_opens_a_cadre_in_kader_and_a_head_in_desa(window: MainWindow, data_file: DataFile) -> None:
    cadre = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    add_head(data_file, "Langit Senja", SUKODADI)
    palette = opened(window)
    typed(palette, "siti")
    press(palette, Qt.Key.Key_Return)
    assert (window.front.title, front(window).wishes) == ("Kader", {"uid": cadre})
    palette = opened(window)
    typed(palette, "langit")
    press(palette, Qt.Key.Key_Return)
    assert (window.front.title, front(window).wishes) == ("Desa", {"uid": SUKODADI})


def test_a_village_and_a_session_open_in_their_tabs(window: MainWindow, data_file: DataFile) -> None:
    session = add_session(data_file)
    palette = opened(window)
    typed(palette, "sukodadi")
    press(palette, Qt.Key.Key_Return)
    assert (window.front.title, front(window).wishes) == ("Desa", {"uid": SUKODADI})
    palette = opened(window)
    typed(palette, "12 april")
    press(palette, Qt.Key.Key_Return)
    assert (window.front.title, front(window).wishes) == ("Pembinaan", {"session": session.uid})


def test_alt_enter_hands_over_what_was_typed_or_the_name_after_a_slip(
    window: MainWindow, data_file: DataFile
) -> None:
    cadre = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    for text, query in (("siti", "siti"), ("cotnohwati", "Siti Contohwati")):
        palette = opened(window)
        typed(palette, text)
        press(palette, Qt.Key.Key_Return, ALT)
        assert front(window).wishes == {"uid": cadre, "query": query}


def test_down_and_up_walk_over_the_captions_and_around(window: MainWindow, data_file: DataFile) -> None:
    for name in ("Siti Contohwati", "Siti Melati"):
        add_cadre(data_file, name, SUKODADI)
    palette = opened(window)
    found = typed(palette, "siti")
    walked = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        press(palette, key)
        hit = palette.list.current_hit()
        assert hit is not None
        walked.append(hit.entry.title)
    assert walked == [found[1], found[0], found[1]]


# commands


def test_a_command_does_what_its_key_does(window: MainWindow) -> None:
    palette = opened(window)
    assert typed(palette, ">tambah")[0] == "Tambah"
    press(palette, Qt.Key.Key_Return)
    assert front(window).added == 1


def test_after_the_sign_only_commands_are_offered_and_none_that_nobody_answers(
    window: MainWindow, data_file: DataFile
) -> None:
    add_cadre(data_file, "Tambah Contohwati", SUKODADI)
    palette = opened(window)
    typed(palette, ">t")
    assert captions(palette) == ["Perintah"]
    assert typed(palette, ">impor") == []  # this screen does not import
    assert typed(palette, ">lomba") == ["Lomba"]


def test_an_empty_field_shows_what_was_opened_last_and_the_commands_of_the_tab(
    window: MainWindow, data_file: DataFile
) -> None:
    names = [f"Siti Contoh{letter}" for letter in "abdefgkm"]
    for name in names:
        add_cadre(data_file, name, SUKODADI)
    palette = opened(window)
    assert captions(palette) == ["Perintah di Kader"]
    press(palette, Qt.Key.Key_Escape)
    for name in names:
        palette = opened(window)
        typed(palette, name)
        press(palette, Qt.Key.Key_Return)
    palette = opened(window)
    assert captions(palette) == ["Terakhir dibuka", "Perintah di Kader"]
    assert titles(palette)[:6] == names[:1:-1]
    assert len(titles(palette)) == 12
    assert titles(palette)[6] == "Tambah"


def test_what_was_opened_last_comes_first_and_no_name_is_kept(
    window: MainWindow, data_file: DataFile
) -> None:
    for name in ("Siti Aminah", "Siti Contohwati"):
        add_cadre(data_file, name, SUKODADI)
    palette = opened(window)
    assert typed(palette, "siti") == ["Siti Aminah", "Siti Contohwati"]
    press(palette, Qt.Key.Key_Down)
    press(palette, Qt.Key.Key_Return)
    assert typed(opened(window), "siti") == ["Siti Contohwati", "Siti Aminah"]
    assert "Siti" not in str(window.settings.page("palette"))


# the window behind it


def test_esc_closes_only_the_palette_and_the_focus_goes_back(window: MainWindow) -> None:
    before = front(window)
    palette = opened(window)
    assert palette.field.hasFocus()
    press(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert before.field.hasFocus()
    assert window.front is before


def test_no_key_of_the_window_works_behind_it_and_tab_stays_inside(window: MainWindow) -> None:
    palette = opened(window)
    for key, modifiers in ((Qt.Key.Key_N, CTRL), (Qt.Key.Key_1, CTRL), (Qt.Key.Key_F6, PLAIN)):
        press(palette, key, modifiers)
    press(palette, Qt.Key.Key_Tab)
    assert palette.field.hasFocus()
    assert window.front.title == "Kader"
    assert front(window).added == 0
    press(palette, Qt.Key.Key_K, CTRL)
    assert not palette.isVisible()


def test_without_data_only_commands_are_found(window: MainWindow) -> None:
    window.workspace.close()
    palette = opened(window)
    assert typed(palette, "sukodadi") == []
    assert typed(palette, "beranda") == ["Beranda"]


@pytest.mark.parametrize("percent", [100, 200])
def test_it_lies_inside_the_window_and_speaks_indonesian(
    window: MainWindow, data_file: DataFile, percent: int
) -> None:
    theme().choose(percent=percent)
    add_cadre(data_file, "Siti Contohwati", SUKODADI)
    palette = opened(window)
    typed(palette, "siti")
    card = palette.field.parentWidget()
    assert card is not None
    assert palette.rect().contains(card.geometry())
    assert english_on(palette) == []
    model = palette.list.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    heard = [str(row.data(Qt.ItemDataRole.AccessibleTextRole) or row.data()) for row in rows]
    assert heard == ["Orang", "Orang: Siti Contohwati, Desa Sukodadi, Kec. Paiton"]
    palette.field.clear()
    assert [text for text in titles(palette) if english_in(text)] == []


# the search itself

letters = st.text("abn", max_size=6)


def slips(one: str, other: str) -> int:
    """Count slips by dynamic programming: insert, delete, replace, exchange neighbours."""
    table = {(row, 0): row for row in range(len(one) + 1)} | {
        (0, place): place for place in range(len(other) + 1)
    }
    for row in range(1, len(one) + 1):
        for place in range(1, len(other) + 1):
            best = min(
                table[row - 1, place] + 1,
                table[row, place - 1] + 1,
                table[row - 1, place - 1] + (one[row - 1] != other[place - 1]),
            )
            if row > 1 and place > 1 and one[row - 2 : row] == other[place - 2 : place][::-1]:
                best = min(best, table[row - 2, place - 2] + 1)
            table[row, place] = best
    return table[len(one), len(other)]


@given(letters, letters)
def test_near_means_one_slip_from_some_beginning_of_the_word(typed_word: str, word: str) -> None:
    nearest = min(slips(typed_word, word[:end]) for end in range(len(word) + 1))
    assert is_near(typed_word, word) == (nearest <= 1)


def test_a_name_that_is_typed_whole_stands_before_longer_ones() -> None:
    entries = [
        Entry("person", str(place), "user", name, words=tuple(name.split()))
        for place, name in enumerate(["ahmad rofi", "rofi", "rofi munir"])
    ]
    found = Index(entries).find("rofi")["person"]
    assert [hit.entry.title for hit in found] == ["rofi", "ahmad rofi", "rofi munir"]


@given(st.lists(st.lists(st.sampled_from(["siti", "rini", "melati", "contoh"]), min_size=1), max_size=20))
def test_every_hit_without_slip_has_all_words_and_stands_before_those_with_one(
    names: list[list[str]],
) -> None:
    entries = [
        Entry("person", str(place), "user", " ".join(name), words=tuple(name))
        for place, name in enumerate(names)
    ]
    found = Index(entries).find("meltai sit").get("person", [])
    assert all(hit.is_slip and {"melati", "siti"} <= set(hit.entry.words) for hit in found)
    plain = Index(entries).find("rin").get("person", [])
    assert [hit.entry for hit in plain] == [entry for entry in entries if "rini" in entry.words][:6]
