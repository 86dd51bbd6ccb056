"""The workbooks that the fuzzer spoils: plans of our own and, where they lie, workbooks of other projects.

Nothing comes in; out go files as bytes by name. Ours are the examples and small random plans in the forms in which two
libraries write them. Those of others lie where `tests/workbook/test_corpus.py` finds them, and are left out elsewhere.
"""

import io
import tarfile
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

import xlsxwriter

from tests.random_plans.generator import generate
from tests.random_plans.xlsx import write_xlsx
from tests.workbook.test_corpus import ARCHIVE

EXAMPLES = Path(__file__).parents[2] / "example_workbooks"
RANDOM_PLANS = 10


@cache
def plans() -> Mapping[str, bytes]:
    """Workbooks that hold a plan."""
    found = {path.stem: path.read_bytes() for path in sorted(EXAMPLES.glob("*.xlsx"))}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.xlsx")
        for seed in range(RANDOM_PLANS):
            sheets = generate(Random(seed)).sheets
            write_xlsx(sheets, path)
            found[f"random {seed}"] = path.read_bytes()
    found["quirks"] = quirks()
    return found


@cache
def strangers() -> Mapping[str, bytes]:
    """Workbooks of other projects; none where they do not lie."""
    if not ARCHIVE.is_file():
        return {}
    with tarfile.open(ARCHIVE) as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        streams = [(member.name, archive.extractfile(member)) for member in members]
        return {name: stream.read() for name, stream in sorted(streams) if stream is not None}


def quirks() -> bytes:
    """What the other plans lack: formulas with stored values of every kind, merged cells, comments, a chart, links."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        percent = book.add_format({"num_format": "0.0%"})
        plan = book.add_worksheet("Plan")
        for row, (setting, value) in enumerate(
            (("Setting", "Value"), ("Plan name", "Quirks"), ("Period", "2026-Q3"), ("Currency", "EUR"))
        ):
            plan.write_row(row, 0, (setting, value))
        kpis = book.add_worksheet("KPIs")
        kpis.write_row(0, 0, ("KPI", "Better", "Unit", "Formula"))
        kpis.write_row(1, 0, ("CTR", "higher", "%", "Clicks / Views"))
        kpis.write_comment(1, 0, "A note of the company's own")
        matrix = book.add_worksheet("Matrix")
        matrix.merge_range(0, 0, 0, 4, "What is rewarded")
        matrix.write_row(2, 0, ("Role", "KPI", "Weight", "Target", "Scale"))
        matrix.write_row(3, 0, ("Seller", "CTR"))
        matrix.write_formula(3, 2, "=0.5*2", percent, 1)
        matrix.write_formula(3, 3, "=1/50", percent, 0.02)
        matrix.write(3, 4, "S")
        scales = book.add_worksheet("Scales")
        scales.write_row(0, 0, ("Scale", "At", "Pays"))
        for row, point in enumerate((0.5, 1, 1.5), 1):
            scales.write_row(row, 0, ("S", point, point), percent)
        employees = book.add_worksheet("Employees")
        employees.write_row(0, 0, ("Employee", "Name", "Role", "Salary", "Target bonus %", "Start", "Site"))
        employees.write_row(1, 0, ("007", "Ann", "Seller", 48000))
        employees.write(1, 4, 0.1, percent)
        employees.write_url(1, 6, "https://example.com/site")
        employees.set_row(1, None, None, {"hidden": True})
        actuals = book.add_worksheet("Actuals")
        actuals.write_row(0, 0, ("For", "KPI", "Month", "Value"))
        for row, (kpi, result) in enumerate(
            (("Clicks", 220), ("Views", 10000), ("Views", "#DIV/0!"), ("Clicks", "")), 1
        ):
            actuals.write_row(row, 0, ("007", kpi, "2026-07"))
            actuals.write_formula(row, 3, f"=SUM({row}, 0)", None, result)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Actuals!$D$2:$D$3"})
        actuals.insert_chart("G2", chart)
        book.define_name("Names", "=Employees!$A$2:$A$9")
    return content.getvalue()
