"""Salinan data pribadi: all that the file holds of a person, for himself, with the request noted."""

import dataclasses
from functools import partial
from pathlib import Path
from typing import Any, Final

from kpm_desktop import workflows
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.log import LOGGER
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import person_words
from kpm_desktop.ui.exporting import write_file
from kpm_desktop.ui.form_opening import open_small
from kpm_desktop.ui.forms.field import FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.paper_flow import PaperFlow
from kpm_desktop.workflows.progress import Progress

TITLE: Final = "Salinan data pribadi"
SHAPES: Final = (("pdf", "PDF untuk dibaca"), ("json", "Berkas data (JSON)"))
_FIELDS: Final = (
    FieldSpec(
        "request", "Atas permintaan", required=True, max_length=200, hint="misalnya surat tanggal 3 Mei 2027"
    ),
    FieldSpec("shape", "Bentuk", "radio", options=SHAPES),
    FieldSpec("with_nik", "Tulis NIK lengkap", "check"),
)


@dataclasses.dataclass(frozen=True, slots=True)
class CopyForm:
    """Who asked and how the copy is to look."""

    request: str = ""
    shape: str = "pdf"
    with_nik: bool = False


def copy_data(shell: Shell, person: Uid) -> None:
    """Ask for the request, then show the PDF or write the file; it is noted when it goes out."""
    spec = FormSpec(
        TITLE,
        "file-export",
        _FIELDS,
        subtitle=lambda _record: "Semua yang disimpan tentang orang ini. Permintaannya dicatat di Riwayat.",
        act="Lanjutkan",
        act_icon="check",
    )
    open_small(
        shell,
        spec,
        CopyForm(),
        FormHooks(save=partial(_go_on, shell, person), check=_wrong),
    )


def _wrong(form: CopyForm) -> list[Problem]:
    return [] if form.request.strip() else [Problem("request", "F.101")]


def _go_on(shell: Shell, person: Uid, form: CopyForm, _notes: tuple[Note, ...]) -> str:
    if form.with_nik:
        LOGGER.info("a NIK was asked for in the copy of a person's data")
    if form.shape == "json":
        return _write(shell, person, form)

    def compose(data_file: DataFile, progress: Progress) -> Any:
        told = person_words.told_person(data_file, person, form.request.strip(), with_nik=form.with_nik)
        return workflows.copy_person.person_pdf(data_file, told, progress)

    def record(data_file: DataFile, target: str, progress: Progress) -> Any:
        made = compose(data_file, progress)  # first: it does not tell of itself
        changes = workflows.copy_person.note_given(
            data_file, person, target=target, request=form.request, with_nik=form.with_nik
        )
        return workflows.copy_person.CopyGiven(made.pdf, changes)

    PaperFlow(shell, TITLE, TITLE, compose, record).start()
    return ""


def _write(shell: Shell, person: Uid, form: CopyForm) -> str:
    def make(data_file: DataFile, _progress: Progress, target: Path) -> bytes:
        content = workflows.copy_person.person_json(data_file, person, with_nik=form.with_nik)
        workflows.copy_person.note_given(
            data_file, person, target=target.name, request=form.request, with_nik=form.with_nik
        )
        return bytes(content)

    return "" if write_file(shell, TITLE, f"{TITLE}.json", "JSON (*.json)", make) else "Belum ditulis."
