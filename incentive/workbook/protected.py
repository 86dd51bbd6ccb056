"""Workbooks behind a password: unlocked in memory, with the password that a person gave for one command.

In: a protected file's bytes. Out: those of the workbook within, or why not. The password stands in the context of the
command alone: no record, problem, log or written file can come to hold it. Nothing that is unlocked is put on a disk.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_LONGEST_DESCRIPTION = 1 << 16
_PASSWORD: ContextVar[str | None] = ContextVar("password of protected workbooks", default=None)


class WrongPassword(Exception):
    """The password does not open the workbook."""


@contextmanager
def unlocking(password: str | None) -> Iterator[None]:
    """Open protected workbooks with this password, as long as the context lasts; None leaves them closed."""
    token = _PASSWORD.set(password)
    try:
        yield
    finally:
        _PASSWORD.reset(token)


def password_given() -> str | None:
    """The password that was given; None where none was."""
    return _PASSWORD.get()


def unlocked(content: bytes, password: str) -> bytes:
    """The workbook within a protected file. `WrongPassword`, or whatever a damaged file makes fail, may come of it."""
    # These libraries take a while to load, and few workbooks are protected.
    import msoffcrypto
    from msoffcrypto.exceptions import InvalidKeyError

    _look_over(content)
    file = msoffcrypto.OfficeFile(io.BytesIO(content))
    inner = io.BytesIO()
    try:
        file.load_key(password=password, verify_password=True)
        file.decrypt(inner)
    except InvalidKeyError as reason:
        raise WrongPassword from reason
    return inner.getvalue()


def _look_over(content: bytes) -> None:
    """The description of the protection is XML that the library reads without a guard of its own."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as container, container.openstream("EncryptionInfo") as stream:
        description = stream.read(_LONGEST_DESCRIPTION + 1)
    if len(description) > _LONGEST_DESCRIPTION or b"<!" in description:
        raise ValueError("the description of its protection is none")
