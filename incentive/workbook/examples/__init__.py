"""The example workbooks: small stories with believable figures, kept as text beside this module.

In: the name of an example. Out: its title, its story, its sheets as rows of values, or the workbook itself as a file.
`broken` is a workbook full of mistakes: `mistakes` lists them, so that what is reported can be compared with them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from incentive.workbook.examples.notation import Form, Sheets, read_document, sheets_of
from incentive.workbook.writer import write_forms

_NAMES = ("kpi_matrix", "sales_quarter", "marketing_quarter", "executive_annual", "commission")


@dataclass(frozen=True, slots=True)
class Example:
    """An example workbook. `story` is a few sentences for people; `forms` are its sheets as they look."""

    name: str
    title: str
    story: tuple[str, ...]
    forms: tuple[Form, ...]

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
        return Example(name, document.title, document.story, document.forms)

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


EXAMPLES: Mapping[str, Example] = _Examples()


def write_example(name: str, path: Path) -> None:
    """Write an example's workbook; the same bytes each time. KeyError where there is no example of that name."""
    example = EXAMPLES[name]
    write_forms(example.forms, path, title=example.title)


def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
