"""HTML and XML: all of it that does not stand in a template is written here, and whatever is not markup already is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from string import Template

from markupsafe import Markup


def element(tag: str, /, *inside: object, **attributes: object) -> Markup:
    """`element("p", "a < b", class_="note")`. What stands inside follows each other; attributes are those of `attributes_of`."""
    return Markup(f"<{tag}{attributes_of(**attributes)}>{''.join(map(_text, inside))}</{tag}>")


def empty(tag: str, end: str = ">", /, **attributes: object) -> Markup:
    """An element that holds nothing; its tag ends in `/>` in XML."""
    return Markup(f"<{tag}{attributes_of(**attributes)}{end}")


def attributes_of(**given: object) -> Markup:
    """With a space before each. `class_` is class, `data_label` data-label, `xml__lang` xml:lang; None and False are left out, True stands without a value."""
    written = (
        (name.rstrip("_").replace("__", ":").replace("_", "-"), value) for name, value in given.items() if value is not None and value is not False
    )
    return Markup("".join(f" {name}" if value is True else f' {name}="{escape(str(value))}"' for name, value in written))


def joined(parts: Iterable[object], between: str = "") -> Markup:
    """Parts after each other."""
    return Markup(_text(between).join(map(_text, parts)))


def filled(template: Template, given: Mapping[str, object]) -> Markup:
    """A template of XML with a value in place of each `$name`, in texts and in attributes."""
    return Markup(template.substitute({name: value if isinstance(value, Markup) else escape(str(value)) for name, value in given.items()}))


def _text(part: object) -> str:
    return part if isinstance(part, Markup) else escape(str(part), quote=False)
