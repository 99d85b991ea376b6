"""The pane beside the register: the real page, what stands before issuing, what became of an issued one."""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QMenu, QVBoxLayout, QWidget

from kpm_desktop.domain import dates
from kpm_desktop.domain.certificates import CertificateLine, PrintLog
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.certificates.before_issue import Finding
from kpm_desktop.ui.certificates.columns import line, state_pill
from kpm_desktop.ui.certificates.page_picture import PagePicture
from kpm_desktop.ui.pane_rows import PaneBody, breakable, fact, section, wrapped
from kpm_desktop.ui.printing import paper_name
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.theme import theme


@dataclasses.dataclass(frozen=True, slots=True)
class PaneActs:
    """What the pane asks of the screen; acts get the certificate."""

    previous: Callable[[], object]
    next: Callable[[], object]
    place_words: Callable[[], str]
    prints: Callable[[Uid], Sequence[PrintLog]]
    change_choices: Callable[[Uid], object]
    open_person: Callable[[Uid], object]
    print_again: Callable[[Uid], object]
    correct: Callable[[Uid], object]
    more: Sequence[tuple[str, str, Callable[[Uid], object]]]


class PreviewPane(QWidget):
    """One certificate of the register."""

    def __init__(self, acts: PaneActs) -> None:
        super().__init__()
        self._acts = acts
        self._line: CertificateLine | None = None
        self._pdf = b""
        self._page = 0
        self.picture = PagePicture()
        self.below = PaneBody()
        self._about = parts.label("A4 mendatar, sama persis dengan cetakan", "secondary")
        self._place = parts.label("", "secondary")
        self.front = parts.button("Depan", kind="chip")
        self.back = parts.button("Belakang", kind="chip")
        self.real = parts.button("100 %", kind="chip", tooltip="Ukuran sebenarnya dalam milimeter")
        self._put_together()
        self.setAccessibleName("Pratinjau sertifikat")

    def show_row(self, row: Row | None) -> None:
        """Show this certificate; its page comes when it is drawn."""
        before = self._line.uid if self._line is not None else None
        self._line = line(row) if row is not None else None
        self._place.setText(self._acts.place_words())
        if self._line is None:
            self.below.start()
            return
        if self._line.uid != before:
            self._page = 0
            self._pdf = b""
            self.picture.show_words("Menyiapkan halaman…")
            self._follow_pages(0)
        if self._line.state == "ready":
            self.show_findings(None)
        else:
            self._show_issued(self._line)

    def show_pdf(self, uid: Uid, pdf: bytes) -> None:
        """Show the pages of the certificate, if it still is the one shown."""
        if self._line is None or self._line.uid != uid:
            return
        self._pdf = pdf
        if not pdf:
            self.picture.show_words("Halaman ini belum dapat ditampilkan.")
            self._follow_pages(0)
            return
        self.picture.show_pdf(pdf, self._page)
        self._follow_pages(self.picture.pages)

    def show_findings(self, found: Sequence[Finding] | None) -> None:
        """Show the list *Sebelum terbit* of the run; None while it is being made."""
        if self._line is None or self._line.state != "ready":
            return
        put = self.below.put
        self.below.start()
        change = parts.button("Ubah isi kertas", "adjustments", "link")
        change.clicked.connect(partial(_call, self._acts.change_choices, self._line.uid))
        put(_held(section("Sebelum terbit", change)))
        for one in found or ():
            put(_finding_row(one))
        if found is None:
            put(wrapped("Memeriksa nama dan nomor…", "muted"))
        put(parts.line())
        self._put_person(self._line)
        self.below.finish()

    # inside

    def _put_together(self) -> None:
        before = parts.icon_button("chevron-left", "Sertifikat sebelumnya", "Ctrl+PgUp")
        before.clicked.connect(self._acts.previous)
        after = parts.icon_button("chevron-right", "Sertifikat berikutnya", "Ctrl+PgDown")
        after.clicked.connect(self._acts.next)
        for made in (self.front, self.back, self.real):
            made.setCheckable(True)
        self.front.clicked.connect(partial(self._turn, 0))
        self.back.clicked.connect(partial(self._turn, 1))
        self.real.toggled.connect(self.picture.set_real)
        self._about.setMinimumWidth(0)
        head = parts.row(
            parts.label("Pratinjau", "card"), self._about, None, before, self._place, after, spacing=8
        )
        pages = parts.row(self.front, self.back, None, self.real, spacing=6)
        top = parts.column(head, self.picture, pages, spacing=8)
        side = theme().size(16)
        top.setContentsMargins(side, theme().size(10), side, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.below, 1)

    def _turn(self, page: int, _checked: bool = False) -> None:
        self._page = page
        if self._pdf:
            self.picture.show_pdf(self._pdf, page)
        self._follow_pages(self.picture.pages)

    def _follow_pages(self, pages: int) -> None:
        self._page = min(self._page, max(pages - 1, 0))
        self.front.setChecked(self._page == 0)
        self.back.setChecked(self._page == 1)
        self.front.setEnabled(pages > 0)
        self.back.setEnabled(pages > 1)
        self.real.setEnabled(pages > 0)
        if pages:
            width, height = self.picture.size_mm
            turned = "mendatar" if width > height else "tegak"
            self._about.setText(
                f"{paper_name(width, height).split()[0]} {turned}, sama persis dengan cetakan"
            )

    def _show_issued(self, certificate: CertificateLine) -> None:
        put = self.below.put
        self.below.start()
        pill = state_pill(certificate)
        holder = _held(parts.row(parts.Pill(pill.text, pill.tone, pill.icon), None))
        put(_held(section(certificate.number, holder)))
        put(self._buttons(certificate))
        put(parts.line())
        day = dates.long_date(certificate.date) if certificate.date else ""
        for name, value in (
            ("Tanggal", day),
            ("Kegiatan", certificate.series_name),
            ("Penandatangan", certificate.signatory),
        ):
            put(fact(name, value))
        if certificate.reason:
            put(fact("Alasan", certificate.reason))
        if certificate.replaced_by:
            put(fact("Diganti nomor", certificate.replaced_by))
        self._put_person(certificate)
        copies = list(self._acts.prints(certificate.uid))[1:]
        if copies:
            put(parts.line(), _held(section("Salinan")))
        for number, one in enumerate(copies, 1):
            put(fact(f"Salinan ke-{number}", one.reason))
        self.below.finish()

    def _buttons(self, certificate: CertificateLine) -> QWidget:
        uid, is_valid = certificate.uid, certificate.state == "issued"
        again = parts.button("Cetak ulang", "printer", key="Ctrl+P")
        again.clicked.connect(partial(_call, self._acts.print_again, uid))
        correct = parts.button("Perbaiki", "pencil", key="F2")
        correct.clicked.connect(partial(_call, self._acts.correct, uid))
        menu_button = parts.icon_button("dots", f"Pilihan lain untuk nomor {certificate.number}")
        menu = QMenu(menu_button)
        for words, icon, act in self._acts.more:
            entry = menu.addAction(words)
            icons.set_icon(entry, icon)
            entry.triggered.connect(partial(_call, act, uid))
            entry.setEnabled(is_valid)
        menu_button.setMenu(menu)
        for one in (again, correct, menu_button):
            one.setEnabled(is_valid)
        return _held(parts.row(again, correct, menu_button, None))

    def _put_person(self, certificate: CertificateLine) -> None:
        link = parts.button(certificate.name, kind="plain")
        link.setEnabled(certificate.person is not None)
        if certificate.person is not None:
            link.clicked.connect(partial(_call, self._acts.open_person, certificate.person))
        self.below.put(fact("Nama", link), fact("Sebagai", _role(certificate)))


def _role(certificate: CertificateLine) -> str:
    place = certificate.village_name
    if place and certificate.district_name:
        place = f"{place}, Kec. {certificate.district_name}"
    return " ".join(part for part in (certificate.role, place) if part)


def _finding_row(found: Finding) -> QWidget:
    symbol = parts.Symbol(found.icon, found.tone, 18)
    words = wrapped(breakable(found.text))
    words.setAccessibleName(found.text)
    made = parts.row(symbol, words, spacing=8)
    made.setAlignment(symbol, Qt.AlignmentFlag.AlignTop)
    made.setStretch(1, 1)
    if found.code:
        made.addWidget(parts.label(found.code, "code"))
    if found.act is not None:
        link = parts.button(found.link, kind="link")
        link.setAccessibleDescription(found.text)
        link.clicked.connect(partial(_run, found.act))
        made.addWidget(link)
    return _held(made)


def _held(layout: QLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    return holder


def _call(act: Callable[[Uid], object], uid: Uid, _checked: bool = False) -> None:
    act(uid)


def _run(act: Callable[[], object], _checked: bool = False) -> None:
    act()
