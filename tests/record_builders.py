"""A small data file for the tests of the registers: one regency, two districts, invented people."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from builders import Clock, created
from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.people import HeadTerm, Person, VillageHead
from kpm_desktop.domain.sessions import Series, Session, Topic
from kpm_desktop.domain.uid import Uid, code_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.regions import District, Regency, RegionTree, Spelling, Village

TODAY = dt.date(2019, 5, 2)
DAY = dt.date(2019, 4, 12)
PAITON, KOTAANYAR = code_uid("35.13.12"), code_uid("35.13.11")
KARANGANYAR, SUKODADI = code_uid("35.13.12.2001"), code_uid("35.13.12.2002")
PATOKAN, OTHER_KARANGANYAR = code_uid("35.13.11.1001"), code_uid("35.13.11.2002")

REGIONS = RegionTree(
    Regency("35.13", "Kabupaten Probolinggo"),
    (District("35.13.11", "Kotaanyar"), District("35.13.12", "Paiton")),
    (
        Village("35.13.11.1001", "Patokan", "kelurahan"),
        Village("35.13.11.2002", "Karanganyar", "desa"),
        Village("35.13.12.2001", "Karanganyar", "desa"),
        Village("35.13.12.2002", "Sukodadi", "desa"),
    ),
    (Spelling("35.13.12.2002", "Suko Dadi"),),
    (),
)


def make_file(folder: Path, now: Callable[[], dt.datetime] | None = None) -> DataFile:
    """Make a data file with the regions above; without a clock one goes on a little with every look."""
    clock = now or Clock(step=dt.timedelta(milliseconds=1))
    return created(folder / "kpm.db", REGIONS, "PC-CONTOH", now=clock)


def add_cadre(data_file: DataFile, name: str, village: Uid, **term: object) -> Uid:
    """Add a cadre with a running term in an operation; returns the person."""
    person = Person(data_file.new_uid(), name, sex="P")
    columns = {"decree_no": "188/04/2018", "position": "Anggota", **term}
    made = Cadre(person, CadreTerm(data_file.new_uid(), person.uid, village, **columns))  # type: ignore[arg-type]
    with data_file.operation("edit", "Tambah 1 kader"):
        data_file.cadres.save(made)
    return person.uid


def add_head(data_file: DataFile, name: str, village: Uid, **term: object) -> VillageHead:
    """Add a village head in an operation."""
    person = Person(data_file.new_uid(), name, title_front="H.", sex="L")
    head = VillageHead(person, HeadTerm(data_file.new_uid(), person.uid, village, **term))  # type: ignore[arg-type]
    with data_file.operation("edit", "Tambah 1 kepala desa"):
        data_file.people.save_head(head)
    return head


def add_session(
    data_file: DataFile, *, hours: int = 4, day: dt.date | None = DAY, series: Uid | None = None
) -> Session:
    """Add a session of Paiton and Kotaanyar with one topic, by itself in a new series if none is given."""
    with data_file.operation("edit", "Tambah 1 sesi"):
        if series is None:
            record = Series(
                data_file.new_uid(), "Pembinaan KPM 2019", "pembinaan", 2019,
                certificate_rule="sessions", certificate_minimum=1,
            )  # fmt: skip
            data_file.sessions.save_series(record)
            series = record.uid
        session = Session(
            data_file.new_uid(), series, "pembinaan", day, "08:00", districts=(KOTAANYAR, PAITON)
        )
        data_file.sessions.save(session)
        data_file.sessions.save_part(Topic(data_file.new_uid(), session.uid, 1, "Profil lembaga", hours))
    return session
