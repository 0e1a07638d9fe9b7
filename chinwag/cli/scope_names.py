"""Scopes as a person types them: separated by blanks or commas, or «all»."""

import re
from typing import Annotated

from cyclopts import Parameter

from chinwag.errors import BadRequest
from chinwag.scopes import Scope

Scopes = Annotated[
    str | None,
    Parameter(name="--scopes", help="Scopes, separated by commas; «all» = all that this kind may carry."),
]


def scopes_of(text: str, allowed: frozenset[Scope]) -> frozenset[Scope]:
    """The scopes that `text` names; BadRequest with the list of those there are for any other."""
    names = [name for name in re.split(r"[\s,]+", text) if name]
    if names == ["all"]:
        return allowed
    unknown = [name for name in names if name not in set(Scope)]
    if unknown:
        raise BadRequest(f"There is no scope {unknown[0]}. Choose from {', '.join(sorted(allowed))}.")
    return frozenset(Scope(name) for name in names)
