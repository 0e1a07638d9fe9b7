"""The wheel alone is enough: it carries the web client, and serves it where there is no Node."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from scripts import check_wheel
from tests.services import absent
from tests.services.server import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
START_LIMIT_S = 30

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / "chinwag/web/dist/index.html").exists():
        absent("The built web client", "nodejs npm, then call make setup")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    """The wheel, unpacked where nothing else is; its dependencies come from the environment of the tests."""
    folder = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


@pytest.fixture
def served(installed: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server that runs from the wheel, with no program at all on its PATH."""
    port = free_port()
    (tmp_path / "nothing").mkdir()
    program = "import chinwag.cli.main as cli; cli.main()"
    log = (tmp_path / "log").open("wb")
    child = subprocess.Popen(
        [sys.executable, "-P", "-c", program, "serve", "--port", str(port), "--data", str(tmp_path / "data")],
        env={"PYTHONPATH": str(installed), "PATH": str(tmp_path / "nothing"), "HOME": str(tmp_path)},
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
    )
    log.close()
    try:
        yield _wait_for(child, f"http://127.0.0.1:{port}")
    finally:
        child.terminate()
        assert child.wait(15) == 0


def _wait_for(child: subprocess.Popen[bytes], address: str) -> str:
    limit = time.monotonic() + START_LIMIT_S
    while time.monotonic() < limit and child.poll() is None:
        try:
            if httpx.get(f"{address}/api/health", timeout=2).status_code == 200:
                return address
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"did not start (exit code {child.poll()})")


def test_the_wheel_carries_all_that_it_needs(wheel: Path) -> None:
    assert check_wheel.main([str(wheel)]) == 0


def test_a_wheel_without_the_client_is_refused(wheel: Path, tmp_path: Path) -> None:
    poor = tmp_path / wheel.name
    with zipfile.ZipFile(wheel) as full, zipfile.ZipFile(poor, "w") as stripped:
        for name in full.namelist():
            if "/web/dist/" not in name:
                stripped.writestr(name, full.read(name))
    assert check_wheel.main([str(poor)]) == 1


def test_the_installed_wheel_serves_its_client_without_node(served: str) -> None:
    page = httpx.get(served)
    assert page.status_code == 200
    script = re.search(r'<script[^>]+src="(/assets/[^"]+\.js)"', page.text)
    assert script, page.text
    assert httpx.get(served + script[1]).status_code == 200
    assert httpx.get(f"{served}/emoticons/smile.svg").headers["content-type"].startswith("image/svg+xml")


def test_the_code_that_runs_is_the_wheels(installed: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "-P", "-c", "import chinwag; print(chinwag.__file__)"],
        env={"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(shown.stdout.strip()).is_relative_to(installed)
