"""The last sheets: problems that were noticed, and what the book is and how it was made.

A calculation and its run come in, sheets go out.
"""

from incentive.engine.tables import Calculation
from incentive.formula.tree import Value
from incentive.problems.problem import Problem, sort_key
from incentive.reports.manifest import Run
from incentive.sheets import Block, Cell, SheetColumn, SheetContent, Tone

_SHEETS = {
    "Summary": "Plan and run, whether all checks hold, totals by currency, each check with its two numbers.",
    "Payouts": "One line a person: each step from target bonus to payout is a column.",
    "Assignments": "One line a person and assignment: days, share, salary, target bonus, score.",
    "Scores": "One line a person, assignment and KPI: figures, attainment, result, weight, amount earned.",
    "Deals": "One line a deal of the KPIs that are paid deal by deal.",
    "Departments": "Totals by department.",
    "KPIs": "What each KPI came to over all people.",
    "KPI map": "Company goal, the KPIs that move it, the roles and people that carry them.",
    "Bands": "How many people got which share of their target bonus.",
    "Overrides": "Results set by decision, with the value that they replaced, reason and approval.",
    "Adjustments": "Amounts beside the plan, with reason and approval.",
    "Inputs": "One line a line of Scores: the figures it starts from, each with the cells it came from.",
    "Records": "Everything read about people and figures: a table a sheet, a line a record, with its row or cell.",
    "Parameters": "Settings and rules of the plan: a table a sheet, a line a record, with its row or cell.",
    "Problems": "What was noticed, and what to do about it.",
    "About": "This sheet.",
}
_STYLES = (
    ("Blue", Cell("read from the plan workbook", tone=Tone.INPUT)),
    ("Black", Cell("calculated", tone=Tone.CALCULATED)),
    ("Green, red", Cell("a check that holds, or does not", tone=Tone.CHECK_GOOD)),
)


def problems_sheet(calculation: Calculation) -> SheetContent:
    """Every problem; one line that there is none, where there is none."""
    rows: list[tuple[Value | Cell, ...]] = [_problem(problem) for problem in sorted(calculation.problems, key=sort_key)]
    columns = (
        SheetColumn("Severity"),
        SheetColumn("Code"),
        SheetColumn("File"),
        SheetColumn("Sheet"),
        SheetColumn("Cell"),
        SheetColumn("Value"),
        SheetColumn("Message", "What is wrong"),
        SheetColumn("Hint", "What to do"),
        SheetColumn("Places", "All cells"),
    )
    nothing = ("none", *(None,) * 5, "Nothing was noticed.", None, None)
    return SheetContent("Problems", (Block(columns, rows or [nothing]),))


def _problem(problem: Problem) -> tuple[Value | Cell, ...]:
    first = problem.places[0] if problem.places else None
    return (
        problem.severity.value,
        problem.code,
        first.file if first else None,
        first.sheet if first else None,
        first.cell if first else None,
        first.value if first else None,
        problem.message,
        problem.hint,
        ", ".join(str(place) for place in problem.places) or None,
    )


def about_sheet(calculation: Calculation, run: Run, names: tuple[str, ...]) -> SheetContent:
    """What was read, with which version; the sheets of this book; its styles."""
    made: list[tuple[Value | Cell, ...]] = [("Run", run.id), ("Plan", calculation.plan.settings.plan_name)]
    made += [(f"Input {file.name}", f"SHA-256 {file.sha256}") for file in run.inputs]
    made += [(f"Version of {name}", version) for name, version in run.versions.items()]
    made += [(f"Option {name}", str(value)) for name, value in run.options.items()]
    sheets = [(name, _SHEETS[name]) for name in names]
    about = (SheetColumn("Fact"), SheetColumn("Value"))
    blocks = (
        Block(about, made),
        Block((SheetColumn("Sheet"), SheetColumn("Content")), sheets, heading="Sheets"),
        Block((SheetColumn("Style"), SheetColumn("Meaning")), _STYLES, heading="Styles"),
    )
    return SheetContent("About", blocks, title="About this workbook")
