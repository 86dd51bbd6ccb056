"""Names that a command is given: whom an id or a name means, and who is offered where it means nobody, or several."""

import pytest

from incentive.plan import Plan
from incentive.runs.exits import Stop
from incentive.runs.given import require_employee
from tests.workbook.plans import plain, sound


def plan() -> Plan:
    person = plain()["Employees"][0]
    people = {"001": "Ann Price", "002": "Ann Lee", "003": "Bo Lee", "004": "Bo Lee", "005": "Zoë Ådal"}
    return sound(
        plain(
            Employees=[person | {"Employee": one, "Name": name} for one, name in people.items()],
            Actuals=[{"For": one, "KPI": "REV", "Value": 1} for one in people],
        )
    )


@pytest.mark.parametrize(
    ("typed", "number"), [("003", 2), ("Ann Price", 0), ("ann price", 0), (" ANN LEE ", 1), ("zoë ådal", 4)]
)
def test_an_id_or_a_name_of_one_person_alone(typed: str, number: int) -> None:
    assert require_employee(plan(), typed, by_name=True) == number


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Ann", "Did you mean 001 (Ann Price) or 002 (Ann Lee)?"),
        ("Bo Lee", "Did you mean 003 (Bo Lee) or 004 (Bo Lee)?"),
        ("Ann Prise", "Did you mean 001 (Ann Price)?"),
        ("1", "Did you mean 001 (Ann Price)?"),
        ("%%%%%%%%%%%%%", "See the column Employee of the sheet Employees."),
    ],
)
def test_who_may_be_meant(typed: str, said: str) -> None:
    with pytest.raises(Stop) as stop:
        require_employee(plan(), typed, by_name=True)
    assert (stop.value.problems[0].code, stop.value.problems[0].hint) == ("RN014", said)


def test_statements_are_asked_for_by_id_alone() -> None:
    with pytest.raises(Stop) as stop:
        require_employee(plan(), "Ann Price")
    assert stop.value.problems[0].hint == "Did you mean 001 (Ann Price)?"
