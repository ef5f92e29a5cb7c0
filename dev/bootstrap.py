"""Where the Makefile enters with whatever Python the machine has.

Old Pythons must be able to read this file, up to the line that refuses them: it stays plain.
"""

import sys

OLDEST_PYTHON = (3, 11)


def refuse_old_python():
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(
            "The newsroom needs Python %d.%d or newer, and %s is %d.%d. "  # noqa: UP031
            "Name another one with: make PYTHON=..."
            % (OLDEST_PYTHON + (sys.executable,) + tuple(sys.version_info[:2]))  # noqa: RUF005
        )


def main(verb, *arguments):
    refuse_old_python()
    import run
    import virtualenv

    if verb == "run":
        run.main(*arguments)
    elif verb == "environment":
        virtualenv.prepare("requirements-dev.txt")
    elif verb == "quality":
        virtualenv.prepare("requirements-quality.txt")
    elif verb == "bench":
        virtualenv.prepare("requirements-bench.txt")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
