"""What was taken from a stick: each passport with its checks one by one, before anything is opened.

Then the passphrase, the checks inside, and on to the page that merges.
"""

import datetime as dt
from functools import partial
from typing import Any, Final

import shiboken6
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain import dates
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs, parts
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.package_words import counts_words, taken_back_words
from kpm_desktop.ui.packages import passport
from kpm_desktop.ui.packages.carrying import Carrying
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.parts import Card, Notice, Symbol
from kpm_desktop.ui.theme import theme
from kpm_desktop.workflows.progress import Progress

CHECKS: Final = {
    "copied": "Sudah disalin ke komputer. Flashdisk boleh dicabut.",
    "whole": "Utuh, sama dengan yang ditulis pengirim",
    "gate": "Lolos pemeriksaan berkas salinan",
    "version": "Dibuat dengan versi yang dikenal",
    "regency": "Milik {regency}",
    "order": "Tidak menunggu kiriman lain",
    "phrase": "Kata sandi",
    "inside": "Isi, rantai riwayat, dan rujukan",
}
_MARKS: Final = {
    "ok": ("circle-check", "ok"),
    "warn": ("alert-triangle", "warn"),
    "err": ("circle-x", "err"),
    "later": ("circle-dashed", "muted"),
}
_LEAVE_IT: Final = "Yang lain dapat digabungkan tanpa paket ini: tekan Batal, lalu ambil yang lain saja."
_WITHOUT_IT: Final = {"E-SANDI": "Bila kata sandinya lain, ketik yang ini; yang sudah cocok tetap dipakai."}
_OTHER_FILE: Final = (
    "Kiriman ini dari register lain di kabupaten yang sama, bukan lanjutan data di komputer ini. "
    "Desa tetap sama; orang yang sama akan tercatat dua kali sampai digabungkan lewat Periksa kembar."
)


class ArrivedPage(FullPage):
    """The full page after *Ambil*; `taken` is what `receive_package.take_all` returned."""

    help_topic = "packages"

    def __init__(self, shell: Shell, carrying: Carrying, taken: list[Any]) -> None:
        super().__init__(shell, "Periksa kiriman")
        self._carrying = carrying
        self._taken = taken
        self._typed: list[str] = []
        self.head.remark.setText("Belum ada yang digabungkan")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme().size(10))
        inside = parts.column(self._cards, None)
        inside.setContentsMargins(*(theme().size(12),) * 4)
        area: QScrollArea = parts.scrolled(inside, "surface")
        area.widget().setProperty("role", "body")
        area.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored
        )  # the foot stays in sight
        self.body.addWidget(area, 1)
        self.notice = Notice("", "info")
        self.phrase = QLineEdit()
        self.phrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.phrase.setAccessibleName("Kata sandi paket")
        self.phrase.setMinimumWidth(theme().size(240))
        self.phrase.returnPressed.connect(self.finish)
        self._phrase_name = parts.label("Kata sandi paket", "label", buddy=self.phrase)
        self.act = parts.button("Periksa isinya", "shield-check", "primary", "Ctrl+Return")
        self.act.clicked.connect(self.finish)
        self.compare = parts.button("Bandingkan isinya", "git-merge")
        self.compare.clicked.connect(self._compare)
        self.compare.hide()
        self.again = parts.button("Ulangi penggabungan", "arrow-forward-up")
        self.again.clicked.connect(self._merge_again)
        self.again.hide()
        cancel = parts.button("Batal", key="Alt+Left")
        cancel.clicked.connect(self.leave)
        buttons = parts.row(self._phrase_name, self.phrase, None, cancel, self.compare, self.again, self.act)
        foot = parts.column(self.notice, buttons, spacing=8)
        foot.setContentsMargins(*(theme().size(side) for side in (16, 10, 16, 10)))
        self.body.addWidget(parts.frame("foot", foot))
        self.refresh(None)
        self.setFocusProxy(self.phrase if self._asks_phrase() else self.act)

    @property
    def arrived(self) -> list[Any]:
        """Return what was not refused and is not merged yet."""
        return [one.arrived for one in self._taken if one.arrived is not None and not one.arrived.merged_at]

    def hint(self) -> str:
        """Say what can be done here."""
        return "Ctrl+Enter memeriksa isinya"

    def refresh(self, _changes: Changes | None) -> None:
        """Show the passports anew: what was merged meanwhile is told so."""
        data_file = self.shell.workspace.data_file
        self._taken = [workflows.receive_package.renewed(data_file, one) for one in self._taken]
        waiting = workflows.receive_package.waiting(data_file, self.arrived)
        parts.clear(self._cards)
        self._cards.addWidget(self._own_card(data_file))
        for one in self._taken:  # what is not taken is told first: below it would not be seen
            if one.arrived is None:
                self._cards.addWidget(_refused_card(one))
        for one in self._taken:
            if one.arrived is not None:
                self._cards.addWidget(self._card(one.arrived, waits=one.arrived in waiting))
        self._show_foot(waiting)

    def finish(self) -> None:
        """Open what arrived and check what is inside (Ctrl+Enter); then the merge is looked at."""
        if not self.act.isEnabled() or not self._may_be_strange():
            return
        typed = (self.phrase.text(), *self._typed, *self._carrying.phrases)
        phrases = tuple(dict.fromkeys(one for one in typed if one))
        arrived = self.arrived

        def work(data_file: DataFile, progress: Progress) -> Any:
            receiving = workflows.receive_package
            opened = receiving.open_all(data_file, arrived, phrases or None, progress)
            return opened, receiving.has_news(data_file, opened)

        self.shell.workspace.read_long("Memeriksa isi paket", work, self._opened)

    # inside

    def _asks_phrase(self) -> bool:
        return any(one.needs_passphrase for one in self.arrived) and not self._carrying.phrases

    def _show_foot(self, waiting: list[Any]) -> None:
        for one in (self.phrase, self._phrase_name):
            one.setVisible(self._asks_phrase())
        ready = [one for one in self.arrived if one not in waiting]
        self.act.setEnabled(bool(ready))
        self.notice.setVisible(False)
        self.compare.hide()
        merged = [one.arrived for one in self._taken if one.arrived is not None and one.arrived.merged_at]
        taken_back = [one for one in merged if one.taken_back_by is not None]
        self.again.setVisible(bool(taken_back))
        self.head.remark.setText("" if merged else "Belum ada yang digabungkan")
        if merged and not self.arrived:
            when = workflows.receive_package.merged_when([*taken_back, *merged][0])
            told = taken_back_words(when) if taken_back else explain("E-SUDAH", {"when": when}).text
            self._tell(told, "warn" if taken_back else "info", "E-SUDAH")
        elif waiting and not ready:
            self._tell(explain("E-MENUNGGU", {}).text, "warn", "E-MENUNGGU")
            self.act.setEnabled(True)
        words = "Simpan dan tunggu" if waiting and not ready else "Periksa isinya"
        parts.reword(self.act, words, "Ctrl+Return")

    def _tell(self, text: str, tone: str, code: str = "") -> None:
        self.notice.show_message(text, tone, code)
        self.notice.setVisible(True)

    def _may_be_strange(self) -> bool:
        """Ask once whether another register of the same regency is to be merged."""
        data_file = self.shell.workspace.data_file
        strange = [one for one in self.arrived if workflows.receive_package.is_strange(data_file, one)]
        if not strange:
            return True
        names = ", ".join(dict.fromkeys(one.sender for one in strange))
        return dialogs.ask(
            self.shell.window(), f"Gabungkan data lain dari {names}?", _OTHER_FILE, "Periksa isinya"
        )

    def _opened(self, result: Ok[tuple[Any, bool]] | Err) -> None:
        if not shiboken6.isValid(self):
            return
        if isinstance(result, Err):
            self._refused(result)
            return
        opened, has_news = result.value
        for phrase in (self.phrase.text(), *self._typed):
            self._carrying.keep_phrase(phrase)
        if opened.waiting:
            workflows.receive_package.keep_waiting(self.shell.workspace.data_file, opened)
        if has_news:
            self.shell.open("merge", opened=opened)
        elif opened.waiting:
            self.shell.back()
            self.shell.say(explain("E-MENUNGGU", {}).text)
        else:
            self._tell("Tidak ada yang baru. Semua isinya sudah ada di komputer ini.", "ok")
            self.act.setEnabled(False)

    def _refused(self, result: Err) -> None:
        error = result.error
        if isinstance(error, PackageError):
            told = explain(error.code, error.values).text
            if len(self.arrived) > 1 and error.values.get("source"):
                told = f"{error.values['source']}: {told} {_WITHOUT_IT.get(error.code, _LEAVE_IT)}"
            self._tell(told, "err", error.code)
            self.compare.setVisible(error.code == "E-CABANG")
            if error.code == "E-SANDI":
                self._typed.append(self.phrase.text())
                for one in (self.phrase, self._phrase_name):
                    one.show()
                self.phrase.selectAll()
                self.phrase.setFocus()
        elif isinstance(error, DataFileError):
            dialogs.tell_error(self.shell.window(), error)
        elif not result.is_cancelled:
            raise error

    def _merge_again(self) -> None:
        """Bring back what was merged and then taken back."""
        undos = dict.fromkeys(one.arrived.taken_back_by for one in self._taken if one.arrived is not None)
        for uid in undos:
            if uid is not None:
                self.shell.workspace.undo_operation(uid)

    def _compare(self, _checked: bool = False) -> None:
        """Compare what was refused with our data; of several the operator says which."""
        self._carrying.keep_phrase(self.phrase.text())
        found, chosen = self.arrived, 0
        if len(found) > 1:
            names = [one.source.name for one in found]
            answer = dialogs.choose(self.shell.window(), "Bandingkan kiriman yang mana?", "", names)
            if answer is None:
                return
            chosen = answer
        self.shell.open("compare_branch", arrived=found[chosen])

    def _own_card(self, data_file: DataFile) -> Card:
        card = Card("Data di PC ini")
        owner = workflows.place_names.place_name(data_file.regency_code, data_file.district_code)
        last = data_file.rows("SELECT max(at) FROM operation")[0][0]
        _add_facts(
            card,
            [
                ("Pemilik", owner),
                ("PC", data_file.writer_name()),
                ("Terakhir diubah", _moment(last) if last else ""),
                ("Di dalamnya", counts_words(data_file.living())),
            ],
            [],
        )
        return card

    def _card(self, one: Any, *, waits: bool) -> Card:
        is_package = one.manifest is not None
        card = Card(f"Kiriman {one.sender}" if is_package else f"Salinan dari {one.sender}")
        card.remark.setText(one.source.name)
        head = passport.standing_sentence(one.standing, is_package=is_package)
        if one.merged_at:
            head = f"Sudah digabungkan pada {workflows.receive_package.merged_when(one)}."
        card.body.addWidget(parts.label(head, "bold", wrap=True))
        districts = {each.code: each.name for each in self.shell.workspace.data_file.villages.districts()}
        regency = workflows.place_names.regency_name(self.shell.workspace.data_file.regency_code)
        told = [("Pemilik", regency), ("Dari PC", one.sender)]
        if is_package:
            told = passport.facts(one.manifest, districts, regency)
        else:
            told.append(("Terakhir diubah", _moment(one.gated.last_at)))
            told.append(("Di dalamnya", counts_words(one.counts)))
        _add_facts(card, told, _checks(one, regency, waits=waits))
        if workflows.restore_package.may_return(self.shell.workspace.data_file, one):
            back = parts.button("Kembali ke keadaan ini…", "history", "link")
            back.clicked.connect(partial(self._return, one))
            card.body.addLayout(parts.row(back, None))
        return card

    def _return(self, one: Any) -> None:
        """Look at what going back to this state would change, instead of merging."""
        self._carrying.keep_phrase(self.phrase.text())
        if one.needs_passphrase and not self._carrying.phrases:
            self._tell("Isi kata sandi paket dahulu.", "warn")
            self.phrase.setFocus()
        else:
            self.shell.open("return_to_package", arrived=one)


def _checks(one: Any, regency: str, *, waits: bool) -> list[tuple[str, str, str]]:
    """Return the checks in their order: state, sentence, what stands at the right."""
    texts = {name: text.format(regency=regency) for name, text in CHECKS.items()}
    made = one.fingerprint if one.manifest is not None else ""
    checks = [
        ("ok", texts["copied"], ""),
        ("ok", texts["whole"], f"sidik {made}") if made else ("ok", texts["gate"], ""),
        ("ok", texts["version"], ""),
        ("ok", texts["regency"], ""),
    ]
    if one.merged_at:
        return checks
    if waits:
        number = str(one.manifest.number - 1) if one.manifest else ""
        told = explain("E-MENUNGGU", {"number": number} if number else {}).happened
        checks.append(("warn", told, "E-MENUNGGU"))
    else:
        checks.append(("ok", texts["order"], ""))
    if one.needs_passphrase:
        checks.append(("later", texts["phrase"], "diminta di bawah"))
    checks.append(("later", texts["inside"], "diperiksa berikutnya"))
    return checks


def _refused_card(one: Any) -> Card:
    card = Card(one.source.name)
    told = explain(one.refusal.code, one.refusal.values)
    card.body.addWidget(Notice(told.text, "err", one.refusal.code))
    return card


def _add_facts(card: Card, told: list[tuple[str, str]], checks: list[tuple[str, str, str]]) -> None:
    """Put a passport's lines at the left and its checks at the right of a card."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().size(32))
    left = parts.column(*(parts.value_row(name, value, width=120) for name, value in told), None, spacing=4)
    grid.addLayout(left, 0, 0)
    if checks:
        right = parts.column(spacing=4)
        for state, text, remark in checks:
            icon, tone = _MARKS[state]
            words = parts.label(text, "muted" if state == "later" else "", wrap=True)
            row = parts.row(Symbol(icon, tone, 16), words, parts.label(remark, "secondary"))
            row.setStretch(1, 1)
            right.addLayout(row)
        right.addStretch(1)
        grid.addLayout(right, 0, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    holder = QWidget()
    holder.setLayout(grid)
    grid.setContentsMargins(0, 0, 0, 0)
    card.body.addWidget(holder)


def _moment(stamp: str) -> str:
    found = dt.datetime.fromisoformat(stamp)
    return f"{dates.weekday_date(found.date())} pukul {found:%H.%M}"
