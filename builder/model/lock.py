"""`library.lock`: which library a program lies over, and what its own files were made from."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from builder.model.base import Authored, Text

LOCK = "library.lock"
"""Where it stands, a folder is a program that lies over the library; a folder without it holds a whole curriculum by itself."""


RETIRED = "retired"
"""In place of a digest, where the library has given a text up."""


class KeptText(Authored):
    """A text of the program's that stays as it is, though the library's has changed."""

    digest: Text = Field(description="Of the library's text that was looked at; `retired` where it has none any more")
    why: Text


class LockMeta(Authored):
    """Written by `groupwork init`, `take`, `leave` and `update`. Paths are from `curriculum/`; digests are of a file's words."""

    library: Text = Field(description="Version of the library")
    made_from: Mapping[Text, Text] = Field(
        {}, description="Files that stand in place of the library's: the digest of the text that each was made from"
    )
    kept: Mapping[Text, KeptText] = Field({}, description="Those that stay as they are though the library's text has changed since")
    texts: Mapping[Text, Text] = Field(description="Every file of the library, and the digest of its words")
