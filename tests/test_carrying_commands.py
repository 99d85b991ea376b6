"""Commands send and receive: what they print, refuse and leave behind."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from builders import add_person, edit_person
from carrying import PHRASE, office
from kpm_desktop import commands
from kpm_desktop.store.data_file import DataFile

PERSON = "Dewi Kenanga"
NIK = "3513124101900001"


class Said:
    """What a command answered."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> dict[str, Any]:
        values: dict[str, Any] = json.loads(self.out)
        return values


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: object) -> Said:
        code = commands.run(commands.parser().parse_args([str(one) for one in arguments]))
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with office(tmp_path / "kantor") as data_file:
        add_person(data_file, PERSON, nik=NIK)
    return data_file.path


@pytest.fixture
def phrase(tmp_path: Path) -> Path:
    path = tmp_path / "sandi.txt"
    path.write_text(f"{PHRASE}\n", encoding="utf-8")
    return path


def test_a_package_is_sent_started_from_sent_back_and_received(
    say: Any, data: Path, phrase: Path, tmp_path: Path
) -> None:
    stick, other = tmp_path / "stick", tmp_path / "lain" / "kpm.db"
    sent = say("send", "--data", data, "--out", stick, "--passphrase-file", phrase, "--json")
    assert sent.code == 0
    assert sent.json["encrypted"]
    package = Path(sent.json["file"])
    assert package.read_bytes().find(PERSON.encode()) == -1
    said = say("receive", package, "--data", other, "--start", "--passphrase-file", phrase, "--json")
    assert said.code == 0
    with DataFile.open(other, writer_name="PC-LAIN") as data_file:
        [(uid,)] = data_file.rows("SELECT uid FROM person")
        edit_person(data_file, uid, phone="0811")
        add_person(data_file, "Rini Melati", nik=NIK)
    back = say("send", "--data", other, "--out", stick, "--since", package, "--json")
    assert (back.json["kind"], back.json["encrypted"]) == ("delta", False)
    look = say("receive", back.json["file"], "--data", data, "--json")
    assert {
        "new": 1,
        "changed": 1,
        "conflicts": 0,
        "duplicates": 1,
        "applied": False,
    }.items() <= look.json.items()
    done = say("receive", back.json["file"], "--data", data, "--apply", "--json")
    assert done.json["applied"]
    again = say("receive", back.json["file"], "--data", data, "--apply", "--json")
    assert again.code == 0
    assert (again.json["code"], again.json["new"], again.json["operation"]) == ("E-SUDAH", 0, None)
    for answer in (sent, back, look, done, again):
        assert PERSON not in answer.out
        assert NIK not in answer.out


def test_refusals_name_their_code_and_say_that_data_are_safe(
    say: Any, data: Path, phrase: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    package = Path(
        say("send", "--data", data, "--out", stick, "--passphrase-file", phrase, "--json").json["file"]
    )
    for way in ((), ("--start",)):
        place = data.with_name("lain.db") if way else data
        said = say("receive", package, "--data", place, *way, "--json")
        assert (said.code, said.json["refused"]) == (1, "E-SANDI")
        assert "dikunci dengan kata sandi" in said.json["reason"]
        assert "--passphrase-file" in said.json["reason"]
    wrong = tmp_path / "salah.txt"
    wrong.write_text("bukan kata sandinya", encoding="utf-8")
    said = say("receive", package, "--data", data, "--passphrase-file", wrong)
    assert said.code == 1
    assert said.err.startswith("E-SANDI: Kata sandi tidak cocok")
    assert "--passphrase-file" not in said.err
    package.chmod(0o600)
    package.write_bytes(package.read_bytes()[:-50])
    said = say("receive", package, "--data", data, "--passphrase-file", phrase, "--json")
    assert (said.code, said.json["refused"]) == (1, "E-TERPOTONG")
    short = tmp_path / "pendek.txt"
    short.write_text("pendek", encoding="utf-8")
    said = say("send", "--data", data, "--out", stick, "--passphrase-file", short, "--json")
    assert (said.code, said.json["refused"]) == (1, ["F.501"])
    said = say("send", "--data", data, "--out", stick, "--district", "35.13.99", "--json")
    assert (said.code, said.json["refused"]) == (1, "unknown")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_passphrase_file_that_cannot_be_read_is_named_as_such(
    say: Any, data: Path, tmp_path: Path, content: bytes | None
) -> None:
    place, stick = tmp_path / "tidak-ada.txt", tmp_path / "stick"
    if content is not None:
        place.write_bytes(content)
    said = say("send", "--data", data, "--out", stick, "--passphrase-file", place)
    assert said.code == 1
    assert "Berkas kata sandi tidak dapat dibaca. Tidak ada yang diubah." in said.err
    assert not stick.exists()


def test_a_delta_before_its_predecessor_waits(say: Any, data: Path, tmp_path: Path) -> None:
    stick, other = tmp_path / "stick", tmp_path / "lain" / "kpm.db"
    first = say("send", "--data", data, "--out", stick, "--json").json["file"]
    say("receive", first, "--data", other, "--start")
    with DataFile.open(data) as data_file:
        add_person(data_file, "Rini Melati")
    second = say("send", "--data", data, "--out", stick, "--since", first, "--json").json["file"]
    with DataFile.open(data) as data_file:
        add_person(data_file, "Siti Contohwati")
    third = say("send", "--data", data, "--out", stick, "--since", second, "--json").json["file"]
    said = say("receive", third, "--data", other, "--apply", "--json")
    assert (said.code, said.json["code"], said.json["applied"]) == (0, "E-MENUNGGU", False)
    said = say("receive", second, "--data", other, "--apply", "--json")
    assert (said.json["code"], said.json["new"], said.json["applied"]) == (None, 2, True)


def test_packages_are_listed_and_one_is_noted_as_lost_with_its_report(
    say: Any, data: Path, tmp_path: Path
) -> None:
    assert say("packages", "--data", data).out == "Belum ada paket.\n"
    say("send", "--data", data, "--out", tmp_path / "stick")
    report = tmp_path / "laporan.pdf"
    said = say(*("packages", "--data", data, "--lost", 1, "--note", "jatuh", "--report", report, "--json"))
    [one] = said.json["packages"]
    assert (one["state"], one["people"]["person"], one["people"]["nik"]) == ("lost", 1, 1)
    assert one["lost"]["note"] == "jatuh"
    assert report.read_bytes().startswith(b"%PDF")
    assert NIK not in said.out
    [one] = say("packages", "--data", data, "--found", 1, "--json").json["packages"]
    assert (one["state"], one["lost"]) == ("here", None)
    assert say("packages", "--data", data, "--lost", 7, "--json").json["refused"] == "unknown"
    [line] = say("packages", "--data", data).out.splitlines()
    assert line.startswith("1  ")
    assert line.endswith("  Semua data  Di komputer ini")
    assert not re.search(r"\d-\d|T\d", line)
