"""The planner: plain mappings in, plain mappings out.

Pure Python that MicroPython runs too (no imports from outside this folder, no dataclasses, no typing at run time), so that the command line,
the pages and the browser share one set of rules.

What crosses the edge, a catalogue, a track, a request and every table, has its type in `builder/model/plan_types.py`, for mypy alone: its names stand in
quotes, and their imports where nothing runs. `order` and `module_order` of a catalogue are lists, because MicroPython's mappings keep no order.

All times are whole minutes. A finding is `{"code", "path", "message", "hint"}`, its path pointing into the track file, or into
the request that `compose` was given. Nothing here depends on the order of a mapping's keys, or on a sort being stable.
"""
