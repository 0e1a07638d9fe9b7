"""Who may call: the part of a declaration that endpoints share."""

from typing import NotRequired, TypedDict

from chinwag.scopes import NO_SCOPE, ONLY_USER, ClientType, Scope


class Access(TypedDict):
    """Scopes, of which one is enough, and client types."""

    scopes_any: frozenset[Scope] | set[Scope]
    clients: frozenset[ClientType] | set[ClientType]
    session_only: NotRequired[bool]
    """For people in the web client alone; no token reaches it."""


FOR_GROUP_ADMINS: Access = {"scopes_any": {Scope.ADMIN_GROUP}, "clients": ONLY_USER}
"""People who administer the group, signed in or by a token of theirs; the services ask whether they still do."""

IN_PERSON: Access = {"scopes_any": NO_SCOPE, "clients": ONLY_USER, "session_only": True}
"""People who are signed in; what they may do the services ask."""
