"""Where a figure that is missing belongs: the blank cell that waits for it, or figures of another period in its place.

In come the plan's blank cells of Actuals and the figures read; out come the cells to name, and once a sheet the
problem that its figures are of other months. Which figure is missing is found where rows are resolved.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from incentive.engine.preparation.consequences import about_figures
from incentive.engine.preparation.figures import FigureBook, said_month
from incentive.engine.trouble import Notebook
from incentive.formula.tree import normalise
from incentive.i18n.phrases import Day, phrase
from incentive.periods import month_name
from incentive.plan import Plan
from incentive.plan.origins import sheet_of
from incentive.plan.records import Actual, Blank, Kpi, Subject
from incentive.problems import Place

_SHOWN = 6


@dataclass(slots=True)
class Expected:
    """The blank cells by KPI or input and by whom they are for, and the figures of other months that were found."""

    plan: Plan
    figures: FigureBook
    notes: Notebook
    blanks: dict[tuple[str, Subject], list[Blank]] = field(default_factory=dict)
    strangers: dict[int, Actual] = field(default_factory=dict)
    """Figures of other months where one of the period is missing, by their cells."""

    @classmethod
    def of(cls, plan: Plan, figures: FigureBook, notes: Notebook) -> "Expected":
        """What a plan's sheets of figures leave blank."""
        found = cls(plan, figures, notes)
        for blank in plan.blanks:
            found.blanks.setdefault((normalise(blank.kpi), blank.subject), []).append(blank)
        return found

    def cells(self, kpi: Kpi, subject: Subject, role: str, lacking: Iterable[int]) -> list[Place]:
        """The blank cells that wait for a KPI's figure, of the months that lack one."""
        months = set(lacking)
        blanks = (
            blank for key in sorted(self.figures.kpis.leaves(kpi)) for blank in self.blanks.get((key, subject), ())
        )
        return [
            self.notes.place(blank.at)
            for blank in blanks
            if (not months or blank.month in months) and blank.role in {None, role}
        ]

    def elsewhen(self, kpi: Kpi, subject: Subject) -> bool:
        """Whether the KPI has figures, and none of them is of the period; they are noted, to be said once a sheet."""
        rows = [row for key in self.figures.kpis.leaves(kpi) for row in self.figures.of(key, subject)]
        if not rows or any(not self.figures.is_outside(row) for row in rows):
            return False
        if self.plan.broken.isdisjoint(about_figures(kpi)):
            self.strangers |= {row.at: row for row in rows}
        return True

    def report(self) -> None:
        """Say once a sheet that figures are of other months: where others are missing, where none counts, else."""
        if "setting:period" in self.plan.broken:
            return
        missed = _by_sheet(self.strangers.values())
        dated = [row for row in self.figures.everyones() if row.month is not None]
        if not dated:
            return
        counted = {normalise(row.kpi) for row in self.figures.everyones() if not self.figures.is_outside(row)}
        for sheet, found in sorted(_by_sheet(dated).items()):
            outside = [row for row in found if self.figures.is_outside(row)]
            if sheet in missed:
                self._say("CA045", missed[sheet])
            elif outside:
                lost = len(outside) == len(found) and any(normalise(row.kpi) not in counted for row in outside)
                self._say("CA046" if lost else "CA008", outside)

    def _say(self, code: str, rows: list[Actual]) -> None:
        ordered = sorted(rows, key=lambda row: row.at)
        places = [self.notes.place(row.at, "Month", month_name(row.month or 0)) for row in ordered]
        months = sorted({row.month for row in ordered if row.month is not None})
        names = list(dict.fromkeys(row.kpi for row in ordered))
        period = self.plan.settings.period
        self.notes.say(
            code,
            tuple(dict.fromkeys(places)),
            sheet=places[0].sheet,
            count=len(rows),
            kpis=", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else ""),
            months=_stretch(*(said_month(month) for month in (months[0], months[-1]))),
            period=period.name or _stretch(Day(period.start), Day(period.end)),
        )


def _by_sheet(rows: Iterable[Actual]) -> dict[int, list[Actual]]:
    found: dict[int, list[Actual]] = {}
    for row in rows:
        found.setdefault(sheet_of(row.at), []).append(row)
    return found


def _stretch(first: str, last: str) -> str:
    return first if first == last else phrase("{first} to {last}", first=first, last=last)
