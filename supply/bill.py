"""The bill of materials: what a program that installs Groupwork has of others, in CycloneDX 1.6. `make sbom` writes it into dist/, the same bytes for the same sources.

Of Python packages it tells what requirements.lock tells: name, version, on which machines, and the digests of the files that may be installed.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from builder import __version__
from supply.locks import ROOT, Locked, locked
from supply.vendored import Vendored, table

SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"


def bill() -> dict[str, Any]:
    """The bill as JSON values."""
    packages = locked("requirements.lock")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = {
        "type": "application",
        "bom-ref": f"pkg:pypi/groupwork@{__version__}",
        "name": "groupwork",
        "version": __version__,
        "description": project["description"],
        "licenses": [{"expression": project["license"]}],
        "purl": f"pkg:pypi/groupwork@{__version__}",
    }
    components = [*map(_package, packages), *map(_vendored, table().vendored)]
    asked = {re.split(r"[^A-Za-z0-9-]", line)[0].lower() for line in project["dependencies"]}
    needed = [*(package.purl for package in packages if package.name in asked), *(each.purl for each in table().vendored)]
    content: dict[str, Any] = {
        "metadata": {"component": own, "lifecycles": [{"phase": "pre-build"}]},
        "components": components,
        "dependencies": [{"ref": own["bom-ref"], "dependsOn": needed}],
        "compositions": [
            {"aggregate": "complete", "assemblies": [own["bom-ref"]]},
            {"aggregate": "unknown", "dependencies": [package.purl for package in packages]},
        ],
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    return {"$schema": SCHEMA, "bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{number}", "version": 1} | content


def _package(package: Locked) -> Mapping[str, Any]:
    files = {"type": "distribution", "url": package.purl, "comment": "any one of these files", "hashes": [_digest(each) for each in package.hashes]}
    component = {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
        "externalReferences": [files],
    }
    return component | ({"properties": [{"name": "groupwork:marker", "value": package.marker}]} if package.marker else {})


def _vendored(each: Vendored) -> Mapping[str, Any]:
    return {
        "type": "library",
        "bom-ref": each.purl,
        "name": each.package,
        "version": each.version,
        "description": f"{each.name}: {each.words}",
        "licenses": [{"license": {"id": each.licence}}],
        "purl": each.purl,
        "externalReferences": [{"type": "vcs", "url": each.source}],
        "components": [{"type": "file", "bom-ref": name, "name": name, "hashes": [_digest(item.sha256)]} for name, item in each.files.items()],
    }


def _digest(sha256: str) -> Mapping[str, str]:
    return {"alg": "SHA-256", "content": sha256}


def text() -> str:
    return json.dumps(bill(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"groupwork-{__version__}.cdx.json"
    path.write_text(text(), encoding="utf-8", newline="\n")
    print(f"{path}: {len(bill()['components'])} parts")
