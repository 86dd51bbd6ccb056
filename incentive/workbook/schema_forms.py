"""The forms of the schema: what a column, a setting and a sheet of the workbook are, as plain data.

A `Column` also stands for a setting, whose cell it describes. `Kind` says how a cell is read, `Thing` what it names.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, StrEnum

from incentive.i18n.phrases import Named

UNITS = ("count", "score", "days", "hours", "weeks", "months", "points")
"""Units of KPIs with a word in every language; any other word is a unit too, and stays as it is."""


class Kind(Enum):
    """How a cell is read; the value is what the reference page calls it."""

    TEXT = "text"
    ID = "id"
    NUMBER = "number"
    WHOLE = "whole number"
    MONEY = "amount"
    PERCENT = "percent"
    WEIGHT = "percent or points"
    FIGURE = "number, in the KPI's own unit"
    POINT = "number or percent"
    RATING = "number or text"
    DATE = "date"
    MONTH = "month"
    PERIOD = "period"
    YEAR_START = "day and month"
    CHOICE = "choice"
    RULE = "choice or formula"
    YES_NO = "yes or no"
    FORMULA = "formula"
    SUBJECT = "whom"
    TARGET = "what"
    CURRENCY = "currency"
    UNIT = "unit"
    LANGUAGE = "language"
    LIST = "list"
    UNREAD = "never read"


class Thing(StrEnum):
    """What a cell refers to: something that another row defines."""

    EMPLOYEE = "employee"
    ROLE = "role"
    TEAM = "team"
    DEPARTMENT = "department"
    KPI = "KPI"
    FIGURE = "KPI or input"
    SCALE = "scale"
    SECTION = "section"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet, or a setting. `least` and `most` bound its numbers; `default` is as a person writes it."""

    id: str
    name: str
    kind: Kind
    help: str
    required: bool = False
    choices: type[StrEnum] | None = None
    default: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    above: Decimal | None = None
    """The number must be more than this."""
    bare: int = 10
    """The largest bare number that a percent cell may hold."""
    refers: Thing | None = None
    everyone: bool = False
    """Whether `*` stands for all of what it refers to."""
    first_row: bool = False
    """Whether it belongs on the first of several rows of one thing only."""


@dataclass(frozen=True, slots=True)
class SheetShape:
    """A sheet: its columns, whether several sheets may begin with its name, whether the rest of the title is a name."""

    id: str
    name: str
    help: str
    columns: tuple[Column, ...]
    required: bool = False
    many: bool = False
    titled: bool = False
    own_columns: bool = False
    """Whether unknown columns are the company's own, and read."""
    thing: Thing | None = None
    """What its rows define, by the first column."""

    def __post_init__(self) -> None:
        # Names know what they name, so that a problem can say them in a person's language.
        object.__setattr__(self, "name", Named(self.name, f"sheet.{self.id}"))
        object.__setattr__(self, "columns", named(self.id, self.columns))


def named(prefix: str, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a sheet, or its settings, with names that know what they name."""
    return tuple(replace(column, name=Named(column.name, f"{prefix}.{column.id}")) for column in columns)
