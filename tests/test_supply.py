"""What others made: locked with hashes, listed with digests, told in a bill, and asked about."""

from __future__ import annotations

import http.server
import json
import re
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from supply.audit import everything, faults_said
from supply.bill import bill, text
from supply.locks import LOCKS, lines_of, locked
from supply.vendored import belonging, belongs, repository, table
from tests.project import ROOT

SCHEMAS = Path(".venv/cyclonedx/package/res/schema")

# Locks


def test_every_requirement_of_every_lock_has_its_hashes_and_no_index_is_named() -> None:
    looked = {name: locked(name) for name in LOCKS}
    assert [len(packages) >= least for packages, least in zip(looked.values(), (50, 80, 80, 90), strict=True)] == [True] * 4
    assert [package for packages in looked.values() for package in packages if not package.hashes] == []
    assert [name for name in LOCKS if re.search(r"https?:|--(extra-)?index|--find-links|file:", (ROOT / name).read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "line",
    ["click==8.1", "click>=8 --hash=sha256:" + "0" * 64, "click==8.1 --hash=md5:" + "0" * 32, "-r other.txt", "click @ https://example.org/click"],
)
def test_a_line_without_a_hash_is_no_line_of_a_lock(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supply.locks.ROOT", tmp_path)
    (tmp_path / "a.lock").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not a name, a version and hashes"):
        locked("a.lock")


def test_the_locks_hold_what_is_asked_for_and_each_of_one_mind_with_the_one_before() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    held: dict[tuple[str, ...], set[tuple[str, str]]] = {}
    for name, extras in LOCKS.items():
        packages = locked(name)
        wanted = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
        assert {re.split(r"[^\w-]", line)[0].lower() for line in wanted} <= {package.name for package in packages}
        held[extras] = {(package.name, package.version) for package in packages}
        assert [fewer for fewer in held if set(fewer) < set(extras) and not held[fewer] <= held[extras]] == []
    assert set().union(*LOCKS.values()) == project["optional-dependencies"].keys()


FETCHES = re.compile(
    r"\b(?:pip3? (?:install|wheel|download)(?:(?!&&|;).)*|(?:npm (?:ci|install|i|pack|exec)|npx|uvx|uv (?:pip install|tool)|pipx|curl|wget)\b[^\n;]*)"
)
SAFE = {
    "pip": "--require-hashes -r requirements|--no-index|--no-deps --no-build-isolation -e",
    "npm": "^npm ci .*--ignore-scripts|--package-lock-only|sha256sum -c",
}


def test_nothing_is_fetched_but_by_its_hash() -> None:
    """Whatever makes, tests, measures or packs this project."""
    makers = [name for name in repository() if re.search(r"(^|/)(Makefile|Containerfile|Dockerfile)[^/]*$|^\.ci/|\.sh$|^\.(github|gitlab)", name)]
    told = {name: re.sub(r'echo "[^"]*"', "", (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")) for name in makers}
    fetches = [(name, found[0]) for name, said in told.items() for found in FETCHES.finditer(said)]
    assert len(fetches) >= 12
    assert [(name, said) for name, said in fetches if not re.search(SAFE.get(said[:3], "^$"), said)] == []


# Vendored files


def test_every_file_that_is_no_text_of_ours_stands_in_the_table_and_nothing_else_does() -> None:
    found = dict(belonging())
    assert len(repository()) > 1900
    assert len(found) >= 24
    assert found.keys() - table().files.keys() == set(), "these belong into supply/vendored.toml: name, version, licence, source and sha256"
    assert table().files.keys() - found.keys() == set()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("builder/x.bin", b"\xff\xfe", "no text"),
        ("builder/x.txt", b"a\0b", "no text"),
        ("templates/assets/js/x.js", b"export const a = 1;\n", "a script that nobody checks"),
        ("templates/assets/js/x.js", b"// @ts-check\n" + b"a;" * 2000, "made small by a tool"),
        ("templates/assets/css/x.css", b"a{}" * 1000, "made small by a tool"),
        ("builder/fonts.toml", b"font = '" + b"AAEA" * 1000 + b"'", "made small by a tool"),
        ("templates/print/LICENSE", b"MIT", "a licence of others"),
        ("LICENSE", b"MIT", ""),
        ("templates/assets/js/x.js", b"// @ts-check\nexport const a = 1;\n", ""),
        ("curriculum/modules/a/b.svg", b"<svg/>", ""),
    ],
)
def test_what_belongs_into_the_table(name: str, content: bytes, why: str) -> None:
    assert belongs(name, content) == why


def test_every_vendored_file_is_what_the_table_says() -> None:
    files = table().files
    assert len(files) >= 24
    other = {path: sha256((ROOT / path).read_bytes()).hexdigest() for path in files}
    assert {path: digest for path, digest in other.items() if digest != files[path].sha256} == {}


def test_what_others_built_says_where_it_is_from_and_stands_beside_its_licence() -> None:
    assert len(table().vendored) >= 5
    for each in table().vendored:
        assert all((each.name, each.package, each.version, each.licence, each.source.startswith("https://"), each.words)), each
        assert {path.rpartition("/")[0] for path in each.files} == {path.rpartition("/")[0] for path in each.files if path.endswith("/LICENSE")}
    one, other = (path for path in table().files if path.endswith("pdf-lib.esm.min.js"))
    assert (ROOT / one).read_bytes() == (ROOT / other).read_bytes(), "each site has its own"


HIDING = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]")
"""What makes a text read otherwise than it runs, or cannot be seen in it."""


def test_no_text_of_the_repository_reads_otherwise_than_it_runs() -> None:
    texts = {name: (ROOT / name).read_bytes() for name in repository() if name not in table().files}
    assert len(texts) > 1800
    assert [name for name, raw in texts.items() if HIDING.search(raw.decode())] == []


def test_nothing_of_npm_is_published_but_what_is_vendored() -> None:
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert asked.keys() == {"private", "type", "engines", "devDependencies"}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in asked["devDependencies"].values())


# The bill


def test_the_bill_names_every_package_that_is_installed_and_every_vendored_one() -> None:
    told = [component["purl"] for component in bill()["components"]]
    assert sorted(told) == sorted([*(package.purl for package in locked("requirements.lock")), *(each.purl for each in table().vendored)])
    assert len(set(told)) == len(told) >= 60
    refs = {component["bom-ref"] for component in bill()["components"]} | {bill()["metadata"]["component"]["bom-ref"]}
    (depends,) = bill()["dependencies"]
    assert {depends["ref"], *depends["dependsOn"]} <= refs
    assert (
        len(depends["dependsOn"])
        >= len(lines_of((ROOT / "pyproject.toml").read_text(encoding="utf-8").split("dependencies = [")[1].split("\n]")[0])) - 1
    )


def test_the_bill_is_the_same_each_time_and_knows_no_day() -> None:
    assert text() == text()
    assert "timestamp" not in text()
    assert json.loads(text())["serialNumber"].startswith("urn:uuid:")


@pytest.mark.slow
def test_the_bill_is_what_the_schema_of_cyclonedx_asks_for() -> None:
    if not (ROOT / SCHEMAS).is_dir():
        pytest.skip("the schema of CycloneDX could not be fetched here")
    import fastjsonschema

    def schema(uri: str) -> Any:
        return json.loads((ROOT / SCHEMAS / uri.rpartition("/")[2]).read_text(encoding="utf-8"))

    anything = {"iri-reference": ".*", "idn-email": ".*"}
    valid = fastjsonschema.compile(schema("bom-1.6.SNAPSHOT.schema.json"), handlers={"http": schema}, formats=anything)
    valid(bill())
    with pytest.raises(fastjsonschema.JsonSchemaException):
        valid(bill() | {"version": "one"})


# The audit


@contextmanager
def a_database(*pages: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """Its address, and what it is asked; it answers with one page after the other."""
    asked: list[Any] = []
    left = list(pages)

    class Database(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            known, content = left.pop(0), asked[-1]["queries"]
            body = json.dumps({"results": [known.get(query["package"]["purl"], {}) for query in content]}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Database)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


def test_every_package_is_asked_about_by_name_and_version_alone() -> None:
    with a_database({}) as (address, asked):
        assert list(faults_said(address)) == [(0, f"known faults: 0 in {len(everything())} packages")]
    assert asked == [{"queries": [{"package": {"purl": purl}} for purl in everything()]}]
    assert len(everything()) >= 180
    assert {purl.split("/")[0] for purl in everything()} == {"pkg:pypi", "pkg:npm"}


def test_a_known_fault_is_told_and_ends_the_audit_with_one() -> None:
    first, second = everything()[:2]
    more = {first: {"vulns": [{"id": "GHSA-1"}], "next_page_token": "next"}, second: {"vulns": [{"id": "PYSEC-2"}]}}
    with a_database(more, {first: {"vulns": [{"id": "GHSA-3"}]}}) as (address, asked):
        said = list(faults_said(address))
    assert said[:2] == [(1, f"{first}: GHSA-1, GHSA-3"), (1, f"{second}: PYSEC-2")]
    assert asked[1] == {"queries": [{"package": {"purl": first}, "page_token": "next"}]}


def test_an_audit_that_asked_nobody_is_no_good_news() -> None:
    with a_database() as (address, _):
        pass
    ((code, line),) = faults_said(address)
    assert code == 2
    assert f"nobody could be asked about {len(everything())} packages here" in line
