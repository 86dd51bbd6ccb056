"""The columns of Payouts: the default chain, patched by the plan's own steps, for each group of people with one set.

People whose last role has steps of its own form a chain of their own; those without a day in the span another, on which
only splits act. Registered with the ledger: `chainstep:N:NAME` (one chain, full length), `step:NAME` (everyone),
`rawstep` (a split before it foots), `before:NAME` (before the budget). Source: "Columns of Payouts".
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal

from incentive.engine.evaluating.evaluator import Evaluator, Source
from incentive.engine.evaluating.ledger import Column, Ledger
from incentive.engine.evaluating.names import CHAIN, Names
from incentive.engine.evaluating.scopes import PersonScope
from incentive.engine.evaluating.wide import share_out
from incentive.engine.paying.overruling import Overruling
from incentive.engine.paying.payouts import Defaults
from incentive.engine.preparation.prepared import Prepared
from incentive.formula.evaluate import Fault
from incentive.formula.operations import shown
from incentive.formula.scope import FormulaError
from incentive.formula.tree import Value, normalise
from incentive.i18n.phrases import phrase
from incentive.numbers import ONE, ZERO, exact_arithmetic, foot, look, plain, round_to
from incentive.plan.choices import BudgetCovers, Earnings, IfOverBudget, IfOverpaid, NegativePayout
from incentive.plan.records import Step

_TOO_MUCH = Decimal("1E18")
_ROUGH = Context(prec=3)


@dataclass(slots=True)
class Chain:
    """People who share one set of steps, by number."""

    number: int
    role: str | None
    outside: bool
    people: list[int]
    steps: dict[str, Step] = field(default_factory=dict)
    """The plan's own steps that hold for this chain, by canonical name."""


def chains_of(prepared: Prepared, names: Names) -> list[Chain]:
    """The chains of a plan, in the order in which their first person stands."""
    plan = prepared.plan
    roles = {row.role for row in plan.steps if row.role is not None}
    found: dict[tuple[bool, str | None], Chain] = {}
    for number, person in enumerate(prepared.people):
        last = prepared.segments[person.segments[-1]].role if person.segments else person.employee.role
        key = (not person.segments, last if last in roles else None)
        chain = found.setdefault(key, Chain(len(found), key[1], key[0], []))
        chain.people.append(number)
    for chain in found.values():
        for row in plan.steps:
            name = names.steps.get(normalise(row.name), row.name)
            if row.role == chain.role and row.role is not None:
                chain.steps[name] = row
            elif row.role is None:
                chain.steps.setdefault(name, row)
        # A split of a step of the default chain is noted with the names; here it must not go in a circle.
        split = {name: row for name, row in chain.steps.items() if row.split and name in CHAIN}
        chain.steps |= {name: replace(row, split="") for name, row in split.items()}
        if chain.outside:
            chain.steps = {name: row for name, row in chain.steps.items() if row.split}
    return list(found.values())


class Steps:
    """Computes the steps of all chains."""

    def __init__(
        self,
        prepared: Prepared,
        ledger: Ledger,
        evaluator: Evaluator,
        chains: Sequence[Chain],
        scopes: Sequence[PersonScope],
        *,
        defaults: Defaults,
        overruling: Overruling,
    ) -> None:
        self.prepared = prepared
        self.ledger = ledger
        self.evaluator = evaluator
        self.chains = chains
        self.scopes = scopes
        self.defaults = defaults
        self.overruling = overruling
        self.count = len(prepared.people)
        self.order: list[list[str]] = [[] for _ in chains]
        self.unrounded: list[Value] = [None] * self.count
        self.budgeted: dict[str, set[int]] = {}
        self.floored: dict[int, Decimal] = {}
        self._split_scopes: dict[tuple[int, str], PersonScope] = {}
        ledger.providers |= {
            "chainstep": self._chain_step,
            "rawstep": self._raw_step,
            "step": self.merged,
            "before": self._before,
            "budget": self._budget,
        }

    def _spread(self, chain: Chain, values: Sequence[Value]) -> list[Value]:
        if len(chain.people) == self.count:
            return list(values)
        column: list[Value] = [None] * self.count
        for person, value in zip(chain.people, values, strict=True):
            column[person] = value
        return column

    def merged(self, name: str) -> Column:
        """A step over everyone."""
        if len(self.chains) == 1:
            return self.ledger.get(f"chainstep:{self.chains[0].number}:{name}")
        column: list[Value] = [None] * self.count
        for chain in self.chains:
            values = self.ledger.get(f"chainstep:{chain.number}:{name}")
            for person in chain.people:
                column[person] = values[person]
        return column

    def _chain_step(self, key: str) -> Column:
        """A step of one chain, final."""
        number, _, name = key.partition(":")
        chain = self.chains[int(number)]
        row = chain.steps.get(name)
        if row is not None and row.split:
            column = self._footed(chain, row.split, name)
        elif name == self._budget_step():
            column = self.ledger.get(f"budget:{name}")
        else:
            column = self._spread(chain, self._unbudgeted(chain, name))
        if name == "Payout":
            column = self._rounded(chain, column)
        if name not in self.order[chain.number]:
            self.order[chain.number].append(name)
        return column

    def _unbudgeted(self, chain: Chain, name: str) -> list[Value]:
        """A step as its formula or the default chain gives it, with what stands over it."""
        row = chain.steps.get(name)
        with exact_arithmetic():
            if row is not None:
                values = self._formula(chain, row)
            elif name in CHAIN:
                values = self.defaults.values(name, chain.people, chain.number, chain.outside)
            else:
                return [None] * len(chain.people)
            return self.overruling.over(name, values, chain.people)

    def _formula(self, chain: Chain, row: Step) -> list[Value]:
        scope = self.scopes[chain.number]
        if row.split:
            scope = self._split_scope(chain, row.split)
        source = Source(phrase("step {step}", step=row.name), row.formula)
        values = self.evaluator.run(row.formula.tree, scope, chain.people, source)
        huge = [
            Fault(position, "value", FormulaError("FX050", row.formula.tree.at, {"value": str(_ROUGH.plus(value))}))
            for position, value in enumerate(values)
            if isinstance(value, Decimal) and abs(value) >= _TOO_MUCH
        ]
        self.evaluator.note(huge, scope, chain.people, source)
        return values

    def _split_scope(self, chain: Chain, group: str) -> PersonScope:
        """A formula of a Split group sees the others of the group before they foot."""
        key = (chain.number, normalise(group))
        if key not in self._split_scopes:
            outer = self.scopes[chain.number]
            members = frozenset(normalise(name) for name, _ in self._group(chain, group))
            scope = PersonScope(outer.names, outer.library, outer.wide, chain.number, members)
            scope.section_of = outer.section_of
            self._split_scopes[key] = scope
        return self._split_scopes[key]

    def _group(self, chain: Chain, group: str) -> list[tuple[str, Step]]:
        """The steps of a Split group in the sheet's order."""
        wanted = normalise(group)
        found = [(name, row) for name, row in chain.steps.items() if row.split and normalise(row.split) == wanted]
        order = {id(row): place for place, row in enumerate(self.prepared.plan.steps)}
        return sorted(found, key=lambda item: order[id(item[1])])

    def _raw_step(self, key: str) -> Column:
        number, _, name = key.partition(":")
        chain = self.chains[int(number)]
        return self._spread(chain, self._unbudgeted(chain, name))

    def _footed(self, chain: Chain, group: str, name: str) -> Column:
        """The steps of a group, footed together; the one that was asked for is returned, the others kept."""
        members = self._group(chain, group)
        payout = self.ledger.get(f"chainstep:{chain.number}:Payout")
        raw = {member: self.ledger.get(f"rawstep:{chain.number}:{member}") for member, _ in members}
        columns: dict[str, list[Value]] = {member: [None] * self.count for member, _ in members}
        for person in chain.people:
            parts = [(member, value) for member in raw if isinstance(value := raw[member][person], Decimal)]
            total = payout[person]
            if isinstance(total, Decimal) and not self._in_doubt(person):
                for member, value in self._foot(person, members[0][1], group, parts, total):
                    columns[member][person] = value
        for member, column in columns.items():
            if member != name:
                self.ledger.kept.setdefault(f"chainstep:{chain.number}:{member}", column)
        self.order[chain.number] += columns
        return columns[name]

    def _in_doubt(self, person: int) -> bool:
        """Whether something about the person's figures or formulas is reported already."""
        return person in self.ledger.dead or person in self.ledger.doubtful

    def _foot(
        self, person: int, row: Step, group: str, parts: Sequence[tuple[str, Decimal]], total: Decimal
    ) -> list[tuple[str, Decimal]]:
        employee = self.prepared.people[person].employee
        step = self.prepared.plan.steps_of[employee.currency]
        unrounded = self.unrounded[person]
        with exact_arithmetic():
            own = sum((value for _, value in parts), ZERO)
            if look(own) != look(total) and not (isinstance(unrounded, Decimal) and look(own) == look(unrounded)):
                notes = self.prepared.notes
                places = [notes.place(row.at, "Split", group), notes.place(employee.at, "Employee", employee.id)]
                words = {"group": group, "employee": employee.id, "sum": plain(look(own)), "payout": plain(total)}
                notes.say("CA060", places, once=(group, employee.id), **words)
                return []
            if total == ZERO:
                return [(member, ZERO) for member, _ in parts]
            sign = ONE if total > ZERO else -ONE
            footed = foot(sign * total, [sign * value for _, value in parts], step)
        return [(member, sign * value) for (member, _), value in zip(parts, footed, strict=True)]

    def _budget_step(self) -> str | None:
        """The step that a budget scales to fit."""
        settings = self.prepared.plan.settings
        if settings.budget is None or settings.if_over_budget is not IfOverBudget.SCALE:
            return None
        return "Adjusted" if settings.budget_covers is BudgetCovers.ALL else "Capped"

    def _before(self, name: str) -> Column:
        """A step over everyone, before the budget."""
        column: list[Value] = [None] * self.count
        for chain in self.chains:
            for person, value in zip(chain.people, self._unbudgeted(chain, name), strict=True):
                column[person] = value
        return column

    def _budget(self, name: str) -> Column:
        """Each positive amount becomes its part of the budget where the sum of them exceeds it."""
        before = self.ledger.get(f"before:{name}")
        budget = self.prepared.plan.settings.budget or ZERO
        with exact_arithmetic():
            shares = self.in_plan_currency(before)
            if look(sum(shares.values(), ZERO)) <= look(budget):
                return before
            parts = share_out(self.prepared, budget, shares, down=True)
        self.budgeted[name] = set(parts)
        return [parts.get(person, value) for person, value in enumerate(before)]

    def in_plan_currency(self, column: Column) -> dict[int, Decimal]:
        """The positive amounts of a column in the plan's currency, by person."""
        rates = self.prepared.rates
        people = self.prepared.people
        return {
            person: value * rates.get(people[person].employee.currency, ONE)
            for person, value in enumerate(column)
            if isinstance(value, Decimal) and value > ZERO
        }

    def _rounded(self, chain: Chain, column: Column) -> Column:
        """Payout: rounded, and what a negative one becomes."""
        settings = self.prepared.plan.settings
        reclaims = settings.earnings is Earnings.CUMULATIVE and settings.if_overpaid is IfOverpaid.RECLAIM
        allowed = reclaims or settings.negative_payout is NegativePayout.ALLOW
        rounded: list[Value] = [None] * self.count
        with exact_arithmetic():
            for person in chain.people:
                value = column[person]
                if not isinstance(value, Decimal) or abs(value) >= _TOO_MUCH:
                    self._not_payable(person, value)
                    continue
                employee = self.prepared.people[person].employee
                self.unrounded[person] = value
                payout = round_to(value, self.prepared.plan.steps_of[employee.currency], settings.rounding_mode)
                if payout < ZERO and not allowed:
                    self.floored[person] = payout
                    notes = self.prepared.notes
                    place = notes.place(employee.at, "Employee", employee.id)
                    notes.say("CA063", [place], employee=employee.id, amount=plain(payout), currency=employee.currency)
                    payout = ZERO
                rounded[person] = payout
        return rounded

    def _not_payable(self, person: int, value: Value) -> None:
        """A payout must be a number, and no larger than the reader takes."""
        if self._in_doubt(person):
            return
        employee = self.prepared.people[person].employee
        notes = self.prepared.notes
        rows = [row for row in self.prepared.plan.steps if normalise(row.name) == "payout"]
        places = [notes.place(row.at, "Formula", row.formula.text) for row in rows]
        notes.say(
            "CA064",
            [*places, notes.place(employee.at, "Employee", employee.id)],
            employee=employee.id,
            value=shown(value),
        )
