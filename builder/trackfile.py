"""A planner's track as the Markdown file that a director edits. The writer is the planner's own, because the browser writes the same file."""

from builder.planner.trackfile import introduction, write_track

__all__ = ["introduction", "write_track"]
