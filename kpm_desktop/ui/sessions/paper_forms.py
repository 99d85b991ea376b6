"""What is asked before a paper of a session is shown, as forms: number, signers, wording, money."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import parse_decimal
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.forms.field import FieldSpec, FormSpec
from kpm_desktop.ui.signing_words import several_words, signer_words

MODES = (("village", "Satu surat tiap desa"), ("list", "Satu surat dengan daftar"))
PAPERS = (("F4", "F4, 215 x 330 mm"), ("A4", "A4, 210 x 297 mm"))
SCOPES = ((False, "Sesi ini"), (True, "Seluruh kegiatan"))
PREVIEW = "Lihat pratinjau"
NUMBER_HINT = "Kosong berarti titik-titik, diisi dengan tangan"


@dataclasses.dataclass(frozen=True, slots=True)
class InvitationForm:
    """How invitations are printed; empty texts take the usual wording."""

    mode: Literal["village", "list"] = "village"
    number: str = ""
    number_series: Uid | None = None
    day: dt.date | None = None
    nature: str = "Biasa"
    signatory: Uid | None = None
    opening: str = ""
    bring: str = ""
    closing: str = ""
    copies: str = ""
    paper: str = "F4"
    speakers: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class SpeakerForm:
    """How the sheet of speakers is printed."""

    paper: str = "F4"
    signatory: Uid | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class TransportForm:
    """What is paid and who signs."""

    amount_head: int | None = None
    tax_head: str = ""
    amount_other: int | None = None
    tax_other: str = ""
    account: str = ""
    authority: Uid | None = None
    officer_name: str = ""
    officer_nip: str = ""
    treasurer_name: str = ""
    treasurer_nip: str = ""
    blank_rows: int | None = 0


@dataclasses.dataclass(frozen=True, slots=True)
class MinutesForm:
    """How minutes are printed."""

    number: str = ""
    number_series: Uid | None = None
    results: str = ""
    signatory: Uid | None = None
    acknowledged_by: Uid | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class ReportForm:
    """How a report is printed; empty texts take the usual wording."""

    whole_series: bool = False
    number: str = ""
    number_series: Uid | None = None
    basis: str = ""
    meaning: str = ""
    aim: str = ""
    course: str = ""
    results: str = ""
    closing: str = ""
    signatory: Uid | None = None
    acknowledged_by: Uid | None = None


Options = tuple[tuple[Any, str], ...]


def signers(data_file: DataFile, day: dt.date) -> Options:
    """Return who may sign a paper of that day, own posts first, as options of a field."""
    valid = data_file.office.signatories_on(day)
    return tuple((one.uid, signer_words(one)) for one in valid)


def invitation_spec(data_file: DataFile, signing: Options) -> FormSpec:
    """Return the form of invitations."""
    return FormSpec(
        "Cetak undangan",
        "mail",
        (
            FieldSpec("mode", "Bentuk", "radio", options=MODES),
            FieldSpec("speakers", "Juga untuk narasumber, moderator, dan panitia", "check"),
            *_number_fields(data_file),
            FieldSpec("day", "Tanggal surat", "date", half=True),
            FieldSpec("nature", "Sifat", half=True, max_length=40),
            _signing_field("signatory", "Penandatangan", signing),
            FieldSpec("paper", "Kertas", "radio", options=PAPERS),
            FieldSpec("opening", "Pembuka", "long", hint="Kosong: kalimat baku", max_length=1000),
            FieldSpec("bring", "Yang dibawa", "long", lines=2, max_length=500),
            FieldSpec("closing", "Penutup", "long", hint="Kosong: kalimat baku", lines=2, max_length=500),
            FieldSpec("copies", "Tembusan", "long", hint="Satu baris tiap penerima", max_length=500),
        ),
        act=PREVIEW,
        act_icon="eye",
    )


def speaker_spec(signing: Options) -> FormSpec:
    """Return the form of the speakers' sheet."""
    return FormSpec(
        "Cetak daftar hadir narasumber",
        "printer",
        (
            FieldSpec("paper", "Kertas", "radio", options=PAPERS),
            _signing_field("signatory", "Penandatangan", signing),
        ),
        act=PREVIEW,
        act_icon="eye",
    )


def transport_spec(signing: Options) -> FormSpec:
    """Return the form of the transport list."""
    return FormSpec(
        "Cetak daftar uang transport",
        "printer",
        (
            FieldSpec(
                "amount_head", "Kepala desa dan lurah", "number", half=True, unit="rupiah",
                maximum=100_000_000,
            ),
            FieldSpec("tax_head", "PPh 21 (persen)", half=True, max_length=6),
            FieldSpec(
                "amount_other", "KPM dan lainnya", "number", half=True, unit="rupiah", maximum=100_000_000
            ),
            FieldSpec("tax_other", "PPh 21 (persen)", half=True, max_length=6),
            FieldSpec("account", "Kode rekening", half=True, max_length=60),
            FieldSpec("blank_rows", "Baris kosong", "number", half=True, maximum=100),
            _signing_field("authority", "Kuasa Pengguna Anggaran", signing),
            FieldSpec("officer_name", "PPTK", half=True, max_length=100),
            FieldSpec("officer_nip", "NIP PPTK", half=True, max_length=30),
            FieldSpec("treasurer_name", "Bendahara", half=True, max_length=100),
            FieldSpec("treasurer_nip", "NIP bendahara", half=True, max_length=30),
        ),
        act=PREVIEW,
        act_icon="eye",
    )  # fmt: skip


def minutes_spec(data_file: DataFile, signing: Options) -> FormSpec:
    """Return the form of minutes."""
    return FormSpec(
        "Cetak berita acara",
        "file-text",
        (
            *_number_fields(data_file),
            FieldSpec("results", "Hasil dan catatan", "long", lines=6, max_length=5000),
            *_signing_fields(signing),
        ),
        act=PREVIEW,
        act_icon="eye",
    )


def report_spec(data_file: DataFile, signing: Options) -> FormSpec:
    """Return the form of a report."""
    usual = "Kosong: kalimat baku"
    return FormSpec(
        "Cetak laporan kegiatan",
        "file-text",
        (
            FieldSpec("whole_series", "Yang dilaporkan", "radio", options=SCOPES),
            *_number_fields(data_file),
            FieldSpec("basis", "Dasar", "long", hint="Satu baris tiap dasar", max_length=3000),
            FieldSpec("meaning", "Maksud", "long", lines=2, hint=usual, max_length=2000),
            FieldSpec("aim", "Tujuan", "long", lines=2, hint=usual, max_length=2000),
            FieldSpec("course", "Jalannya kegiatan", "long", lines=4, max_length=5000),
            FieldSpec("results", "Hasil", "long", lines=4, max_length=5000),
            FieldSpec("closing", "Penutup", "long", lines=2, hint=usual, max_length=2000),
            *_signing_fields(signing),
        ),
        act=PREVIEW,
        act_icon="eye",
    )


def transport_problems(form: TransportForm) -> list[Problem]:
    """Return F.211 for a tax that is no percentage."""
    return [
        Problem(name, "F.211", {"value": text, "limits": "0 s.d. 100"})
        for name, text in (("tax_head", form.tax_head), ("tax_other", form.tax_other))
        if text.strip() and not _is_percent(text)
    ]


def _is_percent(text: str) -> bool:
    value = parse_decimal(text)
    return value is not None and 0 <= value <= 100


def _number_fields(data_file: DataFile) -> Sequence[FieldSpec]:
    series = tuple((one.uid, one.name) for one in data_file.numbers.series())
    return (
        FieldSpec("number", "Nomor surat", half=True, hint=NUMBER_HINT, max_length=100),
        FieldSpec(
            "number_series", "Atau dari seri nomor", "pick", half=True,
            options=((None, "tidak"), *series),
        ),
    )  # fmt: skip


def _signing_fields(signing: Options) -> Sequence[FieldSpec]:
    return (
        _signing_field("signatory", "Penandatangan", signing),
        FieldSpec("acknowledged_by", "Mengetahui", "pick", options=((None, "tidak ada"), *signing)),
    )


def _signing_field(name: str, label: str, signing: Options) -> FieldSpec:
    def note(_form: Any) -> str:
        return several_words(len(signing))

    return FieldSpec(name, label, "pick", options=_or_none(signing), note=note)


def _or_none(signing: Options) -> Options:
    return signing or ((None, "tidak ada yang berlaku"),)
