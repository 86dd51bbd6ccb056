"""A plan that uses every type of record and every form of value, as tests of what leaves the tool pass it around."""

from datetime import date
from decimal import Decimal

from incentive.formula.parse import parse
from incentive.periods import Period, parse_period
from incentive.plan import Plan
from incentive.plan.choices import (
    AboveLast,
    Better,
    Category,
    Combine,
    MeasuredIn,
    NamedPoint,
    PaidKind,
    Pays,
    Rule,
    SubjectKind,
    Use,
)
from incentive.plan.origins import Origins, SheetOrigin, pack
from incentive.plan.records import (
    Absence,
    ActsOn,
    Actual,
    Adjustment,
    Assignment,
    Blank,
    Employee,
    Export,
    Factor,
    Formula,
    Gate,
    Goal,
    Grid,
    Kpi,
    MatrixRow,
    Override,
    Paid,
    Point,
    Rate,
    Scale,
    Scenario,
    Section,
    Settings,
    SourceRow,
    Step,
    Subject,
    Target,
)

D = Decimal
TEAM = Subject(SubjectKind.TEAM, "North")
GIULIA = Subject(SubjectKind.EMPLOYEE, "00417")


def formula(text: str, at: int = 0) -> Formula:
    tree = parse(text).tree
    assert tree is not None
    return Formula(text, tree, at)


def every_record() -> Plan:
    return Plan(
        settings=Settings(
            "Sales bonus 2026",
            parse_period("2026-Q3"),
            "EUR",
            organisation="Aurora Retail S.p.A.",
            language="",
            cap=D("2"),
            rounding=D("0.01"),
            at={"plan_name": pack(1, 2, 2), "cap": pack(1, 9, 2)},
        ),
        kpis=(
            Kpi(
                "CTR",
                Better.HIGHER,
                category=Category.EFFICIENCY,
                attainment=Rule.FORMULA,
                attainment_formula=formula("Actual / Target", pack(2, 2, 5)),
                formula=formula("=Clicks/Impressions"),
                combine=Combine.SUM,
                decimals=0,
                goals=("growth", "margin"),
                at=pack(2, 2),
            ),
            Kpi("CRM", Better.YES, attainment=Rule.MET, at=pack(2, 3)),
        ),
        goals=(Goal("growth", "Growth", "Board", "CTR", pack(3, 2)),),
        matrix=(
            MatrixRow("*", "CTR", "00417", "S", D("0.5"), D("-1"), D("1E+2"), D("120.50"), "S1", D("2"), Pays.RATE),
        ),
        targets=(Target(TEAM, "CTR", "Lead", None, D("3"), None, D("0"), "moved", pack(5, 2)),),
        sections=(Section("S"), Section("T", D("0.4"), "Lead", pack(6, 3))),
        scales=(
            Scale(
                "S1",
                (Point(D("0.8"), D("0.5"), pack(7, 2)), Point(NamedPoint.MAXIMUM, D("1.5"), pack(7, 3))),
                MeasuredIn.VALUE,
                above_last=AboveLast.CONTINUE,
                at=pack(7, 2),
            ),
            Scale("F", (), formula=formula('IF(x >= 1; x^1.35; "none")')),
        ),
        grids=(Grid("G", (D(0), D(1)), (D(0),), ((D("0.1"),), (D("0.2"),)), pack(8, 1)),),
        employees=(
            Employee(
                "00417",
                "Giulia Rossi",
                "Sales executive",
                D("48000.00"),
                D("0.1"),
                start=date(2026, 7, 1),
                own={"Grade": "7", "Points": D(7), "Since": date(2020, 1, 1), "Car": True, "Note": None},
                at=pack(9, 2),
            ),
        ),
        assignments=(Assignment("00417", date(2026, 8, 1), role="", at=pack(10, 2)),),
        absences=(Absence("00417", date(2026, 8, 1), date(2026, 8, 3), D("0.5")),),
        actuals=(
            Actual(GIULIA, "Clicks", D("1E-7"), 24318, at=pack(11, 3, 4)),
            Actual(GIULIA, "CRM", True),
            Actual(GIULIA, "CRM", D(1)),
        ),
        blanks=(Blank(GIULIA, "NPS", 24318, "Rep", at=pack(11, 4, 4)),),
        factors=(Factor("Rating", TEAM, "exceeds", Use.VALUE), Factor("Team", TEAM, D("1.05"), reason="all above")),
        gates=(
            Gate("safe", formula('ACTUAL("CTR") > 1', pack(12, 2, 3)), acts_on=ActsOn("kpi", "CTR"), limit_to=D(1)),
        ),
        overrides=(Override(GIULIA, ActsOn("score"), D("1.1"), "agreed", "Board", pack(13, 2)),),
        adjustments=(Adjustment("00417", D("-50"), "referral", "M. Bianchi", date(2026, 9, 30)),),
        paid=(Paid("00417", Period(date(2026, 1, 1), date(2026, 3, 31), "2026-Q1"), D("5"), PaidKind.FORGIVEN),),
        rates=(Rate("CHF", D("1.05"), None, "bank"),),
        steps=(Step("Cash", formula("Payout * 60%"), "Cash", "money", split="how"),),
        exports=(Export("bank", "Amount", "Payout", {"File": "x.csv"}),),
        scenarios=(Scenario("more", "Matrix", "Lead", "Weight", "+5%"),),
        sources=(SourceRow("x.xlsx", "S", "Actuals", "Their", "Our", ",", pack(14, 2)),),
        statement={"colour": "#1f5b7a"},
        steps_of={"EUR": D("0.01")},
        own_columns=("Grade", "Points", "Since", "Car", "Note"),
        origins=Origins(
            (
                SheetOrigin(None, "", {}),
                *(
                    SheetOrigin("x.xlsx" if n == 11 else None, f"Sheet {n}", {"Cap": 3, "Weight": 28})
                    for n in range(1, 15)
                ),
            ),
            {pack(9, 2): {"Salary": pack(11, 7, 4)}},
        ),
        broken=frozenset({"kpi:B", "kpi:A"}),
    )
