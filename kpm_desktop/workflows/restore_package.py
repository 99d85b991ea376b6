"""Going back to the state that a package or copied data file carries: looked at exactly, then one operation.

For the copy outside this PC, on a healthy file; without one, `start_from_package.py` begins from it.
`data-file.md` section 8.
"""

from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.domain.passport import Standing, fits
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.incoming import Incoming
from kpm_desktop.store.restoring import Return
from kpm_desktop.workflows import package_content
from kpm_desktop.workflows.package_content import Passphrase
from kpm_desktop.workflows.progress import QUIET, Progress, telling
from kpm_desktop.workflows.receive_package import Arrived


def may_return(data_file: DataFile, one: Arrived) -> bool:
    """Tell whether what arrived carries an earlier state of these data, all of it."""
    is_whole = one.manifest is None or one.manifest.kind != "extract"
    is_earlier = one.standing.standing in {Standing.OLDER, Standing.BOTH}
    return is_whole and is_earlier and one.file_uid == data_file.file_uid


def look(
    data_file: DataFile, one: Arrived, passphrase: Passphrase, progress: Progress
) -> tuple[Incoming, Return]:
    """Open what arrived, check it, and return what going back to it would change; nothing is changed.

    Raises PackageError (E-MENUNGGU for one that builds upon what is not here), ReadOnlyError, Cancelled.
    """
    if not fits(one.start, data_file.vector()):
        raise PackageError("E-MENUNGGU")
    if one.manifest is not None:
        incoming = package_content.of_package(one.copy, one.manifest, passphrase, progress)
    else:
        assert one.gated is not None  # noqa: S101 - it is one or the other
        incoming = package_content.of_database(one.gated, progress)
    data_file.examine(incoming)
    return incoming, data_file.look_back(incoming, telling(progress))


def restore(data_file: DataFile, incoming: Incoming, label: str, progress: Progress = QUIET) -> Return:
    """Back up what is there now, then bring that state back as one operation that can be undone.

    Raises as `look`; then nothing has changed.
    """
    step = telling(progress)
    data_file.backup(step)
    return data_file.go_back(incoming, label, "Gabung {} perubahan dari kiriman".format, step)
