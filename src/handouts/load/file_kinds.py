"""The kinds of file: which model reads which folder, and the JSON Schema of each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from handouts.load.words import WordsFile
from handouts.model.clinic import Clinic
from handouts.model.intake import ImportWords
from handouts.model.lint import LintWords
from handouts.model.muscles import Muscles
from handouts.model.pose import Bases, Pose
from handouts.model.profile import Profiles
from handouts.model.routine import PrescriptionFile, Routine
from handouts.model.safety import Glossary, Precautions, SafetyFile, Sources
from handouts.model.search import SearchWords
from handouts.model.stretch import UNASKED, Stretch
from handouts.model.template import Template

KINDS: dict[str, type[BaseModel]] = {
    "stretch": Stretch,
    "routine": Routine,
    "prescription": PrescriptionFile,
    "clinic": Clinic,
    "template": Template,
    "precautions": Precautions,
    "safety": SafetyFile,
    "profiles": Profiles,
    "sources": Sources,
    "glossary": Glossary,
    "lint": LintWords,
    "import": ImportWords,
    "search": SearchWords,
    "words": WordsFile,
    "pose": Pose,
    "bases": Bases,
    "muscles": Muscles,
}

POSE = ".pose.yaml"  # ends the name of a pose's file

_NAMED = {name: kind for kind, name in {
    "clinic": "clinic.yaml", "precautions": "precautions.yaml", "safety": "safety.yaml", "profiles": "profiles.yaml",
    "sources": "sources.yaml", "glossary": "glossary.yaml", "lint": "lint-words.yaml", "import": "import-words.yaml",
    "search": "search-words.yaml",
    "bases": "bases.yaml", "muscles": "muscles.yaml",
}.items()}  # fmt: skip


def kind_of(path: Path, first_line: str) -> str | None:
    """Tell a file's kind by its folder, else by the schema that its first line names; None when neither says."""
    folders = [each.name for each in path.resolve().parents]
    if path.name in _NAMED:
        return _NAMED[path.name]
    if path.name.endswith(POSE):
        return "pose"
    if folders[:1] == ["templates"]:
        return "template"
    if folders[:1] == ["words"]:
        return "words"
    if folders[:2] == ["standard", "routines"]:
        return "routine"
    if "catalog" in folders[:2]:
        return "stretch"
    named = re.search(r"\$schema=(?:\S*/)?([a-z]+)\.json", first_line)
    return named[1] if named and named[1] in KINDS else None


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file."""
    schema = KINDS[kind].model_json_schema(by_alias=True)
    if "extends" in schema["properties"]:  # what is missing is in the file below
        schema["anyOf"] = [{"required": ["extends"]}, {"required": schema.pop("required")}]
    if kind == "stretch":
        required = schema["anyOf"][1]["required"]
        few = [each for each in required if each not in UNASKED]
        schema["anyOf"] += [{"properties": {"kind": {"const": "activity"}}, "required": few}]
        required.append("feel")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
