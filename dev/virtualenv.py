"""The .venv of this checkout: made once, filled again when the requirements change."""

import fcntl
import hashlib
import importlib.util
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from steps import Steps

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNFINISHED = VENV / "unfinished"  # lies there while packages are being installed


def prepare(requirements, steps=None):
    """Make .venv hold what the named requirements file lists.

    Takes a moment where nothing changed, and then says nothing unless ``steps`` are given.
    Where it cannot be done, the program ends with one line.
    """
    with only_one_at_a_time():
        wanted = fingerprint()
        stamp = VENV / f"installed-{requirements}"
        sound = is_sound()
        if sound and stamp.is_file() and stamp.read_text() == wanted:
            if steps:
                with steps.step("Environment in .venv"), steps.step("Packages"):
                    pass
            return
        steps = steps or Steps(total=2)
        with steps.step("Environment in .venv"):
            if not sound:
                create()
        with steps.step(f"Packages of {requirements}, a minute or two the first time"):
            UNFINISHED.touch()
            install(requirements)
            stamp.write_text(wanted)
            UNFINISHED.unlink()


@contextmanager
def only_one_at_a_time():
    """`make run` and `make test` in two terminals must not both install."""
    var = ROOT / "var"
    var.mkdir(exist_ok=True)
    with (var / "environment.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fingerprint():
    contents = b"".join(path.read_bytes() for path in sorted(ROOT.glob("requirements*.txt")))
    return hashlib.sha256(contents).hexdigest()


def is_sound():
    """Whether .venv is complete and runs on the Python that is running now."""
    if UNFINISHED.exists() or not PYTHON.exists():
        return False
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return subprocess.run([PYTHON, "-c", probe], stderr=subprocess.DEVNULL).returncode == 0


def create():
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        sys.exit(
            f"{sys.executable} comes without venv. On Debian and Ubuntu: apt install python3-venv"
        )
    shutil.rmtree(VENV, ignore_errors=True)
    command = [sys.executable, "-m", "venv", VENV]
    result = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode:
        sys.exit(f"failed\n{result.stdout}")


def install(requirements):
    """Run pip, with a dot for every package that it takes up."""
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar=off", "-r", ROOT / requirements]
    output = []
    with subprocess.Popen(
        command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as pip:
        for line in pip.stdout:
            output.append(line)
            if line.startswith("Collecting"):
                print(".", end="", flush=True)
    print(end=" ")
    if pip.returncode:
        sys.exit("pip could not install them:\n" + "".join(output[-15:]))
