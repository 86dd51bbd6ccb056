"""The default chain of Payouts, step by step.

`Defaults.values` gives a step for some people: by its expression (see `expressions`), or worked out here where it reads
assignments. What stands over a step whatever its formula is in `overruling`, gates on the way in `passages`. Source:
the table "Columns of Payouts, the default chain" of the calculation reference.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from incentive.engine.evaluating.evaluator import Evaluator, Source
from incentive.engine.evaluating.ledger import Ledger
from incentive.engine.evaluating.scopes import PersonScope
from incentive.engine.paying.expressions import Expressions
from incentive.engine.paying.passages import PayoutGates
from incentive.engine.paying.personal import Personal
from incentive.engine.paying.results import Results, counted
from incentive.engine.preparation.consequences import about_matrix
from incentive.engine.preparation.prepared import Prepared, State
from incentive.engine.scoring.amounts import Amounts
from incentive.formula.scope import FormulaFault
from incentive.formula.tree import Value
from incentive.numbers import ZERO, RoundingMode, look, round_to
from incentive.plan.choices import CapCovers, Pays, Weighting

Pay = Callable[[Decimal], Decimal]


@dataclass(slots=True)
class Defaults:
    """The default chain for one plan. `scopes`, by chain, know the names that the engine's own expressions read.

    `uncapped` is, by person, the direct money that a cap on all took something from, as it was before.
    """

    prepared: Prepared
    ledger: Ledger
    evaluator: Evaluator
    scopes: Sequence[PersonScope]
    personal: Personal
    results: Results
    amounts: Amounts
    gates: PayoutGates
    expressions: Expressions
    overall: Callable[[], Pay | None]
    uncapped: dict[int, Decimal] = field(default_factory=dict)

    def values(self, name: str, people: Sequence[int], chain: int, outside: bool) -> list[Value]:
        """A step of the default chain for some people of one chain."""
        if outside and name in _OUTSIDE:
            return [_OUTSIDE[name]] * len(people)
        tree = self.expressions.of(name)
        if tree is not None:
            return self.evaluator.run(tree, self.scopes[chain], people, Source(f"step {name}"))
        return _WORKED_OUT[name](self, people, chain)

    def target_bonus(self, people: Sequence[int], _chain: int) -> list[Value]:
        """The sum of the assignments' target bonuses; with weights as given, of the KPI target bonuses."""
        rows = self.prepared.rows
        if self.prepared.plan.settings.weights is Weighting.AS_GIVEN:
            parts = self.amounts.kpi_target_bonus
            return [
                sum((parts[number] or ZERO for number in self.rows(person) if counted(rows[number])), ZERO)
                for person in people
            ]
        return [_total(self.personal.of(person, self.amounts.target_bonus)) for person in people]

    def rows(self, person: int) -> range:
        """The person's rows of Scores."""
        return self.prepared.people[person].rows

    def score(self, people: Sequence[int], _chain: int) -> list[Value]:
        """SUM(Earned of share KPIs) / SUM(KpiTargetBonus), then Round score."""
        self._earn_everything(counted)
        rows = self.prepared.rows
        step = self.prepared.plan.settings.round_score
        found: list[Value] = []
        for person in people:
            score = self._score(person)
            if score is None:
                score = ZERO
                numbers = [number for number in self.rows(person) if counted(rows[number])]
                # Rows that are there and weigh nothing are in a problem of their own.
                if not numbers or not (
                    self.prepared.notes.failed or any(rows[number].state is State.OUT for number in numbers)
                ):
                    self._say_no_share(person)
            found.append(score if step is None else round_to(score, step, RoundingMode.HALF_UP))
        return found

    def _score(self, person: int) -> Decimal | None:
        """The score before it is rounded; that of a single assignment where the person has no more."""
        segments = self.prepared.people[person].segments
        if len(segments) == 1:
            return self.results.score_of(segments[0])
        return self.results.share_of([number for number in self.rows(person) if counted(self.prepared.rows[number])])

    def _say_no_share(self, person: int) -> None:
        """A target bonus without any KPI that could earn it."""
        if sum(self.personal.of(person, self.amounts.target_bonus), ZERO) != ZERO:
            employee = self.prepared.people[person].employee
            place = self.prepared.notes.place(employee.at, "Employee", employee.id)
            about = about_matrix(self.prepared.plan, employee.role, employee.id)
            self.prepared.notes.say("CA065", [place], about, employee=employee.id)

    def _earn_everything(self, wanted: Callable[..., bool]) -> None:
        rows = self.prepared.rows
        for kpi in dict.fromkeys(row.kpi.id for row in rows if wanted(row)):
            self.ledger.get(f"earned:{kpi}")

    def payout_percent(self, people: Sequence[int], chain: int) -> list[Value]:
        """The overall scale of Score."""
        scores = self.ledger.get(f"chainstep:{chain}:Score")
        pay = self.overall()
        if pay is None:
            self.ledger.doubtful.update(people)
            return [None] * len(people)
        return [self._overall(pay, person, scores[person]) for person in people]

    def _overall(self, pay: Pay, person: int, score: Value) -> Value:
        """A score through the overall scale; None, with the problem noted, where its formula has no answer."""
        if not isinstance(score, Decimal):
            return None
        try:
            return pay(score)
        except FormulaFault as fault:
            settings, notes = self.prepared.plan.settings, self.prepared.notes
            employee = self.prepared.people[person].employee
            scale = self.prepared.curves.scales[settings.overall_scale or ""]
            places = [
                notes.place(settings.at.get("overall_scale", 0), None, settings.overall_scale),
                notes.place(scale.formula.at if scale.formula else scale.at),
                notes.place(employee.at, "Employee", employee.id),
            ]
            if person not in self.ledger.dead | self.ledger.doubtful:
                notes.formula(fault.error, f"overall scale {settings.overall_scale}, for {employee.id}", places)
            self.ledger.dead.add(person)
            return None

    def gated(self, people: Sequence[int], chain: int) -> list[Value]:
        """PayoutPercent through all payout gates of each segment, then the mean."""
        percents = self.ledger.get(f"chainstep:{chain}:PayoutPercent")
        return self.gates.percents(people, chain, [percents[person] for person in people])

    def direct(self, people: Sequence[int], chain: int) -> list[Value]:
        """The money of amount and rate KPIs after gates on `all`; held to the cap where that covers all."""
        self._earn_everything(lambda row: row.row.pays is not Pays.SHARE)
        rows = self.prepared.rows
        money: list[Value] = [
            sum(
                (
                    self.results.earned[number] or ZERO
                    for number in self.rows(person)
                    if rows[number].row.pays is not Pays.SHARE
                ),
                ZERO,
            )
            for person in people
        ]
        found = self.gates.direct(people, chain, money)
        settings = self.prepared.plan.settings
        if settings.cap is None or settings.cap_covers is CapCovers.BONUS:
            return found
        targets = self.ledger.get(f"chainstep:{chain}:TargetBonus")
        for position, person in enumerate(people):
            target, value = targets[person], found[position]
            if isinstance(target, Decimal) and isinstance(value, Decimal):
                most = settings.cap * target
                if look(value) > look(most):
                    self.uncapped[person] = value
                found[position] = min(value, most)
        return found


def _total(parts: Sequence[Decimal]) -> Decimal:
    """The sum; of a single part that part itself."""
    return parts[0] if len(parts) == 1 else sum(parts, ZERO)


_OUTSIDE: dict[str, Value] = {
    "TargetBonus": ZERO,
    "Score": None,
    "PayoutPercent": None,
    "Gated": None,
    "BonusEarned": ZERO,
    "Capped": ZERO,
    "Direct": ZERO,
}
"""The steps of a person without a day in the span."""

_WORKED_OUT: dict[str, Callable[[Defaults, Sequence[int], int], list[Value]]] = {
    "TargetBonus": Defaults.target_bonus,
    "Score": Defaults.score,
    "PayoutPercent": Defaults.payout_percent,
    "Gated": Defaults.gated,
    "Direct": Defaults.direct,
}
