"""Reading descriptors: an error names the field and what is allowed; nothing inside our network is asked."""

import copy
import json
from typing import Any

import jwt
import pytest

from chinwag.addons.descriptor import read_descriptor
from chinwag.addons.outgoing import check_outgoing
from chinwag.errors import BadRequest
from chinwag.outbound.client import Outbound
from chinwag.outbound.guard import parse_networks
from tests.accounts.browser import Browser, signed_in
from tests.addons.descriptors import FULL, HOST, MINIMAL
from tests.addons.fake_addon import listening_addon
from tests.world import World, no_names

# How a descriptor is read: no statement of a database is under test.
pytestmark = pytest.mark.one_engine


async def review(page: Browser, **fields: Any) -> Any:
    return await page.send("POST", "/api/addon/review", fields)


async def understood(descriptor: dict[str, Any]) -> None:
    """Read it, and see whether we may call what it wants to be called."""
    await check_outgoing(Outbound(resolve=no_names), read_descriptor(json.dumps(descriptor).encode()))


def changed(path: str, value: object) -> dict[str, Any]:
    """The full descriptor with one thing changed; `...` takes it away."""
    made = copy.deepcopy(FULL)
    steps = path.split("/")
    place: Any = made
    for step in steps[:-1]:
        place = place[int(step) if step.isdigit() else step]
    if value is ...:
        del place[steps[-1]]
    else:
        place[steps[-1]] = value
    return made


@pytest.mark.parametrize("descriptor", [MINIMAL, FULL], ids=["minimal", "full"])
async def test_real_descriptors_are_understood(world: World, descriptor: dict[str, Any]) -> None:
    async with signed_in(world) as page:
        answer = await review(page, descriptor=descriptor)
        assert answer.status_code == 200, answer.text
        can = descriptor["capabilities"]
        assert len(answer.json()["webhooks"]) == len(can["webhook"])


@pytest.mark.parametrize(
    ("path", "value", "field", "words"),
    [
        ("key", ..., "key", "is missing"),
        ("key", "no blanks", "key", "regular expression"),
        ("name", "x" * 101, "name", "100"),
        ("description", ..., "description", "is missing"),
        ("links", {}, "links.self", "is missing"),
        ("links/self", "/relative.json", "links.self", "an absolute URL"),
        ("vendor", {"name": "x"}, "vendor.url", "is missing"),
        ("vendor", {"name": "x", "url": HOST, "mail": "y"}, "vendor.mail", "Known are: name, url"),
        ("apiVersion", "1", "apiVersion", "regular expression"),
        ("apiVersion", "2:1", "apiVersion", "version 2"),
        ("capabilities/hipchatApiConsumer/scopes", ["root"], "capabilities.hipchatApiConsumer.scopes[0]", "view_room"),
        ("capabilities/hipchatApiConsumer/scopes", ..., "capabilities.hipchatApiConsumer.scopes", "is missing"),
        ("capabilities/installable/callbackUrl", "installable", "capabilities.installable.callbackUrl", "an absolute"),
        ("capabilities/installable/callbackUrl", "http://10.0.0.1", "capabilities.installable.callbackUrl", "a public"),
        ("capabilities/installable/allowRoom", "maybe", "capabilities.installable.allowRoom", "boolean"),
        ("capabilities/configurable", {}, "capabilities.configurable.url", "is missing"),
        ("capabilities/configurable/authentication", "basic", "capabilities.configurable.authentication", "jwt"),
        ("capabilities/webhook/0/event", "said", "capabilities.webhook[0].event", "room_message"),
        ("capabilities/webhook/0/url", "http://127.0.0.1/", "capabilities.webhook[0].url", "not a public address"),
        ("capabilities/webhook/0/pattern", "(?<x", "capabilities.webhook[0].pattern", "RE2"),
        ("capabilities/webhook", "all", "capabilities.webhook", "array"),
        ("capabilities/webhook", {"event": "room_enter"}, "capabilities.webhook[0].url", "is missing"),
        ("capabilities/glance/0/icon", ..., "capabilities.glance[0].icon", "is missing"),
        ("capabilities/webPanel/0/url", "javascript:x", "capabilities.webPanel[0].url", "an absolute URL"),
        ("capabilities/dialog/0/options/size", "huge", "capabilities.dialog[0].options.size", "xlarge"),
        ("capabilities/action/0/location", "x", "capabilities.action[0].location", "hipchat.input.action"),
        ("capabilities/externalPage/0/key", "status", "capabilities", "used twice"),
    ],
)  # fmt: skip
async def test_an_error_names_the_field_and_what_is_allowed(
    path: str, value: object, field: str, words: str
) -> None:
    with pytest.raises(BadRequest) as refusal:
        await understood(changed(path, value))
    assert refusal.value.extra.get("field") == field
    assert words in refusal.value.message


FORBIDDEN = [
    "http://127.0.0.1/x.json",
    "http://[::1]/x.json",
    "http://169.254.169.254/latest",
    "http://0x7f000001/",
    "file:///etc/passwd",
    "data:text/html,x",
    "data:application/json;base64,%%%",
    "gopher://x/",
    "//x.example.com/",
]


async def test_an_address_that_may_not_be_called_is_refused(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        world.app.services.outbound.networks = parse_networks([])
        for url in (*FORBIDDEN, addon.descriptor_url):
            answer = await review(page, url=url)
            assert answer.status_code == 400, url
        assert addon.seen == []


NO_DESCRIPTORS = [
    b"",
    b"[]",
    b"5",
    b"{",
    b"\xff\xfe",
    b'{"key":"a\\u0000"}',
    b"[" * 100_000,
    b'{"a":' * 5000 + b"1" + b"}" * 5000,
]


async def test_what_is_no_descriptor_is_refused_with_a_sentence(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        for body in NO_DESCRIPTORS:
            addon.raw = body
            answer = await review(page, url=addon.descriptor_url)
            assert answer.status_code == 400, body[:20]
            assert " " in answer.json()["error"]["message"]


async def test_a_giant_descriptor_and_a_redirect_are_not_followed(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        addon.raw = b" " * 300_000
        assert "larger than" in (await review(page, url=addon.descriptor_url)).json()["error"]["message"]
        addon.raw = b""
        answer = await review(page, url=f"{addon.url}/moved")
        assert "answered 302" in answer.json()["error"]["message"]
        assert answer.json()["error"]["message"].endswith(f"redirects to: {addon.descriptor_url}")
        assert addon.calls("GET") == [("/moved", None)]


async def test_a_web_page_is_said_to_be_one(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        addon.raw = b"\n<!doctype html><title>Board</title>"
        answer = await review(page, url=addon.descriptor_url)
        assert answer.status_code == 400
        assert "a web page at this address" in answer.json()["error"]["message"]


async def test_the_api_takes_no_jwt_of_an_addon_for_a_token(world: World) -> None:
    """Frameworks send them to their own pages; here only tokens count, whoever signed what."""
    client, room = await world.client(), await world.room("Engine Room")
    path = f"/v2/room/{room.id}"
    claims = {"iss": client.id, "sub": str(world.owner.id), "iat": 1, "exp": 2**33, "jti": "x" * 20}
    for secret, algorithm in ((client.secret, "HS256"), ("", "none")):
        signed = jwt.encode(claims, secret, algorithm=algorithm)
        for scheme in ("JWT {}", "JWT token={}", "Bearer {}"):
            answer = await world.http.get(path, headers={"Authorization": scheme.format(signed)})
            assert answer.status_code == 401
        assert (await world.http.get(f"{path}?signed_request={signed}")).status_code == 401
