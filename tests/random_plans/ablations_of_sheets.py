"""Features that no single cell holds: levels, sections, precedence, jumps, dated rates, splits.

In: sheets, changed in place. Out: whether they had the feature. Part of the table in `ablations`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from tests.random_plans.form import Sheets

Row = dict[str, Any]


def _rows_of(sheets: Sheets, kpi: Row) -> list[Row]:
    """The rows of Actuals for a KPI or its inputs."""
    names = {kpi["KPI"], f"In{kpi['KPI']}a", f"In{kpi['KPI']}b"}
    return [row for row in sheets.get("Actuals", []) if row["KPI"] in names]


def level(of: str) -> Callable[[Sheets], bool]:
    """The first thing's figures of such a KPI become the whole company's; the company's become one person's."""

    def change(sheets: Sheets) -> bool:
        found = False
        for kpi in sheets["KPIs"]:
            rows = _rows_of(sheets, kpi)
            if kpi.get("Level", "person") != of or not rows:
                continue
            found = True
            first = rows[0]["For"]
            sheets["Actuals"] = [row for row in sheets.get("Actuals", []) if row not in rows or row["For"] == first]
            for row in _rows_of(sheets, kpi):
                row["For"] = "*"
                if of == "company" and isinstance(row["Value"], Decimal):
                    row["Value"] = row["Value"] / 2
            kpi["Level"] = "company"
            kpi.pop("Part period", None)
        return found

    return change


def deals(sheets: Sheets) -> bool:
    """Deal by deal: one figure, the sum, instead."""
    found = False
    for kpi in sheets["KPIs"]:
        if kpi.get("Combine") != "each":
            continue
        sums: dict[str, Row] = {}
        for row in _rows_of(sheets, kpi):
            sheets["Actuals"].remove(row)
            one = sums.setdefault(row["For"], {"For": row["For"], "KPI": kpi["KPI"], "Value": Decimal(0)})
            one["Value"] += row["Value"]
        del kpi["Combine"]
        kpi["If missing"] = "zero"
        sheets.setdefault("Actuals", []).extend(sums.values())
        found = found or bool(sums)
    return found


def met_with_target(sheets: Sheets) -> bool:
    """A yes KPI with a target: a constant instead."""
    with_target = {row["KPI"] for row in sheets["Matrix"] if row.get("Target") is not None}
    found = False
    for kpi in sheets["KPIs"]:
        if kpi["Better"] == "yes" and kpi.get("Attainment", "met") == "met" and kpi["KPI"] in with_target:
            kpi["Attainment"] = "1"
            found = True
    return found


def formula_of_inputs(sheets: Sheets) -> bool:
    """A KPI that is a formula over inputs: a little more than it says instead."""
    found = False
    for kpi in sheets["KPIs"]:
        if f"In{kpi['KPI']}a" in kpi.get("Formula", ""):
            kpi["Formula"] = f"1.07 * ({kpi['Formula']})"
            found = True
    return found


def formula_of_kpi(sheets: Sheets) -> bool:
    """A KPI that is a formula over another: a little more than the other instead."""
    found = False
    for kpi in sheets["KPIs"]:
        formula = kpi.get("Formula", "")
        if formula and f"In{kpi['KPI']}a" not in formula:
            kpi["Formula"] = f"1.07 * ({formula})"
            found = True
    return found


def unit_currency(sheets: Sheets) -> bool:
    """A money KPI in a currency: in the plan's instead."""
    currencies = {row["Currency"] for row in sheets.get("Rates", [])}
    found = False
    for kpi in sheets["KPIs"]:
        if kpi.get("Unit") in currencies:
            del kpi["Unit"]
            found = True
    return found


def weight(sheets: Sheets) -> bool:
    """Weights of a role's KPIs: each moves to the next KPI of its role and section."""
    return _rotate(sheets["Matrix"], "Weight", lambda row: (row["Role"], row.get("Employee"), row.get("Section")))


def section_weight(sheets: Sheets) -> bool:
    """Weights of the sections: each moves to the next."""
    return _rotate(sheets.get("Sections", []), "Weight", lambda row: row.get("Role"))


def _rotate(rows: list[Row], column: str, key: Callable[[Row], object]) -> bool:
    groups: dict[object, list[Row]] = {}
    for row in rows:
        if row.get(column) is not None:
            groups.setdefault(key(row), []).append(row)
    changed = False
    for group in groups.values():
        held = [row[column] for row in group]
        for row, value in zip(group, [*held[1:], held[0]], strict=True):
            changed = changed or row[column] != value
            row[column] = value
    return changed


def section_role(sheets: Sheets) -> bool:
    """Sections that weigh otherwise in one role: as for everyone instead."""
    kept = [row for row in sheets.get("Sections", []) if "Role" not in row]
    if len(kept) == len(sheets.get("Sections", [])):
        return False
    sheets["Sections"] = kept
    return True


def special_gate(sheets: Sheets) -> bool:
    """A further row of a gate, for fewer people: removed."""
    first: dict[str, Row] = {}
    rows = sheets.get("Gates", [])
    for row in rows:
        first.setdefault(row["Gate"], row)
    if len(first) == len(rows):
        return False
    sheets["Gates"] = list(first.values())
    return True


def gate_on_money(sheets: Sheets) -> bool:
    """A gate on a KPI that pays money: removed."""
    money = {f"kpi:{row['KPI']}" for row in sheets["Matrix"] if row.get("Pays", "share") != "share"}
    return _without(sheets, "Gates", "Acts on", money)


def override_of_money(sheets: Sheets) -> bool:
    """An override of a KPI that pays money: removed."""
    money = {f"kpi:{row['KPI']}" for row in sheets["Matrix"] if row.get("Pays", "share") != "share"}
    return _without(sheets, "Overrides", "What", money)


def _without(sheets: Sheets, sheet: str, column: str, values: set[str]) -> bool:
    rows = sheets.get(sheet, [])
    kept = [row for row in rows if row.get(column) not in values]
    if len(kept) == len(rows):
        return False
    sheets[sheet] = kept
    return True


def nested(sheets: Sheets) -> bool:
    """The sheet Sections: each KPI's weight is multiplied out by hand with equal sections."""
    rows = sheets.get("Sections", [])
    names = {row["Section"] for row in rows if row.get("Weight") is not None}
    if len(names) < 2:
        return False
    del sheets["Sections"]
    for row in sheets["Matrix"]:
        if row.get("Weight") is not None:
            row["Weight"] = row["Weight"] / len(names) if row.get("Section") in names else Decimal("0.000001")
    return True


def blank_section(sheets: Sheets) -> bool:
    """A section that only a formula reads: it takes half of the score."""
    rows = sheets.get("Sections", [])
    blank = [row for row in rows if row.get("Weight") is None]
    for row in rows:
        row["Weight"] = Decimal("0.5") if row in blank else row["Weight"] / 2
    return bool(blank)


def role_over_everyone(sheets: Sheets) -> bool:
    """A role's row beside one for everyone and the same KPI: removed."""
    common = {row["KPI"] for row in sheets["Matrix"] if row["Role"] == "*" and "Employee" not in row}
    kept = [row for row in sheets["Matrix"] if row["Role"] == "*" or row["KPI"] not in common or "Employee" in row]
    changed = len(kept) < len(sheets["Matrix"])
    sheets["Matrix"] = kept
    return changed


def everyone_rows(sheets: Sheets) -> bool:
    """A matrix row for everyone: for the first role only, the others have a row of their own with another cap."""
    roles = list(
        dict.fromkeys(row["Role"] for row in (*sheets["Employees"], *sheets.get("Assignments", ())) if row.get("Role"))
    )
    rows = [row for row in sheets["Matrix"] if row["Role"] == "*" and "Employee" not in row]
    for row in rows:
        others = [{**row, "Role": role} for role in roles[1:]]
        if row.get("Pays", "share") == "share":
            others = [{**other, "Cap": Decimal("0.3")} for other in others]
        row["Role"] = roles[0]
        sheets["Matrix"].extend(others)
    return bool(rows)


def _scales(sheets: Sheets) -> dict[str, list[Row]]:
    scales: dict[str, list[Row]] = {}
    for row in sheets.get("Scales", []):
        scales.setdefault(row["Scale"], []).append(row)
    return scales


def first_cell(column: str, default: str, instead: str, between: tuple[str, ...] = ()) -> Callable[[Sheets], bool]:
    """A choice on a scale's first row that has its default: another instead."""

    def change(sheets: Sheets) -> bool:
        found = False
        for rows in _scales(sheets).values():
            first = rows[0]
            if first.get(column, default) == default and (not between or first.get("Between", "line") in between):
                first[column] = instead
                found = True
        return found

    return change


def jump(sheets: Sheets) -> bool:
    """Two points at one place: the second is removed."""
    found = False
    for rows in _scales(sheets).values():
        for before, after in pairwise(rows):
            if before.get("At") is not None and before["At"] == after["At"] and before["Pays"] != after["Pays"]:
                sheets["Scales"].remove(after)
                found = True
                break
    return found


def descending(sheets: Sheets) -> bool:
    """Points that run down, of a value where lower is better: what they pay moves one point on."""
    found = False
    for rows in _scales(sheets).values():
        points = [row["At"] for row in rows if isinstance(row.get("At"), Decimal)]
        if len(points) > 1 and points[0] > points[-1]:
            found = True
            for row, after in pairwise(rows):
                row["Pays"] = after["Pays"]
    return found


def no_scale(sheets: Sheets) -> bool:
    """A KPI without a scale: a scale of its own instead."""
    found = False
    for row in sheets["Matrix"]:
        if row.get("Scale") is None:
            row["Scale"] = "Ablation"
            found = True
    if found:
        sheets.setdefault("Scales", []).extend(
            {"Scale": "Ablation", "At": Decimal(at), "Pays": Decimal(pays), "Between": between}
            for at, pays, between in (("0.5", "0.4", "step"), ("1.04", "1.2", None))
        )
    return found


def slices_paying(pays: str) -> Callable[[Sheets], bool]:
    """A scale of slices under this kind of pay: a step scale instead."""

    def change(sheets: Sheets) -> bool:
        names = {row.get("Scale") for row in sheets["Matrix"] if row.get("Pays", "share") == pays}
        found = False
        for name, rows in _scales(sheets).items():
            if name in names and rows[0].get("Between") == "slices":
                rows[0]["Between"] = "step"
                found = True
        return found

    return change


def rate_date(sheets: Sheets) -> bool:
    """Several rates of one currency: the first alone is removed, so that an older one counts."""
    seen: set[str] = set()
    for row in list(sheets.get("Rates", [])):
        if row["Currency"] in seen:
            sheets["Rates"].remove(sheets["Rates"][0])
            return True
        seen.add(row["Currency"])
    return False


def paid_before(sheets: Sheets) -> bool:
    """Paid for a period before the span: counted as within it instead."""
    settings = {row["Setting"]: row["Value"] for row in sheets["Plan"]}
    if settings.get("Earnings") != "cumulative":
        return False
    period = str(settings["Period"])
    year = int(period[:4])
    month = int(period[6:]) * 3 - 2 if "Q" in period else int(period[5:7])
    starts = str(settings.get("Year starts", "1 January"))
    first = {"1 January": 1, "1 April": 4, "1 July": 7, "1 October": 10}[starts]
    begin = date(year if month >= first else year - 1, first, 1)
    found = False
    for row in sheets.get("Paid", []):
        if str(row["Period"])[:7] < f"{begin:%Y-%m}":
            row["Period"] = f"{begin:%Y-%m}"
            found = True
    return found


def period_days(sheets: Sheets) -> bool:
    """A period from day to day: the first quarter of its year instead."""
    settings = {row["Setting"]: row for row in sheets["Plan"]}
    if "Period start" not in settings:
        return False
    start = settings["Period start"]["Value"]
    sheets["Plan"].remove(settings["Period start"])
    settings["Period end"].update({"Setting": "Period", "Value": f"{start.year}-Q{(start.month + 2) // 3}"})
    return True


def period(kind: Callable[[str], bool]) -> Callable[[Sheets], bool]:
    """A period of one kind: another one that begins in it."""

    def change(sheets: Sheets) -> bool:
        for row in sheets["Plan"]:
            if row["Setting"] == "Period" and kind(str(row["Value"])):
                held = str(row["Value"])
                month = {"Q": 3 * int(held[-1]) - 2, "H": 6 * int(held[-1]) - 5}.get(held[5:6], 1)
                month = int(held[5:]) if len(held) == 7 and held[5:].isdigit() else month
                quarter = f"{held[:4]}-Q{(month + 2) // 3}"
                row["Value"] = quarter if quarter != held else f"{held[:4]}-{month:02d}"
                return True
        return False

    return change


def actual_months(sheets: Sheets) -> bool:
    """Figures by month: the last month's is removed for everyone."""
    months = sorted({row["Month"] for row in sheets.get("Actuals", []) if "Month" in row})
    if len(months) < 2:
        return False
    sheets["Actuals"] = [row for row in sheets.get("Actuals", []) if row.get("Month") != months[-1]]
    return True


def currency(codes: tuple[str, ...]) -> Callable[[Sheets], bool]:
    """A plan currency with no or three decimals: one with two instead."""

    def change(sheets: Sheets) -> bool:
        for row in sheets["Plan"]:
            if row["Setting"] == "Currency" and row["Value"] in codes:
                row["Value"] = "SEK"
                return True
        return False

    return change


def forgive(sheets: Sheets) -> bool:
    """What was overpaid is forgiven: reclaimed instead."""
    for row in sheets["Plan"]:
        if row["Setting"] == "If overpaid" and row["Value"] == "forgive":
            row["Value"] = "reclaim"
            return True
    return False


SHEET_ABLATIONS: dict[str, Callable[[Sheets], bool]] = {
    "Level = team": level("team"),
    "Level = department": level("department"),
    "Level = company": level("company"),
    "Combine = each": deals,
    "Attainment = met (yes) with a target": met_with_target,
    "KPIs.Formula over inputs": formula_of_inputs,
    "KPIs.Formula over a KPI": formula_of_kpi,
    "KPIs.Unit = a currency": unit_currency,
    "Matrix.Weight": weight,
    "Matrix.Role = *": everyone_rows,
    "Matrix: role over everyone": role_over_everyone,
    "sheet Sections": nested,
    "Sections.Weight": section_weight,
    "Sections.Role": section_role,
    "blank-weight sections": blank_section,
    "Measured in = attainment": first_cell("Measured in", "attainment", "index"),
    "Between = line": first_cell("Between", "line", "step"),
    "Below first = zero": first_cell("Below first", "zero", "hold", ("line", "step")),
    "Above last = hold": first_cell("Above last", "hold", "continue", ("line",)),
    "Boundary = from": first_cell("Boundary", "from", "to", ("line", "step")),
    "a jump in a scale": jump,
    "descending points": descending,
    "no scale": no_scale,
    "slices that pay a share": slices_paying("share"),
    "slices that pay an amount": slices_paying("amount"),
    "slices that pay a rate": slices_paying("rate"),
    "several rows of a gate": special_gate,
    "Acts on = kpi: that pays money": gate_on_money,
    "Overrides kpi: that pays money": override_of_money,
    "Rates.Date": rate_date,
    "Paid.Period before the span": paid_before,
    "Period start and end": period_days,
    "Period = a month": period(lambda text: len(text) == 7 and text[5:].isdigit()),
    "Period = a quarter": period(lambda text: "Q" in text),
    "Period = a half-year": period(lambda text: "H" in text),
    "Period = a year": period(lambda text: len(text) == 4),
    "Actuals.Month": actual_months,
    "Currency without decimals": currency(("JPY",)),
    "Currency of three decimals": currency(("KWD",)),
    "If overpaid = forgive": forgive,
}
