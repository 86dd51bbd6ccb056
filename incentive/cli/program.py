"""The program around its commands: every way in which a command can end becomes words and an exit code.

Arguments come in, the process ends with one of the documented codes. No traceback reaches a user unless
INCENTIVE_DEBUG=1 asks for it.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from incentive.cli.answers import answer
from incentive.cli.screen import Screen
from incentive.runs.exits import Exit, Stop, wrong_use
from incentive.runs.machine import stop_for


class Program(click.Group):
    """A group of commands whose failures are told in the form of problems, as JSON where `--json` was given."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which one comes to need them."""
        return [name for name in self.commands if self.get_command(ctx, name) is not None]

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = False,
        **extra: Any,
    ) -> NoReturn:
        """Run a command and end the process with its exit code."""
        words = list(sys.argv[1:] if args is None else args)
        _open_streams()
        _speak_any_text()
        try:
            code = super().main(words, prog_name, complete_var, standalone_mode, **extra)
        except click.exceptions.NoArgsIsHelpError as reason:
            click.echo(reason.message, err=True)
            sys.exit(Exit.USE)
        except click.ClickException as reason:
            sys.exit(_tell(_wrong_words(reason), words))
        except click.Abort:
            sys.exit(_tell(stop_for(KeyboardInterrupt()), words))
        except BrokenPipeError:
            _unheard()
        except (Exception, KeyboardInterrupt) as reason:
            if os.environ.get("INCENTIVE_DEBUG") == "1" and not isinstance(reason, Stop):
                traceback.print_exc()
            code = _tell(stop_for(reason), words)
        try:
            sys.stdout.flush()
        except (OSError, ValueError):
            _unheard()
        sys.exit(code if isinstance(code, int) else Exit.DONE)


def _open_streams() -> None:
    """A stream that was closed before the start is open towards nowhere, so that writing to it is an error in words."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            full = Path("/dev/full")
            where = full if name == "stdout" and full.exists() else Path(os.devnull)
            # Open until the process ends: there is no earlier moment to close it.
            setattr(sys, name, os.fdopen(os.open(where, os.O_WRONLY), "w", encoding="utf-8"))


def _unheard() -> NoReturn:
    """End where nobody can be told anything; Python must not complain about its streams on the way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    sys.exit(Exit.MACHINE)


def _tell(stop: Stop, words: Sequence[str]) -> Exit:
    """Say why the command ends; where even that cannot be written, end all the same."""
    try:
        return _say(stop, words)
    except (OSError, ValueError):
        _unheard()


def _say(stop: Stop, words: Sequence[str]) -> Exit:
    """On stdout as JSON where that was asked for, else on stderr."""
    if "--json" in words:
        answer({}, stop.problems)
    else:
        screen = Screen("--verbose" in words)
        screen.problems(stop.problems)
        if stop.code is Exit.FILE:
            screen.tally(stop.problems, "Nothing was written.")
    return stop.code


def _wrong_words(reason: click.ClickException) -> Stop:
    path = reason.ctx.command_path if isinstance(reason, click.UsageError) and reason.ctx else "incentive"
    return wrong_use("RN003", what=reason.format_message(), help=f"{path} --help")


def _speak_any_text() -> None:
    """Names may hold signs that the terminal's encoding lacks: they are spelled out, never fatal."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
