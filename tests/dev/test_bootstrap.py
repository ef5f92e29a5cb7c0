import ast
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def bootstrap(*arguments, checkout=ROOT, before="pass"):
    """Run dev/bootstrap.py in a Python that has first executed the lines given."""
    code = f"import runpy, sys; {before}; sys.path.insert(0, 'dev'); sys.argv[0] = 'bootstrap.py'"
    code += "; runpy.run_path('dev/bootstrap.py', run_name='__main__')"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True)


@pytest.fixture
def bare_checkout(tmp_path):
    """A copy of the scripts, with nothing to install."""
    shutil.copytree(ROOT / "dev", tmp_path / "dev")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text("")
    return tmp_path


def test_old_python_is_refused_in_one_line():
    result = bootstrap("run", "8000", before="sys.version_info = (3, 9, 2, 'final', 0)")

    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr == (
        f"The newsroom needs Python 3.11 or newer, and {sys.executable} is 3.9. "
        "Name another one with: make PYTHON=...\n"
    )


def test_old_pythons_can_read_the_file_that_refuses_them():
    source = (ROOT / "dev" / "bootstrap.py").read_text()

    tree = ast.parse(source, feature_version=(3, 4))

    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]


def test_python_without_venv_gets_one_line(bare_checkout):
    result = bootstrap(
        "environment", checkout=bare_checkout, before="sys.modules['ensurepip'] = None"
    )

    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"{sys.executable} comes without venv. On Debian and Ubuntu: apt install python3-venv"
    ]


@pytest.mark.slow
def test_half_made_environment_is_made_again_and_then_left_alone(bare_checkout):
    (bare_checkout / ".venv" / "bin").mkdir(parents=True)
    (bare_checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (bare_checkout / ".venv" / "unfinished").touch()

    first = bootstrap("environment", checkout=bare_checkout)
    second = bootstrap("environment", checkout=bare_checkout)

    assert (first.returncode, first.stderr) == (0, "")
    assert (bare_checkout / ".venv" / "bin" / "pip").exists()
    assert not (bare_checkout / ".venv" / "unfinished").exists()
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_port_in_use_gets_one_line():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        result = bootstrap("run", str(port))

    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr == (
        f"Port {port} is in use. Choose another one: make run PORT={port + 1}\n"
    )


@pytest.mark.parametrize("port", ["", "0", "65536", "eighty", "-1", "٨٠"])
def test_nonsensical_port_gets_one_line(port):
    result = bootstrap("run", port)

    assert result.returncode == 1
    assert result.stderr == f"PORT must be a number from 1 to 65535, not {port!r}.\n"
