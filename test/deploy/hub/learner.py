"""What a learner does in a server, over HTTP and WebSockets: learner.py cells|terminal, with JSON on stdin; prints JSON.

cells:    {"url", "token", "path", "cells"}: runs cells in a kernel whose notebook is at `path`; prints what they show
terminal: {"url", "token", "cwd", "line"}: types a line in a terminal; prints what it shows until `exit`
"""

import json
import sys
import uuid

import requests
import websocket

what, asked = sys.argv[1], json.load(sys.stdin)
headers = {"Authorization": f"token {asked['token']}"}


def post(path, body):
    response = requests.post(f"{asked['url']}/{path}", headers=headers, json=body, timeout=60)
    response.raise_for_status()
    return response.json()


def connect(path):
    return websocket.create_connection(
        f"{asked['url'].replace('http', 'ws', 1)}/{path}", header=headers, timeout=120
    )


def run_cells():
    made = {"path": asked["path"], "type": "notebook", "name": "task", "kernel": {"name": "tslab"}}
    kernel = post("api/sessions", made)["kernel"]["id"]
    socket = connect(f"api/kernels/{kernel}/channels")
    shown = []
    for code in asked["cells"]:
        ident = uuid.uuid4().hex
        header = {"msg_id": ident, "msg_type": "execute_request", "username": "", "session": ident, "version": "5.3"}
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        socket.send(json.dumps(message))
        while True:
            got = json.loads(socket.recv())
            if got["parent_header"].get("msg_id") != ident:
                continue
            if got["msg_type"] == "status" and got["content"]["execution_state"] == "idle":
                break
            shown.append({"type": got["msg_type"], "content": got["content"]})
    socket.close()
    return shown


def use_terminal():
    name = post("api/terminals", {"cwd": asked["cwd"]})["name"]
    socket = connect(f"terminals/websocket/{name}")
    socket.send(json.dumps(["stdin", f"{asked['line']}; exit\r"]))
    shown = ""
    while True:
        kind, *rest = json.loads(socket.recv())
        if kind == "disconnect":
            return shown
        if kind == "stdout":
            shown += rest[0]


print(json.dumps(run_cells() if what == "cells" else use_terminal()))
