"""The rules of the open contest file once more: slow, from the JSON alone, no code shared with the program.

Everything is a fraction, every partition is refined rung by rung, a rank is one more than all who are better.
"""

from fractions import Fraction
from typing import Any, NamedTuple

Doc = dict[str, Any]


class Layer(NamedTuple):
    """Entries compared with one another, best first, with how many stages count and where they stopped."""

    members: list[str]
    known: int
    stopped: str | None


class Oracle:
    """One contest: ask `result()`."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.marks = {
            (one["stage"], one["criterion"], one["judge"], one["entry"]): Fraction(one["value"])
            for one in doc["scores"]
        }
        self.stages = doc["stages"]
        self.by_id = {one["id"]: one for one in doc["entries"]}

    def holes(self, stage: Doc, entry: str) -> list[Doc]:
        return [
            {"stage": stage["id"], "criterion": one["id"], "judge": judge}
            for one in stage["criteria"]
            for judge in one.get("judges") or stage["judges"]
            if (stage["id"], one["id"], judge, entry) not in self.marks
        ]

    def mean(self, stage: Doc, one: Doc, entry: str) -> Fraction:
        panel = one.get("judges") or stage["judges"]
        return sum((self.marks[stage["id"], one["id"], judge, entry] for judge in panel), Fraction()) / len(
            panel
        )

    def stage_score(self, stage: Doc, entry: str) -> Fraction:
        rows = [
            (self.mean(stage, one, entry), Fraction(one["max"]), one.get("weight"))
            for one in stage["criteria"]
        ]
        if rows[0][2] is None:
            return 100 * sum((mean for mean, _, _ in rows), Fraction()) / sum(top for _, top, _ in rows)
        weights = [Fraction(weight) for _, _, weight in rows]
        parts = [weight * mean / top for weight, (mean, top, _) in zip(weights, rows, strict=True)]
        return 100 * sum(parts, Fraction()) / sum(weights)

    def running(self, entry: str, known: int) -> Fraction | None:
        upper = lower = Fraction(0)
        for stage in self.stages[:known]:
            upper += Fraction(stage["weight"]) * self.stage_score(stage, entry)
            lower += Fraction(stage["weight"])
        return upper / lower if known else None

    def rung(self, rung: str, entry: str, known: int) -> Fraction | None:
        if rung == "lot":
            lot = self.by_id[entry]["lot"]
            return None if lot is None else Fraction(-lot)
        kind, _, rest = rung.partition(":")
        for stage in self.stages[:known]:
            if kind == "stage" and stage["id"] == rest:
                return self.stage_score(stage, entry)
            for one in stage["criteria"]:
                if kind == "criterion" and f"{stage['id']}/{one['id']}" == rest:
                    return self.mean(stage, one, entry)
        return None

    def layers(self, members: list[str]) -> tuple[list[Layer], dict[str, list[Doc]], bool]:
        holes: dict[str, list[Doc]] = {}
        below: list[Layer] = []
        for known, stage in enumerate(self.stages, 1):
            for entry in members:
                if self.holes(stage, entry):
                    holes[entry] = holes.get(entry, []) + self.holes(stage, entry)
            if stage["top"] is not None and holes:
                rest = [entry for entry in members if entry not in holes]
                return [Layer(rest, known - 1, None), *below], holes, True
            if stage["top"] is not None:
                value = {entry: self.running(entry, known) or Fraction(0) for entry in members}
                better = {entry: sum(value[one] > value[entry] for one in members) for entry in members}
                out = [entry for entry in members if better[entry] >= stage["top"]]
                if out:
                    below = [Layer(out, known, stage["id"]), *below]
                members = [entry for entry in members if entry not in out]
        rest = [entry for entry in members if entry not in holes]
        return [Layer(rest, len(self.stages), None), *below], holes, False

    def refined(self, layer: Layer) -> tuple[list[list[str]], list[tuple[list[str], str]]]:
        """Partition a layer into those who share a rank, and tell which group each rung split."""
        partition: list[list[str]] = []
        for value in sorted(
            {self.running(one, layer.known) or Fraction(0) for one in layer.members}, reverse=True
        ):
            partition.append(
                [one for one in layer.members if (self.running(one, layer.known) or Fraction(0)) == value]
            )
        splits: list[tuple[list[str], str]] = []
        for rung in self.doc["ties"]:
            finer: list[list[str]] = []
            for part in partition:
                keys = {one: self.rung(rung, one, layer.known) for one in part}
                known = [key for key in keys.values() if key is not None]
                if len(known) < len(part) or len(set(known)) == 1:
                    finer.append(part)
                    continue
                splits.append((part, rung))
                for key in sorted(set(known), reverse=True):
                    finer.append([one for one in part if keys[one] == key])
            partition = finer
        splits += [(part, "shared") for part in partition if len(part) > 1]
        order = [one for part in partition for one in part]
        return partition, [(sorted(part, key=order.index), rung) for part, rung in splits]

    def result(self) -> Doc:
        categories = dict.fromkeys(one["category"] for one in self.doc["entries"])
        made: Doc = {"ranking": [], "blocked": [], "ties": [], "provisional": False}
        made["apart"] = [
            {"entry": one["id"], "status": one["status"]}
            for one in self.doc["entries"]
            if one["status"] != "active"
        ]
        for category in categories:
            members = [
                one["id"]
                for one in self.doc["entries"]
                if one["category"] == category and one["status"] == "active"
            ]
            layers, holes, provisional = self.layers(members)
            made["provisional"] |= provisional
            made["blocked"] += [{"entry": one, "missing": holes[one]} for one in members if one in holes]
            better = 0
            for layer in layers:
                partition, splits = self.refined(layer)
                made["ties"] += [
                    {"category": category, "entries": part, "decided_by": rung} for part, rung in splits
                ]
                for part in partition:
                    for entry in part:
                        score = self.running(entry, layer.known)
                        made["ranking"].append(
                            {
                                "category": category,
                                "rank": better + 1,
                                "entry": entry,
                                "name": self.by_id[entry]["name"],
                                "village_code": self.by_id[entry]["village_code"],
                                "score": None if score is None else str(score),
                                "stopped_after": layer.stopped,
                            }
                        )
                    better += len(part)
        return made
