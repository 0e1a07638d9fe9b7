"""What HipChat's reference says of each method besides its declaration: family, how sure it is, where we differ."""

import re
from typing import Any

from tests.contract.deviations import DECLARATIONS, REPLIES, SCOPES
from tests.contract.reference import document

Json = dict[str, Any]

_FAMILIES = {
    "rooms / extensions": "extensions",
    "users / prefs public": "users",
    "oauth sessions": "OAuth sessions",
}
_GUESSED = re.compile("infer|unknown|uncertain|presum|built by analogy|a guess", re.IGNORECASE)


def make_facts() -> Json:
    """`families` in HipChat's order, and `methods` by id."""
    made = {entry["id"]: _fact(entry) for entry in document()["methods"]}
    families = sorted({fact["family"] for fact in made.values()}, key=str.casefold)
    return {"families": families, "methods": dict(sorted(made.items()))}


def _fact(entry: Json) -> Json:
    family = str(entry["family"])
    family = _FAMILIES.get(family, family)
    return {
        "family": family[0].upper() + family[1:],
        "source": {"mark": _mark(entry), "open": _open(entry)},
        "deviations": _deviations(entry["id"]),
    }


def _mark(entry: Json) -> str:
    """recorded: replies of HipChat were recorded. documented: its reference or its clients tell. inferred: neither."""
    if entry["confidence"] == "low":
        return "inferred"
    sources = document()["sources"]
    told = [str(sources.get(name, {}).get("what", "")) for name in entry["sources"]]
    return "recorded" if any("ecorded" in what for what in told) else "documented"


def _open(entry: Json) -> list[str]:
    """The parts that no source tells, and that are our choice."""
    whole = str(entry.get("confidence_note", ""))
    found = []
    if entry["confidence"] == "low":
        found += ["path", "behaviour"]
    if _GUESSED.search(str(entry.get("scopes_note", ""))) or "cope" in whole:
        found.append("scopes")
    if _GUESSED.search(str(entry.get("clients_note", ""))):
        found.append("callers")
    if "reply" in whole or "status" in whole or "body field" in whole:
        found.append("answer")
    return found


def _deviations(method_id: str) -> list[str]:
    told = [reason for (name, _), reason in DECLARATIONS.items() if name == method_id]
    if method_id in SCOPES:
        told.append(SCOPES[method_id][1])
    if method_id in REPLIES:
        told.append(REPLIES[method_id].reason)
    return told
