"""Laws that hold for any plan, tried on random plans that use every feature."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from tests.random_plans import generate
from tests.scenarios.driver import Person, Refused, Sheets, calculated_people

# Sheets whose order of rows means something: points of a scale, gates one after the other, parts of a payment.
_ORDERED = ("Scales", "Gates", "Formulas")
_EACH = settings(max_examples=60)
_NEAR = Decimal("1E-15")

seeds = st.integers(0, 2**32 - 1)


@_EACH
@given(seeds)
def test_the_order_of_rows_and_sheets_changes_nothing(seed: int) -> None:
    sheets = generate(Random(seed)).sheets
    same_payouts(paid(sheets), calculated_people(shuffled(sheets, Random(seed + 1))))


def shuffled(sheets: Sheets, random: Random) -> Sheets:
    names = list(sheets)
    random.shuffle(names)
    mixed: Sheets = {}
    for name in names:
        rows = list(sheets[name])
        if not name.startswith((*_ORDERED, "Grid")):
            random.shuffle(rows)
        mixed[name] = rows
    return mixed


@_EACH
@given(seeds)
def test_twice_the_salaries_pay_twice_the_share_bonuses(seed: int) -> None:
    sheets = without_fixed_amounts(generate(Random(seed)).sheets)
    once, twice = paid(sheets), calculated_people(with_twice_the_pay(sheets))
    for employee, person in once.items():
        other = twice[employee]
        assert near(other.score, person.score), employee
        for step in ("TargetBonus", "BonusEarned", "Capped"):
            single, double = person.steps[step], other.steps[step]
            assert isinstance(single, Decimal)
            assert near(double, 2 * single), f"{employee}, {step}: {single}, then {double}"
        assert near(other.steps["Direct"], person.steps["Direct"]), employee


def without_fixed_amounts(sheets: Sheets) -> Sheets:
    """The plan without what does not follow the salary: a pool, formulas and conditions with amounts in them."""
    left_out = ("Formulas", "Gates", "Adjustments", "Paid")
    kept = {name: rows for name, rows in sheets.items() if name not in left_out}
    kept["Plan"] = [row for row in sheets["Plan"] if row["Setting"] not in {"Budget", "Cap covers"}]
    return kept


def with_twice_the_pay(sheets: Sheets) -> Sheets:
    money = ("Salary", "Target bonus amount")
    return {
        name: [{column: 2 * value if column in money else value for column, value in row.items()} for row in rows]
        if name in {"Employees", "Assignments"}
        else rows
        for name, rows in sheets.items()
    }


@_EACH
@given(seeds, st.booleans())
def test_a_gate_that_changes_nothing_changes_nothing(seed: int, met: bool) -> None:
    sheets = generate(Random(seed)).sheets
    gate: dict[str, object] = {"Gate": "Neutral", "Condition": "1 = 1" if met else "1 = 2"}
    # A gate that is met does nothing, one that is not and multiplies by 100 % neither.
    gate["Multiply by"] = Decimal("0.5") if met else Decimal(1)
    same(paid(sheets), calculated_people(added(sheets, "Gates", gate)))


@_EACH
@given(seeds)
def test_a_factor_of_one_changes_nothing(seed: int) -> None:
    sheets = generate(Random(seed)).sheets
    factor = {"Factor": "Neutral", "For": "*", "Value": Decimal(1), "Reason": "a law"}
    same(paid(sheets), calculated_people(added(sheets, "Factors", factor)))


@_EACH
@given(seeds)
def test_an_override_of_the_same_value_changes_nothing(seed: int) -> None:
    sheets = generate(Random(seed)).sheets
    people = paid(sheets)
    taken = {(row["For"], row["What"]) for row in sheets.get("Overrides", [])}
    rows = [
        {"For": employee, "What": "score", "Value": person.score, "Reason": "a law", "Approved by": "nobody"}
        for employee, person in people.items()
        if person.score is not None and not any(what == "score" for _, what in taken)
    ]
    same(people, calculated_people(added(sheets, "Overrides", *rows)))


def paid(sheets: Sheets) -> Mapping[str, Person]:
    """Everyone's results; a plan that is refused as drawn is no case of a law; hypothesis sees that they are few."""
    try:
        return calculated_people(sheets)
    except Refused:
        reject()


def added(sheets: Sheets, name: str, *rows: Mapping[str, object]) -> Sheets:
    """The plan with rows more on a sheet."""
    return {**sheets, name: [*sheets.get(name, []), *rows]}


def same(once: Mapping[str, Person], again: Mapping[str, Person]) -> None:
    """Every amount, result and step is the same."""
    same_payouts(once, again)
    for employee, person in once.items():
        other = again[employee]
        for step, value in person.steps.items():
            assert near(other.steps[step], value), f"{employee}, {step}: {value}, then {other.steps[step]}"
        for first, second in zip(person.scores, other.scores, strict=True):
            assert first.kpi == second.kpi
            assert near(second.result, first.result), f"{employee}, {first.kpi}"
            assert near(second.earned, first.earned), f"{employee}, {first.kpi}"


def same_payouts(once: Mapping[str, Person], again: Mapping[str, Person]) -> None:
    assert {employee: person.payout for employee, person in once.items()} == {
        employee: person.payout for employee, person in again.items()
    }


def near(one: Any, other: Any) -> bool:
    """The same value; quotients of 34 digits may differ in the last ones."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one - other) <= _NEAR * max(abs(one), abs(other), Decimal(1))
    return bool(one == other)
