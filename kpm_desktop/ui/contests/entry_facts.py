"""What stands beside an entry: the cadre's register card, and the rules of the contest held against it."""

from kpm_desktop.domain.cadres import CadreLine
from kpm_desktop.domain.contest_limits import district_of
from kpm_desktop.domain.dates import short_date
from kpm_desktop.domain.eligibility import Check, RuleKind, checks, rules_of
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile

RULES: dict[RuleKind, str] = {
    "district": "Dari kecamatan ini",
    "active": "Kader aktif",
    "decree": "SK masih berlaku",
    "verified": "Data sudah diperiksa",
    "hours": "Pelatihan (JP)",
}
STATES = {
    "met": ("memenuhi", "ok", "circle-check"),
    "unmet": ("belum memenuhi", "warn", "alert-triangle"),
    "ask": ("periksa sendiri", "neu", "user-check"),
}


def cadre_line(data_file: DataFile, person: Uid) -> CadreLine | None:
    """Return a person as the register of cadres lists him; None when he is no cadre."""
    try:
        village = data_file.cadres.get(person).term.village
    except KeyError:
        return None
    found = data_file.cadres.find(data_file.now().date(), village)
    return next((one for one in found if one.uid == person), None)


def card_facts(data_file: DataFile, person: Uid) -> list[tuple[str, str]]:
    """Return the lines of the register card as name and value; what is not known is left out."""
    line = cadre_line(data_file, person)
    if line is None:
        return []
    cadre = data_file.cadres.get(person)
    until = f", s.d. {short_date(line.term_end)}" if line.term_end else ""
    pairs = [
        ("Jabatan", line.position),
        ("Lembaga asal", line.origin_institution),
        ("SK", f"{line.decree_no}{until}" if line.decree_no else ""),
        ("Pendidikan", cadre.person.education),
        ("Telepon", line.phone),
        ("Potensi", cadre.person.potential),
        ("Pelatihan", f"{line.lesson_hours} JP, {line.sessions} kali hadir"),
    ]
    return [pair for pair in pairs if pair[1]]


def rule_checks(data_file: DataFile, contest: Uid, person: Uid) -> list[Check]:
    """Return the rules of a contest held against a cadre."""
    limits = data_file.contests.get(contest).limits
    return checks(rules_of(limits), cadre_line(data_file, person), district_of(limits))
