"""What the sheets that are read as they stand already define: KPIs, people, roles, teams, the plan's period.

In: those sheets. Out: `Known`, by which layouts tell a KPI's heading from a note and a person's sheet from a picture.
Problems that are met on the way are left to the reading proper.
"""

from collections.abc import Mapping, Sequence

from incentive.formula.tree import normalise
from incentive.periods import Period
from incentive.plan.choices import Combine
from incentive.workbook.book_forms import Sheet
from incentive.workbook.months import month_of_text, period_of_text
from incentive.workbook.names import gather
from incentive.workbook.reading import Line, Reading, Table
from incentive.workbook.schema import sheet as sheet_shape
from incentive.workbook.schema_forms import Thing
from incentive.workbook.settings import plan_settings
from incentive.workbook.tables import near_miss, read_table

_MOST_ASKED = 1_000
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
        found = period_of_text(text)
        if found is None and self.period is not None and text[:1] in "QHqh":
            found = period_of_text(f"{self.period.start.year}-{text}")
        return found


def _lines(tables: Mapping[str, Sequence[Table]], sheet: str) -> list[Line]:
    return [line for table in tables.get(sheet, ()) for line in table.lines]
