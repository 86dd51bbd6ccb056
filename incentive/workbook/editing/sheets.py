"""A sheet of ours at the front of a user's workbook, and its going.

In: a `Copy`, and the sheet as XML. Out: the book's list of sheets with one more at its head, whatever counts sheets by
their place moved along; or the list without it.
"""

from incentive.workbook.editing.copy import Copy
from incentive.workbook.editing.splices import Element, Splices, elements, escaped
from incentive.workbook.parts import clean, local

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def put_first(copy: Copy, title: str, data: bytes) -> None:
    """Put a sheet before all others, or in the place of the one that bears its title."""
    there = _of_title(copy, title)
    if there is not None:
        copy.put(copy.related(copy.book_part)[_relation(there)][1], data)
        return
    _, entry = _added(copy, title, data)
    book = copy.read(copy.book_part)
    splices = Splices(book)
    splices.insert(_list_of_sheets(book).inner, entry)
    _move(book, splices, 0, 1)
    copy.put(copy.book_part, splices.result())


def put_last(copy: Copy, title: str, data: bytes) -> str:
    """Put a sheet after all others; gives its part."""
    part, entry = _added(copy, title, data)
    book = copy.read(copy.book_part)
    splices = Splices(book)
    splices.insert(_list_of_sheets(book).close, entry)
    copy.put(copy.book_part, splices.result())
    return part


def _added(copy: Copy, title: str, data: bytes) -> tuple[str, str]:
    """A new sheet's part, and the entry that the book's list of sheets needs for it."""
    part = copy.free_name("xl/worksheets/incentive{}.xml")
    copy.add(part, data, _SHEET)
    relation = copy.relate(copy.book_part, "worksheet", part)
    listed = _sheets(copy.read(copy.book_part))
    prefix = next(one for one in listed if one.name == "sheets").prefix
    number = max((int(one.attributes.get("sheetId", 0)) for one in listed if one.name == "sheet"), default=0) + 1
    entry = (
        f'<{prefix}sheet name="{escaped(title)}" sheetId="{number}" xmlns:r="{copy.kind("")[:-1]}" r:id="{relation}"/>'
    )
    return part, entry


def _list_of_sheets(book: bytes) -> Element:
    return next(one for one in _sheets(book) if one.name == "sheets")


def take_away(copy: Copy, title: str) -> None:
    """Take the sheet of this title out, if there is one and it is not the only one."""
    there = _of_title(copy, title)
    book = copy.read(copy.book_part)
    listed = [one for one in _sheets(book) if one.name == "sheet"]
    if there is None or len(listed) == 1:
        return
    part = copy.related(copy.book_part)[_relation(there)][1]
    splices = Splices(book)
    splices.remove(there)
    _move(book, splices, listed.index(there), -1)
    copy.put(copy.book_part, splices.result())
    copy.unrelate(copy.book_part, _relation(there))
    copy.drop(part)


def _sheets(book: bytes) -> list[Element]:
    return elements(book, lambda path, _: path[-1] in {"sheets", "sheet"} and len(path) <= 3)


def _of_title(copy: Copy, title: str) -> Element | None:
    listed = _sheets(copy.read(copy.book_part))
    return next((one for one in listed if one.name == "sheet" and clean(one.attributes.get("name", "")) == title), None)


def _relation(sheet: Element) -> str:
    return next(value for key, value in sheet.attributes.items() if local(key) == "id" and key != "id")


def _move(book: bytes, splices: Splices, at: int, by: int) -> None:
    """Move what names sheets by their place: names that hold on one sheet, and the sheet that is open."""
    for one in elements(book, lambda path, _: path[-1] in {"definedName", "workbookView"}):
        for name in ("localSheetId", "activeTab", "firstSheet"):
            default = "0" if name == "activeTab" and one.name == "workbookView" else None
            written = one.attributes.get(name, default)
            if written is None or not written.isdigit():
                continue
            place = int(written)
            if name == "localSheetId" and by < 0 and place == at:
                splices.remove(one)
                break
            if place >= at + (by < 0) and place + by >= 0:
                splices.attribute(one, name, str(place + by))
