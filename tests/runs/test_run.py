"""The folder of a run: what lies in it, what stays, what is replaced, what is refused."""

import hashlib
import json
import os
import signal
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

import pytest
from openpyxl import load_workbook

from incentive.engine.calculate import trace_of
from incentive.engine.tables import Calculation
from incentive.runs import render as rendering
from incentive.runs.check import calculated, check
from incentive.runs.exits import Exit, Stop
from incentive.runs.progress import silent
from incentive.runs.run import Options, run
from tests.runs.books import beside, contents, edit, example, find

WITHOUT = Options(statements=False)
ALL = {"results.jsonl", "inputs.jsonl", "payouts.csv", "summary.xlsx", "manifest.json"}
IDS = ["0012", "0047", "0031", "0058", "0039", "0063"]


def manifest(folder: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return content


def statements(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / "statements").glob("*.pdf"))


def refused(book: Path, out: Path, options: Options = WITHOUT) -> str:
    before = contents(out) if out.is_dir() else {}
    with pytest.raises(Stop) as stop:
        run(book, out, options)
    assert stop.value.code is Exit.USE
    assert (contents(out) if out.is_dir() else {}) == before
    assert beside(out) == set()
    return stop.value.problems[0].code


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return example(tmp_path / "plan.xlsx")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_a_run_is_a_folder_that_its_manifest_describes(book: Path, out: Path) -> None:
    outcome = run(book, out)
    assert (outcome.exit, outcome.folder, outcome.statements) == (Exit.DONE, out, 6)
    files = contents(out)
    assert set(files) == ALL | {f"statements/{id}.pdf" for id in IDS}
    described = manifest(out)
    assert described["run"] == outcome.run
    assert described["files"] == {
        path: hashlib.sha256(content).hexdigest() for path, content in files.items() if path != "manifest.json"
    }
    assert described["inputs"] == [{"name": "plan.xlsx", "sha256": hashlib.sha256(book.read_bytes()).hexdigest()}]
    assert beside(out) == set()
    assert [json.loads(line)["employee"] for line in files["results.jsonl"].splitlines()] == IDS


def test_the_same_workbook_gives_the_same_bytes_wherever_it_lies(book: Path, tmp_path: Path) -> None:
    run(book, tmp_path / "one")
    (tmp_path / "other folder").mkdir()
    moved = book.rename(tmp_path / "other folder" / "plan.xlsx")
    run(moved, tmp_path / "two", Options(workers=2))
    run(moved, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_later_run_replaces_the_earlier_one_and_remembers_it(book: Path, out: Path) -> None:
    first = run(book, out)
    before = manifest(out)
    edit(book, ("Actuals production", "0012", "OUTPUT", 4.1))
    second = run(book, out, WITHOUT)
    assert second.run != first.run
    assert set(contents(out)) == ALL | {"history.jsonl"}
    (line,) = (out / "history.jsonl").read_text().splitlines()
    remembered = json.loads(line)
    files = before["files"]
    assert isinstance(files, dict)
    assert remembered["run"] == first.run
    assert remembered["statements"] == {f"statements/{id}.pdf": files[f"statements/{id}.pdf"] for id in IDS}
    run(book, out, WITHOUT)
    assert (out / "history.jsonl").read_text().splitlines() == [line]
    edit(book, ("Actuals production", "0012", "OUTPUT", 4.2))
    run(book, out, WITHOUT)
    assert [json.loads(one)["run"] for one in (out / "history.jsonl").read_text().splitlines()] == [
        first.run,
        second.run,
    ]


def test_only_writes_all_results_and_the_named_statements(book: Path, out: Path, tmp_path: Path) -> None:
    run(book, out, Options(only=("0031",)))
    assert statements(out) == ["0031"]
    assert manifest(out)["options"] == {"only": ["0031"]}
    assert (out / "results.jsonl").read_text().count("\n") == 6
    run(book, out, Options(only=("0063", "0031")))
    assert statements(out) == ["0031", "0063"]
    run(book, out, Options(only=tuple(IDS)))
    run(book, tmp_path / "whole")
    assert contents(out) == contents(tmp_path / "whole")


def test_only_keeps_the_statements_of_the_same_run_and_mends_damaged_ones(book: Path, out: Path) -> None:
    run(book, out)
    whole = contents(out)
    kept = (out / "statements" / "0047.pdf").stat().st_ino
    (out / "statements" / "0012.pdf").write_bytes(b"scratched")
    (out / "statements" / "0058.pdf").unlink()
    assert refused(book, out, Options(only=("0031",))) == "RN018"
    run(book, out, Options(only=("0031",), force=True))
    assert contents(out) == whole
    assert (out / "statements" / "0047.pdf").stat().st_ino == kept


def test_only_into_another_run_is_refused(book: Path, out: Path) -> None:
    run(book, out, WITHOUT)
    edit(book, ("Actuals production", "0012", "OUTPUT", 4.1))
    assert refused(book, out, Options(only=("0031",))) == "RN013"


def test_an_unknown_id_is_wrong_use_and_names_the_nearest(book: Path, out: Path) -> None:
    with pytest.raises(Stop) as stop:
        run(book, out, Options(only=("31",)))
    assert stop.value.code is Exit.USE
    assert "0031" in stop.value.problems[0].hint
    assert not out.exists()
    assert refused(book, out, Options(only=("Bethan Price",))) == "RN014"


def test_another_plan_or_period_is_refused(book: Path, out: Path) -> None:
    run(book, out, WITHOUT)
    edit(book, ("Plan", "Plan name", "Value", "Another bonus"))
    assert refused(book, out) == "RN011"
    edit(book, ("Plan", "Plan name", "Value", "Monthly bonus"), ("Plan", "Period", "Value", "2026-05"))
    assert refused(book, out) == "RN012"


def test_a_folder_that_is_not_a_run_is_refused(book: Path, out: Path) -> None:
    out.mkdir()
    (out / "photo.jpg").write_bytes(b"kept")
    assert refused(book, out) == "RN010"
    assert refused(book, book) == "RN010"


def test_an_empty_folder_and_folders_above_it_are_made_use_of(book: Path, out: Path, tmp_path: Path) -> None:
    out.mkdir()
    assert run(book, out, WITHOUT).exit is Exit.DONE
    assert run(book, tmp_path / "a" / "b" / "out", WITHOUT).exit is Exit.DONE


def test_a_workbook_with_an_error_writes_nothing(book: Path, tmp_path: Path) -> None:
    edit(book, ("Actuals production", "0012", "OUTPUT", "a lot"))
    with pytest.raises(Stop) as stop:
        run(book, tmp_path / "deep" / "out")
    assert stop.value.code is Exit.FILE
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]


def breaks_for(monkeypatch: pytest.MonkeyPatch, employee: str, reason: BaseException) -> None:
    def breaking(calculation: Calculation, number: int) -> object:
        if calculation.plan.employees[number].id == employee:
            raise reason
        return trace_of(calculation, number)

    monkeypatch.setattr(rendering, "trace_of", breaking)


@pytest.mark.parametrize("workers", [1, 2])
def test_one_statement_that_fails_does_not_stop_the_rest(
    book: Path, out: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    breaks_for(monkeypatch, "0031", ValueError("no such glyph"))
    outcome = run(book, out, Options(workers=workers))
    assert (outcome.exit, outcome.folder) == (Exit.IN_PART, out)
    assert "0031" not in statements(out)
    assert len(statements(out)) == 5
    assert manifest(out)["without_statement"] == [
        {"employee": "0031", "reason": "could not be made: ValueError: no such glyph"}
    ]
    assert [problem.code for problem in outcome.problems if problem.code.startswith("RN")] == ["RN030"]


def test_what_a_dead_worker_left_is_rendered_all_the_same(
    book: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(book, tmp_path / "whole")
    parent = os.getpid()

    def deadly(calculation: Calculation, number: int) -> object:
        if number == 3 and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace_of(calculation, number)

    monkeypatch.setattr(rendering, "trace_of", deadly)
    assert run(book, out, Options(workers=2)).exit is Exit.DONE
    assert contents(out) == contents(tmp_path / "whole")


def test_a_job_that_travels_renders_the_same_statement(book: Path, tmp_path: Path) -> None:
    plan, calculation = calculated(check(book))
    files = {0: tmp_path / "0.pdf"}
    here = rendering.render(rendering.Job(calculation, "0" * 8, files), silent)
    arrived = ForkingPickler.loads(ForkingPickler.dumps(rendering.Job(calculation, "0" * 8, files)))
    assert arrived.calculation is not calculation
    assert arrived.calculation.plan == plan
    assert rendering.render(arrived, silent) == here


def test_a_run_in_part_never_replaces_a_run(book: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(book, out)
    before = contents(out)
    with monkeypatch.context() as patch:
        breaks_for(patch, "0031", ValueError("no such glyph"))
        outcome = run(book, out)
    assert (outcome.exit, outcome.folder) == (Exit.IN_PART, out.with_name("out.partial"))
    assert contents(out) == before
    assert len(statements(outcome.folder)) == 5
    assert {problem.code for problem in outcome.problems} >= {"RN030", "RN031"}
    assert run(book, out).exit is Exit.DONE
    assert contents(out) == before
    assert beside(out) == set()


def test_a_person_who_wants_no_statement_gets_none(tmp_path: Path, out: Path) -> None:
    book = example(tmp_path / "plan.xlsx")
    workbook = load_workbook(book)
    sheet = workbook["Employees"]
    cells = {id: find(sheet, id, "Email") for id in IDS}
    for id, cell in cells.items():
        cell.value = "no" if id == "0031" else "yes"
    sheet.cell(cells[IDS[0]].row - 1, cells[IDS[0]].column).value = "Statement"
    workbook.save(book)
    outcome = run(book, out)
    assert (outcome.exit, outcome.statements) == (Exit.DONE, 5)
    assert manifest(out)["without_statement"] == [{"employee": "0031", "reason": "the column Statement says no"}]
    named = run(book, out, Options(only=("0031",)))
    assert "RN032" in {problem.code for problem in named.problems}
    assert len(statements(out)) == 5
