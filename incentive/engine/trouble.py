"""The engine's notebook of problems: what the calculation notices, with the cells it noticed it in.

Each finding is kept once, however many rows meet it. Codes and sentences are in `incentive.problems.calculation`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from incentive.formula.scope import FormulaError
from incentive.i18n.phrases import kept
from incentive.plan.origins import Origins
from incentive.problems import Place, Problem, Severity


@dataclass(slots=True)
class Notebook:
    """Problems in the order they were met; `origins` names the cells."""

    origins: Origins
    _found: dict[object, Problem] = field(default_factory=dict)

    def say(
        self,
        code: str,
        places: Iterable[Place] = (),
        about: Iterable[str] = (),
        once: object = None,
        **values: object,
    ) -> None:
        """Note a problem. `once` is what makes it the same as another; by default its code, places and words."""
        words = {name: kept(value) for name, value in values.items()}
        places = tuple(places)
        key = (code, once) if once is not None else (code, places, tuple(sorted(words.items())))
        self._found.setdefault(key, Problem(code, places, words, tuple(about)))

    def formula(
        self, error: FormulaError, context: str, places: Iterable[Place] = (), about: Iterable[str] = ()
    ) -> None:
        """Note what is wrong in a formula, and in which step and for whom."""
        values: Mapping[str, str] = {**error.words, "context": context}
        self.say(error.code, places, about, **values)

    def place(self, at: int, column: str | None = None, value: object = None) -> Place:
        """The place of a record, or of one of its columns."""
        return self.origins.place(at, column, None if value is None else str(value))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that was noted."""
        return tuple(self._found.values())

    @property
    def failed(self) -> bool:
        """Whether an error is among them."""
        return any(problem.severity is Severity.ERROR for problem in self._found.values())
