"""Rendering the statements: each person's PDF into the folder that is being prepared, whatever becomes of the others.

In come the calculation, the numbers of the people and where their files go; out go the hash of each file, or why it
could not be made. A task is idempotent: done twice, it writes the same bytes under the same name.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from incentive.engine.calculate import calculate, trace_of
from incentive.engine.tables import Calculation
from incentive.numbers import exact_arithmetic
from incentive.plan import Plan
from incentive.reports.overruled import Changes
from incentive.reports.statement import statement_pdf
from incentive.runs.executors import Inline, executor, workers_for
from incentive.runs.files import write_whole
from incentive.runs.progress import Progress


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker needs: the calculation, the run's id, and the file of each person by number.

    A calculation cannot travel to another process, its plan can: where it must, it is calculated anew there.
    """

    calculation: Calculation
    run: str
    files: Mapping[int, Path]

    def __reduce__(self) -> tuple[object, ...]:
        return _arrived, (self.calculation.plan, self.run, dict(self.files))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A person's statement: its hash, or why there is none; `boxes` are letters in it that no font has."""

    number: int
    sha256: str = ""
    failure: str = ""
    boxes: str = ""


def _arrived(plan: Plan, run: str, files: Mapping[int, Path]) -> Job:
    return Job(calculate(plan), run, files)


_JOBS: list[tuple[Job, Changes]] = []
"""The one job of this process, and what its overrides changed: a worker renders for one run, then ends."""


def render(job: Job, progress: Progress, workers: int | None = None) -> dict[int, Rendered]:
    """Render every statement of the job; OSError or MemoryError where the machine fails, not a person's statement."""
    numbers = list(job.files)
    done: dict[int, Rendered] = {}
    count = workers_for(len(numbers), workers)
    try:
        _spread(executor(count, _receive, job), numbers, done, progress)
    except BrokenProcessPool:
        # A worker was ended from outside, most often for its memory: the rest is tried once more, one at a time.
        rest = [number for number in numbers if number not in done]
        _spread(executor(1, _receive, job), rest, done, progress)
    finally:
        _JOBS.clear()
    return {number: done[number] for number in numbers}


def _spread(pool: Executor, numbers: Sequence[int], done: dict[int, Rendered], progress: Progress) -> None:
    total = len(done) + len(numbers)
    progress("Statements", len(done), total)
    try:
        waiting = (pool.submit(render_one, number) for number in numbers)
        # In one process each task is done as it is submitted; on several, all are submitted first.
        futures = waiting if isinstance(pool, Inline) else as_completed(list(waiting))
        for future in futures:
            rendered = future.result()
            done[rendered.number] = rendered
            progress("Statements", len(done), total)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _receive(job: Job) -> None:
    _JOBS[:] = [(job, Changes(job.calculation))]


def render_one(number: int) -> Rendered:
    """Render one person's statement; a failure of the rendering is a value, a failure of the disk is raised."""
    job, changes = _JOBS[0]
    try:
        with exact_arithmetic():
            trace = changes.told(trace_of(job.calculation, number), number)
            printed = statement_pdf(trace, job.calculation.plan, job.run)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as reason:
        # Renderers raise what they like, some past Exception; one person's statement must not stop the others'.
        return Rendered(number, failure=f"{type(reason).__name__}: {reason}".strip().rstrip(":"))
    return Rendered(number, write_whole(job.files[number], printed.pdf).sha256, boxes=printed.boxes)
