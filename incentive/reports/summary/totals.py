"""The first sheet, and the sheets that add people up: Summary, Departments, Bands.

A calculation comes in, sheets go out. Every check is a line of the first sheet and adds into its overall light.
"""

from collections.abc import Sequence
from decimal import Decimal

from incentive.engine.tables import Calculation
from incentive.numbers import ZERO
from incentive.plan.choices import Earnings
from incentive.reports.columns import column
from incentive.reports.manifest import Run, payouts
from incentive.reports.summary.bridge import Bridge, first_day
from incentive.reports.summary.checks import Check, checks
from incentive.reports.summary.tables import currencies, decimals_of, money_unit
from incentive.sheets import Block, Cell, Row, SheetColumn, SheetContent, Tone

NOBODY = "(none)"
# Lower ends of the bands of the bonus as a share of the target bonus; the first holds those who get nothing.
BANDS = (ZERO, Decimal("0.5"), Decimal("0.8"), Decimal(1), Decimal("1.2"), Decimal("1.5"))

# Widths of the columns that all tables of the first sheet share.
_NAMES, _VALUES = 58, 25


def summary_sheet(calculation: Calculation, run: Run) -> SheetContent:
    """Plan and run, the overall light, totals by currency, checks."""
    settings = calculation.plan.settings
    found = checks(calculation)
    failing = [check for check in found if not check.holds]
    light = Cell(
        f"OK: all {len(found)} checks hold" if not failing else f"NOT OK: {len(failing)} of {len(found)} checks",
        tone=Tone.CHECK_BAD if failing else Tone.CHECK_GOOD,
    )
    since = [("Amounts count from", first_day(calculation))] if settings.earnings is Earnings.CUMULATIVE else []
    facts: list[Row] = [
        ("Plan", settings.plan_name),
        ("Organisation", settings.organisation or None),
        ("Period", settings.period.name or None),
        ("From", settings.period.start.isoformat()),
        ("To", settings.period.end.isoformat()),
        *since,
        ("Run", run.id),
        ("People", str(len(calculation.plan.employees))),
        ("Overall", light),
    ]
    about = Block((SheetColumn("Fact", width=_NAMES), SheetColumn("Value", tone=Tone.INPUT, width=_VALUES)), facts)
    return SheetContent(
        "Summary",
        (about, _currency_block(calculation), _check_block(found, decimals_of(calculation.plan))),
        title=f"{settings.plan_name}, {settings.period.name}".strip(", "),
    )


def _currency_block(calculation: Calculation) -> Block:
    plan = calculation.plan
    bridge, paid = Bridge(calculation, "money"), payouts(calculation)
    rows: list[Row] = []
    for currency in currencies(plan):
        people = _of(calculation, currency)
        rows.append((currency, len(people), sum(1 for n in people if paid[n]), *bridge.of(people)))
    columns = (
        SheetColumn("Currency"),
        SheetColumn("People", "Number of people", "count"),
        SheetColumn("Paid", "People with a payout", "count"),
        *bridge.columns,
    )
    return Block(columns, rows, heading="Totals by currency")


def _of(calculation: Calculation, currency: str) -> list[int]:
    """The people who are paid in a currency."""
    return [number for number, employee in enumerate(calculation.plan.employees) if employee.currency == currency]


def _check_block(found: list[Check], decimals: int) -> Block:
    """Each check with its two numbers, their difference, and the outcome in words and colour."""
    rows: list[Row] = []
    for check in found:
        unit = "money" if check.currency else "count"
        numbers = (Cell(number, unit) for number in (check.found, check.expected, check.difference))
        tone = Tone.CHECK_GOOD if check.holds else Tone.CHECK_BAD
        outcome = Cell("OK" if check.holds else "NOT OK", tone=tone)
        rows.append((check.name, check.currency or None, *numbers, outcome, check.detail or None))
    columns = (
        SheetColumn("Check", width=_NAMES),
        SheetColumn("Currency"),
        SheetColumn("Left", "Before = or ≤", "number", decimals=decimals),
        SheetColumn("Right", "After it", "number", decimals=decimals),
        SheetColumn("Difference", "Left less right", "number", decimals=decimals),
        SheetColumn("Outcome"),
        SheetColumn("Detail", width=12),
    )
    return Block(columns, rows, heading="Checks")


def departments_sheet(calculation: Calculation) -> SheetContent | None:
    """Totals by department; None where nobody has one."""
    departments = column(calculation.payouts, "Department")
    if not any(departments):
        return None
    bridge = Bridge(calculation, money_unit(calculation.plan))
    groups: dict[tuple[str, str], list[int]] = {}
    for number, employee in enumerate(calculation.plan.employees):
        groups.setdefault((str(departments[number] or NOBODY), employee.currency), []).append(number)
    rows = [(*key, Decimal(len(people)), *bridge.of(people)) for key, people in sorted(groups.items())]
    columns = (
        SheetColumn("Department", "The last one held in the period; the whole amount stands there", tone=Tone.INPUT),
        SheetColumn("Currency", tone=Tone.INPUT),
        SheetColumn("People", "Number of people", "count"),
        *bridge.columns,
    )
    return SheetContent("Departments", (Block(columns, rows, _totals(calculation, bridge)),))


def _totals(calculation: Calculation, bridge: Bridge) -> tuple[Row, ...]:
    """One line a currency: number of people and sums."""
    found: list[Row] = []
    for currency in currencies(calculation.plan):
        people = _of(calculation, currency)
        found.append((f"Total {currency}", currency, Decimal(len(people)), *bridge.of(people)))
    return tuple(found)


def bands_sheet(calculation: Calculation) -> SheetContent | None:
    """How many people got which share of their target bonus; None where nobody has one."""
    plan = calculation.plan
    bridge = Bridge(calculation, money_unit(plan))
    groups: dict[tuple[int, str], list[int]] = {}
    for number, employee in enumerate(plan.employees):
        share = bridge.share(number)
        if share is not None:
            band = -1 if share <= ZERO else max(place for place, low in enumerate(BANDS) if share >= low)
            groups.setdefault((band, employee.currency), []).append(number)
    everyone = sum(len(people) for people in groups.values())
    if not everyone:
        return None
    rows = [
        (_band(band), currency, *_people(people, everyone), *bridge.of(people))
        for (band, currency), people in sorted(groups.items())
    ]
    columns = (
        SheetColumn("Band", f"{bridge.share_label} of one person"),
        SheetColumn("Currency", tone=Tone.INPUT),
        SheetColumn("People", "People with a target bonus", "count"),
        SheetColumn("ShareOfPeople", "Share of them all", "percent", decimals=1),
        *bridge.columns,
    )
    lines: list[Row] = []
    for currency in currencies(plan):
        people = [number for (_, own), found in groups.items() if own == currency for number in found]
        if people:
            lines.append((f"Total {currency}", currency, *_people(people, everyone), *bridge.of(people)))
    return SheetContent("Bands", (Block(columns, rows, tuple(lines)),))


def _people(people: Sequence[int], everyone: int) -> tuple[Decimal, Decimal]:
    return Decimal(len(people)), Decimal(len(people)) / everyone


def _band(band: int) -> str:
    """A band in words; the lower end belongs to it, the upper one to the next."""
    if band < 0:
        return "nothing"
    low = f"{BANDS[band]:.0%}"
    if band + 1 == len(BANDS):
        return f"{low} and more"
    return f"{low} to under {BANDS[band + 1]:.0%}" if band else f"above 0% to under {BANDS[1]:.0%}"
