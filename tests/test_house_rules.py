"""Rules for every file of the project. Findings say what to do; each rule is shown a case that breaks it."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import chinwag

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES = 500
LONG_FILES = {  # path -> the reason why this one may be longer
    "chinwag/db/migrations/versions/0001_the_tables_of_the_first_release.py": "Written by a program, and frozen.",
}
OWN_PATH = "tests/test_house_rules.py"

# Written in pieces, so that this file keeps its own rule.
_REGISTRIES = re.compile(
    "|".join(
        re.escape(first + rest)
        for first, rest in (
            ("registry.npm", "js.org"),
            ("registry.yarn", "pkg.com"),
            ("npm", "mirror.com"),
            ("pypi", ".org"),
            ("pypi.python", ".org"),
            ("files.python", "hosted.org"),
            ("deb.debian", ".org"),
            ("--index", "-url"),
            ("--extra-index", "-url"),
        )
    )
)
_MACHINE_PATHS = re.compile(r"""(?<![\w./:}\-])/(?:work|root|Users|home/(?!chinwag\b))(?:/[\w.]|\w)""")
_VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}


def registry_addresses(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if found := _REGISTRIES.search(line):
            yield f"line {number}: names the package registry {found[0]!r}; say only the package's name"


def machine_paths(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if found := _MACHINE_PATHS.search(line):
            yield f"line {number}: {found[0]!r} is of one machine; use a relative path"


def too_many_lines(text: str) -> Iterator[str]:
    lines = text.count("\n")
    if lines > MOST_LINES:
        yield f"has {lines} lines, more than {MOST_LINES}: split it by what it does"


def unpinned_requirements(text: str) -> Iterator[str]:
    """Of a file in requirements/: each entry one version and hashes, no addresses."""
    if "://" in text:
        yield "carries an address; write it with `make lock`"
    for entry in re.split(r"\n(?=\S)", text.strip()):
        if entry.startswith("#"):
            continue
        name = entry.split()[0]
        if "==" not in name:
            yield f"{name} is not pinned to one version; write it with `make lock`"
        if "--hash=sha256:" not in entry:
            yield f"{name} has no hash; write it with `make lock`"


def unpinned_packages(text: str) -> Iterator[str]:
    """Of a package-lock.json: each package with its integrity, none with an address."""
    for path, entry in json.loads(text)["packages"].items():
        if not path or entry.get("link") or entry.get("inBundle"):
            continue
        if "resolved" in entry:
            yield f"{path} carries an address; web/.npmrc says omit-lockfile-registry-resolved=true"
        if "integrity" not in entry:
            yield f"{path} has no integrity hash; call `npm install` in web/"


@cache
def tracked_texts() -> dict[str, str]:
    """Every text file that git knows, by its path."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    texts = {}
    for path in filter(None, listed.decode().split("\0")):
        file = ROOT / path
        if file.is_symlink() or not file.is_file():
            continue
        content = file.read_bytes()
        if b"\0" not in content[:8000]:
            texts[path] = content.decode("utf-8", errors="replace")
    return texts


def findings(rule: Callable[[str], Iterator[str]], *, where: Callable[[str], bool]) -> list[str]:
    return [
        f"{path}: {finding}"
        for path, text in tracked_texts().items()
        if where(path)
        for finding in rule(text)
    ]


def is_code(path: str) -> bool:
    return path.startswith(("chinwag/", "web/src/")) and path.endswith((".py", ".ts", ".tsx", ".css"))


def test_no_file_names_a_package_registry() -> None:
    assert findings(registry_addresses, where=lambda path: True) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert findings(machine_paths, where=lambda path: path != OWN_PATH) == []


def test_no_source_file_is_too_long() -> None:
    assert findings(too_many_lines, where=lambda path: is_code(path) and path not in LONG_FILES) == []


def test_python_lock_files_are_pinned_by_hash() -> None:
    locks = [path for path in tracked_texts() if path.startswith("requirements/") and path.endswith(".txt")]
    assert locks == ["requirements/base.txt", "requirements/dev.txt"]
    assert findings(unpinned_requirements, where=lambda path: path in locks) == []


def test_the_web_lock_file_is_pinned_by_hash() -> None:
    assert "web/package-lock.json" in tracked_texts()
    assert findings(unpinned_packages, where=lambda path: path == "web/package-lock.json") == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [path for path in tracked_texts() if is_code(path) and _VAGUE_NAMES & set(Path(path).parts)]
    vague += [path for path in tracked_texts() if is_code(path) and Path(path).stem in _VAGUE_NAMES]
    assert vague == [], "name it after what it does"


def _requirements(path: str) -> set[str]:
    lines = (line.strip() for line in (ROOT / path).read_text().splitlines())
    return {line.replace("'", '"') for line in lines if line and not line.startswith(("#", "-"))}


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_the_package_asks_for_what_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    base = _requirements("requirements/base.in")
    assert {line.replace("'", '"') for line in project["dependencies"]} == base
    for inputs, lock in (("base.in", "base.txt"), ("dev.in", "dev.txt")):
        locked = {
            _name(line) for line in (ROOT / "requirements" / lock).read_text().splitlines() if "==" in line
        }
        missing = {_name(line) for line in _requirements(f"requirements/{inputs}")} - locked
        assert missing == set(), f"requirements/{lock} is older than {inputs}: call `make lock`"


def test_base_and_dev_lock_files_agree() -> None:
    versions = [
        dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements" / lock).read_text(), re.MULTILINE))
        for lock in ("base.txt", "dev.txt")
    ]
    base, dev = versions
    assert {name: version for name, version in dev.items() if name in base} == base


def test_the_package_knows_its_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert chinwag.__version__ == project["version"]


def test_every_command_is_in_make_help() -> None:
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert targets
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [target for target in targets[1].split() if f"make {target} " not in shown] == []


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        (registry_addresses, "see https://pypi" + ".org/project/starlette"),
        (registry_addresses, "pip install --index" + "-url http://mirror"),
        (machine_paths, 'DATA = "/work/shared/reference"'),
        (machine_paths, "cd /home/ada/chinwag"),
        (machine_paths, "#!/root/.pyenv/bin/python"),
        (too_many_lines, "pass\n" * (MOST_LINES + 1)),
        (unpinned_requirements, "starlette==1.0.0"),
        (unpinned_requirements, "starlette>=1.0 \\\n    --hash=sha256:00"),
        (unpinned_requirements, "https://example.test/starlette.whl \\\n    --hash=sha256:00"),
        (unpinned_packages, '{"packages": {"node_modules/react": {"version": "19.0.0"}}}'),
        (
            unpinned_packages,
            '{"packages": {"node_modules/react": {"integrity": "x", "resolved": "https://x"}}}',
        ),
    ],
)
def test_each_rule_can_fail(rule: Callable[[str], Iterator[str]], broken: str) -> None:
    assert list(rule(broken)) != []


@pytest.mark.parametrize(
    "fine",
    ["GET /v2/room/work/history", "https://example.test/home/page", "location = /homepage", "chinwag/work/x"],
)
def test_paths_of_the_api_are_not_paths_of_a_machine(fine: str) -> None:
    assert list(machine_paths(fine)) == []
