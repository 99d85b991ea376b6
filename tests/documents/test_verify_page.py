"""Checking without the program: the HTML page and the printable key, held against the program."""

import datetime as dt
import json
import re
import subprocess
import sys

from kpm_desktop import sealing
from kpm_desktop.documents import verify_page
from kpm_desktop.documents.verify_page import IssuerKey
from kpm_desktop.domain import proof
from rounds import rounds

ROUNDS = rounds("PAGE_TEXTS", 4)
OFFICE = "Dinas <b>Contoh</b> & </script> PMD"


def key(pair: sealing.KeyPair) -> IssuerKey:
    return IssuerKey(pair.key_id, pair.public_part, OFFICE, dt.date(2019, 5, 2))


def signed(pair: sealing.KeyPair, name: str = "ROFI’I “MISAL”, S.Pd.") -> str:
    unsigned = proof.unsigned_text(
        number="045/2019",
        name=name,
        village="Sukodadi",
        district="Paiton",
        series="Pembinaan KPM",
        date=dt.date(2019, 4, 12),
        key_id=pair.key_id,
    )
    return proof.signed_text(unsigned, sealing.sign(pair.private_part, unsigned))


def scripts(page: str) -> str:
    found = re.findall(r'<script id="(?:arithmetic|reading)">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 2
    return "".join(found)


def test_the_page_holds_the_keys_as_data_and_asks_no_network() -> None:
    pairs = [sealing.new_key_pair(), sealing.new_key_pair()]
    page = verify_page.checking_page(map(key, pairs))
    (inside,) = re.findall(r"const KEYS = (.*);", page)
    assert json.loads(inside) == [
        {"id": one.key_id, "public": one.public_part.hex(), "office": OFFICE, "since": "2 Mei 2019"}
        for one in pairs
    ]
    assert page.count("<script") == page.count("</script>") == 3
    assert "default-src 'none'" in page
    assert not re.search(r"https?:|//[a-z]|src=|href=|fetch|XMLHttp|import ", re.sub(r"(?m)//.*$", "", page))
    for pair in pairs:
        assert pair.private_part.hex() not in page


def test_a_printed_key_is_read_back() -> None:
    pairs = [sealing.new_key_pair(), sealing.new_key_pair()]
    sheet = verify_page.key_sheet(map(key, pairs))
    read = verify_page.read_key_sheet(sheet)
    assert [(one.key_id, one.public_part, one.office) for one in read] == [
        (pair.key_id, pair.public_part, OFFICE) for pair in pairs
    ]
    assert all(len(line) <= 100 for line in sheet.splitlines())
    assert verify_page.read_key_sheet("Isi: bukan kunci\nIsi") == []


def decided(page: str, asked: list[str]) -> list[str]:
    """Return what the page finds of each text, computed by node."""
    asks = f"console.log(JSON.stringify({json.dumps(asked)}.map((one) => checkText(one, KEYS).fault)));"
    program = f"{scripts(page)}\n{asks}"
    done = subprocess.run(["node", "-"], input=program, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


if sys.platform != "win32":  # its arithmetic is run by node, which a Windows PC does not have

    def test_the_page_decides_as_the_program_does() -> None:
        pair, other = sealing.new_key_pair(), sealing.new_key_pair()
        texts = [signed(pair, f"SITI CONTOHWATI {number}") for number in range(ROUNDS)]
        changed = []
        for number, text in enumerate(texts):
            at = number * 71 % len(text)
            changed.append(text[:at] + ("B" if text[at] != "B" else "C") + text[at + 1 :])
        one = signed(pair)
        last = "AQgw"["AQgw".index(one[-1]) - 1]
        odd = [
            signed(other),
            one[:-1] + last,
            one[:-1] + chr(ord(one[-1]) + 1),
            "KPM1:C",
            one + "A",
            f" {one}\n",
        ]
        faults = decided(verify_page.checking_page([key(pair)]), [*texts, *changed, *odd])
        assert faults[:ROUNDS] == [""] * ROUNDS
        assert all(faults[ROUNDS : 2 * ROUNDS])
        assert faults[2 * ROUNDS :] == [
            "unknown_key", "altered", "unreadable", "unreadable", "unreadable", "",
        ]  # fmt: skip
