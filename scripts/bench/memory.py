"""Measures the memory of a learner, in MiB: memory.py FOLDER. Reads the notebook's cells as JSON from stdin; prints JSON.

Each figure is the proportional set size of a process and all that it has started: memory that is only its own, and its
share of what it has in common with others.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request

from jupyter_client.manager import KernelManager

folder, asked = sys.argv[1], json.load(sys.stdin)


def tree(pid):
    """The process and its descendants."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as file:
                parents.setdefault(int(file.read().rsplit(")", 1)[1].split()[1]), []).append(int(name))
        except OSError:
            pass  # it has ended
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def memory(pid):
    total = 0
    for one in tree(pid):
        try:
            with open(f"/proc/{one}/smaps_rollup") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except OSError:
            pass
    return total / 1024


class Peak(threading.Thread):
    """The most memory until `stop`, looked at ten times a second."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.most, self.ended = pid, 0, threading.Event()

    def run(self):
        while not self.ended.wait(0.1):
            self.most = max(self.most, memory(self.pid))

    def stop(self):
        self.ended.set()
        self.join()
        return max(self.most, memory(self.pid))


def measure_kernel(cells):
    manager = KernelManager(kernel_name="tslab")
    manager.start_kernel(cwd=folder)
    client = manager.client()
    client.start_channels()

    def run(source):
        reply = client.execute_interactive(source, timeout=3600, output_hook=lambda _: None)
        if reply["content"]["status"] != "ok":
            raise RuntimeError(f"{reply['content'].get('evalue')}\nin the cell:\n{source}")

    try:
        client.wait_for_ready(timeout=120)
        pid = manager.provisioner.pid
        run("1 + 1")
        result = {"started": memory(pid)}
        run(cells[0])
        result["imported"] = memory(pid)
        peak = Peak(pid)
        peak.start()
        for cell in cells[1:]:
            run(cell)
        result["peak"] = peak.stop()
        result["afterwards"] = memory(pid)
        return result
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def measure_server():
    """JupyterLab's server, which each learner on a class server has, when it has sent its page."""
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--port=0", "--allow-root", "--IdentityProvider.token="]
    env = {**os.environ, "JUPYTER_CONFIG_DIR": os.path.join(folder, ".jupyter"), "JUPYTER_DATA_DIR": os.path.join(folder, ".data")}
    server = subprocess.Popen(command, cwd=folder, env=env, stderr=subprocess.PIPE, text=True)
    try:
        for line in server.stderr:
            if "http://127.0.0.1:" in line:
                port = line.split("http://127.0.0.1:")[1].split("/")[0]
                break
        else:
            raise RuntimeError("JupyterLab did not start")
        threading.Thread(target=server.stderr.read, daemon=True).start()
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/lab").read()
                return {"started": memory(server.pid)}
            except OSError:
                time.sleep(0.1)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


print(json.dumps(measure_kernel(asked["cells"]) if asked["cells"] else measure_server()))
