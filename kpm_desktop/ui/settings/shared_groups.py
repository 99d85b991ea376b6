"""Pengaturan that every PC of the office shares: numbering, ideals and limits, the editable lists."""

import dataclasses
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from kpm_desktop.domain import numbering
from kpm_desktop.domain.certificates import NumberSeries
from kpm_desktop.domain.problem import Problem
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import parts
from kpm_desktop.ui.form_opening import open_small, run
from kpm_desktop.ui.forms.field import FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.parts import Offer
from kpm_desktop.ui.settings.live_form import LiveForm
from kpm_desktop.ui.settings.office_group import shared_offers
from kpm_desktop.ui.theme import theme

TOKENS: Final = "{klasifikasi} {urut} {urut:03} {kode_opd} {kode_kegiatan} {bulan} {bulan_romawi} {tahun}"
LIST_WORDS: Final = {
    "position": "Jabatan KPM",
    "origin_institution": "Lembaga asal",
    "field": "Bidang",
    "cadre_role": "Peran KPM",
    "cadre_type": "Jenis kader",
    "potential": "Potensi",
    "education": "Pendidikan",
    "session_kind": "Jenis pertemuan",
    "end_reason": "Alasan selesai bertugas",
    "entry_document": "Berkas peserta lomba",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """The shared numbers as one record."""

    village_target: int | None
    village_ideal: int | None
    lesson_minutes: int | None
    decree_soon_days: int | None
    blank_rows: int | None


LIMIT_FIELDS: Final = (
    FieldSpec(
        "village_target", "KPM paling sedikit di setiap desa", "number", unit="orang", minimum=1, maximum=99
    ),
    FieldSpec(
        "village_ideal", "KPM paling banyak di setiap desa", "number", unit="orang", minimum=1, maximum=99
    ),
    FieldSpec("lesson_minutes", "Lama 1 jam pelajaran (JP)", "number", unit="menit", minimum=1, maximum=240),
    FieldSpec("decree_soon_days", "SK disebut segera habis", "number", unit="hari sebelumnya", maximum=730),
    FieldSpec("blank_rows", "Baris kosong di daftar hadir", "number", unit="baris", maximum=100),
)


class LimitsGroup(QWidget):
    """Ideal KPM dan batas."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.form = LiveForm(LIMIT_FIELDS, self._load, self._save, _limit_problems, shell.now().date())
        self.setLayout(
            parts.column(self.form, shared_offers(Offer("Kembali ke standar", self._reset)), None, spacing=12)
        )

    def refresh(self) -> None:
        """Show what is stored."""
        self.form.refresh()

    def _load(self) -> Limits:
        office = self._shell.workspace.data_file.office
        return Limits(**{field.name: office.number(field.name) for field in LIMIT_FIELDS})

    def _save(self, limits: Limits, before: Limits) -> None:
        changed = _changed(dataclasses.asdict(limits), dataclasses.asdict(before))

        def save(data_file: DataFile) -> None:
            for key, value in changed.items():
                data_file.office.save_setting(key, str(value))

        self._shell.workspace.run("edit", "Ubah pengaturan bersama", save)

    def _reset(self) -> None:
        def reset(data_file: DataFile) -> None:
            for field in LIMIT_FIELDS:
                data_file.office.reset_setting(field.name)

        self._shell.workspace.run("edit", "Kembalikan pengaturan ke standar", reset)


def _changed(now: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in now.items() if value != before[key] and value is not None}


def _limit_problems(limits: Limits) -> list[Problem]:
    low, high = limits.village_target, limits.village_ideal
    return [Problem("village_ideal", "F.103")] if low and high and high < low else []


@dataclasses.dataclass(frozen=True, slots=True)
class _Code:
    classification_code: str
    copy_mark: bool


class NumberingGroup(QWidget):
    """Penomoran: the archive code and the number series with their patterns."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        fields = (
            FieldSpec(
                "classification_code",
                "Kode klasifikasi arsip",
                hint="standar 400.10.3.5 Pelatihan Masyarakat",
            ),
            FieldSpec("copy_mark", "Cetak ulang sertifikat ditandai Salinan ke-n", "check"),
        )
        self.form = LiveForm(fields, self._load, self._save, lambda _code: [], shell.now().date())
        add = parts.button("Tambah seri nomor", "plus")
        add.clicked.connect(self._add)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().size(8))
        self.setLayout(
            parts.column(
                self.form,
                parts.heading("Seri nomor"),
                parts.label(f"Bagian yang diisi sendiri: {TOKENS}", "hint", wrap=True),
                self._list,
                parts.row(add, None),
                None,
                spacing=12,
            )
        )
        self.refresh()

    def refresh(self) -> None:
        """Show what is stored."""
        self.form.refresh()
        parts.clear(self._list)
        for series in self._shell.workspace.data_file.numbers.series():
            edit = parts.button("Ubah", "pencil")
            edit.clicked.connect(partial(self._ask, series, is_new=False))
            text = parts.column(
                parts.label(series.name, "bold"), parts.label(series.pattern, "secondary"), spacing=2
            )
            inner = parts.row(text, None, edit)
            inner.setContentsMargins(theme().size(14), theme().size(10), theme().size(14), theme().size(10))
            self._list.addWidget(parts.frame("card", inner))

    def _load(self) -> _Code:
        settings = self._shell.workspace.data_file.office.settings()
        return _Code(settings["classification_code"], settings["copy_mark"] != "0")

    def _save(self, code: _Code, _before: _Code) -> None:
        def save(data_file: DataFile) -> None:
            data_file.office.save_setting("classification_code", code.classification_code)
            data_file.office.save_setting("copy_mark", "1" if code.copy_mark else "0")

        self._shell.workspace.run("edit", "Ubah pengaturan nomor", save)

    def _add(self) -> None:
        pattern = "{klasifikasi}/{urut:03}/{kode_opd}/{tahun}"
        self._ask(NumberSeries(self._shell.workspace.data_file.new_uid(), "", pattern), is_new=True)

    def _ask(self, series: NumberSeries, *, is_new: bool) -> None:
        label = "Tambah seri nomor" if is_new else "Ubah seri nomor"

        def save(changed: NumberSeries, _notes: tuple[Note, ...]) -> str:
            before = None if is_new else series
            return run(
                self._shell, "edit", label, lambda data_file: data_file.numbers.save_series(changed, before)
            )

        fields = (
            FieldSpec("name", "Nama seri", required=True, hint="misalnya Sertifikat"),
            FieldSpec("pattern", "Pola nomor", required=True, hint=TOKENS),
        )
        open_small(
            self._shell,
            FormSpec(label, "list-numbers", fields),
            series,
            FormHooks(save=save, check=_series_problems),
        )


def _series_problems(series: NumberSeries) -> list[Problem]:
    named = [] if series.name.strip() else [Problem("name", "F.101")]
    return named + [
        dataclasses.replace(problem, field="pattern")
        for problem in numbering.pattern_problems(series.pattern)
    ]


class ListsGroup(QWidget):
    """Daftar pilihan: one value a line, kept as it is written."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._which = QComboBox()
        self._which.setAccessibleName("Daftar")
        for name, words in LIST_WORDS.items():
            self._which.addItem(words, name)
        self._which.currentIndexChanged.connect(self.refresh)
        self._text = QPlainTextEdit()
        self._text.setAccessibleName("Isi daftar, satu di setiap baris")
        self._text.setTabChangesFocus(True)
        save = parts.button("Simpan daftar", "check", "primary")
        save.clicked.connect(self._save)
        self.setLayout(
            parts.column(
                self._which,
                parts.label(
                    "Satu pilihan di setiap baris. Yang dihapus dari daftar tetap terbaca di data lama.",
                    "hint",
                    wrap=True,
                ),
                self._text,
                parts.row(save, None),
                spacing=8,
            )
        )
        self.refresh()

    def refresh(self, *_place: int) -> None:
        """Show the chosen list as it is offered."""
        values = self._shell.workspace.data_file.office.choices(self._which.currentData())
        text = "\n".join(values)
        if text != self._text.toPlainText() and not self._text.hasFocus():
            self._text.setPlainText(text)

    def _save(self) -> None:
        name, values = self._which.currentData(), self._text.toPlainText().splitlines()
        self._shell.workspace.run(
            "edit",
            f"Ubah daftar {LIST_WORDS[name]}",
            lambda data_file: data_file.office.save_choices(name, values),
        )
