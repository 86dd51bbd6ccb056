"""Entries of the catalogue: formulas.

FX001 to FX029 come from reading a formula's text, FX030 onwards from working it out for a row.
"""

from incentive.problems.entry import Entry, error

_WHERE = "at character {position}"

_READING = (
    error("FX001", "Empty formula", "The formula is empty.", "Write an expression, for example Salary * 10%."),
    error(
        "FX002",
        "Formula too long",
        "The formula has {length} characters; at most {most} are read.",
        "Split it into several steps.",
    ),
    error(
        "FX003",
        "Formula nested too deeply",
        f"The formula is nested too deeply {_WHERE}.",
        "Split it into several steps, or put a table of values on the sheet Scales.",
    ),
    error(
        "FX004",
        "Sign not understood",
        f"The sign {{sign}} {_WHERE} has no meaning in a formula.",
        "{advice}",
    ),
    error(
        "FX005",
        "Text without its closing quote",
        f"The text that begins {_WHERE} has no closing quote.",
        'Put a straight double quote (") at both ends; a quote inside a text is written twice.',
    ),
    error(
        "FX006",
        "Something is missing",
        f"A value is missing {_WHERE}, before {{found}}.",
        "Put a number, a name or a function there, or take the operator away.",
    ),
    error(
        "FX007",
        "Something is too much",
        f"{{found}} {_WHERE} does not fit here.",
        "An operator is missing before it, or it is too much. Names with spaces stand in square brackets.",
    ),
    error(
        "FX008",
        "Closing bracket missing",
        f"The bracket that opens {_WHERE} is never closed.",
        "Add the closing bracket.",
    ),
    error(
        "FX009",
        "Closing bracket too many",
        f"The closing bracket {_WHERE} has no opening one.",
        "Take it away, or add the opening one.",
    ),
    error(
        "FX010",
        "Number not understood",
        f"{{number}} {_WHERE} is not a number that can be read.",
        "Write numbers like 1200, 0.5 or 1E3, with at most 34 digits, and a name that begins with a digit in brackets.",
    ),
    error(
        "FX011",
        "A comma between digits",
        f"{{number}} {_WHERE} can be read as {{first}} or as {{second}}.",
        "Write a decimal point; between two arguments put a semicolon, or a space after the comma.",
    ),
    error(
        "FX012",
        "Unknown function",
        f"There is no function {{function}} ({_WHERE[3:]}).",
        "{advice}",
    ),
    error(
        "FX013",
        "Function in another language",
        f"{{function}} {_WHERE} is the name of a function in another language.",
        "Write {english}.",
    ),
    error(
        "FX015",
        "Wrong number of arguments",
        f"{{function}} {_WHERE} takes {{expected}}, not {{given}}.",
        "It is written {signature}. A decimal comma counts as a separator: write a point.",
    ),
    error(
        "FX016",
        "Argument left out",
        f"An argument of {{function}} is left out {_WHERE}.",
        "Write the argument; only a branch of IF, IFS, SWITCH and IFERROR may be left out, and is then 0.",
    ),
    error(
        "FX017",
        "Address of a cell",
        f"{{reference}} {_WHERE} is the address of a cell.",
        "Formulas read names, not cells: write the column's heading, in square brackets where it has spaces.",
    ),
    error(
        "FX018",
        "Range of cells",
        f"The colon {_WHERE} would make a range of cells.",
        "Name the values one by one; over all people there are TOTAL, COUNT, RANK and ALLOCATE.",
    ),
    error(
        "FX019",
        "List in braces",
        f"The brace {_WHERE} would make a list.",
        "Use IFS, SWITCH, or a scale.",
    ),
    error(
        "FX020",
        "Other sheet",
        f"The exclamation mark {_WHERE} would point to another sheet.",
        "Formulas read names, not sheets: write the column's heading. 'Not equal' is written <>.",
    ),
    error(
        "FX021",
        "Not part of the language",
        f"{{name}} {_WHERE} is not part of the formula language.",
        "Use names, numbers, operators and the listed functions.",
    ),
    error(
        "FX022",
        "A name in quotes is needed",
        f"The first argument of {{function}} {_WHERE} must be a name in double quotes.",
        "It is written {signature}.",
    ),
    error(
        "FX023",
        "GROUP out of place",
        f"GROUP {_WHERE} stands where it has no meaning.",
        "GROUP(column) is the last argument of TOTAL, COUNT, RANK, PERCENTRANK or ALLOCATE, and names one column.",
    ),
    error(
        "FX024",
        "Square bracket without a name",
        f"The square bracket {_WHERE} has no name in it, or is never closed.",
        "Write the column's heading between [ and ].",
    ),
    error(
        "FX025",
        "GROUP is needed",
        f"The last argument of {{function}} {_WHERE} can only be GROUP(column).",
        "It is written {signature}.",
    ),
    error(
        "FX026",
        "Unknown name",
        f"Nothing is called {{name}} ({_WHERE[3:]}).",
        "Write the heading of a column, a step, a factor or a setting, in square brackets where it has spaces.",
    ),
    error(
        "FX027",
        "Unknown name, one like it exists",
        f"Nothing is called {{name}} ({_WHERE[3:]}).",
        "Did you mean {nearest}?",
    ),
    error(
        "FX028",
        "Separator outside a function",
        f"The separator {_WHERE} is outside any function.",
        "Write decimals with a point.",
    ),
)

_WORKING_OUT = (
    error(
        "FX030",
        "Division by zero",
        f"A division by zero ({_WHERE[3:]}).",
        "Check the divisor, or say with IF or IFERROR what holds in this case.",
    ),
    error(
        "FX031",
        "Blank where a value is needed",
        f"A blank where {{needed}} is needed ({_WHERE[3:]}).",
        "Fill in the figure or cell that is blank, or say with IFBLANK what a blank counts as.",
    ),
    error(
        "FX032",
        "Wrong kind of value",
        f"{{value}} is {{kind}}, where {{needed}} is needed ({_WHERE[3:]}).",
        "Texts are never read as numbers: correct the cell or the formula.",
    ),
    error(
        "FX034",
        "No order",
        f"{{left}} and {{right}} have no order ({_WHERE[3:]}).",
        "Only values of one kind have an order, and two texts only where both are plain letters and digits.",
    ),
    error(
        "FX037",
        "No condition holds",
        f"No condition of IFS holds ({_WHERE[3:]}).",
        "End it with TRUE and a value.",
    ),
    error(
        "FX038",
        "No case fits",
        f"No case of SWITCH equals {{value}} ({_WHERE[3:]}).",
        "Add the case, or a last argument for all others.",
    ),
    error(
        "FX039",
        "Mean of nothing",
        f"AVERAGE has only blanks ({_WHERE[3:]}).",
        "Fill one of the cells, or say with IFERROR what holds in this case.",
    ),
    error(
        "FX040",
        "Number out of bounds",
        f"A number becomes too large to be calculated ({_WHERE[3:]}).",
        "Check the exponents and the figures.",
    ),
    error(
        "FX041",
        "Root of a negative number",
        f"{{value}} is negative and cannot be raised to {{exponent}} ({_WHERE[3:]}).",
        "A negative number takes whole exponents only: limit it with MAX(0, …).",
    ),
    error(
        "FX042",
        "Power of zero",
        f"0 cannot be raised to {{exponent}} ({_WHERE[3:]}).",
        "Say with IF what holds where the base is 0.",
    ),
    error(
        "FX044",
        "Signs differ",
        f"{{function}} cannot take {{value}} to a multiple of {{step}}: their signs differ ({_WHERE[3:]}).",
        "Give the step the sign of the number.",
    ),
    error(
        "FX045",
        "Step of zero",
        f"FLOOR cannot take {{value}} to a multiple of 0 ({_WHERE[3:]}).",
        "Give a step other than 0.",
    ),
    error(
        "FX048",
        "Digits out of bounds",
        f"{{function}} cannot round to {{digits}} digits ({_WHERE[3:]}).",
        "Give a number of digits between -300 and 300.",
    ),
    error(
        "FX049",
        "Date out of bounds",
        f"{{days}} days from {{date}} is not a day of the calendar ({_WHERE[3:]}).",
        "Dates move by whole days and stay between the years 1 and 9999.",
    ),
    error(
        "FX050",
        "A step without bounds",
        "The formula gives {value}; a step must stay below 1E18 in size.",
        "If it divides by what should be 0 and is so but for its 33rd digit, round that: IFERROR(1 / ROUND(x, 12), 0).",
    ),
)

FORMULAS: tuple[Entry, ...] = (*_READING, *_WORKING_OUT)
