"""Whether a stick holds what it says, tested when the operator asks for it; that may take long."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from kpm_desktop import workflows
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.packages.carrying import Carrying
from kpm_desktop.ui.packages.sending_steps import SendingSteps
from kpm_desktop.ui.packages.sticks import Target
from kpm_desktop.ui.page import Shell

_ON_ITS_WAY: Final = (
    "Seluruh ruang kosong diisi lalu dibaca kembali. Itu bisa lama dan boleh dihentikan. "
    "Jangan cabut flashdisk."
)
_PROVED: Final = "Flashdisk ini asli: seluruh ruang kosongnya dapat diisi dan dibaca kembali."
_STOPPED: Final = "Pengujian dihentikan. Berkas ujinya sudah dihapus."
_TOO_FULL: Final = (
    "Flashdisk ini lebih dari separuh terisi, jadi kapasitasnya tidak dapat diuji. "
    "Kosongkan dulu lalu tekan Uji lagi."
)


class StickTest(QObject):
    """The test of one stick, told in the steps of sending; `ended` is called after each."""

    def __init__(
        self, shell: Shell, carrying: Carrying, steps: SendingSteps, ended: Callable[[], object]
    ) -> None:
        super().__init__(steps)
        self._shell, self._carrying, self._steps, self._ended = shell, carrying, steps, ended
        self._target: Target | None = None
        shell.jobs.progressed.connect(self._advance)

    @property
    def is_running(self) -> bool:
        """Tell whether a stick is being tested."""
        return self._target is not None

    def start(self, target: Target) -> None:
        """Test a stick; one that is more than half full proves nothing."""
        self._steps.reset()
        drive, layer = target.drive, self._carrying.layer
        if 2 * drive.free < drive.total:
            self._steps.notice.show_message(_TOO_FULL, "warn")
            return
        self._target = target
        self._steps.show_step("proved", "now")
        self._steps.notice.show_message(_ON_ITS_WAY, "info")
        self._shell.jobs.start(
            "Menguji flashdisk",
            lambda progress: workflows.send_package.prove(drive, progress, layer=layer),
            self._done,
        )

    def _advance(self, done: int, total: int, _what: str) -> None:
        if self.is_running and total:
            self._steps.bar.setRange(0, 100)
            self._steps.bar.setValue(100 * done // total)
            self._steps.show_step("proved", "now", f"{100 * done // total} %")

    def _done(self, result: Ok[int] | Err) -> None:
        target, self._target = self._target, None
        if isinstance(result, Ok) and target is not None:
            self._carrying.keep_proof(self._shell, target.drive)
            self._steps.show_step("proved", "ok", "teruji hari ini")
            self._steps.bar.setValue(self._steps.bar.maximum())
            self._steps.notice.show_message(_PROVED, "ok")
        elif isinstance(result, Err) and result.is_cancelled:
            self._steps.reset()
            self._steps.notice.show_message(_STOPPED, "warn")
        elif isinstance(result, Err) and isinstance(result.error, PackageError):
            self._steps.stop_at("err")
            told = explain(result.error.code, result.error.values)
            self._steps.notice.show_message(told.text, "err", result.error.code)
        elif isinstance(result, Err):
            raise result.error
        self._ended()
