"""What stands inside a line: words, links, citations, blanks and crisis lines, from the parser's tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from builder.finding import Place, nearest, shortened
from builder.text.fields import CellLabel, Fields
from builder.text.inserts import Inserts, UnusableWord
from builder.text.spots import Spot, Spots
from builder.text.tree import Break, Cite, Code, Danger, Emphasis, Inline, Link, Pause, Strong, Words, relined
from builder.text.unseen import unseen

NO_HTML = "take it out; an empty line begins a new paragraph, **two stars** make bold, *one* makes italics"

_ONE_CITE = r"@[a-z0-9-]+(?:\s*,[^;@]*[^;@\s])?"
_CITE = re.compile(rf"{_ONE_CITE}(?:\s*;\s*{_ONE_CITE})*\s*\Z")
_PAUSE = re.compile(r"pause (?P<count>[0-9]{1,3}) (?P<unit>second|minute)s?\Z")
_PAUSES = range(3, 601)
"""Seconds that a voice may be quiet: shorter is no pause, longer is a page that seems broken."""


class InlineReader:
    """Turns the inline tokens of a document into its inlines."""

    def __init__(self, spots: Spots, fields: Fields, inserts: Inserts):
        self.spots, self.fields, self.inserts = spots, fields, inserts

    def read(self, inline: Token, cell: CellLabel | None = None) -> tuple[Inline, ...]:
        return tuple(_joined(self._nodes(inline.children or [], inline, cell)))

    def _nodes(self, tokens: Sequence[Token], inline: Token, cell: CellLabel | None) -> Iterator[Inline]:
        refuse, spots = self.spots.refuse, self.spots
        for token, held in groups(tokens):
            inner = tuple(_joined(self._nodes(held, inline, cell)))
            match token.type:
                case "text":
                    if token.content:
                        self._seen(token.content, spots.start(spots.line_of(inline)))
                        yield Words(token.content)
                case "softbreak":
                    yield Words(" ")
                case "hardbreak":
                    yield Break()
                case "strong_open":
                    yield Strong(inner)
                case "em_open":
                    yield Emphasis(inner)
                case "code_inline":
                    yield Code(token.content)
                case "link_open" if token.attrs.get("href") in self.inserts.left_out:
                    yield from inner
                case "link_open":
                    yield Link(str(token.attrs.get("href", "")), inner, *spots.of(inline, token.meta.get("pos", 0)))
                case "mark":
                    yield from self._mark(token, spots.mark(inline, token), cell)
                case "html_inline":
                    message = f"raw HTML ({shortened(token.content)}) does not reach print or files"
                    refuse("raw-html", spots.mark(inline, token), message, NO_HTML)
                case "image":
                    hint = "put an empty line before and after it"
                    refuse("markup-unknown", spots.mark(inline, token), "a drawing stands alone in its paragraph", hint)
                case _:
                    refuse("markup-unknown", (spots.line_of(inline), 1), f"'{token.type}' is not part of the dialect", "write it as plain words")

    def _seen(self, words: str, spot: Spot) -> None:
        """Nothing that an entity stands for, such as `&#8238;`, is a character that nobody sees."""
        if found := unseen(words, Place(self.spots.file), in_a_line=True):
            self.spots.refuse(found.code, spot, found.message, found.hint)

    def _mark(self, token: Token, spot: Spot, cell: CellLabel | None) -> Iterator[Inline]:
        refuse = self.spots.refuse
        content = " ".join(token.content.split())
        match token.meta["kind"]:
            case "cite" if _CITE.match(content):
                parts = [part.strip().removeprefix("@").partition(",") for part in content.split(";")]
                locators = tuple(locator.strip() for _, _, locator in parts)
                yield Cite(tuple(name.strip() for name, _, _ in parts), *spot, locators if any(locators) else ())
            case "cite" | "cited":
                shown = shortened(content if token.meta["kind"] == "cited" else f"[{content}]")
                hint = "write [@source-id], [@source-id, ch. 3] or [@one; @two], with ids from sources.yml"
                refuse("cite-mark", spot, f"'{shown}' is not a citation that can be read", hint)
            case "block":
                hint = "write [____] in a table" if cell else "put an empty line before and after it"
                refuse("field-mark", spot, "[lines ...] and [scale ...] stand alone on their line", hint)
            case "tick":
                refuse("field-mark", spot, "a tick box stands at the beginning of a list item", "write - [ ] label on a line of its own")
            case "field":
                hint = "write [____ label], [lines 4: label], [scale 0-10: label] or - [ ] label"
                refuse("field-mark", spot, f"'{shortened(content)}' is not a field that can be read", hint)
            case "pause":
                yield from self._pause(content, spot)
            case "insert":
                yield from self._inserted(token, spot)
            case "danger" if cell and self.inserts.audience == "staff":
                yield Danger(*spot)
            case "danger" if cell:
                refuse("danger-row", spot, "[!] marks what staff listen for, and has no place on a page for participants", "take it out")
            case "danger":
                refuse("danger-row", spot, "[!] marks a row of a table", "put it at the beginning of the row's first cell")
            case "link":
                hint = "write [words](module/session) or [words](https://...), without spaces in the address"
                refuse("markup-unknown", spot, "a link ends here that cannot be read", hint)
            case _:
                if blank := self.fields.blank(content, spot, cell):
                    yield blank

    def _pause(self, content: str, spot: Spot) -> Iterator[Pause]:
        found = _PAUSE.match(content)
        seconds = int(found["count"]) * (60 if found["unit"] == "minute" else 1) if found else 0
        if self.inserts.audience == "staff":
            message, hint = (
                "a pause is for the voice that reads a handout aloud; nobody reads a guide aloud",
                "say it in the script: (wait 20 seconds)",
            )
            self.spots.refuse("pause-mark", spot, message, hint)
        elif seconds in _PAUSES:
            yield Pause(seconds)
        else:
            self.spots.refuse("pause-mark", spot, f"'[{shortened(content)}]' is not a pause of 3 seconds to 10 minutes", "write [pause 20 seconds]")

    def _inserted(self, token: Token, spot: Spot) -> Iterator[Inline]:
        """`{{line 988}}`: the name of a crisis line and how to reach it; `{{program.phone}}`: what is the program's own."""
        lines, words = self.inserts.lines, token.content.split()
        if len(words) == 2 and words[0] == "line":
            if words[1] in lines:
                yield from relined(lines[words[1]], *spot)
            else:
                self.spots.refuse("line-unknown", spot, f"no crisis line has the id '{shortened(words[1])}'", nearest(words[1], lines))
            return
        if len(words) == 1 and words[0] not in ("line", "passage"):
            try:
                yield Words(self.inserts.word(words[0]))
            except UnusableWord as problem:
                self.spots.refuse(problem.code, spot, problem.message, problem.hint)
            return
        hint = "write {{passage withdrawal}} alone in its paragraph or list item, or {{line 988}} or {{program.phone}} in a sentence"
        passage = words[:1] == ["passage"]
        said = "a passage stands alone in its paragraph or list item" if passage else f"'{{{{{shortened(token.content)}}}}}' is not a mark"
        self.spots.refuse("insert-mark", spot, said, hint)


def groups(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """Each token of a flat list that stands directly in it, with the tokens between it and the one that closes it."""
    index = 0
    while index < len(tokens):
        end = _closing(tokens, index)
        yield tokens[index], tokens[index + 1 : end]
        index = end + 1


def _closing(tokens: Sequence[Token], index: int) -> int:
    """Index of the token that closes the one at `index`; the same index for a token that holds nothing."""
    if tokens[index].nesting != 1:
        return index
    depth = 0
    for position in range(index, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens) - 1


def _joined(inlines: Iterator[Inline]) -> Iterator[Inline]:
    """Neighbouring words as one."""
    pending = ""
    for inline in inlines:
        if isinstance(inline, Words):
            pending += inline.text
            continue
        if pending:
            yield Words(pending)
            pending = ""
        yield inline
    if pending:
        yield Words(pending)
