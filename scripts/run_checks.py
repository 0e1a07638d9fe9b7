"""Run every linter and type checker, two at a time; print what failing ones said. Called by `make check`."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT_S = 600


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    command: tuple[str, ...]
    folder: Path = ROOT
    advice: str = ""


CHECKS = (
    # the slowest first
    Check("mypy", (sys.executable, "-m", "mypy")),
    Check("tsc", ("npm", "run", "--silent", "typecheck"), ROOT / "web"),
    Check("web lint", ("npm", "run", "--silent", "lint"), ROOT / "web", "`make lint` repairs some of these."),
    Check(
        "ruff check",
        (sys.executable, "-m", "ruff", "check", "."),
        advice="`make lint` repairs some of these.",
    ),
    Check(
        "ruff format",
        (sys.executable, "-m", "ruff", "format", "--check", "."),
        advice="`make lint` repairs it.",
    ),
)


def run_check(check: Check) -> bool:
    """Run it and print one line, with everything it said when it failed. Returns whether it passed."""
    started = time.monotonic()
    try:
        done = subprocess.run(
            check.command,
            cwd=check.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        status, output = done.returncode, done.stdout
    except (OSError, subprocess.TimeoutExpired) as error:
        status, output = 1, f"{error}\n"
    seconds = time.monotonic() - started
    passed = status == 0
    lines = f"{check.name:<12} {'ok' if passed else 'FAILED':<6} {seconds:5.1f} s\n"
    sys.stdout.write(lines if passed else f"{lines}{output}{check.advice}\n")
    sys.stdout.flush()
    return passed


def main() -> int:
    with ThreadPoolExecutor(max_workers=2) as pool:
        passed = list(pool.map(run_check, CHECKS))
    return 0 if all(passed) else 1


if __name__ == "__main__":
    raise SystemExit(main())
