"""The forms of a contest and of an entry as data."""

import dataclasses
from collections.abc import Callable, Sequence

from kpm_desktop.domain.blind import is_blind, with_blind
from kpm_desktop.domain.contest_limits import district_of, with_district
from kpm_desktop.domain.contests import Category, Contest, ContestLevel, ContestStatus, Entry
from kpm_desktop.domain.decision import AWARDS, awards_of, with_awards
from kpm_desktop.domain.eligibility import Rules, rules_of, with_rules
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.contests.words import LEVELS, STATES
from kpm_desktop.ui.forms.field import Candidate, FieldSpec, FormSpec

PAIRS_OF_KINDS = "desa\nkelurahan"
"""The categories a new contest begins with: ranked apart, as the office may change."""


@dataclasses.dataclass(frozen=True, slots=True)
class ContestForm:
    """A contest as it is typed; categories, awards and other rules one a line."""

    uid: Uid
    name: str = ""
    year: int | None = None
    level: ContestLevel = "regency"
    district: Uid | None = None
    status: ContestStatus = "preparing"
    categories: str = PAIRS_OF_KINDS
    blind: bool = False
    awards: str = "\n".join(AWARDS)
    active: bool = False
    decree: bool = False
    verified: bool = False
    hours: int | None = None
    others: str = ""

    @classmethod
    def of(cls, contest: Contest, categories: Sequence[Category]) -> "ContestForm":
        """Return what the form shows of a contest."""
        rules = rules_of(contest.limits)
        return cls(
            contest.uid,
            contest.name,
            contest.year,
            contest.level,
            district_of(contest.limits),
            contest.status,
            "\n".join(one.name for one in categories),
            is_blind(contest.limits),
            "\n".join(awards_of(contest.limits)),
            rules.active,
            rules.decree,
            rules.verified,
            rules.hours,
            "\n".join(rules.others),
        )

    def category_names(self) -> list[str]:
        """Return the categories, each once."""
        return list(dict.fromkeys(_lines(self.categories)))

    def limits(self, limits: str) -> str:
        """Return the limits of a contest as this form has them."""
        rules = Rules(self.active, self.decree, self.verified, self.hours, tuple(_lines(self.others)))
        awards = tuple(_lines(self.awards))
        limits = with_awards(limits, () if awards == AWARDS else awards)
        limits = with_district(limits, self.district if self.level == "district" else None)
        return with_rules(with_blind(limits, self.blind), rules)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@dataclasses.dataclass(frozen=True, slots=True)
class EntryForm:
    """An entry as it is typed; the category as its uid in hex."""

    uid: Uid
    person: Uid | None = None
    village: Uid | None = None
    category: str = ""
    number: str = ""

    @classmethod
    def of(cls, entry: Entry) -> "EntryForm":
        """Return what the form shows of an entry."""
        category = entry.category.hex() if entry.category else ""
        return cls(entry.uid, entry.person, entry.village, category, entry.number)


TABS = ("Lomba", "Syarat dan sebutan")


def contest_spec(
    title: str, districts: Callable[[], Sequence[Candidate]], *, with_categories: bool, words: str = ""
) -> FormSpec:
    """Return the form of a contest; a sample or a copy brings its own categories, as `words` tell."""
    about, more = "Lomba", "Kategori"
    fields = [
        FieldSpec("name", "Nama lomba", section=about, required=True, max_length=120),
        FieldSpec(
            "year", "Tahun", "number", section=about, half=True, required=True, minimum=1990, maximum=2200
        ),
        FieldSpec("level", "Tingkat", "pick", section=about, half=True, options=LEVELS),
        FieldSpec(
            "district",
            "Kecamatan",
            "link",
            section=about,
            half=True,
            candidates=districts,
            hint="untuk tingkat kecamatan",
        ),
        FieldSpec("status", "Keadaan", "pick", section=about, half=True, options=STATES),
        FieldSpec("blind", "Dinilai dengan kode, nama disegel sampai penetapan", "check", section=about),
    ]
    if with_categories:
        fields.append(
            FieldSpec("categories", "Kategori yang diperingkat sendiri, satu per baris", "long", column=1,
                      section=more, lines=6, max_length=600)
        )  # fmt: skip
    first = [dataclasses.replace(one, tab=TABS[0]) for one in fields]
    second = [dataclasses.replace(one, tab=TABS[1]) for one in _rule_fields()]
    return FormSpec(title, "trophy", (*first, *second), subtitle=lambda _record: words)


def _rule_fields() -> tuple[FieldSpec, ...]:
    rules, awards = "Syarat peserta (ditampilkan, tidak memaksa)", "Sebutan juara"
    return (
        FieldSpec("active", "Kader aktif", "check", section=rules),
        FieldSpec("decree", "SK ada dan masih berlaku", "check", section=rules),
        FieldSpec("verified", "Data kader sudah diperiksa", "check", section=rules),
        FieldSpec("hours", "Pelatihan paling sedikit", "number", section=rules, half=True, unit="JP",
                  minimum=1, maximum=999),
        FieldSpec("others", "Syarat lain, satu per baris", "long", section=rules, lines=4, max_length=900),
        FieldSpec("awards", "Menurut peringkat, satu per baris", "long", column=1, section=awards, lines=8,
                  max_length=600),
    )  # fmt: skip


def entry_spec(
    people: Callable[[], Sequence[Candidate]],
    villages: Callable[[], Sequence[Candidate]],
    categories: Sequence[Category],
    place_note: Callable[[EntryForm], str],
    subtitle: Callable[[EntryForm], str],
    *,
    is_new: bool,
) -> FormSpec:
    """Return the form of an entry; who he is cannot be changed any more once he is entered."""
    section = "Peserta"
    fields = [
        FieldSpec(
            "village",
            "Desa atau kelurahan",
            "link",
            section=section,
            hint="kosong: desa tempat tugasnya",
            candidates=villages,
            note=place_note,
        ),
        FieldSpec(
            "category",
            "Kategori",
            "pick",
            section=section,
            half=True,
            options=(("", "menurut jenis desa"), *((one.uid.hex(), one.name) for one in categories)),
        ),
    ]
    if is_new:
        fields.insert(
            0,
            FieldSpec(
                "person",
                "Kader",
                "link",
                section=section,
                required=True,
                hint="ketik sebagian nama atau desa",
                candidates=people,
            ),
        )
    else:
        fields.append(FieldSpec("number", "Nomor peserta", section=section, half=True, max_length=12))
    title = "Tambah peserta" if is_new else "Ubah peserta"
    return FormSpec(title, "user-plus" if is_new else "pencil", tuple(fields), subtitle=subtitle)
