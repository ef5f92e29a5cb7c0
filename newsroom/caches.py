"""The cache that processes share, and how the site does without it."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError, OutOfMemoryError, TimeoutError

logger = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Redis or Valkey; while the server is away or full, a cache that is empty or keeps nothing.

    What is kept here saves work and slows guessing, and no more: a page is better without it
    than not at all. What must hold is kept in the database.
    """

    def _do_without(self, answer, act, *args, **kwargs):
        try:
            return act(*args, **kwargs)
        except (ConnectionError, TimeoutError, OutOfMemoryError) as error:
            logger.warning("The cache is away: %s", error)
            return answer

    def add(self, key, *args, **kwargs):
        return self._do_without(True, super().add, key, *args, **kwargs)

    def get(self, key, default=None, version=None):
        return self._do_without(default, super().get, key, default, version)

    def set(self, key, *args, **kwargs):
        return self._do_without(None, super().set, key, *args, **kwargs)

    def touch(self, key, *args, **kwargs):
        return self._do_without(False, super().touch, key, *args, **kwargs)

    def delete(self, key, *args, **kwargs):
        return self._do_without(False, super().delete, key, *args, **kwargs)

    def get_many(self, keys, *args, **kwargs):
        return self._do_without({}, super().get_many, keys, *args, **kwargs)

    def has_key(self, key, *args, **kwargs):
        return self._do_without(False, super().has_key, key, *args, **kwargs)

    def incr(self, key, delta=1, version=None):
        """ValueError where there is no such key, as there is none while the server is away."""
        counted = self._do_without(None, super().incr, key, delta, version)
        if counted is None:
            raise ValueError(f"Key {key!r} not found.")
        return counted

    def set_many(self, data, *args, **kwargs):
        """The keys that were not kept."""
        return self._do_without(list(data), super().set_many, data, *args, **kwargs)

    def delete_many(self, keys, *args, **kwargs):
        return self._do_without(None, super().delete_many, keys, *args, **kwargs)

    def clear(self):
        """Drop what is cached, and nothing else: views lie in the same server until they are
        added up, and a flushed database would lose them."""
        return self._do_without(False, self._drop_own)

    def _drop_own(self):
        client = self._cache.get_client(None, write=True)
        for key in client.scan_iter(match=self.make_key("*"), count=1000):
            client.delete(key)
        return True
