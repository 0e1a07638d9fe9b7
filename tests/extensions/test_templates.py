"""Values fill the address of a page, and cannot lead it elsewhere."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from chinwag.errors import BadRequest
from chinwag.extensions.templates import LONGEST_ADDRESS, fill

PAGE = "https://addon.example.com:8443/in/{room.name}?m={message}&id={message.mid}#{message.sender.id}"


def test_values_are_encoded_where_they_stand() -> None:
    values = {"room": {"name": "a/b c&d?"}, "message": {"mid": "1", "sender": {"id": 7}}}
    assert fill(PAGE, values) == (
        "https://addon.example.com:8443/in/a%2Fb%20c%26d%3F"
        "?m=%7B%22mid%22%3A%221%22%2C%22sender%22%3A%7B%22id%22%3A7%7D%7D&id=1#7"
    )


@pytest.mark.parametrize("values", [{}, {"message": None}, {"message": "text"}, {"message": []}])
def test_missing_values_are_empty(values: dict[str, Any]) -> None:
    assert fill("https://a.example.com/?id={message.mid}.", values) == "https://a.example.com/?id=."


@pytest.mark.parametrize(
    "value",
    [
        "@evil.example.com/",
        "//evil.example.com/",
        "\\\\evil.example.com\\",
        "https://evil.example.com/",
        ":443@evil.example.com",
        "?#",
        "%2f%2fevil.example.com",
        "\r\nHost: evil.example.com",
        "\u2025/\uff0f",
        "{room.name}",
    ],
)
def test_no_value_changes_the_host_or_adds_parts(value: str) -> None:
    parts = urlsplit(fill("https://addon.example.com/{x}/end?q={x}&r=1#f{x}", {"x": value}))
    assert parts[:2] == ("https", "addon.example.com")
    assert parts.path.count("/") == 2
    assert parts.query.count("&") == 1
    assert parts.fragment.startswith("f")


@pytest.mark.parametrize("value", [".", "..", "../..", "..\\..", "a/../../b"])
def test_no_value_leads_out_of_the_folder(value: str) -> None:
    with pytest.raises(BadRequest):
        fill("https://addon.example.com/in/{x}/admin", {"x": value})
    assert fill("https://addon.example.com/in?x={x}", {"x": "."}) == "https://addon.example.com/in?x=."


def test_two_dots_of_two_values_are_two_dots() -> None:
    with pytest.raises(BadRequest):
        fill("https://addon.example.com/in/{x}{x}/admin", {"x": "."})


def test_an_address_has_an_end() -> None:
    with pytest.raises(BadRequest):
        fill("https://addon.example.com/?x={x}", {"x": "x" * LONGEST_ADDRESS})


def test_an_address_without_places_is_left_alone() -> None:
    odd = "https://addon.example.com?#"
    assert fill(odd, {"x": 1}) == odd
