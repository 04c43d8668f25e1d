"""Single values of front matter, read without PyYAML, which no browser has: texts, numbers, and what stands in brackets or quotes."""

ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "0": "\0",
    '"': '"',
    "\\": "\\",
    "/": "/",
    " ": " ",
    "_": "\xa0",
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "v": "\v",
}
CODES = {"x": 2, "u": 4, "U": 8}
CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
QUOTATION = ('"', "'")
DEEPEST = 12
"""Lists and mappings inside each other, at most; a track file has five."""

QUOTES = "put quotes around the whole text"
BRACKETS = {
    "[": ("]", "the list in [ ] is not closed, or lacks a comma", "write [one, two]"),
    "{": ("}", "the keys in { } are not closed, or lack a comma", "write {key: value, other: value}"),
}


class Unreadable(Exception):
    """The place at which reading had to stop, what is wrong there and the next step."""

    def __init__(self, line, column, message, hint):
        self.line, self.column, self.message, self.hint = line, column, message, hint


DIGITS = "0123456789"


def is_date(text):
    return len(text) == 10 and text[4] == text[7] == "-" and all([letter in DIGITS for letter in text[:4] + text[5:7] + text[8:]])


class Values:
    """A place in the lines that moves on as values are read: `row` and `col` from 0."""

    def __init__(self, lines, first_line):
        self.lines = lines
        self.first_line = first_line
        self.row, self.col = 0, 0
        self.depth = 0

    def next_row(self):
        self.row, self.col = self.row + 1, 0

    def key(self, pairs, key, row, col):
        if not key or key == "<<" or key[0] in "?&*!|>@`%,[]{}":
            self.refuse("'%s' cannot be a key" % key, "write `key: value`", row, col)
        for known, line, _, _ in pairs:
            if known == key:
                self.refuse("'%s' stands here for the second time; the first is on line %d" % (key, line), "keep one of the two", row, col)
        return key

    def rest(self):
        return self.lines[self.row][self.col :]

    def refuse(self, message, hint, row=None, col=None):
        row, col = (self.row, self.col) if row is None else (row, col)
        raise Unreadable(row + self.first_line, col + 1, message, hint)

    def node(self, kind, value, row, col):
        return {"kind": kind, "value": value, "line": row + self.first_line, "column": col + 1}

    def deeper(self):
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse("too many lists stand inside each other here", "write it flatter")

    def goes_on(self, parent, words):
        """Whether a further line of a plain text follows; what stands between is put into `words`."""
        row = self.row + 1
        while row < len(self.lines) and not self.lines[row].strip(" "):
            row += 1
        if row == len(self.lines):
            return False
        text = self.lines[row].lstrip(" ")
        col = len(self.lines[row]) - len(text)
        if col <= parent or text[0] == "#":
            return False
        words.append("\n" * (row - self.row - 1) or " ")
        self.row, self.col = row, col
        return True

    def note(self, col):
        """A note may follow a value; a text cut short by a # is no note."""
        if self.lines[self.row][col + 1 : col + 2].strip(" "):
            hint = QUOTES + "; for a note, write a space after the #"
            self.refuse("what follows this # is taken for a note and lost", hint, self.row, col)

    def first_letter(self, inside):
        rest = self.rest()
        if rest[0] in "|>":
            self.refuse("a text that begins with > or | is not read here", "write it in one line, " + QUOTES)
        if rest[0] in "&*!%@`,]}#" or rest[:2] in ("? ", ": ", "?", ":") or (inside and (rest[0] in "?:" or is_item(rest))):
            self.refuse("a text cannot begin with %s" % rest[0], QUOTES)

    def scalar(self, text, row, col):
        if text in CONSTANTS:
            value = CONSTANTS[text]
            return self.node("none" if value is None else "bool", value, row, col)
        digits = text[1:] if text[:1] == "-" else text
        if _is_whole(digits):
            return self.node("int", int(text), row, col)
        return self.node("date" if is_date(text) else "text", text, row, col)

    def flow(self):
        """A list or a mapping in brackets; `[a, again: b]` has a mapping of one key in it."""
        row, col = self.row, self.col
        opening = self.rest()[0]
        closing, message, hint = BRACKETS[opening]
        self.deeper()
        self.col += 1
        found: list = []
        while True:
            letter = self._letter(row, col, message, hint)
            if letter == closing:
                break
            self._flow_entry(opening, found)
            letter = self._letter(row, col, message, hint)
            if letter != ",":
                if letter != closing:
                    self.refuse(message, hint, row, col)
                break
            self.col += 1
        self.col += 1
        self.depth -= 1
        return self.node("list" if opening == "[" else "map", found, row, col)

    def _letter(self, row, col, message, hint):
        """The next letter inside brackets, over spaces, notes and ends of lines."""
        while self.row < len(self.lines):
            rest = self.rest()
            text = rest.lstrip(" ")
            before = self.lines[self.row][self.col - 1 : self.col] if self.col else " "
            self.col += len(rest) - len(text)
            if text and not (text[0] == "#" and (len(rest) > len(text) or before == " ")):
                return text[0]
            self.next_row()
        return self.refuse(message, hint, row, col)

    def _flow_entry(self, opening, found):
        row, col = self.row, self.col
        quoted = self.rest()[0] in "\"'"
        node = self._flow_value()
        if self.row < len(self.lines):
            gap = self.rest()
            text = gap.lstrip(" ")
            colon = text[:1] == ":" and (quoted or is_colon(text) or text[1:2] in ",[]{}")
            if colon:
                self.col += len(gap) - len(text) + 1
        else:
            colon = False
        if not colon and opening == "[":
            found.append(node)
            return
        if node["kind"] in ("map", "list"):
            self.refuse("a key must be a plain word", "write `key: value`", row, col)
        key = self.key(found if opening == "{" else [], _as_written(node), row, col)
        value = self._flow_after() if colon else self.node("none", None, row, col)
        pair = (key, row + self.first_line, col + 1, value)
        found.append(self.node("map", [pair], row, col) if opening == "[" else pair)

    def _flow_after(self):
        """The value behind a colon inside brackets; there may be none."""
        row, col = self.row, self.col
        letter = self._letter(row, col, "something is missing after this colon", "write {key: value}")
        return self.node("none", None, row, col) if letter in ",]}" else self._flow_value()

    def _flow_value(self):
        letter = self.rest()[0]
        if letter in BRACKETS:
            return self.flow()
        if letter in "\"'":
            return self.quoted()
        return self._flow_plain()

    def _flow_plain(self):
        row, col = self.row, self.col
        self.first_letter(True)
        words: list = []
        while True:
            line = self.lines[self.row]
            end = self.col
            while end < len(line) and line[end] not in ",[]{}" and not _flow_colon(line, end) and not (line[end] == "#" and line[end - 1] == " "):
                end += 1
            words.append(line[self.col : end].strip(" "))
            self.col = end
            if end < len(line) or not self.goes_on(-1, words):
                break
            if self.rest()[0] in ",[]{}":
                words.pop()
                break
        text = "".join(words)
        return self.scalar(text, row, col)

    def quoted(self):
        row, col = self.row, self.col
        mark = self.rest()[0]
        self.col += 1
        out: list = []
        while True:
            line = self.lines[self.row]
            if self.col >= len(line):
                self._fold(out, row, col)
                continue
            letter = line[self.col]
            if letter == mark and mark == "'" and line[self.col + 1 : self.col + 2] == "'":
                out.append("'")
                self.col += 2
            elif letter == mark:
                self.col += 1
                return self.node("text", "".join(out), row, col)
            elif letter == "\\" and mark == '"':
                out.append(self._escape(row, col))
            else:
                out.append(letter)
                self.col += 1

    def _fold(self, out, row, col):
        """The end of a line inside quotes: a space, or as many line ends as lines are empty; none behind a backslash."""
        if out and out[-1] == "":
            out.pop()
            empty, joined = 0, ""
        else:
            while out and out[-1] == " ":
                out.pop()
            empty, joined = 0, " "
        self.next_row()
        while self.row < len(self.lines) and not self.lines[self.row].strip(" "):
            empty += 1
            self.next_row()
        if self.row == len(self.lines):
            self.refuse("a quotation mark opens here and never closes", "close it; inside quotes of one kind, use those of the other", row, col)
        out.append("\n" * empty or joined)
        self.col = len(self.lines[self.row]) - len(self.lines[self.row].lstrip(" "))

    def _escape(self, row, col):
        line = self.lines[self.row]
        letter = line[self.col + 1 : self.col + 2]
        if not letter:
            self.col += 1
            return ""
        if letter in ESCAPES:
            self.col += 2
            return ESCAPES[letter]
        digits = line[self.col + 2 : self.col + 2 + CODES.get(letter, 0)]
        code = _hexadecimal(digits) if digits and len(digits) == CODES[letter] else -1
        if not 0 <= code < 0x110000 or 0xD800 <= code < 0xE000:
            self.refuse("a backslash cannot stand here, inside double quotes", "use single quotes around the text, or write the backslash twice")
        self.col += 2 + len(digits)
        return chr(code)


def is_item(rest):
    return rest[:1] == "-" and rest[1:2] in ("", " ")


def is_colon(text):
    return text[:1] == ":" and text[1:2] in ("", " ")


def _flow_colon(line, col):
    return line[col] == ":" and (col + 1 == len(line) or line[col + 1] in " ,[]{}")


def _is_whole(digits):
    return 0 < len(digits) < 19 and all([digit in DIGITS for digit in digits]) and (digits[0] != "0" or digits == "0")


def _hexadecimal(digits):
    return int(digits, 16) if all([digit in DIGITS + "abcdefABCDEF" for digit in digits]) else -1


def _as_written(node):
    """A key as text, whatever it looks like."""
    value = node["value"]
    return value if isinstance(value, str) else "null" if value is None else "%d" % value if node["kind"] == "int" else "true" if value else "false"
