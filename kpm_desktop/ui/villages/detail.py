"""The pane beside the list of villages: what is known of one village, and what can be done with it."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from kpm_desktop.domain import dates
from kpm_desktop.domain.cadres import CadreLine
from kpm_desktop.domain.people import HeadLine
from kpm_desktop.domain.phones import phone_text
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import Village, VillageLine, VillageName, head_word, kind_word
from kpm_desktop.store.villages import Meeting
from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.pane_rows import PaneBody, fact, section, two_lines, wrapped
from kpm_desktop.ui.person_data import PersonAct, add_entries
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.theme import theme
from kpm_desktop.ui.villages.columns import HEAD_KINDS, gap_words, line, state_tone

MEETINGS_SHOWN = 5
CADRE_TONES = {"active": ("Aktif", "ok"), "proposed": ("Diusulkan", "info"), "ended": ("Selesai", "neu")}


@dataclasses.dataclass(frozen=True, slots=True)
class VillageFacts:
    """What the pane shows beyond the row of the list."""

    village: Village
    names: Sequence[VillageName]
    heads: Sequence[HeadLine]
    cadres: Sequence[CadreLine]
    meetings: Sequence[Meeting]
    namesakes: Sequence[VillageLine]
    today: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class VillageActs:
    """What the buttons of the pane do; each gets the village."""

    add_cadre: Callable[[Uid], object]
    edit: Callable[[Uid], object]
    more: Sequence[tuple[str, str, Callable[[Uid], object]]]
    """Entries of the menu: words, icon, act."""
    edit_head: Callable[[Uid], object]
    """Gets the head's term, as `drop_head` does."""
    drop_head: Callable[[Uid], object]
    head_data: Sequence[PersonAct]
    open_cadre: Callable[[Uid], object]
    open_meeting: Callable[[Uid], object]


class VillageDetail(PaneBody):
    """One village; built anew for each, since all of it changes with the row."""

    def __init__(self, facts_of: Callable[[Uid], VillageFacts], acts: VillageActs) -> None:
        super().__init__()
        self._facts_of = facts_of
        self._acts = acts
        self._row: Row | None = None
        self._all_meetings = False
        theme().changed.connect(self._take_measures)
        self.setAccessibleName("Rincian desa")

    def show_row(self, row: Row | None) -> None:
        """Show this village; None says that none is chosen."""
        if row is None or self._row is None or row[0] != self._row[0]:
            self._all_meetings = False
        self._row = row
        self.start()
        if row is not None:
            village = line(row)
            self._fill(village, self._facts_of(village.uid))
        self.finish()

    def _take_measures(self) -> None:
        self.show_row(self._row)

    def _fill(self, village: VillageLine, facts: VillageFacts) -> None:
        put = self.put
        put(self._head(village))
        if facts.namesakes:
            put(parts.Notice(_namesake_words(village, facts.namesakes)))
        if not village.official:
            put(parts.Notice("Desa ini tidak ada di daftar resmi.", "warn", "W.405"))
        put(self._buttons(village), parts.line())
        self._put_heads(village, facts.heads)
        for name, value in _facts(facts):
            put(fact(name, value))
        put(parts.line(), section("KPM", _gap_label(village)))
        for cadre in facts.cadres:
            put(self._cadre_row(cadre))
        if not facts.cadres:
            put(wrapped("Belum ada KPM di desa ini.", "muted"))
        shown = facts.meetings if self._all_meetings else facts.meetings[:MEETINGS_SHOWN]
        put(parts.line(), self._meetings_head(len(facts.meetings), len(shown)))
        for meeting in shown:
            put(self._meeting_row(meeting))
        if not facts.meetings:
            put(wrapped("Belum pernah diundang ke pembinaan.", "muted"))

    def _head(self, village: VillageLine) -> QVBoxLayout:
        menu_button = parts.icon_button("dots", f"Pilihan lain untuk {village.name}")
        menu = QMenu(menu_button)
        for words, icon, act in self._acts.more:
            entry = menu.addAction(words)
            icons.set_icon(entry, icon)
            entry.triggered.connect(partial(_call, act, village.uid))
        menu_button.setMenu(menu)
        code = f" Kode {village.village_code}" if village.village_code else ""
        about = f"{kind_word(village.kind)}, Kecamatan {village.district_name or 'belum diisi'}.{code}"
        top = parts.row(wrapped(village.name, "title"), menu_button)
        top.setStretch(0, 1)
        return parts.column(top, wrapped(about, "secondary"), spacing=0)

    def _buttons(self, village: VillageLine) -> QWidget:
        add = parts.button("Tambah KPM", "user-plus", "primary")
        add.clicked.connect(partial(_call, self._acts.add_cadre, village.uid))
        edit = parts.button("Ubah", "pencil", key="F2")
        edit.clicked.connect(partial(_call, self._acts.edit, village.uid))
        holder = QWidget()
        holder.setLayout(parts.row(add, edit, None))
        return holder

    def _cadre_row(self, cadre: CadreLine) -> QWidget:
        words, tone = CADRE_TONES[cadre.status]
        ended = cadre.status == "ended"
        holder = QWidget()
        holder.setLayout(
            two_lines(
                "user-off" if ended else "user-check",
                cadre.full_name,
                _term_words(cadre),
                parts.Pill(words, tone, "none"),
                partial(_call, self._acts.open_cadre, cadre.uid),
            )
        )
        return holder

    def _put_heads(self, village: VillageLine, heads: Sequence[HeadLine]) -> None:
        word = head_word(village.kind)
        word = word[:1] + word[1:].lower()
        current = [head for head in heads if head.status == "active"]
        if not current:
            self.put(fact(word, parts.label("belum diisi", "empty")))
        for head in current:
            self._put_head(word, head)
            self.put(fact("Telepon/WA", phone_text(head.phone)))
        for place, head in enumerate(head for head in heads if head.status == "ended"):
            self._put_head("" if place else "Sebelumnya", head)

    def _put_head(self, word: str, head: HeadLine) -> None:
        edit = parts.icon_button("pencil", f"Ubah {head.full_name}", tint="accent", size=16)
        edit.clicked.connect(partial(_call, self._acts.edit_head, head.uid))
        more = parts.icon_button("dots", f"Pilihan lain untuk {head.full_name}", size=16)
        menu = QMenu(more)
        drop = menu.addAction("Buang masa jabatan")
        icons.set_icon(drop, "trash")
        drop.triggered.connect(partial(_call, self._acts.drop_head, head.uid))
        add_entries(menu, self._acts.head_data, head.person)
        more.setMenu(menu)
        self.put(fact(word, _head_words(head), edit, more))

    def _meetings_head(self, count: int, shown: int) -> QWidget:
        link: QPushButton | None = None
        if count > shown:
            link = parts.go_link(parts.Offer(f"Lihat semua {count}", self._show_all))
        holder = QWidget()
        holder.setLayout(section("Pembinaan", link))
        return holder

    def _show_all(self) -> None:
        self._all_meetings = True
        self.show_row(self._row)

    def _meeting_row(self, meeting: Meeting) -> QWidget:
        day = dates.long_date(meeting.date) if meeting.date else "tanggal belum diisi"
        link = parts.button(day, kind="plain")
        link.clicked.connect(partial(_call, self._acts.open_meeting, meeting.session))
        place = wrapped(meeting.venue_name or meeting.series_name, "secondary")
        came = parts.label(f"hadir {meeting.present} dari {max(meeting.invited, meeting.present)}")
        holder = QWidget()
        box = parts.row(link, place, came)
        box.setStretch(1, 1)
        holder.setLayout(box)
        return holder


def _call(act: Callable[[Uid], object], uid: Uid, _checked: bool = False) -> None:
    act(uid)


def _namesake_words(village: VillageLine, others: Sequence[VillageLine]) -> str:
    places = " dan ".join(f"Kecamatan {other.district_name}" for other in others)
    word = "desa" if any(other.kind != "kelurahan" for other in others) else "kelurahan"
    return f"Ada {word} lain bernama {village.name} di {places}. Kecamatan selalu ikut dicetak."


def _facts(facts: VillageFacts) -> list[tuple[str, str]]:
    record, today = facts.village, facts.today
    official = [name for name in facts.names if name.use == "official"]
    former = [name.name for name in official if name.valid_to is not None and name.valid_to < today]
    coming = [
        f"{name.name}, mulai {dates.long_date(name.valid_from)}"
        for name in official
        if name.valid_from is not None and name.valid_from > today
    ]
    aliases = [name.name for name in facts.names if name.use == "alias"]
    shown = [
        ("Telepon kantor", phone_text(record.phone)),
        ("Nama lain", ", ".join(aliases)),
    ]
    more = [
        ("Nama baru", ", ".join(coming)),
        ("Nama dahulu", ", ".join(former)),
        ("Alamat kantor", record.address),
        ("Lembaga", record.institutions),
        ("Catatan", record.notes),
    ]
    return [*shown, *((name, value) for name, value in more if value)]


def _head_words(head: HeadLine) -> str:
    acting = f"{HEAD_KINDS[head.kind]} " if head.kind in {"pj", "plt"} else ""
    start, end = head.term_start, head.term_end
    if start and end and start <= end:
        days = dates.date_range(start, end)
    elif start:
        days = f"sejak {dates.long_date(start)}"
    else:
        days = f"sampai {dates.long_date(end)}" if end else ""
    return f"{acting}{head.full_name}" + (f", {days}" if days else "")


def _gap_label(village: VillageLine) -> QLabel:
    made = parts.label(gap_words(village), "code")
    parts.set_tone(made, state_tone(village))
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made


def _term_words(cadre: CadreLine) -> str:
    if cadre.status == "ended":
        ended = cadre.term_end
        return f"Selesai {ended.year}" if ended else "Selesai"
    since = f"{cadre.cadre_type or 'KPM'} sejak {cadre.term_start.year}" if cadre.term_start else ""
    decree = f"SK s.d. {dates.long_date(cadre.term_end)}" if cadre.term_end else ""
    if not cadre.decree_no:
        decree = "belum ada SK"
    return ", ".join(part for part in (since, decree) if part)
