"""Certificates from earning to paper: issued and frozen, printed again unchanged, replaced, refused."""

import dataclasses
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pysqlite3
import pytest
from PIL import Image

from kpm_desktop.domain.certificates import CertificateDesign, NumberSeries
from kpm_desktop.domain.invitation import InvitationRule
from kpm_desktop.domain.layouts import stored
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.domain.uid import Uid
from kpm_desktop.imaging.render import Document
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.migrations import STEPS, Step, migrate
from kpm_desktop.store.office import OFFICE
from kpm_desktop.store.places import beside
from kpm_desktop.workflows import own_designs
from kpm_desktop.workflows.issue_certificates import (
    CertificateChoices,
    Issued,
    issue_certificates,
    plan_certificates,
    preview_certificates,
    replace_certificate,
)
from kpm_desktop.workflows.issued_certificates import reprint_certificates
from kpm_desktop.workflows.progress import Cancelled, Refused
from paper_reading import geometry
from record_builders import DAY, KARANGANYAR, SUKODADI, add_cadre, add_head, add_session, make_file

LONG = "Kenanga Umpamawati Kusumaningtyas Peragadewi Simulasiwati"


@dataclasses.dataclass(frozen=True)
class Day:
    """A file in which a head and three cadres came to one session of four lesson hours."""

    file: DataFile
    series: Uid
    choices: CertificateChoices
    people: dict[str, Uid]


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    with make_file(tmp_path) as data_file:
        head = add_head(data_file, "Arya Umpama", SUKODADI)
        people = {
            "head": head.person.uid,
            "siti": add_cadre(data_file, "Siti Contohwati", SUKODADI),
            "rofi": add_cadre(data_file, "Rofi'i & Umpama", KARANGANYAR),
            "long": add_cadre(data_file, LONG, KARANGANYAR),
        }
        session = add_session(data_file)
        picture = io.BytesIO()
        Image.new("RGB", (30, 30), "green").save(picture, "PNG")
        with data_file.operation("edit", "Hari contoh"):
            rule = InvitationRule(villages=frozenset({SUKODADI, KARANGANYAR}))
            rows = data_file.attendance.invite(session.uid, data_file.attendance.preview(session.uid, rule))
            data_file.attendance.mark(rows, "present")
            emblem = data_file.put_asset(picture.getvalue(), "image/png")
            data_file.office.save(
                Office(
                    OFFICE,
                    "Dinas Pemberdayaan Masyarakat dan Desa",
                    "Pemerintah Kabupaten Probolinggo",
                    town="Probolinggo",
                    unit_code="426.000",
                    emblem=emblem,
                )
            )
            data_file.office.save_signatory(
                Signatory(
                    data_file.new_uid(),
                    "Arjuna Contoh",
                    "Drs.",
                    "M.Si.",
                    "Kepala Dinas",
                    "Pembina",
                    nip="197001011995011000",
                )
            )
            numbers = NumberSeries(
                data_file.new_uid(), "Sertifikat", "{klasifikasi}/{urut:03}/{kode_opd}/{tahun}"
            )
            data_file.numbers.save_series(numbers)
        assert session.series is not None
        yield Day(data_file, session.series, CertificateChoices(DAY, numbers.uid), people)


def issue(day: Day, *who: str) -> Issued:
    issued = issue_certificates(day.file, day.series, day.choices, [day.people[one] for one in who] or None)
    assert isinstance(issued, Issued)
    return issued


def texts(pdf: bytes) -> list[str]:
    with Document(pdf) as document:
        return [document.text(page).replace("\r\n", "\n") for page in range(len(document))]


def test_a_plan_numbers_everybody_in_paper_order_and_says_what_is_odd(day: Day) -> None:
    plan = plan_certificates(day.file, day.series, day.choices)
    assert [one.record.number for one in plan.planned] == [
        f"400.10.3.5/{number:03}/426.000/2019" for number in (1, 2, 3, 4)
    ]
    assert plan.blocking == ()
    codes = {one.record.printed_name: {problem.code for problem in one.problems} for one in plan.planned}
    assert "W.401" in codes[LONG.upper()]
    assert "W.401" not in codes["SITI CONTOHWATI"]
    assert day.file.certificates.find() == []
    assert all("KONSEP" in text for text in texts(preview_certificates(day.file, plan)))


def test_a_plan_tells_doubled_names_odd_titles_and_what_is_missing(day: Day) -> None:
    plan = plan_certificates(day.file, day.series, day.choices)
    assert plan.problems == ()
    assert {one.code for planned in plan.planned for one in planned.problems} <= {"W.401", "W.404"}
    with day.file.operation("edit", "Ubah"):
        rofi = day.file.people.get(day.people["rofi"])
        day.file.people.save(dataclasses.replace(rofi, name="St. Contohwati", title_back="Spd"))
        kept = day.file.people.get(day.people["head"])
        day.file.people.save(dataclasses.replace(kept, print_name="Arya Umpama, S.Pd MM"))
        office = day.file.office.get()
        day.file.office.save(dataclasses.replace(office, name="", town=""))
        for topic in day.file.sessions.topics(day.file.sessions.of_series(day.series)[0].uid):
            day.file.sessions.delete_part(topic)
    plan = plan_certificates(day.file, day.series, day.choices)
    assert not plan.blocking
    assert [(one.code, one.field) for one in plan.problems] == [("W.408", "office"), ("W.408", "town")]
    found = {one.earned.person: {problem.code: problem for problem in one.problems} for one in plan.planned}
    siti, other = found[day.people["siti"]], found[day.people["rofi"]]
    assert siti["W.406"].values["other"] == "St. Contohwati, Karanganyar"
    assert other["W.406"].values["other"] == "Siti Contohwati, Sukodadi"
    assert (other["W.407"].values["title"], other["W.407"].values["usual"]) == ("Spd", "S.Pd.")
    assert found[day.people["head"]]["W.407"].values["usual"] == "S.Pd., M.M."
    assert "W.406" not in found[day.people["head"]]
    missing = [one.field for one in plan.planned[0].problems if one.code == "W.408"]
    assert missing == ["hours", "topics"]
    assert "ST. CONTOHWATI, Spd" in " ".join(
        texts(preview_certificates(day.file, plan))
    )  # nothing is changed


def test_issued_certificates_carry_every_name_whole(day: Day) -> None:
    issued = issue(day)
    pages = texts(issued.pdf)
    assert len(pages) == 8
    joined = " ".join(" ".join(page.split("\n")) for page in pages)
    for name in ("H. ARYA UMPAMA", "SITI CONTOHWATI", "ROFI'I & UMPAMA", LONG.upper()):
        assert name in joined
    assert "Kepala Desa Sukodadi Kecamatan Paiton" in joined
    assert "Kader Pemberdayaan Masyarakat Desa Sukodadi Kecamatan Paiton" in joined
    assert "selama 4 (empat) jam pelajaran." in joined
    assert "ARJUNA CONTOH" in joined
    assert "Drs." not in joined
    assert [line.state for line in day.file.certificates.find()] == ["issued"] * 4
    assert plan_certificates(day.file, day.series, day.choices).planned == ()
    again = issue_certificates(day.file, day.series, day.choices, list(day.people.values()))
    assert again == Refused(())  # everybody has one by now


def test_numbers_go_on_where_the_last_run_ended(day: Day) -> None:
    first, second = issue(day, "siti", "head"), issue(day)
    numbers = [one.number[11:14] for one in (*first.certificates, *second.certificates)]
    assert numbers == ["001", "002", "003", "004"]


def test_a_reprint_is_the_same_page_whatever_has_changed_since(day: Day) -> None:
    issued = issue(day, "siti")
    (record,) = issued.certificates
    person = day.file.people.get(day.people["siti"])
    with day.file.operation("edit", "Ubah semuanya"):
        day.file.people.save(dataclasses.replace(person, name="Lain Sekali"))
        day.file.villages.rename(SUKODADI, "Sukodadi Baru", DAY - dt.timedelta(days=1))
        day.file.office.save(dataclasses.replace(day.file.office.get(), name="Kantor Lain", emblem=""))
        for signatory in day.file.office.signatories():
            day.file.office.delete_signatory(signatory.uid)
    copies = [reprint_certificates(day.file, [record.uid], "hilang") for _ in range(2)]
    for number, pdf in enumerate(copies, start=1):
        assert isinstance(pdf, bytes)
        front, back = texts(pdf)
        line = next(line for line in front.split("\n") if line.startswith("Salinan"))
        assert line.startswith(f"Salinan ke-{number}, ")
        assert [one for one in front.split("\n") if one != line] == texts(issued.pdf)[0].split("\n")
        assert back == texts(issued.pdf)[1]
    assert [log.reason for log in day.file.certificates.prints(record.uid)] == ["", "hilang", "hilang"]


def later_schema(path: Path) -> None:
    """Bring a closed file to a later schema that makes the table of certificates anew."""
    connection = pysqlite3.connect(path)
    (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'certificate'").fetchone()
    connection.close()
    sql = f"ALTER TABLE writer ADD COLUMN program TEXT;\nDROP TABLE certificate;\n{made};\n"
    migrate(path, beside(path), (1, 0), dt.datetime.now, (*STEPS, Step((1, 1), sql)))
    connection = pysqlite3.connect(path)
    assert connection.execute("SELECT DISTINCT program FROM writer").fetchall() == [(None,)]
    connection.execute("PRAGMA user_version = 65536")  # as the program of that schema opens it, so does ours
    connection.close()


@pytest.mark.parametrize("design", ["klasik", "own"])
def test_names_layout_logo_signatory_and_schema_change_and_a_reprint_does_not(
    tmp_path: Path, day: Day, design: str
) -> None:
    file = day.file
    own = CertificateDesign(file.new_uid(), "Kantor kami")
    with file.operation("edit", "Buat tata letak"):
        file.office.save_setting("copy_mark", "0")
        file.certificates.save_design(stored(own, own_designs.start("modern", "A4")))
    choices = dataclasses.replace(day.choices, design=own.uid.hex() if design == "own" else design)
    issued = issue_certificates(file, day.series, choices)
    assert isinstance(issued, Issued)
    uids = [one.uid for one in issued.certificates]
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(picture, "PNG")
    with file.operation("edit", "Ubah semuanya"):
        for uid in day.people.values():
            file.people.save(
                dataclasses.replace(file.people.get(uid), name="Lain Sekali", title_back="S.Pd.")
            )
        file.certificates.save_design(stored(own, own_designs.start("batik", "F4")))
        emblem = file.put_asset(picture.getvalue(), "image/png")
        file.office.save(dataclasses.replace(file.office.get(), name="Kantor Lain", emblem=emblem))
        for signatory in file.office.signatories():
            file.office.save_signatory(dataclasses.replace(signatory, name="Bukan Arjuna", position="Camat"))
    file.close(backup=False)
    later_schema(tmp_path / "kpm.db")
    with DataFile.open(tmp_path / "kpm.db") as opened:
        again = reprint_certificates(opened, uids, "hilang")
        assert isinstance(again, bytes)
        assert geometry(again) == geometry(issued.pdf)
        assert len(geometry(again)) >= 4
        assert again == issued.pdf
        assert opened.check().is_sound


def test_a_changed_certificate_is_not_printed(day: Day) -> None:
    (record,) = issue(day, "siti").certificates
    tampered = dataclasses.replace(
        record, uid=day.file.new_uid(), pieces=record.pieces.replace("SITI", "SITA")
    )
    with day.file.operation("issue", "Tiruan"):
        day.file.certificates.issue([tampered])
    refused = reprint_certificates(day.file, [tampered.uid], "coba")
    assert isinstance(refused, Refused)
    assert [problem.code for problem in refused.problems] == ["F.408"]


@pytest.mark.parametrize("keep_number", [True, False])
def test_a_replacement_keeps_the_old_one_and_names_it(day: Day, keep_number: bool) -> None:
    (old,) = issue(day, "siti").certificates
    person = day.file.people.get(day.people["siti"])
    with day.file.operation("edit", "Ubah 1 kader"):
        day.file.people.save(dataclasses.replace(person, name="Siti Contoh Wati"))
    made = replace_certificate(day.file, old.uid, day.choices, "nama salah", keep_number=keep_number)
    assert isinstance(made, Issued)
    (new,) = made.certificates
    assert (new.number == old.number) is keep_number
    assert new.replaces == old.uid
    assert "SITI CONTOH WATI" in texts(made.pdf)[0]
    before = day.file.certificates.get(old.uid)
    assert (before.state, before.reason, before.printed_name) == ("replaced", "nama salah", "SITI CONTOHWATI")
    assert day.file.certificates.get(new.uid).state == "issued"


def test_a_name_that_does_not_fit_stops_the_run_and_the_others_go_without_it(day: Day) -> None:
    person = day.file.people.get(day.people["long"])
    with day.file.operation("edit", "Ubah 1 kader"):
        day.file.people.save(dataclasses.replace(person, print_name="W" * 60))
    refused = issue_certificates(day.file, day.series, day.choices)
    assert isinstance(refused, Refused)
    (problem,) = refused.problems
    assert (problem.code, problem.values["person"]) == ("F.402", day.people["long"].hex())
    assert day.file.certificates.find() == []
    assert len(issue(day, "siti", "rofi").certificates) == 2


def test_nobody_to_sign_no_number_or_a_used_one_is_refused(day: Day) -> None:
    early = dataclasses.replace(day.choices, number_series=None)
    codes = {problem.code for problem in plan_certificates(day.file, day.series, early).blocking}
    assert codes == {"F.403"}
    typed = dataclasses.replace(early, typed_number="400/7/2019")
    assert plan_certificates(day.file, day.series, typed).blocking == ()
    with day.file.operation("edit", "Hapus penandatangan"):
        for signatory in day.file.office.signatories():
            day.file.office.delete_signatory(signatory.uid)
    codes = {problem.code for problem in plan_certificates(day.file, day.series, day.choices).blocking}
    assert codes == {"F.405"}


def test_stopping_gives_no_number_away(day: Day) -> None:
    class Stopping:
        def step(self, done: int, _total: int, what: str) -> None:
            if done == 2 and what == "Membuat halaman":
                raise Cancelled

    with pytest.raises(Cancelled):
        issue_certificates(day.file, day.series, day.choices, progress=Stopping())
    assert day.file.certificates.find() == []
    assert issue(day, "siti").certificates[0].number == "400.10.3.5/001/426.000/2019"


def test_the_day_on_the_paper_is_the_one_chosen(day: Day) -> None:
    later = dataclasses.replace(day.choices, day=dt.date(2019, 5, 2))
    issued = issue_certificates(day.file, day.series, later, [day.people["siti"]])
    assert isinstance(issued, Issued)
    front = texts(issued.pdf)[0]
    assert "Probolinggo, 2 Mei 2019" in front
    assert "pada tanggal 12 April 2019" in " ".join(front.split("\n"))
