"""The parameters of a call: those of the query and those of the form, which win."""

import msgspec

from chinwag.errors import BadRequest
from chinwag.http.body import refuse_nul, respell
from chinwag.http.forms import form_fields, multipart_fields
from chinwag.http.validation import explain
from chinwag.v1.method import Method

_ESCAPED_AT = "&#64;"


def read_parameters(query: bytes, body: bytes, content_type: str) -> dict[str, str]:
    """All parameters as texts. hipchat-php writes a leading `@` as `&#64;`; it is one here."""
    parameters = form_fields(query) if query else {}
    if body.strip():
        parameters |= _form(body, content_type)
    refuse_nul(parameters)
    return {
        name: "@" + value.removeprefix(_ESCAPED_AT) if value.startswith(_ESCAPED_AT) else value
        for name, value in parameters.items()
    }


def _form(body: bytes, content_type: str) -> dict[str, str]:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return multipart_fields(body, content_type)
    if body.strip() in {b"{}", b"[]"}:
        return {}
    if body.lstrip().startswith(b"{") or kind.startswith("multipart/"):
        raise BadRequest(
            "API v1 takes parameters as a form (application/x-www-form-urlencoded or multipart/form-data) "
            "or in the query."
        )
    return form_fields(body.strip())


def decode_parameters(method: Method, parameters: dict[str, str]) -> msgspec.Struct:
    """What a method takes of the parameters. Unknown ones are ignored; a bad one is a BadRequest."""
    given = {name: value for name, value in parameters.items() if value or name in method.may_be_empty}
    meant = respell(given, getattr(method.parameters, "SPELLINGS", {}))
    try:
        return msgspec.convert(meant, type=method.parameters, strict=False)
    except msgspec.ValidationError as error:
        raise explain(method.parameters, meant, str(error)) from None
