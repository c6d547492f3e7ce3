"""Writes keras.json: the outputs and losses of each model written in Keras, the oracle of the tests in this folder.

Weights and inputs follow from `wave`, so that only results are stored. Run with a Python that has Keras:
python test/models/write_keras.py
"""

import json
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from keras import layers


def wave(shape, seed, scale):
    """Pseudorandom numbers that are the same in every language: sin(1.7 i + seed) * scale."""
    return (np.sin(1.7 * np.arange(np.prod(shape)) + seed) * scale).reshape(shape).astype("float32")


def measure(model, loss, low=0.0):
    model.set_weights(
        [wave(w.shape, n, 1.5 / np.sqrt(np.prod(w.shape[:-1]))) for n, w in enumerate(model.get_weights())]
    )
    x = (wave((2, *model.input_shape[1:]), 9, 0.5) + 0.5) * (1 - low) + low
    y = model.predict(x, verbose=0)
    model.compile(loss=loss)
    flat = y.reshape(-1).astype("float64")
    return {
        "loss": float(model.evaluate(x, x, verbose=0)),
        "outputs": np.round(flat[:: max(1, flat.size // 40)], 7).tolist(),
    }


def dense(dims, hidden, latent, code, output):
    sizes = [(n, "relu") for n in hidden] + [(latent, code)]
    sizes += [(n, "relu") for n in reversed(hidden)] + [(dims, output)]
    return keras.Sequential([keras.Input((dims,))] + [layers.Dense(n, activation=a) for n, a in sizes])


def convolutional(dims, filters):
    steps = []
    for n in filters:
        steps += [layers.Conv2D(n, 3, padding="same", activation="relu"), layers.MaxPooling2D(2, padding="same")]
    *first, last = reversed(filters)
    for n in first:
        steps += [layers.Conv2D(n, 3, padding="same", activation="relu"), layers.UpSampling2D(2)]
    steps += [layers.Conv2D(last, 3, padding="valid", activation="relu"), layers.UpSampling2D(2)]
    steps += [layers.Conv2D(dims[-1], 3, padding="same", activation="sigmoid")]
    return keras.Sequential([keras.Input(dims), *steps])


def cifar10(bottleneck):
    args = {"strides": 2, "padding": "same"}
    return keras.Sequential(
        [keras.Input((32, 32, 3))]
        + [layers.Conv2D(n, 3, activation="relu", **args) for n in (32, 64, 8)]
        + [layers.Flatten(), layers.Dense(128, activation="relu"), *bottleneck]
        + [layers.Dense(128, activation="relu"), layers.Reshape((4, 4, 8))]
        + [layers.Conv2DTranspose(n, 3, activation="relu", **args) for n in (64, 32)]
        + [layers.Conv2DTranspose(3, 3, activation="sigmoid", **args)]
    )


def cats_and_dogs():
    steps = []
    for n in (32, 16, 8):
        steps += [layers.Conv2D(n, 3, padding="same", activation="relu"), layers.MaxPooling2D(2)]
    for n in (16, 32, 32):
        steps += [layers.Conv2D(n, 3, padding="same", activation="relu"), layers.UpSampling2D(2)]
    steps += [layers.Conv2D(3, 3, padding="same", activation="sigmoid")]
    return keras.Sequential([keras.Input((64, 64, 3)), *steps])


bce = "binary_crossentropy"
fixture = {
    "keras": keras.__version__,
    "vanilla": measure(dense(12, [9, 5], 3, "relu", "sigmoid"), bce),
    "convolutional": measure(convolutional((12, 20, 3), [4, 3, 2]), bce),
    "dense": measure(dense(784, [128, 64], 3, "linear", "tanh"), "mse", low=-1.0),
    "cifar10": measure(cifar10([]), bce),
    "cifar10 in 2-D": measure(cifar10([layers.Dense(2)]), bce),
    "catsAndDogs": measure(cats_and_dogs(), bce),
}
Path(__file__).with_name("keras.json").write_text(json.dumps(fixture, indent=1) + "\n")
