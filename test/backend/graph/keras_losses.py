"""Writes keras.json: the losses of 100 steps of each task in Keras, from the weights and batches of train.ts.

Run in the bench's environment: .venv-bench/bin/python test/backend/graph/keras_losses.py

Keras adds Adam's epsilon to the root of the uncorrected second moment, tfjs (as Kingma and Ba's Algorithm 1) to that of
the corrected one: an epsilon of 1e-7 sqrt(1 - beta2^t) at step t makes them the same.
"""

import json
import math
import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
HERE = os.path.dirname(__file__)
sys.path.insert(0, os.path.join(HERE, "../../../scripts/bench/peers"))

import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import ops  # noqa: E402
from keras_models import build_model  # noqa: E402


def noise(i, seed):
    x = np.sin(i * 12.9898 + seed * 78.233) * 43758.5453
    return x - np.floor(x)


def blobs(size, seed):
    image, x, y = np.arange(size)[:, None], np.arange(784) % 28, np.arange(784) // 28
    center = [6 + 16 * noise(image, seed + k) for k in (0, 1)]
    distance = (x - center[0]) ** 2 + (y - center[1]) ** 2
    return np.exp(-distance / (10 + 30 * noise(image, seed + 2))).astype(np.float32)


def start(shape, n):
    limit = math.sqrt(6 / ((sum(shape) + 1) / 2 + 1)) / 2
    values = noise(np.arange(math.prod(shape)), n)
    return ((2 * values - 1) * limit if len(shape) > 1 else 0 * values).astype(np.float32).reshape(shape)


DRAWN = (2 * noise(np.arange(512), 5) - 1).astype(np.float32).reshape(256, 2)
keras.random.normal = lambda shape: ops.convert_to_tensor(DRAWN)[: shape[0]]


def losses(task):
    model, loss = build_model(task)
    model.compile(keras.optimizers.Adam(0.001), loss, run_eagerly=True)
    model.set_weights([start(weight.shape, n) for n, weight in enumerate(model.get_weights())])
    batches = [blobs(size, 10 * i).reshape(-1, *model.input_shape[1:]) for i, size in enumerate([256, 256, 96])]
    result = []
    for step in range(100):
        model.optimizer.epsilon = 1e-7 * math.sqrt(1 - 0.999 ** (step + 1))
        result.append(float(model.train_on_batch(batches[step % 3], batches[step % 3])))
    return result


result = {}
for task in ["0-vanilla", "1-sparse", "2-convolutional", "3-variational"]:
    keras.backend.clear_session()
    result[task] = losses(task)
with open(os.path.join(HERE, "keras.json"), "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
