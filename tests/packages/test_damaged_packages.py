"""Damaged, cut, forged and hostile packages: none is taken in, each is refused with its own code."""

import functools
import json
import random
import time
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builders import add_person
from carrying import PHRASE, PLAIN, QUIET, assembled, body_of, forged, lines_of, office, send, values_of
from kpm_desktop import sealing
from kpm_desktop.domain.changes import SALT_LENGTH
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.packages import container
from kpm_desktop.packages.container import MAGIC
from kpm_desktop.store.connection import SCHEMA
from kpm_desktop.store.incoming import Incoming
from kpm_desktop.ui.messages import explain
from kpm_desktop.workflows.package_content import of_package
from kpm_desktop.workflows.send_package import SendChoices
from rounds import rounds

PACKAGES = rounds("PACKAGES", 300)
"""How many damaged packages a run draws; a long run sets the environment variable to 10000."""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A plain and a sealed package of the same file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "_LOG_N", 15)
        with office(tmp_path_factory.mktemp("office")) as data_file:
            for number in range(30):
                add_person(data_file, f"Siti Contohwati {number}", phone=f"0812{number:08}")
            return send(data_file, PLAIN), send(data_file, SendChoices(PHRASE))


def taken_in(package: Path, phrase: str | None = PHRASE) -> Incoming:
    """Everything a package goes through before it meets the data file."""
    assert container.kind_of(package) == "package"
    return of_package(package, container.read_manifest(package, SCHEMA), phrase, QUIET)


def code_of(package: Path, phrase: str | None = PHRASE) -> str:
    with pytest.raises(PackageError) as refused:
        taken_in(package, phrase)
    return refused.value.code


# damaged on the way


def _flip(raw: bytearray, dice: random.Random) -> int:
    place = dice.randrange(len(raw))
    raw[place] ^= 1 << dice.randrange(8)
    return place


def _cut(raw: bytearray, dice: random.Random) -> int:
    place = dice.randrange(len(raw))
    del raw[place:]
    return place


def _extend(raw: bytearray, dice: random.Random) -> int:
    raw += dice.randbytes(dice.randrange(1, 5000))
    return len(raw)


def _zero(raw: bytearray, dice: random.Random) -> int:
    place = dice.randrange(len(raw))
    raw[place:] = bytes(len(raw) - place)
    return place


def _swap(raw: bytearray, dice: random.Random) -> int:
    length = dice.randrange(1, len(raw) // 4)
    one, other = sorted(dice.sample(range(len(raw) - length), 2))
    part = raw[one : one + length]
    raw[one : one + length] = raw[other : other + length]
    raw[other : other + length] = part
    return one


DAMAGES: dict[str, Callable[[bytearray, random.Random], int]] = {
    "flip": _flip, "cut": _cut, "extend": _extend, "zero": _zero, "swap": _swap,
}  # fmt: skip


def expected(damage: str, place: int, head: int) -> set[str]:
    """The codes that fit: what stands in the manifest may say that the file is shorter than it should be."""
    if damage == "cut":
        return {"E-TERPOTONG"}
    if damage == "extend":
        return {"E-RUSAK"}
    if place < len(MAGIC):
        return {"E-BUKAN"}
    return {"E-RUSAK", "E-TERPOTONG"} if place < head else {"E-RUSAK"}


@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_no_damaged_package_is_taken_in(packages: tuple[Path, Path], damage: str, tmp_path: Path) -> None:
    dice = random.Random(damage)  # noqa: S311 - reproducible, not secret
    target = tmp_path / "x.paket"
    for number in range(PACKAGES // len(DAMAGES)):
        original = packages[number % 2].read_bytes()
        head = len(MAGIC) + 4 + int.from_bytes(original[len(MAGIC) : len(MAGIC) + 4], "little")
        raw = bytearray(original)
        while raw == original:
            place = DAMAGES[damage](raw, dice)
        target.write_bytes(raw)
        assert code_of(target) in expected(damage, place, head), (damage, place, head)


def test_a_sealed_package_tells_a_wrong_passphrase_from_damage(
    packages: tuple[Path, Path], tmp_path: Path
) -> None:
    sealed = packages[1]
    assert code_of(sealed, "hujan turun di Semeru") == "E-SANDI"
    assert code_of(sealed, None) == "E-SANDI"
    raw = bytearray(sealed.read_bytes())
    raw[-100] ^= 1
    (tmp_path / "x.paket").write_bytes(raw)
    assert code_of(tmp_path / "x.paket", "hujan turun di Semeru") == "E-RUSAK"
    assert len(taken_in(sealed).arrivals.operations) == len(taken_in(packages[0]).arrivals.operations) + 1


def test_with_the_outer_sum_repaired_a_sealed_package_still_does_not_open(
    packages: tuple[Path, Path], tmp_path: Path
) -> None:
    values, body = values_of(packages[1]), body_of(packages[1])
    changed = bytearray(body)
    changed[3] ^= 1
    for name, altered, content in (
        ("body", {}, bytes(changed)),
        ("manifest", {"created": "2020-01-01T00:00:00"}, body),
        ("number", {"number": 77}, body),
    ):
        made = assembled({**values, **altered}, content, tmp_path / f"{name}.paket")
        assert code_of(made) == "E-SANDI", name
    opened = assembled({**values, "enc": None}, body, tmp_path / "enc.paket")
    assert code_of(opened) == "E-ISI"


# hostile


def _enc(**changed: Any) -> dict[str, Any]:
    return {
        "kind": "scrypt-aesgcm", "log_n": 17, "r": 8, "p": 1, "salt": "00" * 16, "chunk": 1 << 20, **changed,
    }  # fmt: skip


HOSTILE_MANIFESTS: dict[str, tuple[dict[str, Any], str]] = {
    "scrypt of 2^30": ({"enc": _enc(log_n=30)}, "E-RUSAK"),
    "scrypt with r 1024": ({"enc": _enc(r=1024)}, "E-RUSAK"),
    "cheap scrypt": ({"enc": _enc(log_n=1)}, "E-RUSAK"),
    "unknown cipher": ({"enc": _enc(kind="rot13")}, "E-RUSAK"),
    "newer major": ({"schema": [2, 0]}, "E-VERSI"),
    "version of another shape": ({"schema": "2"}, "E-VERSI"),
    "raw length of a bomb": ({"raw_len": 1 << 30}, "E-ISI"),
    "too many lines": ({"lines": 10**9}, "E-RUSAK"),
    "negative number": ({"number": -1}, "E-RUSAK"),
    "no vector": ({"to": None}, "E-RUSAK"),
    "vector of texts": ({"to": {"a": "b"}}, "E-RUSAK"),
    "unknown kind": ({"kind": "everything"}, "E-RUSAK"),
    "writer without uid": ({"writer": {"name": "x"}}, "E-RUSAK"),
    "control character": ({"app": "a\x00b"}, "E-RUSAK"),
    "true as a number": ({"operations": True}, "E-RUSAK"),
    "one line less": ({"lines": 1}, "E-ISI"),
    "another sum": ({"raw_sha256": "0" * 64}, "E-ISI"),
    "shorter than it is": ({"raw_len": 10}, "E-ISI"),
    "more changes than there are": ({"changes": 3}, "E-ISI"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE_MANIFESTS))
def test_a_hostile_manifest_is_refused(packages: tuple[Path, Path], name: str, tmp_path: Path) -> None:
    changed, code = HOSTILE_MANIFESTS[name]
    made = forged(packages[0], lines_of(packages[0]), tmp_path / "x.paket", changed)
    start = time.process_time()
    assert code_of(made) == code
    assert time.process_time() - start < 1


BOMBS: dict[str, tuple[Callable[[], bytes], dict[str, Any], str]] = {
    "zeros that never end": (lambda: bytes(200 << 20), {"raw_len": 100_000}, "E-ISI"),
    "zeros of an honest length": (lambda: bytes(200 << 20), {}, "E-ISI"),
    "ten million lines": (lambda: b'["x"]\n' * 10_000_000, {"lines": 5, "raw_len": 5_000_000}, "E-BARIS"),
    "lines that are not announced": (lambda: b'["w"]\n' * 100_000, {"lines": 0, "raw_len": 60_000}, "E-ISI"),
    "no last line's end": (lambda: b'["end",0,0]', {}, "E-ISI"),
}
RAW_LINES = {
    "one line of a megabyte": b'["o","' + b"x" * (1 << 20) + b'"]',
    "deep JSON": b"[" * 30_000 + b"]" * 30_000,
    "a number of 60000 digits": b'["o",' + b"9" * 60_000 + b"]",
    "not UTF-8": b'["\xff\xfe"]',
    "UTF-16": '["o"]'.encode("utf-16"),
    "no JSON": b"halo",
    "not a number": b'["o",NaN]',
    "an object": b'{"o":1}',
    "nothing": b"",
    "an empty list": b"[]",
}


@pytest.mark.parametrize("name", sorted(RAW_LINES))
def test_a_line_that_is_none_is_refused_with_its_number(name: str) -> None:
    start = time.process_time()
    with pytest.raises(PackageError) as refused:
        container.decoded(RAW_LINES[name], 41)
    assert time.process_time() - start < 1
    assert (refused.value.code, refused.value.values["line"]) == ("E-BARIS", "41")


@functools.cache
def _deflated(name: str) -> tuple[bytes, int, int]:
    raw = BOMBS[name][0]()
    return zlib.compress(raw, 9), len(raw), raw.count(b"\n")


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_refused_at_once_and_takes_no_memory(
    packages: tuple[Path, Path], name: str, tmp_path: Path
) -> None:
    _, changed, code = BOMBS[name]
    body, length, count = _deflated(name)
    values = {
        **values_of(packages[0]), "body_len": len(body), "raw_len": length, "lines": count, "enc": None,
        **changed,
    }  # fmt: skip
    made = assembled(values, body, tmp_path / "x.paket")
    tracemalloc.start()
    start = time.process_time()
    found = code_of(made)
    seconds, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == code
    assert seconds < 1
    assert peak < 30 << 20


# one line changed, everything else right


def _set(place: int, value: Any) -> Callable[[list[Any]], None]:
    def change(line: list[Any]) -> None:
        line[place] = value

    return change


def _body(text: str) -> Callable[[list[Any]], None]:
    return _set(5, "0" * SALT_LENGTH + text)


HOSTILE_LINES: dict[str, tuple[str, Callable[[list[Any]], None]]] = {
    "operation of an unknown kind": ("o", _set(6, "format")),
    "operation without a time": ("o", _set(5, "kemarin")),
    "operation far in the future": ("o", _set(4, 1 << 62)),
    "operation number zero": ("o", _set(3, 0)),
    "operation uid too short": ("o", _set(1, "ab")),
    "operation uid in capitals": ("o", _set(1, "AB" * 16)),
    "label with a turned direction": ("o", _set(7, "Ubah \u202e 1")),
    "label with a control character": ("o", _set(7, "Ubah \x1b[2J")),
    "meta that is no object": ("o", _set(8, "[]")),
    "meta with depth": ("o", _set(8, "[" * 5000)),
    "more changes than the header says": ("o", _set(9, 0)),
    "number of changes as text": ("o", _set(9, "1")),
    "unknown table": ("c", _set(3, "sqlite_schema")),
    "own table": ("c", _set(3, "signing_key")),
    "change out of order": ("c", _set(2, 7)),
    "row uid too long": ("c", _set(4, "ab" * 17)),
    "body without salt": ("c", _set(5, '{"v":{"name":"x"}}')),
    "body with an unknown key": ("c", _body('{"v":{"_del":0},"x":1}')),
    "body with an unknown group": ("c", _body('{"v":{"password":"x"}}')),
    "body with nothing": ("c", _body("{}")),
    "number where text belongs": ("c", _body('{"v":{"name":7}}')),
    "group of too few": ("c", _body('{"v":{"name":["a"]}}')),
    "deleted twice": ("c", _body('{"v":{"_del":2}}')),
    "parents that are no list": ("c", _body('{"v":{"_del":0},"p":{"_del":"%s"}}' % ("ab" * 16))),
    "parents that are no uids": ("c", _body('{"v":{"_del":0},"p":{"_del":["x"]}}')),
    "escaped control character": ("c", _body('{"v":{"phone":"\\u0000"}}')),
    "escaped half character": ("c", _body('{"v":{"phone":"\\ud800"}}')),
    "turned direction": ("c", _body('{"v":{"phone":"\u202e0812"}}')),
    "body of depth": ("c", _body('{"v":{"phone":' + "[" * 9000 + "]" * 9000 + "}}")),
    "a key twice in a body": ("c", _body('{"v":{"phone":"1","phone":"2"}}')),
    "parents that are nothing": ("c", _body('{"v":{"_del":0},"p":null}')),
    "a seen that is a table": ("c", _body('{"v":{"_del":0},"s":{}}')),
    "body that is a number": ("c", _set(5, 12)),
    "blank without digest": ("c", _set(5, None)),
    "writer without a name": ("w", _set(2, None)),
    "an extra value": ("c", lambda line: line.append("x")),
    "a value less": ("o", lambda line: line.pop() and None),
    "unknown line": ("w", _set(0, "z")),
    "the end too early": ("w", lambda line: line.__setitem__(slice(None), ["end", 0, 0])),
    "a picture that is another": ("w", lambda line: line.__setitem__(
        slice(None), ["a", "00" * 32, "image/png", 1, 1, "QUJD"]
    )),
    "a picture in endless parts": ("w", lambda line: line.__setitem__(
        slice(None), ["a", "00" * 32, "image/png", 1, 10**9, "QUJD"]
    )),
    "a key in a plain package": ("end", lambda line: line.__setitem__(
        slice(None), ["k", "abcdefgh", "zz"]
    )),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(HOSTILE_LINES))
def test_one_hostile_line_refuses_the_package(packages: tuple[Path, Path], name: str, tmp_path: Path) -> None:
    tag, change = HOSTILE_LINES[name]
    lines = lines_of(packages[0])
    chosen = next(line for line in reversed(lines) if line[0] == tag)
    change(chosen)
    made = forged(packages[0], lines, tmp_path / "x.paket")
    with pytest.raises(PackageError) as refused:
        taken_in(made)
    assert refused.value.code == "E-BARIS"
    assert refused.value.values["line"].isdigit()
    assert json.dumps(dict(refused.value.values)).find("Siti") == -1


def test_a_package_of_which_only_the_beginning_came_says_no_size_that_nobody_knows(tmp_path: Path) -> None:
    path = tmp_path / "awal.paket"
    for content in (MAGIC, MAGIC + (400).to_bytes(4, "little"), MAGIC + (400).to_bytes(4, "little") + b"{"):
        path.write_bytes(content)
        with pytest.raises(PackageError) as refused:
            container.read_manifest(path, SCHEMA)
        told = explain(refused.value.code, refused.value.values).text
        assert told.startswith("Paket belum selesai disalin; baru bagian awalnya yang ada.")


@pytest.mark.parametrize(
    "name", ["folder.paket", "pintas.paket.lnk", "kosong.paket", "lain.paket", "hilang.paket"]
)
def test_what_is_no_package_is_told_apart(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name.startswith("folder"):
        path.mkdir()
    elif not name.startswith("hilang"):
        path.write_bytes({"kosong.paket": b"", "lain.paket": b"PK\x03\x04 zip"}.get(name, MAGIC))
    codes = {"kosong.paket": "E-TERPOTONG", "hilang.paket": "E-PUTUS"}
    with pytest.raises(PackageError) as refused:
        container.kind_of(path)
    assert refused.value.code == codes.get(name, "E-BUKAN")
