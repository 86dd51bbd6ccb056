"""The sheets about KPIs: what each came to, and the map from company goals to the people that carry them.

A calculation comes in, sheets go out.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from incentive.engine.tables import Calculation
from incentive.formula.tree import Value
from incentive.plan.choices import Pays
from incentive.plan.records import Goal
from incentive.reports.columns import column
from incentive.reports.summary.tables import currencies, decimals_of, kpi_cell, money_unit, total
from incentive.sheets import Block, Cell, Row, SheetColumn, SheetContent, Tone

NO_GOAL = "(no goal)"


class _Scores:
    """The columns of Scores that these sheets read, found once."""

    def __init__(self, calculation: Calculation) -> None:
        scores = calculation.scores
        self.kpi = column(scores, "KPI", "Kpi")
        self.actual = column(scores, "Actual")
        self.target = column(scores, "Target")
        self.attainment = column(scores, "Attainment")
        self.result = column(scores, "Result")
        self.weight = column(scores, "Weight")
        self.bonus = column(scores, "KpiTargetBonus")
        self.earned = column(scores, "Earned")
        self.counts = column(scores, "Counts")
        self.pays = column(scores, "Pays")
        self.person = [0] * scores.count
        self.role = [""] * scores.count
        roles = column(calculation.assignments, "Role")
        for number, span in enumerate(calculation.spans):
            for row in range(*span.scores):
                self.person[row] = number
        assignment = assignment_of(calculation)
        for row in range(scores.count):
            self.role[row] = str(roles[assignment[row]] or "")

    def paid(self, row: int) -> bool:
        """Whether what the row earned is money of its own, not a figure for formulas alone."""
        return self.counts[row] is True or self.pays[row] != Pays.SHARE


def assignment_of(calculation: Calculation) -> list[int]:
    """The row of Assignments of each row of Scores, by its first day."""
    starts = column(calculation.assignments, "From", "Start")
    of_score = column(calculation.scores, "From", "Start")
    found = [0] * calculation.scores.count
    for span in calculation.spans:
        by_day = {starts[row]: row for row in range(*span.assignments)}
        for row in range(*span.scores):
            found[row] = by_day.get(of_score[row], span.assignments[0])
    return found


def kpis_sheet(calculation: Calculation) -> SheetContent | None:
    """Each KPI with what it came to over all people, one line a currency; None without scores."""
    if not calculation.scores.count:
        return None
    plan, scores = calculation.plan, _Scores(calculation)
    groups: dict[tuple[str, str], list[int]] = {}
    for row in range(calculation.scores.count):
        currency = plan.employees[scores.person[row]].currency
        groups.setdefault((str(scores.kpi[row]), currency), []).append(row)
    rows: list[tuple[Value | Cell, ...]] = []
    for kpi in plan.kpis:
        for (key, currency), found in sorted(groups.items()):
            if key != kpi.id:
                continue
            rows.append(
                (
                    kpi.id,
                    kpi.name or None,
                    kpi.category.value if kpi.category else None,
                    kpi.unit or None,
                    kpi.better.value,
                    kpi.level.value,
                    "; ".join(kpi.goals) or None,
                    kpi.source or None,
                    Decimal(len({scores.person[row] for row in found})),
                    _mean(scores.attainment, found),
                    _mean(scores.result, [row for row in found if scores.pays[row] == Pays.SHARE]),
                    currency,
                    _bonus(scores, found),
                    _earned(scores, found),
                )
            )
    money, decimals = money_unit(plan), decimals_of(plan)
    columns = (
        SheetColumn("KPI", tone=Tone.INPUT),
        SheetColumn("Name", tone=Tone.INPUT),
        SheetColumn("Category", tone=Tone.INPUT),
        SheetColumn("Unit", tone=Tone.INPUT),
        SheetColumn("Better", tone=Tone.INPUT),
        SheetColumn("Level", tone=Tone.INPUT),
        SheetColumn("Goals", tone=Tone.INPUT),
        SheetColumn("Source", tone=Tone.INPUT),
        SheetColumn("People", "Number of people", "count"),
        SheetColumn("MeanAttainment", "Plain mean over people and assignments", "percent", decimals=1),
        SheetColumn("MeanResult", "Plain mean of what scales give", "percent", decimals=1),
        SheetColumn("Currency", tone=Tone.INPUT),
        SheetColumn("KpiTargetBonus", "Target bonus of the KPI", money, decimals=decimals),
        SheetColumn("Earned", "", money, decimals=decimals),
    )
    return SheetContent("KPIs", (Block(columns, rows, tuple(_totals(calculation, scores))),))


def _bonus(scores: _Scores, rows: Sequence[int]) -> Decimal | None:
    """The target bonus of a KPI that is paid as a share of one; None of one that is paid otherwise or not at all."""
    shares = [row for row in rows if scores.counts[row] is True]
    return total(scores.bonus[row] for row in shares) if shares else None


def _earned(scores: _Scores, rows: Sequence[int]) -> Decimal | None:
    """What a KPI earned as money; None of one that only formulas read."""
    paid = [row for row in rows if scores.paid(row)]
    return total(scores.earned[row] for row in paid) if paid else None


def _totals(calculation: Calculation, scores: _Scores) -> Iterator[Row]:
    """One line a currency: what all KPIs together earned of their target bonuses, and beside them."""
    employees = calculation.plan.employees
    for currency in currencies(calculation.plan):
        rows = [row for row, person in enumerate(scores.person) if employees[person].currency == currency]
        people = Decimal(len({scores.person[row] for row in rows}))
        yield (
            f"Total {currency}",
            *(None,) * 7,
            people,
            None,
            None,
            currency,
            _bonus(scores, rows),
            _earned(scores, rows),
        )


def kpi_map_sheet(calculation: Calculation) -> SheetContent | None:
    """Goal, the KPIs that move it, the roles and people that carry them; None without goals."""
    plan = calculation.plan
    if not calculation.scores.count or not (plan.goals or any(kpi.goals for kpi in plan.kpis)):
        return None
    scores = _Scores(calculation)
    goals = {goal.id: goal for goal in plan.goals}
    by_kpi: dict[str, list[int]] = {}
    for row in range(calculation.scores.count):
        by_kpi.setdefault(str(scores.kpi[row]), []).append(row)
    order = [*goals, *(goal for kpi in plan.kpis for goal in kpi.goals if goal not in goals), NO_GOAL]
    rows: list[tuple[Value | Cell, ...]] = []
    for goal in dict.fromkeys(order):
        about = goals.get(goal, Goal(goal))
        for kpi in plan.kpis:
            if goal not in (kpi.goals or (NO_GOAL,)):
                continue
            found = sorted(by_kpi.get(kpi.id, []), key=lambda row: (scores.role[row], row))
            for row in found:
                employee = plan.employees[scores.person[row]]
                rows.append(
                    (
                        goal,
                        kpi.id,
                        scores.role[row],
                        employee.name,
                        about.name or None,
                        about.owner or None,
                        kpi.name or None,
                        employee.id,
                        scores.weight[row],
                        kpi_cell(scores.target[row], kpi),
                        kpi_cell(scores.actual[row], kpi),
                        scores.attainment[row],
                        scores.result[row] if scores.pays[row] == Pays.SHARE else None,
                        scores.earned[row] if scores.paid(row) else None,
                        employee.currency,
                    )
                )
    return SheetContent("KPI map", (Block(_map_columns(calculation), rows),), frozen=4)


def _map_columns(calculation: Calculation) -> tuple[SheetColumn, ...]:
    plan = calculation.plan
    return (
        SheetColumn("Goal", "Company goal", tone=Tone.INPUT),
        SheetColumn("KPI", "KPI that moves it", tone=Tone.INPUT),
        SheetColumn("Role", "Role that carries it", tone=Tone.INPUT),
        SheetColumn("Person", "Person that carries it", tone=Tone.INPUT),
        SheetColumn("GoalName", "What the goal is", tone=Tone.INPUT),
        SheetColumn("Owner", "Owner of the goal", tone=Tone.INPUT),
        SheetColumn("Name", "What the KPI is", tone=Tone.INPUT),
        SheetColumn("Employee", tone=Tone.INPUT),
        SheetColumn("Weight", "", "percent", Tone.INPUT, 1),
        SheetColumn("Target", "", "kpi", Tone.INPUT),
        SheetColumn("Actual", "", "kpi", Tone.INPUT),
        SheetColumn("Attainment", "", "percent", decimals=1),
        SheetColumn("Result", "", "percent", decimals=1),
        SheetColumn("Earned", "", money_unit(plan), decimals=decimals_of(plan)),
        SheetColumn("Currency", tone=Tone.INPUT),
    )


def _mean(values: Sequence[Value], rows: Sequence[int]) -> Decimal | None:
    """The plain mean of the numbers there are."""
    known = [value for row in rows if isinstance(value := values[row], Decimal)]
    return total(iter(known)) / len(known) if known else None
