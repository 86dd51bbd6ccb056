"""The reference page of the workbook, made from the schema and the vocabulary.

Nothing comes in; the text of docs/workbook.md goes out. A test holds the file to it.
"""

from collections.abc import Iterator

from incentive.i18n.vocabulary import LANGUAGES, VOCABULARY
from incentive.workbook.layouts.reference import reference as layouts
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
- Dates are date cells or text such as `2026-07-01` or `1. März 2026`; a month is `2026-07` or any date in it. Ids are
  read as displayed, so leading zeros survive where the cell shows them.
- A blank is not a zero. A row of blanks is no row, whatever its format. A row of `Actuals` without a figure is not
  there yet.
- `For` names an employee's id, `role:X`, `team:X`, `department:X` or `*` for everyone. A bare word is an employee's
  id or, where only one kind of thing bears that name, that thing.
- Roles, teams, departments, sections, KPIs, scales and factors are compared without capital letters, spaces, `_`,
  `-` and accents; employees' ids exactly.
- All problems come out at once, each with its cell. They are listed in [problems](problems.md).
"""

_FILES = """\
## Figures and people from other files

`run`, `check` and `explain` read exports of other programs beside the workbook: `--actuals FILE` figures,
`--people FILE` people. A file may also stand on the sheet `Sources`; then nothing need be said on the command line.

- **Kinds of file.** `.xlsx`, read by the rules above, and separated text (`.csv`, `.txt`, `.tsv`). Of a workbook the
  sheets named `Actuals` (or `Employees`) are read, else those with a header that fits; the others are named in a
  notice.
- **Places.** Every problem, explanation and trace names the file, sheet and cell. A text is one sheet, called like the
  file without its ending; rows and columns are counted as a spreadsheet shows the file, blank lines too.
- **Encoding.** That of the byte-order mark (UTF-8 or UTF-16); else UTF-8 if every byte fits; else Windows-1252, or
  Windows-1251 where most letters beyond ASCII stand in rows of four and more, as in Cyrillic words only. What none of
  them fits is refused.
- **Separator.** Of `;`, `,`, tab and `|` the one under which the most headings are known; of equals, the one whose rows
  have the same length. A first line `sep=;` states it, and is no row. Rows with more cells than headings are refused:
  `1,5` is two cells where commas part them.
- **Decimal mark.** What the column shows: `1.234,50`, `1,5`, `0.125` and `1.234.567` can be read in one way only. A
  column that shows nothing follows the other columns of its file. `1.234` alone may be 1.234 or 1234: it is refused
  with both readings, unless `--decimal-mark` or `Decimal mark` on `Sources` states it. The language of the plan states
  nothing: it says in what words statements are written, not how another program writes numbers.
- **Numbers.** Groups of three may be parted by point, comma, space or apostrophe; the sign may stand behind; the plan's
  own currency may stand beside an amount; `80 %` is a percentage. Anything else in a column of numbers is refused, a
  formula too: nothing in a text is calculated.
- **Dates.** `2026-07-01`, `01.07.2026` and `2026/07/01`, with or without a time. `7/1/2026` and `7-1-2026` follow the
  column: one date with a day above 12 shows the order; without one they are refused with both readings.
- **Ids** stay texts with their zeros; `="00417"`, which keeps Excel from losing them, is `00417`.
- **Headings** are known in six languages, as in the workbook. `--map "Sales rep=For"` gives another one our name: a
  column of this page, a KPI or an input, or a column of the company's own. Other columns are named in a notice and not
  read.

What two sources say of one thing:

- **Figures** are the same where whom they are for, KPI, month and role are. The same value again is a notice, once a
  file with the count, and counts once; another value is an error that names both cells. Where a file gives several
  figures under one key (deals), all of them are compared with all of the other's: give them in one file.
- **People** are known by their id. Blank cells of `Employees` are filled, the company's own columns too, and people who
  are not there are added. The same value again is a notice, another one an error with both cells; with
  `--prefer people` the file stands, with a notice.

On **Sources** a row names a `File`, what it is read as (`Actuals`, `Employees` or `ignore`), and one of its
headings with our name for it; more headings take more rows. A workbook may come from anywhere, so that a file which
it names itself must lie in its own folder or below, links followed; one that the command line names may lie
anywhere, and rows that bear its name say how it is read. `--save-sources OUT` writes a copy of the workbook with
these rows, for next time.
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
    return "\n".join([_HEAD, layouts(), _FILES, *_sheets(), _WORDS, *_words()])


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
