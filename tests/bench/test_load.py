import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench import load


class Handler(BaseHTTPRequestHandler):
    """Answers /refused with a text and 403, anything else with nothing and 204."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.server.received.append(self.rfile.read(int(self.headers["Content-Length"])))
        is_refused = self.path == "/refused"
        self.send_response(403 if is_refused else 204)
        if is_refused:
            self.send_header("Content-Length", "7")
        self.end_headers()
        self.wfile.write(b"refused" if is_refused else b"")

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.received = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def post(path, body):
    head = f"POST {path} HTTP/1.1\r\nHost: here\r\nContent-Length: {len(body)}\r\n\r\n"
    return (head + body).encode()


@pytest.mark.parametrize("clients", [1, 4, 40])
def test_every_request_is_sent_once_and_its_answer_counted(server, clients):
    bodies = [f"body {number}" for number in range(20)]
    requests = [post("/refused" if n % 5 == 0 else "/", body) for n, body in enumerate(bodies)]

    run = load.run(server.server_port, requests, clients)

    assert sorted(server.received) == sorted(body.encode() for body in bodies)
    assert run.statuses == {204: 16, 403: 4}
    assert len(run.latencies) == 20
    assert 0 < max(run.latencies) <= run.seconds
    assert run.rate == 20 / run.seconds


def test_a_server_that_hangs_up_is_no_answer(server):
    head = b"POST / HTTP/1.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

    with pytest.raises(load.NotAnswered):
        load.run(server.server_port, [head, head], 1)


@pytest.mark.parametrize(
    ("values", "share", "found"),
    [
        ([5], 99, 5),
        ([3, 1, 2], 50, 2),
        ([4, 3, 1, 2], 50, 2),
        (list(range(1, 101)), 99, 99),
        (list(range(1, 1001)), 99, 990),
        ([1, 2], 100, 2),
    ],
)
def test_percentile_is_the_value_that_so_many_do_not_exceed(values, share, found):
    assert load.percentile(values, share) == found
