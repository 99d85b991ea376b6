"""Kirim ke flashdisk: to which stick, what, locked or not; then every step of it until it may be pulled."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain import dates, words
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.forms.dialog_frame import DialogFrame, DialogHead
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import explain, sentence
from kpm_desktop.ui.package_words import size_words
from kpm_desktop.ui.packages.carrying import Carrying
from kpm_desktop.ui.packages.locking import LockChooser
from kpm_desktop.ui.packages.sending_steps import SendingSteps
from kpm_desktop.ui.packages.sent_words import last_used, passport
from kpm_desktop.ui.packages.stick_test import StickTest
from kpm_desktop.ui.packages.sticks import StickChooser, Target
from kpm_desktop.ui.packages.what import WhatChooser, Wish
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.theme import theme
from kpm_desktop.workflows.progress import Progress, Refused

_SIZE: Final = QSize(980, 600)
_LOOK_EVERY: Final = 2000  # milliseconds between two looks which sticks are plugged in
_MAY_BE_PULLED: Final = "Selesai dan sudah diperiksa. Flashdisk boleh dicabut."
_EJECT_FIRST: Final = "Selesai dan sudah diperiksa. Tekan Lepas flashdisk sebelum mencabutnya."
_STILL_USED: Final = (
    "Selesai dan sudah diperiksa, tetapi flashdisk masih dipakai. Tutup jendela yang membukanya, lalu tekan "
    "Lepas flashdisk lagi."
)
_ON_OTHER_DISK: Final = "Selesai dan sudah diperiksa."
_ON_ITS_WAY: Final = "Sedang menyalin dan memeriksa. Jangan cabut flashdisk."
_STOPPED: Final = "Dihentikan. Tidak ada yang tertinggal di flashdisk, kiriman lama tetap utuh."


class Done(NamedTuple):
    """What the worker brings: the package that went out, whether the stick may be pulled, what was noted."""

    sent: Any
    is_ejected: bool
    changes: tuple[Changes, ...]


class SendDialog(DialogFrame):
    """Choosing, then sending, then done or failed; one dialog all the way."""

    def __init__(self, shell: Shell, carrying: Carrying, *, is_copy: bool = False) -> None:
        """Begin with what is new, or with everything when it is to be a copy outside this PC."""
        super().__init__(shell.window())
        self._shell, self._carrying = shell, carrying
        data_file = shell.workspace.data_file
        self._is_sending = self._is_done = self._looking = False
        self.setWindowTitle("Kirim ke flashdisk")
        head = DialogHead("usb", "Kirim ke flashdisk")
        head.show_subtitle("Data di PC ini tetap di tempatnya, yang dikirim salinannya")
        head.close_button.clicked.connect(self.reject)
        self.sticks = StickChooser(last_used(data_file), carrying.proved(shell))
        self.what = WhatChooser(data_file, shell.now().year, is_copy=is_copy)
        self.receiver = QLineEdit()
        self.receiver.setPlaceholderText("Untuk PC atau kantor mana (boleh kosong)")
        self.receiver.setAccessibleName("Untuk PC atau kantor mana")
        self.lock = LockChooser(carrying)
        self.steps = SendingSteps()
        self.test = StickTest(shell, carrying, self.steps, self._tested)
        self.reason = parts.label("", "error", wrap=True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.folder = parts.button("Buka folder", "folder-open")
        self.folder.clicked.connect(self._open_folder)
        self.eject = parts.button("Lepas flashdisk", "usb")
        self.eject.clicked.connect(self._eject)
        self.stop = parts.button("Hentikan", key="Esc")
        self.stop.clicked.connect(self._stop)
        self.again = parts.button("Coba flashdisk lain", "refresh")
        self.again.clicked.connect(self._begin_again)
        self.again.hide()
        self.act = parts.button("Kirim", "upload", "primary", "Ctrl+Return")
        self.act.clicked.connect(self.finish)
        self._put_together(head)
        self.sticks.changed.connect(self._stick_changed)
        self.sticks.test_pressed.connect(self._test)
        self.what.changed.connect(self._follow)
        self.lock.changed.connect(self._follow)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._look_at_sticks)
        self._timer.start()
        shell.jobs.progressed.connect(self._advance)
        self._look_at_sticks()
        self._follow()

    def take_measures(self) -> None:
        """Take the size of this dialog, as far as the window has room."""
        self.resize(QSize(*map(theme().size, (_SIZE.width(), _SIZE.height()))).boundedTo(self._room()))

    def finish(self) -> None:
        """Send what is chosen; when it is sent, close."""
        if self._is_done:
            self.accept()
        elif self.act.isEnabled() and not self._is_busy() and self.sticks.target is not None:
            self._send(self.sticks.target)

    def reject(self) -> None:
        """Close; while a package is on its way that only stops it."""
        if self._is_busy():
            self._stop()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+Enter sends; Enter alone does what the part in focus does."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish()
        else:
            super().keyPressEvent(event)

    # inside

    def _put_together(self, head: DialogHead) -> None:
        left = parts.column(self.sticks, self.what, self.receiver, self.lock, None, spacing=12)
        holder = QWidget()
        holder.setLayout(left)
        self.steps.setMinimumWidth(theme().size(330))
        body = QBoxLayout(
            QBoxLayout.Direction.TopToBottom if self.is_narrow() else QBoxLayout.Direction.LeftToRight
        )
        body.setSpacing(theme().size(18))
        body.setContentsMargins(*(theme().size(side) for side in (18, 12, 18, 12)))
        body.addWidget(holder, 3)
        body.addWidget(parts.line(vertical=not self.is_narrow()))
        body.addWidget(self.steps, 2)
        foot = parts.row(self.folder, self.reason, self.eject, self.again, self.stop, self.act)
        foot.setStretch(1, 1)
        foot.setContentsMargins(*(theme().size(side) for side in (16, 10, 16, 10)))
        self.box.addWidget(head)
        self._area = parts.scrolled(body, "surface")
        self.box.addWidget(self._area, 1)
        self.box.addWidget(parts.frame("dialog_foot", foot))

    def _follow(self) -> None:
        """Say what the button would do, or what is missing."""
        wish, target = self.what.wish, self.sticks.target
        is_busy = self._is_busy() or self._is_done
        self.what.allow_key(self.lock.locked.isChecked())
        missing = "Pilih flashdisk" if target is None else self.what.problem() or self.lock.problem()
        for part in (self.what, self.receiver, self.lock):
            part.setEnabled(not is_busy)
        self.sticks.set_free(not is_busy)
        self.reason.setText("" if is_busy else missing)
        self.act.setEnabled(self._is_done or not (is_busy or missing))
        text = "Selesai" if self._is_done else _act_words(wish, self.what.districts.currentText())
        parts.reword(self.act, text, "Ctrl+Return")
        self.stop.setText("Hentikan" if self._is_busy() else "Tutup")
        self.stop.setVisible(not self._is_done)
        self.folder.setVisible(target is not None and not self._is_busy())
        self.eject.setVisible(self._is_done and self.steps.state("safe") == "warn")

    def _stick_changed(self) -> None:
        if self.sticks.target is not None:
            self.what.prefer(self.sticks.target.serial)
        self._follow()

    def _look_at_sticks(self) -> None:
        if self._looking or self._is_busy() or self._is_done or self._shell.jobs.is_busy:
            return
        self._looking = True
        carrying = self._carrying
        self._shell.jobs.start(
            "Mencari flashdisk", lambda _progress: carrying.drives(), self._sticks_found, quiet=True
        )

    def _sticks_found(self, result: Ok[list[Any]] | Err) -> None:
        if not shiboken6.isValid(self):
            return
        self._looking = False
        if isinstance(result, Err):
            raise result.error
        if not self._is_busy() and not self._is_done:
            self.sticks.show_drives(result.value)

    def _send(self, target: Target) -> None:
        self._is_sending = True
        self.again.hide()
        self.steps.reset()
        self.steps.show_step("room", "now")
        self.steps.notice.show_message(_ON_ITS_WAY, "info")
        work = _work(self.what.wish, self._choices(), target, self._carrying)
        self._follow()
        self.stop.setFocus()
        self._area.ensureWidgetVisible(self.steps, 0, 0)
        self._shell.workspace.read_long("Mengirim ke flashdisk", work, self._sent)

    def _choices(self) -> Any:
        wish = self.what.wish
        receiver = self.receiver.text().strip()
        if wish.district and not receiver:
            receiver = f"Kec. {self.what.districts.currentText()}"
        return workflows.send_package.SendChoices(
            passphrase=self.lock.passphrase,
            since=wish.start.entry.vector if wish.start is not None else None,
            district=wish.district,
            with_nik=wish.with_nik,
            signing_key=wish.signing_key,
            receiver=receiver,
            plain_reason=self.lock.plain_reason,
        )

    def _advance(self, done: int, total: int, what: str) -> None:
        """Show how far the package is; the first half of it is written, the second read back."""
        target = self.sticks.target
        if not self._is_sending or not total or target is None:
            return
        self.steps.bar.setRange(0, total)
        self.steps.bar.setValue(done)
        self._show_before_writing(target)
        half = total // 2 or 1
        if what == workflows.send_package.WRITING:
            self.steps.show_step("write", "now", f"{100 * done // half} %")
        else:
            self.steps.show_step("write", "ok", "selesai")
            self.steps.show_step("read", "now", f"{100 * (done - half) // half} %")

    def _show_before_writing(self, target: Target) -> None:
        free = size_words(target.drive.free) if target.drive is not None else ""
        self.steps.show_step("room", "ok", free)
        proof = self._carrying.proved(self._shell).get(target.serial)
        if target.drive is None:
            self.steps.show_step("proved", "ok", "disk lain")
        elif proof is None:
            self.steps.show_step("proved", "warn", "belum diuji")
        else:
            self.steps.show_step("proved", "ok", f"teruji {dates.short_date(proof.day)}")

    def _sent(self, result: Ok[Done | Refused] | Err) -> None:
        if not shiboken6.isValid(self):
            return
        self._is_sending = False
        if isinstance(result, Err):
            self._failed(result)
        elif isinstance(result.value, Refused):
            self.steps.reset()
            self.steps.notice.show_message(" ".join(map(sentence, result.value.problems)), "err")
        else:
            self._show_done(result.value)
        self._follow()
        self.act.setFocus()
        QTimer.singleShot(0, self._show_end)  # once the new sentence has its place

    def _show_end(self) -> None:
        if shiboken6.isValid(self):
            self._area.ensureWidgetVisible(self.steps.notice, 0, theme().size(12))

    def _show_done(self, done: Done) -> None:
        self._is_done = True
        self._timer.stop()
        icons.set_icon(self.act, "check", "on", 16)
        self.lock.keep()
        target = self.sticks.target
        if target is not None:
            self._show_before_writing(target)
        for name in ("write", "read", "name"):
            self.steps.show_step(name, "ok", "selesai")
        self.steps.bar.setRange(0, 1)
        self.steps.bar.setValue(1)
        self.steps.show_file(done.sent.exported.path.name)
        self._show_safe(done.is_ejected)
        self.steps.show_passport(passport(done.sent))
        for changes in done.changes:
            self._shell.workspace.broadcast(changes)

    def _show_safe(self, is_ejected: bool, words: str = _EJECT_FIRST) -> None:
        target = self.sticks.target
        if target is not None and target.drive is None:
            self.steps.show_step("safe", "ok", "")
            self.steps.notice.show_message(_ON_OTHER_DISK, "ok")
        else:
            tone, remark = ("ok", "") if is_ejected else ("warn", "belum dilepas")
            self.steps.show_step("safe", tone, remark)
            self.steps.notice.show_message(_MAY_BE_PULLED if is_ejected else words, tone)

    def _failed(self, result: Err) -> None:
        error = result.error
        if result.is_cancelled:
            self.steps.reset()
            self.steps.notice.show_message(_STOPPED, "warn")
        elif isinstance(error, PackageError | DataFileError):
            self.steps.stop_at("err")
            self.steps.notice.show_message(explain(error.code, error.values).text, "err", error.code)
            self.again.setVisible(isinstance(error, PackageError))
        else:
            raise error
        self.what.numbers.given()

    def _begin_again(self) -> None:
        self.again.hide()
        self.steps.reset()
        self._look_at_sticks()
        self._follow()
        self.sticks.setFocus()

    def _is_busy(self) -> bool:
        return self._is_sending or self.test.is_running

    def _test(self, target: Target) -> None:
        self.again.hide()
        self.test.start(target)
        self._follow()
        self.stop.setFocus()
        self._area.ensureWidgetVisible(self.steps, 0, 0)

    def _tested(self) -> None:
        if shiboken6.isValid(self):
            self.sticks.show_proved(self._carrying.proved(self._shell))
            self._follow()
            self.act.setFocus()
            QTimer.singleShot(0, self._show_end)

    def _stop(self) -> None:
        if self._is_busy():
            self._shell.jobs.cancel()
        else:
            self.reject()

    def _eject(self) -> None:
        target = self.sticks.target
        if target is not None and target.drive is not None:
            drive = target.drive
            self._shell.jobs.start(
                "Melepas flashdisk",
                lambda _progress: workflows.send_package.eject(drive),
                self._ejected,
                quiet=True,
            )

    def _ejected(self, result: Ok[bool] | Err) -> None:
        if shiboken6.isValid(self) and isinstance(result, Ok):
            self._show_safe(result.value, _STILL_USED)
            self._follow()

    def _open_folder(self) -> None:
        if self.sticks.target is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.sticks.target.folder)))


def open_send(carrying: Carrying, shell: Shell) -> None:
    """Show the dialog over the window."""
    SendDialog(shell, carrying).open()


def open_copy(carrying: Carrying, shell: Shell) -> None:
    """Show the dialog over the window for a copy of everything outside this PC."""
    SendDialog(shell, carrying, is_copy=True).open()


def _work(
    wish: Wish, choices: Any, target: Target, carrying: Carrying
) -> Callable[[DataFile, Progress], Done | Refused]:
    """Return what the worker does: hand out the block, send, ask for the stick back."""

    def work(data_file: DataFile, progress: Progress) -> Done | Refused:
        sending, changes = workflows.send_package, []
        if wish.block is not None and wish.district is not None:
            span = (wish.block.first, wish.block.last)
            label = f"Beri blok nomor {span[0]}-{span[1]}"
            changes.append(
                sending.give_block(data_file, wish.district, wish.block.series, wish.block.year, span, label)
            )
        sent = sending.send(
            data_file, choices, target.folder, progress, drive=target.drive, layer=carrying.layer
        )
        if isinstance(sent, Refused):
            return sent
        is_ejected = target.drive is not None and sending.eject(target.drive)
        return Done(sent, is_ejected, (*changes, sent.changes))

    return work


def _act_words(wish: Wish, district: str) -> str:
    if wish.district is not None:
        return f"Kirim Kec. {district}"
    if wish.count == 0:
        return "Kirim"
    return "Kirim semua" if wish.count is None else f"Kirim {words.thousands(wish.count)} perubahan"
