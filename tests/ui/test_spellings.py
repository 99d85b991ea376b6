"""Three hundred spellings of Indonesian names find who is meant: in the list of cadres and in the palette."""

import random
from pathlib import Path
from typing import NamedTuple

from invented_names import FIRST, LAST
from kpm_desktop.domain.cadres import CadreLine
from kpm_desktop.domain.names import search_key, sort_key
from kpm_desktop.domain.search import search_text
from kpm_desktop.ui.cadres import columns
from kpm_desktop.ui.palette_search import Entry, Index
from kpm_desktop.ui.tables.row_order import RowOrder

TOP = 5
WANTED = 0.95
OTHERS = 3000


class Query(NamedTuple):
    """What is typed, and who is meant."""

    typed: str
    name: str
    place: str


def queries() -> list[Query]:
    found = []
    for text in (Path(__file__).parents[1] / "spellings.txt").read_text("utf-8").splitlines():
        if text and not text.startswith("#"):
            typed, meant = text.split(" = ")
            name, _, place = meant.partition(" @ ")
            found.append(Query(typed, name, place))
    assert len(found) == len(set(found)) == 300
    return found


def register() -> list[tuple[str, str]]:
    """Return names with their places: those that are meant among ten times as many others."""
    pick = random.Random(4)  # noqa: S311 (a test)
    others = [(f"{pick.choice(FIRST)} {pick.choice(LAST)}", "Besuk Kidul, Besuk") for _ in range(OTHERS)]
    return [*others, *((one.name, one.place) for one in queries())]


def test_the_list_of_cadres_shows_who_is_meant_among_the_first_five() -> None:
    order = RowOrder(columns.columns(), columns.chips(), columns.search(lambda _nik: ()))
    order.set_rows(line(number, name, *place.split(", ")) for number, (name, place) in enumerate(register()))
    order.sort(0)
    found = 0
    for query in queries():
        order.set_query(query.typed)
        found += query.name in {order.rows[index][1] for index in order.shown[:TOP]}
    assert found >= WANTED * 300, found


def test_the_palette_shows_who_is_meant_among_the_first_five() -> None:
    people = sorted(register(), key=lambda one: sort_key(one[0]))
    index = Index(
        Entry(
            "person",
            str(number),
            "user",
            name,
            place,
            words=tuple(search_text(name).split()),
            beside=tuple(search_text(place).split()),
        )
        for number, (name, place) in enumerate(people)
    )
    found = 0
    for query in queries():
        hits = index.find(query.typed).get("person", [])
        found += query.name in {hit.entry.title for hit in hits[:TOP]}
    assert found >= WANTED * 300, found


def test_names_of_different_people_keep_different_keys() -> None:
    names = {f"{first} {last}" for first in FIRST for last in LAST}
    kept = {search_key(name) for name in names}
    same = {"Mohammad": "Moch."}  # one name in two spellings
    assert len(kept) == len({name.replace(*pair) for name in names for pair in same.items()})


def line(number: int, name: str, village: str = "", district: str = "") -> CadreLine:
    blank = dict.fromkeys(CadreLine._fields, "")
    given = {"uid": number.to_bytes(16), "name": name, "village_name": village, "district_name": district}
    return CadreLine(**{**blank, **given, "sessions": 0, "lesson_hours": 0, "term_end": None})  # type: ignore[arg-type]
