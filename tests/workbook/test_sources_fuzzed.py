"""Exports that went wrong in any way give a plan or problems in words; what is read survives the file of inputs."""

import random
from pathlib import Path

import pytest

from incentive.engine.calculate import calculate
from incentive.reports.inputs import inputs_lines, plan_from_inputs
from incentive.workbook.sources.given import Given
from tests.workbook.plans import plain
from tests.workbook.with_files import told

FIGURES = 'For;KPI;Month;Value;Note\n00417;REV;2026-07;1.234,50;"a;b"\n00417;REV;2026-08;12;x\n'
PEOPLE = (
    "Employee,Name,Role,Salary,Target bonus %,Start,FTE,Team\n"
    "00417,Ada,Rep,48000,10%,2026-07-01,0.5,West\n"
    '00418,Bo,Rep,"52,000.00",10 %,31/07/2026,1,East\n'
)
PIECES = [
    *('"', "'", ";", ",", "\t", "|", "\0", "\r", "\n", "\r\n", "\ufeff", "sep=;", "*", "team:X"),
    *("=1+1", "1.234", "1,234.5", "−5", "€", "%", "9" * 400, "1E999", "nan", "Infinity", "²", "①", "TRUE", "#DIV/0!"),
    *("00417", "For", "KPI", "Value", "Employee", "31/12/2026", "é", "Ж" * 5, "x" * 40_000),
]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1251")


def broken(text: str, dice: random.Random) -> bytes:
    """The text with a few pieces put in, taken out and repeated, in some encoding, perhaps with bytes changed."""
    signs = list(text)
    for _ in range(dice.randrange(6)):
        at, length = dice.randrange(len(signs) + 1), dice.randrange(8)
        chosen = dice.choice([list(dice.choice(PIECES)), signs[at : at + 30], []])
        signs[at : at + length * dice.randrange(2)] = chosen
    data = bytearray("".join(signs).encode(dice.choice(ENCODINGS), "replace"))
    for _ in range(dice.choice([0, 0, 0, 3])):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


@pytest.mark.parametrize("seed", range(6))
def test_any_export_gives_a_plan_or_problems(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    sheets = plain(KPIs=[{"KPI": "REV", "Better": "higher", "Combine": "sum"}], Actuals=[])
    for _ in range(25):
        given = Given(
            names={"Note": "REV", "Team": "Own"},
            prefer_people=dice.random() < 0.5,
            decimal_mark=dice.choice([None, ".", ","]),
        )
        read = told(tmp_path, sheets, given=given, crm_csv=broken(FIGURES, dice), hr_csv=broken(PEOPLE, dice))
        assert all("{" not in f"{problem.message}{problem.hint}" for problem in read.problems)
        calculate(read.plan)
        lines = (line.encode().decode() for line in inputs_lines(read.plan))
        assert plan_from_inputs(lines) == read.plan
