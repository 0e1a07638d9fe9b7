"""Every reply that any test sees is held against the reference; what deviates stands on a list, with its reason."""

import httpx

from tests.contract.deviations import REPLIES
from tests.contract.reference import Method, document, faults, methods

_ALWAYS = {400, 401, 403, 404, 405, 413, 414, 429, 431, 500, 503, 507}


def method_of(verb: str, path: str) -> Method | None:
    """The reference's method for a request; None for our own and unknown addresses."""
    verb = "GET" if verb == "HEAD" else verb
    return next((method for method in methods() if method.matches(verb, path)), None)


async def check_reply(response: httpx.Response) -> None:
    """Fail when a reply to a method of the reference has a status, a header or a body that it does not have."""
    request = response.request
    path = request.url.raw_path.decode().partition("?")[0]
    if not path.startswith("/v2/"):
        return
    assert "X-Ratelimit-Remaining" in response.headers or request.method == "OPTIONS", "no rate headers"
    await response.aread()
    if request.method == "HEAD":
        return
    method = method_of(request.method, path)
    if response.status_code >= 400:
        assert faults(response.json(), document()["schemas"]["error"]) == []
        assert response.status_code in _ALWAYS | {409}, f"{response.status_code} is no status of the API"
    elif method is not None and request.url.params.get("auth_test") != "true":
        _check_success(method, response, is_expanded="expand" in request.url.params)


def _check_success(method: Method, response: httpx.Response, *, is_expanded: bool) -> None:
    deviation = REPLIES.get(method.id)
    if method.status is not None:
        assert response.status_code in {method.status, *(deviation.statuses if deviation else ())}
    if response.status_code == 204:
        assert response.content == b"", "a 204 has no body"
        return
    if method.response in (None, "none") or is_expanded or response.is_redirect:
        return
    found = faults(response.json(), method.response)
    assert [fault for fault in found if not (deviation and deviation.covers(fault))] == []
