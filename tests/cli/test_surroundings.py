"""The program among things that are not its own: streams that take nothing, files in its way, pipes, its own folder."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from incentive.runs.exits import Exit


def shell(command: str, where: Path) -> subprocess.CompletedProcess[str]:
    """A command line in which `incentive` is this program."""
    line = command.replace("incentive", f"{shlex.quote(sys.executable)} -m incentive")
    surroundings = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(
        ["bash", "-c", line], cwd=where, env=surroundings, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("command", "closed"),
    [
        ("check P.xlsx --json", ">&-"),
        ("check none.xlsx --json", ">&-"),
        ("explain P.xlsx 0012", ">&-"),
        ("explain P.xlsx 0012", "<&- >&-"),
        ("explain P.xlsx 0012", ">/dev/full"),
        ("run P.xlsx --out r --no-statements --json", ">/dev/full"),
        ("--help", ">/dev/full"),
        ("--version", ">&-"),
    ],
)
def test_an_answer_that_cannot_be_written_is_the_machine_s_failure(command: str, closed: str, tmp_path: Path) -> None:
    assert shell("incentive new P.xlsx --example kpi_matrix", tmp_path).returncode == 0
    done = shell(f"incentive {command} {closed}", tmp_path)
    assert done.returncode == Exit.MACHINE
    assert "could not be written to stdout: " in done.stderr
    assert done.stderr.rstrip().endswith("RN058")
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert (tmp_path / "r" / "manifest.json").is_file() == command.startswith("run")


@pytest.mark.parametrize("closed", ["| true", "2>/dev/full >/dev/full", "2>&- >/dev/full", "2>/dev/full >&-"])
def test_where_nothing_can_be_said_at_all_the_code_says_it(closed: str, tmp_path: Path) -> None:
    assert shell("incentive new P.xlsx --example kpi_matrix", tmp_path).returncode == 0
    done = shell(f"set -o pipefail; incentive explain P.xlsx 0012 {closed}", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (Exit.MACHINE, "", "")


@pytest.mark.parametrize("closed", [">&-", ">/dev/full"])
def test_a_command_that_answers_nothing_misses_no_stdout(closed: str, tmp_path: Path) -> None:
    assert shell(f"incentive new P.xlsx --example kpi_matrix {closed}", tmp_path).returncode == Exit.DONE
    assert shell(f"incentive check P.xlsx {closed}", tmp_path).returncode == Exit.DONE


def test_a_name_that_is_no_text_is_spelled_out(tmp_path: Path) -> None:
    assert shell("incentive new $'caf\\xe9.xlsx' --example kpi_matrix", tmp_path).returncode == Exit.DONE
    missing = shell("incentive check $'th\\xe9.xlsx'", tmp_path)
    assert missing.returncode == Exit.USE
    assert "There is no file th\\udce9.xlsx." in missing.stderr
    checked = shell("incentive check $'caf\\xe9.xlsx'", tmp_path)
    assert checked.returncode == Exit.DONE
    assert checked.stderr.startswith("caf\\udce9.xlsx  Monthly bonus")
    done = shell("incentive run $'caf\\xe9.xlsx' --out $'\\xe9' --only 0012 --json", tmp_path)
    assert done.returncode == Exit.DONE, done.stdout + done.stderr
    folder = Path(json.loads(done.stdout)["folder"])
    assert os.fsencode(folder.name) == b"\xe9"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["inputs"][0]["name"] == "caf\\xe9.xlsx"
    assert (folder / "statements" / "0012.pdf").is_file()
    unknown = shell("incentive explain $'caf\\xe9.xlsx' $'\\xe9' --json", tmp_path)
    assert unknown.returncode == Exit.USE
    assert json.loads(unknown.stdout)["problems"][0]["code"] == "RN014"


def test_a_file_in_the_lock_s_place_is_left_alone(tmp_path: Path) -> None:
    shell("incentive new P.xlsx --example kpi_matrix", tmp_path)
    (tmp_path / "victim").write_text("precious")
    (tmp_path / "a.lock").write_text("precious")
    (tmp_path / "b.lock").symlink_to("victim")
    for name in "ab":
        assert shell(f"incentive run P.xlsx --out {name} --no-statements", tmp_path).returncode == Exit.USE
        assert (tmp_path / f"{name}.lock").read_text() == "precious"
    assert not (tmp_path / "a").exists()


def test_a_new_workbook_goes_through_no_name_of_the_user_s(tmp_path: Path) -> None:
    (tmp_path / "P.xlsx.tmp").write_text("precious")
    assert shell("incentive new P.xlsx", tmp_path).returncode == 0
    assert (tmp_path / "P.xlsx.tmp").read_text() == "precious"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["P.xlsx", "P.xlsx.tmp"]


def test_a_pipe_is_no_workbook_and_the_working_folder_no_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "f.xlsx")
    assert shell("incentive run f.xlsx --out x", tmp_path).returncode == Exit.USE
    (tmp_path / "in").mkdir()
    shell("incentive new P.xlsx --example kpi_matrix", tmp_path)
    assert shell("incentive run ../P.xlsx --out . --no-statements", tmp_path / "in").returncode == Exit.USE
    assert list((tmp_path / "in").iterdir()) == []


def test_a_link_to_nowhere_is_something_that_exists(tmp_path: Path) -> None:
    (tmp_path / "P.xlsx").symlink_to("nowhere")
    assert shell("incentive new P.xlsx", tmp_path).returncode == Exit.USE
    assert (tmp_path / "P.xlsx").is_symlink()
    assert not (tmp_path / "nowhere").exists()
