"""The words that a starter writes: titles, headings, settings and choices as the reader knows them, hints for people.

In: a language and things of the schema. Out: of each the first word that the vocabulary has for it (in English the
schema's own name), so that what is written is also what is read. Hints are the schema's help, in the same language.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from incentive.i18n.formats import formats
from incentive.i18n.speech import Speech, speech
from incentive.i18n.vocabulary import VOCABULARY
from incentive.i18n.words import ENGLISH
from incentive.plan.choices import NamedPoint, SubjectKind
from incentive.workbook.schema import PLAN_SETTINGS, SHEETS, STATEMENT_SETTINGS
from incentive.workbook.schema_forms import UNITS, Column, SheetShape

SETTINGS: Mapping[str, tuple[Column, ...]] = {"plan": PLAN_SETTINGS, "statement": STATEMENT_SETTINGS}
"""The settings of the sheets that hold some, by the sheet's id."""

A_DAY = "1 April"
"""A day of the year, as the schema's help names one for an example."""

_QUOTED = re.compile(r"`([^`]+)`")

REQUIRED = "To be filled in."
OPTIONAL = "May be left blank."
BLANK_MEANS = "Blank means: {default}."
A_FIGURE = "The figure of this KPI or input; blank: not known yet."
CHOOSE_A_FIGURE = "Choose the KPI, or the input of a KPI's formula, whose figures stand in this column."
TEMPTS = "A reward on it tempts people to this: {tempts}"
BALANCED = "What shows it: {kpis}."
TEXTS = (A_DAY, REQUIRED, OPTIONAL, BLANK_MEANS, A_FIGURE, CHOOSE_A_FIGURE, TEMPTS, BALANCED)


@dataclass(frozen=True)
class Wording:
    """The words of one language."""

    language: str = ENGLISH

    @cached_property
    def speech(self) -> Speech:
        """How sentences are said."""
        return speech(self.language)

    def word(self, key: str, name: str) -> str:
        """The word to write for a thing by its schema id; its own name where that is the language's."""
        if self.language == ENGLISH:
            return name
        return next(iter(VOCABULARY.get(key, {}).get(self.language, ())), name)

    def title(self, shape: SheetShape) -> str:
        """The title of a sheet."""
        return self.word(f"sheet.{shape.id}", shape.name)

    def heading(self, prefix: str, column: Column) -> str:
        """The heading of a column, or the name of a setting; `prefix` is the id of its sheet."""
        return self.word(f"{prefix}.{column.id}", column.name)

    def choice(self, member: StrEnum) -> str:
        """A choice."""
        return self.word(f"{type(member).__name__}.{member}", str(member))

    def choices(self, choices: type[StrEnum]) -> tuple[str, ...]:
        """Every choice of an enumeration."""
        return tuple(self.choice(member) for member in choices)

    def points(self) -> tuple[str, ...]:
        """The names of a scale's points in the matrix."""
        return tuple(self.choice(point) for point in NamedPoint)

    def kind(self, kind: SubjectKind) -> str:
        """The prefix for whom something is: `team`."""
        return self.word(f"SubjectKind.{kind}", str(kind))

    def yes_and_no(self) -> tuple[str, str]:
        """Yes and no."""
        yes, no = (self.word(f"word.{word}", word) for word in ("yes", "no"))
        return yes, no

    def default(self, column: Column) -> str:
        """What holds where a cell is blank, as a person writes it; nothing where the schema names nothing."""
        if column.choices is not None:
            for member in column.choices:
                if str(member) == column.default:
                    return self.choice(member)
        if column.default in {"yes", "no"}:
            return self.word(f"word.{column.default}", column.default)
        names = {each.name: self.heading("plan", each) for each in PLAN_SETTINGS}
        return self._named(self.speech(column.default, "help"), names) if column.default else ""

    def about(self, shape: SheetShape) -> str:
        """What a sheet is for."""
        return self._named(self.speech(shape.help, "help"), self._names(shape.id, shape.columns))

    def help(self, prefix: str, column: Column) -> str:
        """What belongs into a column, or what a setting does."""
        names = self._names(prefix, next(each.columns for each in SHEETS if each.id == prefix))
        names |= {str(member): self.choice(member) for member in column.choices or ()}
        return self._named(self.speech(column.help, "help"), names)

    def hint(self, prefix: str, column: Column) -> str:
        """The hint on a heading: whether a cell may stay blank, what belongs into it, what a blank means."""
        first = self.speech(REQUIRED if column.required else OPTIONAL, "help")
        return "\n".join([first, self.help(prefix, column), *self.blank_means(column)])

    def blank_means(self, column: Column) -> Iterator[str]:
        """A sentence on what a blank means, where the schema names a default."""
        default = self.default(column)
        if default:
            yield self.speech(BLANK_MEANS, "help").format(default=default)

    def _names(self, prefix: str, columns: tuple[Column, ...]) -> dict[str, str]:
        """The words for what a hint may quote: sheets, settings, the columns beside it and what they choose from."""
        names = {shape.name: self.title(shape) for shape in SHEETS}
        names |= {unit: self.word(f"word.{unit}", unit) for unit in UNITS}
        names |= {column.name: self.heading("plan", column) for column in PLAN_SETTINGS}
        names |= {column.name: self.heading(prefix, column) for column in columns}
        for column in (*SETTINGS.get(prefix, ()), *columns):
            names |= {str(member): self.choice(member) for member in column.choices or ()}
        return names

    def _named(self, text: str, names: Mapping[str, str]) -> str:
        """A text as a person reads it in Excel: quoted names are those that stand in this workbook."""
        quoted = formats(self.language).quoted
        return _QUOTED.sub(lambda found: quoted(names.get(found[1], self.speech(found[1], "help"))), text)
