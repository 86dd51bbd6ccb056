"""The page of the commands is fresh, and says each command, option, exit code and key of the JSON."""

from pathlib import Path

import click
import pytest

from incentive.cli import main
from incentive.cli.answers import problem_data
from incentive.cli.reference import reference, renewed
from incentive.problems import Problem
from incentive.runs.exits import Exit

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def test_the_page_is_fresh() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == renewed(page, reference(main)), "python -m incentive.cli.reference docs/commands.md makes it anew"


def test_each_command_option_and_code_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, command in main.commands.items():
        assert f"## incentive {name}\n" in page
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.name} has no help"
            assert (parameter.opts[0] if isinstance(parameter, click.Option) else str(parameter.name).upper()) in page
    assert all(f"| {code.value} | " in page for code in Exit)
    assert all(f'"{key}"' in page for key in problem_data(Problem("RN057")))


def test_a_page_without_the_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks"):
        renewed("# Commands\n", "part")
