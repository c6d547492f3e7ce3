"""The models of scripts/bench/models.ts in Keras, not compiled."""

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


def cifar10(latent_dims):
    half = {"kernel_size": 3, "strides": 2, "padding": "same"}
    x = y = keras.Input([32, 32, 3])
    for filters in [32, 64, 8]:
        y = layers.Conv2D(filters, activation="relu", **half)(y)
    y = dense([128], "relu", layers.Flatten()(y))
    y = dense([128], "relu", dense(latent_dims, "linear", y))
    y = layers.Reshape([4, 4, 8])(y)
    for filters in [64, 32]:
        y = layers.Conv2DTranspose(filters, activation="relu", **half)(y)
    return keras.Model(x, layers.Conv2DTranspose(3, activation="sigmoid", **half)(y))


def strided():
    x = keras.Input([28, 28, 1])
    y = layers.Conv2D(32, 3, 3, activation="relu")(layers.ZeroPadding2D(1)(x))
    y = layers.MaxPooling2D(2, 2)(y)
    y = layers.Conv2D(64, 3, 2, activation="relu")(layers.ZeroPadding2D(1)(y))
    y = layers.MaxPooling2D(2, 1)(y)
    y = layers.Conv2DTranspose(32, 3, 2, activation="relu")(y)
    y = layers.Cropping2D(1)(layers.Conv2DTranspose(16, 5, 3, activation="relu")(y))
    return keras.Model(x, layers.Cropping2D(1)(layers.Conv2DTranspose(1, 2, 2, activation="tanh")(y)))


def cats_and_dogs():
    x = y = keras.Input([64, 64, 3])
    for filters in [32, 16, 8]:
        y = layers.MaxPooling2D(2)(layers.Conv2D(filters, 3, padding="same", activation="relu")(y))
    for filters in [16, 32, 32]:
        y = layers.UpSampling2D(2)(layers.Conv2D(filters, 3, padding="same", activation="relu")(y))
    return keras.Model(x, layers.Conv2D(3, 3, padding="same", activation="sigmoid")(y))


def conv_variational():
    half = {"kernel_size": 3, "strides": 2, "padding": "same"}
    x = keras.Input([784])
    y = layers.Reshape([28, 28, 1])(x)
    for filters in [16, 32]:
        y = layers.Conv2D(filters, activation="relu", **half)(y)
    y = layers.Flatten()(y)
    y = Sampling()([layers.Dense(16)(y), layers.Dense(16)(y)])
    y = layers.Reshape([7, 7, 32])(dense([7 * 7 * 32], "relu", y))
    y = layers.Conv2DTranspose(16, activation="relu", **half)(y)
    y = layers.Conv2DTranspose(1, activation="sigmoid", **half)(y)
    return keras.Model(x, layers.Flatten()(y))


def summed_crossentropy(target, output):
    return 784 * keras.losses.binary_crossentropy(target, output)


def build_model(name, width=1):
    models = {
        "0-vanilla": lambda: fully_connected(width, 0),
        "1-sparse": lambda: fully_connected(width, 10e-6),
        "2-convolutional": convolutional,
        "3-variational": lambda: variational(width),
        "full-frame": lambda: fully_connected(width, 0),
        "cifar10": lambda: cifar10([]),
        "cifar10-2d": lambda: cifar10([2]),
        "strided": strided,
        "cats-and-dogs": cats_and_dogs,
        "conv-variational": conv_variational,
    }
    losses = {
        "3-variational": summed_crossentropy,
        "conv-variational": summed_crossentropy,
        "strided": "mean_squared_error",
    }
    return models[name](), losses.get(name, "binary_crossentropy")
