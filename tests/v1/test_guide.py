"""The guide of API v1 says what the declarations say."""

import re
from pathlib import Path

import msgspec
import pytest

from chinwag.v1.method import Method
from chinwag.v1.room_routes import methods as rooms
from chinwag.v1.user_routes import methods as users

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "api-v1.md"


@pytest.mark.parametrize("method", [*rooms.all, *users.all], ids=lambda method: method.path)
def test_the_guide_has_each_method_with_its_verbs_and_parameters(method: Method) -> None:
    line = next(
        line for line in GUIDE.read_text("utf-8").splitlines() if line.startswith(f"| `{method.path}` |")
    )
    _, _, verbs, parameters, *_ = line.split("|")
    assert {verb.strip() for verb in verbs.split(",")} == method.verbs
    fields = msgspec.structs.fields(method.parameters)
    required = {field.encode_name for field in fields if field.required}
    assert set(re.findall(r"\*\*(\w+)\*\*", parameters)) == required
    if "and what is to change" not in parameters:
        assert {field.encode_name for field in fields} == set(
            re.findall(r"\w+", re.sub(r"\([^)]*\)", "", parameters))
        )
