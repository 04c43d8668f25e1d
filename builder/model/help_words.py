"""Words after which a search shows first who can help now, in any curriculum: synonyms.yml adds to them (`help: true`), and says which page helps. And words
that are not for others who see a screen."""

from __future__ import annotations

HELP_WORDS = (
    "suicide", "suicidal", "kill", "kill myself", "killing", "killed", "kms", "unalive", "end my life", "end it", "die", "dying", "dead", "death", "want to die", "self harm",
    "hurt myself", "hurting myself", "harm myself", "cut myself", "cutting", "overdose", "overdosed", "overdosing", "od", "naloxone", "narcan",
    "no reason to live", "better off without me", "can't go on", "give up", "hopeless", "crisis", "emergency", "911", "988", "abuse", "abused", "hits me",
    "rape", "raped", "not safe", "unsafe", "suicidio", "matarme", "quiero matar", "morir", "morirme", "muerte", "sobredosis", "naloxona", "hacerme daño",
    "quitarme la vida", "emergencia", "want to disappear", "cant wake", "wont wake up", "not waking up", "not breathing", "cant breathe", "seizure",
    "hearing voices", "hear voices", "sexual assault", "quiero desaparecer", "me corto", "no despierta", "no se despierta", "no respira", "no puedo respirar",
    "convulsión", "convulsiones", "oigo voces", "violaron", "violación",
)  # fmt: skip
"""Words and phrases, English and Spanish. A word too many costs a glance; a long word counts with one letter wrong too."""

ORDINARY_WORDS = (
    "amused", "bused", "crises", "crisps", "cuttings", "butting", "gutting", "jutting", "putting", "emergence", "homeless", "homelessness", "billed", "filled",
    "killer", "willed", "milled", "skilled", "billing", "filling", "milling", "willing", "tilling", "overdone", "overdoing", "living", "diving", "turning",
    "hunting", "hurling", "shared", "cared", "stared", "spared", "paused", "pasted", "fuerte", "suerte", "violation",
    "contarme", "portarme",
)  # fmt: skip
"""Words one letter away from one of those, which are no mistake."""

ORDINARY_PHRASES = (
    "kill time", "killing time", "kill some time", "kill the craving", "kill a craving", "kill my craving", "kill my cravings", "kill cravings", "kill the urge",
    "killing it", "dying to see", "dying to know", "dying to try", "dead end", "cutting down", "cutting back",
    "give up drinking", "give up smoking", "give up alcohol", "give up drugs", "give up weed", "give up vaping", "give up sugar", "give up coffee",
)  # fmt: skip
"""Phrases with a word of help in them that mean nothing of the kind. What stands beside them still counts."""

QUIET_WORDS = (
    "suicid", "overdose", "naloxone", "relapse", "slip", "craving", "urge", "substance", "alcohol", "drug", "cannabis", "stimulant", "gambl",
    "unsafe", "safety", "hurt", "hiv", "trauma", "depress", "bipolar", "psychos", "eating", "grief", "shame", "recovery", "withdrawal", "stopping",
)  # fmt: skip
"""Beginnings of words, in lower case, which no tab and no history names where a program says nothing else."""
