"""`groupwork serve`: saves, pages from memory, what the browser gets, the whole build behind."""
