"""Problems of files that are read beside the workbook: how they were understood, and what contradicts the plan.

WB130 and above. What is wrong in a single cell of such a file has the codes of the workbook's own cells.
"""

from incentive.problems.entry import Entry, error, notice, warning

SOURCES: tuple[Entry, ...] = (
    notice(
        "WB130",
        "How a file of text was read",
        "{file} is read as {encoding}, with {separator} between the columns; {numbers}.",
        "Nothing need be done if that is right.",
    ),
    error(
        "WB131",
        "File that is no table of text",
        "{file} cannot be read as a table of text: {reason}.",
        "Export it again as CSV (UTF-8 if there is a choice), or save it as .xlsx.",
    ),
    error(
        "WB133",
        "Number that can be read in two ways",
        '"{value}" in the column "{column}" may be {one} or {other}, and nothing in the file shows which.',
        "Say --decimal-mark . or --decimal-mark , (or fill in Decimal mark on Sources), or export with decimals.",
    ),
    error(
        "WB134",
        "Two decimal marks in one column",
        'The column "{column}" has {one} as its decimal mark here, and {other} in another row.',
        "Export the column with one decimal mark.",
    ),
    error(
        "WB135",
        "Date that can be read in two ways",
        '"{value}" in the column "{column}" may be {one} or {other}, and nothing in the file shows which.',
        "Export the dates as 2026-07-01 or 01.07.2026.",
    ),
    error(
        "WB136",
        "Two orders of day and month in one column",
        'The dates of the column "{column}" are written {one} here, and {other} in another row.',
        "Export the dates as 2026-07-01 or 01.07.2026.",
    ),
    notice(
        "WB137",
        "Figures given twice",
        "{file} gives figures that {other} gives too, with the same values (in all: {count}); each counts once.",
        "Nothing need be done.",
    ),
    error(
        "WB138",
        "Two figures that contradict each other",
        "{kpi} of {whom} for {month} is {value} in {file}, but {before} in {other}.",
        "Correct one of them, or take the figure out of one of the two.",
    ),
    notice(
        "WB139",
        "People given twice",
        "{file} repeats what Employees says of people (values in all: {count}).",
        "Nothing need be done.",
    ),
    error(
        "WB140",
        "Two statements about a person that contradict each other",
        '"{column}" of employee {employee} is {value} in {file}, but {before} in {other}.',
        "Correct one of them, or say --prefer people to let the file of people stand.",
    ),
    notice(
        "WB141",
        "People's file preferred",
        "Values of Employees are replaced by those of {file}, as asked for (in all: {count}).",
        "Nothing need be done if that is meant.",
    ),
    notice(
        "WB142",
        "People completed from a file",
        "{file} fills blank cells of Employees (in all: {filled}) and adds people (in all: {added}).",
        "Nothing need be done.",
    ),
    notice(
        "WB143",
        "Columns of a file that are not read",
        "Columns of {file} that the plan does not know are not read: {columns}.",
        'Give a column one of our names by --map "Their name=Our name", or on the sheet Sources, if it is to be read.',
    ),
    warning(
        "WB144",
        "Name for a column that is not there",
        'No file that was read has a column "{name}" that could be read as {ours}.',
        "Correct the name, as the file's header spells it.",
    ),
    error(
        "WB145",
        "File of Sources that is not read",
        'The file "{file}" on Sources is not read: {reason}.',
        "{advice}",
    ),
    error(
        "WB146",
        "File without a header that is known",
        'No header with the column "{key}" of {sheet} is found in {file}; the fullest of its first rows says: {found}.',
        'Say which column is which by --map "Their name={key}", or on the sheet Sources.',
    ),
    error(
        "WB148",
        "Id of a person without its zeros",
        "Employee {employee} of {file} is not in Employees, but {near} is: the zeros in front seem to be lost.",
        "Write one id in both; export ids as text, or with all their digits.",
    ),
    error(
        "WB149",
        "Rows with more cells than headings",
        "{count} cells stand under {headings} headings of {file} (rows: {rows}): one may have been taken apart.",
        'Export with quotes around such cells, or with another separator: 1,5 is two cells where "," parts them.',
    ),
    warning(
        "WB150",
        "Figure for a role beside one for any",
        "{kpi} of {whom} for {month} is {value} in {file}, but {before} in {other} for the role {role}.",
        "In that role the latter counts. Take one of them out, or give the role in both, if that is wrong.",
    ),
    notice(
        "WB147",
        "Sheets of a file that are not read",
        "Of {file} only {read} is read, not {others}.",
        "Name a sheet on the sheet Sources if another one is meant.",
    ),
)
