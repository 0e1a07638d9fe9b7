"""`chinwag webhook`: beside a running server."""

import pytest

from chinwag.outbound.guard import parse_networks
from chinwag.webhooks.delivery_model import GIVE_UP_AFTER_S
from tests.cli.terminal import Terminal, noticed
from tests.webhooks.hooks import register, say, sent
from tests.webhooks.receiver import Receiver, listening
from tests.world import World


@pytest.fixture
def hooked(world: World) -> World:
    world.app.services.outbound.networks = parse_networks(["127.0.0.0/8"])
    return world


async def test_a_webhook_is_tried_its_log_read_and_what_failed_sent_again(
    hooked: World, beside: Terminal
) -> None:
    room = await hooked.room("Deploys")
    async with listening(Receiver(statuses=[404, 204])) as receiver:
        number = str(await register(hooked, room, receiver))
        await say(hooked, room, "refused")
        await sent(hooked)
        [row] = (await beside.beside("webhook", "list", "--json")).json
        assert (row["id"], row["room_id"], row["event"]) == (int(number), room.id, "room_message")
        assert (row["failed"], row["waiting"], row["last"]) == (1, 0, 404)

        assert "1 failed delivery is sent again" in (await beside.beside("webhook", "resend", number)).out
        said = (await beside.beside("webhook", "test", number)).out
        await noticed(hooked)
        await sent(hooked)
        [first, second] = (await beside.beside("webhook", "log", number, "--json")).json
        assert (second["state"], second["attempts"], second["status"]) == ("delivered", 2, 204)
        assert first["state"] == "delivered"
        assert first["uuid"] in said
        assert [got.text for got in receiver.got] == ["refused", "refused", "This is a test of the webhook."]
        assert (await beside.beside("webhook", "log", number, "--state", "failed", "--json")).json == []
        assert "Nothing has failed" in (await beside.beside("webhook", "resend", number)).out


async def test_one_that_was_switched_off_is_switched_on(hooked: World, beside: Terminal) -> None:
    room = await hooked.room("Deploys")
    async with listening(Receiver(statuses=[500])) as receiver:
        number = str(await register(hooked, room, receiver))
        await say(hooked, room, "lost?")
        await sent(hooked)
        hooked.clock.advance(seconds=GIVE_UP_AFTER_S + 1)
        await sent(hooked)
        [row] = (await beside.beside("webhook", "list", "--json")).json
        assert "three days" in row["switched_off"]
        assert "Switch it on first" in (await beside.beside("webhook", "test", number)).err
        assert "called again" in (await beside.beside("webhook", "on", number)).out
        await noticed(hooked)
        [row] = (await beside.beside("webhook", "list", "--json")).json
        assert row["switched_off"] is None


async def test_refusals_of_webhook_commands_say_what_is_wrong(world: World, beside: Terminal) -> None:
    assert "Webhook 77 not found" in (await beside.beside("webhook", "log", "77")).err
    assert "Webhook x not found" in (await beside.beside("webhook", "test", "x")).err
    assert "from 1 to 1000" in (await beside.beside("webhook", "log", "1", "--limit", "0")).err
    assert "There is no webhook." in (await beside.beside("webhook", "list")).out
