"""Published clients, installed by name into a folder that is kept from run to run."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.services import absent

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent.parent / ".cache" / "clients"
_LIMIT_S = 400


def python_clients() -> Path:
    """The Python of a virtual environment with the clients of requirements.txt."""
    return _kept("python", HERE / "requirements.txt", _install_python) / "bin" / "python"


def node_clients() -> Path:
    """A folder whose `node_modules` has the clients of node/package.json."""
    return _kept("node", HERE / "node" / "package-lock.json", _install_node)


def node_frameworks() -> Path:
    """A folder whose `node_modules` has the add-on frameworks of frameworks/package.json."""
    return _kept("frameworks", HERE / "frameworks" / "package-lock.json", _install_frameworks)


def _kept(name: str, wanted: Path, install: Callable[[Path], None]) -> Path:
    """The folder of that name, made anew when the list of what is wanted has changed."""
    asked = hashlib.sha256(wanted.read_bytes() + sys.version.encode()).hexdigest()
    folder = CACHE / name
    ready = folder / ".ready"
    with _alone(name):
        if not ready.exists() or ready.read_text() != asked:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            try:
                install(folder)
            except (subprocess.SubprocessError, OSError) as fault:
                _cannot(name, fault)
            ready.write_text(asked)
    return folder


def _install_python(folder: Path) -> None:
    _run([sys.executable, "-m", "venv", str(folder)])
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    _run([*pip, "install", "--quiet", "--no-deps", "--requirement", str(HERE / "requirements.txt")])


def _install_node(folder: Path) -> None:
    _install_locked("node", folder)


def _install_frameworks(folder: Path) -> None:
    """Without their install scripts, which want compilers and a tunnel's program that add-ons on one machine do not."""
    _install_locked("frameworks", folder, "--ignore-scripts")


def _install_locked(name: str, folder: Path, *flags: str) -> None:
    if shutil.which("npm") is None:
        absent("npm", "nodejs npm")
    for file in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name / file, folder / file)
    _run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", *flags], folder)


def _run(command: list[str], folder: Path | None = None) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=_LIMIT_S)


def _cannot(name: str, fault: Exception) -> None:
    said = getattr(fault, "stderr", None) or str(fault)
    sentence = f"the published clients ({name}) could not be installed: {said[-2000:]}"
    if os.environ.get("CI"):
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """One installer at a time, whichever worker comes first."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
