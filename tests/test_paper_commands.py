"""The commands that make papers of sessions and the book of cadres: what they write, print and refuse."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

import paper_reading
from event_samples import add_event, event_file, village_name
from kpm_desktop import commands
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import issued_papers


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, str]:
    """A data file of twelve villages, and its session."""
    with event_file(tmp_path) as data_file:
        session = add_event(data_file)
    return tmp_path / "kpm.db", session.hex()


def run(*words: object) -> int:
    options = commands.parser().parse_args([str(word) for word in words])
    return commands.run(options)


def texts(path: Path) -> Sequence[str]:
    return paper_reading.texts(path.read_bytes())


def test_invitations_are_issued_or_only_drafted(
    place: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, session = place
    out = tmp_path / "surat.pdf"
    base = ("invitations", "--data", data, "--session", session, "--out", out, "--json")
    assert run(*base, "--draft") == 0
    assert json.loads(capsys.readouterr().out)["paper"] is None
    assert "KONSEP" in texts(out)[0]
    assert run(*base, "--number", "005/3/2019") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["pages"] == len(texts(out)) == 12
    with DataFile.open(data) as data_file:
        (paper,) = issued_papers.standing(data_file, bytes.fromhex(session))
    assert (paper.uid.hex(), paper.number) == (told["paper"], "005/3/2019")
    assert run(*base, "--list", "--draft") == 0
    assert "DAFTAR UNDANGAN" in " ".join(texts(out))


def test_a_report_needs_a_session_that_exists(
    place: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, session = place
    out = tmp_path / "laporan.pdf"
    assert run("session-report", "--data", data, "--session", session, "--whole-series", "--out", out) == 0
    assert "LAPORAN KEGIATAN" in texts(out)[0]
    assert run("session-report", "--data", data, "--session", "00" * 16, "--out", out) == 1
    assert "Tidak ada pertemuan" in capsys.readouterr().err


def test_the_book_is_written_as_pdf_or_workbook(place: tuple[Path, str], tmp_path: Path) -> None:
    data, _ = place
    out = tmp_path / "buku.pdf"
    assert run("cadre-book", "--data", data, "--village", "35.13.01.2002", "--out", out) == 0
    text = " ".join(texts(out))
    assert village_name(2) in text
    assert village_name(3) not in text
    assert run("cadre-book", "--data", data, "--district", "35.13.02", "--out", out) == 0
    assert len(texts(out)) >= 1
    workbook = tmp_path / "buku.xlsx"
    assert run("cadre-book", "--data", data, "--out", workbook) == 0
    assert workbook.read_bytes()[:2] == b"PK"
    assert run("cadre-book", "--data", data, "--village", "35.13.99.2002", "--out", out) == 1


@pytest.mark.parametrize(
    ("there", "out", "reason"),
    [
        ("folder", "laporan.pdf", "ada folder bernama itu|tidak diizinkan, atau sedang dipakai program lain"),
        ("file", "laporan.pdf/laporan.pdf", "sudah ada berkas atau folder bernama itu"),
    ],
)
def test_what_cannot_be_written_is_told_in_indonesian(
    place: tuple[Path, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    there: str,
    out: str,
    reason: str,
) -> None:
    data, session = place
    if there == "folder":
        (tmp_path / "laporan.pdf").mkdir()
    else:
        (tmp_path / "laporan.pdf").write_bytes(b"lain")
    assert run("session-report", "--data", data, "--session", session, "--out", tmp_path / out) == 1
    said = capsys.readouterr().err
    assert re.search(rf"tidak dapat ditulis: .*({reason})\. Data tidak berubah\.", said), said
