"""The nouns of the curriculum, one file each; everything frozen, nothing filled in later."""
