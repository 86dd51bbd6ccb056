"""Arguments and options that several commands share, so that they read and behave alike."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from incentive.cli.spoken import told
from incentive.runs.exits import Exit

if TYPE_CHECKING:
    from incentive.workbook.sources.given import Given

FILE = click.argument("file", type=click.Path(path_type=Path))
JSON = click.option(
    "--json", "as_json", is_flag=True, help="Write the answer as JSON on stdout, also where the command fails."
)
VERBOSE = click.option("--verbose", is_flag=True, help="Show every problem, however many say the same.")

_PATH = click.Path(path_type=Path)
_FILES = (
    click.option(
        "--actuals",
        metavar="FILE",
        multiple=True,
        type=_PATH,
        help="Read figures from this file too, .xlsx or separated text; may be repeated.",
    ),
    click.option(
        "--people",
        metavar="FILE",
        multiple=True,
        type=_PATH,
        help="Fill blanks of Employees from this file, and add its people; may be repeated.",
    ),
    click.option(
        "--map",
        "names",
        metavar="THEIRS=OURS",
        multiple=True,
        help='Give a column of these files one of our names, such as "Sales rep=For"; may be repeated.',
    ),
    click.option(
        "--prefer",
        type=click.Choice(["people"]),
        help="Let the file of people stand where it contradicts Employees; without it that is an error.",
    ),
    click.option(
        "--decimal-mark",
        type=click.Choice([".", ","]),
        help="How numbers in files of text are written; without it, as each file shows by itself.",
    ),
)

_PASSWORD = (
    click.option("--password", "ask", is_flag=True, help="Ask for the password of a protected workbook, unseen."),
    click.option(
        "--password-file",
        "password_file",
        metavar="FILE",
        type=_PATH,
        help="Take the password of a protected workbook from the first line of this file.",
    ),
)

_SAVE = click.option(
    "--save-sources",
    "save",
    metavar="OUT",
    type=_PATH,
    help="Write a copy of the workbook whose sheet Sources names these files and columns.",
)


@dataclass(frozen=True, slots=True)
class Beside:
    """The files that are read beside the workbook, and where a copy of it is wanted that names them."""

    given: "Given"
    save: Path | None = None


def with_files(command: Callable[..., Exit]) -> Callable[..., Exit]:
    """Let a command take files beside the workbook: it is called with `beside` in the place of their options."""

    @wraps(command)
    def called(
        *arguments: Any,
        actuals: tuple[Path, ...],
        people: tuple[Path, ...],
        names: tuple[str, ...],
        prefer: str | None,
        decimal_mark: str | None,
        save: Path | None = None,
        **others: Any,
    ) -> Exit:
        from incentive.workbook.sources.given import Given

        given = Given(actuals, people, dict(map(_named, names)), prefer is not None, decimal_mark)
        return command(*arguments, beside=Beside(given, save), **others)

    for option in reversed(_FILES):
        called = option(called)
    return called


def with_files_saved(command: Callable[..., Exit]) -> Callable[..., Exit]:
    """The same, and a copy of the workbook may be wanted that names the files."""
    return with_files(_SAVE(command))


def with_password(command: Callable[..., Exit]) -> Callable[..., Exit]:
    """Let a command open protected workbooks, with a password that is asked for or stands in a file."""

    @wraps(command)
    def called(*arguments: Any, ask: bool, password_file: Path | None, **others: Any) -> Exit:
        from incentive.workbook.protected import unlocking

        password = _password(ask, password_file)
        beside = others.get("beside")
        if password is not None and isinstance(beside, Beside) and beside.save is not None:
            raise click.UsageError(told("--save-sources would write an open copy of a protected workbook"))
        with unlocking(password):
            return command(*arguments, **others)

    for option in reversed(_PASSWORD):
        called = option(called)
    return called


def _password(ask: bool, file: Path | None) -> str | None:
    """The password that was given; None where none was."""
    from incentive.runs.given import password_in

    if ask and file is not None:
        raise click.UsageError(told("--password and --password-file exclude each other"))
    if file is not None:
        return password_in(file)
    # To stderr: stdout is the command's answer.
    return str(click.prompt(told("Password"), hide_input=True, err=True)) if ask else None


def _named(text: str) -> tuple[str, str]:
    """A column's name in another program, and ours: what stands behind the last equals sign."""
    theirs, _, ours = (part.strip() for part in text.rpartition("="))
    if not theirs or not ours:
        raise click.UsageError(told('--map takes their name and ours, as in "Sales rep=For", not "{text}".', text=text))
    return theirs, ours
