"""A program over the library: what it takes from it, what it leaves, and what it does when the library changes."""
