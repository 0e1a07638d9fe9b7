"""What bodies are taken, and what is refused in HipChat's shape without a trace in the room."""

import json
from typing import Any

import pytest

from tests.world import MadeRoom, World

JSON = {"Content-Type": "application/json"}


async def send(
    world: World, room: MadeRoom, body: bytes | str, content_type: str | None = "application/json"
) -> Any:
    headers = await world.room_token(room)
    if content_type is not None:
        headers["Content-Type"] = content_type
    content = body.encode() if isinstance(body, str) else body
    return await world.http.post(f"/v2/room/{room.id}/notification", content=content, headers=headers)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ('{"message": "hi"}', "application/json; charset=utf-8"),
        ('{"message": "hi"}', None),
        ('{"message": "hi"}', "application/x-www-form-urlencoded"),
        ('{"message": "hi"}', "text/html"),
        ('\ufeff{"message": "hi"}', "application/json"),
        ("message=hi&notify=true&color=green", "application/x-www-form-urlencoded"),
        ("message=hi&notify=&message_format=&color=&from=", "application/x-www-form-urlencoded"),
        ('{"message": "hi", "notify": "true", "unknown": {"a": [1]}}', "application/json"),
        ('{"message": "hi", "notify": 1}', "application/json"),
    ],
)
async def test_a_message_is_taken_from_every_dialect(
    world: World, body: str, content_type: str | None
) -> None:
    room = await world.room()

    answer = await send(world, room, body, content_type)

    assert answer.status_code == 204, answer.text
    assert [entry["message"] for entry in await world.history(room)] == ["hi"]


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"message": "a\nb"}', "a text has a line break in it (byte 14). Write it as \\n"),
        ('{"message": "\\ud800"}', "half of a surrogate pair"),
        ('{"message": "a"', "Input data was truncated"),
        ('{"message": "a" "b"}', "byte"),
    ],
)
async def test_json_that_a_shell_put_together_wrongly_is_told_where(
    world: World, body: str, said: str
) -> None:
    room = await world.room()

    answer = await send(world, room, body)

    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith("The body is not valid JSON: ")
    assert said in answer.json()["error"]["message"]
    assert await world.history(room) == []


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("charset", "body"),
    [
        ("ISO-8859-1", '{"message": "grün"}'.encode("latin-1")),
        ('"windows-1252"', '{"message": "grün"}'.encode("cp1252")),
        ("iso-8859-1", '{"message": "grün"}'.encode()),  # named so, and sent otherwise
        ("UTF-16", '{"message": "grün"}'.encode("utf-16")),
        ("utf8", '{"message": "grün"}'.encode()),
    ],
)
async def test_another_charset_that_is_named_is_read(world: World, charset: str, body: bytes) -> None:
    room = await world.room()

    answer = await send(world, room, body, f"application/json; charset={charset}")

    assert answer.status_code == 204, answer.text
    assert [entry["message"] for entry in await world.history(room)] == ["grün"]


@pytest.mark.one_engine
@pytest.mark.parametrize("charset", ["utf-8", "klingon", "us-ascii", "utf-16"])
async def test_letters_that_are_in_no_charset_are_refused(world: World, charset: str) -> None:
    room = await world.room()

    answer = await send(world, room, b'{"message": "gr\xfcn!"}', f"application/json; charset={charset}")

    assert answer.status_code == 400
    assert await world.history(room) == []


async def test_a_multipart_form_as_php_sends_it_is_taken(world: World) -> None:
    room = await world.room()
    fields = {"message": "grün", "color": "red", "notify": "true"}
    body = "".join(
        f'--B\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )

    answer = await send(world, room, f"{body}--B--\r\n", "multipart/form-data; boundary=B")
    broken = await send(world, room, body, "multipart/form-data")

    assert (answer.status_code, broken.status_code) == (204, 400)
    assert [(entry["message"], entry["color"]) for entry in await world.history(room)] == [("grün", "red")]


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("body", "field", "validation", "message"),
    [
        ("{}", "message", "optional", "Required field 'message' is missing"),
        ("", "message", "optional", "Required field 'message' is missing"),
        ('{"message": ""}', "message", "minLength", "must have length greater than or equal to 1"),
        (json.dumps({"message": "x" * 10_001}), "message", "maxLength", "less than or equal to 10000"),
        ('{"message": 5}', "message", "type", "Value 5 for field 'message' is not of type 'string'"),
        (
            '{"message": "x", "from": null}',
            "from",
            "type",
            "Value None for field 'from' is not of type 'string'",
        ),
        (
            '{"message": "x", "color": "Red"}',
            "color",
            "enum",
            "Value u'Red' for field 'color' is not in the enumeration: [",
        ),
        ('{"message": "x", "notify": "maybe"}', "notify", "type", "is not of type 'boolean'"),
    ],
)
async def test_a_fault_names_its_field_and_rule(
    world: World, body: str, field: str, validation: str, message: str
) -> None:
    room = await world.room()

    answer = await send(world, room, body)

    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["code"], error["type"], error["field"]) == (400, "Bad Request", field)
    assert error["validation"] == validation
    assert message in error["message"]
    assert await world.history(room) == []


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "body",
    [
        b"{bad",
        b'{"message": "\xff\xfe"}',
        b'{"message": "a\x00b"}',
        b'{"message": "a\\u0000b"}',
        b'{"message": "x", "card": {"a\\u0000": 1}}',
        b'{"message": "\\ud800"}',
        b'{"message": NaN}',
        b'"text"',
        b"[1]",
        b"null",
        b'{"message": "x", "deep": ' + b"[" * 1000 + b"]" * 1000 + b"}",
        b"[" * 100_000,
        b'{"message": "x", "n": ' + b"9" * 5000 + b"}",
        b"message=%ff",
        b"hello",
    ],
)
async def test_what_cannot_be_read_whole_is_refused(world: World, body: bytes) -> None:
    room = await world.room()

    answer = await send(
        world, room, body, "application/x-www-form-urlencoded" if b"%" in body else "application/json"
    )

    assert answer.status_code in {400, 204}
    if answer.status_code == 204:
        assert b"9999" in body, "only a huge number in an unknown field is harmless"
    else:
        assert answer.json()["error"]["code"] == 400
        assert await world.history(room) == []


@pytest.mark.one_engine
async def test_a_body_over_the_limit_is_413_before_it_is_read(world: World) -> None:
    room = await world.room()

    answer = await send(world, room, json.dumps({"message": "x" * 1_000_000}))

    assert answer.status_code == 413
    assert answer.json()["error"]["type"] == "Request Entity Too Large"


@pytest.mark.parametrize(
    "text",
    [
        "\U0001f44d\U0001f3fd",
        "e\u0301\u0323",
        "\u202eright to left\u202c",
        "x" * 10_000,
        "\U0001f600" * 10_000,
    ],
)
async def test_what_is_accepted_comes_back_as_sent(world: World, text: str) -> None:
    room = await world.room()

    answer = await send(world, room, json.dumps({"message": text, "message_format": "text"}))

    assert answer.status_code == 204
    assert [entry["message"] for entry in await world.history(room)] == [text]
