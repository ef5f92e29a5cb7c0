"""Counting views: how fast, how exactly, and what a month of it leaves behind."""

from django.utils import timezone

from bench import archive
from bench.views import counting, flushing, month

PARTS = {"counting": counting, "flushing": flushing, "month": month}


def measure(database, report, rounds, scale, part=""):
    """All of it, or one of the ``PARTS``."""
    now = timezone.now()
    print(f"An archive of {archive.STORIES * 6:,} editions", flush=True)
    archive.fill(now)
    for name, module in PARTS.items():
        if part in ("", name):
            module.measure(database, report, rounds, scale)
