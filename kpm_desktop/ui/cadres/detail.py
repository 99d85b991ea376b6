"""The pane beside the register: what is known of one cadre, and what can be done with him.

A NIK is masked until it is asked for, each time is logged without the number, and it is masked again when the
record is left.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from kpm_desktop.domain import dates
from kpm_desktop.domain.cadres import Cadre, CadreLine
from kpm_desktop.domain.national_id import mask_nik, nik_text
from kpm_desktop.domain.people import HistoryLine
from kpm_desktop.domain.phones import phone_text
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import head_word, kind_word
from kpm_desktop.log import LOGGER
from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.cadres.columns import line, state_pill
from kpm_desktop.ui.cadres.photo import RoundPhoto
from kpm_desktop.ui.cadres.words import NIK_STAYED, born, decree, term_days, term_words
from kpm_desktop.ui.pane_rows import PaneBody, fact, section, two_lines, wrapped
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.theme import theme

HISTORY_SHOWN = 5
AVATAR = 52
SOON_WEEKS = 13
HISTORY_ICONS = {"attendance": "school", "certificate": "certificate", "entry": "trophy"}
STATUS_WORDS = {
    "present": "Hadir",
    "excused": "Izin",
    "sick": "Sakit",
    "absent": "Alpa",
    "represented": "Diwakili",
    "": "Belum ditandai",
    "ready": "siap terbit",
    "issued": "terbit",
    "replaced": "diganti",
    "voided": "batal",
    "spoiled": "rusak",
    "active": "peserta",
    "withdrawn": "mundur",
    "disqualified": "didiskualifikasi",
}


@dataclasses.dataclass(frozen=True, slots=True)
class CadreFacts:
    """What the pane shows beyond the row of the list."""

    cadre: Cadre
    history: Sequence[HistoryLine]
    places: dict[Uid, str]
    """Names of the villages of earlier terms."""
    photo: bytes = b""
    nik_stayed: bool = False
    """Whether only the office knows his NIK."""


@dataclasses.dataclass(frozen=True, slots=True)
class CadreActs:
    """What the buttons of the pane do; each gets the person."""

    edit: Callable[[Uid], object]
    new_term: Callable[[Uid], object]
    history: Callable[[Uid], object]
    more: Sequence[tuple[str, str, Callable[[Uid], object]]]
    """Entries of the menu: words, icon, act."""
    open_line: Callable[[HistoryLine], object]
    said: Callable[[str], object]


class CadreDetail(PaneBody):
    """One cadre; built anew for each, since all of it changes with the row."""

    def __init__(
        self, facts_of: Callable[[Uid], CadreFacts], acts: CadreActs, today: Callable[[], dt.date]
    ) -> None:
        super().__init__()
        self._facts_of = facts_of
        self._acts = acts
        self._today = today
        self._row: Row | None = None
        self._all_history = False
        self._nik: _NikValue | None = None
        theme().changed.connect(self._take_measures)
        self.setAccessibleName("Rincian kader")

    def show_row(self, row: Row | None) -> None:
        """Show this cadre; None says that none is chosen."""
        if row is None or self._row is None or row[0] != self._row[0]:
            self._all_history = False
        self._row = row
        self._nik = None
        self.start()
        if row is not None:
            cadre = line(row)
            self._fill(cadre, self._facts_of(cadre.uid))
        self.finish()

    def reveal(self) -> None:
        """Show the NIK, or mask it again."""
        if self._nik is not None:
            self._nik.flip()

    def hide_nik(self) -> None:
        """Mask the NIK, because the record is left."""
        if self._nik is not None:
            self._nik.mask()

    def _take_measures(self) -> None:
        self.show_row(self._row)

    def _fill(self, shown: CadreLine, facts: CadreFacts) -> None:
        put = self.put
        put(self._head(shown, facts.photo), self._buttons(shown), parts.line())
        person = facts.cadre.person
        self._nik = _NikValue(person.nik, person.nik_received, NIK_STAYED if facts.nik_stayed else "kosong")
        put(fact("NIK", self._nik.value, self._nik.link))
        self._put_facts(shown, facts.cadre)
        self._put_terms(facts)
        self._put_history(facts.history)

    def _head(self, shown: CadreLine, photo: bytes) -> QHBoxLayout:
        menu_button = parts.icon_button("dots", f"Pilihan lain untuk {shown.full_name}")
        menu = QMenu(menu_button)
        for words, icon, act in self._acts.more:
            entry = menu.addAction(words)
            icons.set_icon(entry, icon)
            entry.triggered.connect(partial(_call, act, shown.uid))
        menu_button.setMenu(menu)
        avatar: QWidget = RoundPhoto(photo, AVATAR) if photo else _initials_of(shown.name)
        names = parts.column(
            None, wrapped(shown.full_name, "title"), wrapped(_post(shown), "secondary"), None, spacing=0
        )
        made = parts.row(avatar, names, menu_button, spacing=12)
        made.setStretch(1, 1)
        return made

    def _buttons(self, shown: CadreLine) -> QWidget:
        edit = parts.button("Ubah", "pencil", "primary", "F2")
        edit.clicked.connect(partial(_call, self._acts.edit, shown.uid))
        history = parts.button("Riwayat", "history")
        history.clicked.connect(partial(_call, self._acts.history, shown.uid))
        renew = parts.button("SK baru", "id-badge-2", tooltip="Masa tugas baru dengan SK baru")
        renew.clicked.connect(partial(_call, self._acts.new_term, shown.uid))
        holder = QWidget()
        holder.setLayout(parts.row(edit, renew, history, None))
        return holder

    def _put_facts(self, shown: CadreLine, cadre: Cadre) -> None:
        person, term = cadre.person, cadre.term
        self.put(fact("Lahir", born(cadre, self._today())))
        copy = (self._copy_link(person.phone),) if person.phone else ()
        self.put(fact("Telepon/WA", phone_text(person.phone), *copy))
        self.put(fact("Pendidikan", person.education), fact("Lembaga asal", term.origin_institution))
        self.put(fact(f"SK {head_word(shown.village_kind)}", decree(term)))
        left = weeks_left(shown, self._today())
        until = f"s.d. {dates.long_date(term.term_end)}" if term.term_end else term_days(term)
        self.put(fact("Masa tugas", until, *((left,) if left else ())))
        state = state_pill(shown)
        self.put(fact("Keadaan", _pill_box(parts.Pill(state.text, state.tone, state.icon))))
        if not shown.verified:
            self.put(fact("Pemeriksaan", _pill_box(parts.Pill("Belum diperiksa", "neu", "circle-dashed"))))
        potential = ". ".join(part for part in (person.potential, person.potential_note) if part)
        more = {
            "Alamat": person.address,
            "Bidang": term.field,
            "Jenis kader": term.cadre_type if term.cadre_type != "KPM" else "",
            "Kursus": person.courses,
            "Pekerjaan": person.occupation,
            "Potensi": potential,
            "Alasan": term.status_reason,
            "Profil lembaga": term.institution_profile,
            "Catatan": person.notes,
        }
        for name, value in more.items():
            if value:
                self.put(fact(name, value))

    def _copy_link(self, phone: str) -> QPushButton:
        link = parts.button("Salin", "copy", "link", tooltip="Salin nomor telepon")
        link.clicked.connect(partial(self._copy, phone))
        return link

    def _copy(self, phone: str, _checked: bool = False) -> None:
        QGuiApplication.clipboard().setText(phone)
        self._acts.said("Nomor telepon disalin.")

    def _put_terms(self, facts: CadreFacts) -> None:
        if not facts.cadre.earlier:
            return
        self.put(parts.line(), _held(section("Masa tugas terdahulu")))
        for term in facts.cadre.earlier:
            place = facts.places.get(term.village, "") if term.village else ""
            self.put(_held(two_lines("history", place or "desa belum diisi", term_words(term))))

    def _put_history(self, history: Sequence[HistoryLine]) -> None:
        link: QPushButton | None = None
        shown = history if self._all_history else history[:HISTORY_SHOWN]
        if len(history) > len(shown):
            link = parts.go_link(parts.Offer(f"Semua {len(history)}", self._show_all))
        self.put(parts.line(), _held(section("Pembinaan, sertifikat, lomba", link)))
        for one in shown:
            title, sub = history_words(one)
            year = parts.label(str(one.date.year) if one.date else "", "secondary")
            self.put(
                _held(
                    two_lines(
                        HISTORY_ICONS[one.kind], title, sub, year, partial(_open, self._acts.open_line, one)
                    )
                )
            )
        if not history:
            self.put(wrapped("Belum pernah ikut pembinaan.", "muted"))

    def _show_all(self) -> None:
        self._all_history = True
        self.show_row(self._row)


class _NikValue:
    """The NIK of one record: its label, and the link that shows or masks it."""

    def __init__(self, nik: str, received: str, empty: str) -> None:
        self._shown = nik_text(nik) if nik else received
        self._masked = mask_nik(nik) if nik else ("rusak, minta ulang" if received else empty)
        self.value = parts.label(self._masked, "" if nik else "empty")
        self.link = parts.button("Tampilkan", "eye", "link", "Alt+N", "Tampilkan NIK")
        if not self._shown:
            self.link.hide()
        self.link.clicked.connect(self.flip)
        self._is_shown = False

    def flip(self, _checked: bool = False) -> None:
        if self._is_shown:
            self.mask()
        elif self._shown:
            LOGGER.info("a NIK was shown in the register")
            self._show(self._shown, "Tutup", "eye-off", shown=True)

    def mask(self) -> None:
        self._show(self._masked, "Tampilkan", "eye", shown=False)

    def _show(self, text: str, act: str, icon: str, *, shown: bool) -> None:
        self._is_shown = shown
        self.value.setText(text)
        self.link.setText(act)
        icons.set_icon(self.link, icon, "accent", 16)
        parts.describe(self.link, act, "Alt+N", f"{act} NIK")


def initials(name: str) -> str:
    """Return the first letters of the first two words of a name."""
    return "".join(word[0] for word in name.split()[:2] if word).upper()


def _initials_of(name: str) -> QWidget:
    made = parts.Symbol(tone="accent", ground=AVATAR, initials=initials(name))
    made.setAccessibleName(f"Inisial {initials(name)}")
    return made


def weeks_left(shown: CadreLine, today: dt.date) -> parts.Pill | None:
    """Return how long an active term still runs, when that is soon; None otherwise."""
    if shown.status != "active" or shown.term_end is None:
        return None
    days = (shown.term_end - today).days
    if days < 0:
        return parts.Pill("sudah habis", "err")
    if days < 14:
        return parts.Pill("hari ini" if days == 0 else f"{days} hari lagi", "warn")
    weeks = -(-days // 7)
    return parts.Pill(f"{weeks} minggu lagi", "warn") if weeks <= SOON_WEEKS else None


def history_words(one: HistoryLine) -> tuple[str, str]:
    """Return what somebody took part in, and how it went."""
    status = STATUS_WORDS.get(one.status, one.status)
    match one.kind:
        case "attendance":
            hours = f", {one.lesson_hours} JP" if one.lesson_hours else ""
            title, words = f"{one.title or 'Pembinaan'}{hours}", (status, one.detail)
        case "certificate":
            title = f"Sertifikat nomor {one.title}" if one.title else "Sertifikat tanpa nomor"
            words = (one.detail, status)
        case "entry":
            title, words = one.title, (one.detail, status)
    day = dates.short_date(one.date) if one.date and one.kind == "attendance" else ""
    return title, ", ".join(part for part in (*words, day) if part)


def _post(shown: CadreLine) -> str:
    post = " ".join(part for part in (shown.position, shown.cadre_type or "KPM") if part)
    if not shown.village_name:
        return f"{post}, desa belum diisi"
    return f"{post}, {kind_word(shown.village_kind)} {shown.village_name}, Kec. {shown.district_name}"


def _pill_box(pill: parts.Pill) -> QWidget:
    holder = QWidget()
    holder.setLayout(parts.row(pill, None))
    return holder


def _held(layout: QHBoxLayout | QVBoxLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    return holder


def _call(act: Callable[[Uid], object], uid: Uid, _checked: bool = False) -> None:
    act(uid)


def _open(act: Callable[[HistoryLine], object], one: HistoryLine, _checked: bool = False) -> None:
    act(one)
