"""The example workbooks: small stories with believable figures, kept as text beside this module.

In: the name of an example. Out: its title, its story, its sheets as rows of values, or the workbook itself as a file.
`broken` is a workbook full of mistakes: `mistakes` lists them, so that what is reported can be compared with them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from incentive.i18n.words import ENGLISH
from incentive.workbook.notation import Cell, Form, Sheets, Value, read_document, sheets_of
from incentive.workbook.reworded import reworded
from incentive.workbook.writer import workbook_bytes

_NAMES = ("kpi_matrix", "sales_quarter", "marketing_quarter", "executive_annual", "commission", "broken")
# Not a sheet of the workbook: the list of what was made wrong in it.
_MISTAKES = "Mistakes"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake made on purpose: its sheet, its cell (none: the sheet itself), what stands there, what is wrong."""

    sheet: str
    cell: str | None
    value: Value
    wrong: str


@dataclass(frozen=True, slots=True)
class Example:
    """An example workbook. `story` is a few sentences for people; `forms` are its sheets as they look.

    `mistakes` are those that it was given on purpose; only `broken` has any.
    """

    name: str
    title: str
    story: tuple[str, ...]
    forms: tuple[Form, ...]
    mistakes: tuple[Mistake, ...] = ()

    @property
    def sheets(self) -> Sheets:
        """The rows of each sheet, canonical column name to value."""
        return sheets_of(self.forms)


class _Examples(Mapping[str, Example]):
    """The examples by name, in the order in which one would read them; each is read when it is asked for."""

    def __getitem__(self, name: str) -> Example:
        if name not in _NAMES:
            raise KeyError(name)
        document = read_document(_text(f"{name}.md"))
        sheets = tuple(form for form in document.forms if form.name != _MISTAKES)
        lists = [form for form in document.forms if form.name == _MISTAKES]
        mistakes = tuple(_mistake(row) for form in lists for row in form.rows)
        return Example(name, document.title, document.story, sheets, mistakes)

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


EXAMPLES: Mapping[str, Example] = _Examples()


def example_bytes(name: str, language: str = ENGLISH) -> bytes:
    """An example's workbook, with sheets, headings and choices in a language; its texts stay as they are.

    The same bytes each time. KeyError where there is no example of that name.
    """
    example = EXAMPLES[name]
    forms = example.forms if language == ENGLISH else tuple(reworded(form, language) for form in example.forms)
    return workbook_bytes(forms, title=example.title)


def write_example(name: str, path: Path) -> None:
    """Write an example's workbook in English."""
    path.write_bytes(example_bytes(name))


def _mistake(row: tuple[Cell, ...]) -> Mistake:
    sheet, cell, value, wrong = (content.value for content in row)
    return Mistake(str(sheet), None if cell is None else str(cell), value, str(wrong))


def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
