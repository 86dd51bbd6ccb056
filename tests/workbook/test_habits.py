"""What people type, paste and format where a plan wants something else: read where it means one thing, else the message
says which cell to change to what."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from incentive.plan import Plan
from incentive.problems import Problem
from incentive.workbook import book_of, plan_of, read_plan
from incentive.workbook.advice import date_words, month_words, number_words
from incentive.workbook.book_forms import Cell
from incentive.workbook.months import month_of_text
from tests.workbook.plans import Sheets, changed, plain, read, setting, sound

JULY, AUGUST, SEPTEMBER = (2026 * 12 + number - 1 for number in (7, 8, 9))
Q3 = (JULY, AUGUST, SEPTEMBER)


def one(sheets: Sheets) -> Problem:
    _, problems = read(sheets)
    assert len(problems) == 1, [(problem.code, problem.message) for problem in problems]
    return problems[0]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        *(("2026-07", JULY), ("2026-7", JULY), ("2026/07", JULY), ("202607", JULY), ("07/2026", JULY)),
        *(("7.2026", JULY), ("2026-07-15", JULY), ("15.07.2026", JULY), ("15/07/2026", JULY), ("07/15/2026", JULY)),
        *(("July", JULY), ("jul", JULY), ("JULY", JULY), ("Sept.", SEPTEMBER), ("7", JULY), ("07", JULY)),
        *(("luglio", JULY), ("Juli", JULY), ("juillet", JULY), ("julio", JULY), ("Июль", JULY), ("июля", JULY)),
        *(("July 2026", JULY), ("July, 2026", JULY), ("15 July 2026", JULY), ("Jul 15, 2026", JULY)),
        *(("Sep-26", SEPTEMBER), ("Sep 26", SEPTEMBER), ("26-Sep", SEPTEMBER), ("Sep '26", SEPTEMBER)),
        *(("07/26", JULY), ("26/07", JULY), ("01/07/2026", JULY), ("07/01/2026", JULY), ("15 July", JULY)),
    ],
)
def test_months_as_people_type_them(text: str, month: int) -> None:
    assert month_of_text(text, Q3) == month


@pytest.mark.parametrize(
    "text",
    [
        *("Q3 2026", "2026-Q3", "H2", "2026", "13", "0", "2026-13", "Jully", "M7", "third month", "", "2026-07-32"),
        # What could be two months of the period, or lies in it by one reading and outside by the other.
        *("07/08", "08/07/2026", "Sep-25", "31/31/2026", "June", "1"),
    ],
)
def test_what_is_no_month_or_could_be_two(text: str) -> None:
    assert month_of_text(text, Q3) is None


def test_a_month_without_its_year_is_not_guessed_where_two_are_in_the_period() -> None:
    two_years = range(2025 * 12, 2027 * 12)
    assert month_of_text("July", two_years) is None
    assert month_of_text("July 2026", two_years) == JULY
    assert month_of_text("July") is None


def months_of(plan: Plan) -> list[int | None]:
    return [row.month for row in plan.actuals]


@pytest.mark.parametrize("cell", ["July", Decimal(7), Decimal(202607), "Jul-26", date(2026, 7, 31)])
def test_the_plans_period_says_which_year_is_meant(cell: Any) -> None:
    assert months_of(sound(changed("Actuals", Month=cell))) == [JULY]


def test_months_before_the_period_are_sought_only_where_they_count() -> None:
    march = changed("Actuals", Month="March")
    assert one(march).code == "WB027"
    to_date = march | {"KPIs": [{"KPI": "REV", "Better": "higher", "Measured over": "year to date"}]}
    assert months_of(sound(to_date)) == [2026 * 12 + 2]
    march["Plan"] = [*march["Plan"], {"Setting": "Earnings", "Value": "cumulative"}]
    assert months_of(sound(march)) == [2026 * 12 + 2]


def test_a_quarter_as_a_month_is_told_what_to_write() -> None:
    problem = one(changed("Actuals", Month="Q3 2026"))
    assert (problem.code, str(problem.places[0])) == ("WB027", "Actuals!D2")
    assert problem.hint == "Write one month, such as 2026-07; for a figure of the whole period leave the cell blank."
    assert month_words(Cell("x"), range(JULY - 3, JULY))["advice"].startswith("Write 2026-04,")
    assert "it is 2026-07-01" in month_words(Cell(Decimal(46204)), Q3)["advice"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("01.03.14", "2014-03-01;"),
        ("03/01/2014", "2014-01-03 or 2014-03-01;"),
        ("3-1-2014", "2014-01-03 or 2014-03-01;"),
    ],
)
def test_dates_that_could_be_two_are_told_the_days_that_they_may_mean(text: str, days: str) -> None:
    problem = one(changed("Employees", Start=text))
    assert problem.code == "WB026"
    assert problem.hint.startswith(f"Write {days}")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(("01.03.2014", date(2014, 3, 1)), ("15/09/2017", date(2017, 9, 15)), ("09/15/2017", date(2017, 9, 15))),
        *(("16 May 2022", date(2022, 5, 16)), ("May 16, 2022", date(2022, 5, 16)), ("1 July 2026", date(2026, 7, 1))),
        *(("1. März 2014", date(2014, 3, 1)), ("1 luglio 2026", date(2026, 7, 1)), ("2026/07/01", date(2026, 7, 1))),
        *(("1er juillet 2026", date(2026, 7, 1)), ("1 de julio de 2026", date(2026, 7, 1))),
        *(
            ("1 июля 2026 г.", date(2026, 7, 1)),
            ("1\u00a0июля 2026", date(2026, 7, 1)),
            ("05/05/2026", date(2026, 5, 5)),
        ),
    ],
)
def test_dates_as_people_type_them(text: str, day: date) -> None:
    assert sound(changed("Employees", Start=text)).employees[0].start == day


def test_a_date_without_its_format_is_named() -> None:
    assert date_words(Cell(Decimal(46204))) == {"advice": "Give the cell the format of a date: it is 2026-07-01."}
    assert date_words(Cell("31.02.2026"))["advice"] == "Enter a date, or text such as 2026-07-01."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        *((text, "digits alone") for text in ("€74,000", "62.000 €", "48,000", "1.234 EUR", "EUR 1,2,3", "5000 XQQ")),
        ("62.000 €", "It may mean 62 or 62000"),
        *((text, "Empty the cell") for text in ("-", "–", "n/a", "N.A.", "tbc", "pending", "?")),
        *((text, "Type the number itself") for text in ("about 50", "48k", "fifty")),
    ],
)
def test_texts_where_a_number_belongs_are_told_what_they_are(text: str, words: str) -> None:
    problem = one(changed("Employees", Salary=text))
    assert problem.code == "WB022"
    assert words in problem.hint


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("96200", "96200"), ("12.5", "12.5"), ("12,5", "12.5"), ("62.000,00 €", "62000"), ("46 000", "46000")),
        *(("EUR 48000", "48000"), ("128'300", "128300"), ("29800 EUR", "29800"), ("1 200,50 €", "1200.5")),
        *(
            ("62\u00a0000\u202feur", "62000"),
            ("1.234.567,00", "1234567"),
            ("€1,234,567", "1234567"),
            ("0,125", "0.125"),
        ),
    ],
)
def test_numbers_as_people_type_them(text: str, number: str) -> None:
    assert sound(changed("Employees", Salary=text)).employees[0].salary == Decimal(number)
    if "EUR" not in text.upper() and "€" not in text:
        assert sound(changed("Actuals", Value=text)).actuals[0].value == Decimal(number)


def test_an_amount_in_another_currency_is_refused() -> None:
    problem = one(changed("Employees", Salary="62 000 USD"))
    assert (problem.code, str(problem.places[0])) == ("WB120", "Employees!D2")
    assert one(changed("Employees", Salary="$62000.50")).code == "WB120"
    dollars = changed("Employees", Salary="62 000 USD", Currency="USD") | {
        "Rates": [{"Currency": "USD", "Rate": Decimal(1)}]
    }
    assert sound(dollars).employees[0].salary == 62000
    figure = changed("Actuals", Value="1 200,50 €")
    assert one(figure).code == "WB022"
    figure["KPIs"][0]["Unit"] = "EUR"
    assert sound(figure).actuals[0].value == Decimal("1200.5")
    figure["KPIs"][0]["Unit"] = "GBP"
    assert one(figure).code == "WB022"
    moved = plain(Assignments=[{"Employee": "00417", "From": date(2026, 8, 1), "Salary": "62 000 €"}])
    assert one(moved).code == "WB022"
    moved["Assignments"][0]["Salary"] = "62 000,50"
    assert sound(moved).assignments[0].salary == Decimal("62000.5")


@pytest.mark.parametrize(
    ("text", "share"), [("104,26 %", "1.0426"), ("1\u202f200,5\u00a0%", "12.005"), ("80 %", "0.8"), ("−5 %", "-0.05")]
)
def test_percentages_as_people_type_them(text: str, share: str) -> None:
    sheets = changed("Actuals", Value=text)
    sheets["KPIs"][0]["Unit"] = "%"
    sheets["Matrix"][0]["Target"] = Cell(Decimal(1), "0%")
    assert sound(sheets).actuals[0].value == Decimal(share)


def test_a_number_stored_as_text_where_a_percentage_belongs_is_told_so() -> None:
    assert "Convert to Number" in one(changed("Employees", Target_bonus_percent="80")).hint


def test_other_things_where_a_number_belongs() -> None:
    assert number_words(Cell(date(2026, 7, 1)))["found"] == "a date"
    assert number_words(Cell(True))["found"] == "a truth value"


def people(*identifiers: Any) -> list[dict[str, Any]]:
    return [{**plain()["Employees"][0], "Employee": each, "Name": f"Ada {each}"} for each in identifiers]


def test_zeros_lost_where_an_id_is_used() -> None:
    problem = one(changed("Actuals", For=Decimal(417)))
    assert (problem.code, str(problem.places[0])) == ("WB057", "Actuals!A2")
    assert problem.hint == "The zeros in front are lost here: give the cell the format Text and type 00417."


def test_zeros_lost_where_an_id_is_defined() -> None:
    sheets = plain(Employees=people("1", Decimal(417)))
    problem = one(sheets)
    assert (problem.code, str(problem.places[0])) == ("WB057", "Actuals!A2")
    assert "lost in Employees!A3:" in problem.hint
    assert problem.hint.endswith("type 00417 there.")
    row = {"Employee": "00417", "Amount": Decimal(5), "Reason": "r", "Approved by": "a"}
    problem = one(plain(Employees=people(Decimal(417)), Adjustments=[row], Actuals=[]))
    assert (problem.code, str(problem.places[0])) == ("WB050", "Adjustments!A2")
    assert "lost in Employees!A2:" in problem.hint


def test_ids_of_zeros_and_of_other_numbers_are_no_lost_zeros() -> None:
    assert "zeros" not in one(changed("Actuals", For="4170")).hint
    assert "stays on Employees" in one(changed("Actuals", For="00999")).hint


def test_names_where_ids_belong() -> None:
    assert one(changed("Actuals", For="ada")).hint == "That is the name of employee 00417: write the id."
    sheets = plain(Actuals=[{"For": "00417", "KPI": "Revenue", "Value": Decimal(1)}])
    sheets["KPIs"][0]["Name"] = "Revenue"
    assert one(sheets).hint == "That is the name of KPI REV: write REV."
    two = plain(Employees=[*people("1"), {**people("2")[0], "Name": "Ada 1"}], Actuals=[])
    two["Actuals"] = [{"For": "Ada 1", "KPI": "REV", "Value": Decimal(1)}]
    assert "That is the name" not in one(two).hint


def test_blanks_that_nobody_sees_around_an_id() -> None:
    assert sound(changed("Actuals", For=" 00417\u00a0")).actuals[0].subject.name == "00417"


FIGURE = plain()["Actuals"][0]
PERSON = plain()["Employees"][0]
STRAYS: dict[str, tuple[Sheets, str, str]] = {
    "a total": (plain(Actuals=[FIGURE, {"For": "Total", "Value": Decimal(1)}]), "Actuals!A3", "totals"),
    "a whole total": (plain(Actuals=[FIGURE, {**FIGURE, "For": "Summe:"}]), "Actuals!A3", "totals"),
    "a total of people": (
        plain(Employees=[PERSON, {"Employee": "Total", "Salary": Decimal(1)}]),
        "Employees!A3",
        "totals",
    ),
    "a sum alone": (
        plain(Employees=[PERSON, {"Salary": Decimal(1)}]),
        "Employees!D3",
        'neither "Employee", "Name" nor "Role"',
    ),
    "figures a row too low": (plain(Actuals=[FIGURE, {"Value": Decimal(1)}]), "Actuals!C3", 'neither "For" nor "KPI"'),
    "a second header": (
        plain(Employees=[PERSON, {"Employee": "Employee", "Name": "Bonus last year"}]),
        "Employees!A3",
        'repeats the heading "Employee"',
    ),
    "units": (plain(Employees=[{"Salary": "EUR", "Target bonus %": "%"}, PERSON]), "Employees!A2", "remark"),
    "remarks": (
        plain(
            Actuals=[{"For": "employee number", "KPI": "see KPIs", "Value": "the figure", "Month": "yyyy-mm"}, FIGURE]
        ),
        "Actuals!D2",
        "remark",
    ),
}


@pytest.mark.parametrize("name", STRAYS)
def test_rows_that_are_no_record_are_one_problem(name: str) -> None:
    sheets, place, words = STRAYS[name]
    problem = one(sheets)
    assert problem.code == "WB101"
    assert str(problem.places[0]) == place
    assert words in problem.message


def test_rows_that_only_look_like_strays_are_read() -> None:
    whole = plain(Employees=people("Total"), Actuals=[])
    whole["Matrix"] = [{**whole["Matrix"][0], "Role": "Rep"}]
    assert [person.id for person in sound(whole).employees] == ["Total"]
    assert one(changed("Actuals", Value="n/a")).code == "WB022"
    _, problems = read(changed("Employees", Salary="48,000", Target_bonus_percent="ten", Start="01/07/2026"))
    assert [problem.code for problem in problems] == ["WB022", "WB022", "WB026"]


def test_a_column_that_is_missing_is_sought_among_the_misspelt() -> None:
    sheets = plain()
    sheets["Employees"][0]["Sallary"] = sheets["Employees"][0].pop("Salary")
    _, problems = read(sheets)
    missing = next(problem for problem in problems if problem.code == "WB016")
    assert str(missing.places[0]) == "Employees!E1"
    assert missing.hint == 'Rename the column "Sallary": it is to be "Salary".'


def test_a_sheet_that_is_missing_is_sought_among_the_unknown() -> None:
    sheets = plain()
    sheets["People Q3"] = sheets.pop("Employees")
    sheets["Actuals"] = [{"For": "team:North", "KPI": "REV", "Value": Decimal(1)}]
    plan, problems = plan_of(book_of(sheets))
    assert plan is not None
    assert [problem.code for problem in problems] == ["WB011", "WB012"]
    assert problems[0].hint.endswith('If it is one of "People Q3", rename that.')


def test_without_the_sheet_of_kpis_no_heading_of_figures_is_wrong() -> None:
    sheets = plain(Actuals=[{"For": "00417", "NPS": Decimal(1), "REV": Decimal(1)}])
    sheets["KPI list"] = sheets.pop("KPIs")
    _, problems = plan_of(book_of(sheets))
    assert [problem.code for problem in problems if problem.severity == "error"] == ["WB095"]
    assert not [problem for problem in problems if problem.code in {"WB015", "WB017"}]


def test_signs_without_width_come_off_an_id(tmp_path: Path) -> None:
    def paste(book: Workbook) -> None:
        book["Actuals"]["A2"] = "\ufeff1\u200b\u2060"

    plan, problems = written(tmp_path, paste)
    assert plan is not None
    assert problems == ()
    assert plan.actuals[0].subject.name == "1"


def written(path: Path, change: Callable[[Workbook], None]) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plain plan of three people as a file, changed by hand."""
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = plain(Employees=people("1", "2", "3"), Actuals=[{**FIGURE, "For": each} for each in "123"])
    for name, found in rows.items():
        table = book.create_sheet(name)
        headings = list(dict.fromkeys(key for row in found for key in row))
        for row in (headings, *([each.get(heading) for heading in headings] for each in found)):
            table.append(row)
    change(book)
    book.save(path / "plan.xlsx")
    return read_plan(path / "plan.xlsx")


def test_merged_cells_are_named(tmp_path: Path) -> None:
    def merge(book: Workbook) -> None:
        book["Actuals"].merge_cells("A2:A4")

    _, problems = written(tmp_path, merge)
    assert [(problem.code, str(problem.places[0])) for problem in problems] == [
        ("WB021", "Actuals!A3"),
        ("WB021", "Actuals!A4"),
        ("WB102", "Actuals!A2"),
    ]
    assert problems[0].hint.startswith("Unmerge A2:A4")


def test_merged_titles_are_nobodys_business(tmp_path: Path) -> None:
    def merge(book: Workbook) -> None:
        book["Actuals"].insert_rows(1, 2)
        book["Actuals"]["A1"] = "Figures"
        book["Actuals"].merge_cells("A1:C2")
        book["Employees"].merge_cells("E2:F2")

    plan, problems = written(tmp_path, merge)
    assert plan is not None
    assert problems == ()


def test_hidden_rows_are_read_and_said(tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        book["Employees"].row_dimensions[3].hidden = True
        book["Employees"].row_dimensions[4].hidden = True

    plan, problems = written(tmp_path, hide)
    assert plan is not None
    assert len(plan.employees) == 3
    assert [(problem.code, [str(place) for place in problem.places]) for problem in problems] == [
        ("WB103", ["Employees!3", "Employees!4"])
    ]


def test_a_period_may_be_typed_like_a_month() -> None:
    assert sound(setting(("Period", "July 2026"))).settings.period.name == "2026-07"
    assert sound(setting(("Period", "Q3 2026"))).settings.period.name == "2026-Q3"
    assert one(setting(("Period", "Q3"))).code == "WB028"


@pytest.mark.parametrize("text", ["15 July", "July 1", "31-Aug"])
def test_days_of_a_month_are_no_years(text: str) -> None:
    assert month_of_text(text, Q3) in Q3
