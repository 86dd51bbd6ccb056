"""A trace built by hand: Giulia Rossi, a sales executive whose quarter ended above target, and the plan around her."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from incentive.engine.tracing.trace import AssignmentTrace, Line, Note, Operand, Rung, ScoreTrace, Trace
from incentive.formula.parse import parse
from incentive.formula.tree import Value
from incentive.periods import parse_period
from incentive.plan import Plan
from incentive.plan.choices import Better, Combine, Level, Rule
from incentive.plan.records import Employee, Kpi, MatrixRow, Point, Scale, Settings

D = Decimal
START, END = date(2026, 7, 1), date(2026, 9, 30)
ATTAINMENT_POINTS = ((D("0.8"), D("0.5")), (D("1"), D("1")), (D("1.2"), D("1.5")))

GIULIA = Employee(
    "00417",
    "Giulia Rossi",
    "Sales executive",
    D(48000),
    target_bonus_percent=D("0.1"),
    team="North",
    department="Sales",
    currency="EUR",
)
REVENUE = Kpi("REV", Better.HIGHER, "Revenue", unit="EUR", decimals=0, combine=Combine.SUM)
CYCLE = Kpi("CYC", Better.LOWER, "Sales cycle", unit="days")
NPS = Kpi("NPS", Better.HIGHER, "Net promoter score", level=Level.TEAM)
CRM = Kpi("CRM", Better.YES, "CRM complete", attainment=Rule.MET)

PLAN = Plan(
    Settings(
        "Sales bonus 2026",
        parse_period("2026-Q3"),
        "EUR",
        organisation="Aurora Retail S.p.A.",
        paid_on="2026-10-31",
        questions_until="2026-11-15",
        contact="people@aurora.example",
    ),
    kpis=(REVENUE, CYCLE, NPS, CRM),
    scales=(Scale("S", tuple(Point(at, pays) for at, pays in ATTAINMENT_POINTS)),),
    employees=(GIULIA,),
    steps_of={"EUR": D("0.01")},
)


def line(step: str, value: Decimal | None, formula: str = "", **operands: Decimal) -> Line:
    """A step over money, percents (names ending in `_percent`) and numbers."""
    known = {name.replace("_", ""): Operand(name, value, unit_of(name)) for name, value in operands.items()}
    return Line(step, step, "money", value, parse(formula).tree if formula else None, known)


def unit_of(name: str) -> str:
    return "percent" if name.endswith("percent") else "money" if name in {"salary", "target"} else "number"


def score(kpi: Kpi, figures: str, result: str, weight: str, **more: object) -> ScoreTrace:
    """A row whose figures are `actual target attainment`, of a target bonus of 1,200."""
    actual, target, attainment = (None if text == "-" else D(text) for text in figures.split())
    ktb = D(1200) * D(weight)
    whole = ScoreTrace(
        kpi=kpi,
        row=MatrixRow("Sales executive", kpi.id, weight=D(weight), scale=None if kpi is CRM else "S"),
        assignment=0,
        start=START,
        end=END,
        section=None,
        actual=actual,
        threshold=None,
        target=target,
        maximum=None,
        attainment=attainment,
        result=fraction(result),
        weight=D(weight),
        kpi_target_bonus=ktb,
        earned=ktb * fraction(result),
        currency="EUR",
        lines=(),
        whose="you",
        points=() if kpi is CRM else ATTAINMENT_POINTS,
    )
    change: Callable[..., ScoreTrace] = replace
    return change(whole, **more)


def fraction(text: str) -> Decimal:
    above, _, below = text.partition("/")
    return D(above) / D(below or "1")


SCORES = (
    score(REVENUE, "112000 100000 1.12", "1.3", "0.5"),
    score(CYCLE, "51 45 0.8666666666666666666666666666666667", "2/3", "0.2"),
    score(NPS, "44 40 1.1", "1.25", "0.2", whose="team North"),
    score(CRM, "1 - 1", "1", "0.1"),
)

SALARY = "Salary * Target_bonus_percent * Months / 12"


def rung(kind: str, amount: str, total: str, **values: Value) -> Rung:
    return Rung(kind, kind, D(amount), D(total), line(kind, D(total)), values)


LADDER = (
    replace(
        rung("target", "1200", "1200"),
        line=line("TargetBonus", D(1200), SALARY, salary=D(48000), target_bonus_percent=D("0.1"), months=D(3)),
    ),
    rung("score", "160", "1360"),
    rung("factor", "68", "1428", factor="Team factor", reason="all regions above plan"),
    rung("adjustment", "50", "1478", reason="referral award", approved_by="M. Bianchi", day=date(2026, 9, 30)),
    rung("payout", "0", "1478"),
)

TRACE = Trace(
    employee=GIULIA,
    currency="EUR",
    payout=D("1478.00"),
    score=fraction("17/15"),
    target_bonus=D(1200),
    days=92,
    span_days=92,
    assignments=(AssignmentTrace(START, END, 92, "Sales executive", "North", "Sales", ()),),
    scores=SCORES,
    steps=(line("Adjusted", D(1478)), line("Due", D(1478)), line("Payout", D(1478))),
    splits=(),
    ladder=LADDER,
    notes=(
        Note(
            "adjustment",
            D(50),
            {"reason": "referral award", "approved_by": "M. Bianchi", "day": date(2026, 9, 30)},
        ),
    ),
)
