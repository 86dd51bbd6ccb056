"""A quarter whose figures come from a CRM export and whose salaries come from HR: the same amounts, other cells."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from incentive.engine.calculate import calculate
from incentive.reports.inputs import plan_from_inputs
from incentive.reports.results import results_lines
from incentive.runs.check import Checked, check
from incentive.runs.exits import Exit, Stop
from incentive.runs.explain import explain
from incentive.runs.run import Options, Outcome, run
from incentive.runs.save_sources import save_sources
from incentive.workbook.editing.sources import is_sources
from incentive.workbook.sources.given import Given
from tests.runs.books import edit, example

NAMES = {"Vertriebsmitarbeiter": "For", "Personalnr": "Employee", "Gehalt brutto": "Salary"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An example in one piece (`whole.xlsx`), and the same with its revenue and salaries in two exports."""
    example(tmp_path / "whole.xlsx", "sales_quarter")
    book = load_workbook(example(tmp_path / "plan.xlsx", "sales_quarter"))
    revenue = taken(book["Actuals"], "KPI", "REV")
    people = [*rows_of(book["Employees"])]
    for row in people:
        row["Salary"].value = None if row["Employee"].value != "00417" else row["Salary"].value
    last = people[-1]
    added = {name: cell.value for name, cell in last.items()}
    for cell in last.values():
        cell.value = None
    book.save(tmp_path / "plan.xlsx")
    crm = [["Vertriebsmitarbeiter", "Kennzahl", "Monat", "Rolle", "Wert", "Prüfer"]]
    crm += [[row["For"], row["KPI"], row["Month"], row["Role"] or "", german(row["Value"]), "Jörg"] for row in revenue]
    (tmp_path / "crm.csv").write_bytes(text_of(crm).encode("cp1252"))
    whole = [*rows_of(load_workbook(tmp_path / "whole.xlsx")["Employees"])]
    hr = [["Personalnr", "Gehalt brutto", *[name for name in added if name not in {"Employee", "Salary"}]]]
    for row in whole:
        new = row["Employee"].value == added["Employee"]
        others = [said(row[name].value) if new else "" for name in hr[0][2:]]
        hr.append([row["Employee"].value, german(row["Salary"].value), *others])
    (tmp_path / "hr.csv").write_bytes(text_of(hr).encode("utf-8-sig"))
    return tmp_path


def rows_of(sheet: Worksheet) -> list[dict[str, Any]]:
    """The cells of each row under the header, by heading."""
    lines: list[Any] = list(sheet.iter_rows())
    header = next(line for line in lines if sum(cell.value is not None for cell in line) > 3)
    names = [cell.value for cell in header]
    below = lines[lines.index(header) + 1 :]
    return [dict(zip(names, line, strict=True)) for line in below if line[0].value is not None]


def taken(sheet: Worksheet, column: str, value: str) -> list[dict[str, Any]]:
    """What rows with this value say; they are emptied."""
    found = []
    for row in rows_of(sheet):
        if row[column].value == value:
            found.append({name: cell.value for name, cell in row.items()})
            for cell in row.values():
                cell.value = None
    return found


def german(value: object) -> str:
    """A number as a German program writes it: `1.234,50`."""
    return f"{Decimal(str(value)):,.2f}".translate(str.maketrans(",.", ".,"))


def said(value: object) -> str:
    match value:
        case datetime() | date():
            return f"{value:%d.%m.%Y}"
        case float():
            return f"{value * 100:.2f} %".replace(".", ",")
        case None:
            return ""
    return str(value)


def text_of(rows: Sequence[Sequence[object]]) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows(rows)
    return written.getvalue()


def given(folder: Path) -> Given:
    return Given((folder / "crm.csv",), (folder / "hr.csv",), NAMES)


def quiet(folder: Path, name: str, beside: Given | None = None, out: str = "out") -> Outcome:
    return run(folder / name, folder / out, Options(statements=False, given=beside or Given()))


def codes(checked: Checked) -> list[str]:
    return [problem.code for problem in checked.problems]


def payouts(folder: Path) -> dict[str, str]:
    with (folder / "results.jsonl").open(encoding="utf-8") as lines:
        return {row["employee"]: row["payout"] for row in map(json.loads, lines)}


def test_the_same_amounts_come_from_exports_and_from_one_workbook(folder: Path) -> None:
    quiet(folder, "whole.xlsx", out="whole")
    outcome = quiet(folder, "plan.xlsx", given(folder))
    assert payouts(folder / "out") == payouts(folder / "whole")
    said = {problem.code: problem.message for problem in outcome.problems}
    assert not {"WB137", "WB138", "WB140"} & set(said)
    texts = [problem.message for problem in outcome.problems if problem.code == "WB130"]
    assert texts == [
        'crm.csv is read as Windows-1252, with ";" between the columns; numbers have "," as their decimal mark.',
        (
            'hr.csv is read as UTF-8 with a byte-order mark, with ";" between the columns; '
            'numbers have "," as their decimal mark.'
        ),
    ]


def test_the_run_is_known_by_all_its_files_and_repeats_from_its_inputs(folder: Path) -> None:
    outcome = quiet(folder, "plan.xlsx", given(folder))
    content = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert [file["name"] for file in content["inputs"]] == ["plan.xlsx", "hr.csv", "crm.csv"]
    assert content["options"] == {"actuals": 1, "people": 1, "map": NAMES, "only": []} or content["options"]["map"]
    with (folder / "out" / "inputs.jsonl").open(encoding="utf-8") as lines:
        plan = plan_from_inputs(lines)
    assert plan == outcome.plan
    again = "".join(f"{line}\n" for line in results_lines(calculate(plan)))
    assert again == (folder / "out" / "results.jsonl").read_text(encoding="utf-8")
    with (folder / "crm.csv").open("ab") as file:
        file.write(b"\r\n")
    other = quiet(folder, "plan.xlsx", given(folder), "again")
    assert other.run != outcome.run
    assert other.totals == outcome.totals


def test_an_explanation_names_the_cells_of_both_files(folder: Path) -> None:
    text = explain(folder / "plan.xlsx", "00388", given=given(folder)).text
    assert "crm.csv: crm!E" in text
    assert "hr.csv: hr!B" in text


def test_the_summary_says_where_each_record_was_read(folder: Path) -> None:
    quiet(folder, "plan.xlsx", given(folder))
    cells = [
        str(cell.value)
        for line in load_workbook(folder / "out" / "summary.xlsx")["Records"].iter_rows()
        for cell in line
    ]
    assert any(text.startswith("Employees!") and ", hr.csv: hr!B" in text for text in cells)
    assert any(text.startswith("hr.csv: hr!") for text in cells)
    about = [str(line[0].value) for line in load_workbook(folder / "out" / "summary.xlsx")["About"].iter_rows()]
    assert {"Input plan.xlsx", "Input hr.csv", "Input crm.csv"} <= set(about)


def test_a_contradiction_is_told_with_both_cells_and_nothing_is_written(folder: Path) -> None:
    edit(folder / "plan.xlsx", ("Employees", "00388", "Salary", 47000))
    (folder / "erp.csv").write_text("For,KPI,Month,Value\n00388,REV,2026-07,1.00\n")
    beside = Given((folder / "crm.csv", folder / "erp.csv"), (folder / "hr.csv",), NAMES)
    with pytest.raises(Stop) as stop:
        quiet(folder, "plan.xlsx", beside)
    assert stop.value.code is Exit.FILE
    assert not (folder / "out").exists()
    told = {problem.code: problem for problem in stop.value.problems}
    first, second = (str(place) for place in told["WB140"].places)
    assert (first.split("!")[0], second.split("!")[0]) == ("hr.csv: hr", "Employees")
    assert "is 46000 in hr.csv, but 47000 in Employees" in told["WB140"].message
    assert [str(place).split("!")[0] for place in told["WB138"].places] == ["erp.csv: erp", "crm.csv: crm"]
    preferred = Given((folder / "crm.csv",), (folder / "hr.csv",), NAMES, prefer_people=True)
    assert "WB141" in codes(check(folder / "plan.xlsx", given=preferred))
    assert check(folder / "plan.xlsx", given=preferred).sound


def test_sources_that_were_saved_say_the_same_without_options(folder: Path) -> None:
    checked = check(folder / "plan.xlsx", given=given(folder))
    assert save_sources(checked, folder / "next.xlsx") == ()
    first = quiet(folder, "plan.xlsx", given(folder))
    second = quiet(folder, "next.xlsx", out="second")
    assert second.totals == first.totals
    assert payouts(folder / "second") == payouts(folder / "out")
    again = check(folder / "next.xlsx", given=given(folder))
    assert save_sources(again, folder / "third.xlsx") == ()
    rows = load_workbook(folder / "third.xlsx")["Sources"].max_row
    assert rows == load_workbook(folder / "next.xlsx")["Sources"].max_row == 4


def test_saved_rows_join_those_of_a_sheet_that_is_there(folder: Path) -> None:
    book = load_workbook(folder / "plan.xlsx")
    sheet = book.create_sheet("Quellen")
    sheet.append(["Which files"])
    sheet.append(["Datei", "Lesen als", "Anmerkung"])
    sheet.append(["none.csv", "ignore", "later"])
    book.save(folder / "plan.xlsx")
    checked = check(folder / "plan.xlsx", given=given(folder))
    save_sources(checked, folder / "next.xlsx")
    found = load_workbook(folder / "next.xlsx")
    assert [title for title in found.sheetnames if is_sources(title)] == ["Quellen"]
    rows = [list(row) for row in found["Quellen"].iter_rows(values_only=True)]
    assert rows[1] == ["Datei", "Lesen als", "Anmerkung", "Their name", "Our name"]
    assert rows[3] == ["crm.csv", "Actuals", None, "Vertriebsmitarbeiter", "For"]
    assert len(rows) == 6


def test_files_outside_the_copys_folder_are_named_to_be_moved(folder: Path, tmp_path: Path) -> None:
    checked = check(folder / "plan.xlsx", given=given(folder))
    assert save_sources(checked, tmp_path / "elsewhere" / "next.xlsx") == ("crm.csv", "hr.csv")


def test_a_file_that_is_missing_or_named_twice_is_wrong_use(folder: Path) -> None:
    for files, code in (
        ((folder / "none.csv",), "RN001"),
        ((folder,), "RN002"),
        ((folder / "crm.csv", folder / "crm.csv"), "RN026"),
        ((folder / "plan.xlsx",), "RN026"),
    ):
        with pytest.raises(Stop) as stop:
            check(folder / "plan.xlsx", given=Given(files))
        assert stop.value.code is Exit.USE
        assert stop.value.problems[0].code == code


def test_a_file_that_changes_while_it_is_read_stops_the_run(folder: Path) -> None:
    def change(phase: str, _done: int, _total: int | None) -> None:
        if phase == "Calculating":
            (folder / "crm.csv").write_bytes(b"For;KPI;Value\n")

    with pytest.raises(Stop) as stop:
        run(folder / "plan.xlsx", folder / "out", Options(statements=False, given=given(folder)), change)
    assert stop.value.code is Exit.MACHINE
    assert "crm.csv changed while it was read" in stop.value.problems[0].message
