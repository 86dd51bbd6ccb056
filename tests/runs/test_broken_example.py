"""The example full of mistakes: every one of them is reported in one pass, at its cell, and nothing is written."""

import re
from pathlib import Path

import pytest

from incentive.problems import Problem, Severity
from incentive.runs.check import check
from incentive.runs.exits import Exit, Stop
from incentive.runs.run import run
from incentive.workbook.examples import EXAMPLES, Mistake

BROKEN = Path(__file__).parents[2] / "example_workbooks" / "broken.xlsx"
MISTAKES = EXAMPLES["broken"].mistakes


@pytest.fixture(scope="module")
def problems() -> tuple[Problem, ...]:
    return check(BROKEN).problems


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake.sheet}-{mistake.cell}")
def test_a_mistake_is_reported_at_its_cell(mistake: Mistake, problems: tuple[Problem, ...]) -> None:
    reported = [problem for problem in problems if problem.severity is not Severity.NOTICE and names(problem, mistake)]
    assert reported, mistake.wrong
    assert all(problem.message and problem.hint for problem in reported)


def names(problem: Problem, mistake: Mistake) -> bool:
    cells = {mistake.cell}
    if mistake.cell is not None and mistake.value is None:
        # Where nothing stands, the whole row may be what is wrong.
        cells.add(re.sub("[A-Z]", "", mistake.cell))
    return any(place.sheet == mistake.sheet and place.cell in cells for place in problem.places)


def test_there_are_many_kinds_of_mistakes(problems: tuple[Problem, ...]) -> None:
    assert len({problem.code for problem in problems if problem.severity is Severity.ERROR}) >= 30


def test_every_error_is_one_of_the_mistakes(problems: tuple[Problem, ...]) -> None:
    strangers = [
        f"{problem.code} {problem.places[:1]}: {problem.message}"
        for problem in problems
        if problem.severity is Severity.ERROR and not any(names(problem, mistake) for mistake in MISTAKES)
    ]
    assert not strangers


def test_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stop:
        run(BROKEN, tmp_path / "run")
    assert stop.value.code is Exit.FILE
    assert not list(tmp_path.glob("run*"))
