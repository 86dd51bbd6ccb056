"""Whether a row can be calculated: what its rule and its scale read is there, and makes sense.

In comes a row whose actual, or what stands for it, is known; out come its problems, the state of what cannot be
calculated, and the curve that it will be read from. Source: "Attainment" of the calculation reference.
"""

from decimal import Decimal

from incentive.engine.preparation.prepared import Prepared, ScoreRow, State
from incentive.engine.scaling.attainment import Sign, needed, sign_of
from incentive.engine.scaling.points import reads
from incentive.i18n.phrases import Named, Written, phrase
from incentive.numbers import plain
from incentive.plan.choices import Between, Combine, MeasuredIn, Pays, Rule
from incentive.problems import Place

_LARGEST_FRACTION = Decimal("1.5")
_LEAST_POINTS = Decimal(10)
_SHOWN = Decimal("0.0001")


def check(prepared: Prepared, row: ScoreRow) -> None:
    """The figures that rule and scale read must be there and make sense."""
    kpi, scale = row.kpi, row.scale
    if scale is None and (row.row.pays is not Pays.SHARE or kpi.attainment is Rule.VALUE):
        prepared.notes.say(
            "CA026",
            [prepared.notes.place(row.row.at, "Scale")],
            (f"scale:{row.row.scale}", f"kpi:{kpi.id}", f"matrix:{row.row.role}", "sheet:Scales", "scale:"),
            kpi=kpi.id,
            role=row.row.role,
        )
        return
    measure = reads(kpi, scale)
    wanted = needed(kpi) if measure is MeasuredIn.ATTAINMENT else ()
    if measure is MeasuredIn.INDEX:
        wanted = ("Threshold", "Target")
    lacking = [name for name in wanted if getattr(row, name.casefold()) is None]
    for name in lacking:
        about = (f"matrix:{row.row.role}", f"targets:{kpi.id}", f"kpi:{kpi.id}")
        prepared.notes.say(
            "CA025",
            [prepared.notes.place(row.row.at, name)],
            about,
            once=(row.row.at, name),
            kpi=kpi.id,
            figure=Named(name.casefold(), f"matrix.{name.casefold()}"),
            role=row.row.role,
            reader=phrase("scale") if measure is MeasuredIn.INDEX else phrase("attainment rule"),
            employee=_employee(prepared, row),
        )
    if lacking:
        row.state = State.OUT if row.state is State.NORMAL else row.state
        return
    figure = None if kpi.combine is Combine.EACH else row.number
    if _indexed(prepared, row, measure) or refuses_inverse(prepared, row, figure):
        return
    _zero_target(prepared, row, measure)
    _fraction(prepared, row)
    if scale is not None and scale.between is not Between.FORMULA:
        figures = (row.threshold, row.target, row.maximum)
        whom = _employee(prepared, row)
        row.curve = prepared.curves.curve(kpi, scale, row.row.pays, figures, lambda: (row.row.at, whom))
        if row.curve is None and row.state is State.NORMAL:
            row.state = State.OUT


def _indexed(prepared: Prepared, row: ScoreRow, measure: MeasuredIn) -> bool:
    """An index whose base equals its norm is refused, whatever the scale reads: formulas may ask for it."""
    indexed = measure is MeasuredIn.INDEX or row.kpi.attainment is Rule.INDEX
    if (
        not indexed
        or row.threshold is None
        or row.target is None
        or sign_of(row.target - row.threshold) is not Sign.ZERO
    ):
        return False
    places = [
        prepared.notes.place(row.terms.sources[0], "Threshold", row.threshold),
        prepared.notes.place(row.terms.sources[1], "Target", row.target),
    ]
    prepared.notes.say("CA027", places, (f"kpi:{row.kpi.id}",), kpi=row.kpi.id)
    row.state = State.OUT
    return True


def refuses_inverse(prepared: Prepared, row: ScoreRow, figure: Decimal | None) -> bool:
    """The inverse rule: no negative values; a figure of 0 takes the scale's last point.

    The figure is the row's, or a deal's own; None where it is not looked at, as the sum of deals is not.
    """
    if row.kpi.attainment is not Rule.INVERSE or row.number is None:
        return False
    measure, sign = reads(row.kpi, row.scale), sign_of(figure)
    negative = sign is Sign.MINUS or sign_of(row.target) is Sign.MINUS
    if negative:
        places = [_place_of_actual(prepared, row), prepared.notes.place(row.terms.sources[1], "Target", row.target)]
        prepared.notes.say("CA028", places, kpi=row.kpi.id, employee=_employee(prepared, row))
        row.state = State.OUT
        return True
    if sign is Sign.ZERO and row.state is State.NORMAL:
        if measure is not MeasuredIn.ATTAINMENT:
            row.state = State.LAST if row.scale and row.scale.points else row.state
            return False
        if row.scale is None or row.scale.between is Between.FORMULA or not row.scale.points:
            prepared.notes.say(
                "CA029", [_place_of_actual(prepared, row)], kpi=row.kpi.id, employee=_employee(prepared, row)
            )
            row.state = State.OUT
            return True
        row.state = State.LAST
    return False


def _employee(prepared: Prepared, row: ScoreRow) -> str:
    return prepared.people[row.person].employee.id


def _place_of_actual(prepared: Prepared, row: ScoreRow) -> Place:
    if row.figure.rows:
        return prepared.notes.place(row.figure.rows[0].at, "Value", row.figure.rows[0].value)
    return prepared.notes.place(row.row.at)


def _fraction(prepared: Prepared, row: ScoreRow) -> None:
    """Warn of a formula that gives a fraction where the target is written in percent points: 0.6 against 80."""
    if row.kpi.formula is None or not row.kpi.points or not row.number or row.target is None:
        return
    if abs(row.number) > _LARGEST_FRACTION or abs(row.target) <= _LEAST_POINTS:
        return
    at, actual, target = row.terms.sources[1], plain(row.number.quantize(_SHOWN)), plain(row.target)
    prepared.notes.say(
        "CA074",
        [prepared.notes.place(at, "Target", target), prepared.notes.place(row.kpi.at, "Formula")],
        (f"kpi:{row.kpi.id}",),
        once=(at, row.kpi.id),
        kpi=row.kpi.id,
        employee=_employee(prepared, row),
        actual=Written(actual),
        target=Written(target),
    )


def _zero_target(prepared: Prepared, row: ScoreRow, measure: MeasuredIn) -> None:
    """A target of 0 (a bound of 0) leaves only met or not met; that is said."""
    if measure is not MeasuredIn.ATTAINMENT:
        return
    zero = []
    if row.kpi.attainment is Rule.RATIO and sign_of(row.target) is Sign.ZERO:
        zero = [("Target", row.terms.sources[1])]
    elif row.kpi.attainment is Rule.BAND:
        bounds = (("Threshold", row.threshold, row.terms.sources[0]), ("Maximum", row.maximum, row.terms.sources[2]))
        zero = [(name, at) for name, value, at in bounds if sign_of(value) is Sign.ZERO]
    for name, at in zero:
        figure = Named(name.casefold(), f"matrix.{name.casefold()}")
        prepared.notes.say("CA030", [prepared.notes.place(at, name, 0)], kpi=row.kpi.id, figure=figure)
