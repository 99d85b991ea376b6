"""What stays on a stick when a package is put there: nothing that somebody still has to take from it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import add_person
from carrying import PLAIN, QUIET, begin, office, receive, sent_of
from kpm_desktop.packages.stick import Exported
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import send_package
from kpm_desktop.workflows.progress import Refused
from kpm_desktop.workflows.send_package import SendChoices

PAITON, KOTAANYAR = "35.13.12", "35.13.11"


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[DataFile]:
    with contextlib.closing(office(tmp_path / "kantor")) as made:
        yield made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "usb"
    made.mkdir()
    return made


def put(data_file: DataFile, stick: Path, choices: SendChoices = PLAIN) -> Exported:
    """Send onto the stick."""
    sent = send_package.send(data_file, choices, stick, QUIET)
    assert not isinstance(sent, Refused)
    return sent.exported


def put_news(data_file: DataFile, stick: Path, name: str) -> Exported:
    """Add somebody and send what is new since the newest package."""
    add_person(data_file, name)
    since = data_file.packages()[0].vector
    return put(data_file, stick, SendChoices(plain_reason="uji", since=since))


def names(stick: Path) -> list[str]:
    return sorted(path.name for path in stick.glob("*.paket"))


def test_an_extract_for_each_district_stays_until_three_newer_ones_for_it_are_there(
    ours: DataFile, stick: Path
) -> None:
    first = put(ours, stick, SendChoices(plain_reason="uji", district=KOTAANYAR)).path
    for _ in range(4):
        newest = put(ours, stick, SendChoices(plain_reason="uji", district=PAITON))
    assert newest.removed == ("KPM-3513-UJI-000002.paket",)
    assert names(stick) == [first.name, *(f"KPM-3513-UJI-{number:06}.paket" for number in (3, 4, 5))]


def test_what_a_kept_package_goes_on_from_stays_until_it_came_back_or_all_is_sent(
    ours: DataFile, stick: Path, tmp_path: Path
) -> None:
    put(ours, stick)
    for number in range(4):
        assert put_news(ours, stick, f"Orang {number}").removed == ()
    assert len(names(stick)) == 5, "without the first the others cannot be merged"
    there = begin(tmp_path / "lain", stick / names(stick)[0], "PC-LAIN")
    with contextlib.closing(there):
        receive(there, *(stick / name for name in names(stick)[1:]))
        receive(ours, sent_of(there, PLAIN).exported.path)
    done = put_news(ours, stick, "Orang lagi")
    assert len(done.removed) == 3, "the other PC has told that it has them"
    assert len(names(stick)) == 3
    for number in range(3):
        put_news(ours, stick, f"Orang baru {number}")
    for _ in range(3):
        done = put(ours, stick)
    assert names(stick)[-1] == done.path.name
    assert len(names(stick)) == 3, "whoever takes all of it needs none of the others"


def test_a_package_of_another_pc_of_the_same_name_stays(ours: DataFile, stick: Path, tmp_path: Path) -> None:
    other = begin(tmp_path / "lain", put(ours, stick).path, "PC-UJI")
    with contextlib.closing(other):
        theirs = put_news(other, stick, "Orang dari sana").path
        content = theirs.read_bytes()
        for _ in range(4):
            put(ours, stick)
    assert theirs.read_bytes() == content
    assert len(names(stick)) == 4
