"""Protected workbooks open with their password, in memory alone; without it, or with another, the answer is words."""

import io
import json
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest
from click.testing import CliRunner, Result

from incentive.cli import main
from incentive.i18n.speech import Speech
from incentive.workbook import read_plan
from incentive.workbook.editing.annotate import annotate
from incentive.workbook.protected import unlocking
from tests.fuzz.sources import EXAMPLES
from tests.workbook.test_files import ole

WORD = "Groß und Klein 7"
OPEN = EXAMPLES / "kpi_matrix.xlsx"


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("protected") / "plan.xlsx"
    content = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(OPEN.read_bytes())).encrypt(WORD, content)
    path.write_bytes(content.getvalue())
    return path


def incentive(*words: str | Path, said: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=said)


def test_it_reads_as_the_open_one(protected: Path) -> None:
    with unlocking(WORD):
        plan, problems = read_plan(protected)
    assert (plan, problems) == read_plan(OPEN)
    assert plan is not None


def test_without_its_password_or_with_another_it_stays_closed(protected: Path) -> None:
    plan, problems = read_plan(protected)
    assert (plan, [problem.code for problem in problems]) == (None, ["WB003"])
    assert "--password" in problems[0].hint
    with unlocking("groß und klein 7"):
        plan, problems = read_plan(protected)
    assert (plan, [problem.code for problem in problems]) == (None, ["WB107"])


def test_the_password_is_good_for_one_command_alone(protected: Path) -> None:
    with unlocking(WORD):
        assert read_plan(protected)[0] is not None
    assert read_plan(protected)[0] is None


@pytest.mark.parametrize("streams", [("EncryptionInfo", "EncryptedPackage"), ("EncryptedPackage",)])
def test_a_damaged_container_is_damage(streams: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(ole(*streams))
    with unlocking(WORD):
        plan, problems = read_plan(tmp_path / "plan.xlsx")
    assert (plan, [problem.code for problem in problems]) == (None, ["WB005"])


def test_a_cut_container_is_damage(protected: Path, tmp_path: Path) -> None:
    content = protected.read_bytes()
    for size in (600, len(content) // 2, len(content) - 700):
        (tmp_path / "plan.xlsx").write_bytes(content[:size])
        with unlocking(WORD):
            plan, problems = read_plan(tmp_path / "plan.xlsx")
        assert plan is None
        assert {problem.code for problem in problems} <= {"WB002", "WB003", "WB005", "WB107"}


def test_no_open_copy_is_written_of_it(protected: Path, tmp_path: Path) -> None:
    with unlocking(WORD):
        _, problems = read_plan(protected)
        refused = annotate(protected, problems, tmp_path / "copy.xlsx", Speech())
    assert refused is not None
    assert refused.code == "WB009"
    assert not (tmp_path / "copy.xlsx").exists()
    found = incentive("check", protected, "--password", "--save-sources", tmp_path / "copy.xlsx", said=WORD)
    assert (found.exit_code, (tmp_path / "copy.xlsx").exists()) == (2, False)


def test_commands_ask_for_it_or_take_it_from_a_file(protected: Path, tmp_path: Path) -> None:
    (tmp_path / "word").write_text(f"\ufeff{WORD}\r\nanother line\n", encoding="utf-8")
    asked = incentive("check", protected, "--password", "--json", said=f"{WORD}\n")
    assert asked.exit_code == 0
    assert WORD not in asked.output
    taken = incentive("check", protected, "--password-file", tmp_path / "word", "--json")
    assert taken.exit_code == 0
    assert json.loads(taken.stdout) == json.loads(asked.stdout)
    explained = incentive("explain", protected, "001", "--password-file", tmp_path / "word", "--json")
    assert "WB003" not in explained.output
    run = incentive(
        "run", protected, "--password-file", tmp_path / "word", "--out", tmp_path / "run", "--no-statements"
    )
    assert run.exit_code == 0
    written = [path for path in (tmp_path / "run").rglob("*") if path.is_file()]
    assert written
    assert all(WORD.encode() not in path.read_bytes() for path in written)


def test_a_file_without_a_password_and_both_at_once_are_wrong_use(protected: Path, tmp_path: Path) -> None:
    for content in (b"", b"\n", b"\xff\xfe\n"):
        (tmp_path / "word").write_bytes(content)
        found = incentive("check", protected, "--password-file", tmp_path / "word", "--json")
        assert (found.exit_code, json.loads(found.stdout)["problems"][0]["code"]) == (2, "RN028")
    found = incentive("check", protected, "--password-file", tmp_path / "none", "--json")
    assert (found.exit_code, json.loads(found.stdout)["problems"][0]["code"]) == (2, "RN001")
    assert incentive("check", protected, "--password", "--password-file", tmp_path / "word").exit_code == 2
