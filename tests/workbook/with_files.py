"""A plan in memory read with files beside it, as a command gives them: text as bytes, workbooks as sheets.

In: sheets of the plan, and files by name. Out: what was read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl import Workbook

from incentive.plan import Plan
from incentive.problems import Problem
from incentive.workbook import book_of
from incentive.workbook.read import read_book
from incentive.workbook.sources.given import Given
from tests.workbook.plans import Sheets

Rows = list[list[object]]
File = str | bytes | Mapping[str, Rows]


@dataclass(frozen=True)
class Told:
    """A plan that was read, and what was said."""

    plan: Plan
    problems: tuple[Problem, ...]

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]

    def of(self, code: str) -> Problem:
        found = [problem for problem in self.problems if problem.code == code]
        assert len(found) == 1, [(problem.code, problem.message) for problem in self.problems]
        return found[0]

    def places(self, code: str) -> list[str]:
        return [str(place) for place in self.of(code).places]

    def figures(self) -> dict[tuple[str, str, int | None], object]:
        return {(one.subject.name, one.kpi, one.month): one.value for one in self.plan.actuals}


def put(folder: Path, name: str, content: File) -> Path:
    """Write a file, UTF-8 where it is given as text, `.xlsx` where it is given as sheets."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Mapping):
        book = Workbook()
        for title, rows in content.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.remove(book.worksheets[0])
        book.save(path)
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def told(folder: Path, sheets: Sheets, *, given: Given | None = None, **files: File) -> Told:
    """Read a plan with a file of figures (`crm`), of people (`hr`); `_csv` and `_xlsx` in a name stand for endings."""
    given = given or Given()
    actuals, people = list(given.actuals), list(given.people)
    for name, content in files.items():
        stem, _, ending = name.rpartition("_")
        path = put(folder, f"{stem}.{ending}", content)
        (people if stem.startswith("hr") else actuals).append(path)
    given = replace(given, actuals=tuple(actuals), people=tuple(people), workbook=folder / "plan.xlsx")
    plan, problems = read_book(book_of(sheets), given)
    assert plan is not None
    return Told(plan, problems)
