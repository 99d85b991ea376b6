"""One field of many cadres at once: the menu of fields, and a form with that one field."""

import dataclasses
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.cadres.form import STATES
from kpm_desktop.ui.form_opening import open_small, run
from kpm_desktop.ui.forms.field import FieldKind, FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.page import Shell

FIELDS: tuple[tuple[str, str, FieldKind], ...] = (
    ("position", "Jabatan", "choice"),
    ("origin_institution", "Lembaga asal", "choice"),
    ("field", "Bidang", "choice"),
    ("education", "Pendidikan", "choice"),
    ("cadre_type", "Jenis kader", "choice"),
    ("decree_no", "Nomor SK", "text"),
    ("decree_date", "Tanggal SK", "date"),
    ("term_start", "Mulai tugas", "date"),
    ("term_end", "Akhir tugas", "date"),
    ("status", "Keadaan", "pick"),
    ("status_reason", "Alasan", "choice"),
    ("potential", "Potensi", "choice"),
    ("verified", "Sudah diperiksa", "check"),
)
_LISTS = {"status_reason": "end_reason"}
_EMPTY: dict[FieldKind, Any] = {"date": None, "check": True}


@dataclasses.dataclass(frozen=True, slots=True)
class OneValue:
    """What is written into one field of all of them."""

    value: Any


def open_bulk_menu(shell: Shell, persons: Sequence[Uid], beside: QWidget) -> None:
    """Let the operator choose the field, above the selection bar."""
    menu = QMenu(beside)
    for name, label, kind in FIELDS:
        entry = menu.addAction(label)
        entry.triggered.connect(partial(_open, shell, tuple(persons), name, label, kind))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(beside.mapToGlobal(QPoint(0, -menu.sizeHint().height())))


def _open(
    shell: Shell, persons: Sequence[Uid], name: str, label: str, kind: FieldKind, _checked: bool = False
) -> None:
    count = thousands(len(persons))
    choices = partial(shell.workspace.data_file.office.choices, _LISTS.get(name, name))
    field = FieldSpec("value", label, kind, choices=choices, options=STATES)

    def save(record: OneValue, _notes: tuple[Note, ...]) -> str:
        def act(file: DataFile) -> None:
            file.cadres.set_field(persons, name, record.value)

        return run(shell, "edit", f"Ubah {label} {count} kader", act)

    spec = FormSpec(
        f"Ubah {label} {count} kader",
        "pencil",
        (field,),
        subtitle=lambda _record: "Kosong berarti isian ini dikosongkan pada semuanya.",
    )
    hooks = FormHooks(save=save, check=_nothing_wrong)
    open_small(shell, spec, OneValue(_EMPTY.get(kind, "active" if kind == "pick" else "")), hooks)


def _nothing_wrong(_record: OneValue) -> list[Problem]:
    return []
