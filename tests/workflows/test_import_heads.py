"""Importing village heads: one head a village, acting heads told apart, the old term kept."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import Clock, created
from kpm_desktop import commands
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.regions import load_regency
from kpm_desktop.workflows.import_heads import apply_import, preview_import
from kpm_desktop.workflows.import_preview import ImportChoices
from kpm_desktop.workflows.progress import Quiet

REGIONS = load_regency(Path(__file__).parents[2] / "resources" / "regions", "35.13")
HEAD = "No\tKecamatan\tDesa\tNama Kepala Desa\tDefinitif/Pj.\tHP\tMasa Jabatan"
LIST = f"""DAFTAR KEPALA DESA
{HEAD}
1\tPaiton\tBhinor\tH. Imam Cemara, S.H.\tDefinitif\t081200000001\t12-4-2019 s.d. 11-4-2025
2\t\tSukodadi\tRini Melati\tPj.\t81200000002\t
3\tKraksaan\tPatokan\tPlt. Slamet Bakau\t\t\t"""


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    with created(tmp_path / "kpm.db", REGIONS, now=Clock()) as opened:
        yield opened


def test_a_list_of_heads_is_read_and_a_second_time_changes_nothing(data_file: DataFile) -> None:
    preview = preview_import(data_file, LIST)
    assert [
        (row.draft.name, row.draft.kind, row.village and row.village.village_code) for row in preview.rows
    ] == [
        ("Imam Cemara", "definitive", "35.13.12.2020"),
        ("Rini Melati", "pj", "35.13.12.2016"),
        ("Slamet Bakau", "plt", "35.13.14.1017"),
    ]
    changes = apply_import(data_file, preview, Quiet())
    assert changes.label == "Impor 3 kepala desa dari papan klip"
    heads = {line.name: line for line in data_file.people.heads()}
    assert heads["Imam Cemara"].term_end == dt.date(2025, 4, 11)
    assert heads["Rini Melati"].phone == "081200000002"
    again = preview_import(data_file, LIST)
    assert {row.status for row in again.rows} == {"same"}
    assert apply_import(data_file, again, Quiet()).touched == frozenset()


def test_another_head_ends_the_term_before_only_when_it_is_taken(data_file: DataFile) -> None:
    apply_import(data_file, preview_import(data_file, LIST), Quiet())
    text = f"{HEAD}\n1\tPaiton\tBhinor\tDewi Anggrek\tDefinitif\t\t1-5-2025 s.d. 30-4-2033"
    asked = preview_import(data_file, text)
    assert [(change.field, change.old, change.new) for change in asked.rows[0].changes] == [
        ("head", "H. Imam Cemara, S.H.", "Dewi Anggrek")
    ]
    assert apply_import(data_file, asked, Quiet()).touched == frozenset()
    taken = preview_import(data_file, text, ImportChoices(existing="take"))
    apply_import(data_file, taken, Quiet())
    village = asked.rows[0].village
    assert village is not None
    assert [(line.name, line.status, line.term_end) for line in data_file.people.heads(village.uid)] == [
        ("Dewi Anggrek", "active", dt.date(2033, 4, 30)),
        ("Imam Cemara", "ended", dt.date(2025, 4, 11)),
    ]


def test_a_village_that_the_list_names_twice_gets_one_head(data_file: DataFile) -> None:
    text = f"{HEAD}\n1\tPaiton\tBhinor\tImam Cemara\t\t\t\n2\tPaiton\tBhinor\tDewi Anggrek\t\t\t"
    preview = preview_import(data_file, text)
    assert [row.is_asked for row in preview.rows] == [False, True]
    apply_import(data_file, preview, Quiet())
    assert [line.name for line in data_file.people.heads()] == ["Imam Cemara"]


@pytest.mark.parametrize("told", ["2019-2025", "2019 s/d 2025", "Tahun 2019 – 2025"])
def test_a_term_told_in_years_is_kept_as_a_note_and_no_day_is_made_of_it(
    data_file: DataFile, told: str
) -> None:
    text = f"{HEAD}\n1\tPaiton\tBhinor\tImam Cemara\tDefinitif\t\t{told}"
    preview = preview_import(data_file, text)
    assert [(row.status, row.problems, row.is_asked) for row in preview.rows] == [("new", (), False)]
    apply_import(data_file, preview, Quiet())
    [head] = data_file.people.heads()
    assert (head.term_start, head.term_end) == (None, None)
    assert data_file.people.get(head.person).notes == f"Masa Jabatan: {told}"
    assert {row.status for row in preview_import(data_file, text).rows} == {"same"}


def test_the_command_reads_heads_and_writes_only_when_told(
    data_file: DataFile, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path, sheet = data_file.path, tmp_path / "kades.csv"
    data_file.close(backup=False)
    sheet.write_text(LIST, "utf-8")
    line = ["import-heads", str(sheet), "--data", str(path), "--json"]
    for extra, status in (([], "new"), (["--apply"], "new"), ([], "same")):
        assert commands.run(commands.parser().parse_args([*line, *extra])) == commands.DONE
        told = json.loads(capsys.readouterr().out)
        assert [row["status"] for row in told["rows"]] == [status] * 3
        assert bool(told["summary"]["operation"]) == bool(extra)
