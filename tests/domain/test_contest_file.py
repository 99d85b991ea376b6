"""The open contest file: what is read is written again, and every broken rule is refused at its place."""

import json
from collections.abc import Callable
from decimal import Decimal

import pytest

from contest_samples import Doc, example, filled, random_contest
from kpm_desktop.domain.contest_file import ContestFileError, exact, read_contest, write_contest

Change = Callable[[Doc], object]


def refused(text: str) -> ContestFileError:
    with pytest.raises(ContestFileError) as caught:
        read_contest(text)
    return caught.value


def test_the_example_of_the_design_is_read() -> None:
    contest = read_contest(json.dumps(example()))
    first, second = contest.stages
    assert (first.top, second.top, first.weight) == (10, None, Decimal(30))
    assert [first.judges_of(one) for one in first.criteria] == [("j1", "j2", "j3"), ("j1",)]
    assert [one.weight for one in second.criteria] == [None, None]
    assert contest.marks[0].value == Decimal("88.5")


def test_what_was_written_reads_the_same() -> None:
    for seed in range(50):
        contest = read_contest(json.dumps(random_contest(seed)))
        text = write_contest(contest)
        assert read_contest(text) == contest
        assert write_contest(read_contest(text)) == text


def test_the_written_file_has_the_members_of_the_format() -> None:
    doc = filled({"07": "30", "08": "12.50"})
    assert json.loads(write_contest(read_contest(json.dumps(doc)))) == doc


REFUSALS: list[tuple[str, str, str, Change]] = [
    ("limits", "F.211", "scores[0] (adm/a1, j1, 07)", lambda doc: doc["scores"][0].update(value="100.01")),
    ("limits", "F.211", "scores[0] (adm/a1, j1, 07)", lambda doc: doc["scores"][0].update(value="-0.5")),
    ("not_assigned", "", "scores[0] (adm/a2, j2, 07)",
     lambda doc: doc["scores"][0].update(criterion="a2", judge="j2")),
    ("not_assigned", "", "scores[0] (adm/a1, j4, 07)", lambda doc: doc["scores"][0].update(judge="j4")),
    ("mark_twice", "", "scores[1] (adm/a1, j1, 07)",
     lambda doc: doc["scores"].append({**doc["scores"][0], "value": "1"})),
    ("unknown", "", "scores[0] (xxx/a1, j1, 07)", lambda doc: doc["scores"][0].update(stage="xxx")),
    ("unknown", "", "scores[0] (adm/l1, j1, 07)", lambda doc: doc["scores"][0].update(criterion="l1")),
    ("unknown", "", "scores[0] (adm/a1, j1, 99)", lambda doc: doc["scores"][0].update(entry="99")),
    ("unknown", "", "ties[0] (stage:xxx)", lambda doc: doc.update(ties=["stage:xxx"])),
    ("unknown", "", "ties[1] (criterion:adm/l1)", lambda doc: doc.update(ties=["lot", "criterion:adm/l1"])),
    ("unknown", "", "entries[0].status (gone)", lambda doc: doc["entries"][0].update(status="gone")),
    ("weights", "F.215", "stages[adm].criteria[a2].weight",
     lambda doc: doc["stages"][0]["criteria"][1].update(weight=None)),
    ("weights", "F.215", "stages[lap].criteria[l2].weight",
     lambda doc: doc["stages"][1]["criteria"][1].update(weight="50")),
    ("negative", "F.215", "stages[adm].criteria[a1].weight",
     lambda doc: doc["stages"][0]["criteria"][0].update(weight="-1")),
    ("negative", "F.215", "stages[lap].weight", lambda doc: doc["stages"][1].update(weight="-70")),
    ("zero", "", "stages[adm].weight", lambda doc: doc["stages"][0].update(weight="0")),
    ("zero", "", "stages[adm].criteria",
     lambda doc: [one.update(weight="0") for one in doc["stages"][0]["criteria"]]),
    ("maximum", "", "stages[lap].criteria[l1].max",
     lambda doc: doc["stages"][1]["criteria"][0].update(max="0")),
    ("maximum", "", "stages[lap].criteria[l1].max",
     lambda doc: doc["stages"][1]["criteria"][0].update(min="36")),
    ("twice", "", "stages[1].id (adm)", lambda doc: doc["stages"][1].update(id="adm")),
    ("twice", "", "stages[adm].criteria[1].id (a1)",
     lambda doc: doc["stages"][0]["criteria"][1].update(id="a1")),
    ("twice", "", "entries[1].id (07)", lambda doc: doc["entries"].append(doc["entries"][0])),
    ("twice", "", "stages[adm].judges", lambda doc: doc["stages"][0].update(judges=["j1", "j1"])),
    ("no_judge", "", "stages[lap].criteria[l1].judges", lambda doc: doc["stages"][1].update(judges=[])),
    ("no_criteria", "", "stages[lap].criteria", lambda doc: doc["stages"][1].update(criteria=[])),
    ("no_stage", "", "stages", lambda doc: doc.update(stages=[])),
    ("number", "", "scores[0].value", lambda doc: doc["scores"][0].update(value=88.5)),
    ("number", "", "scores[0].value", lambda doc: doc["scores"][0].update(value="88,5")),
    ("number", "", "scores[0].value", lambda doc: doc["scores"][0].update(value="")),
    ("number", "", "scores[0].value", lambda doc: doc["scores"][0].update(value="NaN")),
    ("number", "", "stages[0].weight", lambda doc: doc["stages"][0].update(weight=None)),
    ("number", "", "stages[adm].top", lambda doc: doc["stages"][0].update(top=0)),
    ("kind", "", "stages[0].top", lambda doc: doc["stages"][0].update(top="10")),
    ("kind", "", "entries[0].lot", lambda doc: doc["entries"][0].update(lot=True)),
    ("kind", "", "entries[0].id", lambda doc: doc["entries"][0].update(id="")),
    ("kind", "", "entries[0].name", lambda doc: doc["entries"][0].update(name="\ud800")),
    ("kind", "", "entries", lambda doc: doc.pop("entries")),
    ("kind", "", "ties[0]", lambda doc: doc.update(ties=[1])),
    ("kind", "", "scores[0]", lambda doc: doc.update(scores=["07"])),
    ("key", "", "stages[0].criteria[0].jugdes",
     lambda doc: doc["stages"][0]["criteria"][0].update(jugdes=["j1"])),
    ("format", "", "format", lambda doc: doc.update(format="kpm-contest/2")),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "code", "place", "change"), REFUSALS)
def test_a_broken_rule_is_refused_at_its_place(fault: str, code: str, place: str, change: Change) -> None:
    doc = example()
    change(doc)
    error = refused(json.dumps(doc))
    assert (error.fault, error.code, error.place) == (fault, code or fault, place)


@pytest.mark.parametrize(
    ("text", "fault", "place"),
    [
        ("", "json", "baris 1"),
        ('{"format": "kpm-contest/1",\n "stages": [', "json", "baris 2"),
        ("[" * 100_000, "json", "berkas"),
        ("[]", "format", "format"),
        ('{"format": "kpm-contest/1", "format": "x"}', "twice", "format"),
    ],
)
def test_what_is_no_contest_file_is_refused(text: str, fault: str, place: str) -> None:
    error = refused(text)
    assert (error.fault, error.place) == (fault, place)


def test_the_limits_stand_in_the_refusal() -> None:
    doc = example()
    doc["scores"][0]["value"] = "188.5"
    assert refused(json.dumps(doc)).values == {"value": "188,5", "limits": "0 s.d. 100"}


def test_a_decimal_text_is_plain() -> None:
    assert exact("88.50", "x") == Decimal("88.5")
    for text in ("1e3", " 1", "1.", ".5", "+1", "١", "9" * 31, None, 5):
        with pytest.raises(ContestFileError):
            exact(text, "x")
