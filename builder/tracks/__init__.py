"""Tracks: syllabi, dates, composing, and what leans on what."""
