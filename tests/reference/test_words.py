"""Every parameter and every field of every method says what it is."""

from chinwag.reference.field_words import FIELDS
from chinwag.reference.words import OF_STRUCT, PATH, QUERY, put_words, without_words
from tests.reference.test_examples import DOCUMENT


def test_every_field_has_its_sentence() -> None:
    assert list(without_words(DOCUMENT)) == [], (
        "put it at the field (Meta) or into chinwag/reference/words.py"
    )


def test_words_are_sentences() -> None:
    told = [*FIELDS.values(), *OF_STRUCT.values(), *PATH.values(), *QUERY.values()]
    assert [words for words in told if not words.endswith((".", "…"))] == []


def test_words_of_a_struct_name_a_field_that_exists() -> None:
    known = {
        f"{version}{struct.rpartition('.')[2]}.{field}"
        for struct, schema in DOCUMENT["components"]["schemas"].items()
        for field in schema.get("properties", {})
        for version in ("", "v1." if struct.startswith("chinwag.v1.") else "")
    }
    assert OF_STRUCT.keys() <= known


def test_a_field_keeps_the_words_that_its_struct_gives() -> None:
    document = {
        "paths": {},
        "components": {
            "schemas": {"XIn": {"properties": {"name": {"description": "Own."}, "topic": {}, "zz": {}}}}
        },
    }
    put_words(document)
    fields = document["components"]["schemas"]["XIn"]["properties"]
    assert fields["name"]["description"] == "Own."
    assert fields["topic"]["description"] == FIELDS["topic"]
    assert list(without_words(document)) == ["XIn.zz"]
