"""What `make trust` runs: each module here is a part, and gives figures for TRUST.md.

A part is a module whose name begins with no underscore:

    TITLE = "Faults"      # its heading in TRUST.md
    MINUTES = 10          # when it is stopped, with what those before it have left of theirs; all parts together have 58

    def figures(folder: Path, site: Path) -> dict[str, int | float | str]:
        \"""One or two sentences on what was done, which stand under the heading.\"""
        return {"kills at random moments": 200, "sites that were neither old nor new": 0}

What a part is given is said by the names of its parameters, in any order: `folder` is empty and its own, `site` is both sites of the real curriculum, built once for
all parts and not to be changed, `today` is the day passed in. Parts run one after the other, each in a process of its own that may print how far it is. A broken
promise raises AssertionError: `make trust` then fails, and TRUST.md keeps the part's last figures. Figures are counts, and words where a count needs its
measure ("12 ms"). What only the long run does stays out of modules named test_*.py; a short one of the same stands in a test.

`python -m tests.trust --day 2026-11-30 faults` runs one part. What another part says in TRUST.md stays, with the version and the day on which it was measured.
"""
