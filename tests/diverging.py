"""Three PCs that began with the same people and go apart by random edits; their clocks are years apart."""

import dataclasses
import datetime as dt
import random
from pathlib import Path

from builders import SUKODADI, Clock, edit_person, visible
from carrying import begin, office, send
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from rounds import rounds

EDITS = rounds("EDITS", 40, on_wine=40)
"""Random edits on each PC; a long run sets the environment variable to 300."""


@dataclasses.dataclass
class Three:
    """The office and two other PCs that began with its package; clocks years apart."""

    files: list[DataFile]

    def close(self) -> None:
        for data_file in self.files:
            data_file.close(backup=False)


def three(folder: Path, people: int = 12) -> Three:
    """Three PCs with the same people."""
    clocks = [Clock(dt.datetime(year, 3, 1, 9)) for year in (2026, 2002, 2099)]  # noqa: DTZ001 - local
    first = office(folder / "a", clocks[0])
    with first.operation("import", f"Impor {people} kader"):
        for number in range(people):
            person = first.new_uid()
            first.put("person", person, {"name": f"Siti Contohwati {number}", "phone": "081200000000"})
            first.put("cadre_term", first.new_uid(), {"person": person, "village": SUKODADI})
    package = send(first)
    others = [begin(folder / name, package, f"PC-{name.upper()}", clock)
              for name, clock in zip("bc", clocks[1:], strict=True)]  # fmt: skip
    return Three([first, *others])


def people(data_file: DataFile) -> list[Uid]:
    return [uid for (uid,) in data_file.rows("SELECT uid FROM person WHERE alive = 1 ORDER BY uid")]


def random_edits(data_file: DataFile, dice: random.Random, count: int) -> None:
    for number in range(count):
        living = people(data_file)
        match dice.choice(["edit"] * 6 + ["add", "delete", "undo", "redo", "move"]) if living else "add":
            case "edit":
                fields = dice.sample(["name", "phone", "notes", "address", "education"], dice.randint(1, 2))
                own = f"{number} {data_file.writer_uid.hex()[-4:]}"
                values = {name: f"{name} {dice.choice([own, own, 'sama di mana pun'])}" for name in fields}
                edit_person(data_file, dice.choice(living), **values)
            case "add":
                person = data_file.new_uid()
                with data_file.operation("edit", "Tambah 1 kader"):
                    data_file.put("person", person, {"name": f"Rini {number}"})
                    data_file.put("cadre_term", data_file.new_uid(), {"person": person, "village": SUKODADI})
            case "move":
                with data_file.operation("edit", "Ubah 1 masa tugas"):
                    terms = data_file.rows("SELECT uid FROM cadre_term WHERE alive = 1 ORDER BY uid")
                    data_file.put("cadre_term", dice.choice(terms)[0], {"position": f"anggota {number}"})
            case "delete":
                person = dice.choice(living)
                with data_file.operation("delete", "Buang 1 kader"):
                    for (term,) in data_file.rows("SELECT uid FROM cadre_term WHERE person = ?", (person,)):
                        data_file.remove("cadre_term", term)
                    data_file.remove("person", person)
            case "undo" if data_file.undo_label():
                data_file.undo()
            case "redo" if data_file.redo_label():
                data_file.redo()


def shown(data_file: DataFile) -> tuple[object, object]:
    """What people see: living rows and the list of conflicts."""
    listed = data_file.rows("SELECT tbl, row_uid, grp, kind FROM conflict ORDER BY 1, 2, 3, 4")
    return visible(data_file), listed
