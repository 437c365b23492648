"""A real socket server that answers at a hub's address and is no hub."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Answer = Callable[[socket.socket], None]


class Liar:
    """Listens on ``url`` and gives each connection the same answer. ``asked`` counts connections."""

    def __init__(self, answer: Answer, port: int = 0) -> None:
        self._answer = answer
        self._bound = socket.create_server(("127.0.0.1", port))
        self._closed = False
        self.asked = 0
        self.url = f"http://127.0.0.1:{self._bound.getsockname()[1]}"
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._closed = True
        with suppress(OSError):
            self._bound.shutdown(socket.SHUT_RDWR)
        self._bound.close()
        self._thread.join(30)

    def _run(self) -> None:
        while not self._closed:
            try:
                connection, _ = self._bound.accept()
            except OSError:
                return
            self.asked += 1
            with connection, suppress(OSError):
                connection.settimeout(5)
                _read_request(connection)
                self._answer(connection)


def _read_request(connection: socket.socket) -> None:
    content = b""
    while b"\r\n\r\n" not in content:
        piece = connection.recv(65536)
        if not piece:
            return
        content += piece
    head, _, body = content.partition(b"\r\n\r\n")
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    while len(body) < length:
        piece = connection.recv(65536)
        if not piece:
            return
        body += piece


@contextmanager
def lying(answer: Answer, port: int = 0) -> Iterator[Liar]:
    liar = Liar(answer, port)
    try:
        yield liar
    finally:
        liar.stop()


def saying(content: bytes) -> Answer:
    """Send bytes and close."""
    return lambda connection: connection.sendall(content)


def http(status: str, kind: str, body: bytes, extra: str = "") -> Answer:
    """Send a whole HTTP answer."""
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{extra}Connection: close\r\n\r\n"
    )
    return saying(head.encode("ascii") + body)


def in_turn(*answers: Answer) -> Answer:
    """Give the first connection the first answer, the second the second, and the last one to all that follow."""
    left = list(answers)

    def answer(connection: socket.socket) -> None:
        following = left.pop(0) if len(left) > 1 else left[0]
        following(connection)

    return answer


def silent(connection: socket.socket) -> None:
    """Say nothing until the caller goes."""
    while connection.recv(65536):
        pass


def endless(connection: socket.socket) -> None:
    """Send an answer that never ends."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def dripping(connection: socket.socket) -> None:
    """Send an answer a byte at a time."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    for _ in range(400):
        connection.sendall(b" ")
        time.sleep(0.05)
