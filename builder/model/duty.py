"""The clinician on duty: whom staff phone when someone may be at risk. The staff's alone."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from builder.model.base import Authored, Text

_PHONE = re.compile(r"\+?[\d(][\d ().-]*\d(?:\s*(?:ext\.?|x)\s*\d{1,6})?", re.IGNORECASE | re.ASCII)
_EXTENSION = re.compile(r"\s*(?:ext\.?|x)\s*", re.IGNORECASE)
_FEWEST, _MOST = 3, 15


def can_be_called(number: str) -> bool:
    """Whether a text is one phone number, and nothing else."""
    return bool(_PHONE.fullmatch(number)) and _FEWEST <= sum(sign.isdigit() for sign in _EXTENSION.split(number)[0]) <= _MOST


def is_a_phone(number: str) -> str:
    if can_be_called(number):
        return number
    raise ValueError(f"'{number}' is not a phone number; write one as in 555-010-0123, with an extension as in 555-010-0123 ext. 4")


Phone = Annotated[Text, AfterValidator(is_a_phone)]
"""A number as people write it: digits with spaces, dots, dashes or parentheses, and an extension where there is one."""


def tel(number: str) -> str:
    """The address that calls a number that can be called: `tel:5550100123`, and `tel:5550100123,4` where it waits and dials an extension."""
    first, *extension = _EXTENSION.split(number)
    digits = re.sub(r"\D", "", first)
    return f"tel:{'+' if first.startswith('+') else ''}{','.join([digits, *extension])}"


class OnDuty(Authored):
    """Staff only: the clinician whom guides, run sheets and room mode say to call."""

    name: Text | None = Field(None, description="Staff only: a name or a role, such as the crisis clinician")
    phone: Phone | None = Field(None, description="Staff only: the number that someone answers while groups meet, as in 555-010-0123 ext. 4")
    hours: Text | None = Field(None, description="Staff only: when that number is answered")
