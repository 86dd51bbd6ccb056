"""What a note says that something did in money: the way on to the bonus, gates and factors included."""

from decimal import Decimal

from incentive.engine.calculate import calculate, trace_of
from incentive.workbook.book import book_of
from incentive.workbook.read import plan_of

D = Decimal


def notes_of(**sheets: list[dict[str, object]]) -> dict[str, Decimal | None]:
    """The notes of one person on 48,000 a year and 10 %, a quarter, 120 % of the only target."""
    plan, _ = plan_of(
        book_of(
            {
                "Plan": [
                    {"Setting": "Plan name", "Value": "Notes"},
                    {"Setting": "Period", "Value": "2026-Q3"},
                    {"Setting": "Currency", "Value": "EUR"},
                ],
                "KPIs": [{"KPI": "REV", "Better": "higher"}],
                "Matrix": [{"Role": "Rep", "KPI": "REV", "Weight": D(1), "Target": D(10)}],
                "Employees": [
                    {"Employee": "1", "Name": "N", "Role": "Rep", "Salary": D(48000), "Target bonus %": D("0.1")}
                ],
                "Actuals": [{"For": "1", "KPI": "REV", "Value": D(12)}],
                **sheets,
            }
        )
    )
    assert plan is not None
    return {note.code: note.amount for note in trace_of(calculate(plan), 0).notes}


FACTOR: list[dict[str, object]] = [{"Factor": "Team", "For": "*", "Value": D("1.05")}]


def override(what: str, value: str) -> list[dict[str, object]]:
    return [{"For": "1", "What": what, "Value": D(value), "Reason": "r", "Approved by": "a"}]


def test_an_override_of_a_kpi_goes_through_the_factor() -> None:
    # 1,200.00 × (100 % − 120 %) × 1.05 = −252.00
    assert notes_of(Factors=FACTOR, Overrides=override("kpi:REV", "1"))["override"] == D(-252)


def test_an_override_of_the_score_goes_through_the_factor() -> None:
    # 1,200.00 × (150 % − 120 %) × 1.05 = 378.00
    assert notes_of(Factors=FACTOR, Overrides=override("score", "1.5"))["override"] == D(378)


def test_an_override_of_the_payout_percent_goes_through_the_factor() -> None:
    assert notes_of(Factors=FACTOR, Overrides=override("payout %", "1.5"))["override"] == D(378)


def test_behind_an_overall_scale_only_the_kpi_s_own_change_is_said() -> None:
    plan: list[dict[str, object]] = [
        {"Setting": "Plan name", "Value": "Notes"},
        {"Setting": "Period", "Value": "2026-Q3"},
        {"Setting": "Currency", "Value": "EUR"},
        {"Setting": "Overall scale", "Value": "S"},
    ]
    scale = [{"Scale": "S", "At": D(0), "Pays": D(0)}, {"Scale": "S", "At": D(1), "Pays": D("0.5")}]
    sheets: dict[str, list[dict[str, object]]] = {"Plan": plan, "Scales": scale, "Overrides": override("kpi:REV", "1")}
    assert notes_of(**sheets)["override"] == D(-240)
