"""TOTAL, COUNT and ALLOCATE over people: what is counted, and to whom the last cent goes."""

from decimal import Decimal

from incentive.formula.tree import Value
from tests.engine.plans import actual, person, plan, settings, step, steps

D = Decimal


def found(formula: str, *own: object, **changes: object) -> list[Value]:
    """A step for people with a column Own each."""
    people = [
        person(str(number), Own=value, Team="North" if number % 2 else "South", Salary=D(48000 * number))
        for number, value in enumerate(own, 1)
    ]
    sheets = plan(
        Plan=settings(**changes),
        Employees=people,
        Actuals=[actual(str(number)) for number in range(1, len(own) + 1)],
        Formulas=[step("S", formula)],
    )
    return [steps(sheets, number)["S"] for number in range(len(own))]


def test_a_function_inside_is_no_group() -> None:
    assert found("TOTAL(ABS(Own))", D(-5), D(5), D(7)) == [17, 17, 17]
    assert found("TOTAL(MAX(Own, 6))", D(5), D(5), D(7)) == [19, 19, 19]
    assert found("COUNT(ROUND(Own, 0))", D(5), D(6), D(5)) == [3, 3, 3]
    assert found("TOTAL(Own, GROUP(Team))", D(1), D(2), D(4)) == [5, 2, 5]


def test_blanks_add_nothing_and_are_not_counted() -> None:
    assert found("TOTAL(Own)", D(5), None, D(7)) == [12, 12, 12]
    assert found("COUNT(Own)", D(5), None, D(7)) == [2, 2, 2]
    assert found("COUNT(Own)", True, False, True) == [2, 2, 2]


def test_a_pool_is_shared_to_the_cent() -> None:
    assert found("ALLOCATE(100, Own)", D(1), D(1), D(1)) == [D("33.34"), D("33.33"), D("33.33")]
    assert found("ALLOCATE(100, Own)", D(1), D(0), D(-3)) == [100, 0, 0]
    assert found("ALLOCATE(100, Own)", D(0), None, D(0)) == [0, 0, 0]
    # The pool itself is rounded first: 0.125 is 0.13 half up, and 0.12 down.
    assert found("ALLOCATE(0.125, Own)", D(1), D(1)) == [D("0.07"), D("0.06")]
    assert found("ALLOCATE(0.125, Own)", D(1), D(1), Rounding_mode="down") == [D("0.06"), D("0.06")]


def test_what_is_taken_back_is_shared_by_size() -> None:
    assert found("ALLOCATE(-100, Own)", D(1), D(1), D(1)) == [D("-33.34"), D("-33.33"), D("-33.33")]
    assert found("ALLOCATE(-0.05, Own)", D(1), D(1)) == [D("-0.03"), D("-0.02")]


def test_ties_go_by_the_number_of_the_employee_as_text() -> None:
    people = [person(name, Own=D(1)) for name in ("9", "10", "2")]
    sheets = plan(
        Employees=people,
        Actuals=[actual(name) for name in ("9", "10", "2")],
        Formulas=[step("S", "ALLOCATE(0.02, Own)")],
    )
    assert [steps(sheets, number)["S"] for number in range(3)] == [0, D("0.01"), D("0.01")]
