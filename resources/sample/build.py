# ruff: noqa: INP001
"""Write the sample data beside this script: the series of 4 to 12 April 2019 with invented people.

    python resources/sample/build.py

The same program gives the same bytes. The villages come from `../regions`. What is real and what is invented
is told in README.md and in the files' own `note`.

    people.json     everyone: fields of `person`, with `cadre_terms` and `head_terms` inside
    series.json     venues, the series, its sessions with topics, speakers and attendance
    contest.json    the contest with category, stages, criteria, judges, entries and their documents
    office.json     written by hand: office, signatories, number series

Field names are those of the records; `id` is a name inside these files, and links hold an `id`, villages and
districts a ministry code; a speaker's `topic` counts from 1. A field that is missing is empty.
"""

import datetime as dt
import gzip
import json
import random
import sys
from pathlib import Path
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]

_HERE = Path(__file__).parent
_NOTE = "DATA CONTOH. Semua orang, nomor, telepon dan hasil adalah rekaan; bukan data orang sungguhan."
_OPEN_DATE = "Tanggal pasti tidak disebut sumber; dipilih untuk contoh."
_KNOWN_DATE = "Tanggal dan tempat menurut berita DPMD, April 2019."

_DISTRICTS = {
    "Gending": "35.13.18", "Dringu": "35.13.19", "Pajarakan": "35.13.16", "Krejengan": "35.13.15",
    "Besuk": "35.13.13", "Kraksaan": "35.13.14", "Paiton": "35.13.12", "Kotaanyar": "35.13.11",
}  # fmt: skip
_SESSIONS = (
    ("dringu", "2019-04-04", "08:00", "12:00", "pendopo-dringu", ("Dringu",)),
    ("pajarakan", "2019-04-08", "08:00", "12:00", "pendopo-pajarakan", ("Pajarakan", "Gending")),
    ("krejengan", "2019-04-09", "08:00", "12:00", "pendopo-krejengan", ("Krejengan", "Besuk")),
    ("kraksaan", "2019-04-11", "08:00", "12:00", "ruang-rapat", ("Kraksaan",)),
    ("paiton", "2019-04-12", "07:30", "", "pendopo-paiton", ("Paiton", "Kotaanyar")),
)
_MEN = (
    "Abd.", "Ahmad", "Bagus", "Eko", "Imam", "Moch.", "Slamet", "Bambang", "Yono", "Sapto", "Wahyu", "Agung",
    "Budi", "Untung", "Hadi", "Sugeng", "Djoko", "Rofi'i", "Ma'arif", "Syafi’i", "Hasan", "Fathur", "Zainul",
    "Mistari", "Sutaji", "Hosnan", "Arif", "Teguh", "Surya", "Muhammad",
)  # fmt: skip
_WOMEN = (
    "Siti", "Rini", "Khusnul", "Lilik", "Nur", "Sri", "Wulan", "Ratna", "Yayuk", "Intan", "Dian", "St.",
    "Halimatus Sa'diyah", "Juma'ati", "Endang", "Titin", "Wiwik", "Anik", "Sulastri", "Faridatul", "Ernawati",
    "Indah", "Yuliati", "Aisyah", "Suhartatik", "Melati", "Laras", "Sekar",
)  # fmt: skip
_NATURE = (
    "Gelombang", "Pelangi", "Lentera", "Samudra", "Rembulan", "Cemara", "Embun", "Anggrek", "Langit Senja",
    "Cempaka", "Kemuning", "Bintang", "Purnama Fajar", "Rimba", "Telaga", "Muara", "Akasia", "Karang",
    "Lembayung", "Pelita", "Angin Timur", "Ombak", "Mentari", "Teratai", "Flamboyan", "Mahoni", "Bakau",
    "Seruni", "Dahlia", "Kamboja", "Lembah Hijau", "Padi", "Pandan Wangi", "Awan", "Kabut Pagi", "Halimun",
    "Bayu", "Cakrawala", "Puspa", "Bambu", "Randu", "Samudra Raya", "Fajar Biru", "Contohwati", "Umpama",
)  # fmt: skip
_BACK = ("S.Pd.", "S.E.", "S.Sos.", "S.Pd.I.", "A.Md.", "S.H.", "S.AP.", "S.Pd., M.Pd.", "S.P.", "S.Kom.")
_LONG_NAMES = {
    "35.13.12.2005": ("P", "Sekar Peraganingtyas Kusumawardani Rembulan Purnama Cahyaning Lembayung"),
    "35.13.13.2004": ("L", "Muhammad Abdurrahman Syafi'i Gelombang Samudra Cakrawala Bintang Timur"),
    "35.13.15.2006": ("P", "Siti Halimatus Sa'diyah Nur Faridatul Khusnul Kemuning Pandan Wangi Senja"),
    "35.13.18.2003": ("L", "Raden Bagus Wahyu Ma'arif Lentera Angin Timur Lembah Hijau Contohwirya"),
    "35.13.19.2007": ("P", "Dian Endang Sulastri Flamboyan Seruni Cempaka Mentari"),
}
# Too long for a cell of the attendance sheet, so the office has asked how these people want to be printed.
_PRINT_NAMES = {
    "35.13.12.2005": "SEKAR PERAGANINGTYAS K. R. P. C. L., S.Sos., M.Si.",
    "35.13.13.2004": "MUHAMMAD ABDURRAHMAN SYAFI'I G. S. C. BINTANG TIMUR",
    "35.13.15.2006": "SITI HALIMATUS SA'DIYAH N. F. K. KEMUNING SENJA",
    "35.13.18.2003": "RADEN BAGUS WAHYU MA'ARIF L. A. T. L. H. CONTOHWIRYA",
}
_KNOWN_CADRES = {
    "35.13.12.2006": ("L", "Moch. Langit Senja", "", ""),
    "35.13.12.2007": ("P", "Siti Kemuning", "", ""),
    "35.13.12.2009": ("P", "Wulan Rimba", "", "S.Pd."),
    "35.13.12.2010": ("L", "Abd. Gelombang", "", ""),
    "35.13.12.2013": ("P", "Rini Melati", "", "S.Sos."),
    "35.13.12.2015": ("P", "Dewi Kenanga", "", "S.E."),
    "35.13.12.2016": ("L", "Ahmad Pelangi", "", "S.Pd.I."),
    "35.13.12.2020": ("L", "Imam Cemara", "", ""),
    "35.13.11.2001": ("P", "Siti Contohwati", "Hj.", ""),
}
_EDUCATION = ("SMA/SMK", "SMA/SMK", "S1", "D3", "SMP", "S1", "SMA/SMK")
_INSTITUTIONS = ("PKK", "Posyandu", "Karang Taruna", "LPM", "RT", "RW")
_FIELDS = (
    "Perencanaan pembangunan", "Ekonomi masyarakat", "Kesehatan", "Pendidikan", "Sosial budaya",
    "Lingkungan hidup", "Teknologi tepat guna",
)  # fmt: skip
_OCCUPATIONS = (
    "Petani",
    "Wiraswasta",
    "Guru honorer",
    "Ibu rumah tangga",
    "Pedagang",
    "Nelayan",
    "Perangkat desa",
)
_RECEIVED = (
    "3513994205840000",
    "3,51399E+15",
    "351399550579007",
    "3513991201800010",
    "35139952078300412",
    "belum ada",
)


class People:
    """Everyone of the sample, with names and telephone numbers given out once."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._chance = random.Random(2019)  # noqa: S311 (invents people, guards nothing)
        self._names: set[str] = {"Bagus Lentera", *(name for _, name, _, _ in _KNOWN_CADRES.values())}
        self._phone = 0

    def pick(self, choices: tuple[str, ...]) -> str:
        """Return one of the choices."""
        return choices[self._chance.randrange(len(choices))]

    def one_in(self, count: int) -> bool:
        """Tell yes once in so many times."""
        return self._chance.randrange(count) == 0

    def number(self, first: int, last: int) -> int:
        """Return a number in first .. last."""
        return self._chance.randint(first, last)

    def name(self, sex: str) -> str:
        """Return a name that nobody here has yet."""
        while True:
            name = f"{self.pick(_MEN if sex == 'L' else _WOMEN)} {self.pick(_NATURE)}"
            if name not in self._names:
                self._names.add(name)
                return name

    def add(self, key: str, sex: str, name: str = "", front: str = "", back: str = "") -> Row:
        """Add a person with a birth date, a telephone number and a NIK that belongs to nobody."""
        self._phone += 1
        born = dt.date(1996, 12, 31) - dt.timedelta(days=self.number(0, 38 * 365))
        row: Row = {
            "id": key,
            "name": name or self.name(sex),
            "title_front": front,
            "title_back": back,
            "sex": sex,
            "birth_place": "Probolinggo",
            "birth_date": born.isoformat(),
            "nik": nobodys_nik(born, sex, len(self.rows) + 1),
            "phone": f"08120000{self._phone:04}",
            "verified": True,
        }
        self.rows.append(row)
        return row


def nobodys_nik(born: dt.date, sex: str, serial: int) -> str:
    """Return a well-formed NIK of kecamatan 35.13.99, which does not exist."""
    return f"351399{born.day + (40 if sex == 'P' else 0):02}{born:%m%y}{serial:04}"


def read_villages() -> list[tuple[str, str]]:
    """Return code and name of the 124 villages, by code."""
    text = gzip.decompress((_HERE.parent / "regions" / "villages_35.tsv.gz").read_bytes()).decode("utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    return [(code, name) for code, name in rows if len(code) == 13 and code[:8] in set(_DISTRICTS.values())]


def add_head(people: People, code: str, name: str) -> None:
    """Add the head of a village with his term."""
    sex = "P" if people.one_in(5) else "L"
    front = ("Hj." if sex == "P" else "H.") if people.one_in(3) else ""
    back = people.pick(_BACK) if people.one_in(3) or code[9] == "1" else ""
    person = people.add(f"head-{code}", sex, front=front, back=back)
    start = dt.date(people.number(2013, 2018), people.number(1, 12), people.number(1, 28))
    person["address"] = f"{'Kelurahan' if code[9] == '1' else 'Desa'} {name}"
    kind = "pj" if people.one_in(20) else "definitive"
    person["head_terms"] = [
        {"village": code, "kind": kind, "term_start": start.isoformat(), "status": "active"}
    ]


def add_cadre(people: People, code: str, name: str, number: int) -> Row:
    """Add a cadre of a village with one term; the first of a village may be one known from the design."""
    sex = "L" if people.one_in(3) else "P"
    full, front = "", ("Hj." if sex == "P" else "H.") if people.one_in(9) else ""
    back = people.pick(_BACK) if people.one_in(4) else ""
    if number == 1 and code in _KNOWN_CADRES:
        sex, full, front, back = _KNOWN_CADRES[code]
    elif number == 1 and code in _LONG_NAMES:
        sex, full = _LONG_NAMES[code]
        front, back = "", "S.Sos., M.Si." if code == "35.13.12.2005" else ""
    person = people.add(f"cadre-{code}-{number}", sex, full, front, back)
    year = people.number(2015, 2018)
    decree = dt.date(year, people.number(1, 12), people.number(1, 28))
    if number == 1 and code in _PRINT_NAMES:
        person["print_name"] = _PRINT_NAMES[code]
    person |= {
        "address": f"Dusun Krajan, RT {people.number(1, 9):02} RW {people.number(1, 5):02}, {name}",
        "education": people.pick(_EDUCATION),
        "occupation": people.pick(_OCCUPATIONS),
        "verified": not people.one_in(12),
        "potential": people.pick(("belum dinilai", "cukup", "baik", "baik", "menonjol")),
    }
    term: Row = {
        "village": code,
        "cadre_type": "KPM",
        "position": "Ketua" if number == 1 else "Anggota",
        "field": people.pick(_FIELDS),
        "origin_institution": people.pick(_INSTITUTIONS),
        "decree_no": f"188/{people.number(1, 40):02}/{code[6:8]}.{code[9:]}/{year}",
        "decree_date": decree.isoformat(),
        "term_start": decree.isoformat(),
        "status": "active",
    }
    if people.one_in(4):
        term["term_end"] = f"{year + 6}-12-31"
    if people.one_in(15):
        term |= {"decree_no": "", "decree_date": ""}
    person["cadre_terms"] = [term]
    return person


def spoil_some(cadres: list[Row]) -> None:
    """Give some cadres what real registers have: no NIK, a damaged one, another birth date, no telephone."""
    for index, cadre in enumerate(cadres):
        if cadre["name"] == "Dewi Kenanga":
            cadre |= {"birth_date": "1984-05-02", "nik": nobodys_nik(dt.date(1984, 5, 2), "P", 4)}
        elif index % 21 == 5:
            cadre |= {"nik": "", "nik_received": _RECEIVED[index // 21 % len(_RECEIVED)]}
        elif index % 9 == 2:
            cadre["nik"] = ""
        elif index % 40 == 7:
            cadre["birth_date"] = (
                dt.date.fromisoformat(cadre["birth_date"]) + dt.timedelta(days=31)
            ).isoformat()
        if index % 17 == 3:
            cadre["phone"] = ""


def build_people() -> tuple[People, list[Row]]:
    """Return everyone, and the cadres among them."""
    people = People()
    cadres: list[Row] = []
    for index, (code, name) in enumerate(read_villages()):
        add_head(people, code, name)
        cadres.append(add_cadre(people, code, name, 1))
        if index % 20 == 9:
            cadres.append(add_cadre(people, code, name, 2))
    ended = add_cadre(people, "35.13.12.2007", "Alastengah", 2)
    ended |= {"name": "Bagus Lentera", "title_front": "", "sex": "L", "nik": ""}
    ended["cadre_terms"][0] |= {"status": "ended", "status_reason": "pindah", "term_end": "2018-12-31"}
    spoil_some(cadres)
    for key, sex, name, front, back in (
        ("speaker-1", "L", "Galih Contohwirya", "", "S.Sos., M.Si."),
        ("speaker-2", "P", "Ratna Peragawati", "Dra.", ""),
        ("moderator", "L", "Bima Misalkan", "", "S.E."),
        ("judge-1", "L", "Teguh Andaian", "Drs.", "M.M."),
        ("judge-2", "P", "Laras Simulasiwati", "", "S.Pd., M.Pd."),
        ("judge-3", "L", "Fajar Umpamawan", "H.", "S.H."),
    ):
        people.add(key, sex, name, front, back)
    return people, [*cadres, ended]


def attendance_of(people: People, session: str, day: str, codes: set[str]) -> list[Row]:
    """Return who was invited to a session by rule, what came of it, and who came instead or unasked."""
    rows: list[Row] = []
    invited = [row for row in people.rows if _village_at(row, day)[:8] in codes]
    for number, person in enumerate(invited):
        village = _village_at(person, day)
        is_head = "head_terms" in person
        post = ("Lurah" if village[9] == "1" else "Kepala Desa") if is_head else "KPM"
        status = {4: "excused", 11: "sick", 18: "absent"}.get(number % 23, "present")
        row = {"person": person["id"], "village": village, "post": post, "invited": True, "status": status}
        rows.append(row)
        if number % 16 == 6:
            row["status"] = "represented"
            came = people.add(f"deputy-{session}-{number}", "L" if is_head else "P")
            came |= {"nik": "", "birth_date": "", "birth_place": ""}
            deputy = "Sekretaris Desa" if village[9] != "1" else "Sekretaris Kelurahan"
            rows.append(
                {
                    "person": came["id"],
                    "village": village,
                    "post": deputy if is_head else "Anggota PKK",
                    "invited": False,
                    "status": "present",
                    "represents": person["id"],
                }
            )
    walk_in = people.add(f"walk-in-{session}", "P")
    walk_in |= {"nik": "", "birth_date": "", "birth_place": "", "phone": "", "verified": False}
    rows.append({"person": walk_in["id"], "post": "KPM", "invited": False, "status": "present"})
    return rows


def _village_at(person: Row, day: str) -> str:
    terms = person.get("head_terms", []) + person.get("cadre_terms", [])
    current = [term["village"] for term in terms if not term.get("term_end") or term["term_end"] >= day]
    return str(current[0]) if current else ""


def build_series(people: People) -> Row:
    """Return the series of April 2019 with everything that hangs on it."""
    sessions = []
    for key, day, start, end, venue, districts in _SESSIONS:
        codes = [_DISTRICTS[name] for name in districts]
        rows = attendance_of(people, key, day, set(codes))
        rows += [
            {"person": person, "role": role, "invited": True, "status": "present"}
            for person, role in (
                ("speaker-1", "speaker"),
                ("speaker-2", "speaker"),
                ("moderator", "moderator"),
            )
        ]
        sessions.append(
            {
                "id": f"session-{key}",
                "kind": "pembinaan",
                "date": day,
                "start": start,
                "end": end,
                "venue": venue,
                "districts": codes,
                "status": "held",
                "notes": _KNOWN_DATE if key == "paiton" else _OPEN_DATE,
                "topics": [
                    {"title": "Kebijakan pemberdayaan masyarakat desa", "lesson_hours": 1},
                    {"title": "Tugas dan peran Kader Pemberdayaan Masyarakat", "lesson_hours": 2},
                    {"title": "Profil lembaga dan buku kader", "lesson_hours": 1},
                    {"title": "Persiapan Lomba KPM Berprestasi 2019", "lesson_hours": 1},
                ],
                "speakers": [
                    {"person": "speaker-1", "role": "speaker", "topic": 1, "institution": "DPMD (contoh)"},
                    {"person": "speaker-1", "role": "speaker", "topic": 2, "institution": "DPMD (contoh)"},
                    {"person": "speaker-2", "role": "speaker", "topic": 3, "institution": "DPMD (contoh)"},
                    {"person": "speaker-2", "role": "speaker", "topic": 4, "institution": "DPMD (contoh)"},
                    {"person": "moderator", "role": "moderator", "institution": "DPMD (contoh)"},
                ],
                "attendance": rows,
            }
        )
    venues = [
        {"id": f"pendopo-{name.lower()}", "name": f"Pendopo Kecamatan {name}", "district": _DISTRICTS[name]}
        for name in ("Dringu", "Pajarakan", "Krejengan", "Paiton")
    ]
    venues.append({"id": "ruang-rapat", "name": "Ruang rapat DPMD", "district": _DISTRICTS["Kraksaan"]})
    series = {
        "id": "series-2019",
        "name": "Pembinaan Kader Pemberdayaan Masyarakat (KPM)",
        "kind": "pembinaan",
        "year": 2019,
        "certificate_rule": "sessions",
        "certificate_minimum": 1,
        "certificate_to": "representative",
        "notes": f"{_NOTE} Kegiatan, 8 kecamatan dan 5 tempat menurut berita DPMD, April 2019. {_OPEN_DATE}",
    }
    return {"note": _NOTE, "venues": venues, "series": series, "sessions": sessions}


def build_contest(cadres: list[Row]) -> Row:
    """Return the contest of 2019 with one entry a district; its rubric is an example to be changed."""
    criteria = {
        "Administrasi dan portofolio": (
            "Profil lembaga",
            "Buku kader dan catatan kegiatan",
            "Makalah inovasi",
        ),
        "Pemaparan dan wawancara": ("Penguasaan tugas dan peran", "Pola manajemen pemberdayaan masyarakat"),
        "Verifikasi lapangan": (
            "Kerja nyata di desa",
            "Gotong royong dan swadaya",
            "Dukungan pemerintah desa",
        ),
    }
    stages = [
        {
            "id": f"stage-{number}",
            "name": name,
            "weight": weight,
            "top": top,
            "criteria": [{"name": text, "min_points": "0", "max_points": "100"} for text in texts],
        }
        for number, ((name, texts), weight, top) in enumerate(
            zip(criteria.items(), ("30", "30", "40"), (6, 3, None), strict=True), start=1
        )
    ]
    entries: list[Row] = []
    documents = ("Biodata", "SK kader", "Makalah inovasi", "Foto kegiatan", "Video 5 menit")
    for number, code in enumerate(sorted(_DISTRICTS.values()), start=1):
        local = [cadre for cadre in cadres if cadre["cadre_terms"][0]["village"].startswith(code)]
        chosen = [cadre for cadre in local if cadre["name"] in {"Dewi Kenanga", "Siti Contohwati"}]
        cadre = (chosen or [one for one in local if one["cadre_terms"][0]["decree_no"]])[0]
        states = ["missing" if (number + place) % 7 == 0 else "present" for place in range(len(documents))]
        entry = {
            "person": cadre["id"],
            "village": cadre["cadre_terms"][0]["village"],
            "category": "category-kpm",
            "number": f"{number:02}",
            "blind_code": "",
            "status": "active",
            "documents": [
                {"document": document, "state": state}
                for document, state in zip(documents, states, strict=True)
            ],
        }
        if number == 7:
            entry |= {"status": "withdrawn", "reason": "sakit"}
        entries.append(entry)
    contest = {
        "id": "contest-2019",
        "name": "Lomba KPM Berprestasi 2019",
        "year": 2019,
        "level": "regency",
        "ties": ["stage-3", "stage-2", "stage-1", "lot"],
        "status": "running",
    }
    return {
        "note": f"{_NOTE} Tahap, kriteria dan bobot: contoh, ubah sesuai juknis.",
        "contest": contest,
        "categories": [{"id": "category-kpm", "name": "KPM"}],
        "stages": stages,
        "judges": [
            {"person": f"judge-{number}", "number": number, "chief": number == 1} for number in (1, 2, 3)
        ],
        "entries": entries,
    }


def main() -> int:
    """Write the three files."""
    people, cadres = build_people()
    series = build_series(people)
    files: dict[str, Row] = {
        "series.json": series,
        "contest.json": build_contest(cadres),
        "people.json": {"note": _NOTE, "people": people.rows},
    }
    for name, content in files.items():
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (_HERE / name).write_text(text + "\n", encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(people.rows)} people, {len(cadres)} cadres\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
