"""Where the topics stand for participants: under one heading each, so that nobody looks for one in vain or meets it twice."""

from __future__ import annotations

from collections.abc import Iterator

from builder.finding import Finding
from builder.model.library import Goals


def topics_stand_in_one_group(goals: Goals) -> Iterator[Finding]:
    """`topic-group` for a topic that stands in two of `topic_groups`, and where there are any, for one that stands in none."""
    meta, source = goals.program.meta, goals.program.source
    places = [
        (topic, group.title, source.at("topic_groups", i, "topics", j))
        for i, group in enumerate(meta.topic_groups)
        for j, topic in enumerate(group.topics)
    ]
    first: dict[str, str] = {}
    for topic, title, place in places:
        if topic in first:
            yield Finding(place, "topic-group", f"the topic '{topic}' stands in '{first[topic]}' already", "leave it in one of the two")
        first.setdefault(topic, title)
    for topic in meta.topics:
        if places and topic not in first:
            place = source.marks.key_place("topics", topic)
            yield Finding(
                place,
                "topic-group",
                f"the topic '{topic}' stands in no group of `topic_groups`",
                "add it to the group where someone would look for it",
            )
