"""How fast the engine calculates, as a ratio to a hand-written loop in the same run, and how much memory it takes.

By hand: `python -m tests.bench.calculate`. Both start at resolved rows, that is to the right of the frontier; each is
timed in turns, in seconds of this process alone, and the median counts. Memory is what the process grows by, at its
peak, above the plan and above the resolved rows, in a process of its own. Columns of the tables that only repeat
resolved rows are made as they are read; `read` is the time of reading every column of every table once.
"""

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar

from incentive.engine.calculate import calculation_of, compute, uninterrupted
from incentive.engine.preparation.prepared import Prepared
from incentive.engine.preparation.resolve import prepare
from incentive.engine.sentences import score_sentences
from incentive.engine.tables import Calculation
from incentive.numbers import exact_arithmetic
from incentive.plan import Plan
from tests.bench.loop import Row, pay
from tests.bench.rows import CAP, KPIS, PERCENT, POINTS, WEIGHTS, actual_of, large_plan, salary_of, target_of

T = TypeVar("T")
TURNS = 5


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds of the engine right of the frontier, of the loop, of the whole engine, of reading all its tables.

    `same`: engine and loop pay the same.
    """

    people: int
    engine: float
    loop: float
    whole: float
    read: float
    same: bool

    @property
    def ratio(self) -> float:
        """How many times the loop's time the engine takes."""
        return self.engine / self.loop


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes a person that a calculation takes at its peak: above its plan, and above its resolved rows."""

    above_plan: float
    above_rows: float


def resolved(people: int) -> list[tuple[Decimal, list[Row]]]:
    """What the loop starts from: target bonus, and actual, target, weight of each KPI."""
    with exact_arithmetic():
        return [
            (
                salary_of(number) * 3 / 12 * PERCENT,
                [(actual_of(number, kpi), target_of(kpi), Decimal(WEIGHTS[kpi])) for kpi in range(KPIS)],
            )
            for number in range(people)
        ]


@uninterrupted()
def resolve(plan: Plan) -> Prepared:
    """Left of the frontier."""
    with exact_arithmetic():
        return prepare(plan)


def right_of_the_frontier(prepared: Prepared) -> tuple[Calculation, list[str]]:
    """All columns, the four tables and one line of text a KPI, from resolved rows."""
    with exact_arithmetic():
        engine = compute(prepared)
        return calculation_of(engine), score_sentences(engine)


def read_all(calculation: Calculation) -> int:
    """Every value of the four tables, asked for once; how many there are."""
    tables = (calculation.deals, calculation.scores, calculation.assignments, calculation.payouts)
    return sum(len(list(values)) for table in tables for values in table.values.values())


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of this process and result of a piece of work, begun with the garbage of earlier ones gone."""
    gc.collect()
    begun = time.process_time()
    result = work()
    return time.process_time() - begun, result


def speed(people: int, turns: int = TURNS) -> Speed:
    """Engine and loop on the same people, in turns."""
    plan = large_plan(people)
    rows = resolved(people)
    points = [(Decimal(x), Decimal(pays)) for x, pays in POINTS]
    engine, loop, whole, read = [], [], [], []
    same = True
    for _ in range(turns):
        before, prepared = timed(partial(resolve, plan))
        seconds, (calculation, lines) = timed(partial(right_of_the_frontier, prepared))
        engine.append(seconds)
        whole.append(before + seconds)
        read.append(timed(partial(read_all, calculation))[0])
        seconds, paid = timed(partial(pay, rows, points, CAP))
        loop.append(seconds)
        same = same and list(calculation.payouts.values["Payout"]) == paid[0] and len(lines) == people * KPIS
        # What a turn made would otherwise stand beside what the next one makes.
        del prepared, calculation, lines, paid
    engine_, loop_, whole_, read_ = (statistics.median(times) for times in (engine, loop, whole, read))
    return Speed(people, engine_, loop_, whole_, read_, same)


def memory(people: int) -> Memory:
    """What a calculation of so many people takes."""
    script = f"from tests.bench.calculate import grown; print(*grown({people}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    above_plan, above_rows = (int(part) / people for part in done.stdout.split())
    return Memory(above_plan, above_rows)


def grown(people: int) -> tuple[int, int]:
    """Bytes by which this process grows, at its peak, while it calculates: above the plan, above the resolved rows."""
    plan = large_plan(people)
    gc.collect()
    # From now on the peak is counted anew.
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = _peak()
    prepared = resolve(plan)
    between = _peak()
    with exact_arithmetic():
        calculation = calculation_of(compute(prepared))
    after = _peak()
    return (after - before, after - between) if calculation.payouts.count == people else (-1, -1)


def _peak() -> int:
    """The most memory that this process has held, as Linux counts it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def main() -> None:
    """Measure and say."""
    few, many = speed(10_000), speed(100_000)
    for one in (few, many):
        sys.stdout.write(
            f"{one.people:>7,} people x {KPIS} KPIs: engine {one.engine:.2f} s, loop {one.loop:.2f} s, "
            f"ratio {one.ratio:.2f}; with preparation {one.whole:.2f} s; reading all tables {one.read:.2f} s; "
            f"same payouts: {one.same}\n"
        )
    sys.stdout.write(
        f"10 times the people take {many.engine / few.engine:.1f} times the time, with preparation "
        f"{many.whole / few.whole:.1f} times; the loop takes {many.loop / few.loop:.1f} times\n"
    )
    taken = memory(100_000)
    sys.stdout.write(
        f"memory: {taken.above_plan / 1024:.1f} KB a person above the plan, "
        f"{taken.above_rows / 1024:.1f} KB above the resolved rows\n"
    )


if __name__ == "__main__":
    main()
