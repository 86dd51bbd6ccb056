"""How a long piece of work says how far it is: a function that is told the phase, what is done and of how many.

`total` is None where it is not known. The command line shows it; nothing else listens.
"""

from typing import Protocol


class Progress(Protocol):
    """Told at the start of each phase and as it goes on."""

    def __call__(self, phase: str, done: int, total: int | None, /) -> None:
        """`done` of `total` pieces of the phase are done."""


def silent(_phase: str, _done: int, _total: int | None, /) -> None:
    """Nobody listens."""
