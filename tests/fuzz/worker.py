"""One process of the fuzzer: spoils workbooks, checks and annotates each, and says of each how it ended.

In, as arguments: a seed, the first number and the number after the last. Out, on stdout: a line of JSON before each
case and one after it, so that whoever started the process knows which case it died of. Memory is limited by the system.
"""

import contextlib
import io
import json
import os
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

from incentive.cli import main
from incentive.workbook.cells import is_known, open_book
from incentive.workbook.schema import CHECK_SHEET
from tests.fuzz.cases import Case, case_of
from tests.fuzz.sources import plans, strangers

MEMORY = 1_000_000_000
_STATUS = Path("/proc/self/status")
_RESET_PEAK = Path("/proc/self/clear_refs")


class Wrong(Exception):
    """A case ended in a way in which none may end; the message says how."""


def run(seed: int, first: int, stop: int) -> None:
    """Try the cases of a range of numbers."""
    os.environ["INCENTIVE_DEBUG"] = "1"
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    ours, others = plans(), strangers()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, stop):
            case = case_of(seed, number, ours, others)
            said: dict[str, object] = {"number": number, "source": case.source, "changes": case.changes}
            _say(said | {"state": "begins"})
            _reset_peak()
            start = time.process_time()
            try:
                outcome = _tried(case, Path(folder))
                wrong = None
            except Wrong as reason:
                outcome, wrong = "wrong", str(reason)
            seconds = time.process_time() - start
            _say(said | {"state": "ended", "outcome": outcome, "wrong": wrong, "seconds": seconds, "peak": _peak()})


def _say(words: dict[str, object]) -> None:
    sys.stdout.write(f"{json.dumps(words)}\n")
    sys.stdout.flush()


def _tried(case: Case, folder: Path) -> str:
    """Check and annotate one workbook; in a word, how it ended."""
    given, apart = folder / "given", folder / "apart"
    for each in (given, apart):
        each.mkdir(exist_ok=True)
        for left in each.iterdir():
            left.unlink()
    path, out = given / "plan.xlsx", apart / "copy.xlsx"
    path.write_bytes(case.content)
    os.chdir(apart)
    code, said, heard = _command("check", str(path), "--json")
    if list(apart.iterdir()):
        raise Wrong("check wrote a file")
    outcome = _outcome(code, said, heard)
    again = _command("check", str(path), "--json", "--annotate", str(out))
    after = _outcome(*again)
    if '"WB009"' in again[1]:
        outcome = f"{outcome}, but no copy"
    elif after != outcome:
        raise Wrong(f"annotating ends otherwise: {outcome}, then {after}")
    if list(given.iterdir()) != [path] or path.read_bytes() != case.content or not {*apart.iterdir()} <= {out}:
        raise Wrong("the workbook was changed, or more was written than the copy")
    _same_both_ways(path)
    annotated = json.loads(again[1]).get("annotated")
    if (annotated is not None) is not out.exists():
        raise Wrong("the copy is said to be what it is not")
    if annotated is not None:
        _same_cells(path, out)
    return outcome


def _command(*words: str) -> tuple[int, str, str]:
    """Run a command in this process: its exit code, what it wrote to stdout and to stderr."""
    said, heard = io.StringIO(), io.StringIO()
    code: object = None
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(heard):
        try:
            main(list(words))
        except SystemExit as ended:
            code = ended.code
        except BaseException as reason:
            raise Wrong(f"an exception reached the outside: {reason!r}") from reason
    return code if isinstance(code, int) else -1, said.getvalue(), heard.getvalue()


def _outcome(code: int, said: str, heard: str) -> str:
    """What an answer amounts to: `sound`, `errors`, or the one code for which the file is refused."""
    if code not in (0, 1):
        raise Wrong(f"exit code {code}: {_where(heard) or said[:600]}")
    problems = json.loads(said)["problems"]
    for problem in problems:
        words = f"{problem['message']}{problem['hint']}"
        if not words.strip() or "\n" in words or "Traceback" in words:
            raise Wrong(f"{problem['code']} is not in words: {words[:300]!r}")
    codes = [problem["code"] for problem in problems if problem["severity"] == "error"]
    if bool(codes) is not (code == 1):
        raise Wrong(f"exit code {code} with the errors {codes}")
    return (codes[0] if len(problems) == 1 and codes else "errors") if codes else "sound"


def _where(heard: str) -> str:
    """Where a traceback ends, in a line."""
    frames = re.findall(r'incentive/(\S+)", line (\d+)', heard)[-4:]
    reason = re.findall(r"^\S*(?:Error|Exception|Stop)\b.*", heard, re.M)[-1:]
    return " > ".join([*(f"{file}:{line}" for file, line in frames), *reason])


def _any_sheet(title: str) -> bool:
    return title != CHECK_SHEET


def _same_both_ways(path: Path) -> None:
    """Read quickly or not, the workbook is the same."""
    quick, slow = (open_book(path, _any_sheet, quickly)[0] for quickly in (True, False))
    if quick != slow:
        raise Wrong("read quickly it has other cells")


def _same_cells(path: Path, out: Path) -> None:
    """The copy holds the same sheets and cells, but for the list of problems."""
    books = []
    # A sheet that the plan does not know may be damaged: then only the others count.
    wanted = _any_sheet if open_book(path, _any_sheet)[0] is not None else is_known
    for each in (path, out):
        book, problems = open_book(each, wanted)
        if book is None:
            raise Wrong(f"{each.name} does not open: {problems[0].message}")
        books.append([sheet for sheet in book.sheets if sheet.title != CHECK_SHEET])
    if books[0] != books[1]:
        raise Wrong("the copy's cells are others than the workbook's")


def _reset_peak() -> None:
    with contextlib.suppress(OSError):
        _RESET_PEAK.write_text("5")


def _peak() -> int:
    """The most memory that this process held since the last reset, in bytes."""
    for line in _STATUS.read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    run(*(int(word) for word in sys.argv[1:4]))
