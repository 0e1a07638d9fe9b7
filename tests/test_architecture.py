"""Who may import whom: routes -> schema, service -> storage -> db, and features only by their front doors."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "chinwag"
MOST_LINES = 400
WEB = {"starlette", "uvicorn", "websockets", "httptools", "h11", "anyio"}
SQL = {"sqlalchemy", "alembic", "asyncpg", "sqlite3"}
SQL_OF_OURS = ("chinwag.db.statements", "chinwag.db.tables")
CLIENTS = ("aiohttp", "httpx", "requests", "urllib3", "urllib.request", "http.client", "pycurl")
CALLERS = {"outbound/session.py", "cli/doctor_services.py"}
"""Who may call other hosts: the guarded way out, and a command that asks what the admin configured."""
WEB_FILES = {"app.py", "realtime/ws.py", "realtime/sse.py", "realtime/protocol.py"}
NO_FEATURES = {"http", "db", "cli", "web"}
LAYERS = ("routes", "storage", "schema", "model", "expanders")
MAY_IMPORT = {
    "model": {"model"},
    "storage": {"storage", "model"},
    "schema": {"schema", "model", "service"},
    "service": {"service", "storage", "schema", "model"},
    "expanders": {"expanders", "service", "schema", "model"},
    "routes": {"routes", "expanders", "service", "schema", "model"},
}
"""Inside a feature. What has none of these names is a service: `service.py`, or named by a verb or a thing."""

MODELS_BY_ANOTHER_NAME = {"chinwag/realtime/events", "chinwag/realtime/audience"}
FRONT_DOORS = {"service", "schema", "model"}


def layer_of(path: str) -> str:
    """What a file is by its name: `history_storage.py` is storage."""
    if path in MODELS_BY_ANOTHER_NAME:
        return "model"
    stem = path.rpartition("/")[2].removesuffix(".py")
    return next((layer for layer in LAYERS if stem == layer or stem.endswith(f"_{layer}")), "service")


def imports_of(source: str, modules: set[str]) -> Iterator[str]:
    """Every module that a source imports; `from package import module` gives the module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute"
            full = [f"{node.module}.{name.name}" for name in node.names]
            yield from (module if module in modules else node.module for module in full)


def faults(path: str, source: str, modules: set[str]) -> Iterator[str]:
    """What a file (its path below chinwag/) does that it may not."""
    feature, _, _ = path.rpartition("/") if "/" in path else ("", "", "")
    layer = layer_of(path)
    if source.count("\n") > MOST_LINES:
        yield f"{path} has more than {MOST_LINES} lines: split it by what it does"
    for module in imports_of(source, modules):
        package = module.partition(".")[0]
        is_web_file = path in WEB_FILES or feature in {"http", "cli"} or layer == "routes"
        if package in WEB and not is_web_file:
            yield f"{path} imports {package}: the web framework stays in http/, routes and sockets"
        if module.startswith(CLIENTS) and path not in CALLERS:
            yield f"{path} imports {module}: calls to other hosts go through services.outbound, which is guarded"
        has_sql = package in SQL or module.startswith(SQL_OF_OURS)
        if has_sql and feature.partition("/")[0] != "db" and layer != "storage":
            yield f"{path} imports {module}: SQL stays in db/ and storage files"
        if package == "chinwag" and feature and feature.partition("/")[0] not in NO_FEATURES:
            yield from _own_faults(path, feature, layer, module)
        if feature in {"http", "db"} and module in modules and _feature_of(module) not in {"", "http", "db"}:
            yield f"{path} imports {module}: {feature}/ knows no feature"


def _feature_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 2 else ""


def _own_faults(path: str, feature: str, layer: str, module: str) -> Iterator[str]:
    other = _feature_of(module)
    target = layer_of(module.replace(".", "/"))
    if other == feature and target not in MAY_IMPORT[layer]:
        yield f"{path} imports {module}: {layer} does not know {target}"
    if other and other not in {feature, *NO_FEATURES}:
        if target not in FRONT_DOORS:
            yield f"{path} imports {module}: another feature is reached by its service, schema or model"
        if layer == "model" and target != "model":
            yield f"{path} imports {module}: a model imports only models"
    if other in {"http", "db"} and layer == "model":
        yield f"{path} imports {module}: a model imports only models"


def sources() -> dict[str, str]:
    return {
        str(file.relative_to(ROOT)): file.read_text("utf-8")
        for file in sorted(ROOT.rglob("*.py"))
        if "versions" not in file.parts
    }


def modules_of(paths: dict[str, str]) -> set[str]:
    return {"chinwag." + path.removesuffix(".py").replace("/", ".") for path in paths}


def test_every_file_imports_only_what_it_may() -> None:
    files = sources()
    modules = modules_of(files)
    assert len(files) > 100
    assert [fault for path, source in files.items() for fault in faults(path, source, modules)] == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("rooms/service.py", "import starlette.requests"),
        ("rooms/service.py", "import sqlalchemy as sa"),
        ("rooms/service.py", "import aiohttp"),
        ("outbound/guard.py", "from urllib.request import urlopen"),
        ("rooms/service.py", "from chinwag.db.tables import rooms"),
        ("rooms/routes.py", "from chinwag.rooms import storage"),
        ("rooms/routes.py", "from chinwag.rooms.membership_storage import get_member"),
        ("rooms/storage.py", "from chinwag.rooms.service import find_room"),
        ("rooms/storage.py", "def late():\n    from chinwag.rooms.schema import RoomOut"),
        ("rooms/service.py", "from chinwag.rooms.routes import endpoints"),
        ("rooms/schema.py", "from chinwag.rooms import storage"),
        ("rooms/model.py", "from chinwag.rooms.service import find_room"),
        ("rooms/model.py", "from chinwag.users.service import find_user"),
        ("rooms/model.py", "from chinwag.db.tx import Tx"),
        ("rooms/service.py", "from chinwag.users.storage import get_user"),
        ("rooms/routes.py", "from chinwag.users.routes import endpoints"),
        ("http/api.py", "from chinwag.rooms.service import find_room"),
        ("db/tx.py", "from chinwag.rooms.model import Room"),
        ("rooms/service.py", "pass\n" * (MOST_LINES + 1)),
    ],
)
def test_a_file_that_breaks_a_rule_is_found(path: str, source: str) -> None:
    assert list(faults(path, source, modules_of(sources()))) != []


def test_the_page_on_architecture_names_every_part() -> None:
    page = (ROOT.parent / "ARCHITECTURE.md").read_text("utf-8")
    parts = [f"{path.name}/" for path in ROOT.iterdir() if (path / "__init__.py").exists()]
    parts += [path.name for path in ROOT.glob("*.py") if path.name != "__init__.py"]
    assert [part for part in parts if not re.search(rf"[`/]{re.escape(part)}`", page)] == []


def test_the_files_that_the_page_on_architecture_names_are_there() -> None:
    page = (ROOT.parent / "ARCHITECTURE.md").read_text("utf-8")
    named = set(re.findall(r"`([\w/.-]+\.(?:py|tsx?))`", page))
    places = [ROOT, ROOT.parent, ROOT / "messages", ROOT.parent / "web" / "src"]

    assert len(named) > 30
    assert [name for name in sorted(named) if not any((place / name).exists() for place in places)] == []


def test_the_index_of_decisions_names_every_one_by_its_title() -> None:
    folder = ROOT.parent / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    for page in folder.glob("0*.md"):
        title = page.read_text("utf-8").partition("\n")[0].removeprefix("# ")
        assert f"[{title}]({page.name})" in index
