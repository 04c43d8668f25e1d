"""How work is not done twice: digests of values, a memo of what was computed of them, processes for what is left."""
