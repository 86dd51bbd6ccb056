"""What the reference page of the workbook says of other layouts.

Nothing comes in; a part of docs/workbook.md goes out, in Markdown.
"""

from incentive.workbook.layouts.directed import LAYOUTS

_PART = """\
## Other layouts

A sheet that is not in the columns of this page may still be read. Each such sheet is named in a notice that says what
it was read as and what it gives; every problem and every trace names its own cells. In all of them headings may be
merged or repeated, titles and notes may stand above and below, and dashes and blank cells are blanks: a prepared row
is nobody and no figure.

- **A drawn matrix**: roles down and KPIs across with weights in the cells, or KPIs down and roles across. Under a KPI
  may stand several columns (weight, base, norm, goal, scale, cap); a row (or a column) called base, norm, goal, scale,
  section or section weight holds for all roles. A weight of 0 without more means: not this role's. Above the KPIs may
  stand their sections, with a weight (`Sales (60%)`) or without; a KPI's weight for all roles may stand in its heading
  (`Revenue (60%)`) or in a row below it. With a person in each row, columns of actuals are read too. It is read on the
  sheet `Matrix`, or on any sheet where there is no `Matrix`.
- **Cells merged down**: role, employee, section, KPI and scale of `Matrix`, the scale of `Scales`, whom and KPI of
  `Targets`, whom, KPI and month of `Actuals` may be written once for several rows. A section's weight may stand beside
  its KPIs, under `Section weight` or under a `Weight` right behind the section: it gives rows of `Sections`, unless the
  KPIs' weights already add up to it.
- **A form for one person**, a sheet each: labels such as name, employee id and position with their answers beside them
  or behind a colon; below them, in any of the first rows and from any column on, a header of one or two rows with the
  KPI and at least two of weight, threshold, target, maximum and actual. It gives the person's rows of `Matrix`, the
  figures of `Actuals`, and a row of `Employees` where the person is not there yet (salary and target bonus may be
  labels too). Sections may have a column, with their weights beside it, or rows of their own (`Sales results (70%)`).
  Months may stand across, or each has a form: on a sheet of its own, its month in a label, a title or the sheet's name
  (`Rossi 2026-07`), or below the others under its name. Weights have to be the same in all months; targets are combined
  as the KPI's `Combine` says, with a warning where the same target in each month is added up, or a month is missing.
  Two columns that say the same are an error.
- **Periods, KPIs, target and actual across**: up to three rows of headings, such as months or quarters over target and
  actual, or KPIs over months; or several rows for one KPI, with target, actual and difference in a column of their
  own. Whose the figures are may stand in a column, as id or name, in a label, or be the sheet's title. Targets become
  rows of `Targets`, those of several months combined as the KPI's `Combine` says, where there is no sheet `Targets`.
  A quarter's column beside its months is not read again; a quarter alone within a longer period is a figure of its
  last month. One heading may say both (`Plan Jul`, `Revenue, actual`). Where no column names the KPI, the sheet's title
  or a cell above may, which a notice says; figures of nobody are an error, unless all are of KPIs of the company. A
  sheet `Targets` may have a column for each KPI.
- **One sheet a team**: several sheets with the columns of `Employees` are one, and the title is the team where no
  column says it; a sheet that bears the name of a team, a department or a person may hold its figures.
- **Ranges** under `At` of `Scales`: `<80%`, `80%~94%`, `95–99 %`, `≥100%`, `from 100%`, in any order. They are steps
  unless `Between` says otherwise. So are rows from a number to a number, with a column `To` beside `At` (or `From`). A
  gap between the end of a row and the start of the next belongs to the lower row, with a warning; an end of 0 or of
  nines alone (99999) is no limit, with a warning, and so is a `Cap` of nines.

A KPI may have its target in its cell: `Revenue, target 100 000`, `NPS ≥ 40`, with a notice, or a warning where nothing
says that the number is the target.

Rows of totals are passed over with a notice where their numbers are the sums of those above, and so are headings
merged across a table; a row that only looks like one is an error. Sheets that are not understood are named in a
notice. What the workbook already has is never read a second time: beside a sheet `Actuals` no other sheet is taken for
figures, unless it is named so.

On **Sources** a row without a `File` says how a `Sheet` of the workbook is to be read: as a sheet of this page, as one
of {layouts}, or `ignore`. `Their name` and `Our name` give one of its headings our name, a row each.

Numbers and dates in cells of text are read where they can mean one thing only: `1 200,50`, `62 000 EUR` (in the
person's or the KPI's own currency), `104,26 %`, `1.234.567,00`, `1. März 2026`, `31/12/2026`. `62.000` and
`03/01/2026` can mean two and are refused with both; so is `?`, and `n/a` where a blank is meant.
"""


def reference() -> str:
    """The part of the page."""
    return _PART.format(layouts=", ".join(f"`{layout}`" for layout in LAYOUTS))
