"""Payouts: the default chain, the plan's own steps, the budget and the splits, one column of steps per person.

In: Scores.  Out: the value of every step of every person.
Not here: reading the plan, rows of Scores.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from babel.numbers import get_currency_precision

from . import check
from .attained import Row
from .contexts import PersonContext, shared_out
from .exact import ONE, ZERO, FormulaError, Problem, floor_step, half_away, largest_remainder, seen, to_step
from .figures import Person, mean
from .language import Value, evaluate, kind, number
from .periods import Segment, days_of, own_time
from .plan import Plan, StepRow
from .records import CHAIN, CHAIN_KEYS, PERSON_VALUES
from .scales import Scale
from .scores import Gate, Scores
from .syntax import Node, norm

MONEY_COLUMNS = ("salary", "targetbonusamount", *PERSON_VALUES)
MONEY_STEPS = ("targetbonus", "bonusearned", "capped", "direct", "adjusted", "due", "payout")


class Payouts(Scores):
    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.order: dict[str, list[str]] = {p.worker.key: [] for p in self.people}
        self._raw_group = ""
        self.chain: dict[str, Callable[[Person], Value]] = {
            "targetbonus": self.target_bonus,
            "score": self.score,
            "payoutpercent": self.payout_percent,
            "gated": self.gated,
            "bonusearned": self.bonus_earned,
            "capped": self.capped,
            "direct": self.direct,
            "adjusted": self.adjusted,
            "due": self.due,
            "payout": self.due_again,
        }

    # names

    def is_step(self, key: str) -> bool:
        return key in CHAIN_KEYS or key in self.plan.steps

    def named_money(self, key: str) -> bool:
        """Whether a name is money: by its Unit, else by what it is built from."""
        rows = self.plan.steps.get(key, [])
        units = [r.unit for r in rows if r.unit]
        if units:
            return norm(units[0]) not in ("percent", "number", "%")
        if key in CHAIN_KEYS:
            return key in MONEY_STEPS
        if rows:
            return self.once(("money?", key), lambda: any(check.is_money(r.tree, self.named_money) for r in rows))
        return key in MONEY_COLUMNS

    def column(self, person: Person, key: str) -> Value:
        amounts = {"adjustments": self.plan.adjustments, "paid": self.plan.paid, "forgiven": self.plan.forgiven}
        if key in amounts:
            return amounts[key].get(person.worker.key, ZERO)
        if key == "periodsalary":
            return sum((s.salary for s in person.segments), ZERO)
        values = [s.fields.get(key) for s in person.segments]
        if not values:
            return person.worker.fields[key]
        if all(v is None or kind(v) == "number" for v in values):
            numbers = [None if v is None else number(v) for v in values]
            return mean(numbers, [Fraction(s.days) for s in person.segments])
        return values[-1]

    def factor(self, person: Person, key: str) -> Value:
        """A factor's value for the person: the mean over segments, text the last."""
        values = [self.segment_factor(person, s, key) for s in person.segments]
        if any(isinstance(v, str | bool) for v in values):
            return [v for v in values if v is not None][-1]
        return mean([None if v is None else number(v) for v in values], *self.segment_weights(person))

    def segment_factor(self, person: Person, segment: Segment, key: str) -> Value:
        parts = self.plan.factors[key]
        found = self.cell(parts, "value", person, segment, f"the factor {key}")
        if found is None:
            return ONE if self.multiplies(person, segment, key) else None
        assert isinstance(found, Fraction | str | bool)
        return found

    def multiplies(self, person: Person, segment: Segment, key: str) -> bool:
        parts = self.plan.factors[key]
        use = self.cell(parts, "use", person, segment, f"the use of factor {key}")
        fits = any(self.fits(p.whom, person, segment) for p in parts)
        if use is None and not fits:
            use = next((p.cells["use"] for p in parts if p.cells["use"] is not None), None)
        return use != "value"

    def segment_weights(self, person: Person) -> tuple[list[Fraction], list[Fraction]]:
        return [s.bonus for s in person.segments], [Fraction(s.days) for s in person.segments]

    def rounding_step(self, currency: str) -> Fraction:
        step = self.plan.settings.number["rounding"]
        if step is None or step == 0:
            return Fraction(1, 10 ** get_currency_precision(currency))
        return step

    # steps

    def role_of(self, person: Person) -> str:
        if person.segments:
            return person.segments[-1].role
        return str(person.worker.fields["role"] or "").casefold()

    def step_row(self, person: Person, key: str) -> StepRow | None:
        rows = self.plan.steps.get(key, [])
        mine = [r for r in rows if r.role == self.role_of(person)] or [r for r in rows if not r.role]
        return mine[0] if mine else None

    def step(self, person: Person, key: str) -> Value:
        row = self.step_row(person, key)
        if row is not None and row.split and row.split == self._raw_group:
            return self.raw_split(person, key)
        return self.once(("step", key, person.id), lambda: self._step(person, key))

    def _step(self, person: Person, key: str) -> Value:
        row = self.step_row(person, key)
        if row is not None and row.split and key not in CHAIN_KEYS:
            found: Value = self.footed(person, row.split).get(key)
        elif key in CHAIN_KEYS:
            found = self.in_chain(person, key, row)
        elif row is None or not person.segments:
            found = None
        else:
            found = self.written(person, row)
        self.order[person.worker.key].append(key)
        return found

    def written(self, person: Person, row: StepRow) -> Value:
        group, self._raw_group = self._raw_group, ""
        try:
            return evaluate(row.tree, PersonContext(self, person))
        except FormulaError as error:
            raise FormulaError(f"{person.id}, step {row.name}: {error}") from error
        finally:
            self._raw_group = group

    def in_chain(self, person: Person, key: str, row: StepRow | None) -> Value:
        """A step of the default chain, or what replaces it, with what stands over either."""
        group, self._raw_group = self._raw_group, ""
        try:
            if not person.segments:
                found = self.chain[key](person) if key in ("adjusted", "due", "payout") else self.absent(key)
            elif row is not None:
                found = self.written(person, row)
                if found is None or kind(found) != "number":
                    raise Problem(f"{person.id}, step {row.name}: a {kind(found)} where a number belongs")
            else:
                found = self.chain[key](person)
            return self.stood_over(person, key, found)
        finally:
            self._raw_group = group

    def absent(self, key: str) -> Value:
        return None if key in ("score", "payoutpercent", "gated") else ZERO

    def stood_over(self, person: Person, key: str, found: Value) -> Value:
        if key == "payout":
            return self.payout(person, number(found))
        if key == self.budget_step():
            return self.in_budget(person, number(found))
        if not person.segments:
            return found
        if key == "score":
            return self.overridden(person, "score", number(found))
        if key == "gated":
            return self.overridden(person, "payoutpercent", number(found))
        if key == "bonusearned" and self.below_service(person):
            return ZERO
        return found

    def amount(self, person: Person, key: str) -> Fraction:
        found = self.step(person, key)
        if found is None:
            raise Problem(f"{person.id}: {key} is blank")
        return number(found)

    def overridden(self, person: Person, what: str, own: Fraction) -> Fraction:
        stands = [self.override(what, person, s) for s in person.segments]
        found = mean([own if v is None else v for v in stands], *self.segment_weights(person))
        assert found is not None
        return found

    # the default chain

    def target_bonus(self, person: Person) -> Fraction:
        if self.plan.settings.choice["weights"] == "asgiven":
            return sum((self.unit(r, False) for r in self.all_rows(person) if self.counts(r)), ZERO)
        return sum((s.bonus for s in person.segments), ZERO)

    def score(self, person: Person) -> Fraction:
        rows = [r for r in self.all_rows(person) if self.counts(r)]
        found = self.plain_score(person, rows)
        step = self.plan.settings.number["roundscore"]
        return found if step is None else half_away(seen(found) / step, 0) * step

    def plain_score(self, person: Person, rows: Sequence[Row]) -> Fraction:
        if not rows and any(s.bonus for s in person.segments):
            self.warn(f"{person.id} has a target bonus and no share KPI: the score is 0")
        for by_days in (False, True):
            whole = sum((self.unit(r, by_days) for r in rows), ZERO)
            if whole != 0:
                earned = [self.shares_earned(person, r.segment, by_days)[r.kpi.key] for r in rows]
                return sum(earned, ZERO) / whole
        return ZERO

    def payout_percent(self, person: Person) -> Fraction:
        score = self.amount(person, "score")
        name = self.plan.settings.overall_scale
        if not name:
            return score
        scale = self.plan.scales.get(name)
        if not isinstance(scale, Scale):
            raise Problem(f"unknown overall scale {name}")
        return scale.alone(score)

    def through(self, person: Person, segment: Segment, start: Fraction, acts: Sequence[str], limits: bool) -> Fraction:
        """A number after the payout gates of a segment."""
        found = start
        for gate in self.gates(person, segment):
            if gate.acts in acts and not self.person_met(gate, person):
                found = self.held_back(gate, found, limits)
        return found

    def held_back(self, gate: Gate, found: Fraction, limits: bool) -> Fraction:
        found *= gate.multiply
        return min(found, gate.limit) if limits and gate.limit is not None else found

    def gated(self, person: Person) -> Fraction:
        start = self.amount(person, "payoutpercent")
        values = [self.through(person, s, start, ("bonus", "all"), True) for s in person.segments]
        found = mean(values, *self.segment_weights(person))
        assert found is not None
        return found

    def bonus_earned(self, person: Person) -> Fraction:
        found = self.amount(person, "targetbonus") * self.amount(person, "gated")
        for key in self.plan.factors:
            if not any(self.multiplies(person, s, key) for s in person.segments):
                continue
            values = [
                number(self.segment_factor(person, s, key), f"the factor {key}")
                if self.multiplies(person, s, key)
                else ONE
                for s in person.segments
            ]
            multiplier = mean(values, *self.segment_weights(person))
            assert multiplier is not None
            if multiplier > 3:
                self.warn(f"{person.id}: the factor {key} is above 3")
            found *= multiplier
        return found

    def below_service(self, person: Person) -> bool:
        least = self.plan.settings.number["minimumservice"]
        served = days_of(own_time(person.worker, self.plan.settings.span))
        if least is None or served >= least:
            return False
        self.warn(f"{person.id}: {served} days in the plan are below the minimum service")
        return True

    def limit(self, person: Person) -> Fraction | None:
        cap = self.plan.settings.number["cap"]
        return None if cap is None else cap * self.amount(person, "targetbonus")

    def capped(self, person: Person) -> Fraction:
        earned, limit = self.amount(person, "bonusearned"), self.limit(person)
        if limit is None:
            return earned
        if self.plan.settings.choice["capcovers"] == "all":
            limit -= self.amount(person, "direct")
        return min(earned, limit)

    def direct(self, person: Person) -> Fraction:
        money = sum((self.earned(r) for r in self.all_rows(person) if r.pays != "share"), ZERO)
        values = [self.through(person, s, money, ("all",), False) for s in person.segments]
        found = mean(values, *self.segment_weights(person))
        assert found is not None
        limit = self.limit(person) if self.plan.settings.choice["capcovers"] == "all" else None
        return found if limit is None else min(found, limit)

    def adjusted(self, person: Person) -> Fraction:
        adjustments = self.plan.adjustments.get(person.worker.key, ZERO)
        return self.amount(person, "capped") + self.amount(person, "direct") + adjustments

    def due(self, person: Person) -> Fraction:
        found, settings = self.amount(person, "adjusted"), self.plan.settings
        if settings.choice["earnings"] == "discrete":
            return found
        key = person.worker.key
        found -= self.plan.paid.get(key, ZERO) - self.plan.forgiven.get(key, ZERO)
        if found < 0 and settings.choice["ifoverpaid"] != "reclaim":
            self.warn(f"{person.id} was paid more than is earned")
            return ZERO
        return found

    def due_again(self, person: Person) -> Fraction:
        return self.amount(person, "due")

    def unrounded(self, person: Person, found: Fraction) -> Fraction:
        choice = self.plan.settings.choice
        reclaims = choice["earnings"] == "cumulative" and choice["ifoverpaid"] == "reclaim"
        if found < 0 and choice["negativepayout"] == "zero" and not reclaims:
            self.warn(f"{person.id}: a negative payout becomes 0")
            return ZERO
        return found

    def payout(self, person: Person, found: Fraction) -> Fraction:
        before = self.unrounded(person, found)
        self._kept["before rounding", person.id] = before
        return to_step(before, self.rounding_step(person.worker.currency), self.plan.settings.choice["roundingmode"])

    # the budget

    def budget_step(self) -> str:
        settings = self.plan.settings
        if settings.number["budget"] is None or settings.choice["ifoverbudget"] != "scale":
            return ""
        return "adjusted" if settings.choice["budgetcovers"] == "all" else "capped"

    def before_budget(self, person: Person, key: str) -> Fraction:
        """The step as it is without a budget."""

        def find() -> Fraction:
            row = self.step_row(person, key)
            if row is not None and person.segments:
                return number(self.written(person, row))
            if not person.segments and key == "capped":
                return ZERO
            return number(self.chain[key](person))

        return self.once(("before budget", person.id), find)

    def in_budget(self, person: Person, found: Fraction) -> Fraction:
        if found <= 0:
            return found
        return self.once(("budget",), self._parts_of_budget).get(person.worker.key, found)

    def _parts_of_budget(self) -> dict[str, Fraction]:
        key, budget, plain = self.budget_step(), self.plan.settings.number["budget"], self.plan.settings.currency
        assert budget is not None
        amounts = {p.worker.key: self.before_budget(p, key) for p in self.people}
        people = [p for p in self.people if amounts[p.worker.key] > 0]
        worth = {p.worker.key: self.converted(amounts[p.worker.key], p.worker.currency, plain) for p in people}
        total = sum(worth.values(), ZERO)
        if seen(total) <= seen(budget):
            return {}
        parts: dict[str, Fraction] = {}
        for currency in sorted({p.worker.currency for p in people}):
            group = [p for p in people if p.worker.currency == currency]
            exact = [self.converted(worth[p.worker.key] * budget / total, plain, currency) for p in group]
            step = self.rounding_step(currency)
            goal = floor_step(sum(exact, ZERO), step)
            shares = shared_out(goal, exact, step, [p.id for p in group])
            parts.update({p.worker.key: x for p, x in zip(group, shares, strict=True)})
        return parts

    # splits

    def group_rows(self, person: Person, group: str) -> dict[str, StepRow]:
        found = {}
        for key in self.plan.steps:
            row = self.step_row(person, key)
            if row is not None and row.split == group:
                found[key] = row
        return found

    def raw_split(self, person: Person, key: str) -> Value:
        """A split step before its group foots; steps of one group see each other so."""

        def find() -> Value:
            row = self.step_row(person, key)
            assert row is not None
            group, self._raw_group = self._raw_group, row.split
            try:
                return evaluate(row.tree, PersonContext(self, person))
            except FormulaError as error:
                raise FormulaError(f"{person.id}, step {row.name}: {error}") from error
            finally:
                self._raw_group = group

        return self.once(("raw split", key, person.id), find)

    def footed(self, person: Person, group: str) -> dict[str, Fraction]:
        return self.once(("split", group, person.id), lambda: self._footed(person, group))

    def _footed(self, person: Person, group: str) -> dict[str, Fraction]:
        keys = list(self.group_rows(person, group))
        payout = self.amount(person, "payout")
        before = self._kept["before rounding", person.id]
        assert isinstance(before, Fraction)
        parts = []
        for key in keys:
            found = self.raw_split(person, key)
            parts.append(ZERO if found is None else number(found, "a split"))
        total = sum(parts, ZERO)
        if seen(total) not in (seen(payout), seen(before)):
            raise Problem(f"{person.id}: the split {group} adds up to {float(total)}, not to {float(payout)}")
        step = self.rounding_step(person.worker.currency)
        return dict(zip(keys, largest_remainder(payout, parts, step, list(range(len(parts)))), strict=True))

    # checks of formulas

    def check_formulas(self) -> None:
        """Names, functions and arguments of every formula that speaks of people."""
        plan = self.plan
        scope = check.Scope(
            {*plan.columns, *PERSON_VALUES, *CHAIN_KEYS, *plan.factors, *plan.steps},
            {
                "KPI": set(plan.kpis),
                "SECTION": {m.section for m in plan.matrix if m.section} | {s for s, _ in plan.sections},
                "FACTOR": set(plan.factors),
                "SCALE": set(plan.scales),
                "GRID": set(plan.grids),
            },
        )
        trees: list[tuple[str, Node]] = [(f"step {r.name}", r.tree) for rows in plan.steps.values() for r in rows]
        for name, parts in plan.gates.items():
            for part in parts:
                condition = part.cells["condition"]
                if isinstance(condition, Node):
                    trees.append((f"gate {name}", condition))
        for where, tree in trees:
            plan.problems.extend(f"{where}: {p}" for p in check.problems(tree, scope))

    def check_ranks(self, person: Person) -> None:
        """Two rows of one rank are an error even where nothing reads them."""
        for segment in person.segments:
            self.gates(person, segment)
            for key in self.plan.factors:
                self.segment_factor(person, segment, key)
            for what in self.plan.overrides:
                self.override(what, person, segment)

    def warn_of_replaced(self, person: Person) -> None:
        """Defaults that no longer act because a step is replaced."""
        settings = self.plan.settings
        acts = [g.acts for s in person.segments for g in self.gates(person, s)]
        idle = {
            "targetbonus": settings.choice["weights"] == "asgiven",
            "score": settings.number["roundscore"] is not None,
            "payoutpercent": bool(settings.overall_scale),
            "gated": bool({"bonus", "all"} & set(acts)),
            "bonusearned": bool(self.plan.factors),
            "capped": settings.number["cap"] is not None,
            "direct": "all" in acts,
            "adjusted": person.worker.key in self.plan.adjustments,
            "due": settings.choice["earnings"] == "cumulative",
        }
        for key, something in idle.items():
            if something and person.segments and self.step_row(person, key) is not None:
                self.warn(f"{self.label(key)} is replaced: what its default does no longer acts")

    def all_steps(self) -> list[str]:
        """The chain, then the plan's own steps in the sheet's order."""
        return [*CHAIN_KEYS, *(k for k in self.plan.steps if k not in CHAIN_KEYS)]

    def label(self, key: str) -> str:
        if key in CHAIN_KEYS:
            return CHAIN[CHAIN_KEYS.index(key)]
        return self.plan.steps[key][0].name
