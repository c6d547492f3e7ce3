"""Keras: `plain` compiles with the defaults, `jit` with jit_compile."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402
from common import SETTING, images, serve, start_weights  # noqa: E402
from keras_models import build_model  # noqa: E402


def build(task, batch, width):
    model, loss = build_model(task, width)
    model.compile("adam", loss, jit_compile=SETTING == "jit")
    model.set_weights([start_weights(weight.shape, n) for n, weight in enumerate(model.get_weights())])
    x = images().reshape(-1, *model.input_shape[1:])

    def fit(steps):
        part = x[: steps * batch]
        return model.fit(part, part, batch, epochs=1, shuffle=False, verbose=0).history["loss"][0]

    return fit


serve(f"{keras.__version__} (TensorFlow {tf.__version__})", build)
