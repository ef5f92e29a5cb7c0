"""The site as it is deployed, with the demo newsroom, for the checkers to look at."""

import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

from dev.quality.tools import FOLDER, ROOT


@contextmanager
def served():
    """Its origin, while it is served: without DEBUG, static files hashed and compressed."""
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    os.environ.update(
        DEBUG="False",
        DJANGO_SETTINGS_MODULE="newsroom.settings",
        SECRET_KEY=secrets.token_urlsafe(50),
        SITE_URL=origin,
        ALLOWED_HOSTS="127.0.0.1",
        DATABASE_URL=f"sqlite:///{FOLDER / 'db.sqlite3'}",
        MEDIA_ROOT=str(FOLDER / "media"),
        ORIGINALS_ROOT=str(FOLDER / "originals"),
        REDIS_URL="",
    )
    for old in FOLDER.glob("db.sqlite3*"):
        old.unlink()
    for command in ("migrate", "compilecatalogues", "demo", "collectstatic --no-input"):
        print(f"manage.py {command}", flush=True)
        # The demo has passwords that everybody knows, and loads nowhere else.
        manage(*command.split(), DEBUG=str(command == "demo"))
    options = ["--interface", "wsgi", "--no-ws", "--port", str(port), "--blocking-threads", "2"]
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", *options, "newsroom.wsgi:application"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=(FOLDER / "server.log").open("wb"),
    )
    try:
        while not answers(port):
            if server.poll() is not None:
                sys.exit(f"The site did not start: see {FOLDER / 'server.log'}")
            time.sleep(0.1)
        yield origin
    finally:
        server.terminate()
        server.wait()


def manage(*arguments, **environ):
    result = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **environ},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if result.returncode:
        sys.exit(result.stdout)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
