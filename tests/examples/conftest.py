"""A server that may call this machine, and its admin."""

from collections.abc import Iterator

import pytest

from tests.examples.running import Admin, signed_in
from tests.served import Serve


@pytest.fixture
def admin(serve: Serve) -> Iterator[Admin]:
    """Signed in to a server of its own."""
    with signed_in(serve(outbound_allow="127.0.0.0/8")) as admin:
        yield admin
