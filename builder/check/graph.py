"""Prerequisites must not lead back to themselves."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from builder.finding import Finding
from builder.model.library import Library


def prerequisite_cycles(library: Library) -> Iterator[Finding]:
    """One finding a cycle, with its whole path, at its first session's `requires`."""
    graph = {session.id: session.meta.requires for session in library.sessions.values()}
    for cycle in cycles(graph):
        session = library.sessions[cycle[0]]
        place = session.source.at("requires", session.meta.requires.index(cycle[1 % len(cycle)]))
        path = " -> ".join([*cycle, cycle[0]])
        yield Finding(place, "prerequisite-cycle", f"these sessions wait for each other: {path}", "take one of them out of another's `requires`")


def cycles(graph: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """The shortest cycle through every edge that lies on one; each cycle once, starting at its alphabetically first node."""
    seen: set[tuple[str, ...]] = set()
    tangled = _tangled(graph)
    for node, needed in tangled.items():
        for following in needed:
            loop = _shortest_way(tangled, following, node)
            turn = loop.index(min(loop)) if loop else 0
            cycle = (*loop[turn:], *loop[:turn])
            if cycle and cycle not in seen:
                seen.add(cycle)
                yield cycle


def _tangled(graph: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What is left of a graph when all that has nothing left to wait for is taken out: cycles, and what waits for them."""
    left = {node: [following for following in needed if following in graph] for node, needed in graph.items()}
    open_needs = {node: len(needed) for node, needed in left.items()}
    needed_by: dict[str, list[str]] = {node: [] for node in left}
    for node, needed in left.items():
        for following in needed:
            needed_by[following].append(node)
    free = [node for node, count in open_needs.items() if not count]
    for done in free:
        for node in needed_by[done]:
            open_needs[node] -= 1
            if not open_needs[node]:
                free.append(node)
    return {node: [following for following in needed if open_needs[following]] for node, needed in left.items() if open_needs[node]}


def _shortest_way(graph: Mapping[str, Sequence[str]], start: str, end: str) -> tuple[str, ...]:
    """The nodes from `start` to `end`, both included; empty when no way leads there."""
    came_from = {start: ""}
    waiting = deque([start])
    while waiting and end not in came_from:
        node = waiting.popleft()
        for following in graph[node]:
            if following not in came_from:
                came_from[following] = node
                waiting.append(following)
    way = [end] if end in came_from else []
    while way and way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))


def teaching_order(library: Library) -> Iterator[Finding]:
    """Within a module, what a session requires stands before it in module.md."""
    for module in library.modules:
        position = {session.id: index for index, session in enumerate(module.sessions)}
        for session in module.sessions:
            for index, required in enumerate(session.meta.requires):
                if position.get(required, -1) > position[session.id]:
                    message = f"'{required}' is required here, but stands later in the module's teaching order"
                    yield Finding(session.source.at("requires", index), "teaching-order", message, f"move it up in {module.source.file}")
