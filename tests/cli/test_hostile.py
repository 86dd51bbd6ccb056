"""Hostile and unlucky input, from the command line to the files: clear problems or safe output, never a traceback."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from incentive.cli import main
from tests.runs.books import contents, edit, example, find


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return example(tmp_path / "plan.xlsx")


def check(book: Path) -> tuple[int, list[dict[str, Any]]]:
    """The exit code and the problems; the terminal form must not fail either."""
    for_people = CliRunner().invoke(main, ["check", str(book), "--verbose"])
    assert "\x1b" not in for_people.stderr
    result = CliRunner().invoke(main, ["check", str(book), "--json"])
    assert result.exit_code == for_people.exit_code
    assert result.stderr == ""
    problems: list[dict[str, Any]] = json.loads(result.stdout)["problems"]
    assert not any(problem["code"].startswith("RN05") for problem in problems), problems
    return result.exit_code, problems


def errors_at(problems: list[dict[str, Any]], sheet: str, cell: str) -> list[dict[str, Any]]:
    return [
        problem
        for problem in problems
        if problem["severity"] == "error"
        and any((place["sheet"], place["cell"]) == (sheet, cell) for place in problem["places"])
    ]


def refused_at(book: Path, sheet: str, key: str, column: str) -> dict[str, Any]:
    """The one error about a cell: with words and a way to mend it."""
    cell = find(load_workbook(book)[sheet], key, column).coordinate
    code, problems = check(book)
    assert code == 1
    (problem,) = errors_at(problems, sheet, cell)
    assert problem["message"]
    assert problem["hint"]
    return problem


@pytest.mark.parametrize(
    ("sheet", "key", "column", "value"),
    [
        ("Actuals production", "0012", "OUTPUT", "a lot"),
        ("Actuals production", "0012", "OUTPUT", "#DIV/0!"),
        ("Actuals production", "0012", "OUTPUT", "=1/0"),
        ("Employees", "0012", "Salary", "4600 pounds"),
        ("Employees", "0012", "Salary", "=4000+600"),
        ("Employees", "0012", "Salary", True),
        ("Employees", "0012", "Salary", 1e308),
        ("Matrix", "Production manager", "Weight", "NaN"),
        ("Matrix", "Production manager", "Weight", "Infinity"),
        ("Matrix", "Production manager", "Target", "9" * 500),
    ],
)
def test_what_is_no_number_is_refused_with_its_cell(
    book: Path, sheet: str, key: str, column: str, value: object
) -> None:
    edit(book, (sheet, key, column, value))
    assert refused_at(book, sheet, key, column)["value"]


def test_base_equal_to_norm_is_refused(book: Path) -> None:
    edit(book, ("Matrix", "Production manager", "Threshold", 0.95))
    code, problems = check(book)
    assert code == 1
    assert any(problem["sheet"] == "Matrix" for problem in problems if problem["severity"] == "error")


def test_a_target_of_zero_is_a_warning_that_names_the_cell(tmp_path: Path) -> None:
    book = example(tmp_path / "plan.xlsx", "sales_quarter")
    workbook = load_workbook(book)
    rows: list[Any] = list(workbook["Matrix"].iter_rows())
    header = next(row for row in rows if row[0].value == "Role")
    along = [cell.value for cell in header].index("Target")
    target = next(row for row in rows if row[1].value == "CYCLE")[along]
    target.value = 0
    workbook.save(book)
    code, problems = check(book)
    assert code == 0
    named = target.coordinate
    assert any(
        problem["severity"] == "warning" and {"sheet": "Matrix", "cell": named}.items() <= place.items()
        for problem in problems
        for place in problem["places"]
    )


def test_an_empty_workbook(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "empty.xlsx")
    code, problems = check(tmp_path / "empty.xlsx")
    assert code == 1
    assert any("Plan" in problem["message"] + problem["hint"] for problem in problems)


def test_no_actuals(book: Path) -> None:
    workbook = load_workbook(book)
    for name in [name for name in workbook.sheetnames if name.startswith("Actuals")]:
        del workbook[name]
    workbook.save(book)
    code, problems = check(book)
    assert code == 1
    assert len(problems) < 100


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"<html>not Excel</html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99]
)
def test_a_file_that_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plan.xlsx").write_bytes(content)
    code, problems = check(tmp_path / "plan.xlsx")
    assert (code, len(problems)) == (1, 1)


def test_a_workbook_that_is_cut_off(book: Path) -> None:
    book.write_bytes(book.read_bytes()[:-4000])
    code, problems = check(book)
    assert (code, len(problems)) == (1, 1)


def with_formulas(book: Path, *rows: tuple[str, str]) -> Path:
    workbook = load_workbook(book)
    sheet = workbook.create_sheet("Formulas")
    for down, row in enumerate([("Step", "Formula"), *rows], start=1):
        for along, text in enumerate(row, start=1):
            cell = sheet.cell(down, along, text)
            cell.data_type = "s"
    workbook.save(book)
    return book


def test_a_circle_of_formulas_is_named_step_by_step(book: Path) -> None:
    with_formulas(book, ("First", "Second + 1"), ("Second", "Third * 2"), ("Third", "First"))
    code, problems = check(book)
    assert code == 1
    words = " ".join(problem["message"] + problem["hint"] for problem in problems)
    assert all(name in words for name in ("First", "Second", "Third"))


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os').system('true')",
        '__import__("os")',
        "Salary.__class__",
        "().__class__.__bases__",
        "9^9^9^9^9^9",
        "(" * 10_000 + "1" + ")" * 10_000,
        "+".join(["1"] * 20_000),
        "cmd|' /C calc'!A0",
        "IF(",
        "Salary \u202e + 1",
    ],
)
def test_a_formula_that_is_none_is_refused_with_its_cell(book: Path, formula: str) -> None:
    with_formulas(book, ("Bonus extra", formula[:32_000]))
    code, problems = check(book)
    assert code == 1
    assert errors_at(problems, "Formulas", "B2")


NAMES = [
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.com","x")',
    "+1+1",
    "@SUM(1)",
    "-2",
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd>",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "[bold]Rich[/bold] [link=x]",
    "abc\u202egpj",
    "Zo\u0308e \U0001f600 \u738b",
    "x" * 10_000,
    "word " * 2_000,
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_hostile_name_comes_out_as_a_name(book: Path, tmp_path: Path, name: str) -> None:
    edit(book, ("Employees", "0012", "Name", name), kind="s")
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["run", str(book), "--out", str(out), "--only", "0012"])
    assert result.exit_code == 0, result.stderr
    assert "\x1b" not in result.stderr
    assert "\u202e" not in result.stderr
    first = json.loads((out / "results.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert first["name"] == name.strip()
    summary = load_workbook(out / "summary.xlsx")
    cells = [cell for sheet in summary for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert (out / "statements" / "0012.pdf").read_bytes().startswith(b"%PDF-")
    payroll = (out / "payouts.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert not payroll.split(",")[1].lstrip('"').startswith(("=", "+", "-", "@")), payroll
    explained = CliRunner().invoke(main, ["explain", str(book), "0012"])
    assert explained.exit_code == 0
    assert "\u202e" not in explained.stdout


IDS = [
    "../../x",
    "..",
    "CON",
    "con.pdf",
    "nul",
    "a/b",
    "a\\b",
    "a:b",
    "x" * 300,
    "=1+1",
    "é",
    "e\u0301",
    "A",
    "a",
    "\u202e1",
]


def test_hostile_ids_make_harmless_files(book: Path, tmp_path: Path) -> None:
    workbook = load_workbook(book)
    employees, actuals = workbook["Employees"], workbook["Actuals production"]
    person = [cell.value for cell in employees[find(employees, "0012", "Employee").row]]
    figures = [cell.value for cell in actuals[find(actuals, "0012", "For").row]]
    for sheet, row in ((employees, person), (actuals, figures)):
        for id in IDS:
            sheet.append([id, *row[1:]])
            sheet.cell(sheet.max_row, 1).data_type = "s"
    workbook.save(book)
    out = tmp_path / "deep" / "down" / "out"
    result = CliRunner().invoke(main, ["run", str(book), "--out", str(out), "--json"])
    assert result.exit_code == 0, result.stdout
    assert json.loads(result.stdout)["statements"] == 6 + len(IDS)
    files = [Path(path).name for path in contents(out) if path.endswith(".pdf")]
    assert len({name.casefold() for name in files}) == 6 + len(IDS)
    assert {path.name for path in tmp_path.iterdir()} == {"plan.xlsx", "deep"}
    assert [path.name for path in (tmp_path / "deep" / "down").iterdir()] == ["out"]
    assert not {name.split(".")[0].lower() for name in files} & {"con", "nul", ""}
    assert all(len(name) < 100 and name.isascii() for name in files)
    known = [json.loads(line)["employee"] for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert known[-len(IDS) :] == IDS
