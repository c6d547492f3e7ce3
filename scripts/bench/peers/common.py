"""Shared by both peers: data, initial weights, and answers to lines of JSON (see scripts/bench/worker.ts)."""

import json
import math
import os
import resource
import sys
import time

import numpy as np

SETTING, IMAGES = sys.argv[1:3]
# Redirect everything that libraries print to stderr, because stdout carries answers.
ANSWERS = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


# Like pictureShapes in scripts/bench/models.ts.
PICTURE_SHAPES = {
    "full-frame": (60000, 28, 28, 1),
    "cifar10": (12032, 32, 32, 3),
    "cifar10-2d": (12032, 32, 32, 3),
    "cats-and-dogs": (6016, 64, 64, 3),
    "conv-variational": (60000, 28, 28, 1),
}


def images(name):
    """[count, height, width, channels], like picturesOf in scripts/bench/models.ts."""
    if name in PICTURE_SHAPES:
        shape = PICTURE_SHAPES[name]
        products = np.arange(math.prod(shape), dtype=np.uint32) * np.uint32(2654435761)
        pixels = (products >> 24 | 1).astype(np.uint8)
    else:
        shape = (-1, 28, 28, 1)
        with open(IMAGES, "rb") as file:
            pixels = np.frombuffer(file.read(), np.uint8, offset=16)
    return (pixels.astype(np.float32) / np.float32(255)).reshape(shape)


def start_weights(shape, n):
    """Like startWeights in scripts/bench/tasks.ts."""
    size = math.prod(shape)
    if len(shape) == 1:
        return np.zeros(shape, np.float32)
    x = np.sin(np.arange(size) * 12.9898 + n * 78.233) * 43758.5453
    limit = math.sqrt(6 / (size / (shape[-1] * shape[-2]) * (shape[-1] + shape[-2])))
    return ((2 * (x - np.floor(x)) - 1) * limit).astype(np.float32).reshape(shape)


def say(answer):
    print(json.dumps(answer), file=ANSWERS, flush=True)


def serve(version, build):
    """`build(model, batch, width)` returns fit(steps), which returns the mean loss."""
    say({"version": version})
    fit = None

    def timed(steps):
        begin = time.perf_counter()
        loss = float(fit(steps))
        return {"msPerStep": (time.perf_counter() - begin) * 1000 / steps, "loss": loss}

    for line in sys.stdin:
        asked = json.loads(line)
        try:
            if asked["name"] == "build":
                fit = build(asked["model"], asked["batch"], asked["width"])
                first, following = timed(4), timed(3)
                beyond = first["msPerStep"] * 4 - following["msPerStep"] * 3
                say({"firstStepMs": beyond, **following})
            elif asked["name"] == "fit":
                say(timed(asked["steps"]))
            else:
                say({"peakMemoryMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024})
        except Exception as error:
            say({"error": f"{type(error).__name__}: {error}".split("\n")[0]})
