"""The register of the office: its data, signatories, settings that every PC shares, editable lists."""

import datetime as dt
from collections.abc import Mapping, Sequence

from kpm_desktop.domain.office import (
    DEFAULT_CHOICES,
    DEFAULT_SETTINGS,
    PRACTICE,
    Choice,
    ImportMapping,
    Office,
    PublicKey,
    Setting,
    Signatory,
)
from kpm_desktop.domain.signing import valid_signatories
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store import rows
from kpm_desktop.store.rows import Rows

OFFICE = pair_uid("office")
"""The one row of the office: the same on every PC."""


class Offices:
    """The office of one data file."""

    def __init__(self, data_file: Rows) -> None:
        self._file = data_file

    def get(self) -> Office:
        """Return the office; an empty one while nothing was filled in."""
        found = rows.select(self._file, Office, "r.uid = ?", (OFFICE,))
        return found[0] if found else Office(OFFICE)

    def save(self, office: Office, loaded: Office | None = None) -> None:
        """Write the office within the open operation."""
        rows.save(self._file, office, loaded)

    def signatories(self) -> list[Signatory]:
        """Return all signatories, the one whose time began last first."""
        return rows.select(
            self._file, Signatory, order="r.valid_from IS NULL, r.valid_from DESC, r.name, r.uid"
        )

    def signatories_on(self, day: dt.date) -> list[Signatory]:
        """Return who may sign a paper of that day, the best choice first; none is F.405."""
        return valid_signatories(self.signatories(), day)

    def get_signatory(self, uid: Uid) -> Signatory:
        """Return a signatory, also a deleted one; KeyError when there never was such a row."""
        return rows.get(self._file, Signatory, uid)

    def save_signatory(self, signatory: Signatory, loaded: Signatory | None = None) -> None:
        """Write a signatory within the open operation."""
        rows.save(self._file, signatory, loaded)

    def delete_signatory(self, uid: Uid) -> None:
        """Delete a signatory within the open operation; issued papers keep him as printed."""
        rows.remove(self._file, Signatory, uid)

    def settings(self) -> Mapping[str, str]:
        """Return all shared settings as text, the defaults where nobody changed them."""
        stored = {setting.key: setting.value for setting in rows.select(self._file, Setting)}
        return {**DEFAULT_SETTINGS, **stored}

    def number(self, key: str) -> int:
        """Return a shared setting as a whole number, its default when it is none."""
        text = self.settings()[key]
        return int(text if text.isdecimal() else DEFAULT_SETTINGS[key])

    def is_practice(self) -> bool:
        """Tell whether this file is a copy for training (Salinan latihan)."""
        return PRACTICE in self.settings()

    def save_setting(self, key: str, value: str) -> None:
        """Write a shared setting within the open operation."""
        rows.save(self._file, Setting(pair_uid("setting", key), key, value))

    def reset_setting(self, key: str) -> None:
        """Let a shared setting be the default again (Kembali ke standar)."""
        if rows.select(self._file, Setting, "r.key = ?", (key,)):
            rows.remove(self._file, Setting, pair_uid("setting", key))

    def choices(self, name: str) -> list[str]:
        """Return what an editable list offers; as shipped while the office did not change it."""
        stored = self.choice_rows(name)
        if not stored:
            return list(DEFAULT_CHOICES.get(name, ()))
        return [choice.value for choice in stored if choice.active]

    def choice_rows(self, name: str) -> list[Choice]:
        """Return the entries of a list that the office changed, also those no longer offered."""
        return rows.select(self._file, Choice, "r.list = ?", (name,), "r.position, r.uid")

    def save_choices(self, name: str, values: Sequence[str]) -> None:
        """Let a list offer exactly these values, in this order, within the open operation.

        Values that are not offered any more stay, inactive: records may hold them.
        """
        kept = dict.fromkeys(value.strip() for value in values if value.strip())
        known = [choice.value for choice in self.choice_rows(name)] or DEFAULT_CHOICES.get(name, ())
        dropped = [value for value in known if value not in kept]
        for position, value in enumerate([*kept, *dropped], 1):
            uid = pair_uid("choice", name, value)
            rows.save(self._file, Choice(uid, name, value, position, value in kept))

    def public_keys(self) -> list[PublicKey]:
        """Return the public keys, newest first."""
        return rows.select(self._file, PublicKey, order="r.since DESC, r.uid")

    def save_public_key(self, key: PublicKey) -> None:
        """Add a public key within the open operation."""
        rows.save(self._file, key)

    def import_mapping(self, sender: str) -> str:
        """Return how the sheets of a sender were read last, a JSON text; empty for an unknown one."""
        found = rows.select(self._file, ImportMapping, "r.sender = ?", (sender,))
        return found[0].mapping if found else ""

    def save_import_mapping(self, sender: str, mapping: str) -> None:
        """Remember within the open operation how the sheets of a sender are read."""
        rows.save(self._file, ImportMapping(pair_uid("import_mapping", sender), sender, mapping))
