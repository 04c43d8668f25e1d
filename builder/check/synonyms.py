"""The words of synonyms.yml: each leads somewhere, and from one place only."""

from __future__ import annotations

from collections.abc import Iterator

from builder.finding import Finding
from builder.model.library import Library
from builder.text.plain_words import words_of


def synonyms_lead_somewhere(library: Library) -> Iterator[Finding]:
    """`synonym-nowhere` for words that no page has, `synonym-itself` for what means itself, `synonym-twice` for what stands in two places."""
    if library.synonyms is None:
        return
    source, standing = library.synonyms.source, _Words(library)
    first: dict[tuple[str, ...], int] = {}
    for number, synonym in enumerate(library.synonym_list):
        for index, typed in enumerate(synonym.words):
            place, words = source.at("synonyms", number, "words", index), tuple(words_of(typed))
            if words in first:
                message = f"'{typed}' stands on line {first[words]} too"
                yield Finding(place, "synonym-twice", message, "keep it in one place, with all that it means")
            first.setdefault(words, place.line)
        for index, meant in enumerate(synonym.means):
            place, parts = source.at("synonyms", number, "means", index), words_of(meant)
            if parts in [words_of(typed) for typed in synonym.words]:
                yield Finding(
                    place, "synonym-itself", f"'{meant}' would mean itself", "take it out of `words`: what a page says is found without a synonym"
                )
            elif (missing := [word for word in parts if word not in standing]) and not place.is_librarys:
                hint = "write the words that the library's pages use, or name the page under `pages`"
                yield Finding(place, "synonym-nowhere", f"no page has the word '{missing[0]}', so '{meant}' finds nothing", hint)


class _Words:
    """Every word of titles, summaries, guides and handouts; a text is read when what came before it does not have the word."""

    def __init__(self, library: Library):
        self._seen: set[str] = set()
        self._texts = _texts(library)

    def __contains__(self, word: str) -> bool:
        while word not in self._seen:
            text = next(self._texts, None)
            if text is None:
                return False
            self._seen.update(words_of(text))
        return True


def _texts(library: Library) -> Iterator[str]:
    sessions = library.sessions.values()
    yield from library.program.meta.topics.values()
    yield from (text for module in library.modules for text in (module.meta.title, module.meta.summary))
    yield from (text for session in sessions for text in (session.meta.title, session.meta.summary))
    yield from (text for handout in library.handouts.values() for text in (handout.meta.title, handout.meta.main_message))
    yield from (source.body for session in sessions for source in session.texts)
    yield from (passage.source.body for passage in library.passages.values())
