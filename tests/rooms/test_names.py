"""Pure rules about names."""

import pytest

from chinwag.rooms.model import name_key, parse_room_id, slug
from chinwag.users.model import has_visible_text
from chinwag.versions import new_version


@pytest.mark.parametrize("ref", ["1", "42", "999999999999999999"])
def test_ascii_digits_spell_an_id(ref: str) -> None:
    assert parse_room_id(ref) == int(ref)


@pytest.mark.parametrize("ref", ["", "0", "07", "+7", "1_000", " 7", "7\n", "١", "1e3", "1" * 19, "Deploys"])
def test_everything_else_can_only_be_a_name(ref: str) -> None:
    assert parse_room_id(ref) is None


def test_names_that_differ_in_case_or_composition_are_the_same() -> None:
    assert name_key("Cafe\u0301 STRASSE") == name_key("caf\u00e9 strasse") == name_key("CAFÉ straße")
    assert name_key("Deploys") != name_key("Deploy s")


@pytest.mark.parametrize(
    "name", ["", " ", "\t\n", "\u00a0\u2003", "\u200b\u200d", "\u202e", "\x07", "\u3164\u2800"]
)
def test_names_that_nobody_could_see_have_no_visible_text(name: str) -> None:
    assert not has_visible_text(name)


@pytest.mark.parametrize("name", ["a", "  a ", "🦊", "\u202eabc", "-"])
def test_names_with_any_visible_character_have_visible_text(name: str) -> None:
    assert has_visible_text(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Test Room", "test_room"),
        ("Büro  am   Hafen", "buro_am_hafen"),
        ("a/b:<c>@d&'\"", "abcd"),
        ("dev--ops", "dev-ops"),
        ("🦊", "room"),
    ],
)
def test_the_slug_of_a_name_fits_an_xmpp_address(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_versions_are_eight_capitals_or_digits_and_differ() -> None:
    versions = {new_version() for _ in range(100)}

    assert len(versions) == 100
    assert all(len(version) == 8 and version.isalnum() and version.upper() == version for version in versions)
