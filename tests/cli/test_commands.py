"""The commands on real workbooks: words on stderr, answers on stdout, and the documented exit codes."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from incentive.cli import main
from incentive.workbook.examples import EXAMPLES
from tests.runs.books import contents, edit, example
from tests.workbook.filling import fill


def incentive(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def answered(result: Result) -> dict[str, Any]:
    assert result.stderr == ""
    data: dict[str, Any] = json.loads(result.stdout)
    return data


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return example(tmp_path / "plan.xlsx")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return edit(example(tmp_path / "broken.xlsx"), ("Actuals production", "0012", "OUTPUT", "a lot"))


def test_new_writes_an_example_and_overwrites_nothing_unasked(tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    assert incentive("new", file).exit_code == 0
    first = file.read_bytes()
    again = incentive("new", file, "--example", "sales_quarter")
    assert again.exit_code == 2
    assert "exists already" in again.stderr
    assert file.read_bytes() == first
    assert incentive("new", file, "--example", "sales_quarter", "--force").exit_code == 0
    assert file.read_bytes() != first
    assert [path.name for path in tmp_path.iterdir()] == ["mine.xlsx"]


def test_new_gives_a_workbook_to_fill_in(tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    made = incentive("new", file)
    assert (made.exit_code, made.stdout) == (0, "")
    assert made.stderr.startswith(f"{file}  ready to fill in: Plan, KPIs, Matrix, Scales, Employees, Actuals\n")
    checked = incentive("check", file)
    assert checked.exit_code == 1
    assert checked.stderr.count("WB043") == 3
    assert "Plan!B5" in checked.stderr


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        (("--lang", "de-AT"), "Plan, Kennzahlen, KPI-Matrix, Skalen, Mitarbeiter, Istwerte"),
        (("--sheets", "goals,-Scales"), "Plan, KPIs, Goals, Matrix, Employees, Actuals"),
        (("--sheets=-Skalen, Übersteuerungen",), "Plan, KPIs, Matrix, Employees, Actuals, Overrides"),
        (("--kpis", "sales,ctr", "--currency", "eur"), "Plan, KPIs, Matrix, Scales, Employees, Actuals"),
        (("--layout", "months", "--period", "2026-Q3"), "Plan, KPIs, Matrix, Scales, Employees, Actuals"),
    ],
)
def test_new_holds_what_the_plan_needs(options: tuple[str, ...], titles: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    result = incentive("new", file, *options)
    assert result.exit_code == 0, result.stderr
    names = load_workbook(file, read_only=True).sheetnames
    assert names == ["incentive guide", *titles.split(", "), "incentive lists"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--sheets", "golas"), 'Did you mean "Goals"?'),
        (("--kpis", "marketting"), 'Did you mean "marketing"?'),
        (("--period", "Q5"), '"Q5" is no period.'),
        (("--currency", "EURO"), "none of what --currency takes"),
        (("--layout", "months"), "--layout months needs --period"),
        (("--layout", "tall"), "--layout"),
        (("--example", "sales_quarter", "--sheets", "goals"), "--sheets and --example exclude each other"),
        (("--targets", "clear"), "--targets belongs to --next"),
        (("--lang", "tlh"), "tlh"),
        (("--example", "sales_quater"), 'Did you mean "sales_quarter"?'),
        (("--kpis", "churm"), 'Did you mean "CHURN"?'),
    ],
)
def test_new_refuses_what_it_does_not_know(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    result = incentive("new", tmp_path / "mine.xlsx", *options)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_from_nothing_to_statements(language: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    assert incentive("new", file, "--lang", language).exit_code == 0
    fill(file, language)
    assert answered(incentive("check", file, "--json"))["problems"] == []
    data = answered(incentive("run", file, "--out", tmp_path / "out", "--json"))
    assert (data["people"], data["statements"]) == (8, 8)


def test_an_example_in_another_language(tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    assert incentive("new", file, "--example", "kpi_matrix", "--lang", "it").exit_code == 0
    assert "Dipendenti" in load_workbook(file, read_only=True).sheetnames
    assert incentive("check", file).exit_code == 0


def test_new_names_the_examples_and_the_ending_that_it_wants(tmp_path: Path) -> None:
    unknown = incentive("new", tmp_path / "mine.xlsx", "--example", "sales")
    assert unknown.exit_code == 2
    assert all(name in unknown.stderr for name in EXAMPLES)
    other = incentive("new", tmp_path / "mine.xls")
    assert other.exit_code == 2
    assert "mine.xlsx" in other.stderr
    assert list(tmp_path.iterdir()) == []


def test_check_of_a_sound_workbook(book: Path) -> None:
    result = incentive("check", book)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("plan.xlsx  Monthly bonus, 2026-06   6 people, 3 roles, 12 KPIs\n")
    assert "It can be run." in result.stderr
    assert answered(incentive("check", book, "--json")).keys() == {"problems"}


def test_check_of_a_broken_workbook(broken: Path) -> None:
    result = incentive("check", broken)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Actuals production!" in result.stderr
    assert "It cannot be run yet." in result.stderr
    as_json = incentive("check", broken, "--json")
    assert as_json.exit_code == 1
    (problem,) = [one for one in answered(as_json)["problems"] if one["severity"] == "error"]
    assert (problem["file"], problem["sheet"], problem["value"]) == (None, "Actuals production", "a lot")
    assert problem["places"][0] == {key: problem[key] for key in ("file", "sheet", "cell", "value")}
    assert problem["code"].startswith("WB")
    assert problem["message"]
    assert problem["hint"]


@pytest.mark.parametrize("words", [("check",), ("run", "--out", "out"), ("explain", "--kpi", "OTD", "0012")])
def test_a_missing_file_is_wrong_use(tmp_path: Path, words: tuple[str, ...]) -> None:
    file = tmp_path / "none.xlsx"
    result = incentive(words[0], *words[1:-1], file, *words[-1:]) if words[0] == "explain" else incentive(*words, file)
    assert result.exit_code == 2
    assert "There is no file" in result.stderr
    assert incentive("check", tmp_path, "--json").exit_code == 2


def test_run_says_first_what_came_of_it(book: Path, tmp_path: Path) -> None:
    result = incentive("run", book, "--out", tmp_path / "out", "--only", "0012", "--only", "0031")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "6 people, 2 statements, GBP " in result.stderr
    assert "summary.xlsx" in result.stderr
    data = answered(incentive("run", book, "--out", tmp_path / "out", "--json"))
    assert data["statements"] == data["people"] == 6
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (data["run"], data["totals"]) == (manifest["run"], manifest["totals"])
    assert data["without_statement"] == []


def test_run_says_which_run_it_replaces_what_changes_and_what_stays(book: Path, tmp_path: Path) -> None:
    words = ("run", book, "--out", tmp_path / "out", "--no-statements")
    first = answered(incentive(*words, "--json"))
    assert (first["replaced"], first["carried_over"]) == (None, [])
    assert "  It is the same run again: no payout has changed.\n" in incentive(*words).stderr
    (tmp_path / "out" / "notes.txt").touch()
    edit(book, ("Employees", "0012", "Salary", 9200))
    second = answered(incentive(*words, "--json"))
    edit(book, ("Employees", "0012", "Salary", 4600))
    said = incentive(*words).stderr
    total, more = Decimal(first["totals"]["GBP"]), Decimal(second["totals"]["GBP"])
    (change,) = second["replaced"]["changes"]
    assert (second["replaced"]["run"], second["replaced"]["totals"]) == (first["run"], first["totals"])
    assert Decimal(change["after"]) - Decimal(change["before"]) == more - total != 0
    assert {key: change[key] for key in ("employee", "name", "currency")} == {
        "employee": "0012",
        "name": "Owen Fairclough",
        "currency": "GBP",
    }
    assert second["carried_over"] == ["notes.txt"]
    line = f"It replaces run {second['run']}: GBP {more:,.2f} -> GBP {total:,.2f} in all, 1 payout has changed:"
    before, after = (f"GBP {Decimal(change[key]):,.2f}" for key in ("after", "before"))
    assert f"  {line}\n    0012 Owen Fairclough  {before} -> {after}\n" in said
    assert "  stays, for it is not the run's: notes.txt\n" in said


def test_of_many_changes_the_first_are_shown_unless_all_are_wanted(tmp_path: Path) -> None:
    book = example(tmp_path / "plan.xlsx", "sales_quarter")
    words = ("run", book, "--out", tmp_path / "out", "--no-statements")
    incentive(*words)
    workbook = load_workbook(book)
    rows: list[Any] = list(workbook["Employees"].iter_rows())
    header = next(row for row in rows if "Salary" in [cell.value for cell in row])
    salary = [cell.value for cell in header].index("Salary")
    for row in rows:
        if isinstance(row[salary].value, int):
            row[salary].value *= 2
    workbook.save(book)
    said = incentive(*words).stderr
    (tmp_path / "out" / "results.jsonl").write_text("")
    refused = incentive(*words)
    assert " payouts have changed:" in said
    assert said.count(" -> ") == 1 + 10
    assert " more; --verbose shows all\n" in said
    assert (refused.exit_code, "results.jsonl" in refused.stderr) == (2, True)
    assert "what has changed is not known" in incentive(*words, "--force").stderr


def test_run_of_a_broken_workbook_writes_nothing(broken: Path, tmp_path: Path) -> None:
    result = incentive("run", broken, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "Nothing was written." in result.stderr
    assert answered(incentive("run", broken, "--out", tmp_path / "out", "--json"))["problems"][0]["code"]
    assert [path.name for path in tmp_path.iterdir()] == ["broken.xlsx"]


def test_options_that_exclude_each_other(book: Path, tmp_path: Path) -> None:
    result = incentive("run", book, "--out", tmp_path / "out", "--only", "0012", "--no-statements")
    assert result.exit_code == 2
    assert "exclude each other" in result.stderr


def test_explain_to_stdout(book: Path) -> None:
    result = incentive("explain", book, "0012")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Owen Fairclough" in result.stdout
    assert "Matrix!" in result.stdout
    one = incentive("explain", book, "0012", "--kpi", "SCRAP")
    assert "Scrap rate" in one.stdout
    assert "Days to close a safety report" not in one.stdout
    assert answered(incentive("explain", book, "0012", "--json"))["employee"] == "0012"


def test_explain_names_what_was_probably_meant(book: Path, broken: Path) -> None:
    person = incentive("explain", book, "12")
    assert person.exit_code == 2
    assert "Did you mean 0012 (Owen Fairclough)?" in person.stderr
    kpi = incentive("explain", book, "0012", "--kpi", "SCRAPS", "--json")
    assert kpi.exit_code == 2
    assert answered(kpi)["problems"][0]["hint"] == 'Did you mean "SCRAP"?'
    assert incentive("explain", broken, "0012").exit_code == 1


def test_a_second_run_into_the_same_folder_is_told_who_is_at_work(book: Path, tmp_path: Path) -> None:
    script = """
import sys, time
from pathlib import Path
from incentive.runs.run import Options, run

def told(phase, done, total):
    print(phase, flush=True)
    time.sleep(60)

run(Path(sys.argv[1]), Path(sys.argv[2]), Options(statements=False), told)
"""
    out = tmp_path / "out"
    with subprocess.Popen([sys.executable, "-c", script, str(book), str(out)], stdout=PIPE) as first:
        try:
            assert first.stdout is not None
            first.stdout.readline()
            result = incentive("run", book, "--out", out)
        finally:
            first.kill()
    assert result.exit_code == 5
    assert f"process {first.pid}" in result.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_place_that_may_not_be_written(book: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    result = incentive("run", book, "--out", closed / "out")
    assert result.exit_code == 5
    assert "may not read or write" in result.stderr


def test_a_place_that_no_file_can_be_written_to(book: Path) -> None:
    result = incentive("run", book, "--out", "/proc/self/out")
    assert result.exit_code == 5
    assert "Traceback" not in result.stderr


def test_the_program_as_a_process(book: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "incentive"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "TERM": "xterm-256color"}
    done = subprocess.run([*command, "explain", str(book), "0012"], capture_output=True, env=environment, check=False)
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout + done.stderr
    done.stdout.decode("ascii")
    with subprocess.Popen([*command, "explain", str(book), "0012"], stdout=PIPE, stderr=PIPE) as closed:
        assert closed.stdout is not None
        assert closed.stderr is not None
        closed.stdout.close()
        complaint = closed.stderr.read()
    assert complaint == b""
    run = [*command, "run", str(book), "--out", str(tmp_path / "out"), "--no-statements", "--json"]
    written = subprocess.run(run, capture_output=True, check=True)
    assert json.loads(written.stdout)["people"] == 6
    assert "history.jsonl" not in contents(tmp_path / "out")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
@pytest.mark.parametrize("plain", [False, True])
def test_colours_only_on_a_terminal_that_wants_them(broken: Path, plain: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm-256color"}
    if plain:
        environment["NO_COLOR"] = "1"
    command = [sys.executable, "-m", "incentive", "check", str(broken)]
    with subprocess.Popen(command, stderr=theirs, stdout=PIPE, env=environment) as process:
        os.close(theirs)
        said = b""
        while piece := _read(ours):
            said += piece
    os.close(ours)
    assert process.returncode == 1
    assert b"Actuals production!" in said
    assert (b"\x1b[1;31m" in said) is not plain


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:
        # Linux says so when the other end of a terminal is closed.
        return b""


def test_files_beside_the_workbook_are_named_on_the_command_line(tmp_path: Path) -> None:
    book = example(tmp_path / "plan.xlsx", "sales_quarter")
    crm = tmp_path / "crm.csv"
    crm.write_bytes("Sales rep;KPI;Month;Value;Prüfer\n00276;REV;2026-07;96.200,00;Jörg\n".encode("cp1252"))
    hr = tmp_path / "hr.csv"
    hr.write_text("Employee,Salary\n00388,46001\n", encoding="utf-8-sig")
    files = ("--actuals", crm, "--people", hr, "--map", "Sales rep=For")
    contradicted = incentive("check", book, *files)
    assert contradicted.exit_code == 1
    said = " ".join(contradicted.stderr.split())
    assert "is 46001 in hr.csv, but 46000 in Employees." in said
    assert "with Employees!D6" in said
    assert "crm.csv is read as Windows-1252" in said
    saved = incentive("check", book, *files, "--prefer", "people", "--save-sources", tmp_path / "next.xlsx")
    assert saved.exit_code == 0
    assert "names the files and columns on its sheet Sources" in saved.stderr
    assert "say --prefer again" in saved.stderr
    explained = incentive("explain", tmp_path / "next.xlsx", "00388", "--prefer", "people")
    assert "hr.csv: hr!B2" in explained.stdout
    beside = (*files, "--prefer", "people", "--no-statements")
    done = answered(incentive("run", book, "--out", tmp_path / "out", *beside, "--json"))
    assert done["people"] == 12


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--map", "Sales rep"), '--map takes their name and ours, as in "Sales rep=For", not "Sales rep".'),
        (("--map", "=For"), "--map takes their name and ours"),
        (("--prefer", "plan"), "--prefer"),
        (("--decimal-mark", "x"), "--decimal-mark"),
        (("--actuals", "none.csv"), "There is no file none.csv."),
    ],
)
def test_files_beside_the_workbook_named_wrongly(options: tuple[str, ...], said: str, book: Path) -> None:
    result = incentive("check", book, *options)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
