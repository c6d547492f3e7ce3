"""Times one Jupyter kernel, in seconds: kernel.py NAME LANGUAGE [IMPORT]. Prints JSON."""

import json
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

name, language, *rest = sys.argv[1:]
cells = {"python": ("x{0} = {0} * 2", "y{0} = x0.bit_"), "typescript": ("const x{0} = {0} * 2;", "const y{0} = Math.sq")}
code, partial = cells[language]


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(source):
    reply = kc.execute_interactive(source, timeout=120, output_hook=lambda _: None)
    assert reply["content"]["status"] == "ok", reply["content"]


def complete(i):
    """Completes a cell that has changed since the last request, as it has while someone types."""
    typed = partial.format(i)
    reply = kc.complete(typed, len(typed), reply=True, timeout=60)
    assert reply["content"]["matches"], reply["content"]


start = time.perf_counter()
km = KernelManager(kernel_name=name)
km.start_kernel()
kc = km.client()
kc.start_channels()
try:
    kc.wait_for_ready(timeout=120)
    result = {"ready": time.perf_counter() - start}
    run(code.format(0))
    result["first cell"] = time.perf_counter() - start
    if rest:
        result["import"] = timed(lambda: run(rest[0]))
    result["next cell"] = statistics.median(timed(lambda i=i: run(code.format(i))) for i in range(1, 12))
    complete(0)
    result["completion"] = statistics.median(timed(lambda i=i: complete(i)) for i in range(1, 12))
finally:
    kc.stop_channels()
    km.shutdown_kernel(now=True)
print(json.dumps(result))
