"""Two PCs that went apart, for the tests of the merge screens: one at the desk, the other on a stick."""

import functools
import shutil
import tempfile
from pathlib import Path

from builders import Clock, edit_person
from carrying import PLAIN, QUIET, begin, send
from demo_folder import demo
from desk import MORNING, Desk
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.merging.page import MergePage
from kpm_desktop.workflows import receive_package
from kpm_desktop.workflows.receive_package import Opened

NEW = "Dewi Umpama Baru"
"""Who is new on the other PC."""
OTHER = "LAPTOP-PAITON"


def cadres(data_file: DataFile) -> list[Uid]:
    """The persons with a term, by name."""
    return _people(data_file, "1")


def bare(data_file: DataFile) -> list[Uid]:
    """Those of them on whom neither a certificate nor a contest stands, by name."""
    return _people(
        data_file,
        "NOT EXISTS (SELECT 1 FROM certificate c WHERE c.person = p.uid)"
        " AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.person = p.uid)",
    )


def _people(data_file: DataFile, condition: str) -> list[Uid]:
    sql = (
        "SELECT p.uid FROM person p JOIN cadre_term t ON t.person = p.uid"
        f" WHERE p.alive = 1 AND t.alive = 1 AND {condition} ORDER BY p.name, p.uid"
    )
    return [uid for (uid,) in data_file.rows(sql)]


def throw_away(data_file: DataFile, *people: Uid) -> None:
    """Throw people away with their terms and attendance, as one operation."""
    with data_file.operation("delete", f"Buang {len(people)} orang"):
        for person in people:
            for table in ("attendance", "cadre_term"):
                for (uid,) in data_file.rows(f"SELECT uid FROM {table} WHERE person = ?", (person,)):
                    data_file.remove(table, uid)
            data_file.remove("person", person)


@functools.cache
def _together() -> Path:
    """Make the data of both PCs before they go apart: `data` and `paiton`; nobody may write into them."""
    made = tempfile.TemporaryDirectory(prefix="kpm-two-")
    _KEPT.append(made)
    folder, clock = Path(made.name), Clock(MORNING)
    place = folder / "data" / "kpm.db"
    place.parent.mkdir()
    shutil.copyfile(demo().data, place)
    with DataFile.open(place, now=clock) as ours:
        package = send(ours, PLAIN)
    begin(folder / "paiton", package, OTHER, clock).close(backup=False)
    return folder


_KEPT: list[tempfile.TemporaryDirectory[str]] = []  # deleted when the tests end


def apart(desk: Desk, conflicts: int = 3) -> DataFile:
    """Start the program on the sample's data, and another PC from a package of it; both wrote since.

    `conflicts` cells differ (three a person at most). Over there somebody is new, changed and thrown away;
    here one note is.
    """
    shutil.copytree(_together(), desk.folder, dirs_exist_ok=True)
    desk.start()
    ours = desk.file
    theirs = DataFile.open(desk.folder / "paiton" / "kpm.db", writer_name=OTHER, now=desk.clock)
    people = [person for person in cadres(ours) if person != bare(ours)[-1]]
    fields = ("phone", "occupation", "address")
    for number in range(conflicts):
        person, field = people[number % 100], fields[number // 100]
        edit_person(ours, person, **{field: f"08570000{number:04}"})
        edit_person(theirs, person, **{field: f"08580000{number:04}"})
    gone = bare(ours)[-1]
    untouched = [person for person in people[100:] if person != gone]
    edit_person(ours, untouched[0], notes="pindah rumah")
    edit_person(theirs, untouched[1], phone="081277770000", education="Kejar Paket C")
    with theirs.operation("edit", "Tambah 1 kader"):
        person = theirs.new_uid()
        [(village,)] = theirs.rows("SELECT uid FROM village ORDER BY uid LIMIT 1")
        theirs.put("person", person, {"name": NEW, "phone": "081255556666"})
        theirs.put("cadre_term", theirs.new_uid(), {"person": person, "village": village})
    throw_away(theirs, gone)
    return theirs


def opened(ours: DataFile, *packages: Path) -> Opened:
    """Take and open packages, as the page before does."""
    arrived = [receive_package.take(ours, package, QUIET) for package in packages]
    return receive_package.open_all(ours, arrived, None, QUIET)


def merge_page(desk: Desk, *others: DataFile) -> MergePage:
    """Open the page Gabung data on what these PCs send."""
    found = opened(desk.file, *(send(other, PLAIN) for other in others))
    desk.window.open("merge", opened=found)
    desk.settle()
    return desk.page(MergePage)
