"""Counting views: how fast, how exactly, and what a month of it leaves behind."""

from django.utils import timezone

from bench import archive
from bench.views import counting, flushing, month


def measure(database, report, rounds, scale):
    now = timezone.now()
    print(f"An archive of {archive.STORIES * 6:,} editions", flush=True)
    archive.fill(now)
    counting.measure(database, report, rounds, scale)
    flushing.measure(report, scale)
    month.measure(report, scale)
