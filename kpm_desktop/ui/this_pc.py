"""What this PC knows: its settings, where its own data lie, and where the sample data lie."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kpm_desktop import log
from kpm_desktop.settings import KnownFile, Settings
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.places import beside
from kpm_desktop.ui import dialogs


class ThisPC:
    """Lives as long as the program.

    Args:
        settings: this PC's settings as they were stored.
        keep: stores changed settings.
        default: where this user's data file lies when no other is known.
        sample: where the sample data lie.
        now: the clock.
    """

    def __init__(
        self,
        settings: Settings,
        keep: Callable[[Settings], object],
        *,
        default: Path,
        sample: Path,
        now: Callable[[], dt.datetime],
    ) -> None:
        self.settings = settings
        self.default, self.sample, self.now = default, sample, now
        self._keep = keep

    def change(self, changed: Settings) -> None:
        """Take and keep other settings; where they cannot be stored they hold until the program ends."""
        self.settings = changed
        try:
            self._keep(changed)
        except OSError as error:
            log.LOGGER.warning("settings not kept: %s", error.strerror)

    def remember(self, data_file: DataFile) -> None:
        """Remember a data file as the one opened last; what is only there to learn with is not remembered."""
        if self.is_to_learn(data_file):
            return
        known = KnownFile(
            path=str(data_file.path),
            file_uid=data_file.file_uid.hex(),
            name=owner_name(data_file),
            opened_at=self.now().isoformat(timespec="seconds"),
        )
        self.change(self.settings.with_known_file(known))

    def is_to_learn(self, data_file: DataFile) -> bool:
        """Tell whether these are sample data or a copy for training: never taken for the office's own."""
        return data_file.path == self.sample.absolute() or data_file.office.is_practice()

    def was_here(self, path: Path) -> bool:
        """Tell whether data of this PC lay at this place."""
        path = path.absolute()
        was_known = any(Path(known.path) == path for known in self.settings.known_files)
        return was_known or beside(path).journal.exists()

    def is_lost(self, path: Path) -> bool:
        """Tell whether data lay here once that are not found any more."""
        return not (path.exists() and path.stat().st_size) and self.was_here(path)

    def free_place(self, parent: QWidget | None) -> Path | None:
        """Return where new data may lie: the usual place, or one that the operator chooses; None: none."""
        if not self.default.exists():
            return self.default
        return dialogs.choose_save(parent, "Simpan data baru", "kpm.db", dialogs.DATA_FILES)


def owner_name(data_file: DataFile) -> str:
    """Return whose data these are: the regency, before it the district they are cut for; "" when unknown."""
    regency = data_file.villages.regency()
    code = data_file.district_code
    district = next((one.name for one in data_file.villages.districts() if one.code == code), "")
    parts = (f"Kec. {district}" if district else "", regency.name if regency else "")
    return ", ".join(part for part in parts if part)
