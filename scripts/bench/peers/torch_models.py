"""The models of scripts/bench/models.ts in PyTorch: modules that return the loss of a batch."""

import torch
from common import start_weights
from torch import nn
from torch.nn import functional as F


class FullyConnected(nn.Module):
    def __init__(self, width, penalty):
        super().__init__()
        sizes = [784, 128 * width, 64 * width, 32 * width, 64 * width, 128 * width, 784]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.penalty = penalty

    def reconstruct(self, x):
        """The logits of the pixels, and the penalty of the codes."""
        y = x
        for i, layer in enumerate(self.layers):
            y = layer(y) if i == 5 else F.relu(layer(y))
            code = y if i == 2 else code if i > 2 else None
        return y, self.penalty * code.sum() / len(x) if self.penalty else None

    def forward(self, x):
        y, penalty = self.reconstruct(x)
        loss = F.binary_cross_entropy_with_logits(y, x)
        return loss if penalty is None else loss + penalty


class Convolutional(nn.Module):
    """Three convolutions with pooling, three with upsampling, and one; `sizes` are their (in, out, padding)."""

    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Conv2d(i, o, 3, padding=p) for i, o, p in sizes)

    def reconstruct(self, x):
        """The logits of the pixels; no penalty."""
        y = x
        for layer in self.layers[:3]:
            y = F.max_pool2d(F.relu(layer(y)), 2, ceil_mode=True)
        for layer in self.layers[3:6]:
            y = F.interpolate(F.relu(layer(y)), scale_factor=2)
        return self.layers[6](y), None

    def forward(self, x):
        return F.binary_cross_entropy_with_logits(self.reconstruct(x)[0], x)


def sample(mean, log_var):
    """A code, and its KL divergence from N(0, 1), mean over the batch."""
    z = mean + torch.exp(log_var / 2) * torch.randn_like(mean)
    return z, -0.5 * torch.sum(1 + log_var - mean**2 - torch.exp(log_var)) / len(mean)


class Variational(nn.Module):
    def __init__(self, width):
        super().__init__()
        hidden = 512 * width
        sizes = [(784, hidden), (hidden, 2), (hidden, 2), (2, hidden), (hidden, 784)]
        self.layers = nn.ModuleList(nn.Linear(*size) for size in sizes)

    def forward(self, x):
        encode, to_mean, to_log_var, decode, to_pixels = self.layers
        hidden = F.relu(encode(x))
        z, kl = sample(to_mean(hidden), to_log_var(hidden))
        pixels = to_pixels(F.relu(decode(z)))
        return F.binary_cross_entropy_with_logits(pixels, x, reduction="sum") / len(x) + kl


def down(i, o):
    """Half the sides. Keras pads only the right and the bottom, so results differ a little."""
    return nn.Conv2d(i, o, 3, 2, padding=1)


def up(i, o):
    return nn.ConvTranspose2d(i, o, 3, 2, padding=1, output_padding=1)


def flatten(y):
    return y.permute(0, 2, 3, 1).flatten(1)


def unflatten(y, side, channels):
    return y.reshape(-1, side, side, channels).permute(0, 3, 1, 2)


class Cifar10(nn.Module):
    def __init__(self, latent_dims):
        super().__init__()
        self.down = nn.ModuleList([down(3, 32), down(32, 64), down(64, 8)])
        sizes = [128, 128, *latent_dims, 128]
        self.dense = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.up = nn.ModuleList([up(8, 64), up(64, 32), up(32, 3)])

    def forward(self, x):
        y = x
        for layer in self.down:
            y = F.relu(layer(y))
        y = flatten(y)
        for i, layer in enumerate(self.dense):
            y = layer(y) if len(self.dense) == 3 and i == 1 else F.relu(layer(y))
        y = unflatten(y, 4, 8)
        for layer in self.up[:2]:
            y = F.relu(layer(y))
        return F.binary_cross_entropy_with_logits(self.up[2](y), x)


class Strided(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.ModuleList([nn.Conv2d(1, 32, 3, 3, padding=1), nn.Conv2d(32, 64, 3, 2, padding=1)])
        up = nn.ConvTranspose2d
        self.up = nn.ModuleList([up(64, 32, 3, 2), up(32, 16, 5, 3, padding=1), up(16, 1, 2, 2, padding=1)])

    def forward(self, x):
        y = F.max_pool2d(F.relu(self.down[0](x)), 2, 2)
        y = F.max_pool2d(F.relu(self.down[1](y)), 2, 1)
        y = F.relu(self.up[1](F.relu(self.up[0](y))))
        return F.mse_loss(torch.tanh(self.up[2](y)), x)


class ConvVariational(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.ModuleList([down(1, 16), down(16, 32)])
        self.dense = nn.ModuleList([nn.Linear(1568, 16), nn.Linear(1568, 16), nn.Linear(16, 1568)])
        self.up = nn.ModuleList([up(32, 16), up(16, 1)])

    def forward(self, x):
        y = flatten(F.relu(self.down[1](F.relu(self.down[0](x)))))
        z, kl = sample(self.dense[0](y), self.dense[1](y))
        y = unflatten(F.relu(self.dense[2](z)), 7, 32)
        y = self.up[1](F.relu(self.up[0](y)))
        return F.binary_cross_entropy_with_logits(y, x, reduction="sum") / len(x) + kl


def set_weights(model):
    """PyTorch stores [out, in] and [out, in, height, width] instead of [in, out] and [height, width, in, out]."""
    for n, weight in enumerate(model.parameters()):
        shape = tuple(weight.shape)
        as_keras = shape[::-1] if len(shape) == 2 else shape[2:] + shape[1::-1] if len(shape) == 4 else shape
        value = torch.from_numpy(start_weights(as_keras, n))
        order = {1: (0,), 2: (1, 0), 4: (3, 2, 0, 1)}[len(shape)]
        weight.data.copy_(value.permute(order))


def build_model(name, width=1):
    task = [(1, 16, 1), (16, 8, 1), (8, 8, 1), (8, 8, 1), (8, 8, 1), (8, 16, 0), (16, 1, 1)]
    pets = [(3, 32, 1), (32, 16, 1), (16, 8, 1), (8, 16, 1), (16, 32, 1), (32, 32, 1), (32, 3, 1)]
    models = {
        "0-vanilla": lambda: FullyConnected(width, 0),
        "1-sparse": lambda: FullyConnected(width, 10e-6),
        "2-convolutional": lambda: Convolutional(task),
        "3-variational": lambda: Variational(width),
        "full-frame": lambda: FullyConnected(width, 0),
        "cifar10": lambda: Cifar10([]),
        "cifar10-2d": lambda: Cifar10([2]),
        "strided": Strided,
        "cats-and-dogs": lambda: Convolutional(pets),
        "conv-variational": ConvVariational,
    }
    model = models[name]()
    set_weights(model)
    return model
