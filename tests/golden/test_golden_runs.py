"""Golden runs: what the examples produce is what was read and approved; `--update-golden` writes it anew.

Per example: its problems, results.jsonl, payouts.csv, and the text of each statement as pdftotext shows it.
"""

import csv
import re
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest

from incentive.problems import Problem
from incentive.runs.check import check
from incentive.runs.exits import Exit
from incentive.runs.run import Options, run
from incentive.workbook.examples import EXAMPLES
from tests.conftest import GOLDEN, Golden
from tests.reference import pay

WORKBOOKS = Path(__file__).parents[2] / "example_workbooks"
SOUND = [name for name in EXAMPLES if not EXAMPLES[name].mistakes]
TEXTS = ("results.jsonl", "payouts.csv")


@pytest.mark.parametrize("name", SOUND)
def test_run(name: str, tmp_path: Path, golden: Golden) -> None:
    outcome = run(WORKBOOKS / f"{name}.xlsx", tmp_path / "run", Options(workers=1))
    assert outcome.exit is Exit.DONE, [problem.message for problem in outcome.problems]
    for text in TEXTS:
        golden(f"{name}/{text}", (tmp_path / "run" / text).read_bytes().decode())
    written = sorted((tmp_path / "run" / "statements").glob("*.pdf"))
    for statement in written:
        # The run's id changes with every version of the program; what is said about it is tested with the statements.
        shown = text_of(statement).replace(outcome.run, "RUN")
        golden(f"{name}/statements/{statement.stem}.txt", shown)
    kept = {path.stem for path in (GOLDEN / name / "statements").glob("*.txt")}
    assert kept == {statement.stem for statement in written}


@pytest.mark.parametrize("name", SOUND)
def test_the_reference_pays_the_same(name: str) -> None:
    outcome = pay(EXAMPLES[name].sheets)
    assert outcome.problems == ()
    kept = (GOLDEN / name / "payouts.csv").read_text(encoding="utf-8")
    paid = {row["employee"]: Fraction(row["amount"]) for row in csv.DictReader(kept.splitlines())}
    assert {person.employee: person.payout for person in outcome.people} == paid


def text_of(statement: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run([program, "-layout", statement, "-"], capture_output=True, check=True)
    # The words in their order: how far apart they stand is for the eye, and tested as pictures.
    lines = (re.sub(" {2,}", "  ", line.strip()) for line in done.stdout.decode().replace("\f", "\n").splitlines())
    return "".join(f"{line}\n" for line in lines if line)


@pytest.mark.parametrize("name", EXAMPLES)
def test_problems(name: str, golden: Golden) -> None:
    checked = check(WORKBOOKS / f"{name}.xlsx")
    lines = [said(problem) for problem in checked.problems]
    assert checked.sound == (name in SOUND)
    golden(f"{name}/problems.txt", "".join(lines))


def said(problem: Problem) -> str:
    places = " ".join(str(place) for place in problem.places)
    return f"{problem.severity} {problem.code} {places}\n  {problem.message}\n  {problem.hint}\n"
