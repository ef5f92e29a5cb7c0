import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_is_slowed():
    """The limits by address count in the cache, which outlives a test."""
    cache.clear()
