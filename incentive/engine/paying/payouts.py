"""The default chain of Payouts, step by step, and what stands over a step whatever its formula.

`Defaults.values` gives a step for some people, `Defaults.stand_over` applies overrides, minimum service and the like to
a step however it was made. Expressions are in `EXPRESSIONS`; where a step reads assignments it is worked out here.
Source: the table "Columns of Payouts, the default chain" of the calculation reference.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from incentive.engine.evaluating.evaluator import Evaluator, Source
from incentive.engine.evaluating.ledger import Ledger
from incentive.engine.evaluating.scopes import PersonScope
from incentive.engine.paying.conditions import Conditions
from incentive.engine.paying.gates import Holding
from incentive.engine.paying.personal import Personal
from incentive.engine.paying.results import Results, counted
from incentive.engine.preparation.consequences import about_matrix
from incentive.engine.preparation.precedence import Ranked
from incentive.engine.preparation.prepared import Prepared, State
from incentive.engine.scaling.attainment import expression
from incentive.engine.scoring.amounts import Amounts
from incentive.formula.scope import FormulaFault
from incentive.formula.tree import Binary, Name, Node, Value, normalise
from incentive.numbers import ZERO, RoundingMode, plain, round_to
from incentive.plan.choices import CapCovers, Earnings, IfOverpaid, Pays, Weighting
from incentive.plan.records import Override

Pay = Callable[[Decimal], Decimal]


@dataclass(frozen=True, slots=True)
class Passage:
    """A gate on the way of one segment: what came, whether the condition was met, what went on."""

    gate: Holding
    met: bool
    before: Decimal
    after: Decimal


@dataclass(slots=True)
class Defaults:
    """The default chain for one plan. `passages` remembers each segment's way through the payout gates."""

    prepared: Prepared
    ledger: Ledger
    evaluator: Evaluator
    scopes: Sequence[PersonScope]
    personal: Personal
    results: Results
    amounts: Amounts
    conditions: Conditions
    overall: Callable[[], Pay | None]
    passages: dict[int, list[Passage]] = field(default_factory=dict)
    direct_passages: dict[int, list[Passage]] = field(default_factory=dict)
    own_value: dict[tuple[str, int], Value] = field(default_factory=dict)
    """What a step was before an override, minimum service or rounding, by step and person."""
    _overrides: Ranked[Override] = field(default_factory=Ranked)

    def __post_init__(self) -> None:
        rows = [row for row in self.prepared.plan.overrides if row.what.kind in {"score", "payout %"}]
        self._overrides = Ranked.of(rows, lambda row: row.what.kind, "Overrides", self.prepared.notes)

    def values(self, name: str, people: Sequence[int], chain: int, outside: bool) -> list[Value]:
        """A step of the default chain for some people of one chain."""
        if outside and name in _OUTSIDE:
            return [_OUTSIDE[name]] * len(people)
        tree = self.tree(name)
        if tree is not None:
            return self.evaluator.run(tree, self.scopes[chain], people, Source(f"step {name}"))
        return _WORKED_OUT[name](self, people, chain)

    def tree(self, name: str) -> Node | None:
        """The expression of a default step; None where it reads assignments or a scale."""
        settings = self.prepared.plan.settings
        everything = settings.cap_covers is CapCovers.ALL
        cumulative = settings.earnings is Earnings.CUMULATIVE
        match name:
            case "BonusEarned":
                return self._bonus_earned()
            case "Capped":
                limit = "" if settings.cap is None else f"{plain(settings.cap)} * TargetBonus"
                text = f"MIN(BonusEarned, {limit}{' - Direct' if everything else ''})" if limit else "BonusEarned"
                return expression(text)
            case "Adjusted":
                return expression("Capped + Direct + Adjustments")
            case "Due":
                reclaims = settings.if_overpaid is IfOverpaid.RECLAIM
                left = "Adjusted - Paid" if reclaims else "MAX(0, Adjusted - Paid)"
                return expression(left if cumulative else "Adjusted")
            case "Payout":
                return expression("Due")
            case "PayoutPercent" if settings.overall_scale is None:
                return expression("Score")
            case _:
                return None

    def _bonus_earned(self) -> Node:
        """TargetBonus × Gated × every multiplying factor."""
        tree: Node = expression("TargetBonus * Gated")
        for factor, multiplies in self.personal.multiplies.items():
            # One that is named like a step is in a problem, and its name would go in a circle.
            if multiplies and not any(normalise(factor) in scope.names.steps for scope in self.scopes[:1]):
                tree = Binary("*", tree, Name(factor))
        return _kept(tree)

    def target_bonus(self, people: Sequence[int], _chain: int) -> list[Value]:
        """The sum of the assignments' target bonuses; with weights as given, of the KPI target bonuses."""
        rows = self.prepared.rows
        if self.prepared.plan.settings.weights is Weighting.AS_GIVEN:
            parts = self.amounts.kpi_target_bonus
            return [
                sum((parts[number] or ZERO for number in self.rows(person) if counted(rows[number])), ZERO)
                for person in people
            ]
        return [sum(self.personal.of(person, self.amounts.target_bonus), ZERO) for person in people]

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
            numbers = [number for number in self.rows(person) if counted(rows[number])]
            score = self.results.share_of(numbers) if numbers else None
            if score is None:
                score = ZERO
                # Rows that are there and weigh nothing are in a problem of their own.
                if not numbers or not (
                    self.prepared.notes.failed or any(rows[number].state is State.OUT for number in numbers)
                ):
                    self._say_no_share(person)
            found.append(score if step is None else round_to(score, step, RoundingMode.HALF_UP))
        return found

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
        given = [percents[person] for person in people]
        return self._through(people, chain, given, {"bonus", "all"}, self.passages, limits=True)

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
        found = self._through(people, chain, money, {"all"}, self.direct_passages, limits=False)
        settings = self.prepared.plan.settings
        if settings.cap is None or settings.cap_covers is CapCovers.BONUS:
            return found
        targets = self.ledger.get(f"chainstep:{chain}:TargetBonus")
        for position, person in enumerate(people):
            target, value = targets[person], found[position]
            if isinstance(target, Decimal) and isinstance(value, Decimal):
                self.own_value["Direct", person] = value
                found[position] = min(value, settings.cap * target)
        return found

    def _through(
        self,
        people: Sequence[int],
        chain: int,
        given: Sequence[Value],
        kinds: set[str],
        passages: dict[int, list[Passage]],
        limits: bool,
    ) -> list[Value]:
        """Each person's value through the gates of these kinds, segment by segment, then the mean."""
        if not self.prepared.plan.gates:
            return list(given)
        gates = self._met(people, chain, kinds)
        found: list[Value] = []
        for person, value in zip(people, given, strict=True):
            if not isinstance(value, Decimal):
                found.append(value)
                continue
            outcomes: list[Value] = []
            for segment in self.prepared.people[person].segments:
                now = value
                way = passages.setdefault(segment, [])
                for gate in self.conditions.of_segment(segment):
                    met = gates.get(id(gate), {}).get(person)
                    if met is not None:
                        after = now if met else gate.apply(now, limits)
                        way.append(Passage(gate, met, now, after))
                        now = after
                outcomes.append(now)
            found.append(self.personal.over(person, outcomes))
        return found

    def _met(self, people: Sequence[int], chain: int, kinds: set[str]) -> dict[int, dict[int, bool | None]]:
        """The answers of the gates' conditions, by gate and person, for those whom each gate concerns."""
        concerned: dict[int, tuple[Holding, list[int]]] = {}
        for person in people:
            for segment in self.prepared.people[person].segments:
                for gate in self.conditions.of_segment(segment):
                    if gate.acts_on.kind in kinds:
                        concerned.setdefault(id(gate), (gate, []))[1].append(person)
        return {
            key: dict(self.conditions.met_by_person(gate, members, chain)) for key, (gate, members) in concerned.items()
        }

    def stand_over(self, name: str, values: list[Value], people: Sequence[int]) -> list[Value]:
        """What acts on a step whatever its formula: an override of score or payout %, minimum service."""
        if name == "Score":
            return self._overridden(name, "score", values, people)
        if name == "Gated":
            return self._overridden(name, "payout %", values, people)
        if name == "BonusEarned" and self.prepared.plan.settings.minimum_service:
            return self._served(values, people)
        return values

    def _overridden(self, name: str, kind: str, values: list[Value], people: Sequence[int]) -> list[Value]:
        """Segments in which an override holds take it, the others the person's own value; then the mean."""
        if kind not in self._overrides.by_topic:
            return values
        found = list(values)
        for position, person in enumerate(people):
            own = values[position]
            rows = [self.override(kind, segment) for segment in self.prepared.people[person].segments]
            if any(row is not None for row in rows):
                self.own_value[name, person] = own
                found[position] = self.personal.over(person, [own if row is None else row.value for row in rows])
        return found

    def override(self, kind: str, segment: int) -> Override | None:
        """The override of score or payout % that holds in a segment."""
        return self._overrides.first(kind, self.conditions.subjects(segment))

    def _served(self, values: list[Value], people: Sequence[int]) -> list[Value]:
        """Below the minimum service nothing of the bonus is paid, whatever its formula."""
        least = self.prepared.plan.settings.minimum_service
        found = list(values)
        for position, person in enumerate(people):
            time = self.prepared.people[person].time
            if time is not None and time.days < least:
                self.own_value["BonusEarned", person] = values[position]
                found[position] = ZERO
                employee = self.prepared.people[person].employee
                places = [self.prepared.notes.place(employee.at, "Start", employee.start)]
                self.prepared.notes.say("CA066", places, employee=employee.id, days=time.days, least=least)
        return found


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

_TREES: dict[Node, Node] = {}


def _kept(tree: Node) -> Node:
    """The same tree object for equal trees, so that it is compiled once."""
    return _TREES.setdefault(tree, tree)
