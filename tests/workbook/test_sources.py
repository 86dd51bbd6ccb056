"""Figures and people from other files: how their text is recognised, and what comes of them beside the plan's own."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from incentive.workbook.sources.given import Given
from tests.workbook.plans import Sheets, plain
from tests.workbook.with_files import Rows, told

CODES_OF_SOURCES = {f"WB{number}" for number in (*range(130, 151),)} - {"WB132"}

JULY = 2026 * 12 + 6
KPIS = [{"KPI": "REV", "Name": "Revenue", "Better": "higher", "Combine": "sum"}]
PERSON = plain()["Employees"][0]


def monthly(**sheets: list[Any]) -> Sheets:
    """A plan of which figures come from elsewhere."""
    return plain(KPIs=KPIS, Actuals=[], **sheets)


def test_a_western_export_is_recognised_and_stated(tmp_path: Path) -> None:
    people = [PERSON, {**PERSON, "Employee": "00418", "Name": "Bo"}]
    text = "For;KPI;Month;Value;Verkäufer\r\n00417;REV;2026-07;1.234,50;Jörg\r\n00418;REV;2026-07;99,5;Ana\r\n"
    read = told(tmp_path, monthly(Employees=people), crm_csv=text.encode("cp1252"))
    assert read.figures() == {
        ("00417", "REV", JULY): Decimal("1234.5"),
        ("00418", "REV", JULY): Decimal("99.5"),
    }
    assert read.codes == ["WB130", "WB017"]
    assert read.of("WB130").message == (
        'crm.csv is read as Windows-1252, with ";" between the columns; numbers have "," as their decimal mark.'
    )
    assert read.places("WB017") == ["crm.csv: crm!E1"]
    place = read.plan.origins.place(read.plan.actuals[0].at, "Value")
    assert str(place) == "crm.csv: crm!D2"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8,"),
        ("utf-8-sig", "UTF-8 with a byte-order mark,"),
        ("utf-16", "UTF-16,"),
        ("cp1251", "Windows-1251,"),
    ],
)
def test_encodings_are_told_by_mark_by_bytes_and_by_letters(tmp_path: Path, encoding: str, said: str) -> None:
    people = [{**PERSON, "Team": "Отдел продаж"}]
    text = "Кому;KPI;Значение\nteam:Отдел продаж;REV;12\n"
    sheets = monthly(Employees=people)
    read = told(
        tmp_path, sheets, given=Given(names={"Кому": "For", "Значение": "Value"}), crm_csv=text.encode(encoding)
    )
    assert said in read.of("WB130").message
    assert read.figures() == {("Отдел продаж", "REV", None): Decimal(12)}


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_each_separator_is_found_by_the_headings(tmp_path: Path, separator: str) -> None:
    rows = [["For", "KPI", "Value", "Note, or more; or less"], ["00417", "REV", "12", '"a;b,c|d\te"']]
    rows[0][3] = f'"{rows[0][3]}"'
    text = "\n".join(separator.join(row) for row in rows)
    read = told(tmp_path, monthly(), crm_csv=text)
    assert read.figures() == {("00417", "REV", None): Decimal(12)}


def test_a_separator_may_be_stated_in_the_first_line_which_is_no_row(tmp_path: Path) -> None:
    read = told(tmp_path, monthly(), crm_csv="sep=;\r\nFor;KPI;Value\r\n00417;REV;12,5\r\n")
    assert str(read.plan.origins.place(read.plan.actuals[0].at)) == "crm.csv: crm!2"


def test_old_line_ends_and_a_missing_last_one(tmp_path: Path) -> None:
    read = told(tmp_path, monthly(), crm_csv="For,KPI,Value\r00417,REV,12")
    assert str(read.plan.origins.place(read.plan.actuals[0].at)) == "crm.csv: crm!2"


@pytest.mark.parametrize(
    "text",
    [
        "For,KPI,Month,Value\n00417,REV,2026-07,1,5\n",
        "For,KPI,Value,Note\n00417,REV,1,5,\n00417,REV,2,x\n",
        "For,KPI,Value,Note\n00417,REV,1,5,\n",
    ],
)
def test_a_separator_within_a_number_does_not_shift_cells_unseen(tmp_path: Path, text: str) -> None:
    read = told(tmp_path, monthly(), crm_csv=text)
    assert read.places("WB149") == ["crm.csv: crm!2"]
    assert "5 cells stand under 4 headings" in read.of("WB149").message


def test_separators_at_the_end_of_every_row_mean_nothing(tmp_path: Path) -> None:
    text = "For;KPI;Month;Value\n00417;REV;2026-07;1,5;\n00417;REV;2026-08;2;\nend\n"
    assert "WB149" not in told(tmp_path, monthly(), crm_csv=text).codes


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    text = 'Export of July\n\nFor,KPI,Value,Note\n\n00417,REV,12,"two\nlines"\n00499,REV,5,\n'
    read = told(tmp_path, monthly(), crm_csv=text)
    assert str(read.plan.origins.place(read.plan.actuals[0].at)) == "crm.csv: crm!5"
    assert read.places("WB057") == ["crm.csv: crm!A6"]


@pytest.mark.parametrize(
    ("figures", "value"),
    [
        (["1.234,50"], "1234.5"),
        (["1,234.50"], "1234.5"),
        (["1 234,5"], "1234.5"),
        (["1\u00a0234,5"], "1234.5"),
        (["1’234.5"], "1234.5"),
        (["1.234.567"], "1234567"),
        (["0,125"], "0.125"),
        (["1.234", "5,5"], "1234"),
        (["1.234", "5.5"], "1.234"),
        (["1234,50 €"], "1234.5"),
        (["EUR 12,50-"], "-12.5"),
        (["−12"], "-12"),
    ],
)
def test_the_decimal_mark_follows_from_the_column(tmp_path: Path, figures: list[str], value: str) -> None:
    rows = "".join(f"00417\tREV\t2026-0{7 + place}\t{figure}\n" for place, figure in enumerate(figures))
    read = told(tmp_path, monthly(), crm_csv=f"For\tKPI\tMonth\tValue\n{rows}")
    assert read.codes == ["WB130"]
    assert read.plan.actuals[0].value == Decimal(value)


def test_what_can_be_read_in_two_ways_is_refused_with_both_until_it_is_stated(tmp_path: Path) -> None:
    text = "For;KPI;Value\n00417;REV;1.234\n"
    read = told(tmp_path, monthly(), crm_csv=text)
    assert read.places("WB133") == ["crm.csv: crm!C2"]
    assert read.of("WB133").message.startswith('"1.234" in the column "Value" may be 1.234 or 1234, and nothing')
    for mark, value in ((",", "1234"), (".", "1.234")):
        stated = told(tmp_path, monthly(), given=Given(decimal_mark=mark), crm_csv=text)
        assert stated.figures() == {("00417", "REV", None): Decimal(value)}
        assert "WB133" not in stated.codes


def test_a_column_without_evidence_follows_the_others_of_its_file(tmp_path: Path) -> None:
    text = "Employee;Name;Role;Salary;Target bonus %\n00418;Bo;Rep;62.500;7,5 %\n"
    read = told(tmp_path, plain(), hr_csv=text)
    assert read.plan.employees[1].salary == Decimal(62500)
    assert read.plan.employees[1].target_bonus_percent == Decimal("0.075")


def test_two_decimal_marks_in_one_column_name_both_rows(tmp_path: Path) -> None:
    text = "For;KPI;Month;Value\n00417;REV;2026-07;1,5\n00417;REV;2026-08;1.50\n"
    read = told(tmp_path, monthly(), crm_csv=text)
    assert read.places("WB134") == ["crm.csv: crm!D3", "crm.csv: crm!D2"]


def test_a_stated_mark_that_a_number_does_not_fit_is_no_number(tmp_path: Path) -> None:
    text = "For;KPI;Value\n00417;REV;1.234,50\n"
    read = told(tmp_path, monthly(), given=Given(decimal_mark="."), crm_csv=text)
    assert read.places("WB022") == ["crm.csv: crm!C2"]


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("2026-08-03", date(2026, 8, 3)),
        ("03.08.2026", date(2026, 8, 3)),
        ("2026/08/03 00:00:00", date(2026, 8, 3)),
        ("03.08.2026 12:30", date(2026, 8, 3)),
        ("13/8/2026", date(2026, 8, 13)),
        ("8/13/2026", date(2026, 8, 13)),
        ("08/08/2026", date(2026, 8, 8)),
    ],
)
def test_dates_as_programs_write_them(tmp_path: Path, start: str, day: date) -> None:
    read = told(tmp_path, plain(), hr_csv=f"Employee;Start\n00417;{start}\n")
    assert read.plan.employees[0].start == day


def test_the_order_of_day_and_month_follows_from_the_column_or_is_refused(tmp_path: Path) -> None:
    people = [PERSON, {**PERSON, "Employee": "00418", "Name": "Bo"}]
    both = told(tmp_path, plain(Employees=people), hr_csv="Employee;Start\n00417;08/07/2026\n00418;08/31/2026\n")
    assert both.plan.employees[0].start == date(2026, 8, 7)
    alone = told(tmp_path, plain(), hr_csv="Employee;Start\n00417;08/07/2026\n")
    assert alone.places("WB135") == ["hr.csv: hr!B2"]
    assert "2026-07-08 or 2026-08-07" in alone.of("WB135").message
    mixed = told(tmp_path, plain(Employees=people), hr_csv="Employee;Start\n00417;31/07/2026\n00418;08/31/2026\n")
    assert mixed.places("WB136") == ["hr.csv: hr!B3", "hr.csv: hr!B2"]


def test_ids_keep_their_zeros_and_formulas_stay_texts(tmp_path: Path) -> None:
    text = 'For;KPI;Value\n"=""00417""";REV;=1+1\n'
    read = told(tmp_path, monthly(), crm_csv=text)
    assert read.places("WB022") == ["crm.csv: crm!C2"]
    assert read.of("WB022").places[0].value == "=1+1"


def test_headings_of_another_program_are_given_our_names(tmp_path: Path) -> None:
    names = {"Sales rep": "For", "closed": "Month", "Net": "REV"}
    text = "Sales  Rep,Closed,Net,Region\n00417,2026-07,12,West\n"
    read = told(tmp_path, monthly(), given=Given(names=names), crm_csv=text)
    assert read.figures() == {("00417", "REV", JULY): Decimal(12)}
    assert read.codes == ["WB130", "WB017"]


def test_a_name_for_a_heading_that_no_file_has_is_a_warning(tmp_path: Path) -> None:
    text = "For,KPI,Value\n00417,REV,12\n"
    read = told(tmp_path, monthly(), given=Given(names={"Sales rpe": "For"}), crm_csv=text)
    assert "no file" in read.of("WB144").message.casefold()


def test_a_file_without_a_known_header_says_what_it_has(tmp_path: Path) -> None:
    read = told(tmp_path, monthly(), crm_csv="Rep;Amount\nAda;12\n")
    assert read.places("WB146") == ["crm.csv: crm!1"]
    assert "Rep, Amount" in read.of("WB146").message


def test_the_same_figure_twice_counts_once(tmp_path: Path) -> None:
    text = "For,KPI,Month,Value\n00417,REV,2026-07,120\n00417,REV,2026-08,5\n"
    sheets = plain(KPIs=KPIS, Actuals=[{"For": "00417", "KPI": "REV", "Month": "2026-07", "Value": Decimal(120)}])
    read = told(tmp_path, sheets, crm_csv=text)
    assert read.codes == ["WB130", "WB137"]
    assert read.places("WB137") == ["crm.csv: crm!D2"]
    assert "(in all: 1)" in read.of("WB137").message
    assert [str(read.plan.origins.place(one.at)) for one in read.plan.actuals] == ["Actuals!2", "crm.csv: crm!3"]


def test_two_values_of_one_figure_are_an_error_with_both_places(tmp_path: Path) -> None:
    sheets = plain(KPIs=KPIS, Actuals=[{"For": "00417", "KPI": "REV", "Month": "2026-07", "Value": Decimal(120)}])
    read = told(tmp_path, sheets, crm_csv="For,KPI,Month,Value\n00417,REV,2026-07,121\n")
    assert read.places("WB138") == ["crm.csv: crm!D2", "Actuals!D2"]
    assert read.of("WB138").message == "REV of employee 00417 for 2026-07 is 121 in crm.csv, but 120 in Actuals."
    assert "actual:REV" in read.plan.broken


def test_a_cell_that_waits_for_a_figure_of_another_file_waits_no_more(tmp_path: Path) -> None:
    rows = [{"For": "00417", "KPI": "REV", "Month": month, "Value": None} for month in ("2026-07", "2026-08")]
    sheets = plain(KPIs=KPIS, Actuals=[*rows, {"For": "*", "KPI": "REV", "Value": Decimal(1)}])
    text = "For,KPI,Month,Value\n00417,REV,2026-07,120\n"
    assert "(in all: 2)" in told(tmp_path, sheets).of("WB094").message
    assert told(tmp_path, sheets, crm_csv=text).places("WB094") == ["Actuals!D3"]


def test_deals_are_compared_as_a_whole(tmp_path: Path) -> None:
    kpis = [{"KPI": "REV", "Better": "higher", "Attainment": "value", "Combine": "each"}]
    deals = [{"For": "00417", "KPI": "REV", "Month": "2026-07", "Value": Decimal(value)} for value in (5, 7, 5)]
    text = "For,KPI,Month,Value\n" + "".join(f"00417,REV,2026-07,{value}\n" for value in (5, 5, 7))
    matrix = [{"Role": "Rep", "KPI": "REV", "Weight": Decimal(1), "Scale": "S"}]
    scales = [{"Scale": "S", "At": Decimal(at), "Pays": Decimal(at), "Measured in": "value"} for at in (0, 1)]
    sheets = plain(KPIs=kpis, Matrix=matrix, Scales=scales, Actuals=deals)
    same = told(tmp_path, sheets, crm_csv=text)
    assert "(in all: 3)" in same.of("WB137").message
    assert len(same.plan.actuals) == 3
    less = told(tmp_path, sheets, crm_csv=text.rpartition("00417")[0])
    assert "5 + 5 in crm.csv, but 5 + 7 + 5 in Actuals" in less.of("WB138").message


def test_a_figure_for_a_role_beside_one_for_any_is_a_warning(tmp_path: Path) -> None:
    rows = [{"For": "00417", "KPI": "REV", "Month": "2026-07", "Role": "Rep", "Value": Decimal(120)}]
    text = "For,KPI,Month,Value\n00417,REV,2026-07,{}\n"
    read = told(tmp_path, plain(KPIs=KPIS, Actuals=rows), crm_csv=text.format(99))
    assert read.places("WB150") == ["crm.csv: crm!D2", "Actuals!E2"]
    assert "is 99 in crm.csv, but 120 in Actuals for the role Rep" in read.of("WB150").message
    assert "WB150" not in told(tmp_path, plain(KPIs=KPIS, Actuals=rows), crm_csv=text.format(120)).codes


def test_two_files_are_compared_with_each_other_too(tmp_path: Path) -> None:
    text = "For,KPI,Value\n00417,REV,{}\n"
    read = told(tmp_path, monthly(), crm_csv=text.format(1), erp_csv=text.format(2))
    assert read.places("WB138") == ["erp.csv: erp!C2", "crm.csv: crm!C2"]


def test_people_fill_blanks_and_are_added_with_their_own_cells(tmp_path: Path) -> None:
    bare = {name: value for name, value in PERSON.items() if name != "Salary"}
    text = "Staff no.;Name;Role;Gross salary;Target bonus %;Team;Shoe size\n"
    text += "00417;ADA;Rep;48.000,00;10 %;West;39\n00418;Bo;Rep;52.000,00;10 %;East;44\n"
    names = {"Staff no.": "Employee", "Gross salary": "Salary"}
    read = told(tmp_path, plain(Employees=[bare]), given=Given(names=names), hr_csv=text.encode("utf-8-sig"))
    assert [(one.id, one.name, one.salary, one.team) for one in read.plan.employees] == [
        ("00417", "Ada", Decimal(48000), "West"),
        ("00418", "Bo", Decimal(52000), "East"),
    ]
    place = read.plan.origins.place
    ada, bo = read.plan.employees
    assert [str(place(ada.at, column)) for column in ("Salary", "Team", "Name")] == [
        "hr.csv: hr!D2",
        "hr.csv: hr!F2",
        "Employees!B2",
    ]
    assert str(place(bo.at, "Salary")) == "hr.csv: hr!D3"
    assert set(read.codes) == {"WB130", "WB139", "WB142", "WB143"}
    assert "(in all: 2) and adds people (in all: 1)" in read.of("WB142").message
    assert "Shoe size" in read.of("WB143").message
    assert read.plan.own_columns == ()


def test_a_difference_is_an_error_unless_the_file_is_preferred(tmp_path: Path) -> None:
    text = "Employee;Salary;Role\n00417;50000;Rep\n"
    read = told(tmp_path, plain(), hr_csv=text)
    assert read.places("WB140") == ["hr.csv: hr!B2", "Employees!D2"]
    assert "is 50000 in hr.csv, but 48000 in Employees" in read.of("WB140").message
    preferred = told(tmp_path, plain(), given=Given(prefer_people=True), hr_csv=text)
    assert preferred.plan.employees[0].salary == Decimal(50000)
    assert set(preferred.codes) == {"WB130", "WB139", "WB141"}
    assert str(preferred.plan.origins.place(preferred.plan.employees[0].at, "Salary")) == "hr.csv: hr!B2"


def test_a_preferred_amount_takes_the_place_of_a_percentage(tmp_path: Path) -> None:
    text = "Employee;Target bonus amount\n00417;5000\n"
    read = told(tmp_path, plain(), given=Given(prefer_people=True), hr_csv=text)
    assert (read.plan.employees[0].target_bonus_percent, read.plan.employees[0].target_bonus_amount) == (
        None,
        Decimal(5000),
    )
    assert "WB062" in told(tmp_path, plain(), hr_csv=text).codes


def test_an_id_that_lost_its_zeros_is_no_new_person(tmp_path: Path) -> None:
    read = told(tmp_path, plain(), hr_csv="Employee,Name,Role,Salary,Target bonus %\n417,Ada,Rep,48000,10%\n")
    assert read.places("WB148") == ["hr.csv: hr!A2", "Employees!A2"]


def test_a_number_and_the_same_as_text_are_one(tmp_path: Path) -> None:
    people = [{**PERSON, "Grade": Decimal(7)}, {**PERSON, "Employee": "00418", "Name": "Bo", "Grade": "none"}]
    read = told(tmp_path, plain(Employees=people), hr_csv="Employee,Grade\n00417,7\n")
    assert set(read.codes) == {"WB130", "WB139"}


def test_all_people_may_come_from_a_file(tmp_path: Path) -> None:
    sheets = {name: rows for name, rows in plain().items() if name != "Employees"}
    text = "Employee,Name,Role,Salary,Target bonus %\n00417,Ada,Rep,48000,10%\n"
    read = told(tmp_path, sheets, hr_csv=text)
    assert [one.id for one in read.plan.employees] == ["00417"]
    assert read.codes == ["WB130", "WB142"]


def test_what_a_new_person_lacks_is_said_of_the_file(tmp_path: Path) -> None:
    read = told(tmp_path, plain(), hr_csv="Employee,Name,Role,Target bonus %\n00418,Bo,Rep,10%\n")
    assert read.places("WB016") == ["hr.csv: hr!1"]


def test_a_column_that_only_the_file_has_is_missed_where_it_has_nothing(tmp_path: Path) -> None:
    people = [{name: value for name, value in PERSON.items() if name != "Salary"}]
    people.append({**people[0], "Employee": "00418", "Name": "Bo"})
    read = told(tmp_path, plain(Employees=people), hr_csv="Employee,Salary\n00417,48000\n")
    assert read.places("WB021") == ["Employees!3"]


def test_the_companys_own_columns_are_filled_too(tmp_path: Path) -> None:
    people = [{**PERSON, "Grade": "7"}, {**PERSON, "Employee": "00418", "Name": "Bo"}]
    read = told(tmp_path, plain(Employees=people), hr_csv="Employee,grade\n00417,7\n00418,8\n")
    assert [one.own for one in read.plan.employees] == [{"Grade": "7"}, {"Grade": "8"}]
    assert str(read.plan.origins.place(read.plan.employees[1].at, "Grade")) == "hr.csv: hr!B3"


def test_a_workbook_gives_the_sheets_that_fit(tmp_path: Path) -> None:
    rows: Rows = [["Pipeline of July"], ["For", "KPI", "Month", "Value"], ["00417", "REV", date(2026, 7, 1), 12.5]]
    read = told(tmp_path, monthly(), crm_xlsx={"Deals": rows, "Legend": [["Colour", "Meaning"], ["red", "late"]]})
    assert read.figures() == {("00417", "REV", JULY): Decimal("12.5")}
    assert str(read.plan.origins.place(read.plan.actuals[0].at, "Value")) == "crm.xlsx: Deals!D3"
    assert "Of crm.xlsx only Deals is read, not Legend" in read.of("WB147").message


def sources(*rows: dict[str, Any], **sheets: list[Any]) -> Sheets:
    return monthly(Sources=[*rows], **sheets)


def test_sources_names_files_beside_the_workbook(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "crm.csv").write_text("Rep;Net\n00417;1.234\n")
    first = {"File": "exports\\crm.csv", "Read as": "Actuals", "Their name": "Rep", "Our name": "For"}
    second = {"File": "exports\\crm.csv", "Their name": "Net", "Our name": "REV", "Decimal mark": ","}
    read = told(tmp_path, sources(first, second))
    assert read.figures() == {("00417", "REV", None): Decimal(1234)}


def test_sources_chooses_a_sheet_and_leaves_another(tmp_path: Path) -> None:
    rows: Rows = [["For", "KPI", "Value"], ["00417", "REV", 12]]
    row = {"File": "crm.xlsx", "Sheet": "West", "Read as": "Actuals"}
    read = told(tmp_path, sources(row), crm_xlsx={"East": [rows[0], ["00417", "REV", 99]], "West": rows})
    assert read.figures() == {("00417", "REV", None): Decimal(12)}
    ignored = {"File": "crm.xlsx", "Sheet": "East", "Read as": "ignore"}
    read = told(tmp_path, sources(ignored), crm_xlsx={"East": [rows[0], ["00417", "REV", 99]], "West": rows})
    assert read.figures() == {("00417", "REV", None): Decimal(12)}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"File": "../secret.csv", "Read as": "Actuals"}, "outside the workbook's folder"),
        ({"File": "/etc/hostname", "Read as": "Actuals"}, "outside the workbook's folder"),
        ({"File": "C:\\exports\\crm.csv", "Read as": "Actuals"}, "outside the workbook's folder"),
        ({"File": "link.csv", "Read as": "Actuals"}, "outside the workbook's folder"),
        ({"File": "none.csv", "Read as": "Actuals"}, "no such file"),
        ({"File": "a\0b", "Read as": "Actuals"}, "no name of a file"),
        ({"File": "plan.xlsx", "Read as": "Actuals"}, "it is this workbook"),
        ({"File": "here.csv", "Read as": "Matrix"}, 'a file is not read as "Matrix"'),
        ({"File": "here.csv", "Sheet": "here"}, "Read as is blank"),
        ({"File": "here.csv", "Read as": "Actuals", "Decimal mark": "comma"}, "is no decimal mark"),
    ],
)
def test_what_sources_may_not_name_is_said_in_its_cell(tmp_path: Path, row: dict[str, Any], said: str) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text("For,KPI,Value\n00417,REV,12\n")
    (folder / "here.csv").write_text("For,KPI,Value\n00417,REV,12\n")
    (folder / "plan.xlsx").write_bytes(b"")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    read = told(folder, sources(row))
    problem = next(problem for problem in read.problems if problem.code == "WB145")
    assert said in problem.message
    assert str(problem.places[0]) == "Sources!A2"


def test_a_file_that_the_command_names_may_lie_anywhere_and_sources_says_how_it_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    path = tmp_path / "crm.csv"
    path.write_text("Rep,Net\n00417,12\n")
    rows = [
        {"File": "crm.csv", "Their name": theirs, "Our name": ours} for theirs, ours in (("Rep", "For"), ("Net", "REV"))
    ]
    read = told(folder, sources(*rows), given=Given(actuals=(path,)))
    assert read.figures() == {("00417", "REV", None): Decimal(12)}


def test_a_sources_row_without_its_heading_names_its_cell(tmp_path: Path) -> None:
    (tmp_path / "crm.csv").write_text("For,KPI,Value\n00417,REV,12\n")
    row = {"File": "crm.csv", "Read as": "Actuals", "Their name": "Rep", "Our name": "For"}
    assert told(tmp_path, sources(row)).places("WB144") == ["Sources!C2"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b"\n\n;;\n", "it is empty"),
        (b"For;KPI;Val\0ue\n", "byte 12 is a zero"),
        ("For;KPI".encode("utf-16-le"), "byte 2 is a zero"),
        (b"\xef\xbb\xbfFor;KPI\xff", "its mark says UTF-8 with a byte-order mark, but byte 11 is none"),
        (b"\xff\xfeF\0o", "its mark says UTF-16, but byte 5 is none"),
        (b"For;KPI;Value\n\x81\xff", "byte 15 is neither UTF-8 nor Windows-1252"),
        (b'For;KPI;Value\n00417;"REV;12\n00418;REV;13\n', "a quote in it is never closed"),
        (b'For;KPI;Value\n00417;"REV"x;12\n', "a quote in it is closed in the middle of a cell"),
        (b"For;KPI;Value\n" + b"x" * 10_000_000, "a cell holds more than 33,000 characters"),
        (b"For;KPI;Value\n" + b"x" * 40_000, "a cell holds more than 33,000 characters"),
        (b"For;KPI;Value\n" + b";" * 10_000_000, "more than 16,384 columns"),
    ],
)
def test_hostile_text_is_one_problem_in_words(tmp_path: Path, content: bytes, said: str) -> None:
    read = told(tmp_path, plain(), crm_csv=content)
    assert said in read.of("WB131").message
    assert read.codes == ["WB131"]


def test_a_header_alone_gives_nothing_and_headings_that_come_twice_are_said(tmp_path: Path) -> None:
    assert told(tmp_path, plain(), crm_csv="For;KPI;Value\n").codes == ["WB130"]
    twice = told(tmp_path, plain(), crm_csv="For;KPI;Value;Value\n00417;REV;120;120\n")
    assert twice.places("WB019") == ["crm.csv: crm!D1", "crm.csv: crm!C1"]


@pytest.mark.parametrize(("content", "code"), [(b"%PDF-1.7", "WB002"), (b"<html>", "WB002"), (b"PK\x03\x04", "WB005")])
def test_another_kind_of_file_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    assert told(tmp_path, plain(), crm_xlsx=content).places(code) == ["crm.xlsx"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    paths = []
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "crm.csv")
        paths[-1].write_text(f"For,KPI,Value\n00417,REV,{len(folder + folder[0])}{len(paths)}\n")
    read = told(tmp_path, monthly(), given=Given(actuals=tuple(paths)))
    assert read.places("WB138") == ["south/crm.csv: crm!C2", "north/crm.csv: crm!C2"]
