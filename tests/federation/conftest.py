"""A server of this machine that plays the organisers' part."""

from collections.abc import Iterator

import pytest

from tests.kit.test_fetching import Elsewhere


@pytest.fixture
def elsewhere(settings) -> Iterator[Elsewhere]:
    server = Elsewhere()
    settings.OUTSIDE_ALLOW = [f"127.0.0.1:{server.port}"]
    yield server
    server.server.shutdown()
    server.server.server_close()
