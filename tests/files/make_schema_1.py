"""Make `schema_1.db.gz`, a real file of schema 1.0. Run once, when the schema is released; never again after.

python tests/files/make_schema_1.py
"""

import gzip
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from builders import SUKODADI, add_person, edit_person, new_file  # noqa: E402 - the path comes first


def main() -> None:
    """Write the file beside this script."""
    with tempfile.TemporaryDirectory() as folder:
        data_file = new_file(Path(folder))
        person = add_person(data_file, "Siti Contohwati", title_back="S.Pd.", phone="081200000000")
        with data_file.operation("edit", "Tambah 1 kader"):
            columns = {"person": person, "village": SUKODADI, "cadre_type": "KPM", "status": "active"}
            data_file.put("cadre_term", data_file.new_uid(), columns)
        edit_person(data_file, person, phone="081211111111")
        gone = add_person(data_file, "Rini Melati")
        with data_file.operation("delete", "Hapus 1 orang"):
            data_file.remove("person", gone)
        edit_person(data_file, person, notes="x")
        data_file.undo()
        made = data_file.backup()
        packed = gzip.compress(made.path.read_bytes(), mtime=0)
        Path(__file__).with_name("schema_1.db.gz").write_bytes(packed)
        data_file.close()


if __name__ == "__main__":
    main()
