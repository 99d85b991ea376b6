"""The two passports over a merge: the data of this PC, and what came on the stick."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain.passport import Comparison, Standing
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import parts
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.package_words import moment_words
from kpm_desktop.ui.parts import Pill, Symbol
from kpm_desktop.ui.theme import Density, theme

_COUNTED = (("cadre_term", "Kader"), ("certificate", "Sertifikat"))
_OURS = {
    Standing.SAME: ("Sama", "ok"),
    Standing.OLDER: ("Paling baru", "ok"),
    Standing.NEWER: ("Tertinggal {here} perubahan", "warn"),
    Standing.BOTH: ("Punya {there} perubahan lain", "info"),
}
_THEIRS = {
    Standing.SAME: ("Sama", "ok"),
    Standing.OLDER: ("Lebih lama, kurang {there} perubahan", "warn"),
    Standing.NEWER: ("Membawa {here} perubahan", "info"),
    Standing.BOTH: ("Tertinggal {there}, membawa {here} perubahan", "info"),
}


class Passports(QWidget):
    """Both cards, side by side."""

    def __init__(self, data_file: DataFile, taken: Sequence[Any]) -> None:
        super().__init__()
        standing = _together([one.standing for one in taken])
        self._cards = (_our_card(data_file, standing), _their_card(data_file, taken, standing))
        box = parts.row(*self._cards, spacing=10)
        for place in range(2):
            box.setStretch(place, 1)
        self.setLayout(box)

    def take_density(self, width: int) -> None:
        """Show only what came, its name and standing, where there is little room."""
        roomy = theme().density(width) < Density.NARROW
        ours, theirs = self._cards
        ours.setVisible(roomy)
        theirs.facts.setVisible(roomy)


class _Card(QFrame):
    """A passport: icon, name, standing, and below its facts with figures at the right."""

    def __init__(
        self,
        icon: str,
        title: str,
        pill: Pill,
        facts: Sequence[tuple[str, str]],
        figures: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        name = ElidedLabel("card")
        name.setText(title)
        head = parts.row(Symbol(icon, "accent", 18), name, pill)
        head.setStretch(1, 1)
        self.facts = QWidget()
        grid = QGridLayout(self.facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().size(16))
        grid.setVerticalSpacing(theme().size(1))
        for place, (word, value) in enumerate(facts):
            shown = ElidedLabel("bold")
            shown.setText(value)
            grid.addWidget(parts.label(word, "secondary"), place, 0)
            grid.addWidget(shown, place, 1)
        for place, (word, value) in enumerate(figures):
            grid.addWidget(parts.label(word, "secondary"), place, 2)
            grid.addWidget(parts.label(value, "bold"), place, 3)
        grid.setColumnStretch(1, 1)
        box = parts.column(head, self.facts, spacing=4)
        box.setContentsMargins(theme().size(14), theme().size(8), theme().size(14), theme().size(8))
        self.setLayout(box)
        told = ", ".join(f"{word} {value}" for word, value in (*facts, *figures))
        self.setAccessibleName(f"{title}, {pill.text()}: {told}")
        self.setToolTip(told)


def _together(found: Sequence[Comparison]) -> Comparison:
    """Return how several packages stand to our data, counted as the one that brings most."""
    return max(found, key=lambda one: (one.missing_here, -one.missing_there))


def _our_card(data_file: DataFile, standing: Comparison) -> _Card:
    last = data_file.rows("SELECT max(at) FROM operation")[0][0]
    living = data_file.living()
    facts = [
        ("Pemilik", data_file.office.get().name or _regency(data_file)),
        ("PC", data_file.writer_name()),
        ("Terakhir diubah", _moment(data_file, last)),
    ]
    figures = [
        ("Revisi", thousands(sum(data_file.vector().values()))),
        *((word, thousands(living.get(table, 0))) for table, word in _COUNTED),
    ]
    return _Card("device-desktop", "Data di PC ini", _pill(_OURS, standing), facts, figures)


def _their_card(data_file: DataFile, taken: Sequence[Any], standing: Comparison) -> _Card:
    first = taken[0]
    title = first.source.name if len(taken) == 1 else f"{len(taken)} paket dari flashdisk"
    is_strange = any(workflows.receive_package.is_strange(data_file, one) for one in taken)
    pill = Pill("Register lain", "warn") if is_strange else _pill(_THEIRS, standing)
    if len(taken) > 1:
        facts = [
            (one.sender or "PC lain", f"{one.source.name}, {_made(data_file, one)}") for one in taken[:3]
        ]
        if len(taken) > 3:
            facts[-1] = ("", f"dan {len(taken) - 2} paket lain")
        return _Card("usb", title, pill, facts, [])
    facts = [
        ("Pemilik", _regency(data_file)),
        ("PC", first.sender),
        ("Dibuat" if first.manifest is not None else "Terakhir diubah", _made(data_file, first)),
    ]
    figures = [
        ("Revisi", thousands(sum(first.end.values()))),
        *((word, thousands(first.counts[table])) for table, word in _COUNTED if table in first.counts),
    ]
    return _Card("usb", title, pill, facts, figures)


def _pill(words: dict[Standing, tuple[str, str]], standing: Comparison) -> Pill:
    text, tone = words[standing.standing]
    here, there = thousands(standing.missing_here), thousands(standing.missing_there)
    return Pill(text.format(here=here, there=there), tone)


def _made(data_file: DataFile, one: Any) -> str:
    return _moment(data_file, one.manifest.created if one.manifest is not None else one.gated.last_at)


def _moment(data_file: DataFile, at: str | None) -> str:
    return moment_words(dt.datetime.fromisoformat(at), data_file.now()) if at else ""


def _regency(data_file: DataFile) -> str:
    regency = data_file.villages.regency()
    return regency.name if regency else data_file.regency_code
