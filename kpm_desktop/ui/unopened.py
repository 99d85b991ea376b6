"""Data that did not open: why, told where the operator looks, and what may be done about it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from kpm_desktop import log
from kpm_desktop.settings import KnownFile
from kpm_desktop.store.errors import DataFileError, MissingError, OlderThanJournalError
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.parts import Offer
from kpm_desktop.ui.program import Program
from kpm_desktop.ui.recovering import PASSING, Recovering


class Unopened:
    """Tells of one file after the other.

    Args:
        program: opens again, or shows the start page.
        recovering: what is left of damaged or missing data.
        begin_anew: begins new data where none are found.
    """

    def __init__(self, program: Program, recovering: Recovering, begin_anew: Callable[[], object]) -> None:
        self._program, self._recovering, self._begin_anew = program, recovering, begin_anew

    def tell(self, error: DataFileError, path: Path, known: KnownFile | None) -> None:
        """Tell why a file did not open: over the open data in a dialog, else on the start page."""
        program = self._program
        log.LOGGER.warning("not opened: %s", error.code)
        error = self._recovering.seen(error, path, was_ours=program.pc.was_here(path))
        offers = self._offers(error, path, known)
        if program.window is None or not program.workspace.is_open:
            program.show_start(
                explain(error.code, error.values), (*offers, *self._elsewhere(error, path, known))
            )
            return
        pressed = dialogs.tell_error(program.window, error, acts=[offer.text for offer in offers])
        if pressed is not None:
            offers[pressed].act()

    def _offers(self, error: DataFileError, path: Path, known: KnownFile | None) -> tuple[Offer, ...]:
        """Return what may be done about this file."""
        uid = bytes.fromhex(known.file_uid) if known and known.file_uid else None
        offers = self._recovering.offers(error, path, uid)
        if isinstance(error, PASSING):
            again = partial(self._program.open_file, path, known=known)
            return (*offers, Offer("Coba lagi", again, "refresh"))
        return offers

    def _elsewhere(self, error: DataFileError, path: Path, known: KnownFile | None) -> tuple[Offer, ...]:
        """Return what else there is to do while no data are open."""
        if isinstance(error, OlderThanJournalError):
            as_it_is = partial(self._program.open_file, path, accept_older=True)
            return (Offer("Buka seperti ini", as_it_is, "folder-open"),)
        if not isinstance(error, MissingError):
            return ()
        search = Offer("Cari berkas…", self._program.open_data, "search")
        if known is None or path != self._program.pc.default:
            return (search,)
        return (search, Offer("Mulai baru…", self._begin_anew, "plus"))
