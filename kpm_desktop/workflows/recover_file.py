"""A damaged or missing data file is made anew from backup, journal and what can still be read. One button.

Every step is reported with its counts; the damaged file is kept. `data-file.md` section 8.
"""

import contextlib
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kpm_desktop.domain.uid import Uid
from kpm_desktop.store import recovery
from kpm_desktop.store.arrivals import Arrivals
from kpm_desktop.store.backups import Backup, listing
from kpm_desktop.store.connection import check_driver, guard
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError, NoRecoveryError
from kpm_desktop.store.file_passport import COUNTED
from kpm_desktop.store.lost_schema import salvage_without_schema
from kpm_desktop.store.places import beside, refuse_bad_place
from kpm_desktop.store.recovery import Base, Recovered, StepDone, StepName
from kpm_desktop.store.salvage import NOTHING, Salvaged, salvage
from kpm_desktop.workflows.progress import Progress, telling

LABEL: Final = "Pulihkan data setelah kerusakan"
BACK_LABEL: Final = "Kembali ke cadangan sebelum pembaruan aplikasi"
MERGE_LABEL: Final = "Gabung {count} perubahan dari catatan harian"
_STEPS: Final = {
    "copy": "Menyimpan salinan yang rusak",
    "rollback": "Membatalkan tulisan yang belum selesai",
    "index": "Mencoba memperbaiki daftar isi",
    "backup": "Mencari cadangan yang utuh",
    "journal": "Membaca catatan harian",
    "salvage": "Membaca isi yang masih terbaca",
    "build": "Menyusun dan memeriksa data baru",
    "swap": "Memasang data baru",
}


def recover(
    path: Path,
    progress: Progress,
    *,
    known_file: Uid | None = None,
    writer_name: str = "",
    now: Callable[[], dt.datetime] = dt.datetime.now,
) -> Recovered:
    """Make the file at `path` anew; afterwards it can be opened, and writes under a new writer id.

    Raises LockedError when it is open somewhere, NoRecoveryError when there is neither backup nor journal nor
    anything readable, and the errors of the disk; then the file is as it was.
    """
    path = path.absolute()
    check_driver()
    refuse_bad_place(path)
    run = _Run(path, progress, now())
    with recovery.held(path) as places, contextlib.ExitStack() as leftovers:
        kept = recovery.set_aside(path, places, run.moment)
        run.done("copy", files=int(kept is not None))
        base, salvaged = None, NOTHING
        if kept is not None:
            work, was_hot = recovery.work_copy(kept)
            leftovers.callback(_remove, work)
            run.done("rollback", journals=int(was_hot))
            salvaged = salvage(work)
            if salvaged.about is None:
                salvaged = max(salvaged, salvage_without_schema(work), key=lambda one: one.changes)
            if salvaged.about is not None and known_file not in {None, salvaged.about[0]}:
                salvaged = NOTHING
            elif recovery.mended(work):
                base = Base(work, None)
            run.done("index", mended=int(base is not None))
        target = path.with_name(f"{path.name}.pulih")
        leftovers.callback(_remove, target)
        if base is None:
            wanted = salvaged.about[0] if salvaged.about else known_file
            base = recovery.newest_sound(places, target, wanted, run.tell)
            run.done("backup", skipped=len(base.skipped) if base else 0, found=int(base is not None))
        base = base or recovery.empty_base(places, target, salvaged, run.moment)
        if base is None:
            raise NoRecoveryError(file=path.name)
        leftovers.callback(_remove, base.path.with_name(f"{base.path.name}.baru"))
        built = run.put_together(base, salvaged, recovery.of_journal(places, base), writer_name)
        recovery.swap(built.path, path)
        run.done("swap")
    before = {name: len(salvaged.state.get(name, ())) for name in COUNTED} if kept is not None else None
    return Recovered(tuple(run.steps), base.backup, before, built.counts, built.missing, kept)


def openable(path: Path) -> Backup | None:
    """Return the newest backup beside a data file that is of this program's version, judged by its header."""
    for backup in listing(beside(path.absolute()).backups):
        with contextlib.suppress(DataFileError, OSError):
            guard(backup.path)
            return backup
    return None


def go_back(
    path: Path,
    progress: Progress,
    *,
    known_file: Uid | None = None,
    writer_name: str = "",
    now: Callable[[], dt.datetime] = dt.datetime.now,
) -> Path:
    """Put the newest sound backup that this program can open in the place of a newer program's file.

    Returns where that file is kept, with its journal. Raises as `recover`, Cancelled when the operator stops
    before it is put there; then everything is as it was.
    """
    path, moment, step = path.absolute(), now(), telling(progress)
    check_driver()
    refuse_bad_place(path)
    target = path.with_name(f"{path.name}.pulih")
    with recovery.held(path) as places, contextlib.ExitStack() as leftovers:
        leftovers.callback(_remove, target)
        base = recovery.newest_sound(places, target, known_file, step)
        if base is None:
            raise NoRecoveryError(file=path.name)
        leftovers.callback(_remove, target.with_name(f"{target.name}.baru"))
        built = recovery.build(base, (), NOTHING, moment, writer_name, BACK_LABEL, step)
        step(_STEPS["swap"])
        kept = recovery.set_aside(path, places, moment)
        if kept is None:
            raise NoRecoveryError(file=path.name)
        recovery.put_away_journal(places, kept.parent)
        recovery.swap(built.path, path)
    return kept


def merge_journal(
    path: Path,
    progress: Progress,
    *,
    writer_name: str = "",
    now: Callable[[], dt.datetime] = dt.datetime.now,
) -> int:
    """Take into a file that is older than its journal what the journal holds; returns how many operations.

    A verified backup is made before. Raises as `DataFile.open`, Cancelled when the operator stops; then
    nothing was taken in.
    """
    data_file, is_done = DataFile.open(path, accept_older=True, writer_name=writer_name, now=now), False
    try:
        data_file.backup(telling(progress))
        count = data_file.merge_journal(lambda count: MERGE_LABEL.format(count=count), telling(progress))
        is_done = True
        return count
    finally:
        data_file.close(backup=is_done)


class _Run:
    """The steps done so far."""

    def __init__(self, path: Path, progress: Progress, moment: dt.datetime) -> None:
        self.path, self.moment = path, moment
        self.steps: list[StepDone] = []
        self._progress = progress
        self._begin("copy")

    def done(self, name: StepName, **counts: int) -> None:
        """Report a step, and what comes next."""
        self.steps.append(StepDone(name, counts))
        following = list(_STEPS)[list(_STEPS).index(name) + 1 :]
        if following:
            self._begin(following[0])

    def put_together(
        self, base: Base, salvaged: Salvaged, journal: Arrivals, writer_name: str
    ) -> recovery.Built:
        """Do the steps from the journal to the new file."""
        self.done("journal", operations=len(journal.operations), new=recovery.lacking(base, journal))
        self.done(
            "salvage",
            operations=len(salvaged.arrivals.operations),
            changes=salvaged.changes,
            new=recovery.lacking(base, salvaged.arrivals),
        )
        sources = (journal, salvaged.arrivals)
        built = recovery.build(base, sources, salvaged, self.moment, writer_name, LABEL, self.tell)
        self.done(
            "build",
            operations=len(built.brought.operations),
            unproved=built.unproved,
            refilled=built.refilled,
            later=built.later,
        )
        return built

    def tell(self, what: str) -> None:
        """Tell what is done within a step."""
        self._progress.step(len(self.steps), len(_STEPS), what)

    def _begin(self, name: str) -> None:
        self._progress.step(list(_STEPS).index(name), len(_STEPS), _STEPS[name])


def _remove(path: Path) -> None:
    for one in (path, *recovery.beside_of(path)):
        with contextlib.suppress(OSError):
            one.unlink(missing_ok=True)
