"""The workbook of the next cycle, made from the last one's: what goes on is carried over, what was achieved is emptied.

In: the tables of the last workbook as read, its plan, the next period and what is to become of targets. Out: new values
by sheet and cell, and the list of what was carried and what was not. Nothing is written here, and whatever is not
named, formats, comments, further sheets and columns, stays as it is.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from incentive.formula.tree import normalise
from incentive.i18n.phrases import Day, Listing, Named, Share, kept, phrase
from incentive.numbers import RoundingMode, round_to
from incentive.periods import Period, month_name, month_of, month_period, parse_period
from incentive.plan import Plan
from incentive.plan.choices import Better, Combine
from incentive.plan.origins import Spot, column_letters
from incentive.plan.records import Kpi
from incentive.workbook.book_forms import Cell
from incentive.workbook.build_actuals import is_wide
from incentive.workbook.editing.sheet import Value
from incentive.workbook.reading import Line, Table
from incentive.workbook.schema import settings_by_name

_FIGURES = ("threshold", "target", "maximum")
_MOVED_SETTINGS = ("paid_on", "questions_until")


class Targets(StrEnum):
    """What becomes of thresholds, targets and maxima."""

    KEEP = "keep"
    CLEAR = "clear"
    RAISE = "raise"


@dataclass(slots=True)
class NextCycle:
    """The changes, by title of the sheet and cell, and what is said of them: sheet, what, how many."""

    period: Period
    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    uses: Counter[Spot | None] = field(default_factory=Counter)
    """How many cells of tables each cell of a sheet in another layout gives."""

    def set(self, table: Table, row: int, column: int, value: Value) -> None:
        """Give a cell another value; None empties it."""
        spot = table.spot(row, column)
        if spot is not None:
            title, row, column = spot
            self.values.setdefault(title, {})[f"{column_letters(column)}{row}"] = value

    def empty(self, line: Line) -> None:
        """Empty every cell of a line that the reader knows, the company's own columns too."""
        table = line.table
        for column in (*table.columns.values(), *table.others):
            # Of a sheet in another layout headings and labels belong to several rows, which stay.
            if self.uses[table.spot(line.number, column)] < 2:
                self.set(table, line.number, column, None)

    def say(self, table: Table | None, text: str, count: str = "") -> None:
        """Note what was done with a sheet."""
        self.notes.append((table.title if table is not None else "", text, count))


def next_cycle(
    plan: Plan,
    tables: Mapping[str, Sequence[Table]],
    period: Period,
    targets: Targets = Targets.KEEP,
    raised: Decimal = Decimal(0),
) -> NextCycle:
    """What has to change for the workbook to be the next period's. `raised` is the share that targets are raised by."""
    made = NextCycle(period)
    for table in (table for group in tables.values() for table in group):
        made.uses.update(spot for (_, column), spot in table.places.items() if column)
    old = plan.settings.period
    _settings(made, tables.get("plan", ()), old)
    leavers = _leavers(made, tables.get("employees", ()), period)
    _dated(made, tables.get("assignments", ()), period, leavers)
    _dated(made, tables.get("absences", ()), period, leavers)
    _actuals(made, plan, tables.get("actuals", ()), leavers)
    for name in ("matrix", "targets"):
        for table in tables.get(name, ()):
            _targets(made, plan, table, targets, raised, leavers)
    for name, why in (
        ("overrides", phrase("left behind: each was decided for one period")),
        ("adjustments", phrase("left behind: each was decided for one period")),
    ):
        for table in tables.get(name, ()):
            _all(made, table, why)
    _paid(made, plan, tables.get("paid", ()))
    for name in ("kpis", "goals", "sections", "scales", "factors", "gates", "formulas", "rates"):
        for table in tables.get(name, ()):
            made.say(table, _CARRIED.get(name, phrase("carried over")), str(len(table.lines)))
    return made


_CARRIED = {
    "factors": phrase("carried over: look whether each still holds"),
    "rates": phrase("carried over: put in the rates of the new period"),
}


def following(period: Period) -> Period | None:
    """The period after one of whole months, of the same length; None where it has no such name."""
    months = period.whole_months
    if months not in {1, 3, 6, 12}:
        return None
    first = month_of(period.end) + 1
    year, index = divmod(first, 12)
    if index % months:
        return None
    name = {1: f"-{index + 1:02d}", 3: f"-Q{index // 3 + 1}", 6: f"-H{index // 6 + 1}", 12: ""}[months]
    return parse_period(f"{year}{name}")


def moved(day: date, old: Period, new: Period) -> date:
    """A day as far into or behind the new period as it was into or behind the old one, month by month."""
    months = month_of(new.start) - month_of(old.start)
    month = month_period(month_of(day) + months)
    last = (day == month_period(month_of(day)).end) and old.whole_months is not None
    return month.end if last else month.start.replace(day=min(day.day, month.end.day))


def _settings(made: NextCycle, tables: Sequence[Table], old: Period) -> None:
    names = settings_by_name("plan")
    for table in tables:
        column = table.columns.get("value")
        for line in table.lines:
            setting = names.get(normalise(line.text("setting")))
            cell = line.cells.get("value")
            if setting is None or column is None or cell is None:
                continue
            named = Named(setting.name, f"plan.{setting.id}")
            new: Value = None
            if setting.id == "period":
                new = made.period.name
            elif setting.id in {"period_start", "period_end"}:
                new = made.period.start if setting.id == "period_start" else made.period.end
            elif setting.id == "plan_name":
                told = phrase(
                    "{setting}: {value} is carried over; look whether it still says the right period",
                    setting=named,
                    value=cell.shown,
                )
                made.say(table, told)
                continue
            elif setting.id in _MOVED_SETTINGS and isinstance(cell.value, date):
                new = moved(cell.value, old, made.period)
            else:
                continue
            made.set(table, line.number, column, new)
            before = kept(cell.value) if isinstance(cell.value, date) else cell.shown
            made.say(
                table, phrase("{setting}: {before} becomes {after}", setting=named, before=before, after=kept(new))
            )


def _leavers(made: NextCycle, tables: Sequence[Table], period: Period) -> frozenset[str]:
    """Who had left before the period begins: their rows are emptied, and so is what belongs to them alone."""
    gone = set()
    for table in tables:
        for line in table.lines:
            end = line.day("end")
            if end is not None and end < period.start:
                gone.add(line.text("id"))
                made.empty(line)
        stay = len(table.lines) - len(gone)
        made.say(table, phrase("people carried over"), str(stay))
        if gone:
            told = phrase(
                "left before {day}, not carried over: {people}", day=Day(period.start), people=Listing(sorted(gone))
            )
            made.say(table, told, str(len(gone)))
    return frozenset(gone)


def _dated(made: NextCycle, tables: Sequence[Table], period: Period, leavers: frozenset[str]) -> None:
    """Rows that ended before the period begins go; what still runs stays."""
    for table in tables:
        gone = [
            line
            for line in table.lines
            if line.text("employee") in leavers or ((to := line.day("to")) is not None and to < period.start)
        ]
        for line in gone:
            made.empty(line)
        if gone:
            made.say(table, phrase("ended before {day}, left behind", day=Day(period.start)), str(len(gone)))
        if len(table.lines) > len(gone):
            made.say(table, phrase("still running, carried over"), str(len(table.lines) - len(gone)))


def _actuals(made: NextCycle, plan: Plan, tables: Sequence[Table], leavers: frozenset[str]) -> None:
    deals = {kpi.id for kpi in plan.kpis if kpi.combine is Combine.EACH}
    for table in tables:
        emptied = formulas = 0
        for line in table.lines:
            subject = line.text("subject").rpartition(":")[2]
            if subject in leavers or line.text("kpi") in deals:
                made.empty(line)
                emptied += 1
                continue
            _move_month(made, plan, line)
            for column, cell in _figures(line):
                made.set(table, line.number, column, None)
                emptied += 1
                formulas += cell.formula is not None
        made.say(table, phrase("figures emptied, to be filled in"), str(emptied))
        if formulas:
            made.say(table, phrase("of them formulas: enter them again, or type the figures"), str(formulas))


def _figures(line: Line) -> Iterator[tuple[int, Cell]]:
    """The cells of a line that hold what was achieved, by column number."""
    if not is_wide(line.table):
        if "value" in line.cells:
            yield line.table.columns["value"], line.cells["value"]
        return
    for key, cell in line.cells.items():
        if key.startswith("#"):
            yield int(key[1:]), cell


def _move_month(made: NextCycle, plan: Plan, line: Line) -> None:
    month, cell = line.whole("month"), line.cells.get("month")
    if month is None or cell is None:
        return
    new = month + month_of(made.period.start) - month_of(plan.settings.period.start)
    value: Value = month_period(new).start if isinstance(cell.value, date) else month_name(new)
    made.set(line.table, line.number, line.table.columns["month"], value)


def _targets(
    made: NextCycle, plan: Plan, table: Table, targets: Targets, raised: Decimal, leavers: frozenset[str]
) -> None:
    kpis = {kpi.id: kpi for kpi in plan.kpis}
    changed = kept = 0
    for line in table.lines:
        owner = line.text("employee") or line.text("subject")
        if owner and owner in leavers:
            made.empty(line)
            continue
        for name in _FIGURES:
            cell = line.cells.get(name)
            if cell is None or not isinstance(cell.value, Decimal):
                continue
            new = None if targets is Targets.CLEAR else _raised(cell.value, kpis.get(line.text("kpi")), raised)
            if targets is Targets.KEEP or cell.formula is not None or new == cell.value:
                kept += 1
                continue
            made.set(table, line.number, table.columns[name], new)
            changed += 1
    made.say(table, phrase("rows carried over"), str(len(table.lines)))
    if targets is Targets.CLEAR:
        made.say(table, phrase("thresholds, targets and maxima emptied"), str(changed))
    elif targets is Targets.RAISE:
        told = phrase("thresholds, targets and maxima made {share} harder", share=Share(raised))
        made.say(table, told, str(changed))
    if targets is not Targets.KEEP and kept:
        made.say(table, phrase("kept as they are: formulas, and KPIs that are good at one value"), str(kept))


def _raised(value: Decimal, kpi: Kpi | None, share: Decimal) -> Decimal:
    """A figure harder to reach by a share of its size: more of what should be high, less of what should be low.

    It keeps to the decimals that the KPI is shown with, where that leaves it another figure than before.
    """
    if kpi is None or kpi.better not in {Better.HIGHER, Better.LOWER}:
        return value
    harder = value + abs(value) * (share if kpi.better is Better.HIGHER else -share)
    if kpi.decimals is None:
        return harder
    places = kpi.decimals + (2 if kpi.unit == "%" and not kpi.points else 0)
    shown = round_to(harder, Decimal(1).scaleb(-places), RoundingMode.HALF_UP)
    return harder if shown == value else shown


def _all(made: NextCycle, table: Table, why: str) -> None:
    for line in table.lines:
        made.empty(line)
    if table.lines:
        made.say(table, why, str(len(table.lines)))


def _paid(made: NextCycle, plan: Plan, tables: Sequence[Table]) -> None:
    """What was paid counts within its plan year; a new one begins with none of it."""
    old, new = plan.settings.period, made.period
    for table in tables:
        if old.start.year == new.start.year and plan.settings.year_starts == (1, 1):
            made.say(table, phrase("carried over: add what was paid for the period that ended"), str(len(table.lines)))
        else:
            _all(made, table, phrase("left behind: it belongs to the year that ended"))
