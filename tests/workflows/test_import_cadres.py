"""Importing cadres: samples read as their truth, twice changes nothing, undo keeps later edits."""

import datetime as dt
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import Clock, created, visible
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import code_uid
from kpm_desktop.spreadsheets.cadre_sheet import CadreDraft
from kpm_desktop.spreadsheets.reading import read_file
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.store.regions import load_regency
from kpm_desktop.workflows.import_cadres import apply_import, preview_import
from kpm_desktop.workflows.import_preview import ImportChoices, ImportPreview, rejected_xlsx, row_jsonable
from kpm_desktop.workflows.nik_requests import nik_requests, nik_requests_xlsx
from kpm_desktop.workflows.progress import Cancelled, Quiet
from sheet_builders import SAMPLES, ods, opensid_export, siak_list, xlsx

REGIONS = load_regency(Path(__file__).parents[2] / "resources" / "regions", "35.13")
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")
KEYS = ("village_code", "nik", "nik_status", "sex", "birth_date", "phone")
HEAD = ["No", "Nama", "NIK", "Tgl Lahir", "Desa", "Kecamatan", "HP"]
GOOD_NIK = "3513124107820003"
_TEXT = ' office:value-type="string">'


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    with created(tmp_path / "kpm.db", REGIONS, now=Clock()) as opened:
        yield opened


def imported(data_file: DataFile, source: Path | str, choices: ImportChoices | None = None) -> Changes:
    preview = preview_import(data_file, source, choices or ImportChoices())
    return apply_import(data_file, preview, Quiet())


def listed(*rows: str) -> str:
    """Return rows as they are pasted, below the usual headings."""
    return "\n".join(["\t".join(HEAD), *rows])


def statuses(preview: ImportPreview[CadreDraft]) -> list[str]:
    return [row.status for row in preview.rows]


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


# the samples


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_reads_as_its_truth(data_file: DataFile, path: Path) -> None:
    truth = json.loads((SAMPLES / f"{path.stem}.expected.json").read_text(encoding="utf-8"))
    preview = preview_import(data_file, path)
    assert len(preview.rows) == len(truth)
    for row, expected in zip(preview.rows, truth, strict=True):
        cadre = row_jsonable(row)["cadre"]
        read = {
            "name": cadre["name"], "front": cadre["title_front"], "back": cadre["title_back"],
            **{key: cadre[key] for key in KEYS},
        }  # fmt: skip
        if expected.pop("name_case_free", False):
            for key in ("name", "front", "back"):
                read[key], expected[key] = read[key].casefold(), expected[key].casefold()
        assert read == expected
        assert row.status == ("new" if expected["village_code"] else "rejected")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_second_import_changes_nothing(data_file: DataFile, path: Path) -> None:
    first = preview_import(data_file, path)
    changes = apply_import(data_file, first, Quiet())
    assert changes.label == f"Impor {len(first.to_write)} kader dari {path.name}"
    before = visible(data_file)
    second = preview_import(data_file, path)
    assert not second.to_write
    assert {row.status for row in second.rows} <= {"same", "rejected"}
    assert apply_import(data_file, second, Quiet()).touched == frozenset()
    assert visible(data_file) == before


def test_an_export_of_opensid_is_read(data_file: DataFile, tmp_path: Path) -> None:
    preview = preview_import(data_file, opensid_export(tmp_path / "penduduk.xls"))
    assert statuses(preview) == ["new"] * 3
    assert [
        (
            row.draft.name,
            row.draft.title_front,
            row.draft.title_back,
            row.draft.sex,
            row.draft.nik_status,
            row.draft.phone,
        )
        for row in preview.rows
    ] == [
        ("SITI CONTOHWATI", "", "", "P", "ok", "081200000101"),
        ("IMAM CEMARA", "H.", "S.Pd", "L", "ok", ""),
        ("RINI MELATI", "", "", "P", "ok", "081200000103"),
    ]
    assert {row.village and row.village.name for row in preview.rows} == {"Sukodadi"}
    assert preview.rows[0].draft.address == "Jl. Melati, Dusun Krajan, RT 002 RW 001"


def test_a_list_of_the_civil_registry_is_read(data_file: DataFile, tmp_path: Path) -> None:
    preview = preview_import(data_file, siak_list(tmp_path / "siak.csv"))
    assert [
        (row.draft.name, row.draft.sex, row.draft.education, row.village and row.village.village_code)
        for row in preview.rows
    ] == [
        ("NUR ANGGREK", "P", "S1", "35.13.12.2016"),
        ("MOCH. BAKAU", "L", "SMP", "35.13.12.2020"),
        ("ST. KENANGA", "P", "SMA", "35.13.11.2003"),
    ]
    assert [(row.row, row.kind) for row in preview.skipped] == [(1, "title"), (6, "total")]


def test_file_and_pasted_text_give_equal_data(data_file: DataFile, tmp_path: Path) -> None:
    rows = [HEAD, ["1", "H. Imam Cemara, S.E.", GOOD_NIK, "5/2/1984", "Bhinor", "Paiton", "81200000101"]]
    pasted = preview_import(data_file, "\n".join("\t".join(row) for row in rows))
    from_file = preview_import(data_file, xlsx(tmp_path / "a.xlsx", {"Data": rows}))
    assert [row.draft for row in pasted.rows] == [row.draft for row in from_file.rows]
    assert [row.found for row in pasted.rows] == [row.found for row in from_file.rows]


def test_a_list_gives_the_same_people_as_workbook_opendocument_and_text(
    data_file: DataFile, tmp_path: Path
) -> None:
    born = dt.date(1982, 7, 1)
    people: list[list[Any]] = [
        ["1", "H. Rofi’i Cemara, S.E.", GOOD_NIK, born, "Bhinor", "Paiton", "081200000101"],
        ["2", "Siti Contohwati", "", None, "Sukodadi", "Paiton", ""],
    ]
    texts = [[f"{cell:%d/%m/%Y}" if cell == born else cell or "" for cell in row] for row in people]
    days = f'<table:table-cell office:value-type="date" office:date-value="{born}"/>'
    lines = (
        "".join(
            days if cell == born else f"<table:table-cell{_TEXT}<text:p>{cell}</text:p></table:table-cell>"
            if cell else "<table:table-cell/>"
            for cell in row
        )
        for row in [HEAD, *people]
    )  # fmt: skip
    sources = [
        xlsx(tmp_path / "a.xlsx", {"Data": [HEAD, *people]}),
        ods(tmp_path / "a.ods", "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)),
        *(tmp_path / f"{name}.csv" for name in ("utf-8", "utf-8-sig", "cp1252")),
    ]
    for path in sources[2:]:
        written = "\r\n".join(";".join(row) for row in [HEAD, *texts])
        path.write_text(written, encoding=path.stem, newline="")
    first, *others = ([row.draft for row in preview_import(data_file, path).rows] for path in sources)
    assert [(one.name, one.birth_date, one.nik_status) for one in first] == [
        ("Rofi’i Cemara", born, "ok"),
        ("Siti Contohwati", None, "missing"),
    ]
    assert others == [first] * 4


# undo


def test_undo_of_an_import_keeps_the_edits_made_since(data_file: DataFile) -> None:
    letters = ("".join(three) for three in itertools.product("ABCDEFGHIJ", repeat=3))
    lines = [f"{n}\tSiti Contoh {one}\t\t\tBhinor\tPaiton\t" for n, one in enumerate(letters, 1)]
    before = visible(data_file)
    changes = imported(data_file, listed(*lines))
    assert len(data_file.cadres.find(data_file.now().date())) == 1000
    edited = [line.uid for line in data_file.cadres.find(data_file.now().date())][:5]
    with data_file.operation("edit", "Ubah 5 kader"):
        data_file.cadres.set_field(edited, "occupation", "Pedagang")
    reversal = data_file.undo_operation(changes.operation)
    assert {kept.key[1] for kept in reversal.kept if kept.key[0] == "person"} == set(edited)
    after = visible(data_file)
    assert {row[0] for row in after["person"]} == set(edited)
    assert {key: rows for key, rows in after.items() if key != "person"} == {
        key: rows for key, rows in before.items() if key != "person"
    }


def test_a_large_import_makes_a_verified_backup_first(data_file: DataFile) -> None:
    rows = [f"{n}\tRini {chr(65 + n)}\t\t\tBhinor\tPaiton\t" for n in range(21)]
    imported(data_file, listed(*rows[:20]))
    assert not data_file.backups()
    data_file.undo()
    imported(data_file, listed(*rows))
    (backup,) = data_file.backups()
    assert backup.size > 0


def test_a_stopped_import_has_written_nothing(data_file: DataFile) -> None:
    class Stopping(Quiet):
        def step(self, done: int, total: int, what: str) -> None:  # noqa: ARG002 - the protocol's
            if done == 1:
                raise Cancelled

    before = visible(data_file)
    preview = preview_import(
        data_file, listed("1\tSiti A\t\t\tBhinor\tPaiton\t", "2\tSiti B\t\t\tBhinor\tPaiton\t")
    )
    with pytest.raises(Cancelled):
        apply_import(data_file, preview, Stopping())
    assert visible(data_file) == before


# persons


def test_who_is_there_is_found_by_nik_else_birth_date_else_village(data_file: DataFile) -> None:
    imported(
        data_file,
        listed(
            f"1\tSiti Contohwati\t{GOOD_NIK}\t\tBhinor\tPaiton\t",
            "2\tMoch. Cemara\t\t1/2/1980\tBhinor\tPaiton\t",
            "3\tRini Melati\t\t\tSukodadi\tPaiton\t",
        ),
    )
    preview = preview_import(
        data_file,
        listed(
            f"1\tSt. Contohwati\t{GOOD_NIK}\t\t\t\t0812000001",
            "2\tMuhammad Cemara\t\t1-2-1980\tTaman\tPaiton\t",
            "3\tRini Melati\t\t7/7/1990\tSukodadi\tPaiton\t",
        ),
    )
    assert [[(change.field, change.taken) for change in row.changes] for row in preview.rows] == [
        [("name", False), ("phone", True)],
        [("name", False), ("village", False)],
        [("birth_date", True)],
    ]


def test_a_filled_cell_is_overwritten_only_when_it_is_ticked(data_file: DataFile) -> None:
    imported(data_file, listed("1\tRini Melati\t\t1/2/1980\tBhinor\tPaiton\t081200000001"))
    changed = listed("1\tRini Melati\t\t1/2/1980\tBhinor\tPaiton\t081200000002")
    assert imported(data_file, changed).touched == frozenset()
    preview = preview_import(data_file, changed)
    ticks = {preview.rows[0].key: frozenset({"phone"})}
    imported(data_file, changed, ImportChoices(ticks=ticks))
    (line,) = data_file.cadres.find(data_file.now().date())
    assert line.phone == "081200000002"


def test_another_village_begins_another_term_and_the_old_one_stays(data_file: DataFile) -> None:
    imported(data_file, listed(f"1\tRini Melati\t{GOOD_NIK}\t\tBhinor\tPaiton\t"))
    imported(
        data_file, listed(f"1\tRini Melati\t{GOOD_NIK}\t\tTaman\tPaiton\t"), ImportChoices(existing="take")
    )
    (line,) = data_file.cadres.find(data_file.now().date())
    assert line.village_name == "Taman"
    assert [term.status for term in data_file.cadres.terms(line.uid)].count("ended") == 1


def test_one_name_twice_in_a_village_is_two_persons_when_birth_dates_differ(data_file: DataFile) -> None:
    text = listed("1\tMisnati\t\t1/2/1980\tBhinor\tPaiton\t", "2\tMisnati\t\t3/4/1991\tBhinor\tPaiton\t")
    assert statuses(preview_import(data_file, text)) == ["new", "new"]
    imported(data_file, text)
    assert statuses(preview_import(data_file, text)) == ["same", "same"]


def test_a_row_that_stands_twice_is_one_person(data_file: DataFile) -> None:
    row = f"Rini Melati\t{GOOD_NIK}\t\tBhinor\tPaiton\t"
    text = listed(f"1\t{row}", f"2\t{row}")
    preview = preview_import(data_file, text)
    assert (statuses(preview), preview.rows[1].twin) == (["new", "same"], 2)
    imported(data_file, text)
    assert statuses(preview_import(data_file, text)) == ["same", "same"]


@pytest.mark.parametrize(
    ("answer", "niks"),
    [(None, [GOOD_NIK, ""]), ("typo", [GOOD_NIK, ""]), ("other", [GOOD_NIK, GOOD_NIK]), ("same", [GOOD_NIK])],
)
def test_a_doubled_nik_is_asked_about_and_nobody_is_lost(
    data_file: DataFile, answer: Any, niks: list[str]
) -> None:
    imported(data_file, listed(f"1\tRini Melati\t{GOOD_NIK}\t\tBhinor\tPaiton\t"))
    text = listed(f"1\tImam Cemara\t{GOOD_NIK}\t\tTaman\tPaiton\t")
    preview = preview_import(data_file, text)
    assert "W.202" in codes(preview.rows[0].problems)
    assert preview.rows[0].status == "new"
    choices = ImportChoices(people={preview.rows[0].key: answer} if answer else {})
    imported(data_file, text, choices)
    people = [data_file.cadres.get(line.uid).person for line in data_file.cadres.find(data_file.now().date())]
    assert sorted((person.nik for person in people), reverse=True) == niks
    if answer is None:
        assert [person.nik_received for person in people if not person.nik] == [GOOD_NIK]
        assert not preview_import(data_file, text).to_write


def test_a_damaged_nik_never_replaces_a_good_one_and_a_good_one_clears_the_damaged(
    data_file: DataFile,
) -> None:
    imported(data_file, listed("1\tRini Melati\t3,51312E+15\t1/2/1980\tBhinor\tPaiton\t"))
    assert data_file.cadres.find(data_file.now().date())[0].has_damaged_nik
    imported(data_file, listed(f"1\tRini Melati\t{GOOD_NIK}\t1/2/1980\tBhinor\tPaiton\t"))
    (line,) = data_file.cadres.find(data_file.now().date())
    person = data_file.cadres.get(line.uid).person
    assert (person.nik, person.nik_received) == (GOOD_NIK, "")
    again = preview_import(data_file, listed("1\tRini Melati\t351312410782000\t1/2/1980\tBhinor\tPaiton\t"))
    assert statuses(again) == ["same"]


def test_what_cannot_be_stored_is_listed_for_asking_again_village_by_village(data_file: DataFile) -> None:
    imported(data_file, SAMPLES / "letterhead_numbers.xlsx")
    asked = nik_requests(data_file)
    assert len(asked) == 15
    assert {one.district_name for one in asked} == {"Kotaanyar"}
    assert all(one.received.endswith("0") for one in asked)
    assert {one.village for one in nik_requests(data_file, asked[0].village)} == {asked[0].village}
    assert nik_requests_xlsx(data_file).startswith(b"PK")


# villages


def test_an_ambiguous_village_is_asked_once_and_remembered(data_file: DataFile) -> None:
    text = listed(
        "1\tRini Melati\t\t\tKarang Jati Anyar\tTiris\t", "2\tImam Cemara\t\t\tKarang Jati Anyar\tTiris\t"
    )
    preview = preview_import(data_file, text)
    assert statuses(preview) == ["rejected", "rejected"]
    village = code_uid("35.13.07.2013")
    answered = ImportChoices(villages={("Karang Jati Anyar", "Tiris"): village})
    assert statuses(preview_import(data_file, text, answered)) == ["new", "new"]
    imported(data_file, text, answered)
    later = preview_import(data_file, listed("1\tSiti Contohwati\t\t\tDesa Karangjati Anyar\tTiris\t"))
    assert later.rows[0].village is not None
    assert (later.rows[0].village.uid, later.rows[0].found.kind) == (village, "alias")


def test_a_name_that_two_districts_have_is_never_guessed(data_file: DataFile) -> None:
    preview = preview_import(data_file, "Nama\tDesa\nRini Melati\tKaranganyar\nImam Cemara\tWringinanom")
    assert statuses(preview) == ["rejected", "rejected"]
    assert [len(row.found.candidates) for row in preview.rows] == [2, 2]


# repairs, columns, what goes out


def test_a_row_is_repaired_in_place(data_file: DataFile) -> None:
    text = listed("1\tRini Melati\t\t31/2/1980\tBhinor\tPaiton\t")
    preview = preview_import(data_file, text)
    assert codes(preview.rows[0].problems) == ["F.107"]
    repaired = ImportChoices(repairs={preview.rows[0].key: {"birth_date": "28/2/1980"}})
    assert statuses(preview_import(data_file, text, repaired)) == ["new"]


def test_a_column_mapped_by_hand_is_remembered_for_the_next_file(data_file: DataFile) -> None:
    text = "Nama\tDesa\tKecamatan\tKode X\nRini Melati\tBhinor\tPaiton\tPedagang"
    assert preview_import(data_file, text).rows[0].draft.occupation == ""
    imported(data_file, text, ImportChoices(columns={"": {3: "occupation"}}))
    assert preview_import(data_file, text.replace("Rini", "Siti")).rows[0].draft.occupation == "Pedagang"


def test_a_hidden_sheet_is_shown_and_not_read_unless_asked(data_file: DataFile, tmp_path: Path) -> None:
    rows = [HEAD, ["1", "Rini Melati", "", "", "Bhinor", "Paiton", ""]]
    path = xlsx(tmp_path / "a.xlsx", {"Kosong": [["-"]], "Lama": rows}, hidden=["Lama"])
    assert [(view.sheet.is_hidden, view.is_read) for view in preview_import(data_file, path).sheets] == [
        (False, False),
        (True, False),
    ]
    asked = preview_import(data_file, path, ImportChoices(hidden_sheets=frozenset({"Lama"})))
    assert statuses(asked) == ["new"]


def test_rejected_rows_go_back_in_the_senders_own_layout(data_file: DataFile, tmp_path: Path) -> None:
    preview = preview_import(data_file, SAMPLES / "dirty.xlsx")
    path = tmp_path / "ditolak.xlsx"
    path.write_bytes(rejected_xlsx(preview, lambda problem: f"Alasan {problem.code}"))
    (sheet,) = read_file(path).sheets
    source = preview.table.sheets[0]
    assert [row[: source.width] for row in sheet.rows[:4]] == list(source.rows[:4])
    assert sheet.rows[3][-1] == "Alasan"
    assert sheet.rows[4] == [*preview.with_status("rejected")[0].raw, "Alasan F.121"]
    assert len(sheet.rows) == 5
