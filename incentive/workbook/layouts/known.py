"""What the sheets that are read as they stand already define: KPIs, people, roles, teams, the plan's period.

In: those sheets. Out: `Known`, by which layouts tell a KPI's heading from a note and a person's sheet from a picture.
Problems that are met on the way are left to the reading proper.
"""

import re
from collections.abc import Mapping, Sequence

from incentive.formula.tree import normalise
from incentive.i18n.currencies import currency_signs
from incentive.periods import Period
from incentive.plan.choices import Combine, Level
from incentive.workbook.book_forms import Sheet
from incentive.workbook.months import month_of_text, period_of_text
from incentive.workbook.names import gather
from incentive.workbook.reading import Line, Reading, Table
from incentive.workbook.schema import sheet as sheet_shape
from incentive.workbook.schema_forms import Thing
from incentive.workbook.settings import plan_settings
from incentive.workbook.tables import near_miss, read_table

_MOST_ASKED = 1_000
_MOST_WORDS = 5
_SIGNS = ",;:.()[]\"'«»–—-"
_PARTS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER = re.compile(
    r"(?P<part>I{1,3}|IV|[1-4])\s*(?:-?(?:st|nd|rd|th|й|°|º|er|e|o)|\.)?\s*"
    r"(?:кв|кв\.|квартал|quarter|qtr|quartal|trimestre|trim\.?)\s*(?P<year>\d{4})?\s*(?:г\.?|года)?",
    re.I,
)
_READ = ("plan", "kpis", "matrix", "employees", "assignments")


class Known:
    """The names that a workbook defines."""

    def __init__(self, standing: Mapping[str, Sequence[Sheet]]) -> None:
        self.standing = frozenset(standing)
        reading = Reading(None)
        tables: dict[str, list[Table]] = {}
        for identifier in _READ:
            for sheet in standing.get(identifier, ()):
                table = read_table(sheet_shape(identifier), sheet, reading)
                if table is not None:
                    tables.setdefault(identifier, []).append(table)
        self.names = gather(tables, reading)
        settings = plan_settings(next(iter(tables.get("plan", ())), None), reading)
        self.period: Period | None = settings.period if "setting:period" not in reading.broken else None
        self.currency = settings.currency if "setting:currency" not in reading.broken else ""
        self.months = self.period.months() if self.period is not None else range(0)
        self._kpis = {normalise(line.text("id")): line for line in _lines(tables, "kpis")}
        self._near: dict[str, bool] = {}
        self._roles = {line.text("id"): line.text("role") for line in _lines(tables, "employees")}

    def figure(self, text: str) -> str | None:
        """The KPI or input of this id or name."""
        return self.names.headed(text) if text else None

    def nearly(self, text: str) -> bool:
        """Whether a text is likely a KPI's id or name, misspelt; after many such questions no more is."""
        if text not in self._near and len(self._near) < _MOST_ASKED:
            titles = [line.text("name") for line in self._kpis.values() if line.has("name")]
            self._near[text] = near_miss(text, [*self.names.all(Thing.FIGURE), *titles]) is not None
        return self._near.get(text, False)

    def combine(self, kpi: str) -> Combine | None:
        """How months of a KPI make one figure."""
        line = self._kpis.get(normalise(kpi))
        return line.choice("combine", Combine) if line is not None else None

    def person(self, text: str) -> str | None:
        """The employee of this id or, where one alone has it, this name."""
        return self.names.find(Thing.EMPLOYEE, text) or self.names.called.get(normalise(text))

    def role_of(self, person: str) -> str:
        """The role of an employee; empty where that is not known."""
        return self._roles.get(person, "")

    def role(self, text: str) -> str | None:
        """The role of this name."""
        return self.names.find(Thing.ROLE, text)

    def group(self, text: str) -> str | None:
        """The team or department of this name, as `For` names it."""
        for thing in (Thing.TEAM, Thing.DEPARTMENT):
            found = self.names.find(thing, text)
            if found is not None:
                return f"{thing.value}:{found}"
        return None

    def whom(self, text: str) -> str | None:
        """The person, team or department of this name, as `For` names it."""
        return self.person(text) or self.group(text)

    def span(self, text: str) -> Period | None:
        """The month, quarter, half-year or year that a heading names."""
        text = text.strip()
        month = month_of_text(text, self.months)
        if month is not None and len(text) > 2:
            return period_of_text(f"{month // 12}-{month % 12 + 1:02d}")
        quarter = _QUARTER.fullmatch(text)
        if quarter is not None:
            text = f"{quarter['year'] or ''} Q{_PARTS[quarter['part'].upper()]}".strip()
        found = period_of_text(text)
        if found is None and self.period is not None and text[:1] in "QHqh":
            found = period_of_text(f"{self.period.start.year}-{text}")
        return found

    def is_unit(self, text: str, kpi: str) -> bool:
        """Whether a text behind a number is a KPI's unit, or the plan's currency."""
        line = self._kpis.get(normalise(kpi))
        units = {line.text("unit") if line is not None and line.has("unit") else "", self.currency}
        units |= set(currency_signs(self.currency)) if self.currency else set()
        return normalise(text) in {normalise(unit) for unit in units if unit}

    def level(self, kpi: str) -> Level | None:
        """Whose figure of a KPI counts."""
        line = self._kpis.get(normalise(kpi))
        return line.choice("level", Level) if line is not None else None

    def named_in(self, text: str) -> set[str]:
        """The KPIs and inputs that a title names, whole or by words within it."""
        whole = self.figure(text)
        if whole is not None:
            return {whole}
        words = [word.strip(_SIGNS) for word in text.split()]
        spans = (
            " ".join(words[first:last])
            for first in range(len(words))
            for last in range(first + 1, min(len(words), first + _MOST_WORDS) + 1)
        )
        return {found for span in spans if (found := self.figure(span)) is not None}


def _lines(tables: Mapping[str, Sequence[Table]], sheet: str) -> list[Line]:
    return [line for table in tables.get(sheet, ()) for line in table.lines]
