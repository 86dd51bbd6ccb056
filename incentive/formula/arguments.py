"""What can be wrong about a call: an unknown function, the number of arguments, one left out, one of a wrong form.

A call's function and arguments come in, errors go out. Names of functions in other languages lead to the English one.
"""

from collections.abc import Iterator

from incentive.formula.functions import FUNCTIONS, Function, FunctionKind
from incentive.formula.nearest import nearest
from incentive.formula.scope import FormulaError
from incentive.formula.tree import Call, Name, Node, Omitted, Text
from incentive.i18n.phrases import phrase, phrases

_FOREIGN = {
    "IF": "SE WENN SI ЕСЛИ",
    "IFS": "PIÙ.SE PIU.SE WENNS SI.CONDITIONS SI.CONJUNTO ЕСЛИМН УСЛОВИЯ",
    "SWITCH": "SWITCH.IT ERSTERWERT SI.MULTIPLE CAMBIAR ПЕРЕКЛЮЧ",
    "AND": "E UND ET Y И",
    "OR": "O ODER OU ИЛИ",
    "NOT": "NON NICHT NO НЕ",
    "IFERROR": "SE.ERRORE WENNFEHLER SIERREUR SI.ERROR ЕСЛИОШИБКА",
    "ISBLANK": "VAL.VUOTO ISTLEER ESTVIDE ESBLANCO ЕПУСТО",
    "MIN": "MÍN МИН",
    "MAX": "MÁX МАКС",
    "SUM": "SOMMA SUMME SOMME SUMA СУММ",
    "AVERAGE": "MEDIA MITTELWERT MOYENNE PROMEDIO СРЗНАЧ",
    "ABS": "ASS",
    "INT": "GANZZAHL ENT ENTERO ЦЕЛОЕ",
    "ROUND": "ARROTONDA RUNDEN ARRONDI REDONDEAR ОКРУГЛ",
    "ROUNDUP": "ARROTONDA.PER.ECC AUFRUNDEN ARRONDI.SUP REDONDEAR.MAS ОКРУГЛВВЕРХ",
    "ROUNDDOWN": "ARROTONDA.PER.DIF ABRUNDEN ARRONDI.INF REDONDEAR.MENOS ОКРУГЛВНИЗ",
    "MROUND": "ARROTONDA.MULTIPLO VRUNDEN ARRONDI.AU.MULTIPLE REDOND.MULT ОКРУГЛТ",
    "CEILING": "ARROTONDA.ECCESSO OBERGRENZE PLAFOND MULTIPLO.SUPERIOR ОКРВВЕРХ",
    "FLOOR": "ARROTONDA.DIFETTO UNTERGRENZE PLANCHER MULTIPLO.INFERIOR ОКРВНИЗ",
    "MOD": "RESTO REST RESIDUO ОСТАТ",
    "POWER": "POTENZA POTENZ PUISSANCE POTENCIA СТЕПЕНЬ",
    "SQRT": "RADQ WURZEL RACINE RAIZ RCUAD КОРЕНЬ",
    "TRUE": "VERO WAHR VRAI VERDADERO ИСТИНА",
    "FALSE": "FALSO FALSCH FAUX ЛОЖЬ",
    "RANK": "RANGO RANG JERARQUIA РАНГ",
    "COUNT": "CONTA.NUMERI ANZAHL NB CONTAR СЧЁТ СЧЕТ",
}
_ENGLISH = {foreign: english for english, words in _FOREIGN.items() for foreign in words.split()}

_LOOKUP = phrase("Use SCALE for a table with one way in, GRID for one with two.")
_INSTEAD = {
    "VLOOKUP": _LOOKUP,
    "HLOOKUP": _LOOKUP,
    "XLOOKUP": _LOOKUP,
    "LOOKUP": _LOOKUP,
    "INDEX": _LOOKUP,
    "MATCH": _LOOKUP,
    "CHOOSE": phrase("Use SWITCH."),
    "IFNA": phrase("Use IFERROR."),
    "ISERROR": phrase("Use IFERROR."),
    "TRUNC": phrase("Use ROUNDDOWN(number, 0)."),
    "CONCATENATE": phrase("Join texts with &."),
    "CONCAT": phrase("Join texts with &."),
    "SUMIF": phrase("Use TOTAL(IF(condition, x, 0))."),
    "SUMIFS": phrase("Use TOTAL(IF(condition, x, 0))."),
    "COUNTIF": phrase("Use COUNT(condition)."),
    "COUNTIFS": phrase("Use COUNT(condition)."),
    "AVERAGEIF": phrase("Use TOTAL(IF(condition, x, 0)) / COUNT(condition)."),
    "TODAY": phrase("A result must not depend on the day it is calculated: use a date of the plan."),
    "NOW": phrase("A result must not depend on the day it is calculated: use a date of the plan."),
    "RAND": phrase("A result must not depend on chance."),
}


def function_errors(name: str, at: int) -> FormulaError:
    """What to say of a function that does not exist."""
    upper = name.upper()
    english = _ENGLISH.get(upper)
    if english is not None:
        return FormulaError("FX013", at, {"function": name, "english": english})
    advice = _INSTEAD.get(upper)
    if advice is None:
        near = nearest(name, FUNCTIONS)
        advice = phrase("The functions are listed in the formula reference.")
        if near:
            advice = phrase("Did you mean {near}?", near=near)
    return FormulaError("FX012", at, {"function": name, "advice": advice})


def argument_errors(function: Function, arguments: tuple[Node, ...], at: int) -> Iterator[FormulaError]:
    """What is wrong with a call's arguments: their number, or else what is wrong with each."""
    count = len(arguments)
    if not function.least <= count <= function.most or (function.name == "IFS" and count % 2):
        values = {"function": function.name, "given": str(count), "signature": function.signature}
        yield FormulaError("FX015", at, {**values, "expected": _expected(function)})
        return
    for place, argument in enumerate(arguments):
        match argument:
            case Omitted() if not _may_be_omitted(function.name, place, count):
                yield FormulaError("FX016", argument.at, {"function": function.name})
            case Call(function="GROUP") if function.kind is not FunctionKind.PEOPLE or place != function.most - 1:
                yield FormulaError("FX023", argument.at)
    yield from _form_errors(function, arguments)


def _form_errors(function: Function, arguments: tuple[Node, ...]) -> Iterator[FormulaError]:
    """Arguments that must be written in a certain form."""
    first = arguments[0]
    if function.text and not (isinstance(first, Text) and first.value.strip()):
        yield FormulaError("FX022", first.at, {"function": function.name, "signature": function.signature})
    if function.kind is FunctionKind.GROUP and not isinstance(first, Name):
        yield FormulaError("FX023", first.at)
    if function.kind is FunctionKind.PEOPLE and len(arguments) == function.most:
        last = arguments[-1]
        if not (isinstance(last, Call) and last.function == "GROUP"):
            yield FormulaError("FX025", last.at, {"function": function.name, "signature": function.signature})


def _may_be_omitted(function: str, place: int, count: int) -> bool:
    """Whether the argument at this place is a branch."""
    match function:
        case "IF" | "IFERROR":
            return place > 0
        case "IFS":
            return place % 2 == 1
        case "SWITCH":
            return place > 0 and (place % 2 == 0 or (count % 2 == 0 and place == count - 1))
    return False


def _expected(function: Function) -> str:
    if function.name == "IFS":
        return phrase("pairs of a condition and a value")
    if function.least == function.most:
        return phrases("{n} argument", "{n} arguments", function.least)
    if function.most > 100:
        return phrases("at least {n} argument", "at least {n} arguments", function.least)
    return phrase("{least} to {most} arguments", least=str(function.least), most=str(function.most))
