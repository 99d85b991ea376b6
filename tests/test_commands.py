"""The commands: what they print, write and refuse, with which exit code, and what they do not load."""

import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import paper_reading
from demo_folder import LAST_SHEET, ROOT, Demo, demo, run, started
from kpm_desktop.domain import names
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile

PLACES = ("dringu", "kraksaan", "krejengan", "paiton", "pajarakan")
SHEETS = [f"daftar-hadir-{place}.pdf" for place in PLACES]
EVENT_PAPERS = [
    *(
        f"{kind}-{place}.pdf"
        for kind in ("undangan", "narasumber", "kartu-nama", "transport", "berita-acara")
        for place in PLACES
    ),
    "laporan-kegiatan.pdf",
]


@pytest.fixture
def copied(tmp_path: Path) -> Demo:
    """A sample data file that may be written."""
    shutil.copyfile(demo().data, tmp_path / "contoh.db")
    return Demo(tmp_path, demo().said)


# demo


def test_the_demo_writes_the_data_file_and_every_paper_of_the_series() -> None:
    files = demo().said["files"]
    assert sorted(files) == sorted(["contoh.db", "sertifikat.pdf", *SHEETS, *EVENT_PAPERS])
    assert sorted(demo().said["sessions"]) == sorted(SHEETS)
    assert all((demo().folder / name).stat().st_size for name in files)


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_names_everybody_whole_on_f4_with_its_own_fonts(name: str) -> None:
    pdf = demo().pdf(name)
    session = bytes.fromhex(demo().said["sessions"][name])
    for size in paper_reading.sizes(pdf):
        assert size == pytest.approx(paper_reading.F4, abs=0.1)
    assert paper_reading.unembedded(pdf) == set()
    text = paper_reading.joined(pdf)
    with DataFile.open(demo().data) as data_file:
        lines = data_file.attendance.find(session)
    invited = [line for line in lines if line.role == "participant" and line.represents is None]
    assert len(invited) > 20
    for line in invited:
        whole = names.upper_name(line.name, line.title_front, line.title_back)
        assert (line.print_name or whole) in text
    assert re.findall(r"(?<!\d)\d{16}(?!\d)", text) == []


@pytest.mark.parametrize("name", EVENT_PAPERS)
def test_an_event_paper_is_whole_final_and_has_its_own_fonts(name: str) -> None:
    pdf = demo().pdf(name)
    text = paper_reading.joined(pdf)
    assert paper_reading.unembedded(pdf) == set()
    assert "KONSEP" not in text
    place = name.removesuffix(".pdf").rpartition("-")[2]
    district = "pajarakan" if place == "kegiatan" else place
    assert district in text.casefold()
    assert re.findall(r"(?<!\d)\d{16}(?!\d)", text) == []


def test_every_village_of_the_series_has_its_letter() -> None:
    letters = [page for place in PLACES for page in paper_reading.texts(demo().pdf(f"undangan-{place}.pdf"))]
    with DataFile.open(demo().data) as data_file:
        villages = {
            line.village
            for session in data_file.sessions.find()
            for line in data_file.attendance.find(session.uid)
            if line.invited and line.village
        }
    assert len([page for page in letters if "Yth." in page]) == len(villages)


def test_everybody_who_earned_a_certificate_has_one_with_his_whole_name() -> None:
    pdf = demo().pdf("sertifikat.pdf")
    series: Uid = bytes.fromhex(demo().said["series"])
    with DataFile.open(demo().data) as data_file:
        earned = {one.person for one in data_file.certificates.earned(series)}
        issued = [one for one in data_file.certificates.of_series(series) if one.state == "issued"]
        people = {uid: data_file.people.get(uid) for uid in earned}
    assert {one.person for one in issued} == earned
    pages = paper_reading.texts(pdf)
    assert len(pages) == 2 * len(issued)
    assert sum(bool(person.print_name) for person in people.values()) < 5
    fronts = {}
    for front in pages[::2]:
        flat = re.sub(r"\s+", " ", front)
        number = re.search(r"Nomor : (\S+)", flat)
        assert number
        fronts[number[1]] = flat
    for one in issued:
        assert one.person
        person = people[one.person]
        whole = names.upper_name(person.name, person.title_front, person.title_back)
        assert (person.print_name or whole) in fronts[one.number]
    for size in paper_reading.sizes(pdf):
        assert size == pytest.approx(paper_reading.A4_ACROSS, abs=0.1)
    assert paper_reading.unembedded(pdf) == set()
    assert not re.search(r"(?<!\d)\d{16}(?!\d)", " ".join(pages))


def test_the_demo_never_writes_over_what_is_there() -> None:
    before = _prints(demo().folder)
    again = run("demo", demo().folder)
    assert (again.code, again.out) == (1, "")
    assert "Tidak ada yang diubah" in again.err
    assert _prints(demo().folder) == before


# check


def test_check_tells_a_sound_file_in_a_sentence_and_as_json() -> None:
    said = run("check", demo().data)
    assert (said.code, said.err) == (0, "")
    assert re.match(r"Riwayat utuh \(\d+ operasi, \d+ perubahan\)\.\n", said.out)
    found = run("check", demo().data, "--json").json
    assert found["is_sound"] is True
    assert len(found["file_uid"]) == 32
    assert found["findings"] == []


def test_check_changes_nothing() -> None:
    before = _print(demo().data)
    assert run("check", demo().data).code == 0
    assert _print(demo().data) == before


def test_check_names_what_was_changed_behind_the_programs_back(copied: Demo) -> None:
    with sqlite3.connect(copied.data) as connection:
        connection.execute("UPDATE person SET name = 'Orang Lain' WHERE rowid = 1")
    connection.close()
    said = run("check", copied.data)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("Data rusak.\nIsi orang tidak sama dengan riwayatnya (person ")
    assert run("check", copied.data, "--json").json["is_sound"] is False


def test_check_refuses_what_is_no_data_file_with_its_code(tmp_path: Path) -> None:
    text = tmp_path / "surat.db"
    text.write_text("Kepada Yth.", encoding="utf-8")
    said = run("check", text, "--json")
    assert said.code == 1
    assert said.json["refused"].startswith("E-")
    assert said.json["reason"] in said.err
    assert run("check", tmp_path / "tidak-ada.db").err.startswith("E-HILANG")
    assert sorted(tmp_path.iterdir()) == [text]


def test_check_needs_neither_a_window_nor_paper() -> None:
    script = (
        "import sys; from kpm_desktop import app; code = app.main(sys.argv[1:]);"
        "loaded = {name.split('.')[0] for name in sys.modules};"
        "print(sorted(loaded & {'PySide6', 'shiboken6', 'reportlab', 'PIL', 'pypdfium2', 'rapidfuzz',"
        " 'uharfbuzz', 'zxingcpp'})); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, "check", str(demo().data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("words", [("check", "FILE"), ("check", "FILE", "--json"), ("check",), ("--help",)])
@pytest.mark.parametrize("broken", [False, True], ids=["sound", "broken"])
def test_as_a_process_of_its_own_it_says_and_ends_the_same(
    copied: Demo, words: tuple[str, ...], *, broken: bool
) -> None:
    if broken:
        copied.data.write_bytes(b"Kepada Yth.")
    arguments = [copied.data if word == "FILE" else word for word in words]
    assert started(*arguments) == run(*arguments)


# attendance-sheet, certificates


def test_an_attendance_sheet_is_written_and_recorded(copied: Demo) -> None:
    session, out = demo().said["sessions"][LAST_SHEET], copied.folder / "hadir" / "daftar.pdf"
    arguments = ("attendance-sheet", "--data", copied.data, "--session", session)
    said = run(*arguments, "--out", out, "--paper", "A4", "--blank-rows", "0", "--json")
    assert (said.code, said.err) == (0, "")
    assert said.json["file"] == str(out)
    pages = paper_reading.sizes(out.read_bytes())
    assert len(pages) == said.json["pages"]
    assert pages[0] == pytest.approx((210, 297), abs=0.1)
    with DataFile.open(copied.data) as data_file:
        sheets = data_file.sheets.find(bytes.fromhex(session))
    assert said.json["number"] in {sheet.sheet_no for sheet in sheets}


def test_a_preflight_and_a_draft_issue_nothing(copied: Demo) -> None:
    arguments = ("certificates", "--data", copied.data, "--series", demo().said["series"])
    before = _print(copied.data)
    looked = run(*arguments, "--preflight", "--json")
    assert (looked.code, looked.json) == (0, {"certificates": [], "problems": []})
    drawn = run(*arguments, "--out", copied.folder / "konsep.pdf")
    assert (drawn.code, drawn.err) == (
        1,
        "Belum ada yang berhak atas sertifikat kegiatan ini.\n",
    )
    assert _print(copied.data) == before


def test_whoever_comes_late_is_looked_at_drafted_and_issued_with_the_next_number(copied: Demo) -> None:
    session, series = bytes.fromhex(demo().said["sessions"][LAST_SHEET]), demo().said["series"]
    with DataFile.open(copied.data) as data_file:
        line = next(one for one in data_file.attendance.find(session) if one.status == "absent")
        with data_file.operation("edit", "Tandai 1 orang hadir"):
            data_file.attendance.mark([line.uid], "present")
        known = {one.number for one in data_file.certificates.of_series(bytes.fromhex(series))}
    arguments = ("certificates", "--data", copied.data, "--series", series)
    looked = run(*arguments, "--preflight", "--json")
    assert looked.code == 0
    [one] = looked.json["certificates"]
    assert bytes.fromhex(one["person"]) == line.person
    out = copied.folder / "sertifikat-susulan.pdf"
    drafted = run(*arguments, "--out", out, "--json")
    assert drafted.json == {"count": 1, "file": str(out)}
    assert "KONSEP" in paper_reading.joined(out.read_bytes())
    issued = run(*arguments, "--out", out, "--issue", "--json")
    assert (issued.code, issued.err) == (0, "")
    [number] = issued.json["numbers"]
    assert number not in known
    text = paper_reading.joined(out.read_bytes())
    assert number in text
    assert one["name"] in text
    assert "KONSEP" not in text


def test_what_cannot_be_done_is_said_in_indonesian_with_code_1(copied: Demo, tmp_path: Path) -> None:
    sheet = ("attendance-sheet", "--data", copied.data, "--out", tmp_path / "a.pdf", "--session")
    for arguments, words in (
        ((*sheet, "00" * 16), "Tidak ada pertemuan"),
        ((*sheet, "bukan"), "32 angka heksadesimal"),
        (("certificates", "--data", copied.data, "--series", "11" * 16, "--preflight"), "Tidak ada kegiatan"),
        (
            (
                *("certificates", "--data", copied.data, "--series", demo().said["series"]),
                *("--preflight", "--day", "besok"),
            ),
            "Tanggal tidak terbaca",
        ),
    ):
        said = run(*arguments)
        assert (said.code, said.out) == (1, "")
        assert words in said.err
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("demo",),
        ("kembali",),
        ("attendance-sheet", "--data", "a.db"),
        ("certificates", "--data", "a.db", "--series", "00", "--preflight", "--issue"),
        ("certificates", "--data", "a.db", "--series", "00", "--day"),
        ("--dem",),
    ],
)
def test_a_wrong_command_line_ends_with_code_2_and_the_usage(arguments: tuple[str, ...]) -> None:
    said = run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("pemakaian: kpm-desktop")
    assert said.err.endswith("Tambahkan --help untuk bantuan.\n")


def test_a_missing_out_is_a_wrong_command_line_before_anything_is_written(copied: Demo) -> None:
    before = _print(copied.data)
    session = demo().said["sessions"][LAST_SHEET]
    assert run("attendance-sheet", "--data", copied.data, "--session", session).code == 2
    assert _print(copied.data) == before


def test_help_is_indonesian_and_names_every_command() -> None:
    said = run("--help")
    assert (said.code, said.err) == (0, "")
    for word in ("pemakaian:", "demo", "check", "attendance-sheet", "certificates", "--data", "--demo"):
        assert word in said.out
    for word in ("usage", "options", "show this", "positional", "optional"):
        assert word not in said.out
        assert word not in run("certificates", "--help").out


def test_no_number_of_a_person_reaches_the_json(copied: Demo) -> None:
    said = run("check", copied.data, "--json")
    assert not re.search(r"(?<!\w)\d{16}(?!\w)", json.dumps(said.json))


def _print(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _prints(folder: Path) -> dict[str, str]:
    return {path.name: _print(path) for path in folder.iterdir() if path.is_file() and path.suffix != ".lock"}


# register, calibration page


def test_the_register_lists_every_number_as_pdf_and_workbook(tmp_path: Path) -> None:
    for name in ("register.pdf", "register.xlsx"):
        done = run("register", "--data", str(demo().data), "--out", str(tmp_path / name), "--json")
        assert done.code == 0
        numbers = [row["number"] for row in done.json["rows"]]
        assert len(numbers) == len(set(numbers)) > 100
        assert (tmp_path / name).stat().st_size > 1000
    text = paper_reading.joined((tmp_path / "register.pdf").read_bytes())
    assert all(number in text for number in numbers)


def test_the_calibration_page_comes_in_the_papers_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "kalibrasi.pdf"
    assert run("calibration-page", "--paper", "F4", "--across", "--out", str(out)).code == 0
    assert paper_reading.sizes(out.read_bytes()) == [pytest.approx((330, 215), abs=0.1)]
