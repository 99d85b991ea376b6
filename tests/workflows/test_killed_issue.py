"""Three thousand certificates, fifty void, the program killed twice: no number twice, every gap told."""

import dataclasses
import itertools
import os
import re
import sqlite3
from pathlib import Path

from killing import DEADLY, FORKS, STARTING
from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.certificates import NumberSeries
from kpm_desktop.domain.invitation import InvitationRule
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.office import OFFICE
from kpm_desktop.workflows.certificate_register import register_entries
from kpm_desktop.workflows.issue_certificates import CertificateChoices, Issued, issue_certificates
from record_builders import DAY, KARANGANYAR, SUKODADI, add_session, make_file

PEOPLE, BATCH, VOIDS = 2_950, 118, 50
DRAWN, WRITTEN = 8, 17  # the batches killed: while the pages are drawn, while the numbers are written
JUMP = 12  # the batch before which the next number is set further on
VOID_REASON, GAP_REASON = "Salah nama kegiatan", "Kertas nomor ini terbakar"


@dataclasses.dataclass(frozen=True)
class Plan:
    """What is issued, told so that a forked process can do it."""

    path: Path
    series: Uid
    choices: CertificateChoices
    people: tuple[Uid, ...]


class Killer:
    """Kills this process while it issues; a `Progress`.

    While pages are drawn: at the sixtieth. While numbers are written: as soon as the journal has grown, which
    SQLite lets be looked at between its own steps.
    """

    def __init__(self, data_file: DataFile, *, writing: bool) -> None:
        self._data_file, self._writing = data_file, writing
        self._journal = data_file.path.with_name(f"{data_file.path.name}-journal")

    def step(self, done: int, _total: int, what: str) -> None:
        if what != "Membuat halaman" or done != 60:
            return
        if not self._writing:
            os.kill(os.getpid(), DEADLY)
        self._data_file._connection.connection().set_progress_handler(self._look, 20)  # type: ignore[no-untyped-call]

    def _look(self) -> int:
        if self._journal.exists() and self._journal.stat().st_size >= 20_000:
            os.kill(os.getpid(), DEADLY)
        return 0


def prepare(folder: Path) -> Plan:
    """Make a file with many who earned a certificate."""
    with make_file(folder) as data_file:
        with data_file.operation("edit", "Tambah kader"):
            for number in range(PEOPLE):
                person = Person(data_file.new_uid(), f"Siti Contohwati {number}", sex="P")
                place = KARANGANYAR if number % 2 else SUKODADI
                term = CadreTerm(data_file.new_uid(), person.uid, place, decree_no="188/04/2018")
                data_file.cadres.save(Cadre(person, term))
            numbers = NumberSeries(data_file.new_uid(), "Sertifikat", "{urut:04}/DPMD/{tahun}")
            data_file.numbers.save_series(numbers)
            data_file.office.save(Office(OFFICE, "Dinas PMD", "Pemerintah Kabupaten", town="Probolinggo"))
            data_file.office.save_signatory(Signatory(data_file.new_uid(), "Arjuna Contoh"))
        session = add_session(data_file)
        assert session.series is not None
        with data_file.operation("edit", "Hadir semua"):
            rule = InvitationRule(villages=frozenset({SUKODADI, KARANGANYAR}))
            rows = data_file.attendance.invite(session.uid, data_file.attendance.preview(session.uid, rule))
            data_file.attendance.mark(rows, "present")
        people = tuple(one.person for one in data_file.certificates.earned(session.series))
        assert len(people) == PEOPLE
        choices = CertificateChoices(DAY, numbers.uid, back=False)
        return Plan(folder / "kpm.db", session.series, choices, people)


def issue(
    data_file: DataFile, plan: Plan, people: tuple[Uid, ...] | None, killer: Killer | None = None
) -> int:
    made = issue_certificates(data_file, plan.series, plan.choices, people, progress=killer)
    assert isinstance(made, Issued)
    return len(made.certificates)


def issue_and_die(plan: Plan, people: tuple[Uid, ...], writing: bool) -> None:
    with DataFile.open(plan.path, writer_name="PC-CONTOH") as data_file:
        issue(data_file, plan, people, Killer(data_file, writing=writing))


def killed(plan: Plan, people: tuple[Uid, ...], *, writing: bool) -> None:
    """Issue in a process that is killed, the data file open."""
    child = STARTING.Process(target=issue_and_die, args=(plan, people, writing))
    child.start()
    child.join()
    assert child.exitcode == (-DEADLY if FORKS else DEADLY)


def counted(path: Path) -> tuple[list[int], dict[int, str], set[int]]:
    """Return the running numbers of the papers, why those that are void are, and the numbers explained."""
    file = sqlite3.connect(path)
    try:
        papers = file.execute("SELECT number, state, reason FROM certificate WHERE alive = 1").fetchall()
        notes = file.execute("SELECT number_from, number_to FROM number_note WHERE alive = 1").fetchall()
    finally:
        file.close()
    numbers = [int(re.fullmatch(r"(\d{4})/DPMD/2019", number)[1]) for number, _, _ in papers]  # type: ignore[index]
    voids = {number: row[2] for number, row in zip(numbers, papers, strict=True) if row[1] == "voided"}
    return numbers, voids, {number for first, last in notes for number in range(first, last + 1)}


def jump(data_file: DataFile, plan: Plan) -> None:
    """Go on thirty numbers further, with the reason."""
    series, last = plan.choices.number_series, max(counted(plan.path)[0])
    assert series is not None
    with data_file.operation("edit", "Atur nomor berikutnya"):
        data_file.numbers.set_next(series, 2019, last + 31, data_file.writer_uid, GAP_REASON)
        data_file.numbers.note(series, 2019, (last + 1, last + 30), "gap", GAP_REASON)


def void_two(data_file: DataFile, people: tuple[Uid, ...]) -> None:
    """Void two certificates of a batch."""
    fresh = [line.uid for line in data_file.certificates.find() if line.person in people]
    with data_file.operation("issue", "Batalkan nomor"):
        for uid in fresh[:: BATCH // 2][:2]:
            data_file.certificates.end(uid, "voided", VOID_REASON)


def test_no_number_is_given_twice_and_every_gap_says_why(tmp_path: Path) -> None:
    plan = prepare(tmp_path)
    batches = [plan.people[start : start + BATCH] for start in range(0, PEOPLE, BATCH)]
    issued = 0
    for first, last in itertools.pairwise((0, DRAWN, WRITTEN, len(batches))):
        if first:
            killed(plan, batches[first], writing=first == WRITTEN)
            assert len(counted(plan.path)[0]) == issued, "a killed run gave numbers away"
        with DataFile.open(plan.path, writer_name="PC-CONTOH") as data_file:
            for place in range(first, last):
                if place == JUMP:
                    jump(data_file, plan)
                issued += issue(data_file, plan, batches[place])
                void_two(data_file, batches[place])
    with DataFile.open(plan.path, writer_name="PC-CONTOH") as data_file:
        issued += issue(data_file, plan, None)
        assert issued == PEOPLE + VOIDS == 3_000
        numbers, voids, explained = counted(plan.path)
        assert len(numbers) == len(set(numbers)) == 3_000
        assert len(voids) == VOIDS
        assert set(voids.values()) == {VOID_REASON}
        assert set(range(1, max(numbers) + 1)) - set(numbers) == explained
        assert len(explained) == 30
        rows = register_entries(data_file)
        spans = [row.span for row in rows if row.span]
        assert [first for first, _ in spans] == [1, *(last + 1 for _, last in spans[:-1])]
        assert spans[-1][1] == max(numbers)
        assert {row.state for row in rows} == {"issued", "voided", "gap"}
        assert all(row.notes for row in rows if row.state in {"voided", "gap"})
        assert data_file.check().is_sound
