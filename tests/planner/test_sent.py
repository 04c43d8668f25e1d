"""What browsers get of the planner: all that it does, and none of its words about itself."""

from __future__ import annotations

import ast

from builder.pages.planner_files import planner_files
from tests.project import ROOT


def statements(source: str) -> str:
    """What a file does: its tree without constants that stand alone."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
            node.body = [one for one in node.body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
    return ast.dump(tree)


def test_the_browser_gets_the_planner_without_its_words_and_nothing_else_is_left_out() -> None:
    folder = ROOT / "builder" / "planner"
    sent = planner_files()
    assert sorted(sent) == sorted(path.name for path in folder.glob("*.py"))
    for name, source in sent.items():
        assert statements(source) == statements((folder / name).read_text(encoding="utf-8")), name
    assert sum(map(len, sent.values())) < 0.85 * sum(len(path.read_text(encoding="utf-8")) for path in folder.glob("*.py"))
