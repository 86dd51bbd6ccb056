"""The checks of the first sheet: each two numbers that must agree, reached by different ways, and whether they do.

A calculation comes in, checks go out. The tables are held against each other, against the records as read and against
the budget; what the plan's own rules put between two numbers is named and left out on both sides.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from incentive.engine.tables import Calculation
from incentive.formula.tree import Value, normalise
from incentive.numbers import ONE, ZERO, RoundingMode, look, round_to, same
from incentive.plan.choices import (
    BudgetCovers,
    CapCovers,
    Earnings,
    IfOverBudget,
    PaidKind,
    Pays,
    SubjectKind,
    Weighting,
)
from incentive.plan.records import Subject
from incentive.problems.entry import Severity
from incentive.reports.columns import column, has_column
from incentive.reports.manifest import payouts
from incentive.reports.summary.kpis import assignment_of
from incentive.reports.summary.reasons import reasons
from incentive.reports.summary.tables import currencies, total

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold: two numbers, of a currency or counts, and whether they agree."""

    name: str
    found: Decimal
    expected: Decimal
    holds: bool
    currency: str = ""
    detail: str = ""

    @property
    def difference(self) -> Decimal:
        """By how much they differ; what only the last digits of a division leave is nothing."""
        return look(self.found - self.expected) + ZERO


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two numbers of one person."""

    person: int
    found: Decimal
    expected: Decimal


def checks(calculation: Calculation) -> list[Check]:
    """The checks of a calculation, from what was read to what is paid."""
    reader = _Reader(calculation)
    return [
        *reader.counts(),
        *reader.target_bonus(),
        *reader.assignments(),
        *reader.score(),
        *reader.direct(),
        *reader.adjustments(),
        *reader.paid_before(),
        *reader.payout(),
        *reader.departments(),
        *reader.splits(),
        *reader.budget(),
    ]


class _Reader:
    """Holds the tables of one calculation against each other."""

    def __init__(self, calculation: Calculation) -> None:
        self.calculation = calculation
        self.plan = calculation.plan
        self.table = calculation.payouts
        self.people = range(len(self.plan.employees))
        self.payouts = payouts(calculation)
        scores = calculation.scores
        self.pays, self.counted = column(scores, "Pays"), column(scores, "Counts")
        self.parts, self.earned = column(scores, "KpiTargetBonus"), column(scores, "Earned")

    def counts(self) -> Iterator[Check]:
        """Errors, people, and that nobody is without an answer."""
        errors = sum(1 for problem in self.calculation.problems if problem.severity is Severity.ERROR)
        yield Check("Errors = 0", Decimal(errors), ZERO, not errors)
        ids = {str(value) for value in column(self.table, "Employee")}
        read = {employee.id for employee in self.plan.employees}
        detail = _names(sorted(ids ^ read))
        yield Check("People in Payouts = people read", Decimal(len(ids)), Decimal(len(read)), ids == read, "", detail)
        without = reasons(self.calculation)
        silent = [number for number, reason in without.items() if reason is None]
        answered = Decimal(len(self.people) - len(silent))
        name = "People with a payout, or a reason why not = people read"
        yield Check(name, answered, Decimal(len(read)), not silent, "", self._people(silent))

    def target_bonus(self) -> Iterator[Check]:
        """The chain starts from the assignments, or from weights as given."""
        given = self.plan.settings.weights is Weighting.AS_GIVEN
        source = "KpiTargetBonus in Scores" if given else "AssignmentTargetBonus in Assignments"
        amounts = column(self.calculation.assignments, "AssignmentTargetBonus")
        target = column(self.table, "TargetBonus")

        def pairs(person: int) -> list[_Pair]:
            rows = self._assignments(person)
            found = self._share(person, self.parts) if given else total(amounts[row] for row in rows)
            return [_Pair(person, found, _number(target[person]))]

        yield from self._by_currency(f"{source} = TargetBonus in Payouts", pairs, self._own("TargetBonus"))

    def assignments(self) -> Iterator[Check]:
        """What KPIs earned in an assignment is what its score pays of their target bonus."""
        score = column(self.calculation.assignments, "Score")
        place = assignment_of(self.calculation)

        def pairs(person: int) -> list[_Pair]:
            found = []
            for row in self._assignments(person):
                rows = [n for n in self._counted(person) if place[n] == row]
                whole = total(self.parts[n] for n in rows)
                found.append(_Pair(person, total(self.earned[n] for n in rows), _number(score[row]) * whole))
            return found

        yield from self._by_currency("Earned in Scores = Score in Assignments × KpiTargetBonus", pairs)

    def score(self) -> Iterator[Check]:
        """What KPIs earned is what the score pays of their target bonus, the score as the plan rounds it."""
        step = self.plan.settings.round_score
        score = column(self.table, "Score")

        def pairs(person: int) -> list[_Pair]:
            whole, earned = self._share(person, self.parts), self._share(person, self.earned)
            if step is not None and whole:
                earned = round_to(earned / whole, step, RoundingMode.HALF_UP) * whole
            return [_Pair(person, earned, _number(score[person]) * whole)]

        left_out = self._own("Score") | self._concerned("score")
        name = "Earned of share KPIs in Scores = Score × KpiTargetBonus"
        yield from self._by_currency(name, pairs, left_out)

    def direct(self) -> Iterator[Check]:
        """Money that KPIs pay by themselves is the step Direct."""
        if all(pays == Pays.SHARE for pays in self.pays):
            return
        money = column(self.table, "Direct")
        settings = self.plan.settings

        def pairs(person: int) -> list[_Pair]:
            rows = range(*self.calculation.spans[person].scores)
            found = total(self.earned[row] for row in rows if self.pays[row] != Pays.SHARE)
            return [_Pair(person, found, _number(money[person]))]

        left_out = self._own("Direct") | self._concerned("gate")
        if settings.cap is not None and settings.cap_covers is CapCovers.ALL:
            left_out |= {person for person in self.people if (one := pairs(person)[0]).expected < one.found}
        yield from self._by_currency("Earned of other KPIs in Scores = Direct in Payouts", pairs, left_out)

    def adjustments(self) -> Iterator[Check]:
        """Every row of Adjustments is in a person's column."""
        if not self.plan.adjustments or not has_column(self.table, "Adjustments"):
            return
        rows = [(one.employee, one.amount) for one in self.plan.adjustments]
        yield from self._by_currency("Adjustments as read = Adjustments in Payouts", self._read(rows, "Adjustments"))

    def paid_before(self) -> Iterator[Check]:
        """What was paid before within the span, less what was forgiven."""
        engine = self.calculation.engine
        cumulative = self.plan.settings.earnings is Earnings.CUMULATIVE
        if engine is None or not cumulative or not self.plan.paid or not has_column(self.table, "Paid"):
            return
        span = engine.prepared.clock.span
        rows = [
            (one.employee, -one.amount if one.kind is PaidKind.FORGIVEN else one.amount)
            for one in self.plan.paid
            if span.start <= one.period.start <= span.end
        ]
        yield from self._by_currency("Paid before, as read = Paid in Payouts", self._read(rows, "Paid"))

    def payout(self) -> Iterator[Check]:
        """The steps after the cap lead to the payout, rounded; a negative amount may have become 0."""
        settings = self.plan.settings
        # Where a budget has scaled them, what is due starts from the scaled ones.
        scaled = has_column(self.table, "AdjustedBeforeBudget")
        names = ("Adjusted",) if scaled else ("Capped", "Direct", "Adjustments")
        added = [column(self.table, name) for name in names if has_column(self.table, name)]
        paid = column(self.table, "Paid") if has_column(self.table, "Paid") else [None] * len(self.people)

        def pairs(person: int) -> list[_Pair]:
            due = total(values[person] for values in added) - _number(paid[person])
            step = self.plan.steps_of[self.plan.employees[person].currency]
            payout = _number(self.payouts[person])
            led = round_to(due, step, settings.rounding_mode)
            return [_Pair(person, ZERO if led < ZERO and not payout else led, payout)]

        left_out = self._own("Adjusted") | self._own("Due") | self._own("Payout")
        less = " − Paid" if has_column(self.table, "Paid") else ""
        yield from self._by_currency(f"{' + '.join(names)}{less}, rounded = Payout", pairs, left_out)

    def departments(self) -> Iterator[Check]:
        """The departments' payouts add up to those of Payouts."""
        departments = column(self.table, "Department")
        for currency in currencies(self.plan):
            people = self._of(currency)
            sums: dict[Value, Decimal] = {}
            for person in people:
                sums[departments[person]] = sums.get(departments[person], ZERO) + (self.payouts[person] or ZERO)
            found, expected = total(iter(sums.values())), total(self.payouts[person] for person in people)
            yield Check("Payout by department = Payout in Payouts", found, expected, found == expected, currency)

    def splits(self) -> Iterator[Check]:
        """The parts in which a payout is paid add up to it, for everyone who has them."""
        for group in dict.fromkeys(step.split for step in self.plan.steps if step.split):
            names = dict.fromkeys(step.name for step in self.plan.steps if step.split == group)
            parts = [column(self.table, name) for name in names if has_column(self.table, name)]
            without = {n for n in self.people if all(part[n] is None for part in parts) or self.payouts[n] is None}

            def pairs(person: int, parts: Sequence[Sequence[Value]] = parts) -> list[_Pair]:
                return [_Pair(person, total(part[person] for part in parts), self.payouts[person] or ZERO)]

            yield from self._by_currency(f"{group}: sum of {', '.join(names)} = Payout", pairs, without)

    def budget(self) -> Iterator[Check]:
        """What is spent, in the plan's currency, is within the budget."""
        settings, engine = self.plan.settings, self.calculation.engine
        if settings.budget is None or (engine is None and len(currencies(self.plan)) > 1):
            return
        everything = settings.budget_covers is BudgetCovers.ALL
        step = "Adjusted" if everything else "Capped"
        if not has_column(self.table, step):
            return
        rates = engine.prepared.rates if engine is not None else {}
        spent = ZERO
        for employee, value in zip(self.plan.employees, column(self.table, step), strict=True):
            if isinstance(value, Decimal) and value > ZERO:
                spent += value * rates.get(employee.currency, ONE)
        kept = look(spent) <= look(settings.budget)
        detail = "" if kept or settings.if_over_budget is IfOverBudget.SCALE else "over budget is reported only"
        yield Check(f"{step} in Payouts ≤ Budget", spent, settings.budget, kept, settings.currency, detail)

    def _by_currency(
        self, name: str, pairs_of: Callable[[int], list[_Pair]], left_out: set[int] | frozenset[int] = frozenset()
    ) -> Iterator[Check]:
        """One check a currency over those who are not left out; every single person must agree."""
        for currency in currencies(self.plan):
            people = self._of(currency)
            held = [person for person in people if person not in left_out]
            pairs = [one for person in held for one in pairs_of(person)]
            wrong = list(dict.fromkeys(one.person for one in pairs if not same(one.found, one.expected)))
            found, expected = total(one.found for one in pairs), total(one.expected for one in pairs)
            said = [f"differs for {self._people(wrong)}"] if wrong else []
            if len(held) < len(people):
                said.append(f"people left out, for whom the plan has a rule of its own: {len(people) - len(held)}")
            if held:
                yield Check(name, found, expected, not wrong, currency, "; ".join(said))

    def _read(self, rows: Sequence[tuple[str, Decimal]], name: str) -> Callable[[int], list[_Pair]]:
        """Amounts as read, by employee, beside a column of Payouts."""
        sums: dict[str, Decimal] = {}
        for employee, amount in rows:
            sums[employee] = sums.get(employee, ZERO) + amount
        values = column(self.table, name)
        employees = self.plan.employees
        return lambda person: [_Pair(person, sums.get(employees[person].id, ZERO), _number(values[person]))]

    def _share(self, person: int, values: Sequence[Value]) -> Decimal:
        """A column of Scores over the person's rows that count in the score."""
        return total(values[row] for row in self._counted(person))

    def _counted(self, person: int) -> list[int]:
        """The person's rows of Scores that count in the score."""
        return [row for row in range(*self.calculation.spans[person].scores) if self.counted[row] is True]

    def _assignments(self, person: int) -> range:
        return range(*self.calculation.spans[person].assignments)

    def _of(self, currency: str) -> list[int]:
        return [person for person in self.people if self.plan.employees[person].currency == currency]

    def _own(self, name: str) -> set[int]:
        """The people for whom the plan has a step of its own in a default's place."""
        steps = [step for step in self.plan.steps if normalise(step.name) == normalise(name)]
        roles = column(self.table, "Role")
        wanted = {normalise(step.role or "") for step in steps}
        everyone = bool({"", "*"} & wanted)
        return {n for n in self.people if steps and (everyone or normalise(str(roles[n] or "")) in wanted)}

    def _concerned(self, kind: str) -> set[int]:
        """The people of overrides of the score, or of gates on all money."""
        # The rows of one gate need not all say what it acts on.
        gates = {gate.id for gate in self.plan.gates if gate.acts_on is not None and gate.acts_on.kind == "all"}
        subjects = (
            [one.subject for one in self.plan.overrides if one.what.kind == kind]
            if kind == "score"
            else [gate.subject for gate in self.plan.gates if gate.id in gates]
        )
        return {person for person in self.people if any(self._is(person, subject) for subject in subjects)}

    def _is(self, person: int, subject: Subject) -> bool:
        """Whether a person is, or at some time was, what a row is for."""
        match subject.kind:
            case SubjectKind.EVERYONE:
                return True
            case SubjectKind.EMPLOYEE:
                return self.plan.employees[person].id == subject.name
            case kind:
                held = column(self.calculation.assignments, kind.value.capitalize())
                return any(held[row] == subject.name for row in self._assignments(person))

    def _people(self, numbers: Sequence[int]) -> str:
        return _names([self.plan.employees[number].id for number in numbers])


def _names(ids: Sequence[str]) -> str:
    """The first of some ids, and how many more there are."""
    more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
    return ", ".join(ids[:_MOST_NAMED]) + more


def _number(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else ZERO
