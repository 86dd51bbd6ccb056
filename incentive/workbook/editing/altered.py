"""A user's workbook with something changed, as a new file; or why no copy of it can be made.

In: the workbook as a path and what to change in a `Copy` of it. Out: the file, and whatever the change gives. Parts
that no sheet needs to be read may be damaged all the same: that is told as a problem of the file.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException

from incentive.problems import Problem
from incentive.workbook.editing.copy import Copy, Unreadable
from incentive.workbook.parts import Outline, book_part_of, outline
from incentive.workbook.safe import TooLarge, in_a_line, open_package
from incentive.workbook.safe import problem as problem_of

Given = TypeVar("Given")


def altered(path: Path, out: Path, change: Callable[[Copy, Outline], Given]) -> Given | Problem:
    """Write the changed copy to `out`, and give what the change gives; the problem that stands against one."""
    package = open_package(path)
    if isinstance(package, Problem):
        return package
    with package:
        # What the disk refuses is none of these.
        try:
            found, book_part = outline(package), book_part_of(package)
            if found is None or book_part is None:
                raise Unreadable("its list of sheets is gone")
            copy = Copy(package, book_part)
            given = change(copy, found)
            copy.save(out)
        except (Unreadable, TooLarge, DefusedXmlException, ExpatError, ValueError, LookupError) as reason:
            return problem_of("WB009", path, reason=in_a_line(reason))
    return given
