"""A whole journey, then every byte it left is read: nobody is told where he does not belong.

A list with NIK and phones is imported into the year of the sample; papers, exports and lists are made as they
come by default, packages are sent, a copy for training and a help package are made, the program crashes, one
person is erased.
"""

import datetime as dt
import io
import json
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from carrying import PHRASE, QUIET
from demo_folder import ROOT, demo
from kpm_desktop import commands
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.packages import container
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import (
    copy_person,
    erase_person,
    help_package,
    print_attendance,
    print_cadre_book,
    print_cards,
    sample_papers,
)
from paper_reading import joined
from patience import PATIENCE

PEOPLE = (
    ("Zubaidah Xilofonwati", "3513126704990001", "081299887761", "Dusun Rahasiawan RT 77"),
    ("Qomariyah Vibrafonsari", "3513125505880002", "081299887762", "Dusun Tersembunyi RT 78"),
)
NAMES = ("Xilofonwati", "Vibrafonsari")
STANDING_ALONE = re.compile(r"(?<![0-9A-Za-z])\d{16}(?![0-9A-Za-z])")
NOW = dt.datetime(2019, 4, 15, 9)  # noqa: DTZ001 - local


def spellings(text: str) -> set[str]:
    """Return how a value may stand somewhere: as typed, in capitals, a number in its groups."""
    grouped = {" ".join(re.findall(r".{1,4}", text)), "-".join(re.findall(r".{1,4}", text))}
    return {text, text.upper(), text.lower()} | (grouped if text.isdecimal() else set())


def encoded(texts: Iterator[str] | list[str]) -> list[bytes]:
    return [
        spelling.encode(code)
        for text in texts
        for spelling in spellings(text)
        for code in ("utf-8", "utf-16-le", "utf-16-be")
    ]


def secrets(*people: tuple[str, ...]) -> list[bytes]:
    """Return everything that tells of these people, a name word by word."""
    return encoded([part for name, *rest in people for part in (*name.split(), *rest)])


def holding(folder: Path, wanted: list[bytes]) -> set[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in files if any(one in path.read_bytes() for one in wanted)}


def numbers_in(text: str) -> list[str]:
    return STANDING_ALONE.findall(text)


def words_of(path: Path) -> str:
    """Return the text of a file as who opens it reads it."""
    raw = path.read_bytes()
    if raw.startswith(b"%PDF"):
        return joined(raw)
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
            return "\n".join([*package.namelist(), *(re.sub(r"<[^>]+>", " ", part) for part in parts)])
    return raw.decode("utf-8", "replace")


class Journey:
    """What the office did, and where all of it lies."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.data = folder / "data" / "kpm.db"
        self.out, self.stick, self.logs = folder / "keluar", folder / "stick", folder / "log"
        for one in (self.data.parent, self.out, self.stick):
            one.mkdir()
        shutil.copyfile(demo().data, self.data)
        self.said: list[str] = []

    def run(self, *words: object) -> None:
        """Run a command of the program and keep what it said."""
        code = commands.run(commands.parser().parse_args([str(one) for one in words]))
        said = self._capsys.readouterr()
        self.said += [said.out, said.err]
        assert code == 0, said.err

    def person(self, data_file: DataFile, number: int) -> Uid:
        [(uid,)] = data_file.rows("SELECT uid FROM person WHERE name = ?", (PEOPLE[number][0],))
        found: Uid = uid
        return found

    # the steps

    def take_in_a_list(self) -> None:
        sheet = self.folder / "daftar.csv"
        rows = [
            f"{place};{name};{nik};Sukodadi;Paiton;{address};{phone}"
            for place, (name, nik, phone, address) in enumerate(PEOPLE, 1)
        ]
        head = "No;Nama;NIK;Desa;Kecamatan;Alamat;No HP"
        sheet.write_text("\n".join([head, *rows]), encoding="utf-8")
        self.run("import-cadres", sheet, "--data", self.data, "--apply")
        sheet.unlink()

    def hold_sessions(self) -> None:
        """Both come to the last session; its papers are made anew, with their names."""
        with DataFile.open(self.data, now=lambda: NOW) as data_file:
            [(session,)] = data_file.rows("SELECT uid FROM session ORDER BY date DESC LIMIT 1")
            for number in range(len(PEOPLE)):
                person = self.person(data_file, number)
                village = data_file.cadres.get(person).term.village
                with data_file.operation("edit", "Tambah 1 peserta"):
                    photo = data_file.put_asset(picture(number), "image/png")
                    data_file.put("person", person, {"photo": photo})
                    uid = pair_uid("attendance", session, person)
                    came = {"session": session, "person": person, "role": "participant", "status": "present"}
                    data_file.put("attendance", uid, {**came, "invited": 1, "village": village})
            papers = sample_papers.event_papers(data_file, {"uji": session}, QUIET)
            sheet = print_attendance.print_attendance(
                data_file, session, print_attendance.SheetChoices("F4"), target="PDF"
            )
            assert isinstance(sheet, print_attendance.PrintedAttendance)
            people = [self.person(data_file, number) for number in range(len(PEOPLE))]
            papers |= {
                "daftar-hadir.pdf": sheet.pdf,
                "kartu.pdf": print_cards.cadre_records(data_file, people).pdf,
                "kartu-nama-kader.pdf": print_cards.cadre_name_cards(data_file, people).pdf,
                "buku.pdf": print_cadre_book.cadre_book_pdf(data_file).pdf,
                "buku.xlsx": print_cadre_book.cadre_book_xlsx(data_file),
                "salinan.json": copy_person.person_json(data_file, people[0], with_nik=False),
            }
            data_file.backup()
        for name, content in papers.items():
            (self.out / name).write_bytes(content)
        [(series,)] = self._rows("SELECT uid FROM series LIMIT 1")
        self.run(
            "certificates", "--data", self.data, "--series", series.hex(), "--issue",
            "--out", self.out / "sertifikat.pdf",
        )  # fmt: skip
        self.run("export-cadres", "--data", self.data, "--out", self.out / "kader.xlsx")
        self.run("register", "--data", self.data, "--out", self.out / "register.pdf")

    def carry(self) -> None:
        phrase = self.folder / "sandi.txt"
        phrase.write_text(PHRASE, encoding="utf-8")
        for more in ((), ("--district", "35.13.12")):
            self.run(
                "send", "--data", self.data, "--out", self.stick, "--passphrase-file", phrase, *more, "--json"
            )
        self.run("packages", "--data", self.data, "--lost", 1, "--report", self.out / "hilang.pdf", "--json")
        self.run("check", self.data, "--json")
        self.run("backup", "--data", self.data, "--json")

    def crash(self) -> None:
        """Fail with a person's data at hand, as a bug would."""
        name, nik, *_ = PEOPLE[0]
        lines = (
            "import pathlib, sys",
            "from kpm_desktop import log",
            "folder, name, nik = sys.argv[1:]",
            "log.start(pathlib.Path(folder))",
            "log.catch_unexpected(print)",
            "log.LOGGER.warning('not saved: %s', nik)",
            "raise ValueError(name + nik)",
        )
        done = subprocess.run(
            [sys.executable, "-c", "\n".join(lines), str(self.logs), name, nik],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert "ValueError" in done.stdout
        assert "not saved" in (self.logs / "kpm.log").read_text(encoding="utf-8")
        self.said += [done.stdout, done.stderr]

    def ask_for_help(self) -> None:
        with DataFile.open(self.data) as data_file:
            content = help_package.help_package(data_file, QUIET, log_folder=self.logs)
            (self.folder / "bantuan.zip").write_bytes(content)
            (self.folder / "latihan").mkdir()
            data_file.practice_copy(self.folder / "latihan" / "kpm.db")

    def _rows(self, sql: str) -> list[tuple[bytes]]:
        with DataFile.open(self.data) as data_file:
            return data_file.rows(sql)


def picture(number: int) -> bytes:
    """Return the photo of a person, and no other one's."""
    made = io.BytesIO()
    grain = random.Random(number).randbytes(64 * 80)  # noqa: S311 - the same whenever it is asked for
    Image.frombytes("L", (64, 80), grain).save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def journey(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Journey:
    made = Journey(tmp_path, capsys)
    made.take_in_a_list()
    made.hold_sessions()
    made.carry()
    return made


def test_what_a_journey_leaves_tells_of_nobody_where_it_should_not(journey: Journey) -> None:
    journey.crash()
    journey.ask_for_help()
    papers = sorted(path for path in [*journey.out.iterdir(), *demo().folder.glob("*.pdf")])
    assert len(papers) > 20
    read = {path.name: words_of(path) for path in papers}
    assert all(NAMES[0] in read[name] or NAMES[0].upper() in read[name] for name in ("kartu.pdf", "buku.pdf"))
    for name, text in read.items():
        assert numbers_in(text) == [], name
        assert not any(nik in text for _, nik, *_ in PEOPLE), name
    everything = "\n".join(journey.said)
    assert numbers_in(everything) == []
    for name, nik, phone, address in PEOPLE:
        for value in (*name.split(), nik, phone, address):
            assert value not in everything
    assert holding(journey.logs, secrets(*PEOPLE)) == set()
    help_words = words_of(journey.folder / "bantuan.zip")
    assert numbers_in(help_words) == []
    assert not any(secret.decode() in help_words for secret in encoded([*NAMES]) if b"\0" not in secret)
    names = [path.name for path in journey.folder.rglob("*")]
    assert not any(word.casefold() in name.casefold() for name in names for word in NAMES)
    assert not any(numbers_in(name) for name in names)
    assert holding(journey.stick, secrets(*PEOPLE)) == set(), "sealed, and the manifest is bare"
    assert holding(journey.folder / "latihan", secrets(*PEOPLE)) == set()
    for package in journey.stick.glob("*.paket"):
        manifest = container.read_manifest(package, (1, 0))
        assert manifest.is_sealed


def test_no_byte_of_an_erased_person_is_left_and_the_other_one_stays(journey: Journey) -> None:
    live = {journey.data.name, f"{journey.data.name}-journal", f"{journey.data.name}-wal"}
    with DataFile.open(journey.data) as data_file:
        live |= {path.name for path in data_file.places.journal.iterdir()}
        person = journey.person(data_file, 0)
        counted = counts(data_file)
        held = data_file.people.get(person).photo
        assert holding(journey.data.parent, secrets(PEOPLE[0])) >= {journey.data.name}
        assert holding(journey.data.parent, pieces(picture(0))) >= {journey.data.name}
        erase_person.erase(data_file, person, QUIET)
        newest = data_file.backups()[0].path.name
        assert counts(data_file) == counted
        assert data_file.check().is_sound
        left = holding(journey.data.parent, [*secrets(PEOPLE[0]), bytes.fromhex(held), held.encode()])
        assert not left & (live | {newest})
        assert not holding(journey.data.parent, pieces(picture(0))) & (live | {newest})
        assert {one.name for one in data_file.held_copies()} >= left
        assert holding(journey.data.parent, [NAMES[1].encode()]) >= {journey.data.name, newest}
    assert not holding(journey.data.parent, secrets(PEOPLE[0])) & (live | {newest})


def pieces(content: bytes) -> list[bytes]:
    """Return parts of a file by which it is known, wherever a page of the data file ends."""
    return [content[at : at + 48] for at in range(100, len(content) - 48, 500)]


def counts(data_file: DataFile) -> list[int]:
    asked = ("attendance", "entry", "score", "payment", "session")
    return [data_file.rows(f"SELECT count(*) FROM {table} WHERE alive = 1")[0][0] for table in asked]


def test_the_scan_would_find_them(tmp_path: Path) -> None:
    """The words for what must not be found are found where they are."""
    nik = PEOPLE[0][1]
    assert numbers_in(f"NIK {nik}.") == [nik]
    assert numbers_in(f"x{nik} {nik}0 {nik[:4]} •••• •••• {nik[12:]}") == []
    for code in ("utf-8", "utf-16-le"):
        place = tmp_path / code
        place.write_bytes(json.dumps({"v": PEOPLE[0][0].upper()}).encode(code))
        assert holding(tmp_path, secrets(PEOPLE[0])) >= {code}
