"""Figures with headings in several rows: periods across over target and actual, KPIs across, three rows for each KPI.

What a figure is follows from its column's headings (KPI, period, target or actual), from its row (whose, which KPI,
target or actual) and from the labels above or the title. Out: rows of Actuals, and of Targets where there are targets.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from incentive.i18n.phrases import phrase
from incentive.periods import Period, month_name, month_of
from incentive.plan.choices import Combine
from incentive.workbook import values
from incentive.workbook.book_forms import Cell, Sheet
from incentive.workbook.layouts import words
from incentive.workbook.layouts.known import Known
from incentive.workbook.layouts.labels import MONTH, labels
from incentive.workbook.layouts.view import Placed, Record, Understood, View
from incentive.workbook.tables import HEADER_ROWS

LAYOUT = "periods across"
_WORDS = phrase("figures with KPIs, periods, targets or actuals across")
_MOST_HEADER_ROWS = 3


@dataclass(slots=True)
class _Heading:
    """What the headings of a column say."""

    kpi: Placed | None = None
    period: Placed | None = None
    span: Period | None = None
    measure: str | None = None
    other: Placed | None = None

    @property
    def says(self) -> bool:
        """Whether this is a column of figures."""
        return self.kpi is not None or self.span is not None or self.measure is not None


@dataclass(frozen=True, slots=True)
class _Table:
    """Where everything is: the header's rows, its key columns, its columns of figures, the column of kinds."""

    first: int
    last: int
    keys: Mapping[str, int]
    figures: Mapping[int, _Heading]
    kinds: int | None


@dataclass(slots=True)
class _Figure:
    """A cell with all that its place says of it."""

    whom: Placed
    kpi: str
    kpi_at: Placed
    measure: str
    span: Period | None
    period: Placed | None
    cell: Placed
    role: Placed | None = None


def crosstab(sheet: Sheet, known: Known) -> Understood | None:
    """The sheet as a table with headings in several rows; None where it is none."""
    view = View(sheet)
    table = _table(view, known)
    if table is None:
        return None
    found = Understood(_WORDS)
    figures = list(_figures(view, table, found, known))
    measured = {figure.measure for figure in figures}
    if not figures or not measured & {words.ACTUAL, *words.FIGURES}:
        return None
    figures = [figure for measure in sorted(measured) for figure in _finest(figures, measure)]
    for figure in figures:
        if figure.measure == words.ACTUAL:
            found.add("actuals", _actual(figure, known))
    if "targets" not in known.standing:
        _targets(figures, found, known)
    return found if found.records.get("actuals") or found.records.get("targets") else None


def _finest(figures: list[_Figure], measure: str) -> list[_Figure]:
    """The figures of one kind; a quarter's or a year's column beside those of its months repeats them."""
    chosen = [figure for figure in figures if figure.measure == measure]
    spans = [figure.span.days for figure in chosen if figure.span is not None]
    most = min(spans, default=0) * 2
    return [figure for figure in chosen if figure.span is None or figure.span.days < most]


def _table(view: View, known: Known) -> _Table | None:
    for row in view.rows:
        if row > HEADER_ROWS:
            return None
        keys = _keys(view, row, {}, known)
        if _attributes(view, row, keys, known) >= 2:
            return _whole(view, row, known)
    return None


def _keys(view: View, row: int, keys: dict[str, int], known: Known) -> dict[str, int]:
    """The key columns that a row of headings names, besides those already known."""
    for column in view.columns:
        text = view.text(row, column)
        if not text or column in keys.values() or known.figure(text) is not None:
            continue
        identifier = words.column("actuals", text)
        if identifier in {None, words.ACTUAL}:
            identifier = "subject" if words.column("employees", text) in {"id", "name"} else None
        if identifier in {"subject", "kpi", "role", MONTH}:
            keys.setdefault(str(identifier), column)
    return keys


def _attributes(view: View, row: int, keys: Mapping[str, int], known: Known) -> int:
    """How many columns of figures a row heads; none if it holds a bare number, which is a figure itself."""
    count = 0
    for column in view.columns:
        placed = view.at(row, column)
        if placed is None or column in keys.values():
            continue
        if isinstance(placed.cell.value, Decimal):
            return 0
        count += _says(placed, known)
    return count


def _says(placed: Placed, known: Known) -> bool:
    heading = _Heading()
    _hear(heading, placed, known)
    return heading.says


def _hear(heading: _Heading, placed: Placed, known: Known) -> None:
    """Take in what one cell of a header says."""
    span = _span(placed.cell, known)
    measure = words.measure(placed.text) if placed.text else None
    if placed.text and known.figure(placed.text) is not None:
        heading.kpi = heading.kpi or placed
    elif span is not None:
        heading.span, heading.period = span, placed
    elif measure is not None:
        heading.measure = measure
    else:
        heading.other = heading.other or placed


def _span(cell: Cell, known: Known) -> Period | None:
    if isinstance(cell.value, date):
        return known.span(month_name(month_of(cell.value)))
    return known.span(cell.value) if isinstance(cell.value, str) else None


def _whole(view: View, first: int, known: Known) -> _Table | None:
    """The table whose header begins in this row, or one row above it."""
    last = first
    keys = _keys(view, first, {}, known)
    for row in view.rows:
        if first < row < first + _MOST_HEADER_ROWS and _continues(view, row, first, keys, known):
            last = row
            keys = _keys(view, row, keys, known)
    above = [row for row in view.rows if row < first]
    if above and "kpi" not in keys and _attributes(view, above[-1], keys, known) >= 1:
        first = above[-1]
    headings = _headings(view, first, last, keys, known)
    kinds = _kinds(view, last, headings)
    figures = {column: heading for column, heading in headings.items() if heading.says and column != kinds}
    if not figures:
        return None
    return _Table(first, last, keys, figures, kinds)


def _continues(view: View, row: int, first: int, keys: Mapping[str, int], known: Known) -> bool:
    """Whether a row goes on with the header: it heads figures, and says nothing new in the key columns."""
    for column in keys.values():
        here, above = view.at(row, column), view.at(first, column)
        if here is not None and (above is None or here.cell != above.cell):
            return False
    return _attributes(view, row, keys, known) >= 2


def _headings(view: View, first: int, last: int, keys: Mapping[str, int], known: Known) -> dict[int, _Heading]:
    """What each column's headings say; a heading without a merge holds until the next one of its row."""
    found: dict[int, _Heading] = {}
    rows = [row for row in view.rows if first <= row <= last]
    carried: dict[int, Placed | None] = {}
    for column in view.columns:
        if column in keys.values():
            continue
        heading = _Heading()
        bottom = view.at(rows[-1], column)
        for row in rows:
            placed = view.at(row, column)
            if row != rows[-1] and placed is not None:
                carried[row] = placed
            elif placed is None and row != rows[-1] and bottom is not None:
                placed = carried.get(row)
            if placed is not None:
                _hear(heading, placed, known)
        if heading.kpi is None and heading.other is not None and known.nearly(heading.other.text):
            # It is told as an unknown KPI, with the name that was meant.
            heading.kpi = heading.other
        found[column] = heading
    return found


def _kinds(view: View, last: int, headings: Mapping[int, _Heading]) -> int | None:
    """The column that says of each row whether it is the target or the actual."""
    for column, heading in headings.items():
        if heading.kpi is not None or heading.span is not None:
            continue
        said = {words.measure(view.text(row, column)) for row in view.rows if row > last} - {None}
        if {words.ACTUAL, "target"} & said and len(said) > 1:
            return column
    return None


def _figures(view: View, table: _Table, found: Understood, known: Known) -> Iterator[_Figure]:
    """Every cell of figures with what is said of it."""
    said = labels(view, table.first)
    titled = _whom_above(view, said, known)
    measured = any(heading.measure is not None for heading in table.figures.values())
    plain = None if measured or table.kinds is not None else words.ACTUAL
    carried: dict[str, Placed] = {}
    for row in (each for each in view.rows if each > table.last):
        here = {name: cell for name, column in table.keys.items() if (cell := view.at(row, column)) is not None}
        kind = words.measure(view.text(row, table.kinds)) if table.kinds is not None else None
        if _passed_over(view, row, table, found, known):
            continue
        if kind is not None:
            # Of several rows for one KPI only the first may say whose and which.
            here = carried = carried | here
        elif (
            "subject" not in table.keys
            and "kpi" not in table.keys
            and not any(not view.own(row, column).blank for column in table.figures)
        ):
            continue
        for column, heading in table.figures.items():
            cell = view.own(row, column)
            measure = heading.measure or kind or plain
            whom, kpi = _key(view, row, table, here, "subject", titled), heading.kpi
            kpi = kpi or _key(view, row, table, here, "kpi", None)
            if whom is None or kpi is None or measure in {None, words.DIFFERENCE}:
                continue
            if cell.blank and (whom.cell.blank or kpi.cell.blank):
                continue
            month = heading.period or here.get(MONTH) or said.get(MONTH)
            span = heading.span or (_span(month.cell, known) if month is not None else None)
            name = known.figure(kpi.cell.shown) or kpi.cell.shown
            yield _Figure(_id_of(whom, known), name, kpi, str(measure), span, month, cell, here.get("role"))


def _key(
    view: View, row: int, table: _Table, here: Mapping[str, Placed], name: str, otherwise: Placed | None
) -> Placed | None:
    """What a row says in a key column: blank where that is blank; where there is none, what is said elsewhere."""
    if name in table.keys:
        return here.get(name) or view.own(row, table.keys[name])
    return otherwise


def _passed_over(view: View, row: int, table: _Table, found: Understood, known: Known) -> bool:
    """Whether a row is a sum or a heading; that is noted."""
    cells = [cell for _, cell in view.row(row)]
    text = cells[0].text if cells else ""
    if words.is_sum(text) and known.whom(text) is None and known.figure(text) is None:
        found.passed.append((cells[0].at, phrase('"{cell}" is a row of totals', cell=text)))
        return True
    if len(cells) == 1 and text and len(table.keys) > 1 and known.whom(text) is None and known.figure(text) is None:
        found.passed.append((cells[0].at, phrase('"{cell}" is a heading', cell=text)))
        return True
    return False


def _whom_above(view: View, said: Mapping[str, Placed], known: Known) -> Placed | None:
    """Whom the labels or the sheet's title name."""
    for label in ("id", "name", "team", "department"):
        if label in said and known.whom(said[label].cell.shown) is not None:
            return said[label]
    if known.whom(view.title) is not None:
        return Placed(Cell(view.title), (view.title, 0, 0))
    return said.get("id") or said.get("name")


def _id_of(whom: Placed, known: Known) -> Placed:
    """Whom a cell names, as `For` does: an id where it names a person."""
    text = whom.cell.shown
    found = known.whom(text)
    return whom.saying(found) if found is not None and found != text else whom


def _actual(figure: _Figure, known: Known) -> Record:
    record: Record = {"For": figure.whom, "KPI": figure.kpi_at.saying(figure.kpi)}
    if figure.span is not None and figure.period is not None and not _is_whole(figure.span, known):
        # A quarter's figure within a longer period is known at its end.
        record["Month"] = figure.period.saying(month_name(month_of(figure.span.end)))
    elif figure.period is not None and figure.span is None:
        record["Month"] = figure.period
    if figure.role is not None:
        record["Role"] = figure.role
    # Last, as the row is named by its first cell.
    return {"Value": _or_blank(figure.cell)} | record


def _or_blank(placed: Placed) -> Placed:
    return Placed(Cell(None), placed.at) if placed.blank else placed


def _is_whole(span: Period, known: Known) -> bool:
    return known.period is not None and (span.start, span.end) == (known.period.start, known.period.end)


def _targets(figures: list[_Figure], found: Understood, known: Known) -> None:
    """A row of Targets for each person and KPI that has any; those of several months are combined as the KPI is."""
    rows: dict[tuple[str, str], dict[str, list[_Figure]]] = {}
    for figure in figures:
        if figure.measure in words.FIGURES and not figure.cell.blank and _counts(figure, known):
            of_one = rows.setdefault((figure.whom.cell.shown, figure.kpi), {})
            of_one.setdefault(figure.measure, []).append(figure)
    for (_, kpi), measured in rows.items():
        first = next(iter(measured.values()))[0]
        record: Record = {}
        for measure, each in measured.items():
            combined = _combined(each, known.combine(kpi), known)
            if combined is not None:
                record[words.name("targets", measure)] = combined
            else:
                found.passed.append(
                    (each[0].cell.at, phrase("KPI {kpi} does not say how targets of months combine", kpi=kpi))
                )
        if record:
            found.add("targets", {**record, "For": first.whom, "KPI": first.kpi_at.saying(kpi)})


def _counts(figure: _Figure, known: Known) -> bool:
    if figure.span is None or known.period is None:
        return True
    return known.period.start <= figure.span.start and figure.span.end <= known.period.end


def _combined(figures: list[_Figure], combine: Combine | None, known: Known) -> Placed | None:
    """The target of the whole period from those of its months; None where the KPI does not say how."""
    whole = [figure for figure in figures if figure.span is None or _is_whole(figure.span, known)]
    if whole or len(figures) == 1:
        return (whole or figures)[0].cell
    parts = [values.number(figure.cell.cell) for figure in figures]
    numbers = [part for part in parts if isinstance(part, Decimal)]
    if len(numbers) < len(parts):
        # The cell that is no number is reported as such.
        return next(figure.cell for figure, part in zip(figures, parts, strict=True) if not isinstance(part, Decimal))
    ways = {
        Combine.SUM: sum(numbers, Decimal(0)),
        Combine.AVERAGE: sum(numbers, Decimal(0)) / len(numbers),
        Combine.LAST: numbers[-1],
        Combine.MAX: max(numbers),
        Combine.MIN: min(numbers),
    }
    if combine not in ways:
        return None
    percent = values.is_percent(figures[0].cell.cell)
    # As good as a formula: the cell itself holds a part of it, and is never given the whole.
    return Placed(Cell(ways[combine], "0.00%" if percent else "General", f"={combine}"), figures[0].cell.at)
