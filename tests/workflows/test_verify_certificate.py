"""Proof of certificates: every issued one verifies from its text and its paper, nothing changed ever does."""

import base64
import dataclasses
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from kpm_desktop import sealing
from kpm_desktop.documents import certificate, certificate_drawing
from kpm_desktop.documents.certificate import Look
from kpm_desktop.documents.certificate_drawing import Printout
from kpm_desktop.documents.verify_page import IssuerKey
from kpm_desktop.domain import proof
from kpm_desktop.domain.certificates import Certificate, NumberSeries
from kpm_desktop.domain.invitation import InvitationRule
from kpm_desktop.domain.office import Signatory
from kpm_desktop.domain.uid import Uid
from kpm_desktop.imaging.render import Document
from kpm_desktop.imaging.text_codes import find_texts
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import sign_certificates, verify_certificate
from kpm_desktop.workflows.issue_certificates import (
    CertificateChoices,
    Issued,
    issue_certificates,
    plan_certificates,
    preview_certificates,
    replace_certificate,
)
from kpm_desktop.workflows.issued_certificates import reprint_certificates
from kpm_desktop.workflows.verify_certificate import keys_of, read_scan, verify
from paper_samples import AWKWARD_NAMES
from paper_samples import certificate as certificate_text
from record_builders import DAY, KARANGANYAR, SUKODADI, add_cadre, add_session, make_file
from rounds import rounds

READINGS = rounds("QR_READINGS", 60, on_wine=20)  # pages that are read, in parts of twenty
PAIR = sealing.key_pair(bytes(range(32)))  # the same in each run, and so is every code that is read
KEYS = [IssuerKey(PAIR.key_id, PAIR.public_part, "Dinas Contoh", DAY)]
LETTERS = st.characters(exclude_categories=["Cs"])


def signed(number: int = 45, name: str = "SITI CONTOHWATI") -> str:
    record = Certificate(
        bytes(16),
        number=f"400.10.3.5/{number:03}/426.000/2019",
        date=DAY,
        printed_name=name,
        printed_village="Sambirampak Kidul",
        printed_district="Kotaanyar",
        printed_series="Pembinaan Kader Pemberdayaan Masyarakat",
    )
    return sign_certificates.sign(PAIR, record).text


GENUINE = signed()


# the text


@given(st.integers(0, len(GENUINE) - 1), LETTERS)
def test_any_changed_character_fails(at: int, letter: str) -> None:
    changed = GENUINE[:at] + letter + GENUINE[at + 1 :]
    assert verify(changed, KEYS).is_genuine == (changed == GENUINE)


def test_every_place_of_the_text_counts() -> None:
    for at, letter in enumerate(GENUINE):
        for other in {chr(ord(letter) + 1), chr(ord(letter) ^ 32), "|", " ", "A", "0"} - {letter}:
            assert verify(GENUINE[:at] + other + GENUINE[at + 1 :], KEYS).fault


@given(st.integers(0, len(GENUINE)), LETTERS.filter(lambda letter: not letter.isspace()))
def test_a_character_more_or_less_fails(at: int, letter: str) -> None:
    assert verify(GENUINE[:at] + letter + GENUINE[at:], KEYS).fault
    assert at == len(GENUINE) or verify(GENUINE[:at] + GENUINE[at + 1 :], KEYS).fault


@given(st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="|"), min_size=1, max_size=60))
def test_what_was_signed_is_what_is_said(name: str) -> None:
    verdict = verify(signed(7, name), KEYS)
    assert verdict.is_genuine
    assert verdict.proof is not None
    assert verdict.proof.name == name


def test_a_key_nobody_knows_or_another_with_its_name_proves_nothing() -> None:
    other = sealing.new_key_pair()
    assert verify(GENUINE, []).fault == "unknown_key"
    assert verify(GENUINE, [IssuerKey(other.key_id, other.public_part, "", None)]).fault == "unknown_key"
    assert verify(GENUINE, [IssuerKey(PAIR.key_id, other.public_part, "", None)]).fault == "altered"


# the paper


def turned(text: str, name: str, design: str, angle: float, blur: float) -> Image.Image:
    """Return the front as a 200 dpi scan would show it."""
    look = Look(design)
    made = certificate.compose(certificate_text(name), look=look, proof_text=text, short_code="K7Q2-M3XA")
    with Document(certificate_drawing.draw([Printout(made.frozen)], {})) as document:
        pixels = document.pixels(0, 200, "L")
    page = Image.frombytes("L", (pixels.width, pixels.height), pixels.data)
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    return page.filter(ImageFilter.GaussianBlur(blur))


def symbol(text: str, angle: float, blur: float) -> Image.Image:
    """Return a code of 26 mm at 200 dpi as another program would print it."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", eci="UTF-8")
    modules = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=16, add_quiet_zones=False))
    page = Image.new("L", (360, 360), 255)
    page.paste(modules.resize((205, 205), Image.Resampling.BOX), (78, 78))
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    return page.filter(ImageFilter.GaussianBlur(blur))


@pytest.mark.parametrize("part", range(READINGS // 20))
def test_codes_of_turned_and_blurred_scans_are_read_and_only_the_genuine_verify(part: int) -> None:
    luck = random.Random(2019 + part)  # noqa: S311 (angles, no secrets)
    names = (
        "SITI CONTOHWATI",
        "Hj. KENANGA UMPAMAWATI KUSUMANINGTYAS PERAGADEWI, S.Pd.I., M.Pd.",
        *AWKWARD_NAMES[:3],
    )
    for number in range(part * 20, part * 20 + 20):
        name = names[number % len(names)]
        text = signed(number, name)
        design = ("klasik", "modern", "batik")[number % 3]
        angle, blur = luck.uniform(-3, 3), luck.uniform(0.4, 1.2)
        assert find_texts(turned(text, name, design, angle, blur), "KPM1:") == [text], (number, design)
        assert verify(text, KEYS).is_genuine
        at = luck.randrange(len("KPM1:"), len(text))
        forged = text[:at] + luck.choice([one for one in "abcXYZ059-" if one != text[at]]) + text[at + 1 :]
        assert find_texts(symbol(forged, angle, blur), "KPM1:") == [forged], number
        assert verify(forged, KEYS).fault


def test_what_is_too_blurred_for_the_first_look_is_read_on_the_second() -> None:
    text = signed()
    read = [
        find_texts(turned(text, "SITI", "klasik", angle, 1.5), "KPM1:") for angle in (-2.5, -1.0, 0.0, 2.0)
    ]
    assert read == [[text]] * 4


def test_a_page_without_a_code_of_ours_has_none() -> None:
    assert find_texts(turned("https://contoh.go.id/1", "SITI", "klasik", 1.0, 0.5), "KPM1:") == []
    assert find_texts(Image.new("L", (900, 600), 255), "KPM1:") == []
    with pytest.raises(verify_certificate.UnreadableScanError):
        read_scan(b"bukan gambar")


# the register


@dataclasses.dataclass(frozen=True)
class Day:
    """A file in which three cadres came to one session."""

    file: DataFile
    series: Uid
    choices: CertificateChoices
    people: list[Uid]

    def issue(self, **changes: object) -> Issued:
        choices = dataclasses.replace(self.choices, **changes)  # type: ignore[arg-type]
        issued = issue_certificates(self.file, self.series, choices)
        assert isinstance(issued, Issued)
        return issued


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    with make_file(tmp_path) as data_file:
        people = [
            add_cadre(data_file, name, village)
            for name, village in (
                ("Siti Contohwati", SUKODADI),
                ("Rofi’i & Umpama", KARANGANYAR),
                ("Rini Melati", KARANGANYAR),
            )
        ]
        session = add_session(data_file)
        with data_file.operation("edit", "Hari contoh"):
            rule = InvitationRule(villages=frozenset({SUKODADI, KARANGANYAR}))
            rows = data_file.attendance.invite(session.uid, data_file.attendance.preview(session.uid, rule))
            data_file.attendance.mark(rows, "present")
            data_file.office.save_signatory(
                Signatory(data_file.new_uid(), "Arjuna Contoh", position="Kepala Dinas")
            )
            numbers = NumberSeries(data_file.new_uid(), "Sertifikat", "{urut:03}/{tahun}")
            data_file.numbers.save_series(numbers)
        assert session.series is not None
        yield Day(data_file, session.series, CertificateChoices(DAY, numbers.uid), people)


def test_each_issued_certificate_verifies_from_its_paper_and_the_register_knows_it(day: Day) -> None:
    issued = day.issue()
    texts = read_scan(issued.pdf)
    assert texts == [record.signed_text for record in issued.certificates]
    keys = keys_of(day.file)
    for text, record in zip(texts, issued.certificates, strict=True):
        verdict = verify(text, keys, day.file)
        assert verdict.is_genuine
        assert verdict.proof is not None
        assert verdict.proof.number == record.number
        assert verdict.proof.name == record.printed_name
        assert verdict.entries is not None
        assert [(one.uid, one.state) for one in verdict.entries] == [(record.uid, "issued")]
        assert record.short_code == proof.short_code(text)
        by_code = verify(proof.shown_code(record.short_code).lower(), keys, day.file)
        assert by_code.fault is None
        assert not by_code.is_genuine
        assert by_code.entries == verdict.entries
    with Document(issued.pdf) as document:
        assert proof.shown_code(issued.certificates[0].short_code) in document.text(0)


def test_a_preview_is_never_a_proof(day: Day) -> None:
    day.issue(number_series=None, typed_number="1")
    with day.file.operation("issue", "Batalkan"):
        for line in day.file.certificates.find():
            day.file.certificates.end(line.uid, "voided", "contoh")
    texts = read_scan(preview_certificates(day.file, plan_certificates(day.file, day.series, day.choices)))
    assert len(texts) == 3
    assert {verify(text, keys_of(day.file), day.file).fault for text in texts} == {"altered"}


def test_a_replacement_has_a_code_of_its_own_and_the_old_one_says_so(day: Day) -> None:
    old = day.issue().certificates[0]
    made = replace_certificate(day.file, old.uid, day.choices, "salah nama", keep_number=False)
    assert isinstance(made, Issued)
    (new,) = made.certificates
    assert new.signed_text != old.signed_text
    assert new.short_code != old.short_code
    keys = keys_of(day.file)
    before, after = verify(old.signed_text, keys, day.file), verify(new.signed_text, keys, day.file)
    assert before.is_genuine
    assert before.entries is not None
    assert [(one.state, one.reason, one.replaced_by) for one in before.entries] == [
        ("replaced", "salah nama", new.number)
    ]
    assert after.entries is not None
    assert [one.state for one in after.entries] == ["issued"]


def test_a_reprint_carries_the_same_code_whatever_key_came_since(day: Day) -> None:
    issued = day.issue()
    other = sealing.new_key_pair()
    day.file.keep_signing_key(other.key_id, other.private_part)
    copy = reprint_certificates(day.file, [one.uid for one in issued.certificates], "hilang")
    assert isinstance(copy, bytes)
    assert read_scan(copy) == read_scan(issued.pdf) == [one.signed_text for one in issued.certificates]


def test_a_genuine_text_that_the_register_does_not_have_is_told(day: Day, tmp_path: Path) -> None:
    issued = day.issue()
    keys = keys_of(day.file)
    (tmp_path / "lain").mkdir()
    with make_file(tmp_path / "lain") as other:
        verdict = verify(issued.certificates[0].signed_text, keys, other)
        assert verdict.is_genuine
        assert verdict.entries == ()
        assert verify(issued.certificates[0].short_code, keys, other).fault == "unknown_code"


def test_a_blank_carries_a_code_only_when_asked(day: Day) -> None:
    issued = day.issue(blank=True)
    assert read_scan(issued.pdf) == []
    assert {(one.signed_text, one.short_code) for one in issued.certificates} == {("", "")}
    old = issued.certificates[0].uid
    asked = dataclasses.replace(day.choices, blank=True, code=True)
    made = replace_certificate(day.file, old, asked, "dengan kode", keep_number=True)
    assert isinstance(made, Issued)
    assert read_scan(made.pdf) == [made.certificates[0].signed_text]


# the key


def test_one_key_pair_is_made_once_and_its_public_part_is_a_row(day: Day) -> None:
    assert day.file.signing_key() is None
    sign_certificates.make_key(day.file)
    kept = day.file.signing_key()
    assert kept is not None
    pair = sealing.key_pair(kept[1])
    operations = len(day.file.history())
    sign_certificates.make_key(day.file)
    day.issue()
    assert day.file.signing_key() == kept
    assert [(key.key_id, bytes.fromhex(key.public_part)) for key in day.file.office.public_keys()] == [
        (pair.key_id, pair.public_part)
    ]
    assert operations < len(day.file.history())
    assert keys_of(day.file)[0].public_part == pair.public_part


def test_the_exported_key_checks_without_the_data_file(day: Day) -> None:
    text = day.issue().certificates[0].signed_text
    sheet = verify_certificate.exported_keys(day.file)
    keys = verify_certificate.keys_in(sheet)
    assert verify(text, keys).is_genuine
    key_id = keys[0].key_id
    assert verify_certificate.keys_in(sheet.replace(key_id, "00000000")) == []
    assert key_id in verify_certificate.checking_page(day.file)


def test_the_private_part_is_in_nothing_that_leaves_the_office(day: Day) -> None:
    issued = day.issue()
    kept = day.file.signing_key()
    assert kept is not None
    journal = [path.read_bytes() for path in day.file.places.journal.rglob("*") if path.is_file()]
    made = [
        *journal,
        "\n".join(map(str, day.file.package_lines())).encode(),
        issued.pdf,
        verify_certificate.exported_keys(day.file).encode(),
        verify_certificate.checking_page(day.file).encode(),
    ]
    assert journal
    for content in made:
        for spelling in (kept[1], kept[1].hex().encode(), base64.b64encode(kept[1])[:40]):
            assert spelling not in content
