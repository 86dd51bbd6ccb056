"""The command line speaks the person's language; keys, codes and whatever is written into files do not depend on it."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from incentive.cli import main
from incentive.cli.spoken import CLICK_ERRORS, Command, click_said
from incentive.i18n.vocabulary import LANGUAGES
from incentive.runs.exits import Exit

BROKEN = Path(__file__).parents[2] / "example_workbooks" / "broken.xlsx"


def incentive(*words: str | Path, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(main, [str(word) for word in words])


def problems(*words: str | Path, **environment: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(incentive(*words, "--json", **environment).stdout)["problems"]
    return found


def test_every_command_can_be_told_its_language() -> None:
    for name, command in main.commands.items():
        assert isinstance(command, Command), name
        context = click.Context(command, info_name=name, parent=click.Context(main, **main.context_settings))
        assert sum("--lang" in parameter.opts for parameter in command.get_params(context)) == 1


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (["--lang", "it"], {}),
        (["--lang=it"], {}),
        (["--lang", "it-CH"], {"INCENTIVE_LANG": "en"}),
        ([], {"INCENTIVE_LANG": "it"}),
        ([], {"INCENTIVE_LANG": "", "LC_ALL": "it_IT.UTF-8"}),
    ],
)
def test_the_option_goes_before_the_environment(words: list[str], environment: dict[str, str]) -> None:
    said = incentive("check", "missing.xlsx", *words, **environment).stderr
    assert "Non c'è alcun file missing.xlsx." in said
    assert "errore" in said


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "tlh_KX.UTF-8"])
def test_other_environments_are_english(locale: str) -> None:
    said = incentive("check", "missing.xlsx", INCENTIVE_LANG="", LC_ALL=locale).stderr
    assert "There is no file missing.xlsx." in said


def test_a_language_that_is_not_spoken_is_wrong_use() -> None:
    refused = incentive("check", BROKEN, "--lang", "tlh")
    assert refused.exit_code == Exit.USE
    assert "There is no language tlh here; it is one of en, it, de, fr, es or ru." in refused.stderr


def test_json_says_the_words_in_the_language_and_all_else_as_ever() -> None:
    english, italian = problems("check", BROKEN), problems("check", BROKEN, "--lang", "it")
    words = {"message", "hint"}

    def rest(found: list[dict[str, object]]) -> Iterator[dict[str, object]]:
        return ({key: value for key, value in problem.items() if key not in words} for problem in found)

    assert list(rest(english)) == list(rest(italian))
    assert not {problem["message"] for problem in english} & {problem["message"] for problem in italian}


def test_tallies_and_headings_are_in_the_language() -> None:
    said = incentive("check", BROKEN, "--lang", "it").stderr
    assert "4 persone, 4 ruoli, 5 KPI" in said
    assert "Non si può ancora eseguire." in said
    assert " problems" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_in_the_language(language: str) -> None:
    whole, one = (incentive(*words, INCENTIVE_LANG=language).stdout for words in (["--help"], ["check", "--help"]))
    assert all(name in whole for name in main.commands)
    assert "--annotate OUT" in one
    if language == "it":
        assert "Uso: incentive check [OPTIONS] FILE" in one
        assert "Elenca tutti i problemi di un file." in " ".join(whole.split())
        assert "[obbligatorio]" in incentive("run", "--help", "--lang", "it").stdout


@pytest.mark.parametrize("words", [["--help", "--lang", "ru"], ["--lang", "ru", "--help"], ["--lang=ru", "-h"]])
def test_the_language_of_the_first_help_is_that_of_the_option(words: list[str]) -> None:
    shown = incentive(*words)
    assert shown.exit_code == Exit.DONE
    assert shown.stdout.startswith("Использование: incentive [OPTIONS] COMMAND")
    assert "--lang CODE" in shown.stdout


def test_the_language_may_stand_before_the_command() -> None:
    assert "Non c'è alcun file missing.xlsx." in incentive("--lang", "it", "check", "missing.xlsx").stderr
    assert incentive("--lang", "tlh", "check", BROKEN).exit_code == Exit.USE


@pytest.mark.parametrize(
    "words", [["chek"], ["check"], ["check", "a.xlsx", "b.xlsx"], ["run", "a.xlsx"], ["check", "--n"]]
)
def test_what_the_library_for_command_lines_says_is_translated(words: list[str]) -> None:
    english, italian = (incentive(*words, INCENTIVE_LANG=language).stderr for language in ("en", "it"))
    assert english.splitlines()[0] != italian.splitlines()[0]
    assert not any(word in italian for word in ("No such", "Missing", "unexpected"))


def test_a_message_of_the_library_that_is_not_known_stays() -> None:
    assert click_said("Something else entirely.") == "Something else entirely."
    assert len(set(CLICK_ERRORS)) == len(CLICK_ERRORS)


def test_what_is_written_depends_on_the_plan_alone(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    assert incentive("new", plan, "--example", "kpi_matrix").exit_code == Exit.DONE
    written = []
    for language in ("en", "it"):
        folder = tmp_path / language
        done = incentive("run", plan, "--out", folder, "--no-statements", INCENTIVE_LANG=language)
        assert done.exit_code == Exit.DONE
        written.append({file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()})
    assert written[0] == written[1]


def test_an_annotated_copy_speaks_the_plan_s_language(tmp_path: Path) -> None:
    copies = []
    for language in ("en", "it"):
        copy = tmp_path / f"{language}.xlsx"
        incentive("check", BROKEN, "--annotate", copy, INCENTIVE_LANG=language)
        copies.append(copy.read_bytes())
    assert copies[0] == copies[1]


def test_an_explanation_is_in_the_language_of_the_one_who_asks(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    assert incentive("new", plan, "--example", "kpi_matrix").exit_code == Exit.DONE
    assert "Bonus statement" in incentive("explain", plan, "0012", INCENTIVE_LANG="en").stdout
    assert "Prospetto del bonus" in incentive("explain", plan, "0012", INCENTIVE_LANG="it").stdout
    assert "Prospetto del bonus" in incentive("explain", plan, "0012", "--lang", "it", INCENTIVE_LANG="en").stdout


def test_an_explanation_as_data_does_not_depend_on_who_asks() -> None:
    book = BROKEN.parent / "sales_quarter.xlsx"
    said = [incentive("explain", book, "00440", "--json", INCENTIVE_LANG=language).stdout for language in ("en", "it")]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("language", "said"), [("it", "persone riportate (11)"), ("ru", "сотрудников перенесено (11)")]
)
def test_what_the_next_cycle_carries_over_is_said_in_the_language(language: str, said: str, tmp_path: Path) -> None:
    book = BROKEN.parent / "sales_quarter.xlsx"
    done = incentive("new", tmp_path / "next.xlsx", "--next", book, "--targets", "+5%", "--lang", language)
    assert done.exit_code == Exit.DONE
    assert said in done.stderr + done.stdout
    assert not any(word in done.stderr + done.stdout for word in ("carried over", "becomes", "emptied", "left behind"))
