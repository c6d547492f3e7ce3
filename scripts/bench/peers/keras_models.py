"""The four tasks' models in Keras, not compiled."""

import keras
from keras import layers, ops


@keras.saving.register_keras_serializable()
class Sampling(layers.Layer):
    def call(self, inputs):
        mean, log_var = inputs
        kl = -0.5 * ops.sum(1 + log_var - ops.square(mean) - ops.exp(log_var), axis=-1)
        self.add_loss(ops.mean(kl))
        return mean + ops.exp(log_var / 2) * keras.random.normal(ops.shape(mean))


def dense(sizes, activation, x, **options):
    for units in sizes:
        x = layers.Dense(units, activation, **options)(x)
    return x


def fully_connected(width, penalty):
    regularizer = keras.regularizers.L1(penalty) if penalty else None
    x = keras.Input([784])
    code = dense([128 * width, 64 * width], "relu", x)
    code = dense([32 * width], "relu", code, activity_regularizer=regularizer)
    return keras.Model(x, dense([784], "sigmoid", dense([64 * width, 128 * width], "relu", code)))


def convolutional():
    x = y = keras.Input([28, 28, 1])
    for filters in [16, 8, 8]:
        y = layers.Conv2D(filters, 3, padding="same", activation="relu")(y)
        y = layers.MaxPooling2D(2, padding="same")(y)
    for filters, padding in [(8, "same"), (8, "same"), (16, "valid")]:
        y = layers.UpSampling2D(2)(layers.Conv2D(filters, 3, padding=padding, activation="relu")(y))
    return keras.Model(x, layers.Conv2D(1, 3, padding="same", activation="sigmoid")(y))


def variational(width):
    x = keras.Input([784])
    hidden = dense([512 * width], "relu", x)
    z = Sampling()([layers.Dense(2)(hidden), layers.Dense(2)(hidden)])
    return keras.Model(x, dense([784], "sigmoid", dense([512 * width], "relu", z)))


def summed_crossentropy(target, output):
    return 784 * keras.losses.binary_crossentropy(target, output)


def build_model(task, width=1):
    models = {
        "0-vanilla": lambda: fully_connected(width, 0),
        "1-sparse": lambda: fully_connected(width, 10e-6),
        "2-convolutional": convolutional,
        "3-variational": lambda: variational(width),
    }
    loss = summed_crossentropy if task == "3-variational" else "binary_crossentropy"
    return models[task](), loss
