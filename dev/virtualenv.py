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
UNFINISHED = VENV / "unfinished"  # lies there while files are being written


def prepare(requirements, steps=None):
    """Make .venv hold what the named requirements file lists.

    Takes a moment where nothing changed, and then says nothing unless ``steps`` are given.
    Where it cannot be done, the program ends with one line.
    """
    with only_one_at_a_time():
        stamp = VENV / f"installed-{requirements}"
        sound = is_sound()
        current = sound and stamp.is_file() and stamp.read_text() == fingerprint()
        if current and not steps:
            return
        if not sound:
            refuse_missing_venv()
        steps = steps or Steps(total=2)
        with steps.step("Environment in .venv"):
            if not sound:
                create()
        if current:
            steps.announce("Packages ... as before")
            return
        with steps.step("Packages, a minute or two the first time"):
            install(requirements)
            stamp.write_text(fingerprint())


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


def refuse_missing_venv():
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        sys.exit(
            f"{sys.executable} comes without venv. On Debian and Ubuntu: apt install python3-venv"
        )


def create():
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    UNFINISHED.touch()
    command = [sys.executable, "-m", "venv", VENV]
    result = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode:
        sys.exit(f"\nvenv failed:\n{result.stdout}")
    UNFINISHED.unlink()


def install(requirements):
    """Run pip, with a dot for every package that it takes up."""
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar=off", "-r", ROOT / requirements]
    output = []
    with subprocess.Popen(
        command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as pip:
        try:
            for line in pip.stdout:
                output.append(line)
                if line.startswith("Collecting"):
                    print(".", end="", flush=True)
                if line.startswith("Installing collected packages"):
                    UNFINISHED.touch()  # until here a failure leaves the old packages sound
        except BaseException:
            pip.terminate()
            raise
    if pip.returncode:
        reasons = [line for line in output if line.startswith("ERROR")] or output[-15:]
        sys.exit("\npip could not install them:\n" + "".join(reasons).rstrip())
    UNFINISHED.unlink(missing_ok=True)
