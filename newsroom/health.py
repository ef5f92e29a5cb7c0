"""Whether this process lives, and whether it can serve: for load balancers, not for readers."""

from uuid import uuid4

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request):
    """The process answers. Asks nothing of anybody else."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request):
    """200 where a page could be served from here; 503 with the names of what fails."""
    failed = [name for name, works in CHECKS.items() if not _holds(works)]
    if failed:
        return HttpResponse(f"failed: {', '.join(failed)}\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


def _holds(check):
    try:
        return check()
    except Exception:  # whatever a driver raises, the answer is no
        return False


def _database_answers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _cache_answers():
    key = f"readyz-{uuid4()}"
    cache.set(key, "here", 10)
    return cache.get(key) == "here" and cache.delete(key)


def _migrations_are_applied():
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


CHECKS = {
    "database": _database_answers,
    "cache": _cache_answers,
    "migrations": _migrations_are_applied,
}
