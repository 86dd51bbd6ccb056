"""Entries of the catalogue: the workbook as a file, WB001 to WB009."""

from incentive.problems.entry import Entry, error

_SAVE_ANEW = "Open it in Excel or LibreOffice and save it as an ordinary .xlsx workbook."

FILES: tuple[Entry, ...] = (
    error(
        "WB001",
        "File not readable",
        "{file} cannot be read: {reason}.",
        "Check the path, and that the file may be read.",
    ),
    error("WB002", "Not an Excel workbook", "{file} is {kind}, not an .xlsx workbook.", _SAVE_ANEW),
    error(
        "WB003",
        "Password-protected file",
        "{file} is protected with a password.",
        "Give it with --password or --password-file, or take it away in Excel (File, Info, Protect Workbook).",
    ),
    error(
        "WB107",
        "Wrong password",
        "The password that was given does not open {file}.",
        "Type it again: capital letters and spaces count. Of --password-file, the first line is the password.",
    ),
    error(
        "WB004",
        "Workbook with macros",
        "{file} holds macros; workbooks with macros are not read.",
        "Save it as .xlsx, without macros.",
    ),
    error(
        "WB005", "Damaged file", "{file} is damaged or cut short: {reason}.", f"{_SAVE_ANEW} Else take an older copy."
    ),
    error(
        "WB006",
        "File too large",
        "{file} is too large to be a plan: {reason}.",
        "Delete what does not belong to the plan: other sheets, pictures, formats far below the last row.",
    ),
    error(
        "WB007",
        "Forbidden contents",
        "{file} holds XML entities, which no workbook needs.",
        f"Do not trust this file. If it is yours: {_SAVE_ANEW[0].lower()}{_SAVE_ANEW[1:]}",
    ),
    error(
        "WB008",
        "Too many cells",
        "{file} holds more than {most} cells on the sheets of the plan.",
        "Split the figures over several plans, or delete what does not belong there.",
    ),
    error(
        "WB009",
        "No copy can be made",
        "{file} was read, but no copy of it can be made: {reason}.",
        f"{_SAVE_ANEW} Then name that file.",
    ),
)
