"""Beri blok nomor: numbers that another PC may give out, so that two PCs never use the same one offline."""

import dataclasses
from collections.abc import Callable

from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.outgoing import stand_in
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.form_opening import NEW, open_small, run
from kpm_desktop.ui.forms.field import FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.page import Shell

_WRITER, _DISTRICT = "pc", "kecamatan"
_TROUBLE = {
    "turned": "Nomor akhir lebih kecil daripada nomor awal.",
    "used": "Sebagian nomor itu sudah dipakai.",
    "given": "Sebagian nomor itu sudah diberikan ke PC lain.",
}


@dataclasses.dataclass(frozen=True, slots=True)
class BlockForm:
    """A block as it is typed; `receiver` is `pc:<uid>` or `kecamatan:<code>`."""

    uid: Uid
    numbering: str = ""
    year: int | None = None
    receiver: str = ""
    first: int | None = None
    last: int | None = None
    reason: str = ""


def open_number_block(shell: Shell) -> None:
    """Ask which numbers go to which PC; only the PC that made the data file may give any."""
    data_file = shell.workspace.data_file
    series = data_file.numbers.series()
    if not data_file.numbers.is_owner(data_file.writer_uid) or not series:
        what = "Hanya PC yang membuat data ini yang dapat memberi blok nomor."
        what = what if series else "Belum ada seri nomor."
        dialogs.tell(shell.window(), Explanation(what, "", "Minta blok nomor dari PC itu." if series else ""))
        return
    receivers = _receivers(data_file)

    def save(form: BlockForm, _notes: tuple[Note, ...]) -> str:
        if form.year is None or form.first is None or form.last is None:
            return "Tahun dan nomor harus diisi."
        wrong = data_file.numbers.block_trouble(
            bytes.fromhex(form.numbering), form.year, (form.first, form.last)
        )
        if wrong:
            return _TROUBLE[wrong]
        return run(shell, "edit", f"Beri blok nomor {form.first} s.d. {form.last}", _give(form))

    fields = (
        FieldSpec(
            "numbering", "Seri nomor", "pick",
            options=tuple((one.uid.hex(), one.name or one.pattern) for one in series),
        ),
        FieldSpec("year", "Tahun", "number", half=True, required=True, minimum=1990, maximum=2200),
        FieldSpec("receiver", "Untuk", "pick", half=True, options=receivers),
        FieldSpec("first", "Dari nomor", "number", half=True, required=True, minimum=1),
        FieldSpec("last", "Sampai nomor", "number", half=True, required=True, minimum=1),
        FieldSpec("reason", "Keterangan", hint="misalnya pembinaan di Kotaanyar"),
    )  # fmt: skip
    spec = FormSpec(
        "Beri blok nomor",
        "device-desktop",
        fields,
        subtitle=lambda _form: "Nomor ini tidak dipakai lagi di PC ini; dibawa paket berikutnya ke PC itu.",
    )
    record = BlockForm(NEW, series[0].uid.hex(), shell.now().year, receivers[0][0])
    open_small(shell, spec, record, FormHooks(save=save))


def _receivers(data_file: DataFile) -> tuple[tuple[str, str], ...]:
    others = [
        (f"{_WRITER}:{uid.hex()}", name)
        for uid, name in data_file.numbers.writers()
        if uid != data_file.writer_uid
    ]
    districts = [
        (f"{_DISTRICT}:{one.code}", f"Kecamatan {one.name}") for one in data_file.villages.districts()
    ]
    return (*others, *districts)


def _give(form: BlockForm) -> Callable[[DataFile], object]:
    kind, _, name = form.receiver.partition(":")
    series, year, span = bytes.fromhex(form.numbering), form.year or 0, (form.first or 0, form.last or 0)

    def act(data_file: DataFile) -> None:
        holder = bytes.fromhex(name) if kind == _WRITER else stand_in(name)
        data_file.numbers.give_block(series, year, span, holder, form.reason.strip())

    return act
