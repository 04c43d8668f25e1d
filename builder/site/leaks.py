"""What must not be in participants' hands: files that nothing says are theirs, and words that nobody declared public, in whatever file and place."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, pairwise
from pathlib import Path

from builder.installed import TEMPLATES
from builder.model.library import Library
from builder.site.audiences import ids_in, public_and_staff, staff_sentences
from builder.site.claims import Claims, address_texts, found_in, misplaced, unclaimed
from builder.site.declared import PAPER, phrases, program_texts, template_texts
from builder.site.last_look import Problem, facts_of
from builder.site.pdf_text import Opaque
from builder.site.public_words import PublicWords, StaffWords
from builder.site.record import PUBLIC_SITE, Entry, Fresh, Record, in_site, is_public
from builder.site.search_look import beyond_pages
from builder.site.unpacked import texts_in
from builder.site.words import Coded, coded, codes_of, words_of_text
from builder.views.address import staff_address
from builder.work.memo import Memo, Spread, here
from builder.work.store import Store, code_of, digest_of_files, key_of, made_by

PRINTED = (".pdf", ".docx", ".pptx", ".epub")
AT_ONCE, MOST = 5, 60
"""Places in one file that are told, and in all; who mends one looks again."""


@dataclass(frozen=True)
class Wording:
    """All words that are public; those of the library and the program alone; and what staff say, in words for the message alone."""

    public: PublicWords
    besides: PublicWords
    staff: StaffWords
    sentences: Callable[[], Iterable[str]]

    @property
    def key(self) -> int:
        """The same for the same words."""
        public = self.public
        withheld = {int.from_bytes(one, "little") for one in public.withheld}  # bytes have another hash in every process
        sets = (public.runs, public.whole, public.labels, public.joints, public.each, set().union(*public.hidden.values()), withheld)
        return hash(tuple(hash(frozenset(one)) for one in sets))


def wording_of(
    libraries: Sequence[Library], addresses: Mapping[str, Collection[str]], templates: Path, store: Store, memo: Memo, spread: Spread = here
) -> Wording:
    """The words of some libraries, of the templates and the program, and of `addresses`: paths by where their site stands."""
    each = [public_and_staff(library, memo, spread) for library in libraries]
    own = PublicWords.of(public for public, _ in each)
    said, laid = _declared(templates, store)
    paths = PublicWords.of(memo.one(words_of_addresses, tuple(sorted(found)), address) for address, found in addresses.items())
    besides, staff = PublicWords.of((own, said)), StaffWords.of(words for _, words in each)
    every = PublicWords.of((besides, paths, laid))
    every.labels.update(every.joints)
    every.hide(staff, besides.fragments | paths.fragments)
    every.withhold((staff_address(library).rpartition("://")[2].rstrip("/") for library in libraries), every.runs)
    return Wording(every, besides, staff, cache(lambda: [one for library in libraries for one in staff_sentences(library)]))


def words_of_addresses(paths: tuple[str, ...], address: str) -> PublicWords:
    words = PublicWords()
    words.add(address_texts(paths, address))
    return words


def _declared(templates: Path, store: Store) -> tuple[PublicWords, PublicWords]:
    """What the program says by itself, and what the templates say: read once for each state of them."""
    key = key_of(["declared", code_of(), digest_of_files(templates)])
    kept = store.get(key)
    if kept is None:
        kept = _read_declared(templates, key)
        store.put(key, kept)
    found: tuple[PublicWords, PublicWords] = pickle.loads(kept)
    return found


@lru_cache(maxsize=2)
def _read_declared(templates: Path, _key: str) -> bytes:
    """The store spares it from build to build, the cache where one process builds several projects."""
    own, laid = PublicWords(), PublicWords()
    own.add(program_texts())
    own.add_names(phrases())
    there = [*template_texts(templates)]
    laid.add(said for _, said in there)
    laid.add_labels(said for name, said in there if name.startswith(PAPER))
    return pickle.dumps((own, laid), pickle.HIGHEST_PROTOCOL)


def addresses_of(fresh: Fresh, libraries: Mapping[str, Library], claims: Mapping[str, Claims | None]) -> dict[str, frozenset[str]]:
    """The paths of each participants' site by its address; of one that stands as it was, those that it has."""
    found: dict[str, frozenset[str]] = {}
    for under, library in libraries.items():
        folder = f"{under}/{PUBLIC_SITE}".lstrip("/")
        planned = claims.get(folder, {})
        paths = planned if planned is not None else fresh.of(folder)
        address = library.program.meta.address.rstrip("/")
        found[address] = found.get(address, frozenset()) | frozenset(paths)
    return found


def checked_before(record: Record, wording: Wording) -> Set[Coded]:
    """The texts of what stands published, where they were found to be public by these same words."""
    if record.code != made_by() or record.notes.get("words") != wording.key:
        return frozenset()
    passed = set(record.notes.get("passed", record.files))
    return {text for path, entry in record.files.items() if is_public(path) and path not in passed for text in entry.facts.texts}


def said_by_templates(templates: Path, wording: Wording) -> Iterator[Problem]:
    """What a program's own templates say to participants in words of staff, a few of them in a row or a name: what stands in templates is public else."""
    if templates == TEMPLATES:
        return
    ours = {said for _, said in template_texts(TEMPLATES)}
    own = dict.fromkeys((name, said) for name, said in template_texts(templates) if said not in ours)
    yield from (Problem(f"templates/{name}", message) for name, message in _in_words_of_staff(own, wording))


def said_by_addresses(claims: Mapping[str, Claims | None], libraries: Iterable[Library], wording: Wording) -> Iterator[Problem]:
    """The same of the addresses of participants' files, but where they are what an author called a thing."""
    names = {part for library in libraries for name in ids_in(library) for part in name.split("/")}
    paths = ((f"{folder}/{path}".lstrip("/"), part) for folder, planned in claims.items() for path in planned or () for part in path.split("/"))
    made = ((path, part) for path, part in paths if part not in names and names.isdisjoint(_begun(part)))
    yield from (Problem(path, f"its address {message}") for path, message in _in_words_of_staff(made, wording))


def _begun(part: str) -> Set[str]:
    """What a name of a file may begin with: all that stands before a hyphen or a point."""
    return {part[:place] for place, sign in enumerate(part) if sign in "-."}


def _in_words_of_staff(texts: Iterable[tuple[str, str]], wording: Wording) -> Iterator[tuple[str, str]]:
    """What says in a few words what staff alone read, by its name."""
    known: dict[str, str] = {}
    for name, said in texts:
        if said not in known:
            words = [word.decode() for word in words_of_text(said) if word != b"\x1f"]
            found = wording.staff.in_few_words(codes_of(said), wording.besides)
            known[said] = f"says to participants what staff alone read: '{' '.join(words[slice(*found)])}'" if found else ""
        if known[said]:
            yield name, known[said]


def look(
    fresh: Fresh,
    claims: Mapping[str, Claims | None],
    libraries: Mapping[str, Library],
    wording: Wording,
    checked: Set[Coded],
    pages_only: bool = False,
) -> Iterator[Problem]:
    """Everything in the next `site/` that may not be published for participants. `claims` are those of each of their sites by its folder, and of the files in
    front of all under no name; None where nobody knows what was planned. `checked` are texts that were found to be public by these same words. What
    is left as it is published was looked at with the words of its time."""
    found = found_in(fresh.folder)
    yield from (Problem(path, f"{what} cannot be published") for path, what in sorted(found.odd.items()) if is_public(path))
    entries = {path: _entry(fresh, path, signature) for path, signature in found.files.items() if is_public(path)}
    there: dict[str, list[str]] = {folder: [] for folder in claims}
    for path in filter(is_public, found.files):
        folder, name = in_site(path)
        inside = folder if folder.rpartition("/")[2] == PUBLIC_SITE else ""
        there.setdefault(inside, []).append(name if inside else path)
    for folder, names in sorted(there.items()):
        planned = claims.get(folder, {})
        under = f"{folder}/" if folder else ""
        if planned is not None:
            yield from (Problem(f"{under}{name}", message) for name, message in unclaimed(names, planned, pages_only))
            yield from (Problem(f"{under}{name}", message) for name, message in _altered(entries, under, planned))
            library = libraries.get(folder.rpartition("/")[0])
            yield from (Problem(f"{under}{name}", message) for name, message in (misplaced(planned, library) if library else ()))
    yield from _copied(fresh, entries)
    anew = {path: entry for path, entry in entries.items() if path not in fresh.left or entry is not fresh.entries[path]}
    yield from _said(fresh.folder, anew, wording, checked)
    yield from beyond_pages(fresh.folder, entries, anew)


def _entry(fresh: Fresh, path: str, signature: tuple[int, int]) -> Entry:
    """What is known of a file as it stands now; one that was touched since is read again."""
    known = fresh.entries.get(path)
    if known and known.signature == signature:
        return known
    content = (fresh.folder / path).read_bytes()
    return Entry(signature, key_of([content]), facts_of(in_site(path)[1] or path, content, True, fresh.folder / in_site(path)[0]))


def _altered(entries: Mapping[str, Entry], under: str, claims: Claims) -> Iterator[tuple[str, str]]:
    """Files whose content is known before they are written, and that hold something else now."""
    for name, claim in claims.items():
        entry = entries.get(f"{under}{name}")
        if claim.key and entry and entry.key != claim.key:
            yield name, "it is not what was planned to stand here"


def _copied(fresh: Fresh, entries: Mapping[str, Entry]) -> Iterator[Problem]:
    """Printed files that only staff have, under whatever name; what both have stands at one address in both sites."""
    public = {(in_site(path)[1], entry.key) for path, entry in entries.items()}
    printed = {path: entry.key for path, entry in fresh.entries.items() if not is_public(path) and path.endswith(PRINTED)}
    shared = {key for path, key in printed.items() if (in_site(path)[1], key) in public}
    theirs = {key: path for path, key in printed.items() if key not in shared}
    for path, entry in entries.items():
        if entry.key in theirs:
            yield Problem(path, f"this is a file that staff alone have: {theirs[entry.key]}")


def _said(folder: Path, entries: Mapping[str, Entry], wording: Wording, checked: Set[Coded]) -> Iterator[Problem]:
    known: dict[Coded, bool] = dict.fromkeys(checked, True)
    told, more = set[str](), 0
    for path, entry in sorted(entries.items()):
        if entry.facts.unreadable:
            yield Problem(path, f"{entry.facts.unreadable}: nobody can say what it tells participants")
        wrong = False
        for text in entry.facts.texts:
            if text not in known:
                known[text] = not any(True for _ in wording.public.unknown(text))
            wrong = wrong or not known[text]
        if wrong and len(told) < MOST:
            found = [one for one in islice(_told(folder, path, wording), AT_ONCE) if one.message not in told]
            told.update(one.message for one in found)
            yield from found
        elif wrong:
            more += 1
    if more:
        yield Problem("site/", f"and {more} more files have words that no public text has")


def _told(folder: Path, path: str, wording: Wording) -> Iterator[Problem]:
    """What is wrong with the words of a file, and where in it they stand."""
    try:
        for where, said, kind in texts_in(path, (folder / path).read_bytes(), folder / in_site(path)[0]):
            words = [word.decode() for word in words_of_text(said) if word != b"\x1f"]
            for begin, end in wording.public.unknown(coded(said, kind)):
                around = (words[max(0, begin - 4) : begin], words[begin:end][:20], words[end : end + 4])
                said = " ".join((*around[0], f"[{' '.join(around[1])}]", *around[2]))
                yield Problem(path, f"{where}: '{said}': no public text has the words in brackets there{_like(words, begin, end, wording)}")
    except Opaque:
        return


def _like(words: Sequence[str], begin: int, end: int, wording: Wording) -> str:
    """The sentence of staff that has most of these words in their order, where one has."""
    around = words[max(0, begin - 3) : end + 3]
    pairs = {" ".join(pair) for pair in pairwise(around)}
    best, shared = "", 1
    for sentence in wording.sentences():
        count = sum(f" {pair} " in f" {sentence} " for pair in pairs)
        if count > shared:
            best, shared = sentence, count
    return f"; staff read: '{best[:120]}'" if best else ""
