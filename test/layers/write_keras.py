"""Writes keras.json: what Keras computes for penalties and losses, the oracle of the tests in this folder.

Run with a Python that has Keras: python test/layers/write_keras.py
"""

import json
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np

rng = np.random.default_rng(7)


def to_list(x):
    return np.round(np.asarray(x, dtype="float64"), 8).tolist()


def activity_regularization(shape, l1, l2):
    x = rng.normal(size=shape).astype("float32")
    inputs = keras.Input(shape[1:])
    layer = keras.layers.ActivityRegularization(l1=l1, l2=l2)
    model = keras.Model(inputs, layer(inputs))
    model(x)
    return {"x": to_list(x), "l1": l1, "l2": l2, "penalty": float(sum(model.losses))}


def kl_divergence():
    z_mean = rng.normal(scale=2, size=(5, 3)).astype("float32")
    z_log_var = rng.uniform(-6, 2, size=(5, 3)).astype("float32")
    ops = keras.ops
    kl = -0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=-1)
    return {"zMean": to_list(z_mean), "zLogVar": to_list(z_log_var), "perSample": to_list(kl)}


def reconstruction_loss():
    y_true = rng.uniform(size=(4, 6)).astype("float32")
    y_pred = rng.uniform(0.01, 0.99, size=(4, 6)).astype("float32")
    y_true[0, :2] = [0, 1]
    y_pred[0, :4] = [0, 1, 0, 1]
    y_true[0, 2:4] = [1, 0]
    per_sample = 6 * keras.losses.binary_crossentropy(y_true, y_pred)
    return {"yTrue": to_list(y_true), "yPred": to_list(y_pred), "perSample": to_list(per_sample)}


fixture = {
    "keras": keras.__version__,
    "activityRegularization": [
        activity_regularization((4, 5), 1e-2, 0.0),
        activity_regularization((1, 7), 10e-6, 0.0),
        activity_regularization((3, 2, 4), 0.5, 0.25),
    ],
    "klDivergence": kl_divergence(),
    "reconstructionLoss": reconstruction_loss(),
}
Path(__file__).with_name("keras.json").write_text(json.dumps(fixture, indent=1) + "\n")
