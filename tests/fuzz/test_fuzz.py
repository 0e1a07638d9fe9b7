"""Whatever is sent, no method answers other than its declaration says.

`make fuzz` runs it for ten minutes; in `make test` it has one. The seed is printed: with `CHINWAG_FUZZ_SEED` the same
requests are made again, in the same order.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.fuzz.session import Report

SECONDS = float(os.environ.get("CHINWAG_FUZZ_S", "60"))
SEED = int(os.environ.get("CHINWAG_FUZZ_SEED", "1"))


def _run(folder: Path, seconds: float, falsify: Callable[[dict[str, Any]], None] = lambda _: None) -> Report:
    """Loads the generator, which takes a while, where it is used."""
    from tests.fuzz.session import run

    return run(folder, seconds, SEED, falsify)


@pytest.mark.slow
@pytest.mark.timeout(int(SECONDS) * 2 + 120)
def test_no_request_gets_an_answer_that_the_document_does_not_tell_of(tmp_path: Path) -> None:
    report = _run(tmp_path, SECONDS)
    print(f"\nseed {SEED}: {report.requests} requests, {dict(sorted(report.statuses.items()))}")
    print(f"{len(report.succeeded)} methods succeeded at least once")
    faults = "\n\n".join(report.faults.values())
    assert not report.faults, f"CHINWAG_FUZZ_SEED={SEED}: {len(report.faults)} kinds of faults\n\n{faults}"
    assert report.requests >= SECONDS * 3, "too few requests to say anything"


@pytest.mark.slow
def test_a_document_that_says_too_little_is_found_out(tmp_path: Path) -> None:
    def falsify(document: dict[str, Any]) -> None:
        methods = {verb: told for verb, told in document["paths"]["/v2/room"].items() if verb == "get"}
        methods["get"]["responses"].pop("401")
        document["paths"] = {"/v2/room": methods}
        document["components"]["schemas"]["RoomStub"]["properties"].pop("version")
        document["components"]["schemas"]["RoomStub"]["required"].remove("version")
        document["components"]["schemas"]["RoomStub"]["properties"]["name"] = {"type": "integer"}

    report = _run(tmp_path, 12, falsify)
    found = "\n".join(report.faults)
    assert "Undocumented status code" in found
    assert "$.items[].version: not described" in found
    assert "Response violates schema" in found
