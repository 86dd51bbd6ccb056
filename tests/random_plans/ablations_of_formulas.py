"""Features of the formula language and of the sheet Formulas: each function, each operator, each kind of step.

In: sheets, changed in place. Out: whether they had the feature. A function is replaced by an argument of its own or
by a constant, an operator by one that can stand in the same place. Part of the table in `ablations`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from tests.random_plans.form import Sheets
from tests.random_plans.formula_text import call, operator, parts, unary_minus

Change = Callable[[str], str | None]
FIXED_RULES = {"ratio", "inverse", "index", "band", "met", "value"}


def _texts(sheets: Sheets) -> Iterator[tuple[dict[str, Any], str]]:
    """Every cell that holds a formula, as row and column."""
    for sheet, column in (("KPIs", "Attainment"), ("KPIs", "Formula"), ("Scales", "Formula"), ("Gates", "Condition")):
        for row in sheets.get(sheet, []):
            if row.get(column) is not None and row[column] not in FIXED_RULES:
                yield row, column
    for row in sheets.get("Formulas", []):
        yield row, "Formula"


def in_texts(change: Change) -> Callable[[Sheets], bool]:
    """A change of every formula that holds what it is about."""

    def apply(sheets: Sheets) -> bool:
        found = False
        for row, column in list(_texts(sheets)):
            new = change(row[column])
            if new is not None:
                row[column] = new
                found = True
        return found

    return apply


def argument(function: str, place: int) -> Callable[[Sheets], bool]:
    """A call becomes one of its arguments."""
    return in_texts(lambda text: call(text, function, lambda held: f"({held[place]})" if len(held) > place else "0"))


def constant(function: str, value: str) -> Callable[[Sheets], bool]:
    """A call becomes a constant."""
    return in_texts(lambda text: call(text, function, lambda _: value))


def last(function: str) -> Callable[[Sheets], bool]:
    """A call becomes its last argument."""
    return in_texts(lambda text: call(text, function, lambda held: f"({held[-1]})"))


def ungrouped(text: str) -> str | None:
    """Functions over people without their last argument GROUP."""
    for function in ("TOTAL", "COUNT", "RANK", "PERCENTRANK", "ALLOCATE"):
        new = call(text, function, partial(_without_group, function))
        if new is not None:
            return new
    return None


def _without_group(function: str, held: list[str]) -> str | None:
    return f"{function}({', '.join(held[:-1])})" if held[-1].upper().startswith("GROUP(") else None


def semicolons(text: str) -> str | None:
    """`;` between arguments: the first constant of such a formula is doubled, to show that the formula counts."""
    if ";" not in parts(text):
        return None
    return f"0.5 * ({text.removeprefix('=')})" if not _is_test(text) else f"NOT({text.removeprefix('=')})"


def _is_test(text: str) -> bool:
    return text.removeprefix("=").upper().startswith(("AND(", "OR(", "NOT("))


def leading_equals(text: str) -> str | None:
    """A leading `=`: the formula's opposite or half, to show that it counts."""
    if not text.startswith("="):
        return None
    return f"0.5 * ({text[1:]})" if "TargetBonus*" in text else f"NOT({text[1:]})"


def brackets(text: str) -> str | None:
    """A name in brackets: a constant instead."""
    pieces = parts(text)
    if not any(piece.startswith("[") for piece in pieces):
        return None
    return "".join("2" if piece.startswith("[") else piece for piece in pieces)


def truth(text: str) -> str | None:
    """TRUE in arithmetic or as a condition: FALSE instead."""
    pieces = parts(text)
    return "".join("FALSE" if piece == "TRUE" else piece for piece in pieces) if "TRUE" in pieces else None


def joined_power(text: str) -> str | None:
    """`a^b^c`, from the left: from the right instead."""
    return text.replace("^2^0.5", "^(2^0.5)") if "^2^0.5" in text else None


def minus_before_power(text: str) -> str | None:
    """`-a^b`, the sign first: the power first instead."""
    return text.replace("-Score^2", "0-Score^2") if "-Score^2" in text else None


def truth_in_sum(text: str) -> str | None:
    """A comparison in arithmetic, 1 or 0: always 1."""
    for old in ("(Score >= 1) / 2", "(Score = 1) / 4", "(Score >= 0.9) * 1"):
        if old in text:
            return text.replace(old, "1" + old[old.index(")") + 1 :])
    return None


def exponent(text: str) -> str | None:
    """A number written with an exponent: half of it."""
    pieces = {"1E1": "5", "5E-1": "0.25"}
    for old, new in pieces.items():
        if old in text:
            return text.replace(old, new)
    return None


def omitted(text: str) -> str | None:
    """An omitted branch, 0: a half instead."""
    filled = text.replace(", )", ", 0.5)").replace(";;", "; 0.5;")
    return None if filled == text else filled


def blank_text(text: str) -> str | None:
    """A comparison with the empty text: its opposite."""
    return text.replace('= ""', '<> ""') if '= ""' in text else None


def named(*names: str) -> Callable[[Sheets], bool]:
    """A name of a person's own column: 0 instead."""

    def change(text: str) -> str | None:
        pieces = parts(text)
        if not any(piece in names for piece in pieces):
            return None
        return "".join("0" if piece in names else piece for piece in pieces)

    return in_texts(change)


def replaced(step: str) -> Callable[[Sheets], bool]:
    """A replaced step of the chain falls to its default."""

    def change(sheets: Sheets) -> bool:
        rows = sheets.get("Formulas", [])
        kept = [row for row in rows if row["Step"] != step]
        sheets["Formulas"] = kept
        return len(kept) < len(rows)

    return change


def step_role(sheets: Sheets) -> bool:
    """Rows of Formulas for one role are removed."""
    rows = sheets.get("Formulas", [])
    sheets["Formulas"] = [row for row in rows if "Role" not in row]
    return len(sheets["Formulas"]) < len(rows)


def new_step(name: str) -> Callable[[Sheets], bool]:
    """A new step: half of it."""

    def change(sheets: Sheets) -> bool:
        rows = [row for row in sheets.get("Formulas", []) if row["Step"] == name]
        for row in rows:
            row["Formula"] = f"({row['Formula'].removeprefix('=')}) * 0.5"
        return bool(rows)

    return change


def column(name: str, value: str | None = None) -> Callable[[Sheets], bool]:
    """A column of Formulas is blanked, or where it holds `value`."""

    def change(sheets: Sheets) -> bool:
        rows = [row for row in sheets.get("Formulas", []) if name in row and value in (None, row[name])]
        for row in rows:
            del row[name]
        return bool(rows)

    return change


STEPS = (
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
OPERATORS = {
    "+": "-", "-": "+", "*": "+", "/": "*", "^": "*", "%": "", "&": "=", "=": "<>", "<>": "=", "<": ">=", "<=": ">",
    ">": "<=", ">=": "<",
}  # fmt: skip

FORMULA_ABLATIONS: dict[str, Callable[[Sheets], bool]] = {
    "function IF": argument("IF", 1),
    "function IFS": argument("IFS", 1),
    "function SWITCH": argument("SWITCH", 2),
    "function AND": argument("AND", 0),
    "function OR": argument("OR", 0),
    "function NOT": argument("NOT", 0),
    "function IFERROR": last("IFERROR"),
    "function ISBLANK": constant("ISBLANK", "FALSE"),
    "function IFBLANK": last("IFBLANK"),
    "function MIN": argument("MIN", 0),
    "function MAX": last("MAX"),
    "function SUM": argument("SUM", 0),
    "function AVERAGE": argument("AVERAGE", 0),
    "function ABS": argument("ABS", 0),
    "function INT": argument("INT", 0),
    "function ROUND": argument("ROUND", 0),
    "function ROUNDUP": argument("ROUNDUP", 0),
    "function ROUNDDOWN": argument("ROUNDDOWN", 0),
    "function MROUND": argument("MROUND", 0),
    "function CEILING": argument("CEILING", 0),
    "function FLOOR": argument("FLOOR", 0),
    "function MOD": argument("MOD", 0),
    "function POWER": argument("POWER", 0),
    "function SQRT": argument("SQRT", 0),
    "function ACTUAL": constant("ACTUAL", "0"),
    "function TARGET": constant("TARGET", "1"),
    "function ATTAINMENT": constant("ATTAINMENT", "0.95"),
    "function RESULT": constant("RESULT", "0.5"),
    "function WEIGHT": constant("WEIGHT", "0"),
    "function EARNED": constant("EARNED", "10"),
    "function SECTION": constant("SECTION", "0.5"),
    "function SCALE": last("SCALE"),
    "function GRID": constant("GRID", "1"),
    "function FACTOR": constant("FACTOR", "1"),
    "function TOTAL": constant("TOTAL", "100"),
    "function COUNT": constant("COUNT", "7"),
    "function RANK": constant("RANK", "1"),
    "function PERCENTRANK": constant("PERCENTRANK", "0.6"),
    "function ALLOCATE": constant("ALLOCATE", "10"),
    "function GROUP": in_texts(ungrouped),
    **{f"operator {old}": in_texts(partial(operator, old=old, new=new)) for old, new in OPERATORS.items()},
    "unary minus": in_texts(unary_minus),
    "a^b^c from the left": in_texts(joined_power),
    "-a^b, the sign first": in_texts(minus_before_power),
    "comparisons in arithmetic": in_texts(truth_in_sum),
    "TRUE": in_texts(truth),
    "a number with an exponent": in_texts(exponent),
    "an omitted branch": in_texts(omitted),
    "a blank equals an empty text": in_texts(blank_text),
    "; between arguments": in_texts(semicolons),
    "a leading =": in_texts(leading_equals),
    "[a name in brackets]": in_texts(brackets),
    "field Salary": named("Salary"),
    "field PeriodSalary": named("PeriodSalary"),
    "field FTE": named("FTE"),
    "field TargetBonusPercent": named("TargetBonusPercent"),
    "field TargetBonusAmount": named("TargetBonusAmount"),
    **{f"replaced step {step}": replaced(step) for step in STEPS},
    "new number step": new_step("Modifier"),
    "new money step": new_step("Extra"),
    "Formulas.Role": step_role,
    "Unit = money": column("Unit", "money"),
    "Split": column("Split"),
}
