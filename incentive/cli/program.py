"""The program around its commands: every way in which a command can end becomes words and an exit code.

Arguments come in, the process ends with one of the documented codes. What a command prints is kept until it ends, and
written to stdout at one place. No traceback reaches a user unless INCENTIVE_DEBUG=1 asks for it.
"""

import codecs
import io
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import redirect_stdout, suppress
from typing import Any, NoReturn

import click

from incentive.cli.answers import answer
from incentive.cli.screen import Screen
from incentive.cli.spoken import Command, Context, click_said, speaking, told, with_language
from incentive.problems import Problem
from incentive.runs.exits import Exit, Stop, wrong_use
from incentive.runs.machine import stop_for


class Program(click.Group):
    """A group of commands whose failures are told in the form of problems, as JSON where `--json` was given."""

    context_class = Context
    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which one comes to need them."""
        return [name for name in self.commands if self.get_command(ctx, name) is not None]

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The options before a command; the language is one of them."""
        return with_language(super().get_params(ctx))

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
        said = io.StringIO()
        try:
            with redirect_stdout(said), speaking(words, os.environ):
                code = self._ended(words, prog_name, complete_var, standalone_mode, **extra)
        except (OSError, ValueError):
            # Every end of a command is told in words: this is stderr, which takes none.
            _unheard()
        _deliver(said.getvalue())
        sys.exit(code)

    def _ended(self, words: list[str], *settings: Any, **extra: Any) -> int:
        """Run a command to its end, whichever that is, and give the exit code."""
        try:
            code = super().main(words, *settings, **extra)
        except click.exceptions.NoArgsIsHelpError as reason:
            click.echo(reason.message, err=True)
            return Exit.USE
        except click.ClickException as reason:
            return _tell(_wrong_words(reason), words)
        except click.Abort:
            return _tell(stop_for(KeyboardInterrupt()), words)
        except (Exception, KeyboardInterrupt) as reason:
            if os.environ.get("INCENTIVE_DEBUG") == "1" and not isinstance(reason, Stop):
                traceback.print_exc()
            return _tell(stop_for(reason), words)
        return code if isinstance(code, int) else Exit.DONE


def _open_streams() -> None:
    """A stream that was closed before the start leads nowhere, so that no file can come to lie under its number.

    What stderr says may be lost. To write an answer is an error there: what leads nowhere from stdout is only read.
    """
    for name, mode in (("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            # Open until the process ends: there is no earlier moment to close it.
            setattr(sys, name, os.fdopen(os.open(os.devnull, mode), "w", encoding="utf-8"))


def _speak_any_text() -> None:
    """Names may hold signs that a stream's encoding lacks, or halves of one: they are spelled out, never fatal."""
    codecs.register_error("spelled", _spelled)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="spelled")


def _spelled(reason: UnicodeError) -> tuple[str, int]:
    """What cannot be encoded, as JSON spells it; so JSON stays JSON in any encoding."""
    if not isinstance(reason, UnicodeEncodeError):
        raise reason
    units = reason.object[reason.start : reason.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)), reason.end


def _deliver(text: str) -> None:
    """Write what the command printed; end where that cannot be, in words unless it is the reader who went away."""
    if not text:
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _unheard()
    except (OSError, ValueError) as reason:
        why = (reason.strerror if isinstance(reason, OSError) else None) or str(reason)
        with suppress(OSError, ValueError):
            _tell(Stop(Exit.MACHINE, [Problem("RN058", values={"why": why})]), ())
        _unheard()


def _unheard() -> NoReturn:
    """End where nobody can be told anything; Python must not complain about its streams on the way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    sys.exit(Exit.MACHINE)


def _tell(stop: Stop, words: Sequence[str]) -> Exit:
    """Say why the command ends: as JSON where that was asked for, else on stderr."""
    if "--json" in words:
        answer({}, stop.problems)
    else:
        screen = Screen("--verbose" in words)
        screen.problems(stop.problems)
        if stop.code is Exit.FILE:
            screen.tally(stop.problems, told("Nothing was written."))
    return stop.code


def _wrong_words(reason: click.ClickException) -> Stop:
    path = reason.ctx.command_path if isinstance(reason, click.UsageError) and reason.ctx else "incentive"
    return wrong_use("RN003", what=click_said(reason.format_message()), help=f"{path} --help")
