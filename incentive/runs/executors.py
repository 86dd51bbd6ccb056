"""Where statements are rendered: in this process, or on a pool of processes. One seam, `concurrent.futures.Executor`.

In come the number of pieces and what every worker needs, out goes an executor. A task is named by its number alone, so
that little travels; it may be done twice, since a worker can die. No statement is known here.
"""

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

FEW = 24
"""Up to so many pieces, starting processes costs more than they save."""

P = ParamSpec("P")
T = TypeVar("T")


class Inline(Executor):
    """Does each task at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The finished future of a task; what the task raises lies in it, but for an interruption."""
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as reason:
            future.set_exception(reason)
        return future


def workers_for(pieces: int, wanted: int | None = None) -> int:
    """How many processes to use: as many as there are cores for this program, one for few pieces."""
    if wanted is not None:
        return max(1, min(wanted, pieces))
    if pieces <= FEW:
        return 1
    # A container may lend this program fewer cores than the machine has.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, pieces)


def executor(workers: int, prepare: Callable[[T], None], job: T) -> Executor:
    """An executor of so many workers, each of which has called `prepare(job)` before its first task."""
    if workers == 1:
        prepare(job)
        return Inline()
    # A forked worker has the job and the loaded packages at once. Elsewhere fork is missing or unsafe: the job travels.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    return ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(os.getpid(), prepare, job))


def _begin(parent: int, prepare: Callable[[T], None], job: T) -> None:
    # The parent answers an interruption from the keyboard for all.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    prepare(job)
    # What is there now stays to the end: without this, each collection of garbage walks through the whole plan.
    gc.freeze()


def _end_with(parent: int) -> None:
    """End this worker soon after its parent is gone: nobody reads what it makes, and it holds the folder's lock."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
