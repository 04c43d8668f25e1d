"""What a tap could do about a finding: edits that take it away and bring no new error, tried before they are offered."""

from builder.planner.edits import edited
from builder.planner.foreign import within
from builder.planner.order import check
from builder.planner.ways import WAYS

MOST_TRIED, MOST_OFFERED = 8, 2
"""A try costs a whole check."""


def mends(data, catalogue, draft, said):
    """`[{"title", "edits"}]` for a finding of a draft, the best first; none where nothing was found."""
    find = WAYS.get(said["code"])
    if not find:
        return []
    _, track, _ = within(data["catalogue"], draft["track"])
    before = _counts(data, check(catalogue, track))
    offered: list = []
    for title, edits in list(find(catalogue, track, said))[:MOST_TRIED]:
        if len(offered) < MOST_OFFERED and edits and _mends(data, catalogue, draft, said, edits, before):
            offered.append({"title": title, "edits": edits})
    return offered


def _counts(data, findings):
    """How often each code is told, and all warnings together under an empty one."""
    counts: dict = {"": 0}
    for said in findings:
        counts[said["code"]] = counts.get(said["code"], 0) + 1
        if data.get("severities", {}).get(said["code"]) != "error":
            counts[""] += 1
    return counts


def _mends(data, catalogue, draft, said, edits, before):
    """Whether edits take a finding away, bring no error of any kind and leave no more warnings than there were."""
    if said["code"] in ("introduction-untrue", "bad-value"):
        return True
    _, track, _ = within(data["catalogue"], edited(draft, edits)["track"])
    findings = check(catalogue, track)
    after = _counts(data, findings)
    code = said["code"]
    if after.get(code, 0) >= before.get(code, 0) or said["message"] in [one["message"] for one in findings if one["path"] == said["path"]]:
        return False
    severities = data.get("severities", {})
    worse = [other for other in sorted(after) if severities.get(other) == "error" and after[other] > before.get(other, 0)]
    return not worse and after[""] <= before[""]
