"""Tempel atau impor nama: names are matched to people; what is not clear is asked; one press invites all."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from kpm_desktop import workflows
from kpm_desktop.domain.sessions import AttendanceRole
from kpm_desktop.domain.sheet_error import SheetError
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs, parts
from kpm_desktop.ui.drop_frame import SHEET_OFFER, sheet_offer
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.sessions import people_acts
from kpm_desktop.ui.sessions.facts import title_of
from kpm_desktop.ui.sessions.forms import INVITED_AS
from kpm_desktop.ui.sessions.names_rows import (
    Answer,
    NameRow,
    made_row,
    name_columns,
    name_row,
    name_search,
    where_of,
)
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.searched_table import SearchedTable
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import Density, theme

TITLE = "Tempel atau impor nama"
_HINT = "Satu baris satu nama, misalnya: Siti Aminah, S.Pd., Desa Sukodadi"
_PANE = 340


class NamesPage(FullPage):
    """The names at the top, whom they mean below, and beside the list what is asked about the current one."""

    help_topic = "sessions"

    def __init__(self, shell: Shell, session: Uid) -> None:
        super().__init__(shell, TITLE)
        self._session = session
        self._rows: dict[Uid, NameRow] = {}
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(_HINT)
        self.text.setAccessibleName("Nama, satu baris satu orang")
        self.text.setTabChangesFocus(True)
        self.text.setAcceptDrops(False)
        self.check = parts.button("Cocokkan", "search")
        self.file = parts.button("Buka berkas Excel…", "file-import")
        self.roles = {role: QRadioButton(words) for role, words in INVITED_AS}
        self.roles["participant"].setChecked(True)
        self.model = TableModel(name_columns(), search=name_search(), parent=self)
        self.view = TableView(
            self.model, "Nama yang dicocokkan", memory=PageMemory(shell, "names"), key="names"
        )
        self.nothing = parts.EmptyState(
            "users", "Belum ada nama.", (parts.Offer("Tempel", self.paste_rows, "clipboard-check", "Ctrl+V"),)
        )
        self.table = SearchedTable(self.model, self.view, self.nothing)
        self.question = parts.column(spacing=6)
        self.invite_button = parts.button("Undang", "user-plus", "primary", "Ctrl+Return")
        self.reason = parts.label("", "secondary")
        self._put_together()
        self._show()

    # what the window calls

    def hint(self) -> str:
        """Say how many names are still asked."""
        asked = len(self._asked())
        return f"{asked} nama ditanya, F8 berikutnya" if asked else "Belum ada yang ditulis"

    def regions(self) -> list[QWidget]:
        """Return the names, the list, the question."""
        return [self.view, self._pane] if self._rows else [self.text, self.nothing]

    def focus_search(self) -> None:
        """Go into the search box, or to the names as long as there is no list (Ctrl+F)."""
        if self._rows:
            self.table.focus_search()
        else:
            self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def drop_offer(self, data: QMimeData) -> str:
        """Take one table."""
        return SHEET_OFFER if sheet_offer(data) else ""

    def dropped(self, paths: list[Path]) -> None:
        """Read the names of a table."""
        self.read(paths[0])

    def paste_rows(self) -> None:
        """Take the names of the clipboard (Ctrl+V)."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.text.setPlainText(text)
            self.read(text)

    def next_problem(self) -> None:
        """Go to the next name that is asked (F8)."""
        self._go_on(1)

    def previous_problem(self) -> None:
        """Go to the one before (Shift+F8)."""
        self._go_on(-1)

    def finish(self) -> None:
        """Invite all, once nothing is asked any more (Ctrl+Enter)."""
        taken = [row for row in self._rows.values() if row.is_taken]
        if not taken or self._asked():
            return
        people = [
            people_acts.Invitee(
                row.person.uid if row.person else None,
                row.found.name,
                row.found.village.uid if row.found.village else None,
                row.found.line.post,
            )
            for row in taken
        ]
        if people_acts.bring(self.shell, self._session, people, self._role()):
            self.leave()

    # reading

    def read(self, source: Path | str) -> None:
        """Match the names of a file or of pasted text, on the worker."""
        session = self._session

        def work(data_file: DataFile, progress: Any) -> Any:
            return workflows.match_names.match_names(data_file, session, source, progress)

        self.shell.workspace.read_long("Mencocokkan nama", work, self.take)

    def take(self, result: Ok[Any] | Err) -> None:
        """Show whom the names mean; those that are asked stand first."""
        if isinstance(result, Err):
            self._failed(result)
            return
        found = sorted(result.value, key=lambda one: one.state != "unsure")
        self._rows = {row.uid: row for row in (made_row(one, place) for place, one in enumerate(found))}
        self.model.set_rows(list(self._rows.values()))
        self._show()
        if self._rows:
            self.view.go_to_first()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, failed: Err) -> None:
        match failed.error:
            case SheetError() as error:
                dialogs.tell(self.shell.window(), explain(error.code, error.values))
            case DataFileError() as error:
                dialogs.tell_error(self.shell.window(), error)
            case error if not failed.is_cancelled:
                raise error

    def _choose_file(self) -> None:
        path = dialogs.choose_file(self.shell.window(), TITLE, dialogs.EXCEL_FILES)
        if path is not None:
            self.read(path)

    def _check_text(self) -> None:
        if self._rows:
            self._rows = {}
            self.model.set_rows([])
            self._show()
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.text.toPlainText().strip():
            self.read(self.text.toPlainText())

    # answering

    def _answer(self, answer: Answer, _checked: bool = False) -> None:
        row = self.view.current_row()
        if row is None:
            return
        self._rows[row[0]] = name_row(row)._replace(answer=answer)
        self.model.update_rows(list(self._rows.values()))
        self._show()
        if self._asked():
            self._go_on(1)

    def _asked(self) -> list[NameRow]:
        return [row for row in self._rows.values() if row.state == "unsure"]

    def _go_on(self, way: int) -> None:
        asked = {row.uid for row in self._asked()}
        if asked and not any(row[0] in asked for row in self.model.shown_rows()):
            self.table.box.clear()
        order = [row[0] for row in self.model.shown_rows()]
        current = self.view.current_row()
        start = order.index(current[0]) if current is not None else -1
        for step in range(1, len(order) + 1):
            uid = order[(start + way * step) % len(order)]
            if uid in asked:
                self.view.go_to(uid)
                return

    def _role(self) -> AttendanceRole:
        return next(role for role, button in self.roles.items() if button.isChecked())

    # showing

    def _put_together(self) -> None:
        line = next(one for one in self.shell.workspace.data_file.sessions.find() if one.uid == self._session)
        self.head.remark.setText(title_of(line))
        self.check.clicked.connect(self._check_text)
        self.file.clicked.connect(self._choose_file)
        self.invite_button.clicked.connect(self.finish)
        self.view.current_changed.connect(self._moved)
        self.text.setFixedHeight(theme().metrics("body").lineSpacing() * 4 + theme().size(14))
        head = self.head.layout()
        if head is not None:
            head.addWidget(self.reason)
            head.addWidget(self.invite_button)
        buttons = parts.row(self.check, self.file, self.table.box, None, spacing=6)
        roles = parts.row(parts.label("Sebagai:", "secondary"), *self.roles.values(), None, spacing=10)
        self._choices = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._choices.addLayout(buttons)
        self._choices.addLayout(roles, 1)
        top = parts.column(self.text, self._choices, spacing=6)
        top.setContentsMargins(*(theme().size(side) for side in (12, 8, 12, 8)))
        self.body.addLayout(top)
        self.body.addWidget(parts.line())
        box = parts.column(self.question, None)
        box.setContentsMargins(*(theme().size(side) for side in (16, 10, 14, 12)))
        self._pane = parts.scrolled(box, "surface")
        self._pane.setProperty("role", "pane")
        self._pane.setAccessibleName("Siapa yang dimaksud")
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(0)
        self._middle.addWidget(self.table, 1)
        self._middle.addWidget(self._pane)
        self.body.addLayout(self._middle, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put the question below the list where there is little room."""
        super().resizeEvent(event)
        narrow = theme().density(self.width()) >= Density.NARROW
        ways = QBoxLayout.Direction
        self._middle.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._choices.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._pane.setMinimumWidth(0 if narrow else theme().size(_PANE))
        self._pane.setMaximumWidth(16_777_215 if narrow else theme().size(_PANE))
        self._middle.setStretch(1, 1 if narrow else 0)
        self.view.fitted.set_narrow(narrow)
        self.table.box.take_measures()
        self.table.box.setFixedWidth(theme().size(190))

    def _moved(self, _row: Row | None) -> None:
        self._show_question()

    def _show(self) -> None:
        self.table.box.setVisible(bool(self._rows))
        self.text.setHidden(bool(self._rows))
        self.check.setText("Ubah daftar nama" if self._rows else "Cocokkan")
        count, asked = sum(row.is_taken for row in self._rows.values()), len(self._asked())
        words = f"Undang {count} orang" if count else "Undang"
        parts.reword(self.invite_button, words, "Ctrl+Return")
        self.invite_button.setEnabled(bool(count) and not asked)
        self.reason.setText(f"Jawab {asked} nama dahulu" if asked else "")
        self._show_question()
        self.hint_changed.emit(self.hint())

    def _show_question(self) -> None:
        parts.clear(self.question)
        current = self.view.current_row()
        self._pane.setVisible(current is not None)
        if current is None:
            return
        row = name_row(current)
        self.question.addWidget(parts.label(row.found.line.text, "card", wrap=True))
        self.question.addWidget(parts.label(_asks(row), "secondary", wrap=True))
        for person in row.found.candidates:
            self._offer(f"{person.full_name}\n{where_of(person)}".strip(), "user-check", person.uid)
        if row.found.state in {"unsure", "new", "found"}:
            self._offer("Orang baru", "user-plus", "new")
            self._offer("Lewati", "x", "skip")

    def _offer(self, words: str, icon: str, answer: Answer) -> None:
        button = parts.button(words, icon)
        button.setSizePolicy(
            button.sizePolicy().horizontalPolicy().Ignored, button.sizePolicy().verticalPolicy()
        )
        parts.describe(button, words.replace("\n", ", "))
        button.clicked.connect(partial(self._answer, answer))
        self.question.addWidget(button)


def _asks(row: NameRow) -> str:
    village = f" Desa yang tertulis: {row.found.village.name}." if row.found.village else ""
    match row.state:
        case "unsure":
            return f"Siapa yang dimaksud?{village}"
        case "found":
            return "Nama dan desanya cocok." if row.answer is None else "Dipilih."
        case "new":
            return f"Belum ada di data; ditulis sebagai orang baru.{village}"
        case "listed":
            return "Sudah ada di daftar sesi ini."
        case "twice":
            return "Tertulis lebih dari satu kali."
        case _:
            return "Tidak diundang."


def open_names(shell: Shell, session: Uid, text: str = "", paths: Sequence[Path] = ()) -> NamesPage:
    """Open the page; pasted text or a table that was dropped is matched at once."""
    page = NamesPage(shell, session)
    if paths:
        page.read(paths[0])
    elif text.strip():
        page.text.setPlainText(text)
        page.read(text)
    return page
