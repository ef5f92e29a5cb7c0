"""On what was measured, for whoever reads the figures."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import django
import psycopg

from bench import servers

TOLD = ["fsync", "synchronous_commit", "shared_buffers", "max_wal_size"]


def lines(database, rounds, scale):
    with psycopg.connect(host=str(database.folder), user="postgres") as connection:
        settings = ", ".join(
            f"{name} {connection.execute(f'SHOW {name}').fetchone()[0]}" for name in TOLD
        )
        [postgres] = connection.execute("SHOW server_version").fetchone()
    valkey = subprocess.check_output([servers.servers.valkey_binary(), "--version"], text=True)
    return [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {processor()}, {os.cpu_count()} cores; the "
        "clients run on them too",
        f"load average before: {', '.join(f'{load:.1f}' for load in os.getloadavg())}",
        f"Python {platform.python_version()}, Django {django.__version__}, granian "
        f"{version('granian')} with {servers.WORKERS} workers of {servers.THREADS} threads",
        f"PostgreSQL {postgres.split()[0]}: {settings}",
        f"{' '.join(valkey.split()[:3])}, appendonly yes, appendfsync everysec unless it is said",
        f"{rounds} rounds, all sides in each; medians of them. Scale {scale:g}",
    ]


def processor():
    named = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return named[0] if named else platform.machine()
