"""Groupwork: group curriculum and psychoeducation content for intensive outpatient programs.

The files read in the order in which data flows:
model and markup (nouns), load, check, planner and plan, view, render, publish; `pipeline` runs them, `cli` translates arguments.
"""

__version__ = "0.2.0"
