"""Drives the kernel through many cells in random order, with errors, Stops, floods and restarts.

Each reply and each published message is checked against jupyter_kernel_test's schemas; the memory of both of the
kernel's processes, measured after the warm-up of each restart and again at its end, must stay constant.
Usage: long_session.py CELLS SEED
"""

import json
import random
import sys

import psutil
from jupyter_client.manager import start_new_kernel
from jupyter_kernel_test.msgspec_v5 import validate_message

CELLS, SEED = int(sys.argv[1]), int(sys.argv[2])
RESTART_EVERY = 150
WAIT = 120  # seconds to wait for a message: only a broken kernel needs that long
ok, error = "ok", "error"

kinds = [
    ("1 + 1", ok),
    ("let n: number = Math.random();", ok),
    ("console.log('x'.repeat(2000)); console.error('y');", ok),
    ("for (let i = 0; i < 2000; i++) console.log(i);", ok),
    ("await new Promise((resolve) => setTimeout(resolve, 5)); [1, 2, 3]", ok),
    ("function f(x: number) { return x * 2; }\nf(2)", ok),
    ("class A { constructor(public x = new Float32Array(1e6)) {} }\nnew A().x.length", ok),
    ("import { display } from 'tslab'; display.html('<b>b</b>');", ok),
    ("tf.tidy(() => tf.ones([100, 100]).matMul(tf.ones([100, 100])).sum().dataSync()[0])", ok),
    ("", ok),
    ("throw new Error('on purpose')", error),
    ("await Promise.reject(new TypeError('on purpose'))", error),
    ("const wrong: number = 'text';", error),
    ("undeclared + 1", error),
    ("process.exit(3)", error),
    ("const = ;", error),
    ("console.log('stop me'); while (true) {}", "stop"),
    ("await 1; console.log('stop me'); while (true) {}", "stop"),
    ("console.log('stop me'); await new Promise(() => {});", "stop"),
]


def run(km, kc, code, expected):
    """Runs one cell, stops it if that is expected, and validates all messages; returns its output."""
    msg_id = kc.execute(code)
    idle = stopped = False
    printed = ""
    while not idle:
        message = kc.get_iopub_msg(timeout=WAIT)
        if message["parent_header"].get("msg_id") != msg_id:
            continue
        validate_message(message, message["msg_type"], msg_id)
        idle = message["content"].get("execution_state") == "idle"
        printed += message["content"].get("text", "")
        if expected == "stop" and not stopped and "stop me" in message["content"].get("text", ""):
            km.interrupt_kernel()
            stopped = True
    reply = kc.get_shell_msg(timeout=WAIT)
    while reply["parent_header"].get("msg_id") != msg_id:  # another answer to the client's initial kernel_info_request
        reply = kc.get_shell_msg(timeout=WAIT)
    validate_message(reply, "execute_reply", msg_id)
    content = reply["content"]
    wanted = ok if expected == ok else error
    assert content["status"] == wanted, (code, content)
    if expected == "stop":
        assert content["ename"] == "Interrupted", content
    return printed


COLLECT = """
require('v8').setFlagsFromString('--expose-gc');
require('vm').runInNewContext('gc')();
(({ heapUsed, external }) => console.log('live', heapUsed + external))(process.memoryUsage());
"""


def memory(km, kc):
    """Used memory in MB: of the cells' process after garbage collection, of the front the whole resident set."""
    live = int(run(km, kc, COLLECT, ok).split("live ")[1].split()[0])
    return (live + psutil.Process(km.provisioner.pid).memory_info().rss) / 1e6


def warm_up(km, kc):
    run(km, kc, "import * as tf from '@tensorflow/tfjs';", ok)
    for code, expected in kinds:
        run(km, kc, code, expected)
    return memory(km, kc)


chance = random.Random(SEED)
km, kc = start_new_kernel(kernel_name="tslab", startup_timeout=WAIT)
growth = []
try:
    before = warm_up(km, kc)
    for i in range(1, CELLS + 1):
        run(km, kc, *chance.choice(kinds))
        if i % 10 == 0:
            for ask, reply in ((kc.complete, "complete_reply"), (kc.is_complete, "is_complete_reply"), (kc.inspect, "inspect_reply")):
                msg_id = ask("Math.sq")
                validate_message(kc.get_shell_msg(timeout=WAIT), reply, msg_id)
        if i % RESTART_EVERY == 0:
            growth.append(memory(km, kc) - before)
            if i < CELLS:
                km.restart_kernel()
                kc.wait_for_ready(timeout=WAIT)
                before = warm_up(km, kc)
finally:
    kc.stop_channels()
    km.shutdown_kernel(now=True)
print(json.dumps({"cells": CELLS, "growth": growth}))
