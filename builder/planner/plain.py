"""Values as text, the same on every Python: MicroPython keeps no order in a mapping, so keys are sorted."""


def as_json(value):
    """A plain value as compact JSON in ASCII, keys in order; byte for byte the same under CPython and MicroPython."""
    out = []
    _write(value, out)
    return "".join(out)


def _write(value, out):
    if value is None:
        out.append("null")
    elif value is True:
        out.append("true")
    elif value is False:
        out.append("false")
    elif isinstance(value, int):
        out.append("%d" % value)
    elif isinstance(value, str):
        out.append(_quoted(value))
    elif isinstance(value, dict):
        _write_all([(_quoted(key) + ":", value[key]) for key in sorted(value)], "{", "}", out)
    else:
        _write_all([("", item) for item in value], "[", "]", out)


def _write_all(items, opening, closing, out):
    separator = opening
    for key, item in items:
        out.append(separator)
        out.append(key)
        _write(item, out)
        separator = ","
    out.append(opening + closing if not items else closing)


def _quoted(text):
    return '"' + "".join([_escaped(character) for character in text]) + '"'


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
