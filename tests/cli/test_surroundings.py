"""The program among things that are not its own: streams that take nothing, files in its way, pipes, its own folder."""

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
    "command", ["check P.xlsx --json", "explain P.xlsx 0012", "run P.xlsx --out r --no-statements --json"]
)
@pytest.mark.parametrize("closed", [">&-", ">/dev/full"])
def test_where_nothing_can_be_said_the_end_is_the_machine_s(command: str, closed: str, tmp_path: Path) -> None:
    assert shell("incentive new P.xlsx --example kpi_matrix", tmp_path).returncode == 0
    done = shell(f"incentive {command} {closed}", tmp_path)
    assert done.returncode == Exit.MACHINE
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


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
    shell("incentive new P.xlsx", tmp_path)
    assert shell("incentive run ../P.xlsx --out . --no-statements", tmp_path / "in").returncode == Exit.USE
    assert list((tmp_path / "in").iterdir()) == []


def test_a_link_to_nowhere_is_something_that_exists(tmp_path: Path) -> None:
    (tmp_path / "P.xlsx").symlink_to("nowhere")
    assert shell("incentive new P.xlsx", tmp_path).returncode == Exit.USE
    assert (tmp_path / "P.xlsx").is_symlink()
    assert not (tmp_path / "nowhere").exists()
