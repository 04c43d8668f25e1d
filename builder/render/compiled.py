"""Templates of pages, and those that were compiled before: compiling those of one page takes longer than everything else that the page needs."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from builder.work.store import Store, code_of, key_of


def page_environment(templates: Path, compiled: BytecodeCache | None = None) -> Environment:
    """The templates of pages; `compiled` holds those that were compiled before."""
    return Environment(
        bytecode_cache=compiled,
        loader=FileSystemLoader(templates / "pages"),
        auto_reload=False,
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


class Compiled(BytecodeCache):
    """Compiled templates, kept in the store by their text."""

    def __init__(self, store: Store):
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        if (content := self._store.get(_key(bucket))) is not None:
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.put(_key(bucket), bucket.bytecode_to_string())


def _key(bucket: Bucket) -> str:
    return key_of(["template", code_of(), bucket.key, bucket.checksum])
