"""Entries of the catalogue: running. What a command was asked for and cannot do, and what the machine refused.

RN001–RN029 are wrong use (exit code 2), RN030–RN039 a run done in part (3), RN050 and above the machine (5 or 130).
"""

from incentive.problems.entry import Entry, error, notice, warning

_USE: tuple[Entry, ...] = (
    error(
        "RN001",
        "The file does not exist",
        "there is no file {file}",
        "check the name and the folder; the command was started in {here}",
    ),
    error(
        "RN002",
        "A folder where a file is meant",
        "{file} is a folder, not a workbook",
        "name the .xlsx file itself",
    ),
    error(
        "RN003",
        "The command was written wrongly",
        "{what}",
        "see {help}",
    ),
    error(
        "RN004",
        "The file exists already",
        "{file} exists already, and nothing is overwritten unasked",
        "choose another name, or add --force to overwrite it",
    ),
    error(
        "RN005",
        "The name of a workbook must end in .xlsx",
        "{file} does not end in .xlsx",
        "name it {better}",
    ),
    error(
        "RN006",
        "Unknown example",
        'there is no example "{name}"',
        "the examples are: {names}",
    ),
    error(
        "RN010",
        "The folder is not a run",
        "{folder} exists and is not the folder of a run ({why})",
        "name a folder that does not exist yet, or that of an earlier run of this plan and period",
    ),
    error(
        "RN011",
        "The folder holds another plan",
        'the run in {folder} is of the plan "{theirs}", this workbook is of the plan "{ours}"',
        "use a folder of its own for each plan; or remove that folder yourself if its run is not needed any more",
    ),
    error(
        "RN012",
        "The folder holds another period",
        "the run in {folder} is of the period {theirs}, this workbook is of the period {ours}",
        "use a folder of its own for each period; or remove that folder yourself if its run is not needed any more",
    ),
    error(
        "RN013",
        "The folder holds another run of the plan",
        "{folder} holds run {theirs}; the workbook, or the program, has changed since: this would be run {ours}",
        "--only adds statements to the same run: name a new folder, or leave --only out to replace the whole run",
    ),
    error(
        "RN014",
        "No such employee",
        'there is no employee "{id}" in the workbook',
        "{near}",
    ),
    error(
        "RN015",
        "No such KPI for this employee",
        'employee {employee} has no KPI "{kpi}"',
        "{near}",
    ),
    error(
        "RN016",
        "Something else lies where the run is prepared",
        "{folder} is in the way ({why})",
        "names ending in .partial and .old beside a run's folder are the program's own: move it elsewhere",
    ),
)

_IN_PART: tuple[Entry, ...] = (
    error(
        "RN030",
        "A statement could not be written",
        "the statement of employee {id} could not be made: {why}",
        "all results and the other statements are there; mend the cause and run again with --only {id}",
    ),
    warning(
        "RN031",
        "The run in part was not moved in",
        "{folder} keeps the earlier run, since not every statement could be made; what was made lies in {partial}",
        "mend the cause and run again; the next run replaces {partial}",
    ),
    notice(
        "RN032",
        "Named, but no statement is wanted",
        "employee {id} gets no statement: the column Statement says no",
        "change the column Statement of Employees to yes if one is wanted",
    ),
)

_MACHINE: tuple[Entry, ...] = (
    error(
        "RN050",
        "Another run is at work on the folder",
        "{folder} is being written by {who}",
        "wait until it has ended, or write to another folder",
    ),
    error(
        "RN051",
        "The disk is full",
        "there is no space left to write {file}",
        "make room, or write to another disk; what was there before is untouched",
    ),
    error(
        "RN052",
        "Permission refused",
        "this account may not read or write {file}",
        "ask for permission, or use another folder; what was there before is untouched",
    ),
    error(
        "RN053",
        "Out of memory",
        "the machine has not enough memory for this",
        "close other programs or use a larger machine; what was there before is untouched",
    ),
    error(
        "RN054",
        "The machine refused",
        "{what}",
        "what was there before is untouched; mend the cause and start the command again",
    ),
    error(
        "RN055",
        "A fault in the program",
        "something went wrong inside the program itself: {what}",
        "what was there before is untouched. Set INCENTIVE_DEBUG=1, start the command again and report what it prints; "
        "look through that text for personal data first",
    ),
    error(
        "RN056",
        "It took too long",
        "{what} took longer than it may",
        "try again when the machine is less busy; what was there before is untouched",
    ),
    error(
        "RN057",
        "Interrupted",
        "interrupted before the work was done",
        "what was there before is untouched; start the command again",
    ),
)

RUNNING: tuple[Entry, ...] = (*_USE, *_IN_PART, *_MACHINE)
