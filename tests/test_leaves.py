"""What everything else stands on: places, this PC's settings, the log."""

import faulthandler
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop import log, paths, settings
from kpm_desktop.settings import KnownFile, Settings
from kpm_desktop.writing import write_whole

KNOWN = KnownFile("C:\\data\\kpm.db", "ab" * 16, "Kabupaten Probolinggo", "2027-04-08T10:42:00")
FULL = Settings(
    known_files=(KNOWN,),
    color_scheme="dark",
    text_scale=130,
    row_density=28,
    writer_name="PC-UJI",
    pages={"cadres": {"chips": {"district": ["Paiton"]}}},
    printer_offsets={"Printer kantor": (1.5, -0.5)},
    printer_scales={"Printer kantor / baki Atas": (1.001, 0.998)},
)


# settings


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    place = tmp_path / "belum" / "ada" / "settings.json"
    settings.save(FULL, place)
    assert settings.load(place) == FULL
    assert [path.name for path in place.parent.iterdir()] == ["settings.json"]


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "settings.json") == Settings()
    assert settings.load(tmp_path) == Settings()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"null", b"[]", b"3", b"\xff\xfe{}", b'{"format": 1', b"\x00" * 90]
)
def test_a_damaged_file_is_no_reason_not_to_start(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "settings.json"
    place.write_bytes(content)
    assert settings.load(place) == Settings()


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(key=st.sampled_from(sorted(Settings.__slots__)), value=_json)
def test_one_damaged_value_leaves_the_others(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: object
) -> None:
    place = tmp_path_factory.mktemp("s") / "settings.json"
    settings.save(FULL, place)
    stored = json.loads(place.read_text(encoding="utf-8"))
    place.write_text(json.dumps({**stored, key: value}), encoding="utf-8")
    found = settings.load(place)
    settings.save(found, place)
    assert settings.load(place) == found
    for name in Settings.__slots__:
        if name != key:
            assert getattr(found, name) == getattr(FULL, name)
    assert found.color_scheme in {"system", "light", "dark"}
    assert found.text_scale in {100, 115, 130, 150, 175, 200}
    assert all(isinstance(known.path, str) for known in found.known_files)


def test_the_file_opened_last_stands_first_and_once_and_ten_are_remembered() -> None:
    kept = Settings()
    for number in range(12):
        kept = kept.with_known_file(KnownFile(str(Path(f"/data/{number}.db")), "", "", ""))
    kept = kept.with_known_file(KnownFile(str(Path("/data/5.db")), "", "lagi", ""))
    assert [Path(known.path).stem for known in kept.known_files] == [
        *("5", "11", "10", "9", "8", "7", "6", "4", "3", "2"),
    ]
    assert kept.known_files[0].name == "lagi"


def test_what_a_page_remembers_is_its_own() -> None:
    kept = Settings().with_page("cadres", {"chips": {}}).with_page("home", {"width": 3})
    assert kept.page("cadres") == {"chips": {}}
    assert kept.page("unbekannt") == {}
    assert Settings(pages={"cadres": 7}).page("cadres") == {}


# paths


@pytest.mark.parametrize(
    "parts",
    [
        ("fonts", "KPMGaramond-Regular.ttf"),
        ("icons", "home.svg"),
        ("regions", "attribution.txt"),
        ("i18n", "qtbase_id.qm"),
        ("sample", "people.json"),
    ],
)
def test_what_ships_is_found(parts: tuple[str, ...]) -> None:
    assert paths.resource(*parts).is_file()


def test_what_does_not_ship_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"fonts/Comic\.ttf"):
        paths.resource("fonts", "Comic.ttf")


def test_data_sample_settings_and_log_lie_apart_in_this_users_folder() -> None:
    places = (paths.data_file(), paths.sample_file(), paths.settings_file(), paths.log_folder())
    assert all(paths.home() in place.parents for place in places)
    assert len({place.parent for place in places[:3]}) == 3
    assert paths.home().name == "KPM Desktop"


# log


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    before = list(log.LOGGER.handlers)
    log.start(tmp_path)
    yield tmp_path / "kpm.log"
    for handler in [one for one in log.LOGGER.handlers if one not in before]:
        log.LOGGER.removeHandler(handler)
        handler.close()
    crash_file, log._crash_file = log._crash_file, None
    assert crash_file is not None
    faulthandler.enable(2)
    crash_file.close()


@pytest.mark.parametrize(
    "number",
    [
        "3513124205840004",
        "3513 1242 0584 0004",
        "351312-420584-0004",
        "081234567890",
        "19700101 199501 1 000",
    ],
)
def test_a_long_chain_of_digits_never_reaches_the_log(logged: Path, number: str) -> None:
    log.LOGGER.warning("nik %s di baris %d", number, 7)
    log.LOGGER.info("tanpa argumen %% " + number)
    text = logged.read_text(encoding="utf-8")
    assert number not in text
    assert text.count("[angka]") == 2
    assert "di baris 7" in text


def test_codes_and_counts_are_logged_as_they_are(logged: Path) -> None:
    log.LOGGER.info("opened, %d rows, 12 s", 742)
    assert "INFO opened, 742 rows, 12 s" in logged.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_no_reason_not_to_start(tmp_path: Path) -> None:
    blocked = tmp_path / "log"
    blocked.write_text("bukan folder", encoding="utf-8")
    before = list(log.LOGGER.handlers)
    log.start(blocked)
    log.LOGGER.info("tetap jalan")
    [added] = [handler for handler in log.LOGGER.handlers if handler not in before]
    log.LOGGER.removeHandler(added)
    assert isinstance(added, logging.NullHandler)


def test_places_of_an_error_have_no_values() -> None:
    def fail(nik: str) -> None:
        raise ValueError(nik)

    with pytest.raises(ValueError, match="3513") as caught:
        fail("3513124205840004")
    text = log.places(caught.value)
    assert text.startswith("ValueError\n")
    assert "test_leaves.py:" in text
    assert "3513" not in text


def test_a_file_is_written_whole_or_what_stood_there_stays(tmp_path: Path) -> None:
    place = tmp_path / "sertifikat.pdf"
    write_whole(place, b"lama")
    write_whole(place, b"baru")
    assert place.read_bytes() == b"baru"
    assert list(tmp_path.iterdir()) == [place]
    (tmp_path / "sertifikat.pdf.part").mkdir()
    with pytest.raises(OSError, match="part"):  # it cannot be written, as on a full disk
        write_whole(place, b"lagi")
    assert place.read_bytes() == b"baru"


def test_nothing_is_left_of_a_file_that_cannot_take_its_place(tmp_path: Path) -> None:
    place = tmp_path / "map"
    place.mkdir()
    (place / "isi").write_bytes(b"")
    with pytest.raises(OSError, match="map"):
        write_whole(place, b"isi")
    assert list(tmp_path.iterdir()) == [place]
