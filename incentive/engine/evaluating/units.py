"""What each step's number is: money, a percent, a plain number, or money shown in a named currency.

A step says it in its Unit; where that is blank it follows from the formula's tree. Source: "Money is what is built
from …" in the calculation reference.
"""

from dataclasses import dataclass, field

from incentive.engine.evaluating.money import is_money
from incentive.engine.evaluating.names import CHAIN, MONEY_FIELDS, Names
from incentive.formula.tree import Name, normalise
from incentive.plan import Plan
from incentive.plan.choices import Unit
from incentive.plan.records import Step

_PERCENT = frozenset({"Score", "PayoutPercent", "Gated"})


@dataclass(slots=True)
class Units:
    """The unit of every step of a plan."""

    names: Names
    rows: dict[str, Step]
    currencies: frozenset[str]
    _kept: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, names: Names) -> "Units":
        """The plan's steps by canonical name; of rows that differ by role the first one speaks."""
        rows: dict[str, Step] = {}
        for row in plan.steps:
            rows.setdefault(names.steps.get(normalise(row.name), row.name), row)
        return cls(names, rows, frozenset(plan.steps_of))

    def unit(self, step: str) -> str:
        """`money`, `percent`, `number`, or a currency code."""
        found = self._kept.get(step)
        if found is None:
            self._kept[step] = Unit.NUMBER
            found = self._kept[step] = self._unit(step)
        return found

    def _unit(self, step: str) -> str:
        row = self.rows.get(step)
        if row is not None and row.unit:
            return row.unit
        if step in CHAIN:
            return Unit.PERCENT if step in _PERCENT else Unit.MONEY
        if row is not None and (row.split or is_money(row.formula.tree, self.is_money)):
            return Unit.MONEY
        return Unit.NUMBER

    def is_money(self, name: Name) -> bool:
        """Whether a name stands for money."""
        key = name.key
        if key in self.names.steps:
            return self.unit(self.names.steps[key]) not in {Unit.PERCENT, Unit.NUMBER}
        if key in self.names.fields:
            return self.names.fields[key] in MONEY_FIELDS
        return self.names.figures.get(key) in {"PeriodSalary", "Adjustments", "Paid"}
