"""Keras outside of training: `plain` compiles with the defaults, `jit` with jit_compile, each with its best batch size."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402
from common import answer, everyday, fastest, mnist, start_weights, test_images  # noqa: E402
from keras_models import build_model  # noqa: E402

BATCHES = [32, 256, 1000, 10000]


def load(_setting, _folder):
    return lambda: keras.ops.convert_to_tensor(mnist()[0])


def ready_model(task, setting):
    model, loss = build_model(task)
    model.compile("adam", loss, jit_compile=setting == "jit")
    model.set_weights([start_weights(weight.shape, n) for n, weight in enumerate(model.get_weights())])
    return model, test_images().reshape(-1, *model.input_shape[1:])


def predict(task):
    def ready(setting, _folder):
        model, x = ready_model(task, setting)
        return fastest([lambda batch=batch: model.predict(x, batch, verbose=0) for batch in BATCHES])

    return ready


def evaluate(setting, _folder):
    model, x = ready_model("0-vanilla", setting)
    return fastest([lambda batch=batch: model.evaluate(x, x, batch, verbose=0) for batch in BATCHES])


works = {
    "load": load,
    "predict-dense": predict("0-vanilla"),
    "predict-conv": predict("2-convolutional"),
    "evaluate": evaluate,
}
answer(f"{keras.__version__} (TensorFlow {tf.__version__})", everyday(works))
