"""The fuzzer by hand: `python -m tests.fuzz 20000` tries so many spoilt workbooks and says what came of them.

`--seed N` takes other chances, `--first N` begins elsewhere, `--keep FILE --first N` writes one case's workbook, and
`--corpus` tries the workbooks of others as they are.
"""

import argparse
import sys
import time
from pathlib import Path

from tests.fuzz.campaign import Tally, campaign
from tests.fuzz.cases import UNSPOILT, case_of
from tests.fuzz.sources import plans, strangers

SEED = 2026


def main() -> int:
    """Run a campaign, or write one case; 1 where a case failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("cases", type=int, nargs="?", default=500)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--corpus", action="store_true")
    given = parser.parse_args()
    if given.corpus:
        given.seed, given.cases = UNSPOILT, len(strangers())
    if given.keep is not None:
        case = case_of(given.seed, given.first, plans(), strangers())
        given.keep.write_bytes(case.content)
        sys.stdout.write(f"{case.source}: {', '.join(case.changes)}\n")
        return 0
    start = time.monotonic()
    told = 0

    def tell(tally: Tally) -> None:
        nonlocal told
        for failure in tally.failures[told:]:
            sys.stderr.write(f"{failure}\n")
        told = len(tally.failures)
        if tally.cases % 1000 == 0:
            sys.stderr.write(f"{time.monotonic() - start:.0f} s: {tally}\n")

    tally = campaign(given.seed, given.first, given.cases, given.processes, tell)
    sys.stdout.write(f"{tally}\n{time.monotonic() - start:.0f} s in all, {len(strangers())} workbooks of others\n")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
