"""The pane beside the entries: who it is, his state, and which of the documents asked are there."""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from kpm_desktop.domain.contests import DocumentState, EntryDocument, EntryLine
from kpm_desktop.domain.eligibility import Check
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import kind_word
from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.contests.columns import line
from kpm_desktop.ui.contests.entry_facts import RULES, STATES
from kpm_desktop.ui.contests.words import ENTRY_PILLS
from kpm_desktop.ui.pane_rows import PaneBody, fact, section, wrapped
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.theme import theme


@dataclasses.dataclass(frozen=True, slots=True)
class EntryActs:
    """What the pane asks of the screen; acts get the entry."""

    documents: Callable[[Uid], Sequence[EntryDocument]]
    card: Callable[[Uid], Sequence[tuple[str, str]]]
    rules: Callable[[Uid, Uid], Sequence[Check]]
    is_sealed: Callable[[Uid], bool]
    edit: Callable[[Uid], object]
    withdraw: Callable[[Uid], object]
    disqualify: Callable[[Uid], object]
    take_back: Callable[[Uid], object]
    delete: Callable[[Uid], object]
    history: Callable[[Uid], object]
    open_person: Callable[[Uid], object]
    open_village: Callable[[Uid], object]
    set_document: Callable[[Uid, str, DocumentState, str], object]


class EntryDetail(QWidget):
    """One entry. The documents stay where they are while they are ticked, so that the cursor stays too."""

    def __init__(self, acts: EntryActs) -> None:
        super().__init__()
        self._acts = acts
        self._entry: Uid | None = None
        self.head = PaneBody()
        self.rows: dict[str, DocumentRow] = {}
        self._listed = QVBoxLayout()
        side = theme().size(16)
        self._listed.setContentsMargins(side, 0, side, side)
        self._listed.setSpacing(theme().size(10))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.head)
        box.addLayout(self._listed)
        box.addStretch(1)
        self.setAccessibleName("Rincian peserta")

    def show_row(self, row: Row | None) -> None:
        """Show this entry; None says that none is chosen."""
        if row is None:
            self._entry = None
            return
        entry = line(row)
        self._fill(entry)
        asked = self._acts.documents(entry.uid)
        if entry.uid != self._entry or list(self.rows) != [one.document for one in asked]:
            self._entry = entry.uid
            self._list_documents(entry.uid, asked)
        for one in asked:
            self.rows[one.document].show_document(one)

    def _fill(self, entry: EntryLine) -> None:
        put, acts = self.head.put, self._acts
        self.head.start()
        pill = ENTRY_PILLS[entry.status]
        number = f"Peserta nomor {entry.number}" if entry.number else "Peserta tanpa nomor"
        top = parts.row(wrapped(entry.full_name, "title"), self._menu(entry))
        top.setStretch(0, 1)
        put(parts.column(top, wrapped(number, "secondary"), spacing=0))
        edit = parts.button("Ubah", "pencil", key="F2")
        edit.clicked.connect(partial(_call, acts.edit, entry.uid))
        put(_held(parts.row(parts.Pill(pill.text, pill.tone, pill.icon), None, edit)))
        if entry.reason:
            put(parts.Notice(entry.reason, "err" if entry.status == "disqualified" else "info"))
        put(parts.line())
        put(fact("Kategori", entry.category_name))
        put(fact("Desa", _place(entry), *self._link("Buka", entry.village, acts.open_village)))
        put(fact("Kader", entry.full_name, *self._link("Buka", entry.person, acts.open_person)))
        if entry.blind_code and entry.contest is not None:
            is_sealed = acts.is_sealed(entry.contest)
            put(fact("Kode", "disegel sampai penetapan" if is_sealed else entry.blind_code))
        self._put_rules(entry)
        self._put_card(entry)
        count = parts.label(f"{entry.documents} dari {entry.documents_asked} ada", "secondary")
        put(parts.line(), _held(section("Berkas", count)))
        if not entry.documents_asked:
            put(wrapped("Tidak ada berkas yang diminta.", "muted"))

    def _put_rules(self, entry: EntryLine) -> None:
        if entry.contest is None or entry.person is None:
            return
        found = self._acts.rules(entry.contest, entry.person)
        if not found:
            return
        self.head.put(parts.line(), section("Syarat, tidak memaksa"))
        for one in found:
            words, tone, icon = STATES[one.state]
            name = RULES.get(one.kind, one.value)
            text = f"{name}: {one.value}" if one.value and one.kind in RULES else name
            line = parts.row(wrapped(text), parts.Pill(words, tone, icon))
            line.setStretch(0, 1)
            self.head.put(line)

    def _put_card(self, entry: EntryLine) -> None:
        if entry.person is None:
            return
        self.head.put(parts.line(), section("Kartu kader"))
        found = self._acts.card(entry.person)
        for name, value in found:
            self.head.put(fact(name, value))
        if not found:
            self.head.put(wrapped("Tidak lagi tercatat sebagai kader.", "muted"))

    def _link(self, words: str, uid: Uid | None, act: Callable[[Uid], object]) -> list[QWidget]:
        if uid is None:
            return []
        made = parts.button(words, kind="link")
        made.clicked.connect(partial(_call, act, uid))
        return [made]

    def _menu(self, entry: EntryLine) -> QWidget:
        acts = self._acts
        entries = [("Riwayat", "history", acts.history)]
        if entry.status == "active":
            entries += [
                ("Mundur", "minus", acts.withdraw),
                ("Diskualifikasi", "ban", acts.disqualify),
            ]
        else:
            entries.append(("Ikutkan kembali", "arrow-back-up", acts.take_back))
        entries.append(("Buang ke tempat sampah", "trash", acts.delete))
        made = parts.icon_button("dots", f"Pilihan lain untuk peserta nomor {entry.number}")
        menu = QMenu(made)
        for words, icon, act in entries:
            one = menu.addAction(words)
            icons.set_icon(one, icon)
            one.triggered.connect(partial(_call, act, entry.uid))
        made.setMenu(menu)
        return made

    def _list_documents(self, entry: Uid, asked: Sequence[EntryDocument]) -> None:
        parts.clear(self._listed)
        self.rows = {one.document: DocumentRow(one.document) for one in asked}
        for name, row in self.rows.items():
            row.changed = partial(self._acts.set_document, entry, name)
            self._listed.addWidget(row)


class DocumentRow(QWidget):
    """A document: Ada, Tidak, and a remark. Saved when ticked, and when the remark is left."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.changed: Callable[[DocumentState, str], object] = _nothing
        self._state: DocumentState = ""
        self._note = ""
        self.there = parts.button("Ada", kind="chip")
        self.missing = parts.button("Tidak", kind="chip")
        for one in (self.there, self.missing):
            one.setCheckable(True)
            one.setAccessibleName(f"{name}: {one.text().lower()}")
        self.there.clicked.connect(partial(self._tick, "present"))
        self.missing.clicked.connect(partial(self._tick, "missing"))
        self.note = QLineEdit()
        self.note.setPlaceholderText("keterangan")
        self.note.setAccessibleName(f"Keterangan {name}")
        self.note.setMaxLength(200)
        self.note.editingFinished.connect(self._note_left)
        words = wrapped(name)
        top = parts.row(words, self.there, self.missing, spacing=6)
        top.setStretch(0, 1)
        self.setLayout(parts.column(top, self.note, spacing=4))

    def show_document(self, document: EntryDocument) -> None:
        """Show what is noted; what is being typed stays."""
        is_typed = self.note.hasFocus() and self.note.text() != self._note
        self._state, self._note = document.state, document.note
        self.there.setChecked(document.state == "present")
        self.missing.setChecked(document.state == "missing")
        if not is_typed:
            self.note.setText(document.note)

    def _tick(self, state: DocumentState, _checked: bool = False) -> None:
        self.changed("" if state == self._state else state, self.note.text().strip())

    def _note_left(self) -> None:
        note = self.note.text().strip()
        if note != self._note:
            self.changed(self._state, note)


def _nothing(_state: DocumentState, _note: str) -> None:
    return


def _place(entry: EntryLine) -> str:
    if not entry.village_name:
        return ""
    return f"{kind_word(entry.village_kind)} {entry.village_name}, Kec. {entry.district_name}"


def _held(layout: QLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    return holder


def _call(act: Callable[[Uid], object], uid: Uid, _checked: bool = False) -> None:
    act(uid)
