"""Trains Keras' wording of a run of the course and writes its figures as JSON; `npm run results` calls it.

python train_keras.py NAME SEED EPOCHS DATA FILE
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops


class L1(layers.Layer):
    """lambtha * sum over units |z|, mean over the batch; Keras' own ActivityRegularization sums over the batch."""

    def __init__(self, lambtha):
        super().__init__()
        self.lambtha = lambtha

    def call(self, z):
        self.add_loss(self.lambtha * ops.mean(ops.sum(ops.abs(z), axis=-1)))
        return z


class Sampling(layers.Layer):
    """z = zMean + exp(zLogVar / 2) * epsilon, and the divergence as a loss."""

    def __init__(self):
        super().__init__()
        self.random = keras.random.SeedGenerator()

    def call(self, inputs):
        mean, log_var = inputs
        self.add_loss(ops.mean(-0.5 * ops.sum(1 + log_var - mean**2 - ops.exp(log_var), axis=-1)))
        return mean + ops.exp(log_var / 2) * keras.random.normal(ops.shape(mean), seed=self.random)


def dense(hidden, latent, activation, penalty=()):
    steps = [layers.Dense(n, activation="relu") for n in hidden] + [layers.Dense(latent, activation=activation)]
    steps += [*penalty, *[layers.Dense(n, activation="relu") for n in reversed(hidden)]]
    return keras.Sequential([keras.Input((784,)), *steps, layers.Dense(784, activation="sigmoid")])


def convolutional():
    steps = []
    for n in (16, 8, 8):
        steps += [layers.Conv2D(n, 3, padding="same", activation="relu"), layers.MaxPooling2D(2, padding="same")]
    for n, padding in ((8, "same"), (8, "same"), (16, "valid")):
        steps += [layers.Conv2D(n, 3, padding=padding, activation="relu"), layers.UpSampling2D(2)]
    steps += [layers.Conv2D(1, 3, padding="same", activation="sigmoid")]
    return keras.Sequential([keras.Input((28, 28, 1)), *steps])


def variational():
    x = keras.Input((784,))
    hidden = layers.Dense(512, activation="relu")(x)
    z = Sampling()([layers.Dense(2)(hidden), layers.Dense(2)(hidden)])
    hidden = layers.Dense(512, activation="relu")(z)
    return keras.Model(x, layers.Dense(784, activation="sigmoid")(hidden))


def cifar10(*bottleneck):
    args = {"strides": 2, "padding": "same"}
    steps = [layers.Conv2D(n, 3, activation="relu", **args) for n in (32, 64, 8)]
    steps += [layers.Flatten(), layers.Dense(128, activation="relu"), *bottleneck]
    steps += [layers.Dense(128, activation="relu"), layers.Reshape((4, 4, 8))]
    steps += [layers.Conv2DTranspose(n, 3, activation="relu", **args) for n in (64, 32)]
    steps += [layers.Conv2DTranspose(3, 3, activation="sigmoid", **args)]
    return keras.Sequential([keras.Input((32, 32, 3)), *steps])


def load_mnist(data, shape):
    def read(name):
        pixels = np.fromfile(data / "mnist" / f"{name}-images-idx3-ubyte", "uint8", offset=16)
        return pixels.reshape((-1, *shape)).astype("float32") / 255

    return read("train"), read("t10k")


def load_cifar10(data, shape):
    def read(name):
        rows = tf.io.decode_png((data / "cifar10" / name).read_bytes(), channels=3).numpy()
        return rows.reshape((-1, *shape)).astype("float32") / 255

    return np.concatenate([read(f"train-{i}.png") for i in range(1, 6)]), read("test.png")


def summed_bce(y, p):
    return 784 * keras.losses.binary_crossentropy(y, p)


bce = "binary_crossentropy"
digits, flat, colour = (28, 28, 1), (784,), (32, 32, 3)
runs = {  # model, loss, data, shape of an image, batch size
    "0-vanilla": (lambda: dense([128, 64], 32, "relu"), bce, load_mnist, flat, 256),
    "1-sparse": (lambda: dense([128, 64], 32, "relu", [L1(10e-6)]), bce, load_mnist, flat, 256),
    "2-convolutional": (convolutional, bce, load_mnist, digits, 256),
    "3-variational": (variational, summed_bce, load_mnist, flat, 256),
    "dense": (lambda: dense([128], 32, "linear"), bce, load_mnist, flat, 128),
    "cifar10": (cifar10, bce, load_cifar10, colour, 64),
    "cifar10-2d": (lambda: cifar10(layers.Dense(2)), bce, load_cifar10, colour, 64),
}


class Clock(keras.callbacks.Callback):
    """Milliseconds of the steps without validation, and seconds in total."""

    ms, steps = 0.0, 0

    def on_train_begin(self, logs=None):
        self.begun = time.perf_counter()

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch_begun = self.last = time.perf_counter()

    def on_train_batch_end(self, batch, logs=None):
        self.last = time.perf_counter()
        self.steps += 1

    def on_epoch_end(self, epoch, logs=None):
        self.ms += 1000 * (self.last - self.epoch_begun)
        self.seconds = time.perf_counter() - self.begun


def main(name, seed, epochs, data, file):
    build, loss, load, shape, batch_size = runs[name]
    keras.utils.set_random_seed(int(seed))
    model = build()
    model.compile(optimizer="adam", loss=loss)
    train, test = load(Path(data), shape)
    clock = Clock()
    told = model.fit(
        *(train, train),
        **{"epochs": int(epochs), "batch_size": batch_size, "validation_data": (test, test)},
        **{"verbose": 2, "callbacks": [clock]},
    )
    report = {
        "task": name,
        "seed": int(seed),
        "epochs": int(epochs),
        "history": {key: [float(x) for x in told.history[key]] for key in ("loss", "val_loss")},
        "msPerStep": clock.ms / clock.steps,
        "seconds": clock.seconds,
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__},
    }
    part = Path(file + ".part")
    part.write_text(json.dumps(report, indent=2) + "\n")
    part.rename(file)


main(*sys.argv[1:])
