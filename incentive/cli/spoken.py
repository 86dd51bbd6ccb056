"""The language of the command line: what a command says, and the form in which click shows help and usage.

`told` and `told_count` give a text in the language of the person at the keyboard: that of `--lang`, else that of the
environment. Texts of click itself are said where they pass through here; the words of problems are the problems' own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from inspect import cleandoc
from itertools import pairwise

import click

from incentive.i18n.phrases import Phrase, phrase
from incentive.i18n.speech import Speech, known_language, speech, spoken_language
from incentive.i18n.vocabulary import LANGUAGES

_SPOKEN: ContextVar[Speech] = ContextVar("speech")
_ENGLISH = Speech()
_ASKED: ContextVar[str | None] = ContextVar("asked", default=None)
_EXTRA = re.compile(r"(?P<text>.*?)(?P<extra>  \[.*\])?", re.DOTALL)

CLICK = (
    "Usage:",
    "Options",
    "Commands",
    "Show this message and exit.",
    "Show the version and exit.",
    "required",
)
"""What click itself puts into a help page."""

CLICK_ERRORS = (
    "Missing command.",
    "Missing argument {name}.",
    "Missing option {name}.",
    "No such command {name}.",
    "No such command {name}. Did you mean {near}?",
    "No such option {name}.",
    "No such option {name}. Did you mean {near}?",
    "No such command {name}. (Did you mean one of: {near}?)",
    "No such option {name}. (Did you mean one of: {near}?)",
    "Option {name} requires an argument.",
    "Option {name} does not take a value.",
    "Got unexpected extra argument ({name})",
    "Got unexpected extra arguments ({name})",
    "Invalid value for {name}: {near}",
)
"""How click says that a command was written wrongly."""

_ERRORS = tuple(
    (template, re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(template)), re.DOTALL))
    for template in CLICK_ERRORS
)


def spoken() -> Speech:
    """The language in which this command speaks."""
    return _SPOKEN.get(_ENGLISH)


@contextmanager
def speaking(words: Sequence[str], environment: Mapping[str, str]) -> Iterator[None]:
    """Speak the language that a command's words ask for, else that of the environment."""
    asked = _asked(words)
    asked_before, spoken_before = _ASKED.set(asked), _SPOKEN.set(speech(asked or spoken_language(environment)))
    try:
        yield
    finally:
        _SPOKEN.reset(spoken_before)
        _ASKED.reset(asked_before)


def asked_for() -> str | None:
    """The language that `--lang` names; None where the environment's is spoken."""
    return _ASKED.get()


def told(text: str, /, **values: str) -> str:
    """A text of the command line, its gaps filled."""
    return spoken().filled(text, "command", values) if values else spoken()(text)


def told_count(one: str, many: str, number: int, /, **values: str) -> str:
    """The text in the form that a number takes; the number itself is its gap `n`."""
    return spoken().counted(one, many, number, "command", values)


def click_said(message: str) -> str:
    """What click said of a command written wrongly, as a phrase where it is one that is known."""
    for template, pattern in _ERRORS:
        found = pattern.fullmatch(message)
        if found is not None:
            return Phrase(template, found.groupdict()) if found.groupdict() else phrase(template)
    return message


def paragraphs(text: str) -> list[str]:
    """A text of the program's source in paragraphs, each one line."""
    return [" ".join(each.split()) for each in cleandoc(text).partition("\f")[0].split("\n\n")]


class Formatter(click.HelpFormatter):
    """Writes help pages in the language that is spoken."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line with the command's arguments."""
        super().write_usage(prog, args, f"{told('Usage:')} " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """A heading."""
        super().write_heading(told(heading))

    def write_text(self, text: str) -> None:
        """What a command does."""
        super().write_text("\n\n".join(told(each) for each in paragraphs(text)))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Commands or options with what they do."""
        super().write_dl([(name, _option_said(text)) for name, text in rows], col_max, col_spacing)


class Context(click.Context):
    """A context whose help speaks the person's language."""

    formatter_class = Formatter


class Command(click.Command):
    """A command of the program: each can be told what language to speak."""

    context_class = Context

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The command's own arguments and options, then the language, then help."""
        return with_language(super().get_params(ctx))

    def get_short_help_str(self, limit: int = 0) -> str:
        """The first paragraph of its help, whole: what is cut short has no translation."""
        return super().get_short_help_str(max(limit, len(self.help or "")))


def with_language(own: list[click.Parameter]) -> list[click.Parameter]:
    """Arguments and options, of which help is the last, with the option that names a language before it."""
    if any("--lang" in each.opts for each in own):
        return own
    return [*own[:-1], _LANG, own[-1]]


def _refuse_unknown(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and known_language(value) is None:
        offered = spoken().row(LANGUAGES, "or")
        raise click.UsageError(
            told("There is no language {code} here; it is one of {offered}.", code=value, offered=offered)
        )
    return value


_LANG = click.Option(
    ["--lang"],
    metavar="CODE",
    expose_value=False,
    callback=_refuse_unknown,
    help="Speak this language: en, it, de, fr, es or ru; without it, that of the environment.",
)


def _asked(words: Sequence[str]) -> str | None:
    """The language that words of a command name."""
    for word, following in pairwise([*words, ""]):
        if word == "--":
            return None
        if word == "--lang" or word.startswith("--lang="):
            code = following if word == "--lang" else word.partition("=")[2]
            return known_language(code)
    return None


def _option_said(text: str) -> str:
    """A help text; what click adds in brackets, such as `[required]`, is said by itself."""
    found = _EXTRA.fullmatch(text)
    if found is None or not found["extra"]:
        return told(text)
    return f"{told(found['text'])}  [{told(found['extra'].strip()[1:-1])}]"
