"""Prerequisites must not lead back to themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from builder.finding import Finding
from builder.model.library import Library


def prerequisite_cycles(library: Library) -> Iterator[Finding]:
    """One finding a cycle, with its whole path, at the line of its first session's `requires`."""
    graph = {session.id: session.meta.requires for session in library.sessions.values()}
    for cycle in cycles(graph):
        session = library.sessions[cycle[0]]
        place = session.source.at("requires", session.meta.requires.index(cycle[1 % len(cycle)]))
        path = " -> ".join([*cycle, cycle[0]])
        yield Finding(place, "prerequisite-cycle", f"these sessions wait for each other: {path}", "take one of them out of another's `requires`")


def cycles(graph: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Each cycle once, starting at its alphabetically first node."""
    seen: set[tuple[str, ...]] = set()
    state: dict[str, int] = {}
    trail: list[str] = []

    def visit(node: str) -> Iterator[tuple[str, ...]]:
        state[node] = 1
        trail.append(node)
        for following in graph[node]:
            if state.get(following, 0) == 1:
                loop = trail[trail.index(following) :]
                turn = loop.index(min(loop))
                cycle = tuple(loop[turn:] + loop[:turn])
                if cycle not in seen:
                    seen.add(cycle)
                    yield cycle
            elif following not in state:
                yield from visit(following)
        trail.pop()
        state[node] = 2

    for node in graph:
        if node not in state:
            yield from visit(node)


def teaching_order(library: Library) -> Iterator[Finding]:
    """Within a module, what a session requires stands before it in module.md."""
    for module in library.modules:
        position = {session.id: index for index, session in enumerate(module.sessions)}
        for session in module.sessions:
            for index, required in enumerate(session.meta.requires):
                if position.get(required, -1) > position[session.id]:
                    message = f"'{required}' is required here, but stands later in the module's teaching order"
                    yield Finding(session.source.at("requires", index), "teaching-order", message, f"move it up in {module.source.file}")
