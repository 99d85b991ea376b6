"""What stands above a signatory's name, and when he may sign."""

import datetime as dt

from kpm_desktop.domain.office import Signatory
from kpm_desktop.domain.signing import post_lines, valid_signatories

HEAD = "Kepala Dinas Pemberdayaan Masyarakat dan Desa"


def _lines(mode: str, *posts: str) -> list[str]:
    return post_lines(Signatory(b"a" * 16, "Surya Contoh", position="\n".join(posts), sign_mode=mode))  # type: ignore[arg-type]


def test_own_post_and_acting_prefixes() -> None:
    assert _lines("own", HEAD) == [f"{HEAD.upper()},"]
    assert _lines("plt", HEAD) == [f"Plt. {HEAD.upper()},"]
    assert _lines("plh", HEAD) == [f"Plh. {HEAD.upper()},"]
    assert _lines("pj", "Bupati Probolinggo") == ["Pj. BUPATI PROBOLINGGO,"]


def test_on_behalf_names_the_levels_from_the_top() -> None:
    assert _lines("an", HEAD, "Sekretaris") == [f"a.n. {HEAD.upper()}", "SEKRETARIS,"]
    assert _lines("ub", HEAD, "Sekretaris", "Kepala Bidang Pemberdayaan") == [
        f"a.n. {HEAD.upper()}",
        "SEKRETARIS,",
        "u.b.",
        "KEPALA BIDANG PEMBERDAYAAN,",
    ]


def test_a_comma_or_blank_line_typed_in_the_post_changes_nothing() -> None:
    assert _lines("an", f"{HEAD},", "", " Sekretaris, ") == [f"a.n. {HEAD.upper()}", "SEKRETARIS,"]
    assert _lines("own", "") == []


def test_the_date_on_the_paper_chooses_the_signatory() -> None:
    old = Signatory(b"a" * 16, "Surya Contoh", valid_to=dt.date(2019, 3, 31))
    new = Signatory(b"b" * 16, "Sekar Contoh", valid_from=dt.date(2019, 4, 1))
    always = Signatory(b"c" * 16, "Bayu Contoh")
    people = [old, new, always]
    assert valid_signatories(people, dt.date(2019, 3, 31)) == [always, old]
    assert valid_signatories(people, dt.date(2019, 4, 1)) == [new, always]
    assert valid_signatories([old], dt.date(2019, 4, 1)) == []


def test_who_signs_for_his_own_post_comes_before_who_signs_for_another() -> None:
    own = Signatory(b"a" * 16, "Surya Contoh", valid_from=dt.date(2019, 1, 1))
    stand_in = Signatory(b"b" * 16, "Sekar Contoh", sign_mode="plt", valid_from=dt.date(2019, 4, 1))
    assert valid_signatories([stand_in, own], dt.date(2019, 4, 2)) == [own, stand_in]
