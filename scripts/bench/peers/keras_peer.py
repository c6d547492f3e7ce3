"""Keras: `plain` compiles with the defaults, `jit` with jit_compile, `plain-16` and `jit-16` with steps_per_execution=16."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402
from common import SETTING, images, serve, start_weights  # noqa: E402
from keras_models import build_model  # noqa: E402


KIND, _, STEPS = SETTING.partition("-")


def build(name, batch, width):
    model, loss = build_model(name, width)
    model.compile("adam", loss, jit_compile=KIND == "jit", steps_per_execution=int(STEPS or 1))
    model.set_weights([start_weights(weight.shape, n) for n, weight in enumerate(model.get_weights())])
    x = images(name).reshape(-1, *model.input_shape[1:])

    def fit(steps):
        part = x[: steps * batch]
        return model.fit(part, part, batch, epochs=1, shuffle=False, verbose=0).history["loss"][0]

    return fit


serve(f"{keras.__version__} (TensorFlow {tf.__version__})", build)
