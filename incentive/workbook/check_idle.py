"""What is set and has no effect: settings without the one that they belong to, choices that a kind of scale ignores,
weights of rows that pay money.

In: the plan's records. Out: findings in the `Reading`. Only a choice other than the default is worth a word.
"""

from collections.abc import Iterator
from enum import StrEnum

from incentive.i18n.phrases import Named, phrase
from incentive.numbers import ONE
from incentive.plan import Plan
from incentive.plan.choices import (
    AboveLast,
    BelowFirst,
    Between,
    Boundary,
    BudgetCovers,
    CapCovers,
    Earnings,
    IfOverBudget,
    IfOverpaid,
    Pays,
    Proration,
)
from incentive.plan.records import Scale, Settings
from incentive.workbook.book_forms import shown_number
from incentive.workbook.reading import Reading
from incentive.workbook.schema import PLAN_SETTINGS

_START, _END = 9, 20


def check_idle(plan: Plan, reading: Reading) -> None:
    """Warn of each setting and choice without effect."""
    settings = plan.settings
    names = {column.id: column.name for column in PLAN_SETTINGS}
    for field, why in _settings(settings):
        if field in settings.at:
            place = reading.origins.place(settings.at[field])
            reading.report("WB098", (place,), column=names[field], reason=why)
    for scale in plan.scales:
        for column, why in _choices(scale):
            reading.report("WB098", (reading.origins.place(scale.at, column),), column=column, reason=why)
    for rate in plan.rates:
        if rate.currency == settings.currency and rate.rate != ONE:
            place = reading.origins.place(rate.at, "Rate", str(rate.rate))
            why = phrase("{currency} is the plan's own currency, which is always worth 1", currency=rate.currency)
            reading.report("WB098", (place,), column="Rate", reason=why)
    for row in plan.matrix:
        if row.weight and row.pays is not Pays.SHARE:
            place = reading.origins.place(row.at, "Weight", shown_number(row.weight, "0%"))
            reading.report("WB106", (place,), kpi=row.kpi, role=row.role, pays=_named(row.pays))


def _named(choice: StrEnum) -> Named:
    return Named(choice, f"{type(choice).__name__}.{choice}")


def _settings(settings: Settings) -> Iterator[tuple[str, str]]:
    """Fields of settings that do nothing, and why."""
    if settings.earnings is Earnings.DISCRETE and settings.if_overpaid is not IfOverpaid.CARRY:
        yield "if_overpaid", phrase("Earnings is discrete, where nothing is overpaid")
    if settings.cap is None and settings.cap_covers is not CapCovers.BONUS:
        yield "cap_covers", phrase("there is no Cap")
    if settings.budget is None and settings.budget_covers is not BudgetCovers.BONUS:
        yield "budget_covers", phrase("there is no Budget")
    if settings.budget is None and settings.if_over_budget is not IfOverBudget.REPORT:
        yield "if_over_budget", phrase("there is no Budget")
    if settings.proration is not Proration.WHOLE_MONTHS:
        why = phrase("Proration is {proration}, not whole months", proration=_named(settings.proration))
        if settings.start_cutoff != _START:
            yield "start_cutoff", why
        if settings.end_cutoff != _END:
            yield "end_cutoff", why


def _choices(scale: Scale) -> Iterator[tuple[str, str]]:
    """Columns of a scale that do nothing, and why."""
    why = phrase("scale {scale} is {between}", scale=scale.id, between=_named(scale.between))
    points = scale.between in {Between.LINE, Between.STEP}
    if scale.above_last is AboveLast.CONTINUE and scale.between is not Between.LINE:
        yield (
            "Above last",
            phrase("{why}, which has no slope to continue", why=why) if scale.between is Between.STEP else why,
        )
    if scale.below_first is BelowFirst.HOLD and not points:
        yield "Below first", why
    if scale.boundary is Boundary.TO and not points:
        yield "Boundary", why
