"""Figures with headings in several rows: periods across over target and actual, KPIs across, three rows for each KPI.

What a figure is follows from its column's headings (KPI, period, target or actual), from its row (whose, which KPI,
target or actual) and from the labels above or the title. Out: rows of Actuals, and of Targets where there are targets.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from incentive.i18n.phrases import Listing, phrase
from incentive.periods import Period, month_name, month_of
from incentive.plan.choices import Combine, Level
from incentive.plan.origins import Spot
from incentive.workbook import values
from incentive.workbook.book_forms import Cell, Sheet
from incentive.workbook.layouts import words
from incentive.workbook.layouts.heading import Heading, headings, hear, span_of
from incentive.workbook.layouts.known import Known
from incentive.workbook.layouts.labels import MONTH, labels
from incentive.workbook.layouts.view import Placed, Record, Understood, View
from incentive.workbook.names import EVERY
from incentive.workbook.tables import HEADER_ROWS

LAYOUT = "periods across"
_WORDS = phrase("figures with KPIs, periods, targets or actuals across")
_MOST_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Table:
    """Where everything is: the header's rows, its key columns, its columns of figures, the column of kinds."""

    first: int
    last: int
    keys: Mapping[str, int]
    figures: Mapping[int, Heading]
    kinds: int | None
    others: Mapping[int, Heading]


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


def crosstab(sheet: Sheet, known: Known, identifier: str = "") -> Understood | None:
    """The sheet as a table with headings in several rows; None where it is none. `identifier`: what its title says."""
    view = View(sheet)
    table = _table(view, known)
    if table is None:
        return None
    found = Understood(_WORDS)
    above = _Above.of(view, table, known, identifier, found)
    figures = list(_figures(view, table, above, found, known))
    if not figures and above.whom is None and "subject" not in table.keys and identifier == "actuals":
        found.broken.add("sheet:Actuals")
        found.say("WB162", Placed(Cell(view.title), (view.title, table.first, 0)), sheet=view.title)
        return found
    _leave(view, table, found)
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


def of_person(view: View, first: int, known: Known, person: Placed) -> Understood:
    """The figures of a form whose header begins in this row and has periods across: Actuals, and always Targets."""
    found = Understood(_WORDS)
    table = _whole(view, first, known)
    if table is not None:
        above = _Above(person, None, None, words.ACTUAL)
        read = [figure for figure in _figures(view, table, above, found, known) if figure.measure != "weight"]
        figures = [figure for measure in sorted({each.measure for each in read}) for figure in _finest(read, measure)]
        for figure in figures:
            if figure.measure == words.ACTUAL:
                found.add("actuals", _actual(figure, known))
        _targets(figures, found, known)
        _leave(view, table, found)
    return found


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
    heading = Heading()
    hear(heading, placed, known)
    return heading.says


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
    headed = headings(view, first, last, keys, known)
    kinds = _kinds(view, last, headed)
    timed = any(heading.span is not None for heading in headed.values())
    figures = {
        column: heading
        for column, heading in headed.items()
        if heading.says and column != kinds and not (timed and _is_apart(heading))
    }
    if not figures:
        return None
    others = {column: heading for column, heading in headed.items() if column not in figures and column != kinds}
    return _Table(first, last, keys, figures, kinds, others)


def _is_apart(heading: Heading) -> bool:
    """Whether a column beside those of periods stands under something else that is no period: `Q3 in all`."""
    return heading.span is None and heading.kpi is None and heading.other is not None


def _continues(view: View, row: int, first: int, keys: Mapping[str, int], known: Known) -> bool:
    """Whether a row goes on with the header: it heads figures, and says nothing new in the key columns."""
    for column in keys.values():
        here, above = view.at(row, column), view.at(first, column)
        if here is not None and (above is None or here.cell != above.cell):
            return False
    return _attributes(view, row, keys, known) >= 2


def _leave(view: View, table: _Table, found: Understood) -> None:
    """Say of the columns with numbers that are no figures why they are none."""
    first, last = min(table.figures), max(table.figures)
    seen: set[Spot] = set()
    for column, heading in table.others.items():
        if heading.other is None or heading.other.at in seen or not _has_numbers(view, column, table.last):
            continue
        seen.add(heading.other.at)
        text = heading.other.cell.shown
        if words.says_sum(text):
            found.passed.append((heading.other.at, phrase('"{cell}" is a column of sums', cell=text)))
        elif first < column < last or any(words.measure(word) for word in text.split()):
            found.say("WB161", heading.other, heading=text)
        else:
            found.passed.append((heading.other.at, phrase('"{cell}" is no KPI', cell=text)))


def _has_numbers(view: View, column: int, header: int) -> bool:
    cells = [view.at(row, column) for row in view.rows if row > header]
    return any(cell is not None and isinstance(cell.cell.value, Decimal) for cell in cells)


def _kinds(view: View, last: int, headings: Mapping[int, Heading]) -> int | None:
    """The column that says of each row whether it is the target or the actual."""
    for column, heading in headings.items():
        if heading.kpi is not None or heading.span is not None:
            continue
        said = {words.measure(view.text(row, column)) for row in view.rows if row > last} - {None}
        if {words.ACTUAL, "target"} & said and len(said) > 1:
            return column
    return None


@dataclass(frozen=True, slots=True)
class _Above:
    """What labels and titles say for the whole table: whose it is, which KPI's, of which month, what figures are."""

    whom: Placed | None
    kpi: Placed | None
    month: Placed | None
    plain: str

    @staticmethod
    def of(view: View, table: _Table, known: Known, identifier: str, found: Understood) -> "_Above":
        """What stands above a table."""
        said = labels(view, table.first)
        whom = _whom_above(view, said, known)
        kpi = None
        if "kpi" not in table.keys and not any(heading.kpi for heading in table.figures.values()):
            kpi = _kpi_above(view, table, known)
            if kpi is not None:
                name = known.figure(kpi.cell.shown) or ""
                found.say("WB160", kpi, sheet=view.title, kpi=name)
        if whom is None and "subject" not in table.keys and _of_company(view, table, kpi, known):
            whom = Placed(Cell(EVERY), (view.title, table.first, 0))
        return _Above(whom, kpi, said.get(MONTH), "target" if identifier == "targets" else words.ACTUAL)


def _kpi_above(view: View, table: _Table, known: Known) -> Placed | None:
    """The one KPI that a cell above the table names, or the sheet's title."""
    cells = [cell for row in view.rows if row < table.first for _, cell in view.row(row) if cell.text]
    for cell in (*reversed(cells), Placed(Cell(view.title), (view.title, 0, 0))):
        named = known.named_in(cell.text)
        if len(named) == 1:
            return cell.saying(named.pop())
    return None


def _of_company(view: View, table: _Table, kpi: Placed | None, known: Known) -> bool:
    """Whether all KPIs of a table that names nobody are the company's: each has one figure, which counts for all."""
    named = {kpi.cell.shown} if kpi is not None else {each.kpi.text for each in table.figures.values() if each.kpi}
    if "kpi" in table.keys:
        column = table.keys["kpi"]
        named |= {text for row in view.rows if row > table.last and (text := view.text(row, column))}
    levels = {known.level(found) for text in named if (found := known.figure(text)) is not None}
    return levels == {Level.COMPANY}


def _plain(heading: Heading, table: _Table, plain: str) -> str | None:
    """What figures without a word for it are: actuals, unless other columns of the kind say what theirs are."""
    if table.kinds is not None:
        return None
    if heading.span is not None:
        others = [each for each in table.figures.values() if each.span is not None]
    else:
        others = list(table.figures.values())
    return None if any(each.measure is not None for each in others) else plain


def _figures(view: View, table: _Table, above: _Above, found: Understood, known: Known) -> Iterator[_Figure]:
    """Every cell of figures with what is said of it."""
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
            measure = heading.measure or kind or _plain(heading, table, above.plain)
            whom, kpi = _key(view, row, table, here, "subject", above.whom), heading.kpi
            kpi = kpi or _key(view, row, table, here, "kpi", above.kpi)
            if whom is None or kpi is None or measure in {None, words.DIFFERENCE}:
                continue
            if cell.blank and (whom.cell.blank or kpi.cell.blank):
                continue
            month = heading.period or here.get(MONTH) or above.month
            span = heading.span or (span_of(month.cell, known) if month is not None else None)
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
                if measure == "target":
                    _some_months(kpi, each, found, known)
            else:
                found.passed.append(
                    (each[0].cell.at, phrase("KPI {kpi} does not say how targets of months combine", kpi=kpi))
                )
        if record:
            found.add("targets", {**record, "For": first.whom, "KPI": first.kpi_at.saying(kpi)})


def _some_months(kpi: str, figures: list[_Figure], found: Understood, known: Known) -> None:
    """Warn where months without a target make the sum of the others less than the period's."""
    months = {month for each in figures if each.span is not None for month in each.span.months()}
    timed = all(each.span is not None for each in figures)
    if timed and known.combine(kpi) is Combine.SUM and months < set(known.months):
        names = Listing(month_name(month) for month in sorted(months))
        found.say("WB168", figures[0].cell, kpi=kpi, whom=figures[0].whom.cell.shown, months=names)


def _counts(figure: _Figure, known: Known) -> bool:
    if figure.span is None or known.period is None:
        return True
    return known.period.start <= figure.span.start and figure.span.end <= known.period.end


def _combined(figures: list[_Figure], combine: Combine | None, known: Known) -> Placed | None:
    """The target of the whole period from those of its months; None where the KPI does not say how."""
    whole = [figure for figure in figures if figure.span is None or _is_whole(figure.span, known)]
    if whole or len(figures) == 1:
        return (whole or figures)[0].cell
    return combined_target([figure.cell for figure in figures], combine)


def combined_target(cells: Sequence[Placed], combine: Combine | None) -> Placed | None:
    """One target of those of several months; None where the KPI does not say how."""
    if len(cells) == 1:
        return cells[0]
    parts = [values.number(cell.cell) for cell in cells]
    numbers = [part for part in parts if isinstance(part, Decimal)]
    if len(numbers) < len(parts):
        # The cell that is no number is reported as such.
        return next(cell for cell, part in zip(cells, parts, strict=True) if not isinstance(part, Decimal))
    ways = {
        Combine.SUM: sum(numbers, Decimal(0)),
        Combine.AVERAGE: sum(numbers, Decimal(0)) / len(numbers),
        Combine.LAST: numbers[-1],
        Combine.MAX: max(numbers),
        Combine.MIN: min(numbers),
    }
    if combine not in ways:
        return None
    percent = values.is_percent(cells[0].cell)
    # As good as a formula: the cell itself holds a part of it, and is never given the whole.
    return Placed(Cell(ways[combine], "0.00%" if percent else "General", f"={combine}"), cells[0].at)
