"""Rules over a whole Library: pure generators of findings. `rules.RULES` is the one visible list."""
