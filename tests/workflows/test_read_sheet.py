"""From a scan of the signed sheet to marks: whose page it is, what is proposed, what is written and kept."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image

from kpm_desktop import commands
from kpm_desktop.domain.invitation import InvitationRule
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.office import OFFICE
from kpm_desktop.ui.messages import sentence
from kpm_desktop.workflows import read_sheet
from kpm_desktop.workflows.print_attendance import PrintedAttendance, SheetChoices, print_attendance
from kpm_desktop.workflows.progress import Cancelled
from record_builders import KARANGANYAR, PATOKAN, SUKODADI, add_cadre, add_head, add_session, make_file
from signed_scans import Handling, Signer, as_jpeg, as_pdf, dice, draw_pages, scan, sign

PEOPLE = 30
DPI = 200


class Desk:
    """A data file with a printed sheet of two pages, and the paper of it."""

    def __init__(self, folder: Path) -> None:
        self.file = make_file(folder)
        self.path = folder / "kpm.db"
        self.drawn: dict[tuple[Uid, int], list[Image.Image]] = {}
        with self.file.operation("edit", "Ubah kantor"):
            self.file.office.save(Office(OFFICE, "Dinas Contoh", town="Probolinggo"))
            signatory = Signatory(self.file.new_uid(), "Arjuna Contoh", position="Kepala Dinas Contoh")
            self.file.office.save_signatory(signatory)
        add_head(self.file, "Arya Umpama", SUKODADI)
        for number in range(PEOPLE - 1):
            add_cadre(self.file, f"Siti Contohwati {number:02}", (SUKODADI, KARANGANYAR, PATOKAN)[number % 3])
        self.session = self.new_session()
        self.printed = self.print_sheet(self.session)

    def new_session(self) -> Uid:
        made = add_session(self.file)
        with self.file.operation("edit", "Undang"):
            rule = InvitationRule(villages=frozenset({SUKODADI, KARANGANYAR, PATOKAN}))
            self.file.attendance.invite(made.uid, self.file.attendance.preview(made.uid, rule))
        return made.uid

    def print_sheet(self, session: Uid) -> PrintedAttendance:
        printed = print_attendance(self.file, session, SheetChoices("F4", 4))
        assert isinstance(printed, PrintedAttendance)
        return printed

    def paper(
        self, kinds: Mapping[int, str], printed: PrintedAttendance | None = None, dpi: int = DPI
    ) -> list[Image.Image]:
        """Return the pages of a sheet signed as `kinds` says by number."""
        made = printed or self.printed
        key = (made.sheet.uid, dpi)
        if key not in self.drawn:
            self.drawn[key] = draw_pages(made.pdf, dpi)
        pages = [page.copy() for page in self.drawn[key]]
        chance = dice(4)
        for number, page in enumerate(pages, 1):
            signers = [
                Signer(row["no"], tuple(row["box"]), kinds.get(row["no"], ""))
                for row in json.loads(made.sheet.boxes)
                if row["page"] == number
            ]
            sign(page, dpi, signers, chance)
        return pages

    def scans(self, pages: list[Image.Image], **handling: object) -> list[bytes]:
        how = Handling(**handling)  # type: ignore[arg-type]
        return [as_jpeg(scan(page, how, dice(9))) for page in pages]

    def statuses(self) -> dict[str, str]:
        return {line.name: line.status for line in self.file.attendance.find(self.session)}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk(tmp_path_factory.mktemp("scan"))
    yield made
    made.file.close(backup=False)


@pytest.fixture
def desk(opened: Desk) -> Iterator[Desk]:
    yield opened
    while opened.statuses() != dict.fromkeys(opened.statuses(), ""):
        opened.file.undo()


def codes(proposal: read_sheet.SheetProposal) -> list[str]:
    return [problem.code for problem in proposal.problems]


SIGNED = {1: "loops", 2: "zigzag", 5: "tick", 22: "scribble", 30: "humps"}


def test_pages_in_any_order_and_upside_down_give_the_rows_of_the_list(desk: Desk) -> None:
    pages = desk.paper(SIGNED)
    sources = [*desk.scans(pages[1:], quarters=2), *desk.scans(pages[:1], quarters=1, angle=3.0)]
    proposal = read_sheet.read_scan(desk.file, sources)
    assert proposal.session == desk.session
    assert codes(proposal) == []
    assert [page.page for page in proposal.pages] == [1, 2]
    assert {row.number for row in proposal.rows if row.mark == "signed"} == set(SIGNED)
    assert {row.number for row in proposal.rows if row.mark == "empty"} == set(range(1, 35)) - set(SIGNED)
    lines = desk.file.attendance.find(desk.session)
    assert [row.attendance for row in proposal.rows] == [*(line.uid for line in lines), *[None] * 4]
    assert all(row.picture.startswith(b"\x89PNG") for row in proposal.rows)


def test_apply_writes_all_marks_as_one_operation_and_keeps_the_scan(desk: Desk) -> None:
    proposal = read_sheet.read_scan(
        desk.file, [as_pdf([scan(p, Handling(), dice(1)) for p in desk.paper(SIGNED)], DPI)]
    )
    with desk.file.operation("edit", "Terapkan") as operation:
        applied = read_sheet.apply(desk.file, proposal, {2: False, 3: True})
    assert applied == read_sheet.Applied(5, 2)
    present = {row.number for row in proposal.rows if row.attendance} & {1, 3, 5, 22, 30}
    lines = desk.file.attendance.find(desk.session)
    assert {number for number, line in enumerate(lines, 1) if line.status == "present"} == present
    assert {line.status for line in lines} == {"present", ""}  # an empty cell makes nobody alpa
    kept = desk.file.sessions.attachments(desk.session)
    assert [one.kind for one in kept] == ["scan", "scan"]
    for one in kept:
        mime, data = desk.file.asset(one.asset)
        assert mime == "image/jpeg"
        assert len(data) <= 400_000
    assert operation.changes is not None
    desk.file.undo()
    assert set(desk.statuses().values()) == {""}
    assert desk.file.sessions.attachments(desk.session) == []


def test_the_same_scan_is_kept_once(desk: Desk) -> None:
    proposal = read_sheet.read_scan(desk.file, desk.scans(desk.paper({1: "wave"})[:1]))
    for scans in (1, 0):
        with desk.file.operation("edit", "Terapkan"):
            assert read_sheet.apply(desk.file, proposal, {}).scans == scans


def test_marks_against_the_paper_are_asked_and_never_overwritten_unasked(desk: Desk) -> None:
    lines = desk.file.attendance.find(desk.session)
    with desk.file.operation("edit", "Tandai"):
        desk.file.attendance.mark([lines[0].uid, lines[2].uid], "present")
        desk.file.attendance.mark([lines[1].uid], "excused")
    proposal = read_sheet.read_scan(desk.file, desk.scans(desk.paper({1: "loops", 2: "ellipse"})[:1]))
    assert [row.number for row in proposal.rows if row.is_asked] == [2, 3]
    assert read_sheet.changes_of(proposal, {}) == {}
    answered = read_sheet.changes_of(proposal, {2: True, 3: False})
    assert answered == {lines[1].uid: "present", lines[2].uid: ""}


def test_a_missing_page_and_a_page_twice_are_named(desk: Desk) -> None:
    first = desk.scans(desk.paper({3: "spiral"})[:1])
    proposal = read_sheet.read_scan(desk.file, [*first, *first])
    assert codes(proposal) == ["W.303", "W.304"]
    assert sentence(proposal.problems[0]).startswith("Halaman 1 dipindai dua kali")
    assert sentence(proposal.problems[1]).startswith("Halaman 2 dari 2 belum dipindai")
    assert [row.number for row in proposal.rows if row.mark == "signed"] == [3]


def test_two_scans_of_a_page_that_contradict_are_asked(desk: Desk) -> None:
    sources = [*desk.scans(desk.paper({3: "spiral"})[:1]), *desk.scans(desk.paper({4: "spiral"})[:1])]
    proposal = read_sheet.read_scan(desk.file, sources)
    assert [row.number for row in proposal.rows if row.is_asked] == [3, 4]


def test_a_page_of_another_session_is_refused(desk: Desk) -> None:
    other = desk.new_session()
    foreign = desk.paper({1: "loops"}, desk.print_sheet(other))
    sources = desk.scans([*desk.paper(SIGNED), foreign[0]])
    for session in (desk.session, None):
        proposal = read_sheet.read_scan(desk.file, sources, session)
        assert proposal.session == desk.session
        assert codes(proposal) == ["W.302"]
        assert sentence(proposal.problems[0]).startswith("Halaman pindaian 3 bukan dari daftar hadir ini")
        assert {row.number for row in proposal.rows if row.mark == "signed"} == set(SIGNED)


def test_a_coarse_scan_a_foreign_paper_and_a_torn_corner_are_told(desk: Desk) -> None:
    coarse = desk.scans(desk.paper({}, dpi=150)[:1])
    torn = desk.paper({})[0]
    torn.paste((255, 255, 255), (0, 0, torn.width, 300))
    photo = as_jpeg(Image.radial_gradient("L").convert("RGB").resize((1700, 2600)))
    blank = as_jpeg(Image.new("RGB", (1700, 2600), (250, 249, 245)))
    proposal = read_sheet.read_scan(desk.file, [*coarse, *desk.scans([torn]), photo, blank])
    assert proposal.session is None
    assert codes(proposal) == ["W.305", "W.307", "W.306"]
    assert "200 sampai 300 dpi" in sentence(proposal.problems[0])


def test_a_sheet_that_was_printed_anew_is_read_with_a_warning(desk: Desk) -> None:
    session = desk.new_session()
    old = desk.print_sheet(session)
    desk.print_sheet(session)
    proposal = read_sheet.read_scan(desk.file, desk.scans(desk.paper({2: "humps"}, old)))
    assert codes(proposal) == ["W.308"]
    assert [row.number for row in proposal.rows if row.mark == "signed"] == [2]


def test_a_signature_on_a_blank_row_asks_for_the_guest(desk: Desk) -> None:
    proposal = read_sheet.read_scan(desk.file, desk.scans(desk.paper({31: "angles"})[1:]))
    assert codes(proposal) == ["W.304", "W.309"]
    assert proposal.problems[1].values["numbers"] == "31"
    assert read_sheet.changes_of(proposal, {31: True}) == {}


def test_what_is_no_scan_is_refused_and_stopping_changes_nothing(desk: Desk) -> None:
    for data in (b"", b"%PDF-1.4 broken", b"\x89PNG\r\n\x1a\n broken", b"GIF89a"):
        with pytest.raises(read_sheet.UnreadableScanError):
            read_sheet.read_scan(desk.file, [data])

    class Stop:
        def step(self, _done: int, _total: int, _what: str, /) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_sheet.read_scan(desk.file, desk.scans(desk.paper({})[:1]), progress=Stop())


def test_the_command_prints_pages_rows_and_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path)
    pages = [scan(page, Handling(), dice(2)) for page in desk.paper({1: "loops", 7: "tick"})]
    (tmp_path / "pindaian.pdf").write_bytes(as_pdf(pages[:1], DPI))
    lines = desk.file.attendance.find(desk.session)
    desk.file.close(backup=False)
    call = ["read-sheet", str(tmp_path / "pindaian.pdf"), "--data", str(desk.path), "--json"]
    assert commands.run(commands.parser().parse_args(call)) == 0
    told = json.loads(capsys.readouterr().out)
    assert [page["page"] for page in told["pages"]] == [1]
    assert told["pages"][0]["session"] == desk.session.hex()
    rows = told["pages"][0]["rows"]
    assert [row["attendance"] for row in rows] == [line.uid.hex() for line in lines[: len(rows)]]
    assert [row["number"] for row in rows if row["mark"] == "signed"] == [1, 7]
    assert rows[0]["ink"] > 0.01 > rows[1]["ink"]
    assert [problem["code"] for problem in told["problems"]] == ["W.304"]
    with DataFile.open(desk.path) as reopened:
        assert {line.status for line in reopened.attendance.find(desk.session)} == {""}
