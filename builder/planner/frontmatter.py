"""Front matter where there is no PyYAML: the part of YAML that track files use, each value with its place."""

from builder.planner.yamlvalues import BRACKETS, QUOTATION, QUOTES, Values, is_colon, is_item


def read_front_matter(lines, first_line):
    """The value that the lines hold, as a node `{"kind", "value", "line", "column"}`; raises Unreadable.

    `kind` is map, list, text, int, bool, date or none. A map's value is a list of `(key, line, column, node)` in the order of the file, a list's a list of nodes.
    """
    return _Blocks(lines, first_line).whole()


class _Blocks(Values):
    """Lists and keys by their indentation."""

    def whole(self):
        for row, line in enumerate(self.lines):
            if "\t" in line and line.strip(" ")[:1] != "#":
                self.refuse("a tab stands here", "write spaces instead", row, line.find("\t"))
        self._seek()
        if self.row == len(self.lines):
            return self.node("none", None, self.row, 0)
        node = self._block(-1)
        if self.row < len(self.lines):
            self._misplaced()
        return node

    def _block(self, parent):
        """What begins here and stands further to the right than `parent`."""
        self.deeper()
        rest = self.rest()
        if is_item(rest):
            node = self._block_list()
        elif self._key_ends() is not None:
            node = self._block_map()
        else:
            node = self._value(parent)
        self.depth -= 1
        return node

    def _block_list(self):
        row, col = self.row, self.col
        items = []
        while self.col == col and is_item(self.rest()):
            self.col += 1
            items.append(self._after(col, self._block, False))
        if self.col > col:
            self._misplaced()
        return self.node("list", items, row, col)

    def _block_map(self):
        row, col = self.row, self.col
        pairs: list = []
        while self.col == col and not is_item(self.rest()):
            end = self._key_ends()
            if end is None:
                self._misplaced()
            line = self.row
            text = self.lines[line][col:end].strip(" ")
            key = self.key(pairs, text[1:-1] if text[:1] in QUOTATION else text, line, col)
            self.col = end + 1
            pairs.append((key, line + self.first_line, col + 1, self._after(col, self._value, True)))
        if self.col > col:
            self._misplaced()
        return self.node("map", pairs, row, col)

    def _after(self, col, inline, in_map):
        """What follows a colon or a hyphen: in the same line, or in the next ones further to the right; a list may begin right under its key."""
        rest = self.rest()
        text = rest.lstrip(" ")
        if text and not (text[0] == "#" and rest[0] == " "):
            self.col += len(rest) - len(text)
            return inline(col)
        self.note(len(self.lines[self.row]) - len(text))
        place = (self.row, self.col)
        self.next_row()
        self._seek()
        if self.col > col or (in_map and self.col == col and is_item(self.rest())):
            return self._block(col)
        return self.node("none", None, place[0], place[1])

    def _key_ends(self):
        """The column of the colon behind the key that begins here, or None where no key begins."""
        line = self.lines[self.row]
        col = self.col
        if line[col] in "\"'":
            end = line.find(line[col], col + 1)
            after = line[end + 1 :].lstrip(" ") if end > 0 and "\\" not in line[col:end] else ""
            return len(line) - len(after) if is_colon(after) else None
        if line[col] in "[{":
            return None
        while col < len(line):
            if line[col] == "#" and line[col - 1] == " ":
                return None
            if is_colon(line[col : col + 2]):
                return col
            col += 1
        return None

    def _seek(self):
        """On to the next line that holds something, at its first letter."""
        while self.row < len(self.lines):
            line = self.lines[self.row]
            text = line.lstrip(" ")
            self.col = len(line) - len(text)
            if text and text[0] != "#":
                return
            self.next_row()
        self.col = -1

    def _misplaced(self):
        self.refuse("this line does not fit the one above it", "let the keys of one list begin in one column; a line above may lack its colon")

    def _value(self, parent):
        """A text, a number, or something in brackets or quotes, up to the end of its line; then on to the next line."""
        rest = self.rest()
        if rest[0] in "[{\"'":
            row, col = self.row, self.col
            node = self.flow() if rest[0] in BRACKETS else self.quoted()
            self._line_is_over(row, col)
        elif is_item(rest):
            self.refuse("a list cannot begin in the line of its key", "begin it in the next line, or write [one, two]")
        else:
            node = self._plain_lines(parent)
        self._seek()
        return node

    def _line_is_over(self, row, col):
        """What follows a value in brackets or quotes that opened at a place: a note at most."""
        rest = self.rest()
        text = rest.strip(" ")
        if text and not (text[0] == "#" and rest[0] == " "):
            self.col += len(rest) - len(rest.lstrip(" "))
            if self.row > row:
                self.refuse("what opens here closes too late, or never", "look for a missing quotation mark or bracket", row, col)
            self.refuse("this does not belong to what stands before it", QUOTES + "; look for a quotation mark or bracket that closes too early")
        self.next_row()

    def _plain_lines(self, parent):
        """A text without quotes, which goes on in lines that stand further to the right."""
        row, col = self.row, self.col
        self.first_letter(False)
        words: list = []
        while True:
            text, noted = self._plain_line(self.row > row)
            words.append(text)
            if noted or not self.goes_on(parent, words):
                break
        self.next_row()
        return self.scalar("".join(words), row, col)

    def _plain_line(self, further):
        """The rest of a line as plain text, and whether a note follows it."""
        line = self.lines[self.row]
        end = self.col
        while end < len(line):
            if line[end] == "#" and line[end - 1] == " ":
                self.note(end)
                return line[self.col : end].strip(" "), True
            if is_colon(line[end : end + 2]) and further:
                self._misplaced()
            if is_colon(line[end : end + 2]):
                self.refuse("a second ': ' stands in this line", QUOTES + " that holds the colon", self.row, end)
            end += 1
        return line[self.col :].strip(" "), False
