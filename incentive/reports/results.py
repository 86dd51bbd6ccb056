"""`results.jsonl` and `payouts.csv`: what was computed, for programs and for payroll.

A calculation comes in; lines of JSON, or the bytes of a CSV file, go out. Numbers are decimal text without exponent,
unrounded unless the plan rounds; the payroll file has amounts at their currency's decimals. Fields: docs/run.md.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal

from incentive.engine.tables import Calculation
from incentive.i18n.formats import money_decimals, rounded
from incentive.reports.columns import column, step_columns
from incentive.reports.forms import plain_value
from incentive.reports.manifest import payouts

# How each field of a score is called in the table.
_SCORE_FIELDS = {
    "kpi": ("KPI", "Kpi"),
    "from": ("From", "Start"),
    "to": ("To", "End"),
    "actual": ("Actual",),
    "target": ("Target",),
    "attainment": ("Attainment",),
    "result": ("Result",),
    "weight": ("Weight",),
    "earned": ("Earned",),
}
# Signs that end a line or a cell somewhere, that do not print, or that turn the direction of writing; and a backslash
# that would read as the beginning of such a sign spelled out.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
    r"|\\(?=u\{[0-9a-f]{1,6}\})"
)
# What a program that opens the file as a sheet runs as a formula: at the beginning of a text, and behind the signs that
# separate cells in countries where a comma stands in numbers.
_FORMULA = re.compile("((?:^|[;|])[\\s\"']*)(?=[=+@\uff1d\uff0b\uff0d\uff20-])")


def results_lines(calculation: Calculation) -> Iterator[str]:
    """One line a person, in the order of the sheet, each without its line end."""
    reader = _Reader(calculation)
    for number in range(len(calculation.plan.employees)):
        yield json.dumps(reader.person(number), ensure_ascii=False, separators=(", ", ": "))


class _Reader:
    """Reads each person's values from the tables, whose columns are found once."""

    def __init__(self, calculation: Calculation) -> None:
        self.calculation = calculation
        self.steps = step_columns(calculation.payouts)
        self.fields = {name: column(calculation.scores, *keys) for name, keys in _SCORE_FIELDS.items()}
        self.score = column(calculation.payouts, "Score")
        self.payouts = payouts(calculation)

    def person(self, number: int) -> dict[str, object]:
        """One person's object."""
        employee = self.calculation.plan.employees[number]
        first, last = self.calculation.spans[number].scores
        values = self.calculation.payouts.values
        return {
            "employee": employee.id,
            "name": employee.name,
            "currency": employee.currency,
            "payout": plain_value(self.payouts[number]),
            "score": plain_value(self.score[number]),
            "scores": [
                {name: plain_value(found[row]) for name, found in self.fields.items()} for row in range(first, last)
            ],
            "steps": [
                {"name": step.key, "label": step.label, "value": plain_value(values[step.key][number])}
                for step in self.steps
            ],
        }


def payouts_csv(calculation: Calculation) -> bytes:
    """The payroll file: UTF-8, comma, CRLF, a header line, texts quoted; without a payout the amount is blank.

    Ids and names are written so that no spreadsheet program runs them and no line breaks; docs/run.md says how.
    """
    lines = ["employee,name,currency,amount\r\n"]
    for employee, amount in zip(calculation.plan.employees, payouts(calculation), strict=True):
        texts = (safe_text(text).replace('"', '""') for text in (employee.id, employee.name, employee.currency))
        lines.append("".join(f'"{text}",' for text in texts) + _amount(amount, employee.currency) + "\r\n")
    return "".join(lines).encode()


def safe_text(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run, and unsafe signs spelled out, as `\\u{a}`."""
    line = _UNSAFE.sub(lambda sign: f"\\u{{{ord(sign[0]):x}}}", text)
    return _FORMULA.sub(r"\1'", line)


def _amount(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else format(rounded(amount, money_decimals(currency)), "f")
