"""`make run`: from a bare checkout to a site with demo content that answers."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time

import virtualenv
from steps import Steps
from virtualenv import PYTHON, ROOT

HOST = "127.0.0.1"


def main(port):
    port = port_number(port)
    refuse_port_in_use(port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    environ = {
        **os.environ,
        "DEBUG": "True",
        "SITE_URL": os.environ.get("SITE_URL") or f"http://{HOST}:{port}",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_RUNSERVER_HIDE_WARNING": "true",
    }
    steps = Steps(total=6)
    virtualenv.prepare("requirements.txt", steps)
    with steps.step("Applying migrations"):
        manage(environ, "migrate")
    with steps.step("Compiling catalogues"):
        manage(environ, "compilecatalogues")
    with steps.step("Demo content"):
        demo = manage(environ, "demo")
    steps.announce("Starting the server")
    serve(port, environ, demo)


def port_number(text):
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def refuse_port_in_use(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                sys.exit(f"Port {port} is in use. Choose another one: make run PORT={port + 1}")
            sys.exit(f"Port {port} cannot be used ({error.strerror}). Choose one with PORT=")


def manage(environ, *arguments):
    """What the command of manage.py printed; where it fails, show that and stop.

    A dot every two seconds tells that it is still at work.
    """
    process = subprocess.Popen(
        [PYTHON, "manage.py", *arguments],
        cwd=ROOT,
        env=environ,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    output = None
    try:
        while output is None:
            try:
                output, _ = process.communicate(timeout=2)
            except subprocess.TimeoutExpired:
                print(".", end="", flush=True)
    finally:
        process.terminate()
    if process.returncode:
        sys.exit(f" failed:\n{output}")
    return output


def serve(port, environ, demo):
    """Say where the site is once it answers, and stay until it is stopped."""
    command = [PYTHON, "manage.py", "runserver", f"{HOST}:{port}"]
    server = subprocess.Popen(command, cwd=ROOT, env=environ)
    try:
        while server.poll() is None and not answers(port):
            time.sleep(0.1)
        if server.poll() is None:
            print(f"\n{demo}\n{addresses(port, environ)}\nCtrl-C stops the server.\n", flush=True)
        sys.exit(server.wait())
    finally:
        server.terminate()
        server.wait()


def answers(port):
    with socket.socket() as client:
        return client.connect_ex((HOST, port)) == 0


def addresses(port, environ):
    """The front page of every language, and the desk."""
    code = "from django.conf import settings; print(*(code for code, _ in settings.LANGUAGES))"
    languages = subprocess.run(
        [PYTHON, "-c", code],
        cwd=ROOT,
        env={**environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings"},
        text=True,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout.split()
    site = f"http://{HOST}:{port}/"
    return "\n".join(
        [
            f"The site     {site}",
            *(f"             {site}{language}/" for language in languages),
            f"The desk     {site}admin/",
        ]
    )
