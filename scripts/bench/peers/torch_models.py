"""The four tasks' models in PyTorch; each returns its loss."""

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
    def __init__(self):
        super().__init__()
        sizes = [(1, 16, 1), (16, 8, 1), (8, 8, 1), (8, 8, 1), (8, 8, 1), (8, 16, 0), (16, 1, 1)]
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


class Variational(nn.Module):
    def __init__(self, width):
        super().__init__()
        hidden = 512 * width
        sizes = [(784, hidden), (hidden, 2), (hidden, 2), (2, hidden), (hidden, 784)]
        self.layers = nn.ModuleList(nn.Linear(*size) for size in sizes)

    def forward(self, x):
        encode, to_mean, to_log_var, decode, to_pixels = self.layers
        hidden = F.relu(encode(x))
        mean, log_var = to_mean(hidden), to_log_var(hidden)
        z = mean + torch.exp(log_var / 2) * torch.randn_like(mean)
        kl = -0.5 * torch.sum(1 + log_var - mean**2 - torch.exp(log_var)) / len(x)
        pixels = to_pixels(F.relu(decode(z)))
        return F.binary_cross_entropy_with_logits(pixels, x, reduction="sum") / len(x) + kl


def set_weights(model):
    """PyTorch stores [out, in] and [out, in, height, width] instead of [in, out] and [height, width, in, out]."""
    for n, weight in enumerate(model.parameters()):
        shape = tuple(weight.shape)
        as_keras = shape[::-1] if len(shape) == 2 else shape[2:] + shape[1::-1] if len(shape) == 4 else shape
        value = torch.from_numpy(start_weights(as_keras, n))
        order = {1: (0,), 2: (1, 0), 4: (3, 2, 0, 1)}[len(shape)]
        weight.data.copy_(value.permute(order))


def build_model(task, width=1):
    models = {
        "0-vanilla": lambda: FullyConnected(width, 0),
        "1-sparse": lambda: FullyConnected(width, 10e-6),
        "2-convolutional": Convolutional,
        "3-variational": lambda: Variational(width),
    }
    model = models[task]()
    set_weights(model)
    return model
