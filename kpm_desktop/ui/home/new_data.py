"""Beginning a new data file: which regency, which office, who heads it. Four things, no more."""

import dataclasses
import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kpm_desktop import paths
from kpm_desktop.domain.names import name_problems
from kpm_desktop.domain.national_id import nip_problems
from kpm_desktop.domain.office import Signatory
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid, code_uid
from kpm_desktop.store import regions
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.forms.field import Candidate, FieldSpec, FormHooks, FormSpec
from kpm_desktop.ui.forms.form_dialog import FormDialog

PRESET_REGENCY = "35.13"
HEAD_OF_AGENCY = "Kepala Dinas Pemberdayaan Masyarakat dan Desa"


@dataclasses.dataclass(frozen=True, slots=True)
class NewData:
    """What the operator says about a new data file."""

    regency: Uid | None
    office_name: str = "Dinas Pemberdayaan Masyarakat dan Desa"
    town: str = ""
    name: str = ""
    title_front: str = ""
    title_back: str = ""
    nip: str = ""
    valid_from: dt.date | None = None

    def fill(self, data_file: DataFile) -> None:
        """Write the office and its head into a new data file, as one operation."""
        office = data_file.office.get()
        regency = data_file.villages.regency()
        government = f"Pemerintah {regency.name}" if regency else ""
        with data_file.operation("edit", "Isi data kantor"):
            data_file.office.save(
                dataclasses.replace(office, name=self.office_name, upper_name=government, town=self.town)
            )
            if self.name:
                data_file.office.save_signatory(
                    Signatory(
                        data_file.new_uid(),
                        name=self.name,
                        title_front=self.title_front,
                        title_back=self.title_back,
                        position=HEAD_OF_AGENCY,
                        nip=self.nip,
                        valid_from=self.valid_from,
                    )
                )


def new_data_problems(data: NewData) -> list[Problem]:
    """Return what is wrong with the answers; the head of the office may be left for later."""
    problems = [] if data.regency else [Problem("regency", "F.101")]
    if not data.office_name.strip():
        problems.append(Problem("office_name", "F.101"))
    if data.name:
        problems += name_problems(data.name, data.title_front, data.title_back)
    return problems + nip_problems(data.nip)


def ask_new_data(parent: QWidget | None, today: dt.date, create: Callable[[str, NewData], str]) -> FormDialog:
    """Ask for a new data file; `create(regency code, answers)` makes it and returns "" or why not."""
    known = {code_uid(one.code): one for one in regions.regencies(paths.resource("regions"))}
    candidates = [Candidate(uid, one.name, one.code) for uid, one in known.items()]

    def save(data: NewData, _notes: object) -> str:
        return create(known[data.regency].code, data) if data.regency else ""

    spec = FormSpec(
        "Data baru",
        "plus",
        (
            FieldSpec(
                "regency",
                "Kabupaten atau kota",
                "link",
                section="Wilayah",
                required=True,
                candidates=lambda: candidates,
                hint="Kecamatan, desa, dan kelurahan langsung terisi",
            ),
            FieldSpec("office_name", "Nama kantor", section="Kantor", required=True),
            FieldSpec("town", "Kota tempat surat dibuat", section="Kantor", hint="dicetak di depan tanggal"),
            FieldSpec("name", "Nama kepala dinas", section="Kepala dinas", column=1),
            FieldSpec("title_front", "Gelar depan", section="Kepala dinas", column=1, half=True),
            FieldSpec("title_back", "Gelar belakang", section="Kepala dinas", column=1, half=True),
            FieldSpec("nip", "NIP", section="Kepala dinas", column=1),
            FieldSpec("valid_from", "Menjabat sejak", "date", section="Kepala dinas", column=1),
        ),
        subtitle=lambda _data: "Dapat diubah kapan saja di Pengaturan",
    )
    dialog = FormDialog(
        spec,
        NewData(code_uid(PRESET_REGENCY)),
        FormHooks(save=save, check=new_data_problems),
        today=today,
        is_new=True,
        parent=parent,
    )
    dialog.open()
    return dialog
