"""A run looked at before it is issued: the contact sheet of small pages, and the name proof to be corrected.

Nothing is issued here. The name proof is kept as rows and boxes; corrections typed from it are an operation
that names the sheet. Source: paper.md sections 3.6 and 3.7.
"""

import dataclasses
import json
from collections.abc import Mapping, Sequence

from kpm_desktop.documents import contact_sheet, name_proof
from kpm_desktop.documents.contact_sheet import Thumbnail
from kpm_desktop.documents.name_proof import PlacedProof, ProofRow, ProofSheet
from kpm_desktop.domain.certificates import PrintLog
from kpm_desktop.domain.dates import date_range, long_date
from kpm_desktop.domain.names import split_titles
from kpm_desktop.domain.problem import Problem, blocking
from kpm_desktop.domain.sessions import PrintedSheet
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.certificates import Earned
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.workflows import certificate_wording, issue_certificates, own_designs
from kpm_desktop.workflows.issue_certificates import CertificateChoices, PlannedCertificate
from kpm_desktop.workflows.print_attendance import sheet_code
from kpm_desktop.workflows.progress import Progress, Quiet, Refused

WORDS = {
    "paper": "lembar koreksi nama",
    "label": "Cetak lembar koreksi nama",
    "correct": "Perbaiki {count} nama dari lembar {sheet}",
    "footer": "Lembar Koreksi Nama {number}, {activity}",
    "design": "desain {design}",
    "numbers": "nomor {first} s.d. {last}",
    "number": "nomor {first}",
    "draw": "Membuat halaman",
}
_SHORT = 16


@dataclasses.dataclass(frozen=True, slots=True)
class PrintedProof:
    """A recorded name proof: the PDF, the frozen record, its pages, what the operation changed."""

    pdf: bytes
    sheet: PrintedSheet
    pages: int
    changes: Changes | None


def contact_sheet_pdf(
    data_file: DataFile,
    series: Uid,
    choices: CertificateChoices,
    people: Sequence[Uid] | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Return the run that would be issued as small pages, 16 a sheet, what blocks framed; nothing is written.

    Raises Cancelled when the operator stops.
    """
    steps = progress or Quiet()
    plan = issue_certificates.plan_certificates(data_file, series, choices, people, steps)
    numbers = [one.record.number for one in plan.planned]
    labels = _labels(data_file, choices, numbers)
    thumbnails = [
        Thumbnail(
            one.frozen, labels[one.record.number], one.record.printed_name, (*one.problems, *plan.problems)
        )
        for one in plan.planned
    ]
    names = {name for one in plan.planned for name in one.frozen.assets}
    assets = {name: data_file.asset(name)[1] for name in names}

    def on_done(done: int) -> None:
        steps.step(done, len(thumbnails), WORDS["draw"])

    subtitle = _subtitle(data_file, series, choices, plan.planned)
    return contact_sheet.draw(subtitle, thumbnails, assets, on_done=on_done)


def print_name_proof(
    data_file: DataFile,
    series: Uid,
    *,
    upper_case: bool = True,
    birth: bool = False,
    target: str = "",
) -> PrintedProof | Refused:
    """Freeze a new name proof of everybody who earned a certificate and return its PDF.

    Refused with F.402 or F.404 (values `row`, `name`), or with F.410 when nobody earned one.
    """
    uid = data_file.new_uid()
    placed = _compose_proof(data_file, series, uid, upper_case=upper_case, birth=birth)
    if not any(row.person for row in placed.sheet.rows):
        return Refused((Problem("people", "F.410"),))
    if stopping := blocking(placed.problems):
        return Refused(tuple(stopping))
    record = PrintedSheet(
        uid,
        "P",
        placed.sheet.code,
        series,
        "F4",
        _text(name_proof.frozen_head(placed)),
        _text(name_proof.frozen_rows(placed)),
        _text(name_proof.frozen_boxes(placed)),
    )
    with data_file.operation("print", WORDS["label"]) as operation:
        data_file.sheets.save(record)
        entry = PrintLog(data_file.new_uid(), WORDS["paper"], uid, f"1-{placed.pages}", 1, "", target, 0)
        data_file.certificates.log_print(entry)
    return PrintedProof(name_proof.draw(placed), record, placed.pages, operation.changes)


def correct_names(data_file: DataFile, sheet: Uid, corrections: Mapping[int, str]) -> Changes | None:
    """Take the corrections written on a name proof, by its row numbers, as one operation naming the sheet.

    Each text is the name with its titles as it shall be printed. A *nama cetak* is replaced by it; else name
    and titles are taken apart and letters stand as typed. KeyError for a row without a person.
    """
    record = data_file.sheets.get(sheet)
    people = {row["no"]: row["person"] for row in json.loads(record.rows) if row["person"]}
    wanted = {bytes.fromhex(people[row]): text.strip() for row, text in corrections.items() if text.strip()}
    label = WORDS["correct"].replace("{count}", str(len(wanted))).replace("{sheet}", record.sheet_no)
    with data_file.operation("edit", label) as operation:
        for person, text in wanted.items():
            loaded = data_file.people.get(person)
            parts = split_titles(text)
            fresh = dataclasses.replace(
                loaded,
                name=parts.name,
                title_front=parts.title_front,
                title_back=parts.title_back,
                print_name=text if loaded.print_name else "",
            )
            data_file.people.save(fresh, loaded)
    return operation.changes


def _compose_proof(
    data_file: DataFile, series: Uid, uid: Uid, *, upper_case: bool, birth: bool
) -> PlacedProof:
    record = data_file.sessions.get_series(series)
    rows = [
        _proof_row(data_file, one, upper_case=upper_case, birth=birth)
        for one in data_file.certificates.earned(series)
    ]
    days = [session.date for session in data_file.sessions.of_series(series) if session.date]
    number = _sheet_number(data_file, series)
    footer = WORDS["footer"].replace("{number}", number).replace("{activity}", record.name)
    return name_proof.compose(
        ProofSheet(
            record.name.upper(),
            date_range(min(days), max(days)) if days else "",
            footer,
            sheet_code(uid),
            name_proof.with_blank_rows(rows),
            birth,
        )
    )


def _proof_row(data_file: DataFile, one: Earned, *, upper_case: bool, birth: bool) -> ProofRow:
    village = one.village_name
    if village and one.is_ambiguous:
        village = f"{village}, Kec. {one.district_name}"
    born = ""
    if birth:
        person = data_file.people.get(one.person)
        day = long_date(person.birth_date) if person.birth_date else ""
        born = ", ".join(part for part in (person.birth_place, day) if part)
    name = certificate_wording.printed_name(one, upper_case=upper_case)
    return ProofRow(one.person, name, village, born)


def _sheet_number(data_file: DataFile, series: Uid) -> str:
    """Return the label for people, `LK-2019-002`; the code in the QR is the id."""
    year = data_file.sessions.get_series(series).year or data_file.now().year
    return f"LK-{year}-{len(data_file.sheets.find(series, 'P')) + 1:03}"


def _labels(data_file: DataFile, choices: CertificateChoices, numbers: Sequence[str]) -> dict[str, str]:
    """Return how captions call numbers: the running number of a long one."""
    labels = {number: number if len(number) <= _SHORT else "" for number in numbers}
    if choices.number_series is not None:
        running = data_file.numbers.running(choices.number_series, [(number,) for number in numbers])
        labels |= {number: f"{counter:03}" for number, counter in running.items()}
    return labels


def _subtitle(
    data_file: DataFile, series: Uid, choices: CertificateChoices, planned: Sequence[PlannedCertificate]
) -> str:
    parts = [
        data_file.sessions.get_series(series).name,
        WORDS["design"].replace("{design}", own_designs.design_words(data_file, choices.design)),
    ]
    numbers = [one.record.number for one in planned if one.record.number]
    if numbers:
        words = WORDS["numbers" if numbers[0] != numbers[-1] else "number"]
        parts.append(words.replace("{first}", numbers[0]).replace("{last}", numbers[-1]))
    return "  ·  ".join(parts)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
