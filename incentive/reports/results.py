"""`results.jsonl` and `payouts.csv`: what was computed, for programs and for payroll.

A calculation comes in; lines of JSON, or the bytes of a CSV file, go out. Numbers are decimal text without exponent,
unrounded unless the plan rounds; the payroll file has amounts at their currency's decimals. Fields: docs/run.md.
"""

import csv
import io
import json
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
# A program that opens the file as a sheet reads a text beginning so as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


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
    """The payroll file: UTF-8, comma, CRLF, a header line; a person without a payout has a blank amount.

    An id or a name that a spreadsheet would run as a formula is preceded by an apostrophe; `results.jsonl` holds both
    as they are.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["employee", "name", "currency", "amount"])
    for employee, amount in zip(calculation.plan.employees, payouts(calculation), strict=True):
        writer.writerow(
            [safe_text(employee.id), safe_text(employee.name), employee.currency, _amount(amount, employee.currency)]
        )
    return text.getvalue().encode()


def safe_text(text: str) -> str:
    """The text on one line, with an apostrophe before it where a spreadsheet would read a formula."""
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    return f"'{line}" if text.startswith(_FORMULA_STARTS) or line.lstrip().startswith(_FORMULA_STARTS) else line


def _amount(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else format(rounded(amount, money_decimals(currency)), "f")
