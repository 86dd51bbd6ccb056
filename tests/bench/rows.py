"""A large plan for measuring: many people, six KPIs each, as records, without a file.

Salaries, targets and actuals differ from person to person, so that no value is calculated once for all.
"""

from datetime import date
from decimal import Decimal

from incentive.periods import Period
from incentive.plan import Plan
from incentive.plan.choices import Better, SubjectKind
from incentive.plan.records import Actual, Employee, Kpi, MatrixRow, Point, Scale, Settings, Subject

KPIS = 6
WEIGHTS = ("0.3", "0.2", "0.2", "0.1", "0.1", "0.1")
POINTS = (("0.8", "0.5"), ("1", "1"), ("1.2", "1.5"))
CAP = Decimal("1.4")
SALARY, PERCENT = 30_000, Decimal("0.1")


def target_of(kpi: int) -> Decimal:
    """The target of a KPI, the same for everyone."""
    return Decimal(1000 * (kpi + 1))


def actual_of(person: int, kpi: int) -> Decimal:
    """What a person achieved: between 70 and 130 % of the target."""
    return target_of(kpi) * (70 + (person * 7 + kpi * 13) % 61) / 100 + Decimal(person % 97) / 8


def salary_of(person: int) -> Decimal:
    """A year's salary."""
    return Decimal(SALARY + (person * 37) % 20_000)


def large_plan(people: int) -> Plan:
    """A plan of so many people with six ratio KPIs on a line of three points, capped, over a whole quarter."""
    names = [f"K{number + 1}" for number in range(KPIS)]
    scale = Scale("S", tuple(Point(Decimal(x), Decimal(pays)) for x, pays in POINTS))
    return Plan(
        settings=Settings("Measure", Period(date(2026, 7, 1), date(2026, 9, 30), "2026-Q3"), "EUR"),
        kpis=tuple(Kpi(name, Better.HIGHER, f"KPI {name}", unit="EUR") for name in names),
        matrix=tuple(
            MatrixRow("Seller", name, weight=Decimal(weight), target=target_of(number), scale="S", cap=CAP)
            for number, (name, weight) in enumerate(zip(names, WEIGHTS, strict=True))
        ),
        scales=(scale,),
        employees=tuple(
            Employee(f"{number:06d}", f"Person {number}", "Seller", salary_of(number), PERCENT, currency="EUR")
            for number in range(people)
        ),
        actuals=tuple(
            Actual(Subject(SubjectKind.EMPLOYEE, f"{number:06d}"), name, actual_of(number, kpi))
            for number in range(people)
            for kpi, name in enumerate(names)
        ),
        steps_of={"EUR": Decimal("0.01")},
    )
