"""The first sheet, and the sheets that add people up: Summary, Departments, Bands.

A calculation comes in, sheets go out. Every check is a line of the first sheet and adds into its overall light.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from incentive.engine.tables import Calculation
from incentive.formula.tree import Value
from incentive.i18n.formats import rounded
from incentive.numbers import ZERO
from incentive.plan.choices import BudgetCovers, IfOverBudget
from incentive.problems.entry import Severity
from incentive.reports.columns import column
from incentive.reports.manifest import Run, payouts, totals
from incentive.reports.summary.tables import currencies, decimals_of, money_unit, total
from incentive.sheets import Block, Cell, SheetColumn, SheetContent, Tone

NOBODY = "(none)"
# Lower ends of the bands of payout as a share of the target bonus; the first holds those who get nothing.
BANDS = (ZERO, Decimal("0.5"), Decimal("0.8"), Decimal(1), Decimal("1.2"), Decimal("1.5"))


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold: what it says, whether it does, and by how much not."""

    name: str
    holds: bool
    detail: str


def summary_sheet(calculation: Calculation, run: Run) -> SheetContent:
    """Plan and run, the overall light, totals by currency, checks."""
    settings = calculation.plan.settings
    found = checks(calculation)
    failing = [check for check in found if not check.holds]
    light = Cell(
        "all checks hold" if not failing else f"{len(failing)} of {len(found)} checks do not hold",
        tone=Tone.CHECK_BAD if failing else Tone.CHECK_GOOD,
    )
    facts: list[tuple[Value | Cell, ...]] = [
        ("Plan", settings.plan_name),
        ("Organisation", settings.organisation or None),
        ("Period", settings.period.name or None),
        ("From", settings.period.start.isoformat()),
        ("To", settings.period.end.isoformat()),
        ("Run", run.id),
        ("People", str(len(calculation.plan.employees))),
        ("Overall", light),
    ]
    about = Block((SheetColumn("Fact", width=36), SheetColumn("Value", tone=Tone.INPUT, width=18)), facts)
    return SheetContent(
        "Summary",
        (about, _currency_block(calculation), _check_block(found)),
        title=f"{settings.plan_name}, {settings.period.name}".strip(", "),
    )


def _currency_block(calculation: Calculation) -> Block:
    plan = calculation.plan
    decimals = decimals_of(plan)
    target = column(calculation.payouts, "TargetBonus")
    paid = payouts(calculation)
    rows = []
    for currency in currencies(plan):
        people = [number for number, employee in enumerate(plan.employees) if employee.currency == currency]
        whole, planned = total(paid[number] for number in people), total(target[number] for number in people)
        rows.append(
            (currency, len(people), sum(1 for n in people if paid[n]), planned, whole, share_of(whole, planned))
        )
    columns = (
        SheetColumn("Currency"),
        SheetColumn("People", "Number of people", "count"),
        SheetColumn("Paid", "People with a payout", "count"),
        SheetColumn("TargetBonus", "Target bonus", "money", decimals=decimals),
        SheetColumn("Payout", "Payout", "money", decimals=decimals),
        SheetColumn("Share", "Payout as a share of the target bonus", "percent", decimals=1),
    )
    return Block(columns, rows, heading="Totals by currency")


def _check_block(found: list[Check]) -> Block:
    rows = [
        (
            check.name,
            Cell("holds" if check.holds else "does not hold", tone=Tone.CHECK_GOOD if check.holds else Tone.CHECK_BAD),
            check.detail,
        )
        for check in found
    ]
    return Block(
        (SheetColumn("Check", width=36), SheetColumn("Outcome"), SheetColumn("Detail", width=12)),
        rows,
        heading="Checks",
    )


def checks(calculation: Calculation) -> list[Check]:
    """The checks of a calculation."""
    errors = [problem for problem in calculation.problems if problem.severity is Severity.ERROR]
    by_currency = totals(calculation)
    by_department: dict[str, Decimal] = {}
    for _, currency, _, _, paid, _ in department_rows(calculation):
        if isinstance(paid, Decimal):
            by_department[str(currency)] = by_department.get(str(currency), ZERO) + paid
    found = [
        Check("No errors", not errors, f"{len(errors)} errors"),
        Check(
            "Departments add up to the total",
            all(by_department.get(currency, ZERO) == whole for currency, whole in by_currency.items()),
            ", ".join(
                f"{currency} {rounded(whole, decimals_of(calculation.plan)):,}"
                for currency, whole in by_currency.items()
            ),
        ),
    ]
    return [*found, *_split_checks(calculation), *_budget_check(calculation)]


def _split_checks(calculation: Calculation) -> Iterator[Check]:
    """The parts in which a payout is paid add up to it, for everyone who has them."""
    known = {one.key for one in calculation.payouts.columns}
    for group in dict.fromkeys(step.split for step in calculation.plan.steps if step.split):
        names = list(dict.fromkeys(s.name for s in calculation.plan.steps if s.split == group))
        parts = [calculation.payouts.values[name] for name in names if name in known]
        wrong = 0
        for number, paid in enumerate(payouts(calculation)):
            values = [part[number] for part in parts if part[number] is not None]
            if values and paid is not None and total(iter(values)) != paid:
                wrong += 1
        yield Check(f"{group}: the parts add up to the payout", not wrong, f"{wrong} people differ")


def _budget_check(calculation: Calculation) -> Iterator[Check]:
    settings = calculation.plan.settings
    if settings.budget is None or len(currencies(calculation.plan)) > 1:
        return
    step = "Capped" if settings.budget_covers.value == "bonus" else "Adjusted"
    values = column(calculation.payouts, step)
    spent = sum((value for value in values if isinstance(value, Decimal) and value > ZERO), ZERO)
    kept = spent <= settings.budget
    decimals = decimals_of(calculation.plan)
    detail = f"{rounded(spent, decimals):,} of {rounded(settings.budget, decimals):,} {settings.currency}"
    if settings.if_over_budget is IfOverBudget.REPORT and not kept:
        detail += ", to be reported only"
    what = "all" if settings.budget_covers is BudgetCovers.ALL else "bonuses"
    yield Check(f"Within the budget ({what}, before rounding)", kept, detail)


def department_rows(calculation: Calculation) -> list[tuple[Value | Cell, ...]]:
    """Department, currency, people, target bonus, payout, share; one line a department and currency."""
    plan = calculation.plan
    target, paid = column(calculation.payouts, "TargetBonus"), payouts(calculation)
    groups: dict[tuple[str, str], list[int]] = {}
    for number, employee in enumerate(plan.employees):
        groups.setdefault((employee.department or NOBODY, employee.currency), []).append(number)
    rows: list[tuple[Value | Cell, ...]] = []
    for (department, currency), people in sorted(groups.items()):
        planned, whole = total(target[n] for n in people), total(paid[n] for n in people)
        rows.append((department, currency, Decimal(len(people)), planned, whole, share_of(whole, planned)))
    return rows


def departments_sheet(calculation: Calculation) -> SheetContent | None:
    """Totals by department; None where nobody has one."""
    if not any(employee.department for employee in calculation.plan.employees):
        return None
    decimals = decimals_of(calculation.plan)
    columns = (
        SheetColumn("Department", tone=Tone.INPUT),
        SheetColumn("Currency", tone=Tone.INPUT),
        SheetColumn("People", "Number of people", "count"),
        SheetColumn("TargetBonus", "Target bonus", money_unit(calculation.plan), decimals=decimals),
        SheetColumn("Payout", "Payout", money_unit(calculation.plan), decimals=decimals),
        SheetColumn("Share", "Payout as a share of the target bonus", "percent", decimals=1),
    )
    lines = tuple(
        (f"Total {currency}", currency, Decimal(people), target, paid, share_of(paid, target))
        for currency, people, target, paid in _by_currency(calculation)
    )
    return SheetContent("Departments", (Block(columns, department_rows(calculation), lines),))


def _by_currency(calculation: Calculation) -> Iterator[tuple[str, int, Decimal, Decimal]]:
    plan = calculation.plan
    target, paid = column(calculation.payouts, "TargetBonus"), payouts(calculation)
    for currency in currencies(plan):
        people = [number for number, employee in enumerate(plan.employees) if employee.currency == currency]
        yield currency, len(people), total(target[n] for n in people), total(paid[n] for n in people)


def bands_sheet(calculation: Calculation) -> SheetContent | None:
    """How many people got which share of their target bonus; None where nobody has one."""
    plan = calculation.plan
    target, paid = column(calculation.payouts, "TargetBonus"), payouts(calculation)
    groups: dict[tuple[int, str], list[int]] = {}
    for number, employee in enumerate(plan.employees):
        share = share_of(paid[number] or ZERO, target[number])
        if share is not None:
            band = -1 if share <= ZERO else max(place for place, low in enumerate(BANDS) if share >= low)
            groups.setdefault((band, employee.currency), []).append(number)
    everyone = sum(len(people) for people in groups.values())
    if not everyone:
        return None
    rows: list[tuple[Value | Cell, ...]] = []
    for (band, currency), people in sorted(groups.items()):
        low = None if band < 0 else BANDS[band]
        high = ZERO if band < 0 else BANDS[band + 1] if band + 1 < len(BANDS) else None
        planned, whole = total(target[n] for n in people), total(paid[n] for n in people)
        rows.append((low, high, currency, Decimal(len(people)), Decimal(len(people)) / everyone, planned, whole))
    decimals = decimals_of(plan)
    columns = (
        SheetColumn("From", "Payout as a share of target bonus, from", "percent", decimals=0),
        SheetColumn("Below", "up to but without; 0 % is nothing paid", "percent", decimals=0),
        SheetColumn("Currency", tone=Tone.INPUT),
        SheetColumn("People", "Number of people", "count"),
        SheetColumn("ShareOfPeople", "Share of all people", "percent", decimals=1),
        SheetColumn("TargetBonus", "Target bonus", money_unit(plan), decimals=decimals),
        SheetColumn("Payout", "Payout", money_unit(plan), decimals=decimals),
    )
    return SheetContent("Bands", (Block(columns, rows),))


def share_of(part: Value, whole: Value) -> Decimal | None:
    """A part of a whole; None where there is no whole."""
    if isinstance(part, Decimal) and isinstance(whole, Decimal) and whole > ZERO:
        return part / whole
    return None
