"""The KPIs of a plan as a net: which inputs a formula KPI reads, at which level, and what its formula gives.

In come the rows of KPIs; out come the names that rows of Actuals may give figures for, with the levels that read them,
and the value of a formula KPI from its parts. Cycles among formula KPIs are found here. No people, no money.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from incentive.engine.preparation.holder import Holder
from incentive.engine.trouble import Notebook
from incentive.formula.evaluate import Compiled, compile_columns
from incentive.formula.operations import no_number
from incentive.formula.scope import FormulaError, Slot
from incentive.formula.tree import Call, Name, Value, normalise, walk
from incentive.i18n.phrases import phrase
from incentive.plan.choices import Level
from incentive.plan.records import Actual, Kpi


class _Inputs:
    """The scope of a KPI's formula: every name is an input or another KPI."""

    def name(self, node: Name) -> Slot:
        return Slot(node.key)

    def call(self, node: Call) -> FormulaError:
        return FormulaError("CA010", node.at, {"function": node.function})


@dataclass(slots=True)
class KpiBook:
    """All KPIs by normalised id, and the net of what they read."""

    kpis: Sequence[Kpi]
    notes: Notebook
    by_key: dict[str, Kpi] = field(default_factory=dict)
    levels: dict[str, set[Level]] = field(default_factory=dict)
    readers: dict[str, list[Kpi]] = field(default_factory=dict)
    _inputs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _leaves: dict[str, frozenset[str]] = field(default_factory=dict)
    _mixed: dict[str, bool] = field(default_factory=dict)
    _spelling: dict[str, str] = field(default_factory=dict)
    _compiled: dict[str, Compiled | None] = field(default_factory=dict)
    _circular: set[str] = field(default_factory=set)
    _parts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for kpi in self.kpis:
            self.by_key.setdefault(normalise(kpi.id), kpi)
            self._spelling[normalise(kpi.id)] = kpi.id
        for kpi in self.kpis:
            self._read(kpi)
        self._find_circles()

    def _read(self, kpi: Kpi) -> None:
        if kpi.formula is None:
            keys = [normalise(kpi.id)]
        else:
            names = [node for node in walk(kpi.formula.tree) if isinstance(node, Name)]
            for node in names:
                self._spelling.setdefault(node.key, node.name)
            keys = list(dict.fromkeys(node.key for node in names))
            self._inputs[kpi.id] = tuple(keys)
            self._parts.update(keys)
        for key in keys:
            if kpi.formula is None or key not in self.by_key:
                self.levels.setdefault(key, set()).add(kpi.level)
                self.readers.setdefault(key, []).append(kpi)

    def _find_circles(self) -> None:
        sound: set[str] = set()
        for kpi in self.kpis:
            path = self._circle(normalise(kpi.id), (), sound)
            if path:
                self._circular |= set(path)
                names = [self.called(key) for key in path]
                places = [self.notes.place(self.by_key[key].at, "Formula") for key in dict.fromkeys(path)]
                self.notes.say("CA011", places, once=frozenset(path), path=" → ".join(names))

    def _circle(self, key: str, path: tuple[str, ...], sound: set[str]) -> tuple[str, ...]:
        """The way round from a KPI back to itself; `sound` are those from which there is none."""
        if key in path:
            return (*path[path.index(key) :], key)
        kpi = self.by_key.get(key)
        if kpi is None or key in sound:
            return ()
        for other in self._inputs.get(kpi.id, ()):
            found = self._circle(other, (*path, key), sound)
            if found:
                return found
        sound.add(key)
        return ()

    def called(self, key: str) -> str:
        """A KPI or input as the workbook spells it."""
        return self._spelling.get(key, key)

    def inputs(self, kpi: Kpi) -> tuple[str, ...]:
        """The names in a formula KPI's formula, in order, normalised; none without a formula or in a circle."""
        return () if normalise(kpi.id) in self._circular else self._inputs.get(kpi.id, ())

    def leaves(self, kpi: Kpi) -> frozenset[str]:
        """The KPIs and inputs with figures of their own that the KPI in the end rests on."""
        found = self._leaves.get(kpi.id)
        if found is None:
            if kpi.formula is None:
                found = frozenset([normalise(kpi.id)])
            else:
                parts = [
                    self.leaves(self.by_key[key]) if key in self.by_key else frozenset([key])
                    for key in self.inputs(kpi)
                ]
                found = frozenset().union(*parts)
            self._leaves[kpi.id] = found
        return found

    def is_part(self, kpi: Kpi) -> bool:
        """Whether the formula of another KPI reads it."""
        return normalise(kpi.id) in self._parts

    def mixed_levels(self, kpi: Kpi) -> bool:
        """Whether the formula brings in a KPI of another level."""
        found = self._mixed.get(kpi.id)
        if found is None:
            others = [self.by_key[key] for key in self.inputs(kpi) if key in self.by_key]
            found = any(other.level is not kpi.level or self.mixed_levels(other) for other in others)
            self._mixed[kpi.id] = found
        return found

    def handles_blanks(self, kpi: Kpi) -> bool:
        """Whether the formula itself says what a missing part counts as."""
        return kpi.formula is not None and any(
            isinstance(node, Call) and node.function in {"ISBLANK", "IFBLANK"} for node in walk(kpi.formula.tree)
        )

    def worked_out(
        self, kpi: Kpi, parts: Mapping[str, Value], holder: Holder, rows: Sequence[Actual]
    ) -> Decimal | bool | None:
        """The formula KPI's value from its parts; None, with the problem noted, where it cannot be worked out."""
        compiled = self._formula(kpi)
        if compiled is None or normalise(kpi.id) in self._circular:
            return None
        computed = compiled.run({key: [parts[key]] for key in compiled.inputs}, 1)
        value = computed.columns["value"][0]
        faults = [fault.error for fault in computed.faults]
        figure = value if isinstance(value, Decimal | bool) else None
        if figure is None and not faults:
            faults = [no_number(value)]
        for error in faults:
            places = [
                self.notes.place(kpi.at, "Formula"),
                *(self.notes.place(row.at, "Value", row.value) for row in rows),
            ]
            about = (f"kpi:{kpi.id}",)
            self.notes.formula(
                error, phrase("KPI {kpi} of {whom}", kpi=kpi.id, whom=holder.subject.name), places, about
            )
        return figure

    def _formula(self, kpi: Kpi) -> Compiled | None:
        if kpi.id not in self._compiled and kpi.formula is not None:
            compiled = compile_columns([("value", kpi.formula.tree)], _Inputs())
            for _, error in compiled.errors:
                self.notes.formula(
                    error, phrase("KPI {kpi}", kpi=kpi.id), [self.notes.place(kpi.at, "Formula", kpi.formula.text)]
                )
            self._compiled[kpi.id] = None if compiled.errors else compiled
        return self._compiled.get(kpi.id)
