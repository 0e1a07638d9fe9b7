"""Where settings come from: flag, then environment, then `chinwag.toml`, then the default; each keeps its origin."""

import difflib
import ipaddress
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, fields
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from chinwag.files.store import read_storage_url
from chinwag.mail.model import mail_server
from chinwag.settings import Settings

Origin = Literal["flag", "environment", "file", "default"]
PREFIX = "CHINWAG_"
FILE_NAME = "chinwag.toml"

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}
_NOT_SETTINGS = {"CHINWAG_CONFIG"}
"""Variables with our prefix that are not settings: CHINWAG_CONFIG names the file."""


class SettingsError(Exception):
    """A setting that is unknown or cannot be meant; the sentence says which and what would do."""


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings, and where each of them came from."""

    settings: Settings
    origins: dict[str, Origin]
    file: Path | None


def load_settings(
    flags: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> LoadedSettings:
    """Put the settings together. `file` (or CHINWAG_CONFIG) must exist when named; else chinwag.toml of this folder."""
    environment = os.environ if environment is None else environment
    chosen_file = _find_file(file, environment)
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {field.name: "default" for field in fields(Settings)}
    layers: list[tuple[Origin, dict[str, object]]] = [
        ("file", _from_file(chosen_file)),
        ("environment", _from_environment(environment)),
        ("flag", {name: value for name, value in (flags or {}).items() if value is not None}),
    ]
    for origin, layer in layers:
        for name, value in layer.items():
            values[name] = _parse(name, value, origin)
            origins[name] = origin
    return LoadedSettings(Settings(**values), origins, chosen_file)


def _find_file(file: Path | None, environment: Mapping[str, str]) -> Path | None:
    named = file or (Path(environment["CHINWAG_CONFIG"]) if environment.get("CHINWAG_CONFIG") else None)
    if named is not None and not named.is_file():
        raise SettingsError(f"The settings file {named} does not exist.")
    if named is None and Path(FILE_NAME).is_file():
        return Path(FILE_NAME)
    return named


def _from_file(file: Path | None) -> dict[str, object]:
    if file is None:
        return {}
    try:
        loaded = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"The settings file {file} is not valid TOML: {error}") from None
    for name in loaded:
        if name not in _BY_NAME:
            raise SettingsError(f"Unknown setting {name!r} in {file}.{_did_you_mean(name, list(_BY_NAME))}")
    return loaded


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for variable, text in environment.items():
        if not variable.startswith(PREFIX) or variable in _NOT_SETTINGS:
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in _BY_NAME or variable != variable.upper():
            known = [PREFIX + each.upper() for each in _BY_NAME]
            raise SettingsError(
                f"Unknown setting {variable} in the environment.{_did_you_mean(variable, known)}"
            )
        found[name] = text
    return found


def _did_you_mean(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f" Did you mean {near[0]}?" if near else " «chinwag config show» lists all."


def _parse(name: str, value: object, origin: Origin) -> object:
    field = _BY_NAME[name]
    try:
        parsed = _PARSERS[_type_name(field)](value)
        _check(name, parsed)
    except ValueError as error:
        shown = without_password(str(value)) if isinstance(value, str) else value
        raise SettingsError(f"The setting {name} ({origin}) is {shown!r}: {error}.") from None
    return parsed


def without_password(text: str) -> str:
    """An address as it may be shown and logged: the password in it as `***`."""
    return re.sub(r"(?<=://)([^/?#]*?):[^/?#]*@", r"\1:***@", text)


def _type_name(field: "Field[Any]") -> str:
    return field.type if isinstance(field.type, str) else getattr(field.type, "__name__", str(field.type))


def _number(value: object) -> int:
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,15}", str(value)):
        raise ValueError("it must be a whole number, 0 or more")
    return int(str(value))


def _switch(value: object) -> bool:
    text = str(value).lower()
    if text not in _TRUE | _FALSE:
        raise ValueError("it must be true or false")
    return text in _TRUE


def _list(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    return tuple(part for part in re.split(r"[\s,]+", str(value)) if part)


_PARSERS: dict[str, Callable[[object], object]] = {
    "int": _number,
    "bool": _switch,
    "str": str,
    "Path": lambda value: Path(str(value)),
    "tuple": _list,
}
_BY_NAME: dict[str, "Field[Any]"] = {field.name: field for field in fields(Settings)}


def _check(name: str, value: object) -> None:
    rule = _RULES.get(name)
    if rule is not None:
        rule(value)


def _networks(value: object) -> None:
    for text in value if isinstance(value, tuple) else ():
        try:
            ipaddress.ip_network(text, strict=False)
        except ValueError:
            raise ValueError(f"{text!r} is not a network such as 10.0.0.0/8") from None


def _address(schemes: set[str]) -> Callable[[object], None]:
    def check(value: object) -> None:
        parts = urlsplit(str(value))
        if value and (parts.scheme not in schemes or not (parts.netloc or parts.path)):
            raise ValueError(
                f"it must be an address that starts with {' or '.join(sorted(s + '://' for s in schemes))}"
            )

    return check


def _origin(value: object) -> None:
    _address({"http", "https"})(value)
    parts = urlsplit(str(value))
    is_of_its_own = parts.hostname and not (parts.path.strip("/") or parts.query or parts.fragment)
    if value and (parts.port == 0 or not is_of_its_own):
        raise ValueError("it must be a host of its own without a path, such as https://chat.example.com")


def _mail(value: object) -> None:
    if value:
        mail_server(str(value))


def _one_of(*options: str) -> Callable[[object], None]:
    def check(value: object) -> None:
        if value not in options:
            raise ValueError(f"it must be one of {', '.join(options)}")

    return check


def _store(value: object) -> None:
    if value:
        read_storage_url(str(value))


def _port(value: object) -> None:
    if not isinstance(value, int) or value > 65_535:
        raise ValueError("it must be a port, 0 to 65535")


_RULES: dict[str, Callable[[object], None]] = {
    "port": _port,
    "public_url": _origin,
    "bus_url": _address({"redis", "rediss"}),
    "database_url": _address({"postgresql", "postgres"}),
    "storage_url": _store,
    "smtp_url": _mail,
    "outbound_allow": _networks,
    "trusted_proxies": _networks,
    "synchronous": _one_of("FULL", "NORMAL"),
    "log_level": _one_of("debug", "info", "warning", "error"),
    "log_format": _one_of("auto", "text", "json"),
}
