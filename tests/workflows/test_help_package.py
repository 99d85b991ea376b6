"""The help package tells of the program and the counts, and names nobody."""

import datetime as dt
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from demo_folder import demo
from kpm_desktop import workflows
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows.progress import QUIET

NOW = dt.datetime(2019, 4, 15, 8, 0)  # noqa: DTZ001 - the clock of the PC, local


@pytest.fixture
def data_file(tmp_path: Path) -> DataFile:
    place = tmp_path / "kpm.db"
    shutil.copyfile(demo().data, place)
    return DataFile.open(place, now=lambda: NOW, writer_name="PC Ibu Sutinah")


def read(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def test_it_tells_versions_counts_and_what_the_check_found(data_file: DataFile, tmp_path: Path) -> None:
    with data_file:
        before = data_file.path.read_bytes()
        parts = read(workflows.help_package.help_package(data_file, QUIET, log_folder=tmp_path / "log"))
        assert data_file.path.read_bytes() == before
        [(persons,)] = data_file.rows("SELECT count(*) FROM person WHERE alive = 1")
    about = json.loads(parts["keterangan.json"])
    assert about["counts"]["person"] == persons
    assert about["findings"] == []
    assert about["schema"] == [1, 0]
    assert {"program", "python", "sqlite", "system"} <= set(about)


def test_nobody_is_named_even_where_a_log_names_him(data_file: DataFile, tmp_path: Path) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    with data_file:
        with data_file.operation("edit", "Tambah 1 orang"):
            data_file.put(
                "person",
                data_file.new_uid(),
                {"name": "Sutinah Rembulan", "nik": "3513064502840007", "phone": "081234567890"},
            )
        (folder / "kpm.log").write_text(
            f"2019-04-15 opened {Path.home() / 'data'}\nnot saved: SUTINAH REMBULAN 3513064502840007\n"
            "called 0812-3456-7890 (ibu Sutinah Rembulan)\nbuild 20190415 took 12 ms\n"
        )
        (folder / "crash.log").write_text(f'File "{Path.home() / "x.py"}", line 12\n')
        parts = read(workflows.help_package.help_package(data_file, QUIET, log_folder=folder))
    everything = "\n".join(parts.values())
    for word in ("sutinah", "3513064502840007", "0812-3456", "081234567890", str(Path.home())):
        assert word not in everything.lower()
    assert "not saved" in parts["kpm.log"]
    assert "took 12 ms" in parts["kpm.log"]
    assert "line 12" in parts["crash.log"]
