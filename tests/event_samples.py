"""A regency of many villages with heads, cadres and one session to which all are invited; all invented."""

import datetime as dt
from pathlib import Path

from builders import Clock, created
from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.invitation import InvitationRule
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.domain.people import HeadTerm, Person, VillageHead
from kpm_desktop.domain.sessions import Series, Session, Speaker, Topic, Venue
from kpm_desktop.domain.uid import Uid, code_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.office import OFFICE
from kpm_desktop.store.regions import District, Regency, RegionTree, Village
from record_builders import DAY

LETTERS = ("A", "E", "I", "O", "U", "Ba", "Di", "Ku", "Mo", "Re", "Si", "Tu")


def village_name(number: int) -> str:
    """Return the name of a village: no two are alike."""
    return f"{LETTERS[number % 12]}{LETTERS[number // 12 % 12].lower()}rejo {number:03}"


def head_name(number: int) -> str:
    """Return the name of a village's head: no two are alike."""
    return f"Kepala {LETTERS[number % 12]}{LETTERS[number // 12 % 12].lower()}nto {number:03}"


def event_file(folder: Path, villages: int = 12, districts: int = 3) -> DataFile:
    """Make a data file with so many villages, a head and a cadre in each, and the office filled in."""
    codes = [f"35.13.{place + 1:02}" for place in range(districts)]
    regions = RegionTree(
        Regency("35.13", "Kabupaten Probolinggo"),
        tuple(District(code, f"Kecamatan{place + 1}") for place, code in enumerate(codes)),
        tuple(
            Village(f"{codes[number * districts // villages]}.2{number:03}", village_name(number), "desa")
            for number in range(villages)
        ),
        (),
        (),
    )
    clock = Clock(step=dt.timedelta(milliseconds=1))
    data_file = created(folder / "kpm.db", regions, "PC-CONTOH", now=clock)
    with data_file.operation("import", "Isi contoh"):
        for number, village in enumerate(regions.villages):
            _fill_village(data_file, number, code_uid(village.code))
        _fill_office(data_file)
    return data_file


def add_event(data_file: DataFile) -> Uid:
    """Add a session with topics and a speaker, and invite every head and cadre; returns its uid."""
    file = data_file
    with file.operation("edit", "Tambah 1 sesi"):
        series = Series(file.new_uid(), "Pembinaan KPM 2019", "pembinaan", 2019, budget_account="5.1.02")
        venue = Venue(file.new_uid(), "Pendopo <Contoh> & Taman")
        file.sessions.save_series(series)
        file.sessions.save_part(venue)
        districts = tuple(one.uid for one in file.villages.districts())
        session = Session(file.new_uid(), series.uid, "pembinaan", DAY, "08:00", "", venue.uid, districts)
        file.sessions.save(session)
        speaker = Person(file.new_uid(), "Galih Umpama Wirya", title_back="S.E.", sex="L")
        file.people.save(speaker)
        for position, title in enumerate(("Profil lembaga", "Peran kader"), 1):
            topic = Topic(file.new_uid(), session.uid, position, title, 2)
            file.sessions.save_part(topic)
            file.sessions.save_part(
                Speaker(file.new_uid(), session.uid, topic.uid, speaker.uid, institution="DPMD")
            )
        villages = frozenset(line.uid for line in file.villages.find(DAY))
        rule = InvitationRule(villages=villages)
        file.attendance.invite(session.uid, file.attendance.preview(session.uid, rule))
    return session.uid


def mark_all(data_file: DataFile, session: Uid, *, absent: int = 0) -> None:
    """Mark everybody present, the last `absent` of the list as absent."""
    uids = [line.uid for line in data_file.attendance.find(session)]
    with data_file.operation("edit", "Tandai"):
        data_file.attendance.mark(uids[: len(uids) - absent], "present")
        data_file.attendance.mark(uids[len(uids) - absent :], "absent")


def _fill_village(file: DataFile, number: int, village: Uid) -> None:
    head = Person(file.new_uid(), head_name(number), title_front="H.", sex="L")
    file.people.save_head(VillageHead(head, HeadTerm(file.new_uid(), head.uid, village)))
    cadre = Person(
        file.new_uid(), f"Kader Melati {number:03}", sex="P", education="SMA/SMK",
        courses="Kursus P3K 2018", age_recorded=40, age_recorded_on=DAY.replace(year=2017),
        address=f"Dusun Krajan RT {number:02}", nik="3513014107700001" if number == 0 else "",
    )  # fmt: skip
    term = CadreTerm(file.new_uid(), cadre.uid, village, position="Ketua", field="1.2 Kesehatan")
    file.cadres.save(Cadre(cadre, term))


def _fill_office(file: DataFile) -> None:
    file.office.save(
        Office(
            OFFICE,
            "Dinas Pemberdayaan Masyarakat dan Desa",
            "Pemerintah Kabupaten Probolinggo",
            "Jalan Contoh Raya Nomor 1, Kraksaan",
            town="Probolinggo",
        )
    )
    file.office.save_signatory(
        Signatory(
            file.new_uid(), "Arjuna Contoh Samudra", "Drs.", "M.Si.", "Kepala Dinas", "Pembina Utama Muda",
            nip="197001011995011000",
        )
    )  # fmt: skip
