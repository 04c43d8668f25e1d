"""A track with dates: which days are closed, and on which day each meeting is held."""
