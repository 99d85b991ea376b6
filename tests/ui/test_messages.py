"""Every code has an Indonesian sentence of its own that says what to do."""

import re
from pathlib import Path

import pytest

import kpm_desktop
from kpm_desktop.domain.problem import Problem
from kpm_desktop.store import errors
from kpm_desktop.ui.help_text import CODES, TOPICS, code_topics
from kpm_desktop.ui.messages import explain, problem_sentence, sentence
from words import english_in

_RULES_TEXT = """
F.101 F.102 F.103 F.104 F.105 F.106 F.107 F.121 F.122 F.211 F.213 F.214 F.215 F.216 F.220 F.221 F.222
F.401 F.402 F.403 F.404 F.405 F.406 F.411 F.412 F.413 F.414 F.415 F.416 F.501 F.502 F.503
W.201 W.202 W.203 W.204 W.205 W.206 W.207 W.208 W.209 W.210 W.211 W.212 W.213 W.214
W.215 W.220 W.221 W.222 W.230 W.301 W.302 W.303 W.304 W.305 W.306 W.307 W.308 W.309 W.310
W.320 W.321 W.322 W.401 W.402 W.403 W.404 W.405 W.406 W.407 W.408 W.409 W.410 W.411 W.501
"""
RULES = _RULES_TEXT.split()
_FILES_TEXT = """
E-RUSAK E-TERPOTONG E-BUKAN E-BESAR E-ISI E-BARIS E-RUJUKAN E-RANTAI E-VERSI E-SANDI E-SUDAH E-DAERAH
E-MENUNGGU E-CABANG E-SALINAN E-SKEMA E-LAMA E-PENUH E-FLASHDISK E-PUTUS E-TERKUNCI E-SIBUK E-BACASAJA
E-TEMPAT E-HILANG W-JAM
E-TABELSANDI E-BUKANTABEL E-TABELRUSAK E-TABELBESAR E-TABELKOSONG E-TABELDIBUKA E-TABELHILANG E-TANPAKEPALA
"""
FILES = _FILES_TEXT.split()
RAISED = sorted(
    kind.code
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.DataFileError) and kind is not errors.DataFileError
)


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_sentence_of_its_own(code: str) -> None:
    words = problem_sentence(code)
    assert words != problem_sentence("X.000")
    assert code not in words
    assert words.endswith(".")
    assert not english_in(words)
    assert "!" not in words


@pytest.mark.parametrize("code", sorted({*FILES, *RAISED}))
def test_every_error_of_files_has_a_sentence_of_its_own(code: str) -> None:
    told = explain(code)
    assert told.happened != explain("E-TIDAKDIKENAL").happened
    assert told.text.endswith(".")
    assert not english_in(told.text)
    assert "!" not in told.text


def test_every_code_in_the_program_has_a_sentence_and_a_help_topic() -> None:
    package = Path(kpm_desktop.__file__).parent
    used = {
        code
        for path in package.rglob("*.py")
        for code in re.findall(r'Problem\(\s*[^,]+,\s*"([FW]\.\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert len(used) > 10
    assert used <= set(CODES)
    assert {topic.name for topic in code_topics()} == set(CODES) >= set(RULES)


def test_the_facts_of_a_problem_stand_in_its_sentence() -> None:
    assert "15" in sentence(Problem("nik", "F.104", {"digits": "15"}))
    assert "2 Mei 1984" in sentence(Problem("nik", "W.204", {"date": "2 Mei 1984"}))
    assert explain("E-TERKUNCI", {"computer": "PC-2", "user": "Siti"}).happened.endswith("(PC-2, Siti).")


def test_an_unknown_code_is_told_with_the_code() -> None:
    assert "F.999" in problem_sentence("F.999")
    assert "E-BARU" in explain("E-BARU").text


def test_help_is_written_without_english() -> None:
    for topic in TOPICS:
        assert not english_in(" ".join((topic.title, *topic.sentences)))
