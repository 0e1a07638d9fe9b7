"""The closing line of `make test` tells the truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import run_tests
from scripts.run_tests import Tally
from tests.services import absent

pytestmark = pytest.mark.slow


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own for the reports, so that the run which contains this test keeps its own."""
    monkeypatch.setattr(run_tests, "RESULTS", tmp_path / "results")
    return tmp_path


def run(tests: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run these tests through `main`; returns the exit code and the last line."""
    status = run_tests.main([str(tests), "-p", "no:cacheprovider", "--rootdir", str(tests.parent)])
    return status, capsys.readouterr().out.splitlines()[-1]


def test_passed_and_failed_tests_are_counted(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tests = results / "test_some.py"
    tests.write_text("def test_a(): pass\ndef test_b(): pass\ndef test_c(): assert 0\n")
    assert run(tests, capsys) == (1, "2 passed, 1 failed")


def test_a_good_run_exits_with_zero(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tests = results / "test_good.py"
    tests.write_text("def test_a(): pass\n")
    assert run(tests, capsys) == (0, "1 passed, 0 failed")


def test_a_run_without_a_test_fails(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tests = results / "test_none.py"
    tests.write_text("")
    assert run(tests, capsys) == (1, "0 passed, 1 failed")


def test_a_file_that_cannot_be_read_counts_as_failed(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tests = results / "test_broken.py"
    tests.write_text("def test_a(: pass\n")
    assert run(tests, capsys) == (1, "0 passed, 1 failed")


def test_a_failing_step_without_a_failed_test_counts_as_one() -> None:
    assert run_tests.with_status(Tally(passed=3), 1) == Tally(passed=3, failed=1)
    assert run_tests.with_status(Tally(passed=3, failed=2), 1) == Tally(passed=3, failed=2)
    assert run_tests.with_status(Tally(passed=3), 0) == Tally(passed=3)


def test_an_absent_server_is_a_skip_at_home_and_a_failure_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install redis-server"):
        absent("Redis", "redis-server")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install redis-server"):
        absent("Redis", "redis-server")


def test_a_journey_that_failed_among_others_counts_as_it_ends_alone(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (results / "results").mkdir()
    tests = results / "test_journeys.py"
    tests.write_text(
        "import pathlib, pytest\n"
        "pytestmark = pytest.mark.browser\n"
        "def test_starved():\n"
        "    mark = pathlib.Path(__file__).with_suffix('.tried')\n"
        "    was_there = mark.exists()\n"
        "    mark.touch()\n"
        "    assert was_there\n"
        "def test_wrong(): assert 0\n"
        "def test_right(): pass\n"
    )
    tally = run_tests.run_journeys(
        ["-m", "browser", str(tests), "--rootdir", str(results), "-c", "/dev/null"]
    )
    assert tally == Tally(passed=2, failed=1)
    assert "1 of the 2 that failed among others passed alone." in capsys.readouterr().out
