"""Undang menurut aturan: whom a rule brings is shown by name first; one press then invites all."""

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from kpm_desktop.domain.invitation import Candidate, InvitationRule
from kpm_desktop.domain.names import search_key
from kpm_desktop.domain.search import search_text
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import messages, parts
from kpm_desktop.ui.forms.dialog_frame import DialogFrame, DialogHead
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.sessions import people_acts
from kpm_desktop.ui.sessions.columns import candidate_columns
from kpm_desktop.ui.sessions.facts import title_of
from kpm_desktop.ui.tables.list_spec import Search
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.searched_table import SearchedTable
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import theme

FROM_LIST = "Desa dari daftar yang dipilih"


class InviteDialog(DialogFrame):
    """The rule at the left, the names at the right. `villages` limits it to exactly these villages."""

    def __init__(self, shell: Shell, session: Uid, villages: Collection[Uid] = ()) -> None:
        super().__init__(shell.window())
        self._shell, self._session = shell, session
        self._villages = frozenset(villages)
        data_file = shell.workspace.data_file
        record = data_file.sessions.get(session)
        self._places = {line.uid: line for line in data_file.villages.find(shell.now().date())}
        self._found: list[Candidate] = []
        self.setWindowTitle("Undang menurut aturan")
        head = DialogHead("user-plus", "Undang menurut aturan")
        line = next(one for one in data_file.sessions.find() if one.uid == session)
        head.show_subtitle(title_of(line))
        head.close_button.clicked.connect(self.reject)
        self.districts: dict[Uid, QCheckBox] = {}
        for district in data_file.villages.districts():
            box = QCheckBox(district.name.replace("&", "&&"))
            box.setAccessibleName(f"Kecamatan {district.name}")
            box.setChecked(district.uid in record.districts)
            box.setEnabled(not self._villages)
            box.clicked.connect(self._follow)
            self.districts[district.uid] = box
        self.heads = QCheckBox("Kepala desa dan lurah")
        self.cadres = QCheckBox("KPM aktif")
        self.only_new = QCheckBox("Hanya KPM yang belum pernah ikut")
        self.limited = QCheckBox("Paling banyak per desa")
        self.most = QSpinBox()
        self.most.setRange(1, 20)
        self.most.setAccessibleName("Paling banyak KPM per desa")
        self.heads.setChecked(True)
        self.cadres.setChecked(True)
        for box in (self.heads, self.cadres, self.only_new, self.limited):
            box.clicked.connect(self._follow)
        self.most.valueChanged.connect(self._follow_number)
        self.model = TableModel(candidate_columns(), search=_search(), tickable=True, parent=self)
        self.view = TableView(self.model, "Nama yang akan diundang", row_height="row_dense")
        self.model.ticks_changed.connect(self._count)
        nothing = parts.EmptyState("users", "Tidak ada nama baru menurut aturan ini.")
        self.names = SearchedTable(self.model, self.view, nothing)
        self.counts = parts.label("", "bold")
        self.notice = parts.Notice("", "warn")
        self.act = parts.button("Undang", "user-plus", "primary", "Return")
        self.act.setDefault(True)
        self.act.clicked.connect(self.invite)
        self._put_together(head)
        self._follow()

    @property
    def rule(self) -> InvitationRule:
        """Return the rule as it is set."""
        chosen = frozenset(uid for uid, box in self.districts.items() if box.isChecked())
        return InvitationRule(
            frozenset() if self._villages else chosen,
            self._villages,
            self.heads.isChecked(),
            self.cadres.isChecked(),
            self.most.value() if self.limited.isChecked() else None,
            self.only_new.isChecked(),
        )

    def chosen(self) -> list[Candidate]:
        """Return the people that are still ticked, in paper order."""
        return [one for one in self._found if self.model.is_ticked(_key(one))]

    def invite(self) -> None:
        """Invite all ticked people in one step, and close."""
        people = self.chosen()
        if people and people_acts.invite(self._shell, self._session, people):
            self.accept()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Let the first chosen kecamatan be seen."""
        super().showEvent(event)
        chosen = next((box for box in self.districts.values() if box.isChecked()), None)
        if chosen is not None:
            self._area.ensureWidgetVisible(chosen, 0, theme().size(60))

    # inside

    def _put_together(self, head: DialogHead) -> None:
        boxes = parts.column(spacing=0)
        for box in self.districts.values():
            boxes.addWidget(box)
        boxes.addStretch(1)
        self._area = parts.scrolled(boxes, "surface")
        self.most.setFixedWidth(theme().size(90))
        rule = parts.column(
            parts.label(FROM_LIST if self._villages else "Kecamatan", "label"), self._area, 6,
            parts.label("Siapa", "label"), self.heads, self.cadres, self.only_new,
            parts.row(self.limited, self.most, None), spacing=2,
        )  # fmt: skip
        rule.setStretch(1, 1)
        if self._villages:
            self._area.hide()
            rule.insertWidget(1, parts.label(f"{len(self._villages)} desa", "secondary"))
            rule.addStretch(1)
        left = QWidget()
        left.setLayout(rule)
        left.setFixedWidth(theme().size(290))
        self.names.box.setFixedWidth(theme().size(240))
        finding = QShortcut(parts.key_sequence("Ctrl+F"), self)
        finding.activated.connect(self.names.focus_search)
        told = parts.row(self.counts, None, self.names.box)
        names = parts.column(told, self.notice, self.names, spacing=6)
        names.setStretch(2, 1)
        body = parts.row(left, parts.line(vertical=True), names, spacing=14)
        body.setStretch(2, 1)
        body.setContentsMargins(*(theme().size(side) for side in (18, 12, 18, 12)))
        cancel = parts.button("Batal", key="Esc")
        cancel.clicked.connect(self.reject)
        foot = parts.row(parts.label("Belum ada yang ditulis.", "secondary"), None, cancel, self.act)
        foot.setContentsMargins(*(theme().size(side) for side in (16, 10, 16, 10)))
        self.box.addWidget(head)
        self.box.addLayout(body, 1)
        self.box.addWidget(parts.frame("dialog_foot", foot))

    def _follow_number(self, _number: int) -> None:
        self._follow()

    def _follow(self) -> None:
        self.only_new.setEnabled(self.cadres.isChecked())
        self.limited.setEnabled(self.cadres.isChecked())
        self.most.setEnabled(self.limited.isEnabled() and self.limited.isChecked())
        data_file = self._shell.workspace.data_file
        self._found = data_file.attendance.preview(self._session, self.rule)
        self.model.clear_ticks()
        self.model.set_rows([(_key(one), one.name, one.post, *self._place(one)) for one in self._found])
        self.model.tick([_key(one) for one in self._found])
        self._count()

    def _count(self) -> None:
        people = self.chosen()
        heads = sum(one.kind == "head" for one in people)
        self.counts.setText(f"{heads} kepala desa, {len(people) - heads} KPM" if people else "Belum ada nama")
        words = f"Undang {len(people)} orang" if people else "Undang"
        parts.reword(self.act, words, "Return")
        self.act.setEnabled(bool(people))
        twice = [one.name for one in people if self._is_twice(one, people)]
        self.notice.setVisible(bool(twice))
        if twice:
            self.notice.show_message(messages.problem_sentence("W.321", {"name": twice[0]}), "warn", "W.321")

    @staticmethod
    def _is_twice(one: Candidate, people: list[Candidate]) -> bool:
        alike = (one.name.casefold(), one.village)
        return [(other.name.casefold(), other.village) for other in people].count(alike) > 1

    def _place(self, one: Candidate) -> tuple[str, str]:
        line = self._places.get(one.village)
        return (line.name, line.district_name) if line is not None else ("", "")


def open_invite(shell: Shell, session: Uid, villages: Collection[Uid] = ()) -> InviteDialog:
    """Show the dialog over the window; it deletes itself when it is closed."""
    dialog = InviteDialog(shell, session, villages)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def _search() -> Search:
    return Search(lambda row: search_text(*row[1:]), search_key, "Cari nama atau desa…", forgives=True)


def _key(one: Candidate) -> Uid:
    return one.person
