"""The seam for rendering: the same results in one process and on several."""

import os
from collections.abc import Callable
from concurrent.futures import Executor

import pytest

from incentive.runs.executors import FEW, Inline, executor, workers_for

PREPARED: list[int] = []


def prepare(job: int) -> None:
    PREPARED[:] = [job]


def times(number: int) -> tuple[int, int]:
    return PREPARED[0] * number, os.getpid()


def test_few_pieces_stay_in_this_process() -> None:
    assert workers_for(FEW) == 1
    assert workers_for(10_000, wanted=3) == 3
    assert workers_for(2, wanted=8) == 2
    assert workers_for(10_000) >= 1


@pytest.mark.parametrize("workers", [1, 2])
def test_tasks_see_the_job(workers: int) -> None:
    with executor(workers, prepare, 7) as pool:
        results = list(pool.map(times, range(5)))
    assert [value for value, _ in results] == [0, 7, 14, 21, 28]
    assert (os.getpid() in {process for _, process in results}) == (workers == 1)


@pytest.mark.parametrize("make", [Inline, lambda: executor(2, prepare, 1)])
def test_what_a_task_raises_lies_in_its_future(make: Callable[[], Executor]) -> None:
    with make() as pool:
        future = pool.submit(int, "x")
        assert isinstance(future.exception(), ValueError)
