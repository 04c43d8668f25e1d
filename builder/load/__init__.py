"""Files to values: read once, every value knowing its file, line and column."""
