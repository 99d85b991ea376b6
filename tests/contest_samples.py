"""Open contest files for tests: the example of the design, and random ones full of ties and holes."""

import copy
import random
from typing import Any

from rounds import rounds

Doc = dict[str, Any]

CONTESTS = rounds("CONTESTS", 1000, on_wine=1000)
"""How many random contests meet the oracle; a long run sets the environment variable to 10000."""

_EXAMPLE: Doc = {
    "format": "kpm-contest/1",
    "contest": {"name": "Lomba KPM Berprestasi 2019", "year": 2019, "level": "regency"},
    "stages": [
        {
            "id": "adm", "name": "Administrasi", "weight": "30", "top": 10, "judges": ["j1", "j2", "j3"],
            "criteria": [
                {"id": "a1", "name": "Profil lembaga", "weight": "40", "min": "0", "max": "100"},
                {
                    "id": "a2", "name": "Administrasi KPM", "weight": "60", "min": "0", "max": "100",
                    "judges": ["j1"],
                },
            ],
        },
        {
            "id": "lap", "name": "Verifikasi lapangan", "weight": "70", "top": None, "judges": ["j1", "j2"],
            "criteria": [
                {"id": "l1", "name": "Inovasi", "weight": None, "min": "0", "max": "35"},
                {"id": "l2", "name": "Partisipasi", "weight": None, "min": "0", "max": "65"},
            ],
        },
    ],
    "ties": ["stage:lap", "criterion:adm/a1", "lot"],
    "entries": [
        {
            "id": "07", "name": "SITI CONTOHWATI", "village_code": "35.13.12.2001", "category": "desa",
            "status": "active", "lot": None,
        },
    ],
    "scores": [{"stage": "adm", "criterion": "a1", "judge": "j1", "entry": "07", "value": "88.5"}],
}  # fmt: skip


def example() -> Doc:
    """Return the example of the design, to be changed."""
    return copy.deepcopy(_EXAMPLE)


def cells(doc: Doc, entry: str) -> list[Doc]:
    """Return every cell of an entry that a contest asks for, without its value."""
    return [
        {"stage": stage["id"], "criterion": one["id"], "judge": judge, "entry": entry}
        for stage in doc["stages"]
        for one in stage["criteria"]
        for judge in one.get("judges") or stage["judges"]
    ]


def filled(values: dict[str, str]) -> Doc:
    """Return the example with these entries, each with one value in every cell."""
    doc = example()
    blank = doc["entries"][0]
    doc["entries"] = [{**blank, "id": entry, "name": f"PESERTA {entry}"} for entry in values]
    doc["scores"] = [
        {**cell, "value": value} for entry, value in values.items() for cell in cells(doc, entry)
    ]
    return doc


def set_mark(doc: Doc, cell: str, entry: str, value: str) -> None:
    """Change all marks of a cell, `adm/a1`, of an entry."""
    for mark in doc["scores"]:
        if f"{mark['stage']}/{mark['criterion']}" == cell and mark["entry"] == entry:
            mark["value"] = value


def random_contest(seed: int) -> Doc:
    """Return a small contest where equal scores are frequent: few values, few judges, cut-offs, holes.

    In two of three all weights and all maxima are the same, so that sums meet on different ways.
    """
    dice = random.Random(seed)  # noqa: S311 (not for secrets)
    doc = example()
    is_even = dice.random() < 0.67
    doc["stages"] = [_stage(dice, number, is_even) for number in range(dice.randint(1, 3))]
    if all(stage["weight"] == "0" for stage in doc["stages"][:1]):
        doc["stages"][0]["weight"] = "12.5"
    rungs = ["lot"] + [f"stage:{stage['id']}" for stage in doc["stages"]]
    rungs += [f"criterion:{stage['id']}/{one['id']}" for stage in doc["stages"] for one in stage["criteria"]]
    doc["ties"] = dice.sample(rungs, dice.randint(0, len(rungs)))
    if dice.random() < 0.4:
        doc["ties"].sort(key=lambda rung: not rung.startswith("stage:"))
    categories = dice.choice((["desa"], ["desa", "kelurahan"]))
    lots = dice.choice(([None], [1, 2, 3, None], list(range(1, 20))))
    doc["entries"] = [
        {
            "id": f"{number:02}", "name": f"PESERTA {number}", "village_code": f"35.13.12.20{number:02}",
            "category": dice.choice(categories), "lot": dice.choice(lots),
            "status": dice.choices(("active", "withdrawn", "disqualified"), (20, 1, 1))[0],
        }
        for number in range(1, dice.randint(2, 13))
    ]  # fmt: skip
    hole = dice.choice((0, 0, 0, 0.01, 0.05))
    steps = dice.choice((1, 2, 2, 8))
    doc["scores"] = [
        {**cell, "value": _value(dice, doc, cell, steps)}
        for entry in doc["entries"]
        for cell in cells(doc, entry["id"])
        if dice.random() >= hole
    ]
    dice.shuffle(doc["scores"])
    return doc


def _stage(dice: random.Random, number: int, is_even: bool) -> Doc:
    panel = [f"j{judge}" for judge in range(1, dice.randint(2, 4))]
    is_weighted = dice.random() < 0.5
    criteria: list[Doc] = []
    for place in range(dice.randint(1, 3)):
        one: Doc = {"id": f"k{place}", "name": f"Kriteria {place}", "min": "0"}
        one["max"] = "4" if is_even else dice.choice(("4", "10", "35", "100", "0.7"))
        weight = "25" if is_even else dice.choice(("10", "33.3", "60", "1"))
        one["weight"] = weight if is_weighted else None
        if dice.random() < 0.3:
            one["judges"] = dice.sample([*panel, "j9"], dice.randint(1, len(panel)))
        criteria.append(one)
    weight = "50" if is_even else dice.choice(("30", "70", "33.34", "0", "1"))
    top = dice.choice((None, None, 1, 2, 3, 5))
    return {
        "id": f"t{number}", "name": f"Tahap {number}", "weight": weight, "top": top, "judges": panel,
        "criteria": criteria,
    }  # fmt: skip


def _value(dice: random.Random, doc: Doc, cell: Doc, steps: int) -> str:
    stage = next(one for one in doc["stages"] if one["id"] == cell["stage"])
    top = next(one["max"] for one in stage["criteria"] if one["id"] == cell["criterion"])
    part = dice.randint(0, steps)
    return top if part == steps else f"{float(top) * part / steps:.{dice.choice((1, 2))}f}"
