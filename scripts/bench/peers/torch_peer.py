"""PyTorch: `plain` with the defaults; `fused` with fused Adam and channels-last images; `compiled` also with torch.compile."""

import torch
from common import SETTING, images, serve
from torch_models import FullyConnected, Variational, build_model


def build(name, batch, width):
    model = build_model(name, width)
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
