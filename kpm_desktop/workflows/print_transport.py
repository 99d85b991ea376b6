"""The receipt list of transport money of a session: who came, what he gets, frozen. Source: paper.md 3.13."""

import dataclasses
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from kpm_desktop.documents import transport_list
from kpm_desktop.documents.drawing import Drawing
from kpm_desktop.documents.signature import Signer
from kpm_desktop.documents.transport_list import Receipt, TransportList
from kpm_desktop.domain.certificates import IssuedPaper
from kpm_desktop.domain.dates import weekday_date
from kpm_desktop.domain.problem import Problem, blocking
from kpm_desktop.domain.sessions import ParticipantLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import parse_decimal
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.payments import Amount
from kpm_desktop.workflows import issued_papers, office_blocks, session_facts
from kpm_desktop.workflows.issued_papers import IssuedPrint, PaperPreview
from kpm_desktop.workflows.progress import Progress, Refused

KIND = "transport"
WORDS = {
    "event": "Kegiatan",
    "day": "Hari, tanggal",
    "place": "Tempat",
    "account": "Kode rekening",
    "authority": "KUASA PENGGUNA ANGGARAN,",
    "officer": "PEJABAT PELAKSANA TEKNIS KEGIATAN,",
    "treasurer": "BENDAHARA PENGELUARAN PEMBANTU,",
    "payments": "Catat uang transport {count} orang",
}


@dataclasses.dataclass(frozen=True, slots=True)
class TransportChoices:
    """What is paid, in whole rupiah, and who signs; the tax is a percentage as typed (`5`, `2,5`, empty 0).

    Village heads and all others may have amounts of their own; `by_person` overrides them line by line.
    Signers are texts: name and NIP of KPA, PPTK and treasurer.
    """

    amount_head: int = 0
    amount_other: int = 0
    tax_head: str = ""
    tax_other: str = ""
    account: str = ""
    authority: Uid | None = None
    officer_name: str = ""
    officer_nip: str = ""
    treasurer_name: str = ""
    treasurer_nip: str = ""
    blank_rows: int = 0
    by_person: tuple[tuple[Uid, int, int], ...] = ()


def preview_transport(
    data_file: DataFile, session: Uid, choices: TransportChoices, progress: Progress | None = None
) -> PaperPreview:
    """Return the list as it would be printed now, marked KONSEP; nothing is written."""
    made, _, problems, _ = _compose(data_file, session, choices)
    return issued_papers.preview(made, problems, progress)


def print_transport(
    data_file: DataFile,
    session: Uid,
    choices: TransportChoices,
    *,
    target: str = "",
    progress: Progress | None = None,
) -> IssuedPrint | Refused:
    """Store what each person present receives, freeze the list and return its PDF, as two operations.

    Refused with F.402, F.404, F.405, or F.410 when nobody is marked present.
    """
    made, record, problems, amounts = _compose(data_file, session, choices)
    if stopping := blocking((*problems, *made.problems)):
        return Refused(tuple(stopping))
    with data_file.operation("edit", WORDS["payments"].replace("{count}", str(len(amounts)))):
        data_file.payments.pay(session, amounts)
    return issued_papers.issue(data_file, made, record, problems, target=target, progress=progress)


def tax_of(amount: int, percent: str) -> int:
    """Return the tax on an amount, whole rupiah, half up; a text that is no number counts as none."""
    rate = parse_decimal(percent) or Decimal(0)
    return int((Decimal(amount) * rate / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _once(lines: Iterable[ParticipantLine]) -> list[ParticipantLine]:
    """Return the first line of each person: who was joined later may stand on a list twice, paid is once."""
    first: dict[Uid, ParticipantLine] = {}
    for line in lines:
        first.setdefault(line.person, line)
    return list(first.values())


def _compose(
    data_file: DataFile, session: Uid, choices: TransportChoices
) -> tuple[Drawing, IssuedPaper, tuple[Problem, ...], dict[Uid, Amount]]:
    facts = session_facts.session_facts(data_file, session)
    present = _once(line for line in facts.participants if line.status == "present")
    own = {person: (amount, tax) for person, amount, tax in choices.by_person}
    account = choices.account or (facts.series.budget_account if facts.series else "")
    amounts = {line.person: _amount(line, choices, own, account) for line in present}
    receipts = tuple(
        Receipt(
            session_facts.printed_name(line),
            line.post,
            session_facts.village_words(line),
            "-",
            amounts[line.person].amount,
            amounts[line.person].tax,
        )
        for line in present
    )
    authority = office_blocks.signatory_on(data_file, facts.day, choices.authority)
    problems = []
    if authority is None:
        problems.append(Problem("signatory", "F.405", {"date": weekday_date(facts.day)}))
    if not present:
        problems.append(Problem("attendance", "F.410"))
    signer = office_blocks.signer(authority, titles=True) if authority else office_blocks.EMPTY_SIGNER
    uid = data_file.new_uid()
    paper = TransportList(
        office_blocks.letterhead(data_file),
        ((WORDS["event"], facts.title), (WORDS["day"], facts.weekday_date)),
        ((WORDS["place"], facts.place), (WORDS["account"], account)),
        ", ".join(part for part in (facts.place, facts.weekday_date) if part),
        _label(data_file, session, facts.day.year),
        (*receipts, *(Receipt() for _ in range(choices.blank_rows))),
        office_blocks.place_and_date(data_file.office.get(), facts.session.date),
        Signer((WORDS["authority"],), signer.name, "", signer.nip),
        Signer((WORDS["officer"],), choices.officer_name, "", choices.officer_nip),
        Signer((WORDS["treasurer"],), choices.treasurer_name, "", choices.treasurer_nip),
    )
    record = IssuedPaper(uid, KIND, session, None, "", facts.day)
    return transport_list.compose(paper), record, tuple(problems), amounts


def _amount(
    line: ParticipantLine, choices: TransportChoices, own: dict[Uid, tuple[int, int]], account: str
) -> Amount:
    if line.person in own:
        return Amount(account, "", *own[line.person])
    head = session_facts.is_head(line)
    amount = choices.amount_head if head else choices.amount_other
    rate = choices.tax_head if head else choices.tax_other
    return Amount(account, rate, amount, tax_of(amount, rate))


def _label(data_file: DataFile, session: Uid, year: int) -> str:
    """Return the label for people, `UT-2019-003`: the lists of that year, counted on."""
    lines = [line for line in data_file.sessions.find() if line.date and line.date.year == year]
    listed = {line.uid for line in lines if data_file.payments.find(line.uid)} | {session}
    place = [line.uid for line in lines if line.uid in listed]
    return f"UT-{year}-{(place.index(session) if session in place else len(place)) + 1:03}"
