"""`make bench`, or `make bench ONLY=views`, of which ONLY="views flushing" is one part.

ROUNDS=1 makes it shorter, and SCALE=0.1 smaller, to try it out. The figures are in var/bench/.
"""

import os
import secrets
import signal
import subprocess
import sys

import psycopg

from bench import conditions, servers
from bench.report import Report

ALL = {"views": ["counting", "flushing", "month"]}


def main(only="views", part=""):
    if only not in ALL or part not in ("", *ALL[only]):
        sys.exit(f"ONLY is one of: {', '.join(ALL)}; or with one of its parts: {ALL}")
    rounds, scale = int(os.environ.get("ROUNDS") or 5), float(os.environ.get("SCALE") or 1)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # stops the servers on the way out
    with servers.postgres() as database:
        set_up(database)
        from bench import views

        name = f"{only}-{part}" if part else only
        report = Report(name, conditions.lines(database, rounds, scale))
        views.measure(database, report, rounds, scale, part)
        report.close()


def set_up(database):
    """An empty database, and Django here with the settings that the site will have there."""
    os.environ |= {
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": database.url,
        "DEBUG": "False",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "MEDIA_ROOT": str(database.folder / "media"),
        "ORIGINALS_ROOT": str(database.folder / "originals"),
        "REDIS_URL": "",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": "http://127.0.0.1",
        "TIME_ZONE": "UTC",
        "TRUSTED_PROXIES": "1",  # so that each request may say whose it is
        "WORKER": "True",
    }
    with connect(database, "postgres") as connection:
        connection.execute("CREATE DATABASE newsroom")
    print("manage.py migrate", flush=True)
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=servers.ROOT, check=True)
    import django

    django.setup()


def connect(database, name):
    return psycopg.connect(host=str(database.folder), user="postgres", dbname=name, autocommit=True)


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
