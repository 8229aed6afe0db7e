"""An SMTP server that takes everything, reads every byte, keeps nothing: the same for whoever sends.

Plain sockets and one thread a connection, so that the sender is measured and not the one who listens.
`python -m benchmarks.sink PORT`
"""

import signal
import socket
import sys
import threading

_taken = [0, 0]


def _serve(line: socket.socket) -> None:
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.sendall(b"220 sink\r\n")
    waiting, is_data = b"", False
    while part := line.recv(65536):
        waiting += part
        answers = []
        while True:
            end = b"\r\n.\r\n" if is_data else b"\r\n"
            head, found, rest = waiting.partition(end)
            if not found:
                break
            waiting = rest
            if is_data:
                _taken[0] += 1
                _taken[1] += len(head)
                is_data = False
                answers.append(b"250 taken\r\n")
                continue
            word = head[:4].upper()
            is_data = word == b"DATA"
            if word == b"EHLO":
                answers.append(b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE\r\n")
            elif word == b"QUIT":
                line.sendall(b"221 bye\r\n")
                return
            else:
                answers.append(b"354 go on\r\n" if is_data else b"250 ok\r\n")
        if answers:
            line.sendall(b"".join(answers))


def main() -> None:
    """Listen until told to stop; then say how many messages and bytes were taken."""

    def stop(*_any: object) -> None:
        print(f"{_taken[0]} messages, {_taken[1] / 1e6:.0f} MB", flush=True)
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    with socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=64) as door:
        print("ready", flush=True)
        while True:
            line, _address = door.accept()
            threading.Thread(target=_serve, args=(line,), daemon=True).start()


if __name__ == "__main__":
    main()
