"""The ledger: every column by key, computed when first asked for, so that the order of calculation finds itself.

Providers answer for families of keys (`chain:…` a step, `result:…` a KPI's results, …). A key that is asked for while
it is being computed is a circle, and the way round it is named. What is computed, and how, the providers know.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from incentive.engine.trouble import Notebook
from incentive.formula.tree import Value

Column = Sequence[Value]


class Circle(Exception):
    """A column that needs itself; `path` names the keys on the way round, the first one twice."""

    def __init__(self, path: tuple[str, ...]) -> None:
        super().__init__(" → ".join(path))
        self.path = path


@dataclass(slots=True)
class Ledger:
    """Columns by key, and the notebook that faults go to."""

    notes: Notebook
    providers: dict[str, Callable[[str], Column]] = field(default_factory=dict)
    kept: dict[str, Column] = field(default_factory=dict)
    dead: set[int] = field(default_factory=set)
    """People for whom a formula has already failed: what follows from that stays unsaid."""
    doubtful: set[int] = field(default_factory=set)
    """People who lack a value that is reported already, so that blanks in their formulas say nothing new."""
    _active: list[str] = field(default_factory=list)

    def get(self, key: str) -> Column:
        """The column of a key; Circle where it needs itself."""
        found = self.kept.get(key)
        if found is not None:
            return found
        if key in self._active:
            raise Circle((*self._active[self._active.index(key) :], key))
        self._active.append(key)
        try:
            family, _, rest = key.partition(":")
            found = self.kept[key] = self.providers[family](rest)
        finally:
            self._active.pop()
        return found

    def leave_blank(self, keys: Iterable[str], count: int) -> None:
        """Columns that cannot be computed, blank from now on, so that whoever asks for the rest can go on."""
        for key in keys:
            self.kept.setdefault(key, [None] * count)
        self.dead.update(range(count))
