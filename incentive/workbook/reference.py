"""The reference page of the workbook, made from the schema and the vocabulary.

Nothing comes in; the text of docs/workbook.md goes out. A test holds the file to it.
"""

from collections.abc import Iterator

from incentive.i18n.vocabulary import LANGUAGES, VOCABULARY
from incentive.workbook.schema import PLAN_SETTINGS, SHEETS, STATEMENT_SETTINGS, sheet
from incentive.workbook.schema_forms import Column, SheetShape

_HEAD = """\
# The plan workbook

One `.xlsx` file is the whole plan and the whole cycle: what is rewarded, for whom, and what was achieved. This page
is made from the program's own table of sheets and columns. `*` marks what is required; everything else may be
absent.

## How a workbook is read

- Sheets and columns are found by name, in any order; capital letters, spaces, `_`, `-` and accents do not count.
  English names and the words of the tables at the end are understood. The header is the first of a sheet's first 20
  rows that holds at least two known columns: titles and notes may stand above it.
- Unknown columns of `Employees` are the company's own, and formulas can read them. Elsewhere they are ignored, with
  a notice; a name that is nearly a known one is a warning that says which.
- A number counts by its 15 significant digits, which is what Excel works with. A formula counts by its stored
  value; one that was never calculated is refused, and so is an error value.
- A percentage is a cell displayed as one, a number such as `0.8`, or a text `80%`. A bare number too large to be
  one is refused: above 1 in `Target bonus %`, above 10 elsewhere. Weights may be points instead, where the weights
  of a total are all bare numbers that add up to 100.
- Figures of a KPI whose unit is `%` are all percentages or all bare numbers. Beside percentages a bare number up to
  1 is a fraction: 0.9 is 90 %. Where all are bare and any is above 10, all are percent points: 85 is 85 %, and 0.9
  is 0.9 %, with a warning; where none is above 10, all are fractions.
- What a scale's `At` and `Pays` are follows from its use: `At` is a percentage where the scale is measured in
  attainment or index, else in the KPI's own unit; `Pays` is a percentage where the KPI pays a share, else a rate or
  an amount.
- Dates are date cells or text such as `2026-07-01`; a month is `2026-07` or any date in it. Ids are read as
  displayed, so leading zeros survive where the cell shows them.
- A blank is not a zero. A row of blanks is no row, whatever its format. A row of `Actuals` without a figure is not
  there yet.
- `For` names an employee's id, `role:X`, `team:X`, `department:X` or `*` for everyone. A bare word is an employee's
  id or, where only one kind of thing bears that name, that thing.
- Roles, teams, departments, sections, KPIs, scales and factors are compared without capital letters, spaces, `_`,
  `-` and accents; employees' ids exactly.
- All problems come out at once, each with its cell. They are listed in [problems](problems.md).
"""

_WORDS = """
## Words in other languages

The first word of a language is the usual one; the others are understood too.
"""

_LANGUAGES = {
    "en": "also in English",
    "it": "Italian",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "ru": "Russian",
}


def reference() -> str:
    """The page, in Markdown."""
    return "\n".join([_HEAD, *_sheets(), _WORDS, *_words()])


def _sheets() -> Iterator[str]:
    for shape in SHEETS:
        yield f"## {shape.name}{' NAME' if shape.titled else ''}{'*' if shape.required else ''}\n"
        yield f"{shape.help}\n"
        if shape.id == "plan":
            yield from _table("Setting", PLAN_SETTINGS)
        elif shape.id == "statement":
            yield from _table("Setting", STATEMENT_SETTINGS)
        elif shape.columns:
            yield from _table("Column", shape.columns)


def _table(kind: str, columns: tuple[Column, ...]) -> Iterator[str]:
    yield f"| {kind} | what it holds | default | meaning |"
    yield "|---|---|---|---|"
    for column in columns:
        name = f"{column.name}{'*' if column.required else ''}"
        yield f"| {name} | {_holds(column)} | {column.default} | {column.help} |"
    yield ""


def _holds(column: Column) -> str:
    if column.choices is None:
        return column.kind.value
    choices = ", ".join(f"`{member}`" for member in column.choices)
    return choices.replace("`formula`", "or a formula") if column.id == "attainment" else choices


def _words() -> Iterator[str]:
    groups = [("Sheets", [(f"sheet.{shape.id}", shape.name) for shape in SHEETS])]
    groups += [(f"Columns of {shape.name}", _names(shape)) for shape in SHEETS if shape.columns]
    groups += [
        (f"Settings of {sheet(prefix).name}", [(f"{prefix}.{column.id}", column.name) for column in settings])
        for prefix, settings in (("plan", PLAN_SETTINGS), ("statement", STATEMENT_SETTINGS))
    ]
    groups.append(("Choices", [(key, key.partition(".")[2]) for key in VOCABULARY if key[0].isupper()]))
    for title, names in groups:
        yield f"### {title}\n"
        yield "| English | " + " | ".join(_LANGUAGES[language] for language in LANGUAGES) + " |"
        yield "|---" * (len(LANGUAGES) + 1) + "|"
        for key, name in dict.fromkeys(names):
            yield f"| {name} | " + " | ".join(", ".join(VOCABULARY[key][language]) for language in LANGUAGES) + " |"
        yield ""


def _names(shape: SheetShape) -> list[tuple[str, str]]:
    return [(f"{shape.id}.{column.id}", column.name) for column in shape.columns]
