"""Entries of the catalogue: reading the workbook.

WB001 to WB009, the file itself, are in `files`, other layouts in `layouts`. Here WB010 onwards are of sheets and
columns, WB021 onwards of single cells, WB040 onwards of settings, WB050 onwards of names, WB061 onwards of people,
WB070 onwards of KPIs and scales, WB082 onwards of the rest.
"""

from incentive.problems.entry import Entry, error, notice, warning
from incentive.problems.files import FILES
from incentive.problems.layouts import LAYOUTS

_SHEETS = (
    error(
        "WB010",
        "No known sheet",
        "The workbook has no sheet that is known; it has: {found}.",
        "A plan has at least the sheets {sheets}. See the page on the workbook.",
    ),
    error("WB011", "Sheet missing", 'The sheet "{sheet}" is missing: {help}', "{advice}"),
    notice("WB012", "Unknown sheet", 'The sheet "{sheet}" is not known and is ignored.', "Nothing need be done."),
    warning(
        "WB013",
        "Sheet misspelt",
        'The sheet "{sheet}" is not known and is ignored; it is nearly "{nearest}".',
        'Name it "{nearest}" if that is what it is.',
    ),
    error(
        "WB014",
        "Sheet twice",
        'The sheets "{first}" and "{second}" are both {sheet}.',
        "Put their rows on one sheet, or name one of them otherwise.",
    ),
    error(
        "WB015",
        "No header",
        'The sheet "{sheet}" has no header: none of its first 20 rows holds two known columns.',
        "Write the names of the columns in one row; it needs {columns}.",
    ),
    error(
        "WB016",
        "Column missing",
        'The column "{column}" is missing on the sheet "{sheet}".',
        "{advice}",
    ),
    notice(
        "WB017",
        "Unknown column",
        'The column "{column}" of the sheet "{sheet}" is not known and is ignored.',
        "Nothing need be done.",
    ),
    warning(
        "WB018",
        "Column misspelt",
        'The column "{column}" of the sheet "{sheet}" is nearly "{nearest}", but is not read as it.',
        'Name it "{nearest}" if that is what it is.',
    ),
    error(
        "WB019",
        "Column twice",
        'The sheet "{sheet}" has the column "{column}" twice.',
        "Take one away, or name it otherwise.",
    ),
    notice(
        "WB020",
        "Cells without a heading",
        'The sheet "{sheet}" has cells in a column without a heading; they are ignored.',
        "Write a heading in the header row if they matter.",
    ),
)

_CELLS = (
    error(
        "WB021",
        "Blank cell",
        '"{column}" is blank in a row of the sheet "{sheet}".',
        "{advice}",
    ),
    error(
        "WB022",
        "Not a number",
        '"{column}" needs a number; "{value}" is {found}.',
        "{advice}",
    ),
    error("WB023", "Number out of range", '"{column}" is {value}; it must be {rule}.', "Correct the number."),
    error("WB024", "Not a whole number", '"{column}" is {value}; it must be a whole number.', "Correct the number."),
    error(
        "WB025",
        "Percentage without its sign",
        '"{column}" is a percentage: {bare} would mean {meant} %.',
        "Write {bare}% or {fraction}.",
    ),
    error(
        "WB026",
        "Not a date",
        '"{column}" needs a date; "{value}" is none.',
        "{advice}",
    ),
    error(
        "WB027",
        "Not a month",
        '"{column}" needs a month; "{value}" is none.',
        "{advice}",
    ),
    error(
        "WB028",
        "Not a period",
        '"{column}" needs a period; "{value}" is none.',
        "Write 2026-Q3, 2026-07, 2026-H1 or 2026.",
    ),
    error("WB029", "Not a choice", '"{column}" cannot be "{value}"; it is one of {choices}.', "{advice}"),
    error(
        "WB030",
        "Error value",
        '"{column}" holds the error {error}.',
        "Correct the cell's formula, or type the value.",
    ),
    error(
        "WB031",
        "Formula never calculated",
        '"{column}" holds a formula without a stored value: {formula}.',
        "Open the workbook in Excel or LibreOffice, which calculates it, and save it.",
    ),
    error("WB032", "Neither yes nor no", '"{column}" cannot be "{value}".', "Write yes or no."),
    error(
        "WB033",
        "Not a currency",
        '"{column}" needs a currency; "{value}" is none.',
        "Write its three letters, such as EUR, USD or CHF.",
    ),
    error(
        "WB035",
        "Percentages and bare numbers mixed",
        "KPI {kpi} is in %, and is written as {percent} in one cell and as {bare} in another.",
        "Write all its thresholds, targets and actuals as percentages, or all as bare numbers.",
    ),
    error(
        "WB036",
        "Not a language",
        '"{column}" needs a language; "{value}" is none.',
        "Write its letters, such as en, de or fr-CH.",
    ),
    error(
        "WB037",
        "Not a day of the year",
        '"{column}" needs a day and a month; "{value}" is none.',
        "Write for example 1 April. The 29th of February will not do.",
    ),
)

_SETTINGS = (
    error("WB040", "Unknown setting", 'There is no setting "{setting}".', "{advice}"),
    error("WB041", "Setting twice", 'The setting "{setting}" is given twice.', "Take one of the rows away."),
    error(
        "WB042", "Value without a setting", "A value has no setting beside it.", "Name the setting, or empty the row."
    ),
    error(
        "WB043",
        "Setting missing",
        'The setting "{setting}" is missing. {help}',
        "Fill in its value, or add a row with it.",
    ),
    error(
        "WB044",
        "Period given twice",
        '"Period" and "Period start" or "Period end" do not say the same.',
        "Keep one of the two ways.",
    ),
    error("WB045", "Period ends before it starts", '"Period end" is before "Period start".', "Correct one of them."),
    error(
        "WB046",
        "Half a period",
        'Of "Period start" and "Period end" only one is given.',
        'Give both, or "Period" instead.',
    ),
)

_NAMES = (
    error("WB050", "Unknown employee", 'No employee has the id "{name}".', "{advice}"),
    error("WB051", "Unknown role", 'There is no role "{name}" on Employees, Assignments or Matrix.', "{advice}"),
    error("WB052", "Unknown team or department", 'There is no {kind} "{name}".', "{advice}"),
    error("WB053", "Unknown KPI", 'There is no {kind} "{name}".', "{advice}"),
    error("WB054", "Unknown scale", 'There is no scale "{name}".', "{advice}"),
    error("WB055", "Unknown section", 'There is no section "{name}".', "{advice}"),
    error("WB056", "Unknown goal", 'There is no goal "{name}".', "{advice}"),
    error("WB057", "For whom?", 'Nobody and nothing is named "{name}".', "{advice}"),
    error("WB058", "Name of two things", '"{name}" is {kinds}.', "{advice}"),
    error("WB059", "Duplicate", "The {thing} {id} occurs twice.", "Take one of the two away, or name it otherwise."),
    error(
        "WB060",
        "Duplicate row of the matrix",
        "Role {role} has KPI {kpi} twice for the same people.",
        "Take one of the two rows away.",
    ),
)

_PEOPLE = (
    error(
        "WB061",
        "No target bonus",
        'Employee {employee} has neither "Target bonus %" nor "Target bonus amount".',
        "Fill in one of them; 0% where there is none.",
    ),
    error(
        "WB062",
        "Two target bonuses",
        'Employee {employee} has both "Target bonus %" and "Target bonus amount".',
        "Empty one of them.",
    ),
    error("WB063", "Dates out of order", '"{last}" ({end}) is before "{first}" ({start}).', "Correct one of them."),
    warning(
        "WB064",
        "Assignment that changes nothing",
        "This assignment of employee {employee} gives no field; the row is not used.",
        "Fill in what changes, or empty the row.",
    ),
    error(
        "WB065",
        "Overlapping assignments",
        'Two assignments of employee {employee} give "{field}" for the same days: {days}.',
        'End the earlier one ("To") before the later one begins.',
    ),
    notice(
        "WB066",
        "Gap between assignments",
        'Between two assignments of employee {employee}, "{field}" is that of Employees: {days}.',
        "Nothing need be done if that is so.",
    ),
    error(
        "WB067",
        "Overlapping absences",
        "Two absences of employee {employee} overlap: {days}.",
        "Let the earlier one end before the later one begins.",
    ),
    error(
        "WB068",
        "Role without KPIs",
        'Employee {employee} has the role "{role}", which the matrix does not have.',
        "{advice}",
    ),
    warning(
        "WB069",
        "More than full time",
        "FTE of employee {employee} is {value}, more than full time.",
        "Correct it if that is not meant.",
    ),
)

_KPIS = (
    error(
        "WB070",
        "Rule that does not suit",
        "KPI {kpi}: the rule {rule} does not go with Better = {better}.",
        "With {better}, Attainment is {rules}, or a formula.",
    ),
    error(
        "WB071",
        "Deal by deal, but a share",
        "KPI {kpi} combines each row by itself, but pays a share of the target bonus.",
        "Let it pay an amount or a rate, or combine it by sum, average, last, max or min.",
    ),
    error(
        "WB072",
        "Target that cannot shrink",
        "KPI {kpi} cannot be prorated: {reason}.",
        "Set Part period to full, or Level to person and Combine to sum or blank.",
    ),
    error(
        "WB073",
        "Cap on money",
        "KPI {kpi} pays {pays}, so it has no score to cap.",
        'Take the cap away; to limit the money, put a step on Formulas, such as Direct = MIN(EARNED("{kpi}"), 1000).',
    ),
    error(
        "WB074",
        "Inverse without an end",
        "KPI {kpi} is target over actual (inverse), but scale {scale} continues above its last point.",
        "Let the scale hold above its last point, or use another rule.",
    ),
    error(
        "WB075",
        "Scale without its formula",
        "Scale {scale} is a formula, but has none.",
        "Write an expression of x in Formula, such as IF(x >= 1, x^1.35, x^1.9).",
    ),
    error(
        "WB076",
        "Formula that a scale does not read",
        "Scale {scale} has a formula, but pays by its points.",
        "Set Between to formula, or take the formula away.",
    ),
    error(
        "WB077",
        "Two settings for one thing",
        '"{column}" of {thing} differs between its rows.',
        "Write it on the first row only.",
    ),
    error(
        "WB078",
        "Point not understood",
        '"{column}" cannot be "{value}".',
        "Write a number, a percentage, or threshold, target or maximum.",
    ),
    error(
        "WB079",
        "Weight without its sign",
        "Weight {bare} would mean {meant} %; as points the weights of its total add to {total}, not 100.",
        "Write {bare}% or {fraction}, or let the weights of the total add to 100.",
    ),
    error(
        "WB080",
        "Scale out of order",
        "Scale {scale}: {value} comes after {before}.",
        "Sort the points so that At rises.",
    ),
    error(
        "WB081",
        "Scale against Better",
        "Scale {scale} runs {direction}, but KPI {kpi}, which it measures in value, has Better = {better}.",
        "Order the points from worst to best.",
    ),
)

_REST = (
    error(
        "WB082",
        "Empty two-way table",
        'The sheet "{sheet}" holds no two-way table.',
        "Write one axis in the first row, the other in the first column, and a number in each cell between.",
    ),
    error("WB083", "Axis out of order", "The axis of the two-way table does not rise here.", "Sort it."),
    error(
        "WB084", "Gap in a two-way table", "The two-way table has a blank cell.", "Fill it in; 0 where nothing is paid."
    ),
    error(
        "WB085",
        "Text as a multiplier",
        '"{value}" cannot multiply the bonus.',
        'Write a number, or set Use to "value" if only formulas read it.',
    ),
    error(
        "WB086",
        "Factor used in two ways",
        "Factor {factor} multiplies in one row and is only a value in another.",
        "Write the same Use on each of its rows.",
    ),
    warning(
        "WB087",
        "Large multiplier",
        "Factor {factor} multiplies the bonus by more than 3.",
        "Correct it if that is not meant.",
    ),
    error(
        "WB088",
        "Not what it can act on",
        '"{column}" cannot be "{value}".',
        "Write kpi:X, section:X or one of {choices}.",
    ),
    error(
        "WB089",
        "Rule without a scale",
        "KPI {kpi} has no attainment (rule value), and no scale that would read its actual.",
        "Give it a scale, or another rule.",
    ),
    error(
        "WB090",
        "KPI outside the sections",
        "KPI {kpi} of role {role} has no section, but the plan has a sheet Sections.",
        "Name one of the sections: {sections}.",
    ),
    error(
        "WB091",
        "Currency without a rate",
        "Currency {currency} is used, but Rates has no rate for it on or before {end}.",
        "Add a row to Rates: {plan} per one {currency}. A rate without a date holds always.",
    ),
    notice(
        "WB093",
        "Role that nobody holds",
        'Nobody holds the role "{role}" of the matrix.',
        "Nothing need be done if that is so.",
    ),
    notice(
        "WB094",
        "Figures not there yet",
        'The sheet "{sheet}" has no figure yet in some rows (in all: {count}); they are not read as zero.',
        "Fill them in when the figures are known.",
    ),
    error(
        "WB101",
        "Row that is no record",
        'Row {row} of the sheet "{sheet}" is not read: {why}.',
        "{advice}",
    ),
    warning(
        "WB102",
        "Merged cells",
        "The cells {range} are merged: only the first of them holds the value, the rows below have none.",
        "Unmerge them and fill in each row.",
    ),
    notice(
        "WB103",
        "Hidden rows",
        'The sheet "{sheet}" has hidden rows (in all: {count}); they are read like any other.',
        "Nothing need be done if they belong to the plan; a filter does not take people out of it.",
    ),
    error(
        "WB092",
        "Nobody in the plan",
        'The sheet "{sheet}" has no people yet.',
        "Write them under its headings, one a row.",
    ),
    error(
        "WB100",
        "Column of no KPI",
        'The column "{column}" of the sheet "{sheet}" is no KPI and no input; it is nearly {nearest}.',
        "Head it {nearest} if that is what it is, or by a name that is like no KPI's.",
    ),
    warning(
        "WB099",
        "Figures of a team that nobody is in",
        "Nobody is in {whom}: its figures are not used.",
        "Correct the For, or the people's teams and departments, if somebody should be.",
    ),
    warning(
        "WB096",
        "Language without words yet",
        'There are no words for the language "{language}" yet; statements are written in English.',
        "Write one of {known}, or leave it so.",
    ),
    error(
        "WB095",
        "Sheet referred to, but missing",
        'There is no sheet "{sheet}", but {name} refers to it.',
        'Add the sheet "{sheet}".',
    ),
    error(
        "WB097",
        "Deal by deal, but by a formula",
        "KPI {kpi} combines each row by itself, but is calculated by a formula, which has no rows of its own.",
        "Clear its Formula, or combine its inputs by sum, average, last, max or min.",
    ),
    warning(
        "WB104",
        "A small number among percent points",
        "KPI {kpi} is written in percent points, {points} for {points} %: so {bare} is read as {bare} %.",
        "If {meant} % is meant, write {meant}. If {bare} % is meant, nothing need be done.",
    ),
    warning(
        "WB122",
        "A large number among fractions",
        "KPI {kpi} is written in parts of 1, such as {bare}, but for {points}: beside it {bare} is read as {bare} %, "
        "not as {percent} %.",
        "If {points} % is meant, write {meant}. If all are percent points, nothing need be done.",
    ),
    warning(
        "WB123",
        "A target bonus of many salaries",
        "The target bonus of employee {employee} is {value} of the salary.",
        "If {meant} is meant, write {meant}: a cell made a percentage after its number was typed shows it a "
        "hundredfold.",
    ),
    warning(
        "WB105",
        "A bare 1 beside low percentages",
        "KPI {kpi} is in %, and its 1 is read as 100 %, beside percentages such as {percent}.",
        "If 1 % is meant, write 1%; if 100 % is meant, write 100%.",
    ),
    notice(
        "WB106",
        "Weight without effect",
        "The row of {kpi} for role {role} pays {pays}, which has no weight: its Weight does not count.",
        "Clear the Weight, or let Pays be share.",
    ),
    warning(
        "WB098",
        "Setting without effect",
        '"{column}" has no effect: {reason}.',
        "Take it away, or set what it belongs to.",
    ),
)

WORKBOOK: tuple[Entry, ...] = (*FILES, *_SHEETS, *_CELLS, *_SETTINGS, *_NAMES, *_PEOPLE, *_KPIS, *_REST, *LAYOUTS)
