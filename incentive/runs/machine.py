"""What the machine refused, as problems: disk, permission, memory, time, and faults in the program itself.

An exception that nobody meant comes in, the `Stop` that tells a user about it goes out. Tracebacks are not shown here.
"""

import errno
from concurrent.futures.process import BrokenProcessPool

from incentive.i18n.phrases import phrase
from incentive.problems import Problem
from incentive.runs.exits import Exit, Stop

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_LONGEST = 300


def stop_for(reason: BaseException) -> Stop:
    """The Stop of an exception: itself, an interruption, or what the machine could not do."""
    match reason:
        case Stop():
            return reason
        case KeyboardInterrupt():
            return Stop(Exit.INTERRUPTED, [Problem("RN057")])
        case MemoryError():
            return _machine("RN053")
        case TimeoutError():
            return _machine("RN056", what=str(reason) or phrase("the work"))
        case OSError():
            return _refusal(reason)
        case BrokenProcessPool():
            return _machine(
                "RN054", what=phrase("a helping process was ended from outside, perhaps for want of memory")
            )
    what = " ".join(f"{type(reason).__name__}: {reason}".split())
    return _machine("RN055", what=what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…")


def _refusal(reason: OSError) -> Stop:
    file = reason.filename2 or reason.filename
    name = str(file) if file is not None else phrase("the files of this command")
    if reason.errno in _FULL:
        return _machine("RN051", file=name)
    if reason.errno in _REFUSED:
        return _machine("RN052", file=name)
    if reason.errno == errno.ENOMEM:
        return _machine("RN053")
    said = reason.strerror or str(reason) or type(reason).__name__
    return _machine("RN054", what=f"{said}: {name}" if file is not None else said)


def _machine(code: str, **values: str) -> Stop:
    return Stop(Exit.MACHINE, [Problem(code, values=values)])
