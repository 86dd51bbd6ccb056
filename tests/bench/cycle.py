"""How long a cycle takes for 10,000 people: reading, calculating, writing everything but statements, and whose share.

By hand: `python -m tests.bench.cycle [PEOPLE]`. The workbook is written first and not counted.
"""

import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from openpyxl import Workbook

from incentive.numbers import plain
from incentive.runs.run import Options, run
from tests.bench.rows import KPIS, WEIGHTS, actual_of, salary_of, target_of

PEOPLE = 10_000


def write_large(path: Path, people: int) -> None:
    """The workbook of a large plan: six KPIs, actuals in long form."""
    book = Workbook(write_only=True)
    names = [f"K{number + 1}" for number in range(KPIS)]
    settings = [("Plan name", "Measure"), ("Period", "2026-Q3"), ("Currency", "EUR")]
    sheets: dict[str, list[tuple[object, ...]]] = {
        "Plan": [("Setting", "Value"), *settings],
        "KPIs": [("KPI", "Name", "Unit", "Better"), *((name, f"KPI {name}", "EUR", "higher") for name in names)],
        "Matrix": [("Role", "KPI", "Weight", "Target", "Scale", "Cap")],
        "Scales": [
            ("Scale", "At", "Pays", "Between"),
            ("S", 0.8, 0.5, "line"),
            ("S", 1, 1, None),
            ("S", 1.2, 1.5, None),
        ],
        "Employees": [("Employee", "Name", "Role", "Salary", "Target bonus %", "Department")],
        "Actuals": [("For", "KPI", "Value")],
    }
    for number, (name, weight) in enumerate(zip(names, WEIGHTS, strict=True)):
        sheets["Matrix"].append(("Seller", name, float(weight), int(target_of(number)), "S", 1.4))
    for person in range(people):
        id = f"{person:06d}"
        row = (id, f"Person {person}", "Seller", int(salary_of(person)), 0.1, f"Department {person % 20}")
        sheets["Employees"].append(row)
        sheets["Actuals"] += [(id, name, float(plain(actual_of(person, kpi)))) for kpi, name in enumerate(names)]
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for cells in rows:
            sheet.append(cells)
    book.save(path)


def measure(people: int) -> dict[str, float]:
    """Seconds of each phase of a run without statements."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        write_large(path, people)
        marks: list[tuple[str, float]] = []

        def told(phase: str, _done: int, _total: int | None, /) -> None:
            marks.append((phase, time.perf_counter()))

        begun = time.perf_counter()
        run(path, Path(folder) / "out", Options(statements=False), told)
        marks.append(("", time.perf_counter()))
        seconds = {"Before": marks[0][1] - begun}
        for (phase, start), (_, end) in pairwise(marks):
            seconds[phase] = seconds.get(phase, 0) + end - start
        return seconds


def main() -> None:
    """Measure and say."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    seconds = measure(people)
    whole = sum(seconds.values())
    sys.stdout.write(f"{people:,} people, {KPIS} KPIs each, everything but statements: {whole:.1f} s\n")
    for phase, part in seconds.items():
        sys.stdout.write(f"  {phase:<26}{part:>7.2f} s {part / whole:>5.0%}\n")


if __name__ == "__main__":
    main()
