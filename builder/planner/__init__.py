"""The planner: plain mappings in, plain mappings out.

Pure Python that MicroPython runs too (no imports from outside this folder, no dataclasses, no typing at run time), so that the command line,
the pages and the browser share one set of rules.

A catalogue is `{"sessions": {id: {...}}, "modules": {id: {...}}, "populations": {id: {...}}}`; a session has title, module, minutes,
short_minutes, load, newcomers, requires, builds_on, topics, suits. Sessions stand in teaching order.

A track is `{"title", "population", "enrolment", "standards", "start", "day", "weeks"}`: `start` in minutes after midnight; `day` a list of
`{"kind", "minutes"}` with `minutes` None for a session's place; `weeks` a list of `{"theme", "days": {"mon": [{"session", "again"}]}}`.

All times are whole minutes. A finding is `{"code", "path", "message", "hint"}`, its path pointing into the track file.
"""
