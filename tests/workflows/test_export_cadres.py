"""The import and export of cadres by command, and what an export read back gives."""

import dataclasses
import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from builders import Clock, created
from kpm_desktop import commands
from kpm_desktop.spreadsheets.cadre_sheet import CadreDraft
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.regions import load_regency
from kpm_desktop.workflows.export_cadres import export_cadres
from kpm_desktop.workflows.import_cadres import apply_import, preview_import
from kpm_desktop.workflows.progress import Quiet
from sheet_builders import SAMPLES

REGIONS = load_regency(Path(__file__).parents[2] / "resources" / "regions", "35.13")
GOOD_NIK = "3513124205840004"


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    with created(tmp_path / "kpm.db", REGIONS, now=Clock()) as opened:
        yield opened


def imported(data_file: DataFile, source: Path | str) -> None:
    apply_import(data_file, preview_import(data_file, source), Quiet())


def cells_of(xlsx: bytes) -> set[object]:
    """Return what stands in the only sheet, read by another library."""
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx)).active
    assert sheet is not None
    return {cell.value for row in sheet.iter_rows() for cell in row}


def test_an_export_read_back_gives_the_same_cadres_and_holds_nik_only_for_a_reason(
    data_file: DataFile, tmp_path: Path
) -> None:
    imported(data_file, SAMPLES / "tidy.xlsx")
    path = tmp_path / "kader.xlsx"
    first = data_file.cadres.find(data_file.now().date())[0]
    with data_file.operation("edit", "Ubah 1 kader"):
        data_file.cadres.set_field([first.uid], "potential", "menonjol")
        data_file.cadres.set_field([first.uid], "institution_profile", "PKK berdiri tahun 1998.")
    bare = export_cadres(data_file, Quiet(), target=path)
    assert {"menonjol", "PKK berdiri tahun 1998.", "Pelatihan (JP)"} <= cells_of(bare.xlsx)
    path.write_bytes(bare.xlsx)
    preview = preview_import(data_file, path)
    assert {row.status for row in preview.rows} == {"same"}
    assert {row.draft.nik_status for row in preview.rows} == {"missing"}
    full = export_cadres(data_file, Quiet(), target=path, nik_reason="Permintaan inspektorat")
    assert (bare.nik_count, full.nik_count) == (0, 20)
    path.write_bytes(full.xlsx)
    assert {row.draft.nik_status for row in preview_import(data_file, path).rows} == {"ok"}
    logged = data_file.rows("SELECT reason, nik_count FROM print_log WHERE alive = 1 ORDER BY nik_count")
    assert [tuple(row) for row in logged] == [(None, 0), ("Permintaan inspektorat", 20)]


def test_the_command_prints_rows_and_writes_only_when_told(
    data_file: DataFile, capsys: pytest.CaptureFixture[str]
) -> None:
    path = data_file.path
    data_file.close(backup=False)
    line = ["import-cadres", str(SAMPLES / "tidy.xlsx"), "--data", str(path), "--json"]
    for extra, status in (([], "new"), (["--apply"], "new"), ([], "same")):
        assert commands.run(commands.parser().parse_args([*line, *extra])) == commands.DONE
        told = json.loads(capsys.readouterr().out)
        assert {row["status"] for row in told["rows"]} == {status}
        assert bool(told["summary"]["operation"]) == bool(extra)
    first = told["rows"][0]
    assert (first["sheet"], first["row"], first["problems"]) == ("KPM", 2, [])
    assert dataclasses.fields(CadreDraft)[0].name in first["cadre"]
    line[1] = str(SAMPLES.parent / "schema_1.db.gz")
    assert commands.run(commands.parser().parse_args(line)) == commands.REFUSED
    assert json.loads(capsys.readouterr().out)["refused"] == "E-BUKANTABEL"


def test_the_command_tells_a_doubled_nik_and_loses_nobody(
    data_file: DataFile, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    imported(data_file, f"Nama\tNIK\tDesa\tKecamatan\nSiti Contohwati\t{GOOD_NIK}\tBhinor\tPaiton")
    path = data_file.path
    data_file.close(backup=False)
    sheet = tmp_path / "kiriman.csv"
    sheet.write_text(f"Nama;NIK;Desa;Kecamatan\nBambang Purnomo;{GOOD_NIK};Sukodadi;Paiton\n", "utf-8")
    line = ["import-cadres", str(sheet), "--data", str(path), "--apply"]
    assert commands.run(commands.parser().parse_args(line)) == commands.DONE
    told = capsys.readouterr().out
    assert "1 baru, 0 berubah, 0 sama, 0 ditolak" in told
    assert "Baris 2: NIK ini dipakai kader lain: Siti Contohwati." in told
    assert GOOD_NIK not in told
    with DataFile.open(path) as again:
        lines = {one.name: one for one in again.cadres.find(again.now().date())}
        assert (lines["Siti Contohwati"].has_nik, lines["Bambang Purnomo"].has_nik) == (True, False)
        [person] = [again.people.get(one.uid) for one in lines.values() if one.name == "Bambang Purnomo"]
        assert (person.nik, person.nik_received) == ("", GOOD_NIK)
