"""Spoiling the XML of a part: tags, attributes, entities, nesting, sizes; with no regard to what it says.

In: a source of chance and a part's text. Out: the text, spoilt.
"""

import re
from collections.abc import Callable
from random import Random

_TAG = re.compile(r"<[^!?][^<>]*>")
_ATTRIBUTE = re.compile(r"([\w:]+)=\"([^\"]*)\"")
_BETWEEN = re.compile(r">([^<>]+)<")

VALUES = (
    "", " ", "0", "-1", "1", "2", "1.5", "1e5", "NaN", "INF", "true", "on", "99999999999999999999", "A1",
    "XFD1048576", "A1:XFD1048576", "XFE1", "AAAA1", "a1", "$A$1", "R1C1", "1A", "A0", "A-1", "A1048577", "٣", "A٣",
    "²", "é", "\u202e", "&#0;", "&#x1F600;", "&amp;", "&bad;", "&#xD800;", "x" * 40_000, "s", "str", "inlineStr",
    "e", "b", "d", "n", "shared", "array", "dataTable", "_x0000_", "_xD83D_", "http://example.com/",
    "file:///etc/passwd", "../../../etc/passwd", "/xl/workbook.xml", "External", "0%", '0"', "[h]:mm", "yyyy",
    "[$-F800]dddd", "incentive check", "\\", "'", "Plan", "Actuals", "Grid ", "Grid x",
)  # fmt: skip


def _tag(random: Random, text: str) -> str:
    """Drop, double or move a tag."""
    tags = list(_TAG.finditer(text))
    if not tags:
        return text
    one, other = random.choice(tags), random.choice(tags)
    without = text[: one.start()] + text[one.end() :]
    return random.choice(
        (
            without,
            text[: one.end()] + one[0] + text[one.end() :],
            without[: other.start()] + one[0] + without[other.start() :],
        )
    )


def _element(random: Random, text: str) -> str:
    """Double or drop a whole element, of those that end soon."""
    found = list(re.finditer(r"<([\w:]+)(?:\s[^<>]*)?(?:/>|>[^<]*</\1>)", text))
    if not found:
        return text
    one = random.choice(found)
    return text[: one.start()] + one[0] * random.choice((0, 2, 3, 1000)) + text[one.end() :]


def _attribute(random: Random, text: str) -> str:
    """Give an attribute another value, another name, or take it away."""
    found = list(_ATTRIBUTE.finditer(text))
    if not found:
        return text
    one = random.choice(found)
    name, value = one[1], one[2]
    new = random.choice(
        (f'{name}="{random.choice(VALUES)}"',) * 6
        + ("", f'{name}="{random.choice(found)[2]}"', f'x{name}="{value}"', f"{name}='{value}'", f"{name}={value}")
        + (f'{name}="{value}" {name}="{value}"', f'x:{name}="{value}"', f'{name} = "{value}"')
    )
    return text[: one.start()] + new + text[one.end() :]


def _content(random: Random, text: str) -> str:
    """Give an element another text."""
    found = list(_BETWEEN.finditer(text))
    if not found:
        return text
    one = random.choice(found)
    return (
        text[: one.start(1)]
        + random.choice((*VALUES, f"<![CDATA[{one[1]}]]>", f"<!-- -->{one[1]}"))
        + text[one.end(1) :]
    )


def _inserted(random: Random, text: str) -> str:
    """Put something of no meaning, or of too much, somewhere between two tags."""
    tags = list(_TAG.finditer(text))
    if not tags:
        return text
    at = random.choice(tags).end()
    depth = random.choice((3, 300, 30_000, 300_000))
    name = random.choice(("x", "c", "row", "si", "t", "f", "Relationship"))
    wide = f"<{name}/>" * random.choice((3, 3000, 300_000))
    deep = f"<{name}>" * depth + f"</{name}>" * depth
    long = f'<{name} r="{"A" * random.choice((3000, 3_000_000))}"/>'
    many = f"<{name} {' '.join(f'a{number}=' + repr(str(number)) for number in range(20_000))}/>"
    names = "".join(f"<n{number}/>" for number in range(20_000))
    new = (
        wide,
        deep,
        long,
        many,
        names,
        "<!-- c -->",
        "<?pi x?>",
        "<![CDATA[ x ]]>",
        "text",
        "\x07",
        "&lt;",
        "]]>",
        "<",
        "\ud7ff",
    )
    return text[:at] + random.choice(new) + text[at:]


def _prologue(random: Random, text: str) -> str:
    """Another beginning: document types, entities, declarations."""
    body = re.sub(r"^<\?xml.*?\?>", "", text, flags=re.S)
    heads = (
        "", "\n", '<?xml version="1.1"?>', '<?xml version="1.0" standalone="yes"?>', "<!DOCTYPE x>", "\ufeff\ufeff",
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://example.com/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>', '<?xml version="1.0" encoding="UTF-16"?>',
        '<?xml-stylesheet href="x"?>', "<!-- -->",
    )  # fmt: skip
    return random.choice(heads) + body


def _prefixed(_random: Random, text: str) -> str:
    """Every element with a prefix, as some programs write them."""
    text = re.sub(r"<(/?)(?=[a-zA-Z]\w*[\s/>])", r"<\1x:", text)
    return re.sub(r"xmlns=", "xmlns:x=", text, count=1)


def _namespace(random: Random, text: str) -> str:
    """Another namespace, or none."""
    return re.sub(
        r'xmlns(:\w+)?="[^"]*"', random.choice(("", 'xmlns="urn:x"', r'xmlns\1=""')), text, count=random.choice((0, 1))
    )


def _spaced(_random: Random, text: str) -> str:
    """A line for each tag, as people who mend files by hand leave them."""
    return text.replace("><", ">\n  <")


CHANGES: tuple[Callable[[Random, str], str], ...] = (
    *(_tag, _element, _attribute, _attribute, _content, _content),
    *(_inserted, _prologue, _prefixed, _namespace, _spaced),
)


def spoil_markup(random: Random, text: str) -> str:
    """Change a part's XML."""
    return random.choice(CHANGES)(random, text)
