import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def make(*arguments):
    """What make prints here, free of a make that may be running these tests."""
    names = {"MAKEFLAGS", "MAKELEVEL", "PORT", "PYTHON"}
    environ = {name: value for name, value in os.environ.items() if name not in names}
    return subprocess.check_output(["make", *arguments], cwd=ROOT, env=environ, text=True)


def test_help_lists_the_verbs():
    listing = make("help")

    assert [line.split()[1] for line in listing.splitlines()] == [
        "help",
        "run",
        "test",
        "test-fast",
        "test-slow",
        "quality",
        "bench",
        "lint",
        "format",
        "clean",
    ]


def test_run_hands_on_the_port():
    recipe = make("-n", "run", "PORT=8123")

    assert recipe.split()[1:] == ["dev/bootstrap.py", "run", "8123"]
