"""The sources of one plan, in the order of the reader: first the people, then the figures, then what is left to say.

In: what a command gave, the rows of Sources, and tables as far as they are read. Out: further tables of Employees and
Actuals. The reader of the plan calls it between its own passes; what counts of figures given twice is in `achieved`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from incentive.formula.tree import normalise
from incentive.i18n.currencies import currency_signs
from incentive.plan.records import SourceRow
from incentive.workbook.reading import Reading, Table
from incentive.workbook.schema import sheet
from incentive.workbook.schema_forms import Kind
from incentive.workbook.sources.given import ACTUALS, EMPLOYEES, Given, Source, sources_given
from incentive.workbook.sources.opening import Desk
from incentive.workbook.sources.people import Merging, own_kinds
from incentive.workbook.sources.typed import Meaning
from incentive.workbook.tables import Extra


class Sources:
    """The files that are read beside a workbook."""

    def __init__(self, given: Given, rows: Iterable[SourceRow], reading: Reading) -> None:
        self.given = given
        self.reading = reading
        self.rows = tuple(rows)
        self.listed = sources_given(given, self.rows, reading)
        self.desk = Desk(reading)

    @property
    def there(self) -> bool:
        """Whether any file is to be read."""
        return bool(self.listed)

    def people(self, tables: list[Table], currency: str) -> bool:
        """Merge the files of people into the tables of Employees; whether there was one."""
        listed = [source for source in self.listed if source.read_as == EMPLOYEES]
        for source in listed:
            own = {**own_kinds(tables), **_named_kinds(source, tables)}
            merging = Merging(source, self.given.prefer_people, self.reading)
            meaning = replace(_meaning(source, currency), own=own, beyond=_known_to(own))
            for theirs in self.desk.tables(source, meaning):
                merging.merge(tables, theirs)
            merging.report()
        return bool(listed)

    def actuals(self, beyond: Extra, headings: Sequence[str], currency: str) -> list[Table]:
        """The tables of the files of figures. `beyond` knows the columns of KPIs and inputs, `headings` are theirs."""
        found: list[Table] = []
        for source in self.listed:
            if source.read_as == ACTUALS:
                meaning = replace(_meaning(source, currency), beyond=beyond)
                found += self.desk.tables(source, meaning, headings)
        return found

    def report_unmet(self) -> None:
        """Warn of headings that were given a name of ours and are in no file; say nothing where no file was read."""
        if not self.desk.headings:
            return
        met = {name for names in self.desk.headings.values() for name in names}
        for theirs, ours in self.given.names.items():
            if normalise(theirs) not in met:
                self.reading.report("WB144", (), name=theirs, ours=ours)
        for row in self.rows:
            if row.file and row.their_name and row.our_name and normalise(row.their_name) not in met:
                place = self.reading.origins.place(row.at, "Their name", row.their_name)
                self.reading.report("WB144", (place,), name=row.their_name, ours=row.our_name)


def _meaning(source: Source, currency: str) -> Meaning:
    return Meaning(sheet(source.read_as), source.called, mark=source.mark, currency=currency_signs(currency))


def _known_to(own: Mapping[str, Kind]) -> Extra:
    """Whether a heading is a column of the company's own."""
    return lambda name: name if normalise(name) in own else None


def _named_kinds(source: Source, tables: Sequence[Table]) -> Mapping[str, Kind]:
    """Columns that a name was given which Employees lacks are texts of the company's own."""
    known = {normalise(name) for table in tables for name in table.others.values()}
    return {normalise(ours): Kind.TEXT for ours in source.called.values() if normalise(ours) not in known}
