"""What the tests of this room share."""

from collections.abc import Iterator

import pytest
from small_site import Site, running_site


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running
