"""Five hundred names of up to 90 characters on certificates: what the PDF says about every letter."""

import random
import re
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pytest

from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.certificates import NumberSeries
from kpm_desktop.domain.invitation import InvitationRule
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.office import OFFICE
from kpm_desktop.workflows.issue_certificates import (
    CertificateChoices,
    plan_certificates,
    preview_certificates,
)
from name_oracle import fits_at_all
from record_builders import DAY, SUKODADI, add_session, make_file
from rounds import rounds

NAMES = rounds("NAMES", 500)
MM = 25.4 / 72
INK = 0.3  # mm; how far the ink of a letter may stand out of the room its font gives it
WORDS = (
    "SITI", "NUR", "KUSUMANINGTYAS", "PERAGADEWI", "W", "AVATAR", "MA'ARIF", "ROFI’I", "UMPAMAWATI", "ÉLOÏSE",
    "A&B", "<b>MISAL</b>", "TO", '"CONTOH"', "D'ANGKASA", "WATI", "SIMULASIWATI", "YY", "100%", "{nama}",
)  # fmt: skip
FRONT, BACK = ("Hj.", "Drs.", "Dr. H.", "R.Aj."), ("S.Pd.", "S.Pd.I., M.Pd.", "S.Sos., M.Si.", "A.Md.Keb.")


class Design(NamedTuple):
    """The box of a name by the construction sheet: font, largest size, width, tracking, left edge in mm."""

    font: str
    size: float
    width: float
    tracking: float
    left: float


DESIGNS = {
    "klasik": Design("EG", 34.0, 225.0, 0.02, 148.5 - 112.5),
    "modern": Design("LAB", 32.0, 216.0, 0.01, 26.0),
    "batik": Design("EG", 32.0, 212.0, 0.02, 148.5 - 106.0),
}


class Run(NamedTuple):
    """A file in which everybody came to the one session of a series, and how each name is to be printed."""

    file: DataFile
    series: Uid
    numbers: Uid
    names: dict[Uid, str]


class Letter(NamedTuple):
    """A letter of a page and where it begins and ends, in mm from the left."""

    letter: str
    left: float
    right: float


def invented() -> list[Person]:
    """Return so many people whose names with titles have at most 90 characters, no two alike."""
    dice = random.Random(90_500)  # noqa: S311
    made: dict[str, Person] = {}
    while len(made) < NAMES:
        words = dice.choices(WORDS, k=dice.randint(1, 10))
        name = (" " if dice.random() < 0.8 else "").join(words)  # some are one long word
        front = dice.choice(FRONT) if dice.random() < 0.4 else ""
        back = dice.choice(BACK) if dice.random() < 0.5 else ""
        whole = " ".join(part for part in (front, name) if part) + (f", {back}" if back else "")
        if len(whole) <= 90 and whole not in made:
            made[whole] = Person(len(made).to_bytes(16, "big"), name, front, back, sex="P")
    assert 88 <= max(map(len, made)) <= 90
    return list(made.values())


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with make_file(tmp_path_factory.mktemp("names")) as file:
        names = {}
        with file.operation("edit", "Tambah kader"):
            for person in invented():
                term = CadreTerm(file.new_uid(), person.uid, SUKODADI, decree_no="188/04/2018")
                file.cadres.save(Cadre(person, term))
                back = f", {person.title_back}" if person.title_back else ""
                names[person.uid] = f"{person.title_front} {person.name}{back}".strip()
            numbers = NumberSeries(file.new_uid(), "Sertifikat", "{urut:03}/{tahun}")
            file.numbers.save_series(numbers)
            file.office.save(Office(OFFICE, "Dinas PMD", "Pemerintah Kabupaten", town="Probolinggo"))
            file.office.save_signatory(Signatory(file.new_uid(), "Arjuna Contoh"))
        session = add_session(file)
        with file.operation("edit", "Hadir semua"):
            rule = InvitationRule(villages=frozenset({SUKODADI}))
            rows = file.attendance.invite(session.uid, file.attendance.preview(session.uid, rule))
            file.attendance.mark(rows, "present")
        assert session.series is not None
        yield Run(file, session.series, numbers.uid, names)


def letters(page: pypdfium2.PdfPage) -> list[Letter]:
    text = page.get_textpage()
    boxes = (text.get_charbox(place) for place in range(text.count_chars()))
    return [
        Letter(letter, box[0] * MM, box[2] * MM)
        for letter, box in zip(text.get_text_range(), boxes, strict=True)
    ]


def name_in(found: list[Letter], name: str) -> list[Letter]:
    """Return the letters of the name, that may stand on two lines, letter for letter as it is stored."""
    text = "".join(one.letter for one in found)
    between = r"(?: |\r\n)".join(map(re.escape, name.split(" ")))
    (place,) = re.finditer(f"(?:^|\n){between}(?=\r\n)", text)
    return [one for one in found[place.start() : place.end()] if not one.letter.isspace()]


@pytest.mark.parametrize("design", DESIGNS)
def test_no_letter_leaves_its_box_no_name_is_changed_and_the_list_is_that_of_the_too_long(
    run: Run, design: str
) -> None:
    box = DESIGNS[design]
    choices = CertificateChoices(DAY, run.numbers, upper_case=False, back=False, design=design)
    plan = plan_certificates(run.file, run.series, choices)
    assert len(plan.planned) == NAMES
    too_long = {
        one.earned.person for one in plan.planned if "F.402" in {found.code for found in one.problems}
    }
    assert too_long == {
        uid
        for uid, name in run.names.items()
        if not fits_at_all(name, box.font, box.size, box.width, box.tracking)
    }
    assert NAMES // 20 < len(too_long) < NAMES // 2
    printed = [uid for uid in run.names if uid not in too_long]
    plan = plan_certificates(run.file, run.series, choices, printed)
    assert not plan.blocking
    pdf = preview_certificates(run.file, plan)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == len(printed)
        for place, one in enumerate(plan.planned):
            found = letters(document[place])
            name = name_in(found, run.names[one.earned.person])
            assert min(letter.left for letter in name) >= box.left - INK, name
            assert max(letter.right for letter in name) <= box.left + box.width + INK, name
