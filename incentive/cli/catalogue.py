"""The catalogues of translations, brought up to date with all that the program says.

In comes a language, out goes its `.po` file: `python -m incentive.cli.catalogue it` adds what is new, with an empty
translation, and drops what is gone. The texts are those of outputs, problems, the schema, commands and the examples.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

import incentive
from incentive.cli.spoken import CLICK, CLICK_ERRORS, paragraphs
from incentive.i18n.catalogue import Text, output_texts, renewed, texts_in
from incentive.problems import CATALOGUE
from incentive.workbook.examples import EXAMPLES
from incentive.workbook.kpi_library import library
from incentive.workbook.reworded import prose
from incentive.workbook.schema import PLAN_SETTINGS, SHEETS, STATEMENT_SETTINGS
from incentive.workbook.schema_forms import Column
from incentive.workbook.starter import texts

_ROOT = Path(incentive.__file__).parent


def every_text() -> list[Text]:
    """All that the program says, in the order in which a translator should meet it."""
    return [
        *output_texts(),
        *_problems(),
        *_sources("phrase"),
        *_schema(),
        *_commands(),
        *_sources("command"),
        *_starter(),
        *_examples(),
        *_library(),
    ]


def _problems() -> Iterator[Text]:
    for entry in sorted(CATALOGUE.values(), key=lambda each: each.code):
        note = (f"{entry.code} {entry.title}",)
        if entry.message.strip("{}") not in _gaps(entry.message):
            yield Text("problem", entry.message, note=note)
        if entry.hint.strip("{}") not in _gaps(entry.hint):
            yield Text("hint", entry.hint, note=note)


def _gaps(text: str) -> list[str]:
    """The text, if it is nothing but a gap: there is nothing to translate in it."""
    return [text[1:-1]] if text.startswith("{") and text.find("}") == len(text) - 1 else []


def _sources(context: str) -> Iterator[Text]:
    for path in sorted(_ROOT.rglob("*.py")):
        where = path.relative_to(_ROOT.parent).as_posix()
        yield from (each for each in texts_in(path.read_text(encoding="utf-8"), where) if each.context == context)


def _schema() -> Iterator[Text]:
    for shape in SHEETS:
        yield Text("help", shape.help, note=(f"The sheet {shape.name}.",))
        yield from (text for column in shape.columns for text in _column(shape.name, column))
    for sheet, settings in (("Plan", PLAN_SETTINGS), ("Statement", STATEMENT_SETTINGS)):
        yield from (text for setting in settings for text in _column(sheet, setting))
    yield from _sources("help")


def _column(sheet: str, column: Column) -> Iterator[Text]:
    yield Text("help", column.help, note=(f"{sheet}: {column.name}.",))
    words = [] if column.choices is None else [str(member) for member in column.choices]
    if column.default and column.default not in {"yes", "no", *words} and any(map(str.isalpha, column.default)):
        yield Text("help", column.default, note=(f"{sheet}: {column.name}: what a blank means.",))


def _commands() -> Iterator[Text]:
    from incentive.cli import main

    for text in (*CLICK, *CLICK_ERRORS):
        yield Text("phrase" if text in CLICK_ERRORS else "command", text, note=("Of the library for command lines.",))
    for command in (main, *main.commands.values()):
        context = click.Context(command, info_name=command.name, **main.context_settings)
        note = (f"Help of {command.name}.",)
        yield from (Text("command", each, note=note) for each in paragraphs(command.help or ""))
        for option in command.get_params(context):
            if isinstance(option, click.Option) and option.help:
                yield Text("command", option.help, note=note)


def _starter() -> Iterator[Text]:
    yield from (Text("help", text, note=("Of a workbook to fill in.",)) for text in texts())


def _examples() -> Iterator[Text]:
    for example in EXAMPLES.values():
        # What is wrong on purpose is not translated: it is there to be found in English.
        forms = () if example.mistakes else example.forms
        for form in forms:
            yield from (Text("example", text, note=(f"{example.name}: {form.name}.",)) for text in prose(form))


def _library() -> Iterator[Text]:
    for one in library().values():
        yield Text("help", one.definition, note=(f"KPI library: {one.name}.",))
        yield Text("help", one.source, note=("KPI library: where figures come from.",))
        yield Text("help", one.period, note=("KPI library: by which time it is usually measured.",))
        yield Text("help", one.tempts, note=(f"KPI library: what a reward on {one.name} tempts people to.",))
        yield from (Text("help", meaning, note=(f"KPI library: {name}.",)) for name, meaning in one.inputs.items())


def _renew(language: str) -> None:
    path = _ROOT / "i18n" / "catalogues" / f"{language}.po"
    path.write_text(renewed(language, every_text()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        _renew(wanted)
