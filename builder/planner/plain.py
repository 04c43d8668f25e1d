"""Values as text, the same on every Python: MicroPython keeps no order in a mapping, so keys are sorted."""


def as_json(value):
    """A plain value as compact JSON in ASCII, keys in order; byte for byte the same under CPython and MicroPython."""
    out: list[str] = []
    _write(value, out, {})
    return "".join(out)


def _write(value, out, known):
    if value is None:
        out.append("null")
    elif value is True:
        out.append("true")
    elif value is False:
        out.append("false")
    elif isinstance(value, int):
        out.append("%d" % value)
    elif isinstance(value, str):
        out.append(_quoted(value, known))
    elif isinstance(value, dict):
        _write_all([(_quoted(key, known) + ":", value[key]) for key in sorted(value)], "{", "}", out, known)
    else:
        _write_all([("", item) for item in value], "[", "]", out, known)


def _write_all(items, opening, closing, out, known):
    separator = opening
    for key, item in items:
        out.append(separator)
        out.append(key)
        _write(item, out, known)
        separator = ","
    out.append(opening + closing if not items else closing)


def _quoted(text, known):
    """A text in quotes; `known` keeps what was quoted before, since keys and ids come again and again."""
    if text not in known:
        known[text] = '"' + "".join([_escaped(character) for character in text]) + '"'
    return known[text]


def _escaped(character):
    code = ord(character)
    if character in '"\\':
        return "\\" + character
    if 32 <= code < 127:
        return character
    if code < 0x10000:
        return "\\u%04x" % code
    code -= 0x10000
    return "\\u%04x\\u%04x" % (0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF))
