"""The frame of a random plan: period, span, currency and the settings that decide about time and rounding.

In: an empty draft. Out: the draft with its dates and the first rows of the sheet Plan. Nothing about people is here.
"""

from __future__ import annotations

import calendar
from datetime import date

from tests.random_plans.form import Draft, number, numbers


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def month_texts(start: date, end: date) -> list[str]:
    """The months that a stretch of days touches, as the sheet Actuals writes them."""
    count = (end.year - start.year) * 12 + end.month - start.month
    return [
        f"{start.year + (start.month - 1 + step) // 12}-{(start.month - 1 + step) % 12 + 1:02d}"
        for step in range(count + 1)
    ]


def add_frame(draft: Draft) -> None:
    """The period and every setting that is drawn without knowing people and KPIs."""
    draft.setting("Plan name", "Random plan")
    _period(draft)
    draft.currency = draft.pick(["EUR"] * 6 + ["USD", "CHF", "JPY", "KWD"])
    draft.setting("Currency", draft.currency)
    _time(draft)
    _rounding(draft)


def _period(draft: Draft) -> None:
    year = draft.pick([2026, 2026, 2026, 2025, 2024])
    kind = draft.pick(["quarter"] * 9 + ["month"] * 4 + ["half"] * 2 + ["year"] * 2 + ["days"] * 3)
    draft.cumulative = kind in ("month", "quarter") and draft.chance(0.28)
    first_month = draft.pick([1, 1, 4, 7, 10]) if draft.chance(0.5) else 1
    if kind == "year":
        first_month = 1
    if kind == "half":
        first_month = draft.pick([1, 1, 7])
    if kind == "month":
        month = draft.random.randint(1, 12)
        draft.start, draft.end = date(year, month, 1), month_end(year, month)
        draft.setting("Period", f"{year}-{month:02d}")
    elif kind == "quarter":
        quarter = draft.random.randint(1, 4)
        draft.start, draft.end = date(year, quarter * 3 - 2, 1), month_end(year, quarter * 3)
        draft.setting("Period", f"{year}-Q{quarter}")
    elif kind == "half":
        half = draft.random.randint(1, 2)
        draft.start, draft.end = date(year, half * 6 - 5, 1), month_end(year, half * 6)
        draft.setting("Period", f"{year}-H{half}")
    elif kind == "year":
        draft.start, draft.end = date(year, 1, 1), date(year, 12, 31)
        draft.setting("Period", str(year))
    else:
        first, last = draft.pick([((7, 6), (8, 16)), ((7, 1), (8, 31)), ((1, 15), (4, 14)), ((2, 1), (2, 20))])
        draft.start, draft.end = date(year, *first), date(year, *last)
        draft.whole_months = draft.start.day == 1 and draft.end == month_end(draft.end.year, draft.end.month)
        draft.setting("Period start", draft.start)
        draft.setting("Period end", draft.end)
        # Only a plan year that holds the whole period, so that "the plan year" has one reading.
        first_month = 1
    draft.year_start = date(year if draft.start.month >= first_month else year - 1, first_month, 1)
    if first_month != 1:
        draft.setting("Year starts", f"1 {calendar.month_name[first_month]}")
    draft.span_start = draft.year_start if draft.cumulative else draft.start
    if draft.cumulative:
        draft.setting("Earnings", "cumulative")
        draft.setting("If overpaid", draft.pick(["carry", "reclaim", "forgive", None]))


def _time(draft: Draft) -> None:
    if draft.chance(0.2):
        draft.setting("Salary is", draft.pick(["full-time", "actual", "actual"]))
    if draft.chance(0.6):
        proration = draft.pick(["calendar days", "30/360", "30/360", "whole months", "whole months", "none"])
        draft.setting("Proration", proration)
        draft.cut_offs = proration == "whole months"
        if proration == "whole months":
            draft.setting("Start cut-off", draft.pick([None, 15, 15, 16, 10]))
            draft.setting("End cut-off", draft.pick([None, 15, 10, 21, 28]))
    if draft.chance(0.12):
        draft.setting("Minimum service", draft.pick([10, 30, 31, 46, 60, 92]))


def _rounding(draft: Draft) -> None:
    if draft.chance(0.35):
        steps = "1 10 5 0.5 100" if draft.currency == "JPY" else "0.01 0.05 1 10 10 100 0.1"
        draft.setting("Rounding", draft.pick(numbers(steps)))
    if draft.chance(0.5):
        draft.setting("Rounding mode", draft.pick(["half up", "half even", "half even", "up", "down"]))
    if draft.chance(0.14):
        draft.setting("Round results", draft.pick(numbers("0.001 0.01 0.05 0.1")))
    if draft.chance(0.14):
        draft.setting("Round score", draft.pick(numbers("0.001 0.01 0.05 0.1")))
    if draft.chance(0.2):
        draft.setting("Negative payout", draft.pick(["zero", "allow", "allow"]))


def span_share(draft: Draft) -> object:
    """A rough share of a year that the span lasts, to choose pools and caps that bite."""
    return number((draft.end - draft.span_start).days + 1) / 365
