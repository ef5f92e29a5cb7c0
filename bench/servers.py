"""Servers as production has them, on sockets of this machine, and what they cost."""

import os
import socket
import sys
from pathlib import Path

from tests import servers
from tests.servers import Server

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
THREADS = 4  # of each worker: as many connections to the database
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
POSTGRES = DURABLE | {
    "shared_buffers": "512MB",
    "effective_cache_size": "2GB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",  # of a solid-state disk
}
VALKEY = ["--appendonly", "yes"]


def postgres():
    """A PostgreSQL that has on disk what it said it did."""
    folder = servers.postgres_folder()
    if not folder:
        sys.exit("No PostgreSQL was found.")
    return servers.Postgres(folder, **POSTGRES)


def valkey(*options):
    """A Valkey with an append-only file: synced once a second, unless the options say otherwise."""
    binary = servers.valkey_binary()
    if not binary:
        sys.exit("Neither Valkey nor Redis was found.")
    return servers.Valkey(binary, *VALKEY, *options)


class OfTheSite(Server):
    """A process of the site, with environment variables of its own."""

    def __init__(self, **environ):
        super().__init__()
        self.environ = environ

    def identity(self):
        return {"cwd": ROOT, "env": {**os.environ, **self.environ}}

    def remove(self):
        self.stop()  # which its workers hear of
        super().remove()


class Site(OfTheSite):
    """What answers requests: granian, alike for every WSGI application."""

    def __init__(self, application, **environ):
        super().__init__(**environ)
        self.application = application
        self.port = free_port()

    def command(self):
        options = ["--interface", "wsgi", "--no-ws", "--http", "1", "--port", str(self.port)]
        options += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS)]
        # No more requests wait within a worker than connections are measured with.
        options += ["--backpressure", "128", "--no-access-log"]
        return [sys.executable, "-m", "granian", *options, self.application]

    def is_ready(self):
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# --- What they cost ----------------------------------------------------------------------


def cpu_seconds(processes):
    """What processes, all they started, and all that those started have used of the processor."""
    parents, used = {}, {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            continue
        pid = int(status.parent.name)
        parents[pid] = int(fields[1])
        # Of its own, and of those of its children that have ended.
        used[pid] = sum(map(int, fields[11:15]))
    ours = {process.pid for process in processes}
    found = True
    while found:
        found = {pid for pid, parent in parents.items() if parent in ours} - ours
        ours |= found
    return sum(used.get(pid, 0) for pid in ours) / os.sysconf("SC_CLK_TCK")
