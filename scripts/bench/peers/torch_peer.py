"""PyTorch: `plain` with the defaults; `fused` with fused Adam and channels-last images; `compiled` also with torch.compile."""

import torch
from common import SETTING, images, serve, start_weights
from torch_models import FullyConnected, Variational, build_model


def set_weights(model):
    """PyTorch stores [out, in] and [out, in, height, width] instead of [in, out] and [height, width, in, out]."""
    for n, weight in enumerate(model.parameters()):
        shape = tuple(weight.shape)
        as_keras = shape[::-1] if len(shape) == 2 else shape[2:] + shape[1::-1] if len(shape) == 4 else shape
        value = torch.from_numpy(start_weights(as_keras, n))
        order = {1: (0,), 2: (1, 0), 4: (3, 2, 0, 1)}[len(shape)]
        weight.data.copy_(value.permute(order))


def build(name, batch, width):
    model = build_model(name, width)
    set_weights(model)
    x = torch.from_numpy(images(name))
    x = x.flatten(1) if isinstance(model, (FullyConnected, Variational)) else x.permute(0, 3, 1, 2)
    if SETTING == "plain":
        x = x.contiguous()
    elif x.ndim == 4:
        x = x.contiguous(memory_format=torch.channels_last)
        model = model.to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), 0.001, eps=1e-7, fused=SETTING != "plain")
    to_loss = torch.compile(model) if SETTING == "compiled" else model

    def fit(steps):
        total = 0.0
        for i in range(steps):
            part = x[i * batch : (i + 1) * batch]
            optimizer.zero_grad()
            loss = to_loss(part)
            loss.backward()
            optimizer.step()
            total += loss.item()
        return total / steps

    return fit


serve(torch.__version__, build)
