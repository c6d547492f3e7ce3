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
        pixels = read_pixels(IMAGES)
    return to_floats(pixels).reshape(shape)


def to_floats(pixels):
    return pixels.astype(np.float32) / np.float32(255)


def read_pixels(path):
    with open(path, "rb") as file:
        return np.frombuffer(file.read(), np.uint8, offset=16)


def mnist():
    """All that `loadMnist` reads, with the pixels of the training images as numbers from 0 to 1."""
    read = lambda name: np.fromfile(os.path.join(os.path.dirname(IMAGES), name), np.uint8)
    return images("0-vanilla").reshape(-1, 784), [read(name) for name in ("train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")]


def test_images():
    pixels = read_pixels(os.path.join(os.path.dirname(IMAGES), "t10k-images-idx3-ubyte"))
    return to_floats(pixels).reshape(-1, 784)


def start_weights(shape, n):
    """Like startWeights in scripts/bench/work.ts."""
    size = math.prod(shape)
    if len(shape) == 1:
        return np.zeros(shape, np.float32)
    x = np.sin(np.arange(size) * 12.9898 + n * 78.233) * 43758.5453
    limit = math.sqrt(6 / (size / (shape[-1] * shape[-2]) * (shape[-1] + shape[-2])))
    return ((2 * (x - np.floor(x)) - 1) * limit).astype(np.float32).reshape(shape)


def say(answer):
    print(json.dumps(answer), file=ANSWERS, flush=True)


def answer(version, answers):
    """Answers each line of stdin, a JSON object, with what the function of its `name` returns for it."""
    say({"version": version})
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            say(answers[asked.pop("name")](**asked))
        except Exception as error:
            say({"error": f"{type(error).__name__}: {error}".split("\n")[0]})


def serve(version, build):
    """`build(model, batch, width)` returns fit(steps), which returns the mean loss."""
    fit = None

    def timed(steps):
        begin = time.perf_counter()
        loss = float(fit(steps))
        return {"msPerStep": (time.perf_counter() - begin) * 1000 / steps, "loss": loss}

    def start(model, batch, width):
        nonlocal fit
        fit = build(model, batch, width)
        first, following = timed(4), timed(3)
        return {"firstStepMs": first["msPerStep"] * 4 - following["msPerStep"] * 3, **following}

    def memory():
        return {"peakMemoryMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}

    answer(version, {"build": start, "fit": timed, "memory": memory})


def everyday(works):
    """Answers to `time`: `works` has by name what returns, for a setting and a folder, a function to time."""
    ready = {}

    def timed(what, setting, folder):
        if (what, setting) not in ready:
            ready[what, setting] = works[what](setting, folder)
        begin = time.perf_counter()
        ready[what, setting]()
        return {"ms": (time.perf_counter() - begin) * 1000}

    return {"time": timed}


def fastest(works):
    """Of several ways to do the same, the one that takes least time once all have run."""

    def least(work):
        work()
        begin = time.perf_counter()
        work()
        return time.perf_counter() - begin

    return min(works, key=least)
