"""Real days: which are closed, when running groups meet, and where two of them are in each other's way."""
