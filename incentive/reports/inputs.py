"""`inputs.jsonl`: the plan and every record as read, each with file, sheet and cell; and all of it back from there.

A plan, what was noticed while it was read, and what its run is known by go in, and lines of JSON come out; or the other
way round. Both are equal, origins included, so that a run can be repeated from its lines alone. The first line names
format and version and holds what belongs to no sheet; each further line is one record. Passwords are no part of a plan
and so never come here. Fields and forms are described in docs/run.md.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from incentive.plan import Plan
from incentive.plan.origins import Origins, SheetOrigin
from incentive.plan.records import Settings
from incentive.problems import Problem
from incentive.reports.forms import FormError as InputsError
from incentive.reports.forms import Json, Places, decoder, encoder, fields_of, options, place_read
from incentive.reports.manifest import InputFile, Run
from incentive.reports.noticed import PROBLEM, problem_line, problem_of

__all__ = ["Inputs", "InputsError", "inputs_from", "inputs_lines", "plan_from_inputs"]

FORMAT = "incentive inputs"
VERSION = 2

# Written in the first line; every other field of a plan is records.
_HEADER = ("statement", "steps_of", "own_columns", "broken")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run starts from: the plan, what was noticed while it was read, and what the run is known by.

    `run` has no versions: they are those of the program that repeats it. None where the lines are of no run.
    """

    plan: Plan
    noticed: tuple[Problem, ...] = ()
    run: Run | None = None


def inputs_lines(plan: Plan, noticed: Iterable[Problem] = (), run: Run | None = None) -> Iterator[str]:
    """The lines of `inputs.jsonl`, each without its line end."""
    sheets = Places(plan.origins)
    hints = get_type_hints(Plan)
    header: dict[str, Json] = {"format": FORMAT, "version": VERSION}
    if run is not None:
        header["run"] = _run(run)
    header |= {name: encoder(hints[name])(getattr(plan, name), sheets) for name in _HEADER}
    header["sections"] = plan.sections is not None
    header["origins"] = [_origin(sheet) for sheet in plan.origins.sheets]
    if plan.origins.elsewhere:
        header["elsewhere"] = [
            {"record": sheets.place(at), "columns": {name: sheets.place(cell) for name, cell in sorted(cells.items())}}
            for at, cells in sorted(plan.origins.elsewhere.items())
        ]
    yield _line(header)
    yield _line({"record": "settings", **fields_of(Settings)(plan.settings, sheets)})
    for name, record in _record_types().items():
        encode = fields_of(record)
        for row in getattr(plan, name) or ():
            yield _line({"record": name, **sheets.named(row.at)} | encode(row, sheets))
    for problem in noticed:
        yield _line({"record": PROBLEM, **problem_line(problem)})


def plan_from_inputs(lines: Iterable[str]) -> Plan:
    """The plan that `inputs_lines` wrote; InputsError where the lines are something else."""
    return inputs_from(lines).plan


def inputs_from(lines: Iterable[str]) -> Inputs:
    """All that `inputs_lines` wrote; InputsError where the lines are something else."""
    rows = (json.loads(line) for line in lines if line.strip())
    header = next(rows, None)
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise InputsError("not the inputs of a run: the first line names no such format")
    if header.get("version") != VERSION:
        raise InputsError(f"inputs of version {header.get('version')}; this program reads version {VERSION}")
    settings: Settings | None = None
    found: dict[str, list[object]] = {name: [] for name in _record_types()}
    noticed: list[Problem] = []
    for row in rows:
        kind = row.get("record")
        if kind == "settings":
            decoded = decoder(Settings)(row)
            settings = decoded if isinstance(decoded, Settings) else None
        elif kind in found:
            found[kind].append(decoder(_record_types()[kind])(row))
        elif kind == PROBLEM:
            noticed.append(problem_of(row))
        else:
            raise InputsError(f"a record of an unknown kind: {kind!r}")
    if settings is None:
        raise InputsError("the settings of the plan are missing")
    hints = get_type_hints(Plan)
    values: dict[str, object] = {name: tuple(records) for name, records in found.items()}
    values |= {name: decoder(hints[name])(header[name]) for name in _HEADER}
    if not header["sections"]:
        values["sections"] = None
    elsewhere = {
        place_read(row["record"]): {name: place_read(cell) for name, cell in row["columns"].items()}
        for row in header.get("elsewhere", ())
    }
    values["origins"] = Origins(tuple(_sheet_origin(sheet) for sheet in header["origins"]), elsewhere)
    make: Callable[..., Plan] = Plan
    return Inputs(make(settings=settings, **values), tuple(noticed), _run_of(header.get("run")))


def _run(run: Run) -> Json:
    options: Any = dict(run.options)
    inputs: list[Json] = [{"name": file.name, "sha256": file.sha256} for file in run.inputs]
    return {"id": run.id, "inputs": inputs, "options": options}


def _run_of(row: Mapping[str, Any] | None) -> Run | None:
    if row is None:
        return None
    inputs = tuple(InputFile(file["name"], file["sha256"]) for file in row["inputs"])
    return Run(row["id"], inputs, row["options"], {})


def _origin(sheet: SheetOrigin) -> dict[str, Json]:
    written: dict[str, Json] = {"file": sheet.file, "sheet": sheet.sheet, "columns": dict(sheet.columns)}
    if sheet.cells:
        written["cells"] = [[*read_at, *spot] for read_at, spot in sorted(sheet.cells.items())]
    if sheet.header:
        written["header"] = sheet.header
    return written


def _sheet_origin(row: Mapping[str, Any]) -> SheetOrigin:
    cells = {
        (read_row, read_column): (str(title), line, column)
        for read_row, read_column, title, line, column in (row.get("cells") or ())
    }
    return SheetOrigin(row["file"], row["sheet"], row["columns"], cells, row.get("header", 0))


def _line(value: dict[str, Json]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "), allow_nan=False)


@cache
def _record_types() -> dict[str, type]:
    """The fields of a plan that hold records, with the type of the records."""
    found = {}
    for name, hint in get_type_hints(Plan).items():
        rows = [option for option in options(hint) if get_origin(option) is tuple]
        if rows and is_dataclass(get_args(rows[0])[0]):
            found[name] = get_args(rows[0])[0]
    return found
