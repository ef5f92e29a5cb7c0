"""One line of progress per step: its number, its name, and the time it took."""

import time
from contextlib import contextmanager


class Steps:
    def __init__(self, total):
        self.total = total
        self.number = 0

    def announce(self, title, end="\n"):
        self.number += 1
        print(f"[{self.number}/{self.total}] {title}", end=end, flush=True)

    @contextmanager
    def step(self, title):
        self.announce(title, end=" ...")
        started = time.monotonic()
        yield
        print(f" {time.monotonic() - started:.1f} s", flush=True)
