"""What names and the plan's own functions are worth: to a person's formulas, and to a gate on a row of Scores.

In: a tree's name or call, and who asks.  Out: a value.
Not here: how a step or a score is calculated; it is asked of ``Answers``.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

from .check import KPI_FUNCTIONS, is_money, split_group
from .exact import ZERO, FormulaError, Problem, floor_step, largest_remainder, seen, to_step
from .figures import Person
from .language import Value, equal, evaluate, number
from .periods import Segment
from .plan import Plan
from .scales import Grid, Scale
from .syntax import Call, Name, Node, Text, norm

OF_ASSIGNMENT = ("role", "team", "department", "salary", "fte", "targetbonuspercent", "targetbonusamount")


class Answers(Protocol):
    plan: Plan
    people: list[Person]

    def step(self, person: Person, key: str) -> Value: ...

    def column(self, person: Person, key: str) -> Value: ...

    def factor(self, person: Person, key: str) -> Value: ...

    def kpi_value(self, person: Person, function: str, kpi: str) -> Fraction | None: ...

    def row_value(self, person: Person, segment: Segment, function: str, kpi: str) -> Fraction | None: ...

    def section(self, person: Person, segments: Sequence[Segment], section: str) -> Fraction: ...

    def is_step(self, key: str) -> bool: ...

    def named_money(self, key: str) -> bool: ...

    def converted(self, amount: Fraction, source: str, target: str) -> Fraction: ...

    def rounding_step(self, currency: str) -> Fraction: ...


def literal(node: Node) -> str:
    if not isinstance(node, Text):
        raise Problem("a name in quotes is expected")
    return norm(node.value)


class PersonContext:
    def __init__(self, answers: Answers, person: Person) -> None:
        self.answers = answers
        self.person = person

    def name(self, name: Name) -> Value:
        key = name.key
        if self.answers.is_step(key):
            return self.answers.step(self.person, key)
        if key in self.answers.plan.factors:
            return self.answers.factor(self.person, key)
        return self.answers.column(self.person, key)

    def call(self, call: Call) -> Value:
        function, arguments = call.function, call.arguments
        if function in KPI_FUNCTIONS:
            return self.kpi(function, literal(arguments[0]))
        if function == "SECTION":
            return self.section(literal(arguments[0]))
        if function == "FACTOR":
            return self.answers.factor(self.person, literal(arguments[0]))
        if function == "SCALE":
            scale = self.answers.plan.scales[literal(arguments[0])]
            assert isinstance(scale, Scale)
            return scale.alone(number(evaluate(arguments[1], self)))
        if function == "GRID":
            grid = self.answers.plan.grids[literal(arguments[0])]
            assert isinstance(grid, Grid)
            return grid.read(number(evaluate(arguments[1], self)), number(evaluate(arguments[2], self)))
        return OverPeople(self.answers, self.person, call).value()

    def kpi(self, function: str, kpi: str) -> Value:
        return self.answers.kpi_value(self.person, function, kpi)

    def section(self, name: str) -> Value:
        return self.answers.section(self.person, self.person.segments, name)


class RowContext(PersonContext):
    """A gate on a KPI or a section reads its own assignment; factors and steps stay the person's."""

    def __init__(self, answers: Answers, person: Person, segment: Segment) -> None:
        super().__init__(answers, person)
        self.segment = segment

    def name(self, name: Name) -> Value:
        if name.key in OF_ASSIGNMENT:
            return self.segment.fields[name.key]
        return super().name(name)

    def kpi(self, function: str, kpi: str) -> Value:
        return self.answers.row_value(self.person, self.segment, function, kpi)

    def section(self, name: str) -> Value:
        return self.answers.section(self.person, [self.segment], name)


class OverPeople:
    """TOTAL, COUNT, RANK, PERCENTRANK and ALLOCATE, over everyone with a day in the span or a group of them."""

    def __init__(self, answers: Answers, person: Person, call: Call) -> None:
        self.answers = answers
        self.person = person
        self.function = call.function
        plain, group = split_group(call)
        self.x = plain[-1]
        self.pool = plain[0]
        self.money = is_money(self.x, answers.named_money)
        people = [p for p in answers.people if p.segments]
        if group is not None:
            own = evaluate(group.arguments[0], PersonContext(answers, person))
            people = [p for p in people if equal(evaluate(group.arguments[0], PersonContext(answers, p)), own)]
        self.people = people

    def of(self, person: Person, currency: str) -> Value:
        """x of a person; money in the currency asked for."""
        found = evaluate(self.x, PersonContext(self.answers, person))
        if found is None or not self.money:
            return found
        return self.answers.converted(number(found), person.worker.currency, currency)

    def value(self) -> Value:
        if self.function == "TOTAL":
            values = [self.of(p, self.person.worker.currency) for p in self.people]
            return sum((number(v, "TOTAL") for v in values if v is not None), ZERO)
        if self.function == "COUNT":
            found = [self.of(p, self.person.worker.currency) for p in self.people]
            return Fraction(sum(1 for v in found if v is not None and v is not False))
        if self.function == "ALLOCATE":
            return self.allocated()
        return self.ranked()

    def ranked(self) -> Value:
        plain = self.answers.plan.settings.currency
        own = self.of(self.person, plain)
        if own is None:
            return None
        mine = seen(number(own, self.function))
        values = [self.of(p, plain) for p in self.people]
        all_seen = [seen(number(v, self.function)) for v in values if v is not None]
        if self.function == "RANK":
            return Fraction(1 + sum(1 for v in all_seen if v > mine))
        if len(all_seen) == 1:
            return Fraction(1)
        return Fraction(sum(1 for v in all_seen if v < mine), len(all_seen) - 1)

    def allocated(self) -> Value:
        plan = self.answers.plan
        pool = number(evaluate(self.pool, PersonContext(self.answers, self.person)), "ALLOCATE")
        if is_money(self.pool, self.answers.named_money):
            pool = self.answers.converted(pool, self.person.worker.currency, plan.settings.currency)
        shares: dict[str, Fraction] = {}
        sharers: list[Person] = []
        for person in self.people:
            x = self.of(person, plan.settings.currency)
            if x is not None:
                shares[person.worker.key] = max(number(x, "ALLOCATE"), ZERO)
                sharers.append(person)
        parts = allocate(self.answers, pool, sharers, shares, plan.settings.choice["roundingmode"])
        return parts.get(self.person.worker.key, ZERO)


def allocate(
    answers: Answers, pool: Fraction, people: Sequence[Person], shares: dict[str, Fraction], mode: str
) -> dict[str, Fraction]:
    """A pool in plan currency shared out in each person's currency, in steps, by largest remainder.

    One currency: the parts add up to the pool rounded to the step by the mode.  Several: each currency's part is
    rounded down to its step.
    """
    total = sum(shares.values(), ZERO)
    if total == 0:
        return {p.worker.key: ZERO for p in people}
    plain = answers.plan.settings.currency
    parts: dict[str, Fraction] = {}
    sharing = {p.worker.currency for p in people if shares[p.worker.key] != 0}
    for currency in sorted({p.worker.currency for p in people}):
        group = [p for p in people if p.worker.currency == currency]
        exact = [answers.converted(pool * shares[p.worker.key] / total, plain, currency) for p in group]
        step = answers.rounding_step(currency)
        whole = sum(exact, ZERO)
        goal = to_step(whole, step, mode) if len(sharing) == 1 else floor_step(whole, step)
        found = shared_out(goal, exact, step, [p.id for p in group])
        parts.update({p.worker.key: x for p, x in zip(group, found, strict=True)})
    return parts


def shared_out(goal: Fraction, exact: list[Fraction], step: Fraction, ids: list[str]) -> list[Fraction]:
    """Largest remainder toward a goal that differs from the sum by less than a step."""
    kept = [i for i, x in enumerate(exact) if x != 0]
    found = [ZERO] * len(exact)
    if not kept:
        return found
    try:
        parts = largest_remainder(goal, [exact[i] for i in kept], step, [ids[i] for i in kept])
    except Problem as problem:
        raise FormulaError(str(problem)) from problem
    for place, part in zip(kept, parts, strict=True):
        found[place] = part
    return found
