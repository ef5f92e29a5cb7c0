"""Clients that send prepared requests, each the next one as soon as it has its answer.

One process serves them all, so that little of the machine is taken from who is measured, and of
every side the same.
"""

import select
import socket
import time
from collections import Counter
from dataclasses import dataclass, field
from math import ceil

LATE = 60  # seconds without any answer after which the run is given up
HEAD_END = b"\r\n\r\n"


class NotAnswered(Exception):
    """A server closed a connection, or was silent, while a request waited for its answer."""


@dataclass
class Run:
    """What came of the requests: how long each took, and the statuses that were answered."""

    seconds: float = 0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)

    @property
    def rate(self):
        """Requests in a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share):
        return percentile(self.latencies, share)


def percentile(values, share):
    """The smallest value that at least so many percent of them do not exceed."""
    return sorted(values)[max(ceil(len(values) * share / 100), 1) - 1]


class Client:
    """One connection, kept alive, with one request under way at a time."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        self.sent_at = 0.0

    def send(self, request):
        self.received = b""
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def receive(self):
        """Take what has come; the status once the answer is complete, else None."""
        some = self.socket.recv(65536)
        if not some:
            raise NotAnswered("The server closed a connection.")
        self.received += some
        head, end, body = self.received.partition(HEAD_END)
        if not end:
            return None
        status = int(head[9:12])
        return status if len(body) >= length_of_body(status, head) else None


def length_of_body(status, head):
    if status == 204:  # which never has one
        return 0
    _before, _name, after = head.lower().partition(b"\r\ncontent-length:")
    return int(after.partition(b"\r\n")[0])


def run(port, requests, clients):
    """Send every request once to a server on this machine, by so many clients at a time."""
    done = Run()
    waiting = iter(requests)
    by_number = {
        client.socket.fileno(): client for client in [Client(port) for _ in range(clients)]
    }
    poll = select.epoll()
    try:
        for number in by_number:
            poll.register(number, select.EPOLLIN)
        started = time.perf_counter()
        under_way = sum(send_next(client, waiting) for client in by_number.values())
        while under_way:
            ready = poll.poll(LATE)
            if not ready:
                raise NotAnswered(f"{under_way} requests had no answer for {LATE} seconds.")
            for number, _event in ready:
                client = by_number[number]
                status = client.receive()
                if status is not None:
                    done.latencies.append(time.perf_counter() - client.sent_at)
                    done.statuses[status] += 1
                    under_way -= not send_next(client, waiting)
        done.seconds = time.perf_counter() - started
    finally:
        poll.close()
        for client in by_number.values():
            client.socket.close()
    return done


def send_next(client, waiting):
    """Send what is next; False where nothing is left."""
    request = next(waiting, None)
    if request is None:
        return False
    client.send(request)
    return True
