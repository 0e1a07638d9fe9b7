"""Receivers can tell that a call is ours: the signature of Standard Webhooks, and HipChat's JWT."""

import base64
import hashlib
import hmac
from urllib.parse import parse_qs

import jwt

from chinwag.scopes import Scope
from tests.webhooks.hooks import notify, register, say, sent
from tests.webhooks.receiver import Got, Receiver
from tests.world import World, bearer


def is_signed(got: Got, secret: str) -> bool:
    """As https://www.standardwebhooks.com says."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.raw
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return got.headers["webhook-signature"] == f"v1,{expected}"


async def test_every_call_is_signed_with_the_webhooks_own_secret(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    one, other = [await register(hooked, room, receiver, name=name) for name in ("one", "other")]
    await say(hooked, room, "hello €")
    await sent(hooked)
    owner = await hooked.token()
    secrets = {}
    for number in (one, other):
        answer = await hooked.http.get(f"/api/webhook/{number}/secret", headers=owner)
        secrets[number] = answer.json()["secret"]
    assert secrets[one] != secrets[other]
    for got in receiver.got:
        number = got.body["webhook_id"]
        assert is_signed(got, secrets[number])
        assert not is_signed(got, secrets[other if number == one else one])
        now = hooked.clock.now().timestamp()
        assert abs(int(got.headers["webhook-timestamp"]) - now) < 5


async def test_only_the_owner_sees_the_secret(hooked: World, receiver: Receiver) -> None:
    ada = await hooked.user("Ada Quist")
    room = await hooked.room("Deploys", owner=ada)
    number = await register(hooked, room, receiver, headers=await hooked.token(ada))
    path = f"/api/webhook/{number}/secret"
    assert (await hooked.http.get(path, headers=await hooked.token(ada))).status_code == 200
    assert (await hooked.http.get(path, headers=await hooked.token())).status_code == 403
    bob = await hooked.user("Bob Wren")
    assert (await hooked.http.get(path, headers=await hooked.token(bob))).status_code == 403


async def test_a_jwt_comes_in_header_and_query_with_the_add_ons_secret(
    hooked: World, receiver: Receiver
) -> None:
    room = await hooked.room()
    receiver.url += "?keep=me%20please"
    client = await hooked.client(Scope.ADMIN_ROOM, room=room)
    token = await hooked.raw_token(
        "addon", frozenset({Scope.ADMIN_ROOM}), client_id=client.id, room_id=room.id
    )
    await register(hooked, room, receiver, headers=bearer(token), authentication="jwt")
    await say(hooked, room, "hello")
    await sent(hooked)
    (got,) = receiver.got
    scheme, _, sent_token = got.headers["authorization"].partition(" ")
    query = parse_qs(got.query)
    assert scheme == "JWT"
    assert query == {"keep": ["me please"], "signed_request": [sent_token]}
    assert jwt.get_unverified_header(sent_token) == {"alg": "HS256", "typ": "JWT"}
    claims = jwt.decode(
        sent_token, client.secret, algorithms=["HS256"], options={"verify_iat": False, "verify_exp": False}
    )
    assert claims["iss"] == client.id
    assert claims["sub"] == claims["prn"] == str(hooked.owner.id)
    assert claims["sub"] == str(got.body["item"]["message"]["from"]["id"])
    assert claims["exp"] - claims["iat"] == 3600
    assert len(claims["jti"]) == 20
    assert claims["context"] == {"room_id": room.id, "user_tz": "UTC"}
    assert set(claims) == {"iss", "sub", "prn", "iat", "exp", "jti", "context"}, (
        "no aud: old add-ons refuse it"
    )


async def test_a_person_who_asks_for_a_jwt_gets_one_with_the_webhooks_secret(
    hooked: World, receiver: Receiver
) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver, event="room_notification", authentication="jwt")
    await notify(hooked, room, "up", await hooked.room_token(room))
    await sent(hooked)
    secret = (await hooked.http.get(f"/api/webhook/{number}/secret", headers=await hooked.token())).json()
    token = receiver.got[0].headers["authorization"].removeprefix("JWT ")
    claims = jwt.decode(
        token, secret["secret"], algorithms=["HS256"], options={"verify_iat": False, "verify_exp": False}
    )
    assert claims["sub"] == "0", "nobody acted, and add-ons read a number"


async def test_each_try_has_a_jwt_of_its_own(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver, authentication="jwt")
    receiver.statuses = [500, 204]
    await say(hooked, room, "hello")
    await sent(hooked)
    hooked.clock.advance(hours=2)
    await sent(hooked)
    first, second = (got.headers["authorization"] for got in receiver.got)
    assert first != second
