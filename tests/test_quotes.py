from __future__ import annotations

import pytest

from builder.text.quotes import curled


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("My hands' trail", "My hands’ trail"),
        ("When it can't be fixed", "When it can’t be fixed"),
        ('leave out the "but", and go', "leave out the “but”, and go"),
        ('"Almost." So try once more.', "“Almost.” So try once more."),
        ('they say "yes, that\'s it."', "they say “yes, that’s it.”"),
        ("a 'slow' (\"deep\") breath", "a ‘slow’ (“deep”) breath"),
        ("the '90s", "the ’90s"),
        ("no marks", "no marks"),
        ("“already” it’s", "“already” it’s"),
    ],
)
def test_quotation_marks_are_curled_as_a_typesetter_would(written: str, printed: str) -> None:
    assert curled(written) == printed
