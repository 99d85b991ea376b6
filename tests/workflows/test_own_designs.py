"""A layout of the office from its start to the paper: issued frozen, carried to another PC, damaged files."""

import dataclasses
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kpm_desktop.domain.certificates import CertificateDesign, NumberSeries
from kpm_desktop.domain.invitation import InvitationRule
from kpm_desktop.domain.layouts import Layout, LayoutError, layout_of, stored
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.domain.uid import Uid
from kpm_desktop.imaging.render import Document
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.office import OFFICE
from kpm_desktop.workflows import own_designs
from kpm_desktop.workflows.check_certificates import contact_sheet_pdf
from kpm_desktop.workflows.issue_certificates import CertificateChoices, Issued, issue_certificates
from kpm_desktop.workflows.issued_certificates import reprint_certificates
from kpm_desktop.workflows.progress import Refused
from record_builders import DAY, SUKODADI, add_cadre, add_session, make_file


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    with make_file(tmp_path) as data_file:
        yield data_file


def series_of(file: DataFile) -> tuple[Uid, Uid]:
    """Let one cadre earn a certificate; returns series and number series."""
    add_cadre(file, "Siti Contohwati", SUKODADI)
    session = add_session(file)
    assert session.series is not None
    numbers = NumberSeries(file.new_uid(), "Sertifikat", "{urut:03}/{tahun}")
    with file.operation("edit", "Hari contoh"):
        rule = InvitationRule(villages=frozenset({SUKODADI}))
        rows = file.attendance.invite(session.uid, file.attendance.preview(session.uid, rule))
        file.attendance.mark(rows, "present")
        file.office.save(Office(OFFICE, "Dinas PMD", "Pemerintah Kabupaten", town="Kota"))
        file.office.save_signatory(Signatory(file.new_uid(), "Arjuna Contoh", position="Kepala Dinas"))
        file.numbers.save_series(numbers)
    return session.series, numbers.uid


def picture(folder: Path, colour: str) -> Path:
    path = folder / f"{colour}.png"
    Image.new("RGB", (1200, 848), colour).save(path)
    return path


def change(file: DataFile, design: CertificateDesign, layout: Layout, path: Path) -> None:
    """Give a design other boxes and another picture."""
    made = own_designs.read_background(path, layout.paper)
    assert not isinstance(made, Refused)
    changed = dataclasses.replace(layout, background=made.name, frame="")
    with file.operation("edit", "Ganti gambar"):
        own_designs.save(file, design, changed, {made.name: made.data}, design)


def import_design(file: DataFile, content: bytes) -> bool:
    """Take a design file in; False when it was refused."""
    read = own_designs.read_design(content)
    if isinstance(read, Refused):
        assert [one.code for one in read.problems] == ["F.414"]
        return False
    with file.operation("edit", "Ambil"):
        own_designs.take_in_design(file, read, own_designs.free_name(file, read.name))
    return True


def make_design(file: DataFile, folder: Path) -> CertificateDesign:
    """Make a design: the boxes of Klasik on a picture of the office."""
    layout = own_designs.start("klasik", "A4")
    with file.operation("edit", "Buat tata letak"):
        design = stored(CertificateDesign(file.new_uid(), "Kantor kami"), layout)
        file.certificates.save_design(design)
    change(file, design, layout, picture(folder, "lightgreen"))
    return file.certificates.get_design(design.uid)


def colour_at_corner(pdf: bytes) -> tuple[int, ...]:
    with Document(pdf) as document:
        pixels = document.pixels(0, 20)
    at = pixels.stride + 3
    return tuple(pixels.data[at : at + 3])


def words(pdf: bytes) -> str:
    with Document(pdf) as document:
        return document.text(0)


def test_what_was_issued_with_it_is_the_same_after_it_changed(file: DataFile, tmp_path: Path) -> None:
    series, numbers = series_of(file)
    design = make_design(file, tmp_path)
    choices = CertificateChoices(DAY, numbers, design=design.uid.hex())
    assert "desain Kantor kami" in words(contact_sheet_pdf(file, series, choices))
    issued = issue_certificates(file, series, choices)
    assert isinstance(issued, Issued)
    (record,) = issued.certificates
    assert (record.design, record.version) == ("Kantor kami", 2)
    assert "SITI CONTOHWATI" in words(issued.pdf)
    assert colour_at_corner(issued.pdf) == pytest.approx((144, 238, 144), abs=6)
    layout = layout_of(design)
    moved = tuple(dataclasses.replace(box, x=box.x + 5) for box in layout.boxes if box.field != "emblem")
    change(file, design, dataclasses.replace(layout, boxes=moved), picture(tmp_path, "red"))
    with file.operation("edit", "Ubah semuanya"):
        file.office.save_setting("copy_mark", "0")
    again = reprint_certificates(file, [record.uid], "hilang")
    assert again == issued.pdf
    with file.operation("delete", "Buang tata letak"):
        file.certificates.delete_design(design.uid)
    assert reprint_certificates(file, [record.uid], "hilang") == issued.pdf


def test_a_layout_that_cannot_be_used_is_refused_at_issue(file: DataFile) -> None:
    series, numbers = series_of(file)
    layout = own_designs.start("klasik", "A4")
    boxes = tuple(box for box in layout.boxes if box.field != "number")
    layout = dataclasses.replace(layout, boxes=boxes)
    with file.operation("edit", "Buat tata letak"):
        design = stored(
            CertificateDesign(file.new_uid(), "Tanpa nomor"), dataclasses.replace(layout, boxes=boxes)
        )
        file.certificates.save_design(design)
    refused = issue_certificates(file, series, CertificateChoices(DAY, numbers, design=design.uid.hex()))
    assert isinstance(refused, Refused)
    assert {one.code for one in refused.problems} == {"F.413"}


def test_a_design_is_carried_to_another_pc(file: DataFile, tmp_path: Path) -> None:
    design = make_design(file, tmp_path)
    carried = own_designs.export_design(file, design.uid)
    (tmp_path / "lain").mkdir()
    with make_file(tmp_path / "lain") as other:
        for name in ("Kantor kami", "Kantor kami (2)"):
            assert import_design(other, carried)
            (taken,) = (one for one in other.certificates.designs() if one.name == name)
            here, there = layout_of(design), layout_of(taken)
            assert dataclasses.replace(there, background=here.background) == here
            pdf = own_designs.show(other, there, None, None).draw()
            assert colour_at_corner(pdf) == pytest.approx((144, 238, 144), abs=6)
        assert not any("Siti" in line for line in carried.decode().splitlines())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[" * 100_000,
        b"\xff",
        b"PK\x03\x04",
        b'{"format": "kpm-desain", "v": 2}',
        b"x" * 9_000_000,
    ],
)
def test_what_is_no_design_file_is_refused(file: DataFile, content: bytes) -> None:
    assert not import_design(file, content)
    assert file.certificates.designs() == []


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("desain")
    with make_file(folder) as data_file:
        return own_designs.export_design(data_file, make_design(data_file, folder).uid)


@given(place=st.integers(0, 100_000), byte=st.integers(0, 255))
def test_a_damaged_design_file_is_taken_whole_or_not(carried: bytes, place: int, byte: int) -> None:
    place %= len(carried)
    damaged = carried[:place] + bytes([byte]) + carried[place + 1 :]
    try:
        name, layout, data = own_designs._read(damaged)
    except LayoutError:
        return
    assert name
    assert layout.boxes
    assert isinstance(data, bytes)
    assert json.loads(damaged)["format"] == "kpm-desain"


@pytest.mark.parametrize(
    ("mode", "size", "codes"),
    [
        ("RGB", (3508, 2480), []),
        ("L", (1754, 1240), []),
        ("RGB", (1200, 848), ["W.409"]),
        ("RGB", (2000, 2000), ["W.410"]),
        ("CMYK", (3508, 2480), ["W.411"]),
    ],
)
def test_what_an_operator_should_know_of_a_picture_is_told(
    tmp_path: Path, mode: str, size: tuple[int, int], codes: list[str]
) -> None:
    path = tmp_path / "latar.jpg"
    Image.new(mode, size).save(path)
    made = own_designs.read_background(path, "A4")
    assert not isinstance(made, Refused)
    assert [one.code for one in made.problems] == codes
    with Image.open(io.BytesIO(made.data)) as taken:
        assert taken.mode == "RGB"


def test_the_sheet_follows_the_shape_of_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "latar.png"
    for size, paper in (((2970, 2100), "A4"), ((3300, 2150), "F4")):
        Image.new("RGB", size).save(path)
        made = own_designs.read_background(path)
        assert not isinstance(made, Refused)
        assert (made.paper, made.problems) == (paper, ())


def test_what_is_no_picture_or_too_large_is_refused(tmp_path: Path) -> None:
    big, cut = tmp_path / "besar.png", tmp_path / "terpotong.png"
    Image.new("1", (20_000, 5_000)).save(big)
    cut.write_bytes(picture(tmp_path, "red").read_bytes()[:60])
    (tmp_path / "surat.png").write_bytes(b"Kepada Yth.")
    for path, code in ((big, "F.416"), (cut, "F.415"), (tmp_path / "surat.png", "F.415")):
        refused = own_designs.read_background(path)
        assert isinstance(refused, Refused)
        assert [one.code for one in refused.problems] == [code]
