"""How fast a large workbook is read: `python -m tests.bench.read [ROWS]`, beside openpyxl's read-only mode in one run.

Each reading is a process of its own, by turns, so that neither has the other's memory; the shortest of each counts, in
time of the processor. Figures differ from row to row, so that few cells are alike; among them lie an error, a formula
never calculated and ids with leading zeros, and a reading that misses one of them is none.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from pathlib import Path

import openpyxl
import xlsxwriter

from incentive.workbook.cells import open_book
from incentive.workbook.read import read_plan

ROWS = 700_000
MONTHS = 6
KPIS = ("K1", "K2", "K3", "K4")
ERROR, UNCALCULATED = 12_345, 23_456  # rows


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading: seconds of the processor, bytes at the highest, what was found."""

    seconds: float
    peak: int
    found: dict[str, object]


def write(path: Path, rows: int) -> None:
    """A plan with so many rows of actuals."""
    chance = random.Random(1)
    people = -(-rows // (MONTHS * len(KPIS)))
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        percent = book.add_format({"num_format": "0%"})
        month = book.add_format({"num_format": "yyyy-mm"})
        padded = book.add_format({"num_format": "00000"})
        small = {
            "Plan": (("Setting", "Value"), ("Plan name", "Large"), ("Period", "2026-H1"), ("Currency", "EUR")),
            "KPIs": (("KPI", "Better", "Unit", "Combine"), *((kpi, "higher", "EUR", "sum") for kpi in KPIS)),
            "Scales": (("Scale", "At", "Pays"), ("S", 0.8, 0.8), ("S", 1.2, 1.2)),
            "Matrix": (("Role", "KPI", "Weight", "Target", "Scale"), *(("Rep", kpi, 0.25, 9000, "S") for kpi in KPIS)),
        }
        for title, lines in small.items():
            sheet = book.add_worksheet(title)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line, percent)
        employees = book.add_worksheet("Employees")
        employees.write_row(0, 0, ("Employee", "Name", "Role", "Salary", "Target bonus %"))
        for number in range(people):
            employees.write_number(number + 1, 0, number, padded)
            employees.write_row(number + 1, 1, (f"Person {number}", "Rep", 30_000 + number % 500))
            employees.write_number(number + 1, 4, 0.1, percent)
        actuals = book.add_worksheet("Actuals")
        actuals.write_row(0, 0, ("For", "KPI", "Month", "Value"))
        for row, (person, kpi, number) in enumerate(product(range(people), KPIS, range(1, MONTHS + 1)), 1):
            actuals.write_number(row, 0, person, padded)
            actuals.write_string(row, 1, kpi)
            actuals.write_datetime(row, 2, datetime.fromisoformat(f"2026-{number:02}-01"), month)
            if row in (ERROR, UNCALCULATED):
                actuals.write_formula(row, 3, "=1/0", None, "#DIV/0!" if row == ERROR else "")
            else:
                actuals.write_number(row, 3, round(chance.uniform(10, 90_000), 2))
            if row == rows:
                break


def by_openpyxl(path: Path) -> dict[str, object]:
    """Read every value as openpyxl's read-only mode does."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return {"cells": sum(value is not None for sheet in book for row in sheet.values for value in row)}


def by_us(path: Path) -> dict[str, object]:
    """Read every cell, with its formula, its format and its errors."""
    book, problems = open_book(path)
    if book is None:
        raise RuntimeError(problems[0].message)
    rows = book.sheets[-1].rows
    return {
        "cells": sum(len(row.cells) for sheet in book.sheets for row in sheet.rows),
        "error": rows[ERROR].cells[4].error,
        "uncalculated": rows[UNCALCULATED].cells[4].uncalculated,
        "id": rows[1].cells[1].shown,
    }


def whole(path: Path) -> dict[str, object]:
    """Read the plan, as every command does."""
    plan, problems = read_plan(path)
    return {"actuals": len(plan.actuals) if plan else 0, "problems": sorted(problem.code for problem in problems)}


WAYS = {"openpyxl": by_openpyxl, "cells": by_us, "plan": whole}


def measured(way: str, path: Path) -> Reading:
    """Read in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.read", way, str(path)]
    said = subprocess.run(command, capture_output=True, check=True, text=True, cwd=Path(__file__).parents[2]).stdout
    return Reading(**json.loads(said))


def compare(rows: int, times: int = 1) -> dict[str, Reading]:
    """The shortest reading of each way."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "large.xlsx")
        write(path, rows)
        found: dict[str, Reading] = {}
        for _ in range(times):
            for way in WAYS:
                reading = measured(way, path)
                if way not in found or reading.seconds < found[way].seconds:
                    found[way] = reading
    return found


def main(words: list[str]) -> None:
    """Compare, or be one of those who are compared."""
    if words and words[0] in WAYS:
        start = time.process_time()
        found = WAYS[words[0]](Path(words[1]))
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        sys.stdout.write(json.dumps({"seconds": seconds, "peak": peak, "found": found}))
        return
    rows = int(words[0]) if words else ROWS
    compared = compare(rows)
    sys.stdout.write(f"{rows:,} rows of actuals\n")
    for way, reading in compared.items():
        ratio = compared["openpyxl"].seconds / reading.seconds
        sys.stdout.write(
            f"{way:>9} {reading.seconds:6.1f} s  {ratio:4.1f} ×  {reading.peak / 1e6:5.0f} MB  {reading.found}\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
