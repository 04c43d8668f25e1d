"""Whether plain data is as a table says: types, ranges, keys. For what comes from outside: files, links, pages.

What is expected is a tuple: `("text", longest)`, `("line", longest)` (it may be empty), `("lines", longest)`, `("whole", least, most)`, `("yes or no",)`, `("one of", values)`, `("form", test, what, hint)`, `("none or", expected)`, `("any",)`,
`("list", expected, fewest, most)`, `("keys", {key: expected}, required)`, `("table", expected key, expected value, fewest, most)`,
`("by key", key, expected with it, expected without)` and `("either", {type: expected})` with types as `type_of` calls them.
"""

from builder.planner.words import stripped

MOST_TOLD = 40
"""Findings after which no more are looked for."""

TYPE_WORDS = {
    "text": "a text",
    "whole": "a whole number",
    "yes or no": "true or false",
    "list": "a list",
    "map": "`key: value` lines",
    "none": "empty",
    "date": "a date",
    "other": "something else",
}
TYPE_HINTS = {
    "text": "write text; put it in quotes if it looks like a number or a date",
    "whole": "write a whole number, without quotes and without a leading zero",
    "yes or no": "write true or false",
    "list": "write a list: [one, two], or lines that begin with '- '",
    "map": "write `key: value` lines, indented",
}


class Date:
    """What YAML takes for a date, where no key holds one."""


def mismatches(expected, value):
    """What does not fit, in order: `[{"path", "message", "hint", "of"}]`, `of` "key" where the key itself is meant."""
    told: list = []
    _look(expected, value, (), told)
    return told[:MOST_TOLD]


TYPES = {"yes or no": bool, "whole": int, "text": str, "list": list, "map": dict, "date": Date}


def type_of(value):
    for name in ("yes or no", "whole", "text", "list", "map", "date"):
        if isinstance(value, TYPES[name]):
            return name
    return "none" if value is None else "other"


def _look(expected, value, path, told):
    if len(told) < MOST_TOLD:
        LOOKS[expected[0]](expected, value, path, told)


def _tell(told, path, message, hint, of="value"):
    told.append({"path": path, "message": message, "hint": hint, "of": of})


def _is(name, value, path, told):
    """Whether a value has the type that is asked for; told where it has not."""
    if isinstance(value, TYPES[name]) and (name == "yes or no" or not isinstance(value, bool)):
        return True
    if value is None:
        _tell(told, path, "%s is empty" % _subject(path), "write it after the colon")
    else:
        _tell(told, path, "%s must be %s, not %s" % (_subject(path), TYPE_WORDS[name], _given(value)), TYPE_HINTS[name])
    return False


def _text(expected, value, path, told):
    if _is("text", value, path, told):
        if stripped(value):
            _letters(expected[1], value, path, told, "")
        else:
            _tell(told, path, "%s is empty" % _subject(path), "write something here")


def _line(expected, value, path, told):
    if _is("text", value, path, told):
        _letters(expected[1], value, path, told, "")


def _lines(expected, value, path, told):
    if _is("text", value, path, told):
        _letters(expected[1], value, path, told, "\n\t")


def _letters(longest, value, path, told, allowed):
    if len(value) > longest:
        _tell(told, path, "%s is longer than %d letters" % (_subject(path), longest), "shorten it")
    else:
        for letter in allowed:
            value = value.replace(letter, " ")
        plain = not value or (min(value) >= " " and max(value) <= "~")  # most texts, and quick to tell
        if not plain and any([is_invisible(letter) for letter in value]):
            _tell(told, path, "%s has an invisible character in it" % _subject(path), "delete it and type the text anew")


def is_invisible(letter):
    """Characters that no file of ours may hold, or that end a line."""
    code = ord(letter)
    return code < 32 or 127 <= code < 160 or code in (0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000


def _whole(expected, value, path, told):
    if _is("whole", value, path, told) and not expected[1] <= value <= expected[2]:
        number = "%d" % value if abs(value) < 10**15 else "one of %d digits or more" % 16
        _tell(told, path, "%s must be from %d to %d, not %s" % (_subject(path), expected[1], expected[2], number), "write a number between the two")


def _yes_or_no(expected, value, path, told):
    _is("yes or no", value, path, told)


def _one_of(expected, value, path, told):
    if _is("text", value, path, told) and value not in expected[1]:
        hint = did_you_mean(value, expected[1]) or "write one of: %s" % ", ".join(expected[1])
        _tell(told, path, "%s cannot be %s" % (_subject(path), _given(value)), hint)


def _form(expected, value, path, told):
    _, test, what, hint = expected
    if _is("text", value, path, told) and not (len(value) <= 200 and test(value)):
        _tell(told, path, "%s must be %s, not %s" % (_subject(path), what, _given(value)), hint)


def _none_or(expected, value, path, told):
    if value is not None:
        _look(expected[1], value, path, told)


def _any(expected, value, path, told):
    """Whatever it is; something else looks at it."""


def _list(expected, value, path, told):
    _, inside, fewest, most = expected
    if _is("list", value, path, told) and _length(value, fewest, most, path, told):
        for number, item in enumerate(value):
            _look(inside, item, path + (number,), told)


def _keys(expected, value, path, told):
    _, known, required = expected
    if not _is("map", value, path, told):
        return
    missing = [key for key in required if key not in value]
    for key in sorted(value):
        if key in known:
            _look(known[key], value[key], path + (key,), told)
        else:
            near = nearest(key, sorted(known))
            missing = [other for other in missing if other != near]
            _tell(told, path + (key,), "'%s' is not a key that is known here" % shortened(key), _meant(near) or _known(sorted(known)), "key")
    for key in missing:
        _tell(told, path, "'%s' is missing" % key, "add a line `%s: ...`" % key)


def _table(expected, value, path, told):
    _, keys, inside, fewest, most = expected
    if _is("map", value, path, told) and _length(value, fewest, most, path, told):
        for key in sorted(value):
            wrong: list = []
            _look(keys, key, path + (key,), wrong)
            if wrong:
                _tell(told, path + (key,), "'%s' is not a key that is known here" % shortened(key), wrong[0]["hint"], "key")
            else:
                _look(inside, value[key], path + (key,), told)


def _by_key(expected, value, path, told):
    if _is("map", value, path, told):
        _look(expected[2 if expected[1] in value else 3], value, path, told)


def _either(expected, value, path, told):
    kinds = expected[1]
    found = type_of(value)
    if found in kinds:
        _look(kinds[found], value, path, told)
    else:
        first = [name for name in TYPE_HINTS if name in kinds][0]
        _is(first, value, path, told)


LOOKS = {
    "text": _text,
    "line": _line,
    "lines": _lines,
    "whole": _whole,
    "yes or no": _yes_or_no,
    "one of": _one_of,
    "form": _form,
    "none or": _none_or,
    "any": _any,
    "list": _list,
    "keys": _keys,
    "table": _table,
    "by key": _by_key,
    "either": _either,
}


def _length(value, fewest, most, path, told):
    if len(value) < fewest:
        _tell(told, path, "%s needs %s or more" % (_subject(path), _entries(fewest)), "add what is missing")
    elif len(value) > most:
        _tell(told, path, "%s takes %s at most" % (_subject(path), _entries(most)), "take out what is too much")
    return fewest <= len(value) <= most


def _entries(number):
    return "%d entr%s" % (number, "y" if number == 1 else "ies")


def _subject(path):
    if not path:
        return "this"
    if isinstance(path[-1], int):
        return "entry %d of '%s'" % (path[-1] + 1, path[-2]) if len(path) > 1 and isinstance(path[-2], str) else "entry %d" % (path[-1] + 1)
    return "'%s'" % shortened(path[-1])


def _given(value):
    kind = type_of(value)
    if kind == "text":
        return "the text '%s'" % shortened(value)
    if kind == "whole" and abs(value) < 10**15:
        return "the number %d" % value
    if kind == "yes or no":
        return "true" if value else "false"
    return TYPE_WORDS[kind]


def shortened(text):
    shown = "".join([letter for letter in text[:60] if not is_invisible(letter)])
    return shown if len(text) <= 40 else shown[:39] + "…"


def _known(known):
    return "known keys are: %s" % ", ".join(known)


def _meant(near):
    return "did you mean '%s'?" % near if near else ""


def did_you_mean(word, known):
    """A hint that names what a word was meant to be, or nothing."""
    return _meant(nearest(word, known))


def nearest(word, known):
    """The known word that takes the fewest changes of letters, at most one in three; None where none is as near."""
    best = None
    for other in known if len(word) <= 100 else []:
        most = max(len(word), len(other)) // 3
        changes = _changes(word, other) if abs(len(word) - len(other)) <= most else most + 1
        if changes <= most and (best is None or (changes, other) < best):
            best = (changes, other)
    return best[1] if best else None


def _changes(word, other):
    """Letters to add, take away or change between two words."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(word):
        above, row = row, [number + 1]
        for place, wanted in enumerate(other):
            row.append(min(above[place + 1] + 1, row[place] + 1, above[place] + (letter != wanted)))
    return row[-1]
