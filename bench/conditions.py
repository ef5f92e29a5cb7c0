"""On what was measured, for whoever reads the figures."""

import os
import platform
import subprocess
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

import django
import psycopg

from bench import servers

TOLD = ["fsync", "synchronous_commit", "shared_buffers", "max_wal_size"]


def lines(database, rounds, scale):
    folder = str(database.folder)
    with psycopg.connect(host=folder, user="postgres", autocommit=True) as connection:
        settings = ", ".join(
            f"{name} {connection.execute(f'SHOW {name}').fetchone()[0]}" for name in TOLD
        )
        [postgres] = connection.execute("SHOW server_version").fetchone()
        commit = seconds_of_a_commit(connection) * 1000
    valkey = subprocess.check_output([servers.servers.valkey_binary(), "--version"], text=True)
    return [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {processor()}, {os.cpu_count()} cores; the "
        "clients run on them too",
        f"load average before: {', '.join(f'{load:.1f}' for load in os.getloadavg())}",
        f"Python {platform.python_version()}, Django {django.__version__}, granian "
        f"{version('granian')} with {servers.WORKERS} workers of {servers.THREADS} threads",
        f"PostgreSQL {postgres.split()[0]}: {settings}; a row is committed in {commit:.2f} ms",
        f"{' '.join(valkey.split()[:3])}, appendonly yes, appendfsync everysec unless it is said",
        f"{rounds} rounds, all sides in each; medians of them. Scale {scale:g}",
    ]


def seconds_of_a_commit(connection, number=200):
    """What the disk takes, mostly: who waits for the row of a hot story waits for that."""
    connection.execute("CREATE TABLE committed (number integer)")
    taken = []
    for n in range(number):
        began = time.perf_counter()
        connection.execute("INSERT INTO committed VALUES (%s)", [n])
        taken.append(time.perf_counter() - began)
    connection.execute("DROP TABLE committed")
    return median(taken)


def processor():
    named = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return named[0] if named else platform.machine()
