"""Entries of the catalogue: running. What a command was asked for and cannot do, and what the machine refused.

RN001–RN029 are wrong use (exit code 2), RN030–RN039 a run done in part (3), RN050 and above the machine (5 or 130).
"""

from incentive.problems.entry import Entry, error, notice, warning

_USE: tuple[Entry, ...] = (
    error(
        "RN001",
        "The file does not exist",
        "There is no file {file}.",
        "Check the name and the folder; the command was started in {here}.",
    ),
    error(
        "RN002",
        "A folder where a file is meant",
        "{file} is a folder, not a workbook.",
        "Name the .xlsx file itself.",
    ),
    error(
        "RN007",
        "Something that is no file",
        "{file} is neither a file nor a folder.",
        "Name the .xlsx file itself.",
    ),
    error(
        "RN017",
        "The folder in which the command works",
        "{folder} is the folder that this command was started in, or lies above it; a run replaces its folder whole.",
        "Name a folder inside it, or start the command elsewhere.",
    ),
    error(
        "RN018",
        "Files in the folder that are not the run's own",
        "This run would overwrite what was changed or put into {folder} since the earlier run: {files}.",
        "Move it elsewhere if it is still needed; or add --force to overwrite it.",
    ),
    error(
        "RN003",
        "The command was written wrongly",
        "{what}",
        "See {help}.",
    ),
    error(
        "RN004",
        "The file exists already",
        "{file} exists already, and nothing is overwritten unasked.",
        "Choose another name, or add --force to overwrite it.",
    ),
    error(
        "RN005",
        "The name of a workbook must end in .xlsx",
        "{file} does not end in .xlsx.",
        "Name it {better}.",
    ),
    error(
        "RN006",
        "Unknown example",
        'There is no example "{name}".',
        "{near}",
    ),
    error(
        "RN008",
        "Not what an option takes",
        '"{value}" is none of what {option} takes.',
        "{near}",
    ),
    error(
        "RN009",
        "An option that needs another",
        "{option} needs {other}.",
        "Add it: {example}.",
    ),
    error(
        "RN028",
        "A file without a password",
        "The first line of {file} holds no password.",
        "Write the password, and nothing else, on the first line of a text file in UTF-8.",
    ),
    error(
        "RN026",
        "A file named twice",
        "{file} is read already: it is the workbook, or named twice.",
        "Name each file once.",
    ),
    error(
        "RN010",
        "The folder is not a run",
        "{folder} exists and is not the folder of a run ({why}).",
        "Name a folder that does not exist yet, or that of an earlier run of this plan and period.",
    ),
    error(
        "RN011",
        "The folder holds another plan",
        'The run in {folder} is of the plan "{theirs}", this workbook is of the plan "{ours}".',
        "Use a folder of its own for each plan; or remove that folder yourself if its run is not needed any more.",
    ),
    error(
        "RN012",
        "The folder holds another period",
        "The run in {folder} is of the period {theirs}, this workbook is of the period {ours}.",
        "Use a folder of its own for each period; or remove that folder yourself if its run is not needed any more.",
    ),
    error(
        "RN013",
        "The folder holds another run of the plan",
        "{folder} holds run {theirs}; the workbook, or the program, has changed since: this would be run {ours}.",
        "--only adds statements to the same run: name a new folder, or leave --only out to replace the whole run.",
    ),
    error(
        "RN014",
        "No such employee",
        'There is no employee "{id}" in the workbook.',
        "{near}",
    ),
    error(
        "RN015",
        "No such KPI for this employee",
        'Employee {employee} has no KPI "{kpi}".',
        "{near}",
    ),
    error(
        "RN016",
        "Something else lies where the run is prepared",
        "{folder} is in the way ({why}).",
        "Names ending in .partial, .old and .lock beside a run's folder are the program's own: move it elsewhere.",
    ),
    error(
        "RN020",
        "The copy would replace the workbook",
        "{file} is the workbook itself, and nothing is ever written into it.",
        "Give the annotated copy another name.",
    ),
    error(
        "RN021",
        "What is to become of targets",
        '"{value}" says nothing about targets.',
        "Write keep, clear, or how much harder they become, such as +5%.",
    ),
    error(
        "RN022",
        "No period follows by itself",
        "Which period follows {period} cannot be told.",
        "Name it with --period, such as 2026-Q4.",
    ),
    error(
        "RN023",
        "Not a period",
        '"{value}" is no period.',
        "Write a quarter as 2026-Q4, a month as 2026-10, a half as 2026-H2, a year as 2026.",
    ),
    error(
        "RN024",
        "Not in the library of KPIs",
        'There is no {what} "{name}" in the library of KPIs.',
        "{near}",
    ),
    error(
        "RN025",
        "The KPI is in the workbook already",
        "{file} has a KPI {name} already.",
        "Use the one that is there, or give it another id first.",
    ),
)

_IN_PART: tuple[Entry, ...] = (
    error(
        "RN030",
        "A statement could not be written",
        "The statement of employee {id} could not be made: {why}.",
        "All results and the other statements are there. Mend the cause and run again with --only {id}.",
    ),
    warning(
        "RN031",
        "The run in part was not moved in",
        "{folder} keeps the earlier run, since not every statement could be made; what was made lies in {partial}.",
        "Mend the cause and run again; the next run replaces {partial}.",
    ),
    notice(
        "RN032",
        "Named, but no statement is wanted",
        "Employee {id} gets no statement: the column Statement says no.",
        "Change the column Statement of Employees to yes if one is wanted.",
    ),
    warning(
        "RN033",
        "Letters that the statement cannot show",
        "The statement of {name} ({id}) shows a box for each of: {letters}.",
        "The font of statements has Latin, Greek and Cyrillic letters. Write name, team, role or KPI in one of these, "
        "then run again; the amounts are right either way.",
    ),
)

_MACHINE: tuple[Entry, ...] = (
    error(
        "RN050",
        "Another run is at work on the folder",
        "{folder} is being written by {who}.",
        "Wait until it has ended, or write to another folder.",
    ),
    error(
        "RN051",
        "The disk is full",
        "There is no space left to write {file}.",
        "Make room, or write to another disk. What was there before is untouched.",
    ),
    error(
        "RN052",
        "Permission refused",
        "This account may not read or write {file}.",
        "Ask for permission, or use another folder. What was there before is untouched.",
    ),
    error(
        "RN053",
        "Out of memory",
        "The machine has not enough memory for this.",
        "Close other programs, or use a larger machine. What was there before is untouched.",
    ),
    error(
        "RN054",
        "The machine refused",
        "The machine refused: {what}.",
        "Mend the cause and start the command again. What was there before is untouched.",
    ),
    error(
        "RN055",
        "A fault in the program",
        "Something went wrong inside the program itself: {what}.",
        "What was there before is untouched. Set INCENTIVE_DEBUG=1, start the command again and report what it prints; "
        "look through that text for personal data first.",
    ),
    error(
        "RN056",
        "It took too long",
        "It took too long: {what}.",
        "Try again when the machine is less busy. What was there before is untouched.",
    ),
    error(
        "RN057",
        "Interrupted",
        "Interrupted before the work was done.",
        "Start the command again. What was there before is untouched.",
    ),
    error(
        "RN058",
        "The answer could not be written",
        "The answer of the command could not be written to stdout: {why}.",
        "Look where its output goes, and start the command again. A run that it made lies whole in its folder.",
    ),
)

RUNNING: tuple[Entry, ...] = (*_USE, *_IN_PART, *_MACHINE)
