"""How an answer leaves: whole, in one go where our own server carries it, else as ASGI has it."""

from typing import Any

WHOLE = "chinwag.whole"
"""In the scope of a request: `whole(status, headers, body)` writes an answer at once and says True.

False: it has to be sent as ASGI has it, to a client that does not read or with a header that is none.
"""

Headers = list[tuple[bytes, bytes]]


async def send_answer(scope: Any, send: Any, status: int, headers: Headers, body: bytes) -> None:
    """Send an answer whose headers say its length. HEAD gets no body."""
    if scope["method"] == "HEAD":
        body = b""
    whole = scope.pop(WHOLE, None)  # taken out, because it holds on to the scope
    if whole is not None and whole(status, headers, body):
        return
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
