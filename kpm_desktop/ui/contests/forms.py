"""The forms of a contest and of an entry as data."""

import dataclasses
from collections.abc import Callable, Sequence

from kpm_desktop.domain.contests import Category, Contest, ContestLevel, ContestStatus, Entry
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.contests.words import LEVELS, SAMPLE, STATES
from kpm_desktop.ui.forms.field import Candidate, FieldSpec, FormSpec

PAIRS_OF_KINDS = "desa\nkelurahan"
"""The categories a new contest begins with: ranked apart, as the office may change."""


@dataclasses.dataclass(frozen=True, slots=True)
class ContestForm:
    """A contest as it is typed; categories one a line."""

    uid: Uid
    name: str = ""
    year: int | None = None
    level: ContestLevel = "regency"
    status: ContestStatus = "preparing"
    categories: str = PAIRS_OF_KINDS

    @classmethod
    def of(cls, contest: Contest, categories: Sequence[Category]) -> "ContestForm":
        """Return what the form shows of a contest."""
        return cls(
            contest.uid,
            contest.name,
            contest.year,
            contest.level,
            contest.status,
            "\n".join(one.name for one in categories),
        )

    def category_names(self) -> list[str]:
        """Return the categories, each once."""
        return list(dict.fromkeys(name.strip() for name in self.categories.splitlines() if name.strip()))


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


def contest_spec(title: str, *, with_categories: bool, is_sample: bool) -> FormSpec:
    """Return the form of a contest; the sample brings its own categories."""
    about, more = "Lomba", "Kategori"
    fields = [
        FieldSpec("name", "Nama lomba", section=about, required=True, max_length=120),
        FieldSpec(
            "year", "Tahun", "number", section=about, half=True, required=True, minimum=1990, maximum=2200
        ),
        FieldSpec("level", "Tingkat", "pick", section=about, half=True, options=LEVELS),
        FieldSpec("status", "Keadaan", "pick", section=about, half=True, options=STATES),
    ]
    if with_categories:
        fields.append(
            FieldSpec(
                "categories",
                "Kategori yang diperingkat sendiri, satu per baris",
                "long",
                column=1,
                section=more,
                lines=6,
                max_length=600,
            )
        )
    words = f"Tahap, bobot, dan kriterianya {SAMPLE}." if is_sample else ""
    return FormSpec(title, "trophy", tuple(fields), subtitle=lambda _record: words)


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
