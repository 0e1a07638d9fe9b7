"""What published clients send (recorded), answered as they expect."""

import json
from pathlib import Path
from typing import Any

import pytest

from chinwag.scopes import Scope
from tests.world import MadeRoom, World

RECORDED = Path(__file__).parent.parent / "contract" / "wire"
CLIENTS = sorted(
    path.stem
    for path in RECORDED.glob("*.jsonl")
    if any(b'"/v2/' in line for line in path.read_bytes().splitlines())
)
_OF_MESSAGES = ("/notification", "/message", "/reply", "/history")


def requests_of(client: str) -> list[dict[str, Any]]:
    """The recorded calls to methods of this folder."""
    lines = (RECORDED / f"{client}.jsonl").read_text(encoding="utf-8").splitlines()
    calls = [json.loads(line) for line in lines]
    return [
        call
        for call in calls
        if call["path"].startswith("/v2/") and any(part in call["path"] for part in _OF_MESSAGES)
    ]


async def _replay(world: World, room: MadeRoom, call: dict[str, Any], tokens: dict[str, str]) -> int:
    def real(text: str) -> str:
        for placeholder, token in tokens.items():
            text = text.replace(placeholder, token)
        return text

    headers = {
        name: real(value) for name, value in call["headers"].items() if name.lower() != "content-length"
    }
    path = call["path"].replace("/1003/", f"/{room.id}/")
    query = f"?{real(call['query'])}" if call["query"] else ""
    response = await world.http.request(
        call["method"], path + query, content=call["body"].encode(), headers=headers
    )
    if response.status_code == 204 and path.endswith("/notification"):
        sent, stored = json.loads(call["body"]), (await world.history(room))[-1]
        assert stored["message_format"] == sent.get("message_format", "html")
        assert stored["from"] == (
            sent.get("from") or "Kiln" if "<ROOM_TOKEN>" in str(call) else stored["from"]
        )
        assert stored["color"] == sent["color"] or sent["color"] == "random"
        assert ("card" in stored) == (sent.get("card") is not None)
    return response.status_code


@pytest.mark.parametrize("client", CLIENTS)
async def test_recorded_requests_are_answered_as_the_client_expects(world: World, client: str) -> None:
    second = await world.user("Second User")
    assert (second.mention_name, second.email) == ("SecondUser", "seconduser@example.com")
    room = await world.room("Engine Room")
    raw = {
        "<ROOM_TOKEN>": await world.raw_token(
            "room", frozenset({Scope.SEND_NOTIFICATION}), room_id=room.id, label="Kiln"
        ),
        "<ADMIN_TOKEN>": await world.raw_token("personal", frozenset(Scope), user_id=world.owner.id),
        "second@example.com": second.email,
    }
    calls = requests_of(client)
    for call in calls:
        call["path"] = call["path"].replace("second@example.com", second.email)
        assert await _replay(world, room, call, raw) == call["status"], call
    assert calls


def test_recordings_are_there() -> None:
    assert len(CLIENTS) >= 8
    assert sum(len(requests_of(client)) for client in CLIENTS) >= 40
