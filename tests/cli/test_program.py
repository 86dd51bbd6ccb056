"""Every way in which a command can end: words, JSON where it was asked for, the documented code, and no traceback."""

import errno
import json
from collections.abc import Callable

import click
import pytest
from click.testing import CliRunner

from incentive.cli import main
from incentive.cli.program import Program
from incentive.runs.exits import Exit, Stop, wrong_use

RAISED: list[tuple[BaseException, Exit, str]] = [
    (wrong_use("RN001", file="plan.xlsx", here="/here"), Exit.USE, "There is no file plan.xlsx"),
    (Stop(Exit.FILE, []), Exit.FILE, "Nothing was written"),
    (OSError(errno.ENOSPC, "No space left on device", "out.partial/summary.xlsx"), Exit.MACHINE, "no space left"),
    (OSError(errno.EDQUOT, "Quota exceeded", "x"), Exit.MACHINE, "no space left"),
    (PermissionError(errno.EACCES, "Permission denied", "plan.xlsx"), Exit.MACHINE, "may not read or write plan.xlsx"),
    (OSError(errno.EROFS, "Read-only file system", "out"), Exit.MACHINE, "may not read or write out"),
    (OSError(errno.EIO, "Input/output error", "plan.xlsx"), Exit.MACHINE, "Input/output error: plan.xlsx"),
    (OSError(errno.ENOMEM, "Cannot allocate memory"), Exit.MACHINE, "not enough memory"),
    (MemoryError(), Exit.MACHINE, "not enough memory"),
    (TimeoutError("reading the workbook"), Exit.MACHINE, "It took too long: reading the workbook"),
    (RecursionError("too deep"), Exit.MACHINE, "RecursionError: too deep"),
    (KeyError("TargetBonus"), Exit.MACHINE, "inside the program itself: KeyError: 'TargetBonus'"),
    (KeyboardInterrupt(), Exit.INTERRUPTED, "Interrupted"),
    (click.Abort(), Exit.INTERRUPTED, "Interrupted"),
]


def program(action: Callable[[], object]) -> Program:
    group = Program("incentive")

    @group.command("act")
    @click.option("--json", "as_json", is_flag=True)
    def act(**_: bool) -> object:
        return action()

    return group


def raising(reason: BaseException) -> Program:
    def action() -> None:
        raise reason

    return program(action)


@pytest.mark.parametrize(("reason", "code", "words"), RAISED)
def test_an_end_in_words(reason: BaseException, code: Exit, words: str) -> None:
    result = CliRunner().invoke(raising(reason), ["act"])
    assert result.exit_code == code
    assert result.stdout == ""
    assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(("reason", "code", "words"), RAISED)
def test_the_same_end_as_json(reason: BaseException, code: Exit, words: str) -> None:
    result = CliRunner().invoke(raising(reason), ["act", "--json"])
    assert result.exit_code == code
    assert result.stderr.strip() == ""
    problems = json.loads(result.stdout)["problems"]
    if problems:
        assert words in problems[0]["message"]
        assert set(problems[0]) == {"code", "severity", "file", "sheet", "cell", "value", "message", "hint", "places"}


def test_the_place_of_a_fault_is_shown_only_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCENTIVE_DEBUG", "1")
    shown = CliRunner().invoke(raising(ZeroDivisionError("fault")), ["act"])
    assert "Traceback" in shown.stderr
    assert shown.exit_code == Exit.MACHINE
    meant = CliRunner().invoke(raising(wrong_use("RN003", what="wrong", help="--help")), ["act"])
    assert "Traceback" not in meant.stderr


def test_a_command_gives_its_own_code() -> None:
    assert CliRunner().invoke(program(lambda: Exit.IN_PART), ["act"]).exit_code == 3
    assert CliRunner().invoke(program(lambda: None), ["act"]).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["chek"],
        ["check"],
        ["check", "a.xlsx", "b.xlsx"],
        ["check", "--colour", "a.xlsx"],
        ["run", "a.xlsx"],
        ["explain", "a.xlsx"],
        ["--loud", "check", "a.xlsx"],
    ],
)
def test_wrong_words_are_wrong_use(words: list[str]) -> None:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == Exit.USE
    assert "--help" in result.stderr
    as_json = CliRunner().invoke(main, [*words, "--json"])
    assert as_json.exit_code == Exit.USE
    assert json.loads(as_json.stdout)["problems"][0]["code"] == "RN003"


def test_help_and_version() -> None:
    asked = CliRunner().invoke(main, ["--help"])
    assert asked.exit_code == 0
    assert asked.stdout.index("new ") < asked.stdout.index("check ") < asked.stdout.index("run ")
    version = CliRunner().invoke(main, ["--version"])
    assert (version.exit_code, version.stdout.split()[0]) == (0, "incentive")
    silent = CliRunner().invoke(main, [])
    assert (silent.exit_code, silent.stdout) == (Exit.USE, "")
    assert "check" in silent.stderr
