"""`chinwag emoticon`."""

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, noticed
from tests.pictures.samples import animation, opened, picture
from tests.pictures.stored import stored_pictures
from tests.world import World


async def test_an_added_emoticon_is_served_and_a_removed_one_is_gone(
    world: World, beside: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "wag.gif"
    file.write_bytes(animation(5, (90, 60)))

    made = (await beside.beside("emoticon", "add", "wag", str(file), "--json")).json
    await noticed(world)
    assert (made["shortcut"], made["width"], made["height"]) == ("wag", 45, 30)
    shown = await world.http.get(made["url"])
    assert getattr(opened(shown.content), "n_frames", 1) == 5
    listed = await world.http.get("/v2/emoticon?type=group", headers=await world.token())
    assert [item["id"] for item in listed.json()["items"]] == [made["id"]]
    assert (await beside.beside("emoticon", "list", "--json")).json == [made]
    assert "wag" in (await beside.beside("emoticon", "list")).out
    assert len((await beside.beside("emoticon", "list", "--standard", "--json")).json) > 150

    assert "(wag) is gone" in (await beside.beside("emoticon", "remove", "wag")).out
    await noticed(world)
    assert (await world.http.get(made["url"])).status_code == 404
    assert await stored_pictures(world) == 0
    assert "no emoticons of its own" in (await beside.beside("emoticon", "list")).out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("add", "wag", "{missing}"), "cannot be read"),
        (("add", "wag", "{text}"), "no picture"),
        (("add", "wag", "{large}"), "larger than 1 MiB"),
        (("add", "heart", "{good}"), "standard emoticon"),
        (("add", "w", "{good}"), "2 to 50 letters"),
        (("remove", "nothing"), "not found"),
        (("remove", "heart"), "standard one"),
    ],
)
async def test_refusals_are_sentences(
    world: World, beside: Terminal, tmp_path: Path, words: tuple[str, ...], reason: str
) -> None:
    files = {name: tmp_path / name for name in ("missing", "text", "large", "good")}
    files["text"].write_bytes(b"<svg/>")
    files["large"].write_bytes(bytes(1_048_577))
    files["good"].write_bytes(picture())
    said = await beside.beside("emoticon", *(word.format(**files) for word in words))
    assert said.code == 1
    assert reason in said.err
    assert await stored_pictures(world) == 0
