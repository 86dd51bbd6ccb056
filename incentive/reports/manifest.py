"""`manifest.json`: what a run was made of, what it made, and the totals to check it by.

Hashes of inputs and files, a calculation and the run's options come in; plain data and its JSON text go out. The run id
is taken over inputs, options and version alone, never over outputs, so that statements can print it. No file is read
or written here.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

from incentive.engine.tables import Calculation
from incentive.numbers import ZERO, exact_arithmetic, plain
from incentive.problems.entry import Severity

FORMAT = "incentive run"
VERSION = 1


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was read: its name, without the folder, and the SHA-256 of its bytes in hex."""

    name: str
    sha256: str


def run_id(inputs: Sequence[InputFile], options: Mapping[str, object], version: str) -> str:
    """First 8 hex digits of the SHA-256 over the inputs' hashes, the options and the product's version.

    `options` are those that can change a result; which statements are printed is none of them, so that statements
    added later belong to the same run. A file's name does not count.
    """
    said = {"inputs": [file.sha256 for file in inputs], "options": dict(options), "version": version}
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run is known by: its id, the inputs, the options that can change a result, versions by name."""

    id: str
    inputs: tuple[InputFile, ...]
    options: Mapping[str, object]
    versions: Mapping[str, str]


def manifest(
    run: Run,
    calculation: Calculation,
    files: Mapping[str, str],
    without_statement: Mapping[str, str],
) -> dict[str, object]:
    """The content of `manifest.json`.

    `files` gives the SHA-256 of each file of the run by its path within the folder; `without_statement` gives, by
    employee id, the reason why no statement was made.
    """
    plan = calculation.plan
    severities = [problem.severity for problem in calculation.problems]
    return {
        "format": FORMAT,
        "version": VERSION,
        "run": run.id,
        "plan": plan.settings.plan_name,
        "organisation": plan.settings.organisation,
        "period": {
            "name": plan.settings.period.name,
            "start": plan.settings.period.start.isoformat(),
            "end": plan.settings.period.end.isoformat(),
        },
        "inputs": [{"name": PurePath(file.name).name, "sha256": file.sha256} for file in run.inputs],
        "options": dict(run.options),
        "versions": dict(run.versions),
        "counts": {
            "people": len(plan.employees),
            "paid": sum(1 for amount in payouts(calculation) if amount),
            "assignments": calculation.assignments.count,
            "scores": calculation.scores.count,
            "deals": calculation.deals.count,
            "statements": sum(1 for path in files if path.startswith("statements/")),
            "warnings": severities.count(Severity.WARNING),
            "notices": severities.count(Severity.NOTICE),
        },
        "totals": {currency: plain(total) for currency, total in totals(calculation).items()},
        "without_statement": [{"employee": person, "reason": reason} for person, reason in without_statement.items()],
        "files": {path: files[path] for path in sorted(files)},
    }


def manifest_text(content: Mapping[str, object]) -> str:
    """The JSON text, indented for people, with one line end at its end."""
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def payouts(calculation: Calculation) -> list[Decimal | None]:
    """Each person's payout, in the order of the employees; None where there is none."""
    values = calculation.payouts.values["Payout"]
    return [value if isinstance(value, Decimal) else None for value in values]


def totals(calculation: Calculation) -> dict[str, Decimal]:
    """Control totals: the sum of all payouts in each currency, currencies in alphabetical order."""
    sums: dict[str, Decimal] = {}
    with exact_arithmetic():
        for employee, amount in zip(calculation.plan.employees, payouts(calculation), strict=True):
            sums[employee.currency] = sums.get(employee.currency, ZERO) + (amount or ZERO)
    return dict(sorted(sums.items()))
