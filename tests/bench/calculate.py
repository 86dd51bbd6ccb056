"""How fast the engine calculates, as a ratio to a hand-written loop in the same run, and how much memory it takes.

By hand: `python -m tests.bench.calculate`. Both start at resolved rows, that is to the right of the frontier; each is
timed in turns and its best time counts. Memory is what the process grows by above the plan, in a process of its own.
"""

import gc
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar

from incentive.engine.calculate import calculate, calculation_of, compute
from incentive.engine.preparation.prepared import Prepared
from incentive.engine.preparation.resolve import prepare
from incentive.engine.sentences import score_sentences
from incentive.engine.tables import Calculation
from incentive.numbers import exact_arithmetic
from incentive.plan import Plan
from tests.bench.loop import Row, pay
from tests.bench.rows import CAP, KPIS, PERCENT, POINTS, WEIGHTS, actual_of, large_plan, salary_of, target_of

T = TypeVar("T")
TURNS = 3


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds of the engine right of the frontier, of the loop, of the whole engine; whether the payouts agree."""

    people: int
    engine: float
    loop: float
    whole: float
    same: bool

    @property
    def ratio(self) -> float:
        """How many times the loop's time the engine takes."""
        return self.engine / self.loop


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


def resolve(plan: Plan) -> Prepared:
    """Left of the frontier."""
    with exact_arithmetic():
        return prepare(plan)


def right_of_the_frontier(prepared: Prepared) -> tuple[Calculation, list[str]]:
    """All columns, the four tables and one line of text a KPI, from resolved rows."""
    with exact_arithmetic():
        engine = compute(prepared)
        return calculation_of(engine), score_sentences(engine)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds and result of a piece of work, begun with the garbage of earlier ones gone."""
    gc.collect()
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def speed(people: int, turns: int = TURNS) -> Speed:
    """Engine and loop on the same people, in turns."""
    plan = large_plan(people)
    rows = resolved(people)
    points = [(Decimal(x), Decimal(pays)) for x, pays in POINTS]
    engine, loop, whole = [], [], []
    same = True
    for _ in range(turns):
        before, prepared = timed(partial(resolve, plan))
        seconds, (calculation, lines) = timed(partial(right_of_the_frontier, prepared))
        engine.append(seconds)
        whole.append(before + seconds)
        seconds, paid = timed(partial(pay, rows, points, CAP))
        loop.append(seconds)
        same = same and list(calculation.payouts.values["Payout"]) == paid[0] and len(lines) == people * KPIS
    return Speed(people, min(engine), min(loop), min(whole), same)


def memory(people: int) -> float:
    """Bytes a person that a calculation takes above its plan, at its peak."""
    script = f"from tests.bench.calculate import grown; print(grown({people}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return float(done.stdout) / people


def grown(people: int) -> int:
    """Bytes by which this process grows, at its peak, while it calculates."""
    plan = large_plan(people)
    gc.collect()
    # From now on the peak is counted anew.
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = _peak()
    calculation = calculate(plan)
    return (_peak() - before) if calculation.payouts.count == people else -1


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
            f"ratio {one.ratio:.2f}; with preparation {one.whole:.2f} s; same payouts: {one.same}\n"
        )
    sys.stdout.write(f"10 times the people take {many.whole / few.whole:.1f} times the time\n")
    sys.stdout.write(f"memory above the plan: {memory(100_000) / 1024:.1f} KB a person\n")


if __name__ == "__main__":
    main()
