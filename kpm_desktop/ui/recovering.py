"""What the start page offers for a damaged, missing or older data file, and how that is done and told."""

import shutil
from functools import partial
from pathlib import Path

from kpm_desktop import workflows
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.backups import is_intact, listing
from kpm_desktop.store.errors import (
    BusyError,
    CopiedWhileOpenError,
    DamagedError,
    DataFileError,
    DiskError,
    ForeignDatabaseError,
    FullError,
    LockedError,
    MissingError,
    NewerVersionError,
    NotADataFileError,
    OlderThanJournalError,
    PlaceError,
    translating,
)
from kpm_desktop.store.journal import files_in
from kpm_desktop.store.places import beside
from kpm_desktop.store.recovery import Recovered
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.difference_words import short_moment
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.parts import Offer
from kpm_desktop.ui.program import Program
from kpm_desktop.ui.recovered_dialog import RecoveredDialog
from kpm_desktop.workflows.progress import Progress

_RECOVERABLE = (MissingError, DamagedError, NotADataFileError, ForeignDatabaseError)
_UNLIKE_OURS = (NotADataFileError, ForeignDatabaseError, CopiedWhileOpenError)
"""What a file that was ours looks like when it is damaged or was written by another program."""
PASSING = (BusyError, LockedError, FullError, DiskError)
"""What may be over when the same is tried again."""


class Recovering:
    """Lives as long as the program."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def seen(self, error: DataFileError, path: Path, *, was_ours: bool) -> DataFileError:
        """Return what to tell of a file that did not open: what was ours is damaged; what is left of it."""
        if was_ours and isinstance(error, _UNLIKE_OURS):
            error = DamagedError(file=path.name, place=error.code)
        if not isinstance(error, DamagedError):
            return error
        places = beside(path.absolute())
        intact = [short_moment(one.made_at) for one in listing(places.backups) if is_intact(one)]
        facts = {"backup": intact[0] if intact else "", "journal": "1" if files_in(places.journal) else ""}
        return DamagedError(**error.values, **facts)

    def offers(self, error: DataFileError, path: Path, known: Uid | None) -> tuple[Offer, ...]:
        """Return what to offer for a file that did not open; nothing where nothing is left to begin with.

        `known` is the uid of the file that this PC knows at that place.
        """
        if isinstance(error, OlderThanJournalError):
            words = f"Gabungkan {error.values['missing']} perubahan"
            return (Offer(words, partial(self.merge_journal, path), "history"),)
        if isinstance(error, PlaceError) and error.values.get("kind") != "long":
            return (Offer("Salin ke komputer ini", partial(self.copy_here, path), "download"),)
        if isinstance(error, NewerVersionError):
            return self._ways_back(path, known)
        return self._ways_anew(error, path, known) if isinstance(error, _RECOVERABLE) else ()

    def _ways_anew(self, error: DataFileError, path: Path, known: Uid | None) -> tuple[Offer, ...]:
        found = listing(beside(path.absolute()).backups)
        if not found and not isinstance(error, DamagedError):
            return ()
        words = f"Pulihkan cadangan {short_moment(found[0].made_at)}" if found else "Pulihkan"
        offer = Offer(words, partial(self.recover, path, known), "history")
        if not isinstance(error, DamagedError):
            return (offer,)
        return (offer, Offer("Simpan salinan yang rusak…", partial(self.save_damaged, path), "folder"))

    def _ways_back(self, path: Path, known: Uid | None) -> tuple[Offer, ...]:
        backup = workflows.recover_file.openable(path)
        if backup is None:
            return ()
        words = f"Kembali ke cadangan {short_moment(backup.made_at)}"
        return (Offer(words, partial(self.go_back, path, known), "history"),)

    def save_damaged(self, path: Path) -> None:
        """Copy a damaged file, as it is, to where the operator wants it (for whoever is to look at it)."""
        target = dialogs.choose_save(
            self._program.front, "Simpan salinan yang rusak", f"{path.stem}-rusak.db", dialogs.DATA_FILES
        )
        if target is None or target == path.absolute():
            return
        try:
            with translating(target):
                shutil.copyfile(path, target)
        except DataFileError as error:
            dialogs.tell_error(self._program.front, error)

    def copy_here(self, path: Path) -> None:
        """Begin the data of this PC from a file that lies where none is opened, through the gate."""
        place = self._program.pc.free_place(self._program.front)
        if place is None:
            return
        writer_name, now = self._program.pc.settings.writer_name, self._program.pc.now

        def work(progress: Progress) -> None:
            workflows.start_from_package.start(place, path, None, progress, now=now, writer_name=writer_name)

        self._program.jobs.start("Menyalin ke komputer ini", work, partial(self._copied, place))

    def recover(self, path: Path, known: Uid | None = None) -> None:
        """Make a damaged or missing file anew on the worker, open it, and tell every step."""
        writer_name, now = self._program.pc.settings.writer_name, self._program.pc.now

        def work(progress: Progress) -> Recovered:
            return workflows.recover_file.recover(
                path, progress, known_file=known, writer_name=writer_name, now=now
            )

        self._program.jobs.start("Memulihkan data", work, partial(self._recovered, path))

    def go_back(self, path: Path, known: Uid | None = None) -> None:
        """Take the newest backup of this version instead of a newer program's file, which is kept."""
        writer_name, now = self._program.pc.settings.writer_name, self._program.pc.now

        def work(progress: Progress) -> Path:
            return workflows.recover_file.go_back(
                path, progress, known_file=known, writer_name=writer_name, now=now
            )

        self._program.jobs.start("Kembali ke cadangan", work, partial(self._gone_back, path))

    def merge_journal(self, path: Path) -> None:
        """Take into an older file what the journal holds, and open it."""
        writer_name, now = self._program.pc.settings.writer_name, self._program.pc.now

        def work(progress: Progress) -> int:
            return workflows.recover_file.merge_journal(path, progress, writer_name=writer_name, now=now)

        self._program.jobs.start("Menggabungkan catatan harian", work, partial(self._merged, path))

    def tell_failed(self, failed: Err) -> None:
        """Tell why a job of the start page did not succeed; a fault of our own goes on as one."""
        if isinstance(failed.error, DataFileError | PackageError):
            dialogs.tell_error(self._program.front, failed.error)
        elif not failed.is_cancelled:
            raise failed.error

    def _tell_not_done(self, result: Err) -> None:
        if result.is_cancelled:
            dialogs.inform(self._program.front, "Dihentikan. Data di komputer ini tidak berubah.")
        else:
            self.tell_failed(result)

    def _recovered(self, path: Path, result: Ok[Recovered] | Err) -> None:
        if isinstance(result, Err):
            self._tell_not_done(result)
            return
        self._program.open_file(path)
        RecoveredDialog(self._program.front, result.value, self._program.window).open()

    def _copied(self, place: Path, result: Ok[None] | Err) -> None:
        if isinstance(result, Err):
            self._tell_not_done(result)
        elif self._program.open_file(place):
            self._program.say("Data disalin ke komputer ini. Berkas asalnya tidak diubah.")

    def _gone_back(self, path: Path, result: Ok[Path] | Err) -> None:
        if isinstance(result, Err):
            self._tell_not_done(result)
        elif self._program.open_file(path):
            words = "Data kembali ke cadangan. Isian sesudah cadangan itu tidak ada di sini."
            details = f"Data dari versi yang lebih baru disimpan di:\n{result.value}"
            dialogs.inform(self._program.front, words, details)

    def _merged(self, path: Path, result: Ok[int] | Err) -> None:
        if isinstance(result, Err):
            self._tell_not_done(result)
        elif self._program.open_file(path):
            self._program.say(f"{result.value} perubahan digabungkan dari catatan harian.")
