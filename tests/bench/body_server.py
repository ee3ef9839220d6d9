# SPDX-License-Identifier: GPL-3.0-or-later
"""An API on loopback, a process of its own that prints its port: reads a request with its body and answers "/v1/large" with SIZE bytes, all else with a few. One request a connection, one connection at a time."""
import contextlib
import socket

SIZE = 256 * 1024 * 1024
PIECE = 1024 * 1024
LINE = b'{"id": 4711, "key": "ak-0123456789", "name": "begins as the benchmark\'s credential does"}\n'
FILLED = (LINE * (PIECE // len(LINE) + 1))[:PIECE]
SMALL = b'{"ok":true}'


def read_message(connection, buffer):
    """(first line, bytes of the body) of the next message; nothing at its end. `buffer`: a bytearray that is overwritten."""
    head = b""
    while b"\r\n\r\n" not in head:
        got = connection.recv(65536)
        if not got:
            return None
        head += got
    head, _, rest = head.partition(b"\r\n\r\n")
    fields = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:])
    left = int(fields.get(b"content-length", 0)) - len(rest)
    size = len(rest)
    while left > 0:
        got = connection.recv_into(buffer, min(left, len(buffer)))
        if got == 0:
            return None
        left -= got
        size += got
    return head.split(b"\r\n", 1)[0], size


def send_body(connection, size, piece):
    for _ in range(size // len(piece)):
        connection.sendall(piece)


def main():
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    print(listener.getsockname()[1], flush=True)
    buffer = bytearray(PIECE)
    while True:
        connection, _ = listener.accept()
        with connection, contextlib.suppress(OSError):  # who hangs up is no reason to go
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            message = read_message(connection, buffer)
            large = message and b" /v1/large " in message[0]
            size = SIZE if large else len(SMALL)
            connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % size)
            if large:
                send_body(connection, SIZE, FILLED)
            else:
                connection.sendall(SMALL)


if __name__ == "__main__":
    main()
