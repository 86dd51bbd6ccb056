"""The forms in which records become JSON and come back: decimals as text, choices by their words, places by cell.

Encoding follows the records' own type hints, so that a new field or record needs no line here. A field that may hold
values of several types says which (`{"number": "0.8"}`); a formula is its text and is parsed again. No files here, and
no plan as a whole.
"""

import re
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Union, get_args, get_origin, get_type_hints

from incentive.formula.parse import parse
from incentive.formula.tree import Node, Value
from incentive.numbers import exact, plain
from incentive.plan.origins import Origins, pack
from incentive.plan.records import Formula

Json = str | bool | int | None | list["Json"] | dict[str, "Json"]

Encode = Callable[[object, "Places"], Json]
Decode = Callable[[Json], object]

_SHEET_BITS = pack(1, 0).bit_length() - 1
_CELL_MASK = (1 << _SHEET_BITS) - 1
_CELL = re.compile(r"([A-Z]*)([0-9]+)")


class FormError(ValueError):
    """The lines are not inputs of a run, or of a version that this one cannot read."""


class Places:
    """Turns a compact place into the number of its sheet and its cell."""

    def __init__(self, origins: Origins) -> None:
        self.origins = origins

    def place(self, at: int) -> dict[str, Json]:
        """The sheet's number in the first line, and the cell or row; nothing for a default."""
        if not at:
            return {}
        sheet = at >> _SHEET_BITS
        place = self.origins.place(at)
        written: dict[str, Json] = {"origin": sheet, "cell": place.cell} if place.cell else {"origin": sheet}
        if self.origins.sheets[sheet].cells:
            # Of a sheet in another layout the cell is the user's own; the way back needs the one it was read at.
            written |= {"sheet": place.sheet, "read_at": at & _CELL_MASK}
        return written

    def named(self, at: int) -> dict[str, Json]:
        """File, sheet and cell for the reader of one line; nulls for a default."""
        place = self.origins.place(at)
        return {"file": place.file, "sheet": place.sheet, "cell": place.cell}


def options(hint: object) -> tuple[object, ...]:
    """The members of a union without None, or the hint itself."""
    if get_origin(hint) in {Union, types.UnionType}:
        return tuple(option for option in get_args(hint) if option is not type(None))
    return (hint,)


def _default(field: Field[object]) -> object:
    """What a field holds where it is not given."""
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


def fields_of(record: type) -> Callable[[object, Places], dict[str, Json]]:
    """Writes the fields of one type of record; a blank that is also the default is left out."""
    hints = get_type_hints(record)
    plan = [(field.name, _default(field), encoder(hints[field.name])) for field in fields(record) if field.name != "at"]
    own_place = hints.get("at") is int
    many_places = "at" in hints and not own_place
    own = attrgetter("at")
    if record is Formula:
        plan = [entry for entry in plan if entry[0] != "tree"]

    def encode(value: object, sheets: Places) -> dict[str, Json]:
        written: dict[str, Json] = {}
        for name, default, write in plan:
            item = getattr(value, name)
            if (item is None or item in ("", (), {})) and item == default:
                continue
            written[name] = write(item, sheets)
        if own_place:
            written |= sheets.place(own(value))
        elif many_places:
            written["at"] = {name: sheets.place(at) | sheets.named(at) for name, at in own(value).items()}
        return written

    return encode


@cache
def encoder(hint: object) -> Encode:
    """How values of a type are written: see the table in docs/run.md."""
    kinds = options(hint)
    if len(kinds) > 1:
        return _write_any
    only = kinds[0]
    if isinstance(only, type) and is_dataclass(only):
        encode = fields_of(only)
        return lambda value, sheets: None if value is None else encode(value, sheets)
    if get_origin(only) in {tuple, frozenset}:
        inner = encoder(get_args(only)[0])
        order: Callable[[Iterable[object]], Iterable[object]] = _sorted if get_origin(only) is frozenset else iter
        return lambda value, sheets: (
            None if not isinstance(value, Iterable) else [inner(item, sheets) for item in order(value)]
        )
    if get_origin(only) is not None and issubclass(get_origin(only) or object, Mapping):
        inner = encoder(get_args(only)[1])
        return lambda value, sheets: (
            {str(key): inner(item, sheets) for key, item in value.items()} if isinstance(value, Mapping) else None
        )
    return _write_one


def _sorted(values: Iterable[object]) -> list[object]:
    return sorted(values, key=str)


def _write_one(value: object, _: Places) -> Json:
    """A value whose type the field says."""
    match value:
        case Enum():
            return str(value.value)
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case str() | bool() | int() | None:
            return value
        case _:
            raise TypeError(f"no way to write {type(value).__name__}")


def _write_any(value: object, sheets: Places) -> Json:
    """A value of one of several types: numbers and dates say what they are, texts and truth values are plain."""
    match value:
        case Decimal():
            return {"number": plain(value)}
        case date():
            return {"date": value.isoformat()}
        case _:
            return _write_one(value, sheets)


@cache
def decoder(hint: object) -> Decode:
    """The way back of `encoder`."""
    kinds = options(hint)
    if len(kinds) > 1:
        choices = [option for option in kinds if isinstance(option, type) and issubclass(option, Enum)]
        return lambda value: _read_any(value, choices)
    only = kinds[0]
    if isinstance(only, type) and is_dataclass(only):
        read = _reader_of(only)
        return lambda value: read(value) if isinstance(value, dict) else None
    arguments = get_args(only)
    if get_origin(only) is frozenset:
        inner = decoder(arguments[0])
        return lambda value: frozenset(inner(item) for item in value) if isinstance(value, list) else None
    if get_origin(only) is tuple:
        each = decoder(arguments[0])
        return lambda value: tuple(each(item) for item in value) if isinstance(value, list) else None
    if get_origin(only) is not None and issubclass(get_origin(only) or object, Mapping):
        inner = decoder(arguments[1])
        return lambda value: {key: inner(item) for key, item in value.items()} if isinstance(value, dict) else None
    make: Callable[[str], object] = only if isinstance(only, type) else str
    if only is Decimal:
        make = exact
    elif only is date:
        make = date.fromisoformat
    elif only in {str, bool, int}:
        return lambda value: value
    return lambda value: None if value is None else make(str(value))


def _read_any(value: Json, choices: list[type[Enum]]) -> object:
    if isinstance(value, dict):
        if "number" in value:
            return exact(str(value["number"]))
        return date.fromisoformat(str(value["date"]))
    if isinstance(value, str):
        for choice in choices:
            return choice(value)
    return value


def _reader_of(record: type) -> Callable[[dict[str, Json]], object]:
    hints = get_type_hints(record)
    readers = {name: decoder(hint) for name, hint in hints.items() if name not in {"at", "tree"}}
    own_place = hints.get("at") is int
    many_places = "at" in hints and not own_place

    def read(row: dict[str, Json]) -> object:
        values = {name: read_one(row[name]) for name, read_one in readers.items() if name in row}
        if record is Formula:
            values["tree"] = _tree(str(values["text"]))
        if own_place:
            values["at"] = place_read(row)
        elif many_places and isinstance(row["at"], dict):
            values["at"] = {name: place_read(place) for name, place in row["at"].items() if isinstance(place, dict)}
        make: Callable[..., object] = record
        return make(**values)

    return read


def place_read(row: Mapping[str, Json]) -> int:
    """The compact place that origin and cell say."""
    if "origin" not in row:
        return 0
    if "read_at" in row:
        return pack(int(str(row["origin"])), 0) | int(str(row["read_at"]))
    found = _CELL.fullmatch(str(row["cell"])) if row.get("cell") else None
    column = 0
    for letter in found[1] if found else "":
        column = column * 26 + ord(letter) - 64
    return pack(int(str(row["origin"])), int(found[2]) if found else 0, column)


def _tree(text: str) -> Node:
    tree = parse(text).tree
    if tree is None:
        raise FormError(f"a formula that cannot be read: {text}")
    return tree


def plain_value(value: Value) -> str | bool | None:
    """A value as JSON holds it: numbers as decimal text without exponent, dates as ISO text, blanks as null."""
    match value:
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case _:
            return value
