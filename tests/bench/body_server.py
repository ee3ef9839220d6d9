# SPDX-License-Identifier: GPL-3.0-or-later
"""An API on loopback, a process of its own that prints its port: reads a request with its body and answers "/v1/large" with SIZE bytes, all else with a few. One connection at a time, as often as it asks."""
import socket

SIZE = 256 * 1024 * 1024
PIECE = 1024 * 1024
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
    buffer, piece = bytearray(PIECE), b"x" * PIECE
    while True:
        connection, _ = listener.accept()
        with connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while message := read_message(connection, buffer):
                if b" /v1/large " in message[0]:
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % SIZE)
                    send_body(connection, SIZE, piece)
                else:
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(SMALL), SMALL))


if __name__ == "__main__":
    main()
