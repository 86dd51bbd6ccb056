"""Entries of the catalogue: sheets in other shapes than the plan's, and what they are read as."""

from incentive.problems.entry import Entry, error, notice, warning

LAYOUTS: tuple[Entry, ...] = (
    warning(
        "WB121",
        "Rows of a scale with ends",
        'The column "{column}" of the sheet "{sheet}" says where rows end. It is not read: a line joins the rows.',
        "Set Between to step if all of a row pays the same, or to line if the line is meant.",
    ),
    error(
        "WB120",
        "Amount in another currency",
        '"{column}" says {value}, but the person is paid in {currency}.',
        "Type the amount in {currency}, or correct Currency.",
    ),
    notice(
        "WB110",
        "Sheet in another layout",
        'The sheet "{sheet}" is read as {layout}; it gives rows of {sheets}.',
        'If it is something else, say so on the sheet Sources, under "Read as"; `ignore` leaves it out.',
    ),
    notice(
        "WB111",
        "Row or column passed over",
        'The sheet "{sheet}" has something that is not read: {what}.',
        "Nothing need be done if that is right.",
    ),
    error(
        "WB112",
        "Unknown way to read a sheet",
        'A sheet cannot be read as "{value}".',
        "Write the name of a sheet of the plan, or one of {choices}.",
    ),
    error(
        "WB113",
        "Sheet of Sources that is not there",
        'Sources speaks of a sheet "{sheet}", which the workbook does not have.',
        "Write its name as it stands on its tab; there are: {titles}.",
    ),
    notice(
        "WB114",
        "Sheet left out",
        'The sheet "{sheet}" is not read, as Sources says.',
        "Nothing need be done if that is right.",
    ),
    warning(
        "WB115",
        "Name for a heading that is not there",
        'The sheet "{sheet}" has no heading "{name}" among its first rows.',
        "Correct the name on Sources, as the heading spells it.",
    ),
    warning(
        "WB116",
        "Number that stands for no limit",
        '"{column}" is {value}, which is read as: no limit.',
        "Leave it out if there is no limit; else write the limit.",
    ),
    warning(
        "WB117",
        "Gap between two rows of a scale",
        "Scale {scale} has a gap between {lower} and {upper}: what falls into it belongs to {lower}.",
        "Let the lower row end where the upper one begins.",
    ),
    error(
        "WB118",
        "Rows of a scale that overlap",
        "In scale {scale}, {lower} reaches into {upper}.",
        "Let the lower row end where the upper one begins.",
    ),
    error(
        "WB119",
        "Sheet that is not in the layout of Sources",
        'The sheet "{sheet}" cannot be read as {layout}, as Sources says: nothing in it is laid out so.',
        'Correct "Read as", or leave it blank.',
    ),
    notice(
        "WB160",
        "KPI named above its figures",
        'The figures of the sheet "{sheet}" are read as those of KPI {kpi}, as named here.',
        "Nothing need be done if that is right; else give the table a column KPI.",
    ),
    warning(
        "WB161",
        "Heading that is not understood",
        '"{heading}" is no KPI, no month and no kind of figure: the numbers under it are not read.',
        "Correct the heading, or give it one of our names on Sources.",
    ),
    error(
        "WB162",
        "Figures of nobody",
        'The sheet "{sheet}" does not say whose its figures are.',
        'Add a column For with a person, a team or * for everyone, or a label above the table, such as "Team: North".',
    ),
    warning(
        "WB163",
        "Target of a month",
        "The target of {kpi} is {target} in each of {months}; for the whole period it is read as their {way}, {whole}.",
        "If it is meant for the whole period, put it on the sheet Matrix or Targets; else nothing need be done.",
    ),
    notice(
        "WB164",
        "KPI and target in one cell",
        '"{cell}" is read as KPI {kpi} with the target {target}.',
        "Nothing need be done if that is right; else give KPI and target a cell each.",
    ),
    warning(
        "WB165",
        "KPI with a number in its cell",
        '"{cell}" is read as KPI {kpi} with the target {target}, though it does not say that this is the target.',
        "Give KPI and target a cell each.",
    ),
    error(
        "WB166",
        "Two columns for one thing",
        'The sheet "{sheet}" has two columns that say "{measure}": it is not clear which one counts.',
        "Name them apart, take one away, or put the months or the KPIs that they belong to above them.",
    ),
    warning(
        "WB167",
        "Month that is not understood",
        '"{month}" names no month or period that is known: the figures below count for the whole period.',
        "Write it as 2026-07 or July 2026.",
    ),
    notice(
        "WB169",
        "Weight in a heading",
        '"{cell}" is read as KPI {kpi} with the weight {weight}, for all roles.',
        "Nothing need be done if that is right.",
    ),
    warning(
        "WB168",
        "Targets of some months only",
        "The target of {kpi} for {whom} is made of {months} alone, not of the whole period.",
        "Fill in the targets of the other months, or put the target of the period on the sheet Targets.",
    ),
)
