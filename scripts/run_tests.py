"""Run all that a change must pass and print, as the last line, `N passed, N failed`. Called by `make test`.

Every step runs even when one before it failed, so that one call tells everything. A step that fails without
a failed test (a linter, a missing server, a crash) counts as one failed. No test executed is a failure too.
Arguments go to pytest and leave out the rest: `make test ARGS=tests/rooms`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "test-results"
LIMIT_S = 1800
MOST_AGAIN = 10
"""More failed tests of what is not ours alone than this are no accident."""
MOST_LINES = 12
"""Of what a test told that passed alone."""
JOURNEYS = "browsers and clients"
NO_TESTS = 5  # pytest's exit code when nothing was chosen


@dataclass(frozen=True, slots=True)
class Tally:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


def run(title: str, command: Sequence[str], folder: Path = ROOT) -> int:
    """Run a command with its output shown; returns its exit code (124 when it took too long)."""
    print(f"\n== {title}", flush=True)
    started = time.monotonic()
    child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, env=environment())
    try:
        status = child.wait(LIMIT_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        print(f"{title}: stopped after {LIMIT_S} s", flush=True)
        status = 124
    word = {0: "ok", NO_TESTS: "no test chosen"}.get(status, f"exit {status}")
    print(f"== {title}: {word} in {time.monotonic() - started:.0f} s", flush=True)
    return status


def environment() -> dict[str, str]:
    """Ours, without colours where nobody sees them, and with caches for the many interpreters that tests start."""
    colours = {} if sys.stdout.isatty() else {"NO_COLOR": "1"}
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**own, **colours}


def with_status(tally: Tally, status: int) -> Tally:
    """Count a failure that no test stands for."""
    return tally + Tally(failed=1) if status != 0 and tally.failed == 0 else tally


def run_plain(title: str, command: Sequence[str]) -> Tally:
    return with_status(Tally(), run(title, command))


def run_vitest() -> Tally:
    report = RESULTS / "web.json"
    reporters = ["--reporter=default", "--reporter=json", f"--outputFile.json={report}"]
    status = run("web unit tests", ["npm", "run", "--silent", "test", "--", *reporters], ROOT / "web")
    if not report.exists():
        return Tally(failed=1)
    counts = json.loads(report.read_text())
    tally = Tally(counts["numPassedTests"], counts["numFailedTests"], counts["numPendingTests"])
    return with_status(tally, status)


def run_pytest(title: str, arguments: Sequence[str]) -> Tally:
    report = report_of(title)
    status = run(title, [sys.executable, "-m", "pytest", "-q", f"--junit-xml={report}", *arguments])
    tally = read_junit(report) if report.exists() else Tally()
    return tally if status == NO_TESTS else with_status(tally, status)


def run_journeys(arguments: Sequence[str]) -> Tally:
    """The tests with browsers and with programs of others, as processes that we cannot tell to wait. Several of them on
    two cores now and then starve one another for longer than any wait: what fails among them is walked once more alone,
    which is said, and counts as it ends there. Never so the tests of our program alone: what fails among those is a
    race of ours. All that was seen is told of the second walk only; what pages said in the first one is kept in
    test-results/failures."""
    first = run_pytest(JOURNEYS, [*arguments, "--tb=no", "-rs"])
    among = failures_of(JOURNEYS)
    if not 0 < len(among) <= MOST_AGAIN:
        for name, told in among.items():
            print(f"\n{name} failed:\n{told}", flush=True)
        return first
    title = f"{JOURNEYS} once more alone"
    print(f"\n{len(among)} failed among others and are walked once more alone.", flush=True)
    again = run_pytest(title, ["--last-failed", "-n", "0", *arguments[arguments.index("-m") :]])
    alone = failures_of(title)
    if again.passed < len(among.keys() - alone.keys()):
        return first
    for name, told in among.items():
        reason = "\n".join([line for line in told.splitlines() if line.startswith("E ")][:MOST_LINES])
        end = "failed alone too" if name in alone else f"passed alone. Among others it met:\n{reason}"
        print(f"{name} {end}", flush=True)
    mended = len(among.keys() - alone.keys())
    print(f"{mended} of the {len(among)} that failed among others passed alone.", flush=True)
    return Tally(first.passed + mended, len(alone), first.skipped)


def failures_of(title: str) -> dict[str, str]:
    """The tests that failed in a step or could not be set up or ended, once each, and what was told of them."""
    report = report_of(title)
    told: dict[str, str] = {}
    for case in ElementTree.parse(report).getroot().iter("testcase") if report.exists() else ():
        for fault in [*case.findall("failure"), *case.findall("error")]:
            name = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
            told[name] = f"{told.get(name, '')}{fault.text or fault.get('message')}\n"
    return told


def report_of(title: str) -> Path:
    return RESULTS / f"{title.replace(' ', '-')}.xml"


def read_junit(report: Path) -> Tally:
    total = Tally()
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        count = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
        failed = count["failures"] + count["errors"]
        total += Tally(count["tests"] - failed - count["skipped"], failed, count["skipped"])
    return total


def run_everything() -> Tally:
    cores = max(2, min(8, os.cpu_count() or 2))
    # A test waits now and then, for a server or a browser: one worker more than cores keeps them busy. Whoever has
    # nothing left to do takes from the others, so that no core rests at the end of a step.
    workers = ["--dist", "worksteal", "-n", str(cores + 1)]
    visitors = ["--dist", "worksteal", "-n", str(2 * cores + 1)]
    return sum(
        [
            run_plain("linters and types", [sys.executable, "scripts/run_checks.py"]),
            run_vitest(),
            run_plain("services", ["./scripts/services"]),
            run_pytest("python tests", [*workers, "-m", "not (faults or quiet or browser or clients)"]),
            run_journeys([*visitors, "-m", "(browser or clients) and not (faults or quiet)"]),
            run_pytest("tests that break things", [*workers, "-m", "faults and not quiet"]),
            run_pytest("tests that run alone", ["-m", "quiet"]),
        ],
        Tally(),
    )


def main(arguments: list[str]) -> int:
    shutil.rmtree(RESULTS, ignore_errors=True)
    RESULTS.mkdir()
    tally = run_pytest("chosen tests", arguments) if arguments else run_everything()
    print()
    if tally.skipped:
        print(f"Skipped: {tally.skipped} (pytest's summary above names the reasons)")
    if tally.passed + tally.failed == 0:
        print("No test was executed, which counts as a failure.")
        tally = Tally(failed=1)
    print(f"{tally.passed} passed, {tally.failed} failed", flush=True)
    return 1 if tally.failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
