"""A declaration that is not whole stops the start, not the request."""

from typing import Any

import pytest

from chinwag.http.endpoint import Endpoints
from chinwag.scopes import ANY_CLIENT, Scope

WHOLE: dict[str, Any] = {
    "id": "get_tea",
    "title": "Get tea",
    "scopes_any": {Scope.VIEW_ROOM},
    "clients": ANY_CLIENT,
}


def declare(declared: dict[str, Any]) -> Endpoints:
    endpoints = Endpoints("tea")

    @endpoints.get("/api/tea", **declared)
    async def get_tea(_: object) -> None: ...

    return endpoints


def test_a_whole_declaration_is_taken_and_is_for_people_who_are_signed_in_no_guests() -> None:
    (endpoint,) = declare(WHOLE).all

    assert (endpoint.id, endpoint.family, endpoint.status) == ("get_tea", "tea", 204)
    assert not endpoint.is_public
    assert not endpoint.for_guests


@pytest.mark.parametrize("word", sorted(WHOLE))
def test_a_declaration_without_its_id_title_scopes_or_clients_is_refused(word: str) -> None:
    with pytest.raises(TypeError, match="GET /api/tea"):
        declare({name: said for name, said in WHOLE.items() if name != word})


def test_a_misspelt_word_is_refused_instead_of_opening_an_endpoint() -> None:
    with pytest.raises(TypeError, match="GET /api/tea"):
        declare({**WHOLE, "session_ony": True})


def test_an_endpoint_that_nobody_could_call_is_refused_unless_it_is_public() -> None:
    with pytest.raises(TypeError, match="no client type"):
        declare({**WHOLE, "clients": frozenset()})
    assert declare({**WHOLE, "clients": frozenset(), "public": True}).all[0].is_public
