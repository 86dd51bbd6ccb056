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
)
