import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_help_lists_the_verbs():
    listing = subprocess.check_output(["make", "help"], cwd=ROOT, text=True)

    assert [line.split()[1] for line in listing.splitlines()] == [
        "help",
        "run",
        "test",
        "test-fast",
        "test-slow",
        "lint",
        "format",
        "clean",
    ]


def test_run_hands_on_the_port():
    recipe = subprocess.check_output(["make", "-n", "run", "PORT=8123"], cwd=ROOT, text=True)

    assert recipe.split()[1:] == ["dev/bootstrap.py", "run", "8123"]
