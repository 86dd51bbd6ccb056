"""The reference page of the formula language, made from the table of functions.

Nothing comes in; the text of docs/formulas.md goes out. A test holds the file to it.
"""

from collections.abc import Iterator

from incentive.formula.functions import FUNCTIONS, FunctionKind

_HEAD = """\
# Formulas

Formulas stand on the sheets `Formulas`, `Gates`, `KPIs` and `Scales`. They are written as in Excel, with names in place
of cell addresses. This page is made from the program's own table of functions.

## Writing a formula

- Operators, tightest first: `%` after a number, `-` before one, `^`, `*` and `/`, `+` and `-`, `&`, then the
  comparisons `=` `<>` `<` `<=` `>` `>=`. Those of one rank go from left to right, so `-2^2` is 4, `0-2^2` is −4,
  `2^3^2` is 64 and `50%^2` is 0.25.
- A name is written as it stands, or in square brackets where it has spaces or signs: `Salary`, `[Base salary]`. Capital
  letters, spaces, `_`, `-` and accents do not count. In brackets, a `'` before `[`, `]` or `'` takes it as a letter.
- Decimals have a point. Arguments are separated by `,` or `;`. A text stands in double quotes: `"North"`.
- A leading `=` may be there or not. `TRUE` and `FALSE` may be written with or without brackets.
- A formula has at most 8,192 characters, 64 brackets inside one another, and 34 digits in a number.

## What differs from Excel

- Numbers are exact decimals of 34 digits. Comparisons and roundings see them at 12 decimals, or at 15 significant
  digits where those are fewer, so `0.1 + 0.2 = 0.3` is TRUE.
- A text is never read as a number. A blank is neither 0 nor an empty text: in arithmetic, or in an order with a number
  or a date, it is a problem; to a text it equals `""`. `SUM`, `AVERAGE`, `MIN`, `MAX` and the functions over all people
  skip blanks.
- Values of different kinds are never equal and have no order. Two texts have an order only where both are plain letters
  and digits. Texts compare without regard to capital letters.
- A date less a date is a number of days; a date more or less whole days is a date.
- A negative number takes whole exponents only; `0^0` is a problem.
- An argument may be left out only as a branch of `IF`, `IFS`, `SWITCH` and `IFERROR`, where it is 0.
- `IF`, `IFS`, `SWITCH`, `IFERROR` and `IFBLANK` look only at the branch that they take; `AND` and `OR` look at every
  argument.

## Functions
"""


def reference() -> str:
    """The whole page, in Markdown."""
    return "\n".join([_HEAD, *_sections()])


def _sections() -> Iterator[str]:
    for kind in FunctionKind:
        listed = [function for function in FUNCTIONS.values() if function.kind is kind]
        yield f"### {kind.value.capitalize()}\n"
        yield "| Function | What it gives | Example |"
        yield "|---|---|---|"
        for function in listed:
            yield f"| `{function.signature}` | {function.help} | `{function.example}` |"
        yield ""
