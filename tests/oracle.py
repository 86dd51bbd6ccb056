"""LibreOffice as the second opinion: it recalculates workbooks, and what its cells then hold is read.

Workbooks come in, their cells' values go out, all files in one call of the program. A profile of its own makes it
recalculate always: by itself it trusts the values stored in a file.
"""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

CellValue = object
Cells = dict[str, dict[str, CellValue]]
"""Sheet name -> address -> value: number, text, truth value, date, or an error such as `#DIV/0!` as text."""

_PATIENCE = 240
_PROFILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
 <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
 </item>
</oor:items>
"""


def soffice() -> str:
    """The program; skips the test where there is none."""
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice (soffice) is not installed: apt-get install libreoffice-calc-nogui")
    return found


def recalculate(paths: Sequence[Path], tmp: Path) -> dict[Path, Cells]:
    """Each workbook's cells after LibreOffice has calculated every formula anew; `tmp` takes profile and copies.

    The workbooks need different file names, since the copies lie in one folder.
    """
    program = soffice()
    profile, copies = tmp / "profile", tmp / "recalculated"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = [
        program,
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(copies),
        *map(str, paths),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    missing = [path.name for path in paths if not (copies / path.name).is_file()]
    if done.returncode or missing:
        raise AssertionError(f"LibreOffice did not write {missing}: {done.stdout}{done.stderr}")
    return {path: _cells(copies / path.name) for path in paths}


def _cells(path: Path) -> Cells:
    book = openpyxl.load_workbook(path, data_only=True)
    try:
        return {
            sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row}
            for sheet in book.worksheets
        }
    finally:
        book.close()
