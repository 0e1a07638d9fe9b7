"""The samples of the guide on webhooks are what the server sends and takes."""

import json
import re
from pathlib import Path
from typing import Any

from tests.webhooks.hooks import register, say, sent
from tests.webhooks.receiver import Receiver
from tests.world import World

PAGE = (Path(__file__).resolve().parents[2] / "docs/guide/webhooks.md").read_text("utf-8")


def sample(kind: str, name: str) -> str:
    found = re.search(rf"```{kind} {name}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def shape(value: Any) -> Any:
    """The keys and types of a JSON value."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return type(value).__name__


async def test_a_message_looks_as_the_guide_says_and_its_snippet_verifies_it(
    hooked: World, receiver: Receiver
) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    await say(hooked, room, "/deploy now")
    await sent(hooked)
    (got,) = receiver.got
    assert shape(got.body) == shape(json.loads(sample("json", "room_message")))
    secret = (await hooked.http.get(f"/api/webhook/{number}/secret", headers=await hooked.token())).json()
    space: dict[str, Any] = {}
    exec(sample("python", "verify"), space)
    now = int(got.headers["webhook-timestamp"])
    space["time"] = type("Clock", (), {"time": staticmethod(lambda: now)})
    assert space["is_ours"](secret["secret"], got.headers, got.raw)
    assert not space["is_ours"](secret["secret"], got.headers, got.raw + b" ")
    space["time"] = type("Clock", (), {"time": staticmethod(lambda: now + 1000)})
    assert not space["is_ours"](secret["secret"], got.headers, got.raw)


async def test_the_answer_of_the_guide_is_posted(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver)
    receiver.statuses, receiver.reply = [200], sample("json", "answer")
    await say(hooked, room, "/deploy")
    await sent(hooked)
    assert (await hooked.history(room))[-1]["message"] == "Deploying <b>build 7</b> ..."
