"""Issued certificates as paper again: drawn from their frozen pieces, printed as copies, saved one by one.

Live data are never looked at. Source: paper.md section 3.3.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from kpm_desktop.documents import certificate_drawing, certificate_pieces
from kpm_desktop.documents.certificate_drawing import Printout
from kpm_desktop.documents.certificate_pieces import FrozenCertificate
from kpm_desktop.domain.certificates import Certificate, PrintLog
from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.file_names import file_names
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows.progress import Cancelled, Progress, Quiet, Refused
from kpm_desktop.writing import write_whole

WORDS = {
    "paper": "sertifikat",
    "draw": "Membuat halaman",
    "save": "Menyimpan {name}",
    "print": "Cetak {count} sertifikat",
    "reprint": "Cetak ulang {count} sertifikat",
    "copy": "Salinan ke-{number}, {date}",
}


@dataclasses.dataclass(frozen=True, slots=True)
class SavedEach:
    """What was saved one by one: the files written, how many were there already, whether it was stopped."""

    written: tuple[Path, ...]
    known: int
    is_stopped: bool


def reprint_certificates(
    data_file: DataFile,
    certificates: Sequence[Uid],
    reason: str,
    *,
    copies: int = 1,
    target: str = "",
    progress: Progress | None = None,
) -> bytes | Refused:
    """Return the PDF of issued certificates from their frozen pieces, marked *Salinan ke-n*, and log it.

    The setting `copy_mark` leaves the mark out. `copies` of each are printed. Refused with F.408 when what is
    stored no longer has the hash it was issued with, or was never issued.
    """
    records = [data_file.certificates.get(uid) for uid in certificates]
    if problems := _broken(records):
        return Refused(problems)
    pdf = draw(data_file, [_copy(data_file, record) for record in records], progress or Quiet())
    log_prints(data_file, records, target, reason=reason, copies=copies, label=WORDS["reprint"])
    return pdf


def save_each(
    data_file: DataFile,
    certificates: Sequence[Uid],
    reason: str,
    folder: Path,
    pattern: str,
    progress: Progress | None = None,
) -> SavedEach | Refused:
    """Save issued certificates as files of their own, named by a pattern (`domain.file_names`), and log it.

    A file that is there already is left, so that a run that was stopped goes on; what was written before
    *Hentikan* stays and is logged. Refused as `reprint_certificates`. Raises OSError when the folder refuses.
    """
    steps = progress or Quiet()
    records = [data_file.certificates.get(uid) for uid in certificates]
    if problems := _broken(records):
        return Refused(problems)
    written: list[Path] = []
    done: list[Certificate] = []
    known, is_stopped = 0, False
    try:
        for place, (record, name) in enumerate(zip(records, _names(records, pattern), strict=True)):
            steps.step(place, len(records), WORDS["save"].replace("{name}", name))
            path = folder / name
            if path.exists():
                known += 1
                continue
            write_whole(path, draw(data_file, [_copy(data_file, record)], Quiet()))
            written.append(path)
            done.append(record)
    except Cancelled:
        is_stopped = True
    finally:
        if done:
            log_prints(data_file, done, str(folder), reason=reason, label=WORDS["reprint"])
    return SavedEach(tuple(written), known, is_stopped)


def frozen_of(record: Certificate) -> FrozenCertificate:
    """Return the frozen pieces of an issued certificate."""
    return certificate_pieces.from_json(
        record.design, record.version or 0, record.pieces or "[]", record.assets or "[]"
    )


def is_on_blank(data_file: DataFile, certificate: Uid) -> bool:
    """Tell whether an issued certificate is text alone, for stock with a printed frame."""
    frozen = frozen_of(data_file.certificates.get(certificate))
    return any(piece["kind"] == "frame" and piece["side"] == "none" for piece in frozen.pieces)


def drawing_of(data_file: DataFile, frozen: FrozenCertificate, *, draft: bool) -> Callable[[], bytes]:
    """Return what draws one certificate without the data file, to be looked at: nothing is logged."""
    assets = {name: data_file.asset(name)[1] for name in frozen.assets}
    return partial(certificate_drawing.draw, [Printout(frozen)], assets, draft=draft)


def draw(
    data_file: DataFile, printouts: Sequence[Printout], steps: Progress, *, draft: bool = False
) -> bytes:
    """Return the PDF of a run; raises Cancelled."""
    names = {name for printout in printouts for name in printout.frozen.assets}
    assets = {name: data_file.asset(name)[1] for name in names}

    def on_done(done: int) -> None:
        steps.step(done, len(printouts), WORDS["draw"])

    return certificate_drawing.draw(printouts, assets, draft=draft, on_done=on_done)


def log_prints(
    data_file: DataFile,
    records: Iterable[Certificate],
    target: str,
    *,
    reason: str = "",
    copies: int = 1,
    label: str = WORDS["print"],
) -> None:
    """Log a print of each, as an operation of its own."""
    printed = list(records)
    with data_file.operation("print", label.replace("{count}", str(len(printed)))):
        for record in printed:
            entry = PrintLog(data_file.new_uid(), WORDS["paper"], record.uid, "", copies, reason, target, 0)
            data_file.certificates.log_print(entry)


def _broken(records: Sequence[Certificate]) -> tuple[Problem, ...]:
    return tuple(
        Problem("hash", "F.408", {"number": record.number, "name": record.printed_name})
        for record in records
        if record.state == "ready" or certificate_pieces.digest(frozen_of(record)) != record.hash
    )


def _copy(data_file: DataFile, record: Certificate) -> Printout:
    if data_file.office.settings()["copy_mark"] == "0":
        return Printout(frozen_of(record))
    number = max(len(data_file.certificates.prints(record.uid)), 1)
    today = long_date(data_file.now().date())
    return Printout(
        frozen_of(record), WORDS["copy"].replace("{number}", str(number)).replace("{date}", today)
    )


def _names(records: Sequence[Certificate], pattern: str) -> list[str]:
    values = [
        {
            "nomor": record.number,
            "nama": record.printed_name,
            "desa": record.printed_village,
            "kegiatan": record.printed_series,
            "tanggal": (record.date or dt.date.min).isoformat(),
        }
        for record in records
    ]
    return file_names(pattern, values, ".pdf")
