"""`make test` and its shorter sisters: every step runs, and the end tells what happened.

What this machine has no server or browser for is named, and fails where CI is "true".
"""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time

from tests import servers

PYTEST_FOUND_NO_TESTS = 5
TWO_WORKERS = ["-n", "2"]
PRODUCTION = {
    "ALLOWED_HOSTS": "news.example",
    "DATABASE_URL": "postgres://newsroom@db.example/newsroom",
    "DEBUG": "False",
    "REDIS_URL": "redis://cache.example:6379/0",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "SITE_URL": "https://news.example",
}


class Checks:
    """What was run and how it went; what could not be tried."""

    def __init__(self):
        self.outcomes = []
        self.untried = []

    def run(self, title, *arguments, environ=None, may_be_empty=False):
        """Run a Python module, its output in full view."""
        print(f"\n=== {title}", flush=True)
        started = time.monotonic()
        command = [sys.executable, "-m", *arguments]
        code = wait_for(subprocess.Popen(command, env={**os.environ, **(environ or {})}))
        passed = code == 0 or (may_be_empty and code == PYTEST_FOUND_NO_TESTS)
        self.outcomes.append((title, passed, time.monotonic() - started))

    def manage(self, title, *arguments, **production):
        """Run a command of the site, away from the database of `make run`."""
        with tempfile.TemporaryDirectory(prefix="newsroom-check-") as scratch:
            local = {"DATABASE_URL": f"sqlite:///{scratch}/db.sqlite3", "DEBUG": "True"}
            self.run(title, "manage", *arguments, environ=production or local)

    def pytest(self, title, *arguments, database="", **options):
        environ = {"TEST_DATABASE_URL": database}
        self.run(title, "pytest", *arguments, environ=environ, **options)

    def close(self):
        """Print the verdict and return the exit code that goes with it."""
        print("\n=== Summary")
        for title, passed, seconds in self.outcomes:
            print(f"{'ok' if passed else 'FAILED':8}{seconds:6.1f} s  {title}")
        for absence in self.untried:
            print(f"Not tried: {absence}")
        must_try_all = self.untried and os.environ.get("CI") == "true"
        if must_try_all:
            print("With CI=true nothing may be left untried.")
        failed = must_try_all or not all(passed for _, passed, _ in self.outcomes)
        print("FAILED" if failed else "Passed", flush=True)
        return 1 if failed else 0


def wait_for(process):
    """Its exit code; where we are told to stop, it may tidy up first."""
    try:
        return process.wait()
    except SystemExit:  # Ctrl-C reaches it by itself, a SIGTERM to us does not
        process.send_signal(signal.SIGINT)
        raise
    finally:
        process.wait()


# --- What the Makefile asks for ----------------------------------------------------------


def lint(checks):
    checks.run("Lint", "ruff", "check", ".")
    checks.run("Format", "ruff", "format", "--check", ".")


def fast(checks):
    lint(checks)
    checks.manage("Catalogues", "compilecatalogues")
    checks.manage("System check", "check", "--fail-level", "WARNING")
    checks.manage("Deployment check", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    checks.manage("Migrations up to date", "makemigrations", "--check", "--dry-run")
    suite = "not browser and not postgres and not slow and not thorough"
    checks.pytest("Suite on SQLite", *TWO_WORKERS, "-m", suite)


def everything(checks):
    fast(checks)
    suite = "thorough and not browser and not postgres and not slow"
    checks.pytest("Thorough tests on SQLite", *TWO_WORKERS, "-m", suite, may_be_empty=True)
    note_absent_valkey(checks)
    with servers.postgres() as database:
        if database:
            suite = "not browser and not sqlite_only and not slow"
            checks.pytest("Suite on PostgreSQL", *TWO_WORKERS, "-m", suite, database=database)
        else:
            checks.untried.append("the suite on PostgreSQL: no server was found")
    if servers.chromium():
        suite = "browser and not postgres and not slow"
        checks.pytest("Browser tests", *TWO_WORKERS, "-m", suite, may_be_empty=True)
    else:
        checks.untried.append("browser tests: no Chromium was found")


def slow(checks):
    """One test at a time: some of them measure."""
    checks.manage("Catalogues", "compilecatalogues")
    note_absent_valkey(checks)
    title, suite = "Slow tests on SQLite", "slow and not postgres"
    checks.pytest(title, "-m", suite, may_be_empty=True)
    with servers.postgres() as database:
        if database:
            title, suite = "Slow tests on PostgreSQL", "slow and not sqlite_only and not browser"
            checks.pytest(title, "-m", suite, database=database, may_be_empty=True)
        else:
            checks.untried.append("slow tests on PostgreSQL: no server was found")


def note_absent_valkey(checks):
    if not (servers.named_valkey() or servers.valkey_binary()):
        checks.untried.append("tests with Valkey: no server was found")


EXTENTS = {"all": everything, "fast": fast, "lint": lint, "slow": slow}


def main(extent):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # stops the servers on the way out
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a script may have it ignored
    checks = Checks()
    EXTENTS[extent](checks)
    return checks.close()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
