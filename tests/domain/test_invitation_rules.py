"""Who is invited by rule, and in which order people stand on paper."""

import datetime as dt
import itertools
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain.invitation import Candidate, InvitationRule, invited, paper_order, serves_on

DAY = dt.date(2019, 4, 12)
DISTRICTS = [(bytes([1] * 16), "35.13.11"), (bytes([2] * 16), "35.13.12")]

days = st.one_of(st.none(), st.integers(-400, 400).map(lambda days: DAY + dt.timedelta(days=days)))


@st.composite
def candidates(draw: st.DrawFn) -> Candidate:
    district, district_code = draw(st.sampled_from(DISTRICTS))
    number = draw(st.integers(1, 3))
    name = draw(st.sampled_from(["abd wahid", "budi angin", "siti contohwati", "rini melati"]))
    return Candidate(
        person=bytes([draw(st.integers(0, 9))] * 16),
        village=district[:8] + bytes([number] * 8),
        district=district,
        kind=draw(st.sampled_from(["head", "cadre"])),
        name=name.upper(),
        sort_key=name,
        post="KPM",
        district_code=district_code,
        village_code=f"{district_code}.200{number}",
        status=draw(st.sampled_from(["proposed", "active", "ended"])),
        term_start=draw(days),
        term_end=draw(days),
        trained=draw(st.booleans()),
    )


lists = st.lists(candidates(), max_size=25)
rules = st.builds(
    InvitationRule,
    districts=st.sets(st.sampled_from([uid for uid, _ in DISTRICTS])).map(frozenset),
    heads=st.booleans(),
    cadres=st.booleans(),
    per_village=st.one_of(st.none(), st.integers(0, 3)),
    only_new=st.booleans(),
)
persons = st.sets(st.integers(0, 9).map(lambda number: bytes([number] * 16))).map(frozenset)


@given(rules, lists, persons)
def test_everyone_invited_is_meant_by_the_rule_and_comes_once(
    rule: InvitationRule, offered: list[Candidate], already: frozenset[bytes]
) -> None:
    found = invited(rule, offered, DAY, already)
    assert len({one.person for one in found}) == len(found)
    for one in found:
        assert one.person not in already
        assert one.district in rule.districts
        assert rule.heads if one.kind == "head" else rule.cadres
        assert not (rule.only_new and one.kind == "cadre" and one.trained)
        assert one.status != "proposed"
        assert one.term_start is None or one.term_start <= DAY
        assert one.term_end is None or one.term_end >= DAY


@given(rules, lists)
def test_without_a_limit_nobody_meant_is_left_out(rule: InvitationRule, offered: list[Candidate]) -> None:
    open_rule = InvitationRule(rule.districts, heads=True, cadres=True)
    serving = {
        one.person
        for one in offered
        if one.district in rule.districts and serves_on(one.status, one.term_start, one.term_end, DAY)
    }
    assert {one.person for one in invited(open_rule, offered, DAY)} == serving


@given(rules, lists, persons)
def test_no_village_sends_more_cadres_than_allowed(
    rule: InvitationRule, offered: list[Candidate], already: frozenset[bytes]
) -> None:
    if rule.per_village is None:
        return
    new = Counter(one.village for one in invited(rule, offered, DAY, already) if one.kind == "cadre")
    before = Counter(
        village
        for village, _ in {
            (o.village, o.person) for o in offered if o.kind == "cadre" and o.person in already
        }
    )
    assert all(new[village] + before[village] <= max(rule.per_village, before[village]) for village in new)


@given(rules, lists, st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(
    rule: InvitationRule, offered: list[Candidate], random: st.DrawFn
) -> None:
    unlike = list({(one.person, one.kind, one.village): one for one in offered}.values())
    shuffled = list(unlike)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert invited(rule, shuffled, DAY) == invited(rule, unlike, DAY)


@given(lists)
def test_paper_goes_by_kecamatan_then_desa_then_head_then_cadres_by_name(offered: list[Candidate]) -> None:
    ordered = sorted(offered, key=paper_order)
    for one, next_one in itertools.pairwise(ordered):
        if one.district_code != next_one.district_code:
            assert one.district_code < next_one.district_code
        elif one.village_code != next_one.village_code:
            assert one.village_code < next_one.village_code
        elif one.kind != next_one.kind:
            assert (one.kind, next_one.kind) == ("head", "cadre")
        else:
            assert one.sort_key <= next_one.sort_key


def test_who_is_head_and_cadre_is_invited_as_head() -> None:
    head = Candidate(
        b"p" * 16, b"v" * 16, DISTRICTS[1][0], "head", "Siti Contohwati", "siti contohwati", "Kepala Desa",
        "35.13.12", "35.13.12.2001", "active", None, None,
    )  # fmt: skip
    cadre = Candidate(
        b"p" * 16, b"u" * 16, DISTRICTS[0][0], "cadre", "Siti Contohwati", "siti contohwati", "KPM",
        "35.13.11", "35.13.11.2001", "active", None, None,
    )  # fmt: skip
    rule = InvitationRule(frozenset(uid for uid, _ in DISTRICTS))
    assert invited(rule, [cadre, head], DAY) == [head]


def test_a_term_counts_on_the_day_of_the_session_not_today() -> None:
    start, end = dt.date(2016, 1, 1), dt.date(2019, 12, 31)
    assert serves_on("ended", start, end, DAY)
    assert serves_on("active", start, None, DAY)
    assert not serves_on("ended", start, None, DAY)
    assert not serves_on("active", dt.date(2019, 4, 13), None, DAY)
    assert not serves_on("active", None, dt.date(2019, 4, 11), DAY)
    assert not serves_on("proposed", None, None, DAY)
    assert serves_on("active", None, None, None)
    assert not serves_on("ended", start, end, None)
