"""What is told of packages that went out: of one just now, and when each stick was sent to last."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from kpm_desktop.domain import dates, words
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.package_words import size_words


def passport(sent: Any) -> list[tuple[str, str]]:
    """Return what a package just sent says of itself, each with its heading."""
    manifest = sent.manifest
    told = [
        ("Nomor", str(manifest.number)),
        ("Isi", f"{words.thousands(manifest.changes)} isian, {size_words(sent.exported.size)}"),
        ("Sidik", f"{sent.fingerprint}, tampil juga di PC penerima"),
    ]
    older = [name for name in sent.exported.removed if not name.endswith(".part")]
    if older:
        told.append(("Dihapus", f"{len(older)} kiriman paling lama; tiga terbaru tinggal"))
    return told


def last_used(data_file: DataFile) -> Mapping[str, str]:
    """Return when each stick was sent to last, by its serial."""
    used: dict[str, str] = {}
    for entry in data_file.packages():
        serial = entry.details.get("serial")
        if entry.direction == "out" and serial and serial not in used:
            used[serial] = dates.long_date(dt.datetime.fromisoformat(entry.at).date())
    return used
