"""Gateways that misbehave, on this machine: each answers, or does not, in a way of its own."""

import socket
import threading
import time
from collections.abc import Callable

OK = b"HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
PAGE = b"<html><title>Portail</title><p>Connectez-vous</p></html>"
Answer = Callable[[socket.socket], None]


def says(content: bytes) -> Answer:
    return lambda line: line.sendall(content)


def page(status: str, content: bytes = b"", head: bytes = b"") -> Answer:
    start = f"HTTP/1.1 {status}\r\nContent-Length: {len(content)}\r\n".encode()
    return says(start + head + b"\r\n" + content)


def silent(seconds: float = 3.0) -> Answer:
    return lambda line: time.sleep(seconds)


def endless(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    for _turn in range(40):
        line.sendall(b" " * 8192)


class OddGateway:
    """Reads each request whole, then does what `answer` does. heard: how many messages were read."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.heard = answer, 0
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.door.getsockname()[1]}/envoi"
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self.door.close()

    def _listen(self) -> None:
        while True:
            try:
                line, _peer = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with line:
            line.settimeout(5)
            read = b""
            while b"}" not in read and len(read) < 20_000:
                piece = line.recv(4096)
                if not piece:
                    return
                read += piece
            self.heard += 1
            try:
                self.answer(line)
            except OSError:
                return
