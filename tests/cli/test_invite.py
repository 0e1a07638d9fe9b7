"""`chinwag user invite`, and what `chinwag doctor` says of the mail server."""

import json
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, of_world
from tests.mail.mailbox import NAME, PASSWORD, mailbox, text_of
from tests.world import BASE, World


async def test_without_a_mail_server_the_link_is_printed(world: World, beside: Terminal) -> None:
    said = await beside.beside("user", "invite", "ann@example.com", "Ann Otter", "--title", "Stoker")

    assert said.code == 0, said.err
    link = next(word for word in said.out.split() if word.startswith(f"{BASE}/invite/"))
    path = link.replace(f"{BASE}/invite/", "/api/invitation/")
    assert (await world.http.get(path)).json()["email"] == "ann@example.com"
    assert link.rpartition("/")[2] not in str(beside.lines)


async def test_with_one_it_goes_by_mail(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with mailbox() as box:
        with of_world(world, tmp_path, monkeypatch, smtp_url=f"smtp://127.0.0.1:{box.port}") as terminal:
            said = await terminal.beside("user", "invite", "ann@example.com", "Ann Otter", "--json")
        assert said.json["is_mailed"]
        assert said.json["link"] in text_of(box.letters[0])


async def test_a_mail_server_that_is_away_is_said_and_the_link_printed(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with of_world(world, tmp_path, monkeypatch, smtp_url="smtp://127.0.0.1:9") as terminal:
        said = await terminal.beside("user", "invite", "ann@example.com", "Ann Otter")
    assert said.code == 0
    assert "No e-mail was sent" in said.err
    assert f"{BASE}/invite/" in said.out


async def test_somebody_of_the_group_is_not_invited(world: World, beside: Terminal) -> None:
    ada = await world.user()
    said = await beside.beside("user", "invite", ada.email, "Ada Quist")
    assert (said.code, said.err) == (1, "chinwag: Another user exists with that email address.\n")


async def test_the_doctor_signs_in_at_the_mail_server_and_hides_the_password(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with mailbox(needs_login=True) as box:
        for password, state in ((PASSWORD, "ok"), ("wrong", "fail")):
            url = f"smtp://{NAME}:{password}@127.0.0.1:{box.port}"
            with of_world(world, tmp_path, monkeypatch, smtp_url=url) as terminal:
                said = await terminal.beside("doctor", "--json")
            (found,) = [line for line in _json(said.out) if line["check"] == "mail"]
            assert found["state"] == state, found
            assert password not in said.out
        assert box.letters == []


def _json(text: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(text)
    return found
