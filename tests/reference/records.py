"""One row to one record: settings, employees, scales, KPIs, and the parts of factors, gates and overrides.

In: a row of a sheet.  Out: a record of plan.py, or a problem in words.
Not here: references between sheets (reading.py).
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from . import check
from .cells import blank, choose, day, ident, key, num, period_of, text, value, year_start
from .exact import ZERO, Problem
from .language import Value
from .plan import Kpi, Settings, Sheets, Worker
from .scales import Scale
from .syntax import Node, names_in, norm, parse

FIGURES = ("threshold", "target", "maximum")
NUMERIC = ("salary", "targetbonuspercent", "targetbonusamount", "fte")
RULES = ("ratio", "inverse", "index", "band", "met", "value")
COLUMNS = (
    "employee",
    "name",
    "role",
    "salary",
    "targetbonuspercent",
    "targetbonusamount",
    "email",
    "team",
    "department",
    "manager",
    "fte",
    "start",
    "end",
    "currency",
    "language",
    "statement",
)
PERSON_VALUES = ("periodsalary", "adjustments", "paid", "forgiven")
CHAIN = (
    "TargetBonus",
    "Score",
    "PayoutPercent",
    "Gated",
    "BonusEarned",
    "Capped",
    "Direct",
    "Adjusted",
    "Due",
    "Payout",
)
CHAIN_KEYS = tuple(norm(name) for name in CHAIN)
CHOICES: dict[str, tuple[str, ...]] = {
    "Salary is per": ("year", "month", "period"),
    "Salary is": ("full-time", "actual"),
    "Target amount is per": ("period", "year"),
    "Rounding mode": ("half up", "half even", "up", "down"),
    "Proration": ("calendar days", "30/360", "whole months", "none"),
    "Weights": ("total 100%", "relative", "as given"),
    "If actual is missing": ("stop", "zero", "target", "leave out"),
    "Cap covers": ("bonus", "all"),
    "Negative payout": ("zero", "allow"),
    "Earnings": ("discrete", "cumulative"),
    "If overpaid": ("carry", "reclaim", "forgive"),
    "Budget covers": ("bonus", "all"),
    "If over budget": ("report", "scale"),
}
NUMBERS = (
    "Start cut-off",
    "End cut-off",
    "Minimum service",
    "Round results",
    "Round score",
    "Cap",
    "Budget",
    "Rounding",
)


def settings_of(sheets: Sheets) -> Settings:
    cells = {key(r.get("Setting")): r.get("Value") for r in sheets.get("Plan", [])}
    if blank(cells.get("period")):
        first, last = day(cells.get("periodstart"), "Period start"), day(cells.get("periodend"), "Period end")
        if first is None or last is None or last < first:
            raise Problem("the plan has no period")
    else:
        first, last = period_of(cells["period"])
    begins = year_start(cells.get("yearstarts"), first)
    following = begins.replace(year=begins.year + 1)
    choice = {norm(name): choose(cells.get(norm(name)), options, name) for name, options in CHOICES.items()}
    numbers = {norm(n): _setting_number(cells.get(norm(n)), n) for n in NUMBERS}
    currency = text(cells.get("currency")).upper()
    if not currency:
        raise Problem("the plan has no currency")
    return Settings(
        period=(first, last),
        year=(begins, following - dt.timedelta(days=1)),
        span=(begins, last) if choice["earnings"] == "cumulative" else (first, last),
        currency=currency,
        choice=choice,
        number=numbers,
        overall_scale=key(cells.get("overallscale")),
    )


def _setting_number(cell: object, name: str) -> Fraction | None:
    if blank(cell) or (isinstance(cell, str) and norm(cell) in ("no", "minorunit")) or cell is False:
        return None
    return num(cell, name)


def role_of(row: dict[str, object]) -> str:
    role = ident(row.get("Role"))
    return "" if role == "*" else role


def add(store: dict[str, Fraction], person: str, amount: Fraction | None) -> None:
    if amount is None:
        raise Problem("the amount is blank")
    store[person] = store.get(person, ZERO) + amount


def figure(cell: object, yes: bool) -> Fraction | None:
    found = value(cell)
    if isinstance(found, bool):
        return Fraction(int(found))
    if yes and isinstance(found, str) and found.casefold() in ("yes", "true", "no", "false"):
        return Fraction(int(found.casefold() in ("yes", "true")))
    return num(cell, "Value")


def one_target(fields: dict[str, Value]) -> None:
    if fields.get("targetbonuspercent") is not None and fields.get("targetbonusamount") is not None:
        raise Problem("a target bonus in percent and as an amount: one of them")


def worker_of(fields: dict[str, Value], currency: str) -> Worker:
    for name in NUMERIC:
        fields[name] = num(fields.get(name), name)
    if fields["fte"] is None:
        fields["fte"] = Fraction(1)
    one_target(fields)
    start, end = day(fields.get("start"), "Start"), day(fields.get("end"), "End")
    if start and end and end < start:
        raise Problem("End is before Start")
    fields["start"], fields["end"] = start, end
    own = text(fields.get("currency")).upper() or currency
    fields["currency"] = own
    return Worker(text(fields.get("employee")), ident(fields.get("employee")), fields, start, end, own)


def _in_order(ats: list[Fraction]) -> None:
    """Rising, or falling (which only a lower-is-better KPI may take); the rest is found where the scale is used."""
    if ats not in (sorted(ats), sorted(ats, reverse=True)):
        raise Problem("the points are not in order")


def scale_of(rows: list[dict[str, object]]) -> Scale:
    first = rows[0]
    between = choose(first.get("Between"), ("line", "step", "slices", "formula"), "Between")
    points: list[tuple[Fraction | str, Fraction]] = []
    for row in rows:
        if blank(row.get("At")) and between == "formula":
            continue
        named = key(row.get("At"))
        at: Fraction | str | None = named if named in FIGURES else num(row.get("At"), "At")
        pays = num(row.get("Pays"), "Pays")
        if at is None or pays is None:
            raise Problem("At or Pays is blank")
        points.append((at, pays))
    _in_order([at for at, _ in points if isinstance(at, Fraction)])
    formula = parse(text(first.get("Formula"))) if between == "formula" else None
    if formula is not None:
        for problem in check.problems(formula, check.Scope({"x"})):
            raise Problem(problem)
    return Scale(
        id=text(first.get("Scale")),
        points=tuple(points),
        measured=choose(first.get("Measured in"), ("attainment", "value", "index"), "Measured in"),
        between=between,
        hold_below=choose(first.get("Below first"), ("zero", "hold"), "Below first") == "hold",
        go_on=choose(first.get("Above last"), ("hold", "continue"), "Above last") == "continue",
        to=choose(first.get("Boundary"), ("from", "to"), "Boundary") == "to",
        formula=formula,
    )


def _rule(cell: object, better: str) -> tuple[str, Node | None]:
    if blank(cell):
        return ("met" if better == "yes" else "ratio"), None
    if key(cell) not in RULES:
        tree = parse(text(cell))
        for problem in check.problems(tree, check.Scope({"actual", *FIGURES})):
            raise Problem(problem)
        return "formula", tree
    rule = key(cell)
    fits = {"ratio": ("higher", "lower", "closest"), "inverse": ("lower",), "band": ("closest",), "met": ("yes",)}
    if better not in fits.get(rule, (better,)):
        raise Problem(f"the rule {rule} does not fit Better = {better}")
    return rule, None


def kpi_of(row: dict[str, object], settings: Settings) -> Kpi:
    better = key(row.get("Better"))
    if better not in ("higher", "lower", "closest", "yes"):
        raise Problem(f"Better: {text(row.get('Better'))!r} is none of higher, lower, closest, yes")
    rule, rule_formula = _rule(row.get("Attainment"), better)
    formula = None if blank(row.get("Formula")) else parse(text(row.get("Formula")))
    if formula is not None:
        for problem in check.problems(formula, check.Scope(names_in(formula))):
            raise Problem(problem)
    combine = choose(row.get("Combine"), ("", "sum", "average", "last", "max", "min", "each"), "Combine")
    level = choose(row.get("Level"), ("person", "team", "department", "company"), "Level")
    prorate = choose(row.get("Part period"), ("full", "prorate"), "Part period") == "prorate"
    if prorate and (level != "person" or combine not in ("", "sum")):
        raise Problem("Part period = prorate is for a KPI of a person whose Combine is sum or blank")
    if combine == "each" and formula is not None:
        raise Problem("a formula KPI cannot combine deal by deal")
    to_date = choose(row.get("Measured over"), ("period", "year to date"), "Measured over") == "yeartodate"
    missing = row.get("If missing")
    return Kpi(
        id=text(row.get("KPI")),
        key=key(row.get("KPI")),
        unit=text(row.get("Unit")),
        better=better,
        rule=rule,
        rule_formula=rule_formula,
        formula=formula,
        inputs=names_in(formula) if formula is not None else (),
        combine=combine,
        prorate=prorate,
        to_date=to_date,
        level=level,
        if_missing=settings.choice["ifactualismissing"]
        if blank(missing)
        else choose(missing, CHOICES["If actual is missing"], "If missing"),
    )


def part_of(sheet: str, row: dict[str, object]) -> tuple[str, dict[str, object]]:
    if sheet == "Factors":
        found = value(row.get("Value"))
        use = None if blank(row.get("Use")) else choose(row.get("Use"), ("multiply", "value"), "Use")
        return key(row.get("Factor")), {"value": found, "use": use}
    if sheet == "Gates":
        condition = None if blank(row.get("Condition")) else parse(str(row.get("Condition")))
        acts = None if blank(row.get("Acts on")) else acts_on(row.get("Acts on"))
        multiply, limit = num(row.get("Multiply by"), "Multiply by"), num(row.get("Limit to"), "Limit to")
        return key(row.get("Gate")), {"condition": condition, "multiply": multiply, "limit": limit, "acts": acts}
    what = text(row.get("What"))
    head, colon, tail = what.partition(":")
    if colon and norm(head) in ("kpi", "section"):
        name = f"{norm(head)}:{norm(tail)}"
    else:
        name = norm(what).replace("%", "percent")
        if name not in ("score", "payoutpercent"):
            raise Problem(f"What: {what!r} cannot be overridden")
    return name, {"value": num(row.get("Value"), "Value")}


def acts_on(cell: object) -> str:
    head, colon, tail = text(cell).partition(":")
    if colon and norm(head) in ("section", "kpi"):
        return f"{norm(head)}:{norm(tail)}"
    return choose(cell, ("bonus", "all"), "Acts on")
