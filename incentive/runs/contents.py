"""The files of a run that hold everyone: results, inputs, payroll file and summary, each as bytes.

In come a calculation and what the run is known by, out go names and contents, piece by piece where they are long.
"""

import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version

from incentive import __version__
from incentive.engine.tables import Calculation
from incentive.problems import Problem
from incentive.reports.inputs import inputs_lines
from incentive.reports.manifest import Run
from incentive.reports.results import payouts_csv, results_lines
from incentive.reports.summary import summary_xlsx

# What the bytes of a run can depend on, beside the program itself.
_PACKAGES = ("babel", "fontpkg-noto-sans", "jinja2", "openpyxl", "weasyprint", "xlsxwriter")


Content = bytes | Iterable[bytes]


def reports_of(calculation: Calculation, run: Run, noticed: Sequence[Problem]) -> dict[str, Callable[[], Content]]:
    """What makes the content of each file, by the file's name, in the order in which they are written.

    `noticed` is what was noticed while the workbook was read.
    """
    return {
        "results.jsonl": lambda: _encoded(results_lines(calculation)),
        "inputs.jsonl": lambda: _encoded(inputs_lines(calculation.plan, noticed, run)),
        "payouts.csv": lambda: payouts_csv(calculation),
        "summary.xlsx": lambda: summary_xlsx(calculation, run),
    }


def versions() -> dict[str, str]:
    """The versions that a run is stated with."""
    known = {name: version(name) for name in _PACKAGES}
    return {"incentive": __version__, "python": platform.python_version(), **known}


def _encoded(lines: Iterable[str]) -> Iterator[bytes]:
    for line in lines:
        yield line.encode() + b"\n"
