"""The planner: plain mappings in, plain mappings out.

Pure Python that MicroPython runs too (no imports from outside this folder, no dataclasses, no typing at run time), so that the command line,
the pages and the browser share one set of rules.

A catalogue is `{"order", "sessions", "module_order", "modules", "populations", "topics", "standards"}`. `sessions` maps an id to title, module,
minutes, short_minutes, load, newcomers, requires, builds_on, topics, suits and handouts (`[{"id", "title"}]`); `order` is their ids in teaching
order, because MicroPython's mappings keep none. `modules` maps an id to `{"title", "sessions"}`, `populations` to `{"title", "emphasis", "core",
"topics"}`, `topics` to a participant's words, `standards` to what `standards.measure` reads.

A track is `{"title", "population", "enrolment", "standards", "start", "day", "weeks"}`: `start` in minutes after midnight; `day` a list of
`{"kind", "minutes"}` with `minutes` None for a session's place; `weeks` a list of `{"theme", "days": {"mon": [{"session", "again"}]}}`.

What crosses the edge has its types in `builder/model/plan_types.py`, for mypy alone: its names stand in quotes, and their imports where nothing runs.

All times are whole minutes. A finding is `{"code", "path", "message", "hint"}`, its path pointing into the track file, or into
the request that `compose` was given. Nothing here depends on the order of a mapping's keys, or on a sort being stable.
"""
