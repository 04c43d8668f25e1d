"""One short name for a text, by which two of them are told apart: the browser, the command and the server give the same."""

PRIME = (1 << 127) - 1


def digest(text: str) -> str:
    """The letters of a text as one large number, in what is left of it by a prime. It tells a change; it keeps no secret."""
    return "%032x" % (int.from_bytes(b"\1" + text.encode(), "big") % PRIME)
