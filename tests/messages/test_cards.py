"""Cards: the schema of 2017, refusals that name the inner field, safe HTML inside."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinwag.errors import BadRequest
from chinwag.messages.cards import CARD_LIMIT, read_card
from chinwag.messages.html import ACTIVITY_TAGS, CARD_TAGS
from tests.messages.hostile_html import SAMPLES
from tests.messages.test_html import residues

LINK = {"style": "link", "id": "1", "title": "A link"}
FULL: dict[str, Any] = {
    "style": "application",
    "id": "build-17",
    "format": "medium",
    "url": "https://ci.example.test/17",
    "title": "Build 17",
    "description": {"value": "<b>42</b> tests", "format": "html"},
    "thumbnail": {
        "url": "https://ci.example.test/t.png",
        "url@2x": "https://ci.example.test/t2.png",
        "width": 100.5,
        "height": 40,
        "more": [1],
    },
    "icon": {"url": "https://ci.example.test/i.png", "url@2x": "https://ci.example.test/i2.png", "more": {}},
    "attributes": [
        {"label": "Status", "value": {"label": "Passed", "style": "lozenge-success"}},
        {"value": {"label": "x", "url": "https://x.test/", "icon": {"url": "https://x.test/i.png"}}},
    ],
    "activity": {"html": "<b>CI</b> finished <em>17</em>", "icon": "https://ci.example.test/i.png"},
    "date": 1443057955792,
    "metadata": {"deep": {"number": 2**70, "list": [None, True, 1.5, "é😀"]}},
}


def kept(card: object) -> Any:
    text = read_card(card)
    return None if text is None else json.loads(text)


def refusal(card: object) -> BadRequest:
    with pytest.raises(BadRequest) as refused:
        read_card(card)
    assert refused.value.extra["field"] == "card"
    return refused.value


def test_a_full_card_is_kept_whole_with_extra_keys() -> None:
    assert kept(FULL) == FULL


def test_a_card_may_come_as_json_text() -> None:
    assert kept(json.dumps(FULL)) == FULL


@pytest.mark.parametrize("nothing", [None, "", "null"])
def test_nothing_in_its_place_is_no_card(nothing: object) -> None:
    assert read_card(nothing) is None


@pytest.mark.parametrize("style", ["file", "image", "application", "link", "media"])
def test_every_style_is_taken(style: str) -> None:
    assert kept({**LINK, "style": style})["style"] == style


@pytest.mark.parametrize("icon", ["https://x.test/i.png", "", {"url": "http://x.test/i.png"}])
def test_an_icon_is_an_address_or_an_object(icon: object) -> None:
    assert kept({**LINK, "icon": icon})["icon"] == icon


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"style": None}, "card.style"),
        ({"style": "poster"}, "card.style"),
        ({"id": ""}, "card.id"),
        ({"id": 7}, "card.id"),
        ({"title": ""}, "card.title"),
        ({"title": "x" * 501}, "card.title"),
        ({"description": "x" * 501}, "card.description"),
        ({"description": {"value": "x"}}, "card.description.format"),
        ({"description": {"value": "x", "format": "markdown"}}, "card.description.format"),
        ({"description": {"value": "", "format": "text"}}, "card.description.value"),
        ({"description": {"value": "x" * 1001, "format": "text"}}, "card.description.value"),
        ({"description": {"value": "x", "format": "text", "more": 1}}, "card.description"),
        ({"url": ""}, "card.url"),
        ({"url": "javascript:alert(1)"}, "card.url"),
        ({"url": "/relative"}, "card.url"),
        ({"format": "huge"}, "card.format"),
        ({"thumbnail": {}}, "card.thumbnail.url"),
        ({"thumbnail": None}, "card.thumbnail"),
        ({"thumbnail": {"url": "https://x.test/" + "x" * 250}}, "card.thumbnail.url"),
        ({"thumbnail": {"url": "https://x.test/", "width": "43"}}, "card.thumbnail.width"),
        ({"thumbnail": {"url": "data:image/png;base64,AA"}}, "card.thumbnail.url"),
        ({"icon": {}}, "card.icon.url"),
        ({"icon": "javascript:alert(1)"}, "card.icon"),
        ({"icon": {"url": "https://x.test/", "url@2x": "vbscript:x"}}, "card.icon.url@2x"),
        ({"attributes": []}, "card.attributes"),
        ({"attributes": [{"value": {"label": "x"}}] * 11}, "card.attributes"),
        ({"attributes": [{"label": "x"}]}, "card.attributes[0].value"),
        ({"attributes": [{"label": "", "value": {"label": "x"}}]}, "card.attributes[0].label"),
        ({"attributes": [{"label": "x" * 51, "value": {"label": "x"}}]}, "card.attributes[0].label"),
        ({"attributes": [{"value": {"label": ""}}]}, "card.attributes[0].value.label"),
        ({"attributes": [{"value": {"label": "x", "style": "big"}}]}, "card.attributes[0].value.style"),
        ({"attributes": [{"value": {"label": "x", "url": "file:///x"}}]}, "card.attributes[0].value.url"),
        ({"attributes": [{"value": {"label": "x"}, "more": 1}]}, "card.attributes[0]"),
        ({"attributes": [{"value": {"label": "x", "more": 1}}]}, "card.attributes[0].value"),
        ({"activity": {}}, "card.activity.html"),
        ({"activity": {"html": ""}}, "card.activity.html"),
        ({"activity": {"html": "x", "more": 1}}, "card.activity"),
        ({"activity": {"html": "x", "icon": "javascript:x"}}, "card.activity.icon"),
    ],
)
def test_a_fault_is_refused_by_the_name_of_the_inner_field(change: dict[str, object], named: str) -> None:
    assert f"{named}" in refusal({**LINK, **change}).message


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"style": "fancy"},
            "card.style is 'fancy', but must be one of file, image, application, link, media.",
        ),
        ({"format": "large"}, "card.format is 'large', but must be one of compact, medium."),
        (
            {"description": {"value": "x", "format": "md"}},
            "card.description.format is 'md', but must be one of html, text.",
        ),
        (
            {"attributes": [{"value": {"label": "x", "style": "x\ny"}}]},
            "must be one of lozenge, lozenge-success, lozenge-error, lozenge-current, lozenge-complete, lozenge-moved.",
        ),
    ],
)
def test_a_wrong_choice_is_told_what_there_is(change: dict[str, object], sentence: str) -> None:
    error = refusal({**LINK, **change})

    assert error.message.endswith(sentence)
    assert error.extra["validation"] == "enum"


@pytest.mark.parametrize("missing", ["style", "id", "title"])
def test_a_card_needs_style_id_and_title(missing: str) -> None:
    error = refusal({name: value for name, value in LINK.items() if name != missing})
    assert error.message == f"Value for field 'card' is not valid: card.{missing} is missing."
    assert error.extra["validation"] == "optional"


@pytest.mark.parametrize("card", [[], 1, True, "x", "[]", "{", '{"a": "\\u0000"}', {}])
def test_what_is_no_card_is_refused(card: object) -> None:
    refusal(card)


def test_a_card_that_is_too_large_is_refused() -> None:
    refusal({**LINK, "metadata": "x" * CARD_LIMIT})


def test_depth_beyond_reason_is_refused() -> None:
    deep: Any = {}
    for _ in range(5000):
        deep = {"a": deep}
    refusal({**LINK, "metadata": deep})


def test_html_inside_is_made_safe_by_its_own_rules() -> None:
    card = kept(
        {
            **LINK,
            "description": {"value": "<b>1</b><p>2</p><script>3</script>", "format": "html"},
            "activity": {
                "html": '<p>1</p><img src="https://x.test/i.png" onerror=x><table><tr><td>2</table>'
            },
        }
    )
    assert card["description"]["value"] == "<b>1</b>2"
    assert card["activity"]["html"] == '<p>1</p><img src="https://x.test/i.png">2'


def test_text_inside_stays_as_it_was_sent() -> None:
    card = {**LINK, "title": "<b>t</b>", "description": {"value": "<b>1</b> & <script>", "format": "text"}}
    assert kept(card) == card
    assert kept({**LINK, "description": "<i>x</i>"})["description"] == "<i>x</i>"


@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_hostile_stays_in_a_card(sample: str) -> None:
    card = {**LINK, "activity": {"html": sample}, "description": {"value": sample[:1000], "format": "html"}}
    shown = kept(card)
    assert residues(shown["activity"]["html"], ACTIVITY_TAGS) == []
    assert residues(shown["description"]["value"], CARD_TAGS) == []
    for field in ("url", "icon"):
        if not sample.startswith("http"):
            refusal({**LINK, field: sample})


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
_names = st.sampled_from([*FULL, "value", "url", "html", "label"])


@given(st.dictionaries(_names, _json | st.dictionaries(_names, _json, max_size=3), max_size=5))
def test_any_json_is_kept_or_refused(changes: dict[str, object]) -> None:
    try:
        first = read_card({**LINK, **changes})
    except BadRequest as refused:
        blamed = refused.extra["field"]
    else:
        assert first is not None
        assert read_card(json.loads(first)) == first
        blamed = "card"
    assert blamed == "card"
