"""The reference of the commands as a page, made from the commands themselves, so that it cannot go stale.

In comes the program, out goes Markdown: each command with its arguments and options, and the exit codes. The page
docs/commands.md holds it between two marks; `python -m incentive.cli.reference docs/commands.md` puts it there anew.
"""

import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click

from incentive.runs.exits import MEANING, Exit

BEGIN = "<!-- made from the program: python -m incentive.cli.reference docs/commands.md -->"
END = "<!-- end of what is made from the program -->"


def reference(program: click.Group) -> str:
    """The generated part of the page."""
    context = click.Context(program, info_name="incentive", **program.context_settings)
    lines = list(_exit_codes())
    for name in program.list_commands(context):
        command = program.commands[name]
        lines += _command(command, click.Context(command, info_name=name, parent=context))
    return "\n".join(lines).rstrip() + "\n"


def renewed(page: str, part: str) -> str:
    """The page with its generated part replaced; ValueError where the page has not got both marks."""
    before, begin, rest = page.partition(BEGIN + "\n")
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page lacks the marks between which the reference stands")
    return f"{before}{begin}\n{part}\n{end}{after}"


def _exit_codes() -> Iterator[str]:
    yield from ("## Exit codes", "", "| code | meaning |", "|---:|---|")
    for code in Exit:
        yield f"| {code.value} | {MEANING[code]} |"
    yield ""


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield from (f"## {context.command_path}", "", "```", command.get_usage(context).removeprefix("Usage: "), "```", "")
    yield from (cleandoc(command.help or ""), "")
    options = [one for one in command.get_params(context) if isinstance(one, click.Option)]
    yield from ("| option | meaning |", "|---|---|")
    for option in options:
        record = option.get_help_record(context)
        if record is not None:
            yield f"| `{record[0]}` | {record[1]} |"
    yield ""


def _renew(path: Path) -> None:
    from incentive.cli import main

    path.write_text(renewed(path.read_text(encoding="utf-8"), reference(main)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    _renew(Path(sys.argv[1]))
