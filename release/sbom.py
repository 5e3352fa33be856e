"""Write the bill of materials that goes into the wheel: `python release/sbom.py`.

What others made and handouts carries (fonts, a colour profile), with licence and SHA-256; what it needs from PyPI, as
ranges; and its own words and pictures. CycloneDX 1.6; in the wheel it lies under `*.dist-info/sboms` (PEP 770).
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BILL = ROOT / "release" / "handouts.cdx.json"
Json = dict[str, Any]

MAKER = "http://www.carrois.com"  # as the fonts say themselves
CARRIED = (  # file, name, version, licence, where it is from
    ("assets/fonts/FiraSans-Regular.ttf", "Fira Sans Regular", "4.203", {"license": {"id": "OFL-1.1"}}, MAKER),
    ("assets/fonts/FiraSans-SemiBold.ttf", "Fira Sans SemiBold", "4.203", {"license": {"id": "OFL-1.1"}}, MAKER),
    (
        "assets/color/sRGB.icc",
        "sRGB, as built into Little CMS",
        "4.4",
        {"license": {"name": "No copyright, use freely"}},  # as the profile says itself
        "https://www.littlecms.com",
    ),
)  # fmt: skip
OUR_OWN = (  # folder, name
    ("routines", "Catalog of stretches and routines"),
    ("assets/figures", "Pictures of the stretches"),
)


def carried(path: str, name: str, version: str, licence: Json, source: str) -> Json:
    """Return a file that others made."""
    digest = hashlib.sha256((ROOT / path).read_bytes()).hexdigest()
    return {
        "type": "file",
        "bom-ref": path,
        "name": name,
        "version": version,
        "hashes": [{"alg": "SHA-256", "content": digest}],
        "licenses": [licence],
        "externalReferences": [{"type": "website", "url": source}],
        "properties": [{"name": "handouts:path", "value": f"handouts/data/{path}"}],
    }


def our_own(path: str, name: str) -> Json:
    """Return a folder of data that this project made; the wheel's RECORD has the hash of every file."""
    where = [{"name": "handouts:path", "value": f"handouts/data/{path}"}]
    return {
        "type": "data",
        "bom-ref": path,
        "name": name,
        "licenses": [{"license": {"id": "CC0-1.0"}}],
        "properties": where,
    }


def needed(requirement: str, scope: str, extra: str = "") -> Json:
    """Return a package from PyPI, as a range: which release is used is settled where handouts is installed."""
    parts = re.fullmatch(r"([\w.-]+)(?:\[[\w,]+\])?(.*)", requirement)
    assert parts, requirement
    name = re.sub(r"[-_.]+", "-", parts[1]).lower()
    properties = [{"name": "handouts:requirement", "value": requirement}]
    if extra:
        properties.append({"name": "handouts:extra", "value": extra})
    reference = f"{extra}:{name}" if extra else name
    purl = f"pkg:pypi/{name}"
    return {
        "type": "library",
        "bom-ref": reference,
        "name": name,
        "scope": scope,
        "purl": purl,
        "properties": properties,
    }


# Extras of those who use handouts; the others are of those who work on it.
EXTRAS = ("figures", "preview", "xlsx", "password", "dask", "speed")


def bill() -> str:
    """Return the bill of materials as JSON; the same sources give the same bytes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    version = re.search(r'__version__ = "(.+)"', (ROOT / "src" / "handouts" / "__init__.py").read_text("utf-8"))
    assert version
    required = [needed(each, "required") for each in project["dependencies"]]
    optional = [needed(each, "optional", extra) for extra in EXTRAS for each in project["optional-dependencies"][extra]]
    inside = [*(carried(*each) for each in CARRIED), *(our_own(*each) for each in OUR_OWN)]
    components = [*inside, *required, *optional]
    itself = {
        "type": "application",
        "bom-ref": "handouts",
        "name": "handouts",
        "version": version[1],
        "licenses": [{"expression": project["license"]}],
        "purl": f"pkg:pypi/handouts@{version[1]}",
    }
    whole = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": itself},
        "components": components,
        "dependencies": [{"ref": "handouts", "dependsOn": [each["bom-ref"] for each in [*inside, *required]]}],
    }
    return json.dumps(whole, indent=2) + "\n"


if __name__ == "__main__":
    BILL.write_text(bill(), encoding="utf-8")
