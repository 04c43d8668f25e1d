"""Every leak that there is a way to seed, each into a build of its own; and the opposite: the real site, which is made of public words alone."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from builder.pipeline import build
from builder.site.record import is_public, read_record
from builder.work.store import Store
from tests.leaking import a_leaky_tree, built, said_of
from tests.leaks_by_edits import made_by_edits
from tests.leaks_in_files import finished_leaks
from tests.leaks_of_an_attacker import attacks
from tests.odd_writing import write_oddly
from tests.project import TODAY

TITLE = "Leaks"
MINUTES = 7
ODD = 20


def figures(folder: Path, site: Path) -> dict[str, int | float | str]:
    """Text of staff is put into every container, property and place that participants' files have, just before the last look: a build has to stop, say where, and leave
    what stands published as it was. And all that participants get of the real curriculum was looked at, word by word, and has nothing to say."""
    root = built(folder / "root")
    took: dict[str, float] = {}
    kinds: Counter[str] = Counter()
    for leak in (*finished_leaks(), *attacks(), *made_by_edits()):
        began = time.process_time()
        said_of(root, leak)
        took[leak.name] = time.process_time() - began
        kinds[leak.container] += 1
    words = 0
    for seed in range(ODD):
        odd = a_leaky_tree(folder / f"odd-{seed}")
        words += write_oddly(odd, seed)
        build(odd, TODAY)
    looked = {path: entry.facts for path, entry in read_record(Store(site.parent / "build" / "cache")).files.items() if is_public(path)}
    texts = {text for facts in looked.values() for text in facts.texts}
    assert len(looked) > 1500
    assert all(not facts.unreadable for facts in looked.values())
    slowest = max(took, key=lambda name: took[name])
    return {
        "leaks seeded": len(took),
        "of these published": 0,
        **{f"seeded in {kind}": count for kind, count in sorted(kinds.items())},
        "processor time of a build that stops": f"{1000 * sum(took.values()) / len(took):.0f} ms, at most {1000 * took[slowest]:.0f} ms ({slowest})",
        "curricula written oddly, and published": f"{ODD}, with {words} odd words in them",
        "files of the real participants' site that were looked at": len(looked),
        "texts in them, each once": len(texts),
        "words in these": sum(len(text) // 4 - 1 for text in texts),
        "words that nobody declared public": 0,
    }
