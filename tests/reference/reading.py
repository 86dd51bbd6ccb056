"""Sheets to a Plan: each row of a sheet to a record, with references resolved.

In: the plan's sheets as lists of rows.  Out: a Plan, with its problems.
Not here: files, headings, synonyms; days, figures and money.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from .cells import blank, choose, day, ident, key, month_of, num, period_of, text, value
from .exact import ZERO, Problem
from .plan import ActualRow, Change, Leave, MatrixRow, Part, Plan, Sheets, StepRow, TargetRow, Whom, Worker
from .records import (
    CHAIN_KEYS,
    COLUMNS,
    FIGURES,
    NUMERIC,
    add,
    figure,
    kpi_of,
    one_target,
    part_of,
    role_of,
    scale_of,
    settings_of,
    worker_of,
)
from .scales import Scale, grid_of
from .syntax import norm, parse


class Rows:
    """Reads the sheets one after another; a row that cannot be read leaves a problem and is passed over."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self.plan = Plan(settings_of(sheets))
        self.things: dict[str, set[str]] = {"employee": set(), "role": set(), "team": set(), "department": set()}

    def each(self, sheet: str) -> Iterator[tuple[str, dict[str, object]]]:
        for number, row in enumerate(self.sheets.get(sheet, []), 2):
            if any(not blank(c) for c in row.values()):
                yield f"{sheet} row {number}", row

    def fail(self, where: str, problem: object) -> None:
        self.plan.problems.append(f"{where}: {problem}")

    def read(self) -> Plan:
        self._know_things()
        for sheet, reader in (
            ("Scales", self._scales),
            ("Grids", self._grids),
            ("KPIs", self._kpis),
            ("Matrix", self._matrix),
            ("Targets", self._targets),
            ("Sections", self._sections),
            ("Employees", self._employees),
            ("Assignments", self._assignments),
            ("Actuals", self._actuals),
            ("Factors", self._parts),
            ("Money", self._money),
            ("Formulas", self._formulas),
        ):
            try:
                reader()
            except Problem as problem:
                self.fail(sheet, problem)
        return self.plan

    def _know_things(self) -> None:
        for _, row in self.each("Employees"):
            self.things["employee"].add(ident(row.get("Employee")))
        for sheet in ("Employees", "Assignments"):
            for _, row in self.each(sheet):
                for kind in ("role", "team", "department"):
                    if not blank(row.get(kind.title())):
                        self.things[kind].add(ident(row.get(kind.title())))
        for _, row in self.each("Matrix"):
            if ident(row.get("Role")) not in ("*", ""):
                self.things["role"].add(ident(row.get("Role")))

    def whom(self, cell: object, default: str = "") -> Whom:
        written = text(cell) or default
        if written == "*":
            return Whom("*")
        head, colon, tail = written.partition(":")
        if colon and norm(head) in self.things:
            kind, name = norm(head), ident(tail)
            if name not in self.things[kind]:
                raise Problem(f"For: unknown {kind} {tail.strip()!r}")
            return Whom(kind, name)
        kinds = [k for k, names in self.things.items() if ident(written) in names]
        if len(kinds) != 1:
            raise Problem(f"For: {written!r} is " + ("unknown" if not kinds else "both " + " and ".join(kinds)))
        return Whom(kinds[0], ident(written))

    def _scales(self) -> None:
        groups: dict[str, list[dict[str, object]]] = {}
        for _, row in self.each("Scales"):
            groups.setdefault(key(row.get("Scale")), []).append(row)
        for name, rows in groups.items():
            try:
                self.plan.scales[name] = scale_of(rows)
            except Problem as problem:
                self.fail(f"Scale {name}", problem)

    def _grids(self) -> None:
        for sheet, rows in self.sheets.items():
            if sheet.casefold().startswith("grid "):
                cells = [[value(c) for c in list(row)] for row in rows]
                self.plan.grids[norm(sheet[5:])] = grid_of(cells)

    def _kpis(self) -> None:
        for where, row in self.each("KPIs"):
            try:
                kpi = kpi_of(row, self.plan.settings)
                if kpi.key in self.plan.kpis:
                    raise Problem(f"KPI {kpi.id} is there twice")
                self.plan.kpis[kpi.key] = kpi
            except Problem as problem:
                self.fail(where, problem)

    def _known_kpi(self, cell: object) -> str:
        if key(cell) not in self.plan.kpis:
            raise Problem(f"unknown KPI {text(cell)!r}")
        return key(cell)

    def _matrix(self) -> None:
        seen_rows: set[tuple[str, str, str]] = set()
        for order, (where, row) in enumerate(self.each("Matrix")):
            try:
                found = MatrixRow(
                    order=order,
                    role=ident(row.get("Role")) or "*",
                    employee=ident(row.get("Employee")),
                    kpi=self._known_kpi(row.get("KPI")),
                    section=key(row.get("Section")),
                    weight=num(row.get("Weight"), "Weight"),
                    figures={f: num(row.get(f.title()), f.title()) for f in FIGURES},
                    scale=key(row.get("Scale")),
                    cap=num(row.get("Cap"), "Cap"),
                    pays=choose(row.get("Pays"), ("share", "amount", "rate"), "Pays"),
                )
                self._check_matrix(found)
                identity = (found.employee, found.role, found.kpi)
                if identity in seen_rows:
                    raise Problem("two rows for one role, person and KPI")
                seen_rows.add(identity)
                self.plan.matrix.append(found)
            except Problem as problem:
                self.fail(where, problem)

    def _check_matrix(self, row: MatrixRow) -> None:
        kpi = self.plan.kpis[row.kpi]
        if row.employee and row.employee not in self.things["employee"]:
            raise Problem(f"unknown employee {row.employee}")
        if row.scale and row.scale not in self.plan.scales:
            raise Problem(f"unknown scale {row.scale}")
        if row.pays != "share" and row.cap is not None:
            raise Problem("a cap belongs to a share; write a step of Formulas")
        if row.pays == "share" and kpi.combine == "each":
            raise Problem("Combine = each is for amount and rate only")
        if row.pays == "share" and row.weight is None:
            raise Problem("the weight is blank")
        scale = self.plan.scales.get(row.scale)
        if kpi.rule == "inverse" and isinstance(scale, Scale) and scale.go_on:
            raise Problem("inverse is refused with a scale that continues")

    def _targets(self) -> None:
        for where, row in self.each("Targets"):
            try:
                cells = {f: num(row.get(f.title()), f.title()) for f in (*FIGURES, "weight")}
                kpi = self._known_kpi(row.get("KPI"))
                self.plan.targets.append(TargetRow(self.whom(row.get("For")), kpi, role_of(row), cells))
            except Problem as problem:
                self.fail(where, problem)

    def _sections(self) -> None:
        for where, row in self.each("Sections"):
            self.plan.has_sections = True
            identity = key(row.get("Section")), role_of(row)
            if identity in self.plan.sections:
                self.fail(where, "a section is there twice")
            self.plan.sections[identity] = num(row.get("Weight"), "Weight")

    def _employees(self) -> None:
        plan = self.plan
        columns: dict[str, None] = {}
        for where, row in self.each("Employees"):
            try:
                fields = {norm(c).replace("%", "percent"): value(v) for c, v in row.items() if c != "Password"}
                columns.update(dict.fromkeys(fields))
                worker = worker_of(fields, plan.settings.currency)
                if worker.key in [w.key for w in plan.workers]:
                    raise Problem(f"employee {worker.id} is there twice")
                plan.workers.append(worker)
            except Problem as problem:
                self.fail(where, problem)
        plan.columns = tuple(dict.fromkeys([*COLUMNS, *columns]))
        plan.workers = [
            Worker(w.id, w.key, {c: w.fields.get(c) for c in plan.columns}, w.start, w.end, w.currency)
            for w in plan.workers
        ]

    def _known_person(self, cell: object) -> str:
        if ident(cell) not in self.things["employee"]:
            raise Problem(f"unknown employee {text(cell)!r}")
        return ident(cell)

    def _assignments(self) -> None:
        for where, row in self.each("Assignments"):
            try:
                start, end = day(row.get("From"), "From"), day(row.get("To"), "To")
                if start is None or (end is not None and end < start):
                    raise Problem("From is blank or after To")
                fields = {
                    norm(c).replace("%", "percent"): value(v)
                    for c, v in row.items()
                    if c not in ("Employee", "From", "To") and not blank(v)
                }
                for name in NUMERIC:
                    if name in fields:
                        fields[name] = num(fields[name], name)
                one_target(fields)
                self.plan.changes.setdefault(self._known_person(row.get("Employee")), []).append(
                    Change(start, end, fields)
                )
            except Problem as problem:
                self.fail(where, problem)
        for where, row in self.each("Absences"):
            try:
                start, end = day(row.get("From"), "From"), day(row.get("To"), "To")
                if start is None or end is None or end < start:
                    raise Problem("From and To are required, in order")
                counts = num(row.get("Counts as"), "Counts as") or ZERO
                leaves = self.plan.leaves.setdefault(self._known_person(row.get("Employee")), [])
                if any(start <= x.end and x.start <= end for x in leaves):
                    raise Problem("overlapping absences")
                leaves.append(Leave(start, end, counts))
            except Problem as problem:
                self.fail(where, problem)

    def _actuals(self) -> None:
        inputs = {i for k in self.plan.kpis.values() for i in k.inputs}
        for sheet in self.sheets:
            if not sheet.casefold().startswith("actuals"):
                continue
            for where, row in self.each(sheet):
                try:
                    self._actual(row, inputs)
                except Problem as problem:
                    self.fail(where, problem)

    def _actual(self, row: dict[str, object], inputs: set[str]) -> None:
        name = key(row.get("KPI"))
        kpi = self.plan.kpis.get(name)
        if kpi is None and name not in inputs:
            raise Problem(f"unknown KPI or input {text(row.get('KPI'))!r}")
        if kpi is not None and kpi.formula is not None:
            raise Problem(f"a figure for the formula KPI {kpi.id}")
        whom = self.whom(row.get("For"))
        readers = [kpi] if kpi is not None else [k for k in self.plan.kpis.values() if name in k.inputs]
        levels = {"employee": "person", "team": "team", "department": "department", "*": "company"}
        if levels.get(whom.kind) not in {k.level for k in readers}:
            raise Problem(f"a row for {whom.kind} {whom.name}, but {readers[0].id} is of level {readers[0].level}")
        found = figure(row.get("Value"), kpi is not None and kpi.better == "yes")
        if found is not None:
            self.plan.actuals.append(ActualRow(whom, name, month_of(row.get("Month")), role_of(row), found))

    def _parts(self) -> None:
        plan = self.plan
        for sheet, store in (("Factors", plan.factors), ("Gates", plan.gates), ("Overrides", plan.overrides)):
            for where, row in self.each(sheet):
                try:
                    identity, cells = part_of(sheet, row)
                    self._known_object(identity if sheet == "Overrides" else str(cells.get("acts")))
                    store.setdefault(identity, []).append(Part(self.whom(row.get("For"), "*"), cells))
                except Problem as problem:
                    self.fail(where, problem)

    def _known_object(self, name: str) -> None:
        head, colon, tail = name.partition(":")
        sections = {m.section for m in self.plan.matrix} | {s for s, _ in self.plan.sections}
        if colon and head == "kpi" and tail not in self.plan.kpis:
            raise Problem(f"unknown KPI {tail}")
        if colon and head == "section" and tail not in sections:
            raise Problem(f"unknown section {tail}")

    def _money(self) -> None:
        plan = self.plan
        for where, row in self.each("Adjustments"):
            try:
                add(plan.adjustments, self._known_person(row.get("Employee")), num(row.get("Amount"), "Amount"))
            except Problem as problem:
                self.fail(where, problem)
        for where, row in self.each("Paid"):
            try:
                begins = period_of(row.get("Period"))[0]
                kind = choose(row.get("Kind"), ("paid", "forgiven"), "Kind")
                store = plan.forgiven if kind == "forgiven" else plan.paid
                if plan.settings.span[0] <= begins <= plan.settings.span[1]:
                    add(store, self._known_person(row.get("Employee")), num(row.get("Amount"), "Amount"))
            except Problem as problem:
                self.fail(where, problem)
        self._rates()

    def _rates(self) -> None:
        latest: dict[str, tuple[dt.date, Fraction]] = {}
        for where, row in self.each("Rates"):
            try:
                rate, date = num(row.get("Rate"), "Rate"), day(row.get("Date"), "Date") or dt.date.min
                if rate is None or rate <= 0:
                    raise Problem("a rate above 0 is expected")
                name = text(row.get("Currency")).upper()
                if date <= self.plan.settings.period[1] and (name not in latest or date > latest[name][0]):
                    latest[name] = date, rate
            except Problem as problem:
                self.fail(where, problem)
        self.plan.rates = {name: rate for name, (_, rate) in latest.items()}
        self.plan.rates[self.plan.settings.currency] = Fraction(1)

    def _formulas(self) -> None:
        for where, row in self.each("Formulas"):
            try:
                name = key(row.get("Step")).replace("%", "percent")
                step = StepRow(
                    key=name,
                    name=text(row.get("Step")),
                    tree=parse(text(row.get("Formula"))),
                    unit=text(row.get("Unit")),
                    role=role_of(row),
                    split=key(row.get("Split")),
                )
                rows = self.plan.steps.setdefault(name, [])
                if any(r.role == step.role for r in rows):
                    raise Problem("a step is there twice")
                rows.append(step)
            except Problem as problem:
                self.fail(where, problem)
        taken = [*self.plan.columns, "periodsalary", *CHAIN_KEYS]
        names = [*taken, *self.plan.factors, *(s for s in self.plan.steps if s not in CHAIN_KEYS)]
        for name in {n for n in names if names.count(n) > 1}:
            self.fail("Formulas", f"{name} is the name of two things")
