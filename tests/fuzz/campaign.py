"""A campaign of the fuzzer: many cases over a few child processes, and what came of them.

In: a seed, how many cases, how many processes at a time. Out: the `Tally`. A process that dies, or takes too long over
one case, has that case counted as failed; another goes on behind it.
"""

import json
import queue
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SECONDS = 60
"""The most that a case may take of the processor."""
PATIENCE = 10 * SECONDS
"""After so long a process that says nothing is ended: on a busy machine it may hardly get to run."""
BATCH = 500


@dataclass(slots=True)
class Tally:
    """What came of the cases: how many, outcomes by word, failures in words, the longest and the largest."""

    cases: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    longest: tuple[float, int] = (0.0, -1)
    largest: tuple[int, int] = (0, -1)

    def add(self, ended: dict[str, Any]) -> None:
        """Count a case."""
        self.cases += 1
        self.outcomes[ended["outcome"]] += 1
        if ended["wrong"] is not None:
            self.failures.append(
                f"case {ended['number']} ({ended['source']}; {', '.join(ended['changes'])}): {ended['wrong']}"
            )
        self.longest = max(self.longest, (ended["seconds"], ended["number"]))
        self.largest = max(self.largest, (ended["peak"], ended["number"]))
        if ended["seconds"] > SECONDS:
            self.failures.append(f"case {ended['number']}: {ended['seconds']:.0f} s")

    def __str__(self) -> str:
        words = ", ".join(f"{outcome} {count:,}" for outcome, count in self.outcomes.most_common())
        return (
            f"{self.cases:,} files: {words}\n"
            f"longest {self.longest[0]:.1f} s (case {self.longest[1]}), "
            f"highest memory {self.largest[0] / 1e6:.0f} MB (case {self.largest[1]}), "
            f"{len(self.failures)} failures"
        )


def campaign(
    seed: int, first: int, cases: int, processes: int = 2, told: Callable[[Tally], None] | None = None
) -> Tally:
    """Try so many cases from the first on."""
    tally = Tally()
    lock = threading.Lock()

    def note(ended: dict[str, Any]) -> None:
        with lock:
            tally.add(ended)
            if told is not None:
                told(tally)

    size = min(BATCH, -(-cases // processes))
    with ThreadPoolExecutor(processes) as pool:
        starts = range(first, first + cases, size)
        for done in [pool.submit(_batch, seed, at, min(at + size, first + cases), note) for at in starts]:
            done.result()
    return tally


def _batch(seed: int, first: int, stop: int, note: Callable[[dict[str, Any]], None]) -> None:
    while first < stop:
        first = _some(seed, first, stop, note)


def _some(seed: int, first: int, stop: int, note: Callable[[dict[str, Any]], None]) -> int:
    """Try cases in one process until all are done or it ends; the number after the last that was tried."""
    command = [sys.executable, "-m", "tests.fuzz.worker", str(seed), str(first), str(stop)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        lines = _lines(process)
        begun: dict[str, Any] | None = None
        trouble: list[str] = []
        while True:
            try:
                line = lines.get(timeout=PATIENCE)
            except queue.Empty:
                process.kill()
                trouble.append(f"said nothing for {PATIENCE} s")
                break
            if line is None:
                break
            if not line.startswith("{"):
                trouble.append(line)
                continue
            said = json.loads(line)
            if said["state"] == "begins":
                begun = said
            else:
                begun = None
                note(said)
                first = said["number"] + 1
        process.wait()
    if begun is not None:
        why = " ".join(trouble[-12:]) or f"the process ended with {process.returncode}"
        note(begun | {"outcome": "died", "wrong": why, "seconds": 0.0, "peak": 0})
        return int(begun["number"]) + 1
    if first < stop:
        raise RuntimeError(f"the fuzzer's process ended by itself: {' '.join(trouble)}")
    return stop


def _lines(process: subprocess.Popen[str]) -> "queue.Queue[str | None]":
    """What a process says, line by line; None when it says no more."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in process.stdout or ():
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines
