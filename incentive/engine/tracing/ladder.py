"""The ladder from target bonus to payout: each step that applied, what it changed, and where that led.

In come an engine, a person and the lines of the steps; out go rungs whose amounts add up from nothing to the payout. A
rung that changes nothing is left out, but for the first and the last.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from incentive.engine.paying.engine import Engine
from incentive.engine.tracing.trace import Line, Rung
from incentive.formula.tree import Value
from incentive.i18n.phrases import phrase
from incentive.numbers import ZERO, look
from incentive.plan.choices import Earnings, Use
from incentive.plan.records import Override

Lines = Mapping[str, Line]
Change = tuple[str, str, Decimal, Mapping[str, Value]]
"""Kind, label, total after it, and its words."""


def ladder_of(engine: Engine, person: int, lines: Lines) -> tuple[Rung, ...]:
    """The rungs of one person."""
    return tuple(_Ladder(engine, person, lines).rungs())


class _Ladder:
    """Walks the default chain, whatever the plan has put in the place of its steps."""

    def __init__(self, engine: Engine, person: int, lines: Lines) -> None:
        self.engine = engine
        self.person = person
        self.lines = lines
        self.total = ZERO
        self.replaced = engine.chain_of[person].steps

    def value(self, step: str) -> Decimal:
        """A step's value, 0 where it has none."""
        value = self.lines[step].value if step in self.lines else None
        return value if isinstance(value, Decimal) else ZERO

    def rungs(self) -> Iterator[Rung]:
        """Target bonus, all that changed it, payout."""
        start = self.value("TargetBonus")
        yield self._rung("target", "Target bonus", start, "TargetBonus", {})
        for step, changes in _WAY:
            for kind, label, total, values in changes(self):
                if look(total - self.total) != ZERO:
                    yield self._rung(kind, label, total, step, values)
        yield self._rung("payout", "Payout", self.value("Payout"), "Payout", {})

    def _rung(self, kind: str, label: str, total: Decimal, step: str, values: Mapping[str, Value]) -> Rung:
        amount, self.total = total - self.total, total
        return Rung(kind, label, amount, total, self.lines[step], values)

    def own(self, step: str) -> Change:
        """A step that the plan calculates in its own way."""
        line = self.lines[step]
        return "step", line.label, self.value(step), {"label": line.label, "name": step}

    def score(self) -> Iterator[Change]:
        target = self.value("TargetBonus")
        before = self.engine.overruling.own.get(("Score", self.person))
        if isinstance(before, Decimal):
            yield "score", "Your results", target * before, {}
            yield "override", "Decision", target * self.value("Score"), self._override("score")
        else:
            yield "score", "Your results", target * self.value("Score"), {}

    def scale(self) -> Iterator[Change]:
        total = self.value("TargetBonus") * self.value("PayoutPercent")
        if "PayoutPercent" in self.replaced:
            yield "step", self.lines["PayoutPercent"].label, total, {"label": self.lines["PayoutPercent"].label}
        else:
            yield "scale", "Bonus scale", total, {"scale": self.engine.prepared.plan.settings.overall_scale}

    def gates(self) -> Iterator[Change]:
        target = self.value("TargetBonus")
        before = self.engine.overruling.own.get(("Gated", self.person))
        after = before if isinstance(before, Decimal) else self.value("Gated")
        if "Gated" in self.replaced:
            yield "step", self.lines["Gated"].label, target * after, {"label": self.lines["Gated"].label}
        else:
            yield from self._gates(target, after)
        if isinstance(before, Decimal):
            yield "override", "Decision", target * self.value("Gated"), self._override("payout %")

    def _gates(self, target: Decimal, after: Decimal) -> Iterator[Change]:
        """Each gate by itself where the person has one assignment; else all together."""
        segments = self.engine.prepared.people[self.person].segments
        ways = [self.engine.gates.passages.get(index, []) for index in segments]
        if len(ways) == 1:
            for passage in ways[0]:
                if not passage.met:
                    yield (
                        "gate",
                        passage.gate.id,
                        target * passage.after,
                        {"name": passage.gate.id, "gate": passage.gate.id},
                    )
            return
        names = dict.fromkeys(passage.gate.id for way in ways for passage in way if not passage.met)
        yield "gate", ", ".join(names), target * after, {"name": ", ".join(names), "gate": ", ".join(names)}

    def bonus(self) -> Iterator[Change]:
        earned = self.engine.overruling.own.get(("BonusEarned", self.person))
        final = self.value("BonusEarned")
        if "BonusEarned" in self.replaced:
            total = earned if isinstance(earned, Decimal) else final
            yield "step", self.lines["BonusEarned"].label, total, {"label": self.lines["BonusEarned"].label}
        else:
            yield from self._factors()
        if isinstance(earned, Decimal):
            label = phrase("Minimum service")
            yield "step", label, final, {"label": label}

    def _factors(self) -> Iterator[Change]:
        total = self.value("TargetBonus") * self.value("Gated")
        for factor, multiplies in self.engine.personal.multiplies.items():
            value = self.engine.ledger.get(f"factor:{factor}")[self.person] if multiplies else None
            if isinstance(value, Decimal):
                total *= value
                yield "factor", factor, total, self._factor(factor, value)

    def _factor(self, factor: str, value: Decimal) -> Mapping[str, Value]:
        segments = self.engine.prepared.people[self.person].segments
        rows = [self.engine.personal.factor_row(factor, index) for index in segments]
        row = next((row for row in rows if row is not None and row.use is Use.MULTIPLY), None)
        words: dict[str, Value] = {"name": factor, "factor": factor, "value": value}
        if row is not None:
            words["reason"] = row.reason
            if row.subject.kind in {"team", "department", "role"}:
                words["for"] = f"{row.subject.kind} {row.subject.name}"
        return words

    def cap(self) -> Iterator[Change]:
        name = "Capped"
        before = self._before_budget(name)
        if name in self.replaced:
            yield "step", self.lines[name].label, before, {"label": self.lines[name].label}
        else:
            yield "cap", "Cap", before, {"cap": self.engine.prepared.plan.settings.cap}
        yield "budget", "Budget", self.value(name), {}

    def _before_budget(self, name: str) -> Decimal:
        value = self.value(name)
        if name in self.engine.steps.budgeted:
            given = self.engine.ledger.get(f"before:{name}")[self.person]
            value = given if isinstance(given, Decimal) else value
        return value

    def adjusted(self) -> Iterator[Change]:
        before = self._before_budget("Adjusted")
        if "Adjusted" in self.replaced:
            yield "step", self.lines["Adjusted"].label, before, {"label": self.lines["Adjusted"].label}
        else:
            capped, direct = self.value("Capped"), self.value("Direct")
            label = self.lines["Direct"].label if "Direct" in self.replaced else phrase("Paid directly")
            before_cap = self.engine.defaults.uncapped.get(self.person, direct)
            yield "direct", label, capped + before_cap, {"label": label} if "Direct" in self.replaced else {}
            yield "cap", "Cap", capped + direct, {"cap": self.engine.prepared.plan.settings.cap}
            total = capped + direct
            for row in self.engine.prepared.plan.adjustments:
                if row.employee == self.engine.prepared.people[self.person].employee.id:
                    total += row.amount
                    words = {"reason": row.reason, "approved_by": row.approved_by, "day": row.day}
                    yield "adjustment", "Adjustment", total, words
        yield "budget", "Budget", self.value("Adjusted"), {}

    def due(self) -> Iterator[Change]:
        due = self.value("Due")
        if "Due" in self.replaced:
            yield self.own("Due")
            return
        if self.engine.prepared.plan.settings.earnings is Earnings.CUMULATIVE:
            paid = self.engine.ledger.get("figure:Paid")[self.person]
            total = self.value("Adjusted") - (paid if isinstance(paid, Decimal) else ZERO)
            yield "paid", "Already paid", total, {}
            yield "overpaid", "Paid too much", due, {"choice": self.engine.prepared.plan.settings.if_overpaid}

    def payout(self) -> Iterator[Change]:
        before = self.engine.steps.unrounded[self.person]
        if "Payout" in self.replaced and isinstance(before, Decimal):
            yield "step", self.lines["Payout"].label, before, {"label": self.lines["Payout"].label}
        floored = self.engine.steps.floored.get(self.person)
        if floored is not None:
            yield "rounding", "Rounding", floored, {}
            yield "floor", "No negative payout", self.value("Payout"), {}
        else:
            yield "rounding", "Rounding", self.value("Payout"), {}

    def _override(self, kind: str) -> Mapping[str, Value]:
        row = self.engine.overruling.of_person(kind, self.person)
        return override_words(row) if row is not None else {}


def override_words(row: Override) -> dict[str, Value]:
    """An override's value, reason and approval."""
    return {"value": row.value, "reason": row.reason, "approved_by": row.approved_by}


_WAY: tuple[tuple[str, Callable[[_Ladder], Iterator[Change]]], ...] = (
    ("Score", _Ladder.score),
    ("PayoutPercent", _Ladder.scale),
    ("Gated", _Ladder.gates),
    ("BonusEarned", _Ladder.bonus),
    ("Capped", _Ladder.cap),
    ("Adjusted", _Ladder.adjusted),
    ("Due", _Ladder.due),
    ("Payout", _Ladder.payout),
)
