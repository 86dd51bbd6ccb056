"""Run: a workbook in, the folder of a run out: results, inputs, payroll file, summary, statements, manifest, history.

Everything is prepared beside the folder under a lock and moves in at once, so that the folder always holds one
whole run. What the files say is the reports' business; when they move, and what stays of an earlier run, is decided
here.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from incentive import __version__
from incentive.engine.tables import Calculation
from incentive.i18n.phrases import phrase
from incentive.plan import Plan
from incentive.problems import Problem
from incentive.reports.manifest import InputFile, Run, manifest, manifest_text, run_id, totals
from incentive.runs.annotate import allow
from incentive.runs.check import calculated, check, ordered
from incentive.runs.contents import Content, reports_of, versions
from incentive.runs.exits import Exit, Stop, wrong_use
from incentive.runs.files import hash_of, remove_folder, write_whole
from incentive.runs.folder import (
    HISTORY,
    MANIFEST,
    Kept,
    Names,
    kept_run,
    move_in,
    names_of,
    prepare,
    read_history,
    recover,
    require_room,
    require_same_cycle,
    seal,
)
from incentive.runs.given import require_employee, require_file
from incentive.runs.lock import locked
from incentive.runs.progress import Progress, silent
from incentive.runs.replaced import Replaced, replaced_by
from incentive.runs.save_sources import save_sources
from incentive.runs.standing import Standing
from incentive.runs.statements import Asked, Earlier, Made, make_statements, statement_paths
from incentive.workbook.sources.given import Given, spelled
from incentive.workbook.sources.opening import TakenFile


@dataclass(frozen=True, slots=True)
class Options:
    """What of a run is written: statements of everyone, of the named employees, or none. Results are always whole.

    `force` lets the run overwrite what the user changed in its folder. `workers` is how many processes render; None: as
    many as pay off. `given` names the files that are read beside the workbook; `save_sources` is where a copy of it is
    written that names them on its sheet Sources.
    """

    only: tuple[str, ...] | None = None
    statements: bool = True
    force: bool = False
    workers: int | None = None
    given: Given = field(default_factory=Given)
    save_sources: Path | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a run took its place: the run that was there before, and what of its folder is the user's, by path."""

    replaced: Replaced | None = None
    carried_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `folder` is where it lies, DIR, or `DIR.partial` for a run in part that did not move in.

    `replaced` is the run whose place it took, `carried_over` what is the user's there and stays, by path. `to_move` are
    files that a copy with its sheet Sources names, and that do not lie in its folder yet.
    """

    exit: Exit
    run: str
    folder: Path
    plan: Plan
    statements: int
    totals: Mapping[str, Decimal]
    without_statement: Mapping[str, str]
    replaced: Replaced | None
    carried_over: tuple[str, ...]
    problems: tuple[Problem, ...]
    to_move: tuple[str, ...] | None = None


def run(path: Path, out: Path, options: Options | None = None, progress: Progress = silent) -> Outcome:
    """Check, calculate and write a run; Stop where that cannot be, and then the folder is as it was."""
    options = options or Options()
    if options.only and not options.statements:
        raise wrong_use(
            "RN003", what=phrase("--only and --no-statements exclude each other."), help="incentive run --help"
        )
    require_file(path)
    if options.save_sources is not None:
        allow(path, options.save_sources, options.force)
    names = names_of(out)
    with ExitStack() as held:
        if names.folder.parent.is_dir():
            # At once, so that a second run says so before it has read a long workbook.
            held.enter_context(_claimed(names))
        digest = hash_of(path)
        checked = check(path, progress, options.given)
        plan, calculation = calculated(checked)
        _require_unchanged({path: digest, **{file.path: file.sha256 for file in checked.files}})
        if not names.folder.parent.is_dir():
            names.folder.parent.mkdir(parents=True)
            held.enter_context(_claimed(names))
        known = _identity(path, digest, checked.files, options.given)
        kept = kept_run(names.folder)
        require_same_cycle(names, kept, plan.settings)
        wanted = _wanted(plan, options)
        if options.only and kept is not None and kept.run != known.id:
            raise wrong_use("RN013", folder=str(names.folder), theirs=kept.run, ours=known.id)
        asked = Asked(wanted, wanted if options.only else (), options.workers)
        standing = None if kept is None else Standing(names.folder, kept, options.force)
        reports = reports_of(calculation, known, checked.noticed)
        if standing is not None:
            standing.require_free(_to_be_written(standing.kept, known, calculation, asked, reports))
        outcome = _written(names, standing, known, calculation, asked, reports=reports, progress=progress)
        if options.save_sources is None:
            return outcome
        return replace(outcome, to_move=save_sources(checked, options.save_sources, options.force))


@contextmanager
def _claimed(names: Names) -> Iterator[None]:
    with locked(names.folder, names.lock):
        recover(names)
        require_room(names)
        yield


def _require_unchanged(digests: Mapping[Path, str]) -> None:
    """Stop where a file is not any more what was read."""
    for path, digest in digests.items():
        if hash_of(path) != digest:
            raise Stop(
                Exit.MACHINE,
                [Problem("RN054", values={"what": phrase("{file} changed while it was read", file=path.name)})],
            )


def _identity(path: Path, digest: str, files: Sequence[TakenFile], given: Given) -> Run:
    inputs = (InputFile(spelled(path.name), digest), *(InputFile(file.name, file.sha256) for file in files))
    # Whose statements are written does not make another run; how the files are read does.
    choices = _choices(given)
    return Run(run_id(inputs, choices, __version__), inputs, choices, versions())


def _choices(given: Given) -> dict[str, object]:
    """What of the given files' reading can change a result; nothing where the workbook stands alone."""
    choices: dict[str, object] = {
        "actuals": len(given.actuals),
        "people": len(given.people),
        "map": dict(given.names),
        "prefer": "people" if given.prefer_people else None,
        "decimal mark": given.decimal_mark,
    }
    return {name: choice for name, choice in choices.items() if choice}


def _wanted(plan: Plan, options: Options) -> tuple[int, ...]:
    """Whose statements are asked for; an unknown id is wrong use."""
    if not options.statements:
        return ()
    if options.only is None:
        return tuple(range(len(plan.employees)))
    return tuple(sorted({require_employee(plan, wanted) for wanted in options.only}))


def _to_be_written(kept: Kept, known: Run, calculation: Calculation, asked: Asked, reports: Iterable[str]) -> set[str]:
    """The names under which the run writes if all goes well."""
    employees = calculation.plan.employees
    paths = statement_paths(employees)
    asked_for = (employees[number] for number in asked.numbers)
    statements = {paths[employee.id] for employee in asked_for if employee.statement}
    staying = kept.statements() if kept.run == known.id else ()
    return {*reports, MANIFEST, HISTORY, *statements, *staying}


def _written(
    names: Names,
    standing: Standing | None,
    known: Run,
    calculation: Calculation,
    asked: Asked,
    *,
    reports: Mapping[str, Callable[[], Content]],
    progress: Progress,
) -> Outcome:
    kept = None if standing is None else standing.kept
    prepare(names)
    try:
        files = {}
        for name, made_of in reports.items():
            progress(f"Writing {name}", 0, None)
            files[name] = write_whole(names.partial / name, made_of()).sha256
        same = Earlier(names.folder, kept.files) if kept is not None and kept.run == known.id else None
        made = make_statements(calculation, known.id, asked, names.partial, same, progress)
        _write_history(names, kept, known.id)
        options = {**known.options, "only": None if made.only is None else list(made.only)}
        content_of = manifest(replace(known, options=options), calculation, files | dict(made.files), made.without)
        # Last of all: where it lies, the run is whole.
        write_whole(names.partial / MANIFEST, manifest_text(content_of).encode())
        seal(names.partial)
        in_part = bool(made.failed) and standing is not None
        arrival = None if in_part else _arrive(names, standing, calculation, {*files, *made.files})
    except BaseException:
        remove_folder(names.partial)
        raise
    return _outcome(names, known.id, calculation, made, asked, arrival)


def _arrive(names: Names, standing: Standing | None, calculation: Calculation, written: set[str]) -> Arrival:
    """Let the prepared run take its place, with all that is the user's in the earlier one."""
    arrival = Arrival()
    if standing is not None:
        carried_over = standing.carry_over(names.partial, {*written, MANIFEST, HISTORY})
        arrival = Arrival(replaced_by(calculation, standing), carried_over)
    move_in(names)
    return arrival


def _write_history(names: Names, kept: Kept | None, run: str) -> None:
    """Carry the folder's history on, with a line for the run that this one replaces."""
    if kept is None:
        return
    history = read_history(names.folder)
    if kept.run != run:
        line = {"run": kept.run, "statements": kept.statements()}
        history += json.dumps(line, ensure_ascii=False, separators=(", ", ": ")) + "\n"
    if history:
        write_whole(names.partial / HISTORY, history.encode())


def _outcome(
    names: Names, run: str, calculation: Calculation, made: Made, asked: Asked, arrival: Arrival | None
) -> Outcome:
    problems = [*calculation.problems, *made.problems]
    if arrival is None:
        values = {"folder": str(names.folder), "partial": str(names.partial)}
        problems.append(Problem("RN031", values=values))
    employees = calculation.plan.employees
    unwanted = [employees[number].id for number in asked.named if not employees[number].statement]
    problems += [Problem("RN032", values={"id": id}) for id in unwanted]
    return Outcome(
        exit=Exit.IN_PART if made.failed else Exit.DONE,
        run=run,
        folder=names.folder if arrival else names.partial,
        plan=calculation.plan,
        statements=len(made.files),
        totals=totals(calculation),
        without_statement=made.without,
        replaced=arrival.replaced if arrival else None,
        carried_over=arrival.carried_over if arrival else (),
        problems=ordered(problems),
    )
