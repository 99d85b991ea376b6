"""A name that looks like markup is a name: printed letter for letter, shown as it is, nothing is fetched."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desk import answered, pressing
from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.people import Person
from kpm_desktop.ui.dialogs import inform
from register_screens import PAITON, Office, office_at, texts

NAMES = (
    "<b>SITI</b> & RINI",
    "<img src=http://x.id/a>",
    '<a href="http://x.id">D</a>',
)
CODE = """
import json, sys
reached = []
def hear(event, facts):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.")):
        reached.append(event)
sys.addaudithook(hear)
sys.path.insert(0, "tests")
from paper_reading import joined
from paper_samples import sheet
from kpm_desktop.documents.attendance_sheet import compose, draw
from kpm_desktop.documents.page import F4
names = json.loads(sys.argv[1])
pdf = draw(compose(sheet(F4, len(names), names=tuple(names))))
print(json.dumps([reached, joined(pdf)]))
"""


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    with office_at(qtbot, tmp_path) as made:
        yield made


def test_on_paper_every_letter_stands_and_no_connection_is_opened() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, json.dumps(NAMES)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    reached, text = json.loads(done.stdout)
    assert reached == []
    squeezed = "".join(text.split())
    for name in NAMES:
        assert "".join(name.split()) in squeezed


@pytest.mark.parametrize("name", NAMES)
def test_on_the_screen_it_is_plain_text(office: Office, name: str) -> None:
    uid = office.file.new_uid()
    with office.file.operation("edit", "Tambah 1 kader"):
        person = Person(uid, name, sex="P")
        office.file.cadres.save(Cadre(person, CadreTerm(office.file.new_uid(), uid, PAITON)))
    page = office.cadres()
    page.go_to(uid)
    assert name in texts(page)
    labels = [one for one in office.window.findChildren(QLabel) if name in one.text()]
    assert labels
    for one in labels:
        assert one.textFormat() == Qt.TextFormat.PlainText, one.objectName()
        assert not one.openExternalLinks()


def test_a_message_shows_it_as_it_is(office: Office) -> None:
    with answered(pressing("Tutup", says=NAMES[1])):
        inform(office.window, NAMES[1])
