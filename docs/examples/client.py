#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""client.py: lists the connections. client.py CONNECTION URL: asks URL with the connection's token."""
import json
import os
import socket
import sys
import urllib.request


class Keystead:
    def __init__(self):
        path = os.path.join(os.environ.get("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}"), "keystead", "agent.sock")
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(120)  # a person may have to be asked
        self.socket.connect(path)
        self.lines = self.socket.makefile("rb")

    def call(self, method, **params):
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        self.socket.sendall(json.dumps(request).encode() + b"\n")
        answer = json.loads(self.lines.readline() or b'{"error": {"message": "the agent went away"}}')
        if error := answer.get("error"):
            raise RuntimeError(" ".join([error["message"], *error.get("data", {}).values()]))
        return answer["result"]


try:
    keystead = Keystead()
    if len(sys.argv) < 3:
        for connection in keystead.call("connection.list")["connections"]:
            print(connection["name"], connection["state"])
    else:
        token = keystead.call("token", connection=sys.argv[1], min_valid="1m")["token"]
        question = urllib.request.Request(sys.argv[2], headers={"Authorization": f"Bearer {token}"})
        print(urllib.request.urlopen(question, timeout=30).read().decode())
except (OSError, RuntimeError) as problem:
    sys.exit(f"client.py: {problem}")
