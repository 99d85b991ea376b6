"""The pane of a session: title, step strip, and its lists: participants, speakers, topics, files."""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QWidget

from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import icons, messages, parts
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.person_data import PersonAct, add_entries
from kpm_desktop.ui.sessions.columns import (
    participant_columns,
    participant_search,
    speaker_columns,
    speaker_search,
    topic_columns,
    topic_search,
)
from kpm_desktop.ui.sessions.facts import SessionFacts, place_of, title_of
from kpm_desktop.ui.sessions.files_part import FileActs, FilesPart
from kpm_desktop.ui.sessions.part_list import PartList
from kpm_desktop.ui.sessions.step_strip import StepStrip
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.list_spec import Memory
from kpm_desktop.ui.theme import theme

_ALL_COLUMNS = 800
"""Below this width at 100 % the columns of low priority have no room."""
PARTS = ("Peserta", "Narasumber", "Materi dan JP", "Berkas")


@dataclasses.dataclass(frozen=True, slots=True)
class SessionActs:
    """What the pane can do; each gets the uid of the session, lists of parts the uids of their rows.

    `message` gets the village too whose text is wanted, `link` and `arrive` the row of somebody.
    """

    edit: Callable[[Uid], object]
    mark: Callable[[Uid], object]
    step: Callable[[Uid, str], object]
    invite: Callable[[Uid], object]
    invite_one: Callable[[Uid], object]
    invite_names: Callable[[Uid], object]
    guest: Callable[[Uid], object]
    link: Callable[[Uid, Uid], object]
    arrive: Callable[[Uid], object]
    take_off: Callable[[Sequence[Uid]], object]
    message: Callable[[Uid, Uid], object]
    topic: Callable[[Uid, Uid | None], object]
    speaker: Callable[[Uid, Uid | None], object]
    drop_topics: Callable[[Uid, Sequence[Uid]], object]
    drop_speakers: Callable[[Uid, Sequence[Uid]], object]
    files: FileActs
    person: Sequence[PersonAct]
    more: tuple[tuple[str, str, Callable[[Uid], object]], ...]


class SessionDetail(QWidget):
    """One session. `people`, `speakers`, `topics`, `files` are the lists of its inner tabs."""

    def __init__(
        self,
        data_file: Callable[[], DataFile],
        facts: Callable[[Uid], SessionFacts],
        acts: SessionActs,
        memory: Memory,
    ) -> None:
        super().__init__()
        self._data_file, self._facts, self._acts = data_file, facts, acts
        self._uid: Uid | None = None
        self.title = ElidedLabel("title")
        self.place = ElidedLabel("secondary")
        self.strip = StepStrip(self._step)
        self.count = ElidedLabel("secondary")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.notice = parts.Notice("", "warn")
        self.notice.hide()
        self.people = PartList(
            "peserta",
            participant_columns(),
            participant_search(),
            memory,
            "users",
            "Belum ada peserta.",
            (
                parts.Offer("Undang menurut aturan", self._invite, "user-plus"),
                parts.Offer("Tempel atau impor nama", self._invite_names, "clipboard-check"),
                parts.Offer("Undang satu orang", self._invite_one, "plus"),
            ),
            keeps_buttons=False,
        )
        self.speakers = PartList(
            "narasumber", speaker_columns(), speaker_search(), memory, "user", "Belum ada narasumber.",
            (parts.Offer("Tambah narasumber", partial(self._edit_speaker, None), "plus"),),
        )  # fmt: skip
        self.topics = PartList(
            "materi", topic_columns(), topic_search(), memory, "list-numbers", "Belum ada materi.",
            (parts.Offer("Tambah materi", partial(self._edit_topic, None), "plus"),),
        )  # fmt: skip
        self.files = FilesPart(acts.files, memory)
        self._parts = (self.people, self.speakers, self.topics, self.files)
        self._tabs: list[QPushButton] = []
        self._stack = QStackedWidget()
        self._edit = parts.button("Ubah", "pencil", key="F2")
        self._mark = parts.button("Tandai kehadiran", "clipboard-check", "primary")
        self._more = parts.icon_button("dots", "Tindakan lain")
        self._put_together()
        self._connect()

    def show_row(self, row: Row | None) -> None:
        """Show a session of the list."""
        before, self._uid = self._uid, row[0] if row is not None else None
        if self._uid is None:
            return
        if before != self._uid:
            for part in self._parts:
                part.table.box.clear()
        facts = self._facts(self._uid)
        line = facts.line
        self.title.setText(title_of(line))
        self.place.setText(place_of(line))
        self.strip.show_steps(facts.steps)
        self.people.show_rows(list(facts.people))
        self.speakers.show_rows(facts.speaker_rows())
        self.topics.show_rows(facts.topic_rows())
        self.files.show_session(self._data_file(), self._uid, facts.files)
        counts = (len(facts.people), len(facts.speakers), len(facts.topics), len(facts.files))
        for tab, word, count in zip(self._tabs, PARTS, counts, strict=True):
            tab.setText(f"{word} {thousands(count)}")
            tab.setAccessibleName(f"{word}, {count}")
        others = sum(person.line.invited for person in facts.people) - line.heads
        words = f"{thousands(line.heads)} kepala desa, {thousands(others)} KPM"
        self.count.setText(words if facts.people else "")
        self._mark.setEnabled(bool(facts.people))
        self._show_notice(facts)

    def show_part(self, number: int) -> None:
        """Show an inner tab, from 1."""
        if 1 <= number <= len(self._tabs):
            self._show_tab(number - 1)
            self._stack.currentWidget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_search(self) -> None:
        """Put the cursor into the search box of the list in front."""
        self._parts[self._stack.currentIndex()].table.focus_search()

    @property
    def shows_files(self) -> bool:
        """Tell whether the inner tab of the files is in front."""
        return self._stack.currentWidget() is self.files

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave out columns of low priority, and buttons below lists, where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() * 100 < _ALL_COLUMNS * theme().percent
        for part in self._parts:
            part.view.fitted.set_narrow(narrow)
            part.set_low(self.height() < theme().size(400))
            part.table.box.take_measures()
            part.table.box.setFixedWidth(theme().size(160 if narrow else 190))

    # inside

    def _put_together(self) -> None:
        side = theme().size(16)
        head = parts.row(
            parts.column(self.title, self.place, spacing=0), self._edit, self._mark, self._more, spacing=6
        )
        head.setStretch(0, 1)
        tabs = parts.row(spacing=4)
        for place, word in enumerate(PARTS):
            tab = parts.button(word, kind="tab", key=f"Alt+{place + 1}")
            tab.setCheckable(True)
            tab.setMinimumHeight(theme().height("chips"))
            tab.clicked.connect(partial(self._show_tab, place))
            self._tabs.append(tab)
            tabs.addWidget(tab)
        tabs.addWidget(self.count, 1)
        tabs.addStretch()
        for part in self._parts:
            self._stack.addWidget(part)
            tabs.addWidget(part.table.box)
        box = parts.column(head, self.strip, self.notice, tabs, self._stack, spacing=6)
        box.setStretch(4, 1)
        box.setContentsMargins(side, theme().size(10), side, theme().size(4))
        self.setLayout(box)
        self._show_tab(0)

    def _connect(self) -> None:
        self._edit.clicked.connect(self._edit_session)
        self._mark.clicked.connect(self._mark_session)
        self._more.clicked.connect(self._open_more)
        self.people.view.delete_wanted.connect(self._take_off)
        self.people.view.menu_wanted.connect(self._open_people_menu)
        self.topics.view.delete_wanted.connect(self._drop_topics)
        self.topics.view.opened.connect(self._open_topic)
        self.topics.view.edit_wanted.connect(self._open_topic)
        self.speakers.view.delete_wanted.connect(self._drop_speakers)
        self.speakers.view.opened.connect(self._open_speaker)
        self.speakers.view.edit_wanted.connect(self._open_speaker)
        self.speakers.view.menu_wanted.connect(self._open_speaker_menu)

    def _show_notice(self, facts: SessionFacts) -> None:
        """Say why the session is off or was moved, else what is wrong with its list."""
        is_off = facts.line.status == "cancelled"
        self.notice.setVisible(is_off or bool(facts.reason or facts.problems))
        if is_off or facts.reason:
            words = "Sesi ini batal" if is_off else "Catatan jadwal"
            self.notice.show_message(f"{words}: {facts.reason or 'alasan belum diisi'}.", "info")
        for problem in facts.problems[:1] if not is_off else ():
            self.notice.show_message(messages.sentence(problem), "warn", problem.code)

    def _show_tab(self, place: int, _checked: bool = False) -> None:
        self._stack.setCurrentIndex(place)
        self.count.setVisible(place == 0)
        for number, part in enumerate(self._parts):
            part.table.box.setVisible(number == place)
        for number, tab in enumerate(self._tabs):
            tab.setChecked(number == place)
            parts.set_property(tab, "front", "true" if number == place else "false")

    def _step(self, key: str) -> None:
        if self._uid is not None:
            self._acts.step(self._uid, key)

    def _edit_session(self) -> None:
        self._do(self._acts.edit)

    def _mark_session(self) -> None:
        self._do(self._acts.mark)

    def _invite(self) -> None:
        self._do(self._acts.invite)

    def _invite_one(self) -> None:
        self._do(self._acts.invite_one)

    def _invite_names(self) -> None:
        self._do(self._acts.invite_names)

    def _do(self, act: Callable[[Uid], object], _checked: bool = False) -> None:
        if self._uid is not None:
            act(self._uid)

    def _take_off(self, rows: list[Row]) -> None:
        self._acts.take_off([row[0] for row in rows])

    def _arrive(self, rows: list[Row]) -> None:
        self._acts.arrive(rows[0][0])

    def _link(self, rows: list[Row]) -> None:
        if self._uid is not None:
            self._acts.link(self._uid, rows[0][0])

    def _copy_message(self, rows: list[Row]) -> None:
        village = rows[0][-1].village
        if self._uid is not None and village is not None:
            self._acts.message(self._uid, village)

    def _edit_topic(self, topic: Uid | None) -> None:
        if self._uid is not None:
            self._acts.topic(self._uid, topic)

    def _edit_speaker(self, speaker: Uid | None, _checked: bool = False) -> None:
        if self._uid is not None:
            self._acts.speaker(self._uid, speaker)

    def _open_topic(self, row: Row) -> None:
        self._edit_topic(row[0])

    def _open_speaker(self, row: Row) -> None:
        self._edit_speaker(row[0])

    def _drop_topics(self, rows: list[Row]) -> None:
        if self._uid is not None:
            self._acts.drop_topics(self._uid, [row[0] for row in rows])

    def _drop_speakers(self, rows: list[Row]) -> None:
        if self._uid is not None:
            self._acts.drop_speakers(self._uid, [row[0] for row in rows])

    def people_menu(self, rows: list[Row]) -> QMenu:
        """Return the menu of people on the list, not yet shown."""
        menu = QMenu(self)
        entry = menu.addAction(f"Keluarkan {len(rows)} orang dari daftar\t{parts.key_text('Del')}")
        icons.set_icon(entry, "user-off")
        entry.triggered.connect(partial(_call, self._take_off, rows))
        message = menu.addAction("Salin undangan desa ini untuk WhatsApp")
        icons.set_icon(message, "copy")
        message.setEnabled(len(rows) == 1 and rows[0][-1].village is not None)
        message.triggered.connect(partial(_call, self._copy_message, rows))
        link = menu.addAction("Hubungkan dengan data")
        icons.set_icon(link, "user-check")
        link.setEnabled(len(rows) == 1)
        link.triggered.connect(partial(_call, self._link, rows))
        hour = menu.addAction("Jam datang")
        icons.set_icon(hour, "clock")
        hour.setEnabled(len(rows) == 1 and rows[0][-1].status in {"", "present"})
        hour.triggered.connect(partial(_call, self._arrive, rows))
        add_entries(menu, self._acts.person, rows[0][-1].person if len(rows) == 1 else None)
        return menu

    def _open_people_menu(self, rows: list[Row], place: QPoint) -> None:
        _popup(self.people_menu(rows), place)

    def speaker_menu(self, rows: list[Row]) -> QMenu:
        """Return the menu of speakers, not yet shown."""
        menu = QMenu(self)
        edit = menu.addAction(f"Ubah\t{parts.key_text('F2')}")
        icons.set_icon(edit, "pencil")
        edit.setEnabled(len(rows) == 1)
        edit.triggered.connect(partial(self._edit_speaker, rows[0][0]))
        drop = menu.addAction(f"Buang {len(rows)} narasumber\t{parts.key_text('Del')}")
        icons.set_icon(drop, "trash")
        drop.triggered.connect(partial(_call, self._drop_speakers, rows))
        add_entries(menu, self._acts.person, rows[0][-1] if len(rows) == 1 else None)
        return menu

    def _open_speaker_menu(self, rows: list[Row], place: QPoint) -> None:
        _popup(self.speaker_menu(rows), place)

    def _open_more(self) -> None:
        _popup(self.more_menu(), self._more.mapToGlobal(QPoint(0, self._more.height())))

    def more_menu(self) -> QMenu:
        """Return the menu of further acts, not yet shown."""
        menu = QMenu(self)
        entries: tuple[tuple[str, str, Callable[[Uid], object]], ...] = (
            ("Undang menurut aturan", "user-plus", self._acts.invite),
            ("Tempel atau impor nama", "clipboard-check", self._acts.invite_names),
            ("Undang satu orang", "plus", self._acts.invite_one),
            ("Tamu tanpa undangan", "user", self._acts.guest),
            ("Tambah narasumber", "user", partial(_without_part, self._acts.speaker)),
            ("Tambah materi", "list-numbers", partial(_without_part, self._acts.topic)),
            *self._acts.more,
        )
        for words, icon, act in entries:
            entry = menu.addAction(words)
            icons.set_icon(entry, icon)
            entry.triggered.connect(partial(self._do, act))
        return menu


def _without_part(act: Callable[[Uid, Uid | None], object], session: Uid) -> None:
    act(session, None)


def _popup(menu: QMenu, place: QPoint) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)


def _call(act: Callable[[list[Row]], object], rows: list[Row], _checked: bool = False) -> None:
    act(rows)
