"""Who may enter a contest, as the office set it: shown beside each entry, never enforced."""

import dataclasses
from typing import Any, Literal

from kpm_desktop.domain.cadres import CadreLine
from kpm_desktop.domain.contest_limits import read_limits, with_limit
from kpm_desktop.domain.uid import Uid

RuleKind = Literal["district", "active", "decree", "verified", "hours", "other"]
RuleState = Literal["met", "unmet", "ask"]


@dataclasses.dataclass(frozen=True, slots=True)
class Rules:
    """What is asked of an entry.

    An active cadre, a decree that has not run out, a checked record, lesson hours of training; `others` are
    sentences that only a person can judge.
    """

    active: bool = False
    decree: bool = False
    verified: bool = False
    hours: int | None = None
    others: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Check:
    """One rule held against one cadre; `value` is what was found, or the sentence to be judged."""

    kind: RuleKind
    state: RuleState
    value: str = ""


def rules_of(limits: str) -> Rules:
    """Return the rules of a contest by its `limits`."""
    found: Any = read_limits(limits).get("rules", {})
    if not isinstance(found, dict):
        return Rules()
    hours = found.get("hours")
    return Rules(
        bool(found.get("active")),
        bool(found.get("decree")),
        bool(found.get("verified")),
        hours if isinstance(hours, int) else None,
        tuple(str(one) for one in found.get("others", ())),
    )


def with_rules(limits: str, rules: Rules) -> str:
    """Return the limits of a contest with these rules."""
    kept = {key: value for key, value in dataclasses.asdict(rules).items() if value}
    return with_limit(limits, "rules", kept)


def checks(rules: Rules, cadre: CadreLine | None, district: Uid | None = None) -> list[Check]:
    """Return each rule with whether this cadre meets it; None: the person is no cadre any more.

    In a contest of a district the cadre belongs to a village there.
    """
    found = []
    if district is not None:
        is_there = cadre is not None and cadre.district == district
        name = f"Kec. {cadre.district_name}" if cadre is not None and cadre.district_name else ""
        found.append(Check("district", "met" if is_there else "unmet", name))
    if rules.active:
        is_active = cadre is not None and cadre.status == "active"
        found.append(Check("active", "met" if is_active else "unmet"))
    if rules.decree:
        is_valid = cadre is not None and bool(cadre.decree_no) and cadre.state != "expired"
        number = cadre.decree_no if cadre is not None else ""
        found.append(Check("decree", "met" if is_valid else "unmet", number))
    if rules.verified:
        found.append(Check("verified", "met" if cadre is not None and cadre.verified else "unmet"))
    if rules.hours is not None:
        has = cadre.lesson_hours if cadre is not None else 0
        found.append(Check("hours", "met" if has >= rules.hours else "unmet", f"{has} / {rules.hours}"))
    return [*found, *(Check("other", "ask", sentence) for sentence in rules.others)]
