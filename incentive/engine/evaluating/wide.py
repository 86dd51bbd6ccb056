"""Functions over all people: TOTAL, COUNT, RANK, PERCENTRANK and ALLOCATE, each with GROUP.

A call's inner expression is a column over everyone who has a day in the span; it is worked out when the first row needs
it. Money is brought to the plan's currency, compared or added there, and given back in the row's. Source: "over all
people" in the calculation reference.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from incentive.engine.evaluating.evaluator import Evaluator
from incentive.engine.evaluating.money import is_money
from incentive.engine.evaluating.scopes import PersonScope
from incentive.engine.preparation.prepared import Prepared
from incentive.formula.scope import FormulaError, FormulaFault, Kind, PerRow
from incentive.formula.tree import Call, Name, Node, Value
from incentive.i18n.phrases import phrase
from incentive.numbers import ONE, ZERO, RoundingMode, exact_arithmetic, foot, look, round_to

Group = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """A column over people: values in plan currency where `money`, blank where there is none, faults by person."""

    values: Sequence[Value]
    faults: dict[int, FormulaError]
    money: bool


@dataclass(slots=True)
class Wide:
    """The people-wide values of a plan. `chains` are the groups of people whose steps hold, with their scopes."""

    prepared: Prepared
    evaluator: Evaluator
    chains: Sequence[tuple[PersonScope, Sequence[int]]]
    named_money: Callable[[Name], bool]
    _spread: dict[Node, Spread] = field(default_factory=dict)
    _answers: dict[Call, dict[int, Value | FormulaError]] = field(default_factory=dict)
    _pools: dict[tuple[Call, Group, Decimal], dict[int, Decimal]] = field(default_factory=dict)
    _members: dict[Node | None, dict[Group, list[int]]] = field(default_factory=dict)
    _group_of: dict[Node | None, dict[int, Group]] = field(default_factory=dict)

    def meaning(self, call: Call, scope: PersonScope) -> PerRow | FormulaError:
        """What a call means for a row of a scope; what it needs is added to the scope's `before`."""
        for tree in _inner(call):
            for other, _ in self.chains:
                made = self.evaluator.make(tree, other)
                if made.compiled.errors:
                    return made.compiled.errors[0][1]
                scope.before.extend(made.before)

        def value(row: int) -> Value:
            return self._value(call, scope.person(row))

        return PerRow(value, Kind.NUMBER, blank=call.function in {"RANK", "PERCENTRANK"})

    def _value(self, call: Call, person: int) -> Value:
        with exact_arithmetic():
            if call.function == "ALLOCATE":
                return self._allocated(call, person)
            answers = self._answers.get(call)
            if answers is None:
                answers = self._answers[call] = {}
            if person not in answers:
                self._answer(call, person, answers)
            found = answers.get(person)
            if isinstance(found, FormulaError):
                raise FormulaFault(found)
            if found is None and call.function in _OF_THE_GROUP:
                # Someone without a day in the span is not counted, but may read the sum of the others.
                members = self._group_members(_group(call), person)
                found = answers[members[0]] if members else ZERO
                if isinstance(found, FormulaError):
                    raise FormulaFault(found)
            if call.function == "TOTAL" and isinstance(found, Decimal) and self._of(call.arguments[0]).money:
                return found / self._rate(person)
            return found

    def _answer(self, call: Call, person: int, answers: dict[int, Value | FormulaError]) -> None:
        """The answers of all members of the person's group; where there is none for one, there is none for any."""
        members: Sequence[int] = [person]
        try:
            members = self._group_members(_group(call), person)
            column = self._of(call.arguments[0])
            _check(column, members)
            found = _FUNCTIONS[call.function](column.values, members)
        except FormulaFault as fault:
            answers.update(dict.fromkeys(members, fault.error))
            return
        answers.update(dict.fromkeys(members))
        answers.update(found)

    def _group_members(self, group: Node | None, person: int) -> list[int]:
        members = self._members.get(group)
        if members is None:
            members, of = {}, {}
            # A group is a bare name: what cannot be worked out behind it is reported where it stands.
            column = None if group is None else self._of(group)
            for number, held in enumerate(self.prepared.people):
                if column is None:
                    key: Group = ()
                else:
                    key = _alike(column.values[number] if held.segments else self._own(group, number))
                of[number] = key
                if held.segments:
                    members.setdefault(key, []).append(number)
            self._members[group], self._group_of[group] = members, of
        return members.get(self._group_of[group].get(person, ()), [])

    def _own(self, group: Node | None, person: int) -> Value:
        """The group column of someone without a day in the span, where it is one of Employees."""
        key = self.chains[0][0].key(group.name) if self.chains and isinstance(group, Name) else None
        family = key.partition(":")[0] if key else ""
        return self.evaluator.ledger.get(key)[person] if key and family in {"field", "own"} else None

    def _of(self, tree: Node) -> Spread:
        """The inner expression over everyone with a day in the span, in plan currency where it is money."""
        found = self._spread.get(tree)
        if found is None:
            values: list[Value] = [None] * len(self.prepared.people)
            faults: dict[int, FormulaError] = {}
            for scope, people in self.chains:
                computed = self.evaluator.compute(self.evaluator.make(tree, scope), scope, people)
                for number, value in zip(people, computed.columns["value"], strict=True):
                    values[number] = value
                faults.update({people[fault.row]: fault.error for fault in computed.faults})
            money = is_money(tree, self.named_money)
            if money:
                values = [
                    value * self._rate(number) if isinstance(value, Decimal) else value
                    for number, value in enumerate(values)
                ]
            named = {
                number: FormulaError(error.code, error.position, {**error.values, "person": self._id(number)})
                for number, error in faults.items()
            }
            found = self._spread[tree] = Spread(values, named, money)
        return found

    def _id(self, person: int) -> str:
        return self.prepared.people[person].employee.id

    def _rate(self, person: int) -> Decimal:
        return self.prepared.rates.get(self.prepared.people[person].employee.currency, ONE)

    def _allocated(self, call: Call, person: int) -> Value:
        """The person's part of the pool, in the person's currency."""
        if not self.prepared.people[person].segments:
            return ZERO
        pools = self._of(call.arguments[0])
        if person in pools.faults:
            raise FormulaFault(pools.faults[person])
        pool = _number(pools.values[person])
        if pool is None:
            raise FormulaFault(FormulaError("FX031", None, {"needed": phrase("a pool")}))
        group = _group(call)
        members = self._group_members(group, person)
        key = (call, self._group_of[group].get(person, ()), pool)
        parts = self._pools.get(key)
        if parts is None:
            column = self._of(call.arguments[1])
            _check(column, members)
            shares = {number: _number(column.values[number]) or ZERO for number in members}
            parts = self._pools[key] = share_out(self.prepared, pool, shares)
        return parts.get(person, ZERO)


def share_out(prepared: Prepared, pool: Decimal, shares: dict[int, Decimal], down: bool = False) -> dict[int, Decimal]:
    """Parts of a pool (plan currency) by shares (plan currency), each in the person's own currency and step.

    One currency: exactly the pool, rounded to the step by the Rounding mode (or `down`); several: each currency's part
    rounded down to its step. Largest remainder, ties by id as text.
    """
    taking = {number: share for number, share in shares.items() if share > ZERO}
    parts = dict.fromkeys(shares, ZERO)
    whole = sum(taking.values(), ZERO)
    if not taking:
        return parts
    by_currency: dict[str, list[int]] = {}
    for number in taking:
        by_currency.setdefault(prepared.people[number].employee.currency, []).append(number)
    for currency, members in by_currency.items():
        own = sum((taking[number] for number in members), ZERO)
        amount = pool * own / whole / prepared.rates.get(currency, ONE)
        step = prepared.plan.steps_of[currency]
        sign, size = (-ONE if amount < ZERO else ONE), abs(amount)
        mode = RoundingMode.DOWN if down or len(by_currency) > 1 else prepared.plan.settings.rounding_mode
        ids = [prepared.people[number].employee.id for number in members]
        exact = [size * taking[number] / own for number in members]
        given = foot(round_to(size, step, mode), exact, step, ids.__getitem__)
        parts.update((number, sign * part) for number, part in zip(members, given, strict=True))
    return parts


def _inner(call: Call) -> list[Node]:
    """The expressions of a call that are columns over people."""
    return [
        argument.arguments[0] if isinstance(argument, Call) and argument.function == "GROUP" else argument
        for argument in call.arguments
    ]


def _group(call: Call) -> Node | None:
    last = call.arguments[-1]
    return last.arguments[0] if isinstance(last, Call) and last.function == "GROUP" else None


def _check(column: Spread, members: Sequence[int]) -> None:
    """A value that cannot be worked out for one of them cannot be for the function either."""
    for number in members:
        if number in column.faults:
            raise FormulaFault(column.faults[number])


def _alike(value: Value) -> Group:
    """What makes two values of a group column the same: texts without case."""
    if isinstance(value, str):
        return ("text", value.casefold())
    return ("number", look(value)) if isinstance(value, Decimal) else (str(type(value)), value)


def _number(value: Value) -> Decimal | None:
    """The value as a number; None where blank; a text or a date is a fault."""
    if value is None:
        return None
    if isinstance(value, bool):
        return ONE if value else ZERO
    if isinstance(value, Decimal):
        return value
    kind = phrase("a date") if isinstance(value, date) else phrase("a text")
    raise FormulaFault(FormulaError("FX032", None, {"value": str(value), "kind": kind, "needed": phrase("a number")}))


def _total(values: Sequence[Value], members: Sequence[int]) -> dict[int, Value]:
    total = sum((_number(values[number]) or ZERO for number in members), ZERO)
    return dict.fromkeys(members, total)


def _count(values: Sequence[Value], members: Sequence[int]) -> dict[int, Value]:
    """Numbers, texts and TRUE; neither blanks nor FALSE."""
    count = sum(1 for number in members if values[number] is not None and values[number] is not False)
    return dict.fromkeys(members, Decimal(count))


def _looked(values: Sequence[Value], members: Sequence[int]) -> dict[int, Decimal]:
    numbers = {number: _number(values[number]) for number in members}
    return {number: look(value) for number, value in numbers.items() if value is not None}


def _rank(values: Sequence[Value], members: Sequence[int]) -> dict[int, Value]:
    """1 is the highest; ties share the better rank; blanks are out."""
    seen = _looked(values, members)
    ordered = sorted(seen.values())
    return {number: Decimal(len(ordered) - bisect_right(ordered, value) + 1) for number, value in seen.items()}


def _percent_rank(values: Sequence[Value], members: Sequence[int]) -> dict[int, Value]:
    """People below / (n − 1); alone 1."""
    seen = _looked(values, members)
    ordered = sorted(seen.values())
    if len(ordered) == 1:
        return dict.fromkeys(seen, ONE)
    return {number: Decimal(bisect_left(ordered, value)) / (len(ordered) - 1) for number, value in seen.items()}


_OF_THE_GROUP = frozenset({"TOTAL", "COUNT"})
"""The functions whose answer is the same for all of a group."""

_FUNCTIONS: dict[str, Callable[[Sequence[Value], Sequence[int]], dict[int, Value]]] = {
    "TOTAL": _total,
    "COUNT": _count,
    "RANK": _rank,
    "PERCENTRANK": _percent_rank,
}
